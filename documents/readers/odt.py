"""OpenDocument texts and spreadsheets: content.xml, its tables and its paragraphs."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from documents.readers.grid import Block, Look, Paragraph, Source, Table, UnreadableDocumentError
from documents.readers.main_type import MainType
from documents.readers.odf_lists import Counter, Lists
from documents.readers.odf_names import LINES, OFFICE, TABLE, TEXT
from documents.readers.odf_styles import OdfStyles
from documents.readers.odf_table import OdfTable, trimmed
from documents.readers.odf_text import NOTE, read_line
from documents.readers.package import open_package, read_part

_LIST, _TABLE, _SECTION = f"{TEXT}list", f"{TABLE}table", f"{TEXT}section"
_UNREAD = frozenset(
    {
        *(f"{TEXT}tracked-changes", f"{TABLE}tracked-changes", f"{OFFICE}annotation", NOTE),
        *(f"{OFFICE}forms", f"{TEXT}sequence-decls", f"{TEXT}table-of-content"),
    }
)


class _Item(NamedTuple):
    """The list item that paragraphs stand in: the first of them carries its number."""

    counter: Counter
    level: int
    label: str = ""


def read_odf(path: Path, name: str) -> Source:
    """Paragraphs and tables of the text, or the sheets of the spreadsheet, in order."""
    with open_package(path, name) as package:
        root = read_part(package, "content.xml", name)
        common = read_part(package, "styles.xml", name)
    body = None if root is None else root.find(f"{OFFICE}body")
    if root is None or body is None or not len(body):
        raise UnreadableDocumentError(
            f"В файле «{name}» нет содержания. Сохраните план в формате .docx или .odt "
            "и загрузите снова."
        )
    reader = _Reader(OdfStyles(common, root), Lists(common, root))
    return reader.read(body[0])


class _Reader:
    """The styles of one document, the counters of its lists, the pages it has come to."""

    def __init__(self, styles: OdfStyles, lists: Lists) -> None:
        self._styles = styles
        self._lists = lists
        self._notes: list[str] = []
        self._type = MainType()
        self._page = ""
        self._place = -1
        self._widest: tuple[float, str] = (-1.0, "")
        self._sheet_points: float | None = None

    def read(self, content: etree._Element) -> Source:
        is_book = content.tag == f"{OFFICE}spreadsheet"
        blocks = list(self._sheets(content) if is_book else self.blocks(content, is_body=True))
        return Source(blocks, self._look(is_book=is_book), tuple(self._notes))

    def _look(self, *, is_book: bool) -> Look:
        page = self._styles.page(self._widest[1]) or Look()
        base = self._styles.default("paragraph")
        normal = self._styles.style("paragraph", "Standard")
        cells = self._styles.style("table-cell", "Default")
        font = normal.font or base.font or cells.font
        default = normal.points or base.points or cells.points
        points = self._type.points() or (self._sheet_points if is_book else None) or default
        return page._replace(font=self._type.font() or font, points=points)

    def _sheets(self, book: etree._Element) -> Iterator[Block]:
        for place, sheet in enumerate(book.iterchildren(_TABLE)):
            style = self._styles.of(sheet, "table")
            if not style.is_hidden:
                yield Paragraph("", label=sheet.get(f"{TABLE}name", ""), starts_page=True)
                yield from map(trimmed, self._table(sheet, place))

    def blocks(
        self, parent: etree._Element, item: _Item | None = None, *, is_body: bool = False
    ) -> Iterator[Block]:
        """What stands in an element; only blocks of the body have a place."""
        for child in parent:
            tag = child.tag
            if tag in LINES:
                yield from self._line(child, item, is_body=is_body)
                item = item and item._replace(label="")
            elif tag == _TABLE:
                yield from self._table(child, self._next_place() if is_body else -1)
            elif tag == _LIST:
                yield from self._list(child, item, is_body=is_body)
            elif tag not in _UNREAD and not _is_hidden(child):
                yield from self.blocks(child, is_body=is_body and not _is_drawn(child))

    def _next_place(self) -> int:
        self._place += 1
        return self._place

    def _list(
        self, element: etree._Element, outer: _Item | None, *, is_body: bool
    ) -> Iterator[Block]:
        counter = outer.counter if outer else self._lists.open(element)
        level = outer.level + 1 if outer else 1
        for item in element:
            is_item = item.tag == f"{TEXT}list-item"
            has_text = any(child.tag in LINES for child in item)
            label = self._lists.label(counter, level, item) if is_item and has_text else ""
            yield from self.blocks(item, _Item(counter, level, label), is_body=is_body)

    def _line(
        self, element: etree._Element, item: _Item | None, *, is_body: bool
    ) -> Iterator[Block]:
        style = self._styles.of(element, "paragraph")
        self._page = style.page or self._page
        place = self._next_place() if is_body else -1
        line = read_line(element, self._styles, style, self._note)
        if is_body:
            self._type.line(line.text, style.alignment, line.style.font, line.style.points)
        for box in line.boxes:
            yield from self.blocks(box)
        if item is not None:
            label = item.label
        else:
            label = self._lists.heading(element) if element.tag == f"{TEXT}h" else ""
        yield Paragraph(
            line.text,
            style.alignment,
            bool(line.style.is_bold),
            style.starts_page,
            label,
            place,
            line.style.points,
            style.indent_mm,
            style.first_line_mm,
        )

    def _note(self, element: etree._Element) -> None:
        body = element.find(f"{TEXT}note-body")
        lines = [] if body is None else [_text_of(block) for block in self.blocks(body)]
        text = "\n".join(lines).strip()
        if text:
            self._notes.append(text)

    def _table(self, element: etree._Element, place: int) -> Iterator[Table]:
        style = self._styles.of(element, "table")
        self._page = style.page or self._page
        reader = OdfTable(self._styles, self.blocks)
        page = self._styles.page(self._page)
        table, nested = reader.read(element)
        is_landscape = None if page is None else page.is_landscape
        self._type.table(reader.font, len(table.rows))
        width = sum(width or 0.0 for width in table.widths_mm)
        if width > self._widest[0]:
            self._widest = (width, self._page)
            self._sheet_points = table.points
        yield table._replace(place=place, is_landscape=is_landscape)
        yield from nested


def _text_of(block: Block) -> str:
    return block.text if isinstance(block, Paragraph) else ""


def _is_hidden(element: etree._Element) -> bool:
    return element.tag == _SECTION and element.get(f"{TEXT}display") in {"none", "condition"}


def _is_drawn(element: etree._Element) -> bool:
    return "drawing:1.0}" in str(element.tag)
