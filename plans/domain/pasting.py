"""A block from the clipboard of Word, Excel or Calc: its columns, its rows, what covers what."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from documents.readers.grid import Cell, Row, Table, UnreadableDocumentError
from documents.readers.html import read_html
from plans.domain.content import Field
from plans.domain.reading.columns import guess, normal
from plans.domain.reading.header import find_header, is_number_row
from plans.domain.reading.sections import is_marked

MAX_LINES, MAX_COLUMNS = 1000, 60
_HEADER_DEPTH = 5
_SURE = 2
_LONGEST_HEADER = 80
# A field as Excel writes it: in quotes if it holds a line break or a tab, and those inside are
# doubled. Quotes may also be a text's own: a tab between them parts two cells then.
_WITH_TABS = re.compile(r'(?:"((?:[^"]|"")*)"(?=[\t\n]|\Z)|([^\t\n]*))([\t\n]|\Z)')
_FIELD = re.compile(r'(?:"((?:[^"\t]|"")*)"(?=[\t\n]|\Z)|([^\t\n]*))([\t\n]|\Z)')
_NEEDS_QUOTES = re.compile(r'[\n\t]|""')
_SPACES = re.compile("[ \u00a0\u2007\u202f]+")
_TOO_LONG = (
    f"Во вставленном больше {MAX_LINES} строк. Вставьте его частями или загрузите документ "
    "файлом: «Планы» — «Загрузить документ»."
)


@dataclass(frozen=True, slots=True)
class KnownColumn:
    """A column of the plan as matching needs it."""

    uid: str
    header: str
    field: Field


@dataclass(frozen=True, slots=True)
class PastedLine:
    """One row; `covered` marks texts that come down from a merged cell above."""

    texts: tuple[str, ...]
    covered: tuple[bool, ...]
    is_section: bool = False


@dataclass(frozen=True, slots=True)
class PastedBlock:
    """The rows below the header, if there is one, and the columns of the plan they belong to.

    `columns` is None where nothing says what the columns are: then they lie where the cursor is.
    `skipped` counts rows that are no content: above the header, and the header itself.
    """

    lines: tuple[PastedLine, ...]
    headers: tuple[str, ...] = ()
    columns: tuple[str | None, ...] | None = None
    skipped: int = 0
    is_table: bool = True

    def to_json(self) -> dict[str, Any]:
        return {
            "lines": [
                {"texts": line.texts, "covered": line.covered, "section": line.is_section}
                for line in self.lines
            ],
            "headers": self.headers,
            "columns": self.columns,
            "skipped": self.skipped,
            "table": self.is_table,
        }


def read_html_block(path: Path, columns: Sequence[Sequence[str]]) -> dict[str, Any] | None:
    """The largest table of the markup as JSON, or None if it has no table: for a child process."""
    tables = [block for block in read_html(path) if isinstance(block, Table)]
    if not tables:
        return None
    largest = max(tables, key=_filled)
    known = [KnownColumn(uid, header, Field(field)) for uid, header, field in columns]
    return block_of(largest.rows, known).to_json()


def read_text_block(text: str, columns: Sequence[KnownColumn]) -> PastedBlock:
    """The same of cells parted by tabs; lines without any tab are one column."""
    rows = [tuple(Cell(cell, place) for place, cell in enumerate(row)) for row in tab_rows(text)]
    is_table = any(len(row) > 1 for row in rows)
    if not is_table:
        return PastedBlock(tuple(_lines(rows, 1)), is_table=False)
    return block_of(rows, columns)


def tab_rows(text: str) -> list[list[str]]:
    """Rows of cells; one in quotes may hold line breaks and tabs, one with a soft break, too.

    What Excel copies is a rectangle: that tells whose the quotes around a tab are.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    whole, parted = _rows(plain, _WITH_TABS), _rows(plain, _FIELD)
    is_likely = len(whole) == len(parted) or not _is_even(parted)
    return whole if _is_even(whole) and is_likely else parted


def _is_even(rows: list[list[str]]) -> bool:
    return len({len(row) for row in rows}) == 1


def _rows(plain: str, pattern: re.Pattern[str]) -> list[list[str]]:
    rows: list[list[str]] = [[]]
    for quoted, bare, end in pattern.findall(plain):
        rows[-1].append(_unquoted(quoted, bare))
        if end == "\n":
            rows.append([])
        elif not end:
            break
        if len(rows) > MAX_LINES + _HEADER_DEPTH:
            raise UnreadableDocumentError(_TOO_LONG)
    return rows


