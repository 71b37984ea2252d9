"""Organisations, people and their roles, as rows."""

from collections.abc import Iterable

from django.contrib.auth.hashers import make_password

from moc_portal.demo.people import PASSWORD, Person
from moc_portal.demo.places import Place, Tree
from organisations import audit
from organisations.domain.policy import Permission, operator
from organisations.models import Membership, Organisation, User

BATCH = 500


def write_places(tree: Tree) -> dict[str, Organisation]:
    """The tree, a level at a time, by code."""
    written: dict[str, Organisation] = {}
    _write_level([tree.region], written)
    _write_level([centre.place for centre in tree.centres], written)
    _write_level([centre.authority for centre in tree.centres], written)
    _write_level([place for centre in tree.centres for place in centre.members], written)
    editor = operator(Permission.ORGANISATION_EDIT)
    for centre in tree.centres:
        organisation = written[centre.place.code]
        audit.record(
            editor,
            "organisation.import",
            organisation,
            organisation_id=organisation.pk,
            rows=len(centre.members),
        )
    return written


def write_people(people: Iterable[Person], places: dict[str, Organisation]) -> dict[str, User]:
    """Users with the one demo password and their roles, by login name."""
    people = list(people)
    password = make_password(PASSWORD)  # once: a hash takes a tenth of a second
    users = User.objects.bulk_create((_user(person, password) for person in people), BATCH)
    Membership.objects.bulk_create(
        (
            Membership(user=user, organisation=places[post.place], role=post.role.value)
            for user, person in zip(users, people, strict=True)
            for post in person.posts
        ),
        BATCH,
    )
    return {user.username: user for user in users}


def _write_level(places: list[Place], written: dict[str, Organisation]) -> None:
    rows = Organisation.objects.bulk_create(
        (_organisation(place, written) for place in places), BATCH
    )
    for row in rows:
        row.path = f"{row.parent.path if row.parent else '/'}{row.pk}/"
    Organisation.objects.bulk_update(rows, ["path"], BATCH)
    written.update((row.code, row) for row in rows)


def _organisation(place: Place, written: dict[str, Organisation]) -> Organisation:
    return Organisation(
        kind=place.kind,
        code=place.code,
        name=place.name,
        short_name=place.short_name,
        parent=written[place.parent] if place.parent else None,
        municipality=f"город {place.town.name}" if place.kind != "region" else "",
        **place.card,
    )


def _user(person: Person, password: str) -> User:
    return User(
        username=person.username,
        password=password,
        email=person.email,
        last_name=person.name.last,
        first_name=person.name.first,
        patronymic=person.name.patronymic,
        position=person.position,
        phone=person.phone,
    )
