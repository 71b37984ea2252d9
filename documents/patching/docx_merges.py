"""Cells merged down, mended after their rows were moved, copied or left out."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from documents.patching.docx_cells import cell_text, set_cell_text
from documents.patching.docx_copies import Copier, set_merge
from documents.patching.docx_structure import (
    TC_PR,
    Cell,
    Merge,
    P,
    Row,
    end_merges,
    merge_state,
    over,
)


@dataclass(eq=False, slots=True)
class _Run:
    """Cells of one merge that stand under each other in the new table."""

    merge: Merge
    cells: list[Cell] = field(default_factory=list)


def split_off(cell: Cell, text: str, copier: Copier) -> None:
    """Give a cell under the head of its merge a text of its own, unless it is the same text."""
    merge = cell.merge
    if merge is None or cell_text(merge.head.element) == text.strip():
        return
    _fill(cell.element, [copier.copy(part) for part in _content(merge.head.element)])
    set_merge(cell.element, "")
    cell.merge = None
    set_cell_text(cell.element, text)


def mend(tables: Iterable[list[Row]], copier: Copier) -> None:
    """Let each run of merged cells begin with a head that has the text, in all new tables."""
    runs: dict[Merge, list[_Run]] = {}
    for rows in tables:
        for run in _runs(row for row in rows if not row.is_gone):
            runs.setdefault(run.merge, []).append(run)
    for merge, found in runs.items():
        _hand_down(merge, found, copier)
        for run in found:
            _mark(run)


def _runs(rows: Iterable[Row]) -> list[_Run]:
    runs: list[_Run] = []
    active: dict[int, Cell] = {}
    at: dict[Cell, _Run] = {}
    last: Row | None = None
    for row in rows:
        for cell in row.cells:
            head = over(active, cell.column)
            if row.is_copy and cell.column in row.above and last is not None:
                head = _join_above(cell, last, head, at)
            if head is not None and cell.merge is not None and cell.merge is head.merge:
                at[head].cells.append(cell)
                active.setdefault(head.column, head)
                continue
            end_merges(active, cell)
            if cell.merge is not None:
                active[cell.column] = cell
                at[cell] = _Run(cell.merge, [cell])
            elif merge_state(cell.element) == "continue" and head is not None:
                set_merge(cell.element, "")  # it was no part of the merge it is under now
        last = row
    runs.extend(at.values())
    return runs


def _join_above(cell: Cell, last: Row, head: Cell | None, at: dict[Cell, _Run]) -> Cell | None:
    """The head over a copied cell: that of the cell above it, which may become one."""
    above = last.at(cell.column)
    if above is None or above.span != cell.span:
        return head
    if above.merge is None:
        above.merge = Merge(above)
        at[above] = _Run(above.merge, [above])
        head = above
    if head is not None and above.merge is head.merge:
        cell.merge = head.merge
    return head


def _hand_down(merge: Merge, runs: list[_Run], copier: Copier) -> None:
    """Give each head its text; the old head's own paragraphs stay in the document once."""
    old, heads = merge.head, [run.cells[0] for run in runs]
    if old in heads:
        for head in heads:
            if head is not old:
                _fill(head.element, [copier.copy(part) for part in _content(old.element)])
        return
    for head in heads[1:]:
        _fill(head.element, [copier.copy(part) for part in _content(old.element)])
    parts = _content(old.element)
    _fill(old.element, [copier.copy(part) for part in parts if part.tag == P][:1])
    set_cell_text(old.element, "")
    _fill(heads[0].element, parts)


def _mark(run: _Run) -> None:
    for index, cell in enumerate(run.cells):
        state, now = "continue" if index else "restart", merge_state(cell.element)
        if len(run.cells) > 1 and now != state:
            set_merge(cell.element, state)
        elif len(run.cells) == 1 and now == "continue":
            set_merge(cell.element, "")


def _content(cell: etree._Element) -> list[etree._Element]:
    return [child for child in cell if child.tag != TC_PR]


def _fill(cell: etree._Element, parts: list[etree._Element]) -> None:
    for child in _content(cell):
        cell.remove(child)
    cell.extend(parts)
