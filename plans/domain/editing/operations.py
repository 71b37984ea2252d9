"""What a person does in a plan's table, carried out on a board in the order it was done."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from plans.domain.editing import rows, sections, setting, steps
from plans.domain.editing.board import Board, Stop, WrongOperation
from plans.domain.editing.shapes import WrongForm, well_formed

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
_ORDERED = frozenset(_DOERS) - {
    "set", "set_terms", "assign", "assign_more", "set_flag", "add_step", "remove_step",
    "move_step",
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


def understood(operations: Any) -> list[dict[str, Any]]:
    """The operations with clean texts; `WrongForm` where they are not in the agreed form."""
    if not isinstance(operations, list) or not 0 < len(operations) <= MOST_OPERATIONS:
        raise WrongForm
    return list(map(well_formed, operations))


def touched_by(operations: Iterable[Operation]) -> Touched:
    found = Touched()
    for operation in operations:
        kind = operation["do"]
        found.needs_order |= kind in _ORDERED
        if kind == "restore":
            _restored(found, operation)
            continue
        named = [operation.get(name) for name in ("item", "into", "made")]
        found.items |= {uid for uid in (*named, *operation.get("items", ())) if uid}
        if kind in {"add", "move"} and operation.get("after"):
            found.items.add(operation["after"])
        found.steps |= {uid for name in ("step", "first") if (uid := operation.get(name))}
        found.steps |= {step["step"] for step in operation.get("steps", ())}
        if operation.get("section"):
            found.sections.add(operation["section"])
        if kind == "remove_section":
            found.whole_sections.add(operation["section"])
        if kind == "indent" and not operation.get("into"):
            found.needs_above.add(operation["item"])
    return found


def _restored(found: Touched, operation: Operation) -> None:
    uid = operation["uid"]
    if operation["row"] == "section":
        found.sections.add(uid)
        found.whole_sections.add(uid)
    elif operation["row"] == "item":
        found.items.add(uid)
    else:
        found.steps.add(uid)
