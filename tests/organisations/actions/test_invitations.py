from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.utils import timezone

from organisations.access import load_posts
from organisations.actions import invitations as actions
from organisations.domain.content import Invitee, PersonCard
from organisations.domain.errors import RuleError
from organisations.domain.policy import Actor, Permission, Role, actor_for
from organisations.models import AuditEvent, Invitation, Membership, Organisation, User
from tests.factories import CentreFactory, MembershipFactory, RegionFactory, UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "сорок-два-попугая"
CARD = PersonCard("Новикова", "Анна", "Сергеевна", "методист", "")


@pytest.fixture
def head():
    return MembershipFactory(
        organisation=CentreFactory(parent=RegionFactory()), role=Role.HEAD.value
    )


def issue(head, *, email="new@example.org", role="methodist", actor=None):
    actor = actor or actor_for(head.user_id, load_posts(head.user_id), Permission.PERSON_EDIT)
    invitee = Invitee(email, "Новикова", "Анна", "Сергеевна", head.organisation_id, role)
    return actions.issue_invitation(invitee, actor=actor)


def token_of(issued):
    return urlsplit(issued.link).path.rstrip("/").rsplit("/", 1)[1]


def test_issue_invitation_keeps_the_digest_and_never_the_link(head):
    issued = issue(head, email="New@Example.org")

    row = Invitation.objects.values().get()
    token = token_of(issued)
    assert row["email"] == "new@example.org"
    assert row["token_digest"] != token
    assert token not in str(row)
    assert token not in str(list(AuditEvent.objects.values()))
    assert row["expires_at"] - row["created_at"] == pytest.approx(
        timedelta(hours=72), abs=timedelta(seconds=1)
    )
    assert issued.link.startswith("http://127.0.0.1:8000/organisations/join/")


def test_issue_invitation_again_makes_the_first_link_useless(head):
    first, second = issue(head), issue(head)

    with pytest.raises(RuleError, match="Приглашение отозвано"):
        actions.accept_invitation(token_of(first), CARD, PASSWORD)
    assert actions.accept_invitation(token_of(second), CARD, PASSWORD).email == "new@example.org"


def test_issue_invitation_refuses_a_role_that_is_there_already(head):
    with pytest.raises(RuleError, match="уже есть"):
        issue(head, email=head.user.email.upper(), role="head")


def test_issue_invitation_refuses_an_address_longer_than_a_name(head):
    with pytest.raises(RuleError, match="длиннее 150"):
        issue(head, email=f"{'a' * 150}@example.org")


def test_issue_invitation_refuses_more_than_the_inviter_holds(head):
    head.role = Role.MEDIA_OFFICER.value
    inviter = Actor(head.user_id, Permission.PERSON_EDIT, frozenset({head.organisation_id}))
    head.save()

    with pytest.raises(RuleError, match="больше прав"):
        issue(head, actor=inviter, role="methodist")

    assert not Invitation.objects.exists()


def test_mail_invitations_sends_each_their_own_link(head):
    issued = [issue(head), issue(head, email="second@example.org")]

    assert actions.mail_invitations(issued) is True

    assert [letter.to for letter in mail.outbox] == [["new@example.org"], ["second@example.org"]]
    assert [one.link in letter.body for one, letter in zip(issued, mail.outbox, strict=True)] == [
        True,
        True,
    ]
    assert issued[1].link not in mail.outbox[0].body


def test_mail_invitations_tells_when_the_server_does_not_answer(head, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    assert actions.mail_invitations([issue(head)]) is False


def test_accept_invitation_makes_the_account_with_the_role_once(head):
    token = token_of(issue(head))

    user = actions.accept_invitation(token, CARD, PASSWORD)

    assert (user.email, user.username) == ("new@example.org", "new@example.org")
    assert user.check_password(PASSWORD)
    assert not user.is_staff
    assert not user.is_superuser
    assert [row.role for row in Membership.objects.filter(user=user)] == ["methodist"]
    assert AuditEvent.objects.latest("pk").verb == "invitation.accept"
    with pytest.raises(RuleError, match="уже принято"):
        actions.accept_invitation(token, CARD, PASSWORD)
    assert User.objects.filter(email="new@example.org").count() == 1


def test_accept_invitation_does_not_take_over_an_account(head):
    token = token_of(issue(head))
    UserFactory(email="NEW@example.org")

    with pytest.raises(RuleError, match="Учётная запись с этой почтой уже есть"):
        actions.accept_invitation(token, CARD, PASSWORD)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"expires_at": timezone.now() - timedelta(seconds=1)}, "Срок приглашения истёк"),
        ({"revoked_at": timezone.now()}, "Приглашение отозвано"),
        ({"accepted_at": timezone.now()}, "уже принято"),
    ],
    ids=["expired", "revoked", "accepted"],
)
def test_accept_invitation_refuses_a_dead_link(head, change, sentence):
    token = token_of(issue(head))
    Invitation.objects.update(**change)

    with pytest.raises(RuleError, match=sentence):
        actions.accept_invitation(token, CARD, PASSWORD)

    assert not User.objects.filter(email="new@example.org").exists()


def test_accept_invitation_refuses_a_switched_off_organisation(head):
    token = token_of(issue(head))
    Organisation.objects.filter(pk=head.organisation_id).update(is_active=False)

    with pytest.raises(RuleError, match="Организация отключена"):
        actions.accept_invitation(token, CARD, PASSWORD)


def test_accept_invitation_refuses_a_link_nobody_was_given():
    with pytest.raises(RuleError, match="Такой ссылки нет"):
        actions.accept_invitation("guess", CARD, PASSWORD)


def test_join_by_invitation_adds_the_role_to_the_account_it_was_made_for(head):
    person, other = UserFactory(email="new@example.org"), UserFactory()
    token = token_of(issue(head))

    with pytest.raises(RuleError, match="на другую почту"):
        actions.join_by_invitation(token, other)
    actions.join_by_invitation(token, person)

    assert [row.user for row in Membership.objects.filter(role="methodist")] == [person]


def test_revoke_invitation_once_and_not_after_it_was_accepted(head):
    actor = actor_for(head.user_id, load_posts(head.user_id), Permission.PERSON_EDIT)
    invitation = issue(head).invitation
    taken = issue(head, email="second@example.org")
    actions.accept_invitation(token_of(taken), CARD, PASSWORD)

    actions.revoke_invitation(invitation, actor=actor)
    actions.revoke_invitation(invitation, actor=actor)

    assert AuditEvent.objects.filter(verb="invitation.revoke").count() == 1
    with pytest.raises(RuleError, match="снимите роль у человека"):
        actions.revoke_invitation(taken.invitation, actor=actor)


def test_invite_administrator_makes_the_root_of_an_empty_portal():
    issued = actions.invite_administrator("first@example.org", root_name="РМЦ области")

    user = actions.accept_invitation(token_of(issued), CARD, PASSWORD)

    root = Organisation.objects.get()
    assert (root.short_name, root.kind, root.parent, root.path) == (
        "РМЦ области",
        "region",
        None,
        f"/{root.pk}/",
    )
    assert [row.role for row in Membership.objects.filter(user=user)] == ["administrator"]
    event = AuditEvent.objects.filter(verb="invitation.create").get()
    assert event.user_name == "команда на сервере"
