"""What people do to reporting periods, and the expectations that follow from it."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Prefetch, QuerySet

from organisations import audit
from organisations.domain.errors import RuleError
from organisations.domain.policy import Actor
from organisations.models import Organisation
from plans.domain.checkpoints import Checkpoint
from plans.domain.deadlines import Term, Window, terms_from_json
from plans.domain.expectations import Span, due_on, last_day
from plans.domain.states import PERIOD_MOVES, PeriodState, ProgressState
from plans.models import Assignment, Expectation, Plan, PlanItem, ReportingPeriod

MIN_REASON = 10
BATCH = 1000

_REFUSALS = {
    "open": "Открыть можно только запланированный период. «{period}» сейчас {state}.",
    "close": "Закрыть можно только открытый период. «{period}» сейчас {state}.",
    "reopen": "Открыть снова можно только закрытый период. «{period}» сейчас {state}.",
}


class PeriodStateError(RuleError):
    """The period is not where this move begins."""


class PeriodExistsError(RuleError):
    """The centre reports for this span already."""


class ReasonMissingError(RuleError):
    """A period is opened again only for a reason that others can read."""


class UnderReviewError(RuleError):
    """Reports would stay unread, and nobody has confirmed that."""


@transaction.atomic
def create_period(
    centre: Organisation, span: Span, *, due_day: date, due_time: time, actor: Actor
) -> ReportingPeriod:
    """Plan a period of a centre; it is due at that time on the clock of the centre."""
    actor.must_reach(centre.pk)
    owner = _lock_centre(centre.pk)
    if owner.periods.filter(starts_on=span.starts_on, ends_on=span.ends_on).exists():
        raise PeriodExistsError(f"Период «{span.title}» уже есть: выберите другой.")
    period = ReportingPeriod(
        organisation=owner,
        kind=span.kind,
        starts_on=span.starts_on,
        ends_on=span.ends_on,
        due_at=datetime.combine(due_day, due_time, tzinfo=ZoneInfo(owner.timezone)),
    )
    period.full_clean()
    period.save(force_insert=True)
    audit.record(
        actor, "period.create", period, organisation_id=owner.pk, due_at=[None, period.due_at]
    )
    return period


@transaction.atomic
def open_period(period: ReportingPeriod, *, actor: Actor) -> ReportingPeriod:
    """Let schools write: everything that approved plans ask of this span is expected now."""
    locked = _lock_period(period, "open", actor=actor)
    plans = Plan.objects.approved().filter(organisation=locked.organisation_id)
    count = _expect(locked, plans)
    _move(locked, "open", actor=actor, expectation_count=count)
    return locked


@transaction.atomic
def close_period(period: ReportingPeriod, *, with_unread: bool, actor: Actor) -> ReportingPeriod:
    """Make the reports of a period read-only; unread ones stay so only if that is confirmed."""
    locked = _lock_period(period, "close", actor=actor)
    unread = sum(row.state == ProgressState.SUBMITTED for row in _lock_expectations(locked))
    if unread and not with_unread:
        raise UnderReviewError(
            f"На проверке отчётов: {unread}. Проверьте их или подтвердите, что период закрывается "
            "без этого: они останутся нерассмотренными и не войдут в отчёт."
        )
    _move(locked, "close", actor=actor, unread_count=unread)
    return locked


@transaction.atomic
def reopen_period(period: ReportingPeriod, reason: str, *, actor: Actor) -> ReportingPeriod:
    """Let schools write again; the reason is kept in the audit trail."""
    if len(reason.strip()) < MIN_REASON:
        raise ReasonMissingError(
            f"Напишите, почему период открывается снова: не короче {MIN_REASON} знаков."
        )
    locked = _lock_period(period, "reopen", actor=actor)
    plans = Plan.objects.approved().filter(organisation=locked.organisation_id)
    count = _expect(locked, plans)
    _move(locked, "reopen", actor=actor, reason=reason.strip(), expectation_count=count)
    return locked


@transaction.atomic
def expect_for_plan(plan: Plan, *, actor: Actor) -> int:
    """Bring open periods in line with a plan just approved or assigned anew.

    Returns how many reports are newly expected. What nobody has begun and nobody is asked for
    any more goes; what somebody has begun stays, whatever the plan says now.
    """
    actor.must_reach(plan.organisation_id)
    _lock_centre(plan.organisation_id)
    approved = Plan.objects.approved().filter(pk=plan.pk)
    periods = list(
        ReportingPeriod.objects.open()
        .filter(organisation=plan.organisation_id)
        .select_related("organisation")
        .order_by("pk")
    )
    count = sum(_expect(period, approved) for period in periods)
    if periods:
        audit.record(
            actor,
            "period.expect",
            plan,
            organisation_id=plan.organisation_id,
            periods=[period.title for period in periods],
            expectation_count=count,
        )
    return count


def _expect(period: ReportingPeriod, plans: QuerySet[Plan]) -> int:
    """Create what is missing, move due dates, drop what is untouched and no longer wanted."""
    wanted = dict(_wanted(period, plans))
    known = {
        (row.item_id, row.organisation_id): row
        for row in _lock_expectations(period).filter(item__plan__in=plans)
    }
    missing = [
        Expectation(item_id=item_id, organisation_id=place, period=period, due_on=day)
        for (item_id, place), day in wanted.items()
        if (item_id, place) not in known
    ]
    Expectation.objects.bulk_create(missing, batch_size=BATCH, ignore_conflicts=True)
    untouched = [(key, row) for key, row in known.items() if row.state == ProgressState.EXPECTED]
    moved = [row for key, row in untouched if key in wanted and row.due_on != wanted[key]]
    for row in moved:
        row.due_on = wanted[row.item_id, row.organisation_id]
    Expectation.objects.bulk_update(moved, ["due_on"], batch_size=BATCH)
    dropped = [row.pk for key, row in untouched if key not in wanted]
    Expectation.objects.filter(pk__in=dropped).delete()
    return len(missing)


def _lock_expectations(period: ReportingPeriod) -> QuerySet[Expectation]:
    """Whoever writes a report holds its row: they finish first, or find what was decided."""
    rows = Expectation.objects.select_for_update(of=("self",)).filter(period=period)
    return rows.order_by("pk")


def _wanted(
    period: ReportingPeriod, plans: QuerySet[Plan]
) -> Iterator[tuple[tuple[int, int], date]]:
    span = Window(period.starts_on, period.ends_on)
    period_due = last_day(period.due_at, period.organisation.timezone)
    items = (
        PlanItem.objects.filter(plan__in=plans)
        .select_related("plan")
        .prefetch_related("steps", Prefetch("assignments", Assignment.objects.order_by("pk")))
        .order_by("pk")
    )
    for item in items:
        plan = Window(item.plan.starts_on, item.plan.ends_on)
        checkpoint = Checkpoint(item.checkpoint or item.plan.checkpoint)
        day = due_on(_terms(item), plan, span, period_due, checkpoint)
        if day is not None:
            for assignment in item.assignments.all():
                yield (item.pk, assignment.organisation_id), day


def _terms(item: PlanItem) -> Iterable[Term]:
    yield from terms_from_json(item.deadline_terms)
    for step in item.steps.all():
        yield from terms_from_json(step.deadline_terms)


def _lock_centre(centre_id: int) -> Organisation:
    """One at a time: a plan approved while a period opens must not slip between the two."""
    return Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=centre_id)


def _lock_period(period: ReportingPeriod, move: str, *, actor: Actor) -> ReportingPeriod:
    actor.must_reach(period.organisation_id)
    _lock_centre(period.organisation_id)
    locked = (
        ReportingPeriod.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .get(pk=period.pk)
    )
    if locked.state not in PERIOD_MOVES[move][0]:
        words = {"period": locked.title, "state": locked.get_state_display()}
        raise PeriodStateError(_REFUSALS[move].format(**words))
    return locked


def _move(period: ReportingPeriod, move: str, *, actor: Actor, **details: int | str) -> None:
    before, after = period.state, PERIOD_MOVES[move][1]
    period.state, period.version = after, period.version + 1
    period.save(update_fields=["state", "version"])
    audit.record(
        actor,
        f"period.{move}",
        period,
        organisation_id=period.organisation_id,
        state=[before, PeriodState(after)],
        **details,
    )
