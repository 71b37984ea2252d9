"""Take an edit back: every value that it changed says again what it said before."""

from collections.abc import Collection, Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from plans.domain.editing.board import (
    ITEM,
    SECTION,
    STEP,
    Board,
    RowChange,
    RowState,
)
from plans.domain.editing.rows import (
    bring_back_item,
    bring_back_section,
    bring_back_step,
    take_away,
)
from plans.domain.editing.values import (
    EMPTY_ITEM,
    EMPTY_SECTION,
    EMPTY_STEP,
    PLACE,
    SILENT,
    empty_value,
)

_EMPTY = {ITEM: EMPTY_ITEM, STEP: EMPTY_STEP, SECTION: EMPTY_SECTION}


@dataclass(frozen=True, slots=True)
class Clash:
    """A row that says something else than the edit left there; `names` are the values."""

    row: str
    uid: str
    item: str | None
    names: tuple[str, ...] = ()


def take_back(
    board: Board,
    changes: Sequence[RowChange],
    moved_since: Collection[str],
    *,
    in_bin: bool = False,
) -> list[Clash]:
    """Undo the changes on the board, or say where somebody has changed the same since.

    `moved_since` are the rows that others have moved after the edit. With `in_bin`, rows in the
    bin get their values back as well: columns that come back bring all their texts.
    """
    found = (_clash(board, change, moved_since, in_bin=in_bin) for change in changes)
    clashes = [clash for clash in found if clash]
    if clashes:
        return clashes
    _take_out_placed(board, changes)
    _bring_back(board, changes, SECTION, in_bin=in_bin)
    _set_values(board, changes)
    _bring_back(board, changes, ITEM, in_bin=in_bin)
    _bring_back(board, changes, STEP, in_bin=in_bin)
    return _remove_added(board, changes)


def _rows(board: Board, row: str) -> dict[str, RowState]:
    return {ITEM: board.items, STEP: board.steps, SECTION: board.sections}[row]


def _clash(
    board: Board, change: RowChange, moved_since: Collection[str], *, in_bin: bool
) -> Clash | None:
    state = _rows(board, change.row).get(change.uid)
    whole = Clash(change.row, change.uid, change.item)
    if state is None:
        return whole
    if change.after is None:
        return None if state.is_removed else whole
    is_gone = state.is_removed or _owner_is_gone(board, change)
    if is_gone and (change.before is None or not in_bin):
        # An added row that is in the bin already is taken back already.
        return None if change.before is None else whole
    names = [
        name
        for name, value in _expected(change).items()
        if name not in SILENT
        and name != PLACE
        and state.values.get(name, empty_value(name)) != value
    ]
    if PLACE in change.after and change.before is not None and change.uid in moved_since:
        names.append(PLACE)
    return Clash(change.row, change.uid, change.item, tuple(names)) if names else None


def _owner_is_gone(board: Board, change: RowChange) -> bool:
    return change.row == STEP and board.items[change.item or ""].is_removed


def _expected(change: RowChange) -> dict[str, Any]:
    """What the row says if nobody has touched it since."""
    assert change.after is not None  # noqa: S101 -- the caller has looked
    if change.before is not None:
        return change.after
    return {**_EMPTY[change.row], **change.after}


def _placed(change: RowChange) -> bool:
    return change.before is not None and change.after is not None and PLACE in change.before


def _take_out_placed(board: Board, changes: Iterable[RowChange]) -> None:
    """Rows that were moved leave their places at once, so that each finds its neighbour."""
    for change in filter(_placed, changes):
        if change.row == ITEM:
            board.order.take_out(change.uid)
        elif change.row == SECTION:
            board.order.sections.remove(change.uid)
        else:
            board.lines[change.item or ""].remove(change.uid)


def _bring_back(board: Board, changes: Iterable[RowChange], row: str, *, in_bin: bool) -> None:
    """Removed and moved rows go where they stood, below their neighbours."""
    wanted = {
        change.uid: change
        for change in changes
        if change.row == row and change.before is not None and PLACE in change.before
    }
    left = list(wanted)
    while left:
        ready = [uid for uid in left if _neighbour(wanted[uid]) not in left] or left[:1]
        for uid in ready:
            _put_back(board, wanted[uid], in_bin=in_bin)
            left.remove(uid)


def _neighbour(change: RowChange) -> Any:
    assert change.before is not None  # noqa: S101 -- only such changes are brought back
    return change.before[PLACE][1]


def _put_back(board: Board, change: RowChange, *, in_bin: bool) -> None:
    assert change.before is not None  # noqa: S101 -- only such changes are brought back
    place = change.before[PLACE]
    state = _rows(board, change.row)[change.uid]
    if change.row == ITEM:
        bring_back_item(board, state, place)
    elif change.row == SECTION:
        bring_back_section(board, state, place)
    else:
        bring_back_step(board, state, place, in_bin=in_bin)


def _set_values(board: Board, changes: Iterable[RowChange]) -> None:
    for change in changes:
        if change.before is None or change.after is None:
            continue
        values = _rows(board, change.row)[change.uid].values
        for name, value in change.before.items():
            if name not in {PLACE, "version"}:
                values[name] = deepcopy(value)


def _remove_added(board: Board, changes: Iterable[RowChange]) -> list[Clash]:
    """Steps first, sections last: a section that others have filled stays."""
    clashes = []
    added = [change for change in changes if change.before is None]
    for row in (STEP, ITEM, SECTION):
        for change in added:
            if change.row != row or _rows(board, row)[change.uid].is_removed:
                continue
            if row == STEP:
                board.steps[change.uid].is_removed = True
                board.lines[change.item or ""].remove(change.uid)
            elif row == ITEM:
                take_away(board, board.items[change.uid])
            elif board.order.items.get(change.uid):
                clashes.append(Clash(SECTION, change.uid, None))
            else:
                board.sections[change.uid].is_removed = True
                board.order.sections.remove(change.uid)
    return clashes
