"""A plan of 7 columns from DOCX to its JSON, measured by lxml's bare parse of its document.xml.

Run: python -m benchmarks.read_plan. The markup is what Word writes: widths, alignment and size in
every cell; sections and vertically merged cells in every fiftieth row.
"""

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from benchmarks._ratios import growth, in_own_process, paired, peak_above, say, verdict
from documents.readers import read_blocks
from plans.domain.reading import read_document
from plans.domain.serial import to_format

HEADERS = ("№ п/п", "Мероприятие", "Описание", "Результат", "Показатель", "Срок", "Ответственный")
WIDTHS = (680, 4200, 3000, 2200, 1500, 1800, 2200)  # twentieths of a point
EVERY = 50  # one section, and one item over a merged cell, in so many rows
DEADLINES = (
    *("май", "в течение года", "до 15 сентября 2024 года", "сентябрь – октябрь", "ежемесячно"),
    *("1 квартал", "10.02.2024", "март, июнь", "до 25 числа каждого месяца", "по запросу"),
)
PEOPLE = ("Иванова А. А.", "Методист МОЦ", "Петров П. П., Сидорова С. С.", "Руководители ОО")

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TITLE = "План работы муниципального опорного центра на 2024 год"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)

Fields = tuple[str, ...]


def plan_rows(count: int) -> Iterator[Fields]:
    """What the cells of each item hold; the first two of an even row may be those above it."""
    for number in range(1, count + 1):
        head = number - 1 if number % EVERY == 9 else number
        yield (
            f"{head}.",
            f"Совещание № {head} с ответственными за дополнительное образование",
            "Обсуждение хода работ и обмен опытом",
            "Протокол совещания",
            f"{number} участников",
            DEADLINES[number % len(DEADLINES)],
            PEOPLE[number % len(PEOPLE)],
        )


def _cell(text: str, width: int, more: str = "") -> str:
    size = '<w:rPr><w:sz w:val="22"/></w:rPr>'
    run = f"<w:r>{size}<w:t>{text}</w:t></w:r>" if text else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{more}</w:tcPr>'
        f'<w:p><w:pPr><w:jc w:val="left"/></w:pPr>{run}</w:p></w:tc>'
    )


def _xml_rows(count: int) -> Iterator[str]:
    yield f"<w:tr>{''.join(map(_cell, HEADERS, WIDTHS))}</w:tr>"
    for number, fields in enumerate(plan_rows(count), 1):
        if number % EVERY == 1:
            title = f"Раздел {number // EVERY + 1}. Работа с организациями"
            span = '<w:gridSpan w:val="7"/>'
            yield f"<w:tr>{_cell(title, sum(WIDTHS), span)}</w:tr>"
        kind = {8: "restart", 9: "continue"}.get(number % EVERY, "")
        merge = f'<w:vMerge w:val="{kind}"/>' if kind else ""
        start = ("", "") if kind == "continue" else fields[:2]
        cells = [_cell(text, width, merge) for text, width in zip(start, WIDTHS, strict=False)]
        cells += map(_cell, fields[2:], WIDTHS[2:])
        yield f"<w:tr>{''.join(cells)}</w:tr>"


def write_plan(path: Path, count: int) -> Path:
    """A document of `count` items."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in WIDTHS)
    document = (
        f'<w:document xmlns:w="{_NAMESPACE}"><w:body>'
        f"<w:p><w:r><w:t>{_TITLE}</w:t></w:r></w:p>"
        f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(_xml_rows(count))}</w:tbl>"
        "</w:body></w:document>"
    )
    with ZipFile(path, "w", ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr("word/document.xml", document)
    return path


def to_json(path: Path) -> str:
    return json.dumps(to_format(read_document(path, path.name)), ensure_ascii=False)


def markup(path: Path) -> bytes:
    with ZipFile(path) as package:
        return package.read("word/document.xml")


def _require_equal(path: Path, count: int) -> None:
    """Every field of every item is in the JSON, under its section."""
    (plan,) = json.loads(to_json(path))["plans"]
    seen = [
        (
            f"{item['number']}.",
            *(item["title"], item["description"], item["result"], item["deadline"]["text"]),
            ", ".join(item["responsible"]),
        )
        for section in plan["sections"]
        for item in section["items"]
    ]
    expected = [(*row[:4], *row[5:]) for row in plan_rows(count)]
    if seen != expected or len(plan["sections"]) != (count - 1) // EVERY + 1:
        raise SystemExit("the plan was not read as it was written: nothing to measure")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        middle = write_plan(Path(folder) / "middle.docx", 2_000)
        large = write_plan(Path(folder) / "large.docx", 20_000)
        _require_equal(middle, 2_000)
        _require_equal(large, 20_000)
        say("equal items in documents of 2,000 and 20,000 rows")
        parsed = markup(middle)
        ratio = 1 / paired(lambda: to_json(middle), lambda: etree.fromstring(parsed))
        verdict("2,000 rows to JSON, times lxml's parse", ratio, "<= 12", reached=ratio <= 12)
        ratio = 1 / paired(
            lambda: read_blocks(middle, middle.name), lambda: etree.fromstring(parsed)
        )
        say(f"of it the rows and cells alone, times lxml's parse: {ratio:.2f} (no goal)")
        exponent = growth(
            lambda: read_blocks(middle, middle.name), lambda: read_blocks(large, large.name), 10
        )
        say(f"growth of the rows and cells alone, exponent: {exponent:.2f} (no goal)")
        exponent = growth(lambda: to_json(middle), lambda: to_json(large), 10)
        verdict("growth 2,000 -> 20,000, exponent", exponent, "<= 1.1", reached=exponent <= 1.1)
    memory = float(in_own_process("benchmarks.read_plan", "memory"))
    verdict("2,000 rows, MB above start", memory, "<= 48", reached=memory <= 48)


def _memory() -> float:
    with tempfile.TemporaryDirectory() as folder:
        path = write_plan(Path(folder) / "plan.docx", 2_000)
        to_json(write_plan(Path(folder) / "small.docx", 200))
        return peak_above(lambda: lambda: to_json(path))


if __name__ == "__main__":
    if sys.argv[1:] == ["memory"]:
        say(str(_memory()))
    else:
        main()
