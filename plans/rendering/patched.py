"""What changes in the source file so that it prints the plans as they are now.

The source is the template: rows keep their looks, cells that say the same are not touched. Where
the file cannot be followed (a column was added, a row's place is not known) there is no patch, and
the caller lays the plan out anew.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from documents.patching import Patch, RowPatch, TablePatch
from documents.readers import Block, Cell, Paragraph, Table
from plans.domain.content import Item, PlanContent, PlanDocument
from plans.domain.frame import PARAGRAPH_ROW, Place, SectionForm, digest
from plans.domain.printing import ABOVE, Above, ItemRow, PrintedRow, SectionRow, printed_rows
from plans.domain.reading.text import heal
from plans.domain.table import STEP_FIELDS
from plans.rendering.changed_lines import CannotFollowError, changed_lines
from plans.rendering.moved_lines import moved_lines


def patch_for(document: PlanDocument, blocks: Sequence[Block], *, alone: bool) -> Patch:
    """The patch that makes the source print `document`; `alone` leaves other plans out."""
    cells = _cells_of(blocks)
    patch = _Draft(cells)
    for plan in document.plans:
        _rows(plan, patch)
        moved = moved_lines(plan, blocks, cells)
        changed = changed_lines(plan, document.approvals)
        patch.lines |= moved.lines | changed.lines
        patch.texts |= moved.cells | changed.cells
    if alone:
        patch.dropped = _others(document, blocks)
    return patch.finished()


@dataclass(slots=True)
class _Draft:
    """A patch in the making, over the cells of the source."""

    cells: Mapping[Place, Mapping[int, Cell]]
    rows: dict[int, list[RowPatch]] = field(default_factory=lambda: defaultdict(list))
    replaced: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    texts: dict[tuple[int, int, int], str] = field(default_factory=dict)
    lines: dict[int, str] = field(default_factory=dict)
    dropped: frozenset[int] = frozenset()

    def finished(self) -> Patch:
        tables = tuple(
            TablePatch(block, tuple(self.rows[block]), frozenset(rows))
            for block, rows in sorted(self.replaced.items())
            if not self._is_same(block, rows)
        )
        return Patch(tables, self.texts, self.lines, self.dropped)

    def _is_same(self, block: int, replaced: set[int]) -> bool:
        kept = [row.source for row in self.rows[block] if not row.is_copy and not row.texts]
        return kept == [(block, row) for row in sorted(replaced)]


def _cells_of(blocks: Sequence[Block]) -> dict[Place, dict[int, Cell]]:
    return {
        (table.place, row[0].row): {cell.column: cell for cell in row}
        for table in blocks
        if isinstance(table, Table) and table.place >= 0
        for row in table.rows
        if row
    }


def _rows(plan: PlanContent, patch: _Draft) -> None:
    """The plan's rows in their new order, each made from the one it was, or from its neighbour."""
    columns = {table.block: table.columns for table in plan.frame.tables}
    for block, row in plan.frame.rows:
        if row != PARAGRAPH_ROW:
            patch.replaced[block].add(row)
    writer = _RowWriter(plan, patch, columns)
    for printed in printed_rows(plan):
        writer.write(printed)
    patch.texts |= dict(_headers(plan, patch.cells))


def _headers(
    plan: PlanContent, cells: Mapping[Place, Mapping[int, Cell]]
) -> Iterator[tuple[tuple[int, int, int], str]]:
    """The headers that people changed, in every table that had the old words."""
    known: dict[tuple[int, int], str] = {}
    for table in plan.frame.tables:
        block, (first, after) = table.block, table.header
        rows = sorted(row for place, row in cells if place == block and first <= row < after)
        for number, (row, head) in enumerate(zip(rows, plan.frame.head, strict=False)):
            for cell in head:
                if cell.is_covered or cell.span > 1 or cell.column >= len(table.columns):
                    continue
                column = table.columns[cell.column]
                was = cells[block, row].get(column)
                if was is None or was.is_covered:
                    continue
                old = known.setdefault((number, cell.column), was.text)
                if _same(was.text, old) and not _same(was.text, cell.text):
                    yield (block, row, column), cell.text


