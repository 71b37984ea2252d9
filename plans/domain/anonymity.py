"""Texts as everybody may read them: people by their posts, no e-mail, no telephone.

Rather a word too many is hidden than a name shown: what cannot be told from a name goes.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from plans.domain.honours import is_memorial
from plans.domain.inflection import plain, surname_forms
from plans.domain.name_spans import TOKEN, NameFinder
from plans.domain.personal_numbers import without_numbers
from plans.domain.reading.people import words
from plans.domain.reading.people.names import PERSON, Person, person_in

HIDDEN = "[имя не публикуется]"
SOMEBODY = "ответственный сотрудник"

_CLAUSE = re.compile(r"[.;:\n]\s|\n")
_POST_AFTER = re.compile(r"^\s*[,(–—-]\s*(?=[А-ЯЁа-яё])")
_TIDY = (
    (re.compile(r"\(\s*[,;:–—-]*\s*\)"), ""),
    (re.compile(r"(?<=\()\s*[,;]\s*|\s*[,;]\s*(?=\))"), ""),
    (re.compile(r"[ \t]+(?=[,;.)\n])"), ""),
    (re.compile(r"([,;])(?:\s*[,;])+"), r"\1"),
    (re.compile(r"[ \t]{2,}"), " "),
)
_EDGES = " \t\n,;:–—-"


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody whom the portal knows: the name is hidden wherever it stands, the post is said."""

    last_name: str
    first_name: str = ""
    patronymic: str = ""
    position: str = ""


class Anonymiser:
    """Makes texts fit for everybody; `keeps_names` leaves names, never contacts."""

    def __init__(self, people: Iterable[KnownPerson] = (), *, keeps_names: bool = False) -> None:
        self._people = list(people)
        self._keeps_names = keeps_names
        self._finder = NameFinder(self._called)

    def learn(self, texts: Iterable[str]) -> None:
        """Remember who is named in full anywhere, to know them where only the surname stands."""
        for text in texts:
            for found in PERSON.finditer(text):
                person = person_in(found[0])
                if person and not is_memorial(text, found.start()):
                    names = (*person.names, "", "")
                    self._people.append(KnownPerson(person.surname, names[0], names[1]))
        self.__dict__.pop("_by_beginning", None)

    def text(self, text: str) -> str:
        """Running text: the post in the name's place, nothing where the post stands beside it."""
        said = without_numbers(text)
        if not self._keeps_names:
            said = self._without_names(said)
        return said if said == text else _tidied(said)

    def entry(self, text: str) -> str:
        """An entry of «Ответственный»: the post that it names, or the person's own."""
        said = without_numbers(text)
        if self._keeps_names:
            return said if said == text else _tidied(said).strip(_EDGES)
        spans = self._finder.spans(said, keeps_honoured=False)
        if not spans:
            return said if said == text else _tidied(said).strip(_EDGES)
        rest = _tidied(_cut(said, [(start, end, "") for start, end in spans])).strip(_EDGES)
        return rest if re.search(r"[А-ЯЁа-яё]{2}", rest) else self._post(said[slice(*spans[0])])

    def _without_names(self, text: str) -> str:
        spans = self._finder.spans(text)
        return _cut(text, [(start, end, self._instead(text, start, end)) for start, end in spans])

    def _instead(self, text: str, start: int, end: int) -> str:
        clause = _CLAUSE.split(text[max(0, start - 80) : start])[-1]
        after = _POST_AFTER.match(text[end:])
        if words.ROLES.search(clause):
            return ""
        if after and words.ROLES.match(text[end + after.end() :]):
            return ""
        post = self._post(text[start:end])
        return HIDDEN if post == SOMEBODY else f"[{post}]"

    def _post(self, name: str) -> str:
        """The position of the one person who is called so."""
        person = person_in(name)
        known = {
            each.position
            for token in TOKEN.findall(name)
            for each in self._called(token)
            if each.position and _may_be(each, person)
        }
        if len(known) != 1:
            return SOMEBODY
        post = known.pop()
        return post[:1].lower() + post[1:] if post[1:2].islower() else post

    def _called(self, token: str) -> list[KnownPerson]:
        """People whose surname, in some case, this is."""
        word = plain(token)
        return [
            each
            for each in self._by_beginning.get(word[:3], ())
            if word in surname_forms(each.last_name, each.patronymic)
        ]

    @cached_property
    def _by_beginning(self) -> dict[str, list[KnownPerson]]:
        found: dict[str, list[KnownPerson]] = {}
        for each in dict.fromkeys(self._people):
            if len(each.last_name) > 1:
                found.setdefault(plain(each.last_name)[:3], []).append(each)
        return found


def _tidied(text: str) -> str:
    for pattern, instead in _TIDY:
        text = pattern.sub(instead, text)
    return text.rstrip(" \t\n,;").lstrip()


def _cut(text: str, pieces: Iterable[tuple[int, int, str]]) -> str:
    made, at = [], 0
    for start, end, instead in pieces:
        made += [text[at:start], instead]
        at = end
    return "".join([*made, text[at:]])


def _may_be(known: KnownPerson, named: Person | None) -> bool:
    """Whether the initials, where some are given, are those of the person."""
    own = (known.first_name[:1] + known.patronymic[:1]).upper()
    return named is None or own.startswith(named.initials[: len(own)])
