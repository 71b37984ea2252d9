from datetime import UTC, date, datetime

import pytest

from documents import tasks
from organisations.domain.errors import OutOfReachError
from organisations.domain.policy import Permission, operator
from organisations.models import AuditEvent
from plans.actions.agreements import approve_plan
from plans.actions.amendments import start_amendment
from plans.actions.endings import (
    NotOverError,
    ReasonMissingError,
    cancel_plan,
    complete_over,
    complete_plan,
)
from plans.actions.periods import open_period
from plans.domain.agreements import BasisKind, basis_words, completion_obstacles
from plans.domain.amending import Starting
from plans.models import Expectation, Plan
from tests.factories import (
    ApprovedPlanFactory,
    AssignmentFactory,
    CentreFactory,
    ExpectationFactory,
    PlanItemFactory,
    ReportingPeriodFactory,
)
from tests.plans.agreement_cast import APPROVING, cast

TODAY = date(2026, 9, 1)
REASON, BASIS = "Центр закрыт решением учредителя.", "приказ от 12.01.2026 № 4"
HEAD = operator(Permission.PLAN_APPROVE)


def state_of(plan):
    return Plan.objects.values_list("state", flat=True).get(pk=plan.pk)


def period_of(plan, first, last, state="closed"):
    return ReportingPeriodFactory(
        organisation=plan.organisation,
        starts_on=first,
        ends_on=last,
        due_at=datetime(last.year, last.month, last.day, 15, 0, tzinfo=UTC),
        state=state,
    )


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (
            (BasisKind.ORDER, "175", date(2025, 8, 30), "управления образования", ""),
            "приказ управления образования от 30.08.2025 № 175",
        ),
        ((BasisKind.MINUTES, "3", date(2025, 8, 30), "", ""), "протокол от 30.08.2025 № 3"),
        (
            (BasisKind.DECREE, "3", date(2025, 8, 30), "", "решение совета"),
            "постановление от 30.08.2025 № 3; решение совета",
        ),
        ((None, "", None, "", " решение совета "), "решение совета"),
        ((None, "", None, "", ""), ""),
    ],
)
def test_basis_is_said_in_words(said, words):
    assert basis_words(*said) == words


@pytest.mark.parametrize(
    ("today", "unclosed", "undecided", "count"),
    [
        (date(2026, 9, 1), [], 0, 0),
        (date(2026, 8, 31), [], 0, 1),
        (date(2026, 9, 1), ["IV квартал 2025 года"], 0, 1),
        (date(2026, 8, 31), ["IV квартал 2025 года"], 1, 3),
    ],
)
def test_every_obstacle_to_completion_is_said(today, unclosed, undecided, count):
    found = completion_obstacles(date(2026, 8, 31), today, unclosed, undecided)

    assert len(found) == count


@pytest.mark.django_db
def test_a_plan_that_is_over_is_completed():
    plan = ApprovedPlanFactory()
    period_of(plan, date(2026, 7, 1), date(2026, 9, 30))

    complete_plan(plan, today=TODAY, actor=HEAD)

    plan.refresh_from_db()
    assert (plan.state, plan.ended_on) == ("completed", TODAY)


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["planned", "open"])
def test_a_plan_waits_for_its_periods(state):
    plan = ApprovedPlanFactory()
    period = period_of(plan, date(2026, 7, 1), date(2026, 9, 30), state)

    with pytest.raises(NotOverError, match=period.title):
        complete_plan(plan, today=TODAY, actor=HEAD)

    assert state_of(plan) == "approved"


@pytest.mark.django_db
def test_a_plan_that_is_being_amended_does_not_end():
    people = cast()
    plan = people.plan()
    approve_plan(plan, APPROVING, actor=people.approving)
    start_amendment(
        plan, Starting(("deadlines",), "Перенос сроков по письму."), actor=people.editing
    )

    for end in (
        lambda: complete_plan(plan, today=TODAY, actor=people.approving),
        lambda: cancel_plan(plan, REASON, BASIS, today=TODAY, actor=people.approving),
    ):
        with pytest.raises(NotOverError, match="незаконченное изменение"):
            end()


