from dataclasses import replace

import pytest
from django.contrib.sessions.models import Session

from organisations.actions import organisations as actions
from organisations.domain.content import OrganisationCard
from organisations.domain.errors import ChangedMeanwhileError, OutOfReachError, RuleError
from organisations.domain.policy import Actor, Permission, Role, operator
from organisations.models import AuditEvent, Organisation
from tests.factories import CentreFactory, MembershipFactory, OrganisationFactory, RegionFactory

pytestmark = pytest.mark.django_db

EDIT = Permission.ORGANISATION_EDIT


def card_of(organisation, **changes):
    names = OrganisationCard.__slots__
    return replace(OrganisationCard(**{n: getattr(organisation, n) for n in names}), **changes)


def new_card(parent, **said):
    card = OrganisationCard("school", "new-school", "Школа № 100", "Школа 100", parent.pk, [])
    return replace(card, **said)


def actor_over(*organisations):
    user_id = MembershipFactory().user_id
    return Actor(user_id, EDIT, frozenset(one.pk for one in organisations))


def test_create_organisation_stands_below_its_parent_and_is_remembered():
    centre = CentreFactory(parent=RegionFactory())

    school = actions.create_organisation(new_card(centre), actor=actor_over(centre))

    assert school.path == f"{centre.path}{school.pk}/"
    event = AuditEvent.objects.get(verb="organisation.create")
    assert (event.target, event.organisation_id) == (
        f"organisations.organisation:{school.pk}",
        school.pk,
    )
    assert event.details["code"] == "new-school"


def test_create_organisation_out_of_reach_is_refused():
    ours, theirs = CentreFactory.create_batch(2)

    with pytest.raises(OutOfReachError):
        actions.create_organisation(new_card(theirs), actor=actor_over(ours))

    assert not Organisation.objects.filter(code="new-school").exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"parent_id": None}, "Выберите, в какую организацию входит эта."),
        (
            {"timezone": "Mars/Olympus"},
            "Часового пояса «Mars/Olympus» нет: выберите из списка.",
        ),
        (
            {"kind": "region"},
            "Региональный центр не может входить в муниципальный: выберите другой.",
        ),
        ({"code": "taken"}, "Организация с таким кодом уже есть: укажите другой."),
    ],
    ids=["nowhere", "timezone", "kind", "code"],
)
def test_create_organisation_says_what_is_wrong(change, sentence):
    centre = CentreFactory(code="taken")

    with pytest.raises(RuleError) as refusal:
        actions.create_organisation(new_card(centre, **change), actor=actor_over(centre))

    assert str(refusal.value) == sentence


def test_update_organisation_writes_the_card_and_remembers_before_and_after():
    school = OrganisationFactory(phone="1")

    saved = actions.update_organisation(
        school, card_of(school, phone="2"), version=1, actor=actor_over(school)
    )

    school.refresh_from_db()
    assert (school.phone, school.version, saved.version) == ("2", 2, 2)
    assert AuditEvent.objects.get().details == {"phone": ["1", "2"]}


def test_update_organisation_with_nothing_new_leaves_no_trace():
    school = OrganisationFactory()

    actions.update_organisation(school, card_of(school), version=1, actor=actor_over(school))

    school.refresh_from_db()
    assert school.version == 1
    assert not AuditEvent.objects.exists()


def test_update_organisation_refuses_a_card_that_was_opened_before_another_change():
    school = OrganisationFactory(phone="1")
    actor = actor_over(school)
    actions.update_organisation(school, card_of(school, phone="2"), version=1, actor=actor)

    with pytest.raises(ChangedMeanwhileError):
        actions.update_organisation(school, card_of(school, phone="3"), version=1, actor=actor)

    school.refresh_from_db()
    assert school.phone == "2"


def test_update_organisation_moves_all_below_it_along():
    region = RegionFactory()
    old, new = CentreFactory.create_batch(2, parent=region)
    moved = CentreFactory(parent=old)
    school = OrganisationFactory(parent=moved)
    stays = OrganisationFactory(parent=old)

    actions.update_organisation(
        moved,
        card_of(moved, parent_id=new.pk),
        version=1,
        actor=actor_over(region, old, new, moved),
    )

    paths = dict(Organisation.objects.values_list("pk", "path"))
    assert paths[moved.pk] == f"{new.path}{moved.pk}/"
    assert paths[school.pk] == f"{new.path}{moved.pk}/{school.pk}/"
    assert paths[stays.pk] == f"{old.path}{stays.pk}/"


