"""How large the columns, rows and page of an Excel sheet are, in millimetres; which cells show."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate

from lxml import etree

POINT_MM = 25.4 / 72
_PIXEL_MM = 25.4 / 96
_DIGIT_PIXELS = 7  # of Calibri 11, by which Excel counts columns
_DEFAULT_WIDTH, _DEFAULT_POINTS = 9.14, 15.0
_PAPERS = {"8": (297.0, 420.0), "9": (210.0, 297.0), "11": (148.0, 210.0), "1": (216.0, 279.0)}
_MARGINS = {"left": 0.7, "right": 0.7, "top": 0.75, "bottom": 0.75}
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)")
_LAST_COLUMN = 16_384
_SHRUNK = 0.85  # a row that Excel has fitted may be lower elsewhere, a column narrower


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that shows something: its text's length, whether it has rules or a ground."""

    row: int
    column: int
    letters: int
    is_framed: bool
    wraps: bool
    alignment: str
    points: float


@dataclass(frozen=True, slots=True)
class Area:
    """Columns and rows from … to, both counted from 0 and included."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture over these cells, or from the first of them on as wide and high as it says."""

    area: Area
    wide: float
    high: float


@dataclass(frozen=True, slots=True)
class Page:
    """What a printed page holds, and how it is scaled; `fits` means: to one page in width."""

    width: float
    height: float
    scale: float
    fits: bool


@dataclass(slots=True)
class Sizes:
    """Where columns and rows begin, at least; hidden ones take no room."""

    widths: Mapping[int, float]
    default_width: float
    heights: Mapping[int, float]
    default_height: float
    _columns: list[float] = field(default_factory=list)
    _rows: list[float] = field(default_factory=list)

    def left(self, column: int) -> float:
        return _begin(self._columns, self.widths, self.default_width, column)

    def top(self, row: int) -> float:
        return _begin(self._rows, self.heights, self.default_height, row)


def _begin(known: list[float], sizes: Mapping[int, float], default: float, place: int) -> float:
    if place >= len(known):
        steps = (sizes.get(one, default) for one in range(2 * place + 1))
        known[:] = accumulate(steps, initial=0.0)
    return known[place]


def sizes_of(sheet: etree._Element, name: str) -> Sizes:
    """`name` is the name space of the sheet."""
    usual = sheet.find(f"{name}sheetFormatPr")
    said = attributes(usual)
    width = _number(said.get("defaultColWidth"), _DEFAULT_WIDTH)
    widths = {
        place: 0.0 if _is_on(column, "hidden") else _width(_number(column.get("width"), width))
        for column in sheet.iterfind(f"{name}cols/{name}col")
        for place in _span(column)
    }
    points = _number(said.get("defaultRowHeight"), _DEFAULT_POINTS)
    heights = {
        int(row.get("r", "1")) - 1: _height(row, points)
        for row in sheet.iterfind(f"{name}sheetData/{name}row")
    }
    return Sizes(widths, _width(width), heights, points * POINT_MM * _SHRUNK)


def page_of(sheet: etree._Element, name: str) -> Page:
    setup, margins = sheet.find(f"{name}pageSetup"), sheet.find(f"{name}pageMargins")
    said, inches = attributes(setup), attributes(margins)
    width, height = _PAPERS.get(said.get("paperSize", "9"), _PAPERS["9"])
    if said.get("orientation") == "landscape":
        width, height = height, width
    edges = {key: _number(inches.get(key), usual) * 25.4 for key, usual in _MARGINS.items()}
    fit = sheet.find(f"{name}sheetPr/{name}pageSetUpPr")
    fits = fit is not None and _is_on(fit, "fitToPage") and said.get("fitToWidth", "1") != "0"
    scale = 1.0 if fits else _number(said.get("scale"), 100.0) / 100
    inner = width - edges["left"] - edges["right"], height - edges["top"] - edges["bottom"]
    return Page(*inner, max(scale, 0.1), fits)


def attributes(element: etree._Element | None) -> dict[str, str]:
    """What an element says of itself; nothing where there is none."""
    return {} if element is None else {str(key): str(said) for key, said in element.items()}


def area_of(reference: str) -> Area | None:
    """«A1:C3», or one cell."""
    ends = [_REFERENCE.fullmatch(end) for end in reference.split(":")]
    places = [(column_number(end[1]), int(end[2]) - 1) for end in ends if end]
    if not places or len(places) != len(ends):
        return None
    return Area(*places[0], *places[-1])


def column_number(letters: str) -> int:
    """«A» is 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _span(column: etree._Element) -> Iterator[int]:
    first, last = int(column.get("min", "1")), int(column.get("max", "1"))
    yield from range(first - 1, min(last, _LAST_COLUMN))


def _width(characters: float) -> float:
    """At least: Excel counts in whole pixels, others in digits of a type that is at hand."""
    pixels = int((256 * characters + 128 // _DIGIT_PIXELS) / 256 * _DIGIT_PIXELS)
    return pixels * _PIXEL_MM * _SHRUNK


def _height(row: etree._Element, usual: float) -> float:
    if _is_on(row, "hidden"):
        return 0.0
    points = _number(row.get("ht"), usual)
    return points * POINT_MM * (1.0 if _is_on(row, "customHeight") else _SHRUNK)


def _is_on(element: etree._Element, name: str) -> bool:
    return element.get(name) in {"1", "true"}


def _number(text: str | None, default: float) -> float:
    try:
        return float(text) if text else default
    except ValueError:
        return default
