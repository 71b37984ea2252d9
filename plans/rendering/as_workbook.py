"""Plans as an Excel workbook: a sheet for each plan, laid out as its source was."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from textwrap import wrap

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from documents.writers.docx import (
    Approvals,
    Block,
    Grid,
    PageBreak,
    Paragraph,
    Stamp,
    Text,
    Title,
)
from documents.writers.text import clean_text
from documents.writers.xlsx.names import sheet_names
from plans.domain.content import Approval, Field, PlanContent, PlanDocument, PlanKind
from plans.domain.frame import Frame, GridCell
from plans.domain.printing import ABOVE, SectionRow, printed_rows
from plans.rendering.as_document import is_laid, standard_front
from plans.rendering.frames import FramePrinter

_THIN = Side(style="thin")
_RULES = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_SHEETS = {
    PlanKind.WORK_PLAN: "План работы",
    PlanKind.MEDIA_PLAN: "Медиаплан",
    PlanKind.ROAD_MAP: "Дорожная карта",
    PlanKind.ACTION_PLAN: "План мероприятий",
}
_CHARACTERS_PER_MM = 96 / 25.4 / 7
_DEFAULT_MM = {Field.NUMBER: 14.0, Field.TITLE: 80.0, Field.MONTH: 14.0}
_LIMIT = 32_767  # characters that a cell holds
_LINE_POINTS = 15.5
_LETTERS = 1.15  # of Times New Roman in the width of a digit of Excel's own type
_BOLD = 0.9  # as many characters less in a line
_FONT = "Times New Roman"


def render(document: PlanDocument) -> bytes:
    workbook = Workbook()
    del workbook["Sheet"]
    printer = FramePrinter(document.approvals)
    names = sheet_names([_SHEETS[plan.kind] for plan in document.plans])
    for place, (plan, name) in enumerate(zip(document.plans, names, strict=True)):
        approvals = document.approvals if place == 0 else ()
        sheet = _Sheet(workbook.create_sheet(name), plan)
        sheet.write(printer, approvals)
        if sheet.aside:
            _Sheet(workbook.create_sheet(f"{name[:20]}, таблицы"), plan).tables(sheet.aside)
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


class _Sheet:
    """One plan on its sheet; `_row` is the next free row, counted from 1."""

    def __init__(self, sheet: Worksheet, plan: PlanContent) -> None:
        self._sheet = sheet
        self._plan = plan
        self._row = 1
        self._width = len(plan.columns)
        self._side = ""  # where the line above stands; nothing where it is empty
        self.aside: list[Grid] = []
        self._tall: dict[int, int] = {}  # column -> the row in which its cell began
        self._font = (plan.frame.look and plan.frame.look.font) or _FONT

    def write(self, printer: FramePrinter, approvals: Sequence[Approval]) -> None:
        self._page()
        is_own = self._plan.frame == Frame()
        front = standard_front(self._plan, approvals) if is_own else printer.above(self._plan)
        for block in front:
            self._block(block)
        self._head()
        for row in printed_rows(self._plan):
            self._plan_row(
                (row.text,) if isinstance(row, SectionRow) and not row.cells else row.cells
            )
        for place in list(self._tall):
            self._end_tall(place)
        self._row += 1
        for block in printer.below(self._plan):
            if isinstance(block, Grid) and block.ruled:
                self.aside.append(block)  # below the plan it would pass for its rows
            else:
                self._block(block)

    def tables(self, grids: Sequence[Grid]) -> None:
        """Tables that stood below the plan and are none, on a sheet of their own."""
        self._page()
        for grid in grids:
            self._grid(grid)

    def _page(self) -> None:
        sheet, look = self._sheet, self._plan.frame.look
        is_wide = look.is_landscape if look else self._width > 5
        sheet.page_setup.orientation = "landscape" if is_wide else "portrait"
        sheet.page_setup.paperSize = 9  # A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_margins = PageMargins(left=0.8, right=0.4, top=0.6, bottom=0.6)
        for place, column in enumerate(self._plan.columns, 1):
            width = column.width_mm or _DEFAULT_MM.get(column.field, 38.0)
            letter = get_column_letter(place)
            sheet.column_dimensions[letter].width = round(width * _CHARACTERS_PER_MM, 1)

    def _block(self, block: Block) -> None:
        if isinstance(block, Grid) and block.ruled:
            self._grid(block)
            return
        for text, alignment, bold in _lines(block):
            if text and self._side not in {"", alignment or "left"}:
                self._row += 1  # what stands elsewhere is another thing
            if text or self._side:  # a title page's empty lines are one row of a sheet
                self._line(text, alignment, bold=bold)
            self._side = (alignment or "left") if text else ""

    def _grid(self, grid: Grid) -> None:
        """A table that is no plan: its cells in the sheet's columns, one by one."""
        for row in grid.rows:
            texts = [cell for cell in row if not cell.covered]
            for place, cell in enumerate(texts, 1):
                self._ruled(self._row, place, cell.text, bold=cell.bold)
            self._row += 1
        self._row += 1

    def _line(self, text: str, alignment: str, *, bold: bool) -> None:
        """A line over the whole table; one on the right takes the right half."""
        first = self._width // 2 + 1 if alignment == "right" and self._width > 2 else 1
        cell = self._put(self._row, first, text, bold=bold)
        horizontal = "left" if alignment == "right" else {"both": "left"}.get(alignment, alignment)
        cell.alignment = Alignment(horizontal or "left", "top", wrap_text=True)
        if self._width > first:
            self._sheet.merge_cells(
                start_row=self._row, end_row=self._row, start_column=first, end_column=self._width
            )
        room = sum(self._characters(place) for place in range(first, self._width + 1))
        self._sheet.row_dimensions[self._row].height = _height(text, room)
        self._row += 1

    def _characters(self, place: int) -> float:
        return float(self._sheet.column_dimensions[get_column_letter(place)].width)

    def _head(self) -> None:
        rows: Sequence[Sequence[GridCell]] = (
            self._plan.frame.head
            if is_laid(self._plan)
            else [[GridCell(column.header, i) for i, column in enumerate(self._plan.columns)]]
        )
        first = self._row
        for cells in rows:
            self._head_row(rows, first, cells)
            self._row += 1
        if self._plan.frame.has_number_row:
            for place in range(1, self._width + 1):
                self._ruled(self._row, place, str(place), "center")
            self._row += 1
        self._sheet.print_title_rows = f"{first}:{self._row - 1}"

    def _head_row(
        self, rows: Sequence[Sequence[GridCell]], first: int, cells: Sequence[GridCell]
    ) -> None:
        for place in range(1, self._width + 1):
            self._ruled(self._row, place, "", "center")
        for cell in cells:
            if cell.is_covered:
                continue
            self._ruled(self._row, cell.column + 1, cell.text, "center", bold=True)
            depth = self._row + _depth(rows, self._row - first, cell)
            self._merge(self._row, depth, cell.column + 1, cell.column + cell.span)
            places = range(cell.column + 1, cell.column + cell.span + 1)
            need = _height(cell.text, sum(map(self._characters, places)) * _BOLD)
            missing = need - self._points(self._row, depth)
            if missing > 0:
                self._sheet.row_dimensions[depth].height = self._points(depth, depth) + missing

    def _plan_row(self, cells: Sequence[object]) -> None:
        if len(cells) == 1:
            for place in list(self._tall):
                self._end_tall(place)
            for place in range(2, self._width + 1):
                self._ruled(self._row, place, "")
            self._ruled(self._row, 1, str(cells[0]), bold=True)
            room = sum(map(self._characters, range(1, self._width + 1))) * _BOLD
            self._sheet.row_dimensions[self._row].height = _height(str(cells[0]), room)
            self._merge(self._row, self._row, 1, self._width)
            self._row += 1
            return
        for place, text in enumerate(cells, 1):
            is_centred = self._plan.columns[place - 1].field in {Field.NUMBER, Field.MONTH}
            side = "center" if is_centred else "left"
            self._ruled(self._row, place, "" if text is ABOVE else str(text), side)
            if text is not ABOVE:
                self._end_tall(place)
                self._tall[place] = self._row
        self._row += 1

    def _end_tall(self, place: int) -> None:
        """Merge the cells of a column that went on from above until here, and make them fit."""
        first = self._tall.pop(place, self._row)
        last = max(first, self._row - 1)
        self._merge(first, last, place, place)
        text = str(self._sheet.cell(first, place).value or "")
        missing = _height(text, self._characters(place)) - self._points(first, last)
        if missing > 0:
            self._sheet.row_dimensions[last].height = self._points(last, last) + missing

    def _points(self, first: int, last: int) -> float:
        rows = (self._sheet.row_dimensions[row].height for row in range(first, last + 1))
        return sum(height or _LINE_POINTS for height in rows)

    def _merge(self, top: int, bottom: int, left: int, right: int) -> None:
        if (top, left) != (bottom, right):
            self._sheet.merge_cells(
                start_row=top, end_row=bottom, start_column=left, end_column=right
            )

    def _ruled(
        self, row: int, column: int, text: str, alignment: str = "left", *, bold: bool = False
    ) -> None:
        cell = self._put(row, column, text, bold=bold)
        cell.alignment = Alignment(alignment, "top", wrap_text=True)
        cell.border = _RULES

    def _put(self, row: int, column: int, text: str, *, bold: bool) -> Cell | MergedCell:
        cell = self._sheet.cell(row, column)
        cell.font = Font(name=self._font, size=11, bold=bold)
        if text:
            cell.value = clean_text(text)[:_LIMIT]
            cell.data_type = "s"  # whatever it begins with, it is no formula
        return cell


