"""What an approval adds to the Word document of a version: dates in stamps, the last page."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Pt
from lxml import etree

from plans.domain.passage import ApprovalOrder, Decision, Passage
from plans.domain.reading import read_document
from plans.domain.seals import Seal
from plans.domain.serial import to_format
from plans.rendering import as_document
from plans.rendering.approved_docx import with_passage
from plans.rendering.stamped_apart import stamped_bytes

GOLDEN = sorted(Path(__file__).parents[1].glob("documents/golden/*/document.docx"))
SEAL = Seal(2, date(2025, 8, 30), "0123456789abcdef" * 4, "https://portal.example.ru")
NOTE = "Согласовано с замечанием к пункту 2.1:\nсрок <перенесён> & записан."
DECISIONS = (
    Decision(
        "Ветрова Ольга Николаевна",
        "Ветрова\u00a0О.\u00a0Н.",
        "Начальник отдела",
        "согласовано",
        date(2025, 8, 27),
        "",
        has_agreed=True,
    ),
    Decision(
        "Бебешко Лариса Олеговна",
        "Бебешко\u00a0Л.\u00a0О.",
        "",
        "согласовано",
        date(2022, 8, 29),
        NOTE,
        has_agreed=True,
    ),
)
ORDER = ApprovalOrder("приказ", "175", date(2025, 8, 28))
PASSAGE = Passage(
    "План работы на 2025 год", 2, date(2025, 8, 30), "приказ от 28.08.2025 № 175", ORDER, DECISIONS
)
UNSIGNED = replace(PASSAGE, decisions=())


def packed(document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def words_of(content: bytes) -> list[tuple[str, dict[str, str], str]]:
    """The whole of document.xml, element by element; how blanks are kept apart."""
    root = etree.fromstring(parts_of(content)["word/document.xml"])
    space = "{http://www.w3.org/XML/1998/namespace}space"
    return [
        (one.tag, {key: said for key, said in one.attrib.items() if key != space}, one.text or "")
        for one in root.iter()
    ]


def read_again(content: bytes, folder: Path):
    path = folder / "document.docx"
    path.write_bytes(content)
    return to_format(read_document(path, path.name))


def with_stamp(*lines: str, in_table: bool = False):
    """A plan below a stamp; «/» parts a line into runs, each with a look of its own."""
    document = docx.Document()
    place = document.add_table(rows=1, cols=2).cell(0, 1) if in_table else document
    for line in lines:
        paragraph = place.add_paragraph()
        for number, text in enumerate(line.split("/")):
            run = paragraph.add_run(text)
            run.font.size, run.underline = Pt(10 + number), "_" in text
    document.add_paragraph("План работы центра на 2025 год").runs[0].bold = True
    table = document.add_table(rows=1, cols=4)
    rows = [("№", "Мероприятие", "Срок", "Ответственный")]
    rows += [(str(n), f"Положение утверждено от ____ № ____, {n}", "май", "МОЦ") for n in (1, 2)]
    for number, texts in enumerate(rows):
        cells = table.rows[0].cells if number == 0 else table.add_row().cells
        for cell, text in zip(cells, texts, strict=True):
            cell.text = text
    return packed(document)


@pytest.mark.parametrize("path", GOLDEN, ids=[path.parent.name for path in GOLDEN])
def test_real_plans_without_blanks_for_this_day_keep_their_bytes(path):
    content = path.read_bytes()

    assert with_passage(content, UNSIGNED) == content


def test_real_stamps_side_by_side_are_dated_each_by_its_own_person(tmp_path):
    [path] = [path for path in GOLDEN if path.parent.name == "orenburg-centre-plan"]
    content = path.read_bytes()
    passage = replace(PASSAGE, approved_on=date(2022, 8, 30), order=None)

    made = stamped_bytes(content, "docx", SEAL, passage)

    agreed, approved = read_again(made, tmp_path)["approvals"]
    assert (agreed["name"], agreed["date"]) == ("Л.О. Бебешко", "2022-08-29")
    assert (approved["name"], approved["date"]) == ("Т.М. Гринева", "2022-08-30")
    cells = docx.Document(io.BytesIO(made)).tables[0].rows[0].cells
    assert cells[0].text.endswith("29 августа 2022 г.")
    assert cells[1].text.endswith("30 августа 2022 г.")


@pytest.mark.parametrize("in_table", [False, True])
def test_only_the_blanks_change_and_they_keep_their_look(in_table):
    content = with_stamp(
        "УТВЕРЖДЕНО",
        "приказом МБУ ДО «Дом»",
        "от «/__/» /______/ 2025/ г. № /____",
        in_table=in_table,
    )

    made = with_passage(content, UNSIGNED)

    changed = [
        (old[2], new[2])
        for old, new in zip(words_of(content), words_of(made), strict=True)
        if old != new
    ]
    assert changed == [("__", "28"), ("______", "августа"), ("____", "175")]
    old, new = parts_of(content), parts_of(made)
    assert {name for name in old if old[name] != new[name]} == {"word/document.xml"}


def test_words_of_the_plan_itself_are_no_blanks():
    content = with_stamp("УТВЕРЖДАЮ", "Директор", "__________ И.И. Иванов", "«__» ______ 2025 г.")

    made = docx.Document(io.BytesIO(with_passage(content, UNSIGNED)))

    assert made.paragraphs[3].text == "«30» августа 2025 г."
    assert made.tables[-1].cell(1, 1).text == "Положение утверждено от ____ № ____, 1"


@pytest.mark.parametrize("tag", ["w:ins", "w:fldSimple"])
def test_stamp_with_tracked_changes_or_fields_is_left_alone(tag):
    content = with_stamp("УТВЕРЖДАЮ", "__________ И.И. Иванов", "«__» ______ 2025 г.")
    document = docx.Document(io.BytesIO(content))
    paragraph = document.paragraphs[2]._p
    paragraph.append(docx.oxml.OxmlElement(tag))
    content = packed(document)  # once: a package tells when it was packed

    assert with_passage(content, UNSIGNED) == content


def test_sheet_is_the_last_page_and_says_who_agreed():
    made = docx.Document(io.BytesIO(with_passage(with_stamp("Гимназия № 1"), PASSAGE)))

    sheet = made.tables[-1]
    [title] = [one for one in made.paragraphs if one.text == "ЛИСТ СОГЛАСОВАНИЯ"]
    assert title.paragraph_format.page_break_before
    assert [one.text for one in made.paragraphs][-3:-1] == [
        "План работы на 2025 год",
        "Версия 2 утверждена 30.08.2025. Основание: приказ от 28.08.2025 № 175",
    ]
    assert [[cell.text for cell in row.cells] for row in sheet.rows] == [
        ["№", "Фамилия, имя, отчество", "Должность", "Решение", "Дата", "Замечания"],
        ["1", "Ветрова Ольга Николаевна", "Начальник отдела", "Согласовано", "27.08.2025", "—"],
        ["2", "Бебешко Лариса Олеговна", "—", "Согласовано", "29.08.2022", NOTE],
    ]
    properties = [row._tr.trPr for row in sheet.rows]
    assert [one.find(qn("w:tblHeader")) is not None for one in properties] == [True, False, False]


def test_sheet_is_set_in_the_type_of_the_body_and_fills_the_page():
    document = docx.Document()
    document.styles["Normal"].font.name = "Cambria"
    for text in ("Первый", "Второй, и он длиннее"):
        document.add_paragraph().add_run(text).font.name = "PT Astra Serif"
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width

    made = docx.Document(io.BytesIO(with_passage(packed(document), PASSAGE)))

    runs = [
        run
        for row in made.tables[-1].rows
        for cell in row.cells
        for one in cell.paragraphs
        for run in one.runs
    ]
    assert {run.font.name for run in runs} == {"PT Astra Serif"}
    inner = section.page_width - section.left_margin - section.right_margin
    widths = sum(column.width for column in made.tables[-1].columns)
    assert inner * 0.98 < widths <= inner


def test_nobody_was_asked_no_sheet():
    content = with_stamp("Гимназия № 1")

    assert with_passage(content, UNSIGNED) == content


@pytest.mark.parametrize("path", GOLDEN, ids=[path.parent.name for path in GOLDEN])
@pytest.mark.parametrize("is_source", [True, False])
def test_sealed_document_is_read_again_as_the_same_plan(path, is_source, tmp_path):
    document = read_document(path, path.name)
    content = path.read_bytes() if is_source else as_document.render(document)
    passage = replace(PASSAGE, decisions=DECISIONS[:1])

    made = stamped_bytes(content, "docx", SEAL, passage)

    assert read_again(made, tmp_path) == to_format(document)
    assert stamped_bytes(content, "docx", SEAL, passage) == made
