"""Where a table's header is, and how its columns lie over the grid."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from documents.readers import Cell, Row, Table
from plans.domain.content import Column, Field
from plans.domain.reading.columns import MONTH_HEADER, Guess, assign, guess, normal
from plans.domain.reading.text import fold

_WORK = frozenset({Field.DEADLINE, Field.DEADLINE_START, Field.DEADLINE_END, Field.RESPONSIBLE})
_WORK_TOO = _WORK | {Field.RESULT, Field.INTERMEDIATE_RESULT, Field.CHANNELS}
MAX_DEPTH = 4
_NUMBER = re.compile(r"\s*\d+(?:\.\d+)*[.)]?\s*")


@dataclass(frozen=True, slots=True)
class Slot:
    """One column: which grid columns it takes, what is printed above it, what it means."""

    start: int
    end: int
    header: str
    field: Field
    parents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a plan table."""

    slots: tuple[Slot, ...]
    widths_mm: tuple[float | None, ...] = ()

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(slot.field for slot in self.slots)

    @property
    def width(self) -> int:
        return self.slots[-1].end

    def position(self, field: Field) -> int | None:
        return self.fields.index(field) if field in self.fields else None

    def same_as(self, other: "Layout") -> bool:
        """Printed twice: the same headers, whatever their grid."""
        mine = [normal(slot.header) for slot in self.slots]
        return mine == [normal(slot.header) for slot in other.slots]

    def columns(self) -> tuple[Column, ...]:
        return tuple(
            Column(fold(slot.header), slot.field, self._width_of(slot)) for slot in self.slots
        )

    def _width_of(self, slot: Slot) -> float | None:
        widths = self.widths_mm[slot.start : slot.end]
        known = [width for width in widths if width is not None]
        return round(sum(known), 1) if known and len(known) == len(widths) else None


@dataclass(frozen=True, slots=True)
class Header:
    """The rows that are header, and the layout they give."""

    first: int
    after: int
    layout: Layout


def find_header(table: Table, start: int = 0, stop: int | None = None) -> Header | None:
    """The first header at or below row `start`."""
    for index in range(start, len(table.rows) if stop is None else min(stop, len(table.rows))):
        header = _header_at(table, index)
        if header:
            return header
    return None


def _header_at(table: Table, index: int) -> Header | None:
    texts = [cell.text for cell in table.rows[index] if cell.text.strip()]
    if len(texts) < 2 or any(len(text) > 150 for text in texts):
        return None
    if _NUMBER.fullmatch(texts[0]) or not _may_be_header(texts):
        return None
    rows, after = _header_rows(table, index)
    layout = _layout(rows, table.widths_mm)
    return Header(index, after, layout) if layout and _is_plan(layout) else None


def _may_be_header(texts: Sequence[str]) -> bool:
    """At least two cells name fields: most rows of a table end here."""
    named = 0
    for text in texts:
        found = guess(text) if len(text) <= 80 else Guess(Field.OTHER, 0)
        named += found.field is not Field.OTHER and found.score >= 1
    return named >= 2


def _is_plan(layout: Layout) -> bool:
    fields = set(layout.fields)
    named = sum(
        slot.field is not Field.OTHER or guess(slot.header).score > 0 for slot in layout.slots
    )
    is_grid = layout.fields.count(Field.MONTH) > 1
    if Field.TITLE not in fields or not (fields & _WORK_TOO or is_grid):
        return False
    return named * 2 >= len(layout.fields) or len(fields & _WORK) >= 2


def _header_rows(table: Table, index: int) -> tuple[list[Row], int]:
    """The header's rows: below a merged cell stand its parts."""
    rows = [table.rows[index]]
    after = index + 1
    while (
        after < len(table.rows) and len(rows) < MAX_DEPTH and _continues(rows, table.rows[after])
    ):
        rows.append(table.rows[after])
        after += 1
    if after < len(table.rows) and is_number_row(table.rows[after]):
        after += 1
    return rows, after


