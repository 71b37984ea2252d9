"""What a person does in a plan's table, carried out on a board in the order it was done."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from documents.writers.text import clean_text
from plans.domain.editing import rows, sections, setting, steps
from plans.domain.editing.board import Board, Stop, WrongOperation

Operation = Mapping[str, Any]
MOST_OPERATIONS = 2000

_DOERS: dict[str, Callable[[Board, Operation, int], None]] = {
    "set": setting.set_cells,
    "set_terms": setting.set_terms,
    "assign": setting.assign,
    "assign_more": setting.assign_more,
    "set_flag": setting.set_flag,
    "add": rows.add,
    "remove": rows.remove,
    "move": rows.move,
    "restore": rows.restore,
    "add_step": steps.add_step,
    "remove_step": steps.remove_step,
    "move_step": steps.move_step,
    "indent": steps.indent,
    "outdent": steps.outdent,
    "add_section": sections.add_section,
    "set_section": sections.set_section,
    "move_section": sections.move_section,
    "remove_section": sections.remove_section,
}
_NEEDED: dict[str, dict[str, type]] = {
    "set": {"item": str, "cells": dict},
    "set_terms": {"item": str, "terms": list},
    "assign": {"item": str, "executors": list},
    "assign_more": {"item": str, "executors": list},
    "set_flag": {"item": str},
    "add": {"item": str},
    "remove": {"item": str},
    "move": {"items": list},
    "restore": {"row": str, "uid": str},
    "add_step": {"item": str, "step": str},
    "remove_step": {"item": str, "step": str},
    "move_step": {"item": str, "step": str},
    "indent": {"item": str},
    "outdent": {"item": str, "step": str},
    "add_section": {"section": str},
    "set_section": {"section": str, "text": str},
    "move_section": {"section": str},
    "remove_section": {"section": str},
    "columns": {"columns": list},
}
_UIDS = ("item", "step", "section", "after", "uid")
_UNDERSTANDABLE = "Портал не понял правку: обновите страницу и повторите."
_ORDERED = frozenset(_NEEDED) - {
    "set", "set_terms", "assign", "assign_more", "set_flag", "add_step", "remove_step",
    "move_step", "columns",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an operation cannot be carried out, and in which column."""

    operation: int
    message: str
    column: str | None = None


@dataclass(slots=True)
class Touched:
    """Which rows operations name, and whether places matter."""

    items: set[str] = field(default_factory=set)
    sections: set[str] = field(default_factory=set)
    steps: set[str] = field(default_factory=set)
    needs_order: bool = False
    needs_above: set[str] = field(default_factory=set)
    whole_sections: set[str] = field(default_factory=set)
    everything: bool = False


def carry_out(board: Board, operations: Sequence[Operation]) -> list[Problem]:
    """All operations, and what is wrong with those that cannot be done."""
    problems = []
    for place, operation in enumerate(operations):
        try:
            _DOERS[operation["do"]](board, operation, place)
        except Stop:
            continue
        except WrongOperation as wrong:
            problems.append(Problem(place, wrong.message, wrong.column))
    return problems


def understood(operations: Any, is_uid: Callable[[Any], bool]) -> list[dict[str, Any]]:
    """The operations with clean texts; `WrongOperation` where they are not in the agreed form."""
    if not isinstance(operations, list) or not 0 < len(operations) <= MOST_OPERATIONS:
        raise WrongOperation(_UNDERSTANDABLE)
    for operation in operations:
        kind = operation.get("do") if isinstance(operation, dict) else None
        if not isinstance(kind, str) or kind not in _NEEDED:
            raise WrongOperation(_UNDERSTANDABLE)
        _check(operation, kind, is_uid)
    return [_clean(operation) for operation in operations]


def touched_by(operations: Iterable[Operation]) -> Touched:
    found = Touched()
    for operation in operations:
        kind = operation["do"]
        found.needs_order |= kind in _ORDERED
        if kind == "restore":
            _restored(found, operation)
            continue
        named = [operation.get("item"), *operation.get("items", ())]
        found.items |= {uid for uid in named if uid}
        if kind in {"add", "move"} and operation.get("after"):
            found.items.add(operation["after"])
        if operation.get("step"):
            found.steps.add(operation["step"])
        found.steps |= {step["step"] for step in operation.get("steps", ())}
        if operation.get("section"):
            found.sections.add(operation["section"])
        if kind == "remove_section":
            found.whole_sections.add(operation["section"])
        if kind == "indent":
            found.needs_above.add(operation["item"])
    return found


def _restored(found: Touched, operation: Operation) -> None:
    uid = operation["uid"]
    if operation["row"] == "section":
        found.sections.add(uid)
        found.whole_sections.add(uid)
    elif operation["row"] == "item":
        found.items.add(uid)
    elif operation["row"] == "step":
        found.steps.add(uid)
    else:
        raise WrongOperation(_UNDERSTANDABLE)


def _check(operation: dict[str, Any], kind: str, is_uid: Callable[[Any], bool]) -> None:
    for name, wanted in _NEEDED[kind].items():
        if not isinstance(operation.get(name), wanted):
            raise WrongOperation(_UNDERSTANDABLE)
    named = [operation[name] for name in _UIDS if operation.get(name) is not None]
    named += operation.get("items", ())
    said_steps = operation.get("steps", [])
    if not isinstance(said_steps, list) or not all(isinstance(one, dict) for one in said_steps):
        raise WrongOperation(_UNDERSTANDABLE)
    named += [one.get("step") for one in said_steps]
    for cells in (operation.get("cells", {}), *(one.get("cells", {}) for one in said_steps)):
        if not isinstance(cells, dict) or not all(isinstance(t, str) for t in cells.values()):
            raise WrongOperation(_UNDERSTANDABLE)
        named += cells
    named += [_column_uid(column) for column in operation.get("columns", ())]
    is_text = isinstance(operation.get("text", ""), str)
    if not is_text or not all(map(is_uid, named)):
        raise WrongOperation(_UNDERSTANDABLE)


def _column_uid(column: Any) -> Any:
    is_whole = isinstance(column, dict) and {"uid", "header", "field"} <= set(column)
    if not is_whole or not all(isinstance(column[name], str) for name in ("header", "field")):
        raise WrongOperation(_UNDERSTANDABLE)
    return column["uid"]


def _clean(operation: dict[str, Any]) -> dict[str, Any]:
    """NUL and other control characters never reach a row."""
    said = dict(operation)
    if "text" in said:
        said["text"] = clean_text(said["text"])
    if "cells" in said:
        said["cells"] = {uid: clean_text(text) for uid, text in said["cells"].items()}
    if "columns" in said:
        said["columns"] = [
            {**column, "header": clean_text(column["header"])} for column in said["columns"]
        ]
    if "steps" in said:
        said["steps"] = [_clean(step) for step in said["steps"]]
    return said
