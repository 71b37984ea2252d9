from datetime import datetime

import pytest
import time_machine
from django.urls import reverse

from organisations import audit
from organisations.domain.policy import Actor, Permission, Role
from tests.factories import CentreFactory, OrganisationFactory, RegionFactory, UserFactory

pytestmark = pytest.mark.django_db

LIST = reverse("organisations:audit_list")


def record(
    organisation, verb="organisation.update", who="Ветрова", at="2025-12-01T12:00:00+03:00"
):
    actor = Actor(UserFactory(last_name=who).pk, Permission.ORGANISATION_EDIT, None)
    with time_machine.travel(datetime.fromisoformat(at), tick=False):
        return audit.record(
            actor, verb, organisation, organisation_id=organisation.pk, phone=["1", "2"]
        )


@pytest.fixture
def centre():
    return CentreFactory(parent=RegionFactory())


@pytest.mark.parametrize("count", [1, 3])
def test_audit_list_takes_seven_queries_however_long(
    sign_in, centre, count, django_assert_num_queries
):
    events = [record(OrganisationFactory(parent=centre)) for _time in range(count)]
    client = sign_in(Role.HEAD, centre)

    with django_assert_num_queries(7):  # session, user, memberships, reach, count, page, names
        response = client.get(LIST)

    assert [line["event"] for line in response.context["lines"]] == events[::-1]


def test_audit_list_says_who_did_what_and_how_it_was(sign_in, centre):
    record(centre)

    page = sign_in(Role.HEAD, centre).get(LIST).text

    assert "Ветрова" in page
    assert "Организация: изменение" in page
    assert "телефон: 1" in page
    assert "01.12.2025 12:00:00" in page


def test_audit_list_shows_own_organisations_only(sign_in, centre):
    ours = record(centre)
    record(CentreFactory())

    lines = sign_in(Role.HEAD, centre).get(LIST).context["lines"]

    assert [line["event"] for line in lines] == [ours]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"who": "Ветр"}, ["first"]),
        ({"what": "plan"}, ["second"]),
        ({"since": "2025-12-02"}, ["second"]),
        ({"until": "2025-12-01"}, ["first"]),
        ({"since": "2025-12-01", "until": "2025-12-02"}, ["second", "first"]),
        ({"since": "вчера"}, ["second", "first"]),
        ({"what": "galaxy"}, ["second", "first"]),
    ],
)
def test_audit_list_filters(sign_in, centre, asked, found):
    events = {
        "first": record(centre, at="2025-12-01T23:59:59+03:00"),
        "second": record(centre, "plan.approve", "Орлов", at="2025-12-02T00:00:00+03:00"),
    }

    lines = sign_in(Role.HEAD, centre).get(LIST, asked).context["lines"]

    assert [line["event"] for line in lines] == [events[name] for name in found]


def test_audit_list_answers_htmx_with_the_table_only(sign_in, centre):
    response = sign_in(Role.HEAD, centre).get(LIST, headers={"HX-Request": "true"})

    assert response.text.strip().startswith('<section id="audit-table"')


def test_audit_list_is_closed_without_the_right(sign_in, centre):
    assert sign_in(Role.METHODIST, centre).get(LIST).status_code == 403


def test_audit_list_answers_only_to_reading(sign_in, centre):
    assert sign_in(Role.HEAD, centre).post(LIST).status_code == 405
