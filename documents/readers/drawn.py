"""Tables drawn with signs in plain text: bars part the cells, rules of dashes part the rows."""

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from documents.readers.drawn_grid import DrawnGrid, Piece, is_drawn, is_rule, is_table
from documents.readers.grid import Cell, Row, Table

_NUMBER = re.compile(r"(?:\d{1,4}\.){0,5}\d{1,4}\.?")
_MARK = re.compile(r"[-–—•·*▪●○]\s|\d{1,2}[.)]\s")
_HYPHENS = "-‐‑"
# Rules of a table that has them only around its header, and below its last row.
_FEW_RULES = 3
# A cell of more lines goes on in no row below, so that no text takes long.
_LONGEST_CELL = 200


class DrawnTable(NamedTuple):
    """A table and the line after its last."""

    table: Table
    end: int


@dataclass(slots=True)
class _Open:
    """A cell whose lines are being gathered; rows below may go on with it."""

    start: int
    end: int
    lines: list[str] = field(default_factory=list)


class _Laid(NamedTuple):
    cell: _Open
    is_covered: bool


def drawn_tables(lines: list[str]) -> dict[int, DrawnTable]:
    """The drawn tables among these lines, by their first lines."""
    found: dict[int, DrawnTable] = {}
    index = 0
    while index < len(lines):
        if not is_drawn(lines[index]):
            index += 1
            continue
        end = _end_of_run(lines, index)
        run = [line.expandtabs().rstrip() for line in lines[index:end] if line.strip()]
        if is_table(run):
            found[index] = DrawnTable(Table(_Drawing(run).rows), end)
        index = end
    return found


def _end_of_run(lines: list[str], index: int) -> int:
    """One blank line goes between two lines of a table, save between two rules."""
    end = index + 1
    while end < len(lines):
        following = end if lines[end].strip() else end + 1
        if following >= len(lines) or not is_drawn(lines[following]):
            break
        if following > end and is_rule(lines[end - 1]) and is_rule(lines[following]):
            break
        end = following + 1
    return end


class _Drawing:
    """The rows of one drawn table, from its first line to its last."""

    def __init__(self, run: list[str]) -> None:
        self._laid: list[list[_Laid]] = []
        self._row: list[_Laid] = []
        self._grid = DrawnGrid(run)
        between = _between_rules(run)
        bare = self._bare(run, between)
        for index, lines in enumerate(between):
            for pieces in self._grid.pieces(lines):
                self._take(pieces, is_bare=index >= bare)
            self._close()
        fresh = [laid.cell for row in self._laid for laid in row if not laid.is_covered]
        texts = {id(cell): self._text(cell) for cell in fresh}
        self.rows: list[Row] = [
            tuple(
                Cell(texts[id(cell)], cell.start, cell.end - cell.start, is_covered)
                for cell, is_covered in row
            )
            for row in self._laid
        ]

    def _text(self, cell: _Open) -> str:
        """A line ends where the next word had no room: only other breaks stand in the text.

        Whoever reads the words heals those that a hyphen breaks.
        """
        room = self._grid.room(cell.start, cell.end)
        texts = [" ".join(line.split()) for line in cell.lines]
        parts = texts[:1]
        for before, text in pairwise(texts):
            is_full = len(before) + 1 + len(text.partition(" ")[0]) > room
            is_wrapped = is_full and before[-1] not in _HYPHENS and not _MARK.match(text)
            parts.extend((" " if is_wrapped else "\n", text))
        return "".join(parts)

    def _bare(self, run: list[str], between: list[list[str]]) -> int:
        """From which part on each line is a row: where rules stand only around the header."""
        rules = [is_rule(line) for line in run]
        if not any(rules):
            return 0
        last, never = len(between) - 1, len(between)
        if sum(rules) > _FEW_RULES or last == 0:
            return never
        if not rules[-1]:
            return last if sum(rules) < _FEW_RULES else never
        pieces = self._grid.pieces(between[-1])
        is_filled = all(
            len(line) == self._grid.width and all(piece.text for piece in line) for line in pieces
        )
        return last if is_filled and len(pieces) > 1 else never

    def _take(self, pieces: list[Piece], *, is_bare: bool) -> None:
        if any(piece.is_rule for piece in pieces):
            self._part(pieces)
            return
        if self._starts_row(pieces, is_bare=is_bare):
            self._close()
        self._say(pieces)

    def _close(self) -> None:
        """The row ends here, unless nothing was said in it."""
        if any(laid.cell.lines for laid in self._row):
            self._laid.append(self._row)
        self._row = []

    def _part(self, pieces: list[Piece]) -> None:
        """A rule under some columns: below it a row begins, into which the other cells go on."""
        ruled = {at for piece in pieces if piece.is_rule for at in range(piece.start, piece.end)}
        cells = [laid.cell for laid in self._row if len(laid.cell.lines) < _LONGEST_CELL]
        on = [cell for cell in cells if cell.start not in ruled]
        self._close()
        self._row = [_Laid(cell, is_covered=True) for cell in on]
        self._say([piece for piece in pieces if not piece.is_rule])

    def _say(self, pieces: list[Piece]) -> None:
        for piece in pieces:
            cells = [laid.cell for laid in self._row]
            under = next((one for one in cells if one.start <= piece.start < one.end), None)
            if under is None:
                under = _Open(piece.start, piece.end)
                self._row.append(_Laid(under, is_covered=False))
                self._row.sort(key=lambda laid: laid.cell.start)
            if piece.text:
                under.lines.append(piece.text)

    def _starts_row(self, pieces: list[Piece], *, is_bare: bool) -> bool:
        if not self._row or any(laid.is_covered for laid in self._row):
            return False
        if (len(pieces) == 1) != (len(self._row) == 1):
            return any(piece.text for piece in pieces)
        above, first = self._row[0].cell, pieces[0].text
        if above.lines and _counts_on(above.lines[-1], first):
            return True
        key = next((laid.cell.start for laid in self._row if laid.cell.lines), 0)
        text = next((piece.text for piece in pieces if piece.start == key), "")
        return is_bare and bool(text) and not text[0].islower()


def _between_rules(run: list[str]) -> list[list[str]]:
    """The lines between one rule and the next."""
    parts: list[list[str]] = [[]]
    for line in run:
        if is_rule(line):
            parts.append([])
        else:
            parts[-1].append(line)
    return [part for part in parts if part]


def _counts_on(before: str, after: str) -> bool:
    """«1.2» above «1.3»: no line of one cell, but two rows without a rule between them."""
    if not (_NUMBER.fullmatch(before) and _NUMBER.fullmatch(after)):
        return False
    first, second = (
        [int(part) for part in number.rstrip(".").split(".")] for number in (before, after)
    )
    return second == [*first[:-1], first[-1] + 1]
