"""Numbers that Word prints though nobody typed them."""

from documents.readers import read_blocks
from tests.documents.readers.docx_files import level, listed, p, tbl, tc, tr, write


def labels(tmp_path, *settings, numbering="", styles=""):
    body = "".join(p("текст", each) for each in settings)
    path = write(tmp_path / "plan.docx", body, numbering=numbering, styles=styles)
    return [block.label for block in read_blocks(path, path.name)]


def abstract(number, *levels, more=""):
    inner = "".join(levels)
    return f'<w:abstractNum w:abstractNumId="{number}">{more}{inner}</w:abstractNum>'


def num(number, list_number, more=""):
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{list_number}"/>{more}</w:num>'


def override(ilvl, start=None, more=""):
    anew = "" if start is None else f'<w:startOverride w:val="{start}"/>'
    return f'<w:lvlOverride w:ilvl="{ilvl}">{anew}{more}</w:lvlOverride>'


NESTED = abstract(0, level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2."))


def test_levels_count_within_each_other(tmp_path):
    order = [listed(1, depth) for depth in (0, 1, 1, 0, 1)]

    assert labels(tmp_path, *order, numbering=NESTED + num(1, 0)) == [
        *("I.", "I.1.", "I.2.", "II.", "II.1."),
    ]


def test_legal_numbers_are_digits_and_a_level_may_go_on_through_sections(tmp_path):
    legal = level(1, "decimal", "%1.%2", '<w:isLgl/><w:lvlRestart w:val="0"/>')
    order = [listed(1, depth) for depth in (0, 1, 0, 1)]
    numbering = abstract(0, level(0, "upperRoman", "%1."), legal) + num(1, 0)

    assert labels(tmp_path, *order, numbering=numbering) == ["I.", "1.1", "II.", "2.2"]


def test_uses_of_one_list_count_on_until_one_starts_anew(tmp_path):
    plain = abstract(0, level(0, "decimal", "%1)"))
    numbering = plain + num(1, 0) + num(2, 0) + num(3, 0, override(0, start=5))
    order = [listed(1), listed(2), listed(3), listed(3)]

    assert labels(tmp_path, *order, numbering=numbering) == ["1)", "2)", "5)", "6)"]


def test_a_use_may_print_its_own_level(tmp_path):
    own = override(0, more=level(0, "russianLower", "%1)", start=3))
    numbering = abstract(0, level(0, "decimal", "%1.")) + num(1, 0, own)

    assert labels(tmp_path, listed(1), listed(1), numbering=numbering) == ["в)", "г)"]


def test_numbers_through_styles(tmp_path):
    levels = level(0, "decimal", "%1."), level(1, "decimal", "%1.%2.", '<w:pStyle w:val="Two"/>')
    styles = (
        f'<w:style w:type="paragraph" w:styleId="One"><w:pPr>{listed(1)}</w:pPr></w:style>'
        f'<w:style w:type="paragraph" w:styleId="Two"><w:pPr>{listed(1)}</w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Child"><w:basedOn w:val="Two"/></w:style>'
    )
    order = [f'<w:pStyle w:val="{name}"/>' for name in ("One", "Two", "Child")]
    order.append(f'<w:pStyle w:val="Two"/>{listed(0)}')
    numbering = abstract(0, *levels) + num(1, 0)

    assert labels(tmp_path, *order, numbering=numbering, styles=styles) == [
        "1.",
        "1.1.",
        "1.2.",
        "",
    ]


def test_list_that_refers_to_a_list_style(tmp_path):
    numbering = (
        abstract(0, level(0, "decimal", "%1."), more='<w:styleLink w:val="Numbers"/>')
        + abstract(1, more='<w:numStyleLink w:val="Numbers"/>')
        + num(1, 1)
    )

    assert labels(tmp_path, listed(1), listed(1), numbering=numbering) == ["1.", "2."]


def test_bullets_and_unknown_lists_have_no_number(tmp_path):
    numbering = abstract(0, level(0, "bullet", "•")) + num(1, 0)

    assert labels(tmp_path, listed(1), listed(9), numbering=numbering) == ["", ""]


def test_number_column_of_empty_paragraphs_skips_deleted_and_covered_rows(tmp_path):
    number = p("", listed(1))
    rows = [
        tr(tc(number, '<w:vMerge w:val="restart"/>'), "Сбор"),
        tr(tc(number, "<w:vMerge/>"), "Сбор, часть вторая"),
        tr(tc(number), "было", settings='<w:del w:id="1"/>'),
        tr(tc(number), "Слёт"),
    ]
    numbering = abstract(0, level(0, "decimal", "%1.")) + num(1, 0)
    path = write(tmp_path / "plan.docx", tbl(*rows), numbering=numbering)

    (table,) = read_blocks(path, path.name)

    assert [row[0].label for row in table.rows] == ["1.", "1.", "2."]


def test_list_in_a_cell_keeps_its_numbers_in_the_text(tmp_path):
    lines = p("Итоги:") + p("отчёт", listed(1)) + p("справка", listed(1))
    numbering = abstract(0, level(0, "decimal", "%1)")) + num(1, 0)
    path = write(tmp_path / "plan.docx", tbl(tr(tc(lines))), numbering=numbering)

    (table,) = read_blocks(path, path.name)

    assert table.rows[0][0].text == "Итоги:\n1) отчёт\n2) справка"
