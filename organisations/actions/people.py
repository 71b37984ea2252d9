"""What people do to each other's roles and accounts, and to their own."""

from dataclasses import asdict

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from organisations import audit
from organisations.actions.sessions import end_sessions
from organisations.domain.content import PersonCard
from organisations.domain.errors import OutOfReachError, RuleError
from organisations.domain.placing import roles_in
from organisations.domain.policy import ROLE_NAMES, Actor, Role, oneself
from organisations.models import Invitation, Membership, Organisation, User
from organisations.queries import roles_to_grant


def refuse_ungrantable(organisation: Organisation, role: Role, *, actor: Actor) -> None:
    """Raise when the role does not belong there, or is more than the actor may give."""
    actor.must_reach(organisation.pk)
    if not organisation.is_active:
        raise RuleError("Организация отключена: роли в ней не выдаются.")
    if role not in roles_in(organisation.kind, is_root=organisation.parent_id is None):
        raise RuleError(
            f"Роли «{ROLE_NAMES[role]}» не бывает в организации вида "
            f"«{organisation.get_kind_display()}»: выберите другую роль или организацию."
        )
    if role not in roles_to_grant(organisation, actor=actor):
        raise RuleError(
            f"Роль «{ROLE_NAMES[role]}» даёт больше прав, чем есть у вас: её выдаёт "
            "администратор портала."
        )


@transaction.atomic
def grant_role(
    person: User, organisation: Organisation, role: Role, *, actor: Actor
) -> Membership:
    """Give a person who has an account one more role."""
    refuse_ungrantable(organisation, role, actor=actor)
    User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    membership, is_new = Membership.objects.get_or_create(
        user=person, organisation=organisation, role=role.value
    )
    if not is_new:
        raise RuleError("Эта роль у человека уже есть.")
    audit.record(
        actor,
        "membership.create",
        membership,
        organisation_id=organisation.pk,
        role=role.value,
        person=str(person),
    )
    return membership


@transaction.atomic
def withdraw_role(membership: Membership, *, actor: Actor) -> None:
    """Take a role away; it stops counting with the person's next request."""
    actor.must_reach(membership.organisation_id)
    _refuse_touching_administrators([membership], actor)
    _refuse_losing_last_administrator([membership])
    audit.record(
        actor,
        "membership.delete",
        membership,
        organisation_id=membership.organisation_id,
        role=membership.role,
        person=str(membership.user),
    )
    membership.delete()


@transaction.atomic
def deactivate_person(person: User, *, actor: Actor) -> None:
    """Close the account in one step: no sign-in, no session, no invitation of theirs is left."""
    locked = User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    memberships = _memberships_within(locked, actor)
    if locked.pk == actor.user_id:
        raise RuleError("Свою учётную запись отключить нельзя: попросите другого руководителя.")
    _refuse_touching_administrators(memberships, actor)
    _refuse_losing_last_administrator(memberships)
    if not locked.is_active:
        return
    locked.is_active = False
    locked.save(update_fields=["is_active"])
    end_sessions({locked.pk})
    now = timezone.now()
    Invitation.objects.open_at(now).filter(invited_by=locked).update(revoked_at=now)
    for place in {row.organisation_id for row in memberships}:
        audit.record(actor, "person.deactivate", locked, organisation_id=place)


@transaction.atomic
def reactivate_person(person: User, *, actor: Actor) -> None:
    """Open the account again, with the roles it had."""
    locked = User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    memberships = _memberships_within(locked, actor)
    _refuse_touching_administrators(memberships, actor)
    if locked.is_active:
        return
    locked.is_active = True
    locked.save(update_fields=["is_active"])
    for place in {row.organisation_id for row in memberships}:
        audit.record(actor, "person.reactivate", locked, organisation_id=place)


@transaction.atomic
def update_profile(user_id: int, card: PersonCard) -> None:
    """Change what a person says about themselves; remembered where they have their first role."""
    locked = User.objects.select_for_update(of=("self",)).get(pk=user_id)
    changes = {
        field: [getattr(locked, field), said]
        for field, said in asdict(card).items()
        if getattr(locked, field) != said
    }
    if not changes:
        return
    for field, (_before, after) in changes.items():
        setattr(locked, field, after)
    try:
        locked.clean_fields(exclude={"password"})
    except ValidationError as error:
        raise RuleError(" ".join(error.messages)) from error
    locked.save(update_fields=list(changes))
    first = Membership.objects.filter(user=locked).order_by("pk").first()
    audit.record(
        oneself(user_id),
        "person.update",
        locked,
        organisation_id=first.organisation_id if first else None,
        **changes,
    )


def _memberships_within(person: User, actor: Actor) -> list[Membership]:
    """All roles of the person, every one of them where the actor reaches."""
    rows = list(
        Membership.objects.filter(user=person).select_related("organisation").order_by("pk")
    )
    if not any(actor.reaches(row.organisation_id) for row in rows):
        raise OutOfReachError(f"{actor.permission} does not reach {person.pk}")
    if not all(actor.reaches(row.organisation_id) for row in rows):
        raise RuleError(
            "У человека есть роли и в других организациях. Снимите его роли в своих, "
            "а учётную запись отключит администратор портала."
        )
    return rows


def _refuse_touching_administrators(rows: list[Membership], actor: Actor) -> None:
    for row in _administering(rows):
        if Role.ADMINISTRATOR not in roles_to_grant(row.organisation, actor=actor):
            raise RuleError("Роль администратора портала снимает только администратор портала.")


def _refuse_losing_last_administrator(rows: list[Membership]) -> None:
    others = Membership.objects.in_force().filter(role=Role.ADMINISTRATOR.value)
    for row in _administering(rows):
        if not others.exclude(user=row.user_id).exists():
            raise RuleError("Это последний администратор портала: сначала назначьте другого.")


def _administering(rows: list[Membership]) -> list[Membership]:
    return [row for row in rows if row.role == Role.ADMINISTRATOR]
