"""The new rows of a sheet and the merged areas that follow them."""

import copy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from documents.patching.xlsx_book import Book
from documents.patching.xlsx_refs import Area, RowMap
from documents.patching.xlsx_sheet import clear, take_content

Span = tuple[int, int]  # the first and last columns of an area


@dataclass(eq=False, slots=True)
class Merge:
    """A merged area of the source; `content` is a copy of the cell that it shows."""

    content: etree._Element | None = None
    head: tuple[int, int] | None = None  # place and row of that cell


@dataclass(eq=False, slots=True)
class NewRow:
    """A row of a new sheet: where it comes from, its cells, what it is part of."""

    origin: tuple[int, int]
    merges: dict[Span, Merge] = field(default_factory=dict)
    above: frozenset[int] = frozenset()
    copied: etree._Element | None = None


@dataclass(eq=False, slots=True)
class Run:
    """Rows first … last (inclusive) that show one area."""

    merge: Merge
    span: Span
    first: int
    last: int

    @property
    def is_merged(self) -> bool:
        """Whether it is more than one cell."""
        return self.last > self.first or self.span[1] > self.span[0]

    @property
    def area(self) -> Area:
        return Area(self.first, self.span[0], self.last, self.span[1])


def place_rows(book: Book, new: Mapping[int, list[NewRow]]) -> dict[str, RowMap | None]:
    """Put the new rows of sheets into them; gives where the rows went by the sheets' names."""
    runs = {place: runs_of(rows) for place, rows in new.items()}
    for run in (run for found in runs.values() for run in found):
        if run.merge.head is not None and run.merge.content is None:
            place, number = run.merge.head
            sheet = book.sheet(place)
            run.merge.content = copy.deepcopy(sheet.cell(sheet.row(number), run.span[0]))
    for place, rows in new.items():
        _hand_down(book, rows, runs[place])
    elements = {place: [_element(book, row) for row in rows] for place, rows in new.items()}
    maps: dict[str, RowMap | None] = {}
    for place, rows in new.items():
        sheet = book.sheet(place)
        moved = RowMap(_moved(place, rows), sheet.height, len(rows))
        sheet.set_rows(elements[place])
        if [run.area for run in runs[place]] != sheet.areas:
            sheet.set_areas([run.area for run in runs[place] if run.is_merged])
        if not moved.is_same:
            sheet.follow(moved)
        maps[book.name_of(place)] = moved
    return maps


def _hand_down(book: Book, rows: list[NewRow], runs: list[Run]) -> None:
    """Each area shows its text in its first row, and in no other."""
    for run in runs:
        merge = run.merge
        for number in range(run.first, run.last + 1):
            row = rows[number]
            if merge.content is None or row.copied is not None:
                continue
            is_head, is_first = row.origin == merge.head, number == run.first
            if is_head == is_first:
                continue
            sheet = book.sheet(row.origin[0])
            cell = sheet.cell(sheet.row(row.origin[1]), run.span[0])
            if is_first:
                take_content(cell, merge.content)
            else:
                clear(cell)


def _element(book: Book, row: NewRow) -> etree._Element | None:
    return (
        row.copied if row.copied is not None else book.sheet(row.origin[0]).rows.get(row.origin[1])
    )


def _moved(place: int, rows: list[NewRow]) -> dict[int, list[int]]:
    """The new numbers of each row: its own first, then those of its copies."""
    moved: dict[int, list[int]] = {}
    for is_copy in (False, True):
        for number, row in enumerate(rows):
            if row.origin[0] == place and (row.copied is not None) == is_copy:
                moved.setdefault(row.origin[1], []).append(number)
    return moved


def runs_of(rows: list[NewRow]) -> list[Run]:
    """The merged areas of the new rows from top to bottom, of which one may be a single cell."""
    runs: list[Run] = []
    active: dict[Span, Run] = {}
    for number, row in enumerate(rows):
        if row.copied is not None and number:
            _join_above(row, rows[number - 1])
            for span in _joined(row, rows[number - 1]):
                if span not in active or active[span].last != number - 1:
                    merge = rows[number - 1].merges[span]
                    active[span] = Run(merge, span, number - 1, number - 1)
                    runs.append(active[span])
        for span, merge in row.merges.items():
            run = active.get(span)
            if run is not None and run.last == number - 1 and run.merge is merge:
                run.last = number
            else:
                active[span] = Run(merge, span, number, number)
                runs.append(active[span])
    return runs


def _join_above(row: NewRow, above: NewRow) -> None:
    """Merge the named columns of a copy with the row over it, where that has the same columns."""
    for column in row.above:
        span = next((one for one in row.merges if one[0] <= column <= one[1]), (column, column))
        over = next((one for one in above.merges if one[0] <= span[1] and span[0] <= one[1]), span)
        if over == span:
            row.merges[span] = above.merges.setdefault(span, Merge())


def _joined(row: NewRow, above: NewRow) -> Iterable[Span]:
    return (span for span, merge in row.merges.items() if above.merges.get(span) is merge)
