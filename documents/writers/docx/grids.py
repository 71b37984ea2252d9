"""Tables whose cells lie over several columns and rows: headings, stamps, legends."""

from collections.abc import Sequence

from documents.writers.docx.inline import run_xml
from documents.writers.docx.model import Grid, GridCell
from documents.writers.docx.parts import Page, size_xml, twips

BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_HEAD_ROW = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
_PLAIN_ROW = "<w:trPr><w:cantSplit/></w:trPr>"


def head_xml(rows: Sequence[Sequence[GridCell]], widths: Sequence[int], style: str) -> str:
    """The rows of a heading over columns of these widths (in twips)."""
    return "".join(
        f"<w:tr>{_HEAD_ROW}{_row(rows, place, widths, style)}</w:tr>" for place in range(len(rows))
    )


def grid_xml(grid: Grid, page: Page) -> str:
    """The whole table."""
    count = max((row[-1].column + row[-1].span for row in grid.rows if row), default=1)
    widths = _widths(grid, count, page)
    borders = f"<w:tblBorders>{BORDERS}</w:tblBorders>" if grid.ruled else ""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    size = size_xml(grid.points) if grid.points else ""
    rows = "".join(
        f"<w:tr>{_PLAIN_ROW}{_row(grid.rows, place, widths, 'Stamp', size)}</w:tr>"
        for place in range(len(grid.rows))
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{borders}'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>'
    )


def _widths(grid: Grid, count: int, page: Page) -> list[int]:
    known = [width for width in grid.widths_mm[:count] if width]
    if len(known) < count:
        return [twips(page.text_mm / count)] * count
    scale = min(1.0, page.text_mm / sum(known))
    return [twips(width * scale) for width in known]


def _row(
    rows: Sequence[Sequence[GridCell]],
    place: int,
    widths: Sequence[int],
    style: str,
    size: str = "",
) -> str:
    """One row; columns that no cell takes get an empty one."""
    cells, column = [], 0
    for cell in rows[place]:
        if cell.column > column:
            cells.append(_cell(GridCell("", column, cell.column - column), "", widths, style, ""))
        cells.append(_cell(cell, _merge(rows, place, cell), widths, style, size))
        column = cell.column + cell.span
    if column < len(widths):
        cells.append(_cell(GridCell("", column, len(widths) - column), "", widths, style, ""))
    return "".join(cells)


def _merge(rows: Sequence[Sequence[GridCell]], place: int, cell: GridCell) -> str:
    if cell.covered:
        return "<w:vMerge/>"
    below = rows[place + 1] if place + 1 < len(rows) else ()
    goes_on = any(other.covered and other.column == cell.column for other in below)
    return '<w:vMerge w:val="restart"/>' if goes_on else ""


def _cell(cell: GridCell, merge: str, widths: Sequence[int], style: str, size: str) -> str:
    width = sum(widths[cell.column : cell.column + cell.span])
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    bold = "<w:b/>" if cell.bold else ""
    properties = f"<w:rPr>{bold}{size}</w:rPr>" if bold or size else ""
    lines = [""] if cell.covered else cell.text.split("\n")
    paragraphs = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>'
        f"{run_xml(line, properties)}</w:p>"
        for line in lines
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}</w:tcPr>'
        f"{paragraphs}</w:tc>"
    )
