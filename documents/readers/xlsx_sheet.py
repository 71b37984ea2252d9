"""One sheet of a workbook: what its visible cells show, where, and how wide."""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from math import isfinite
from typing import IO, NamedTuple

from lxml import etree

from documents.readers.grid import Look
from documents.readers.xlsx_formats import print_moment
from documents.readers.xlsx_strings import Shown, clean, read_string
from documents.readers.xlsx_styles import CellStyles

MAX_COLUMNS = 256
MAX_CELLS = 500_000
_SIDES = ("left", "right", "top", "bottom")
_MM_PER_PIXEL = 25.4 / 96
_ON = frozenset({"1", "true"})
_READ = ("row", "mergeCell", "col", "pageSetup", "pageMargins", "sheetFormatPr")
_BOOLEANS = {"1": "ИСТИНА", "0": "ЛОЖЬ"}


class Area(NamedTuple):
    """A merged area by its first and last rows and columns, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Workbook:
    """What all sheets share."""

    strings: Sequence[Shown]
    styles: CellStyles
    since_1904: bool = False


class TooManyCellsError(ValueError):
    """The sheet is no plan: it holds more cells than a person could fill."""


@dataclass(slots=True)
class Sheet:
    """A sheet as it is read; rows and columns are counted from 0, empty cells are left out."""

    cells: dict[int, dict[int, Shown]] = field(default_factory=dict)
    areas: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    widths_mm: dict[int, float] = field(default_factory=dict)
    default_width_mm: float | None = None
    look: Look = field(default_factory=Look)

    @property
    def width(self) -> int:
        return max((max(row) + 1 for row in self.cells.values()), default=0)

    @property
    def height(self) -> int:
        return max(self.cells, default=-1) + 1


class SheetReader:
    """Reads the stream of one sheet."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._sheet = Sheet()
        self._columns: dict[str, int] = {}
        self._styles: Counter[int] = Counter()
        self._row = -1
        self._count = 0

    def read(self, stream: IO[bytes]) -> Sheet:
        readers = {
            "row": self._read_row,
            "mergeCell": self._read_area,
            "col": self._read_column,
            "pageSetup": self._read_page,
            "pageMargins": self._read_margins,
            "sheetFormatPr": self._read_default,
        }
        tags = tuple(f"{{*}}{name}" for name in _READ)
        for _, element in etree.iterparse(
            stream,
            tag=tags,
            resolve_entities=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
        ):
            readers[etree.QName(element).localname](element)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
        self._set_type()
        return self._sheet

    def _set_type(self) -> None:
        if self._styles:
            style = self._workbook.styles[self._styles.most_common(1)[0][0]]
            look = self._sheet.look
            self._sheet.look = look._replace(font=style.font, points=style.points)

    def _read_row(self, row: etree._Element) -> None:
        number = row.get("r", "")
        self._row = int(number) - 1 if _is_number(number) else self._row + 1
        if row.get("hidden") in _ON:
            self._sheet.hidden_rows.add(self._row)
        column = -1
        cells: dict[int, Shown] = {}
        for cell in row:
            column = self._column(cell.get("r", ""), column + 1)
            if len(cell) and column < MAX_COLUMNS:
                shown = self._shown(cell)
                if shown.text:
                    cells[column] = shown
        if cells:
            self._sheet.cells[self._row] = cells
            self._count += len(cells)
            if self._count > MAX_CELLS:
                raise TooManyCellsError

    def _column(self, reference: str, following: int) -> int:
        letters = reference.rstrip("0123456789")
        if not letters:
            return following
        if letters not in self._columns:
            self._columns[letters] = _column_number(letters)
        return self._columns[letters]

    def _shown(self, cell: etree._Element) -> Shown:
        kind, index = cell.get("t", "n"), cell.get("s", "0")
        style = int(index) if _is_number(index) else 0
        value = next(cell.iterchildren("{*}v"), None)
        text = "" if value is None else (value.text or "")
        own = self._workbook.styles[style]
        if kind == "s":
            strings = self._workbook.strings
            found = strings[int(text)] if _is_number(text) and int(text) < len(strings) else None
            shown = found or Shown("")
        elif kind == "inlineStr":
            shown = read_string(next(cell.iterchildren("{*}is"), None))
        else:
            shown = Shown(self._print(kind, text, style))
        if shown.text:
            self._styles[style] += 1
        return shown._replace(is_bold=True) if own.is_bold else shown

    def _print(self, kind: str, text: str, style: int) -> str:
        if kind == "b":
            return _BOOLEANS.get(text, text)
        if kind == "d":
            return _iso(text)
        value = _number(text) if kind == "n" else None
        if value is None:
            return clean(text)
        numbers = self._workbook.styles[style].numbers
        return numbers.print(value, since_1904=self._workbook.since_1904)

    def _read_area(self, element: etree._Element) -> None:
        first, _, last = element.get("ref", "").partition(":")
        top, left = self._position(first)
        bottom, right = self._position(last or first)
        if 0 <= top <= bottom and 0 <= left <= right:
            self._sheet.areas.append(Area(top, left, bottom, min(right, MAX_COLUMNS)))

    def _position(self, reference: str) -> tuple[int, int]:
        letters = reference.rstrip("0123456789")
        number = reference[len(letters) :]
        is_known = _is_number(number) and letters
        return (int(number) - 1, _column_number(letters)) if is_known else (-1, -1)

    def _read_column(self, element: etree._Element) -> None:
        first, last = element.get("min", ""), element.get("max", "")
        if not (_is_number(first) and _is_number(last)):
            return
        columns = range(int(first) - 1, min(int(last), MAX_COLUMNS))
        if element.get("hidden") in _ON:
            self._sheet.hidden_columns.update(columns)
        width = _column_mm(element.get("width", ""))
        if width is not None:
            self._sheet.widths_mm.update(dict.fromkeys(columns, width))

    def _read_default(self, element: etree._Element) -> None:
        self._sheet.default_width_mm = _column_mm(element.get("defaultColWidth", ""))

    def _read_page(self, element: etree._Element) -> None:
        is_landscape = element.get("orientation") == "landscape"
        self._sheet.look = self._sheet.look._replace(is_landscape=is_landscape)

    def _read_margins(self, element: etree._Element) -> None:
        left, right, top, bottom = (_inches(element.get(side, "")) for side in _SIDES)
        self._sheet.look = self._sheet.look._replace(
            left=left, right=right, top=top, bottom=bottom
        )


def _column_number(letters: str) -> int:
    """«A» is 0, «AB» is 27; a column out of reach where it is no name of one."""
    number = 0
    for letter in letters.upper()[:4]:
        if not "A" <= letter <= "Z":
            return MAX_COLUMNS
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _column_mm(width: str) -> float | None:
    """A width in letters of the default type, each 7 pixels, with 5 of padding."""
    with suppress(ValueError):
        letters = float(width)
        if 0 <= letters <= 255:
            return round((7 * letters + 5) * _MM_PER_PIXEL, 1)
    return None


def _inches(text: str) -> float | None:
    with suppress(ValueError):
        value = float(text)
        if 0 <= value <= 100:
            return round(value * 25.4, 1)
    return None


def _iso(text: str) -> str:
    try:
        return print_moment(datetime.fromisoformat(text.removesuffix("Z")))
    except ValueError:
        return clean(text)


def _number(text: str) -> float | None:
    with suppress(ValueError):
        value = float(text)
        return value if isfinite(value) else None
    return None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10
