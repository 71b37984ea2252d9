import pytest
from django.urls import reverse

from organisations.domain.policy import Role
from organisations.models import Organisation
from tests.factories import CentreFactory, MembershipFactory, OrganisationFactory, RegionFactory

pytestmark = pytest.mark.django_db

LIST = reverse("organisations:organisation_list")


def address(name, organisation):
    return reverse(f"organisations:organisation_{name}", args=[organisation.pk])


def typed(organisation, **changes):
    return {
        "kind": organisation.kind,
        "code": organisation.code,
        "name": organisation.name,
        "short_name": organisation.short_name,
        "aliases": "",
        "timezone": "Europe/Moscow",
        "version": organisation.version,
        **changes,
    }


@pytest.fixture
def centre():
    return CentreFactory(parent=RegionFactory())


@pytest.mark.parametrize("count", [1, 3])
def test_organisation_list_takes_six_queries_however_long(
    sign_in, centre, count, django_assert_num_queries
):
    schools = OrganisationFactory.create_batch(count, parent=centre)
    client = sign_in(Role.METHODIST, centre)

    with django_assert_num_queries(6):  # session, user, memberships, reach, count, page
        response = client.get(LIST)

    assert list(response.context["page"]) == [centre, *schools]


def test_organisation_list_shows_own_organisations_only(sign_in, centre):
    OrganisationFactory(parent=CentreFactory(parent=centre.parent))

    response = sign_in(Role.METHODIST, centre).get(LIST)

    assert list(response.context["page"]) == [centre]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"text": "лицей"}, ["lyceum"]),
        ({"kind": "preschool"}, ["garden"]),
        ({"state": "inactive"}, ["garden"]),
        ({"text": "лицей", "kind": "preschool"}, []),
        ({"kind": "galaxy"}, ["centre", "garden", "lyceum"]),
        ({"text": "\0"}, ["centre", "garden", "lyceum"]),
        ({"_connector": "OR", "path__startswith": "/"}, ["centre", "garden", "lyceum"]),
        ({"page": "10**9"}, ["centre", "garden", "lyceum"]),
    ],
)
def test_organisation_list_filters_by_known_words_only(sign_in, asked, found):
    centre = CentreFactory(code="centre")
    OrganisationFactory(parent=centre, code="lyceum", short_name="Лицей № 1")
    OrganisationFactory(parent=centre, code="garden", kind="preschool", is_active=False)

    response = sign_in(Role.METHODIST, centre).get(LIST, asked)

    assert [organisation.code for organisation in response.context["page"]] == found


def test_organisation_list_counts_schools_as_people_do(sign_in, centre):
    for number in (10, 2, 1):
        OrganisationFactory(parent=centre, short_name=f"Школа № {number}")

    response = sign_in(Role.METHODIST, centre).get(LIST)

    assert [one.short_name for one in response.context["page"]][1:] == [
        "Школа № 1",
        "Школа № 2",
        "Школа № 10",
    ]


def test_organisation_list_within_one_shows_what_is_directly_below(sign_in, centre):
    school = OrganisationFactory(parent=centre)

    response = sign_in(Role.METHODIST, centre).get(LIST, {"within": centre.pk})

    assert list(response.context["page"]) == [school]


def test_organisation_list_answers_htmx_with_the_table_only(sign_in, centre):
    client = sign_in(Role.METHODIST, centre)

    response = client.get(LIST, headers={"HX-Request": "true"})

    assert response.text.strip().startswith('<section id="organisation-table"')
    assert "<html" not in response.text


def test_organisation_detail_shows_people_to_those_who_may_see_them(sign_in, centre):
    person = MembershipFactory(organisation=centre, role=Role.HEAD.value).user

    page = sign_in(Role.METHODIST, centre).get(address("detail", centre))

    assert str(person) in page.text
    assert centre.parent.short_name.split()[0] in page.text


