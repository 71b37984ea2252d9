"""Who in the centre's directory an executor of a plan is: sure, offered, or not known."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum, auto

from organisations.domain.policy import Role
from plans.domain.directory import Directory, DirectoryPerson, Group, Target
from plans.domain.executors import ExecutorKind, NamedExecutor
from plans.domain.inflection import lemmas, plain
from plans.domain.organisation_names import Key, lemma_key, name_key, numbered_names
from plans.domain.reading.people import words
from plans.domain.reading.people.names import Person


class Certainty(StrEnum):
    """May it be written without asking."""

    SURE = auto()
    LIKELY = auto()
    NONE = auto()


@dataclass(frozen=True, slots=True)
class Match:
    """`targets` are who it is, if sure; `candidates` whom to offer, the likeliest first."""

    certainty: Certainty
    targets: tuple[Target, ...] = ()
    candidates: tuple[Target, ...] = ()


_UNKNOWN = Match(Certainty.NONE)
_MOST_CANDIDATES = 5
# Of a man it is the genitive, of a woman the name itself: nobody can say which is meant.
_WOMAN = re.compile(r"(?:ова|ева|ина|ына|ая)$")
_WHERE = (
    r"(?: (?:города|района|округа|муниципалитета|муниципального \w+|городского округа|мо|"
    r"[а-я-]+ского \w+))?"
)
_GROUPS = tuple(
    (re.compile(rf"(?:все(?:х|м|ми)? )?(?:{names}){_WHERE}$"), group, is_plain)
    for names, group, is_plain in (
        (r"школ(?:ы|ам|ами)?|общеобразовательн\w+ (?:организац|учрежден)\w+", Group.SCHOOL, True),
        (r"доу|доо|детск\w+ сад\w*|дошкольн\w+ \w+", Group.PRESCHOOL, True),
        (
            r"удо|одо|(?:организац|учрежден)\w+ дополнительного образования(?: детей)?",
            Group.ADDITIONAL,
            True,
        ),
        (r"м?оо|м?оу|образовательн\w+ (?:организац|учрежден)\w+", Group.EVERY, False),
    )
)
_HEADS_OF_GROUP = re.compile(r"(?:директор|руководител|заведующ|администраци)", re.IGNORECASE)
_ROLES = {
    frozenset({"руководитель"}): Role.HEAD,
    frozenset({"методист"}): Role.METHODIST,
    frozenset({"администратор"}): Role.NAVIGATOR_ADMINISTRATOR,
    frozenset({"администратор", "навигатор"}): Role.NAVIGATOR_ADMINISTRATOR,
    frozenset({"муниципальный", "администратор"}): Role.NAVIGATOR_ADMINISTRATOR,
    frozenset({"муниципальный", "администратор", "навигатор"}): Role.NAVIGATOR_ADMINISTRATOR,
}
_MEANINGLESS = {"аис", "до", "моц", "опорныйцентр"}


def match(executor: NamedExecutor, directory: Directory) -> Match:
    """Whom the executor means; two who fit alike are offered, never guessed."""
    if executor.kind is ExecutorKind.PERSON and executor.person:
        return _person(executor.person, executor.organisation, directory)
    if executor.kind is ExecutorKind.ROLE:
        return _role(executor, directory)
    named = [executor.organisation or executor.text, executor.alias]
    for name in filter(None, named):
        found = _organisation(name, directory)
        if found is not _UNKNOWN:
            return found
    return _UNKNOWN


def _person(person: Person, place: str, directory: Directory) -> Match:
    surname = plain(person.surname)
    namesakes = directory.by_surname.get(surname, [])
    is_case = not namesakes
    if is_case:
        namesakes = directory.by_surname_form.get(surname, [])
    found = [each for each in namesakes if _has_names(each, person)]
    if not found:
        return _offer(_target(each) for each in namesakes)
    if len({each.user_id for each in found}) > 1:
        return _offer(_target(each) for each in found)
    if is_case and _WOMAN.search(surname):
        return _offer(_target(each) for each in found)
    return _sure(_target(_at_place(found, place, directory)))


def _has_names(known: DirectoryPerson, person: Person) -> bool:
    """The initials that both give agree, and at least one does; whole names must be equal."""
    ours = [name for name in (known.first_name, known.patronymic) if name]
    if person.names:
        return all(map(_is_one_name, person.names, ours))
    letters = [plain(name[0]) for name in ours]
    pairs = list(zip(plain(person.initials), letters, strict=False))
    return bool(pairs) and all(one == other for one, other in pairs)


def _is_one_name(one: str, other: str) -> bool:
    """«Екатерине» is «Екатерина»: the beginnings are equal."""
    most = min(4, len(one) - 1, len(other) - 1)
    return plain(one)[:most] == plain(other)[:most]


def _at_place(found: list[DirectoryPerson], place: str, directory: Directory) -> DirectoryPerson:
    """One person in several organisations: where the entry says, else in the centre."""
    named = _organisation(place, directory).targets if place else ()
    wanted = [each.organisation_id for each in named] + [directory.centre_id]
    for organisation_id in wanted:
        for each in found:
            if each.organisation_id == organisation_id:
                return each
    return found[0]


def _role(executor: NamedExecutor, directory: Directory) -> Match:
    place, is_many = executor.organisation, bool(words.MANY.match(executor.role))
    group = _group(place) if place else None
    if group:
        is_head = _HEADS_OF_GROUP.match(executor.role)
        return group if is_head else _offer(group.targets or group.candidates)
    found = _organisation(place, directory) if place else _UNKNOWN
    targets = found.targets or found.candidates
    is_ours = not place or Target(directory.centre_id) in targets
    if not is_ours:
        return _offer(targets)
    holders = _holders(executor.role, directory)
    is_clear = place or lemmas(executor.role) != ("руководитель",)
    if len(holders) == 1 and is_clear and not is_many:
        return _sure(holders[0])
    return _offer([*holders, *targets])


def _holders(role: str, directory: Directory) -> list[Target]:
    """People of the centre with this post, else those with this role in the portal."""
    said = frozenset(lemmas(role)) - _MEANINGLESS
    by_post = [
        _target(each) for post, each in directory.by_position if post - _MEANINGLESS == said
    ]
    if by_post:
        return list(dict.fromkeys(by_post))
    wanted = _ROLES.get(said)
    return list(
        dict.fromkeys(
            _target(each)
            for each in directory.people
            if wanted and each.role == wanted and each.organisation_id == directory.centre_id
        )
    )


def _organisation(text: str, directory: Directory) -> Match:
    group = _group(text)
    if group:
        return group
    names = numbered_names(text)
    found = [_one_organisation(name, directory) for name in names]
    if all(each.certainty is Certainty.SURE for each in found):
        return _sure(*(target for each in found for target in each.targets))
    return _offer(target for each in found for target in (each.targets or each.candidates))


def _one_organisation(text: str, directory: Directory) -> Match:
    searches: tuple[tuple[Callable[[str], Key], Callable[[], dict[Key, set[int]]]], ...] = (
        (name_key, lambda: directory.by_name),
        (lemma_key, lambda: directory.by_lemmas),
    )
    for key_of, index in searches:
        key = key_of(text)
        if key == frozenset({"опорныйцентр"}) and directory.is_centre:
            return _sure(Target(directory.centre_id))
        found = index().get(key, set()) if key else set()
        if found:
            targets = [Target(each) for each in sorted(found)]
            return _sure(*targets) if len(targets) == 1 else _offer(targets)
    return _offer(_similar(text, directory))


def _similar(text: str, directory: Directory) -> list[Target]:
    """Names that hold all the words said, and names of which the text is the acronym."""
    key = name_key(text)
    found = [
        Target(each)
        for name, owners in directory.by_name.items()
        for each in sorted(owners)
        if key and (key < name or (len(name) > 1 and name < key))
    ]
    short = re.sub(r"[^а-яa-z]", "", plain(text))
    found += [Target(each) for each in sorted(directory.by_acronym.get(short, ()))]
    return list(dict.fromkeys(found))


def _group(text: str) -> Match | None:
    said = " ".join(re.sub(r"[«»\",]", " ", plain(text)).split())
    said = re.sub(r"^(?:администраци\w+) ", "", said)
    bare = re.split(r" (?:реализующ|осуществляющ|участвующ)", said)[0]
    for pattern, group, is_plain in _GROUPS:
        if pattern.match(bare):
            target = Target(group=group)
            return _sure(target) if is_plain and bare == said else _offer([target])
    return None


def _target(person: DirectoryPerson) -> Target:
    return Target(person.organisation_id, person.user_id)


def _sure(*targets: Target) -> Match:
    return Match(Certainty.SURE, tuple(dict.fromkeys(targets)))


def _offer(targets: Iterable[Target]) -> Match:
    offered = tuple(dict.fromkeys(targets))[:_MOST_CANDIDATES]
    return Match(Certainty.LIKELY, candidates=offered) if offered else _UNKNOWN
