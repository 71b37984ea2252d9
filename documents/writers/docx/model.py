"""What a document is made of, in the words of its caller."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from documents.writers.text import Link, Section, Value

Inline = str | Link


class Above(Enum):
    """A cell that continues the one above it: together they are one tall cell."""

    ABOVE = auto()


ABOVE = Above.ABOVE
Cell = Value | Above


@dataclass(frozen=True, slots=True)
class Stamp:
    """A corner block («гриф»): the word, then lines as they are to be printed."""

    heading: str
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Approvals:
    """«СОГЛАСОВАНО» on the left, «УТВЕРЖДАЮ» on the right, each at most 8 cm wide."""

    left: Sequence[Stamp] = ()
    right: Sequence[Stamp] = ()


@dataclass(frozen=True, slots=True)
class Title:
    """The name of the document, centred: its kind in capitals, then the heading to the text."""

    kind: str
    lines: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A real heading of level 1 to 3, seen in the document's outline."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text; `plain` has no first-line indent and is not justified."""

    content: Inline | Sequence[Inline]
    plain: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph set as in some other document: alignment left, center, right or both.

    `first_line_mm` is counted from `indent_mm`, to the left where it is negative.
    """

    content: str
    alignment: str = ""
    bold: bool = False
    points: float | None = None
    new_page: bool = False
    indent_mm: float = 0.0
    first_line_mm: float = 0.0


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell that lies over `span` columns from `column` on; a covered one goes on from above."""

    text: str
    column: int
    span: int = 1
    covered: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A small table of cells that lie over each other: stamps side by side, a legend.

    `widths_mm` are those of its columns; where one is None, all share the page. Without rules
    nobody sees that it is a table.
    """

    rows: Sequence[Sequence[GridCell]]
    widths_mm: Sequence[float | None] = ()
    ruled: bool = True
    points: float | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column («графа»): heading, width in mm (fitted when None), whether cells are centred."""

    header: str
    width_mm: float | None = None
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table whose heading repeats on every page; rows may be a generator.

    `points` is the size of its type, 8 to 14. `numbered` adds the row «1 · 2 · 3»; `head` is a
    heading of several rows in place of the columns' own.
    """

    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell] | Section]
    points: int = 12
    numbered: bool = False
    head: Sequence[Sequence[GridCell]] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """Post, a line to sign on, name: under the text."""

    position: str
    name: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Approvals | Title | Heading | Paragraph | Text | Grid | Table | Signature | PageBreak


@dataclass(frozen=True, slots=True)
class Margins:
    """In millimetres; what is None is as in ГОСТ Р 7.0.97."""

    left: float | None = None
    right: float | None = None
    top: float | None = None
    bottom: float | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """An A4 document by ГОСТ Р 7.0.97: margins, page numbers from page 2, blocks in order."""

    title: str
    blocks: Iterable[Block]
    landscape: bool = False
    author: str = ""
    margins: Margins = Margins()
    font: str = ""
