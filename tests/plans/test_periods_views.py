from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse

from organisations.domain.policy import Permission, Role
from plans.models import Expectation, ReportingPeriod
from plans.queries.periods import PeriodCounts, Share, period_counts, silent_organisations
from tests.factories import (
    ApprovedPlanFactory,
    AssignmentFactory,
    CentreFactory,
    ExpectationFactory,
    OrganisationFactory,
    PlanItemFactory,
    RegionFactory,
    ReportingPeriodFactory,
)
from tests.plans.progress_cast import SENT_AT, sent

pytestmark = pytest.mark.django_db

LIST = reverse("progress:period_list")
CREATE = reverse("progress:period_create")
NOW = datetime(2025, 12, 15, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _middle_of_december():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def centre():
    return CentreFactory(timezone="Asia/Yekaterinburg")


@pytest.fixture
def methodist(sign_in, centre):
    return sign_in(Role.METHODIST, centre)


@pytest.fixture
def head(sign_in, centre):
    return sign_in(Role.HEAD, centre)


def page_of(period, name="period_progress", *more):
    return reverse(f"progress:{name}", args=[period.pk, *more])


def new_period(centre, **said):
    return {
        "organisation": centre.pk,
        "span": "quarter:2026-01-01",
        "due_day": "2026-03-25",
        "due_time": "18:00",
    } | said


def test_period_list_shows_ones_own_newest_first(methodist, centre):
    old = ReportingPeriodFactory(organisation=centre, state="closed")
    new = ReportingPeriodFactory(
        organisation=centre, state="planned", starts_on="2026-01-01", ends_on="2026-03-31"
    )
    ReportingPeriodFactory()
    sent(period=old)
    ExpectationFactory(period=old)

    response = methodist.get(LIST)

    rows = [(row, row.handed_in_count, row.expectation_count) for row in response.context["page"]]
    assert rows == [(new, 0, 0), (old, 1, 2)]
    assert "25.12.2025, 20:00 (МСК+2)" in response.text


@pytest.mark.parametrize("period_count", [1, 3])
def test_period_list_takes_the_same_queries_however_long(
    methodist, centre, period_count, django_assert_num_queries
):
    for month in range(period_count):
        ReportingPeriodFactory(
            organisation=centre, starts_on=f"2025-0{month + 1}-01", ends_on=f"2025-0{month + 1}-28"
        )

    with django_assert_num_queries(6):  # session, user, memberships, reach; count, page
        response = methodist.get(LIST)

    assert len(response.context["page"]) == period_count


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.OBSERVER, Role.ADMINISTRATOR])
def test_whoever_has_no_part_in_progress_sees_no_periods(sign_in, centre, role):
    assert sign_in(role, centre).get(LIST).status_code == 403


def test_an_approver_reads_periods_and_changes_none(sign_in, centre):
    period = ReportingPeriodFactory(organisation=centre, state="planned")
    client = sign_in(Role.APPROVER, centre)

    page = client.get(LIST)

    assert page.status_code == 200
    assert page_of(period, "period_open") not in page.text
    assert CREATE not in page.text
    assert client.post(page_of(period, "period_open")).status_code == 403
    assert client.get(CREATE).status_code == 403


def test_period_create_proposes_the_present_spans_and_the_next(methodist, centre):
    ReportingPeriodFactory(organisation=centre)

    response = methodist.get(CREATE)

    offered = dict(response.context["form"].fields["span"].choices)
    assert [title for _, title in offered["Квартал"]] == [
        "I квартал 2026 года",
        "II квартал 2026 года",
        "III квартал 2026 года",
    ]
    assert next(title for _, title in offered["Учебный год"]) == "2025/2026 учебный год"
    assert list(offered) == ["Месяц", "Квартал", "Полугодие", "Год", "Учебный год"]


