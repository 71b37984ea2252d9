"""PDF read by its rules and letters, from files that LibreOffice and Pillow have printed."""

import json
import subprocess
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from PIL import Image

from documents.readers import Cell, Paragraph, Table, UnreadableDocumentError, read_source
from documents.readers.pdf import read_pdf
from documents.readers.pdf.joining import join_broken_rows
from documents.readers.pdf.lines import Line, typed
from documents.uploads.door import inspect
from documents.uploads.kinds import Accepts
from plans.domain.reading import read_document
from plans.domain.serial import to_format
from tests.documents.uploads.corpus.pages import FONT, LETTERS, pdf
from tests.documents.writers.office import needs_soffice

GOLDEN = Path(__file__).parents[1] / "golden"
FORMS = [
    f"{folder.name}/{form}"
    for folder in sorted(GOLDEN.iterdir())
    for form in ("document.docx", "document.odt", "document.xlsx")
    if (folder / form).exists()
]
TEXT = "Методическое совещание руководителей кружков о наборе детей и о расписании занятий"


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Everything these tests read, printed by one run of LibreOffice."""
    folder = tmp_path_factory.mktemp("printed")
    sources = [folder / "own.docx", folder / "tall.docx"]
    _own_document().save(sources[0])
    _tall_document().save(sources[1])
    for form in FORMS:
        source = folder / form.replace("/", "+").replace("document", "")
        source.write_bytes((GOLDEN / form).read_bytes())
        sources.append(source)
    for source in sources:  # two sources of one name would print over each other
        source.rename(source.with_name(f"{source.name}{source.suffix}"))
    sources = [source.with_name(f"{source.name}{source.suffix}") for source in sources]
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    subprocess.run(
        [*command, "--convert-to", "pdf", "--outdir", str(folder), *map(str, sources)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return folder


@needs_soffice
@pytest.mark.parametrize("form", FORMS)
def test_a_printed_plan_reads_as_the_document_it_was_printed_from(printed, form):
    path = printed / f"{form.replace('/', '+').replace('document', '')}.pdf"

    said = to_format(read_document(path, path.name))

    assert inspect(path, path.name, Accepts.PLAN_DOCUMENT).kind == "pdf"
    assert said == json.loads((GOLDEN / form).with_name("expected.json").read_text("utf-8"))


@needs_soffice
def test_merged_cells_lines_and_bold_type_are_seen(printed):
    table = _tables(printed / "own.docx.pdf")[1]

    head, second, third, section, last = table.rows
    assert [(cell.text, cell.column, cell.span) for cell in head] == [
        ("№", 0, 1),
        ("Мероприятие", 1, 1),
        ("Сроки", 2, 2),
    ]
    assert [cell.is_bold for cell in head] == [True, True, True]
    assert [(cell.text, cell.is_covered) for cell in second] == [
        ("№", True),
        ("Мероприятие", True),
        ("начало", False),
        ("окончание", False),
    ]
    assert third[1].text == f"{TEXT}\nИванов И.И.\nПетров П.П."
    assert [(cell.text, cell.span) for cell in section] == [("Раздел I. Работа с кадрами", 4)]
    assert last[2].text == "01.09.2025"
    assert [row[0].row for row in table.rows] == [0, 1, 2, 3, 4]
    assert table.widths_mm == pytest.approx((15, 110, 40, 40), abs=1.5)


@needs_soffice
def test_text_around_tables_keeps_its_order_alignment_and_columns(printed):
    source = read_source(printed / "own.docx.pdf", "own.pdf")

    blocks = [block for block in source.blocks if not isinstance(block, Paragraph) or block.text]
    stamps, title, table, after, *_ = blocks
    assert [cell.text.split("\n")[0] for cell in stamps.rows[0]] == ["СОГЛАСОВАНО", "УТВЕРЖДАЮ"]
    assert (stamps.is_ruled, table.is_ruled, table.is_landscape) == (False, True, True)
    assert (title.text, title.alignment, title.is_bold) == ("План работы", "center", True)
    assert (after.text, after.points) == (f"{TEXT}. {TEXT}. {TEXT}.", 12.0)
    assert [block.place for block in source.blocks] == list(range(len(source.blocks)))
    assert source.look.is_landscape


@needs_soffice
def test_a_table_over_pages_has_the_same_columns_and_no_page_numbers(printed):
    source = read_source(printed / "tall.docx.pdf", "tall.pdf")

    tables = [block for block in source.blocks if isinstance(block, Table)]
    lines = [block.text for block in source.blocks if isinstance(block, Paragraph) and block.text]
    assert len(tables) >= 3
    assert {table.widths_mm for table in tables} == {tables[0].widths_mm}
    assert lines == ["План"]
    assert [row[0].text for table in tables for row in table.rows] == [
        "№",
        *(str(number) for number in range(1, 61)),
    ]


@needs_soffice
def test_turned_heads_of_narrow_columns_are_read_along_their_way(printed):
    table = _tables(printed / "own.docx.pdf")[2]

    assert [cell.text for cell in table.rows[0]] == ["Название", "сентябрь", "октябрь"]


@needs_soffice
def test_a_page_lying_on_its_side_reads_as_a_standing_one(printed, tmp_path):
    upright = printed / "own.docx.pdf"
    for turn in (90, 180, 270):
        turned = tmp_path / f"{turn}.pdf"
        turned.write_bytes(_turned(upright.read_bytes(), turn))

        tables = _tables(turned)

        assert [len(table.rows) for table in tables] == [1, 5, 1]


def test_a_scan_is_refused_with_the_way_out(tmp_path):
    path = tmp_path / "скан.pdf"
    Image.new("L", (600, 800), 255).save(path, "PDF")

    with pytest.raises(UnreadableDocumentError, match=r"«скан.pdf» — скан.*\.docx"):
        read_pdf(path, path.name)


def test_letters_without_a_table_of_signs_are_refused(tmp_path):
    path = tmp_path / "план.pdf"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[32/a0/b0/c0]>>>>"
    path.write_bytes(pdf(font, content=LETTERS.replace(b"Plan", b"\\001\\002\\003()*+,-./")))

    with pytest.raises(UnreadableDocumentError):
        read_pdf(path, path.name)


def test_more_pages_than_a_plan_has_are_refused(tmp_path):
    path = tmp_path / "план.pdf"
    whole = pdf(FONT, content=LETTERS)
    many = whole.replace(b"/Kids[3 0 R]/Count 1", b"/Kids[" + b"3 0 R " * 201 + b"]/Count 201")
    path.write_bytes(many)

    with pytest.raises(UnreadableDocumentError, match="больше 200 страниц"):
        read_pdf(path, path.name)


def test_a_row_that_a_page_end_broke_is_one_row_again():
    head = _row("№", "Мероприятие", "Срок")
    above = Table([head, _row("7", "Составление", "июнь –")], (10.0, 60.0, 30.0))
    below = Table(
        [_row("", "", "ок"), head, _row("", "реестра", "июль"), _row("8", "Отчёт", "май")],
        (10.0, 60.0, 30.0),
    )

    joined = join_broken_rows([above, Paragraph(""), below])

    rows = [[cell.text for cell in row] for table in (joined[0], joined[2]) for row in table.rows]
    assert rows == [
        ["№", "Мероприятие", "Срок"],
        ["7", "Составление реестра", "июнь – июль"],
        ["№", "Мероприятие", "Срок"],
        ["8", "Отчёт", "май"],
    ]


@pytest.mark.parametrize(
    "row",
    [("8", "совещание", "май"), ("", "Совещание", "Май"), ("", "совещание", "Май", "Иванов")],
)
def test_a_row_that_may_be_a_new_one_is_left_alone(row):
    above = Table([_row("№", "Мероприятие", "Срок"), _row("7", "Составление", "")], (10.0,))
    below = Table([_row(*row)], (10.0,))

    assert join_broken_rows([above, below]) == [above, below]


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("ежеквартальн", "о", "ежеквартально"),
        ("координационног", "о центра", "координационного центра"),
        ("информационн", "о-аналитические", "информационно-аналитические"),
        ("координационного", "центра", "координационного центра"),
        ("Функционирование", "в школах", "Функционирование в школах"),
        ("учебно-", "методических", "учебно-\nметодических"),
    ],
)
def test_a_word_cut_by_a_narrow_cell_is_one_word_again(first, second, whole):
    width = 6.0 * len(first)
    lines = [
        Line(first, 0, 0, width, 12, first_width=width),
        Line(second, 0, 13, 6.0 * len(second), 25, first_width=6.0 * len(second.split()[0])),
    ]

    assert [line.text for line in typed(lines, 0, width + 2)] == [whole]


def _row(*texts):
    return tuple(Cell(text, column) for column, text in enumerate(texts))


def _tables(path):
    return [block for block in read_pdf(path, path.name).blocks if isinstance(block, Table)]


def _turned(content, turn):
    """As scanners and printers do it: the page's own sign says how it is to be held."""
    document = pypdfium2.PdfDocument(content)
    for page in document:
        page.set_rotation(turn)
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


