"""Tables of any length: rows by format strings where all is plain, cell by cell elsewhere."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from math import sqrt
from typing import cast

from documents.writers.batches import batches, sampled
from documents.writers.docx.grids import BORDERS, head_xml
from documents.writers.docx.inline import Links, inline_xml, paragraph_xml, run_xml
from documents.writers.docx.model import ABOVE, Above, Cell, Column, Table
from documents.writers.docx.parts import SIZES, Page, twips
from documents.writers.package import Write
from documents.writers.text import Link, Section, joined_if_plain, text_of

_MARGINS = '<w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>'
_WHOLE_ROW = "<w:trPr><w:cantSplit/></w:trPr>"
_REPEATED_ROW = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
_MERGED = {"first": '<w:vMerge w:val="restart"/>', "next": "<w:vMerge/>", "": ""}
_WORD_ENDS = re.compile(r"[\s/–—-]")
_LETTER_MM = 0.185  # a Russian letter of Times New Roman is half as wide as its type is high
_BOLD = 1.1
_LONGEST_WORD = 24
_PADDING_MM = 3.5


def write_table(write: Write, table: Table, page: Page, links: Links) -> None:
    """Write the table, holding no more than one batch of its rows."""
    if table.points not in SIZES:
        raise ValueError(f"type of {table.points} points; a table has one of {SIZES}")
    sample, rows = sampled(table.rows, len(table.columns))
    widths = [twips(width) for width in column_widths(table, sample, page.text_mm)]
    writer = _RowWriter(table, widths, links)
    write(_opening(widths) + writer.heading())
    for batch, following in _with_following(batches(rows)):
        if isinstance(batch, Section):
            write(writer.section(batch))
        else:
            write(writer.rows(batch, following))
    write("</w:tbl>" + paragraph_xml("", "Gap"))


def column_widths(table: Table, sample: Sequence[Sequence[Cell]], total: float) -> list[float]:
    """Widths in mm that fill the page: as asked; the others hold their words, then share."""
    pairs = [
        (column.width_mm, column.width_mm)
        if column.width_mm
        else _needs(column, [row[index] for row in sample], table.points)
        for index, column in enumerate(table.columns)
    ]
    narrow, wished = sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)
    if narrow >= total or wished == narrow:
        return [least * total / narrow for least, _ in pairs]
    share = (total - narrow) / (wished - narrow)
    return [least + (wish - least) * share for least, wish in pairs]


def _needs(column: Column, cells: Sequence[Cell], points: int) -> tuple[float, float]:
    """Room for the longest word, and for whole texts by the root of their mean length."""
    texts = [text_of(cell) for cell in cells if not isinstance(cell, Above)]
    words: list[float] = [len(word) for text in texts for word in _WORD_ENDS.split(text)]
    words += [len(word) * _BOLD for word in _WORD_ENDS.split(column.header)]
    mean = sum(map(len, texts)) / max(len(texts), 1)
    letter = points * _LETTER_MM
    least = min(max(words), _LONGEST_WORD) * letter + _PADDING_MM
    return least, least + min(sqrt(mean) * 3, 40) * letter + 1


class _RowWriter:
    """Knows the columns; turns batches of rows into XML."""

    def __init__(self, table: Table, widths: Sequence[int], links: Links) -> None:
        self._links = links
        self._columns = table.columns
        self._numbered = table.numbered
        self._head = table.head
        self._points = table.points
        self._widths = widths
        self._styles = [
            f"Cell{table.points}{'Centred' if column.centred else ''}" for column in table.columns
        ]
        text = "<w:r><w:t>%s</w:t></w:r>"
        cells = "".join(self._cell(index, text) for index in range(len(widths)))
        self._pattern = f"<w:tr>{_WHOLE_ROW}{cells}</w:tr>"

    def heading(self) -> str:
        style = f"Cell{self._points}Head"
        lines = [] if self._head else [[column.header for column in self._columns]]
        if self._numbered:
            lines.append([str(number) for number in range(1, len(self._columns) + 1)])
        return head_xml(self._head, self._widths, style) + "".join(
            f"<w:tr>{_REPEATED_ROW}"
            + "".join(self._cell(i, run_xml(text), style=style) for i, text in enumerate(line))
            + "</w:tr>"
            for line in lines
        )

    def section(self, section: Section) -> str:
        paragraph = paragraph_xml(run_xml(section.title), f"Cell{self._points}Section")
        return (
            f'<w:tr>{_WHOLE_ROW}<w:tc><w:tcPr><w:tcW w:w="{sum(self._widths)}" w:type="dxa"/>'
            f'<w:gridSpan w:val="{len(self._widths)}"/></w:tcPr>{paragraph}</w:tc></w:tr>'
        )

    def rows(self, rows: Sequence[Sequence[Cell]], following: Sequence[Cell] | None) -> str:
        """The rows of one batch; `following` is the row after it, which may continue its cells.

        A row that needs care is found by halves, so that it slows nothing but itself.
        """
        continued = following is not None and ABOVE in following
        quick = "" if continued else self._quick(rows)
        if quick:
            return quick
        if len(rows) == 1:
            return self._careful(rows[0], following)
        middle = len(rows) // 2
        return self.rows(rows[:middle], rows[middle]) + self.rows(rows[middle:], following)

    def _quick(self, rows: Sequence[Sequence[Cell]]) -> str:
        """Nothing, if any cell needs care."""
        texts = list(chain.from_iterable(rows))
        try:
            plain = joined_if_plain(cast("list[str]", texts))
        except TypeError:  # a number, a date, a link, a tall cell
            return ""
        return (self._pattern * len(rows)) % tuple(texts) if plain else ""

    def _careful(self, row: Sequence[Cell], below: Sequence[Cell] | None) -> str:
        cells = []
        for index, cell in enumerate(row):
            continued = below is not None and below[index] is ABOVE
            merge = "next" if cell is ABOVE else "first" if continued else ""
            cells.append(self._cell(index, self._content(cell), _MERGED[merge]))
        return f"<w:tr>{_WHOLE_ROW}{''.join(cells)}</w:tr>"

    def _content(self, cell: Cell) -> str:
        if isinstance(cell, Above):
            return ""
        return inline_xml(cell if isinstance(cell, Link) else text_of(cell), self._links)

    def _cell(self, index: int, runs: str, merge: str = "", style: str = "") -> str:
        paragraph = paragraph_xml(runs, style or self._styles[index])
        # The grid of a fixed layout gives the widths; one in every cell costs a fifth of the time.
        properties = f"<w:tcPr>{merge}</w:tcPr>" if merge else ""
        return f"<w:tc>{properties}{paragraph}</w:tc>"


def _opening(widths: Sequence[int]) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblBorders>{BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{_MARGINS}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    )


_Batch = list[Sequence[Cell]] | Section


def _with_following(batches: Iterator[_Batch]) -> Iterator[tuple[_Batch, Sequence[Cell] | None]]:
    """Each batch with the first row after it."""
    current = next(batches, None)
    while current is not None:
        upcoming = next(batches, None)
        yield current, upcoming[0] if isinstance(upcoming, list) else None
        current = upcoming
