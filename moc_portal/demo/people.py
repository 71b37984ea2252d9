"""Who works for the invented organisations, and under what name each signs in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count

from moc_portal.demo.chance import stream
from moc_portal.demo.names import FullName, invent
from moc_portal.demo.places import Centre, Place, Tree
from organisations.domain.policy import Role

# One for all, printed wherever the data is loaded: nobody but invented people has it.
PASSWORD = "demo-lugoborsk"  # noqa: S105 -- of invented people, in an invented town


@dataclass(frozen=True, slots=True)
class Post:
    """A role in the organisation with this code."""

    role: Role
    place: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who signs in."""

    username: str
    name: FullName
    position: str
    email: str
    phone: str
    posts: tuple[Post, ...]


_STAFF = (
    ("head", FullName("Северьянова", "Мария", "Павловна"), "руководитель МОЦ", Role.HEAD),
    ("methodist", FullName("Ветрова", "Ольга", "Николаевна"), "методист МОЦ", Role.METHODIST),
    ("methodist2", FullName("Карелин", "Денис", "Сергеевич"), "методист МОЦ", Role.METHODIST),
    (
        "navigator",
        FullName("Озерцова", "Лидия", "Андреевна"),
        "администратор муниципального сегмента Навигатора",
        Role.NAVIGATOR_ADMINISTRATOR,
    ),
    (
        "media",
        FullName("Лучинин", "Артём", "Викторович"),
        "педагог-организатор, ответственный за медиаплан",
        Role.MEDIA_OFFICER,
    ),
)
_COORDINATOR = FullName("Тихонравова", "Елена", "Викторовна")


def people(tree: Tree, seed: int) -> list[Person]:
    """Everybody: those above the centres, each centre's staff, a coordinator a school."""
    school = count(1)
    found = [*_above(tree, seed)]
    for place, centre in enumerate(tree.centres):
        found += _centre_staff(centre, seed, is_first=place == 0)
        found += _coordinators(centre.members, school, seed)
    return found


def _above(tree: Tree, seed: int) -> Iterator[Person]:
    first = tree.centres[0]
    yield _person(
        "approver",
        FullName("Дорогина", "Светлана", "Юрьевна"),
        "начальник управления образования",
        first.authority,
        Post(Role.APPROVER, first.authority.code),
        Post(Role.APPROVER, first.place.code),
    )
    for role, username, position in (
        (Role.OBSERVER, "observer", "методист регионального модельного центра"),
        (Role.ADMINISTRATOR, "administrator", "администратор портала"),
    ):
        name = invent(stream(seed, username))
        yield _person(username, name, position, tree.region, Post(role, tree.region.code))


def _centre_staff(centre: Centre, seed: int, *, is_first: bool) -> Iterator[Person]:
    place = centre.place
    if is_first:
        for username, name, position, role in _STAFF:
            yield _person(username, name, position, place, Post(role, place.code))
        return
    for username, _name, position, role in _STAFF[:2]:
        own = f"{username}-{place.town.slug}"
        name = invent(stream(seed, own))
        yield _person(own, name, position, place, Post(role, place.code))


def _coordinators(members: Iterable[Place], numbers: Iterator[int], seed: int) -> Iterator[Person]:
    for place in members:
        username = f"school{next(numbers)}"
        name = _COORDINATOR if username == "school1" else invent(stream(seed, username))
        position = "ответственный за дополнительное образование"
        yield _person(username, name, position, place, Post(Role.COORDINATOR, place.code))


def _person(username: str, name: FullName, position: str, place: Place, *posts: Post) -> Person:
    email = f"{username}@{place.town.slug}.example"
    return Person(username, name, position, email, place.card.get("phone", ""), posts)
