"""Say something else in cells: texts, what a deadline means, who does it, flags."""

from collections.abc import Mapping
from typing import Any

from plans.domain.content import Field
from plans.domain.deadlines import read_deadline, terms_from_json, terms_to_json
from plans.domain.editing.board import ITEM, Board, RowState, Stale, Stop, WrongOperation
from plans.domain.editing.cells import (
    LISTS,
    PLACED,
    GridColumn,
    deadline_part,
    joined_deadline,
)
from plans.domain.editing.values import ASSIGNMENTS, COLUMN, PRINTED, Values
from plans.domain.frame import digest
from plans.domain.table import DEADLINE_FIELDS, STEP_FIELDS

LONGEST_TEXT, LONGEST_NUMBER, LONGEST_DEADLINE = 20_000, 100, 2000
MOST_TERMS, MOST_EXECUTORS = 40, 500
CHECKPOINTS = ("", "each", "quarter", "half_year", "end")
_FLAGS = {"is_public": bool, "checkpoint": str}


def seen(board: Board, operation: Mapping[str, Any], place: int) -> RowState:
    """The item that the operation is meant for, if it is as the person saw it."""
    uid = operation["item"]
    row = board.item(uid)
    # What this act has put there is as the person saw it, whatever version they name.
    is_own = uid not in board.was.items
    if is_own:
        return row
    version = operation.get("version")
    if not isinstance(version, int) or isinstance(version, bool):
        raise WrongOperation("Не сказано, какую версию строки правили: обновите страницу.")
    if board.was.items[uid].is_removed or board.was.items[uid].version != version:
        cells = operation.get("cells")
        columns = tuple(cells) if isinstance(cells, Mapping) else ()
        step = operation.get("step")
        board.stale.append(Stale(place, ITEM, uid, step, columns, version))
        raise Stop
    if row.is_removed:
        raise WrongOperation("Этот пункт удалён этой же правкой.")
    return row


def set_cells(board: Board, operation: Mapping[str, Any], place: int) -> None:
    row = seen(board, operation, place)
    step = operation.get("step")
    if step is not None and (step not in board.steps or board.steps[step].is_removed):
        raise WrongOperation("Этот промежуточный результат удалён: обновите страницу.")
    write_cells(board, row, operation["cells"], step)


def write_cells(
    board: Board, row: RowState, cells: Mapping[str, str], step: str | None = None
) -> None:
    """Put texts into cells of an item, or of its step; step columns fall to its first step."""
    for uid, text in cells.items():
        column = _column(board, uid)
        lines = board.lines.get(row.uid)
        if column.field in STEP_FIELDS and (step or lines):
            owner = board.step(row.uid, step or (lines or [""])[0])
        elif step:
            raise WrongOperation("У этой графы один текст на весь пункт.", uid)
        else:
            owner = row
        _write(board, row, owner, column, text)


def set_terms(board: Board, operation: Mapping[str, Any], place: int) -> None:
    """A person says what the words mean; the words stay."""
    row = seen(board, operation, place)
    said = operation["terms"]
    try:
        terms = terms_to_json(terms_from_json(said))
    except (ValueError, TypeError) as error:
        raise WrongOperation("Срок описан не так, как портал его понимает.") from error
    if len(terms) > MOST_TERMS:
        raise WrongOperation(f"Дат в сроке больше {MOST_TERMS}: сократите срок.")
    if any(term["kind"] == "window" and str(term["end"]) < str(term["start"]) for term in terms):
        raise WrongOperation("Срок кончается раньше, чем начинается: поменяйте даты местами.")
    step = operation.get("step") or next(iter(board.lines.get(row.uid, ())), None)
    owner = board.step(row.uid, step) if step else row
    owner.values["deadline_terms"] = terms


def assign(board: Board, operation: Mapping[str, Any], place: int) -> None:
    """Make these organisations and people, and nobody else, responsible."""
    row = seen(board, operation, place)
    row.values[ASSIGNMENTS] = _executors(operation, [])


def assign_more(board: Board, operation: Mapping[str, Any], place: int) -> None:
    row = seen(board, operation, place)
    row.values[ASSIGNMENTS] = _executors(operation, row.values[ASSIGNMENTS])


