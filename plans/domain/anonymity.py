"""Texts as everybody may read them: people by their posts, no e-mail, no telephone.

Rather a word too many is hidden than a name shown: what cannot be told from a name goes.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from plans.domain.inflection import is_name_of_person, is_verb_or_link, plain, surname_forms
from plans.domain.reading.people import words
from plans.domain.reading.people.names import INITIALS, PERSON, Person, person_in

HIDDEN = "[имя не публикуется]"
SOMEBODY = "ответственный сотрудник"

_MAIL = re.compile(
    r"(?:(?:e-?mail|эл\.?\s?почта|электронн\w+ (?:почта|адрес)|почта)\s*[:–—-]?\s*)?"
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    re.IGNORECASE,
)
_LABELLED_PHONE = re.compile(
    r"(?:\b(?:тел(?:ефон\w*)?|моб(?:ильн\w+)?|сот(?:овый)?|факс|доб|whats\s?app|ватсап|viber)"
    r"|(?<![А-ЯЁа-яё])т)\b\.?\s*[:№-]?\s*\+?\d(?:[\s().,/-]{0,3}\d){2,}",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?<![\d№.,/-])(?:\+7|8)[\s(-]{0,3}(?:\d[\s()-]{0,3}){9}\d(?!\d)"
    r"|(?<![\d№])\(\d{3,5}\)\s*\d{1,3}(?:[\s-]\d{2}){1,2}(?!\d)"
    r"|(?<![\d№.,/-])(?<!№\s)\d{1,3}-\d{2}-\d{2}(?![\d-])"
    r"|(?<![\d№.,/-])\d{9,12}(?![\d])"
)
_HANDLE = re.compile(r"(?<![\w./])@[A-Za-z]\w{3,}")
_CONTACTS = (_MAIL, _LABELLED_PHONE, _PHONE, _HANDLE)

_PART = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?|[А-ЯЁ]{3,}(?:-[А-ЯЁ]{3,})?"
_TOKEN = re.compile(rf"(?<![А-ЯЁа-яё])(?:{_PART})(?![А-ЯЁа-яё])")
_PATRONYMIC = (
    r"(?:[А-ЯЁ][а-яё]+(?:вич(?:а|у|ем|е)?|(?:в|ич|инич)н(?:а|ы|е|у|ой))|[А-ЯЁ]+(?:ВИЧ|ВНА)|"
    r"[А-ЯЁ][а-яё]+\s(?:оглы|кызы))"
)
_NAMED = re.compile(rf"(?<![А-ЯЁа-яё])(?:{_PART})\s+{_PATRONYMIC}(?![А-ЯЁа-яё])")
_INITIALS = re.compile(INITIALS)
_LEADING = re.compile(r"(?:[А-ЯЁ]\.\s?){1,2}$")
_SPACE = re.compile(r"\s*")
_QUOTED = re.compile(r"«[^»]*»|\"[^\"]*\"|“[^”]*”")
# «имени А. С. Пушкина» names a school, not one of its people; «от имени» does.
_MEMORIAL = re.compile(r"(?:^|[^А-ЯЁа-яё])(?:им\.|(?<!от )имени|памяти)\s*$", re.IGNORECASE)
_CLAUSE = re.compile(r"[.;:\n]\s|\n")
_POST_AFTER = re.compile(r"^\s*[,(–—-]\s*(?=[А-ЯЁа-яё])")
_NO_NAME = re.compile(
    rf"(?:{words.ROLES.pattern}|{words.ORGANISATION.pattern}|мероприят|региональн|муниципальн|"
    r"план|отч[её]т|город|район|област|российск|навигатор)",
    re.IGNORECASE,
)
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


Span = tuple[int, int]


class Anonymiser:
    """Makes texts fit for everybody; `keeps_names` leaves names, never contacts."""

    def __init__(self, people: Iterable[KnownPerson] = (), *, keeps_names: bool = False) -> None:
        self._people = list(people)
        self._keeps_names = keeps_names

    def learn(self, texts: Iterable[str]) -> None:
        """Remember who is named in full anywhere, to know them where only the surname stands."""
        for text in texts:
            for found in PERSON.finditer(text):
                person = person_in(found[0])
                if person and not _is_memorial(text, found.start()):
                    names = (*person.names, "", "")
                    self._people.append(KnownPerson(person.surname, names[0], names[1]))
        self.__dict__.pop("_by_beginning", None)

    def text(self, text: str) -> str:
        """Running text: the post in the name's place, nothing where the post stands beside it."""
        said = _without_contacts(text)
        if not self._keeps_names:
            said = self._without_names(said)
        return said if said == text else _tidied(said)

    def entry(self, text: str) -> str:
        """An entry of «Ответственный»: the post that it names, or the person's own."""
        said = _without_contacts(text)
        if self._keeps_names:
            return said if said == text else _tidied(said).strip(_EDGES)
        spans = self._spans(said)
        if not spans:
            return said if said == text else _tidied(said).strip(_EDGES)
        rest = _tidied(_cut(said, [(start, end, "") for start, end in spans])).strip(_EDGES)
        return rest if re.search(r"[А-ЯЁа-яё]{2}", rest) else self._post(said[slice(*spans[0])])

    def _without_names(self, text: str) -> str:
        spans = self._spans(text)
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
            for token in _TOKEN.findall(name)
            for each in self._called(token)
            if each.position and _may_be(each, person)
        }
        if len(known) != 1:
            return SOMEBODY
        post = known.pop()
        return post[:1].lower() + post[1:] if post[1:2].islower() else post

    def _spans(self, text: str) -> list[Span]:
        """Where names stand, apart from those of places."""
        spans = [found.span() for found in PERSON.finditer(text)]
        spans += [found.span() for found in _NAMED.finditer(text)]
        quoted = [found.span() for found in _QUOTED.finditer(text)]
        for found in _TOKEN.finditer(text):
            if self._called(found[0]) or (
                not any(start < found.start() < end for start, end in quoted)
                and not _NO_NAME.match(found[0])
                and is_name_of_person(found[0])
            ):
                spans.append(_widened(text, *found.span()))
        named = (_without_verb(text, *span) for span in _merged(text, spans))
        return [span for span in named if not _is_memorial(text, span[0])]

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


