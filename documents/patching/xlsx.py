"""An Excel workbook given back as it came, but for what people changed."""

import copy
from pathlib import Path

from lxml import etree

from documents.patching.model import Patch, PatchError, RowPatch, TablePatch
from documents.patching.order import arrange
from documents.patching.package import Target, open_source, write_package
from documents.patching.xlsx_book import Book
from documents.patching.xlsx_rows import Merge, NewRow, place_rows
from documents.patching.xlsx_sheet import SheetXml, clear, take_content
from documents.readers.grid import Table
from documents.readers.xlsx import read_xlsx

Key = tuple[int, int, int]  # place, row, column


def patch_xlsx(source: Path, target: Target, patch: Patch) -> None:
    """Write the workbook at `source` with the changes of `patch`.

    What does not change keeps its bytes, its types and the values of its formulas. Raises
    PatchError for a sheet, row or column that the workbook does not have, for lines (it has none),
    and for a file that is no workbook.
    """
    patch.check_rows()
    if patch.lines:
        raise PatchError("a workbook has no lines outside its sheets")
    with open_source(source) as package:
        parts: dict[str, bytes | None] = {}
        if patch:
            parts = _Patching(Book(package), patch, _shown(source)).run()
        write_package(package, target, parts)


def _shown(source: Path) -> dict[Key, str]:
    """What the cells say, as the reader says it."""
    blocks = read_xlsx(source, source.name).blocks
    return {
        (table.place, cell.row, cell.column): cell.text
        for table in blocks
        if isinstance(table, Table)
        for row in table.rows
        for cell in row
    }


class _Patching:
    """One workbook with its merged areas as they were, and what is to become of them."""

    def __init__(self, book: Book, patch: Patch, shown: dict[Key, str]) -> None:
        self._book = book
        self._patch = patch
        self._shown = shown
        self._merges: dict[tuple[int, int], dict[tuple[int, int], Merge]] = {}
        self._split: set[int] = set()

    def run(self) -> dict[str, bytes | None]:
        touched = {table.place for table in self._patch.tables}
        touched |= {row.source[0] for table in self._patch.tables for row in table.rows}
        for place in touched | {place for place, _, _ in self._patch.cells}:
            self._note_merges(place)
        if touched or self._patch.dropped:
            for sheet in self._book.all_sheets().values():
                sheet.expand_formulas()
        new = {table.place: self._rows(table) for table in self._patch.tables}
        self._write_texts()
        for place in self._split - new.keys():
            height = self._book.sheet(place).height
            new[place] = [self._staying(place, number) for number in range(height)]
        maps = place_rows(self._book, new)
        for place in self._patch.dropped:
            self._book.check_place(place)
            maps[self._book.name_of(place)] = None
        if maps:
            self._book.follow(maps)
        self._book.drop(self._patch.dropped)
        return self._book.finish()

    def _note_merges(self, place: int) -> None:
        for area in self._book.sheet(place).areas:
            merge = Merge(head=(place, area.top))
            for row in range(area.top, area.bottom + 1):
                self._merges.setdefault((place, row), {})[(area.left, area.right)] = merge

    def _source(self, place: int, number: int) -> etree._Element | None:
        sheet = self._book.sheet(place)
        if not 0 <= number < sheet.height:
            raise PatchError(f"sheet {place} has no row {number}")
        return sheet.rows.get(number)

    def _staying(self, place: int, number: int) -> NewRow:
        merges = self._merges.get((place, number), {})
        self._source(place, number)
        return NewRow((place, number), merges)

    def _rows(self, patch: TablePatch) -> list[NewRow]:
        new = [
            self._copy(row) if row.is_copy else self._staying(*row.source) for row in patch.rows
        ]
        for number in patch.replaced:
            self._source(patch.place, number)
        origins = [row.origin[1] if row.origin[0] == patch.place else None for row in new]
        height = self._book.sheet(patch.place).height
        staying = [number for number in range(height) if number not in patch.replaced]
        arranged = arrange(staying, origins, patch.replaced)
        return [
            self._staying(patch.place, index) if stays else new[index] for stays, index in arranged
        ]

    def _copy(self, row: RowPatch) -> NewRow:
        """A row in the looks of another; of its merged areas those within the row."""
        place, number = row.source
        source = self._source(place, number)
        sheet = self._book.sheet(place)
        made = etree.Element(f"{sheet.tag}row") if source is None else copy.deepcopy(source)
        for cell in made.iterchildren(f"{sheet.tag}c"):
            clear(cell)
        spans = self._merges.get(row.source, {})
        merges = {span: Merge() for span in spans if span[1] > span[0]}
        for column, text in row.texts.items():
            self._check_column(sheet, column)
            span = next((one for one in spans if one[0] <= column <= one[1]), (column, column))
            if column not in row.above:
                self._book.write(sheet, sheet.cell(made, span[0]), text)
            sheet.make_room(made, text, span)
        return NewRow(row.source, merges, row.above, made)

    def _write_texts(self) -> None:
        """Heads first: a cell below one takes part in its new text."""
        texts = dict(self._patch.cells)
        for change in (change for table in self._patch.tables for change in table.rows):
            if not change.is_copy:
                place, row = change.source
                texts |= {(place, row, column): text for column, text in change.texts.items()}
        covered: list[tuple[Key, str, Merge]] = []
        said: dict[Merge, str] = {}
        for (place, row, column), text in texts.items():
            self._source(place, row)
            span, merge = self._merge_at(place, row, column)
            if merge is not None and merge.head != (place, row):
                covered.append(((place, row, span[0]), text, merge))
                continue
            if merge is not None:
                said[merge] = text
            self._write((place, row, column), text, span)
        for key, text, merge in covered:
            self._split_off(key, text, merge, said)

    def _merge_at(self, place: int, row: int, column: int) -> tuple[tuple[int, int], Merge | None]:
        self._check_column(self._book.sheet(place), column)
        for span, merge in self._merges.get((place, row), {}).items():
            if span[0] <= column <= span[1]:
                return span, merge
        return (column, column), None

    def _check_column(self, sheet: SheetXml, column: int) -> None:
        if not 0 <= column < sheet.width:
            raise PatchError(f"the sheet has no column {column}")

    def _write(self, key: Key, text: str, span: tuple[int, int]) -> None:
        """A text that the cell says already leaves it as it is, a number or a date as such."""
        if key in self._shown and self._shown[key].strip() == text.strip():
            return
        place, number, _ = key
        sheet = self._book.sheet(place)
        row = sheet.row(number)
        self._book.write(sheet, sheet.cell(row, span[0]), text)
        sheet.make_room(row, text, span)

    def _split_off(self, key: Key, text: str, merge: Merge, said: dict[Merge, str]) -> None:
        """A cell under the head of its merge with a text of its own leaves the merge."""
        place, row, column = key
        head = merge.head or (place, row)
        if said.get(merge, self._shown.get((*head, column), "")).strip() == text.strip():
            return
        merges = self._merges[(place, row)]
        span = next(span for span, other in merges.items() if other is merge)
        sheet = self._book.sheet(place)
        cell, shown = sheet.cell(sheet.row(row), column), self._book.sheet(head[0])
        take_content(cell, shown.cell(shown.row(head[1]), column))
        self._book.write(sheet, cell, text)
        merges[span] = Merge(head=(place, row))
        self._split.add(place)