def set_flag(board: Board, operation: Mapping[str, Any], place: int) -> None:
    row = seen(board, operation, place)
    for name, kind in _FLAGS.items():
        if name not in operation:
            continue
        value = operation[name]
        if not isinstance(value, kind) or (name == "checkpoint" and value not in CHECKPOINTS):
            raise WrongOperation("Такой отметки у пункта нет: обновите страницу.")
        row.values[name] = value


def sorted_executors(executors: list[list[Any]]) -> list[list[Any]]:
    return sorted(executors, key=lambda entry: (entry[0], entry[1] or 0))


def _executors(operation: Mapping[str, Any], known: list[list[Any]]) -> list[list[Any]]:
    found = {(entry[0], entry[1]): None for entry in known}
    for entry in operation["executors"]:
        is_pair = isinstance(entry, list) and len(entry) == 2
        if not is_pair or not _is_key(entry[0]) or not (entry[1] is None or _is_key(entry[1])):
            raise WrongOperation("Исполнитель назван не так: обновите страницу и выберите его.")
        found[entry[0], entry[1]] = None
    if len(found) > MOST_EXECUTORS:
        raise WrongOperation(f"Исполнителей больше {MOST_EXECUTORS}: выберите меньше.")
    return sorted_executors([list(key) for key in found])


def _is_key(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**62


def _column(board: Board, uid: str) -> GridColumn:
    for column in board.columns:
        if column.uid == uid:
            return column
    raise WrongOperation("Такой графы в плане больше нет: обновите страницу.", uid)


def _write(board: Board, item: RowState, owner: RowState, column: GridColumn, said: str) -> None:
    text = cleaned(said, column)
    kind = column.field
    values = owner.values
    if kind in DEADLINE_FIELDS:
        _write_deadline(board, item, values, column, text)
    elif kind in LISTS:
        values[LISTS[kind]] = [line for line in map(_folded, text.splitlines()) if line]
    elif owner is not item:
        values["title"] = text
    elif kind in PLACED:
        _write_placed(values, column, text)
    else:
        if kind is Field.TITLE and not text:
            raise WrongOperation("Название пункта не может быть пустым.", column.uid)
        values[kind.value] = text


def _write_deadline(
    board: Board, item: RowState, values: Values, column: GridColumn, text: str
) -> None:
    """Words that did not change keep what they mean, also what a person said of them."""
    now = values["deadline_text"]
    if text == deadline_part(now, column.field):
        return
    whole = joined_deadline(now, column.field, text)
    if len(whole) > LONGEST_DEADLINE:
        raise WrongOperation(f"Срок длиннее {LONGEST_DEADLINE} знаков: сократите его.", column.uid)
    read = read_deadline(_folded(whole).removeprefix("– "), board.context(item.uid))
    values["deadline_text"] = whole
    values["deadline_terms"] = terms_to_json(read.terms)


def _write_placed(values: Values, column: GridColumn, text: str) -> None:
    """A mark that stands in the print alone is no text; one that is taken away goes from it."""
    now = values.get(COLUMN + column.uid, "")
    cell = values[PRINTED].get("cells", {}).get(column.uid)
    if text == (cell[0] if cell and cell[1] == digest(now) else now):
        return
    values[COLUMN + column.uid] = text
    if cell and cell[1] == digest(text):
        cells = {uid: kept for uid, kept in values[PRINTED]["cells"].items() if uid != column.uid}
        values[PRINTED] = {**values[PRINTED], "cells": cells}


def cleaned(said: str, column: GridColumn) -> str:
    """The text as the cell keeps it; too long a text is refused."""
    text = said.strip()
    longest = LONGEST_TEXT
    if column.field is Field.NUMBER:
        text, longest = _folded(text), LONGEST_NUMBER
    if column.field in DEADLINE_FIELDS:
        longest = LONGEST_DEADLINE
    if len(text) > longest:
        raise WrongOperation(
            f"Текст длиннее {longest} знаков: сократите его или разделите на пункты.", column.uid
        )
    return text


def _folded(text: str) -> str:
    return " ".join(text.split())
