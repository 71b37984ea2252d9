"""Check-points: when each row is asked about, by rule, by page, and what follows a change."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from organisations.domain.errors import OutOfReachError
from organisations.domain.policy import Permission, Role
from organisations.models import AuditEvent
from plans.actions import checkpoints as actions
from plans.actions import periods
from plans.domain.checkpoint_plan import AskedSpan, Silence, WorkRow, asked, with_missing
from plans.domain.checkpoints import Checkpoint, check_days
from plans.domain.deadlines import Continuous, Due, Every, OnRequest, Recurring, Unknown, Window
from plans.domain.expectations import due_on, span_of, spans_from
from plans.models import Expectation, Plan, PlanEdit, PlanItem, PlanStep
from tests.factories import (
    ApprovedPlanFactory,
    AssignmentFactory,
    CentreFactory,
    PlanFactory,
    PlanItemFactory,
    ReportingPeriodFactory,
)

YEAR = Window(date(2025, 1, 1), date(2025, 12, 31))
SCHOOL_YEAR = Window(date(2025, 9, 1), date(2026, 8, 31))
QUARTERS = [date(2025, 3, 31), date(2025, 6, 30), date(2025, 9, 30), date(2025, 12, 31)]
SPRING = Window(date(2025, 3, 10), date(2025, 5, 20))
AUTUMN = Window(date(2025, 9, 1), date(2025, 10, 15))


@pytest.mark.parametrize(
    ("terms", "checkpoint", "expected"),
    [
        pytest.param([Continuous()], "each", [], id="each-has-no-days"),
        pytest.param([Continuous()], "quarter", QUARTERS, id="quarters"),
        pytest.param([Recurring(Every.MONTH)], "quarter", QUARTERS, id="recurring"),
        pytest.param([Continuous()], "half_year", QUARTERS[1::2], id="halves"),
        pytest.param([Continuous()], "end", QUARTERS[3:], id="end"),
        pytest.param(
            [SPRING], "quarter", [date(2025, 3, 31), date(2025, 5, 20)], id="ends-in-mid-quarter"
        ),
        pytest.param([SPRING], "half_year", [date(2025, 5, 20)], id="ends-in-mid-half"),
        pytest.param([SPRING], "end", [date(2025, 5, 20)], id="end-of-a-window"),
        pytest.param([AUTUMN, SPRING], "end", [date(2025, 10, 15)], id="end-of-the-last-window"),
        pytest.param(
            [SPRING, AUTUMN],
            "half_year",
            [date(2025, 5, 20), date(2025, 10, 15)],
            id="each-window-its-own",
        ),
        pytest.param([SPRING, Continuous()], "end", QUARTERS[3:], id="window-and-whole-year"),
        pytest.param([Due(date(2025, 5, 5))], "quarter", [], id="a-day-is-none"),
        pytest.param([OnRequest(), Unknown()], "end", [], id="request-and-unknown-are-none"),
    ],
)
def test_check_days(terms, checkpoint, expected):
    assert sorted(check_days(terms, YEAR, Checkpoint(checkpoint))) == expected


def months(terms, checkpoint, plan=YEAR):
    """The months of 2025 in which a centre that reports monthly is asked."""
    spans = [span_of("month", date(2025, month, 1)) for month in range(1, 13)]
    return [
        span.starts_on.month
        for span in spans
        if due_on(
            terms,
            plan,
            Window(span.starts_on, span.ends_on),
            span.ends_on,
            Checkpoint(checkpoint),
        )
    ]


@pytest.mark.parametrize(
    ("terms", "checkpoint", "expected"),
    [
        pytest.param([Continuous()], "each", [*range(1, 13)], id="each"),
        pytest.param([Continuous()], "quarter", [3, 6, 9, 12], id="quarter"),
        pytest.param([Continuous()], "half_year", [6, 12], id="half-year"),
        pytest.param([Continuous()], "end", [12], id="end"),
        pytest.param([SPRING], "each", [3, 4, 5], id="window-each"),
        pytest.param([SPRING], "quarter", [3, 5], id="window-quarter"),
        pytest.param([SPRING], "end", [5], id="window-end"),
        pytest.param([Due(date(2025, 2, 3))], "end", [2], id="a-day-stays-its-day"),
        pytest.param([Due(date(2025, 2, 3)), Continuous()], "end", [2, 12], id="day-and-work"),
        pytest.param([OnRequest()], "quarter", [], id="on-request"),
        pytest.param([Unknown()], "end", [*range(1, 13)], id="unread-stays-in-sight"),
        pytest.param([], "end", [*range(1, 13)], id="nothing-written-stays-in-sight"),
    ],
)
def test_a_report_is_due_in_the_months(terms, checkpoint, expected):
    assert months(terms, checkpoint) == expected


def test_a_day_beside_work_that_is_not_asked_keeps_its_day():
    terms = [Due(date(2025, 2, 3)), Continuous()]
    february = Window(date(2025, 2, 1), date(2025, 2, 28))

    assert due_on(terms, YEAR, february, february.end, Checkpoint.END) == date(2025, 2, 3)
    assert due_on(terms, YEAR, february, february.end) == february.end


windows = st.dates(date(2025, 1, 1), date(2026, 12, 31)).flatmap(
    lambda start: st.dates(start, date(2026, 12, 31)).map(lambda end: Window(start, end))
)


@given(
    st.lists(windows | st.just(Continuous()), min_size=1, max_size=4),
    st.sampled_from(Checkpoint),
    st.sampled_from(["month", "quarter", "half_year", "year"]),
)
def test_no_work_is_left_without_a_check_point(terms, checkpoint, kind):
    plan = Window(date(2025, 1, 1), date(2026, 12, 31))
    spans = []
    for span in spans_from(kind, plan.start):
        if span.starts_on > plan.end:
            break
        spans.append(Window(span.starts_on, span.ends_on))

    due = [due_on(terms, plan, span, span.end, checkpoint) for span in spans]
    each = [due_on(terms, plan, span, span.end) for span in spans]

    assert any(due)
    assert all(day in {None, always} for day, always in zip(due, each, strict=True))


def quarter(number, *, is_there=True):
    span = span_of("quarter", date(2025, number * 3, 1))
    window = Window(span.starts_on, span.ends_on)
    return AskedSpan(span.key, span.title, window, window.end, is_there)


def test_quarters_stand_in_where_there_is_no_period_yet():
    spans = with_missing([quarter(2)], YEAR)

    assert [(span.title, span.is_there) for span in spans] == [
        ("I квартал 2025 года", False),
        ("II квартал 2025 года", True),
        ("III квартал 2025 года", False),
        ("IV квартал 2025 года", False),
    ]


@pytest.mark.parametrize(
    ("terms", "is_assigned", "places", "silence"),
    [
        pytest.param([Continuous()], True, [0, 1], None, id="asked"),
        pytest.param([OnRequest()], True, [], Silence.ON_REQUEST, id="on-request"),
        pytest.param([Continuous()], False, [0, 1], Silence.UNASSIGNED, id="nobody"),
        pytest.param([AUTUMN], True, [], Silence.NO_PERIOD, id="no-period"),
        pytest.param([], True, [0, 1], None, id="no-deadline"),
    ],
)
def test_asked(terms, is_assigned, places, silence):
    row = WorkRow(tuple(terms), Checkpoint.EACH, is_assigned)

    found = asked(row, YEAR, [quarter(1), quarter(2)])

    assert (sorted(found.days), found.silence) == (places, silence)


@pytest.fixture
def centre(db):
    return CentreFactory()


@pytest.fixture
def editor(actor_in):
    return lambda place: actor_in(place, Permission.PLAN_EDIT)


@pytest.fixture
def approved(centre):
    """A plan of a school year; its centre has opened the first two months of it."""
    plan = ApprovedPlanFactory(organisation=centre)
    for month in (9, 10):
        span = span_of("month", date(2025, month, 1))
        ReportingPeriodFactory(
            organisation=centre,
            kind="month",
            starts_on=span.starts_on,
            ends_on=span.ends_on,
            due_at=datetime(2025, month, 25, 15, tzinfo=UTC),
        )
    return plan


def work_item(plan, **fields):
    item = PlanItemFactory(plan=plan, **fields)
    AssignmentFactory(item=item)
    return item


def expected():
    rows = Expectation.objects.order_by("period__starts_on", "pk")
    return list(rows.values_list("item_id", "period__starts_on__month"))


def test_expectations_follow_the_plan_s_rule(approved, editor, centre):
    item = work_item(approved)
    periods.expect_for_plan(approved, actor=editor(centre))
    assert expected() == [(item.pk, 9), (item.pk, 10)]

    actions.set_plan_checkpoint(approved, "quarter", actor=editor(centre))

    assert expected() == [(item.pk, 9)]
    event = AuditEvent.objects.filter(verb="plan.checkpoint").get()
    assert event.details["checkpoint"] == ["каждый отчётный период", "раз в квартал"]
    actions.set_plan_checkpoint(approved, "each", actor=editor(centre))
    assert expected() == [(item.pk, 9), (item.pk, 10)]


def test_a_report_that_somebody_has_begun_stays(approved, editor, centre):
    item = work_item(approved)
    periods.expect_for_plan(approved, actor=editor(centre))
    Expectation.objects.filter(period__starts_on__month=10).update(state="draft")

    actions.set_plan_checkpoint(approved, "end", actor=editor(centre))

    assert expected() == [(item.pk, 10)]


def test_a_row_s_own_rule_goes_before_the_plan_s(approved, editor, centre):
    own, other = work_item(approved), work_item(approved)
    actions.set_plan_checkpoint(approved, "end", actor=editor(centre))

    count = actions.set_item_checkpoints(approved, [own.pk], "each", actor=editor(centre))

    assert count == 1
    assert expected() == [(own.pk, 9), (own.pk, 10)]
    other.refresh_from_db()
    assert other.checkpoint == ""
    edit = PlanEdit.objects.get()
    assert str(edit) == "Контрольные точки: каждый отчётный период"
    assert AuditEvent.objects.filter(verb="item.checkpoint").count() == 1


def test_the_same_again_changes_nothing(approved, editor, centre):
    item = work_item(approved)
    actions.set_item_checkpoints(approved, [item.pk], "end", actor=editor(centre))

    assert actions.set_item_checkpoints(approved, [item.pk], "end", actor=editor(centre)) == 0
    actions.set_plan_checkpoint(approved, "each", actor=editor(centre))
    assert PlanEdit.objects.count() == 1
    assert not AuditEvent.objects.filter(verb="plan.checkpoint").exists()


def test_the_words_of_an_approved_plan_stay(approved, editor, centre):
    item = work_item(approved)
    before = PlanItem.objects.filter(pk=item.pk).values("title", "deadline_text", "extra").get()

    actions.set_item_checkpoints(approved, [item.pk], "end", actor=editor(centre))

    after = PlanItem.objects.filter(pk=item.pk).values("title", "deadline_text", "extra").get()
    assert after == before


@pytest.mark.parametrize("state", ["completed", "cancelled", "merged"])
def test_a_plan_that_is_over_has_no_check_points(approved, editor, centre, state):
    approved_on = None if state == "merged" else approved.approved_on
    Plan.objects.filter(pk=approved.pk).update(state=state, approved_on=approved_on)

    with pytest.raises(actions.PlanIsOverError):
        actions.set_plan_checkpoint(approved, "end", actor=editor(centre))


def test_a_foreign_plan_is_out_of_reach(approved, editor):
    stranger = editor(CentreFactory())

    with pytest.raises(OutOfReachError):
        actions.set_plan_checkpoint(approved, "end", actor=stranger)


def test_a_foreign_item_is_left_alone(approved, editor, centre):
    foreign = work_item(ApprovedPlanFactory(organisation=centre))

    assert actions.set_item_checkpoints(approved, [foreign.pk], "end", actor=editor(centre)) == 0
    foreign.refresh_from_db()
    assert foreign.checkpoint == ""


def page(client, plan, **query):
    return client.get(reverse("plans:plan_checkpoints", args=[plan.pk]), query)


def shown(response):
    return [row.item.title for row in response.context["page"]]


def test_the_page_lists_each_period_and_what_none_asks(approved, sign_in, centre):
    work_item(approved, title="Весь год")
    work_item(approved, title="До дня", deadline_terms=[{"kind": "due", "end": "2025-09-20"}])
    work_item(approved, title="По запросу", deadline_terms=[{"kind": "on_request"}])
    PlanItemFactory(plan=approved, title="Ничей")
    work_item(
        approved,
        title="Давно",
        deadline_terms=[{"kind": "window", "start": "2024-01-01", "end": "2024-02-01"}],
    )
    client = sign_in(Role.METHODIST, centre)

    september = page(client, approved, at="month:2025-09-01")
    never = page(client, approved, at="never")

    assert shown(september) == ["Весь год"]
    assert "Ещё 1 пункт с назначенным днём" in september.content.decode().replace("\xa0", " ")
    reasons = {row.item.title: row.reason for row in never.context["page"]}
    assert reasons == {
        "По запросу": "по запросу: отчёт ждут, только когда его попросят",
        "Ничей": "никому не поручено: спросить не с кого",
        "Давно": "на этот срок нет отчётного периода",
    }
    tabs = {tab.label: tab.count for tab in september.context["check"].tabs}
    assert tabs["сентябрь 2025 года"] == 1
    assert tabs["II квартал 2026 года"] == 1
    assert tabs["Ни в одном периоде"] == 3


def test_the_page_names_quarters_without_a_period(approved, sign_in, centre):
    response = page(sign_in(Role.METHODIST, centre), approved)

    assert [span.title for span in response.context["check"].missing] == [
        "I квартал 2026 года",
        "II квартал 2026 года",
        "III квартал 2026 года",
    ]


def test_steps_count_with_their_item(approved, sign_in, centre):
    item = work_item(approved, deadline_terms=[], title="Со стадиями")
    PlanStep.objects.create(
        item=item, ordering=0, title="Сбор", deadline_terms=[{"kind": "continuous"}]
    )

    assert shown(page(sign_in(Role.METHODIST, centre), approved, at="month:2025-09-01")) == [
        "Со стадиями"
    ]


def test_the_rule_is_changed_on_the_page(approved, sign_in, centre):
    item = work_item(approved)
    client = sign_in(Role.METHODIST, centre)

    client.post(
        reverse("plans:plan_checkpoint_edit", args=[approved.pk]),
        {"checkpoint": "half_year", "seen": approved.checkpoint},
    )
    client.post(
        reverse("plans:item_checkpoint_edit", args=[approved.pk]),
        {"items": [item.pk], "checkpoint": "quarter"},
    )

    approved.refresh_from_db()
    item.refresh_from_db()
    assert (approved.checkpoint, item.checkpoint) == ("half_year", "quarter")
    assert expected() == [(item.pk, 9)]
    client.post(
        reverse("plans:item_checkpoint_edit", args=[approved.pk]),
        {"items": [item.pk], "checkpoint": "plan"},
    )
    item.refresh_from_db()
    assert item.checkpoint == ""
    assert expected() == []


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"checkpoint": "quarter"}, "Отметьте пункты"),
        ({"items": [10**9], "checkpoint": "quarter"}, "в плане уже нет"),
    ],
)
def test_nonsense_changes_nothing_and_says_why(approved, sign_in, centre, data, words):
    item = work_item(approved)
    client = sign_in(Role.METHODIST, centre)

    answer = client.post(
        reverse("plans:item_checkpoint_edit", args=[approved.pk]), data, follow=True
    )

    assert words in answer.content.decode().replace("\xa0", " ")
    item.refresh_from_db()
    assert item.checkpoint == ""


def test_readers_see_the_page_and_may_not_change_it(approved, sign_in, centre):
    client = sign_in(Role.APPROVER, centre)

    assert "Сохранить" not in page(client, approved).content.decode()
    answer = client.post(reverse("plans:plan_checkpoint_edit", args=[approved.pk]))
    assert answer.status_code == 403


def test_a_foreign_plan_is_not_there(approved, sign_in):
    client = sign_in(Role.HEAD, CentreFactory())

    assert page(client, approved).status_code == 404
    url = reverse("plans:item_checkpoint_edit", args=[approved.pk])
    assert client.post(url, {"checkpoint": "end"}).status_code == 404


def test_the_page_asks_as_much_for_many_rows_as_for_few(
    approved, sign_in, centre, django_assert_max_num_queries
):
    client = sign_in(Role.METHODIST, centre)
    work_item(approved)
    page(client, approved)
    with django_assert_max_num_queries(40) as few:
        page(client, approved)
    for _ in range(30):
        work_item(approved)

    with django_assert_max_num_queries(len(few)):
        page(client, approved)


def test_the_plan_s_form_asks_for_the_rule(sign_in, centre):
    plan = PlanFactory(organisation=centre)
    client = sign_in(Role.METHODIST, centre)
    url = reverse("plans:plan_edit", args=[plan.pk])
    form = client.get(url).context["form"]
    assert form["checkpoint"].value() == "each"
    data = {
        "title": plan.title,
        "kind": plan.kind,
        "starts_on": "2025-09-01",
        "ends_on": "2026-08-31",
        "introduction": "",
        "checkpoint": "half_year",
        "version": 1,
        "approvals-TOTAL_FORMS": 0,
        "approvals-INITIAL_FORMS": 0,
    }

    client.post(url, data)

    plan.refresh_from_db()
    assert plan.checkpoint == "half_year"
    assert AuditEvent.objects.get(verb="plan.update").details["checkpoint"] == [
        "each",
        "half_year",
    ]
