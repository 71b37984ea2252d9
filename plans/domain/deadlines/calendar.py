"""Parts of a year, and the year they lie in when nobody wrote it."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from plans.domain.deadlines.terms import Window

SCHOOL_YEAR_STARTS = (8, 9)
SCHOOL = "school"
WINTER = 4


class Unit(StrEnum):
    """What a point in time is: how long, and how it is counted."""

    NUMBER = "number"
    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    TRIMESTER = "trimester"
    SEASON = "season"
    YEAR = "year"
    SCHOOL_YEAR = "school_year"


_MONTHS_OF: dict[Unit, tuple[tuple[int, ...], int]] = {
    Unit.MONTH: (tuple(range(13)), 1),
    Unit.QUARTER: ((0, 1, 4, 7, 10), 3),
    Unit.TRIMESTER: ((0, 9, 12, 3), 3),
    Unit.SEASON: ((0, 3, 6, 9, 12), 3),
    Unit.YEAR: ((1,), 12),
    Unit.SCHOOL_YEAR: ((9,), 12),
}


@dataclass(frozen=True, slots=True)
class DeadlineContext:
    """What surrounds a deadline: the plan's period, the month or quarter of its section or column.

    `unit` is what bare numbers of the column count: months, quarters, or days of the month.
    """

    period: tuple[date, date]
    span: Window | None = None
    unit: Unit | None = None

    @property
    def month(self) -> tuple[int, int] | None:
        """The year and month in which days without a month lie."""
        window = self.span or Window(*self.period)
        start, end = window.start, window.end
        is_one = (start.year, start.month) == (end.year, end.month)
        return (start.year, start.month) if is_one else None

    def named_span(self, name: str) -> Window | None:
        """«Этот» месяц or квартал: the one around the deadline, or the whole of a short plan."""
        window = self.span or Window(*self.period)
        start, length = window.start, {"месяц": 1, "квартал": 3}.get(name, 0)
        is_whole = length and (length == 1 or start.month % 3 == 1)
        return window if is_whole and window == months(start.year, start.month, length) else None

    def years(self) -> list["DeadlineContext"]:
        """This context for each year of a plan of several years, counted from its start."""
        start, end = self.period
        months_of_start = (start.year, start.month)
        firsts = [
            window.start
            for year in range(start.year, min(end.year, 9997) + 1)
            if (window := months(year, start.month, 1)) and (year, start.month) > months_of_start
        ]
        bounds = [start, *(first for first in firsts if first <= end)]
        ends = [*(bound - timedelta(days=1) for bound in bounds[1:]), end]
        return [
            replace(self, period=(first, max(first, last)))
            for first, last in zip(bounds, ends, strict=True)
        ]

    @property
    def is_school_year(self) -> bool:
        start, end = self.period
        return start.month in SCHOOL_YEAR_STARTS and end.year == start.year + 1


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a deadline as written; without a year it lies where the plan does."""

    unit: Unit
    value: int
    year: int | None = None
    day: int | None = None
    part: str = ""


def resolve(point: Point, context: DeadlineContext) -> Window | None:
    """The days of a point; None where there are none, or more than one reading."""
    if point.year is not None:
        return window_of(point, point.year, context)
    start, end = context.period
    years = range(max(start.year - 1, 1), min(end.year + 1, 9998) + 1)
    candidates = [window_of(point, year, context) for year in years]
    windows = [window for window in candidates if window]
    inside = [window for window in windows if start <= window.start and window.end <= end]
    if inside:
        return inside[0] if len(inside) == 1 else None
    touching = [window for window in windows if window.start <= end and window.end >= start]
    return touching[0] if len(touching) == 1 else None


def window_of(point: Point, year: int, context: DeadlineContext) -> Window | None:
    """The days of a point in that year."""
    match point.unit:
        case Unit.DAY:
            day = day_of(year, point.value, point.day or 0)
            return Window(day, day) if day else None
        case Unit.HALF:
            return _half(year, point, context)
        case Unit.MONTH | Unit.QUARTER:
            return part_of(_months_of(point, year), point.part)
    return _months_of(point, year)


