"""OpenDocument texts and spreadsheets as a person sees them."""

from zipfile import ZipFile

import pytest

from documents.readers import Look, Paragraph, Table, read_blocks, read_source

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAMESPACES = " ".join(
    [
        *(f'xmlns:{name}="{_OASIS}:{name}:1.0"' for name in ("office", "text", "table", "style")),
        f'xmlns:fo="{_OASIS}:xsl-fo-compatible:1.0"',
        f'xmlns:svg="{_OASIS}:svg-compatible:1.0"',
        f'xmlns:draw="{_OASIS}:drawing:1.0"',
    ]
)


def write(tmp_path, body, *, kind="text", styles="", common=""):
    path = tmp_path / "plan.odt"
    content = (
        f"<office:document-content {NAMESPACES}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}>"
        "</office:body></office:document-content>"
    )
    with ZipFile(path, "w") as package:
        package.writestr("content.xml", content)
        package.writestr(
            "styles.xml", f"<office:document-styles {NAMESPACES}>{common}</office:document-styles>"
        )
    return path


def p(text, style=""):
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def td(*lines, more=""):
    return f"<table:table-cell {more}>{''.join(map(p, lines))}</table:table-cell>"


def table(*rows, columns=""):
    made = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    return f'<table:table table:name="План">{columns}{made}</table:table>'


def texts(block):
    return [[cell.text for cell in row] for row in block.rows]


INSERTED = '<text:change-start text:change-id="1"/>новый<text:change-end/> срок'
NOTE = "Сбор<text:note><text:note-citation>1</text:note-citation><text:note-body/></text:note>"
RUBY = (
    "<text:ruby><text:ruby-base>слово</text:ruby-base>"
    "<text:ruby-text>чтение</text:ruby-text></text:ruby>"
)
SHOWN = {
    "blanks": ('а<text:s text:c="2"/>б<text:tab/>в<text:line-break/>г', "а  б\tв\nг"),
    "span and link": ("<text:span>Сайт</text:span> <text:a>МОЦ</text:a>", "Сайт МОЦ"),
    "inserted": (INSERTED, "новый срок"),
    "note": (NOTE, "Сбор"),
    "comment": ("Сбор<office:annotation><text:p>кто?</text:p></office:annotation>", "Сбор"),
    "placeholder": ("до <text:placeholder>&lt;дата&gt;</text:placeholder>", "до "),
    "ruby": (RUBY, "слово"),
    "hidden": ('явно<text:span text:style-name="Hidden"> тайно</text:span>', "явно"),
    "field": ("<text:date>01.09.2024</text:date>", "01.09.2024"),
    "picture": ("Герб<draw:frame><svg:title>файл</svg:title><draw:image/></draw:frame>", "Герб"),
}
HIDDEN = (
    '<style:style style:name="Hidden" style:family="text">'
    '<style:text-properties text:display="none"/></style:style>'
)


@pytest.mark.parametrize(("markup", "text"), SHOWN.values(), ids=SHOWN)
def test_paragraph_reads_what_a_reader_sees(tmp_path, markup, text):
    path = write(tmp_path, p(markup), styles=HIDDEN)

    assert [block.text for block in read_blocks(path, path.name)] == [text]


def test_deleted_text_and_hidden_sections_are_not_read(tmp_path):
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>было</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        f"<text:section>{p('План')}</text:section>"
        f'<text:section text:display="none">{p("тайно")}</text:section>'
    )
    path = write(tmp_path, body)

    assert read_blocks(path, path.name) == [Paragraph("План", place=0)]


def test_text_box_stands_before_its_paragraph_and_notes_stand_apart(tmp_path):
    frame = f"<draw:frame><draw:text-box>{p('УТВЕРЖДАЮ')}</draw:text-box></draw:frame>"
    note = f"<text:note><text:note-body>{p('По согласованию')}</text:note-body></text:note>"
    path = write(tmp_path, p(f"План{frame}{note}") + p("Введение"))

    source = read_source(path, path.name)

    assert [(block.text, block.place) for block in source.blocks] == [
        ("УТВЕРЖДАЮ", -1),
        ("План", 0),
        ("Введение", 1),
    ]
    assert source.notes == ("По согласованию",)


