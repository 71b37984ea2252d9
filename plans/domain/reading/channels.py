"""Channels («каналы информирования»): one entry a channel."""

import re

from plans.domain.reading.responsible import MARK, at_separators, is_open
from plans.domain.reading.text import is_empty, lines_of

_HEAD = (
    r"(?:сайт|страниц|групп|соц|социальн|сми\b|телеграм|telegram|тг\b|вк\b|вконтакте|"
    r"газет|радио|телевид|тв\b|"
    r"мессендж|рассылк|канал|портал|стенд|чат|instagram|инстаграм|facebook|фейсбук|"
    r"однокласс|rutube|youtube|"
    r"видео|пресс|листовк|буклет|собрани|официальн)"
)
_AND = re.compile(rf"\s+и\s+(?={_HEAD})", re.IGNORECASE)
_STARTS = re.compile(_HEAD, re.IGNORECASE)


def split_channels(text: str) -> tuple[str, ...]:
    """The channels of a cell, in order."""
    joined: list[str] = []
    for line in lines_of(text):
        wraps = joined and not joined[-1].endswith((",", ";")) and not MARK.match(line)
        continues = wraps and line[:1].islower() and not _STARTS.match(line)
        if joined and (is_open(joined[-1]) or continues):
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
    parts = [part for line in joined for part in at_separators(MARK.sub("", line))]
    entries = [entry.strip(" .,;") for part in parts for entry in _AND.split(part)]
    return tuple(entry for entry in entries if not is_empty(entry))