class _RowWriter:
    """Writes one plan's rows; remembers the last one, where new rows go."""

    def __init__(
        self, plan: PlanContent, patch: _Draft, columns: Mapping[int, tuple[int, ...]]
    ) -> None:
        self._plan = plan
        self._patch = patch
        self._columns = columns
        self._last: int | None = None
        self._cleared: set[tuple[Place, int]] = set()  # pieces of texts that were typed anew
        self._like = _prototypes(plan)

    def write(self, row: PrintedRow) -> None:
        if isinstance(row, SectionRow):
            self._section(row)
        else:
            self._item(row)

    def _section(self, row: SectionRow) -> None:
        places = row.section.printed.rows
        if row.section.printed.form is SectionForm.HEADING:
            self._heading(row, places)
        elif row.form is SectionForm.CELLS:
            self._put(places, row.cells, self._like.get("cells"))
        else:
            source = places[0] if places else self._like.get("row")
            if source is None:
                raise CannotFollowError("no section row to copy")
            here = self._at(source)
            whole = " ".join(_printed(cell) for cell in here.values() if not cell.is_covered)
            is_same = bool(places) and _same(whole, row.text)
            self._add(
                source, {} if is_same else {min(here, default=0): row.text}, is_copy=not places
            )

    def _heading(self, row: SectionRow, places: Sequence[Place]) -> None:
        """A line between tables: its words may change, its place not."""
        was = row.section.printed.cells.get(0)
        if was is None or was.digest == digest(row.text) or was.text == row.text:
            return
        if len(places) != 1 or places[0][1] != PARAGRAPH_ROW:
            raise CannotFollowError("a section's line is not one paragraph")
        self._patch.lines[places[0][0]] = row.text

    def _item(self, row: ItemRow) -> None:
        places = _own_rows(row.item, row.step)
        whole = places if row.step else _all_rows(row.item)
        self._put(places, row.cells, self._like.get("step" if row.step else "item"), whole)

    def _put(
        self,
        places: Sequence[Place],
        texts: Sequence[str | Above],
        like: Place | None,
        whole: Sequence[Place] = (),
    ) -> None:
        """One printed line of one or more rows of the file; `whole` are all rows of its item."""
        source = places[0] if places else like
        if source is None:
            raise CannotFollowError("no row to copy")
        columns = self._grid(source[0])
        wanted = {columns[i]: text for i, text in enumerate(texts) if not isinstance(text, Above)}
        if not places:
            above = frozenset(columns[i] for i, text in enumerate(texts) if text is ABOVE)
            self._add(source, wanted, is_copy=True, above=above)
            return
        steps = {
            columns[i] for i, one in enumerate(self._plan.columns) if one.field in STEP_FIELDS
        }
        changed = {}
        for column, text in wanted.items():
            rows = places if column in steps or not whole else whole
            if not _says(self._patch.cells, rows, column, text):
                changed[column] = text
                self._cleared |= {(place, column) for place in rows[1:]}
        self._add(source, changed)
        for rest in places[1:]:
            self._add(rest, {})

    def _at(self, place: Place) -> Mapping[int, Cell]:
        return self._patch.cells.get(place, {})

    def _grid(self, block: int) -> tuple[int, ...]:
        columns = self._columns.get(block, ())
        if len(columns) != len(self._plan.columns):
            raise CannotFollowError("the table's columns are not those of the plan")
        return columns

    def _add(
        self,
        source: Place,
        texts: Mapping[int, str],
        *,
        is_copy: bool = False,
        above: frozenset[int] = frozenset(),
    ) -> None:
        if source not in self._patch.cells:
            raise CannotFollowError("a row is not where it was read")
        block = self._last if is_copy and self._last is not None else source[0]
        here = self._at(source)
        rest = {column: "" for column in here if (source, column) in self._cleared}
        wanted = texts if is_copy else self._changed(source, {**rest, **texts})
        self._patch.rows[block].append(RowPatch(source, wanted, is_copy, above))
        self._last = block

    def _changed(self, source: Place, texts: Mapping[int, str]) -> dict[int, str]:
        here = self._at(source)
        return {
            column: text
            for column, text in texts.items()
            if column not in here or not _same(_printed(here[column]), text)
        }


def _all_rows(item: Item) -> tuple[Place, ...]:
    steps = (place for step in item.steps for place in step.printed.rows)
    return tuple(dict.fromkeys((*item.printed.rows, *steps)))


def _own_rows(item: Item, step: int | None) -> tuple[Place, ...]:
    """The rows of one step; the first has all that no later one has."""
    if step:
        return item.steps[step].printed.rows
    later = {place for other in item.steps[1:] for place in other.printed.rows}
    return tuple(place for place in _all_rows(item) if place not in later)


def _prototypes(plan: PlanContent) -> dict[str, Place]:
    """A row of each kind to make new ones from: the last of its kind."""
    found: dict[str, Place] = {}
    for section in plan.sections:
        if section.printed.rows and section.printed.form in {SectionForm.ROW, SectionForm.CELLS}:
            found[section.printed.form] = section.printed.rows[0]
        for item in section.items:
            if item.printed.rows:
                found["item"] = item.printed.rows[0]
            for step in item.steps[1:]:
                if step.printed.rows:
                    found["step"] = step.printed.rows[0]
    if "item" in found:
        found.setdefault("step", found["item"])
        found.setdefault("cells", found["item"])
    return found


def _says(
    cells: Mapping[Place, Mapping[int, Cell]], places: Sequence[Place], column: int, text: str
) -> bool:
    """Whether the rows of one item print the text already, in one piece or in several."""
    pieces = [
        _printed(cells[place][column])
        for place in places
        if column in cells.get(place, {}) and not cells[place][column].is_covered
    ]
    first = cells.get(places[0], {}).get(column)
    if first is not None and first.is_covered:
        pieces.insert(0, first.text)
    joined = heal("\n".join(piece for piece in pieces if piece))
    return _same(joined, text) or any(_same(piece, text) for piece in pieces[:1])


def _printed(cell: Cell) -> str:
    return f"{cell.label} {cell.text}".strip() if cell.label else cell.text


def _same(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())


def _others(document: PlanDocument, blocks: Sequence[Block]) -> frozenset[int]:
    """The blocks of a document's other plans: between its own, or after them."""
    own = {place for plan in document.plans for place in _places_of(plan)}
    if not own or any(place < 0 for place in own):
        raise CannotFollowError("the plan's blocks are not known")
    every = {block.place for block in blocks if block.place >= 0 and not _is_named(block)}
    return frozenset(every - own)


def _is_named(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.starts_page and bool(block.label)


def _places_of(plan: PlanContent) -> Iterator[int]:
    frame = plan.frame
    yield from (table.block for table in frame.tables)
    yield from (block.place[0] for block in (*frame.above, *frame.below))
    yield from (block for block, _row in frame.rows)
