"""The styles of a workbook: how a cell's number is printed, in which type."""

from typing import NamedTuple

from lxml import etree

from documents.readers.xlsx_formats import NumberFormat, built_in


class CellStyle(NamedTuple):
    """What one style of a cell says; `points` and `font` are those of its type."""

    numbers: NumberFormat
    is_bold: bool = False
    points: float | None = None
    font: str = ""


_DEFAULT = CellStyle(NumberFormat.of("General"))


class CellStyles:
    """The styles in the order in which cells name them."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: list[CellStyle] = []
        if root is None:
            return
        codes = {
            _number(code.get("numFmtId")): code.get("formatCode", "General")
            for code in root.iterfind("{*}numFmts/{*}numFmt")
        }
        fonts = list(root.iterfind("{*}fonts/{*}font"))
        self._styles = [_style(style, codes, fonts) for style in root.iterfind("{*}cellXfs/{*}xf")]

    def __getitem__(self, index: int) -> CellStyle:
        return self._styles[index] if 0 <= index < len(self._styles) else _DEFAULT


def _style(
    element: etree._Element, codes: dict[int, str], fonts: list[etree._Element]
) -> CellStyle:
    number, index = _number(element.get("numFmtId")), _number(element.get("fontId"))
    numbers = NumberFormat.of(codes.get(number) or built_in(number))
    if index >= len(fonts):
        return CellStyle(numbers)
    bold, size, name = (fonts[index].find(f"{{*}}{tag}") for tag in ("b", "sz", "name"))
    return CellStyle(
        numbers,
        bold is not None and bold.get("val", "1") not in {"0", "false"},
        None if size is None else _points(size.get("val", "")),
        "" if name is None else name.get("val", ""),
    )


def _points(text: str) -> float | None:
    try:
        points = float(text)
    except ValueError:
        return None
    return points if 0 < points < 1000 else None


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
