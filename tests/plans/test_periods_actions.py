from datetime import UTC, date, datetime, time

import pytest

from organisations.domain.errors import OutOfReachError
from organisations.domain.policy import Permission
from organisations.models import AuditEvent
from plans.actions import periods as actions
from plans.domain.expectations import span_of
from plans.domain.states import PERIOD_MOVES, PeriodState
from plans.models import Assignment, Expectation, Plan, PlanStep
from tests.factories import (
    ApprovedPlanFactory,
    AssignmentFactory,
    CentreFactory,
    ExpectationFactory,
    OrganisationFactory,
    PlanFactory,
    PlanItemFactory,
    ReportingPeriodFactory,
)

pytestmark = pytest.mark.django_db

QUARTER = span_of("quarter", date(2025, 10, 1))


@pytest.fixture
def editor(actor_in):
    return lambda centre: actor_in(centre, Permission.PERIOD_EDIT)


def planned_period(centre, **fields):
    return ReportingPeriodFactory(organisation=centre, state="planned", **fields)


def assigned_item(centre, *, count=1, **fields):
    item = PlanItemFactory(plan=ApprovedPlanFactory(organisation=centre), **fields)
    AssignmentFactory.create_batch(count, item=item)
    return item


def expected_rows():
    rows = Expectation.objects.order_by("pk")
    return set(rows.values_list("item_id", "organisation_id", "due_on"))


def last_event():
    return AuditEvent.objects.order_by("-pk").first()


def test_create_period_is_due_on_the_clock_of_the_centre(editor):
    centre = CentreFactory(timezone="Asia/Yekaterinburg")

    period = actions.create_period(
        centre,
        QUARTER,
        due_day=date(2025, 12, 25),
        due_time=time(18, 0),
        actor=editor(centre),
    )

    period.refresh_from_db()
    assert (period.title, period.state) == ("IV квартал 2025 года", "planned")
    assert period.due_at == datetime(2025, 12, 25, 13, 0, tzinfo=UTC)
    assert (last_event().verb, last_event().organisation_id) == ("period.create", centre.pk)


def test_create_period_refuses_a_span_twice(editor):
    centre = CentreFactory()
    planned_period(centre)

    with pytest.raises(actions.PeriodExistsError) as refusal:
        actions.create_period(
            centre,
            QUARTER,
            due_day=date(2025, 12, 25),
            due_time=time(18, 0),
            actor=editor(centre),
        )

    assert str(refusal.value) == "Период «IV квартал 2025 года» уже есть: выберите другой."


def test_create_period_refuses_a_centre_out_of_reach(editor):
    ours, theirs = CentreFactory.create_batch(2)

    with pytest.raises(OutOfReachError):
        actions.create_period(
            theirs,
            QUARTER,
            due_day=date(2025, 12, 25),
            due_time=time(18, 0),
            actor=editor(ours),
        )


def test_open_period_expects_every_assigned_item_of_approved_plans(editor):
    centre = CentreFactory()
    item = assigned_item(centre, count=2)
    by_day = assigned_item(centre, deadline_terms=[{"kind": "due", "end": "2025-11-03"}])
    assigned_item(centre, deadline_terms=[{"kind": "on_request"}])
    assigned_item(centre, deadline_terms=[{"kind": "due", "end": "2026-03-01"}])
    assigned_item(CentreFactory())
    AssignmentFactory(item=PlanItemFactory(plan=PlanFactory(organisation=centre)))
    PlanItemFactory(plan=item.plan)
    period = planned_period(centre)

    opened = actions.open_period(period, actor=editor(centre))

    first, second = item.assignments.order_by("pk")
    third = by_day.assignments.get()
    assert expected_rows() == {
        (item.pk, first.organisation_id, date(2025, 12, 25)),
        (item.pk, second.organisation_id, date(2025, 12, 25)),
        (by_day.pk, third.organisation_id, date(2025, 11, 3)),
    }
    assert opened.state == "open"
    assert last_event().details == {"state": ["planned", "open"], "expectation_count": 3}


def test_open_period_counts_the_days_of_steps(editor):
    centre = CentreFactory()
    item = assigned_item(centre, deadline_terms=[])
    PlanStep.objects.create(
        item=item,
        ordering=1,
        title="Приказ",
        deadline_terms=[{"kind": "due", "end": "2025-10-20"}],
    )

    actions.open_period(planned_period(centre), actor=editor(centre))

    assert [row[2] for row in expected_rows()] == [date(2025, 10, 20)]


def test_open_period_expects_one_report_of_an_organisation_and_its_people(editor, actor_in):
    centre = CentreFactory()
    item = assigned_item(centre)
    place = item.assignments.get().organisation
    person = actor_in(place, Permission.PROGRESS_SUBMIT)
    AssignmentFactory(item=item, organisation=place, user_id=person.user_id)

    actions.open_period(planned_period(centre), actor=editor(centre))

    assert expected_rows() == {(item.pk, place.pk, date(2025, 12, 25))}


