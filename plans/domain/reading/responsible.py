"""Who is responsible («ответственный»): one entry a person, a role or an organisation."""

import re
from collections.abc import Iterable
from itertools import pairwise

from plans.domain.reading.people import words
from plans.domain.reading.people.joining import joined_lines, joined_pieces
from plans.domain.reading.people.names import ENDS_WITH_PERSON, PERSON, with_whole_names
from plans.domain.reading.people.signs import MARK, at_marks, at_separators, depths
from plans.domain.reading.text import is_empty, lines_of

ALIAS = re.compile(r"\s*\(\s*далее\s*(?:по тексту\s*)?[-–—:]?\s*([^()]*)\)", re.IGNORECASE)
# A longer one is no list of executors: it is kept by lines, so that no text takes long.
LONGEST_CELL = 10_000
# What is looked at on each side of an «и».
LONGEST = 300
# «Лисицын Г. Х..Кл. рук.»: the second dot was meant for a comma.
_TWO_DOTS = re.compile(r"(?<=\b[А-ЯЁ]\.)\.(?=\s*[А-ЯЁ][а-яё])")
_AND = re.compile(r"\s(?:и|совместно со?)\s")
_TOGETHER = re.compile(r"^(?:и\s+)?совместно со?\s+|^и\s+", re.IGNORECASE)
_LAST_DASH = re.compile(r"\s[-–—]$")
_WORD = re.compile(r"[А-ЯЁа-яё]+")
# «Ответственный за сайт и соцсети»: what follows belongs to the same preposition.
_TAKES_MORE = re.compile(r"\b(?:по|с|для|за|на)\s[а-яё]+$")
_AUTHORITY = re.compile(r"(?:отдел|управление|комитет|центр|совет)\b", re.IGNORECASE)
_NOT_NOMINATIVE = re.compile(r"[а-яё]+(?:ов|ей|ам|ям|ами|ями|ах|ях)\b", re.IGNORECASE)


def split_responsible(text: str, known: Iterable[str] = ()) -> tuple[str, ...]:
    """The entries of a cell; `known` are entries that stand alone elsewhere in the document."""
    if len(text) > LONGEST_CELL:
        return tuple(lines_of(text))
    prepared = with_whole_posts_and_names(_TWO_DOTS.sub("\n", ALIAS.sub("", text)))
    entries: list[str] = []
    lines = [part for line in lines_of(prepared) for part in at_marks(line)]
    for line in joined_lines(lines):
        for group in at_separators(MARK.sub("", line), ";"):
            entries.extend(_split_group(group))
    names = set(known)
    clean = [_clean(entry) for entry in entries]
    return tuple(
        part for entry in clean if entry and not is_empty(entry) for part in _unglue(entry, names)
    )


def with_whole_posts_and_names(text: str) -> str:
    return with_whole_names(words.with_whole_posts(text)) if "\n" in text else text


def _split_group(group: str) -> list[str]:
    pieces = [MARK.sub("", piece) for piece in at_separators(group)]
    return [
        part
        for piece in joined_pieces(pieces)
        for entry in _at_and(piece)
        for part in _at_persons(entry)
    ]


def _at_and(piece: str) -> list[str]:
    """«методист и администратор» is two; «отдел культуры и спорта» is one."""
    parts, start, deep = [], 0, depths(piece)
    for match in _AND.finditer(piece):
        begin = max(start, match.start() - LONGEST)
        left, right = piece[begin : match.start()], piece[match.end() : match.end() + LONGEST]
        if not deep[match.start()] and ("совместно" in match[0] or _are_entries(left, right)):
            parts.append(piece[start : match.start()])
            start = match.end()
    return [*parts, piece[start:]]


def _are_entries(left: str, right: str) -> bool:
    if ENDS_WITH_PERSON.search(left) or PERSON.match(right):
        return True
    is_duty = words.DUTY.match(right) and re.search(r"\bпо\s", left)
    is_half = words.HALF_NAME.match(right) and re.search(r"[А-ЯЁ]{2,}$", left)
    is_subject = words.SUBJECT.match(right) and words.TEACHES.search(left)
    if is_duty or is_half or is_subject:
        return False
    are_short = words.ABBREVIATION.match(right) or words.ABBREVIATION.fullmatch(left)
    return bool(are_short) or _are_posts_or_places(left, right)


def _are_posts_or_places(left: str, right: str) -> bool:
    is_nominative = not _NOT_NOMINATIVE.match(right)
    is_post = bool(words.ROLES.match(right)) and is_nominative
    if words.ROLES.match(right) and _is_after_post(left, right, is_nominative=is_nominative):
        return True
    if not words.HEADS.match(right) or not is_nominative:
        return False
    if _TAKES_MORE.search(left):
        return is_post
    return is_post or not words.ORGANISATION.match(left) or bool(_AUTHORITY.match(right))


def _is_after_post(left: str, right: str, *, is_nominative: bool) -> bool:
    """«методист и администратор», «МОЦ и методисты», «методисту и педагогам»."""
    last = (_WORD.findall(left) or [""])[-1]
    if words.ROLES.match(left):
        return is_nominative or bool(words.MANY.match(right))
    return is_nominative and bool(words.ABBREVIATION.match(last))


def _at_persons(entry: str) -> list[str]:
    """«Судакова Е.В. Яркина Я.О.» is two; «Руководитель МОЦ Щурилова Э.В.» is one."""
    deep = depths(entry)
    people = [found for found in PERSON.finditer(entry) if not deep[found.start()]]
    if len(people) < 2:
        return [entry]
    posts_follow = people[0].start() == 0 and people[-1].end() < len(entry.rstrip())
    parts, start = [], 0
    for person, following in pairwise(people):
        gap = entry[person.end() : following.start()].strip()
        end = person.end()
        if gap and (posts_follow or gap.startswith(("(", "-", "–", "—"))):
            end = following.start()
        elif gap and not words.ROLES.match(gap):
            continue
        parts.append(entry[start:end])
        start = end
    parts.append(entry[start:])
    return parts


def _clean(entry: str) -> str:
    entry = MARK.sub("", " ".join(entry.split())).strip(" ,;:")
    entry = _TOGETHER.sub("", entry)
    if re.search(r"(?:[а-яё]{6,}|[А-ЯЁ]{2,}|[»)\s])\.$", entry):
        entry = entry[:-1]
    return _LAST_DASH.sub("", entry).strip(" ,;:")


def _unglue(entry: str, known: set[str]) -> list[str]:
    """«Управление образования МО МОЦ» is two, and whatever stands alone elsewhere is."""
    if entry in known and not words.ORGANISATION.match(entry):
        return [entry]
    for name in known:
        if entry.startswith(f"{name} ") and words.ORGANISATION.match(name):
            rest = entry[len(name) + 1 :]
            if rest in known:
                return [name, rest]
    if words.GLUED_SHORT.match(entry):
        return entry.split()
    glued = words.GLUED_CENTRE.match(entry)
    return [glued[1], glued[2]] if glued else [entry]
