"""An edit in words, for the history and for those who have the plan open."""

from collections.abc import Sequence

from moc_portal.web.words import counted
from plans.domain.content import Field
from plans.domain.editing.board import COLUMN_ROW, ITEM, SECTION, STEP, Board, RowChange
from plans.domain.editing.values import ASSIGNMENTS, COLUMN, LISTS_OF, PLACE, SILENT

_KINDS = {
    "cells": "правка",
    "add": "добавление",
    "remove": "удаление",
    "move": "перестановка",
    "paste": "вставка",
    "replace": "замена",
    "bulk": "правка выделенных",
    "assign": "назначение",
    "sections": "разделы",
    "columns": "графы",
    "restore": "возврат из корзины",
    "document": "обновление из документа",
    "undo": "отмена",
    "redo": "повтор",
}
_NAMES = {
    ASSIGNMENTS: "кому поручено",
    PLACE: "место",
    "is_public": "публикация",
    "checkpoint": "контрольные точки",
}
_LONGEST = 60


def words_of(kind: str, changes: Sequence[RowChange], board: Board) -> str:
    """«правка: пункт 3, Срок исполнения», «вставка: 20 пунктов»."""
    if columns := [change for change in changes if change.row == COLUMN_ROW]:
        return f"{_KINDS[kind]}: {counted(len(columns), 'графа,графы,граф')}"
    items = {change.item for change in changes if change.row in {ITEM, STEP}} - {None}
    sections = {change.uid for change in changes if change.row == SECTION}
    if len(items) == 1 and not sections:
        return f"{_KINDS[kind]}: {_one(str(items.pop()), changes, board)}"
    said = []
    if sections:
        said.append(_sections(sections, board))
    if items:
        said.append(counted(len(items), "пункт,пункта,пунктов"))
    return f"{_KINDS[kind]}: {', '.join(said)}"


def _sections(uids: set[str], board: Board) -> str:
    """The one section by its name, several by their number."""
    [uid, *others] = uids
    row = board.sections.get(uid)
    title = row.values.get("title", "") if row and not others else ""
    return f"«{_short(title)}»" if title else counted(len(uids), "раздел,раздела,разделов")


def _one(uid: str, changes: Sequence[RowChange], board: Board) -> str:
    values = board.items[uid].values
    name = f"пункт {values['number']}" if values["number"] else f"«{_short(values['title'])}»"
    names: dict[str, None] = {}
    for change in changes:
        if change.before is None or change.after is None:
            continue
        for value in change.after:
            if value not in SILENT and (header := _header(value, change.row, board)):
                names[header] = None
    return f"{name}, {', '.join(names)}" if names else name


def _header(name: str, row: str, board: Board) -> str:
    if name in _NAMES:
        return _NAMES[name]
    wanted = LISTS_OF.get(name, name)
    if row == STEP and name == "title":
        wanted = Field.INTERMEDIATE_RESULT.value
    for column in board.columns:
        if name == COLUMN + column.uid or column.field.value.startswith(wanted):
            return _short(column.header)
    return ""


def _short(text: str) -> str:
    said = " ".join(text.split())
    return said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"
