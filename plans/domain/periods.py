"""Periods of plans: the days that a heading names."""

import re
from calendar import monthrange
from datetime import date

from plans.domain.deadlines import Window
from plans.domain.deadlines.calendar import DeadlineContext
from plans.domain.deadlines.reading import understand

Period = tuple[date, date]

_YEAR = r"(20\d\d)"
_NEXT = r"\s*[-/–—−‑]\s*(?:20)?(\d\d)(?!\d)"
_SUFFIX = r"\s*(?:-?(?:го|ый|м|й)\s+)?"
_DAY = r"(\d\d?\.\d\d?\.\d{4}|«?\d\d?»?\s+[а-яё]+\s+\d{4})"
_BETWEEN = re.compile(
    rf"(?:с|со)\s+{_DAY}\s*(?:года|г\.?)?\s*(?:по|до|[-–—])\s*{_DAY}", re.IGNORECASE
)
_DASHED = re.compile(r"(\d\d?\.\d\d?\.\d{4})\s*(?:г\.?|года)?\s*[-–—]\s*(\d\d?\.\d\d?\.\d{4})")
_HALF = re.compile(
    rf"([12]|I|II|перв|втор)(?:-?\w{{1,3}})?\s+полугоди\w+\s+{_YEAR}{_NEXT}{_SUFFIX}\s*уч",
    re.IGNORECASE,
)
_SCHOOL = re.compile(rf"{_YEAR}{_NEXT}{_SUFFIX}\s*уч", re.IGNORECASE)
_SCHOOL_SINGULAR = re.compile(
    rf"{_YEAR}{_NEXT}\s*(?:год(?!\w)|году(?!\w)|г\.(?!\s?г))", re.IGNORECASE
)
_YEARS = re.compile(
    rf"{_YEAR}\s*(?:г\.?|года)?\s*[-–—]\s*{_YEAR}\s*(?:гг|г\.\s?г|год[аыо])", re.IGNORECASE
)
_MONTHS = r"(?:январ|феврал|март|апрел|ма[йея]|июн|июл|август|сентябр|октябр|ноябр|декабр)[а-я]*"
_PART = re.compile(
    rf"((?:{_MONTHS}|(?:[1-4]|I{{1,3}}|IV)(?:-?\w{{1,2}})?\s+(?:квартал\w*|полугоди\w*)|летн\w+\s+период|лето)"
    rf"(?:\s*(?:г\.|года|{_YEAR})*\s*[-–—]\s*{_MONTHS})?\s+{_YEAR})",
    re.IGNORECASE,
)
_ONE_YEAR = re.compile(
    rf"(?<![\d.№]){_YEAR}\s*(?:-?\w{{1,2}}\s+)?(?:год\w{{0,2}}|г\.?)(?!\w)", re.IGNORECASE
)
_ON_YEAR = re.compile(rf"\b(?:на|в|за)\s+{_YEAR}(?![\d.]|{_NEXT})", re.IGNORECASE)
_PLAIN_YEAR = re.compile(r"(?<![\d.№])(20[0-4]\d)(?!\d)")


def year_period(first: int, last: int | None = None) -> Period:
    return date(first, 1, 1), date(last or first, 12, 31)


def school_year(year: int) -> Period:
    """01.09–31.08: «учебный год»."""
    return date(year, 9, 1), date(year + 1, 8, 31)


def read_period(text: str) -> Period | None:
    """The period that a heading names; the most exact wording counts."""
    for reader in (_read_days, _read_school_year, _read_part, _read_years):
        found = reader(text)
        if found and found[0] <= found[1]:
            return found
    return None


def is_named_twice(text: str) -> bool:
    """Whether «2022-2023 год» leaves open if it is a school year or two years."""
    return bool(_SCHOOL_SINGULAR.search(text)) and not _SCHOOL.search(text)


def years_in(text: str) -> list[int]:
    """Every calendar year that a text names."""
    years = [int(year) for year in _PLAIN_YEAR.findall(text)]
    years.extend(2000 + int(year) for year in re.findall(r"\d\d?\.\d\d?\.(\d\d)(?!\d)", text))
    years.extend(int(year) for year in re.findall(r"\d\d?\.(20\d\d)(?!\d)", text))
    return years


def whole_months(start: date, end: date) -> bool:
    return start.day == 1 and end.day == monthrange(end.year, end.month)[1]


def _read_days(text: str) -> Period | None:
    match = _BETWEEN.search(text) or _DASHED.search(text)
    if not match:
        return None
    start, end = read_day(match[1]), read_day(match[2])
    return (start, end) if start and end else None


def read_day(text: str) -> date | None:
    """A full date in any of the ways in which documents write it."""
    terms = understand(" ".join(text.split()), _ANY).terms
    term = terms[0] if len(terms) == 1 else None
    return getattr(term, "end", None) if type(term).__name__ == "Due" else None


def _read_school_year(text: str) -> Period | None:
    half = _HALF.search(text)
    if half:
        year = int(half[2])
        first = half[1].lower() in {"1", "i", "перв"}
        return (
            (date(year, 9, 1), date(year, 12, 31))
            if first
            else (date(year + 1, 1, 1), date(year + 1, 5, 31))
        )
    match = _SCHOOL.search(text) or _SCHOOL_SINGULAR.search(text)
    if not match or (int(match[1]) + 1) % 100 != int(match[2]):
        return None
    return school_year(int(match[1]))


def _read_part(text: str) -> Period | None:
    match = _PART.search(text)
    if not match:
        return None
    terms = understand(" ".join(match[1].split()), _ANY).terms
    if len(terms) == 1 and isinstance(terms[0], Window):
        return terms[0].start, terms[0].end
    return None


def _read_years(text: str) -> Period | None:
    span = _YEARS.search(text)
    if span:
        return year_period(int(span[1]), int(span[2]))
    match = _ON_YEAR.search(text) or _ONE_YEAR.search(text)
    return year_period(int(match[1])) if match else None


_ANY = DeadlineContext((date(2000, 1, 1), date(2000, 12, 31)))
