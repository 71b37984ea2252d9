import pytest
from django.contrib.auth import get_user
from django.urls import reverse

from organisations.domain.policy import Role
from organisations.models import User
from tests.factories import CentreFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

PROFILE = reverse("organisations:profile")
CARD = {"last_name": "Новикова", "first_name": "Анна", "position": "методист", "phone": "1"}


def test_profile_shows_own_roles_and_the_way_to_the_password(sign_in):
    centre = CentreFactory()

    page = sign_in(Role.METHODIST, centre).get(PROFILE)

    assert [row.organisation for row in page.context["memberships"]] == [centre]
    assert reverse("account_change_password") in page.text
    assert reverse("mfa_index") in page.text


def test_profile_saves_what_a_person_says_about_themselves(sign_in):
    client = sign_in(Role.METHODIST, CentreFactory())

    response = client.post(PROFILE, CARD)

    person = get_user(client)
    assert response.headers["Location"] == PROFILE
    assert (person.last_name, person.position, person.phone) == ("Новикова", "методист", "1")


def test_profile_takes_nothing_that_the_form_does_not_name(sign_in):
    client = sign_in(Role.METHODIST, CentreFactory())
    kept = ["email", "username", "is_superuser", "is_staff", "is_active", "password", "id"]
    before = User.objects.values(*kept).get()

    client.post(
        PROFILE,
        CARD
        | {"email": "e@example.org", "username": "root", "is_superuser": "on", "is_staff": "on"}
        | {"is_active": "", "password": "x", "id": "1"},
    )

    assert User.objects.values(*kept).get() == before


def test_profile_shows_what_is_wrong_and_keeps_the_header(sign_in):
    client = sign_in(Role.METHODIST, CentreFactory())
    name = str(get_user(client))

    response = client.post(PROFILE, CARD | {"last_name": ""})

    assert response.status_code == 422
    assert response.context["form"].errors == {"last_name": ["Обязательное поле."]}
    assert name in response.text


def test_section_list_shows_what_the_person_may_open(sign_in):
    page = sign_in(Role.COORDINATOR, OrganisationFactory()).get(
        reverse("organisations:section_list")
    )

    addresses = [url for url, _section in page.context["sections"]]
    assert reverse("organisations:organisation_list") in addresses
    assert reverse("organisations:audit_list") not in addresses
