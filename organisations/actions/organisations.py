"""What people do to organisations: add, change, move, switch off and on."""

from dataclasses import asdict
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max, Value
from django.db.models.functions import Concat, Length, Substr

from organisations import audit
from organisations.actions.sessions import end_sessions
from organisations.domain import placing
from organisations.domain.content import TIMEZONES, OrganisationCard
from organisations.domain.errors import ChangedMeanwhileError, RuleError
from organisations.domain.policy import Actor, Role
from organisations.models import Membership, Organisation


def place_in_tree(organisation: Organisation) -> None:
    """Give a saved organisation its path: its parent's, then its own number."""
    above = organisation.parent.path if organisation.parent else "/"
    organisation.path = f"{above}{organisation.pk}/"
    organisation.save(update_fields=["path"])


@transaction.atomic
def create_organisation(card: OrganisationCard, *, actor: Actor) -> Organisation:
    """Add an organisation under one that the actor reaches."""
    _lock_tree()
    _refuse_misplaced(card, actor)
    organisation = Organisation(**asdict(card))
    _refuse_invalid(organisation)
    organisation.save()
    place_in_tree(organisation)
    said = {field: value for field, value in asdict(card).items() if value}
    audit.record(
        actor, "organisation.create", organisation, organisation_id=organisation.pk, **said
    )
    return organisation


@transaction.atomic
def update_organisation(
    organisation: Organisation, card: OrganisationCard, *, version: int, actor: Actor
) -> Organisation:
    """Change the card, and the place with all below it; nothing said anew changes nothing."""
    actor.must_reach(organisation.pk)
    _lock_tree()
    locked = _lock(organisation)
    if locked.version != version:
        raise ChangedMeanwhileError("Карточку организации изменили, пока вы её правили.")
    changes = changed_fields(locked, card)
    if not changes:
        return locked
    for field, (_before, after) in changes.items():
        setattr(locked, field, after)
    if "parent_id" in changes:
        _refuse_misplaced(card, actor)
    if {"kind", "parent_id"} & changes.keys():
        _refuse_unfit(locked)
    _refuse_invalid(locked)
    locked.version += 1
    locked.save(update_fields=[*changes, "version"])
    if "parent_id" in changes and card.parent_id is not None:
        _move_subtree(locked, card.parent_id)
    audit.record(actor, "organisation.update", locked, organisation_id=locked.pk, **changes)
    return locked


@transaction.atomic
def deactivate_organisation(organisation: Organisation, *, actor: Actor) -> None:
    """Switch it off: its people lose its rights and their sessions at once; its data stays."""
    actor.must_reach(organisation.pk)
    locked = _lock(organisation)
    if locked.parent_id is None:
        raise RuleError("Это корень портала: отключить его нельзя.")
    if not locked.is_active:
        return
    _switch(locked, is_active=False)
    members = Membership.objects.filter(organisation=locked).values_list("user_id", flat=True)
    end_sessions(set(members))
    audit.record(actor, "organisation.deactivate", locked, organisation_id=locked.pk)


@transaction.atomic
def reactivate_organisation(organisation: Organisation, *, actor: Actor) -> None:
    """Switch it on again: the roles of its people count as before."""
    actor.must_reach(organisation.pk)
    locked = _lock(organisation)
    if locked.is_active:
        return
    _switch(locked, is_active=True)
    audit.record(actor, "organisation.reactivate", locked, organisation_id=locked.pk)


def changed_fields(organisation: Organisation, card: OrganisationCard) -> dict[str, list[Any]]:
    """Field → [before, after] for what the card says differently."""
    return {
        field: [getattr(organisation, field), said]
        for field, said in asdict(card).items()
        if getattr(organisation, field) != said
    }


def _lock(organisation: Organisation) -> Organisation:
    return Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)


def _lock_tree() -> None:
    """Moves and additions go one after another, or a path could be left behind."""
    roots = Organisation.objects.select_for_update(of=("self",)).filter(parent=None)
    list(roots.order_by("pk").values_list("pk", flat=True))


def _switch(organisation: Organisation, *, is_active: bool) -> None:
    organisation.is_active = is_active
    organisation.version += 1
    organisation.save(update_fields=["is_active", "version"])


def _refuse_misplaced(card: OrganisationCard, actor: Actor) -> None:
    """A place under nothing is for the operator alone: nobody else would reach it."""
    if card.parent_id is None:
        if actor.organisation_ids is not None:
            raise RuleError("Выберите, в какую организацию входит эта.")
        return
    actor.must_reach(card.parent_id)
    placing.refuse_misplaced(card.kind, Organisation.objects.get(pk=card.parent_id).kind)


def _refuse_unfit(organisation: Organisation) -> None:
    """The kind must suit what is there already: what is above, people's roles, what is below."""
    if organisation.parent:
        placing.refuse_misplaced(organisation.kind, organisation.parent.kind)
    roles = Membership.objects.filter(organisation=organisation).values_list("role", flat=True)
    placing.refuse_unfit_roles(
        map(Role, roles.order_by("pk")),
        organisation.kind,
        is_root=organisation.parent_id is None,
    )
    for kind in organisation.children.order_by("pk").values_list("kind", flat=True):
        placing.refuse_misplaced(kind, organisation.kind)


def _refuse_invalid(organisation: Organisation) -> None:
    if organisation.timezone not in TIMEZONES:
        raise RuleError(f"Часового пояса «{organisation.timezone}» нет: выберите из списка.")
    try:
        organisation.full_clean(exclude=["path"])
    except ValidationError as error:
        raise RuleError(" ".join(error.messages)) from error


def _move_subtree(organisation: Organisation, parent_id: int) -> None:
    """Write the paths of the moved organisation and all below it anew."""
    above = Organisation.objects.get(pk=parent_id)
    old, new = organisation.path, f"{above.path}{organisation.pk}/"
    if above.path.startswith(old):
        raise RuleError("Организация не может входить в саму себя или в ту, что под ней.")
    moved = Organisation.objects.filter(path__startswith=old)
    longest = moved.aggregate(longest=Max(Length("path")))["longest"]
    if longest - len(old) + len(new) > Organisation._meta.get_field("path").max_length:
        raise RuleError("Слишком много уровней: выберите организацию повыше.")
    moved.update(path=Concat(Value(new), Substr(F("path"), len(old) + 1)))
    organisation.path = new
