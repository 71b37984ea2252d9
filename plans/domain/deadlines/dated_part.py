"""The deadline within a cell that names something else as well: a place, a hall, a form."""

import re
from collections.abc import Iterator
from functools import lru_cache

from plans.domain.deadlines.calendar import DeadlineContext
from plans.domain.deadlines.reading import Reading, understand
from plans.domain.deadlines.terms import Unknown
from plans.domain.deadlines.words import tokens

MAX_WORDS = 30
# «ул. 8 Марта», «площадь 1 Мая»: a date in a street's name
_STREET = re.compile(
    r"\b(?:ул|пл|пер|пр|площадь|улица|бульвар|б-р)\b\.?\s*\d+(?:-го)?\s+[А-ЯЁ]\w+"
)
_DATED = re.compile(r"[MTYUS]\d.*|W|квартал|полугодие|период|год|месяц|неделя|раз")
_OFTEN = re.compile(r"еже(?:дн|нед|мес|кв|год)\w*|постоянно|регулярно|систематически")
_UNREAD = Reading((Unknown(),))


@lru_cache(maxsize=4096)
def understand_dated_part(text: str, context: DeadlineContext) -> Reading:
    """What the longest readable run of words means: «27 ноября, Дом творчества» is that day.

    Unknown where the words left over name a date, too, or where none of them can be read.
    """
    text = _STREET.sub("улица", text)
    whole = understand(text, context)
    words = text.split()
    if Unknown() not in whole.terms or len(words) > MAX_WORDS:
        return whole
    if not _names_time(text):
        return _UNREAD
    for run, rest in _runs(words):
        if not _names_time(run):
            continue
        found = understand(run, context)
        if Unknown() not in found.terms:
            return _UNREAD if any(map(_is_dated, rest)) else found
    return _UNREAD


def _runs(words: list[str]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Every run of words, the longest first, with what stands before and after it."""
    for length in range(len(words) - 1, 0, -1):
        for start in range(len(words) - length + 1):
            end = start + length
            run = " ".join(words[start:end]).strip(" ,;.")
            yield run, (" ".join(words[:start]), " ".join(words[end:]))


def _names_time(text: str) -> bool:
    return any(_DATED.fullmatch(sign) or _OFTEN.fullmatch(sign) for sign in tokens(text))


def _is_dated(text: str) -> bool:
    """Whether a month or a full date stands in it."""
    return any(re.fullmatch(r"[MT]\d.*", sign) for sign in tokens(text))
