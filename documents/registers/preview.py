"""What a table would change, row by row, in the words of the person who made it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Verdict(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell that cannot be loaded: where it is, what it says, and how to mend it."""

    row: int
    column: str
    heading: str
    value: str
    text: str

    @property
    def place(self) -> str:
        """«C7», as Excel calls the cell; without a column the whole row."""
        return f"{self.column}{self.row}" if self.column else f"строка {self.row}"


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row of the table, what becomes of it, and which cells say something new."""

    number: int
    cells: Sequence[str]
    verdict: Verdict
    changes: Sequence[tuple[str, str, str]] = ()
    problems: Sequence[Problem] = ()

    @property
    def summary(self) -> str:
        return " · ".join(filter(None, self.cells))


SHOWN_ROWS = 200


@dataclass(frozen=True)
class Preview:
    """The whole table as it would be loaded."""

    headings: Sequence[str]
    rows: Sequence[PreviewRow]
    unread: Sequence[str]
    versions: Mapping[str, int]

    @cached_property
    def counts(self) -> Counter[Verdict]:
        return Counter(row.verdict for row in self.rows)

    @property
    def problems(self) -> list[Problem]:
        return [problem for row in self.rows for problem in row.problems]

    @property
    def is_loadable(self) -> bool:
        return not self.counts[Verdict.WRONG] and bool(
            self.counts[Verdict.NEW] or self.counts[Verdict.CHANGED]
        )

    @property
    def new_count(self) -> int:
        return self.counts[Verdict.NEW]

    @property
    def changed_count(self) -> int:
        return self.counts[Verdict.CHANGED]

    @property
    def same_count(self) -> int:
        return self.counts[Verdict.SAME]

    @property
    def wrong_count(self) -> int:
        return self.counts[Verdict.WRONG]

    @property
    def shown(self) -> list[PreviewRow]:
        return self.interesting[:SHOWN_ROWS]

    @property
    def hidden_count(self) -> int:
        return max(0, len(self.interesting) - SHOWN_ROWS)

    @property
    def interesting(self) -> list[PreviewRow]:
        """Rows that would be written."""
        return [row for row in self.rows if row.verdict in {Verdict.NEW, Verdict.CHANGED}]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under the headings of a register; `numbers` are those of the sheet, from one on."""

    headings: list[str]
    columns: list[str]
    rows: list[list[str]]
    numbers: list[int]
    unread: list[str]


def column_letters(index: int) -> str:
    """«A», «Z», «AA» for 0, 25, 26."""
    letters = ""
    while index >= 0:
        index, rest = index // 26 - 1, index % 26
        letters = chr(ord("A") + rest) + letters
    return letters