@pytest.mark.parametrize("item_count", [1, 3])
def test_open_period_takes_the_same_queries_however_long_the_plan(
    editor, item_count, django_assert_num_queries
):
    centre = CentreFactory()
    plan = ApprovedPlanFactory(organisation=centre)
    for item in PlanItemFactory.create_batch(item_count, plan=plan):
        AssignmentFactory.create_batch(item_count, item=item)
    period, actor = planned_period(centre), editor(centre)

    # transaction 2, centre, period, items, steps, assignments, known, insert, state, audit line 11
    with django_assert_num_queries(19):
        actions.open_period(period, actor=actor)

    assert Expectation.objects.count() == item_count**2


@pytest.mark.parametrize("state", PeriodState)
@pytest.mark.parametrize("move", PERIOD_MOVES)
def test_moves_of_a_period_begin_where_the_table_says(editor, move, state):
    centre = CentreFactory()
    period = ReportingPeriodFactory(organisation=centre, state=state.value)
    actor = editor(centre)
    moves = {
        "open": lambda: actions.open_period(period, actor=actor),
        "close": lambda: actions.close_period(period, with_unread=False, actor=actor),
        "reopen": lambda: actions.reopen_period(period, "Исправляем ошибку", actor=actor),
    }
    begins, ends = PERIOD_MOVES[move]

    if state in begins:
        moves[move]()
    else:
        with pytest.raises(actions.PeriodStateError):
            moves[move]()

    period.refresh_from_db()
    assert period.state == (ends if state in begins else state)


def test_close_period_asks_about_unread_reports(editor):
    row = ExpectationFactory(state="submitted")
    actor = editor(row.period.organisation)

    with pytest.raises(actions.UnderReviewError) as refusal:
        actions.close_period(row.period, with_unread=False, actor=actor)

    assert str(refusal.value).startswith("На проверке отчётов: 1.")
    row.period.refresh_from_db()
    assert row.period.state == "open"

    actions.close_period(row.period, with_unread=True, actor=actor)

    assert last_event().details == {"state": ["open", "closed"], "unread_count": 1}


def test_reopen_period_wants_a_reason(editor):
    period = ReportingPeriodFactory(state="closed")

    with pytest.raises(actions.ReasonMissingError):
        actions.reopen_period(period, "  надо    ", actor=editor(period.organisation))

    period.refresh_from_db()
    assert period.state == "closed"


def test_reopen_period_keeps_the_reason_in_the_audit_trail(editor):
    period = ReportingPeriodFactory(state="closed")

    actions.reopen_period(period, "Школа прислала опровержение", actor=editor(period.organisation))

    assert last_event().details["reason"] == "Школа прислала опровержение"


def test_expect_for_plan_adds_what_open_periods_miss_and_is_repeatable(editor):
    centre = CentreFactory()
    item = assigned_item(centre)
    period = ReportingPeriodFactory(organisation=centre)
    planned_period(centre, starts_on=date(2026, 1, 1), ends_on=date(2026, 3, 31))
    actor = editor(centre)

    counts = [actions.expect_for_plan(item.plan, actor=actor) for _ in range(2)]

    assert counts == [1, 0]
    assert Expectation.objects.get().period == period


def test_expect_for_plan_does_nothing_for_a_plan_not_in_force(editor):
    centre = CentreFactory()
    item = assigned_item(centre)
    Plan.objects.update(state="draft", approved_on=None)
    ReportingPeriodFactory(organisation=centre)

    assert actions.expect_for_plan(item.plan, actor=editor(centre)) == 0
    assert expected_rows() == set()


def test_expect_for_plan_drops_only_what_nobody_has_begun(editor):
    centre = CentreFactory()
    item = assigned_item(centre, count=5)
    period = ReportingPeriodFactory(organisation=centre)
    actor = editor(centre)
    actions.expect_for_plan(item.plan, actor=actor)
    states = ["draft", "submitted", "returned", "accepted"]
    untouched, *begun = Expectation.objects.filter(period=period).order_by("pk")
    for row, state in zip(begun, states, strict=True):
        row.state = state
        row.save()
    Assignment.objects.all().delete()

    actions.expect_for_plan(item.plan, actor=actor)

    assert set(Expectation.objects.values_list("pk", flat=True)) == {row.pk for row in begun}
    assert untouched.pk not in {row.pk for row in begun}


def test_expect_for_plan_moves_the_due_date_of_what_nobody_has_begun(editor):
    centre = CentreFactory()
    item = assigned_item(centre)
    ReportingPeriodFactory(organisation=centre)
    actor = editor(centre)
    actions.expect_for_plan(item.plan, actor=actor)
    item.deadline_terms = [{"kind": "due", "end": "2025-11-20"}]
    item.save()

    actions.expect_for_plan(item.plan, actor=actor)

    assert Expectation.objects.get().due_on == date(2025, 11, 20)


def test_expect_for_plan_refuses_a_plan_out_of_reach(editor):
    item = assigned_item(CentreFactory())

    with pytest.raises(OutOfReachError):
        actions.expect_for_plan(item.plan, actor=editor(OrganisationFactory()))