def test_period_create_plans_a_period(methodist, centre):
    response = methodist.post(CREATE, new_period(centre))

    period = ReportingPeriod.objects.get()
    assert (response.status_code, response["Location"]) == (302, LIST)
    assert (period.title, period.state) == ("I квартал 2026 года", "planned")
    assert period.due_at == datetime(2026, 3, 25, 13, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "errors"),
    [
        (
            {"due_day": "2025-12-31"},
            {"due_day": ["Срок сдачи раньше начала периода. Выберите более поздний день."]},
        ),
        ({"due_day": ""}, {"due_day": ["Обязательное поле."]}),
        (
            {"span": "quarter:2020-01-01"},
            {"span": ["Этот срок сейчас не предлагается. Выберите другой из списка."]},
        ),
    ],
)
def test_period_create_says_what_is_wrong(methodist, centre, said, errors):
    response = methodist.post(CREATE, new_period(centre, **said))

    assert response.status_code == 422
    assert response.context["form"].errors == errors
    assert not ReportingPeriod.objects.exists()


def test_period_create_offers_the_centres_of_a_region(sign_in):
    region = RegionFactory()
    centres = CentreFactory.create_batch(2, parent=region)
    CentreFactory()

    response = sign_in(Role.HEAD, region).get(CREATE)

    assert set(response.context["form"].fields["organisation"].queryset) == set(centres)


def test_period_create_refuses_the_same_span_of_one_of_many_centres(sign_in):
    region = RegionFactory()
    one, _ = CentreFactory.create_batch(2, parent=region)
    ReportingPeriodFactory(organisation=one, starts_on="2026-01-01", ends_on="2026-03-31")

    response = sign_in(Role.HEAD, region).post(CREATE, new_period(one))

    assert response.status_code == 409
    assert "Период «I квартал 2026 года» уже есть: выберите другой." in response.text


def test_period_open_expects_reports(methodist, centre):
    period = ReportingPeriodFactory(organisation=centre, state="planned")
    item = PlanItemFactory(plan=ApprovedPlanFactory(organisation=centre))
    AssignmentFactory(item=item)

    response = methodist.post(page_of(period, "period_open"), follow=True)

    assert Expectation.objects.get().item == item
    assert "ожидается 1\u00a0отчёт." in response.text


def test_period_open_twice_is_409(methodist, centre):
    period = ReportingPeriodFactory(organisation=centre)

    response = methodist.post(page_of(period, "period_open"))

    assert response.status_code == 409
    assert "«IV квартал 2025 года» сейчас открыт." in response.text


@pytest.mark.parametrize(
    ("method", "name"),
    [
        ("post", "period_open"),
        ("get", "period_close"),
        ("post", "period_close"),
        ("get", "period_reopen"),
        ("get", "period_progress"),
    ],
)
def test_a_period_of_another_centre_is_404(head, method, name):
    theirs = ReportingPeriodFactory(state="planned")

    assert getattr(head, method)(page_of(theirs, name)).status_code == 404


def test_period_close_closes_when_all_is_read(methodist, centre):
    period = ReportingPeriodFactory(organisation=centre)

    page = methodist.get(page_of(period, "period_close"))
    response = methodist.post(page_of(period, "period_close"))

    assert "with_unread" not in page.text
    assert response.status_code == 302
    assert ReportingPeriod.objects.get().state == "closed"


def test_period_close_asks_about_unread_reports(methodist, centre):
    period = ReportingPeriodFactory(organisation=centre)
    sent(period=period)

    refused = methodist.post(page_of(period, "period_close"))
    confirmed = methodist.post(page_of(period, "period_close"), {"with_unread": "on"})

    assert (refused.status_code, confirmed.status_code) == (422, 302)
    assert refused.context["form"].errors == {
        "with_unread": ["Проверьте отчёты или отметьте, что закрываете без этого."]
    }
    assert ReportingPeriod.objects.get().state == "closed"


def test_period_reopen_is_for_the_head(head, methodist, sign_in, centre):
    period = ReportingPeriodFactory(organisation=centre, state="closed")

    assert sign_in(Role.METHODIST, centre).get(page_of(period, "period_reopen")).status_code == 403
    assert sign_in(Role.HEAD, centre).get(page_of(period, "period_reopen")).status_code == 200


def test_period_reopen_wants_a_reason(head, centre):
    period = ReportingPeriodFactory(organisation=centre, state="closed")
    address = page_of(period, "period_reopen")

    refused = head.post(address, {"reason": "надо"})
    opened = head.post(address, {"reason": "Школа прислала опровержение"})

    assert (refused.status_code, opened.status_code) == (422, 302)
    assert refused.context["form"].errors == {
        "reason": ["Напишите, почему период открывается снова: не короче 10 знаков."]
    }
    assert ReportingPeriod.objects.get().state == "open"


