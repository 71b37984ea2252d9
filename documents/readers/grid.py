"""What every reader gives: paragraphs and tables in the order of the document."""

from typing import NamedTuple

from organisations.domain.errors import RuleError


class UnreadableDocumentError(RuleError):
    """The file cannot be read; the text says why and what to do."""


class Paragraph(NamedTuple):
    """A line of text outside every table; `label` is its automatic number («1.», «II»).

    `alignment` is left, center, right or both; empty where nothing is said.

    `place` is its ordinal among the paragraphs and tables of the document's body, counted from 0
    (those inside tables are not counted); -1 where it has none. `points` is the size of its type;
    `first_line_mm` is counted from `indent_mm`, to the left where it is negative.
    """

    text: str
    alignment: str = ""
    is_bold: bool = False
    starts_page: bool = False
    label: str = ""
    place: int = -1
    points: float | None = None
    indent_mm: float = 0.0
    first_line_mm: float = 0.0


class Cell(NamedTuple):
    """A cell where the grid shows it; a covered one repeats the text merged over it.

    `row` is the number of its row in the file, counted from 0 with rows that are not shown.
    """

    text: str
    column: int
    span: int = 1
    is_covered: bool = False
    is_bold: bool = False
    label: str = ""
    row: int = -1

    @property
    def end(self) -> int:
        """The first column after the cell."""
        return self.column + self.span


Row = tuple[Cell, ...]


class Table(NamedTuple):
    """Rows of cells; widths are those of the grid's columns, in millimetres.

    `place` is the ordinal among the blocks of a text, or the number of the sheet among all
    sheets of a workbook; -1 for a table inside another one. `points` is the size of its type.
    """

    rows: list[Row]
    widths_mm: tuple[float | None, ...] = ()
    place: int = -1
    is_landscape: bool | None = None
    is_ruled: bool = True
    points: float | None = None


Block = Paragraph | Table


class Look(NamedTuple):
    """How the pages of a document look: margins in millimetres, the face and size of its type."""

    is_landscape: bool = False
    left: float | None = None
    right: float | None = None
    top: float | None = None
    bottom: float | None = None
    font: str = ""
    points: float | None = None


class Source(NamedTuple):
    """A document as it was read: its blocks in order, and how its pages look.

    `notes` are the texts of its footnotes and endnotes in order, which stand in no block.
    """

    blocks: list[Block]
    look: Look | None = None
    notes: tuple[str, ...] = ()
