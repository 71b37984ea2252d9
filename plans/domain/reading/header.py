"""Where a table's header is, and how its columns lie over the grid."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from documents.readers import Cell, Row, Table
from plans.domain.content import Field
from plans.domain.reading.columns import KNOWN_HEADERS, MONTH_HEADER, Guess, guess, normal
from plans.domain.reading.layout import Layout, goes_on, lay_out

_WORK = frozenset({Field.DEADLINE, Field.DEADLINE_START, Field.DEADLINE_END, Field.RESPONSIBLE})
_WORK_TOO = _WORK | {Field.RESULT, Field.INTERMEDIATE_RESULT, Field.CHANNELS}
MAX_DEPTH = 4
LONG = 150  # characters: a row with a longer text is a header only if three others name fields
_BY_NAME = 2
_UNNAMED = Guess(Field.OTHER, 0)
_END_OF_NAME = re.compile(
    r"(?:(?:и|за|о|об|по|п|мероприяти|исполн|реализаци|выполн|проведени|результат|лиц|работ|"
    r"деятельност|аудитори|информировани|размещени|процесс|документ|показател|отчет|организаци|"
    r"участник|представлени|предоставлени|завершени|окончани|начал|публикаци|материал)\w*\s?)+"
)
# A sheet to be signed: «Наименование организации | Дата | Подпись».
_SIGNED = re.compile(r"(?:личная )?подпись|с (?:документом|приказом|планом) ознаком")
_NUMBER = re.compile(r"\s*\d+(?:\.\d+)*[.)]?\s*")


@dataclass(frozen=True, slots=True)
class Header:
    """The rows that are header, and the layout they give."""

    first: int
    after: int
    layout: Layout


def find_header(table: Table, start: int = 0, stop: int | None = None) -> Header | None:
    """The first header at or below row `start`."""
    for index in range(start, len(table.rows) if stop is None else min(stop, len(table.rows))):
        header = _header_at(table, index)
        if header:
            return header
    return None


def _header_at(table: Table, index: int) -> Header | None:
    if not _may_be_header(table.rows[index]):
        return None
    rows, after = _header_rows(table, index)
    layout = lay_out(rows, table.widths_mm, lambda: list(_below(table, index, after)))
    return Header(index, after, layout) if layout and _is_plan(layout) else None


def _below(table: Table, index: int, after: int) -> Iterator[Row]:
    """The rows under a header, down to the next other one."""
    header = [cell.text for cell in table.rows[index]]
    for row in table.rows[after:]:
        if not looks_like_header(row):
            yield row
        elif [cell.text for cell in row] != header:
            return


def looks_like_header(row: Row) -> bool:
    """A quick look: most rows of a table end here."""
    first = next((cell.text for cell in row if cell.text), "")
    if len(first) > 60 or first[:1].isdigit():
        return False
    texts = [normal(cell.text) for cell in row if cell.text and len(cell.text) <= 60]
    wanted = 3 if any(len(cell.text) > LONG for cell in row) else 2
    return sum(text in KNOWN_HEADERS for text in texts) >= wanted


def _may_be_header(row: Row) -> bool:
    """At least two cells name fields, or the first says «№»: most rows of a table end here."""
    texts = [cell.text for cell in row if cell.text.strip()]
    if len(texts) < 2 or _NUMBER.fullmatch(texts[0]):
        return False
    guesses = [guess(text) if len(text) <= 80 else _UNNAMED for text in texts]
    if any(len(text) > LONG for text in texts):
        return (
            sum(found.field is not Field.OTHER and found.score >= _BY_NAME for found in guesses)
            >= 3
        )
    named = sum(found.field is not Field.OTHER for found in guesses)
    return named >= 2 or (guesses[0].field is Field.NUMBER and len(texts) > 2)


def _is_plan(layout: Layout) -> bool:
    fields = set(layout.fields)
    headers = [normal(slot.header) for slot in layout.slots]
    named = sum(
        slot.field is not Field.OTHER or guess(slot.header).score > 0 for slot in layout.slots
    )
    is_grid = layout.fields.count(Field.MONTH) > 1
    if Field.TITLE not in fields or not (fields & _WORK_TOO or is_grid):
        return False
    if Field.RESPONSIBLE not in fields and any(_SIGNED.match(header) for header in headers):
        return False
    return named * 2 >= len(layout.fields) or len(fields & _WORK) >= 2


def _header_rows(table: Table, index: int) -> tuple[list[Row], int]:
    """The header's rows: below a merged cell stand its parts."""
    rows = [table.rows[index]]
    after = index + 1
    while (
        after < len(table.rows) and len(rows) < MAX_DEPTH and _continues(rows, table.rows[after])
    ):
        rows.append(table.rows[after])
        after += 1
    if after < len(table.rows) and is_number_row(table.rows[after]):
        after += 1
    return rows, after


