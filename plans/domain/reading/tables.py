"""From blocks to raw plans: which table is a plan, which continues one, which is neither."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from documents.readers import Block, Paragraph, Row, Table
from plans.domain.content import Approval, Doubt
from plans.domain.frame import FrameBlock, Line, Role, SectionForm, TablePlace
from plans.domain.reading.approvals import starts_block
from plans.domain.reading.continuing import continues, differs_in_grid
from plans.domain.reading.header import (
    Header,
    find_header,
    is_number_row,
    looks_like_header,
    repeats,
)
from plans.domain.reading.headings import HeadingLine, find_title, guess_title, is_plan_heading
from plans.domain.reading.layout import Layout
from plans.domain.reading.outside import is_outside
from plans.domain.reading.raw import Placer, RawPlan, RawSection
from plans.domain.reading.rows import RowReader
from plans.domain.reading.sections import is_marked, is_numbered, read_section
from plans.domain.reading.surroundings import Surroundings, texts_of
from plans.domain.reading.text import fold, shortened

HEADER_SEARCH_DEPTH = 60
PLAIN_SECTION = 80  # a plain line right above a table that names its section is short
COVER_LINE = 60  # longer lines above the title are an introduction, shorter ones a title page


@dataclass(slots=True)
class RawDocument:
    """The plans of a document, and what stands around them."""

    plans: list[RawPlan] = field(default_factory=list)
    approvals: list[Approval] = field(default_factory=list)
    cover: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    unread_stamps: int = 0


class _Reader:
    """The document so far: finished plans, and what stands around them."""

    def __init__(self) -> None:
        self.plans: list[RawPlan] = []
        self.cover: list[str] = []
        self._around = Surroundings()

    @property
    def plan(self) -> RawPlan | None:
        return self.plans[-1] if self.plans else None

    def read(self, blocks: Sequence[Block]) -> RawDocument:
        for block in blocks:
            if isinstance(block, Paragraph):
                self._around.paragraph(block)
            else:
                self._table(block)
        self._around.take_approvals()
        rest = self._around.frame_blocks()
        if self.plan:
            self.plan.close()
            self.plan.below.extend(rest)
        around = self._around
        return RawDocument(
            self.plans, around.approvals, self.cover, around.texts, around.unread_stamps
        )

    def _table(self, table: Table) -> None:
        header = find_header(table, stop=HEADER_SEARCH_DEPTH)
        if header is None:
            plan = self.plan
            if plan and self._continues(table, plan):
                texts = [line.text for line in self._around.lines if line.text]
                goes_on = all(is_outside([text]) for text in texts)
                self._feed(plan, table.rows, table, goes_on=goes_on)
            else:
                self._around.loose(table.rows, table)
            return
        while header is not None:
            self._around.loose(table.rows[: header.first] if header.first else [], table)
            header, table = self._plan_table(table, header)

    def _plan_table(self, table: Table, header: Header) -> tuple[Header | None, Table]:
        """Read from a header to the next one that starts another plan."""
        following, stop = self._next_plan(table, header)
        rows = table.rows[header.after : stop]
        goes_on = self._open_plan(header, table)
        plan = self.plans[-1]
        self._feed(plan, rows, table, header, goes_on=goes_on)
        rest = table._replace(rows=table.rows[stop:])
        return (find_header(rest, stop=HEADER_SEARCH_DEPTH) if following else None), rest

    def _next_plan(self, table: Table, header: Header) -> tuple[bool, int]:
        """Where the next plan of one sheet begins: its heading above a further header."""
        for index in range(header.after, len(table.rows)):
            row = table.rows[index]
            if not looks_like_header(row):
                continue
            start = _heading_above(table.rows, header.after, index)
            if not repeats(row, header.layout) or start < index:
                return True, start
        return False, len(table.rows)

    def _open_plan(self, header: Header, table: Table) -> bool:
        """Start the plan of this header, or say that it goes on with the one before."""
        plan, stamps = self.plan, len(self._around.approvals)
        self._around.take_approvals()
        lines = self._around.lines
        texts = [line.text for line in lines if line.text]
        is_new = len(self._around.approvals) > stamps or any(map(is_plan_heading, texts))
        if plan and header.layout.same_as(plan.layout) and not is_new:
            plan.layout = header.layout
            self._section_between(plan)
            return all(is_outside([text]) for text in texts)
        if plan:
            plan.close()
        opened = self._opened(header, table)
        self._share(opened)
        self.plans.append(opened)
        return False

    def _opened(self, header: Header, table: Table) -> RawPlan:
        """A plan with what the lines above say of it."""
        lines = self._around.lines
        title, taken = find_title(lines)
        is_guessed = not title
        if is_guessed:
            title, taken = guess_title(lines)
        end = max(taken, default=-1) + 1
        above = [line for index, line in enumerate(lines[:end]) if index not in taken]
        below = [line for line in lines[end:] if line.text]
        if not self.plans:
            self.cover = [line.text for line in (*above, *below) if line.text]
        opened = _new_plan(header, table, title)
        if is_guessed and title:
            reason = f"заголовок плана понят по виду строки: «{shortened(title)}»"
            opened.doubts.append(Doubt(reason))
        if below and _is_section_heading(below[-1]):
            opened.sections.append(_heading_section([below.pop()]))
        introduction = [line for line in above if len(line.text) > COVER_LINE] + below
        opened.introduction = "\n".join(line.text for line in introduction)
        self._around.mark((lines[index] for index in taken), Role.TITLE)
        self._around.mark(introduction, Role.INTRODUCTION)
        return opened

    def _share(self, opened: RawPlan) -> None:
        """What stands before the title belongs to the plan above it, if there is one."""
        blocks = self._around.frame_blocks()
        self._around.lines.clear()
        places = {place for section in opened.sections for place in section.places}
        blocks = [block for block in blocks if block.place not in places]
        start = _first_of_new(blocks) if self.plan else 0
        if self.plan:
            self.plan.below.extend(blocks[:start])
        opened.above = blocks[start:]

    def _section_between(self, plan: RawPlan) -> None:
        """A heading between two pieces of a table is a section; page numbers are none."""
        lines = [line for line in self._around.lines if line.text]
        short = [line for line in lines if len(line.text) < 200 and not is_outside([line.text])]
        plain = [line for line in short if _stands_for_section(line)]
        chosen = plain or short
        if chosen:
            section = _heading_section(chosen)
            plan.sections.append(section)
            if not plain:
                text = shortened(section.title or "")
                plan.doubt_next(f"строка между таблицами понята как раздел: «{text}»")
        places = {line.place for line in chosen}
        rest = (block for block in self._around.frame_blocks() if block.place not in places)
        plan.below.extend(block for block in rest if not isinstance(block, Line) or block.text)
        self._around.lines.clear()

    def _continues(self, table: Table, plan: RawPlan) -> bool:
        """A table without a header after a plan, if no stamp or heading stands between."""
        texts = [line.text for line in self._around.lines if line.text]
        if any(is_plan_heading(text) or starts_block(text) for text in texts):
            return False
        return continues(table, plan.layout)

    def _feed(
        self,
        plan: RawPlan,
        rows: Sequence[Row],
        table: Table,
        header: Header | None = None,
        *,
        goes_on: bool,
    ) -> None:
        if any(line.text for line in self._around.lines):
            self._section_between(plan)
        self._around.lines.clear()
        by_order = bool(rows) and differs_in_grid(rows, plan.layout)
        plan.tables.append(_table_place(plan.layout, table, header, by_order=by_order))
        placer = Placer(plan.layout, table.place, by_order=by_order)
        RowReader(plan).read(rows, placer, goes_on=goes_on)


def read_tables(blocks: Sequence[Block]) -> RawDocument:
    """Every plan of a document, still without its meaning."""
    return _Reader().read(blocks)


def _new_plan(header: Header, table: Table, title: str) -> RawPlan:
    opened = RawPlan(header.layout, title, points=table.points, is_landscape=table.is_landscape)
    opened.heading = " ".join([title, *_header_texts(header.layout)])
    for slot in header.layout.slots:
        if slot.remark:
            opened.doubts.append(Doubt(slot.remark, field=slot.field))
    if header.layout.beside:
        text = shortened("; ".join(header.layout.beside))
        opened.doubts.append(Doubt(f"рядом с таблицей вне её граф стоит «{text}»: не прочитано"))
    opened.head = table.rows[header.first : header.after]
    opened.has_number_row = bool(opened.head) and is_number_row(opened.head[-1])
    return opened


def _heading_section(lines: Sequence[HeadingLine]) -> RawSection:
    """A section that a line between two tables names."""
    text = " ".join(line.text for line in lines)
    number, title = read_section(text)
    places = tuple(dict.fromkeys(line.place for line in lines))
    is_bold = any(line.stands_out for line in lines)
    return RawSection(
        number, title, texts={0: text}, places=places, form=SectionForm.HEADING, is_bold=is_bold
    )


def _first_of_new(blocks: Sequence[FrameBlock]) -> int:
    """The first block that belongs to the plan below: a new page, a stamp, its title."""
    for index, block in enumerate(blocks):
        starts_page = isinstance(block, Line) and block.starts_page
        if starts_page or block.role in {Role.APPROVAL, Role.TITLE}:
            return index
    return len(blocks)


def _table_place(
    layout: Layout, table: Table, header: Header | None, *, by_order: bool
) -> TablePlace:
    columns = () if by_order else tuple(slot.start for slot in layout.slots)
    rows = (0, 0)
    if header is not None and header.after > header.first:
        first, last = table.rows[header.first], table.rows[header.after - 1]
        rows = (first[0].row, last[0].row + 1) if first and last else rows
    return TablePlace(table.place, columns, rows)


def _stands_for_section(line: HeadingLine) -> bool:
    return line.stands_out or is_marked(line.text) or is_numbered(line.text)


def _is_section_heading(line: HeadingLine) -> bool:
    """A line right above the table that names its first section."""
    limit = 200 if line.stands_out or is_marked(line.text) else PLAIN_SECTION
    is_sentence = not line.stands_out and line.text.rstrip()[-1:] in ".:;,"
    is_named = is_marked(line.text) or (is_numbered(line.text) and not is_sentence)
    return is_named and len(line.text) < limit


def _header_texts(layout: Layout) -> Iterator[str]:
    for slot in layout.slots:
        yield from slot.parents
        yield slot.header


def _heading_above(rows: Sequence[Row], first: int, index: int) -> int:
    """The first of the single-cell rows above a header, if a plan's title is among them."""
    start, found = index, index
    while start > first and len(texts_of(rows[start - 1])) <= 1:
        start -= 1
        texts = texts_of(rows[start])
        if texts and is_plan_heading(fold(texts[0])):
            found = start
    return found
