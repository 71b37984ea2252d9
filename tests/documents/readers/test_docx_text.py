"""What of a Word document's markup is read as text, and what is not."""

from zipfile import ZipFile

import pytest

from documents.readers import Paragraph, Table, read_blocks, read_source
from tests.documents.readers.docx_files import box, field, p, run, sdt, tbl, tc, tr, write

DELETED = '<w:del w:id="1"><w:r><w:delText>было</w:delText></w:r></w:del>'
MOVED_AWAY = f'<w:moveFrom w:id="2">{run("ушло")}</w:moveFrom>'
DELETED_MARK = '<w:rPr><w:del w:id="3"/></w:rPr>'
PLACEHOLDER = "<w:showingPlcHdr/>"
TICKED = '<w14:checkbox><w14:checked w14:val="{}"/></w14:checkbox>'
OLD_BOX = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="{}"/>'
    "</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r>"
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
OLD_LIST = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
    '<w:listEntry w:val="май"/><w:listEntry w:val="июнь"/></w:ddList></w:ffData></w:fldChar></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
RUBY = (
    f"<w:r><w:ruby><w:rt>{run('чтение')}</w:rt><w:rubyBase>{run('слово')}</w:rubyBase>"
    "</w:ruby></w:r>"
)
WAS_HIDDEN = '<w:rPrChange w:id="1"><w:rPr><w:vanish/></w:rPr></w:rPrChange>'
HYPHENS = "<w:r><w:t>план</w:t><w:noBreakHyphen/><w:t>гра</w:t><w:softHyphen/><w:t>фик</w:t></w:r>"
BREAKS = "<w:r><w:t>а</w:t><w:tab/><w:t>б</w:t><w:br/><w:t>в</w:t><w:cr/><w:t>г</w:t></w:r>"
DATE = f'<w:fldSimple w:instr="DATE">{run("01.09.2024")}</w:fldSimple>'

SHOWN = {
    "inserted": (f'<w:ins w:id="1">{run("новый")}</w:ins>{run(" срок")}', "новый срок"),
    "deleted": (f"{DELETED}{run('стало')}", "стало"),
    "moved": (f'{MOVED_AWAY}<w:moveTo w:id="2">{run("пришло")}</w:moveTo>', "пришло"),
    "changed type": (run("срок", WAS_HIDDEN), "срок"),
    "control": (sdt(run("май")), "май"),
    "unfilled control": (sdt(run("Выберите дату"), PLACEHOLDER), ""),
    "control in control": (sdt(run("до ") + sdt(run("1 мая"))), "до 1 мая"),
    "ticked box": (sdt(run("☒"), TICKED.format(1)), "+"),
    "empty box": (sdt(run("☐"), TICKED.format(0)), ""),
    "old ticked box": (OLD_BOX.format(1), "+"),
    "old empty box": (OLD_BOX.format(0), ""),
    "old list": (OLD_LIST, "июнь"),
    "link": (f"<w:hyperlink>{run('сайт')}</w:hyperlink>{run(' МОЦ')}", "сайт МОЦ"),
    "field": (run("стр. ") + field("PAGE", run("7")), "стр. 7"),
    "field in a command": (field(f"IF {field('PAGE', run('1'))} = 1", run("да")), "да"),
    "simple field": (DATE, "01.09.2024"),
    "smart tag": (f"<w:smartTag><w:smartTagPr/>{run('Орск')}</w:smartTag>", "Орск"),
    "custom xml": (f"<w:customXml><w:customXmlPr/>{run('Орск')}</w:customXml>", "Орск"),
    "hidden": (run("тайно", "<w:vanish/>") + run("явно"), "явно"),
    "not hidden after all": (run("явно", '<w:vanish w:val="0"/>'), "явно"),
    "ruby": (RUBY, "слово"),
    "hyphens": (HYPHENS, "план-график"),
    "tab and breaks": (BREAKS, "а\tб\nв\nг"),
    "tick": ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "+"),
    "bullet": ('<w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r>', "•"),
    "private letters": (run("\uf0fc"), "+"),
    "formula": ("<m:oMath><m:r><m:t>≥ 85</m:t></m:r></m:oMath>", "≥ 85"),
    "remark in the markup": (f"<!-- a --><?b c?>{run('срок')}", "срок"),
    "footnote": (f'{run("Сбор")}<w:r><w:footnoteReference w:id="2"/></w:r>', "Сбор"),
}


@pytest.mark.parametrize(("markup", "text"), SHOWN.values(), ids=SHOWN)
def test_paragraph_and_cell_read_what_a_reader_sees(tmp_path, markup, text):
    path = write(tmp_path / "plan.docx", p(markup) + tbl(tr(tc(p(markup)), "май")))

    line, table = read_blocks(path, path.name)

    assert line.text == text
    assert [cell.text for cell in table.rows[0]] == [text, "май"]


