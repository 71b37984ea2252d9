"""From blocks to raw plans: which table is a plan, which continues one, which is neither."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from documents.readers import Block, Paragraph, Row, Table
from plans.domain.content import Approval
from plans.domain.reading.approvals import read_approvals
from plans.domain.reading.columns import KNOWN_HEADERS, normal
from plans.domain.reading.header import Header, Layout, find_header, is_month_header
from plans.domain.reading.headings import HeadingLine, find_title, is_plan_heading
from plans.domain.reading.raw import Placer, RawPlan, RawSection
from plans.domain.reading.rows import RowReader
from plans.domain.reading.sections import is_marked, is_numbered, read_section
from plans.domain.reading.text import fold

HEADER_SEARCH_DEPTH = 60
COVER_LINE = 60  # longer lines above the title are an introduction, shorter ones a title page
_SIGNS = re.compile(r"утвержда|утвержд[её]н|согласован|подпись|__", re.IGNORECASE)
_TWO_COLUMNS = re.compile(r"\t+|\s{4,}")
_STAMP = re.compile(r"утвержда|утвержд[её]н|согласован|принят[оа]|рассмотрен", re.IGNORECASE)


@dataclass(slots=True)
class RawDocument:
    """The plans of a document, and what stands around them."""

    plans: list[RawPlan] = field(default_factory=list)
    approvals: list[Approval] = field(default_factory=list)
    cover: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Reader:
    """The document so far: finished plans, and the lines waiting for a table."""

    document: RawDocument = field(default_factory=RawDocument)
    lines: list[HeadingLine] = field(default_factory=list)

    @property
    def plan(self) -> RawPlan | None:
        return self.document.plans[-1] if self.document.plans else None

    def read(self, blocks: Sequence[Block]) -> RawDocument:
        for block in blocks:
            if isinstance(block, Paragraph):
                self._paragraph(block)
            else:
                self._table(block)
        self._take_approvals()
        return self.document

    def _paragraph(self, block: Paragraph) -> None:
        if block.starts_page and block.label and not block.text:
            name = f"{block.label}" if is_month_header(block.label) else ""
            self.lines.extend([HeadingLine(""), HeadingLine(name)] if name else [HeadingLine("")])
            return
        stands_out = block.is_bold or block.alignment == "center"
        label = f"{block.label} " if block.label[:1].isalnum() else ""
        for text in block.text.split("\n"):
            line = f"{label}{text}".strip() if text.strip() else ""
            self.lines.append(HeadingLine(line, stands_out))

    def _table(self, table: Table) -> None:
        header = find_header(table, stop=HEADER_SEARCH_DEPTH)
        if header is None:
            plan = self.plan
            if plan and self._continues(table, plan):
                self._feed(plan, table.rows, goes_on=not any(line.text for line in self.lines))
            else:
                self._loose(table.rows)
            return
        while header is not None:
            self._loose(table.rows[: header.first] if header.first else [])
            header, table = self._plan_table(table, header)

    def _plan_table(self, table: Table, header: Header) -> tuple[Header | None, Table]:
        """Read from a header to the next one that starts another plan."""
        following, stop = self._next_plan(table, header)
        rows = [row for row in table.rows[header.after : stop] if not _repeats(row, header.layout)]
        goes_on = self._open_plan(header)
        plan = self.document.plans[-1]
        self._feed(plan, rows, goes_on=goes_on)
        rest = Table(table.rows[stop:], table.widths_mm)
        return (find_header(rest, stop=HEADER_SEARCH_DEPTH) if following else None), rest

    def _next_plan(self, table: Table, header: Header) -> tuple[bool, int]:
        """Where the next plan of one sheet begins: its heading above a further header."""
        for index in range(header.after, len(table.rows)):
            row = table.rows[index]
            if not _looks_like_header(row):
                continue
            start = _heading_above(table.rows, header.after, index)
            if not _repeats(row, header.layout) or start < index:
                return True, start
        return False, len(table.rows)

    def _open_plan(self, header: Header) -> bool:
        """Start the plan of this header, or say that it goes on with the one before."""
        plan = self.plan
        self._take_approvals()
        texts = [line.text for line in self.lines if line.text]
        is_new_title = any(is_plan_heading(text) for text in texts)
        if plan and header.layout.same_as(plan.layout) and not is_new_title:
            plan.layout = header.layout
            self._section_between(plan, texts)
            return not texts
        title, taken = find_title(self.lines)
        end = max(taken, default=-1) + 1
        above = [line.text for index, line in enumerate(self.lines[:end]) if index not in taken]
        below = [line for line in self.lines[end:] if line.text]
        if not self.document.plans:
            self.document.cover = [text for text in above if text]
            self.document.cover += [line.text for line in below]
        opened = RawPlan(header.layout, title)
        opened.heading = " ".join([title, *_header_texts(header.layout)])
        if below and _is_section_heading(below[-1]):
            opened.sections.append(RawSection(*read_section(below.pop().text)))
        introduction = [text for text in above if len(text) > COVER_LINE]
        opened.introduction = "\n".join([*introduction, *(line.text for line in below)])
        self.document.plans.append(opened)
        self.lines.clear()
        return False

    def _section_between(self, plan: RawPlan, texts: list[str]) -> None:
        short = [text for text in texts if len(text) < 200]
        if short:
            number, title = read_section(" ".join(short))
            plan.sections.append(RawSection(number, title))
        self.lines.clear()

    def _continues(self, table: Table, plan: RawPlan) -> bool:
        """A table without a header after a plan, as wide as the plan is."""
        width = len(plan.layout.slots)
        rows = [row for row in table.rows if any(cell.text.strip() for cell in row)]
        if not rows or any(_SIGNS.search(cell.text) for row in rows[:4] for cell in row):
            return False
        if any(is_plan_heading(line.text) for line in self.lines):
            return False
        lengths = Counter(len(row) for row in rows if len(row) > 1)
        return width > 2 and bool(lengths) and lengths.most_common(1)[0][0] == width

    def _feed(self, plan: RawPlan, rows: Sequence[Row], *, goes_on: bool) -> None:
        texts = [line.text for line in self.lines if line.text]
        if texts and not goes_on:
            self._section_between(plan, texts)
        self.lines.clear()
        by_order = bool(rows) and _differs_in_grid(rows, plan.layout)
        RowReader(plan).read(rows, Placer(plan.layout, by_order=by_order), goes_on=goes_on)

    def _loose(self, rows: Sequence[Row]) -> None:
        """Rows that belong to no plan: stamps in columns, or headings in single cells."""
        for chunk in _chunks(rows):
            several = any(len(_texts(row)) > 1 for row in chunk)
            if not several:
                for row in chunk:
                    wide = any(cell.span > 1 and cell.text for cell in row)
                    for text in _texts(row):
                        self._lines_of(text, stands_out=wide)
                self.lines.append(HeadingLine(""))
            else:
                self._columns(chunk)

    def _columns(self, rows: Sequence[Row]) -> None:
        """Stamps side by side: each column is read downwards."""
        self._take_approvals()
        columns: dict[int, list[str]] = {}
        for row in rows:
            for cell in row:
                if not cell.is_covered and cell.text.strip():
                    columns.setdefault(cell.column, []).extend(cell.text.split("\n"))
                    self.document.texts.extend(cell.text.split("\n"))
        for lines in columns.values():
            approvals, taken = read_approvals([fold(line) for line in lines])
            self.document.approvals.extend(approvals)
            rest = [line for index, line in enumerate(lines) if index not in taken]
            for line in rest:
                self._lines_of(line, stands_out=False)
            self.lines.append(HeadingLine(""))

    def _lines_of(self, text: str, *, stands_out: bool) -> None:
        self.lines.extend(HeadingLine(line.strip(), stands_out) for line in text.split("\n"))

    def _take_approvals(self) -> None:
        """Read the stamps among the waiting lines, and leave what is no stamp."""
        self.document.texts.extend(line.text for line in self.lines if line.text)
        self._part_columns()
        approvals, taken = read_approvals([fold(line.text) for line in self.lines])
        self.document.approvals.extend(approvals)
        self.lines = [
            HeadingLine("") if index in taken else line._replace(text=fold(line.text))
            for index, line in enumerate(self.lines)
        ]

    def _part_columns(self) -> None:
        """Two stamps set side by side with tabs are two columns of lines."""
        for index, line in enumerate(self.lines):
            parts = [part for part in _TWO_COLUMNS.split(line.text) if part.strip()]
            if len(parts) == 2 and all(_STAMP.search(part) for part in parts):
                end = index
                while end < len(self.lines) and _is_beside(self.lines[end].text):
                    end += 1
                left, right = _beside([line.text for line in self.lines[index:end]])
                stamps = [*left, "", *right, ""]
                self.lines[index:end] = [HeadingLine(text) for text in stamps]
                return


def read_tables(blocks: Sequence[Block]) -> RawDocument:
    """Every plan of a document, still without its meaning."""
    return _Reader().read(blocks)


def _is_section_heading(line: HeadingLine) -> bool:
    """A line right above the table that names its first section."""
    is_named = is_marked(line.text) or (line.stands_out and is_numbered(line.text))
    return is_named and len(line.text) < 200


def _header_texts(layout: Layout) -> Iterator[str]:
    for slot in layout.slots:
        yield from slot.parents
        yield slot.header


def _texts(row: Row) -> list[str]:
    return [cell.text for cell in row if cell.text.strip() and not cell.is_covered]


def _chunks(rows: Sequence[Row]) -> Iterator[list[Row]]:
    chunk: list[Row] = []
    for row in rows:
        if _texts(row):
            chunk.append(row)
        elif chunk:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _looks_like_header(row: Row) -> bool:
    """A quick look: most rows of a table end here."""
    first = next((cell.text for cell in row if cell.text), "")
    if len(first) > 60 or first[:1].isdigit() or any(len(cell.text) > 150 for cell in row):
        return False
    texts = [normal(cell.text) for cell in row if cell.text and len(cell.text) <= 60]
    return len(texts) > 1 and sum(text in KNOWN_HEADERS for text in texts) >= 2


def _repeats(row: Row, layout: Layout) -> bool:
    """The header again, at the top of the next page."""
    first = next((cell.text for cell in row if cell.text), "")
    if len(row) < 2 or len(first) > 120 or first.strip().isdigit():
        return False
    headers = [normal(slot.header) for slot in layout.slots if slot.header.strip()]
    if normal(first) != headers[0]:
        return False
    return [normal(cell.text) for cell in row if cell.text.strip()] == headers


def _heading_above(rows: Sequence[Row], first: int, index: int) -> int:
    """The first of the single-cell rows above a header, if a plan's title is among them."""
    start, found = index, index
    while start > first and len(_texts(rows[start - 1])) <= 1:
        start -= 1
        texts = _texts(rows[start])
        if texts and is_plan_heading(fold(texts[0])):
            found = start
    return found


def _differs_in_grid(rows: Sequence[Row], layout: Layout) -> bool:
    """A piece of a table whose grid is cut otherwise: its cells count, not their columns."""
    full = [row for row in rows if len(row) == len(layout.slots)]
    starts = {slot.start for slot in layout.slots}
    odd = sum(any(cell.column not in starts for cell in row) for row in full)
    return bool(full) and odd * 2 > len(full)


def _is_beside(text: str) -> bool:
    return bool(text.strip()) and len(text) < 300


def _beside(texts: Sequence[str]) -> tuple[list[str], list[str]]:
    left, right = [], []
    for text in texts:
        parts = _TWO_COLUMNS.split(text.rstrip())
        if len(parts) > 1:
            left.append(parts[0].strip())
            right.append(" ".join(parts[1:]).strip())
        else:
            (right if text.startswith(("\t", "    ")) else left).append(text.strip())
    return left, right
