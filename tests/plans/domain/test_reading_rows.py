import pytest

from plans.domain.frame import Grid, Line
from tests.plans.domain.blocks import (
    HEADER,
    TITLE,
    doubts_of,
    grid,
    heading,
    plan_of,
    read,
    rows_of,
)

FIRST, SECOND = ("1", "Сбор", "март", "Иванова И.И."), ("2", "Отчёт", "май", "Методист")
BOTH = [("1", "Сбор"), ("2", "Отчёт")]
BLANK = ("", "", "", "")


@pytest.mark.parametrize(
    "below",
    [
        [("Директор", "", "", "А.А. Петров")],
        [(("Директор ______ А.А. Петров", 4),)],
        [BLANK, ("", "Методист МОЦ", "", "Шарапова С.О.")],
        [BLANK, ("", "Условные обозначения:", "", ""), ("", "+ – весь месяц", "", "")],
        [("Исполнитель: Сидорова, 2-22-33", "", "", "")],
        [BLANK, ("* Даты уточняются", "", "", "")],
        [("", "Итого", "", "2 мероприятия")],
        [(("Примечание: сроки уточняются", 4),)],
    ],
)
def test_what_stands_under_the_rows_is_no_item(below):
    table = grid(HEADER, FIRST, SECOND, *below)

    (plan,) = read(heading(TITLE), table).plans

    assert rows_of(plan_of(table)) == [(None, BOTH)]
    assert plan.frame.below
    assert {block.place[1] for block in plan.frame.below} <= {3, 4, 5}
    assert any("не считается пунктом" in reason for _, _, reason in doubts_of(table))


def test_a_signature_in_several_cells_stays_in_its_cells():
    table = grid(HEADER, FIRST, SECOND, ("Директор", "", "", "А.А. Петров"))

    (block,) = read(heading(TITLE), table).plans[0].frame.below

    assert isinstance(block, Grid)
    assert [(cell.text, cell.column) for cell in block.rows[0]] == [
        ("Директор", 0),
        ("А.А. Петров", 3),
    ]


def test_empty_rows_inside_a_table_part_nothing():
    table = grid(HEADER, FIRST, BLANK, SECOND, BLANK)

    assert rows_of(plan_of(table)) == [(None, BOTH)]


def test_a_broken_row_goes_on_though_its_deadline_does_too():
    rest = ("", "и обработка заявок", "2025 года", "")
    table = grid(HEADER, ("1", "Сбор", "март", "Школы"), rest, SECOND)

    plan = plan_of(table)

    assert rows_of(plan) == [(None, [("1", "Сбор и обработка заявок"), ("2", "Отчёт")])]
    assert plan["sections"][0]["items"][0]["deadline"]["text"] == "март 2025 года"
    assert any("присоединена" in reason for _, _, reason in doubts_of(table))


def test_an_item_without_a_number_is_doubtful_among_numbered_ones():
    table = grid(HEADER, FIRST, SECOND, ("", "Слёт", "июнь", "Школы"), ("3", "Акт", "май", "УО"))

    assert rows_of(plan_of(table))[0][1][2] == (None, "Слёт")
    assert (2, "number", "у пункта нет номера, хотя у других строк он есть") in doubts_of(table)


@pytest.mark.parametrize("following", ["1", "3"])
def test_a_plain_line_between_numbered_rows_is_a_section_with_a_doubt(following):
    name = ("", "Работа с детьми", "", "")
    table = grid(HEADER, FIRST, SECOND, name, (following, "Слёт", "июнь", "Школы"))

    assert rows_of(plan_of(table))[1] == ("Работа с детьми", [(following, "Слёт")])
    assert (2, None, "строка без номера понята как раздел: «Работа с детьми»") in doubts_of(table)


def test_the_rest_of_a_sentence_between_numbered_rows_is_no_section():
    before = ("1", "Подготовка положения,", "март", "Школы")
    table = grid(HEADER, before, ("", "Навигатора", "", ""), SECOND)

    assert rows_of(plan_of(table))[0][1][0] == ("1", "Подготовка положения, Навигатора")


