"""Which cells of an Excel sheet show something, and how far they reach."""

from collections.abc import Iterator, Sequence
from typing import TypeVar
from zipfile import ZipFile

from lxml import etree

from documents.patching.package import parse_xml, read_part
from plans.rendering.sheet_sizes import Cell, area_of, attributes

T = TypeVar("T")

_STYLES, _STRINGS = "xl/styles.xml", "xl/sharedStrings.xml"
_POINTS = 11.0
_A_NUMBER = 12  # letters that a number or a date may take


class Looks:
    """What the styles of a workbook say of its cells, and how long its common strings are."""

    def __init__(self, package: ZipFile, name: str) -> None:
        names = package.namelist()
        styles = parse_xml(read_part(package, _STYLES), _STYLES) if _STYLES in names else None
        self._formats = [] if styles is None else list(_formats(styles, name))
        strings = parse_xml(read_part(package, _STRINGS), _STRINGS) if _STRINGS in names else ()
        self._lengths = [_longest(one, name) for one in strings if one.tag == f"{name}si"]
        self._name = name

    def cells(self, sheet: etree._Element) -> Iterator[Cell]:
        """The cells that hold a value, have rules or a ground."""
        for element in sheet.iterfind(f"{self._name}sheetData/{self._name}row/{self._name}c"):
            area = area_of(element.get("r", ""))
            if area is None:
                continue
            place = int(element.get("s", "0"))
            usual = (False, False, "", _POINTS)
            look = self._formats[place] if place < len(self._formats) else usual
            framed, wraps, alignment, points = look
            letters = self._letters(element)
            if letters or framed:
                yield Cell(area.top, area.left, letters, framed, wraps, alignment, points)

    def _letters(self, element: etree._Element) -> int:
        kind, value = element.get("t", "n"), element.findtext(f"{self._name}v")
        if kind == "s" and value and value.isdigit():
            place = int(value)
            return self._lengths[place] if place < len(self._lengths) else _A_NUMBER
        if kind == "inlineStr":
            inline = element.find(f"{self._name}is")
            return 0 if inline is None else _longest(inline, self._name)
        return max(len(value), _A_NUMBER) if value else 0


def _longest(element: etree._Element, name: str) -> int:
    """Letters of the longest line."""
    text = "".join(piece.text or "" for piece in element.iter(f"{name}t"))
    return max((len(line) for line in text.split("\n")), default=0)


def _formats(styles: etree._Element, name: str) -> Iterator[tuple[bool, bool, str, float]]:
    """Of each format of cells: framed or filled, wrapped, alignment, size of its type."""
    ruled = [
        any(side.get("style", "none") != "none" for side in border)
        for border in styles.iterfind(f"{name}borders/{name}border")
    ]
    fills = [
        fill.find(f"{name}patternFill") for fill in styles.iterfind(f"{name}fills/{name}fill")
    ]
    filled = [one is None or one.get("patternType", "none") == "solid" for one in fills]
    sizes = [font.find(f"{name}sz") for font in styles.iterfind(f"{name}fonts/{name}font")]
    for one in styles.iterfind(f"{name}cellXfs/{name}xf"):
        alignment = one.find(f"{name}alignment")
        said = attributes(alignment)
        size = _at(sizes, one.get("fontId"))
        yield (
            bool(_at(ruled, one.get("borderId")) or _at(filled, one.get("fillId"))),
            said.get("wrapText") in {"1", "true"},
            said.get("horizontal", ""),
            _POINTS if size is None else float(size.get("val", _POINTS)),
        )


def _at(found: Sequence[T], place: str | None) -> T | None:
    number = int(place) if place and place.isdigit() else 0
    return found[number] if number < len(found) else None
