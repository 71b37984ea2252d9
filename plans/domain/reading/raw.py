"""A plan before its words are understood: rows under columns, in items and sections."""

from dataclasses import dataclass, field

from documents.readers import Row
from plans.domain.content import Doubt, Field
from plans.domain.frame import FrameBlock, Grid, GridCell, Line, Place, SectionForm, TablePlace
from plans.domain.reading.layout import Layout
from plans.domain.reading.sections import is_marked
from plans.domain.reading.text import join, shortened


@dataclass(slots=True)
class RawRow:
    """One table row under the plan's columns; `covered` marks cells merged from above."""

    cells: list[str]
    covered: list[bool]
    number: str = ""
    is_bold: bool = False
    span: int = 1
    place: Place = (-1, -1)
    spans: dict[int, int] = field(default_factory=dict)  # cells over more than one column

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
    doubts: list[Doubt] = field(default_factory=list)  # whose `plan` is not yet known
    item_count: int = 0

    @property
    def last_item(self) -> RawItem | None:
        if self.sections and self.sections[-1].items:
            return self.sections[-1].items[-1]
        return None

    def add_item(self, item: RawItem) -> None:
        if not self.sections:
            self.sections.append(RawSection())
        self.sections[-1].items.append(item)
        self.item_count += 1

    def doubt(self, reason: str, name: Field | None = None) -> None:
        """A doubt about the last item."""
        self.doubts.append(Doubt(reason, item=max(self.item_count - 1, 0), field=name))

    def doubt_next(self, reason: str) -> None:
        """A doubt about the item that follows, or its section."""
        self.doubts.append(Doubt(reason, item=self.item_count))

    def keep_below(self, row: RawRow) -> None:
        """A row that is no part of the plan stays with what stands under its table."""
        filled = [(index, text) for index, text in enumerate(row.cells) if text.strip()]
        if len(filled) == 1:
            self.below.append(Line(filled[0][1], place=row.place))
            return
        cells = tuple(GridCell(text, index) for index, text in filled)
        self.below.append(Grid((cells,), is_ruled=False, place=row.place))

    def close(self) -> None:
        """Give up sections at the end that name nothing and hold nothing: lines under a table."""
        while len(self.sections) > 1 and self._ends_with_line():
            section = self.sections.pop()
            text = " ".join(section.texts.values())
            self.doubt(f"строка под таблицей не считается разделом: «{shortened(text)}»")
            for place in section.places[:1]:
                self.below.insert(0, Line(text, is_bold=section.is_bold, place=place))

    def _ends_with_line(self) -> bool:
        last = self.sections[-1]
        return not last.items and not last.number and not is_marked(last.title or "")


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
        spans: dict[int, int] = {}
        end = 0
        for order, cell in enumerate(row):
            index = self._slot(order, cell.column)
            if index is None or cell.column < end:
                continue
            end = cell.end
            covered[index] = cell.is_covered
            if cell.text:
                cells[index] = join(cells[index], cell.text) if cells[index] else cell.text
                under = self._columns_under(cell.column, cell.end)
                if under > 1:
                    spans[index] = under
                widest = max(widest, under)
                is_bold = is_bold or cell.is_bold
            if cell.label and index in {self._number, self._title, 0} and not number:
                number = cell.label
        place = (self._block, row[0].row if row else -1)
        return RawRow(cells, covered, number, is_bold, widest, place, spans)

    def _slot(self, order: int, column: int) -> int | None:
        if self._by_order:
            return order if order < self._width else None
        return self._index.get(column)

    def _columns_under(self, start: int, end: int) -> int:
        if end - start == 1 or self._by_order:
            return 1
        return len({self._index[column] for column in range(start, end) if column in self._index})