def test_organisation_detail_hides_people_from_the_coordinator(sign_in):
    school = OrganisationFactory()
    person = MembershipFactory(organisation=school).user

    page = sign_in(Role.COORDINATOR, school).get(address("detail", school))

    assert page.status_code == 200
    assert person.email not in page.text
    assert str(person) not in page.text
    assert reverse("organisations:invitation_create", args=[school.pk]) not in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_organisation_detail_takes_ten_queries_however_many_people(
    sign_in, centre, count, django_assert_num_queries
):
    MembershipFactory.create_batch(count, organisation=centre, role=Role.METHODIST.value)
    OrganisationFactory.create_batch(count, parent=centre)
    client = sign_in(Role.HEAD, centre)

    # session, user, memberships, reach, organisation, people, invitations, above, below
    with django_assert_num_queries(9):
        client.get(address("detail", centre))


@pytest.mark.parametrize("name", ["detail", "edit"])
def test_organisation_pages_are_404_for_a_stranger_as_for_nothing(sign_in, centre, name):
    client = sign_in(Role.HEAD)

    foreign = client.get(address(name, centre))
    absent = client.get(reverse(f"organisations:organisation_{name}", args=[10**9]))

    assert (foreign.status_code, absent.status_code) == (404, 404)


@pytest.mark.parametrize("name", ["deactivate", "reactivate"])
def test_organisation_switches_are_404_for_a_stranger(sign_in, centre, name):
    school = OrganisationFactory(parent=centre)

    assert sign_in(Role.HEAD).post(address(name, school)).status_code == 404

    school.refresh_from_db()
    assert school.is_active


@pytest.mark.parametrize("name", ["create", "edit"])
def test_organisation_forms_need_the_right(sign_in, centre, name):
    arguments = [] if name == "create" else [centre.pk]
    page = reverse(f"organisations:organisation_{name}", args=arguments)

    assert sign_in(Role.METHODIST, centre).get(page).status_code == 403


def test_organisation_create_adds_one_below_a_centre_in_reach(sign_in, centre):
    client = sign_in(Role.HEAD, centre)
    new = Organisation(kind="school", code="new-school", name="Школа", short_name="Школа 100")

    page = client.get(reverse("organisations:organisation_create"))
    response = client.post(
        reverse("organisations:organisation_create"),
        typed(new, parent=centre.pk, aliases="Первая\n\nЛицей"),
    )

    made = Organisation.objects.get(code="new-school")
    assert response.headers["Location"] == address("detail", made)
    assert (made.parent, made.aliases) == (centre, ["Первая", "Лицей"])
    assert made.path == f"{centre.path}{made.pk}/"
    assert list(page.context["form"].fields["parent"].queryset) == [centre]


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"parent": ""}, "parent", "Обязательное поле."),
        ({"code": "Школа"}, "code", None),
        ({"kind": "galaxy"}, "kind", None),
        ({"timezone": "Mars/Olympus"}, "timezone", None),
        ({"email": "не почта"}, "email", None),
    ],
)
def test_organisation_create_shows_what_is_wrong(sign_in, centre, change, field, sentence):
    new = Organisation(kind="school", code="new-school", name="Школа", short_name="Школа 100")
    client = sign_in(Role.HEAD, centre)

    response = client.post(
        reverse("organisations:organisation_create"), typed(new, parent=centre.pk) | change
    )

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert sentence in (None, response.context["form"].errors[field][0])
    assert not Organisation.objects.filter(code="new-school").exists()


def test_organisation_create_offers_no_centre_out_of_reach(sign_in, centre):
    other = CentreFactory(parent=centre.parent)
    client = sign_in(Role.HEAD, centre)
    new = Organisation(kind="school", code="new-school", name="Школа", short_name="Школа 100")

    response = client.post(
        reverse("organisations:organisation_create"), typed(new, parent=other.pk)
    )

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["parent"]


def test_organisation_edit_saves_the_card(sign_in, centre):
    client = sign_in(Role.HEAD, centre)

    response = client.post(address("edit", centre), typed(centre, phone="8 (800) 555-01-47"))

    centre.refresh_from_db()
    assert response.headers["Location"] == address("detail", centre)
    assert (centre.phone, centre.version) == ("8 (800) 555-01-47", 2)


