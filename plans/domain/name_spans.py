"""Where people are named in a text, and where they are not.

A capital letter alone is no sign: events begin with one. Signs are initials, patronymics, given
names, surnames that are nothing else, and whoever the portal knows.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from plans.domain.honours import is_memorial, is_of_history, is_of_honour
from plans.domain.inflection import (
    Given,
    given_name,
    is_known,
    is_nothing_but_surname,
    is_plain_word,
    is_surname,
    is_verb_or_link,
    may_be_surname,
    plain,
)
from plans.domain.reading.people import words
from plans.domain.reading.people.names import INITIALS, PERSON

Span = tuple[int, int]

_NEAR = 60  # letters: no name is longer, and a long text is not read anew for each of them

PART = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?|[А-ЯЁ]{3,}(?:-[А-ЯЁ]{3,})?"
TOKEN = re.compile(rf"(?<![А-ЯЁа-яё])(?:{PART})(?![А-ЯЁа-яё])")
_WORD = re.compile(r"[А-ЯЁа-яё]+(?:-[А-ЯЁа-яё]+)*")
_PATRONYMIC = (
    r"(?:[А-ЯЁ][а-яё]+(?:вич(?:а|у|ем|е)?|(?:в|ич|инич)н(?:а|ы|е|у|ой))|[А-ЯЁ]+(?:ВИЧ|ВНА)|"
    r"[А-ЯЁ][а-яё]+\s(?:оглы|кызы))"
)
_NAMED = re.compile(rf"(?<![А-ЯЁа-яё])(?:{PART})\s+{_PATRONYMIC}(?![А-ЯЁа-яё])")
_OF_FATHER = re.compile(
    r"[а-яё]{3,}(?:(?:ов|ев|ь|м|к)ич(?:а|у|ем|е)?|(?:ов|ев|ич|инич)н(?:а|ы|е|у|ой))$"
)
_INITIALS = re.compile(INITIALS)
_LEADING = re.compile(r"(?:[А-ЯЁ]\.\s?){1,2}$")
_LOWER = re.compile(
    r"(?<![А-ЯЁа-яё])(?:(?P<first>[а-яё-]{3,})\s+[а-яё]\.\s?[а-яё]\.|"
    r"[а-яё]\.\s?[а-яё]\.\s?(?P<last>[а-яё-]{3,}))"
)
_ADJECTIVE = re.compile(r"[сц]к(?:ий|ая|ое|ие|ого|ому|ой|ую|им|ом|их|ими)$")
_SPACE = re.compile(r"\s*")
_QUOTED = re.compile(r"«[^»]*»|\"[^\"]*\"|“[^”]*”")
_NO_NAME = re.compile(
    rf"(?:{words.ROLES.pattern}|{words.ORGANISATION.pattern}|мероприят|региональн|муниципальн|"
    r"план|отч[её]т|город|район|област|российск|навигатор)",
    re.IGNORECASE,
)


class NameFinder:
    """Finds names in a text; `called` tells who is known by this surname, in whatever case."""

    def __init__(self, called: Callable[[str], object]) -> None:
        self._called = called

    def spans(self, text: str, *, keeps_honoured: bool = True) -> list[Span]:
        """Where names stand, apart from those of places and of whom a name honours."""
        found = [*self._full(text), *self._alone(text), *self._given(text), *self._lower(text)]
        named = []
        for merged in _merged(text, found):
            start, end = _without_verb(text, *merged)
            is_known_for = is_memorial(text, start) or self._is_honoured(
                text, start, end, of_history=keeps_honoured
            )
            named += _beside(text, start, end) if is_known_for else [(start, end)]
        return named

    def _full(self, text: str) -> Iterator[Span]:
        """With initials or a patronymic."""
        for pattern in (PERSON, _NAMED):
            for found in pattern.finditer(text):
                span = self._without_word(text, *found.span())
                if span:
                    yield span

    def _without_word(self, text: str, start: int, end: int) -> Span | None:
        """«А. Вебинар» is the first point of a list, «Вебинар А. С. Климовец» a person's."""
        first = TOKEN.search(text, start, end)
        if not first or self._called(first[0]) or not is_plain_word(first[0]):
            return start, end
        return self._rest(text, first, end) if first.start() == start else None

    def _rest(self, text: str, first: re.Match[str], end: int) -> Span | None:
        """The name after the word, with the surname that may follow its initials."""
        rest = _after_blanks(text, first.end())
        if TOKEN.match(text, rest, end):
            return rest, end
        after = TOKEN.match(text, _after_blanks(text, end))
        if after and not self._is_word(after[0]):
            return rest, after.end()
        return (rest, end) if len(re.findall(r"[А-ЯЁ]", text[rest:end])) > 1 else None

    def _is_word(self, word: str) -> bool:
        return not self._called(word) and bool(_NO_NAME.match(word) or is_plain_word(word))

    def _alone(self, text: str) -> Iterator[Span]:
        """A surname alone, or with whatever belongs to it."""
        quoted = [found.span() for found in _QUOTED.finditer(text)]
        for found in TOKEN.finditer(text):
            is_quoted = any(start < found.start() < end for start, end in quoted)
            is_sure = _is_surely_name(found[0]) and not _is_of_place(text, found)
            if self._called(found[0]) or (is_sure and not is_quoted):
                yield _widened(text, *found.span())

    def _given(self, text: str) -> Iterator[Span]:
        """Given names with the surname beside them, in whatever letters."""
        quoted = [each.span() for each in _QUOTED.finditer(text)]
        for run in _runs(text):
            for place, each in enumerate(run):
                name = each[0]
                kind = given_name(name)
                if kind is None:
                    continue
                first, last = place, place + 1
                while last < len(run) and self._goes_on(name, run[last][0]):
                    last += 1
                if place and self._goes_on(name, run[place - 1][0]):
                    first -= 1
                is_alone = name[0].isupper() and kind is Given.SURELY
                is_quoted = any(start < each.start() < end for start, end in quoted)
                if last - first > 1 or (is_alone and not is_quoted):
                    yield run[first].start(), run[last - 1].end()

    def _goes_on(self, name: str, word: str) -> bool:
        """Whether the word beside a given name is a part of it: «Ли Анна», «иванова ольга»."""
        if _OF_FATHER.fullmatch(plain(word)):
            return True
        if word.islower():
            return self._is_quiet_name(word)
        if self._called(word) or _is_surely_name(word):
            return True
        is_alike = name[0].isupper() and word.isupper() == name.isupper()
        # «Вера» and «Роман» are words, so what stands beside must be none of the dictionary's.
        is_sure = given_name(name) is Given.SURELY or not is_known(word)
        return is_alike and is_sure and may_be_surname(word) and not self._is_word(word)

    def _is_quiet_name(self, word: str) -> bool:
        return is_nothing_but_surname(word) or (not is_known(word) and bool(self._called(word)))

    def _lower(self, text: str) -> Iterator[Span]:
        """«иванова о. н.», and the known where nobody troubles to press Shift."""
        for found in _LOWER.finditer(text):
            if is_nothing_but_surname(found["first"] or found["last"]):
                yield found.span()
        for found in _WORD.finditer(text):
            if found[0].islower() and self._called(found[0]) and self._is_quiet_name(found[0]):
                yield found.span()

    def _is_honoured(self, text: str, start: int, end: int, *, of_history: bool) -> bool:
        """«Чтения Ломоносова», «ул. Мазурова», «А. С. Пушкин», none of whom works here."""
        tokens = TOKEN.findall(text[start:end])
        if any(self._called(token) for token in tokens):
            return False
        return is_of_honour(text, start) or (
            of_history and is_of_history(text[:end], start, tokens)
        )


