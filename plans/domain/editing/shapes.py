"""The agreed form of what a browser sends to a plan's table; all else stops at the door."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from documents.writers.text import clean_text
from plans.domain.editing.board import WrongOperation

NEWEST = 2**31 - 1  # the largest version that a column of the database holds
MOST_NUMBER = 2**62  # below it keys, days and counts are checked for what they mean
MOST_ROWS, MOST_CELLS, MOST_COLUMNS = 5000, 200, 200

_UID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "set": ("item", "cells"),
    "set_terms": ("item", "terms"),
    "assign": ("item", "executors"),
    "assign_more": ("item", "executors"),
    "set_flag": ("item",),
    "add": ("item",),
    "remove": ("item",),
    "move": ("items",),
    "restore": ("row", "uid"),
    "add_step": ("item", "step"),
    "remove_step": ("item", "step"),
    "move_step": ("item", "step"),
    "indent": ("item",),
    "outdent": ("item", "step"),
    "add_section": ("section",),
    "set_section": ("section", "text"),
    "move_section": ("section",),
    "remove_section": ("section",),
    "columns": ("columns", "seen"),
}


class WrongForm(WrongOperation):
    """Not what the portal's own script would ever send."""

    def __init__(self) -> None:
        super().__init__("Портал не понял запрос: обновите страницу и повторите.")


def is_uid(value: Any) -> bool:
    """Whether it is a lasting number as browsers and the database write it."""
    return isinstance(value, str) and _UID.fullmatch(value) is not None


def is_version(value: Any) -> bool:
    """A version or the number of an edit: a count that fits into its column."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= NEWEST


def well_formed(operation: Any) -> dict[str, Any]:
    """The operation with clean texts and without what nobody asked for; else `WrongForm`."""
    kind = operation.get("do") if isinstance(operation, dict) else None
    if not isinstance(kind, str) or kind not in _NEEDED:
        raise WrongForm
    said = {name: operation[name] for name in _CHECKS if name in operation}
    has_all = all(said.get(name) is not None for name in _NEEDED[kind])
    if not has_all or not all(_CHECKS[name](value) for name, value in said.items()):
        raise WrongForm
    return {"do": kind} | _clean(said)


def _is_uid_or_nothing(value: Any) -> bool:
    return value is None or is_uid(value)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_list_of(is_one: Callable[[Any], bool], most: int) -> Callable[[Any], bool]:
    def is_list(value: Any) -> bool:
        return isinstance(value, list) and len(value) <= most and all(map(is_one, value))

    return is_list


def _are_cells(value: Any) -> bool:
    is_table = isinstance(value, dict) and len(value) <= MOST_CELLS
    return is_table and all(map(is_uid, value)) and all(map(_is_text, value.values()))


def _is_new_step(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and is_uid(value.get("step"))
        and _are_cells(value.get("cells", {}))
    )


def _is_column(value: Any) -> bool:
    is_whole = isinstance(value, dict) and {"uid", "header", "field"} <= set(value)
    return (
        is_whole
        and is_uid(value["uid"])
        and _is_text(value["header"])
        and _is_text(value["field"])
    )


def _is_scalar(value: Any) -> bool:
    is_number = isinstance(value, int) and abs(value) <= MOST_NUMBER
    return value is None or isinstance(value, str) or is_number


def _is_term(value: Any) -> bool:
    return isinstance(value, dict) and all(map(_is_scalar, value.values()))


_is_pair = _is_list_of(_is_scalar, 2)
_CHECKS: Mapping[str, Callable[[Any], bool]] = {
    **dict.fromkeys(
        ("item", "step", "section", "after", "into", "first", "made"), _is_uid_or_nothing
    ),
    "uid": is_uid,
    "row": lambda value: value in ("section", "item", "step"),
    "version": is_version,
    "items": _is_list_of(is_uid, MOST_ROWS),
    "cells": _are_cells,
    "steps": _is_list_of(_is_new_step, MOST_ROWS),
    "text": _is_text,
    "terms": _is_list_of(_is_term, MOST_ROWS),
    "executors": _is_list_of(_is_pair, MOST_ROWS),
    "is_public": lambda value: isinstance(value, bool),
    "checkpoint": _is_text,
    "columns": _is_list_of(_is_column, MOST_COLUMNS),
    "seen": _is_text,
}


def _clean(said: dict[str, Any]) -> dict[str, Any]:
    """NUL and other control characters never reach a row."""
    clean = dict(said)
    if "text" in said:
        clean["text"] = clean_text(said["text"])
    if "cells" in said:
        clean["cells"] = {uid: clean_text(text) for uid, text in said["cells"].items()}
    if "columns" in said:
        clean["columns"] = [
            {"uid": one["uid"], "header": clean_text(one["header"]), "field": one["field"]}
            for one in said["columns"]
        ]
    if "steps" in said:
        clean["steps"] = [
            _clean({"step": one["step"], "cells": one.get("cells", {})}) for one in said["steps"]
        ]
    return clean
