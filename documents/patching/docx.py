"""A Word document given back as it came, but for what people changed."""

from pathlib import Path

from lxml import etree

from documents.patching.docx_cells import cell_text, set_cell_text
from documents.patching.docx_copies import Copier
from documents.patching.docx_dropping import drop
from documents.patching.docx_merges import mend, split_off
from documents.patching.docx_paragraphs import set_text
from documents.patching.docx_ranges import Ranges
from documents.patching.docx_rows import RowOrder, copy_row
from documents.patching.docx_structure import TBL, Cell, P, Row, Table, body_blocks, read_table
from documents.patching.model import Patch, PatchError, RowPatch, TablePatch
from documents.patching.order import arrange
from documents.patching.package import (
    Target,
    open_source,
    parse_xml,
    read_part,
    write_package,
    xml_bytes,
)
from documents.readers.docx import MAIN_PART
from documents.readers.docx_shown import is_joined
from documents.readers.docx_stream import STRICT, TRANSITIONAL

_NEIGHBOURS = 30  # rows up and down in which a look for an empty cell is sought


def patch_docx(source: Path, target: Target, patch: Patch) -> None:
    """Write the document at `source` with the changes of `patch`.

    Every part but document.xml keeps its bytes; raises PatchError for a place, row or column that
    the document does not have, and for a file that is no Word document.
    """
    patch.check_rows()
    with open_source(source) as package:
        before = read_part(package, MAIN_PART)
        parts: dict[str, bytes | None] = {}
        if patch:
            root = parse_xml(before.replace(STRICT, TRANSITIONAL), MAIN_PART)
            _Patching(root, patch).run()
            after = xml_bytes(root)
            parts[MAIN_PART] = after.replace(TRANSITIONAL, STRICT) if STRICT in before else after
        write_package(package, target, parts)


class _Patching:
    """One document with its tables as they were, and what is to become of them."""

    def __init__(self, root: etree._Element, patch: Patch) -> None:
        self._root = root
        self._patch = patch
        self._blocks = body_blocks(root)
        self._tables: dict[int, Table] = {}
        self._copier = Copier(root)

    def run(self) -> None:
        self._check_places()
        ranges = Ranges(self._root)
        sources = {row.source[0] for table in self._patch.tables for row in table.rows}
        patched = {table.place for table in self._patch.tables}
        cells = {place for place, _, _ in self._patch.cells}
        for place in sources | patched | cells:
            self._tables[place] = self._table(place)
        order = RowOrder(list(self._tables.values()))
        rows = {table.place: self._rows(table) for table in self._patch.tables}
        self._write_texts()
        mend((rows.get(place, table.rows) for place, table in self._tables.items()), self._copier)
        for place, new in rows.items():
            if new != self._tables[place].rows:
                order.rebuild(self._tables[place], new)
        for place, text in self._patch.lines.items():
            self._write_line(place, text)
        empty = {place for place, new in rows.items() if not new}
        drop(self._root, self._blocks, {*self._patch.dropped, *empty})
        ranges.mend()

    def _check_places(self) -> None:
        for place in (*self._patch.lines, *self._patch.dropped):
            self._block(place)
        for place in self._patch.lines:
            if self._block(place).tag != P:
                raise PatchError(f"place {place} is no paragraph")

    def _block(self, place: int) -> etree._Element:
        if not 0 <= place < len(self._blocks):
            raise PatchError(f"the document has no place {place}")
        return self._blocks[place]

    def _table(self, place: int) -> Table:
        block = self._block(place)
        if block.tag != TBL:
            raise PatchError(f"place {place} is no table")
        return read_table(block, place)

    def _row(self, source: tuple[int, int]) -> Row:
        place, number = source
        rows = self._tables[place].rows
        if not 0 <= number < len(rows):
            raise PatchError(f"the table at place {place} has no row {number}")
        return rows[number]

    def _rows(self, patch: TablePatch) -> list[Row]:
        """The new rows of a table from top to bottom; copies are made while texts are old."""
        for number in patch.replaced:
            self._row((patch.place, number))
        new = [
            copy_row(self._row(row.source), self._copier, row.above, self._texts(row))
            if row.is_copy
            else self._row(row.source)
            for row in patch.rows
        ]
        origins = [row.number if row.place == patch.place else None for row in new]
        old = self._tables[patch.place].rows
        staying = [row.number for row in old if row.number not in patch.replaced]
        arranged = arrange(staying, origins, patch.replaced)
        return [old[index] if stays else new[index] for stays, index in arranged]

    def _texts(self, row: RowPatch) -> dict[int, str]:
        """The texts of a copy by column, those of cells merged with the one above left out."""
        source = self._row(row.source)
        for column in (*row.texts, *row.above):
            _cell(source, column)
        return {column: text for column, text in row.texts.items() if column not in row.above}

    def _write_texts(self) -> None:
        """Heads first: a cell below one takes part in its new text."""
        texts = [
            (self._row((place, number)), column, text)
            for (place, number, column), text in self._patch.cells.items()
        ]
        for change in (change for table in self._patch.tables for change in table.rows):
            if not change.is_copy:
                moved = self._row(change.source)
                texts.extend((moved, column, text) for column, text in change.texts.items())
        covered = []
        for row, column, text in texts:
            cell = _cell(row, column)
            if cell.merge is None or cell.merge.head is cell:
                set_cell_text(cell.element, text, self._model(row, cell))
            else:
                covered.append((cell, text))
        for cell, text in covered:
            split_off(cell, text, self._copier)

    def _model(self, row: Row, cell: Cell) -> etree._Element | None:
        """For an empty cell: the nearest cell of its column that has a text."""
        if cell_text(cell.element):
            return None
        rows = self._tables[row.place].rows
        above = rows[max(0, row.number - _NEIGHBOURS) : row.number][::-1]
        below = rows[row.number + 1 : row.number + 1 + _NEIGHBOURS]
        for other in (*above, *below):
            model = other.at(cell.column)
            if model is not None and model.span == cell.span and cell_text(model.element):
                return model.element
        return None

    def _write_line(self, place: int, text: str) -> None:
        set_text(self._blocks[place], text)
        for before in reversed(self._blocks[:place]):
            if before.tag != P or not is_joined(before):
                return
            set_text(before, "")


def _cell(row: Row, column: int) -> Cell:
    cell = row.at(column)
    if cell is None:
        raise PatchError(
            f"row {row.number} of the table at place {row.place} has no column {column}"
        )
    return cell
