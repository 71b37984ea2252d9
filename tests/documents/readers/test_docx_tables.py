"""The grid of Word tables: merges, rows that are gone, tables in cells, pages and type."""

from zipfile import ZipFile

import pytest

from documents.readers import Cell, Look, Table, read_blocks, read_source
from tests.documents.readers.docx_files import p, run, sdt, tbl, tc, tr, write

DOWN, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
LINES = '<w:tblBorders><w:top w:val="single"/></w:tblBorders>'
NO_LINES = '<w:tblBorders><w:top w:val="none"/><w:left w:val="nil"/></w:tblBorders>'
PAGE = (
    '<w:sectPr><w:pgSz w:w="{}" w:h="{}" w:orient="{}"/>'
    '<w:pgMar w:left="1701" w:right="850" w:top="1134" w:bottom="1134"/></w:sectPr>'
)
UPRIGHT = PAGE.format(11906, 16838, "portrait")
ACROSS = PAGE.format(16838, 11906, "landscape")


def span(count):
    return f'<w:gridSpan w:val="{count}"/>'


def read(tmp_path, body, **parts):
    path = write(tmp_path / "plan.docx", body, **parts)
    return [block for block in read_blocks(path, path.name) if isinstance(block, Table)]


def grid(table):
    return [
        [(cell.text, cell.column, cell.span, cell.is_covered) for cell in row]
        for row in table.rows
    ]


def test_cells_merged_down_under_another_division_of_columns(tmp_path):
    rows = [
        tr("№", tc("Сроки", span(2) + DOWN), "Кто"),
        tr("1", tc("", GOES_ON), tc("", GOES_ON), "МОЦ"),
        tr("2", "май", "июнь", "МОЦ"),
        tr("3", tc("сам", GOES_ON), "июль", "МОЦ"),
    ]

    (table,) = read(tmp_path, tbl(*rows))

    assert grid(table)[:2] == [
        [("№", 0, 1, False), ("Сроки", 1, 2, False), ("Кто", 3, 1, False)],
        [("1", 0, 1, False), ("Сроки", 1, 1, True), ("Сроки", 2, 1, True), ("МОЦ", 3, 1, False)],
    ]
    assert grid(table)[3][1] == ("сам", 1, 1, False)


def test_cells_merged_across_in_the_old_way_and_cells_that_begin_late(tmp_path):
    across = [tc("План", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), "МОЦ"]
    late = tr("Итого", "5", settings='<w:gridBefore w:val="1"/>')

    (table,) = read(tmp_path, tbl(tr(*across), late))

    assert grid(table) == [
        [("План", 0, 2, False), ("МОЦ", 2, 1, False)],
        [("Итого", 1, 1, False), ("5", 2, 1, False)],
    ]


def test_deleted_and_hidden_rows_are_counted_but_not_read(tmp_path):
    rows = [
        tr("1", "было", settings='<w:del w:id="1"/>'),
        tr("2", "тайно", settings="<w:hidden/>"),
        tr("3", "стало", settings='<w:ins w:id="2"/>'),
    ]

    (table,) = read(tmp_path, tbl(*rows))

    assert table.rows == [(Cell("3", 0, row=2), Cell("стало", 1, row=2))]


def test_deleted_cells_leave_their_column_empty(tmp_path):
    gone = tc("было", '<w:cellDel w:id="1"/>')

    (table,) = read(tmp_path, tbl(tr("1", gone, "май")))

    assert grid(table) == [[("1", 0, 1, False), ("май", 2, 1, False)]]


def test_narrow_table_in_a_cell_is_text_and_a_wide_one_a_table(tmp_path):
    narrow = tbl(tr("Сайт"), tr("Группа"))
    wide = tbl(tr("1", "Сбор", "май"), tr("2", "Слёт", "июнь"))

    outer, inner = read(tmp_path, tbl(tr("1", tc(p("Каналы") + narrow + p()), tc(wide + p()))))

    assert [cell.text for cell in outer.rows[0]] == ["1", "Каналы\nСайт\nГруппа", ""]
    assert [[cell.text for cell in row] for row in inner.rows] == [
        ["1", "Сбор", "май"],
        ["2", "Слёт", "июнь"],
    ]
    assert (outer.place, inner.place) == (0, -1)
    assert [row[0].row for row in inner.rows] == [0, 1]


