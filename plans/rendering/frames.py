"""What stands around a plan's table, as blocks to print: verbatim, or as people changed it."""

from collections.abc import Iterator, Sequence

from documents.writers.docx import Block, Grid, GridCell, Paragraph, Text
from plans.domain.content import Approval, PlanContent
from plans.domain.frame import FrameBlock, Line, Place, Role, digest
from plans.domain.frame import Grid as SourceGrid
from plans.domain.reading.verbatim import approvals_digest
from plans.rendering.stamps import approvals_block

_NOWHERE = -1


class FramePrinter:
    """Prints the frames of a document's plans; what they share is printed once."""

    def __init__(self, approvals: Sequence[Approval]) -> None:
        self._approvals = approvals
        self._printed: set[Place] = set()

    def above(self, plan: PlanContent) -> Iterator[Block]:
        """Title page, stamps, title, introduction."""
        frame = plan.frame
        changed = {
            Role.TITLE: frame.title != digest(plan.title),
            Role.INTRODUCTION: frame.introduction != digest(plan.introduction),
            Role.APPROVAL: frame.approvals != approvals_digest(self._approvals),
        }
        new = {role: list(self._new(role, plan)) for role, differs in changed.items() if differs}
        if Role.APPROVAL in new and not _has(frame.above, Role.APPROVAL):
            yield from new.pop(Role.APPROVAL)
        for block in frame.above:
            if self._is_printed(block):
                continue
            if changed.get(block.role):
                yield from new.pop(block.role, ())
            else:
                yield from _block(block)
        for blocks in new.values():
            yield from blocks

    def below(self, plan: PlanContent) -> Iterator[Block]:
        for block in plan.frame.below:
            if not self._is_printed(block):
                yield from _block(block)

    def _new(self, role: Role, plan: PlanContent) -> Iterator[Block]:
        if role is Role.TITLE:
            yield Text(plan.title, "center", bold=True)
        elif role is Role.INTRODUCTION:
            yield from (Paragraph(text) for text in plan.introduction.split("\n") if text)
        elif self._approvals:
            yield approvals_block(self._approvals)

    def _is_printed(self, block: FrameBlock) -> bool:
        if block.place[0] == _NOWHERE:
            return False
        seen = block.place in self._printed
        self._printed.add(block.place)
        return seen


def _has(blocks: Sequence[FrameBlock], role: Role) -> bool:
    return any(block.role is role for block in blocks)


def _block(block: FrameBlock) -> Iterator[Block]:
    if isinstance(block, Line):
        yield Text(
            block.text,
            block.alignment,
            block.is_bold,
            block.points,
            block.starts_page,
            block.indent_mm,
            block.first_line_mm,
        )
    elif all(_filled(row) <= 1 for row in block.rows):
        yield from _lines(block)
    else:
        yield Grid(
            [
                [
                    GridCell(cell.text, cell.column, cell.span, cell.is_covered, cell.is_bold)
                    for cell in row
                ]
                for row in block.rows
            ],
            block.widths_mm,
            ruled=block.is_ruled and block.role is Role.TEXT,
        )


def _filled(row: Sequence[object]) -> int:
    return sum(bool(getattr(cell, "text", "")) for cell in row)


def _lines(grid: SourceGrid) -> Iterator[Block]:
    """Rows of one text each, as a sheet prints its heading: lines, where the text stood."""
    width = max((row[-1].column + row[-1].span for row in grid.rows if row), default=1)
    for row in grid.rows:
        for cell in row:
            if cell.text and not cell.is_covered:
                is_right = cell.column * 2 >= width > 1
                alignment = "right" if is_right else "center" if cell.span * 2 > width else "left"
                is_title = grid.role is Role.TITLE
                yield Text(cell.text, alignment, bold=cell.is_bold or is_title)
