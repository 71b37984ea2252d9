"""Tables and text from the clipboard of Word, Excel and LibreOffice, which is HTML."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml import etree

from documents.readers.grid import Block, Cell, Paragraph, Table, UnreadableDocumentError
from documents.readers.html_grid import MAX_COLUMNS, Grid
from documents.readers.html_text import (
    Declared,
    Flow,
    Line,
    Manner,
    StyleSheet,
    is_hidden,
    is_hidden_row,
    is_left_out,
    starts_new_page,
    width_mm,
)
from documents.readers.numerals import numeral

MAX_BYTES = 5 * 2**20
MAX_DEPTH = 120
MAX_ELEMENTS = 300_000
MAX_BLOCKS = 50_000
_PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre"})
_BLOCKS = frozenset(
    {"div", "center", "blockquote", "ul", "dl", "dt", "dd", "li", "section", "article", "main"}
    | {"header", "footer", "address", "body", "fieldset", "form", "hr"}
)
_ROW_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_CELLS = frozenset({"td", "th"})
_FRAGMENT_START = "StartFragment"
_EDGES = {_FRAGMENT_START, "EndFragment"}
_WIDE = 3  # a table in a cell from so many columns on is a table of its own
_COUNTED = {"i": "lowerRoman", "I": "upperRoman", "a": "lowerLetter", "A": "upperLetter"}


def read_html(path: Path) -> list[Block]:
    """Paragraphs and tables of an HTML fragment in UTF-8, in order; nothing is fetched or run."""
    if path.stat().st_size > MAX_BYTES:
        raise UnreadableDocumentError(
            f"Вставлено больше {MAX_BYTES // 2**20} МБ. Вставьте только таблицу плана или "
            "загрузите документ файлом."
        )
    root = _parse(path.read_bytes())
    if root is None:
        return []
    if sum(1 for _ in root.iter()) > MAX_ELEMENTS:
        raise _too_complex()
    _drop_surroundings(root)
    blocks = _Reader(root).blocks()
    if len(blocks) > MAX_BLOCKS:
        raise _too_complex()
    return blocks


def _too_complex() -> UnreadableDocumentError:
    return UnreadableDocumentError(
        "Вставленное устроено слишком сложно. Вставьте только таблицу плана или загрузите "
        "документ файлом."
    )


def _parse(data: bytes) -> etree._Element | None:
    start = data.find(b"<")  # before it a raw clipboard keeps its own header
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True)
    parser.feed(data[max(start, 0) :])
    try:
        root: etree._Element | None = parser.close()
    except etree.XMLSyntaxError:
        return None
    return root


def _drop_surroundings(root: etree._Element) -> None:
    """Forget text outside of the copied fragment, where its edges are marked."""
    marks = {(comment.text or "").strip() for comment in root.iter(etree.Comment)}
    if not marks >= _EDGES:
        return
    is_inside = False
    for event, element in etree.iterwalk(root, events=("start", "end", "comment")):
        if event == "comment" and (element.text or "").strip() in _EDGES:
            is_inside = element.text.strip() == _FRAGMENT_START
        if is_inside or element.tag == "style":
            continue
        if event == "start":
            element.text = None
        else:
            element.tail = None


class _Reader:
    """One document: its styles, and the blocks found so far."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._sheet = StyleSheet(style.text or "" for style in root.iter("style"))
        self._blocks: list[Block] = []
        self._placed = 0
        self._nested: list[Table] = []
        self._tables = 0  # those open around the place that is read

    def blocks(self) -> list[Block]:
        flow = Flow()
        self._walk(self._root, flow, Manner(), 0)
        flow.close(Manner())
        self._take(flow)
        return self._blocks

    def _take(self, flow: Flow) -> None:
        """What was said outside every table becomes paragraphs."""
        for line in flow.lines:
            text, label, alignment, is_bold, starts_page = line
            place = self._next_place()
            self._blocks.append(
                Paragraph(text, alignment, is_bold, starts_page, label, place=place)
            )
        flow.lines.clear()

    def _next_place(self) -> int:
        self._placed += 1
        return self._placed - 1

    def _walk(self, parent: etree._Element, flow: Flow, manner: Manner, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise _too_complex()
        flow.say(parent.text, manner)
        for child in parent:
            if isinstance(child.tag, str):
                self._element(child, flow, manner, depth + 1)
            flow.say(child.tail, manner)

    def _element(self, element: etree._Element, flow: Flow, manner: Manner, depth: int) -> None:
        style = self._sheet.of(element)
        if is_left_out(element, style):
            return
        flow.starts_page = flow.starts_page or starts_new_page(style)
        if element.tag == "table":
            self._table(element, flow, depth)
        elif element.tag == "ol":
            self._list(element, flow, manner.within(element, style), depth)
        elif not _is_sign(element, style, flow):
            self._text(element, flow, manner.within(element, style), depth)

    def _text(self, element: etree._Element, flow: Flow, manner: Manner, depth: int) -> None:
        if element.tag in _PARAGRAPHS:
            flow.part()
            self._walk(element, flow, manner, depth)
            flow.end(manner)
        elif element.tag in _BLOCKS:
            flow.part()
            self._walk(element, flow, manner, depth)
            flow.close(manner)
        else:
            self._walk(element, flow, manner, depth)

    def _list(self, element: etree._Element, flow: Flow, manner: Manner, depth: int) -> None:
        """The browser counts the items; the number is the label of an item's first line."""
        flow.part()
        number, counted = _int(element.get("start"), 1), _COUNTED.get(element.get("type", ""), "")
        for item in element:
            if not isinstance(item.tag, str):
                continue
            if item.tag == "li":
                number = _int(item.get("value"), number)
                flow.label = f"{numeral(number, counted)}."
                number += 1
            self._element(item, flow, manner, depth + 1)
        flow.close(manner)

    def _table(self, element: etree._Element, flow: Flow, depth: int) -> None:
        flow.close(Manner())
        if self._tables:
            self._inner_table(element, flow, depth)
            return
        self._take(flow)
        self._nested = []
        table = self._grid(element, depth)
        self._blocks += [table._replace(place=self._next_place()), *self._nested]

    def _inner_table(self, element: etree._Element, flow: Flow, depth: int) -> None:
        """A wide table in a cell is a table of its own; a narrow one is text of the cell."""
        table = self._grid(element, depth)
        if max((len(row) for row in table.rows), default=0) >= _WIDE:
            self._nested.append(table)
        else:
            flow.lines.extend(Line(cell.text) for row in table.rows for cell in row if cell.text)

    def _grid(self, element: etree._Element, depth: int) -> Table:
        self._tables += 1
        grid = Grid()
        for row in _rows(element):
            grid.open_row()
            for cell in row:
                if cell.tag in _CELLS:
                    self._cell(cell, grid, depth + 1)
            grid.close_row(is_hidden=is_hidden_row(row, self._sheet.of(row)))
        self._tables -= 1
        return Table(grid.rows, self._columns(element) or grid.widths_mm)

    def _columns(self, table: etree._Element) -> tuple[float | None, ...]:
        """Widths that the table tells of its columns, before any row."""
        widths: list[float | None] = []
        for column in table.iterchildren("colgroup", "col"):
            parts = column.findall("col") if column.tag == "colgroup" else []
            for part in parts or [column]:
                width = width_mm(part, self._sheet.of(part))
                widths.extend([width] * min(_int(part.get("span"), 1), MAX_COLUMNS))
        return tuple(widths[:MAX_COLUMNS]) if any(widths) else ()

    def _cell(self, element: etree._Element, grid: Grid, depth: int) -> None:
        style = self._sheet.of(element)
        if is_hidden(style):
            return
        flow = Flow()
        manner = Manner().within(element, style)
        self._walk(element, flow, manner, depth)
        flow.close(manner)
        span, down = _int(element.get("colspan"), 1), _int(element.get("rowspan"), 1)
        ignored = style.get("mso-ignore", "")
        width = width_mm(element, style)
        cell = _cell_of(flow.lines, span=1 if "colspan" in ignored else span)
        grid.add(cell, down=1 if "rowspan" in ignored else down, width_mm=width)
        if "colspan" in ignored:  # a long text only lies over its empty neighbours
            grid.add_empty(span - 1)


def _is_sign(element: etree._Element, style: Declared, flow: Flow) -> bool:
    """A break, a tab, or the number of a list: no text of its own."""
    if element.tag == "br":
        flow.put("\n")
    elif "mso-tab-count" in style:
        flow.put("\t")
    elif style.get("mso-list") == "ignore":
        label = "".join(map(str, element.itertext())).strip()
        flow.label = label if any(map(str.isalnum, label)) and label != "o" else ""
    else:
        return False
    return True


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in _ROW_GROUPS:
            yield from child.iterchildren("tr")


def _cell_of(lines: Sequence[Line], *, span: int) -> Cell:
    """A single automatic number stands apart; those of a list stay with their lines."""
    numbers = [line.label for line in lines if line.label]
    is_bold = any(line.is_bold for line in lines if line.text)
    if len(numbers) < 2:
        text = "\n".join(line.text for line in lines).strip()
        return Cell(text, 0, span, is_bold=is_bold, label="".join(numbers))
    text = "\n".join(f"{line.label} {line.text}".strip() for line in lines).strip()
    return Cell(text, 0, span, is_bold=is_bold)


def _int(text: str | None, default: int) -> int:
    is_number = text is not None and text.isascii() and text.isdigit() and len(text) < 6
    return int(text) if text and is_number else default
