"""What is to be changed in an office file, told by the places and rows its reader gave."""

from collections.abc import Mapping
from dataclasses import dataclass, field


class PatchError(Exception):
    """The file has no such place, row or column, or is no file that can be patched."""


@dataclass(frozen=True, slots=True)
class RowPatch:
    """A row of the new table: `source` is the row (table's place, row number) it is made from.

    It *is* that row, moved or not, and only the cells in `texts` change; with `is_copy` it merely
    looks like it: every cell has the text given, or none. The keys of `texts` are columns of the
    grid; a text may hold newlines. `above` names the columns that a copy shares with the row over
    it (merged down); other rows keep the merges they have.

    The text of a merged cell belongs to its uppermost row. A row below that is given another
    text for it leaves the merge.
    """

    source: tuple[int, int]
    texts: Mapping[int, str] = field(default_factory=dict)
    is_copy: bool = False
    above: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class TablePatch:
    """What becomes of one table: `rows`, in this order, take the place of the rows `replaced`.

    All other rows (header, row of numbers, remarks) stay: those over the replaced rows at the
    top, those under them at the bottom, those between them where most of the replaced rows that
    stood before them still stand before them. A replaced row that no table uses is left out.
    """

    place: int
    rows: tuple[RowPatch, ...]
    replaced: frozenset[int]


@dataclass(frozen=True, slots=True)
class Patch:
    """Every change of one file; an empty patch leaves its content as it is.

    `cells` are texts by (place, row, column), `lines` texts by the place of a paragraph (an
    empty one empties it), `dropped` the places of paragraphs, tables or sheets that are left out.
    """

    tables: tuple[TablePatch, ...] = ()
    cells: Mapping[tuple[int, int, int], str] = field(default_factory=dict)
    lines: Mapping[int, str] = field(default_factory=dict)
    dropped: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.tables or self.cells or self.lines or self.dropped)

    def check_rows(self) -> None:
        """Refuse a row that would stand in the file twice, and a table patched twice."""
        places = [table.place for table in self.tables]
        if len(places) != len(set(places)):
            raise PatchError("a table is patched twice")
        replaced = {(table.place, row) for table in self.tables for row in table.replaced}
        moved: set[tuple[int, int]] = set()
        for row in (row for table in self.tables for row in table.rows if not row.is_copy):
            if row.source in moved:
                raise PatchError(f"row {row.source} is used twice")
            if row.source not in replaced:
                raise PatchError(f"row {row.source} is moved but stays where it is")
            moved.add(row.source)
