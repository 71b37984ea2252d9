import io
import zipfile
from datetime import date

import docx
import pytest
from docx.enum.section import WD_SECTION
from openpyxl import Workbook, load_workbook
from PIL import Image

from documents import conversion
from documents.patching import PatchError
from plans.domain.content import (
    Column,
    Deadline,
    Field,
    Item,
    PlanContent,
    PlanDocument,
    PlanKind,
    Section,
)
from plans.domain.reading import understand
from plans.domain.seals import Seal, read_code
from plans.queries.exports import SourceFile
from plans.rendering import as_workbook
from plans.rendering.files import converted
from plans.rendering.qr import qr_png
from plans.rendering.sealed import sealed_file
from plans.rendering.stamped_docx import stamp_docx
from plans.rendering.stamped_xlsx import settled, stamp_xlsx

HASH = "0123456789abcdef" * 4
SEAL = Seal(2, date(2025, 8, 30), HASH, "https://portal.example.ru")
SHORT = "Версия 2 от 30.08.2025 · SHA-256 0123 4567 89ab cdef"
PLAN = PlanDocument(
    (),
    (
        PlanContent(
            PlanKind.WORK_PLAN,
            "План работы",
            (date(2025, 1, 1), date(2025, 12, 31)),
            (
                Column("№", Field.NUMBER),
                Column("Мероприятие", Field.TITLE),
                Column("Сроки", Field.DEADLINE),
                Column("Ответственный", Field.RESPONSIBLE),
            ),
            (
                Section(
                    None,
                    None,
                    tuple(
                        Item(
                            str(n), f"Семинар {n}", deadline=Deadline("май"), responsible=("МОЦ",)
                        )
                        for n in range(1, 4)
                    ),
                ),
            ),
        ),
    ),
)


def packed(document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def texts(part) -> str:
    tables = [cell.text for table in part.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in part.paragraphs), *tables]).strip()


def stamped(document) -> docx.Document:
    return docx.Document(io.BytesIO(stamp_docx(packed(document), SEAL)))


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture
def source(tmp_path):
    """A plan as people bring it: a table under a heading, a footer of its own."""
    document = docx.Document()
    document.add_paragraph("План работы на 2025 год")
    table = document.add_table(rows=1, cols=4)
    for cell, text in zip(
        table.rows[0].cells, ("№", "Мероприятие", "Сроки", "Ответственный"), strict=True
    ):
        cell.text = text
    for number in range(1, 4):
        row = table.add_row()
        for cell, text in zip(
            row.cells, (str(number), f"Семинар {number}", "май", "МОЦ"), strict=True
        ):
            cell.text = text
    document.sections[0].footer.paragraphs[0].text = "Подвал центра"
    path = tmp_path / "plan.docx"
    document.save(path)
    return SourceFile(path, "plan.docx")


def test_words_of_the_seal():
    assert SEAL.lines == (
        "Версия 2 утверждена 30.08.2025",
        f"SHA-256 {HASH}",
        "Проверить: https://portal.example.ru/v/0123456789abcdef/",
    )
    assert SEAL.short == SHORT


@pytest.mark.parametrize(
    "typed",
    [
        "0123456789abcdef",
        " 0123 4567 89AB CDEF ",
        HASH,
        "https://portal.example.ru/v/0123456789abcdef/",
        "SHA-256 0123-4567-89ab-cdef",
        "о123456789аbсdеf",  # Russian letters that look the same
    ],
)
def test_code_is_read_as_people_type_it(typed):
    assert read_code(typed) == "0123456789abcdef"


@pytest.mark.parametrize("typed", ["", "0123", "план", "g123456789abcdef", HASH + "0"])
def test_what_is_no_code_is_not_read(typed):
    assert read_code(typed) == ""


def test_qr_is_a_picture_of_two_colours_and_always_the_same():
    picture = Image.open(io.BytesIO(qr_png(SEAL.address))).convert("L")

    assert qr_png(SEAL.address) == qr_png(SEAL.address)
    assert {value for _count, value in picture.getcolors()} == {0, 255}
    assert picture.size[0] == picture.size[1]


def test_first_page_has_the_block_and_the_others_the_line():
    document = docx.Document()
    document.add_paragraph("Текст")

    section = stamped(document).sections[0]

    assert section.different_first_page_header_footer
    assert texts(section.first_page_footer).endswith("\n".join(SEAL.lines))
    assert texts(section.footer) == SHORT
    images = [
        rel for rel in section.first_page_footer.part.rels.values() if "image" in rel.reltype
    ]
    assert [image.target_part.blob for image in images] == [qr_png(SEAL.address)]


def test_footer_and_header_of_the_document_stay():
    document = docx.Document()
    document.sections[0].footer.paragraphs[0].text = "Подвал"
    document.sections[0].header.paragraphs[0].text = "Шапка"

    section = stamped(document).sections[0]

    assert texts(section.footer) == f"Подвал\n{SHORT}"
    assert texts(section.first_page_footer).startswith("Подвал\n")
    assert texts(section.header) == texts(section.first_page_header) == "Шапка"


