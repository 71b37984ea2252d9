"""Dated deadlines: days, months, quarters, their lists and ranges, «с», «по» and «до»."""

import re
from dataclasses import dataclass, replace
from datetime import date

from plans.domain.deadlines.calendar import (
    DeadlineContext,
    Point,
    Unit,
    months,
    resolve,
    resolve_range,
)
from plans.domain.deadlines.points import PointReader
from plans.domain.deadlines.remarks import Remark
from plans.domain.deadlines.terms import Continuous, Due, Term, Window

Found = tuple[list[Term], int]

_FILLERS = frozenset({"в", "на", "за", "период", "течение", "ориентировочно", "весь", "всего"})
_DUE_WORDS = frozenset({"до", "к", "по", "позднее", "позже"})
_TO = frozenset({"по", "до", "-", "и"})
_YEARS = frozenset({Unit.YEAR, Unit.SCHOOL_YEAR})
_MONTHS_MEANT_WHOLE = 3
_OF_PLAN = (
    re.compile(r"реализации|действия|исполнения"),
    re.compile(r"плана|программы|проекта|мероприятий"),
)


@dataclass(slots=True)
class _Entry:
    """A point or a range of a list; `is_open` where the end is missing («Декабрь 2023-»)."""

    first: Point
    last: Point | None = None
    is_open: bool = False


