"""The blocks, rows and cells of document.xml, counted exactly as the reader counts them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from documents.readers.docx_stream import BODY, MC, W

P, TBL, TR, TC, SDT = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc", f"{W}sdt"
CONTENT, VAL = f"{W}sdtContent", f"{W}val"
TC_PR, TR_PR, P_PR, R_PR = f"{W}tcPr", f"{W}trPr", f"{W}pPr", f"{W}rPr"
SPAN, MERGE, CELL_MERGE = f"{W}gridSpan", f"{W}vMerge", f"{W}cellMerge"
_ALTERNATIVES, _CHOICE = f"{MC}AlternateContent", f"{MC}Choice"
_CONTROLS = frozenset({SDT, CONTENT, f"{W}customXml", _ALTERNATIVES, _CHOICE})
_WRAPPERS = _CONTROLS | {f"{W}ins", f"{W}moveTo"}  # of paragraphs and rows
_OFF = frozenset({"0", "false", "off"})


@dataclass(eq=False, slots=True)
class Merge:
    """Cells merged down; their text is that of the head."""

    head: "Cell"


@dataclass(eq=False, slots=True)
class Cell:
    """A cell of the file at its column of the grid; `merge` is what it is part of."""

    element: etree._Element
    column: int
    span: int = 1
    merge: Merge | None = None

    @property
    def end(self) -> int:
        """The first column after the cell."""
        return self.column + self.span


@dataclass(eq=False, slots=True)
class Row:
    """A row of the file, or a copy of one; `is_gone` where it is deleted or hidden."""

    element: etree._Element
    place: int
    number: int
    cells: list[Cell] = field(default_factory=list)
    is_gone: bool = False
    is_copy: bool = False
    above: frozenset[int] = frozenset()

    def at(self, column: int) -> Cell | None:
        """The cell that begins at the column."""
        return next((cell for cell in self.cells if cell.column == column), None)


@dataclass(eq=False, slots=True)
class Table:
    """A table of the body with all its rows, also those that are not shown."""

    element: etree._Element
    place: int
    rows: list[Row]


def body_blocks(root: etree._Element) -> list[etree._Element]:
    """The paragraphs and tables of the body; the index of each is its place."""
    body = next(root.iter(BODY), None)
    if body is None:
        return []
    return [child for child in _opened(body, _WRAPPERS) if child.tag in {P, TBL}]


def cell_blocks(cell: etree._Element) -> list[etree._Element]:
    """The paragraphs and tables of a cell, with content controls opened."""
    return [child for child in _opened(cell, _CONTROLS) if child.tag in {P, TBL}]


def read_table(element: etree._Element, place: int) -> Table:
    rows = []
    active: dict[int, Cell] = {}
    found = (child for child in _opened(element, _WRAPPERS) if child.tag == TR)
    for number, tr in enumerate(found):
        row = read_row(tr, place, number)
        rows.append(row)
        for cell in [] if row.is_gone else row.cells:
            _join(cell, active)
    return Table(element, place, rows)


def read_row(tr: etree._Element, place: int, number: int) -> Row:
    """The row with its cells, none of them part of a merge yet."""
    row, column = Row(tr, place, number), 0
    for child in _opened(tr, _CONTROLS):
        if child.tag == TR_PR:
            row.is_gone = child.find(f"{W}del") is not None or _is_hidden(child)
            column = _count(child.find(f"{W}gridBefore"), 0)
        elif child.tag == TC:
            column = _add_cell(child, column, row.cells)
    return row


def merge_state(cell: etree._Element) -> str:
    """«restart», «continue» or nothing."""
    properties = cell.find(TC_PR)
    if properties is None:
        return ""
    tracked, merge = properties.find(CELL_MERGE), properties.find(MERGE)
    if tracked is not None and tracked.get(MERGE) is not None:
        return "restart" if tracked.get(MERGE) == "rest" else "continue"
    return "" if merge is None else merge.get(VAL, "continue")


def over(active: dict[int, Cell], column: int) -> Cell | None:
    """The cell of the rows above that reaches down over a column."""
    found = (cell for cell in active.values() if cell.column <= column < cell.end)
    return active.get(column) or next(found, None)


def end_merges(active: dict[int, Cell], cell: Cell) -> None:
    for column, head in list(active.items()):
        if head.column < cell.end and cell.column < head.end:
            del active[column]


def _join(cell: Cell, active: dict[int, Cell]) -> None:
    state = merge_state(cell.element)
    head = over(active, cell.column) if state == "continue" else None
    if head is not None:
        cell.merge = head.merge
        return
    end_merges(active, cell)
    if state == "restart":
        cell.merge = Merge(cell)
        active[cell.column] = cell


def _add_cell(element: etree._Element, column: int, cells: list[Cell]) -> int:
    properties = element.find(TC_PR)
    if properties is None:
        cells.append(Cell(element, column))
        return column + 1
    cell = Cell(element, column, max(1, _count(properties.find(SPAN), 1)))
    across = properties.find(f"{W}hMerge")
    if across is not None and across.get(VAL, "continue") == "continue" and cells:
        cells[-1].span = cell.end - cells[-1].column
    elif properties.find(f"{W}cellDel") is None:
        cells.append(cell)
    return cell.end


def _is_hidden(properties: etree._Element) -> bool:
    hidden = properties.find(f"{W}hidden")
    return hidden is not None and hidden.get(VAL, "1") not in _OFF


def _opened(element: etree._Element, wrappers: frozenset[str]) -> Iterator[etree._Element]:
    """The children, with wrappers opened; of alternatives the first choice."""
    for child in element:
        if child.tag not in wrappers:
            yield child
        else:
            choice = child.find(_CHOICE) if child.tag == _ALTERNATIVES else None
            yield from _opened(child if choice is None else choice, wrappers)


def _count(element: etree._Element | None, default: int) -> int:
    text = "" if element is None else element.get(VAL, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else default
