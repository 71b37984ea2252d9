"""What is read of a block from the clipboard: columns, merged cells, lines within cells."""

from pathlib import Path

import pytest

from documents.readers.grid import Cell, UnreadableDocumentError
from plans.domain.content import Field
from plans.domain.pasting import (
    MAX_LINES,
    KnownColumn,
    block_of,
    match_columns,
    read_html_block,
    read_text_block,
    tab_rows,
)
from tests.plans import clipboards

COLUMNS = (
    KnownColumn("n", "№", Field.NUMBER),
    KnownColumn("t", "Наименование мероприятия", Field.TITLE),
    KnownColumn("d", "Сроки исполнения", Field.DEADLINE),
    KnownColumn("r", "Ответственный", Field.RESPONSIBLE),
    KnownColumn("o", "Охват", Field.OTHER),
)
OFFICES = Path(__file__).parents[2] / "e2e" / "clipboards"


def row(*texts):
    return tuple(Cell(text, place) for place, text in enumerate(texts))


def read(html, tmp_path):
    source = tmp_path / "pasted.html"
    source.write_text(html, encoding="utf-8")
    return read_html_block(source, [(one.uid, one.header, one.field.value) for one in COLUMNS])


def texts(block):
    return [line.texts for line in block.lines]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("", [[""]]),
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ('"a\nb"\tc', [["a\nb", "c"]]),
        ('"он сказал ""да""\nи ушёл"', [['он сказал "да"\nи ушёл']]),
        ('"Слёт" и "Бал"\tмай', [['"Слёт" и "Бал"', "май"]]),
        ('"Слёт"\tмай', [['"Слёт"', "май"]]),
        ('"Слёт\tмай\nБал"\tиюнь', [['"Слёт', "май"], ['Бал"', "июнь"]]),
        ('"Слёт\tвесной"\tмай\nБал\tиюнь', [["Слёт\tвесной", "май"], ["Бал", "июнь"]]),
        ('А\tмай\t1\n"Слёт\tи\nбал"\tиюнь\t2', [["А", "май", "1"], ["Слёт\tи\nбал", "июнь", "2"]]),
        ('"Слёт\tмай\t1\nБал\tиюнь"\t2', [['"Слёт', "май", "1"], ["Бал", 'июнь"', "2"]]),
        ("a\t\t", [["a", "", ""]]),
        ("\ta", [["", "a"]]),
        ("a\vb\tc", [["a\nb", "c"]]),
    ],
    ids=[
        "nothing",
        "rows and columns",
        "a line break in quotes",
        "doubled quotes",
        "quotes that are text",
        "a title in quotes",
        "quotes that do not close in their cell",
        "a tab in quotes",
        "a tab and a line break in quotes",
        "quotes over two even rows",
        "empty cells at the end",
        "an empty cell at the beginning",
        "a soft break",
    ],
)
def test_tabs_and_quotes_as_excel_writes_them(text, rows):
    assert tab_rows(text) == rows


@pytest.mark.parametrize(
    ("headers", "columns"),
    [
        (("№ п/п", "Мероприятие", "Срок"), ("n", "t", "d")),
        (("Охват", "Исполнитель"), ("o", "r")),
        (("Срок", "Сроки исполнения"), (None, "d")),
        (("Примечание", "Прочее"), (None, None)),
        (("", "Срок"), (None, "d")),
    ],
    ids=["by meaning", "by name", "its own name before a like one", "unknown", "no header"],
)
def test_headers_lead_to_columns_each_once(headers, columns):
    assert match_columns(headers, COLUMNS) == columns


def test_rows_above_the_header_and_the_header_itself_are_no_content():
    rows = [
        (Cell("План на год", 0, 3),),
        row("№ п/п", "Мероприятие", "Срок"),
        row("1", "2", "3"),
        row("1", "Слёт", "май"),
        row("№ п/п", "Мероприятие", "Срок"),
        row("2", "Бал", "июнь"),
    ]

    block = block_of(rows, COLUMNS)

    assert texts(block) == [("1", "Слёт", "май"), ("2", "Бал", "июнь")]
    assert (block.columns, block.skipped) == (("n", "t", "d"), 4)


