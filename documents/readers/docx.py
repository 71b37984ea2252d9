"""Word documents: one pass over document.xml, each row forgotten once it is read."""

from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from documents.readers.docx_look import Pages
from documents.readers.docx_shown import is_joined, prepend, show
from documents.readers.docx_stream import BodyStream, Part
from documents.readers.docx_styles import Styles
from documents.readers.docx_table import TableReader, Tools
from documents.readers.docx_text import breaks_page, paragraph_text
from documents.readers.grid import Block, Look, Paragraph, Source, Table, UnreadableDocumentError
from documents.readers.numbering import Numbering
from documents.readers.package import check_part, open_package, read_part

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAIN_PART = "word/document.xml"
_P, _TBL, _TR, _SECTION = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}sectPr"
_NOTES = (("word/footnotes.xml", f"{W}footnote"), ("word/endnotes.xml", f"{W}endnote"))


def read_docx(path: Path, name: str) -> Source:
    """Paragraphs and tables of the document's body in order, its pages and its footnotes."""
    with open_package(path, name) as package:
        if MAIN_PART not in package.namelist():
            raise UnreadableDocumentError(
                f"В файле «{name}» нет текста документа Word. Сохраните план в формате .docx "
                "и загрузите снова."
            )
        check_part(package, MAIN_PART, name)
        numbering = Numbering(read_part(package, "word/numbering.xml", name))
        styles = read_part(package, "word/styles.xml", name)
        theme = read_part(package, "word/theme/theme1.xml", name)
        body = _Body(Tools(Styles(styles, numbering, theme), numbering))
        return Source(*body.read(package), tuple(_notes(package, name)))


class _Body:
    """The state of reading one document: its blocks so far, the table that is open."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._blocks: list[Block] = []
        self._tables: dict[int, Table] = {}
        self._pages = Pages()
        self._place = -1
        self._table = TableReader(tools)
        self._joined: list[etree._Element] = []
        self._readers: dict[str, Callable[[Part], None]] = {
            _P: self._paragraph,
            _TBL: self._edge,
            _TR: self._row,
            f"{W}tblGrid": lambda part: self._table.grid(part.element),
            f"{W}tblPr": lambda part: self._table.settings(part.element),
            _SECTION: lambda part: self._pages.section(part.element),
        }

    def read(self, package: ZipFile) -> tuple[list[Block], Look]:
        with package.open(MAIN_PART) as stream:
            for part in BodyStream().parts(stream):
                read = self._readers.get(part.element.tag)
                if read is not None:
                    read(part)
        for index, table in self._tables.items():
            page = self._pages.page_of(index)
            is_landscape = None if page is None else page.is_landscape
            self._blocks[index] = table._replace(is_landscape=is_landscape)
        return self._blocks, self._pages.look(self._tables, self._tools.styles.default.face)

    def _edge(self, part: Part) -> None:
        if part.starts:
            self._table = TableReader(self._tools)
            self._place += 1
        else:
            self._add_table(self._table, self._place)

    def _add_table(self, reader: TableReader, place: int) -> None:
        for table in (reader.table(place), *reader.nested):
            self._tables[len(self._blocks)] = table
            self._pages.table(len(self._blocks), reader.face, len(table.rows))
            self._blocks.append(table)

    def _row(self, part: Part) -> None:
        _make_plain(part)
        self._table.row(part.element)

    def _paragraph(self, part: Part) -> None:
        element = part.element
        self._place += 1
        boxes = _make_plain(part)
        for box in boxes:
            self._box(box)
        if part.is_odd and is_joined(element):
            self._joined.append(element)
            return
        while self._joined:
            prepend(element, self._joined.pop())
        self._blocks.append(self._line(element, self._place))
        section = element.find(f"{W}pPr/{_SECTION}")
        if section is not None:
            self._pages.section(section)

    def _box(self, box: etree._Element) -> None:
        """A text box stands before the paragraph that holds it."""
        for child in box:
            if child.tag == _P:
                self._blocks.append(self._line(child, -1))
            elif child.tag == _TBL:
                reader = TableReader(self._tools)
                reader.read(child)
                self._add_table(reader, -1)

    def _line(self, element: etree._Element, place: int) -> Paragraph:
        styles, numbering = self._tools
        line = paragraph_text(element)
        shape = styles.shape(line)
        face = styles.face(line, shape.face)
        self._pages.line(line.text, shape.alignment, face)
        return Paragraph(
            line.text,
            shape.alignment,
            bool(face.is_bold),
            breaks_page(element) or shape.starts_page,
            numbering.label(*shape.numbering) if shape.numbering else "",
            place,
            face.points,
            shape.indent_mm,
            shape.first_line_mm,
        )


def _make_plain(part: Part) -> list[etree._Element]:
    boxes = show(part.element) if part.is_odd else []
    if part.is_placeholder:
        for run in list(part.element.iter(f"{W}r")):
            run.clear()
    return boxes


def _notes(package: ZipFile, name: str) -> Iterator[str]:
    """The texts of the footnotes, then those of the endnotes."""
    for part, tag in _NOTES:
        root = read_part(package, part, name)
        for note in [] if root is None else root.iter(tag):
            if note.get(f"{W}type", "normal") == "normal":
                show(note)
                lines = [paragraph_text(paragraph).text for paragraph in note.iter(f"{W}p")]
                text = "\n".join(lines).strip()
                if text:
                    yield text
