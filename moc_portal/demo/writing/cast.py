"""The people of one centre who act in its story, with the rights they act by."""

from dataclasses import dataclass

from moc_portal.demo.places import Centre
from moc_portal.demo.wording.rows import Who
from organisations.domain.policy import Actor, Permission
from organisations.models import Organisation, User

_KINDS = {
    Who.SCHOOLS: {"school"},
    Who.ADDITIONAL: {"additional", "sport", "culture"},
    Who.LITTLE: {"preschool"},
    Who.ALL: {"school", "additional", "sport", "culture", "college"},
}


@dataclass(frozen=True, slots=True)
class Cast:
    """A centre; whoever writes for it is never the one who reviews."""

    number: int  # among the centres
    centre: Organisation
    members: tuple[Organisation, ...]
    coordinators: dict[int, User]  # by organisation
    head: User
    reviewer: User
    writer: User
    approver: User  # of the authority, and of the region: they agree to the first centre's plans
    observer: User

    def acting(self, user: User, permission: Permission) -> Actor:
        """The centre's own person."""
        places = frozenset((self.centre.pk, *(place.pk for place in self.members)))
        return Actor(user.pk, permission, places)

    def author_of(self, organisation_id: int) -> User:
        return self.coordinators.get(organisation_id, self.writer)

    def submitting(self, organisation_id: int) -> Actor:
        """Whoever reports for the organisation."""
        user = self.author_of(organisation_id)
        return Actor(user.pk, Permission.PROGRESS_SUBMIT, frozenset({organisation_id}))

    def places_of(self, who: Who) -> list[Organisation]:
        return [place for place in self.members if place.kind in _KINDS.get(who, ())]

    def place_number(self, organisation_id: int) -> int:
        """Which of the members it is; the centre itself comes after them."""
        known = [place.pk for place in self.members]
        return known.index(organisation_id) if organisation_id in known else len(known)


def cast_of(
    number: int,
    centre: Centre,
    places: dict[str, Organisation],
    users: dict[str, User],
    posts: dict[str, str],
) -> Cast:
    """`posts` maps the code of an organisation to the login of its coordinator."""
    members = tuple(places[place.code] for place in centre.members)
    suffix = f"-{centre.place.town.slug}" if number else ""
    head, methodist = users[f"head{suffix}"], users[f"methodist{suffix}"]
    return Cast(
        number,
        places[centre.place.code],
        members,
        {place.pk: users[posts[place.code]] for place in members},
        head,
        methodist if number == 0 else head,
        users["methodist2"] if number == 0 else methodist,
        users["approver"],
        users["observer"],
    )