def test_period_progress_counts_by_plan_and_organisation(methodist, centre):
    period = ReportingPeriodFactory(organisation=centre)
    row = sent(period=period)
    ExpectationFactory(period=period, organisation=row.organisation, item__plan=row.item.plan)
    silent = ExpectationFactory(period=period, item=row.item)
    other_plan = ExpectationFactory(
        period=period, organisation=silent.organisation, state="returned", submitted_at=SENT_AT
    )
    quiet = ExpectationFactory(period=period, item=row.item, state="draft")
    sent()

    response = methodist.get(page_of(period))

    matrix = response.context["matrix"]
    plans = [row.item.plan, other_plan.item.plan]
    assert sorted(plan.pk for plan in matrix.plans) == sorted(plan.pk for plan in plans)
    found = {
        line.organisation: (
            dict(zip(matrix.plans, line.cells, strict=True)),
            line.total,
            line.is_silent,
        )
        for line in matrix.rows
    }
    assert found == {
        row.organisation: ({plans[0]: Share(1, 2), plans[1]: None}, Share(1, 2), False),
        silent.organisation: ({plans[0]: Share(0, 1), plans[1]: Share(0, 1)}, Share(0, 2), False),
        quiet.organisation: ({plans[0]: Share(0, 1), plans[1]: None}, Share(0, 1), True),
    }
    assert list(response.context["silent"]) == [quiet.organisation]
    assert response.context["counts"] == PeriodCounts(
        expected=2, draft=1, submitted=1, returned=1, accepted=0, organisations=3, silent=1
    )


@pytest.mark.parametrize("row_count", [1, 3])
def test_period_progress_takes_the_same_queries_however_many_schools(
    methodist, centre, row_count, django_assert_num_queries
):
    period = ReportingPeriodFactory(organisation=centre)
    ExpectationFactory.create_batch(row_count, period=period)

    # session, user, memberships, reach; period, counts, silent count; cells, plans, organisations;
    # silent organisations
    with django_assert_num_queries(11):
        response = methodist.get(page_of(period))

    assert len(response.context["matrix"].rows) == row_count


def test_period_figures_stop_where_the_reach_does(actor_in):
    period = ReportingPeriodFactory()
    ours, _theirs = ExpectationFactory.create_batch(2, period=period)
    actor = actor_in(ours.organisation, Permission.PROGRESS_VIEW)

    assert period_counts(actor, period).total == 1
    assert list(silent_organisations(actor, period)) == [ours.organisation]


def test_organisation_progress_lists_what_is_expected_of_one_school(methodist, centre):
    period = ReportingPeriodFactory(organisation=centre)
    row = sent(period=period)
    waiting = ExpectationFactory(period=period, organisation=row.organisation)
    other = ExpectationFactory(period=period)

    response = methodist.get(page_of(period, "organisation_progress", row.organisation_id))

    assert set(response.context["page"]) == {row, waiting}
    assert reverse("progress:review_detail", args=[row.pk]) in response.text
    assert reverse("progress:progress_edit", args=[waiting.pk]) in response.text
    assert reverse("progress:progress_edit", args=[other.pk]) not in response.text


def test_organisation_progress_of_a_school_not_asked_is_404(methodist, centre):
    period = ReportingPeriodFactory(organisation=centre)
    school = OrganisationFactory(parent=centre)

    response = methodist.get(page_of(period, "organisation_progress", school.pk))

    assert response.status_code == 404


@pytest.mark.parametrize("row_count", [1, 3])
def test_organisation_progress_takes_the_same_queries_however_long(
    methodist, centre, row_count, django_assert_num_queries
):
    period = ReportingPeriodFactory(organisation=centre)
    first = ExpectationFactory(period=period)
    ExpectationFactory.create_batch(row_count - 1, period=period, organisation=first.organisation)
    address = page_of(period, "organisation_progress", first.organisation_id)

    # session, user, memberships, reach; period, organisation, count, page
    with django_assert_num_queries(8):
        response = methodist.get(address)

    assert len(response.context["page"]) == row_count
