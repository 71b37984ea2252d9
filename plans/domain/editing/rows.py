"""Add, remove, move and bring back items."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from plans.domain.content import Field
from plans.domain.editing.board import ITEM, STEP, Board, RowState, Stale, Stop, WrongOperation
from plans.domain.editing.setting import seen, write_cells
from plans.domain.editing.values import EMPTY_ITEM, EMPTY_STEP

MOST_STEPS = 100


def add(board: Board, operation: Mapping[str, Any], place: int) -> None:
    """A new item below another one, or at the top of a section."""
    uid, after = operation["item"], operation.get("after")
    if uid in board.items:
        raise WrongOperation("Пункт с таким номером уже есть: обновите страницу.")
    section = _section_for(board, operation.get("section"), after, place)
    row = RowState(uid, deepcopy(EMPTY_ITEM), is_new=True)
    board.items[uid] = row
    board.lines[uid] = []
    after = nearest(board, section, after)
    board.put_item(uid, section, after)
    write_cells(board, row, operation.get("cells", {}))
    for step in operation.get("steps", ()):
        new_step(board, uid, step["step"], None, at_end=True)
        write_cells(board, row, step.get("cells", {}), step["step"])
    if not row.values["title"]:
        title = next((one.uid for one in board.columns if one.field is Field.TITLE), None)
        raise WrongOperation("У пункта должно быть название.", title)


def remove(board: Board, operation: Mapping[str, Any], place: int) -> None:
    take_away(board, seen(board, operation, place))


def take_away(board: Board, row: RowState) -> None:
    """Into the bin; its steps stay its own."""
    row.is_removed = True
    board.order.take_out(row.uid)


def move(board: Board, operation: Mapping[str, Any], place: int) -> None:
    """Stand these items together below another one, or at the top of a section."""
    items: Sequence[str] = operation["items"]
    after = operation.get("after")
    if len(set(items)) < len(items) or after in items:
        raise WrongOperation("Пункт нельзя поставить после него самого.")
    for uid in items:
        if board.item(uid).is_removed:
            board.stale.append(Stale(place, ITEM, uid))
            raise Stop
    section = _section_for(board, operation.get("section"), after, place)
    for uid in items:
        board.order.take_out(uid)
    after = nearest(board, section, after)
    for uid in items:
        board.put_item(uid, section, after)
        after = uid


def restore(board: Board, operation: Mapping[str, Any], _place: int) -> None:
    """Out of the bin, to where it stood; what it was part of comes back with it."""
    row, uid = operation["row"], operation["uid"]
    if row == ITEM:
        bring_back_item(board, board.item(uid), None)
    elif row == STEP:
        step = board.steps.get(uid)
        if step is None:
            raise WrongOperation("Такой строки в корзине нет: обновите страницу.")
        bring_back_step(board, step, None)
    else:
        section = board.section(uid)
        bring_back_section(board, section, None)
        for item in [one for one in board.items.values() if one.owner == uid]:
            if item.is_removed:
                bring_back_item(board, item, None)


def bring_back_section(board: Board, section: RowState, place: Sequence[Any] | None) -> None:
    if section.uid in board.order.sections:
        return
    section.is_removed = False
    board.order.items.setdefault(section.uid, [])
    rows = board.order.sections
    if place is not None and (place[1] is None or place[1] in rows):
        rows.insert(rows.index(place[1]) + 1 if place[1] else 0, section.uid)
    else:
        rows.insert(_room(rows, board.orderings, section.ordering), section.uid)
    board.placed.add(section.uid)


def bring_back_item(board: Board, item: RowState, place: Sequence[Any] | None) -> None:
    """To its place, or to where its ordering still says that it belongs."""
    if board.order.section_of(item.uid) is not None:
        return
    owner = place[0] if place else item.owner
    bring_back_section(board, board.section(owner or ""), None)
    item.is_removed = False
    item.owner = owner
    rows = board.order.items[owner or ""]
    if place is not None and (place[1] is None or place[1] in rows):
        rows.insert(rows.index(place[1]) + 1 if place[1] else 0, item.uid)
    else:
        rows.insert(_room(rows, board.orderings, item.ordering), item.uid)
    board.placed.add(item.uid)


def bring_back_step(
    board: Board, step: RowState, place: Sequence[Any] | None, *, in_bin: bool = False
) -> None:
    """With its item, which may stay `in_bin` where it is the columns that come back."""
    owner = board.items[step.owner or ""]
    if not in_bin:
        bring_back_item(board, owner, None)
    step.is_removed = False
    rows = board.lines.setdefault(owner.uid, [])
    if step.uid in rows:
        return
    if place is not None and (place[1] is None or place[1] in rows):
        rows.insert(rows.index(place[1]) + 1 if place[1] else 0, step.uid)
    else:
        rows.insert(_room(rows, board.orderings, step.ordering), step.uid)
    board.placed.add(step.uid)


def new_step(
    board: Board, item: str, uid: str, after: str | None, *, at_end: bool = False
) -> RowState:
    """An empty step of the item, below another one or at its top."""
    if uid in board.steps:
        raise WrongOperation("Промежуточный результат с таким номером уже есть.")
    rows = board.lines.setdefault(item, [])
    if len(rows) >= MOST_STEPS:
        raise WrongOperation(f"У пункта не больше {MOST_STEPS} промежуточных результатов.")
    row = RowState(uid, deepcopy(EMPTY_STEP), owner=item, is_new=True)
    board.steps[uid] = row
    if at_end or (after is not None and after not in rows):
        rows.append(uid)
    else:
        rows.insert(rows.index(after) + 1 if after else 0, uid)
    board.placed.add(uid)
    return row


def nearest(board: Board, section: str, after: str | None) -> str | None:
    """`after`, or the item above the place where it stood, once it has gone."""
    rows = board.order.items[section]
    if after is None or after in rows:
        return after
    if after in board.items and board.items[after].owner == section:
        place = _room(rows, board.orderings, board.items[after].ordering)
        return rows[place - 1] if place else None
    return rows[-1] if rows else None


def _section_for(board: Board, section: Any, after: str | None, place: int) -> str:
    """The section that is meant; a plan without sections gets one without a name."""
    if section is None and after is not None:
        section = board.order.section_of(after) or board.item(after).owner
    if section is None:
        if board.order.sections:
            return board.order.sections[-1]
        return board.add_section(board.new_uid(), None).uid
    row = board.section(section)
    if row.is_removed:
        board.stale.append(Stale(place, "section", row.uid))
        raise Stop
    return row.uid


def _room(rows: Sequence[str], known: Mapping[str, int], ordering: int) -> int:
    """Before the first row that stands further down."""
    for place, uid in enumerate(rows):
        if known.get(uid, -1) >= ordering:
            return place
    return len(rows)
