"""Ways of published plans, in invented words."""

from datetime import date

import pytest

from plans.domain.content import Order
from plans.domain.reading.approvals import read_approvals
from plans.domain.serial import to_format
from tests.plans.domain.blocks import (
    HEADER,
    TITLE,
    fields_of,
    grid,
    heading,
    plan_of,
    read,
    rows_of,
)

ROW = ("1", "Сбор", "март", "Методист")
LONG = "Номер показателя концепции, на достижение которого направлено мероприятие " * 3


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        (("№", "Мероприятие", "Срок", "Ответственный", LONG), "number title deadline responsible"),
        (("Место и дата", "Мероприятие", "Ответственный"), "deadline title responsible"),
        (("№", "Мероприятие", "Орган власти, ответственный за дело"), "number title responsible"),
        (("№", "Цель, задачи, мероприятия", "Срок"), "number title deadline"),
        (("Мероприятие", "Содержание деятельности", "Срок"), "title description deadline"),
    ],
)
def test_columns_of_published_plans(header, columns):
    plan = plan_of(grid(header, *(tuple("Слово" for _ in header) for _ in range(2))))

    assert fields_of(plan).removesuffix(" other") == columns


@pytest.mark.parametrize(
    ("header", "cell", "end"),
    [
        ("Место и дата проведения", "Библиотека\n9 - 11 июня 2025 г.", "2025-06-11"),
        ("Сроки, место проведения", "6 мая, пос. Лесной, ул. Речная, № 1е", "2025-05-06"),
        ("Дата, время, место", "02.12 в 14.00, актовый зал", "2025-12-02"),
    ],
)
def test_a_deadline_stands_beside_a_place(header, cell, end):
    plan = plan_of(grid(("№", "Мероприятие", header, "Ответственный"), ("1", "Сбор", cell, "МОЦ")))

    (term,) = plan["sections"][0]["items"][0]["deadline"]["terms"]
    assert term["end"] == end


@pytest.mark.parametrize(
    "aside", ["г. Полянск, 15 сентября 2024 г.", "(с изменениями на 15 мая 2023 года)"]
)
def test_a_day_and_a_remark_on_the_wording_are_no_title_and_no_period(aside):
    document = read(heading(TITLE), heading(aside), grid(HEADER, ROW))

    assert document.plans[0].title == TITLE
    assert not [doubt for doubt in document.doubts if "расходятся" in doubt.reason]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["План на апрель 2025 года", "15.03.2025", "ПЛАН дел на апрель"], "ПЛАН дел на апрель"),
        (["КОМПЛЕКС", "МЕР по развитию на 2025 год"], "КОМПЛЕКС МЕР по развитию на 2025 год"),
        (["План-\nграфик проверок на 2025 год"], "План-график проверок на 2025 год"),
    ],
)
def test_the_title_is_the_nearest_heading_and_whole(lines, title):
    assert read(*map(heading, lines), grid(HEADER, ROW)).plans[0].title == title


def test_a_bracket_about_the_wording_is_no_section():
    table = grid(HEADER, ROW, (("(в ред. приказа № 12)", 4),), ("2", "Слёт", "май", "МОЦ"))

    assert rows_of(plan_of(table)) == [(None, [("1", "Сбор"), ("2", "Слёт")])]


def test_numbers_in_titles_are_numbers():
    header = ("Мероприятие", "Срок", "Ответственный")
    table = grid(header, ("1. Сбор", "март", "МОЦ"), ("2. Слёт", "май", "МОЦ"))

    assert rows_of(plan_of(table)) == [(None, [("1", "Сбор"), ("2", "Слёт")])]


def test_a_plain_numbered_line_above_the_table_is_its_section():
    line = heading("1. Областные соревнования", alignment=None, bold=False)

    assert rows_of(plan_of(line, grid(HEADER, ROW))) == [
        ("Областные соревнования", [("1", "Сбор")])
    ]


def test_a_month_without_its_year_takes_the_year_of_the_deadlines():
    table = grid(HEADER, ("1", "Сбор", "12.05.2024", "Методист"))

    (plan,) = to_format(read(heading("План мероприятий на май месяц"), table))["plans"]
    assert plan["period"] == ["2024-05-01", "2024-05-31"]


@pytest.mark.parametrize(
    ("text", "order"),
    [
        (
            "Приложение N 3\nУтвержден\nместной администрации\nот 9 февраля 2024 г. N 146",
            Order("146", date(2024, 2, 9), "местной администрации"),
        ),
        (
            "Приложение\nк Указу\nГубернатора\nот 29.12.2024 N 21",
            Order("21", date(2024, 12, 29), "Губернатора"),
        ),
        (
            "УТВЕРЖДАЮ\nЗаместитель главы\nИ.И.ГОЛУБЕВ\n27 мая 2024 г. N 3274п-П8",
            Order("3274п-П8", date(2024, 5, 27), None),
        ),
    ],
)
def test_orders_of_other_acts(text, order):
    (approval,), _ = read_approvals(text.split("\n"))

    assert approval.order == order


@pytest.mark.parametrize(
    "day", ["27/12/2024", "«27» 12. 2024 г.", "27.12.24", "„27“ декабря 2024"]
)
def test_days_of_signatures(day):
    (approval,), _ = read_approvals(["УТВЕРЖДАЮ", "Директор", "(Мороз А.А.)", day])

    assert (approval.position, approval.name, approval.date) == (
        "Директор",
        "Мороз А.А.",
        date(2024, 12, 27),
    )
