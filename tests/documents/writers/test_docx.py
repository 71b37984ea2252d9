"""Documents, read again by other programs."""

import re
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.uploads import door
from documents.uploads.kinds import Accepts
from documents.writers.docx import (
    ABOVE,
    Approvals,
    Column,
    Document,
    Heading,
    Link,
    PageBreak,
    Paragraph,
    Section,
    Signature,
    Stamp,
    Table,
    Title,
    document_bytes,
    write_document,
)
from documents.writers.text import clean_text
from tests.documents.writers.office import convert, needs_soffice

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COLUMNS = [Column("№", 15, centred=True), Column("Мероприятие"), Column("Срок")]
ROWS = [
    Section("1. Раздел"),
    ("1.1", "Совещание", "сентябрь"),
    ("1.2", "Семинар", "октябрь"),
    (ABOVE, ABOVE, date(2025, 11, 1)),
    ("1.3", Link("новость", "https://a.example/?a=1&b=2"), None),
]
BLOCKS = (
    Approvals([Stamp("СОГЛАСОВАНО", ["Начальник"])], [Stamp("УТВЕРЖДАЮ", ["Директор"])]),
    Title("План", ["работы на 2025 год"]),
    Heading("Введение"),
    Paragraph("Цель & задачи < 1"),
    Paragraph(("См. ", Link("сайт", "https://a.example/?a=1&b=2"), Link("!", "javascript:1"))),
    Table(COLUMNS, ROWS, numbered=True),
    PageBreak(),
    Signature("Директор", "И. О. Фамилия"),
)
DOCUMENT = Document("План & отчёт", BLOCKS, author="Центр")


def _opened(document: Document):
    return docx.Document(BytesIO(document_bytes(document)))


def _part(document: Document, name: str) -> str:
    with ZipFile(BytesIO(document_bytes(document))) as archive:
        return archive.read(name).decode()


def _table_of(rows, columns=COLUMNS):
    return _opened(Document("", [Table(columns, rows)])).tables[0]


def test_document_reads_as_written():
    opened = _opened(DOCUMENT)

    assert [(p.style.name, p.text) for p in opened.paragraphs if p.text.strip()] == [
        ("Title", "План"),
        ("Subtitle", "работы на 2025 год"),
        ("Heading 1", "Введение"),
        ("Body Text", "Цель & задачи < 1"),
        ("Body Text", "См. сайт!"),
    ]
    assert [[cell.text for cell in row.cells] for row in opened.tables[1].rows] == [
        ["№", "Мероприятие", "Срок"],
        ["1", "2", "3"],
        ["1. Раздел"] * 3,
        ["1.1", "Совещание", "сентябрь"],
        ["1.2", "Семинар", "октябрь"],
        ["1.2", "Семинар", "01.11.2025"],
        ["1.3", "новость", ""],
    ]
    assert [cell.text for cell in opened.tables[0].rows[0].cells] == [
        "СОГЛАСОВАНО\nНачальник",
        "",
        "УТВЕРЖДАЮ\nДиректор",
    ]
    assert [cell.text for cell in opened.tables[2].rows[0].cells] == [
        "Директор",
        "",
        "И. О. Фамилия",
    ]
    assert (opened.core_properties.title, opened.core_properties.author) == (
        "План & отчёт",
        "Центр",
    )


@pytest.mark.parametrize(
    ("landscape", "size", "margins"),
    [(False, (210, 297), (30, 10, 20, 20)), (True, (297, 210), (20, 20, 30, 10))],
)
def test_page_is_that_of_the_standard(landscape, size, margins):
    section = _opened(Document("", [Paragraph("текст")], landscape=landscape)).sections[0]

    seen = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
    assert [round(length.mm) for length in (section.page_width, section.page_height)] == list(size)
    assert [round(length.mm) for length in seen] == list(margins)
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml


