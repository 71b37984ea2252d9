"""Dated deadlines: days, months, quarters, their lists and ranges, «с», «по» and «до»."""

from dataclasses import replace
from datetime import date

from plans.domain.deadlines.calendar import (
    DeadlineContext,
    Point,
    Unit,
    day_of,
    months,
    resolve,
    resolve_range,
)
from plans.domain.deadlines.terms import Continuous, Due, Term, Window

Found = tuple[list[Term], int]

_PARTS = {"начало": "decade_1", "середина": "decade_2", "конец": "last_decade"}
_UNITS = {"квартал": Unit.QUARTER, "полугодие": Unit.HALF}
_FILLERS = frozenset({"в", "на", "за", "период", "течение", "ориентировочно", "весь", "всего"})
_DUE_WORDS = frozenset({"до", "к", "по", "позднее", "позже"})
_HOLIDAYS = ("каникул", "школьн")


class SpanReader:
    """Reads dated expressions from a list of tokens."""

    def __init__(self, found: list[str], context: DeadlineContext) -> None:
        self._tokens = found
        self._context = context
        self.is_open = False

    def read(self, index: int) -> Found | None:
        """The terms that start at `index`, and where they end; None where there are none."""
        start, sign = index, self._sign_at(index)
        while sign in _FILLERS or (sign == "не" and self._sign_at(index + 1) in _DUE_WORDS):
            index += 1
            sign = self._sign_at(index)
        if sign in {"с", "от"}:
            return self._from(index + 1)
        if sign in _DUE_WORDS:
            return self._due(index + 1)
        found = self._list(index)
        if found and "течение" in self._tokens[start:index]:
            return self._cut(found)
        return found

    def _sign_at(self, index: int) -> str:
        return self._tokens[index] if index < len(self._tokens) else ""

    def _cut(self, found: Found) -> Found:
        """«В течение 2024 года» ends with the plan; over the whole of it, it is continuous."""
        start, end = self._context.period
        terms: list[Term] = []
        for term in found[0]:
            if isinstance(term, Window) and term.start <= start and term.end >= end:
                terms.append(Continuous())
            elif isinstance(term, Window) and term.start <= end and term.end >= start:
                terms.append(Window(max(term.start, start), min(term.end, end)))
            else:
                terms.append(term)
        return terms, found[1]

    def _from(self, index: int) -> Found | None:
        """«с 1 марта», «с 15 ноября по 15 декабря»."""
        first = self._point(index)
        if first is None:
            return None
        point, index = first
        if self._sign_at(index) in {"по", "до", "-", "и"}:
            last = self._point(index + 1)
            if last is None:
                return self._open(point, index + 1) if self._sign_at(index) == "-" else None
            window = self._range(point, last[0])
            return ([window], last[1]) if window else None
        return self._open(point, index)

    def _open(self, point: Point, index: int) -> Found | None:
        """Open at the end: closed by the plan's period."""
        window = resolve(self._dated(point), self._context)
        end = self._context.period[1]
        if window is None or window.start > end:
            return None
        self.is_open = True
        return [Window(window.start, end)], index

    def _due(self, index: int) -> Found | None:
        """«до 25 августа», «не позднее III квартала», «до конца сентября», «до конца года»."""
        whole_year = {"год": Unit.YEAR, "период": Unit.NUMBER}
        if self._sign_at(index) == "конец" and self._sign_at(index + 1) in whole_year:
            return self._due_by_end(self._sign_at(index + 1), index + 2)
        if self._sign_at(index) == "начало":
            return None
        found = self._point(index)
        if found is None:
            return None
        point = self._dated(replace(found[0], part="")) if found[0].part else self._dated(found[0])
        window = resolve(point, self._context)
        return ([Due(window.end)], found[1]) if window else None

    def _due_by_end(self, what: str, index: int) -> Found | None:
        start, end = self._context.period
        if what == "период":
            return [Due(end)], index
        return ([Due(date(end.year, 12, 31))], index) if start.year == end.year else None

    def _list(self, index: int) -> Found | None:
        """Points and ranges one after another, with commas, with «и», or with nothing between."""
        entries: list[tuple[Point, Point | None, bool]] = []
        while True:
            found = self._point(index)
            if found is None:
                break
            point, index = found
            last: Point | None = None
            is_open = False
            if self._sign_at(index) == "-":
                second = self._point(index + 1)
                index = second[1] if second else index + 1
                last, is_open = (second[0], False) if second else (None, True)
            entries.append((point, last, is_open))
            if is_open:
                break
            following = index + (self._sign_at(index) in {",", "и", "/"})
            if self._point(following) is None:
                break
            index = following
        terms = self._terms(entries)
        return (terms, index) if terms else None

    def _terms(self, entries: list[tuple[Point, Point | None, bool]]) -> list[Term]:
        terms: list[Term] = []
        unit: Point | None = None
        for first, last, is_open in reversed(entries):
            unit = _next_unit(last, first, unit)
            term = self._term(_completed(first, unit), last and _completed(last, unit), is_open)
            if term is None:
                return []
            terms.insert(0, term)
        return terms

    def _term(self, first: Point, last: Point | None, is_open: bool) -> Term | None:  # noqa: FBT001 -- one of a triple
        if is_open:
            found = self._open(first, 0)
            return found[0][0] if found else None
        if last is not None:
            return self._range(first, last)
        point = self._dated(first)
        window = resolve(point, self._context)
        if window is None:
            return None
        return Due(window.end) if point.unit is Unit.DAY else window

    def _range(self, first: Point, last: Point) -> Window | None:
        first, last = _completed(first, last), self._dated(last)
        years = {Unit.YEAR, Unit.SCHOOL_YEAR}
        if last.unit in years and first.unit not in years:
            return None
        return resolve_range(self._dated(first), last, self._context)

    def _dated(self, point: Point) -> Point:
        """A bare number is what the column counts, or a day of the month around it."""
        if point.unit is not Unit.NUMBER:
            return point
        unit = self._context.unit
        if unit in {Unit.MONTH, Unit.QUARTER}:
            return replace(point, unit=unit, part="")
        if point.part == "roman" or self._context.month is None:
            return replace(point, unit=Unit.MONTH, part="") if _is_roman_month(point) else point
        year, month = self._context.month
        return Point(Unit.DAY, month, year, point.value)

    def _point(self, index: int) -> tuple[Point, int] | None:  # noqa: PLR0911 -- one a sign
        sign = self._sign_at(index)
        if not sign:
            return None
        kind, rest = sign[0], sign[1:]
        if kind == "T":
            return _full_date(rest, index + 1)
        if kind in "YU" and rest.isdigit():
            unit = Unit.YEAR if kind == "Y" else Unit.SCHOOL_YEAR
            return Point(unit, 0, int(rest)), index + 1
        if kind == "M" and rest.isdigit():
            return self._with_year(Point(Unit.MONTH, int(rest)), index + 1)
        if kind == "S" and rest.isdigit():
            return self._season(int(rest), index + 1)
        if kind in "#R" and rest.isdigit():
            return self._numbered(int(rest), "roman" if kind == "R" else "", index + 1)
        return self._part(sign, index + 1)

    def _numbered(  # noqa: PLR0911 -- one return a unit
        self, number: int, part: str, index: int
    ) -> tuple[Point, int] | None:
        sign = self._sign_at(index)
        if sign in _UNITS:
            return self._with_year(Point(_UNITS[sign], number), index + 1)
        if sign.startswith("M") and not part:
            return self._with_year(Point(Unit.DAY, int(sign[1:]), day=number), index + 1)
        if sign in {"половина", "декада", "неделя"}:
            name = {"половина": "half", "декада": "decade", "неделя": "week"}[sign]
            return self._part_of_month(f"{name}_{number}", index + 1)
        if sign in {"год", "раз", "рабочий", "дней", "дня", "день", "месяц", "четверть", "%"}:
            return None
        return Point(Unit.NUMBER, number, part=part), index + (sign == "числа")

    def _part(self, sign: str, index: int) -> tuple[Point, int] | None:
        if sign in _PARTS:
            return self._part_of_month(_PARTS[sign], index)
        if sign == "последний" and self._sign_at(index) in {"декада", "неделя"}:
            name = "last_decade" if self._sign_at(index) == "декада" else "last_week"
            return self._part_of_month(name, index + 1)
        return None

    def _part_of_month(self, part: str, index: int) -> tuple[Point, int] | None:
        found = self._point(index)
        if found is None or found[0].unit not in {Unit.MONTH, Unit.QUARTER} or found[0].part:
            return None
        is_known = part[-1] in "123" or part.startswith("last") or part == "week_4"
        return (replace(found[0], part=part), found[1]) if is_known else None

    def _season(self, number: int, index: int) -> tuple[Point, int] | None:
        if number != 2 and self._sign_at(index).startswith(_HOLIDAYS):
            return None
        while self._sign_at(index).startswith((*_HOLIDAYS, "оздоровит", "кампани", "период")):
            index += 1
        return self._with_year(Point(Unit.SEASON, number), index)

    def _with_year(self, point: Point, index: int) -> tuple[Point, int]:
        sign = self._sign_at(index)
        if sign[:1] == "Y":
            return replace(point, year=int(sign[1:])), index + 1
        if sign[:1] == "U":
            return self._in_school_year(point, int(sign[1:])), index + 1
        return self._with_relative_year(point, index)

    def _in_school_year(self, point: Point, year: int) -> Point:
        starts_late = point.unit is Unit.MONTH and point.value >= 9
        is_first = starts_late or (point.unit is Unit.HALF and point.value == 1)
        return replace(point, year=year if is_first else year + 1)

    def _with_relative_year(self, point: Point, index: int) -> tuple[Point, int]:
        """«года, следующего за отчётным», «следующего года», «года, предшествующего …»."""
        start, end = self._context.period
        words = [self._sign_at(index + offset) for offset in range(8)]
        text = " ".join(words)
        for pattern, step in (
            ("следующего год", 1),
            ("год , следующего за отчетным", 1),
            ("год следующего за отчетным", 1),
            ("год , предшествующего год проведения", -1),
            ("год , предшествующего отчетному", -1),
        ):
            if text.startswith(pattern) and start.year == end.year:
                return replace(point, year=start.year + step), index + len(pattern.split())
        return point, index


