"""What every reader gives: paragraphs and tables in the order of the document."""

from typing import NamedTuple

from organisations.domain.errors import RuleError


class UnreadableDocumentError(RuleError):
    """The file cannot be read; the text says why and what to do."""


class Paragraph(NamedTuple):
    """A line of text outside every table; `label` is its automatic number («1.», «II»)."""

    text: str
    alignment: str = ""
    is_bold: bool = False
    starts_page: bool = False
    label: str = ""


class Cell(NamedTuple):
    """A cell where the grid shows it; a covered one repeats the text merged over it."""

    text: str
    column: int
    span: int = 1
    is_covered: bool = False
    is_bold: bool = False
    label: str = ""

    @property
    def end(self) -> int:
        """The first column after the cell."""
        return self.column + self.span


Row = tuple[Cell, ...]


class Table(NamedTuple):
    """Rows of cells; widths are those of the grid's columns, in millimetres."""

    rows: list[Row]
    widths_mm: tuple[float | None, ...] = ()


Block = Paragraph | Table
