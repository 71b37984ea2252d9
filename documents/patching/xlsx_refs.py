"""References to cells that follow the rows they name: ranges, lists of ranges, formulas."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError
from openpyxl.utils import column_index_from_string, get_column_letter

LAST_ROW = 1_048_576
_GONE = "#REF!"
_CELL = re.compile(r"(\$?)([A-Z]{1,3})(\$?)([0-9]{1,7})$")
_LINE = re.compile(r"()()(\$?)([0-9]{1,7})$")
_SHEET = re.compile(r"(?:('(?:[^']|'')+'|[^'!]+)!)?(.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells by its first and last rows and columns, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        first = f"{get_column_letter(self.left + 1)}{self.top + 1}"
        last = f"{get_column_letter(self.right + 1)}{self.bottom + 1}"
        return first if first == last else f"{first}:{last}"


class RowMap:
    """Where the rows of a sheet went, counted from 0; rows below all others move together."""

    def __init__(self, moved: Mapping[int, list[int]], height: int, new_height: int) -> None:
        self._moved = moved
        self._height = height
        self._shift = new_height - height
        self.is_same = not self._shift and all(moved.get(row) == [row] for row in range(height))

    def of(self, row: int) -> list[int]:
        """The new numbers of a row: first its own, if it is still there, then its copies'."""
        if row >= self._height:
            return [min(row + self._shift, LAST_ROW - 1)]
        return self._moved.get(row, [])

    def span(self, first: int, last: int) -> tuple[int, int] | None:
        """The first and last of what became of the rows first … last; None if all are gone."""
        rows = self._inside(first, last)
        return (min(rows), max(rows)) if rows else None

    def groups(self, first: int, last: int) -> list[tuple[int, int]]:
        """What became of the rows first … last, as groups of rows under each other."""
        rows = sorted(set(self._inside(first, last)))
        if last >= self._height and len(rows) > 1:
            tail = self.of(max(first, self._height))[0]
            rows = [row for row in rows if row < tail]
            return [*_grouped(rows), (tail, self.of(last)[0])]
        return _grouped(rows)

    def _inside(self, first: int, last: int) -> list[int]:
        inside = [new for row in range(first, min(last + 1, self._height)) for new in self.of(row)]
        if last >= self._height:
            inside += [self.of(max(first, self._height))[0], self.of(last)[0]]
        return inside


def _grouped(rows: list[int]) -> list[tuple[int, int]]:
    if not rows:
        return []
    breaks = [(one, other) for one, other in pairwise(rows) if other != one + 1]
    starts = [rows[0], *(other for _, other in breaks)]
    return list(zip(starts, [*(one for one, _ in breaks), rows[-1]], strict=True))


def parse_area(text: str) -> Area | None:
    """«B2:D4», «B2» as an area; None for whole columns or rows, names and the like."""
    ends = [_CELL.match(end) for end in text.split(":")]
    if not 1 <= len(ends) <= 2 or not all(ends):
        return None
    rows = [int(end[4]) - 1 for end in ends if end]
    columns = [column_index_from_string(end[2]) - 1 for end in ends if end]
    return Area(min(rows), min(columns), max(rows), max(columns))


def map_list(text: str, rows: RowMap) -> str:
    """A list of ranges as `sqref` has it; empty if nothing is left."""
    mapped: list[str] = []
    for one in text.split():
        area = parse_area(one)
        if area is None:
            mapped.append(one)
        else:
            groups = rows.groups(area.top, area.bottom)
            mapped += [str(Area(first, area.left, last, area.right)) for first, last in groups]
    return " ".join(mapped)


def map_range(text: str, rows: RowMap) -> str:
    """One range as `ref` has it, `$` kept; «#REF!» if nothing is left."""
    start, colon, end = text.partition(":")
    ends = [_CELL.match(part) or _LINE.match(part) for part in (start, end) if part]
    if not ends or not all(ends):
        return text
    numbers = [int(found[4]) - 1 for found in ends if found]
    if len(numbers) == 1:
        own = rows.of(numbers[0])
        span = (own[0], own[0]) if own else None
    else:
        span = rows.span(min(numbers), max(numbers))
    if span is None:
        return _GONE
    printed = [
        f"{found[1]}{found[2]}{found[3]}{row + 1}"
        for found, row in zip(ends, span, strict=False)
        if found
    ]
    return colon.join(printed)


def map_formula(text: str, own: str, maps: Mapping[str, RowMap | None]) -> str:
    """A formula (without «=») of the sheet `own`; None among the maps is a sheet that is gone."""
    try:
        formula = Tokenizer(f"={text}")
    except TokenizerError:
        return text
    for token in _ranges(formula.items):
        found = _SHEET.match(token.value)
        if found is None:
            continue
        name = own if found[1] is None else found[1].strip("'").replace("''", "'")
        rows = maps.get(name)
        if rows is not None and not rows.is_same:
            mapped = map_range(found[2], rows)
            prefix = "" if found[1] is None else f"{found[1]}!"
            token.value = mapped if mapped == _GONE else prefix + mapped
        elif name in maps and rows is None:
            token.value = _GONE
    return "".join(token.value for token in formula.items)


def _ranges(tokens: Iterable[Token]) -> Iterable[Token]:
    return (one for one in tokens if one.type == Token.OPERAND and one.subtype == Token.RANGE)
