"""The tables of a Word document: rows of plain cells with what is merged over them."""

from typing import NamedTuple

from lxml import etree

from documents.readers.docx_cells import CellMarkup, read_cells
from documents.readers.docx_look import millimetres
from documents.readers.docx_shown import remove, text_paragraph
from documents.readers.docx_styles import Face, Styles, has_lines
from documents.readers.docx_text import paragraph_text
from documents.readers.grid import Cell, Row, Table
from documents.readers.labels import labelled
from documents.readers.numbering import Numbering

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_P, _TBL, _TR, _TC, _VAL = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc", f"{W}val"
_TC_PR, _TR_PR, _GRID, _COLUMN = f"{W}tcPr", f"{W}trPr", f"{W}tblGrid", f"{W}gridCol"
_BORDERS = f"{W}tcBorders"
_OFF = frozenset({"0", "false", "off"})
_LOOKED_AT = 3  # rows that tell how a table is ruled and set
MAX_COLUMNS = 1000  # Word allows 63
WIDE = 3  # columns that make a table in a cell a table of its own


class Tools(NamedTuple):
    """What reading any paragraph needs."""

    styles: Styles
    numbering: Numbering


class TableReader:
    """One table, row after row."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._rows: list[Row] = []
        self._number = -1
        self._merged: dict[int, Cell] = {}
        self._widths: list[float | None] = []
        self._cell_widths: list[float | None] = []
        self._has_lines: bool | None = None
        self._style = ""
        self._cell_lines: list[bool] = []
        self.face = Face()
        self.nested: list[Table] = []

    def table(self, place: int = -1) -> Table:
        widths = self._widths if any(self._widths) else self._cell_widths
        return Table(
            self._rows, tuple(widths), place, is_ruled=self._is_ruled(), points=self.face.points
        )

    def read(self, element: etree._Element) -> None:
        """Read a whole plain table."""
        for child in element:
            if child.tag == _TR:
                self.row(child)
            elif child.tag == _GRID:
                self.grid(child)
            elif child.tag == f"{W}tblPr":
                self.settings(child)

    def settings(self, element: etree._Element) -> None:
        """Take in the table's properties."""
        style, borders = element.find(f"{W}tblStyle"), element.find(f"{W}tblBorders")
        self._style = "" if style is None else style.get(_VAL, "")
        self._has_lines = None if borders is None else has_lines([borders])

    def grid(self, element: etree._Element) -> None:
        """Take in the widths of the columns."""
        self._widths = [_width(column) for column in element.iterchildren(_COLUMN)]

    def _is_ruled(self) -> bool:
        """Lines that cells draw themselves count before those of the table and of its style."""
        if any(self._cell_lines):
            return True
        by_table = self._has_lines
        if by_table is None:
            by_table = self._tools.styles.is_ruled(self._style)
        return by_table and not self._cell_lines

    def row(self, element: etree._Element) -> None:
        """Read a plain row; one that is deleted or hidden is only counted."""
        self._number += 1
        column = 0
        for settings in element.iterchildren(_TR_PR):
            if _is_gone(settings):
                return
            column = _int(settings.find(f"{W}gridBefore"), 0)
        while (inner := next(element.iter(_TBL), None)) is not None:
            self._nested(inner)
        cells: list[Cell] = []
        for markup in read_cells(element):
            column = self._add_cell(markup, column, cells)
        self._rows.append(tuple(cells))
        if len(self._rows) <= _LOOKED_AT:
            self._look_at(element, cells)

    def _add_cell(self, markup: CellMarkup, column: int, cells: list[Cell]) -> int:
        """Add a cell to its row; gives the column after it."""
        end = column + markup.span
        if markup.across == "continue" and cells:
            cells[-1] = cells[-1]._replace(span=end - cells[-1].column)
            return end
        head = self._head_over(column) if markup.down == "continue" else None
        if head is not None:
            covered = head._replace(
                column=column, span=markup.span, is_covered=True, row=self._number
            )
            cells.append(covered)
            return end
        if self._merged:
            self._end_merges(column, end)
        if not markup.is_gone:
            cell = self._cell(markup, column)
            cells.append(cell)
            if markup.down == "restart" and column < MAX_COLUMNS:
                self._merged[column] = cell
        return end

    def _head_over(self, column: int) -> Cell | None:
        head = self._merged.get(column)
        if head is not None:
            return head
        over = (cell for cell in self._merged.values() if cell.column <= column < cell.end)
        return next(over, None)

    def _end_merges(self, start: int, end: int) -> None:
        for column, head in list(self._merged.items()):
            if head.column < end and start < head.end:
                del self._merged[column]

    def _cell(self, markup: CellMarkup, column: int) -> Cell:
        styles, numbering = self._tools
        labels: list[str] = []
        is_bold = False
        for line in markup.lines:
            listed = styles.list_of(line)
            labels.append(numbering.label(*listed) if listed else "")
            is_bold = is_bold or (bool(line.text) and styles.is_bold_line(line))
        text, label = labelled([line.text for line in markup.lines], labels)
        return Cell(text, column, markup.span, False, is_bold, label, self._number)  # noqa: FBT003 -- keywords cost a tenth of the reading

    def _nested(self, element: etree._Element) -> None:
        """A wide table in a cell is a table of its own; a narrow one becomes text of the cell."""
        inner = TableReader(self._tools)
        inner.read(element)
        table = inner.table()
        if max((len(row) for row in table.rows), default=0) >= WIDE:
            self.nested.append(table)
        else:
            for cell in (cell for row in table.rows for cell in row):
                if cell.text and not cell.is_covered:
                    element.addprevious(text_paragraph(cell.text))
        self.nested.extend(inner.nested)
        remove(element)

    def _look_at(self, element: etree._Element, cells: list[Cell]) -> None:
        """Lines, widths and type, as the first rows show them."""
        for settings in element.iter(_TC_PR):
            borders = settings.find(_BORDERS)
            self._cell_lines.extend([] if borders is None else [has_lines([borders])])
        if len(element.findall(_TC)) > len(self._cell_widths):
            found = [cell.find(f"{_TC_PR}/{W}tcW") for cell in element.iterchildren(_TC)]
            self._cell_widths = [None if one is None else _width(one) for one in found]
        if self.face.points is None and any(cell.text for cell in cells):
            self._face_of(element)

    def _face_of(self, element: etree._Element) -> None:
        styles = self._tools.styles
        for paragraph in element.iter(_P):
            line = paragraph_text(paragraph)
            if line.text.strip():
                self.face = styles.face(line, styles.shape(line).face)
                return


def _is_gone(settings: etree._Element) -> bool:
    """Whether a row is deleted or hidden."""
    if settings.find(f"{W}del") is not None:
        return True
    hidden = settings.find(f"{W}hidden")
    return hidden is not None and hidden.get(_VAL, "1") not in _OFF


def _int(element: etree._Element | None, default: int) -> int:
    text = "" if element is None else element.get(_VAL, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else default


def _width(element: etree._Element) -> float | None:
    if element.get(f"{W}type", "dxa") != "dxa":
        return None
    return millimetres(element.get(f"{W}w", ""))
