"""Channels («каналы информирования»): one entry a channel."""

import re

from plans.domain.reading.people.signs import MARK, at_separators, depths, is_open, last_closing
from plans.domain.reading.text import is_empty, lines_of

LONGEST_CELL = 10_000
_HEAD = (
    r"(?:сайт|страниц|групп|сообществ|соц|социальн|сми\b|телеграм|telegram|тг\b|вк\b|ок\b|"
    r"вконтакте|макс\b|max\b|сферум|vk\b|местн(?:ые|ое|ая) |печатн(?:ые|ое) |городск|районн|"
    r"газет|журнал\b|радио|телевид|телеканал|тв\b|мессендж|рассылк|канал|портал|стенд|чат|"
    r"instagram|инстаграм|facebook|фейсбук|однокласс|rutube|youtube|видео|пресс|листовк|"
    r"буклет|баннер|плакат|афиш|объявлени|памятк|собрани|совещани|семинар|вебинар|"
    r"консультаци|встреч|стать[яи]|пост(?:ы)?\b|новост|интервью|репортаж|официальн|навигатор|"
    r"информационн|наружн|электронн|e-?mail|родительск|наглядн|раздаточн|публикаци|дни\b|день\b)"
)
_AND = re.compile(rf"\s+и\s+(?={_HEAD})", re.IGNORECASE)
_STARTS = re.compile(_HEAD, re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?:https?://|www\.|[\w-]+\.(?:ru|рф|com|org|net|su)\b|vk\.com|t\.me)", re.IGNORECASE
)
# «сайты школ и детских садов»: what follows the «и» is whose, not where.
_OWNER = re.compile(r"[а-яё-]+(?:ых|их|ого|его|ой|ей|ам|ям)\b")
_GOES_ON = re.compile(
    r"(?:^|\s)(?:официальн(?:ый|ые|ая) (?:сайт|сайты|страница|страницы|группа)|сайты?|"
    r"и|в|во|на|по|с|для|о|об|через)$",
    re.IGNORECASE,
)


def split_channels(text: str) -> tuple[str, ...]:
    """The channels of a cell, in order."""
    if len(text) > LONGEST_CELL:
        return tuple(lines_of(text))
    parts = [
        MARK.sub("", part)
        for line in _joined_lines(lines_of(text))
        for part in at_separators(MARK.sub("", line))
    ]
    entries = [_clean(entry) for part in parts for entry in _at_and(part)]
    return tuple(entry for entry in entries if not is_empty(entry))


def _joined_lines(lines: list[str]) -> list[str]:
    closing = last_closing(lines)
    joined: list[str] = []
    for index, line in enumerate(lines):
        is_inside = bool(joined) and index <= closing and is_open(joined[-1])
        if joined and (is_inside or _goes_on(joined[-1], line)):
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
    return joined


def _goes_on(before: str, line: str) -> bool:
    if before.endswith((",", ";")) or MARK.match(line):
        return False
    if _ADDRESS.match(line):
        return not _ADDRESS.search(before)
    is_rest = line[:1].islower() and not _STARTS.match(line)
    return is_rest or line.startswith("(") or bool(_GOES_ON.search(before))


def _at_and(part: str) -> list[str]:
    parts, start, deep = [], 0, depths(part)
    for match in _AND.finditer(part):
        if not deep[match.start()] and not _OWNER.match(part, match.end()):
            parts.append(part[start : match.start()])
            start = match.end()
    return [*parts, part[start:]]


def _clean(entry: str) -> str:
    return " ".join(entry.split()).strip(" .,;")
