"""A plan of last year as the start of the next: its rows, and every date that would move.

`changes_of` proposes; what a person ticked and typed comes back as texts by cell.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum, auto

from plans.domain.deadlines import (
    Continuous,
    Deadline,
    DeadlineContext,
    Due,
    Recurring,
    Term,
    Window,
    read_deadline,
)
from plans.domain.reading.text import is_ditto
from plans.domain.year_shift import (
    Mark,
    Verdict,
    YearShift,
    marks_in,
    shift_between,
    shifted_period,
    with_marks,
)

AROUND = 70  # letters of the text shown before and after a date


class RowChoice(StrEnum):
    """Which rows to begin with."""

    ALL = auto()
    RECURRING = auto()
    UNFINISHED = auto()


@dataclass(frozen=True, slots=True)
class Cell:
    """A text of the plan; the key says where it stands, in the page and in the database."""

    key: str
    header: str
    text: str
    is_deadline: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A date in a text, and what would stand there."""

    cell: Cell
    mark: Mark

    @property
    def key(self) -> str:
        return f"{self.cell.key}.{self.mark.start}"

    @property
    def group(self) -> str:
        """The same for the same words: by it a long plan is ticked."""
        said = f"{self.mark.before}|{self.mark.verdict}|{self.mark.reason}"
        return "g" + hashlib.sha256(said.encode()).hexdigest()[:12]

    @property
    def is_proposed(self) -> bool:
        return self.mark.verdict is Verdict.MOVE

    @property
    def lead(self) -> str:
        before = self.cell.text[: self.mark.start]
        return before if len(before) <= AROUND else f"…{before[-AROUND:]}"

    @property
    def tail(self) -> str:
        after = self.cell.text[self.mark.end :]
        return after if len(after) <= AROUND else f"{after[:AROUND]}…"


@dataclass(frozen=True, slots=True)
class OldRow:
    """An item of last year's plan, or a text outside the table (then without a key)."""

    key: str
    number: str
    title: str
    section: str = ""
    cells: tuple[Cell, ...] = ()
    is_recurring: bool = False
    unfinished: tuple[str, ...] = ()

    def is_in(self, choice: RowChoice) -> bool:
        if choice is RowChoice.RECURRING:
            return self.is_recurring
        return choice is RowChoice.ALL or bool(self.unfinished)

    @property
    def name(self) -> str:
        """«2.1. Семинар для педагогов»."""
        return f"{self.number} {self.title}".strip()


@dataclass(frozen=True, slots=True)
class RowChanges:
    """What would change in one row."""

    row: OldRow
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class NextYear:
    """What the person decided."""

    title: str
    starts_on: date
    ends_on: date
    rows: frozenset[str]
    texts: Mapping[str, str] = field(default_factory=dict)
    with_executors: bool = True
    with_notes: bool = False

    @property
    def period(self) -> tuple[date, date]:
        return self.starts_on, self.ends_on


def changes_of(rows: Iterable[OldRow], shift: YearShift) -> list[RowChanges]:
    """Rows with dates to move or to ask about."""
    found = []
    for row in rows:
        marks = [(cell, mark) for cell in row.cells for mark in _marks(cell, shift)]
        changes = [Change(*one) for one in marks if one[1].verdict is not Verdict.KEEP]
        if changes:
            found.append(RowChanges(row, tuple(changes)))
    return found


def kept_of(rows: Iterable[OldRow], shift: YearShift) -> list[tuple[OldRow, Mark]]:
    """Years that stay, each with its reason."""
    return [
        (row, mark)
        for row in rows
        for cell in row.cells
        for mark in _marks(cell, shift)
        if mark.verdict is Verdict.KEEP
    ]


def new_texts(chosen: Iterable[tuple[Change, str]]) -> dict[str, str]:
    """The whole text of every cell in which something was ticked."""
    by_cell: dict[str, list[tuple[Change, str]]] = defaultdict(list)
    for change, after in chosen:
        by_cell[change.cell.key].append((change, after))
    return {
        key: with_marks(pairs[0][0].cell.text, [(change.mark, said) for change, said in pairs])
        for key, pairs in by_cell.items()
    }


def is_recurring(terms: Iterable[Term]) -> bool:
    """Work that comes again every year by its own words: «ежемесячно», «постоянно»."""
    return any(isinstance(term, Continuous | Recurring) for term in terms)


def moved_terms(terms: Iterable[Term], by: int) -> tuple[Term, ...]:
    """Terms that a person set by hand, so many years later."""
    moved: list[Term] = []
    for term in terms:
        match term:
            case Window(start, end):
                moved.append(Window(*shifted_period((start, end), by)))
            case Due(end):
                moved.append(Due(shifted_period((end, end), by)[0]))
            case _:
                moved.append(term)
    return tuple(moved)


def next_terms(
    old: Deadline, text: str, before: DeadlineContext, after: DeadlineContext
) -> tuple[Term, ...]:
    """What the words mean in the new period; terms that they do not say move by the years."""
    is_said = not is_ditto(old.text or "") and read_deadline(old.text, before).terms == old.terms
    if is_said or not old.terms:
        return read_deadline(text or None, after).terms
    return moved_terms(old.terms, shift_between(before.period, after.period).by)


def _marks(cell: Cell, shift: YearShift) -> Sequence[Mark]:
    return marks_in(cell.text, shift, is_deadline=cell.is_deadline)
