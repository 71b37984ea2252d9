"""Month and quarter grids: «+» is the whole month, a number a day of it."""

import re
from dataclasses import dataclass

from plans.domain.content import Field
from plans.domain.deadlines import (
    Continuous,
    DeadlineContext,
    Term,
    Unknown,
    Window,
    arrange,
    understand,
)
from plans.domain.periods import Period
from plans.domain.reading.columns import normal
from plans.domain.reading.layout import Layout, Slot
from plans.domain.reading.raw import RawRow
from plans.domain.reading.text import fold, is_empty

_MARK = re.compile(r"[+xхvѵ*✓✔✗●•■▪√☑y]+", re.IGNORECASE)
_YEAR = re.compile(r"20\d\d")


@dataclass(frozen=True, slots=True)
class MonthGrid:
    """The month columns of a plan and the days that each stands for."""

    spans: tuple[tuple[int, Window], ...]
    period: Period

    @classmethod
    def of(cls, layout: Layout, period: Period) -> "MonthGrid | None":
        slots = [
            (index, slot) for index, slot in enumerate(layout.slots) if slot.field is Field.MONTH
        ]
        quarters = {_number(slot) for _, slot in slots} == {1, 2, 3, 4}
        spans = [(index, _span(slot, period, quarters=quarters)) for index, slot in slots]
        known = tuple((index, span) for index, span in spans if span)
        return cls(known, period) if known else None

    def read(self, row: RawRow) -> tuple[tuple[Term, ...], bool]:
        """The terms that a row's marks mean, and whether each mark could be read."""
        marks = [(span, fold(_mark_in(row, index))) for index, span in self.spans]
        filled = [
            (span, mark) for span, mark in marks if mark and (mark == "*" or not is_empty(mark))
        ]
        whole = [span for span, mark in filled if _MARK.fullmatch(mark)]
        if len(whole) == len(self.spans) > 1:
            return (Continuous(),), True
        terms: list[Term] = []
        for span, mark in filled:
            if _MARK.fullmatch(mark):
                terms.append(span)
            else:
                terms.extend(understand(mark, DeadlineContext(self.period, span)).terms)
        return arrange(terms), Unknown() not in terms


def _mark_in(row: RawRow, index: int) -> str:
    """The mark of a column, or the one merged over it from a column to its left."""
    wide = (first for first, count in row.spans.items() if first <= index < first + count)
    return row.cells[next(wide, index)]


def _number(slot: Slot) -> int | None:
    """«9» or «IX» above a column."""
    header = normal(slot.header)
    if header.isdigit() and 1 <= int(header) <= 12:
        return int(header)
    return _ROMAN.index(header) + 1 if header in _ROMAN else None


def _span(slot: Slot, period: Period, *, quarters: bool) -> Window | None:
    """The month of a column, in the year printed above it or in the plan's period."""
    header, parents = normal(slot.header), " ".join(slot.parents)
    number, year = _number(slot), _YEAR.search(parents)
    if number:
        is_quarter = quarters or "квартал" in parents.lower()
        header = f"{number} квартал" if is_quarter else _MONTHS[number - 1]
    text = header if _YEAR.search(header) or not year else f"{header} {year[0]}"
    terms = understand(text, DeadlineContext(period)).terms
    return terms[0] if len(terms) == 1 and isinstance(terms[0], Window) else None


_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_MONTHS = (
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
)
