"""A plan before its words are understood: rows under columns, in items and sections."""

from dataclasses import dataclass, field

from documents.readers import Row
from plans.domain.content import Field
from plans.domain.frame import FrameBlock, Place, SectionForm, TablePlace
from plans.domain.reading.header import Layout
from plans.domain.reading.text import join


@dataclass(slots=True)
class RawRow:
    """One table row under the plan's columns; `covered` marks cells merged from above."""

    cells: list[str]
    covered: list[bool]
    number: str = ""
    is_bold: bool = False
    span: int = 1
    place: Place = (-1, -1)

    def text(self, index: int | None) -> str:
        return self.cells[index] if index is not None else ""

    @property
    def filled(self) -> list[int]:
        """The columns in which something is printed."""
        return [index for index, text in enumerate(self.cells) if text.strip()]


@dataclass(slots=True)
class RawItem:
    """An item's own row, the rows of its intermediate results, and the rests of broken rows."""

    row: RawRow
    steps: list[RawRow] = field(default_factory=list)
    rests: list[tuple[int, Place]] = field(default_factory=list)  # after which step, and where

    def extend(self, row: RawRow, step_columns: frozenset[int]) -> None:
        """Join the rest that a page's end parted: to the last step, or to the item itself."""
        for index, text in enumerate(row.cells):
            if row.covered[index] or not text.strip():
                continue
            target = self.steps[-1] if self.steps and index in step_columns else self.row
            target.cells[index] = join(target.cells[index], text)
        self.rests.append((len(self.steps), row.place))


@dataclass(slots=True)
class RawSection:
    """A section row and the items below it."""

    number: str | None = None
    title: str | None = None
    items: list[RawItem] = field(default_factory=list)
    texts: dict[int, str] = field(default_factory=dict)  # as printed, by column
    places: tuple[Place, ...] = ()
    form: SectionForm | None = None
    is_bold: bool = False


@dataclass(slots=True)
class RawPlan:
    """One plan of the document: its layout and rows, and the lines that stood above."""

    layout: Layout
    title: str = ""
    heading: str = ""
    introduction: str = ""
    sections: list[RawSection] = field(default_factory=list)
    head: list[Row] = field(default_factory=list)
    has_number_row: bool = False
    tables: list[TablePlace] = field(default_factory=list)
    above: list[FrameBlock] = field(default_factory=list)
    below: list[FrameBlock] = field(default_factory=list)
    points: float | None = None
    is_landscape: bool | None = None

    @property
    def last_item(self) -> RawItem | None:
        if self.sections and self.sections[-1].items:
            return self.sections[-1].items[-1]
        return None

    def add_item(self, item: RawItem) -> None:
        if not self.sections:
            self.sections.append(RawSection())
        self.sections[-1].items.append(item)

    @property
    def item_count(self) -> int:
        return sum(len(section.items) for section in self.sections)


class Placer:
    """Lays the cells of one table's rows under the columns of a layout."""

    def __init__(self, layout: Layout, block: int = -1, *, by_order: bool = False) -> None:
        self._block = block
        self._width = len(layout.slots)
        self._by_order = by_order
        self._number = layout.position(Field.NUMBER)
        self._title = layout.position(Field.TITLE)
        self._index = {
            column: index
            for index, slot in enumerate(layout.slots)
            for column in range(slot.start, slot.end)
        }

    def place(self, row: Row) -> RawRow:
        cells, covered = [""] * self._width, [False] * self._width
        number, is_bold, widest = "", False, 1
        for order, cell in enumerate(row):
            index = self._slot(order, cell.column)
            if index is None:
                continue
            covered[index] = cell.is_covered
            if cell.text:
                cells[index] = join(cells[index], cell.text) if cells[index] else cell.text
                widest = max(widest, self._columns_under(cell.column, cell.end))
                is_bold = is_bold or cell.is_bold
            if cell.label and index in {self._number, self._title, 0} and not number:
                number = cell.label
        place = (self._block, row[0].row if row else -1)
        return RawRow(cells, covered, number, is_bold, widest, place)

    def _slot(self, order: int, column: int) -> int | None:
        if self._by_order:
            return order if order < self._width else None
        return self._index.get(column)

    def _columns_under(self, start: int, end: int) -> int:
        if end - start == 1 or self._by_order:
            return 1
        return len({self._index[column] for column in range(start, end) if column in self._index})
