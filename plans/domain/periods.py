"""Periods of plans: the days that a heading names."""

import re
from calendar import monthrange
from datetime import date

from plans.domain.deadlines import Window
from plans.domain.deadlines.calendar import DeadlineContext
from plans.domain.deadlines.reading import understand

Period = tuple[date, date]

_YEAR = r"(20\d\d)"
_PAIR = r"20\d\d\s*[-/\\–—−‑]\s*(?:20)?\d\d(?!\d)"
_NEXT = r"\s*[-/\\–—−‑]\s*(?:20)?(\d\d)(?!\d)"
_SUFFIX = r"\s*(?:-?(?:го|ый|м|й)\s+)?"
_DASH = r"[-–—−‑]"
_MONTH = (
    r"(?:январ|феврал|март|апрел|ма[йяе]|июн|июл|август|сентябр|октябр|ноябр|декабр)[а-я]{0,3}"
)
_DAY = rf"(?:\d\d?\.\d\d?(?:\.\d{{2,4}})?|«?\d\d?»?\s+{_MONTH}(?:\s+\d{{4}})?)"
_FULL_DAY = r"\d\d?\.\d\d?\.(?:\d{4}|\d\d)(?!\d)"
_OF_YEAR = r"(?:\s*(?:года|год|г\.?)(?!\w))?"
_NUMBER = r"(?:[1-4]|I{1,3}|IV|перв|втор|трет|четв[её]рт)(?:-?[а-я]{1,3})?"
_NUMBERED = (
    rf"{_NUMBER}(?:\s*(?:{_DASH}|,|и)\s*{_NUMBER})?\s+(?:(?:квартал|полугоди)[а-я]*|п/г)"
    rf"|{_NUMBER}\s+кв\."
)
_SEASON = (
    r"(?:летн|осенн|зимн|весенн)[а-я]+\s+(?:период|кампани|сезон)[а-я]*"
    r"|лето|летом|осень|осенью|весну|весной"
)
_PIECE = rf"(?:{_MONTH}(?:\s+месяц)?|{_NUMBERED}|{_SEASON})"
_PIECE_YEAR = rf"(?:\s+(?:{_PAIR}|20\d\d){_OF_YEAR})?"
_NOT_A_DAY = r"(?<![\d»”\"_])(?<![\d»”\"_]\s)(?<!\w)"
_DAYS = re.compile(
    rf"(?<!\w)(?:с|c|со)\s+{_DAY}{_OF_YEAR}\s*(?:по|до|{_DASH})\s*{_DAY}"
    rf"|(?:(?<!\w)с\s+)?(?<![\d.])\d\d?\s*(?:по|{_DASH})\s*\d\d?\s+{_MONTH}\s+\d{{4}}"
    rf"|\d\d?\.\d\d?\.\d{{4}}{_OF_YEAR}\s*{_DASH}\s*\d\d?\.\d\d?\.\d{{4}}"
    rf"|(?<=период)а?\s+{_FULL_DAY}{_OF_YEAR}\s*(?:по|до|{_DASH})\s*{_FULL_DAY}",
    re.IGNORECASE,
)
_SCHOOL_PART = re.compile(
    rf"{_NOT_A_DAY}({_PIECE}(?:\s*{_DASH}\s*{_PIECE})?\s+{_PAIR}{_SUFFIX}\s*уч)", re.IGNORECASE
)
# «к 2024/2025 учебному году», «к началу …»: what is done before it
_FOR_SCHOOL = re.compile(
    rf"(?<!\w)ко?\s+(?:началу\s+)?(?:нов(?:ому|ого)\s+)?{_YEAR}{_NEXT}{_SUFFIX}\s*уч\w*",
    re.IGNORECASE,
)
_SCHOOL = re.compile(rf"{_YEAR}{_NEXT}{_SUFFIX}\s*уч", re.IGNORECASE)
_SEVERAL_SCHOOL = re.compile(
    rf"{_YEAR}{_NEXT}{_SUFFIX}\s*уч\w*\.?\s*(?:гг|г\.\s?г|год[ыо])", re.IGNORECASE
)
_FEW_YEARS, _MANY_YEARS = 2, 20
_SCHOOL_SINGULAR = re.compile(
    rf"{_YEAR}{_NEXT}\s*(?:год(?!\w)|году(?!\w)|г\.(?!\s?г))", re.IGNORECASE
)
_PART = re.compile(
    rf"{_NOT_A_DAY}((?:с\s+)?{_PIECE}{_PIECE_YEAR}"
    rf"(?:\s*(?:{_DASH}|,|и|по|до)\s*{_PIECE}{_PIECE_YEAR})*)(?!\w)",
    re.IGNORECASE,
)
_YEARS = re.compile(
    rf"{_YEAR}\s*(?:г\.?|года)?\s*{_DASH}\s*{_YEAR}\s*(?:гг|г\.\s?г|год[аыо])", re.IGNORECASE
)
_YEAR_LIST = re.compile(
    rf"{_YEAR}(?:\s*(?:год|г\.))?((?:\s*(?:,|и)(?:\s+на)?(?:\s+плановый\s+период)?\s+20\d\d){{1,9}})"
    r"\s*(?:гг|г\.\s?г|год[аыо])",
    re.IGNORECASE,
)
_BEFORE_YEAR = r"(?<![\d.№])(?<!до\s)(?<!№\s)"
_ONE_YEAR = re.compile(
    rf"{_BEFORE_YEAR}{_YEAR}\s*(?:-?\w{{1,2}}\s+)?(?:год\w{{0,2}}|г\.?)(?!\w)", re.IGNORECASE
)
_ON_YEAR = re.compile(rf"\b(?:на|в|за)\s+{_YEAR}(?![\d.]|{_NEXT})", re.IGNORECASE)
_HOLIDAYS = re.compile(rf"каникул[а-я]*\s+(?:{_PAIR}|20\d\d)", re.IGNORECASE)
_PLAIN_YEAR = re.compile(r"(?<![\d.№])(20[0-4]\d)(?!\d)")
# «встреча нового 2025 года», «новогодние праздники (2024-2025 гг.)»: December and January
_NEW_YEAR = re.compile(
    rf"(?<!\w)(?:нового|новому)\s+{_YEAR}(?!\d|\s*[-/\\–—−‑]\s*\d\d)"
    rf"|новогодн\w+[^\d\n]*20\d\d\s*(?:г\.?|года?)?\s*{_DASH}\s*{_YEAR}(?!\d)",
    re.IGNORECASE,
)
_DAY_NAMED = re.compile(r"[«»\"”_]")


