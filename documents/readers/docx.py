"""Word documents: one pass over document.xml, each row forgotten once it is read."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

from lxml import etree

from documents.readers.docx_text import Styles, paragraph_text
from documents.readers.grid import Block, Cell, Paragraph, Row, Table, UnreadableDocumentError
from documents.readers.numbering import Numbering
from documents.readers.package import check_part, open_package, read_part

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
MAIN_PART = "word/document.xml"
TWIPS_PER_MM = 56.6929
_P, _TBL, _TR, _TC, _SDT = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc", f"{W}sdt"
_TC_PR, _TR_PR, _CONTENT, _VAL = f"{W}tcPr", f"{W}trPr", f"{W}sdtContent", f"{W}val"
_SPAN, _MERGE, _TEXT_BOX = f"{W}gridSpan", f"{W}vMerge", f"{W}txbxContent"
_GRID, _GRID_BEFORE, _DELETED, _W = f"{W}gridCol", f"{W}gridBefore", f"{W}del", f"{W}w"


def read_docx(path: Path, name: str) -> list[Block]:
    """Paragraphs and tables of the document's body, in order."""
    with open_package(path, name) as package:
        if MAIN_PART not in package.namelist():
            raise UnreadableDocumentError(
                f"В файле «{name}» нет текста документа Word. Сохраните план в формате .docx "
                "и загрузите снова."
            )
        check_part(package, MAIN_PART, name)
        numbering = Numbering(read_part(package, "word/numbering.xml", name))
        styles = Styles(read_part(package, "word/styles.xml", name))
        return list(_Body(numbering, styles).blocks(package))


class _Open(NamedTuple):
    """A table that is being read."""

    rows: list[Row]
    merged: dict[int, Cell]
    nested: list[Block]
    widths: list[float | None]


class _Body:
    """The state of reading one document: counters, styles, the open table."""

    def __init__(self, numbering: Numbering, styles: Styles) -> None:
        self._numbering = numbering
        self._styles = styles
        self._depth = 0
        self._fallback = 0
        self._table = _Open([], {}, [], [])

    def blocks(self, package: ZipFile) -> Iterator[Block]:
        with package.open(MAIN_PART) as stream:
            for event, element in etree.iterparse(
                stream,
                events=("start", "end"),
                tag=(_P, _TBL, _TR, _GRID, MC_FALLBACK),
                resolve_entities=False,
                no_network=True,
            ):
                starts = event == "start"
                if element.tag == MC_FALLBACK:
                    self._fallback += 1 if starts else -1
                elif self._fallback:
                    continue
                elif element.tag == _TBL:
                    yield from self._table_edge(element, starts=starts)
                elif not starts:
                    yield from self._part(element)

    def _table_edge(self, element: etree._Element, *, starts: bool) -> Iterator[Block]:
        self._depth += 1 if starts else -1
        if starts and self._depth == 1:
            self._table = _Open([], {}, [], [])
        elif self._depth == 0:
            yield Table(self._table.rows, tuple(self._table.widths))
            yield from self._table.nested
            _forget(element)

    def _part(self, element: etree._Element) -> Iterator[Block]:
        """A paragraph of the body; a row or a column of the outermost table."""
        if self._depth == 0 and element.tag == _P:
            yield self._paragraph(element)
            _forget(element)
        elif self._depth == 1 and element.tag == _TR:
            self._row(element, self._table)
            element.clear()
        elif self._depth == 1 and element.tag == _GRID:
            self._table.widths.append(_width(element))

    def _paragraph(self, element: etree._Element) -> Paragraph:
        line = paragraph_text(element)
        shape = self._styles.shape(element)
        label = self._numbering.label(*shape.numbering) if shape.numbering else ""
        is_bold = line.is_bold or shape.is_bold
        starts_page = line.breaks_page or shape.starts_page
        return Paragraph(line.text, shape.alignment, is_bold, starts_page, label)

    def _row(self, element: etree._Element, table: _Open) -> None:
        column = 0
        cells: list[Cell] = []
        for child in _unwrapped(element):
            if child.tag == _TC:
                cell = self._cell(child, column, table)
                cells.append(cell)
                column = cell.end
            elif child.tag == _TR_PR:
                if child.find(_DELETED) is not None:
                    return
                column = _int(child.find(_GRID_BEFORE), 0)
        table.rows.append(tuple(cells))

    def _cell(self, element: etree._Element, column: int, table: _Open) -> Cell:
        span, merge = 1, None
        lines: list[str] = []
        labels: list[str] = []
        is_bold = False
        for child in _unwrapped(element):
            tag = child.tag
            if tag == _P:
                line = paragraph_text(child)
                label = self._label(child)
                labels.append(label)
                lines.append(line.text)
                is_bold = is_bold or line.is_bold
            elif tag == _TC_PR:
                span = max(1, _int(child.find(_SPAN), 1))
                found = child.find(_MERGE)
                merge = None if found is None else found.get(_VAL, "continue")
            elif tag == _TBL:
                lines.extend(self._nested(child, table))
        if merge == "continue" and column in table.merged:
            return table.merged[column]._replace(span=span, is_covered=True)
        text, label = _labelled(lines, labels)
        cell = Cell(text, column, span, is_covered=False, is_bold=is_bold, label=label)
        if merge == "restart":
            table.merged[column] = cell
        return cell

    def _label(self, paragraph: etree._Element) -> str:
        numbering = self._styles.numbering_of(paragraph)
        return self._numbering.label(*numbering) if numbering else ""

    def _nested(self, element: etree._Element, table: _Open) -> list[str]:
        """A wide table in a cell is a table of its own; a narrow one is text of the cell."""
        inner = _Open([], {}, [], [_width(column) for column in element.iter(_GRID)])
        for row in element.iterchildren(_TR):
            self._row(row, inner)
        if max((len(row) for row in inner.rows), default=0) >= 3:
            table.nested.extend([Table(inner.rows, tuple(inner.widths)), *inner.nested])
            return []
        table.nested.extend(inner.nested)
        return [cell.text for row in inner.rows for cell in row if cell.text]


def _unwrapped(element: etree._Element) -> Iterator[etree._Element]:
    """The children, with content controls opened."""
    for child in element:
        if child.tag == _SDT:
            content = child.find(_CONTENT)
            if content is not None:
                yield from _unwrapped(content)
        else:
            yield child


def _labelled(lines: list[str], labels: list[str]) -> tuple[str, str]:
    """A single automatic number stands apart; those of a list stay with their lines."""
    numbers = [label for label in labels if label]
    if len(numbers) < 2:
        return "\n".join(lines).strip(), numbers[0] if numbers else ""
    pairs = zip(labels, lines, strict=False)
    return "\n".join(f"{label} {line}".strip() for label, line in pairs).strip(), ""


def _forget(element: etree._Element) -> None:
    """Free what is read, or a long document would be held whole."""
    element.clear()
    parent = element.getparent()
    if parent is not None and parent.tag != _TEXT_BOX:
        while element.getprevious() is not None:
            del parent[0]


def _int(element: etree._Element | None, default: int) -> int:
    text = "" if element is None else element.get(_VAL, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else default


def _width(element: etree._Element) -> float | None:
    text = element.get(_W, "")
    return round(int(text) / TWIPS_PER_MM, 1) if text.isascii() and text.isdigit() else None
