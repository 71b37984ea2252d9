"""A plan table of 7 columns as DOCX: our writer against python-docx and docxtpl.

Run: python -m benchmarks.write_docx. python-docx, filled cell by cell as its manual shows, takes
quadratic time: it runs at 60 rows and is compared with our 60 rows; at 2,000 it would lose more.
"""

import sys
from io import BytesIO

import docx
from docxtpl import DocxTemplate

from benchmarks._ratios import growth, in_own_process, paired, peak_above, say, verdict
from documents.writers.docx import ABOVE, Cell, Column, Document, Section, Table, document_bytes

HEADERS = ("№ п/п", "Мероприятие", "Описание", "Результат", "Показатель", "Срок", "Ответственный")
COLUMNS = [Column(header, 24) for header in HEADERS]
EVERY = 50  # one section, and one item that is two rows tall, in so many rows

Row = tuple[Cell, ...]


def plan_rows(count: int) -> list[Row | Section]:
    """A plan with sections and tall cells."""
    rows: list[Row | Section] = []
    for number in range(1, count + 1):
        if number % EVERY == 1:
            rows.append(Section(f"Раздел {number // EVERY + 1}"))
        start = (ABOVE, ABOVE) if number % EVERY == 9 else (f"{number}.", f"Совещание № {number}")
        rest = (
            "Обсуждение хода работ",
            "Протокол совещания",
            f"{number}",
            "май",
            "Иванова А. А.",
        )
        rows.append((*start, *rest))
    return rows


def ours(rows: list[Row | Section]) -> bytes:
    return document_bytes(Document("План", [Table(COLUMNS, rows)]))


def by_manual(rows: list[Row | Section]) -> bytes:
    """python-docx: a table of known size, filled through `cell(row, column)`."""
    document = docx.Document()
    table = document.add_table(len(rows) + 1, len(HEADERS), style="Table Grid")
    for index, row in enumerate([HEADERS, *rows]):
        if isinstance(row, Section):
            table.cell(index, 0).merge(table.cell(index, len(HEADERS) - 1)).text = row.title
            continue
        for column, text in enumerate(row):
            if text is ABOVE:
                table.cell(index, column).merge(table.cell(index - 1, column))
            else:
                table.cell(index, column).text = str(text)
    return _saved(document)


def by_rows(rows: list[Row | Section]) -> bytes:
    """python-docx: rows appended with `add_row().cells`, without merging: less than we do."""
    document = docx.Document()
    table = document.add_table(0, len(HEADERS), style="Table Grid")
    for row in [HEADERS, *rows]:
        texts = [row.title] if isinstance(row, Section) else [_plain(cell) for cell in row]
        for cell, text in zip(table.add_row().cells, texts, strict=False):
            cell.text = text
    return _saved(document)


def template() -> bytes:
    """A docxtpl template with a loop over rows."""
    document = docx.Document()
    table = document.add_table(4, len(HEADERS), style="Table Grid")
    for column, header in enumerate(HEADERS):
        table.cell(0, column).text = header
        table.cell(2, column).text = f"{{{{ row[{column}] }}}}"
    table.cell(1, 0).text = "{%tr for row in rows %}"
    table.cell(3, 0).text = "{%tr endfor %}"
    return _saved(document)


def by_template(source: bytes, rows: list[Row | Section]) -> bytes:
    """docxtpl: sections as ordinary rows, tall cells left empty: less than we do."""
    document = DocxTemplate(BytesIO(source))
    document.render({"rows": [_flat(row) for row in rows]}, autoescape=True)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def main() -> None:
    small, middle, large = (plan_rows(count) for count in (60, 2_000, 20_000))
    source = template()
    expected = _texts(ours(small))
    for other in (by_manual(small), by_rows(small), by_template(source, small)):
        _require_equal(_texts(other), expected)
    say("equal texts in all four documents of 60 rows")
    ratio = paired(lambda: ours(small), lambda: by_manual(small))
    verdict("python-docx cell(i, j), 60 rows, times", ratio, ">= 200", reached=ratio >= 200)
    ratio = paired(lambda: ours(middle), lambda: by_rows(middle))
    say(f"python-docx add_row().cells without merging, 2,000 rows, times: {ratio:.2f} (no goal)")
    ratio = paired(lambda: ours(middle), lambda: by_template(source, middle))
    verdict("docxtpl, 2,000 rows, times", ratio, ">= 25", reached=ratio >= 25)
    ratio = paired(lambda: ours(large), lambda: by_template(source, large))
    verdict("docxtpl, 20,000 rows, times", ratio, ">= 60", reached=ratio >= 60)
    exponent = growth(lambda: ours(middle), lambda: ours(large), 10)
    verdict("growth 2,000 -> 20,000, exponent", exponent, "<= 1.0", reached=exponent <= 1.0)
    memory = float(in_own_process("benchmarks.write_docx", "memory"))
    verdict("20,000 rows, MB above start", memory, "<= 16", reached=memory <= 16)


def _memory() -> float:
    rows = plan_rows(20_000)
    ours(plan_rows(200))
    return peak_above(lambda: lambda: ours(rows))


def _plain(cell: Cell) -> str:
    return "" if cell is ABOVE else str(cell)


def _flat(row: Row | Section) -> list[str]:
    if isinstance(row, Section):
        return [row.title, *[""] * (len(HEADERS) - 1)]
    return [_plain(cell) for cell in row]


def _saved(document: "docx.document.Document") -> bytes:
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _texts(content: bytes) -> list[str]:
    """Every text of the table in reading order, whatever is merged."""
    body = docx.Document(BytesIO(content)).tables[0]._tbl  # noqa: SLF001 -- merged cells repeat in the API
    return [str(text) for text in body.itertext() if text.strip()]


def _require_equal(seen: list[str], expected: list[str]) -> None:
    if seen != expected:
        raise SystemExit("the documents differ: nothing to compare")


if __name__ == "__main__":
    if sys.argv[1:] == ["memory"]:
        say(str(_memory()))
    else:
        main()