def _continues(above: list[Row], row: Row) -> bool:
    """Whether the row only divides the cells above it."""
    fresh = [cell for cell in row if cell.text.strip() and not cell.is_covered]
    if not fresh or is_number_row(row):
        return False
    covered = any(cell.is_covered for cell in row)
    parents = [_over(above, cell) for cell in fresh]
    are_parts = all(
        guess(cell.text, parent).field is not Field.OTHER
        or (covered and len(cell.text) < 40)
        or re.fullmatch(r"\s*(?:20\d\d(?:\s*(?:г\.?|год))?)\s*", cell.text)
        for cell, parent in zip(fresh, parents, strict=True)
    )
    if covered:
        return are_parts
    others_empty = len(fresh) < len(row) and all(
        guess(cell.text, parent).field in _WORK | {Field.MONTH}
        for cell, parent in zip(fresh, parents, strict=True)
    )
    return others_empty and are_parts


def _over(rows: list[Row], cell: Cell) -> str:
    """The text above a cell: of the cell that spans it, or of the last one to its left."""
    texts = []
    for row in rows:
        left = [other for other in row if other.column <= cell.column and other.text.strip()]
        if left:
            texts.append(left[-1].text)
    return " ".join(texts)


def is_number_row(row: Row) -> bool:
    """«1 | 2 | 3» under the header."""
    texts = [cell.text.strip().rstrip(".") for cell in row if cell.text.strip()]
    if len(texts) < 3 or len(texts) < len(row) - 1:
        return False
    numbers = [str(number) for number in range(1, len(texts) + 1)]
    return texts in (numbers, ["А", *numbers[:-1]], ["A", *numbers[:-1]])


def _layout(rows: list[Row], widths: tuple[float | None, ...]) -> Layout | None:
    slots: list[tuple[int, int, str, tuple[str, ...]]] = []
    width = max((row[-1].end for row in rows if row), default=0)
    starts = sorted({cell.column for row in rows for cell in row})
    for start, end in zip(starts, [*starts[1:], width], strict=True):
        texts = _texts_over(rows, start)
        slots.append((start, end, texts[-1] if texts else "", tuple(texts[:-1])))
    if len(slots) < 2:
        return None
    guesses = [guess(header, " ".join(parents)) for _, _, header, parents in slots]
    fields = _with_title(assign(guesses), guesses)
    made = [
        Slot(start, end, header, field, parents)
        for (start, end, header, parents), field in zip(slots, fields, strict=True)
        if header or any(parents) or field is not Field.OTHER or end - start < width
    ]
    return Layout(_trimmed(made), widths)


def _trimmed(slots: list[Slot]) -> tuple[Slot, ...]:
    """Columns without a header at the right end are the sheet's, not the table's."""
    while len(slots) > 1 and not slots[-1].header.strip():
        slots.pop()
    return tuple(slots)


def _texts_over(rows: list[Row], column: int) -> list[str]:
    texts: list[str] = []
    for row in rows:
        for cell in row:
            if cell.column <= column < cell.end and cell.text.strip():
                if not texts or fold(texts[-1]) != fold(cell.text):
                    texts.append(cell.text)
                break
    return texts


def _with_title(fields: list[Field], guesses: list[Guess]) -> list[Field]:
    """A table with deadlines and people but no named title has it under a name of its own."""
    if Field.TITLE in fields or not {Field.DEADLINE, Field.RESPONSIBLE} <= set(fields):
        return fields
    for index, (field, (_, score)) in enumerate(zip(fields, guesses, strict=True)):
        if field is Field.OTHER and score == 0:
            return [*fields[:index], Field.TITLE, *fields[index + 1 :]]
    for substitute in (Field.DESCRIPTION, Field.GOAL, Field.RESULT):
        if substitute in fields:
            index = fields.index(substitute)
            return [*fields[:index], Field.TITLE, *fields[index + 1 :]]
    return fields


def is_month_header(text: str) -> bool:
    return bool(MONTH_HEADER.fullmatch(normal(text)))
