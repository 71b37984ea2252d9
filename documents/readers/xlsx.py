"""Excel workbooks: every visible sheet as one table, merged cells joined, dates as written."""

import re
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

from lxml import etree
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from documents.readers.grid import Block, Cell, Paragraph, Row, Table, UnreadableDocumentError
from documents.readers.package import DAMAGED, check_part, open_package

Value = int | float | str | bool | time | date | datetime | timedelta

_SHEET_PART = re.compile(r"xl/(worksheets/[^/]+\.xml|sharedStrings\.xml)$")
_ROW = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}row"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
MAX_COLUMNS = 256
MAX_CELLS = 2_000_000


class _Merges(NamedTuple):
    """Which cells start a merged area, and which are covered by one."""

    starts: dict[tuple[int, int], int]
    covered: dict[tuple[int, int], tuple[int, int]]


def read_xlsx(path: Path, name: str) -> list[Block]:
    """The visible sheets in order, each begun by a paragraph with its name as label."""
    with open_package(path, name) as package:
        for part in package.namelist():
            if _SHEET_PART.match(part):
                check_part(package, part, name)
        hidden = _hidden_rows(package)
    try:
        workbook = CalamineWorkbook.from_path(path)
        blocks: list[Block] = []
        for sheet in workbook.sheets_metadata:
            if sheet.visible == SheetVisibleEnum.Visible:
                table = _table(
                    workbook.get_sheet_by_name(sheet.name), hidden.get(sheet.name, set())
                )
                blocks.extend([Paragraph("", label=sheet.name, starts_page=True), table])
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableDocumentError(DAMAGED.format(name=name)) from error
    return blocks


def _table(sheet: CalamineSheet, hidden: set[int]) -> Table:
    if min(sheet.total_width, MAX_COLUMNS) * sheet.total_height > MAX_CELLS:
        raise UnreadableDocumentError(
            f"На листе «{sheet.name}» слишком много ячеек для плана. Удалите пустые строки "
            "под таблицей и загрузите файл снова."
        )
    values = sheet.to_python(skip_empty_area=False)
    merges = _merges(sheet, len(values))
    width = _used_width(values)
    return Table(
        [
            _row(number, values, width, merges)
            for number in range(len(values))
            if number not in hidden
        ]
    )


def _used_width(values: list[list[Value]]) -> int:
    used = (
        column + 1
        for row in values
        for column, value in enumerate(row[:MAX_COLUMNS])
        if value != ""
    )
    return max(used, default=0)


def _row(number: int, values: list[list[Value]], width: int, merges: _Merges) -> Row:
    cells: list[Cell] = []
    column = 0
    while column < width:
        start = merges.covered.get((number, column), (number, column))
        span = min(merges.starts.get(start, 1), width - column) if start[1] == column else 1
        source = values[start[0]]
        text = _print(source[start[1]]) if start[1] < len(source) else ""
        cells.append(Cell(text, column, span, is_covered=start[0] != number))
        column += span
    return tuple(cells)


def _merges(sheet: CalamineSheet, height: int) -> _Merges:
    starts: dict[tuple[int, int], int] = {}
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    for first, last in sheet.merged_cell_ranges or []:
        starts[first] = min(last[1], MAX_COLUMNS) - first[1] + 1
        for row in range(first[0] + 1, min(last[0] + 1, height)):
            covered[(row, first[1])] = first
    return _Merges(starts, covered)


def _print(value: Value) -> str:  # noqa: PLR0911 -- one return a type
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, datetime | date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(round(value, 10))
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return str(value)


def _hidden_rows(package: ZipFile) -> dict[str, set[int]]:
    """Rows that are not shown, by the name of their sheet, counted from 0."""
    targets = {}
    relations = "xl/_rels/workbook.xml.rels"
    if relations not in package.namelist() or "xl/workbook.xml" not in package.namelist():
        return {}
    for relation in etree.fromstring(package.read(relations)):
        targets[relation.get("Id", "")] = relation.get("Target", "").lstrip("/")
    hidden = {}
    for sheet in etree.fromstring(package.read("xl/workbook.xml")).iter(_SHEET):
        target = targets.get(sheet.get(_RELATION, ""), "")
        part = target if target.startswith("xl/") else f"xl/{target}"
        if part in package.namelist():
            hidden[sheet.get("name", "")] = _hidden_in(package, part)
    return hidden


def _hidden_in(package: ZipFile, part: str) -> set[int]:
    rows = set()
    with package.open(part) as stream:
        for _, row in etree.iterparse(stream, tag=_ROW, resolve_entities=False, no_network=True):
            number = row.get("r", "")
            if row.get("hidden") in {"1", "true"} and number.isdigit():
                rows.add(int(number) - 1)
            row.clear()
    return rows
