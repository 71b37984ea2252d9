import zipfile

import openpyxl
import pytest

from documents.readers import (
    Cell,
    Paragraph,
    Table,
    UnreadableDocumentError,
    read_blocks,
)
from documents.readers.numerals import roman


def write_package(path, **parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name.replace("__", "/") + ".xml", text)
    return path


ODF = """<office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
 <office:body>{}</office:body></office:document-content>"""


def test_ods_gives_sheets_with_merged_cells_and_dates(tmp_path):
    sheet = """<office:spreadsheet><table:table table:name="План">
      <table:table-row>
       <table:table-cell table:number-columns-spanned="2"><text:p>План</text:p></table:table-cell>
       <table:covered-table-cell/></table:table-row>
      <table:table-row>
       <table:table-cell table:number-rows-spanned="2"><text:p>Мо<text:s/>Ц</text:p>
       </table:table-cell>
       <table:table-cell office:value-type="date" office:date-value="2024-03-05"><text:p>5</text:p>
       </table:table-cell></table:table-row>
      <table:table-row table:visibility="collapse"><table:table-cell/></table:table-row>
      <table:table-row><table:covered-table-cell/>
       <table:table-cell><text:p>май</text:p></table:table-cell></table:table-row>
      <table:table-row table:number-rows-repeated="1048000">
       <table:table-cell table:number-columns-repeated="16384"/></table:table-row>
     </table:table></office:spreadsheet>"""
    path = write_package(tmp_path / "plan.ods", content=ODF.format(sheet))

    name, table = read_blocks(path, path.name)

    assert name == Paragraph("", label="План", starts_page=True)
    assert [[cell for cell in row if cell.text] for row in table.rows] == [
        [Cell("План", 0, 2, row=0)],
        [Cell("Мо Ц", 0, row=1), Cell("05.03.2024", 1, row=1)],
        [Cell("Мо Ц", 0, is_covered=True, row=3), Cell("май", 1, row=3)],
        [],
    ]


def test_docx_text_boxes_and_footnotes_do_no_harm(tmp_path):
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = "<w:txbxContent><w:p><w:r><w:t>УТВЕРЖДАЮ</w:t></w:r></w:p></w:txbxContent>"
    body = f"""<w:document xmlns:w="{w}" xmlns:mc="{mc}"><w:body><w:p><w:r><mc:AlternateContent>
      <mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>
      <mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>
      <w:r><w:t>План</w:t><w:footnoteReference w:id="2"/></w:r></w:p></w:body></w:document>"""
    path = write_package(tmp_path / "plan.docx", word__document=body)

    assert read_blocks(path, path.name) == [Paragraph("УТВЕРЖДАЮ"), Paragraph("План", place=0)]


def test_pasted_text_keeps_lines_in_cells(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text("План\n№\tМероприятие\tСрок\n1\tСбор\nзаявок\tмай\n2\tСлёт\tиюнь\n", "utf-16")

    assert read_blocks(path, path.name) == [
        Paragraph("План", place=0),
        Table(
            [
                (Cell("№", 0, row=0), Cell("Мероприятие", 1, row=0), Cell("Срок", 2, row=0)),
                (Cell("1", 0, row=1), Cell("Сбор\nзаявок", 1, row=1), Cell("май", 2, row=1)),
                (Cell("2", 0, row=2), Cell("Слёт", 1, row=2), Cell("июнь", 2, row=2)),
            ],
            place=1,
        ),
        Paragraph("", place=2),
    ]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("plan.docx", b"", "пуст"),
        ("plan.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "защищён паролем"),
        ("plan.docx", b"PK\x03\x04" + b"\xff" * 200, "повреждён"),
        ("plan.txt", b"\x00\x01\x02\x03", "не текст"),
        ("plan.rtf", b"{\\rtf1 ...", "RTF"),
    ],
)
def test_unreadable_files_get_a_sentence_each(tmp_path, name, content, sentence):
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(UnreadableDocumentError, match=sentence):
        read_blocks(path, name)


def test_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = write_package(tmp_path / "plan.docx", word__document=" " * 30_000_000)

    with pytest.raises(UnreadableDocumentError, match="слишком велик"):
        read_blocks(path, path.name)


@pytest.mark.parametrize("text", ["<w:document", "", "<a/>"])
def test_broken_or_foreign_xml_is_refused_or_empty(tmp_path, text):
    path = write_package(tmp_path / "plan.docx", word__document=text)

    if text == "<a/>":
        assert read_blocks(path, path.name) == []
        return
    with pytest.raises(UnreadableDocumentError, match="повреждён"):
        read_blocks(path, path.name)


def test_zip_without_a_document_is_refused(tmp_path):
    path = write_package(tmp_path / "plan.docx", other="<a/>")

    with pytest.raises(UnreadableDocumentError, match="нет текста документа Word"):
        read_blocks(path, path.name)


def test_xlsx_numbers_and_merges(tmp_path):
    workbook = openpyxl.Workbook()
    workbook.active.append((1.0, 1.5, "текст"))
    workbook.active.append((None, True, "ещё"))
    workbook.active.merge_cells("A1:A2")
    workbook.save(tmp_path / "plan.xlsx")

    _, table = read_blocks(tmp_path / "plan.xlsx", "plan.xlsx")

    assert [[cell.text for cell in row] for row in table.rows] == [
        ["1", "1.5", "текст"],
        ["1", "ИСТИНА", "ещё"],
    ]
    assert [row[0].is_covered for row in table.rows] == [False, True]


def test_roman_numbers():
    assert [roman(number) for number in (1, 4, 9, 14, 40, 1999)] == [
        "I",
        "IV",
        "IX",
        "XIV",
        "XL",
        "MCMXCIX",
    ]