def test_places_count_paragraphs_and_tables_of_the_body_only(tmp_path):
    body = p("План") + sdt(p("на год") + tbl(tr(tc(p("а") + p("б"))))) + p("Подпись")
    path = write(tmp_path / "plan.docx", body)

    blocks = read_blocks(path, path.name)

    assert [block.place for block in blocks] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("markup", "cell", "is_ruled"),
    [
        (LINES, "", True),
        (NO_LINES, "", False),
        ("", "", False),
        ('<w:tblStyle w:val="Grid"/>', "", True),
        ('<w:tblStyle w:val="Child"/>', "", True),
        ('<w:tblStyle w:val="Plain"/>', "", False),
        (NO_LINES, '<w:tcBorders><w:top w:val="single"/></w:tcBorders>', True),
        (LINES, '<w:tcBorders><w:top w:val="nil"/></w:tcBorders>', False),
    ],
)
def test_table_is_ruled_if_a_reader_sees_lines(tmp_path, markup, cell, is_ruled):
    styles = (
        f'<w:style w:type="table" w:styleId="Grid"><w:tblPr>{LINES}</w:tblPr></w:style>'
        '<w:style w:type="table" w:styleId="Child"><w:basedOn w:val="Grid"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="Plain"/>'
    )

    (table,) = read(tmp_path, tbl(tr(tc("1", cell)), settings=markup), styles=styles)

    assert table.is_ruled is is_ruled


def test_each_table_knows_the_page_of_its_section(tmp_path):
    stamp = tbl(tr("УТВЕРЖДАЮ"), widths=(5000,))
    plan = tbl(tr("1", "Сбор"), widths=(700, 12000))
    path = write(tmp_path / "plan.docx", stamp + p("", UPRIGHT) + plan + ACROSS)

    source = read_source(path, path.name)

    stamp, _, plan = source.blocks
    assert (stamp.is_landscape, plan.is_landscape) == (False, True)
    assert plan.widths_mm == (12.3, 211.7)
    assert source.look == Look(True, left=30.0, right=15.0, top=20.0, bottom=20.0)


def test_widths_of_cells_serve_where_the_grid_has_none(tmp_path):
    share = '<w:tcW w:w="50" w:type="pct"/>'
    row = tr(tc("1", '<w:tcW w:w="567" w:type="dxa"/>'), tc("Сбор", share))

    (table,) = read(tmp_path, tbl(row))

    assert table.widths_mm == (10.0, None)


STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi"/><w:sz w:val="22"/>'
    "</w:rPr></w:rPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
    '<w:rPr><w:sz w:val="28"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Title"><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:jc w:val="center"/><w:pageBreakBefore/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Sub"><w:basedOn w:val="Title"/></w:style>'
    '<w:style w:type="character" w:styleId="Strong"><w:rPr><w:b/></w:rPr></w:style>'
)


def styled(name):
    return f'<w:pStyle w:val="{name}"/>'


def test_type_comes_from_the_run_the_style_or_the_defaults(tmp_path):
    body = (
        p("План", styled("Sub"))
        + p(run("Введение", '<w:sz w:val="24"/>'), '<w:jc w:val="end"/>')
        + p(run("Важно", '<w:rStyle w:val="Strong"/>'))
        + p(run("не жирно", '<w:b w:val="0"/>'), styled("Sub"))
        + tbl(tr(tc(p(run("1", '<w:sz w:val="20"/>'))), tc(p("Раздел", styled("Sub")))))
    )
    path = write(tmp_path / "plan.docx", body, styles=STYLES)

    source = read_source(path, path.name)

    *lines, table = source.blocks
    assert [(x.alignment, x.is_bold, x.starts_page, x.points) for x in lines] == [
        ("center", True, True, 14.0),
        ("right", False, False, 12.0),
        ("", True, False, 14.0),
        ("center", False, True, 14.0),
    ]
    assert table.points == 10.0
    assert [cell.is_bold for cell in table.rows[0]] == [False, True]


def test_main_font_is_the_one_that_most_text_is_set_in(tmp_path):
    own = '<w:rFonts w:ascii="Times New Roman"/><w:sz w:val="24"/>'
    path = write(tmp_path / "plan.docx", p("План") + p(run("Введение", own) * 3), styles=STYLES)

    look = read_source(path, path.name).look

    assert (look.font, look.points) == ("Times New Roman", 12.0)


def test_font_of_the_theme_serves_where_nothing_else_is_named(tmp_path):
    theme = (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:fontScheme>'
        '<a:minorFont><a:latin typeface="Calibri"/></a:minorFont></a:fontScheme></a:theme>'
    )
    path = write(tmp_path / "plan.docx", p("План"), styles=STYLES)
    with ZipFile(path, "a") as package:
        package.writestr("word/theme/theme1.xml", theme)

    look = read_source(path, path.name).look

    assert (look.font, look.points) == ("Calibri", 14.0)
