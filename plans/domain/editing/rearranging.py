"""Other columns for a plan on a board: texts go with their columns, by lasting numbers."""

from collections.abc import Mapping, Sequence
from typing import Any

from plans.domain.content import Field, Item, PlanContent, PlanKind, Section
from plans.domain.editing.board import COLUMN_ROW, Board, RowChange, RowState, WrongOperation
from plans.domain.editing.cells import GridColumn
from plans.domain.editing.columns import ColumnDraft, problem_with_columns, rearranged
from plans.domain.editing.orders import previous
from plans.domain.editing.rows import new_step
from plans.domain.editing.taking_back import Clash
from plans.domain.editing.values import (
    COLUMN,
    PLACE,
    PRINTED,
    Values,
    item_of,
    values_of_item,
    values_of_step,
)
from plans.domain.frame import Frame
from plans.domain.frame_serial import (
    frame_from_json,
    frame_to_json,
    printed_from_json,
    printed_to_json,
)

_FRAME = "frame"


def wanted_columns(said: Sequence[Any], now: Sequence[GridColumn]) -> list[GridColumn]:
    """The columns that a request names, in their new order."""
    known = {column.uid: column for column in now}
    found: dict[str, GridColumn] = {}
    for entry in said:
        uid, header, field = entry["uid"], " ".join(entry["header"].split()), entry["field"]
        if uid in found or field not in {one.value for one in Field}:
            raise WrongOperation("Портал не понял графы: обновите страницу и повторите.")
        width = known[uid].width_mm if uid in known else None
        found[uid] = GridColumn(uid, header, Field(field), width)
    places = {column.uid: place for place, column in enumerate(now)}
    drafts = [ColumnDraft(one.header, one.field, places.get(one.uid)) for one in found.values()]
    if problem := problem_with_columns(drafts):
        raise WrongOperation(problem)
    return [*found.values()]


def rearrange(board: Board, columns: Sequence[GridColumn], frame: Mapping[str, Any]) -> Values:
    """Give the board these columns; returns what the source's frame is now."""
    content, rows = _content(board, frame)
    places = {column.uid: place for place, column in enumerate(board.columns)}
    drafts = [ColumnDraft(one.header, one.field, places.get(one.uid)) for one in columns]
    new = rearranged(content, drafts)
    items = [item for section in new.sections for item in section.items]
    for row, item in zip(rows, items, strict=True):
        _take_over(board, row, item, columns)
    for uid, section in zip(board.sections, new.sections, strict=False):
        board.sections[uid].values[PRINTED] = printed_to_json(section.printed)
    board.columns = tuple(columns)
    return frame_to_json(new.frame)


def column_changes(
    was: Sequence[GridColumn], now: Sequence[GridColumn], frames: tuple[Any, Any]
) -> list[RowChange]:
    """What became of each column, and of the frame that counts them."""
    before = {column.uid: _said(column, was) for column in was}
    after = {column.uid: _said(column, now) for column in now}
    changes = []
    for uid in dict.fromkeys([*before, *after]):
        old, new = before.get(uid), after.get(uid)
        if old and new:
            names = [name for name in old if old[name] != new[name]]
            if not names:
                continue
            old = {name: old[name] for name in names}
            new = {name: new[name] for name in names}
        changes.append(RowChange(COLUMN_ROW, uid, None, old, new))
    if changes and frames[0] != frames[1]:
        kept = next((one for one in changes if one.before and one.after), None)
        if kept is None:
            uid = next(uid for uid in before if uid in after)
            kept = RowChange(COLUMN_ROW, uid, None, {}, {})
            changes.append(kept)
        assert kept.before is not None and kept.after is not None  # noqa: S101, PT018 -- chosen so
        kept.before[_FRAME], kept.after[_FRAME] = frames
    return changes


def columns_before(
    board: Board, changes: Sequence[RowChange]
) -> tuple[list[GridColumn], list[Clash], Any]:
    """The columns without these changes, where that would lose a text, the frame as it was.

    `changes` are all of the edit: a text that it gave back itself is not lost with its column.
    """
    now = {column.uid: column for column in board.columns}
    order = [column.uid for column in board.columns]
    clashes, frame = [], None
    of_columns = [change for change in changes if change.row == COLUMN_ROW]
    for change in of_columns:
        if _is_lost(board, now, change, changes):
            clashes.append(Clash(COLUMN_ROW, change.uid, None))
        if change.before and _FRAME in change.before:
            frame = change.before[_FRAME]
    for change in of_columns:
        if change.before is None and change.uid in order:
            order.remove(change.uid)
    _put_back(order, now, of_columns)
    return [now[uid] for uid in order], clashes, frame


