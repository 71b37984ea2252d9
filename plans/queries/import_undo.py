"""Can an upload that was saved still be undone, and why not."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from organisations.domain.policy import Actor
from organisations.models import AuditEvent
from plans.domain.states import PlanState
from plans.domain.undo_words import CHANGES, OTHER_CHANGE, PLANS_GONE, ROWS_GONE, say_changed
from plans.models import Plan, PlanImport, PlanItem, PlanSection

_WHERE = {
    PlanState.IN_AGREEMENT: CHANGES["plan.submit"],
    PlanState.RETURNED: CHANGES["plan.return"],
    PlanState.APPROVED: CHANGES["plan.approve"],
}
_Rows = list[tuple[int, int]]  # the plan's key and the row's


@dataclass(frozen=True, slots=True)
class UndoState:
    """What the page of a draft says of the upload that it came by."""

    import_id: int
    obstacle: str


def imports(actor: Actor) -> QuerySet[PlanImport]:
    """Documents without what was read in them."""
    rows = PlanImport.objects.visible_to(actor).defer("reading")
    return rows.select_related("source", "organisation", "created_by")


def plans_of(import_id: int) -> list[Plan]:
    """The plans that this document speaks for, with their number of items."""
    plans = Plan.objects.originals().filter(plan_import=import_id).with_item_count()
    return list(plans.defer("frame").order_by("pk"))


def undo_obstacle(import_id: int, plans: Sequence[Plan]) -> str:
    """What a person has done with these plans since they were saved; empty where nothing.

    Four queries, however many plans and rows there are.
    """
    for plan in plans:
        if plan.state != PlanState.DRAFT:
            return say_changed(plan.title, _WHERE[PlanState(plan.state)])
    events = AuditEvent.objects.filter(target=f"plans.planimport:{import_id}")
    saved = events.filter(verb="import.save").order_by("-pk").first()
    if saved is None or saved.details["plans"] != [plan.pk for plan in plans]:
        return _updated(plans) or PLANS_GONE
    items: _Rows = list(
        PlanItem.objects.filter(plan__in=plans).order_by("pk").values_list("plan_id", "pk")
    )
    sections: _Rows = list(
        PlanSection.objects.filter(plan__in=plans).order_by("pk").values_list("plan_id", "pk")
    )
    changed = _last_change(saved, plans, items, sections)
    return changed or _missing_rows(saved, plans, items, sections)


def undo_state(plan: Plan) -> UndoState | None:
    """Whether the upload that this draft came by can be undone; None: nothing to say."""
    if plan.plan_import_id is None or plan.amends_id or plan.state != PlanState.DRAFT:
        return None
    plans = plans_of(plan.plan_import_id)
    return UndoState(plan.plan_import_id, undo_obstacle(plan.plan_import_id, plans))


def row_counts(plans: Sequence[Plan]) -> dict[str, list[int]]:
    """How many items and sections each plan has, for the journal's line of the saving."""
    items = Counter(PlanItem.objects.filter(plan__in=plans).values_list("plan_id", flat=True))
    parts = Counter(PlanSection.objects.filter(plan__in=plans).values_list("plan_id", flat=True))
    return {
        "items": [items[plan.pk] for plan in plans],
        "sections": [parts[plan.pk] for plan in plans],
    }


def _last_change(saved: AuditEvent, plans: Sequence[Plan], items: _Rows, sections: _Rows) -> str:
    """What the journal tells of the plans and their rows after the saving.

    What the saving itself wrote stands before its own line: drafts, executors it recognised.
    """
    titles = {plan.pk: plan.title for plan in plans}
    named = {f"plans.plan:{pk}": title for pk, title in titles.items()}
    named |= {f"plans.planitem:{pk}": titles[plan] for plan, pk in items}
    named |= {f"plans.plansection:{pk}": titles[plan] for plan, pk in sections}
    later = AuditEvent.objects.filter(pk__gt=saved.pk, target__in=list(named))
    event = later.order_by("-pk").first()
    return _said(named[event.target], event) if event else ""


def _updated(plans: Sequence[Plan]) -> str:
    """The document did not make these plans, it changed one that was there."""
    for plan in plans:
        events = AuditEvent.objects.filter(
            target=f"plans.plan:{plan.pk}", verb="plan.update_from_document"
        )
        event = events.order_by("-pk").first()
        if event:
            return _said(plan.title, event)
    return ""


def _said(title: str, event: AuditEvent) -> str:
    day = f"{timezone.localtime(event.at):%d.%m.%Y}"
    known = ", ".join(filter(None, (event.user_name, day)))
    return say_changed(title, CHANGES.get(event.verb, OTHER_CHANGE), known)


def _missing_rows(saved: AuditEvent, plans: Sequence[Plan], items: _Rows, sections: _Rows) -> str:
    """A row that was removed has no line under its plan: the counts tell."""
    for name, rows in (("items", items), ("sections", sections)):
        counts = Counter(plan for plan, _pk in rows)
        for plan, count in zip(plans, saved.details.get(name, ()), strict=False):
            if counts[plan.pk] != count:
                return say_changed(plan.title, ROWS_GONE)
    return ""
