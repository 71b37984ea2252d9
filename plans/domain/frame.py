"""How a source document prints a plan: what no field holds, so that it can be printed the same.

Nothing here has a meaning of its own. A text that a person changed in the portal is known by its
digest: a verbatim text counts only as long as the plan still says what was read from it.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from documents.readers import Look

Place = tuple[int, int]  # a block of the document and a row of it; -1 for a paragraph's row
PARAGRAPH_ROW = -1


def digest(text: str) -> str:
    """A short mark of what a text says, white space apart."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:12]


class Verbatim(NamedTuple):
    """A cell as printed, and the digest of what was read from it."""

    text: str
    digest: str


class SectionForm(StrEnum):
    """How a section is set off."""

    ROW = "row"  # one cell over the whole width
    CELLS = "cells"  # its number and title in the cells of an ordinary row
    HEADING = "heading"  # a line between two tables


@dataclass(frozen=True, slots=True)
class Printed:
    """How a row is printed: cells that say more than their field, and where it stood.

    `cells` maps a column's index to its text (0 for a section's whole row); `merged` names the
    columns joined with the row above; `rows` are the file's rows it was read from, in order.
    """

    cells: Mapping[int, Verbatim] = field(default_factory=dict)
    merged: tuple[int, ...] = ()
    rows: tuple[Place, ...] = ()
    form: SectionForm | None = None
    is_bold: bool = False

    def text(self, column: int, now: str) -> str:
        """The cell as printed while it still means `now`, else `now`."""
        verbatim = self.cells.get(column)
        return verbatim.text if verbatim and verbatim.digest == digest(now) else now


class Role(StrEnum):
    """What a line or a table outside the plan's table is for."""

    APPROVAL = "approval"
    TITLE = "title"
    INTRODUCTION = "introduction"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph above or below the table, as printed."""

    text: str
    role: Role = Role.TEXT
    alignment: str = ""
    is_bold: bool = False
    points: float | None = None
    starts_page: bool = False
    place: Place = (-1, PARAGRAPH_ROW)
    indent_mm: float = 0.0
    first_line_mm: float = 0.0


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a table that is no plan, or of a plan's header."""

    text: str
    column: int
    span: int = 1
    is_covered: bool = False
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of a table that is no plan: stamps side by side, a legend, a sheet of approval."""

    rows: tuple[tuple[GridCell, ...], ...]
    role: Role = Role.TEXT
    is_ruled: bool = True
    widths_mm: tuple[float | None, ...] = ()
    place: Place = (-1, 0)  # its first row


FrameBlock = Line | Grid


@dataclass(frozen=True, slots=True)
class TablePlace:
    """A table of the file that holds a part of the plan.

    `columns` maps the plan's columns to those of the table's grid; empty where its rows are cut
    so unevenly that only their order counts. The header takes the rows `header[0]` up to, not
    including, `header[1]`.
    """

    block: int
    columns: tuple[int, ...] = ()
    header: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything around a plan's rows in its source document.

    `index` is the plan's place among those of the document; `above` holds the title page too,
    which all plans of a document share. `title`, `introduction` and `approvals` are digests of
    what was read. `head` counts columns as the plan does; `rows` are all rows read as the plan's.
    """

    index: int = 0
    above: tuple[FrameBlock, ...] = ()
    below: tuple[FrameBlock, ...] = ()
    head: tuple[tuple[GridCell, ...], ...] = ()
    has_number_row: bool = False
    tables: tuple[TablePlace, ...] = ()
    rows: tuple[Place, ...] = ()
    look: Look | None = None
    points: float | None = None
    title: str = ""
    introduction: str = ""
    approvals: str = ""
