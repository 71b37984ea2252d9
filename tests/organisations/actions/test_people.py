import pytest
from django.contrib.sessions.models import Session

from organisations.access import load_posts
from organisations.actions import people as actions
from organisations.domain.content import PersonCard
from organisations.domain.errors import OutOfReachError, RuleError
from organisations.domain.policy import Actor, Permission, Role, actor_for
from organisations.models import AuditEvent, Invitation, Membership
from tests.factories import (
    CentreFactory,
    MembershipFactory,
    OrganisationFactory,
    RegionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def acting(member, permission=Permission.PERSON_EDIT):
    return actor_for(member.user_id, load_posts(member.user_id), permission)


@pytest.fixture
def region():
    return RegionFactory()


@pytest.fixture
def centre(region):
    return CentreFactory(parent=region)


@pytest.fixture
def head(centre):
    return MembershipFactory(organisation=centre, role=Role.HEAD.value)


@pytest.fixture
def administrator(region):
    return MembershipFactory(organisation=region, role=Role.ADMINISTRATOR.value)


def test_grant_role_gives_it_and_is_remembered(head, centre):
    person = UserFactory()

    membership = actions.grant_role(person, centre, Role.METHODIST, actor=acting(head))

    assert (membership.user, membership.role) == (person, "methodist")
    event = AuditEvent.objects.get()
    assert (event.verb, event.organisation_id) == ("membership.create", centre.pk)
    assert event.details == {"role": "methodist", "person": str(person)}


def test_grant_role_twice_is_refused(head, centre):
    person = UserFactory()
    actions.grant_role(person, centre, Role.METHODIST, actor=acting(head))

    with pytest.raises(RuleError, match="Эта роль у человека уже есть"):
        actions.grant_role(person, centre, Role.METHODIST, actor=acting(head))

    assert Membership.objects.filter(user=person).count() == 1


def test_grant_role_refuses_what_the_organisation_does_not_have(head, centre):
    school = OrganisationFactory(parent=centre)

    with pytest.raises(RuleError) as refusal:
        actions.grant_role(UserFactory(), school, Role.METHODIST, actor=acting(head))

    assert str(refusal.value) == (
        "Роли «методист» не бывает в организации вида «школа»: "
        "выберите другую роль или организацию."
    )


def test_grant_role_refuses_more_than_the_giver_holds(centre):
    media = MembershipFactory(organisation=centre, role=Role.MEDIA_OFFICER.value)
    giver = Actor(media.user_id, Permission.PERSON_EDIT, frozenset({centre.pk}))

    with pytest.raises(RuleError, match="даёт больше прав, чем есть у вас"):
        actions.grant_role(UserFactory(), centre, Role.METHODIST, actor=giver)


def test_grant_role_by_the_administrator_may_exceed_their_own(administrator, centre):
    person = UserFactory()

    actions.grant_role(person, centre, Role.NAVIGATOR_ADMINISTRATOR, actor=acting(administrator))

    assert Membership.objects.get(user=person).role == "navigator_administrator"


def test_grant_role_refuses_an_organisation_that_is_switched_off(head, centre):
    school = OrganisationFactory(parent=centre, is_active=False)

    with pytest.raises(RuleError, match="Организация отключена"):
        actions.grant_role(UserFactory(), school, Role.COORDINATOR, actor=acting(head))


def test_grant_role_out_of_reach_is_refused(head):
    with pytest.raises(OutOfReachError):
        actions.grant_role(
            UserFactory(), OrganisationFactory(), Role.COORDINATOR, actor=acting(head)
        )


def test_withdraw_role_takes_the_right_with_the_next_request(head, centre, client):
    member = MembershipFactory(organisation=centre, role=Role.METHODIST.value)

    actions.withdraw_role(member, actor=acting(head))

    assert load_posts(member.user_id) == []
    assert AuditEvent.objects.get().verb == "membership.delete"


def test_withdraw_role_of_an_administrator_needs_an_administrator():
    root = CentreFactory()
    head = MembershipFactory(organisation=root, role=Role.HEAD.value)
    administrator = MembershipFactory(organisation=root, role=Role.ADMINISTRATOR.value)

    with pytest.raises(RuleError, match="снимает только администратор портала"):
        actions.withdraw_role(administrator, actor=acting(head))

    assert Membership.objects.filter(pk=administrator.pk).exists()


def test_withdraw_role_of_the_last_administrator_is_refused(administrator, region):
    with pytest.raises(RuleError, match="последний администратор"):
        actions.withdraw_role(administrator, actor=acting(administrator))

    second = MembershipFactory(organisation=region, role=Role.ADMINISTRATOR.value)
    actions.withdraw_role(administrator, actor=acting(second))

    assert list(Membership.objects.filter(role="administrator")) == [second]


def test_deactivate_person_ends_every_session_and_their_invitations(head, centre, client):
    member = MembershipFactory(organisation=centre, role=Role.METHODIST.value)
    for _computer in range(2):
        type(client)().force_login(member.user)
    Invitation.objects.create(
        email="a@example.org",
        organisation=centre,
        role="methodist",
        token_digest="0" * 64,
        invited_by=member.user,
    )

    actions.deactivate_person(member.user, actor=acting(head))

    member.user.refresh_from_db()
    assert not member.user.is_active
    assert not Session.objects.exists()
    assert Invitation.objects.get().revoked_at is not None
    assert [(e.verb, e.organisation_id) for e in AuditEvent.objects.all()] == [
        ("person.deactivate", centre.pk)
    ]


def test_deactivate_person_refuses_oneself(head):
    with pytest.raises(RuleError, match="Свою учётную запись"):
        actions.deactivate_person(head.user, actor=acting(head))


def test_deactivate_person_refuses_whoever_works_elsewhere_too(head, centre):
    member = MembershipFactory(organisation=centre, role=Role.METHODIST.value)
    MembershipFactory(user=member.user)

    with pytest.raises(RuleError, match="роли и в других организациях"):
        actions.deactivate_person(member.user, actor=acting(head))

    member.user.refresh_from_db()
    assert member.user.is_active


def test_deactivate_person_out_of_reach_is_refused(head):
    with pytest.raises(OutOfReachError):
        actions.deactivate_person(MembershipFactory().user, actor=acting(head))


def test_reactivate_person_lets_them_in_again(head, centre):
    member = MembershipFactory(
        organisation=centre, role=Role.METHODIST.value, user__is_active=False
    )

    actions.reactivate_person(member.user, actor=acting(head))
    actions.reactivate_person(member.user, actor=acting(head))

    member.user.refresh_from_db()
    assert member.user.is_active
    assert [event.verb for event in AuditEvent.objects.all()] == ["person.reactivate"]


def test_update_profile_remembers_before_and_after_in_the_first_organisation(head):
    user = head.user
    card = PersonCard(user.last_name, user.first_name, user.patronymic, "директор", "")

    actions.update_profile(user.pk, card)
    actions.update_profile(user.pk, card)

    event = AuditEvent.objects.get()
    assert event.details == {"position": ["", "директор"]}
    assert (event.user_id, event.organisation_id) == (user.pk, head.organisation_id)


def test_update_profile_refuses_what_does_not_fit(head):
    user = head.user

    with pytest.raises(RuleError, match="не более 40"):
        actions.update_profile(user.pk, PersonCard("А", "Б", "", "", "8" * 41))
