"""Which plan an uploaded document may be a newer copy of, and how they differ."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet

from documents.models import StoredFile
from organisations.domain.policy import Actor
from plans.domain.content import Item, PlanContent, PlanDocument
from plans.domain.corrections import Reading, reading_from_dict, wanted
from plans.domain.pairing import share
from plans.domain.serial import to_dict
from plans.domain.states import EDITABLE_PLAN, PlanState
from plans.domain.updating import ENOUGH, Offered, items_of, offer
from plans.models import Plan, PlanImport, PlanItem
from plans.queries.content import items_in_order, plan_document, with_content

_MOST_PLANS = 30  # of one centre and time that are weighed


@dataclass(frozen=True, slots=True)
class Likely:
    """A plan that the `index`-th plan of the document may be a newer copy of."""

    index: int
    plan: Plan

    @property
    def can_update(self) -> bool:
        """An approved plan changes by amendments, one that waits for approval not at all."""
        return self.plan.state in EDITABLE_PLAN

    @property
    def is_approved(self) -> bool:
        return self.plan.state == PlanState.APPROVED


@dataclass(frozen=True, slots=True)
class EarlierUpload:
    """The same file, uploaded before: its plans, or None while it waits for a check."""

    plan_import: PlanImport
    plans: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class Updates:
    """What the review page says above the doubts."""

    earlier: EarlierUpload | None
    likely: tuple[Likely, ...]

    def __bool__(self) -> bool:
        return bool(self.earlier or self.likely)


def updates_for(actor: Actor, plan_import: PlanImport, reading: Reading) -> Updates:
    """Earlier uploads of the file and plans that look like these: four queries at most."""
    return Updates(
        _earlier_upload(actor, plan_import), tuple(_likely(actor, plan_import, reading))
    )


def open_import_page(actor: Actor) -> QuerySet[PlanImport]:
    """Uploads that can still be saved or taken over."""
    rows = PlanImport.objects.visible_to(actor).filter(saved_at=None)
    return rows.select_related("source", "organisation")


def update_page(actor: Actor) -> QuerySet[Plan]:
    """Plans with everything that an update needs to know."""
    return with_content(Plan.objects.visible_to(actor)).select_related("organisation")


def reading_of(plan_import: PlanImport) -> Reading:
    return reading_from_dict(plan_import.reading)


def new_document(reading: Reading, index: int) -> PlanDocument | None:
    """The `index`-th plan alone, without the rows that were left out; None: there is none."""
    count = len(reading.document.plans)
    if index >= count:
        return None
    others = frozenset(range(count)) - {index}
    return wanted(replace(reading, skipped_plans=others))


def can_update(plan_import: PlanImport, reading: Reading, index: int, plan: Plan) -> bool:
    """Whether the plan is of the document's centre and kind, and was not updated from it yet."""
    return (
        plan.organisation_id == plan_import.organisation_id
        and plan.plan_import_id != plan_import.pk
        and index not in reading.skipped_plans
        and plan.kind == reading.document.plans[index].kind.value
    )


def offered_update(plan: Plan, document: PlanDocument) -> Offered:
    """Every change of the newer document; the plan comes from `update_page`."""
    return offer(plan_document(plan), document, _last_document(plan))


def state_of(plan: Plan) -> str:
    """A mark of all that the plan says: it differs as soon as anybody has changed anything."""
    rows = [[row.pk, row.version] for row in items_in_order(plan)]
    said = [plan.pk, plan.version, plan.state, rows, to_dict(plan_document(plan))]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _last_document(plan: Plan) -> PlanDocument | None:
    """What the document said that the plan was last made or updated from."""
    if plan.plan_import_id is None:
        return None
    said = PlanImport.objects.values_list("reading", flat=True).get(pk=plan.plan_import_id)
    document = reading_from_dict(said).document
    index = plan.frame.get("index", 0)
    found = [one for one in document.plans if one.frame.index == index]
    return replace(document, plans=(found[0],)) if found else None


def _earlier_upload(actor: Actor, plan_import: PlanImport) -> EarlierUpload | None:
    """The newest other upload of the same bytes in the same centre.

    One that plans came from; only if there is none, one that still waits.
    """
    same = PlanImport.objects.visible_to(actor).filter(
        organisation_id=plan_import.organisation_id,
        source__purpose=StoredFile.Purpose.PLAN_SOURCE,
        source__sha256=plan_import.source.sha256,
    )
    others = list(
        same.exclude(pk=plan_import.pk)
        .filter(Q(saved_at=None) | Q(plans__isnull=False))
        .distinct()
        .defer("reading")
        .prefetch_related("plans")
        .order_by("-created_at", "-pk")
    )
    saved = [one for one in others if one.saved_at]
    found = (saved or others)[:1]
    return EarlierUpload(found[0], tuple(_by_key(found[0].plans.all()))) if found else None


def _by_key(plans: Iterable[Plan]) -> list[Plan]:
    return sorted(plans, key=lambda plan: plan.pk)


def _likely(actor: Actor, plan_import: PlanImport, reading: Reading) -> Iterable[Likely]:
    """For each plan of the document the one that shares most with it, if that is enough."""
    wanted_plans = {
        index: plan
        for index, plan in enumerate(reading.document.plans)
        if index not in reading.skipped_plans
    }
    known = _plans_like(actor, plan_import, wanted_plans.values())
    rows = _titles(known)
    taken: set[int] = set()
    for index, content in wanted_plans.items():
        found = [
            (share(rows[plan.pk], items_of(content)), plan.state in EDITABLE_PLAN, plan.pk, plan)
            for plan in known
            if plan.pk not in taken and plan.kind == content.kind.value and _meets(plan, content)
        ]
        best = max(found, default=None, key=lambda one: one[:3])
        if best and best[0] >= ENOUGH:
            taken.add(best[2])
            yield Likely(index, best[3])


def _plans_like(
    actor: Actor, plan_import: PlanImport, contents: Iterable[PlanContent]
) -> list[Plan]:
    """Other plans of the centre, of these kinds and times, the newest first."""
    about = Q(pk=None)
    for content in contents:
        start, end = content.period
        about |= Q(kind=content.kind.value, starts_on__lte=end, ends_on__gte=start)
    plans = Plan.objects.visible_to(actor).originals()
    plans = plans.filter(about, organisation=plan_import.organisation_id)
    mine = Q(plan_import=plan_import.pk)
    return list(plans.exclude(mine).defer("frame").order_by("-pk")[:_MOST_PLANS])


def _meets(plan: Plan, content: PlanContent) -> bool:
    start, end = content.period
    return plan.starts_on <= end and plan.ends_on >= start


def _titles(plans: Collection[Plan]) -> dict[int, list[Item]]:
    """What tells the items of each plan from those of others."""
    found: dict[int, list[Item]] = defaultdict(list)
    rows = PlanItem.objects.filter(plan__in=[plan.pk for plan in plans]).in_printed_order()
    for plan_id, number, title in rows.values_list("plan_id", "number", "title"):
        found[plan_id].append(Item(number or None, title))
    return found
