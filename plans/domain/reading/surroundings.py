"""What stands around the plans' tables: lines, stamps, tables that are no plans.

Every line keeps its place, so that what was understood of it (a title, a stamp) can be told of
the block that printed it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from documents.readers import Paragraph, Row, Table
from plans.domain.content import Approval
from plans.domain.frame import (
    PARAGRAPH_ROW,
    FrameBlock,
    Grid,
    GridCell,
    Line,
    Place,
    Role,
)
from plans.domain.reading.approvals import Stamp, find_stamps
from plans.domain.reading.header import is_month_header
from plans.domain.reading.headings import HeadingLine
from plans.domain.reading.text import fold

_TWO_COLUMNS = re.compile(r"\t+|\s{4,}")
# A sheet of agreement: a row for each person, so that «согласовано» in a cell begins no stamp.
_SHEET = frozenset({"должность", "решение"})
_STAMP = re.compile(r"утвержда|утвержд[её]н|согласован|принят[оа]|рассмотрен", re.IGNORECASE)


@dataclass(slots=True)
class Surroundings:
    """The lines waiting for a table, the blocks that printed them, and what was found in both."""

    lines: list[HeadingLine] = field(default_factory=list)
    blocks: list[FrameBlock] = field(default_factory=list)
    approvals: list[Approval] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    roles: dict[Place, Role] = field(default_factory=dict)
    unread_stamps: int = 0

    def paragraph(self, block: Paragraph) -> None:
        if block.starts_page and block.label and not block.text:
            name = f"{block.label}" if is_month_header(block.label) else ""
            self.lines.extend([HeadingLine(""), HeadingLine(name)] if name else [HeadingLine("")])
            return
        stands_out = block.is_bold or block.alignment == "center"
        label = f"{block.label} " if block.label[:1].isalnum() else ""
        place = (block.place, PARAGRAPH_ROW)
        for text in block.text.split("\n"):
            line = f"{label}{text}".strip() if text.strip() else ""
            self.lines.append(HeadingLine(line, stands_out, place))
        self.blocks.append(
            Line(
                f"{label}{block.text}".strip(),
                alignment=block.alignment,
                is_bold=block.is_bold,
                points=block.points,
                starts_page=block.starts_page,
                place=place,
                indent_mm=block.indent_mm,
                first_line_mm=block.first_line_mm,
            )
        )

    def loose(self, rows: Sequence[Row], table: Table) -> None:
        """Rows that belong to no plan: stamps in columns, or headings in single cells."""
        for chunk in _chunks(rows):
            self.blocks.append(_grid(chunk, table))
            several = any(len(texts_of(row)) > 1 for row in chunk)
            if not several:
                for row in chunk:
                    wide = any(cell.span > 1 and cell.text for cell in row)
                    for text in texts_of(row):
                        self._lines_of(text, _place(row, table), stands_out=wide)
                self.lines.append(HeadingLine(""))
            elif {text.strip().lower() for text in texts_of(chunk[0])} >= _SHEET:
                self.take_approvals()
            else:
                self._columns(chunk, table)

    def _columns(self, rows: Sequence[Row], table: Table) -> None:
        """Stamps side by side: each column is read downwards."""
        self.take_approvals()
        columns: dict[int, list[tuple[int, str]]] = {}
        for number, row in enumerate(rows):
            for cell in row:
                if not cell.is_covered and cell.text.strip():
                    lines = [(number, line) for line in cell.text.split("\n")]
                    columns.setdefault(cell.column, []).extend(lines)
                    self.texts.extend(cell.text.split("\n"))
        place = _place(rows[0], table)
        found: list[tuple[int, int, Stamp]] = []
        for column, lines in columns.items():
            stamps, taken = find_stamps([fold(line) for _, line in lines])
            found.extend((lines[stamp.first][0], column, stamp) for stamp in stamps)
            for index, (_, line) in enumerate(lines):
                if index not in taken:
                    self._lines_of(line, place, stands_out=False)
            self.lines.append(HeadingLine(""))
        self._keep([stamp for _, _, stamp in sorted(found, key=lambda one: one[:2])])
        if any(stamp.approval for _, _, stamp in found):
            self.roles[place] = Role.APPROVAL

    def _keep(self, stamps: Sequence[Stamp]) -> None:
        self.approvals.extend(stamp.approval for stamp in stamps if stamp.approval)
        self.unread_stamps += sum(stamp.approval is None for stamp in stamps)

    def _lines_of(self, text: str, place: Place, *, stands_out: bool) -> None:
        self.lines.extend(
            HeadingLine(line.strip(), stands_out, place) for line in text.split("\n")
        )

    def take_approvals(self) -> None:
        """Read the stamps among the waiting lines, and leave what is no stamp."""
        self.texts.extend(line.text for line in self.lines if line.text)
        self._part_columns()
        looks = [line.stands_out for line in self.lines]
        stamps, taken = find_stamps([fold(line.text) for line in self.lines], looks)
        self._keep(stamps)
        self.mark((self.lines[index] for index in taken if self.lines[index].text), Role.APPROVAL)
        self.lines = [
            line._replace(text="" if index in taken else fold(line.text))
            for index, line in enumerate(self.lines)
        ]

    def mark(self, lines: Iterable[HeadingLine], role: Role) -> None:
        """Say what the blocks of these lines are for; the first word on a block stands."""
        for line in lines:
            self.roles.setdefault(line.place, role)

    def frame_blocks(self) -> list[FrameBlock]:
        """The blocks so far, each with its role; they are forgotten here."""
        taken, self.blocks = self.blocks, []
        return [_with_role(block, self.roles) for block in taken]

    def _part_columns(self) -> None:
        """Two stamps set side by side with tabs are two columns of lines."""
        for index, line in enumerate(self.lines):
            parts = [part for part in _TWO_COLUMNS.split(line.text) if part.strip()]
            if len(parts) == 2 and all(_STAMP.search(part) for part in parts):
                end = index
                while end < len(self.lines) and _is_beside(self.lines[end].text):
                    end += 1
                beside = self.lines[index:end]
                left, right = _beside([line.text for line in beside])
                places = [line.place for line in beside]
                self.lines[index:end] = [
                    *(HeadingLine(*pair) for pair in _placed(left, places)),
                    HeadingLine(""),
                    *(HeadingLine(*pair) for pair in _placed(right, places)),
                    HeadingLine(""),
                ]
                return


def texts_of(row: Row) -> list[str]:
    return [cell.text for cell in row if cell.text.strip() and not cell.is_covered]


def _chunks(rows: Sequence[Row]) -> Iterator[list[Row]]:
    chunk: list[Row] = []
    for row in rows:
        if texts_of(row):
            chunk.append(row)
        elif chunk:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _place(row: Row, table: Table) -> Place:
    return table.place, row[0].row if row else -1


def _grid(rows: Sequence[Row], table: Table) -> Grid:
    return Grid(
        tuple(
            tuple(
                GridCell(cell.text, cell.column, cell.span, cell.is_covered, cell.is_bold)
                for cell in row
            )
            for row in rows
        ),
        is_ruled=table.is_ruled,
        widths_mm=table.widths_mm,
        place=_place(rows[0], table),
    )


def _with_role(block: FrameBlock, roles: dict[Place, Role]) -> FrameBlock:
    if isinstance(block, Line):
        role = roles.get(block.place, Role.TEXT) if block.place[0] >= 0 else Role.TEXT
        return replace(block, role=role)
    table, first = block.place
    rows = range(first, first + len(block.rows))
    role = next((roles[table, row] for row in rows if (table, row) in roles), Role.TEXT)
    return replace(block, role=role)


def _placed(texts: Sequence[str], places: Sequence[Place]) -> list[tuple[str, bool, Place]]:
    """Each line with a place of the lines that it came from, so that all of them are marked."""
    last = len(places) - 1
    return [(text, False, places[min(index, last)]) for index, text in enumerate(texts)]


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
