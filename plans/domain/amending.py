"""Changes of a plan in force: what stands in their way, whom they concern, what is told."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from plans.domain.comparison import CellChange, Change, Comparison, RowChange, same
from plans.domain.content import Field
from plans.domain.editions import Edition, compare_editions

REASON_LENGTH = 10
LONGEST_TITLE = 120
NOTHING = "не указан"

Recipient = tuple[int, int | None]  # an organisation, and a person of it or all of it


@dataclass(frozen=True, slots=True)
class Starting:
    """Why a plan is amended, and on what ground."""

    grounds: tuple[str, ...]
    reason: str
    basis: str = ""

    @property
    def digest(self) -> str:
        """Tells whether two of them say the same."""
        said = "\0".join([*sorted(self.grounds), "", self.reason, self.basis])
        return hashlib.sha256(said.encode()).hexdigest()[:16]


class Words(NamedTuple):
    """What a cell says, and the header above it."""

    header: str
    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """What executors must know of an item: its name, its deadline, its cells, who does it.

    `words` are the other cells, by the lasting number of their columns.
    """

    number: str
    title: str
    deadline: str
    words: Mapping[str, Words] = field(default_factory=dict)
    executors: frozenset[Recipient] = frozenset()


Items = Mapping[str, Told]  # by lasting number, in printed order


def notices(before: Items, after: Items, cause: str = "") -> dict[Recipient, list[str]]:
    """What each executor must be told, a sentence an item.

    `cause` says what took items out of the plan: «изменением № 1».
    """
    told: dict[Recipient, list[str]] = defaultdict(list)
    for uid in [*after, *(uid for uid in before if uid not in after)]:
        old, new = before.get(uid), after.get(uid)
        for recipient in sorted(_concerned(old, new), key=_order):
            text = _sentence(recipient, old, new, cause)
            if text:
                told[recipient].append(text)
    return dict(told)


def say_item(item: Told) -> str:
    """«Пункт 2.3 «Провести ярмарку»»."""
    title = " ".join(item.title.split())
    cut = title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1].rstrip()}…"
    return f"Пункт {item.number.rstrip('.')} «{cut}»" if item.number else f"Пункт «{cut}»"


def _concerned(old: Told | None, new: Told | None) -> set[Recipient]:
    return {recipient for item in (old, new) if item for recipient in item.executors}


def _order(recipient: Recipient) -> tuple[int, int]:
    return recipient[0], recipient[1] or 0


def _sentence(recipient: Recipient, old: Told | None, new: Told | None, cause: str) -> str:
    """What changed for this executor; empty where nothing did."""
    had = bool(old and recipient in old.executors)
    has = bool(new and recipient in new.executors)
    if old and had and new is None:
        return f"{say_item(old)} исключён {cause}.".replace(" .", ".")
    if old and new and had:
        return _changed(old, new) if has else f"{say_item(old)} вам больше не поручен."
    return _given(recipient, new) if new else ""


def _given(recipient: Recipient, item: Told) -> str:
    whom = "Вам поручен" if recipient[1] else "Вашей организации поручен"
    return f"{whom} {_lower(say_item(item))}, срок: {item.deadline or NOTHING}."


def _changed(old: Told, new: Told) -> str:
    parts = []
    if old.deadline != new.deadline:
        was, now = old.deadline or NOTHING, new.deadline or NOTHING
        parts.append(f"срок был «{was}», стал «{now}»")
    names = [
        now.header
        for uid, now in new.words.items()
        if not same(old.words[uid].text if uid in old.words else "", now.text)
    ]
    if names:
        named = ", ".join(f"«{name}»" for name in names)
        parts.append(f"{'изменены графы' if len(names) > 1 else 'изменена графа'} {named}")
    return f"{say_item(new)}: {'; '.join(parts)}." if parts else ""


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def conflicts(base: Edition, now: Edition, draft: Edition) -> list[str]:
    """Cells of the plan that somebody else has changed since the draft was taken from `base`.

    First those that both have changed, then the others; each as «Пункт 2.3, срок: …».
    """
    theirs, ours = _cells(compare_editions(base, now)), _cells(compare_editions(base, draft))
    both = [say for key, say in theirs.items() if key in ours]
    return both + [say for key, say in theirs.items() if key not in ours]


def _cells(comparison: Comparison) -> dict[tuple[int | None, str], str]:
    """Every place that differs, by the row's place in the base and the column's name."""
    found: dict[tuple[int | None, str], str] = {
        (None, cell.header): f"{cell.header}: {_both(cell)}" for cell in comparison.heading
    }
    for row in comparison.rows:
        if row.before is None:
            continue
        name = f"пункт {row.number or row.title}"
        for header, said in _row_cells(row):
            found[row.before, header] = f"{name}, {said}"
    return found


def _row_cells(row: RowChange) -> Iterator[tuple[str, str]]:
    if row.change is Change.REMOVED:
        yield "", "строка исключена"
        return
    if row.change is Change.MOVED:
        yield "", "строка перенесена"
    for cell in row.cells:
        yield cell.header, f"«{cell.header}»: {_both(cell)}"


def _both(cell: CellChange) -> str:
    return f"было «{cell.before}», стало «{cell.after}»"


def difference_to_json(comparison: Comparison) -> dict[str, Any]:
    """What an amendment changed, to be kept when its draft is gone."""
    return {
        "heading": [_cell_to_json(cell) for cell in comparison.heading],
        "rows": [
            {
                "change": row.change.value,
                "number": row.number,
                "title": row.title,
                "places": list(row.places) if row.places else None,
                "cells": [_cell_to_json(cell) for cell in row.cells],
            }
            for row in comparison.rows
        ],
    }


def difference_from_json(data: Mapping[str, Any]) -> Comparison:
    """The way back from `difference_to_json`; which row is which is not known any more."""
    rows = tuple(
        RowChange(
            Change(row["change"]),
            None,
            None,
            row["number"],
            row["title"],
            tuple(_cells_from(row["cells"])),
            (row["places"][0], row["places"][1]) if row["places"] else None,
        )
        for row in data["rows"]
    )
    return Comparison(tuple(_cells_from(data["heading"])), rows, {}, {})


def _cell_to_json(cell: CellChange) -> dict[str, str]:
    return {"header": cell.header, "before": cell.before, "after": cell.after}


def _cells_from(cells: Iterable[Mapping[str, str]]) -> Iterator[CellChange]:
    for cell in cells:
        yield CellChange(cell["header"], Field.OTHER, cell["before"], cell["after"])
