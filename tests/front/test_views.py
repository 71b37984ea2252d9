import pytest
from django.urls import reverse

from organisations.domain.policy import Role
from tests.factories import (
    ApprovedPlanFactory,
    CentreFactory,
    ExpectationFactory,
    OrganisationFactory,
    PlanItemFactory,
    PublicationFactory,
    RegionFactory,
    ReportingPeriodFactory,
)

pytestmark = pytest.mark.django_db


def front(client):
    return client.get(reverse("front_page"))


def test_the_head_sees_the_quarter_and_the_report_button(sign_in):
    period = ReportingPeriodFactory()
    ExpectationFactory(period=period, state="accepted")
    ExpectationFactory.create_batch(3, period=period)

    response = front(sign_in(Role.HEAD, period.organisation))

    view = response.context["view"]
    assert (view.counts.accepted, view.counts.waiting, view.counts.accepted_share) == (1, 3, 25)
    assert reverse("reports:report_create", args=[period.pk]) in response.text
    assert "Отчёт за квартал" in response.text


def test_the_head_of_another_centre_sees_nothing_of_it(sign_in):
    expectation = ExpectationFactory()

    response = front(sign_in(Role.HEAD, CentreFactory()))

    assert response.context["view"] is None
    assert expectation.item.title not in response.text


def test_the_methodist_is_led_to_what_waits(sign_in):
    period = ReportingPeriodFactory()
    ExpectationFactory.create_batch(2, period=period, state="submitted")

    response = front(sign_in(Role.METHODIST, period.organisation))

    assert response.context["view"].counts.submitted == 2
    assert "Ждут решения 2\u00a0отчёта" in response.text


def test_the_coordinator_sees_what_is_expected_of_the_school(sign_in):
    expectation = ExpectationFactory()
    other = ExpectationFactory(period=expectation.period)

    response = front(sign_in(Role.COORDINATOR, expectation.organisation))

    assert expectation.item.title in response.text
    assert f">{other.item.title}<" not in response.text


def test_the_region_sees_its_centres(sign_in):
    region = RegionFactory()
    ours = CentreFactory(parent=region)
    CentreFactory()
    ApprovedPlanFactory(organisation=ours)

    response = front(sign_in(Role.OBSERVER, region))

    [row] = response.context["rows"]
    assert (row.centre, row.approved_count, row.report) == (ours, 1, None)


def test_the_media_officer_sees_items_without_publications(sign_in):
    plan = ApprovedPlanFactory(kind="media_plan")
    silent = PlanItemFactory(plan=plan)
    PublicationFactory(item=PlanItemFactory(plan=plan))

    response = front(sign_in(Role.MEDIA_OFFICER, plan.organisation))

    assert list(response.context["items"]) == [silent]


def test_who_has_no_role_is_told_so(client, django_user_model):
    client.force_login(
        django_user_model.objects.create(username="new"),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )

    assert "У вас пока нет роли" in front(client).text


def test_a_stranger_is_asked_to_sign_in(client):
    response = front(client)

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("role", [Role.HEAD, Role.METHODIST, Role.OBSERVER, Role.COORDINATOR])
def test_front_pages_do_not_ask_more_of_more_rows(sign_in, role, django_assert_max_num_queries):
    region = RegionFactory()
    for centre in CentreFactory.create_batch(3, parent=region):
        period = ReportingPeriodFactory(organisation=centre)
        for school in OrganisationFactory.create_batch(3, parent=centre):
            ExpectationFactory.create_batch(3, period=period, organisation=school)
    place = {Role.OBSERVER: region, Role.COORDINATOR: school}.get(role, centre)
    client = sign_in(role, place)

    with django_assert_max_num_queries(20):
        response = front(client)

    assert response.status_code == 200