def test_styles_are_real():
    styles = _part(DOCUMENT, "word/styles.xml")
    opened = _opened(DOCUMENT)

    assert re.findall(r'outlineLvl w:val="(\d)"', styles) == ["0", "1", "2"]
    assert '<w:lang w:val="ru-RU"' in styles
    assert opened.styles["Body Text"].paragraph_format.first_line_indent.mm == pytest.approx(
        12.5, 0.01
    )


def test_table_repeats_its_heading_and_keeps_rows_whole():
    xml = _part(DOCUMENT, "word/document.xml")
    table = xml[xml.index("<w:tblBorders>") :]

    assert table.count("<w:tblHeader/>") == 2
    assert table.count("<w:cantSplit/>") == 8
    assert (table.count('<w:vMerge w:val="restart"/>'), table.count("<w:vMerge/>")) == (2, 2)


def test_cells_join_across_batches():
    rows = [(str(number), "а", "б") for number in range(64)] + [(ABOVE, "в", "г")]

    cells = _table_of(rows).columns[0].cells

    assert (cells[64].text, cells[65].text) == ("63", "63")


def test_widths_fill_the_page_and_follow_the_wish():
    table = _table_of([("1", "длинное слово " * 9, "май")])

    widths = [column.width for column in table.columns]
    assert sum(widths) == pytest.approx(Mm(170), rel=0.001)
    assert widths[0] == pytest.approx(Mm(15), rel=0.01)
    assert widths[1] > 2 * widths[2]


def test_widths_that_do_not_fit_are_scaled():
    columns = [Column("а", 200), Column("б", 140)]

    widths = [column.width.mm for column in _table_of([("1", "2")], columns).columns]

    assert widths == pytest.approx([100, 70], rel=0.01)


def test_only_web_addresses_become_links():
    relations = _part(DOCUMENT, "word/_rels/document.xml.rels")

    assert re.findall(r'Target="([^"]+)" TargetMode="External"', relations) == [
        "https://a.example/?a=1&amp;b=2"
    ]
    assert "javascript" not in relations + _part(DOCUMENT, "word/document.xml")


def test_equal_contents_give_equal_bytes():
    assert document_bytes(DOCUMENT) == document_bytes(DOCUMENT)


def test_document_passes_our_own_door(tmp_path):
    path = tmp_path / "upload"
    write_document(path, DOCUMENT)

    inspected = door.inspect(path, "план.docx", Accepts.PLAN_DOCUMENT)

    assert inspected.size == path.stat().st_size


@settings(deadline=None)
@given(st.lists(st.tuples(st.text(), st.text()), min_size=1, max_size=9))
def test_text_in_is_clean_text_out(rows):
    table = _table_of(rows, [Column("а"), Column("б")])

    read = [tuple(cell.text for cell in row.cells) for row in table.rows][1:]
    assert read == [tuple(map(clean_text, row)) for row in rows]


def test_a_table_of_thousands_of_rows_may_be_a_generator():
    rows = ((str(number), "Совещание", "май") for number in range(2_000))

    xml = _part(Document("", [Table(COLUMNS, rows)]), "word/document.xml")

    assert xml.count("<w:tr>") == 2_001
    assert re.findall(r">(\d+)</w:t>", xml) == [str(number) for number in range(2_000)]


def test_mistakes_of_the_caller_are_told():
    with pytest.raises(ValueError, match="a row of 2 cells in a table of 3 columns"):
        document_bytes(Document("", [Table(COLUMNS, [("1", "2")])]))
    with pytest.raises(ValueError, match="type of 7 points"):
        document_bytes(Document("", [Table(COLUMNS, [], points=7)]))


@needs_soffice
def test_another_program_prints_and_reads_it(tmp_path):
    path = tmp_path / "plan.docx"
    write_document(path, DOCUMENT)

    text = convert(path, "txt:Text (encoded):UTF8").read_text("utf-8")

    assert convert(path, "pdf").read_bytes().startswith(b"%PDF-")
    assert [
        word for word in ("УТВЕРЖДАЮ", "1. Раздел", "Цель & задачи < 1") if word not in text
    ] == []