def _without_contacts(text: str) -> str:
    for pattern in _CONTACTS:
        text = pattern.sub("", text)
    return text


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


def _widened(text: str, start: int, end: int) -> Span:
    """The name with the initials beside it, and with a capitalised word that belongs to it."""
    before = _LEADING.search(text[:start])
    if before:
        start = before.start()
    gap = _SPACE.match(text, end)
    after = _INITIALS.match(text, gap.end() if gap else end)
    if after and re.search(r"\.", after[0]):
        end = after.end()
    for neighbour in _neighbours(text, start, end):
        if not _NO_NAME.match(text[slice(*neighbour)]) and _TOKEN.fullmatch(
            text[slice(*neighbour)]
        ):
            word = text[slice(*neighbour)]
            if is_name_of_person(word) or neighbour[0] > end - 1:
                start, end = min(start, neighbour[0]), max(end, neighbour[1])
    return start, end


def _without_verb(text: str, start: int, end: int) -> Span:
    """«Ведёт Э. В. Щурилова» begins like a surname with its initials."""
    first = _TOKEN.match(text, start, end)
    if first and first.end() < end and is_verb_or_link(first[0]):
        gap = _SPACE.match(text, first.end())
        return (gap.end() if gap else first.end()), end
    return start, end


def _neighbours(text: str, start: int, end: int) -> Iterator[Span]:
    before = re.search(rf"({_PART})[ \t]+$", text[:start])
    after = re.match(rf"[ \t]+({_PART})(?![А-ЯЁа-яё])", text[end:])
    if before:
        yield before.span(1)
    if after:
        yield end + after.start(1), end + after.end(1)


def _merged(text: str, spans: Iterable[Span]) -> list[Span]:
    """In order, those that touch or are parted by blanks alone made one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and (start <= found[-1][1] or not text[found[-1][1] : start].strip()):
            first, last = found.pop()
            found.append((first, max(last, end)))
        else:
            found.append((start, end))
    return found


def _is_memorial(text: str, start: int) -> bool:
    return bool(_MEMORIAL.search(text[max(0, start - 20) : start]))


def _may_be(known: KnownPerson, named: Person | None) -> bool:
    """Whether the initials, where some are given, are those of the person."""
    own = (known.first_name[:1] + known.patronymic[:1]).upper()
    return named is None or own.startswith(named.initials[: len(own)])