def test_deleted_end_of_a_paragraph_joins_it_with_the_next(tmp_path):
    two = p("Сбор ", DELETED_MARK) + p("заявок")
    path = write(tmp_path / "plan.docx", two + tbl(tr(tc(two))))

    line, table = read_blocks(path, path.name)

    assert line == Paragraph("Сбор заявок", place=1)
    assert table.place == 2
    assert table.rows[0][0].text == "Сбор заявок"


def test_unfilled_control_around_paragraphs_is_empty_but_keeps_its_place(tmp_path):
    path = write(tmp_path / "plan.docx", sdt(p("Введите название"), PLACEHOLDER) + p("План"))

    assert read_blocks(path, path.name) == [Paragraph("", place=0), Paragraph("План", place=1)]


def test_controls_around_rows_cells_and_paragraphs_are_opened(tmp_path):
    rows = [tr("1", sdt(tc("Слёт"))), sdt(tr("2", tc(sdt(p("Сбор")))))]
    path = write(tmp_path / "plan.docx", sdt(tbl(*rows)))

    (table,) = read_blocks(path, path.name)

    assert [[cell.text for cell in row] for row in table.rows] == [["1", "Слёт"], ["2", "Сбор"]]
    assert table.place == 0


def test_text_box_is_read_once_before_the_paragraph_that_holds_it(tmp_path):
    stamp = box(p("УТВЕРЖДАЮ"), p("Директор"))
    path = write(tmp_path / "plan.docx", p(run("План") + stamp) + p("Введение"))

    blocks = read_blocks(path, path.name)

    assert [(block.text, block.place) for block in blocks] == [
        ("УТВЕРЖДАЮ", -1),
        ("Директор", -1),
        ("План", 0),
        ("Введение", 1),
    ]


def test_text_box_in_a_cell_is_part_of_the_cell(tmp_path):
    stamp = box(p("УТВЕРЖДАЮ"))
    path = write(tmp_path / "plan.docx", tbl(tr(tc(p(run("МОЦ") + stamp)), "май")))

    (table,) = read_blocks(path, path.name)

    assert [cell.text for cell in table.rows[0]] == ["УТВЕРЖДАЮ\nМОЦ", "май"]


def test_table_and_box_within_a_text_box_are_read_once(tmp_path):
    inner = tbl(tr("СОГЛАСОВАНО", "УТВЕРЖДАЮ", "ПРИНЯТО"))
    path = write(tmp_path / "plan.docx", p(box(inner, p(box(p("внутри"))))))

    blocks = read_blocks(path, path.name)

    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    tables = [block for block in blocks if isinstance(block, Table)]
    assert texts == ["внутри", "", ""]
    assert [[cell.text for cell in row] for table in tables for row in table.rows] == [
        ["СОГЛАСОВАНО", "УТВЕРЖДАЮ", "ПРИНЯТО"]
    ]
    assert tables[0].place == -1


def test_footnotes_and_endnotes_stand_apart_from_the_blocks(tmp_path):
    separator = f'<w:footnote w:type="separator" w:id="0">{p("—")}</w:footnote>'
    note = f'<w:footnote w:id="2">{p("По согласованию")}{p(DELETED + run("с УО"))}</w:footnote>'
    last = f'<w:endnote w:id="2">{p("Редакция 2")}</w:endnote>'
    path = write(tmp_path / "plan.docx", p("План"), footnotes=separator + note, endnotes=last)

    source = read_source(path, path.name)

    assert source.blocks == [Paragraph("План", place=0)]
    assert source.notes == ("По согласованию\nс УО", "Редакция 2")


def test_strict_documents_are_read_as_others(tmp_path):
    path = tmp_path / "plan.docx"
    body = f"<w:body>{p('План')}{tbl(tr('1', 'Сбор'))}</w:body>"
    with ZipFile(path, "w") as package:
        name = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
        package.writestr("word/document.xml", f"<w:document {name}>{body}</w:document>")

    line, table = read_blocks(path, path.name)

    assert line.text == "План"
    assert [cell.text for cell in table.rows[0]] == ["1", "Сбор"]


def test_long_document_is_read_in_pieces_without_a_gap(tmp_path):
    rows = [tr(f"{number}", "Сбор заявок " * 5, "май") for number in range(3000)]
    body = "".join(p(f"строка {number}") for number in range(2000)) + tbl(*rows)
    path = write(tmp_path / "plan.docx", body)

    *lines, table = read_blocks(path, path.name)

    assert [line.text for line in lines] == [f"строка {number}" for number in range(2000)]
    assert [line.place for line in lines] == list(range(2000))
    assert [row[0].text for row in table.rows] == [f"{number}" for number in range(3000)]
    assert [row[0].row for row in table.rows] == list(range(3000))