def year_period(first: int, last: int | None = None) -> Period:
    return date(first, 1, 1), date(last or first, 12, 31)


def school_year(year: int) -> Period:
    """01.09–31.08: «учебный год»."""
    return date(year, 9, 1), date(year + 1, 8, 31)


def read_period(text: str) -> Period | None:
    """The period that a heading names; the most exact wording counts."""
    if _HOLIDAYS.search(text):
        return None
    for reader in _READERS:
        found = reader(text)
        if found and found[0] <= found[1]:
            return found
    return None


def part_of_year(text: str, year: int) -> Period | None:
    """The month, quarter or half that a heading names without its year: «на май месяц»."""
    for match in _PART.finditer(text):
        found = _understood(f"{match[1]} {year}")
        if found:
            return found
    return None


def is_named_twice(text: str) -> bool:
    """Whether «2022-2023 год» leaves open if it is a school year or two years."""
    match = _SCHOOL_SINGULAR.search(text)
    return bool(match and _years_between(match) == 1) and not _SCHOOL.search(text)


def years_in(text: str) -> list[int]:
    """Every calendar year that a text names."""
    years = [int(year) for year in _PLAIN_YEAR.findall(text)]
    years.extend(2000 + int(year) for year in re.findall(r"\d\d?\.\d\d?\.(\d\d)(?!\d)", text))
    years.extend(int(year) for year in re.findall(r"\d\d?\.(20\d\d)(?!\d)", text))
    return years


