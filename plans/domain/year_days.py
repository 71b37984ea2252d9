"""Days that do not simply move with the year: those named with a weekday, and 29 February."""

import re
from calendar import isleap
from collections.abc import Iterator
from datetime import date
from typing import Protocol

from plans.domain.year_words import COUNTED, MONTH


class Shift(Protocol):
    """What this module needs to know of a move by years."""

    @property
    def by(self) -> int: ...
    @property
    def starts_on(self) -> date: ...
    @property
    def ends_on(self) -> date: ...


WeekdayMark = tuple[int, int, str, str, str]  # start, end, before, after, reason

_STEMS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_NAMES = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
_IN = (
    "в понедельник",
    "во вторник",
    "в среду",
    "в четверг",
    "в пятницу",
    "в субботу",
    "в воскресенье",
)
_ABBREVIATED = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")
_FORMS = (_IN, _NAMES, _ABBREVIATED)
_WORD = "|".join(word for form in _FORMS for word in form)
_DAY = (
    rf"(?P<day>\d{{1,2}})(?:-?го)?(?:\s+(?P<word>{MONTH})|\.(?P<month>\d\d?)(?!\d))"
    rf"(?:[ .](?P<year>20\d\d)(?!\s*{COUNTED})(?:\s*(?:года|год|г)(?![а-яё])\.?)?)?"
)
_AFTER = re.compile(rf"(?<![\d.]){_DAY}[\s,(–—-]{{1,4}}(?P<name>{_WORD})(?![а-яё])", re.IGNORECASE)
_BEFORE = re.compile(
    rf"(?<![а-яё])(?P<name>{_WORD})(?![а-яё])\.?[\s,(–—-]{{1,4}}{_DAY}", re.IGNORECASE
)
_ALONE = re.compile(
    rf"(?<![\d.])(?P<day>\d{{1,2}})(?P<word>)(?P<month>)(?P<year>)\s*\((?P<name>{_WORD})\)",
    re.IGNORECASE,
)


def leap_day(year: int) -> tuple[str, str]:
    """What to write for the 29th of February of that year, and why; empty where it exists."""
    return ("", "") if isleap(year) else ("28", f"в {year} году нет 29 февраля")


def weekday_marks(text: str, shift: Shift) -> Iterator[WeekdayMark]:
    """The weekday that stands beside a day: a year later the day falls on another."""
    beside: dict[tuple[int, int], list[date | None]] = {}
    for pattern in (_AFTER, _BEFORE, _ALONE):
        for match in pattern.finditer(text):
            beside.setdefault(match.span("name"), []).append(_day_of(match, shift))
    for (start, end), days in beside.items():
        said = text[start:end]
        form = next(form for form in _FORMS if said.lower() in form)
        agree = [day for day in days if day and day.weekday() == form.index(said.lower())]
        if len(agree) == 1:
            moved = _moved(agree[0], shift.by)
            name = form[moved.weekday()]
            after = name.capitalize() if said[0].isupper() else name
            reason = f"{moved:%d.%m.%Y} — {_NAMES[moved.weekday()]}: что вернее, число или день?"
            if after != said:
                yield start, end, said, after, reason
        else:
            yield start, end, said, said, _unsure(days)


def _unsure(days: list[date | None]) -> str:
    """Why the weekday is left alone."""
    known = [day for day in days if day]
    if len(days) > 1 or not known:
        return "день недели: проверьте по календарю"
    return (
        f"день недели не сходится уже сейчас: {known[0]:%d.%m.%Y} — {_NAMES[known[0].weekday()]}"
    )


def _day_of(match: re.Match[str], shift: Shift) -> date | None:
    """The day in the old period; None where it is not one certain day."""
    if not match["month"] and not match["word"]:  # «1 (суббота)» in the plan of one month
        start = shift.starts_on
        is_one = (start.year, start.month) == (shift.ends_on.year, shift.ends_on.month)
        return _date(start.year, start.month, int(match["day"])) if is_one else None
    month = int(match["month"]) if match["month"] else _month_of(match["word"])
    if match["year"]:
        return _date(int(match["year"]), month, int(match["day"]))
    years = range(shift.starts_on.year, shift.ends_on.year + 1)
    days = [_date(year, month, int(match["day"])) for year in years]
    inside = [day for day in days if day and shift.starts_on <= day <= shift.ends_on]
    return inside[0] if len(inside) == 1 else None


def _month_of(word: str) -> int:
    return next(n for n, stem in enumerate(_STEMS, 1) if word.lower().startswith(stem))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _moved(day: date, by: int) -> date:
    return _date(day.year + by, day.month, day.day) or date(day.year + by, 2, 28)