def test_a_bold_line_is_a_section_with_a_doubt():
    table = grid(HEADER, ("", "Работа с детьми", "", ""), FIRST, SECOND, bold=(0, 1))

    assert rows_of(plan_of(table)) == [("Работа с детьми", BOTH)]
    assert doubts_of(table)[0][0] == 0


def test_a_number_keeps_its_bracket_and_loses_its_dot():
    table = grid(HEADER, ("1)", *FIRST[1:]), ("2.", *SECOND[1:]))

    assert rows_of(plan_of(table)) == [(None, [("1)", "Сбор"), ("2", "Отчёт")])]


def test_equal_start_and_end_are_both_printed():
    table = grid(("№", "Мероприятие", "Начало", "Окончание"), ("1", "Сбор", "май", "май"))

    (item,) = plan_of(table)["sections"][0]["items"]

    assert item["deadline"]["text"] == "май – май"


def test_a_page_number_and_a_continuation_mark_between_tables_are_no_sections():
    further = grid(HEADER, SECOND, place=4)
    marks = [heading("2", bold=False), heading("Продолжение таблицы 1", alignment="right")]

    for mark in marks:
        assert rows_of(plan_of(grid(HEADER, FIRST), mark, further)) == [(None, BOTH)]


def test_a_plain_line_between_tables_is_a_section_with_a_doubt():
    line = heading("Работа с детьми", alignment="", bold=False)
    blocks = grid(HEADER, FIRST), line, grid(HEADER, SECOND, place=4)

    assert rows_of(plan_of(*blocks))[1] == ("Работа с детьми", [("2", "Отчёт")])
    assert any("между таблицами" in reason for _, _, reason in doubts_of(*blocks))


def test_a_line_at_the_end_of_a_table_is_no_section():
    table = grid(HEADER, FIRST, SECOND, (("Даты могут измениться", 4),))

    (plan,) = read(heading(TITLE), table).plans

    assert [section.title for section in plan.sections] == [None]
    assert [block.text for block in plan.frame.below if isinstance(block, Line)] == [
        "Даты могут измениться"
    ]


@pytest.mark.parametrize(
    "other",
    [
        (("№", "Ф.И.О.", "Должность", "Срок полномочий"), ("1", "Иванова И.И.", "швея", "2025")),
        (("Показатель", "2024", "2025", "2026"), ("Охват", "70", "75", "80")),
        (("Директор", "______", "", "Петров А.А."), ("Бухгалтер", "______", "", "Ким И.И.")),
    ],
)
def test_a_table_of_another_kind_does_not_go_on_with_the_plan(other):
    plan = plan_of(grid(HEADER, FIRST, SECOND), grid(*other, place=4))

    assert rows_of(plan) == [(None, BOTH)]


def test_a_table_without_a_header_goes_on_though_its_people_agree():
    further = grid(("2", "Отчёт", "май", "ЦРБ (по согласованию)"), bold=(), place=4)

    assert rows_of(plan_of(grid(HEADER, FIRST), further)) == [(None, BOTH)]


def test_a_mark_merged_over_two_months_counts_for_both():
    table = grid(("№", "Мероприятие", "март", "апрель", "май"), ("1", "Сбор", "", ("+", 2)))

    (item,) = plan_of(table)["sections"][0]["items"]

    assert item["deadline"]["terms"] == [
        {"kind": "window", "start": "2025-04-01", "end": "2025-05-31"}
    ]


def test_a_section_without_items_is_told_at_the_next_item():
    table = grid(HEADER, (("Охват: 20 педагогов", 4),), (("1. Дети", 4),), FIRST, SECOND)

    assert doubts_of(table) == [
        (0, None, "в разделе «Охват: 20 педагогов» нет пунктов: проверьте, раздел ли это")
    ]
