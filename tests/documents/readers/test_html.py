import pytest

from documents.readers import Cell, Paragraph, Table, UnreadableDocumentError
from documents.readers.html import MAX_BYTES, read_html


@pytest.fixture
def read(tmp_path):
    path = tmp_path / "pasted.html"

    def read_markup(markup):
        path.write_bytes(markup.encode() if isinstance(markup, str) else markup)
        return read_html(path)

    return read_markup


def texts(table):
    return [[cell.text for cell in row] for row in table.rows]


def cell_of(read, markup):
    (table,) = read(f"<table><tr><td>{markup}</td></tr></table>")
    return table.rows[0][0]


def test_paragraphs_and_tables_stand_in_order_with_their_places(read):
    blocks = read(
        "<p align=center><b>План</b></p>слово <i>и другое</i><table><tr><td>1<td>2</table>"
        "<p style='page-break-before:always'>Конец"
    )

    assert blocks == [
        Paragraph("План", "center", is_bold=True, place=0),
        Paragraph("слово и другое", place=1),
        Table([(Cell("1", 0, row=0), Cell("2", 1, row=0))], place=2),
        Paragraph("Конец", starts_page=True, place=3),
    ]


def test_spans_are_laid_over_the_grid_and_covered_cells_repeat(read):
    (table,) = read(
        "<table><thead><tr><th rowspan=2>№<th colspan=2>Сроки</tr>"
        "<tr><th>начало<th>конец</tr></thead><tr><td>1<td>май<td>июнь</tr></table>"
    )

    assert table.rows == [
        (Cell("№", 0, is_bold=True, row=0), Cell("Сроки", 1, 2, is_bold=True, row=0)),
        (
            Cell("№", 0, is_covered=True, is_bold=True, row=1),
            Cell("начало", 1, is_bold=True, row=1),
            Cell("конец", 2, is_bold=True, row=1),
        ),
        (Cell("1", 0, row=2), Cell("май", 1, row=2), Cell("июнь", 2, row=2)),
    ]


@pytest.mark.parametrize(
    "hidden",
    [
        "<tr style='display:none'>",
        "<tr height=0>",
        "<tr style='height:0pt'>",
        "<tr style='mso-hide:all'>",
        "<tr style='visibility:collapse'>",
    ],
)
def test_hidden_rows_are_counted_but_not_read(read, hidden):
    (table,) = read(
        f"<table><tr><td rowspan=3>а<td>б</tr>{hidden}<td>нет</tr>"
        "<tr style='height:0.5pt'><td>в</tr></table>"
    )

    assert [[(cell.text, cell.row) for cell in row] for row in table.rows] == [
        [("а", 0), ("б", 0)],
        [("а", 2), ("в", 2)],
    ]


def test_a_text_that_lies_over_its_neighbours_is_one_cell(read):
    (table,) = read(
        "<table><tr><td colspan=3 style='mso-ignore:colspan'>Раздел</tr>"
        "<tr><td>1<td>2<td>3</tr></table>"
    )

    assert table.rows[0] == (Cell("Раздел", 0, row=0), Cell("", 1, row=0), Cell("", 2, row=0))


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Сбор<br style='mso-data-placement:same-cell'>\n   заявок", "Сбор\nзаявок"),
        ("<p>Сбор\r\n  заявок</p><p>школ<o:p>&nbsp;</o:p></p>", "Сбор заявок\nшкол"),
        ("<div>Сбор</div>\n<div>заявок</div>", "Сбор\nзаявок"),
        ("<ul><li>один<li>два</ul>", "один\nдва"),
        ("об&shy;ра&#173;зование", "образование"),
        ("учебно&#8209;методический", "учебно-методический"),
        ("<del>вчера</del><ins cite='mailto:x'>завтра</ins>", "завтра"),
        ("&nbsp;", ""),
        ("<span style='display:none'>тайна</span>явно", "явно"),
        ("<span style='mso-hide:all'>тайна</span>явно", "явно"),
        ("явно<script>alert(1)</script><style>b{}</style><!-- нет -->", "явно"),
        ("<a href='http://example.org/'>ссылка</a>", "ссылка"),
        ("текст<a style='mso-footnote-id:ftn1' href='#_ftn1'>[1]</a>", "текст"),
        ("<a style='mso-comment-reference:А_1'>речь</a><a class=msocomanchor>[А1]</a>", "речь"),
        ("<span style='font-family:Wingdings;mso-char-type:symbol'>ü</span>", "+"),
        ("слева<span style='mso-tab-count:1'>&nbsp; &nbsp;</span>справа", "слева\tсправа"),
        ("<table><tr><td>узкая<td>таблица</table>", "узкая\nтаблица"),
    ],
)
def test_the_text_of_a_cell_is_what_a_person_sees(read, markup, text):
    assert cell_of(read, markup).text == text


