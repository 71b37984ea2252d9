"""The people and organisations that a centre can give work to, ready to be looked up."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum, auto
from functools import cached_property

from plans.domain.inflection import lemmas, plain, surname_forms
from plans.domain.organisation_names import Key, acronym, lemma_key, name_key


class Group(StrEnum):
    """Many organisations by one word."""

    SCHOOL = auto()
    PRESCHOOL = auto()
    ADDITIONAL = auto()
    EVERY = auto()


GROUP_NAMES = {
    Group.SCHOOL: "все школы",
    Group.PRESCHOOL: "все детские сады",
    Group.ADDITIONAL: "все организации дополнительного образования",
    Group.EVERY: "все организации",
}


@dataclass(frozen=True, slots=True)
class Target:
    """To whom work goes: an organisation, a person of it, or a group; all empty is nobody."""

    organisation_id: int | None = None
    user_id: int | None = None
    group: Group | None = None

    @property
    def token(self) -> str:
        """How a form names it: «o-5», «p-5-12», «g-school», «none»."""
        if self.group:
            return f"g-{self.group}"
        if self.user_id:
            return f"p-{self.organisation_id}-{self.user_id}"
        return f"o-{self.organisation_id}" if self.organisation_id else NOBODY


NOBODY = "none"


@dataclass(frozen=True, slots=True)
class DirectoryOrganisation:
    """An organisation by all its names; the first is shown."""

    organisation_id: int
    kind: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DirectoryPerson:
    """A person in one role of one organisation."""

    user_id: int
    organisation_id: int
    last_name: str
    first_name: str
    patronymic: str
    position: str = ""
    role: str = ""
    label: str = ""


class Directory:
    """Indexes over them; those that need Russian grammar are built when first asked."""

    def __init__(
        self,
        centre_id: int,
        organisations: Iterable[DirectoryOrganisation],
        people: Iterable[DirectoryPerson],
    ) -> None:
        self.centre_id = centre_id
        self.organisations = tuple(organisations)
        self.people = tuple(people)

    @property
    def is_centre(self) -> bool:
        """«МОЦ» is the owner of the plan itself; a region's plan means its centres."""
        owners = (each for each in self.organisations if each.organisation_id == self.centre_id)
        return any(each.kind == "centre" for each in owners)

    @cached_property
    def by_name(self) -> dict[Key, set[int]]:
        return self._index(name_key)

    @cached_property
    def by_lemmas(self) -> dict[Key, set[int]]:
        return self._index(lemma_key)

    @cached_property
    def by_acronym(self) -> dict[str, set[int]]:
        found = defaultdict(set)
        for organisation in self.organisations:
            for name in organisation.names:
                if short := acronym(name):
                    found[short].add(organisation.organisation_id)
        return found

    @cached_property
    def by_surname(self) -> dict[str, list[DirectoryPerson]]:
        found = defaultdict(list)
        for person in self.people:
            found[plain(person.last_name)].append(person)
        return found

    @cached_property
    def by_surname_form(self) -> dict[str, list[DirectoryPerson]]:
        found = defaultdict(list)
        for person in self.people:
            for form in surname_forms(person.last_name, person.patronymic):
                found[form].append(person)
        return found

    @cached_property
    def by_position(self) -> list[tuple[frozenset[str], DirectoryPerson]]:
        """The centre's own people by the words of their posts."""
        return [
            (frozenset(lemmas(person.position)), person)
            for person in self.people
            if person.position and person.organisation_id == self.centre_id
        ]

    def members(self, group: Group) -> list[int]:
        """The organisations of a group, without the centre itself."""
        return [
            each.organisation_id
            for each in self.organisations
            if each.organisation_id != self.centre_id and group in {Group.EVERY, each.kind}
        ]

    def expand(self, target: Target) -> list[tuple[int, int | None]]:
        """The pairs (organisation, person) that assignments are made of."""
        if target.group:
            return [(organisation_id, None) for organisation_id in self.members(target.group)]
        if target.organisation_id is None:
            return []
        return [(target.organisation_id, target.user_id)]

    def label(self, target: Target) -> str:
        """The target in words; empty if the directory does not hold it (any more)."""
        if target.group:
            return GROUP_NAMES[target.group]
        if target.user_id:
            return self._labels_of_people.get((target.organisation_id, target.user_id), "")
        return self._labels_of_organisations.get(target.organisation_id or 0, "")

    def targets(self) -> list[Target]:
        """Everybody to choose from: groups that have members, organisations, people."""
        groups = [Target(group=group) for group in Group if self.members(group)]
        places = [Target(each.organisation_id) for each in self.organisations]
        people = dict.fromkeys(Target(each.organisation_id, each.user_id) for each in self.people)
        return [*groups, *places, *people]

    @cached_property
    def _labels_of_people(self) -> dict[tuple[int | None, int], str]:
        return {(each.organisation_id, each.user_id): each.label for each in self.people}

    @cached_property
    def _labels_of_organisations(self) -> dict[int, str]:
        return {each.organisation_id: each.names[0] for each in self.organisations}

    def _index(self, key_of: Callable[[str], Key]) -> dict[Key, set[int]]:
        found: dict[Key, set[int]] = defaultdict(set)
        for organisation in self.organisations:
            for name in organisation.names:
                if key := key_of(name):
                    found[key].add(organisation.organisation_id)
        return found
