"""Title, introduction and stamps that people changed, in the places where the source has them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from plans.domain.content import Approval, PlanContent
from plans.domain.frame import FrameBlock, Grid, Role, digest
from plans.domain.reading.verbatim import approvals_digest
from plans.rendering.stamps import stamp_of

Slot = tuple[int, ...]  # a paragraph's place, or a cell's place, row and column


class CannotFollowError(Exception):
    """The source file has no place for what the plan says now."""


@dataclass(slots=True)
class ChangedLines:
    """New texts of paragraphs and of cells outside the plan's rows."""

    lines: dict[int, str] = field(default_factory=dict)
    cells: dict[tuple[int, int, int], str] = field(default_factory=dict)

    def fill(self, slots: Sequence[Slot], texts: Sequence[str]) -> None:
        """New lines in the places of the old ones; what is left over joins the last."""
        if not slots and any(texts):
            raise CannotFollowError("no lines to print this in")
        head, rest = texts[: len(slots) - 1], texts[len(slots) - 1 :]
        said = [*head, "\n".join(rest)] if rest else list(head)
        said += [""] * (len(slots) - len(said))
        for slot, text in zip(slots, said, strict=True):
            if len(slot) == 1:
                self.lines[slot[0]] = text
            else:
                self.cells[slot[0], slot[1], slot[2]] = text


def changed_lines(plan: PlanContent, approvals: Sequence[Approval]) -> ChangedLines:
    """What stands above the plan's table and does not say any more what the plan says."""
    frame, changed = plan.frame, ChangedLines()
    if frame.title != digest(plan.title):
        changed.fill(_slots(frame.above, Role.TITLE), [plan.title])
    if frame.introduction != digest(plan.introduction):
        changed.fill(_slots(frame.above, Role.INTRODUCTION), plan.introduction.split("\n"))
    if frame.approvals != approvals_digest(approvals):
        _stamps(changed, _slots(frame.above, Role.APPROVAL), approvals)
    return changed


def _stamps(changed: ChangedLines, slots: Sequence[Slot], approvals: Sequence[Approval]) -> None:
    """Stamps one below another, or each in its column of a table."""
    said = [[stamp.heading, *stamp.lines] for stamp in map(stamp_of, approvals)]
    columns: dict[int, list[Slot]] = defaultdict(list)
    for slot in slots:
        columns[slot[2] if len(slot) > 1 else -1].append(slot)
    if len(columns) == 1:
        changed.fill(slots, [line for lines in said for line in lines])
    elif len(columns) == len(said):
        for lines, (_column, own) in zip(said, sorted(columns.items()), strict=True):
            changed.fill(own, lines)
    else:
        raise CannotFollowError("the stamps are not where they were")


def _slots(blocks: Iterable[FrameBlock], role: Role) -> list[Slot]:
    slots: list[Slot] = []
    for block in blocks:
        if block.role is not role:
            continue
        if block.place[0] < 0:
            raise CannotFollowError("a line is not where it was read")
        if isinstance(block, Grid):
            slots += _cells(block)
        else:
            slots.append((block.place[0],))
    return slots


def _cells(grid: Grid) -> list[Slot]:
    table, first = grid.place
    return [
        (table, row, cell.column)
        for row, cells in enumerate(grid.rows, first)
        for cell in cells
        if cell.text and not cell.is_covered
    ]