def test_a_number_made_by_word_stands_apart_and_those_of_a_list_stay(read):
    number = "<![if !supportLists]><span style='mso-list:Ignore'>{}<span>&nbsp; </span></span>"
    one = f"<p style='mso-list:l0 level1 lfo1'>{number.format('1.')}<![endif]>Сбор</p>"
    two = one.replace("1.", "2.").replace("Сбор", "Слёт")
    bullet = one.replace("1.", "·")

    cells = [cell_of(read, markup) for markup in (one, one + two, bullet)]

    assert [(cell.text, cell.label) for cell in cells] == [
        ("Сбор", "1."),
        ("1. Сбор\n2. Слёт", ""),
        ("Сбор", ""),
    ]


def test_a_number_column_made_as_a_list_counts_on(read):
    (table,) = read(
        "<table><tr><td><ol><li><p><br></p></ol><td>Сбор</tr>"
        "<tr><td><ol start=2><li><p><br></p></ol><td>Слёт</tr>"
        "<tr><td><ol type=I start=4><li></ol><td>Бал</tr></table>"
    )

    assert [row[0].label for row in table.rows] == ["1.", "2.", "IV."]


def test_a_wide_table_in_a_cell_becomes_a_table_of_its_own(read):
    outer, inner, after = read(
        "<table><tr><td>а<table><tr><td>1<td>2<td>3</table>б<td>в</table><p>после"
    )

    assert (texts(outer), outer.place) == ([["а\nб", "в"]], 0)
    assert (texts(inner), inner.place) == ([["1", "2", "3"]], -1)
    assert after == Paragraph("после", place=1)


@pytest.mark.parametrize(
    ("columns", "widths"),
    [
        ("<col width=96><col span=2 style='width:72pt' width=1>", (25.4, 25.4, 25.4)),
        ("<colgroup width=96></colgroup><colgroup span=2 width=48>", (25.4, 12.7, 12.7)),
        ("<col width='20*'><col width='30%'>", ()),
    ],
)
def test_widths_of_columns_are_millimetres(read, columns, widths):
    (table,) = read(f"<table>{columns}<tr><td>1<td>2<td>3</table>")

    assert table.widths_mm == widths


def test_without_columns_the_cells_tell_the_widths(read):
    (table,) = read(
        "<table><tr><td colspan=2 width=500>План<tr><td width=1 style='width:72pt'>1<td>2</table>"
    )

    assert table.widths_mm == (25.4,)


def test_bold_comes_from_tags_classes_and_styles(read):
    (table,) = read(
        "<style>.xl65 {font-weight:700;} p.Quiet{font-weight:400}</style><table><tr>"
        "<td class=xl65>а<td><b>б</b><td><b style='font-weight:normal'>в</b>"
        "<td><p class=Quiet>г</table>"
    )

    assert [cell.is_bold for cell in table.rows[0]] == [True, True, False, False]


def test_only_the_fragment_is_read_where_it_is_marked(read):
    (table,) = read(
        "Version:1.0\r\nStartHTML:00000097\r\n<html><body>мимо<p>мимо</p><table>мимо"
        "<!--StartFragment--><tr><td>да</td></tr><!--EndFragment--></table>мимо</body></html>"
    )[1:2]

    assert texts(table) == [["да"]]


@pytest.mark.parametrize("markup", ["", "   ", "<", "<!--", "<table>", b"\xff\xfe<td>"])
def test_scraps_give_no_text(read, markup):
    said = [block for block in read(markup) if isinstance(block, Paragraph)]

    assert all(not paragraph.text.strip("<") for paragraph in said)


@pytest.mark.parametrize(
    ("markup", "sentence"),
    [
        (" " * (MAX_BYTES + 1), "больше 5 МБ"),
        ("<div>" * 200, "слишком сложно"),
        ("<table><tr><td>" * 200, "слишком сложно"),
        ("<table><tr>" + "<td rowspan=9999>x" * 256 + "<tr>" * 2000, "слишком много ячеек"),
    ],
)
def test_hostile_markup_is_refused_with_a_sentence(read, markup, sentence):
    with pytest.raises(UnreadableDocumentError, match=sentence):
        read(markup)


def test_a_cell_as_wide_as_the_sky_is_cut(read):
    (table,) = read("<table><tr><td colspan=99999>а<td>б<tr><td colspan=999999999>в</table>")

    assert [(cell.column, cell.span) for row in table.rows for cell in row] == [(0, 256), (0, 1)]
