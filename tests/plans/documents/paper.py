"""Builds Word documents as clerks leave them: by hand, with everything that Word allows.

A cell is a text («\\n» starts a new paragraph), `UP` (merged with the cell above), `LEFT` (merged
with the cell to the left) or a function that fills the cell: see `paper_cells`.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from tests.plans.documents.sheets_notation import Written
from tests.plans.domain.shapes import ALIGNMENTS, LEFT, UP, run_of

Fill = Callable[[_Cell], object]
Content = str | Fill
FIRST_NUMBERING = 40  # far from the numberings of python-docx's own template


class Paper:
    """A Word document that grows from top to bottom."""

    def __init__(self, *, landscape: bool = False) -> None:
        self.word: Document = docx.Document()
        self.word.styles["Normal"].font.name = "Times New Roman"
        self.word.styles["Normal"].font.size = Pt(12)
        self._numberings = FIRST_NUMBERING
        if landscape:
            self._turn(self.word.sections[0])

    def line(self, text: str = "", align: str = "left", *, bold: bool = False) -> Paragraph:
        paragraph = self.word.add_paragraph()
        paragraph.alignment = ALIGNMENTS[align]
        paragraph.add_run(text).bold = bold or None
        return paragraph

    def lines(self, text: str, align: str = "left", *, bold: bool = False) -> None:
        """One paragraph for every line of `text`."""
        for one in text.strip("\n").split("\n"):
            self.line(one.strip(), align, bold=bold)

    def heading(self, text: str) -> None:
        self.lines(text, "center", bold=True)

    def table(
        self,
        rows: Sequence[Sequence[Content]],
        bold: Sequence[int] = (0,),
        *,
        borders: bool = True,
        widths: Sequence[int] = (),
    ) -> Table:
        """`widths` in mm, one for each column of the grid."""
        width = max(len(row) for row in rows)
        table = self.word.add_table(len(rows), width)
        table.style = "Table Grid" if borders else "Normal Table"
        lay(table, [[*row, *[LEFT] * (width - len(row))] for row in rows], bold)
        for column, millimetres in zip(table.columns, widths, strict=False):
            column.width = Mm(millimetres)
        return table

    def side_by_side(self, *columns: str) -> Table:
        """Stamps beside one another in a table without borders."""
        return self.table([columns], (), borders=False)

    def page_break(self) -> None:
        self.word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def new_section(self, *, landscape: bool = False) -> None:
        section = self.word.add_section(WD_SECTION.NEW_PAGE)
        if landscape:
            self._turn(section)

    def numbering(self, *levels: tuple[str, str], restart_of: int | None = None) -> int:
        """A list of Word: (format, text) of each level, as («decimal», «%1.%2.»); its numId."""
        self._numberings += 1
        number = self._numberings
        numbering = self.word.part.numbering_part.element
        if levels:
            abstract = _abstract(number, levels)
            numbering.insert(0, abstract)
        num = _element("w:num", numId=number)
        num.append(_element("w:abstractNumId", val=restart_of or number))
        if restart_of:
            override = _element("w:lvlOverride", ilvl=0)
            override.append(_element("w:startOverride", val=1))
            num.append(override)
        numbering.append(num)
        return number

    def save(self, path: Path) -> None:
        self.word.save(str(path))

    @staticmethod
    def _turn(section: docx.section.Section) -> None:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)


def lay(table: Table, grid: Sequence[Sequence[Content]], bold: Sequence[int] = ()) -> None:
    """Fills a table and merges the cells that `UP` and `LEFT` name."""
    cells = [list(row.cells) for row in table.rows]
    printed = [
        (y, x, content)
        for y, row in enumerate(grid)
        for x, content in enumerate(row)
        if content not in {UP, LEFT}
    ]
    for y, x, content in printed:
        fill(cells[y][x], content, bold=y in bold)
    for y, x, _ in printed:
        right = x + run_of(LEFT, grid[y][x + 1 :])
        down = y + run_of(UP, [row[x] for row in grid[y + 1 :]])
        if (right, down) != (x, y):
            cells[y][x].merge(cells[down][right])


def fill(cell: _Cell, content: Content, *, bold: bool = False) -> None:
    if callable(content):
        content(cell)
        return
    for index, text in enumerate(content.split("\n")):
        paragraph = cell.add_paragraph() if index else cell.paragraphs[0]
        paragraph.add_run(text).bold = bold or None


def body(written: Written, columns: str) -> list[list[str]]:
    """The rows of a plan for a table of these fields; unknown names leave their cells empty."""
    names = columns.split()
    rows = []
    for line in written.lines:
        if line.kind == "section":
            rows.append([line.cells["section"], *[LEFT] * (len(names) - 1)])
        else:
            absent = UP if line.kind == "step" else ""
            rows.append([line.cells.get(name, absent) for name in names])
    return rows


def set_cell(rows: list[list[Content]], text: str, content: Content) -> None:
    """Puts `content` where a cell with exactly this text stands (the first one)."""
    for row in rows:
        if text in row:
            row[row.index(text)] = content
            return
    raise LookupError(text)


def _abstract(number: int, levels: Sequence[tuple[str, str]]) -> OxmlElement:
    abstract = _element("w:abstractNum", abstractNumId=number)
    abstract.append(_element("w:multiLevelType", val="multilevel"))
    for index, (form, text) in enumerate(levels):
        level = _element("w:lvl", ilvl=index)
        level.append(_element("w:start", val=1))
        level.append(_element("w:numFmt", val=form))
        level.append(_element("w:lvlText", val=text))
        abstract.append(level)
    return abstract


def _element(tag: str, **attributes: object) -> OxmlElement:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    return element