def test_title_page_of_the_document_keeps_its_own_footer():
    document = docx.Document()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_footer.paragraphs[0].text = "Титул"

    made = stamped(document).sections[0]

    assert texts(made.first_page_footer).startswith("Титул\n")
    assert "Титул" not in texts(made.footer)


def test_every_section_has_the_line_and_only_the_first_the_block():
    document = docx.Document()
    document.settings.odd_and_even_pages_header_footer = True
    second = document.add_section(WD_SECTION.NEW_PAGE)
    second.different_first_page_header_footer = True
    second.footer.is_linked_to_previous = False
    second.footer.paragraphs[0].text = "Второй"
    document.add_section(WD_SECTION.NEW_PAGE)

    first, other, third = stamped(document).sections

    assert texts(first.even_page_footer) == SHORT
    assert texts(other.footer) == f"Второй\n{SHORT}"
    assert texts(other.first_page_footer) == SHORT
    assert texts(third.footer) == f"Второй\n{SHORT}"


def test_all_other_parts_keep_their_bytes():
    document = docx.Document()
    document.add_paragraph("Текст")
    before = packed(document)

    after = stamp_docx(before, SEAL)

    old, new = parts_of(before), parts_of(after)
    changed = {name for name in old if old[name] != new[name]}
    assert changed == {"[Content_Types].xml", "word/_rels/document.xml.rels", "word/document.xml"}
    assert stamp_docx(before, SEAL) == after


def test_strict_document_is_refused():
    content = packed(docx.Document())
    parts = parts_of(content)
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)

    with pytest.raises(PatchError):
        stamp_docx(buffer.getvalue(), SEAL)


def test_version_of_a_source_is_the_source_with_its_seal(source):
    from documents.readers import read_source  # noqa: PLC0415 -- a reader for this test

    read = understand(read_source(source.path, source.name), source.name, fallback_year=2025)

    content = sealed_file(read, "docx", source, SEAL, author="Центр")

    old, new = parts_of(source.path.read_bytes()), parts_of(content)
    section = docx.Document(io.BytesIO(content)).sections[0]
    assert texts(section.footer) == f"Подвал центра\n{SHORT}"
    assert new["word/styles.xml"] == old["word/styles.xml"]
    assert new["word/footer1.xml"] == old["word/footer1.xml"]
    assert sealed_file(read, "docx", source, SEAL, author="Центр") == content


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_bytes_depend_on_the_version_alone(form):
    one = sealed_file(PLAN, form, None, SEAL, author="Центр")

    assert sealed_file(PLAN, form, None, SEAL, author="Центр") == one


def test_document_laid_out_anew_has_the_seal_too():
    made = docx.Document(io.BytesIO(sealed_file(PLAN, "docx", None, SEAL)))

    assert texts(made.sections[0].footer) == SHORT
    assert texts(made.sections[0].first_page_footer).endswith("\n".join(SEAL.lines))


def test_seal_is_seen_in_the_pdf():
    if not conversion.is_available():
        pytest.skip("нет LibreOffice")
    import pypdfium2  # noqa: PLC0415 -- only where a PDF can be made

    pdf = pypdfium2.PdfDocument(converted(sealed_file(PLAN, "docx", None, SEAL), "docx", "pdf"))

    first = pdf[0].get_textpage().get_text_bounded()
    pictures = [one for one in pdf[0].get_objects() if isinstance(one, pypdfium2.PdfImage)]
    assert "Версия 2 утверждена 30.08.2025" in first
    assert HASH in first.replace("\r\n", "")
    assert len(pictures) == 1


def test_workbook_says_it_at_the_foot_of_every_sheet():
    book = load_workbook(io.BytesIO(sealed_file(PLAN, "xlsx", None, SEAL)))

    footer = book.active.oddFooter.left.text
    assert footer == ", ".join(SEAL.lines)


def test_footers_of_a_workbook_stay_and_are_never_too_long():
    book = Workbook()
    book.active.oddFooter.left.text = "Слева"
    book.active.oddFooter.center.text = "Стр. &P & " + "х" * 90
    book.create_sheet("Второй").HeaderFooter.differentFirst = True
    buffer = io.BytesIO()
    book.save(buffer)

    first, second = load_workbook(io.BytesIO(stamp_xlsx(buffer.getvalue(), SEAL))).worksheets

    assert first.oddFooter.left.text.startswith("Слева\n")
    assert SHORT in first.oddFooter.left.text
    assert first.oddFooter.center.text.startswith("Стр. &P")
    assert SEAL.heading in second.firstFooter.left.text


def test_workbook_does_not_say_when_it_was_written():
    made = settled(as_workbook.render(PLAN))

    core = parts_of(made)["docProps/core.xml"].decode()
    assert core.count("1980-01-01T00:00:00Z") == 2
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert {info.date_time[0] for info in package.infolist()} == {1980}