def block_of(rows: Sequence[Row], columns: Sequence[KnownColumn]) -> PastedBlock:
    """What stands under which column; headers are recognised by the plan's own, or by meaning."""
    shown = [row for row in rows if any(cell.text.strip() for cell in row)]
    if len(shown) > MAX_LINES + _HEADER_DEPTH:
        raise UnreadableDocumentError(_TOO_LONG)
    header = _header(shown, columns)
    if header is None:
        width = min(_width(shown), MAX_COLUMNS)
        return PastedBlock(tuple(_lines(shown, width)))
    after, headers = header
    body = shown[after:]
    lines = [
        line
        for line in _lines(body, len(headers))
        if [normal(text) for text in line.texts] != [normal(text) for text in headers]
    ]
    return PastedBlock(
        tuple(lines),
        tuple(_plain(text) for text in headers),
        match_columns(headers, columns),
        len(shown) - len(lines),
    )


def match_columns(
    headers: Sequence[str], columns: Sequence[KnownColumn]
) -> tuple[str | None, ...]:
    """For each header the column of the same name, else of the same meaning; each once."""
    found: list[str | None] = [None] * len(headers)
    free = {column.uid: column for column in columns}
    for is_same in (_same_name, _same_meaning):
        for place, header in enumerate(headers):
            uid = next((uid for uid, column in free.items() if is_same(header, column)), None)
            if found[place] is None and uid is not None:
                found[place] = uid
                del free[uid]
    return tuple(found)


def _same_name(header: str, column: KnownColumn) -> bool:
    return bool(normal(header)) and normal(header) == normal(column.header)


def _same_meaning(header: str, column: KnownColumn) -> bool:
    meaning = guess(header)
    return bool(meaning.score) and meaning.field is column.field is not Field.OTHER


def _header(
    rows: Sequence[Row], columns: Sequence[KnownColumn]
) -> tuple[int, tuple[str, ...]] | None:
    """After how many rows the content begins, and what the header says over each column."""
    known = {normal(column.header) for column in columns}
    for place, row in enumerate(rows[:_HEADER_DEPTH]):
        if _names_columns(row, known):
            return _whole_header(rows, place)
    return None


def _names_columns(row: Row, known: set[str]) -> bool:
    texts = [cell.text for cell in row if cell.text.strip()]
    if not texts or any(len(text) > _LONGEST_HEADER for text in texts):
        return False
    named = sum(normal(text) in known for text in texts)
    meant = sum(guess(text).score >= _SURE for text in texts)
    if len(texts) == 1:
        return named == 1 and len(row) == 1
    return named * 2 > len(texts) or (meant >= 2 and meant * 2 > len(texts))


def _whole_header(rows: Sequence[Row], place: int) -> tuple[int, tuple[str, ...]]:
    """One row, or the rows that the reader of documents takes for one header."""
    width = min(_width(rows), MAX_COLUMNS)
    found = find_header(Table(list(rows)), place, place + 1)
    after = found.after if found else place + 1
    if after < len(rows) and is_number_row(rows[after]):
        after += 1
    headers = [""] * width
    for row in rows[place:after]:
        if is_number_row(row):
            continue
        for cell in row:
            for column in range(cell.column, min(cell.end, width)):
                headers[column] = cell.text if cell.text.strip() else headers[column]
    while len(headers) > 1 and not headers[-1].strip() and _is_blank(rows, len(headers) - 1):
        headers.pop()
    return after, tuple(headers)


def _lines(rows: Sequence[Row], width: int) -> Iterator[PastedLine]:
    for row in rows:
        texts, covered = [""] * width, [False] * width
        for cell in row:
            if cell.column < width:
                texts[cell.column] = _plain(f"{cell.label} {cell.text}")
                covered[cell.column] = cell.is_covered
        yield PastedLine(tuple(texts), tuple(covered), _is_section(row, width))


def _is_section(row: Row, width: int) -> bool:
    """One text over most of the width; in plain text, one that calls itself a section."""
    said = [cell for cell in row if cell.text.strip()]
    if len(said) != 1 or width < 2 or said[0].is_covered:
        return False
    [only] = said
    return only.span * 2 > width if only.span > 1 else only.column == 0 and is_marked(only.text)


def _plain(text: str) -> str:
    """Line breaks stay, other white space folds."""
    lines = (_SPACES.sub(" ", line.replace("\t", " ")).strip() for line in text.split("\n"))
    return "\n".join(lines).strip()


def _unquoted(quoted: str, bare: str) -> str:
    """Excel leaves «"Слёт" и "Бал"» as it is: quotes mean something around a line break only."""
    if not quoted:
        return bare.replace("\v", "\n")
    if _NEEDS_QUOTES.search(quoted):
        return quoted.replace('""', '"')
    return f'"{quoted}"'


def _width(rows: Sequence[Row]) -> int:
    """Columns that hold anything: Excel copies empty ones on the right."""
    ends = [
        cell.end if cell.span == 1 else cell.column + 1
        for row in rows
        for cell in row
        if cell.text.strip()
    ]
    return max(ends, default=1)


def _is_blank(rows: Sequence[Row], column: int) -> bool:
    return not any(
        cell.text.strip() and cell.span == 1
        for row in rows
        for cell in row
        if cell.column == column
    )


def _filled(table: Table) -> int:
    return sum(bool(cell.text.strip()) for row in table.rows for cell in row)