@pytest.mark.parametrize("into", ["itself", "below"])
def test_update_organisation_refuses_a_cycle(into):
    centre = CentreFactory(parent=RegionFactory())
    below = CentreFactory(parent=centre)
    place = {"itself": centre, "below": below}[into]

    with pytest.raises(RuleError, match="не может входить в саму себя"):
        actions.update_organisation(
            centre,
            card_of(centre, parent_id=place.pk),
            version=1,
            actor=actor_over(centre, below),
        )

    centre.refresh_from_db()
    assert centre.path.endswith(f"/{centre.pk}/")
    assert centre.parent_id != place.pk


def test_update_organisation_refuses_more_levels_than_a_path_can_hold():
    top = CentreFactory()
    deep = CentreFactory(parent=top)
    Organisation.objects.filter(pk=deep.pk).update(path=f"{top.path}{'9' * 150}/{deep.pk}/")
    low = CentreFactory()
    lowest = OrganisationFactory(parent=low)
    Organisation.objects.filter(pk=lowest.pk).update(path=f"{low.path}{'8' * 60}/")

    with pytest.raises(RuleError, match="Слишком много уровней"):
        actions.update_organisation(
            low, card_of(low, parent_id=deep.pk), version=1, actor=actor_over(low, deep)
        )


def test_update_organisation_does_not_move_it_out_of_reach():
    ours, theirs = CentreFactory.create_batch(2)
    school = OrganisationFactory(parent=ours)

    with pytest.raises(OutOfReachError):
        actions.update_organisation(
            school,
            card_of(school, parent_id=theirs.pk),
            version=1,
            actor=actor_over(ours, school),
        )

    school.refresh_from_db()
    assert school.parent_id == ours.pk


def test_update_organisation_keeps_a_kind_that_its_people_need():
    centre = CentreFactory(parent=RegionFactory())
    MembershipFactory(organisation=centre, role=Role.METHODIST.value)

    with pytest.raises(RuleError, match="методист"):
        actions.update_organisation(
            centre, card_of(centre, kind="school"), version=1, actor=operator(EDIT)
        )


def test_update_organisation_keeps_a_kind_that_what_is_below_needs():
    centre = CentreFactory(parent=RegionFactory())
    OrganisationFactory(parent=centre)

    with pytest.raises(RuleError, match="В эту организацию другие не входят"):
        actions.update_organisation(
            centre, card_of(centre, kind="school"), version=1, actor=operator(EDIT)
        )


def test_deactivate_organisation_ends_the_sessions_of_its_people_only(client):
    centre = CentreFactory(parent=RegionFactory())
    school = OrganisationFactory(parent=centre)
    member, other = MembershipFactory(organisation=school), MembershipFactory(organisation=centre)
    client.force_login(other.user)
    client.logout()
    client.force_login(member.user)
    theirs = client.session.session_key
    other_client = type(client)()
    other_client.force_login(other.user)
    kept = other_client.session.session_key

    actions.deactivate_organisation(school, actor=actor_over(centre, school))

    school.refresh_from_db()
    assert not school.is_active
    assert not Session.objects.filter(pk=theirs).exists()
    assert Session.objects.filter(pk=kept).exists()
    assert [event.verb for event in AuditEvent.objects.all()] == ["organisation.deactivate"]


def test_deactivate_organisation_twice_is_remembered_once():
    school = OrganisationFactory(parent=CentreFactory())
    actor = actor_over(school)

    actions.deactivate_organisation(school, actor=actor)
    actions.deactivate_organisation(school, actor=actor)

    assert AuditEvent.objects.count() == 1


def test_deactivate_organisation_never_switches_off_the_root():
    region = RegionFactory()

    with pytest.raises(RuleError, match="корень портала"):
        actions.deactivate_organisation(region, actor=actor_over(region))


def test_reactivate_organisation_switches_it_on_once():
    school = OrganisationFactory(parent=CentreFactory(), is_active=False)
    actor = actor_over(school)

    actions.reactivate_organisation(school, actor=actor)
    actions.reactivate_organisation(school, actor=actor)

    school.refresh_from_db()
    assert school.is_active
    assert [event.verb for event in AuditEvent.objects.all()] == ["organisation.reactivate"]