def cumulative(found: list[str], context: DeadlineContext) -> Found | None:
    """«9 месяцев 2024 года»: from January."""
    if len(found) < 2 or found[0] not in {"#3", "#6", "#9"} or found[1] != "месяц":
        return None
    has_year = len(found) > 2 and found[2][:1] == "Y"
    start, end = context.period
    if not has_year and start.year != end.year:
        return None
    window = months(int(found[2][1:]) if has_year else start.year, 1, int(found[0][1:]))
    return ([window], 3 if has_year else 2) if window else None


def _full_date(text: str, index: int) -> tuple[Point, int] | None:
    day, month, year = (int(part) for part in text.split("."))
    year += 2000 if year < 100 else 0
    return (Point(Unit.DAY, month, year, day), index) if day_of(year, month, day) else None


def _is_roman_month(point: Point) -> bool:
    return point.part == "roman" and point.value > 4


def _next_unit(last: Point | None, first: Point, unit: Point | None) -> Point | None:
    """What completes the bare numbers to the left of an entry."""
    for point in (last, first):
        if point is not None and point.unit is not Unit.NUMBER:
            return point
    return unit


def _completed(point: Point, unit: Point | None) -> Point:
    """«10-15 сентября», «I, III кварталы»: a number takes the unit that follows it."""
    if point.unit is not Unit.NUMBER or unit is None:
        return point
    if unit.unit is Unit.DAY:
        return replace(unit, day=point.value)
    if unit.unit in {Unit.QUARTER, Unit.HALF} and not unit.part:
        return replace(unit, value=point.value)
    return point
