"""The tables of OpenDocument: repeated, covered and hidden rows, columns and cells."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from lxml import etree

from documents.readers.grid import Block, Cell, Paragraph, Row, Table
from documents.readers.labels import labelled
from documents.readers.odf_names import OFFICE, TABLE, number
from documents.readers.odf_styles import SILENT, OdfStyle, OdfStyles
from documents.readers.xlsx_formats import print_moment

MAX_REPEATED = 64
MAX_COLUMNS = 256
WIDE = 3  # columns that make a table in a cell a table of its own
_LOOKED_AT = 3  # rows that tell how a table is ruled
_CELL, _COVERED = f"{TABLE}table-cell", f"{TABLE}covered-table-cell"
_COLUMN, _ROW = f"{TABLE}table-column", f"{TABLE}table-row"
_GROUPS = frozenset(
    f"{TABLE}{name}"
    for name in (
        *("table-header-rows", "table-rows", "table-row-group"),
        *("table-header-columns", "table-columns", "table-column-group"),
    )
)
_HIDDEN = frozenset({"collapse", "filter"})
_WORDS = re.compile(r"[А-Яа-яЁё]|^\d{1,2}\.\d{1,2}(\.\d{4})?$")
_DECIMAL = re.compile(r"-?\d+,\d+")


class OdfTable:
    """One table as it is read; `blocks` reads what stands in a cell."""

    def __init__(self, styles: OdfStyles, blocks: Callable[..., Iterable[Block]]) -> None:
        self._styles = styles
        self._blocks = blocks
        self._columns: list[OdfStyle] = []
        self._widths: list[float | None] = []
        self._hidden: set[int] = set()
        self._carried: dict[int, tuple[Cell, int]] = {}
        self._nested: list[Table] = []
        self._lines: list[bool] = []
        self._points: float | None = None
        self.font = ""
        self._number = 0

    def read(self, element: etree._Element) -> tuple[Table, list[Table]]:
        """The table, and the wide tables that stand in its cells."""
        for column in _within(element, _COLUMN):
            self._column(column)
        rows: list[Row] = []
        for row in _within(element, _ROW):
            rows.extend(self._rows(row))
        is_ruled = any(self._lines) or not self._lines
        width = max((row[-1].end for row in rows if row), default=0)
        widths = tuple(self._widths[:width])
        return Table(rows, widths, is_ruled=is_ruled, points=self._points), self._nested

    def _column(self, column: etree._Element) -> None:
        width = self._styles.of(column, "table-column").width_mm
        default = column.get(f"{TABLE}default-cell-style-name")
        style = self._styles.style("table-cell", default) if default else SILENT
        for _ in range(_repeated(column, "columns")):
            is_hidden = column.get(f"{TABLE}visibility") in _HIDDEN
            if is_hidden:
                self._hidden.add(len(self._columns))
            self._widths.append(0.0 if is_hidden else width)
            self._columns.append(style)

    def _rows(self, element: etree._Element) -> Iterator[Row]:
        """A row as often as it is repeated; of empty rows one is enough."""
        start, count = self._number, number(element, f"{TABLE}number-rows-repeated")
        self._number += count
        is_hidden = element.get(f"{TABLE}visibility") in _HIDDEN
        cells = self._row(element, start, is_hidden=is_hidden)
        if is_hidden:
            return
        if start < _LOOKED_AT:
            self._look_at(element)
        shown = min(count, MAX_REPEATED) if any(cell.text for cell in cells) else 1
        for row in range(start, start + shown):
            yield tuple(cell._replace(row=row) for cell in cells) if shown > 1 else tuple(cells)

    def _row(self, row: etree._Element, place: int, *, is_hidden: bool) -> list[Cell]:
        cells: list[Cell] = []
        column = 0
        for element in row.iterchildren(_CELL, _COVERED):
            own = self._read(element, column, place) if element.tag == _CELL else None
            repeated = _repeated(element, "columns")
            if own is not None and not own.text and element.getnext() is None:
                repeated = min(repeated, MAX_REPEATED)  # a sheet's rows are empty to its far edge
            for _ in range(repeated):
                if own is None:
                    cell = self._covered(column, place, is_hidden=is_hidden)
                else:
                    cell = self._placed(own._replace(column=column))
                    rows = number(element, f"{TABLE}number-rows-spanned")
                    self._carry(cell, column, rows, -1 if is_hidden else place)
                if cell is not None:
                    cells.append(cell)
                column += 1
        return cells

    def _covered(self, column: int, place: int, *, is_hidden: bool) -> Cell | None:
        """The part of a cell above that lies here; over a hidden row this is its first part."""
        carried = self._carried.get(column)
        if carried is None or is_hidden:
            return None
        head, first = carried
        if first < 0:
            self._carried[column] = (head, place)
        return head._replace(is_covered=first >= 0, row=place)

    def _carry(self, cell: Cell | None, column: int, rows: int, first: int) -> None:
        """Remember a cell that goes on below; `first` is the row that shows it, -1 for none."""
        if first >= 0:
            self._carried.pop(column, None)
        if cell is not None and rows > 1:
            self._carried[column] = (cell, first)

    def _placed(self, cell: Cell) -> Cell | None:
        """The part of a cell that lies over columns that are shown."""
        if not self._hidden:
            return cell
        shown = [column for column in range(cell.column, cell.end) if column not in self._hidden]
        return cell._replace(column=shown[0], span=cell.end - shown[0]) if shown else None

    def _read(self, element: etree._Element, column: int, place: int) -> Cell:
        span = min(number(element, f"{TABLE}number-columns-spanned"), MAX_COLUMNS)
        lines: list[str] = []
        labels: list[str] = []
        is_bold = False
        own = self._style_of(element, column)
        for block in self._blocks(element):
            if isinstance(block, Paragraph):
                lines.append(block.text)
                labels.append(block.label)
                is_bold = is_bold or bool(block.text and block.is_bold)
                if block.text and self._points is None:
                    self._points, self.font = own.points or block.points, own.font
            else:
                inner = self._inner(block)
                lines.extend(inner)
                labels.extend([""] * len(inner))
        text, label = labelled(lines, labels)
        is_bold = is_bold or bool(text and own.is_bold)
        return Cell(_value(element, text), column, span, is_bold=is_bold, label=label, row=place)

    def _style_of(self, element: etree._Element, column: int) -> OdfStyle:
        name = element.get(f"{TABLE}style-name")
        if name:
            return self._styles.style("table-cell", name)
        return self._columns[column] if column < len(self._columns) else SILENT

    def _inner(self, table: Table) -> list[str]:
        """A wide table in a cell is a table of its own; a narrow one is text of the cell."""
        if max((len(row) for row in table.rows), default=0) >= WIDE:
            self._nested.append(table._replace(place=-1))
            return []
        cells = (cell for row in table.rows for cell in row)
        return [cell.text for cell in cells if cell.text and not cell.is_covered]

    def _look_at(self, row: etree._Element) -> None:
        styles = (self._style_of(cell, 0) for cell in row.iterchildren(_CELL))
        self._lines.extend(style.is_ruled for style in styles if style.is_ruled is not None)


def trimmed(table: Table) -> Table:
    """A sheet without the empty columns to the right of its last text."""
    width = max((cell.end for row in table.rows for cell in row if cell.text), default=0)
    rows = [tuple(cell for cell in row if cell.column < width) for row in table.rows]
    return table._replace(rows=rows, widths_mm=table.widths_mm[:width])


def _within(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The rows or columns of a table, with groups opened."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _GROUPS:
            yield from _within(child, tag)


def _value(cell: etree._Element, shown: str) -> str:
    """What a cell shows: a day in digits, unless it is shown in words."""
    kind = cell.get(f"{OFFICE}value-type")
    if kind == "date":
        return shown if _WORDS.search(shown) else _day(cell.get(f"{OFFICE}date-value", ""), shown)
    if kind == "float" and _DECIMAL.fullmatch(shown):
        return shown.replace(",", ".")
    if shown or kind is None:
        return shown
    return cell.get(f"{OFFICE}string-value", "") or cell.get(f"{OFFICE}value", "")


def _day(value: str, shown: str) -> str:
    try:
        return print_moment(datetime.fromisoformat(value))
    except ValueError:
        return shown


def _repeated(element: etree._Element, what: str) -> int:
    limit = MAX_COLUMNS if what == "columns" else MAX_REPEATED
    return min(number(element, f"{TABLE}number-{what}-repeated"), limit)