class SpanReader:
    """Reads dated expressions from a list of tokens; `remarks` say what was taken for granted."""

    def __init__(self, found: list[str], context: DeadlineContext) -> None:
        self._tokens = found
        self._context = context
        self._points = PointReader(found, context)
        self._sign = self._points.sign
        self.remarks: list[Remark] = []

    def read(self, index: int) -> Found | None:
        """The terms that start at `index`, and where they end; None where there are none."""
        start, sign = index, self._sign(index)
        while sign in _FILLERS or (sign == "не" and self._sign(index + 1) in _DUE_WORDS):
            index += 1
            sign = self._sign(index)
        if sign in {"с", "от"}:
            return self._from(index + 1)
        if sign in _DUE_WORDS:
            return self._due(index + 1, sign)
        found = self._list(index)
        if found and not {"течение", "весь"}.isdisjoint(self._tokens[start:index]):
            return self._cut(found)
        return found

    def _cut(self, found: Found) -> Found:
        """«В течение 2024 года» ends with the plan; over the whole of it, it is continuous."""
        start, end = self._context.period
        is_long = (end - start).days > 31 * _MONTHS_MEANT_WHOLE
        terms: list[Term] = []
        for term in found[0]:
            if not isinstance(term, Window) or term.start > end or term.end < start:
                terms.append(term)
            elif is_long and term.start <= start and term.end >= end:
                terms.append(Continuous())
            else:
                terms.append(Window(max(term.start, start), min(term.end, end)))
        return terms, found[1]

    def _from(self, index: int) -> Found | None:
        """«с 1 марта», «с 15 ноября по 15 декабря»."""
        first = self._points.point(index)
        if first is None:
            return None
        point, index = first
        if self._sign(index) not in _TO:
            return self._open(point, index)
        last = self._points.point(index + 1)
        if last is None:
            is_open = self._sign(index) == "-" and not self._sign(index + 1)
            return self._open(point, index + 1) if is_open else None
        window = self._range(point, last[0])
        return ([window], last[1]) if window else None

    def _open(self, point: Point, index: int) -> Found | None:
        """Open at the end: closed by the plan's period."""
        window = resolve(self._points.dated(point), self._context)
        end = self._context.period[1]
        if window is None or window.start > end:
            return None
        self.remarks.append(Remark.OPEN_END)
        return [Window(window.start, end)], index

    def _due(self, index: int, word: str) -> Found | None:
        """«до 25 августа», «не позднее III квартала», «до конца сентября», «до конца года»."""
        edge = self._sign(index)
        found = self._due_by_edge(edge, index + 1) if edge in {"конец", "начало"} else None
        if found or edge == "начало":
            return found
        pointed = self._points.point(index + (edge == "конец"))
        if pointed is None or pointed[0].part in {"decade_2", "roman"}:
            return None
        point = self._points.dated(replace(pointed[0], part=""))
        if edge != "конец" and not self._is_end_clear(point, word, pointed[1]):
            return None
        window = resolve(point, self._context)
        return ([Due(window.end)], pointed[1]) if window else None

    def _is_end_clear(self, point: Point, word: str, index: int) -> bool:
        """«к маю» may be before or in May; «до мая» is taken to include it, with a remark."""
        if point.unit is Unit.DAY:
            return not self._is_month_alone(index)
        if point.unit is Unit.MONTH and word == "до":
            self.remarks.append(Remark.BY_MONTH)
        return word != "к"

    def _is_month_alone(self, index: int) -> bool:
        """«10 сентября, декабря»: the day may be meant for the second month as well."""
        following = self._after_joint(index)
        return following > index and self._sign(following)[:1] == "M"

    def _due_by_edge(self, edge: str, index: int) -> Found | None:
        """The end or the start of what has no number: the year, the school year, the period."""
        sign, after = self._sign(index), self._sign(index + 1)
        if sign[:1] == "U":
            return self._school_edge(edge, int(sign[1:]), index + 1)
        if (sign, after) == ("учебный", "год"):
            return self._school_edge(edge, None, index + 2)
        if edge == "начало":
            return None
        return self._named_end(sign, index + 1)

    def _named_end(self, name: str, index: int) -> Found | None:
        """The end of the plan's period, of its year, of the month or quarter around."""
        start, end = self._context.period
        is_school = self._context.is_school_year
        if name == "период":
            return [Due(end)], self._after_name(index)
        if name == "год" and end.year - start.year == int(is_school):
            self.remarks.extend([Remark.YEAR_END] * is_school)
            return [Due(date(start.year, 12, 31))], index
        named = self._context.named_span(name)
        return ([Due(named.end)], index) if named else None

    def _after_name(self, index: int) -> int:
        """«периода реализации плана» is no other period than the plan's."""
        if not _OF_PLAN[0].fullmatch(self._sign(index)):
            return index
        return index + 1 + bool(_OF_PLAN[1].fullmatch(self._sign(index + 1)))

    def _school_edge(self, edge: str, year: int | None, index: int) -> Found | None:
        """A school year is taught until 31 May; what must be there for its start, by 31 August."""
        month = 5 if edge == "конец" else 8
        if year is not None:
            year += edge == "конец"
        window = resolve(Point(Unit.DAY, month, year, 31), self._context)
        if window is None:
            return None
        self.remarks.append(Remark.SCHOOL_YEAR_EDGE)
        return [Due(window.end)], index

    def _list(self, index: int) -> Found | None:
        """Points and ranges one after another, with commas, with «и», or with nothing between."""
        entries: list[_Entry] = []
        following = index
        while not (entries and entries[-1].is_open):
            found = self._entry(following)
            if found is None:
                break
            follows_month = entries and not _is_bare(entries[-1])
            if follows_month and _is_bare(found[0]) and self._is_bare_to_the_end(found[1]):
                break
            entries.append(found[0])
            index = found[1]
            if found[0].first.unit is Unit.DAY and self._is_month_alone(index):
                return None
            following = self._after_joint(index)
        terms = self._terms(entries)
        return (terms, index) if terms else None

    def _after_joint(self, index: int) -> int:
        return index + (self._sign(index) in {",", "и", "/"})

    def _is_bare_to_the_end(self, index: int) -> bool:
        """«октябрь, 15, 20»: what no unit follows belongs to the month before."""
        found = self._entry(self._after_joint(index))
        while found and _is_bare(found[0]):
            found = self._entry(self._after_joint(found[1]))
        return found is None

    def _entry(self, index: int) -> tuple[_Entry, int] | None:
        found = self._points.point(index)
        if found is None:
            return None
        point, index = found
        if self._sign(index) != "-":
            return _Entry(point), index
        last = self._points.point(index + 1)
        if last:
            return _Entry(point, last[0]), last[1]
        is_open = not self._sign(index + 1)
        return _Entry(point, is_open=is_open), index + is_open

    def _terms(self, entries: list[_Entry]) -> list[Term]:
        """Read from the right: what stands last says what the bare numbers before it count."""
        terms: list[Term] = []
        unit: Point | None = None
        after: Point | None = None
        for entry in reversed(entries):
            unit = _next_unit(entry, unit)
            first = _completed(entry.first, unit)
            last = entry.last and _completed(entry.last, unit)
            if last is None and after is not None:
                first = self._in_year_of(first, after)
            term = self._term(_Entry(first, last, entry.is_open))
            if term is None:
                return []
            terms.insert(0, term)
            after = first
        return terms

    def _in_year_of(self, point: Point, after: Point) -> Point:
        """A year written once at the end serves the list where the plan's period does not say."""
        if point.year is not None or after.year is None or point.unit is not after.unit:
            return point
        start, end = self._context.period
        window = resolve(after, self._context)
        is_inside = window is not None and start <= window.start <= window.end <= end
        if is_inside and resolve(point, self._context):
            return point
        is_later = (point.value, point.day or 0) > (after.value, after.day or 0)
        return replace(point, year=after.year - is_later)

    def _term(self, entry: _Entry) -> Term | None:
        if entry.is_open:
            found = self._open(entry.first, 0)
            return found[0][0] if found else None
        if entry.last is not None:
            return self._range(entry.first, entry.last)
        point = self._points.dated(entry.first)
        window = resolve(point, self._context)
        if window is None:
            return None
        return Due(window.end) if point.unit is Unit.DAY else window

    def _range(self, first: Point, last: Point) -> Window | None:
        first, last = _completed(first, last), self._points.dated(last)
        if last.unit in _YEARS and first.unit not in _YEARS:
            return None
        return resolve_range(self._points.dated(first), last, self._context)


def cumulative(found: list[str], index: int, context: DeadlineContext) -> Found | None:
    """«9 месяцев 2024 года»: from January."""
    signs = found[index : index + 3]
    if len(signs) < 2 or signs[0] not in {"#3", "#6", "#9"} or signs[1] != "месяц":
        return None
    has_year = len(signs) > 2 and signs[2][:1] == "Y"
    start, end = context.period
    if not has_year and start.year != end.year:
        return None
    window = months(int(signs[2][1:]) if has_year else start.year, 1, int(signs[0][1:]))
    return ([window], index + 2 + has_year) if window else None


def _is_bare(entry: _Entry) -> bool:
    last = entry.last or entry.first
    return entry.first.unit is Unit.NUMBER and last.unit is Unit.NUMBER and not entry.first.part


def _next_unit(entry: _Entry, unit: Point | None) -> Point | None:
    """What completes the bare numbers to the left of an entry."""
    for point in (entry.last, entry.first):
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