STYLES = (
    '<style:font-face style:name="F1" svg:font-family="\'Times New Roman\'"/>'
    '<style:default-style style:family="paragraph"><style:text-properties style:font-name="F1" '
    'fo:font-size="12pt"/></style:default-style>'
    '<style:style style:name="Head" style:family="paragraph"><style:paragraph-properties '
    'fo:text-align="center"/><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Head"/>'
    '<style:style style:name="P2" style:family="paragraph" style:parent-style-name="Head">'
    '<style:paragraph-properties fo:break-before="page" fo:text-align="end"/>'
    '<style:text-properties fo:font-weight="normal" fo:font-size="14pt"/></style:style>'
    '<style:style style:name="T1" style:family="text">'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
)


def test_styles_inherit_from_their_parents(tmp_path):
    bold = '<text:span text:style-name="T1">Важно</text:span>'
    path = write(tmp_path, p("План", "P1") + p("год", "P2") + p(bold) + p("текст"), styles=STYLES)

    blocks = read_blocks(path, path.name)

    assert [(x.alignment, x.is_bold, x.starts_page, x.points) for x in blocks] == [
        ("center", True, False, 12.0),
        ("right", False, True, 14.0),
        ("", True, False, 12.0),
        ("", False, False, 12.0),
    ]


LIST = (
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" '
    'style:num-format="1" style:num-suffix="."/><text:list-level-style-number text:level="2" '
    'style:num-format="1" style:num-suffix="." text:display-levels="2"/></text:list-style>'
    '<text:list-style style:name="L2"><text:list-level-style-number text:level="1" '
    'style:num-format="I" style:num-suffix=")" text:start-value="3"/></text:list-style>'
    '<text:list-style style:name="L3"><text:list-level-style-bullet text:level="1"/>'
    "</text:list-style>"
)


def items(*entries, style="L1", more=""):
    inner = "".join(f"<text:list-item>{entry}</text:list-item>" for entry in entries)
    return f'<text:list text:style-name="{style}" {more}>{inner}</text:list>'


def test_lists_print_their_own_numbers_and_go_on_where_they_say_so(tmp_path):
    body = (
        items(p("а") + items(p("б"), p("в"), style=""), p("г"), more='xml:id="one"')
        + items(p("д"), style="L2")
        + items(p("е"), style="L3")
        + items(p("ж"), more='text:continue-numbering="true"')
        + items(p("з"), more='text:continue-list="one"')
        + items(p("и"))
    )
    path = write(tmp_path, body, styles=LIST)

    labels = [block.label for block in read_blocks(path, path.name)]

    assert labels == ["1.", "1.1.", "1.2.", "2.", "III)", "", "3.", "4.", "1."]


def test_number_column_of_a_table_is_a_list_that_goes_on(tmp_path):
    number = items(p(""), more='text:continue-numbering="true"')
    several = items(p("отчёт"), p("справка"))
    first = f"<table:table-cell>{number}</table:table-cell>"
    row, last = first + td("Сбор"), f"{first}<table:table-cell>{several}</table:table-cell>"
    path = write(tmp_path, table(row, row, last), styles=LIST)

    (block,) = read_blocks(path, path.name)

    assert [row[0].label for row in block.rows] == ["1.", "2.", "3."]
    assert block.rows[2][1].text == "1. отчёт\n2. справка"


def test_start_value_of_an_item_sets_the_number(tmp_path):
    entry = '<text:list-item text:start-value="7">{}</text:list-item>'.format(p("а"))
    following = f"<text:list-item>{p('б')}</text:list-item>"
    body = f'<text:list text:style-name="L1">{entry}{following}</text:list>'
    path = write(tmp_path, body, styles=LIST)

    assert [block.label for block in read_blocks(path, path.name)] == ["7.", "8."]


