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
    first = as_first_step(board, row, operation.get("first"))
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
    """The item becomes the last step of the item above it, its own steps follow.

    A browser without a network goes on with the new steps at once: it names them itself.
    """
    row = seen(board, operation, place)
    above = _above(board, row, operation.get("into"))
    as_first_step(board, above, operation.get("first"))
    names = [one["step"] for one in operation.get("steps", ())]
    for number, said in enumerate(_as_steps(board, row)):
        uid = names[number] if number < len(names) else board.new_uid()
        new_step(board, above.uid, uid, None, at_end=True).values |= said
    executors = {tuple(entry) for entry in (*executors_of(above), *executors_of(row))}
    above.values[ASSIGNMENTS] = sorted_executors([list(entry) for entry in executors])
    take_away(board, row)


def _above(board: Board, row: RowState, named: str | None) -> RowState:
    """The item that the person saw above this one, wherever it stands by now."""
    uid = named or board.order.before(row.uid)
    if uid is None:
        raise WrongOperation("Над этим пунктом в разделе нет другого, к которому он бы относился.")
    above = board.item(uid)
    if above.is_removed or above is row:
        raise WrongOperation("Пункта, чьей подстрокой это должно было стать, в плане больше нет.")
    return above


def _as_steps(board: Board, row: RowState) -> list[Values]:
    """The item as a step, and what it said of steps itself."""
    own = [deepcopy(step.values) for step in board.steps_of(row.uid)]
    said: Values = {"title": row.values["title"]}
    if own:
        return [said, *own]
    said |= deepcopy({name: row.values[name] for name in _SHARED})
    title = _first_title(board, row)
    return [said, {"title": title}] if title else [said]


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
    made = operation.get("made") or board.new_uid()
    if made in board.items:
        raise WrongOperation("Пункт с таким номером уже есть: обновите страницу.")
    new = RowState(made, values, is_new=True)
    board.items[new.uid] = new
    board.lines[new.uid] = []
    board.put_item(new.uid, row.owner or "", row.uid)


def as_first_step(board: Board, row: RowState, uid: str | None = None) -> RowState | None:
    """What the item itself says becomes its first step; None where there is nothing to say."""
    if board.lines.get(row.uid):
        return None
    title = _first_title(board, row)
    said: Values = {name: row.values[name] for name in _SHARED}
    if not title and not any(said.values()):
        return None
    step = new_step(board, row.uid, uid or board.new_uid(), None)
    step.values |= deepcopy(said) | {"title": title}
    row.values |= {"deadline_text": "", "deadline_terms": [], "responsible": []}
    if title:
        row.values[COLUMN + _title_column(board)] = ""
    return step


def _first_title(board: Board, row: RowState) -> str:
    """What an item without steps says in their column."""
    text: str = row.values.get(COLUMN + _title_column(board), "")
    return text


def _title_column(board: Board) -> str:
    kind = Field.INTERMEDIATE_RESULT
    return next((one.uid for one in board.columns if one.field is kind), "")