def _depth(rows: Sequence[Sequence[GridCell]], row: int, cell: GridCell) -> int:
    """How many rows below go on with this cell."""
    below = 0
    for cells in rows[row + 1 :]:
        if not any(one.is_covered and one.column == cell.column for one in cells):
            break
        below += 1
    return below


def _height(text: str, room: float) -> float:
    """Points that a text needs in a cell of so many digits' width; merged cells do not ask."""
    width = max(int(room * _LETTERS), 1)
    lines = sum(max(1, len(wrap(line, width))) for line in text.split("\n"))
    return max(lines, 1) * _LINE_POINTS


def _lines(block: Block) -> Iterator[tuple[str, str, bool]]:
    """A block of a document as lines of a sheet: text, alignment, whether it is bold."""
    if isinstance(block, Text):
        is_far = block.indent_mm > 60  # a stamp is often set off by its indent alone
        yield block.content, "right" if is_far else block.alignment, block.bold
    elif isinstance(block, Paragraph):
        yield str(block.content), "left", block.bold
    elif isinstance(block, Title):
        yield from ((line, "center", True) for line in (block.kind, *block.lines))
    elif isinstance(block, Approvals):
        for side, stamps in (("left", block.left), ("right", block.right)):
            yield from _stamp_lines(stamps, side)
    elif isinstance(block, Grid):
        yield from _grid_lines(block)
    elif isinstance(block, PageBreak):
        return


def _stamp_lines(stamps: Sequence[Stamp], side: str) -> Iterator[tuple[str, str, bool]]:
    for stamp in stamps:
        yield from ((line, side, False) for line in (stamp.heading, *stamp.lines))
        yield "", side, False


def _grid_lines(grid: Grid) -> Iterator[tuple[str, str, bool]]:
    """Cells one below another: a stamp on the left stays on the left.

    Cells of several lines hold a whole stamp each; else every column is one, line by line.
    """
    width = max((row[-1].column + row[-1].span for row in grid.rows if row), default=1)
    cells = [cell for row in grid.rows for cell in row if cell.text and not cell.covered]
    if not any("\n" in cell.text for cell in cells):
        cells.sort(key=lambda cell: cell.column)
    for place, cell in enumerate(cells):
        side = "right" if cell.column * 2 >= width > 1 else "left"
        yield from ((line, side, cell.bold) for line in cell.text.split("\n"))
        following = cells[place + 1] if place + 1 < len(cells) else None
        if "\n" in cell.text or following is None or following.column != cell.column:
            yield "", side, False