def _is_surely_name(word: str) -> bool:
    if _NO_NAME.match(word):
        return False
    return is_surname(word) and (not word.isupper() or is_known(word))


def _beside(text: str, start: int, end: int) -> list[Span]:
    """«Школа им. Гагарина Климовец Е.В.»: the name after the school's is of its teacher."""
    surnames = [
        found
        for found in TOKEN.finditer(text, start, end)
        if _is_surely_name(found[0]) and not _OF_FATHER.fullmatch(plain(found[0]))
    ]
    if not surnames:
        return []
    others = [found.start() for found in surnames[1:]]
    others += [found.start() for found in PERSON.finditer(text, surnames[0].end(), end)]
    return [(min(others), end)] if others else []


def _runs(text: str) -> Iterator[list[re.Match[str]]]:
    """Words that nothing but blanks parts."""
    run: list[re.Match[str]] = []
    for found in _WORD.finditer(text):
        if run and text[run[-1].end() : found.start()].strip(" \t\u00a0"):
            yield run
            run = []
        run.append(found)
    if run:
        yield run


def _is_of_place(text: str, found: re.Match[str]) -> bool:
    """«Каменского округа», «Вознесенский МО»: an adjective with its noun."""
    after = _WORD.match(text, _after_blanks(text, found.end()))
    if not after or not _ADJECTIVE.search(found[0].lower()):
        return False
    return after[0].isupper() or (after[0].islower() and not is_verb_or_link(after[0]))


def _after_blanks(text: str, at: int) -> int:
    gap = _SPACE.match(text, at)
    return gap.end() if gap else at


def _widened(text: str, start: int, end: int) -> Span:
    """The name with the initials beside it, and with a capitalised word that belongs to it."""
    before = _LEADING.search(text[max(0, start - _NEAR) : start])
    if before:
        start -= len(before[0])
    after = _INITIALS.match(text, _after_blanks(text, end))
    if after and re.search(r"\.", after[0]):
        end = after.end()
    for first, last in _neighbours(text, start, end):
        word = text[first:last]
        if _NO_NAME.match(word) or not TOKEN.fullmatch(word):
            continue
        is_after = first >= end
        if _is_surely_name(word) or given_name(word) or (is_after and _may_be_given(word)):
            start, end = min(start, first), max(end, last)
    return start, end


def _may_be_given(word: str) -> bool:
    """«Дюсупов Алмат»: a given name that no list holds."""
    return not word.isupper() and not is_plain_word(word) and may_be_surname(word)


def _without_verb(text: str, start: int, end: int) -> Span:
    """«Ведёт Э. В. Щурилова» begins like a surname with its initials."""
    first = TOKEN.match(text, start, end)
    if first and first.end() < end and not may_be_surname(first[0]) and is_verb_or_link(first[0]):
        return _after_blanks(text, first.end()), end
    return start, end


def _neighbours(text: str, start: int, end: int) -> Iterator[Span]:
    near = max(0, start - _NEAR)
    before = re.search(rf"({PART})[ \t]+$", text[near:start])
    after = re.match(rf"[ \t]+({PART})(?![А-ЯЁа-яё])", text[end : end + _NEAR])
    if before:
        yield near + before.start(1), near + before.end(1)
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