def _own_document():
    document = _landscape()
    stamps = document.add_table(1, 2)
    stamps.cell(0, 0).text = "СОГЛАСОВАНО\nНачальник управления"
    stamps.cell(0, 1).text = "УТВЕРЖДАЮ\nДиректор"
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.add_run("План работы").bold = True
    _plan_table(document)
    document.add_paragraph(f"{TEXT}. {TEXT}. {TEXT}.")
    months = document.add_table(1, 3, style="Table Grid")
    for cell, text in zip(months.rows[0].cells, ("Название", "сентябрь", "октябрь"), strict=True):
        cell.text = text
    for cell in months.rows[0].cells[1:]:
        direction = OxmlElement("w:textDirection")
        direction.set(qn("w:val"), "btLr")
        cell._tc.get_or_add_tcPr().append(direction)
    height = OxmlElement("w:trHeight")
    height.set(qn("w:val"), "1500")
    months.rows[0]._tr.get_or_add_trPr().append(height)
    return document


def _plan_table(document):
    table = document.add_table(5, 4, style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, (15, 110, 40, 40), strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, (15, 110, 40, 40), strict=True):
            cell.width = Mm(width)
    for column, text in ((0, "№"), (1, "Мероприятие")):
        merged = table.cell(0, column).merge(table.cell(1, column))
        merged.paragraphs[0].add_run(text).bold = True
    table.cell(0, 2).merge(table.cell(0, 3)).paragraphs[0].add_run("Сроки").bold = True
    table.cell(1, 2).text, table.cell(1, 3).text = "начало", "окончание"
    table.cell(2, 0).text = "1"
    table.cell(2, 1).text = TEXT
    for name in ("Иванов И.И.", "Петров П.П."):
        table.cell(2, 1).add_paragraph(name)
    table.cell(3, 0).merge(table.cell(3, 3)).text = "Раздел I. Работа с кадрами"
    table.cell(4, 2).text = "01.09.2025"


def _tall_document():
    document = _landscape()
    document.add_paragraph("План")
    table = document.add_table(61, 3, style="Table Grid")
    for number, row in enumerate(table.rows):
        row.cells[0].text = str(number) if number else "№"
        row.cells[1].text = "Занятие кружка" if number else "Мероприятие"
        row.cells[2].text = "сентябрь" if number else "Срок"
    footer = document.sections[0].footer.paragraphs[0].add_run()
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        element.text = text or None
        footer._r.append(element)
    return document


def _landscape():
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Liberation Serif", Pt(12)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(20)
    return document
