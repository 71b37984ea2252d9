"""Laying a written plan out on a worksheet, and the values that Excel would have cached."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tests.plans.documents.sheets_notation import Line, Written

THIN = Side(style="thin")
GRID = Border(THIN, THIN, THIN, THIN)
WRAP = Alignment(wrap_text=True, vertical="top")
Value = Callable[[str, str, Line], Any]


def as_text(field: str, text: str, line: Line) -> Any:
    return text or None


@dataclass
class Layout:
    """Where a table stands and how it is drawn."""

    fields: str
    headers: str
    top: int = 1
    left: int = 1
    value: Value = as_text
    numbered: bool = False
    sections: str = "merged"


def lay(ws: Worksheet, written: Written, layout: Layout) -> int:
    """Draw header and rows; returns the first free row."""
    headers = [text.strip().replace("↵", "\n") for text in layout.headers.split("|")]
    for offset in range(len(layout.fields.split())):
        letter = get_column_letter(layout.left + offset)
        ws.column_dimensions[letter].width = 8 if offset == 0 else 26
    row = layout.top
    if headers != [""]:
        put_row(ws, row, layout.left, headers, bold=True)
        row += 1
    if layout.numbered:
        put_row(ws, row, layout.left, list(range(1, len(layout.fields.split()) + 1)))
        row += 1
    return lay_lines(ws, written.lines, layout, row)


def lay_lines(ws: Worksheet, lines: list[Line], layout: Layout, row: int) -> int:
    fields = layout.fields.split()
    width = len(fields)
    for position, line in enumerate(lines):
        if line.kind == "section":
            put_row(
                ws, row, layout.left, [line.cells["section"]] + [None] * (width - 1), bold=True
            )
            if layout.sections == "merged":
                merge(ws, row, layout.left, row, layout.left + width - 1)
        else:
            texts = [(name, line.cells.get(name, "")) for name in fields]
            put_row(ws, row, layout.left, [layout.value(name, text, line) for name, text in texts])
        if line.kind == "item":
            steps = _steps_after(lines, position)
            for offset in range(fields.index("intermediate_result") if steps else 0):
                merge(ws, row, layout.left + offset, row + steps, layout.left + offset)
        row += 1
    return row


def put_row(ws: Worksheet, row: int, left: int, values: list[Any], *, bold: bool = False) -> None:
    for offset, value in enumerate(values):
        cell = ws.cell(row, left + offset)
        if value is not None:
            cell.value = value
        cell.border, cell.alignment, cell.font = GRID, WRAP, Font(bold=bold)


def merge(ws: Worksheet, top: int, left: int, bottom: int, right: int) -> None:
    ws.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)


def heading(ws: Worksheet, row: int, text: str, left: int, right: int) -> None:
    """A title merged across the table."""
    ws.cell(row, left, text).font = Font(bold=True, size=14)
    ws.cell(row, left).alignment = Alignment(horizontal="center", wrap_text=True)
    merge(ws, row, left, row, right)


def stamp(ws: Worksheet, row: int, column: int, lines: str) -> int:
    for line in lines.split("↵"):
        ws.cell(row, column, line.strip() or None)
        row += 1
    return row


def saved(book: Workbook, cached: dict[str, dict[str, Any]] | None = None) -> bytes:
    """The workbook's bytes; `cached` holds {sheet title: {cell: value}} for its formulas."""
    stream = io.BytesIO()
    book.save(stream)
    if not cached:
        return stream.getvalue()
    parts = {
        f"xl/worksheets/sheet{book.sheetnames.index(t) + 1}.xml": v for t, v in cached.items()
    }
    return rewritten(stream.getvalue(), {name: _with_values(v) for name, v in parts.items()})


def rewritten(package: bytes, edits: dict[str, Callable[[str], str]]) -> bytes:
    """The package with some of its XML parts edited."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            data = old.read(name)
            edit = edits.get(name)
            new.writestr(name, edit(data.decode()).encode() if edit else data)
    return stream.getvalue()


def _with_values(values: dict[str, Any]) -> Callable[[str], str]:
    def edit(xml: str) -> str:
        for reference, value in values.items():
            kind = ' t="str"' if isinstance(value, str) else ""
            pattern = rf'<c r="{reference}"((?: s="\d+")?)[^>]*><f>(.*?)</f><v ?/?>(?:</v>)?</c>'
            filled = rf'<c r="{reference}"\1{kind}><f>\2</f><v>{escape(str(value))}</v></c>'
            xml, count = re.subn(pattern, filled, xml)
            if count != 1:
                raise AssertionError(f"no formula in {reference}")
        return xml

    return edit


def _steps_after(lines: list[Line], position: int) -> int:
    count = 0
    while position + count + 1 < len(lines) and lines[position + count + 1].kind == "step":
        count += 1
    return count