def test_organisation_edit_does_not_offer_a_move_out_of_reach(sign_in, centre):
    client = sign_in(Role.HEAD, centre)
    other = RegionFactory()

    page = client.get(address("edit", centre))
    client.post(address("edit", centre), typed(centre, parent=other.pk))

    above = centre.parent
    centre.refresh_from_db()
    assert "parent" not in page.context["form"].fields
    assert centre.parent == above


def test_organisation_edit_takes_nothing_that_the_form_does_not_name(sign_in, centre):
    school = OrganisationFactory(parent=centre)
    before = Organisation.objects.filter(pk=school.pk).values().get()
    foreign = {"path": "/1/", "is_active": "", "id": 1, "parent_id": 1, "_state": "x"}

    response = sign_in(Role.HEAD, centre).post(
        address("edit", school), typed(school, parent=centre.pk) | foreign
    )

    assert response.status_code == 302
    assert Organisation.objects.filter(pk=school.pk).values().get() == before


def test_organisation_edit_without_a_version_changes_nothing(sign_in, centre):
    said = typed(centre, phone="1")
    del said["version"]

    response = sign_in(Role.HEAD, centre).post(address("edit", centre), said)

    centre.refresh_from_db()
    assert response.status_code == 422
    assert "Версия: страница устарела: откройте её заново и повторите." in response.text
    assert centre.phone == ""


def test_organisation_edit_after_somebody_else_shows_both_and_loses_nothing(sign_in, centre):
    client = sign_in(Role.HEAD, centre)
    client.post(address("edit", centre), typed(centre, phone="первый"))

    late = client.post(address("edit", centre), typed(centre, phone="второй"))

    assert late.status_code == 409
    assert late.context["conflict"] == [("Телефон", "первый", "второй")]
    assert late.context["form"]["phone"].value() == "второй"
    assert late.context["change"].user_name in late.text
    centre.refresh_from_db()
    assert centre.phone == "первый"

    again = typed(centre, phone="второй", version=late.context["form"]["version"].value())
    assert client.post(address("edit", centre), again).status_code == 302
    centre.refresh_from_db()
    assert centre.phone == "второй"


def test_organisation_edit_explains_a_broken_rule(sign_in, centre):
    MembershipFactory(organisation=centre, role=Role.METHODIST.value)
    client = sign_in(Role.HEAD, centre)

    response = client.post(address("edit", centre), typed(centre, kind="school"))

    assert response.status_code == 409
    assert "В такой организации не бывает ролей" in response.text


def test_organisation_deactivate_and_reactivate(sign_in, centre):
    school = OrganisationFactory(parent=centre)
    client = sign_in(Role.HEAD, centre)

    client.post(address("deactivate", school))
    off = client.get(address("detail", school))
    client.post(address("reactivate", school))
    on = client.get(address("detail", school))

    assert "Организация отключена" in off.text
    assert not off.context["organisation"].is_active
    assert on.context["organisation"].is_active


def test_a_member_of_a_switched_off_organisation_is_out_at_once(sign_in, centre, client):
    school = OrganisationFactory(parent=centre)
    member = MembershipFactory(organisation=school)
    theirs = type(client)()
    theirs.force_login(member.user)
    assert theirs.get(LIST).status_code == 200

    sign_in(Role.HEAD, centre).post(address("deactivate", school))

    assert theirs.get(LIST).headers["Location"] == f"/account/login/?next={LIST}"


@pytest.mark.parametrize("name", ["deactivate", "reactivate"])
def test_organisation_switches_answer_only_to_post(sign_in, centre, name):
    assert sign_in(Role.HEAD, centre).get(address(name, centre)).status_code == 405


def test_organisation_pages_show_hostile_names_as_text(sign_in, centre):
    school = OrganisationFactory(parent=centre, short_name='"><img src=x onerror=alert(1)>')

    page = sign_in(Role.HEAD, centre).get(address("detail", school))

    assert "<img src=x" not in page.text
