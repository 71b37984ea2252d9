"""A version laid out anew as an Excel workbook, with its approval in the stamps' blanks."""

import io
from collections.abc import Iterator

from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from plans.domain.content import PlanDocument
from plans.domain.passage import Passage
from plans.rendering import as_workbook
from plans.rendering.stamp_blanks import stamps_among, writings


def render(document: PlanDocument, passage: Passage | None) -> bytes:
    """Only our own workbooks, where a stamp is one line a cell: a source is left as it came."""
    content = as_workbook.render(document)
    if passage is None or not document.approvals:
        return content
    book = load_workbook(io.BytesIO(content))
    if not _fill([cells for sheet in book.worksheets for cells in _columns(sheet)], passage):
        return content
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _fill(columns: list[list[Cell]], passage: Passage) -> bool:
    stamps, owners = [], []
    for cells in columns:
        for stamp in stamps_among([str(cell.value) for cell in cells]):
            stamps.append(stamp)
            owners.append(cells)
    written = [
        (cells[one.line], one)
        for cells, found in zip(owners, writings(stamps, passage), strict=True)
        for one in sorted(found, key=lambda one: one.start, reverse=True)
    ]
    for cell, one in written:
        text = str(cell.value)
        cell.value = f"{text[: one.start]}{one.text}{text[one.end :]}"
    return bool(written)


def _columns(sheet: Worksheet) -> Iterator[list[Cell]]:
    """What stands above the table's header, column by column."""
    first = str(sheet.print_title_rows or "$1").split(":")[0].lstrip("$")
    columns: dict[int, list[Cell]] = {}
    for row in sheet.iter_rows(max_row=max(int(first) - 1, 1)):
        for cell in row:
            if isinstance(cell, Cell) and cell.data_type == "s" and cell.value:
                columns.setdefault(cell.column, []).append(cell)
    yield from columns.values()
