"""A plan's rows on a board as another document says them: rows that stay keep their numbers."""

from bisect import bisect_left
from collections.abc import Sequence
from copy import deepcopy

from plans.domain.content import Column, Field, Item
from plans.domain.editing.board import Board, RowState
from plans.domain.editing.cells import GridColumn
from plans.domain.editing.from_forms import take_content
from plans.domain.editing.rows import take_away
from plans.domain.editing.values import EMPTY_ITEM, PRINTED
from plans.domain.frame_serial import printed_to_json
from plans.domain.merging import Merged

_REPEATED = frozenset({Field.OTHER, Field.MONTH})


def items_in_sight(board: Board) -> list[str]:
    """The numbers of all items, in the order of the plan."""
    return [uid for section in board.order.sections for uid in board.order.items[section]]


def rewrite(board: Board, merged: Merged) -> list[str]:
    """Take the merged plan over; returns the numbers of its items, in its order."""
    old_sections, old_items = [*board.order.sections], items_in_sight(board)
    board.columns = tuple(_columns(board, merged.content.columns))
    sections = _sections(board, merged, old_sections)
    placed = [
        (section, item)
        for section, content in zip(sections, merged.content.sections, strict=True)
        for item in content.items
    ]
    items = [
        _item(board, section, item, None if origin is None else old_items[origin])
        for (section, item), origin in zip(placed, merged.items, strict=True)
    ]
    for uid in set(old_items) - set(items):
        take_away(board, board.items[uid])
    board.order.sections = sections
    board.order.items = {uid: [] for uid in sections}
    for (section, _content), uid in zip(placed, items, strict=True):
        board.order.items[section].append(uid)
    board.placed |= _moved(old_sections, sections)
    for section in sections:
        was = board.was.order.items.get(section, [])
        board.placed |= _moved(was, board.order.items[section])
    return items


def _columns(board: Board, columns: Sequence[Column]) -> list[GridColumn]:
    """The same column has the same header and meaning, or at least the same meaning."""
    free = list(board.columns)
    found: list[GridColumn | None] = []
    for column in columns:
        known = next((one for one in free if one.column == column), None) or next(
            (one for one in free if (one.header, one.field) == (column.header, column.field)), None
        )
        found.append(known)
        if known:
            free.remove(known)
    named = []
    for column, known in zip(columns, found, strict=True):
        alike = known or next(
            (one for one in free if one.field is column.field and one.field not in _REPEATED), None
        )
        if alike in free:
            free.remove(alike)
        uid = alike.uid if alike else board.new_uid()
        named.append(GridColumn(uid, column.header, column.field, column.width_mm))
    return named


def _sections(board: Board, merged: Merged, old: Sequence[str]) -> list[str]:
    kept = []
    for section, origin in zip(merged.content.sections, merged.sections, strict=True):
        if origin is None:
            row = RowState(board.new_uid(), {}, is_new=True)
            board.sections[row.uid] = row
        else:
            row = board.sections[old[origin]]
        row.values = {
            "number": section.number or "",
            "title": section.title or "",
            PRINTED: printed_to_json(section.printed),
        }
        kept.append(row.uid)
    for uid in set(old) - set(kept):
        board.sections[uid].is_removed = True
    return kept


def _item(board: Board, section: str, item: Item, known: str | None) -> str:
    if known is None:
        row = RowState(board.new_uid(), deepcopy(EMPTY_ITEM), is_new=True)
        board.items[row.uid] = row
        board.lines[row.uid] = []
    else:
        row = board.items[known]
    row.owner = section
    take_content(board, row, item)
    return row.uid


def _moved(old: Sequence[str], new: Sequence[str]) -> set[str]:
    """Rows that are new here or stand otherwise; as few as say the new order."""
    places = {uid: place for place, uid in enumerate(old)}
    ends: list[int] = []
    chains: list[list[str]] = []
    for uid in new:
        if uid not in places:
            continue
        at = bisect_left(ends, places[uid])
        chain = [*(chains[at - 1] if at else []), uid]
        ends[at : at + 1] = [places[uid]]
        chains[at : at + 1] = [chain]
    stay = set(chains[-1]) if chains else set()
    return set(new) - stay