def whole_months(start: date, end: date) -> bool:
    return start.day == 1 and end.day == monthrange(end.year, end.month)[1]


def _read_days(text: str) -> Period | None:
    match = _DAYS.search(text)
    if not match:
        return None
    return _understood(match[0]) or _understood(f"с {match[0]}")


def _understood(text: str) -> Period | None:
    """From the first to the last day of what the deadline grammar reads in it."""
    plain = re.sub(r"\s+месяц\w*", " ", _DAY_NAMED.sub(" ", text))
    terms = understand(" ".join(plain.split()), _ANY).terms
    windows = [term for term in terms if isinstance(term, Window)]
    if len(windows) < len(terms) or not windows or windows[0].start.year <= _NO_YEAR:
        return None
    return windows[0].start, windows[-1].end


def read_day(text: str) -> date | None:
    """A full date in any of the ways in which documents write it."""
    terms = understand(" ".join(text.split()), _ANY).terms
    term = terms[0] if len(terms) == 1 else None
    return getattr(term, "end", None) if type(term).__name__ == "Due" else None


def _read_school_year(text: str) -> Period | None:
    half = _SCHOOL_PART.search(text)
    if half:
        return _understood(half[1])
    plain = _FOR_SCHOOL.sub(" ", text)
    match = _SCHOOL.search(plain)
    if match:
        return _school_years(match)
    match = _SCHOOL_SINGULAR.search(plain)
    return school_year(int(match[1])) if match and _years_between(match) == 1 else None


def _years_between(match: re.Match[str]) -> int:
    """From the year of a pair to the other, whose century need not be written."""
    return (int(match[2]) - int(match[1])) % 100


def _school_years(match: re.Match[str]) -> Period | None:
    """One school year, or several; of «2022-2024 учебный год» nobody knows which it is."""
    first, count = int(match[1]), _years_between(match)
    are_several = bool(_SEVERAL_SCHOOL.match(match.string, match.start()))
    if count == 1 or (are_several and 1 < count < _MANY_YEARS) or _FEW_YEARS < count < _MANY_YEARS:
        return date(first, 9, 1), date(first + count, 8, 31)
    return None


def _read_prepared(text: str) -> Period | None:
    """What is prepared for a school year is done in the calendar year in which it starts."""
    match = _FOR_SCHOOL.search(text)
    return year_period(int(match[1])) if match else None


def _read_part(text: str) -> Period | None:
    """A month, a quarter, a half of a year with its year; the first such that can be read."""
    for match in _PART.finditer(text):
        found = _understood(match[1])
        if found:
            return found
    return None


def _read_new_year(text: str) -> Period | None:
    match = _NEW_YEAR.search(text)
    if not match:
        return None
    year = int(match[1] or match[2])
    return date(year - 1, 12, 1), date(year, 1, 31)


def _read_years(text: str) -> Period | None:
    span = _YEARS.search(text)
    if span:
        return year_period(int(span[1]), int(span[2]))
    several = _YEAR_LIST.search(text)
    if several:
        return year_period(int(several[1]), int(re.findall(r"20\d\d", several[2])[-1]))
    pair = _SCHOOL_SINGULAR.search(text)
    if pair and 1 < _years_between(pair) < _MANY_YEARS and not _SCHOOL.search(text):
        return year_period(int(pair[1]), int(pair[1]) + _years_between(pair))
    match = _ON_YEAR.search(text) or _ONE_YEAR.search(text)
    return year_period(int(match[1])) if match else None


_NO_YEAR = 2000
_ANY = DeadlineContext((date(_NO_YEAR, 1, 1), date(_NO_YEAR, 12, 31)))
_READERS = (
    _read_days,
    _read_school_year,
    _read_part,
    _read_prepared,
    _read_new_year,
    _read_years,
)