def test_hidden_columns_and_sheets_are_left_out_but_counted(tmp_path):
    columns = (
        '<table:table-column/><table:table-column table:visibility="collapse"/>'
        "<table:table-column/>"
    )
    hidden = (
        '<style:style style:name="ta1" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    old = '<table:table table:name="Старое" table:style-name="ta1"/>'
    body = old + table(td("№") + td("было") + td("Срок"), columns=columns)
    path = write(tmp_path, body, kind="spreadsheet", styles=hidden)

    name, block = read_blocks(path, path.name)

    assert name.label == "План"
    assert block.place == 1
    assert [(cell.text, cell.column) for cell in block.rows[0]] == [("№", 0), ("Срок", 2)]


def test_cells_show_days_in_words_and_numbers_as_printed(tmp_path):
    def value(kind, shown, stored):
        return td(shown, more=f'office:value-type="{kind}" office:{stored}')

    row = (
        value("date", "05/09/24", 'date-value="2024-09-05"')
        + value("date", "сентябрь 2024", 'date-value="2024-09-01"')
        + value("percentage", "25%", 'value="0.25"')
        + value("float", "1,1", 'value="1.1"')
    )
    path = write(tmp_path, table(row), kind="spreadsheet")

    _, block = read_blocks(path, path.name)

    assert texts(block) == [["05.09.2024", "сентябрь 2024", "25%", "1.1"]]


def test_repeated_rows_keep_their_numbers(tmp_path):
    body = (
        '<table:table><table:table-header-rows><table:table-row table:number-rows-repeated="2">'
        f"{td('+')}</table:table-row></table:table-header-rows><table:table-row>"
        f"{td('а')}</table:table-row></table:table>"
    )
    path = write(tmp_path, body)

    (block,) = read_blocks(path, path.name)

    assert [(row[0].text, row[0].row) for row in block.rows] == [("+", 0), ("+", 1), ("а", 2)]


def test_page_of_the_widest_table_and_lines_of_cells(tmp_path):
    common = (
        '<style:page-layout style:name="Wide"><style:page-layout-properties '
        'fo:page-width="29.7cm" fo:page-height="21cm" fo:margin-left="3cm" '
        'fo:margin-right="1.5cm" fo:margin-top="2cm" fo:margin-bottom="2cm"/></style:page-layout>'
        '<style:page-layout style:name="High"><style:page-layout-properties '
        'fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2cm"/></style:page-layout>'
        '<style:master-page style:name="Standard" style:page-layout-name="High"/>'
        '<style:master-page style:name="Across" style:page-layout-name="Wide"/>'
    )
    styles = (
        '<style:style style:name="P9" style:family="paragraph" style:master-page-name="Across"/>'
        '<style:style style:name="C1" style:family="table-column">'
        '<style:table-column-properties style:column-width="12cm"/></style:style>'
        '<style:style style:name="A1" style:family="table-cell">'
        '<style:table-cell-properties fo:border="none"/></style:style>'
        '<style:style style:name="B1" style:family="table-cell">'
        '<style:table-cell-properties fo:border="0.5pt solid #000000"/></style:style>'
    )
    wide = '<table:table-column table:style-name="C1"/>'
    body = (
        table(td("УТВЕРЖДАЮ", more='table:style-name="A1"'))
        + p("План", "P9")
        + table(td("1", more='table:style-name="B1"'), columns=wide)
    )
    path = write(tmp_path, body, styles=STYLES + styles, common=common)

    source = read_source(path, path.name)

    stamp, plan = (block for block in source.blocks if isinstance(block, Table))
    assert (stamp.is_landscape, stamp.is_ruled, stamp.place) == (False, False, 0)
    assert (plan.is_landscape, plan.is_ruled, plan.place) == (True, True, 2)
    assert plan.widths_mm == (120.0,)
    assert source.look == Look(True, 30.0, 15.0, 20.0, 20.0, "Times New Roman", 12.0)