def _content(board: Board, frame: Mapping[str, Any]) -> tuple[PlanContent, list[RowState]]:
    """Everything on the board: the sections, then one that holds what is in the bin."""
    below: dict[str, list[RowState]] = {uid: [] for uid in board.sections}
    for row in board.items.values():
        below[row.owner or ""].append(row)
    sections, rows = [], []
    for uid, section in board.sections.items():
        items = tuple(_item(board, row) for row in below[uid])
        rows += below[uid]
        said = section.values
        printed = printed_from_json(said[PRINTED])
        sections.append(Section(said["number"] or None, said["title"] or None, items, printed))
    whole = PlanContent(
        PlanKind.WORK_PLAN,
        "",
        board.period,
        tuple(column.column for column in board.columns),
        tuple(sections),
        frame=frame_from_json(frame) if frame else Frame(),
    )
    return whole, rows


def _item(board: Board, row: RowState) -> Item:
    steps = [step.values for step in board.steps_of(row.uid)]
    return item_of(row.values, steps, board.columns)


def _take_over(board: Board, row: RowState, item: Item, columns: Sequence[GridColumn]) -> None:
    """The item as it reads under the new columns; steps keep their numbers, in their order."""
    kept = {name: value for name, value in row.values.items() if not name.startswith(COLUMN)}
    row.values = kept | values_of_item(item, columns)
    known = [*board.lines.get(row.uid, ())]
    for place, step in enumerate(item.steps):
        if place < len(known):
            state = board.steps[known[place]]
        else:
            state = new_step(board, row.uid, board.new_uid(), None, at_end=True)
        state.values |= values_of_step(step, columns)
    for uid in known[len(item.steps) :]:
        board.steps[uid].is_removed = True
        board.lines[row.uid].remove(uid)


def _said(column: GridColumn, columns: Sequence[GridColumn]) -> Values:
    above = previous([one.uid for one in columns], column.uid)
    return {
        "header": column.header,
        "field": column.field.value,
        "width_mm": column.width_mm,
        PLACE: [None, above],
    }


def _is_lost(
    board: Board,
    now: Mapping[str, GridColumn],
    change: RowChange,
    changes: Sequence[RowChange],
) -> bool:
    """Whether somebody has renamed the column since, or written into a new one."""
    if change.after is None:
        return change.uid in now
    if change.uid not in now:
        return change.before is not None
    column = now[change.uid]
    said: Values = {"header": column.header, "field": column.field.value}
    is_other = any(change.after.get(name, value) != value for name, value in said.items())
    if is_other or change.before is not None:
        return is_other
    name = COLUMN + change.uid
    own = {one.uid for one in changes if one.after and name in one.after}
    return any(row.values.get(name) and row.uid not in own for row in board.items.values())


def _put_back(order: list[str], now: dict[str, GridColumn], changes: Sequence[RowChange]) -> None:
    """Removed columns come back; those that were moved stand where they stood."""
    wanted: dict[str, Any] = {}
    for change in changes:
        if change.before is None:
            continue
        said = change.before
        if change.after is None:
            kind = Field(said["field"])
            now[change.uid] = GridColumn(change.uid, said["header"], kind, said["width_mm"])
        else:
            column = now[change.uid]
            now[change.uid] = GridColumn(
                change.uid,
                said.get("header", column.header),
                Field(said.get("field", column.field.value)),
                column.width_mm,
            )
        if PLACE in said:
            wanted[change.uid] = said[PLACE][1]
    for uid in wanted:
        if uid in order:
            order.remove(uid)
    left = dict(wanted)
    while left:
        uid = next((one for one, above in left.items() if above not in left), next(iter(left)))
        above = left.pop(uid)
        at = order.index(above) + 1 if above in order else 0 if above is None else len(order)
        order.insert(at, uid)
