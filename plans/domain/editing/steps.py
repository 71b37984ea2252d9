"""Add, remove and move the steps of an item; make an item a step, and a step an item."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from plans.domain.content import Field
from plans.domain.editing.board import Board, RowState, WrongOperation, executors_of
from plans.domain.editing.rows import new_step, take_away
from plans.domain.editing.setting import seen, sorted_executors, write_cells
from plans.domain.editing.values import ASSIGNMENTS, COLUMN, EMPTY_ITEM, Values

_SHARED = ("deadline_text", "deadline_terms", "responsible")


def add_step(board: Board, operation: Mapping[str, Any], place: int) -> None:
    """A new step; what the item itself said of result, deadline and people becomes its first."""
    row = seen(board, operation, place)
    was_whole = not board.lines.get(row.uid)
    first = as_first_step(board, row)
    after = operation.get("after")
    new_step(board, row.uid, operation["step"], after, at_end=was_whole and first is not None)
    write_cells(board, row, operation.get("cells", {}), operation["step"])


def remove_step(board: Board, operation: Mapping[str, Any], place: int) -> None:
    """Into the bin; what the last step says of deadline and people goes back to the item."""
    row = seen(board, operation, place)
    drop_step(board, row, board.step(row.uid, operation["step"]))


def drop_step(board: Board, row: RowState, step: RowState) -> None:
    if step.is_removed:
        raise WrongOperation("Этот промежуточный результат уже удалён: обновите страницу.")
    step.is_removed = True
    board.lines[row.uid].remove(step.uid)
    if not board.lines[row.uid]:
        row.values |= deepcopy({name: step.values[name] for name in _SHARED})


def move_step(board: Board, operation: Mapping[str, Any], place: int) -> None:
    row = seen(board, operation, place)
    step = board.step(row.uid, operation["step"])
    after = operation.get("after")
    if step.is_removed or after == step.uid:
        raise WrongOperation("Так переставить промежуточный результат нельзя.")
    rows = board.lines[row.uid]
    rows.remove(step.uid)
    if after is not None and after not in rows:
        raise WrongOperation("Такого промежуточного результата нет: обновите страницу.")
    rows.insert(rows.index(after) + 1 if after else 0, step.uid)
    board.placed.add(step.uid)


def indent(board: Board, operation: Mapping[str, Any], place: int) -> None:
    """The item becomes the last step of the item above it, its own steps follow."""
    row = seen(board, operation, place)
    above_uid = board.order.before(row.uid)
    if above_uid is None:
        raise WrongOperation("Над этим пунктом в разделе нет другого, к которому он бы относился.")
    above = board.item(above_uid)
    as_first_step(board, above)
    own = board.steps_of(row.uid)
    step = new_step(board, above.uid, board.new_uid(), None, at_end=True)
    step.values["title"] = row.values["title"]
    if not own:
        step.values |= deepcopy({name: row.values[name] for name in _SHARED})
    for old in own:
        further = new_step(board, above.uid, board.new_uid(), None, at_end=True)
        further.values |= deepcopy(old.values)
    executors = {tuple(entry) for entry in (*executors_of(above), *executors_of(row))}
    above.values[ASSIGNMENTS] = sorted_executors([list(entry) for entry in executors])
    take_away(board, row)


def outdent(board: Board, operation: Mapping[str, Any], place: int) -> None:
    """The step becomes an item of its own below the item."""
    row = seen(board, operation, place)
    step = board.step(row.uid, operation["step"])
    values = deepcopy(EMPTY_ITEM) | deepcopy({name: step.values[name] for name in _SHARED})
    values["title"] = step.values["title"]
    if not values["title"]:
        raise WrongOperation("Сначала напишите, что это за результат: он станет названием пункта.")
    values[ASSIGNMENTS] = deepcopy(row.values[ASSIGNMENTS])
    is_last = board.lines[row.uid] == [step.uid]
    drop_step(board, row, step)
    if is_last:
        row.values |= {"deadline_text": "", "deadline_terms": [], "responsible": []}
    new = RowState(board.new_uid(), values, is_new=True)
    board.items[new.uid] = new
    board.lines[new.uid] = []
    board.put_item(new.uid, row.owner or "", row.uid)


def as_first_step(board: Board, row: RowState) -> RowState | None:
    """What the item itself says becomes its first step; None where there is nothing to say."""
    if board.lines.get(row.uid):
        return None
    column = next((one for one in board.columns if one.field is Field.INTERMEDIATE_RESULT), None)
    title = row.values.get(COLUMN + column.uid, "") if column else ""
    said: Values = {name: row.values[name] for name in _SHARED}
    if not title and not any(said.values()):
        return None
    step = new_step(board, row.uid, board.new_uid(), None)
    step.values |= deepcopy(said) | {"title": title}
    row.values |= {"deadline_text": "", "deadline_terms": [], "responsible": []}
    if column and title:
        row.values[COLUMN + column.uid] = ""
    return step
