"""Excel workbooks: every visible sheet as one table, as a reader sees it."""

import posixpath
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

from lxml import etree

from documents.readers.grid import (
    Block,
    Cell,
    Look,
    Paragraph,
    Row,
    Source,
    Table,
    UnreadableDocumentError,
)
from documents.readers.package import check_part, open_package, read_part
from documents.readers.xlsx_sheet import (
    MAX_CELLS,
    Sheet,
    SheetReader,
    TooManyCellsError,
    Workbook,
)
from documents.readers.xlsx_strings import Shown, read_strings
from documents.readers.xlsx_styles import CellStyles

MAIN_PART = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
_RELATIONSHIPS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_TOO_MANY = (
    "На листе «{sheet}» слишком много ячеек для плана. Удалите пустые строки "
    "под таблицей и загрузите файл снова."
)
_NOTHING = Shown("")


class _Anchor(NamedTuple):
    """The cell that shows a merged area in one of its rows."""

    shown: Shown
    span: int
    is_covered: bool


class _Parts(NamedTuple):
    """Where the parts of a workbook lie: by the ids of its relations, and by their kinds."""

    by_id: dict[str, str]
    by_kind: dict[str, str]


def read_xlsx(path: Path, name: str) -> Source:
    """The visible sheets in order, each begun by a paragraph with its name as label."""
    with open_package(path, name) as package:
        root = read_part(package, MAIN_PART, name)
        parts = _parts(read_part(package, RELATIONS, name))
        workbook = _workbook(package, name, parts, root)
        blocks: list[Block] = []
        looks: list[tuple[float, Look]] = []
        sheets = [] if root is None else root.iterfind("{*}sheets/{*}sheet")
        for place, element in enumerate(sheets):
            part = parts.by_id.get(_relation(element), "")
            is_shown = element.get("state", "visible") == "visible"
            if is_shown and "chartsheet" not in part and part in package.namelist():
                check_part(package, part, name)
                title = element.get("name", "")
                table, look = _read(package, part, workbook, title)
                blocks.append(Paragraph("", label=title, starts_page=True))
                blocks.append(table._replace(place=place))
                looks.append((sum(width or 0.0 for width in table.widths_mm), look))
    widest = max(looks, key=lambda found: found[0], default=None)
    return Source(blocks, None if widest is None else widest[1])


def _read(package: ZipFile, part: str, workbook: Workbook, title: str) -> tuple[Table, Look]:
    try:
        with package.open(part) as stream:
            sheet = SheetReader(workbook).read(stream)
        return _table(sheet), sheet.look
    except TooManyCellsError as error:
        raise UnreadableDocumentError(_TOO_MANY.format(sheet=title)) from error


def _parts(relations: etree._Element | None) -> _Parts:
    parts = _Parts({}, {})
    for relation in () if relations is None else relations:
        target = relation.get("Target", "")
        part = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
        parts.by_id[relation.get("Id", "")] = part
        parts.by_kind[relation.get("Type", "").rpartition("/")[2]] = part
    return parts


def _workbook(package: ZipFile, name: str, parts: _Parts, root: etree._Element | None) -> Workbook:
    settings = None if root is None else root.find("{*}workbookPr")
    since_1904 = settings is not None and settings.get("date1904") in {"1", "true"}
    strings: list[Shown] = []
    part = parts.by_kind.get("sharedStrings", "")
    if part in package.namelist():
        check_part(package, part, name)
        with package.open(part) as stream:
            strings = list(read_strings(stream))
    styles = CellStyles(read_part(package, parts.by_kind.get("styles", ""), name))
    return Workbook(strings, styles, since_1904)


def _relation(sheet: etree._Element) -> str:
    return next((sheet.get(key, "") for key in _RELATIONSHIPS if sheet.get(key)), "")


def _table(sheet: Sheet) -> Table:
    """Rows down to the last with a text; of empty rows one after another the first stays."""
    width, height = sheet.width, sheet.height
    anchors = _anchors(sheet, width, height)
    rows: list[Row] = []
    was_empty = False
    for number in sorted(_numbers(sheet, anchors)):
        is_empty = number not in sheet.cells and number not in anchors
        if number not in sheet.hidden_rows and not (is_empty and was_empty):
            rows.append(_row(sheet, number, width, anchors.get(number, {})))
            was_empty = is_empty
        if len(rows) * width > MAX_CELLS:
            raise TooManyCellsError
    widths = tuple(
        0.0
        if column in sheet.hidden_columns
        else sheet.widths_mm.get(column, sheet.default_width_mm)
        for column in range(width)
    )
    return Table(rows, widths, is_landscape=sheet.look.is_landscape, points=sheet.look.points)


def _numbers(sheet: Sheet, anchors: dict[int, dict[int, _Anchor]]) -> set[int]:
    """The rows with something in them, and the one after each if it is empty."""
    used = sheet.cells.keys() | anchors.keys()
    last = max(used, default=-1)
    below = {number + 1 for number in used | sheet.hidden_rows if number < last}
    return used | below | ({0} if used else set())


def _anchors(sheet: Sheet, width: int, height: int) -> dict[int, dict[int, _Anchor]]:
    """By row and column, the cells that show merged areas in their visible rows and columns."""
    anchors: dict[int, dict[int, _Anchor]] = {}
    count = 0
    for area in sheet.areas:
        right = min(area.right, width - 1)
        shown = sheet.cells.get(area.top, {}).get(area.left, _NOTHING)
        columns = range(area.left, right + 1)
        left = next((column for column in columns if column not in sheet.hidden_columns), None)
        is_covered = False
        for row in range(area.top, min(area.bottom + 1, height)):
            if left is None or row in sheet.hidden_rows:
                continue
            anchor = _Anchor(shown, right - left + 1, is_covered)
            anchors.setdefault(row, {})[left] = anchor
            is_covered = True
            count += 1
            if count > MAX_CELLS:
                raise TooManyCellsError
    return anchors


def _row(sheet: Sheet, number: int, width: int, anchors: dict[int, _Anchor]) -> Row:
    own = sheet.cells.get(number, {})
    cells: list[Cell] = []
    column = 0
    while column < width:
        anchor = anchors.get(column)
        if anchor is not None:
            text, is_bold = anchor.shown
            cells.append(Cell(text, column, anchor.span, anchor.is_covered, is_bold, row=number))
            column += anchor.span
            continue
        if column not in sheet.hidden_columns:
            text, is_bold = own.get(column, _NOTHING)
            cells.append(Cell(text, column, is_bold=is_bold, row=number))
        column += 1
    return tuple(cells)