@pytest.mark.django_db
def test_the_night_completes_what_is_over_and_reported_on_to_the_last_day():
    over, unasked, running, waiting = (
        ApprovedPlanFactory(starts_on=date(2023, 9, 1), ends_on=date(2024, 8, 31))
        for _ in range(4)
    )
    Plan.objects.filter(pk=running.pk).update(ends_on=date(2999, 8, 31))
    last = (date(2024, 7, 1), date(2024, 9, 30))
    for plan in (over, running):
        period_of(plan, *last)
    period_of(unasked, date(2024, 4, 1), date(2024, 6, 30))  # the last quarter is not open yet
    period_of(waiting, *last)
    period_of(waiting, date(2024, 4, 1), date(2024, 6, 30), "open")

    tasks.nightly()
    tasks.nightly()

    assert [state_of(plan) for plan in (over, unasked, running, waiting)] == [
        "completed",
        "approved",
        "approved",
        "approved",
    ]
    assert AuditEvent.objects.filter(verb="plan.complete").count() == 1


@pytest.mark.django_db
def test_one_failing_duty_does_not_keep_the_others_from_being_done(monkeypatch, caplog):
    done = []

    def fails():
        raise ZeroDivisionError

    monkeypatch.setattr(tasks, "DUTIES", {"first": fails, "second": lambda: done.append(1)})

    tasks.nightly()

    assert done == [1]
    assert "nightly duty first failed" in caplog.text


@pytest.mark.django_db
def test_cancelling_takes_back_what_nobody_has_begun_and_keeps_the_rest():
    plan = ApprovedPlanFactory()
    item = PlanItemFactory(plan=plan)
    going = period_of(plan, date(2025, 10, 1), date(2025, 12, 31), "open")
    closed = period_of(plan, date(2025, 7, 1), date(2025, 9, 30))
    untouched = ExpectationFactory(item=item, period=going)
    kept = [
        ExpectationFactory(item=item, period=going, state="draft"),
        ExpectationFactory(item=item, period=going, state="accepted"),
        ExpectationFactory(item=item, period=closed),
    ]
    elsewhere = ExpectationFactory(period=going)

    cancel_plan(plan, REASON, BASIS, today=TODAY, actor=HEAD)

    plan.refresh_from_db()
    assert (plan.state, plan.ended_on, plan.ended_reason) == (
        "cancelled",
        TODAY,
        f"{REASON}\nОснование: {BASIS}",
    )
    assert set(Expectation.objects.all()) == {*kept, elsewhere}
    assert not Expectation.objects.filter(pk=untouched.pk).exists()


@pytest.mark.django_db
def test_a_cancelled_plan_is_not_asked_about_when_a_period_opens():
    plan = ApprovedPlanFactory()
    AssignmentFactory(item=PlanItemFactory(plan=plan))
    period = period_of(plan, date(2025, 10, 1), date(2025, 12, 31), "planned")
    cancel_plan(plan, REASON, BASIS, today=TODAY, actor=HEAD)

    open_period(period, actor=operator(Permission.PERIOD_EDIT))

    assert not Expectation.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("reason", "basis"), [("закрыт", BASIS), (REASON, " ")])
def test_cancelling_wants_reason_and_basis(reason, basis):
    plan = ApprovedPlanFactory()

    with pytest.raises(ReasonMissingError):
        cancel_plan(plan, reason, basis, today=TODAY, actor=HEAD)

    assert state_of(plan) == "approved"


@pytest.mark.django_db
def test_endings_stop_at_the_actors_reach(actor_in):
    plan = ApprovedPlanFactory()
    stranger = actor_in(CentreFactory(), Permission.PLAN_APPROVE)

    with pytest.raises(OutOfReachError):
        complete_plan(plan, today=TODAY, actor=stranger)
    with pytest.raises(OutOfReachError):
        cancel_plan(plan, REASON, BASIS, today=TODAY, actor=stranger)
    assert complete_over(today=TODAY, actor=stranger) == 0
