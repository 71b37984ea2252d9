"""Add, rename, move and remove whole sections."""

import re
from collections.abc import Mapping
from typing import Any

from plans.domain.content import Section
from plans.domain.editing.board import SECTION, Board, RowState, Stale, Stop, WrongOperation
from plans.domain.editing.rows import take_away
from plans.domain.editing.setting import LONGEST_NUMBER
from plans.domain.table import section_title

LONGEST_SECTION = 2000
_NUMBERED = re.compile(r"((?:\d+|[IVXLC]+)(?:\.\d+)*)[.)]\s+(.*)", re.DOTALL)


def add_section(board: Board, operation: Mapping[str, Any], _place: int) -> None:
    row = board.add_section(operation["section"], operation.get("after"))
    _name(row, operation.get("text", ""))
    if not text_of(row):
        raise WrongOperation("Напишите название раздела.", SECTION)


def set_section(board: Board, operation: Mapping[str, Any], place: int) -> None:
    _name(_seen(board, operation, place), operation["text"])


def move_section(board: Board, operation: Mapping[str, Any], place: int) -> None:
    row = board.section(operation["section"])
    after = operation.get("after")
    if row.is_removed:
        board.stale.append(Stale(place, SECTION, row.uid))
        raise Stop
    if after == row.uid:
        raise WrongOperation("Раздел нельзя поставить после него самого.")
    rows = board.order.sections
    rows.remove(row.uid)
    if after is not None and after not in rows:
        raise WrongOperation("Такого раздела в плане нет: обновите страницу.")
    rows.insert(rows.index(after) + 1 if after else 0, row.uid)
    board.placed.add(row.uid)


def remove_section(board: Board, operation: Mapping[str, Any], place: int) -> None:
    """Into the bin, its items with it."""
    row = _seen(board, operation, place)
    for uid in [*board.order.items[row.uid]]:
        take_away(board, board.items[uid])
    row.is_removed = True
    board.order.sections.remove(row.uid)


def split_text(text: str, known_number: str) -> tuple[str, str]:
    """«2. Кадры» as number and title; a number that it had is known whatever it looks like."""
    said = " ".join(text.split())
    if known_number and said.startswith(f"{known_number}. "):
        return known_number, said.removeprefix(f"{known_number}. ").strip()
    found = _NUMBERED.fullmatch(said)
    return (found[1], found[2].strip()) if found else ("", said)


def text_of(row: RowState) -> str:
    return section_title(Section(row.values["number"] or None, row.values["title"] or None, ()))


def _name(row: RowState, text: str) -> None:
    number, title = split_text(text, row.values["number"])
    if len(title) > LONGEST_SECTION or len(number) > LONGEST_NUMBER:
        raise WrongOperation(
            f"Название раздела длиннее {LONGEST_SECTION} знаков: сократите его.", SECTION
        )
    if " ".join(text.split()) != text_of(row):
        row.values |= {"number": number, "title": title}


def _seen(board: Board, operation: Mapping[str, Any], place: int) -> RowState:
    uid = operation["section"]
    row = board.section(uid)
    if uid not in board.was.sections:
        return row
    version = operation.get("version")
    if not isinstance(version, int) or isinstance(version, bool):
        raise WrongOperation("Не сказано, какую версию раздела правили: обновите страницу.")
    was = board.was.sections[uid]
    if was.is_removed or was.version != version:
        board.stale.append(Stale(place, SECTION, uid, None, (SECTION,), version))
        raise Stop
    if row.is_removed:
        raise WrongOperation("Этот раздел удалён этой же правкой.")
    return row
