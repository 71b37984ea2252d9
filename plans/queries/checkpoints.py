"""What the page «Контрольные точки» reads: which rows of a plan are asked about when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from organisations.domain.policy import Actor
from plans.domain.checkpoint_plan import (
    Asked,
    AskedSpan,
    Silence,
    WorkRow,
    asked,
    with_missing,
)
from plans.domain.checkpoints import Checkpoint
from plans.domain.deadlines import Term, Window, terms_from_json
from plans.domain.expectations import last_day
from plans.domain.term_words import say_term
from plans.models import Assignment, Plan, PlanItem, ReportingPeriod
from plans.models.plans import Checkpoint as Choice
from plans.queries.plans import Tab, assigned_words

NEVER = "never"
_REASONS = {
    Silence.ON_REQUEST: "по запросу: отчёт ждут, только когда его попросят",
    Silence.UNASSIGNED: "никому не поручено: спросить не с кого",
    Silence.NO_PERIOD: "на этот срок нет отчётного периода",
}


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A row of the page: when it is due, or why never."""

    item: PlanItem
    terms: tuple[str, ...]
    assigned: str
    checkpoint: str
    is_own: bool
    day: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class CheckPage:
    """One period of the plan, or what no period asks about."""

    tabs: tuple[Tab, ...]
    rows: tuple[CheckRow, ...]
    span: AskedSpan | None
    day_count: int
    missing: tuple[AskedSpan, ...]


@dataclass(frozen=True, slots=True)
class _Work:
    item: PlanItem
    row: WorkRow
    asked: Asked


def checkpoint_page(actor: Actor) -> QuerySet[Plan]:
    """Plans with all that their check-points depend on."""
    assignments = Assignment.objects.select_related("organisation", "user").order_by("pk")
    items = PlanItem.objects.in_printed_order().prefetch_related(
        "steps", Prefetch("assignments", assignments)
    )
    plans = Plan.objects.visible_to(actor).select_related("organisation")
    return plans.prefetch_related(Prefetch("items", items))


def checkpoints(plan: Plan, at: str, today: date) -> CheckPage:
    """The rows under one tab: `at` names a period, or «never»; else the one that is on now."""
    window = Window(plan.starts_on, plan.ends_on)
    spans = with_missing(periods_of(plan), window)
    work = [_work(item, plan, window, spans) for item in plan.items.all()]
    never = [each for each in work if each.asked.silence]
    place = _chosen(spans, at, today)
    shown = never if place is None else _of_span(work, place)
    tabs = [Tab(f"?at={NEVER}", "Ни в одном периоде", len(never), place is None)]
    tabs += [
        Tab(f"?at={span.key}", span.title, len(_of_span(work, number)), number == place)
        for number, span in enumerate(spans)
    ]
    return CheckPage(
        tuple(tabs),
        tuple(_row(each, plan, place) for each in shown),
        None if place is None else spans[place],
        0 if place is None else len(_of_span(work, place, is_by_day=True)),
        tuple(span for span in spans if not span.is_there),
    )


def periods_of(plan: Plan) -> list[AskedSpan]:
    """The periods for which the plan's centre reports in the plan's time."""
    periods = ReportingPeriod.objects.filter(
        organisation=plan.organisation_id,
        starts_on__lte=plan.ends_on,
        ends_on__gte=plan.starts_on,
    )
    return [
        AskedSpan(
            f"{period.kind}:{period.starts_on.isoformat()}",
            period.title,
            Window(period.starts_on, period.ends_on),
            last_day(period.due_at, plan.organisation.timezone),
        )
        for period in periods.order_by("starts_on", "-ends_on", "pk")
    ]


def _work(item: PlanItem, plan: Plan, window: Window, spans: Sequence[AskedSpan]) -> _Work:
    row = WorkRow(
        _terms(item),
        Checkpoint(item.checkpoint or plan.checkpoint),
        is_assigned=bool(item.assignments.all()),
    )
    return _Work(item, row, asked(row, window, spans))


def _terms(item: PlanItem) -> tuple[Term, ...]:
    own = terms_from_json(item.deadline_terms)
    steps = (term for step in item.steps.all() for term in terms_from_json(step.deadline_terms))
    return (*own, *steps)


def _of_span(work: Sequence[_Work], place: int, *, is_by_day: bool = False) -> list[_Work]:
    return [
        each
        for each in work
        if place in each.asked.days and each.row.is_assigned and each.row.is_by_day is is_by_day
    ]


def _chosen(spans: Sequence[AskedSpan], at: str, today: date) -> int | None:
    if at == NEVER or not spans:
        return None
    named = next((place for place, span in enumerate(spans) if span.key == at), None)
    if named is not None:
        return named
    on = (n for n, span in enumerate(spans) if span.window.start <= today <= span.window.end)
    return next(on, 0)


def _row(work: _Work, plan: Plan, place: int | None) -> CheckRow:
    item, silence = work.item, work.asked.silence
    return CheckRow(
        item,
        tuple(map(say_term, work.row.terms)) or ("без срока",),
        assigned_words(item.assignments.all()),
        Choice(work.row.checkpoint).label,
        bool(item.checkpoint) and item.checkpoint != plan.checkpoint,
        None if place is None else work.asked.days[place],
        _REASONS[silence] if silence else "",
    )
