"""How people come in: by a link that works once, and only for them."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from organisations import audit
from organisations.actions.organisations import create_organisation
from organisations.actions.people import refuse_ungrantable
from organisations.domain.content import Invitee, OrganisationCard, PersonCard
from organisations.domain.errors import RuleError
from organisations.domain.invitations import digest_of, refusal
from organisations.domain.policy import Actor, Permission, Role, oneself, operator
from organisations.models import Invitation, Membership, Organisation, User
from organisations.queries import state_of

logger = logging.getLogger(__name__)

MAX_EMAIL = 150  # the address is the user's name too


@dataclass(frozen=True, slots=True)
class IssuedInvitation:
    """An invitation with its link, which exists nowhere else and is shown once."""

    invitation: Invitation
    link: str


@transaction.atomic
def issue_invitation(invitee: Invitee, *, actor: Actor) -> IssuedInvitation:
    """Make a link by which one person joins; an earlier one for the same role stops working."""
    organisation = Organisation.objects.get(pk=invitee.organisation_id)
    email = invitee.email.lower()
    refuse_ungrantable(organisation, Role(invitee.role), actor=actor)
    _refuse_unneeded(email, invitee)
    Invitation.objects.open_at(timezone.now()).filter(
        email=email, organisation=organisation, role=invitee.role
    ).update(revoked_at=timezone.now())
    token = Invitation.new_token()
    invitation = Invitation.objects.create(
        email=email,
        last_name=invitee.last_name,
        first_name=invitee.first_name,
        patronymic=invitee.patronymic,
        organisation=organisation,
        role=invitee.role,
        token_digest=digest_of(token),
        invited_by_id=actor.user_id,
    )
    audit.record(
        actor,
        "invitation.create",
        invitation,
        organisation_id=organisation.pk,
        email=email,
        role=invitee.role,
    )
    address = reverse("organisations:invitation_accept", args=[token])
    return IssuedInvitation(invitation, f"{settings.PORTAL_URL}{address}")


@transaction.atomic
def invite_administrator(email: str, *, root_name: str) -> IssuedInvitation:
    """The operator's way to the first administrator; makes the root when there is none."""
    actor = operator(Permission.PERSON_EDIT)
    root = Organisation.objects.filter(parent=None).order_by("path").first()
    if root is None:
        kind = Organisation.Kind.REGION.value
        card = OrganisationCard(kind, "root", root_name, root_name[:150], None, [])
        root = create_organisation(card, actor=actor)
    invitee = Invitee(email, "Администратор", "портала", "", root.pk, Role.ADMINISTRATOR.value)
    return issue_invitation(invitee, actor=actor)


def mail_invitations(issued: Iterable[IssuedInvitation]) -> bool:
    """Send each its link once they are saved; False when the mail server did not take them."""
    letters = [_letter(one) for one in issued]
    try:
        get_connection().send_messages(letters)
    except (SMTPException, OSError):
        logger.exception("invitations were not mailed")
        return False
    return True


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, actor: Actor) -> None:
    """Make the link useless."""
    actor.must_reach(invitation.organisation_id)
    locked = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if locked.accepted_at:
        raise RuleError("Приглашение уже принято: снимите роль у человека.")
    if locked.revoked_at:
        return
    locked.revoked_at = timezone.now()
    locked.save(update_fields=["revoked_at"])
    audit.record(actor, "invitation.revoke", locked, organisation_id=locked.organisation_id)


@transaction.atomic
def accept_invitation(token: str, card: PersonCard, password: str) -> User:
    """Make the account of a newcomer, with the role they were invited to."""
    invitation = _lock_open(token)
    if User.objects.filter(email__iexact=invitation.email).exists():
        raise RuleError("Учётная запись с этой почтой уже есть: войдите и откройте ссылку снова.")
    user = User(
        username=invitation.email,
        email=invitation.email,
        last_name=card.last_name,
        first_name=card.first_name,
        patronymic=card.patronymic,
        position=card.position,
        phone=card.phone,
    )
    user.set_password(password)
    user.save()
    _join(invitation, user)
    return user


@transaction.atomic
def join_by_invitation(token: str, user: User) -> None:
    """Give somebody who has an account the role they were invited to."""
    invitation = _lock_open(token)
    if user.email.lower() != invitation.email:
        raise RuleError("Приглашение выписано на другую почту.")
    _join(invitation, user)


def _lock_open(token: str) -> Invitation:
    invitation = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .filter(token_digest=digest_of(token))
        .first()
    )
    reason = refusal(state_of(invitation) if invitation else None, timezone.now())
    if invitation is None or reason:
        raise RuleError(reason)
    return invitation


def _join(invitation: Invitation, user: User) -> None:
    Membership.objects.get_or_create(
        user=user, organisation=invitation.organisation, role=invitation.role
    )
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    audit.record(
        oneself(user.pk),
        "invitation.accept",
        invitation,
        organisation_id=invitation.organisation_id,
        role=invitation.role,
    )


def _refuse_unneeded(email: str, invitee: Invitee) -> None:
    if len(email) > MAX_EMAIL:
        raise RuleError(f"Адрес почты длиннее {MAX_EMAIL} знаков: укажите другой.")
    held = Membership.objects.filter(
        user__email__iexact=email, organisation=invitee.organisation_id, role=invitee.role
    )
    if held.exists():
        raise RuleError("Эта роль у человека с такой почтой уже есть.")


def _letter(issued: IssuedInvitation) -> EmailMessage:
    invitation = issued.invitation
    text = render_to_string(
        "organisations/invitation_letter.txt", {"invitation": invitation, "link": issued.link}
    )
    subject = f"Приглашение в портал: {invitation.organisation.short_name}"
    return EmailMessage(" ".join(subject.split()), text, to=[invitation.email])
