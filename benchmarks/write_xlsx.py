"""A register of 100,000 rows by 12 typed columns as XLSX: our writer against the two usual ones.

Run: python -m benchmarks.write_xlsx. All three write typed cells, a styled heading, widths, a
frozen pane and a filter, from rows in memory.
"""

import sys
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import python_calamine
import xlsxwriter
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from benchmarks._ratios import growth, in_own_process, paired, peak_above, say, verdict
from documents.writers.text import Value
from documents.writers.xlsx import Column, Sheet, workbook_bytes

HEADERS = [f"Графа {number}" for number in range(1, 13)]
ROWS, FEWER = 100_000, 10_000
WIDTH = 18
TEXT_COLUMNS = (1, 2, 5, 6, 8, 9, 10)

Row = tuple[Value, ...]


def register_rows(count: int) -> list[Row]:
    return [
        (
            number,
            f"Сертификат {number}",
            f"Школа № {number % 90}",
            date(2025, 1 + number % 12, 1 + number % 28),
            number * 1.5,
            "действует",
            "техническая",
            number % 19,
            "Программа «Старт»",
            "МБУ ДО",
            "очная" if number % 3 else None,
            number * 3,
        )
        for number in range(count)
    ]


def ours(rows: list[Row]) -> bytes:
    columns = [Column(header, width=WIDTH) for header in HEADERS]
    return workbook_bytes([Sheet("Реестр", columns, rows)])


def by_xlsxwriter(rows: list[Row]) -> bytes:
    buffer = BytesIO()
    options = {"constant_memory": True, "default_date_format": "dd.mm.yyyy"}
    book = xlsxwriter.Workbook(buffer, options)
    sheet = book.add_worksheet("Реестр")
    heading = book.add_format({"bold": True, "bg_color": "#DDE6F0", "border": 1})
    body = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    day = book.add_format({"num_format": "dd.mm.yyyy", "border": 1})
    sheet.set_column(0, len(HEADERS) - 1, WIDTH)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), len(HEADERS) - 1)
    for column, header in enumerate(HEADERS):
        sheet.write(0, column, header, heading)
    for line, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            sheet.write(line, column, value, day if column == 3 else body)
    book.close()
    return buffer.getvalue()


def by_openpyxl(rows: list[Row]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Реестр")
    edge = Side("thin", "B8C0CC")
    border = Border(edge, edge, edge, edge)
    for column in range(1, len(HEADERS) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = WIDTH
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:L{len(rows) + 1}"
    sheet.append([_heading(sheet, header, border) for header in HEADERS])
    wrap = Alignment(wrap_text=True, vertical="top")
    for row in rows:
        cells = [
            WriteOnlyCell(sheet, value)  # type: ignore[arg-type]  # the stubs know no plain dates
            for value in row
        ]
        for column in TEXT_COLUMNS:
            cells[column].alignment = wrap
        cells[3].number_format = "dd.mm.yyyy"
        sheet.append(cells)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def main() -> None:
    few, many = register_rows(FEWER), register_rows(ROWS)
    expected = _values(ours(few))
    for other in (by_xlsxwriter(few), by_openpyxl(few)):
        if _values(other) != expected:
            raise SystemExit("the workbooks differ: nothing to compare")
    say(f"equal values in all three workbooks of {FEWER} rows")
    ratio = paired(lambda: ours(many), lambda: by_xlsxwriter(many))
    verdict("XlsxWriter constant_memory, times", ratio, ">= 12", reached=ratio >= 12)
    ratio = paired(lambda: ours(many), lambda: by_openpyxl(many))
    verdict("openpyxl write-only, times", ratio, ">= 15", reached=ratio >= 15)
    exponent = growth(lambda: ours(few), lambda: ours(many), ROWS / FEWER)
    verdict("growth 10k -> 100k, exponent", exponent, "<= 1.1", reached=exponent <= 1.1)
    memory = float(in_own_process("benchmarks.write_xlsx", "memory"))
    verdict("100,000 rows, MB above start", memory, "<= 16", reached=memory <= 16)


def _memory() -> float:
    rows = register_rows(ROWS)
    ours(rows[:1_000])
    return peak_above(lambda: lambda: ours(rows))


def _heading(sheet: Any, header: str, border: Border) -> Any:
    cell = WriteOnlyCell(sheet, header)
    cell.font, cell.border = Font(bold=True), border
    cell.fill = PatternFill("solid", fgColor="DDE6F0")
    return cell


def _values(content: bytes) -> Sequence[Sequence[object]]:
    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
    return book.get_sheet_by_index(0).to_python()


if __name__ == "__main__":
    if sys.argv[1:] == ["memory"]:
        say(str(_memory()))
    else:
        main()