def test_without_a_header_nothing_is_guessed():
    block = block_of([row("1", "Слёт", "май"), row("2", "Бал", "июнь")], COLUMNS)

    assert (block.columns, block.headers, block.skipped) == (None, (), 0)


def test_one_column_has_a_header_only_if_the_plan_calls_it_so():
    named = block_of([row("Сроки исполнения"), row("май")], COLUMNS)
    like = block_of([row("Результат"), row("май")], COLUMNS)

    assert (texts(named), texts(like)) == ([("май",)], [("Результат",), ("май",)])


def test_a_text_over_the_whole_width_is_a_section():
    block = block_of([(Cell("Раздел 1", 0, 3),), row("1", "Слёт", "май")], COLUMNS)

    assert [line.is_section for line in block.lines] == [True, False]


def test_a_section_of_plain_text_stands_alone_in_its_row():
    block = read_text_block("Раздел 1. Слёты\t\t\r\n1\tСлёт\tмай\r\nОтчёт\t\t\r\n", COLUMNS)

    assert [line.is_section for line in block.lines] == [True, False, False]


def test_empty_columns_on_the_right_are_not_pasted():
    block = block_of([row("1", "Слёт", "", ""), row("2", "Бал", "", "")], COLUMNS)

    assert texts(block) == [("1", "Слёт"), ("2", "Бал")]


def test_lines_without_tabs_are_no_table():
    block = read_text_block("первая\r\nвторая\r\n", COLUMNS)

    assert (texts(block), block.is_table) == ([("первая",), ("вторая",)], False)


@pytest.mark.parametrize("office", ["word", "excel", "calc"])
def test_every_office_gives_the_same_rows(office, tmp_path):
    block = read(getattr(clipboards, office)(merged=True), tmp_path)

    items = [line for line in block["lines"] if not line["section"]]
    assert block["columns"] == ("n", "t", "d", "r", None)
    assert [line["texts"][1] for line in items] == [
        "Сбор заявок школ и домов творчества",
        'Конкурс "Слёт" и "Бал"',
        "Курсы по темам:\n- наставничество;\n- сетевые программы",
        "Семинар",
    ]
    assert [line["covered"][3] for line in items] == [False, True, False, True]
    assert items[1]["texts"][3] == "Ветрова О.Н.,\nЛужин П.С."


@pytest.mark.parametrize(("office", "lines"), [("word", 23), ("excel", 20), ("calc", 23)])
def test_captured_blocks_are_read_whole(office, lines, tmp_path):
    block = read((OFFICES / f"{office}.html").read_text(encoding="utf-8"), tmp_path)

    assert len(block["lines"]) == lines
    assert block["lines"][-1]["texts"][1] == "План на следующий год"


def test_no_break_spaces_and_marks_of_word_leave_the_text(tmp_path):
    html = (
        "<table><tr><td><p>до&nbsp;15<o:p></o:p></p></td><td>&nbsp;</td><td>a&#13;<br>b</td></tr>"
        "<tr><td>x</td><td>y</td><td>z</td></tr></table>"
    )

    assert read(html, tmp_path)["lines"][0]["texts"] == ("до 15", "", "a\nb")


def test_markup_without_a_table_is_left_to_its_text(tmp_path):
    assert read("<p>первая</p><p>вторая</p>", tmp_path) is None


def test_too_many_rows_are_refused_in_words():
    with pytest.raises(UnreadableDocumentError, match=f"больше {MAX_LINES} строк"):
        read_text_block("a\tb\n" * (MAX_LINES + 10), COLUMNS)
    with pytest.raises(UnreadableDocumentError, match=f"больше {MAX_LINES} строк"):
        block_of([row("a", "b")] * (MAX_LINES + 10), COLUMNS)