def _continues(above: list[Row], row: Row) -> bool:
    """Whether the row only divides the cells above it, or goes on with their names."""
    fresh = [cell for cell in row if cell.text.strip() and not cell.is_covered]
    if not fresh or is_number_row(row) or _is_banner(fresh, above):
        return False
    covered = any(cell.is_covered for cell in row)
    if not covered and _is_broken_name(above, fresh):
        return True
    parents = [_over(above, cell) for cell in fresh]
    are_parts = all(
        guess(cell.text, parent).field is not Field.OTHER
        or (covered and len(cell.text) < 40)
        or re.fullmatch(r"\s*(?:20\d\d(?:\s*(?:г\.?|год))?)\s*", cell.text)
        for cell, parent in zip(fresh, parents, strict=True)
    )
    if covered:
        return are_parts
    others_empty = len(fresh) < len(row) and all(
        guess(cell.text, parent).field in _WORK | {Field.MONTH}
        for cell, parent in zip(fresh, parents, strict=True)
    )
    return others_empty and are_parts


def _is_banner(fresh: list[Cell], above: list[Row]) -> bool:
    """«СЕНТЯБРЬ» over the whole width, or alone below a column that has its name."""
    if len(fresh) > 1:
        return False
    only = fresh[0]
    over = next((cell for cell in above[-1] if cell.column == only.column), None)
    is_named = over is not None and over.text.strip() and over.span == only.span
    is_first = not any(cell.text.strip() for cell in above[-1] if cell.column < only.column)
    width = max(row[-1].end for row in above if row)
    return only.span * 2 > width or bool(is_named and is_first)


def _is_broken_name(above: list[Row], fresh: list[Cell]) -> bool:
    """«Наименование | Срок» with «мероприятия | исполнения» below: names over two rows."""
    over = {cell.column: cell for cell in above[-1] if cell.text.strip()}
    return len(fresh) > 1 and all(
        cell.column in over
        and goes_on(over[cell.column], cell)
        and bool(_END_OF_NAME.fullmatch(normal(cell.text)))
        for cell in fresh
    )


def _over(rows: list[Row], cell: Cell) -> str:
    """The text above a cell: of the cell that spans it, or of the last one to its left."""
    texts = []
    for row in rows:
        left = [other for other in row if other.column <= cell.column and other.text.strip()]
        if left:
            texts.append(left[-1].text)
    return " ".join(texts)


def is_number_row(row: Row) -> bool:
    """«1 | 2 | 3» under the header."""
    first = next((cell.text for cell in row if cell.text), "")
    if first.strip(" .") not in {"1", "А", "A"}:
        return False
    texts = [cell.text.strip().rstrip(".") for cell in row]
    filled = [place for place, text in enumerate(texts) if text]
    if len(filled) < 3 or filled[-1] - filled[0] > len(filled):
        return False
    counted = [texts[place] for place in filled]
    numbers = [str(number) for number in range(1, len(counted) + 1)]
    return counted in (numbers, ["А", *numbers[:-1]], ["A", *numbers[:-1]])


def repeats(row: Row, layout: Layout) -> bool:
    """The header again, at the top of the next page."""
    first = next((cell.text for cell in row if cell.text), "")
    if len(row) < 2 or len(first) > 120 or first.strip().isdigit():
        return False
    headers = [normal(slot.header) for slot in layout.slots if slot.header.strip()]
    if normal(first) != headers[0]:
        return False
    return [normal(cell.text) for cell in row if cell.text.strip()] == headers


def is_month_header(text: str) -> bool:
    return bool(MONTH_HEADER.fullmatch(normal(text)))
