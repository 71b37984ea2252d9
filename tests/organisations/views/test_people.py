import pytest
from django.urls import reverse

from organisations.domain.policy import Role
from organisations.models import Membership
from tests.factories import CentreFactory, MembershipFactory, OrganisationFactory, RegionFactory

pytestmark = pytest.mark.django_db

LIST = reverse("organisations:person_list")


@pytest.fixture
def centre():
    return CentreFactory(parent=RegionFactory())


@pytest.fixture
def methodist(centre):
    return MembershipFactory(
        organisation=centre,
        role=Role.METHODIST.value,
        user__last_name="Методистова",
        user__position="методист",
    )


@pytest.mark.parametrize("count", [1, 3])
def test_person_list_takes_seven_queries_however_long(
    sign_in, centre, count, django_assert_num_queries
):
    school = OrganisationFactory(parent=centre)
    people = [row.user for row in MembershipFactory.create_batch(count, organisation=school)]
    client = sign_in(Role.HEAD, centre)

    with django_assert_num_queries(7):  # session, user, memberships, reach, count, page, roles
        response = client.get(LIST)

    assert set(people) < set(response.context["page"])


def test_person_list_shows_own_people_once_each_and_their_roles_in_reach(sign_in, centre):
    school = OrganisationFactory(parent=centre)
    member = MembershipFactory(organisation=school)
    MembershipFactory(user=member.user, organisation=OrganisationFactory(parent=centre))
    MembershipFactory(user=member.user)
    stranger = MembershipFactory()

    page = sign_in(Role.HEAD, centre).get(LIST).context["page"]

    assert [person for person in page if person == member.user] == [member.user]
    [listed] = [person for person in page if person == member.user]
    assert len(listed.roles) == 2
    assert stranger.user not in page


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ({"text": "методистова"}, True),
        ({"text": "методист"}, True),
        ({"role": "methodist"}, True),
        ({"role": "head"}, False),
        ({"state": "inactive"}, False),
        ({"state": "active"}, True),
    ],
)
def test_person_list_filters(sign_in, centre, methodist, asked, is_found):
    page = sign_in(Role.HEAD, centre).get(LIST, asked).context["page"]

    assert (methodist.user in page) is is_found


def test_person_list_answers_htmx_with_the_table_only(sign_in, centre):
    response = sign_in(Role.HEAD, centre).get(LIST, headers={"HX-Request": "true"})

    assert response.text.strip().startswith('<section id="person-table"')


def test_person_list_is_closed_to_the_coordinator(sign_in):
    assert sign_in(Role.COORDINATOR, OrganisationFactory()).get(LIST).status_code == 403


def test_person_detail_offers_changes_only_to_those_who_may(sign_in, centre, methodist, client):
    page = reverse("organisations:person_detail", args=[methodist.user_id])
    button = reverse("organisations:person_deactivate", args=[methodist.user_id])

    seen = sign_in(Role.METHODIST, centre).get(page)
    edited = sign_in(Role.HEAD, centre).get(page)

    assert methodist.user.email in seen.text
    assert button not in seen.text
    assert button in edited.text


@pytest.mark.parametrize("name", ["person_detail", "membership_create"])
def test_person_pages_are_404_for_a_stranger(sign_in, methodist, name):
    page = reverse(f"organisations:{name}", args=[methodist.user_id])

    assert sign_in(Role.HEAD).get(page).status_code == 404


@pytest.mark.parametrize("name", ["person_deactivate", "person_reactivate"])
def test_person_switches_are_404_for_a_stranger(sign_in, methodist, name):
    page = reverse(f"organisations:{name}", args=[methodist.user_id])

    assert sign_in(Role.HEAD).post(page).status_code == 404


def test_membership_create_gives_a_role(sign_in, centre, methodist):
    client = sign_in(Role.HEAD, centre)
    page = reverse("organisations:membership_create", args=[methodist.user_id])

    response = client.post(page, {"organisation": centre.pk, "role": "media_officer"})

    assert response.status_code == 302
    assert {row.role for row in methodist.user.memberships.all()} == {
        "methodist",
        "media_officer",
    }


def test_membership_create_explains_a_role_that_is_not_to_be_had(sign_in, centre, methodist):
    client = sign_in(Role.HEAD, centre)
    page = reverse("organisations:membership_create", args=[methodist.user_id])

    refused = client.post(page, {"organisation": centre.pk, "role": "administrator"})

    assert refused.status_code == 409
    assert "Роли «администратор портала» не бывает" in refused.text


def test_membership_create_offers_only_organisations_in_reach(sign_in, centre, methodist):
    other = OrganisationFactory()
    client = sign_in(Role.HEAD, centre)
    page = reverse("organisations:membership_create", args=[methodist.user_id])

    offered = client.get(page).context["form"].fields["organisation"].queryset
    refused = client.post(page, {"organisation": other.pk, "role": "coordinator"})

    assert list(offered) == [centre]
    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == ["organisation"]


def test_membership_delete_takes_the_role_away(sign_in, centre, methodist):
    client = sign_in(Role.HEAD, centre)

    client.post(reverse("organisations:membership_delete", args=[methodist.pk]))

    assert not Membership.objects.filter(pk=methodist.pk).exists()


def test_membership_delete_is_404_for_a_stranger(sign_in, methodist):
    page = reverse("organisations:membership_delete", args=[methodist.pk])

    assert sign_in(Role.HEAD).post(page).status_code == 404
    assert Membership.objects.filter(pk=methodist.pk).exists()


def test_a_deactivated_person_loses_the_session_on_the_next_request(
    sign_in, centre, methodist, client
):
    theirs = type(client)()
    theirs.force_login(methodist.user)
    assert theirs.get(LIST).status_code == 200

    sign_in(Role.HEAD, centre).post(
        reverse("organisations:person_deactivate", args=[methodist.user_id])
    )

    assert theirs.get(LIST).headers["Location"] == f"/account/login/?next={LIST}"


def test_person_reactivate_lets_them_in(sign_in, centre, methodist):
    client = sign_in(Role.HEAD, centre)
    client.post(reverse("organisations:person_deactivate", args=[methodist.user_id]))

    client.post(reverse("organisations:person_reactivate", args=[methodist.user_id]))

    methodist.user.refresh_from_db()
    assert methodist.user.is_active


def test_a_role_taken_away_is_gone_with_the_next_request(sign_in, centre, methodist, client):
    theirs = type(client)()
    theirs.force_login(methodist.user)
    sign_in(Role.HEAD, centre).post(
        reverse("organisations:membership_delete", args=[methodist.pk])
    )

    assert theirs.get(LIST).status_code == 403


@pytest.mark.parametrize("name", ["person_deactivate", "person_reactivate", "membership_delete"])
def test_changes_of_people_answer_only_to_post(sign_in, centre, methodist, name):
    page = reverse(f"organisations:{name}", args=[methodist.user_id])

    assert sign_in(Role.HEAD, centre).get(page).status_code == 405
