"""What a workbook is made of, in the words of its caller."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from documents.writers.text import Section, Value
from documents.writers.xlsx.parts import Style


class Format(Enum):
    """How the numbers of a column look; text and dates are recognised by themselves."""

    GENERAL = Style.NUMBER
    GROUPED = Style.GROUPED
    MONEY = Style.MONEY
    PERCENT = Style.PERCENT


@dataclass(frozen=True, slots=True)
class Column:
    """A column («графа»): its heading, the look of its numbers, its width in characters."""

    header: str
    format: Format = Format.GENERAL
    width: float | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: lines of title, a heading row, rows and sections, lines below the table.

    A cell holds str, int, float, Decimal, date, datetime, bool («да» or «нет»), Link or None.
    Text over 32,767 characters, the limit of a cell, ends in «…». Rows may be a generator.
    """

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value] | Section]
    title: Sequence[str] = ()
    footer: Sequence[str] = ()
    landscape: bool = True
