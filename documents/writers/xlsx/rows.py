"""Rows of a sheet: by format strings where all is plain, cell by cell elsewhere."""

from collections.abc import Callable, Sequence
from datetime import date
from operator import gt, itemgetter
from typing import Any

from documents.writers.text import Value, joined_if_plain, text_of
from documents.writers.xlsx.cells import CARE, DAY_ZERO, EXACT, FIRST_DATE, LONGEST_TEXT, cell
from documents.writers.xlsx.parts import Style

LINE_POINTS = 14
_TALLEST_ROW = 409  # the limit of Excel
_FILLED = 0.95  # words do not break, so a line is seldom full


class _Template:
    """Rows whose cells have the same types, as one format string."""

    def __init__(self, types: tuple[type, ...], columns: "RowWriter") -> None:
        cells = map(_cell_pattern, types, columns.styles)
        self.xml = f'<row r="%d"%s>{"".join(cells)}</row>'
        self.capacities = tuple(_chooser(types, str)(columns.capacities))
        self.texts = _chooser(types, str)
        self.numbers = _chooser(types, int, float)
        self.dates = tuple(index for index, kind in enumerate(types) if kind is date)

    def cells(self, row: Sequence[Any]) -> Sequence[Any] | None:
        """The row with dates as Excel counts them; nothing, if one lies before its calendar."""
        if not self.dates:
            return row
        cells = list(row)
        for index in self.dates:
            if cells[index] < FIRST_DATE:
                return None
            cells[index] = cells[index].toordinal() - DAY_ZERO
        return cells


def _cell_pattern(kind: type, style: Style) -> str:
    return _PATTERNS[kind](style)


_PATTERNS: dict[type, Callable[[Style], str]] = {
    str: lambda _style: f'<c t="inlineStr" s="{Style.TEXT}"><is><t>%s</t></is></c>',
    int: lambda style: f'<c s="{style}"><v>%d</v></c>',
    float: lambda style: f'<c s="{style}"><v>%r</v></c>',
    date: lambda _style: f'<c s="{Style.DATE}"><v>%d</v></c>',
    type(None): lambda _style: f'<c s="{Style.TEXT}"/>%.0s',
}


def _chooser(types: tuple[type, ...], *wanted: type) -> Callable[[Sequence[Any]], Sequence[Any]]:
    """A function that picks the cells of some types, as quickly as Python can."""
    chosen = [index for index, kind in enumerate(types) if kind in wanted]
    if not chosen:
        return lambda _row: ()
    if len(chosen) == 1:
        [only] = chosen
        return lambda row: (row[only],)
    return itemgetter(*chosen)


class RowWriter:
    """Turns batches of rows into XML; plain batches by format strings, others cell by cell."""

    def __init__(self, styles: Sequence[Style], widths: Sequence[float]) -> None:
        self.styles = styles
        self.capacities = [int(width) for width in widths]
        self._templates: dict[tuple[type, ...], _Template | None] = {}

    def xml(self, rows: Sequence[Sequence[Value]], number: int) -> str:
        """The rows of one batch, the first of which is row `number` of the sheet.

        A row that needs care is found by halves, so that it slows nothing but itself.
        """
        quick = self._quick(rows, number)
        if quick:
            return quick
        if len(rows) == 1:
            return self._careful(rows[0], number)
        middle = len(rows) // 2
        return self.xml(rows[:middle], number) + self.xml(rows[middle:], number + middle)

    def _quick(self, rows: Sequence[Sequence[Value]], number: int) -> str:
        """Nothing, if any cell needs care."""
        texts: list[str] = []
        numbers: list[float] = []
        lines: list[str] = []
        for at, row in enumerate(rows, number):
            template = self._template(tuple(map(type, row)))
            cells = template.cells(row) if template else None
            if template is None or cells is None:
                return ""
            written = template.texts(row)
            texts += written
            numbers += template.numbers(row)
            wrapped = any(map(gt, map(len, written), template.capacities))
            height = _height(written, template.capacities) if wrapped else ""
            lines.append(template.xml % (at, height, *cells))
        return "".join(lines) if _need_no_care(texts, numbers) else ""

    def _careful(self, row: Sequence[Value], number: int) -> str:
        height = _height([text_of(value) for value in row], self.capacities)
        return f'<row r="{number}"{height}>{"".join(map(cell, row, self.styles))}</row>'

    def _template(self, types: tuple[type, ...]) -> _Template | None:
        if types not in self._templates:
            known = _PATTERNS.keys() >= set(types)
            self._templates[types] = _Template(types, self) if known else None
        return self._templates[types]


def _height(texts: Sequence[str], capacities: Sequence[int]) -> str:
    """Room for wrapped text: LibreOffice does not fit the rows of a file it converts.

    The height is not fixed: Excel still grows the row when somebody types into it.
    """
    lines = max(map(wrapped_lines, texts, capacities), default=1)
    return f' ht="{min(lines * LINE_POINTS, _TALLEST_ROW)}"' if lines > 1 else ""


def wrapped_lines(text: str, capacity: float) -> int:
    return sum(1 + int(len(line) / (capacity * _FILLED)) for line in text.split("\n"))


def _need_no_care(texts: Sequence[str], numbers: Sequence[float]) -> bool:
    joined = joined_if_plain(texts)
    return (
        joined is not None
        and (len(joined) * 2 <= LONGEST_TEXT or max(map(len, texts)) * 2 <= LONGEST_TEXT)
        and not any(sign in joined for sign in CARE)
        and all(-EXACT < number < EXACT for number in numbers)
    )