def _months_of(point: Point, year: int) -> Window | None:
    """The whole months that a unit covers, counted from its first."""
    if point.unit is Unit.SEASON and point.value == WINTER and point.year is not None:
        return None  # the winter of a year: of its beginning, or of its end?
    firsts, count = _MONTHS_OF.get(point.unit, ((), 0))
    if not count or not 0 <= point.value < len(firsts):
        return None
    return months(year, firsts[point.value], count)


def _half(year: int, point: Point, context: DeadlineContext) -> Window | None:
    """Of a calendar year, or of a school year: taught from September, then from January to May."""
    is_second = point.value == 2
    if point.value not in {1, 2}:
        return None
    if point.part != SCHOOL and not context.is_school_year:
        return months(year, 7 if is_second else 1, 6)
    is_other_year = (year != context.period[0].year) != is_second
    if point.part != SCHOOL and is_other_year:
        return None
    return months(year, 1, 5) if is_second else months(year, 9, 4)


def months(year: int, month: int, count: int) -> Window | None:
    """`count` whole months from the first of `month`."""
    last = month + count - 1
    if not (1 <= month <= 12 and 1 <= year <= 9998):
        return None
    end_year, end_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    end = date(end_year, end_month, monthrange(end_year, end_month)[1])
    return Window(date(year, month, 1), end)


def part_of(window: Window | None, part: str) -> Window | None:  # noqa: PLR0911 -- guards
    """«Начало», «конец», «II декада» and the like of a month; of a quarter only its end."""
    if window is None or not part:
        return window
    first, last = window.start, window.end
    if part == "last_decade" and first.month != last.month:
        return Window(last.replace(day=21), last)
    if first.month != last.month:
        return None
    bounds = {
        "decade_1": (1, 10),
        "decade_2": (11, 20),
        "decade_3": (21, last.day),
        "last_decade": (21, last.day),
        "half_1": (1, 15),
        "half_2": (16, last.day),
        "week_1": (1, 7),
        "last_week": (last.day - 6, last.day),
    }
    if part in bounds:
        start, end = bounds[part]
        return Window(first.replace(day=start), first.replace(day=end))
    return _week(window, int(part.removeprefix("week_")))


def _week(month: Window, number: int) -> Window | None:
    """The number-th row of the month's calendar, Monday to Sunday."""
    monday = month.start - timedelta(days=month.start.weekday()) + timedelta(weeks=number - 1)
    start, end = max(monday, month.start), min(monday + timedelta(days=6), month.end)
    return Window(start, end) if start <= end else None


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def resolve_range(first: Point, last: Point, context: DeadlineContext) -> Window | None:
    """From one point to another: the year of either serves both."""
    if first.year is None and last.year is None:
        return _range_in_period(first, last, context)
    if first.year is None and last.year is not None:
        return _joined(first, last, (last.year, last.year - 1), ends=False, context=context)
    if last.year is None and first.year is not None:
        return _joined(first, last, (first.year, first.year + 1), ends=True, context=context)
    return _between(resolve(first, context), resolve(last, context))


def _joined(
    first: Point, last: Point, years: tuple[int, int], *, ends: bool, context: DeadlineContext
) -> Window | None:
    for year in years:
        start = first if ends else replace(first, year=year)
        end = replace(last, year=year) if ends else last
        found = _between(resolve(start, context), resolve(end, context))
        if found:
            return found
    return None


def _range_in_period(first: Point, last: Point, context: DeadlineContext) -> Window | None:
    start, end = resolve(first, context), resolve(last, context)
    if start and end:
        starts_before = context.is_school_year and first.value == 8 and start.start > end.end
        if starts_before:
            start = resolve(replace(first, year=context.period[0].year), context)
        return _between(start, end)
    if start:
        year = start.start.year
        return _joined(first, last, (year, year + 1), ends=True, context=context)
    if end:
        year = end.end.year
        return _joined(first, last, (year, year - 1), ends=False, context=context)
    return None


def _between(start: Window | None, end: Window | None) -> Window | None:
    if start is None or end is None or start.start > end.end:
        return None
    return Window(start.start, end.end)
