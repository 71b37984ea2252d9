"""What the pages of amendments read: those of a plan, one of them, what they took out."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from organisations.domain.policy import Actor
from plans.domain.amending import difference_from_json
from plans.domain.comparison import Comparison
from plans.domain.editions import compare_editions
from plans.domain.states import PlanState, ProgressState
from plans.models import Amendment, Expectation, Plan, PlanItem, PlanVersion
from plans.queries.editions import edition_of_plan, edition_of_snapshot, whole_plan

GROUND_NAMES = dict(Amendment.Ground.choices)


@dataclass(frozen=True, slots=True)
class ExcludedItem:
    """An item that an amendment took out, and how far it had come."""

    row: PlanItem
    expected: int
    sent: int
    accepted: int


@dataclass(frozen=True, slots=True)
class PlanAmendments:
    """Everything that a plan's page says of its amendments.

    `own` is the amendment whose copy the plan is; `opened` the one that is being prepared.
    """

    own: Amendment | None
    opened: Amendment | None
    ended: tuple[Amendment, ...]
    excluded: tuple[ExcludedItem, ...]
    can_start: bool


@dataclass(frozen=True, slots=True)
class InForce:
    """The version that was in force on a day; None where there was none.

    `until` is the day on which another came in its place; `first_on` when the plan came
    into force, None where it never has.
    """

    day: date
    version: PlanVersion | None
    until: date | None
    first_on: date | None


def plan_amendments(plan: Plan, *, may_edit: bool) -> PlanAmendments:
    """Four queries at most, however many amendments and rows there are."""
    if plan.amends_id:
        own = Amendment.objects.filter(draft=plan).select_related("plan").first()
        return PlanAmendments(own, None, (), (), can_start=False)
    if plan.state in {PlanState.DRAFT, PlanState.RETURNED}:
        return PlanAmendments(None, None, (), (), can_start=False)
    rows = list(plan.amendments.select_related("version", "draft").order_by("-number"))
    opened = next((row for row in rows if not row.outcome), None)
    return PlanAmendments(
        None,
        opened,
        tuple(row for row in rows if row.outcome),
        _excluded(plan),
        can_start=may_edit and opened is None and plan.state == PlanState.APPROVED,
    )


def amendment_page(actor: Actor) -> QuerySet[Amendment]:
    return Amendment.objects.visible_to(actor).select_related(
        "plan__organisation", "base_version", "version", "draft", "created_by"
    )


def amendment_difference(amendment: Amendment) -> Comparison:
    """«Было — стало»: of the copy while it is open, afterwards as it was kept."""
    if amendment.difference is not None:
        return difference_from_json(amendment.difference)
    base = edition_of_snapshot(amendment.base_version.snapshot)
    if amendment.draft is None:
        return compare_editions(base, base)
    return compare_editions(base, edition_of_plan(whole_plan(amendment.draft)))


def state_names(amendment: Amendment) -> tuple[str, str]:
    """What both sides of its comparison are called."""
    base = amendment.base_version
    before = f"версия {base.number} от {base.approved_on:%d.%m.%Y}"
    if amendment.version:
        version = amendment.version
        return before, f"версия {version.number} от {version.approved_on:%d.%m.%Y}"
    return before, f"с изменением № {amendment.number}"


def say_grounds(amendment: Amendment) -> str:
    """«сроки, ответственные»."""
    return ", ".join(GROUND_NAMES[ground] for ground in amendment.grounds)


def amendment_facts(amendment: Amendment) -> list[str]:
    """What stands above the comparison in a document."""
    facts = [
        f"{amendment}. Что меняется: {say_grounds(amendment)}.",
        f"Причина: {amendment.reason}",
    ]
    return [*facts, f"Основание: {amendment.basis}"] if amendment.basis else facts


def in_force(plan: Plan, day: date) -> InForce:
    """Which version was in force on the day; of several of one day the last one counts."""
    versions = list(plan.versions.defer("snapshot").order_by("number"))
    version = next((one for one in reversed(versions) if one.approved_on <= day), None)
    later = [one.approved_on for one in versions if version and one.number > version.number]
    return InForce(
        day,
        PlanVersion.objects.get(pk=version.pk) if version else None,
        min(later, default=None),
        versions[0].approved_on if versions else None,
    )


def history_plans(plan: Plan) -> list[int]:
    """The plan and every copy that its amendments worked on: one row's history is in all."""
    original = plan.amends_id or plan.pk
    copies = Plan.objects.filter(amends=original).order_by("pk").values_list("pk", flat=True)
    return [original, *copies]


def _excluded(plan: Plan) -> tuple[ExcludedItem, ...]:
    sent = ~Q(state__in=[ProgressState.EXPECTED, ProgressState.DRAFT])
    counted = (
        Expectation.objects.filter(item__plan=plan, item__excluded_by__isnull=False)
        .values("item_id")
        .annotate(
            expected=Count("pk"),
            sent=Count("pk", filter=sent),
            accepted=Count("pk", filter=Q(state=ProgressState.ACCEPTED)),
        )
        .order_by("item_id")
    )
    counts = {row["item_id"]: (row["expected"], row["sent"], row["accepted"]) for row in counted}
    rows = PlanItem.every.filter(plan=plan, excluded_by__isnull=False).in_printed_order()
    return tuple(
        ExcludedItem(row, *counts.get(row.pk, (0, 0, 0)))
        for row in rows.select_related("excluded_by")
    )
