"""Rows that the end of a page broke, made one again where the words say so."""

import re
from collections.abc import Sequence

from documents.readers.grid import Block, Cell, Paragraph, Row, Table

_GOES_ON = re.compile(r"[a-zа-яё]")
_OPEN = re.compile(r"[,;:(«–—-]\s*$")


def join_broken_rows(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, each table's first row joined to the last one of the page before it.

    Joined are rows cut alike, where each text of the second has one in the first to go on with
    and most begin in the middle of a sentence. What is less sure stays for the reader of plans.
    """
    joined: list[Block] = []
    before: int | None = None  # where the table stands that may go on
    head: list[list[str]] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            before = None if block.text else before
            joined.append(block)
            continue
        above = None if before is None else joined[before]
        if before is None or not isinstance(above, Table) or above.widths_mm != block.widths_mm:
            head = [_texts(row) for row in block.rows[:3]]
            joined.append(block)
        else:
            joined[before], rest = _joined(above, block, head)
            joined.append(rest)
        before = len(joined) - 1
    return joined


def _joined(above: Table, table: Table, head: list[list[str]]) -> tuple[Table, Table]:
    """Both tables, the first row below the repeated header moved up if it belongs there."""
    table = _without_tails(table, head)
    first = 0
    while first < min(len(head), len(table.rows)) and _texts(table.rows[first]) == head[first]:
        first += 1
    if len(above.rows) <= first or first == len(table.rows):
        return above, table
    last, rest = above.rows[-1], table.rows[first]
    if not _is_rest(last, rest):
        return above, table
    whole = tuple(_with(cell, other) for cell, other in zip(last, rest, strict=True))
    left = [*table.rows[:first], *table.rows[first + 1 :]]
    return above._replace(rows=[*above.rows[:-1], whole]), table._replace(rows=left)


def _without_tails(table: Table, head: list[list[str]]) -> Table:
    """Without first rows that repeat but the ends of the header's texts, or nothing."""
    first = 0
    for row in table.rows:
        texts = _texts(row)
        if texts in head or not head or len(texts) != len(head[0]):
            break
        if not all(
            text == "" or whole.endswith(text) for text, whole in zip(texts, head[0], strict=True)
        ):
            break
        first += 1
    return table._replace(rows=table.rows[first:])


def _texts(row: Row) -> list[str]:
    return [cell.text for cell in row]


def _is_rest(last: Row, rest: Row) -> bool:
    if [cell[1:3] for cell in last] != [cell[1:3] for cell in rest]:
        return False
    pairs = [(cell, other) for cell, other in zip(last, rest, strict=True) if other.text]
    if not pairs or any(not cell.text or other.is_covered for cell, other in pairs):
        return False
    if len(rest) > 1 and rest[0].text:
        return False
    going_on = [
        bool(_GOES_ON.match(other.text) or _OPEN.search(cell.text)) for cell, other in pairs
    ]
    return sum(going_on) * 2 > len(going_on)


def _with(cell: Cell, rest: Cell) -> Cell:
    if not rest.text:
        return cell
    joint = "\n" if cell.text.endswith("-") else " "
    return cell._replace(text=f"{cell.text}{joint}{rest.text}")
