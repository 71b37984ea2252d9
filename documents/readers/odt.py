"""OpenDocument texts and spreadsheets: content.xml, its tables and its paragraphs."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from documents.readers.grid import Block, Cell, Paragraph, Row, Table, UnreadableDocumentError
from documents.readers.package import open_package, read_part

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, TABLE = f"{_OASIS}office:1.0}}", f"{_OASIS}text:1.0}}", f"{_OASIS}table:1.0}}"
STYLE, FO = f"{_OASIS}style:1.0}}", f"{_OASIS}xsl-fo-compatible:1.0}}"
_CELLS = frozenset({f"{TABLE}table-cell", f"{TABLE}covered-table-cell"})
_LINES = frozenset({f"{TEXT}p", f"{TEXT}h"})
_SKIPPED = frozenset(
    {
        f"{TEXT}tracked-changes",
        f"{TEXT}note",
        f"{OFFICE}annotation",
        f"{OFFICE}forms",
        f"{TEXT}sequence-decls",
        f"{TABLE}shapes",
        f"{TEXT}table-of-content",
    }
)
MAX_REPEATED = 64


class _Style(NamedTuple):
    """What an automatic style says."""

    alignment: str = ""
    is_bold: bool = False
    width_mm: float | None = None


def read_odf(path: Path, name: str) -> list[Block]:
    """Paragraphs and tables of the text, or the sheets of the spreadsheet, in order."""
    with open_package(path, name) as package:
        root = read_part(package, "content.xml", name)
    body = None if root is None else root.find(f"{OFFICE}body")
    if root is None or body is None or not len(body):
        raise UnreadableDocumentError(
            f"В файле «{name}» нет содержания. Сохраните план в формате .docx или .odt "
            "и загрузите снова."
        )
    return list(_Reader(root).blocks(body[0]))


class _Reader:
    """The styles of one document and the counters of its lists."""

    def __init__(self, root: etree._Element) -> None:
        self._styles = {
            style.get(f"{STYLE}name", ""): _read_style(style)
            for style in root.iter(f"{STYLE}style")
        }
        self._counts: dict[str, int] = {}

    def blocks(self, parent: etree._Element, label: str = "") -> Iterator[Block]:
        for child in parent:
            if child.tag in _LINES:
                yield self._paragraph(child, label)
            elif child.tag == f"{TABLE}table":
                yield from self._table(child)
            elif child.tag == f"{TEXT}list":
                for item in child:
                    yield from self.blocks(item, self._next_number(child))
            elif child.tag not in _SKIPPED:
                yield from self.blocks(child)

    def _paragraph(self, element: etree._Element, label: str) -> Paragraph:
        style = self._styles.get(element.get(f"{TEXT}style-name", ""), _Style())
        return Paragraph(
            _text(element), style.alignment, style.is_bold or self._is_bold(element), label=label
        )

    def _is_bold(self, element: etree._Element) -> bool:
        span = element.find(f"{TEXT}span")
        if span is None:
            return False
        return self._styles.get(span.get(f"{TEXT}style-name", ""), _Style()).is_bold

    def _next_number(self, element: etree._Element) -> str:
        """Lists of one style count on: a number column is made so."""
        style = element.get(f"{TEXT}style-name", "")
        self._counts[style] = self._counts.get(style, 0) + 1
        return f"{self._counts[style]}."

    def _table(self, element: etree._Element) -> Iterator[Block]:
        rows: list[Row] = []
        carried: dict[int, Cell] = {}
        for row in _rows(element):
            cells = self._row(row, carried)
            rows.extend([cells] * (_repeated(row, "rows") if any(c.text for c in cells) else 1))
        parent = element.getparent()
        if parent is not None and parent.tag == f"{OFFICE}spreadsheet":
            yield Paragraph("", label=element.get(f"{TABLE}name", ""), starts_page=True)
        widths = [
            self._styles.get(column.get(f"{TABLE}style-name", ""), _Style()).width_mm
            for column in element.iterchildren(f"{TABLE}table-column")
            for _ in range(_repeated(column, "columns"))
        ]
        yield Table(rows, tuple(widths))

    def _row(self, row: etree._Element, carried: dict[int, Cell]) -> Row:
        cells: list[Cell] = []
        column = 0
        for element in row:
            if element.tag not in _CELLS:
                continue
            for _ in range(_repeated(element, "columns")):
                if element.tag == f"{TABLE}table-cell":
                    carried.pop(column, None)
                    cell = self._cell(element, column)
                    if _number(element, "number-rows-spanned") > 1:
                        carried[column] = cell
                    cells.append(cell)
                elif column in carried:
                    cells.append(carried[column]._replace(is_covered=True))
                column += 1
        while cells and not cells[-1].text and cells[-1].span == 1 and len(cells) > 60:
            cells.pop()
        return tuple(cells)

    def _cell(self, element: etree._Element, column: int) -> Cell:
        span = min(_number(element, "number-columns-spanned"), MAX_REPEATED)
        lines = [block for block in self.blocks(element) if isinstance(block, Paragraph)]
        labels = [line.label for line in lines if line.label]
        text = _date_of(element) or "\n".join(line.text for line in lines).strip()
        is_bold = any(line.is_bold for line in lines if line.text)
        label = labels[0] if len(labels) == 1 else ""
        return Cell(text, column, span, is_bold=is_bold, label=label)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == f"{TABLE}table-row":
            if child.get(f"{TABLE}visibility", "visible") == "visible":
                yield child
        elif child.tag in {f"{TABLE}table-header-rows", f"{TABLE}table-rows"}:
            yield from _rows(child)


def _text(element: etree._Element) -> str:
    parts = [element.text or ""]
    for child in element:
        tag = child.tag
        if tag == f"{TEXT}s":
            parts.append(" ")
        elif tag == f"{TEXT}tab":
            parts.append("\t")
        elif tag == f"{TEXT}line-break":
            parts.append("\n")
        elif tag not in _SKIPPED and isinstance(tag, str):
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _read_style(style: etree._Element) -> _Style:
    alignment, is_bold, width = "", False, None
    for properties in style:
        alignment = properties.get(f"{FO}text-align", alignment)
        is_bold = is_bold or properties.get(f"{FO}font-weight") == "bold"
        width = properties.get(f"{STYLE}column-width", width)
    return _Style({"end": "right", "start": "left"}.get(alignment, alignment), is_bold, _mm(width))


def _mm(width: str | None) -> float | None:
    factors = {"cm": 10.0, "mm": 1.0, "in": 25.4, "pt": 25.4 / 72}
    factor = factors.get((width or "")[-2:])
    try:
        return None if factor is None or width is None else round(float(width[:-2]) * factor, 1)
    except ValueError:
        return None


def _date_of(cell: etree._Element) -> str:
    if cell.get(f"{OFFICE}value-type") != "date":
        return ""
    try:
        day = date.fromisoformat(cell.get(f"{OFFICE}date-value", "")[:10])
    except ValueError:
        return ""
    return day.strftime("%d.%m.%Y")


def _repeated(element: etree._Element, what: str) -> int:
    return min(_number(element, f"number-{what}-repeated"), MAX_REPEATED)


def _number(element: etree._Element, name: str) -> int:
    text = element.get(f"{TABLE}{name}", "")
    return max(1, int(text)) if text.isascii() and text.isdigit() else 1
