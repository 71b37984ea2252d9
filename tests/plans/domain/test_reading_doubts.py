import pytest

from plans.domain.reading.places import foreign_places, places_in
from tests.plans.domain.blocks import HEADER, doubts_of, grid

WITH_RESULT = ("№", "Мероприятие", "Результат", "Срок", "Ответственный")


def with_title(title, deadline="май", responsible="Методист", number="1"):
    return grid(HEADER, (number, title, deadline, responsible))


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Проект «Успех каждого ребёнка»", "Всё лучшее детям"),
        ("Набор на 2023 год", "назван 2023 год"),
        ("Сверка программ Теучежского района", "Теучежского района"),
        ("Пост в Instagram", "запрещённая"),
        ("Приказ от ____ 2025 г.", "незаполненное"),
        ("Подготовка положения о", "обрывается"),
    ],
)
def test_a_doubtful_title_is_told(title, words):
    ((item, field, reason),) = doubts_of(with_title(title))

    assert (item, field) == (0, "title")
    assert words in reason


@pytest.mark.parametrize(
    "title",
    [
        "Итоги 2024 года",
        "Отчёт о работе за 2024 год",
        "Исполнение приказа от 12.03.2019 № 175",
        "Конкурс Заречного муниципального района",
        "Совещание районного совета",
    ],
)
def test_a_plain_title_is_not_doubted(title):
    assert doubts_of(with_title(title)) == []


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("Совет ветеранов (по согласованию", "без пары"),
        ("Иванова И.И. с группой Петровой А.А", "больше одного имени"),
    ],
)
def test_a_responsible_that_may_be_split_wrongly_is_told(entry, words):
    assert any(
        (item, field) == (0, "responsible") and words in reason
        for item, field, reason in doubts_of(with_title("Сбор", responsible=entry))
    )


def test_few_doubts_of_a_kind_are_told_each_and_many_together():
    few = [(str(n), f"Дело {n}", "-", "май", "Методист") for n in range(1, 4)]
    many = [(str(n), f"Дело {n}", "", "май", "Методист") for n in range(1, 9)]
    told = ("9", "Дело 9", "Справка", "май", "Методист")

    gap = (3, None, "после номера 3 идёт 9: проверьте, все ли строки")

    assert doubts_of(grid(WITH_RESULT, *few, told)) == [
        *((item, "result", "результат не указан") for item in range(3)),
        gap,
    ]
    assert doubts_of(grid(WITH_RESULT, *few)) == [
        (0, "result", "результат не указан ни в одной строке")
    ]
    assert doubts_of(grid(WITH_RESULT, *many, told)) == [
        (0, "result", "результат не указан в 8 строках: 1, 2, 3, 4, 5, 6, 7, 8")
    ]


def test_a_gap_in_the_numbers_is_told_at_the_row_after_it():
    table = grid(
        HEADER,
        ("1.1", "Сбор", "май", "Методист"),
        ("1.2", "Слёт", "май", "Методист"),
        ("1.4", "Отчёт", "май", "Методист"),
        ("2.1", "Смотр", "май", "Методист"),
    )

    assert doubts_of(table) == [(2, None, "после номера 1.2 идёт 1.4: проверьте, все ли строки")]


def test_a_cell_merged_over_several_rows_is_told():
    table = grid(HEADER, ("1", "Сбор", "май", "Школы"), ("2", "Слёт", "^май", "Школы"))

    ((item, field, reason),) = doubts_of(table)

    assert (item, field) == (1, "deadline")
    assert "объединена" in reason


def test_a_table_without_deadlines_or_people_is_told():
    table = grid(("№", "Мероприятие", "Результат"), ("1", "Сбор", "Отчёт"))

    assert {(None, "deadline"), (None, "responsible")} <= {place[:2] for place in doubts_of(table)}


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("Школы Кировского района", ["Кировского района"]),
        ("Школы Заречного района и г. Орска", []),
        ("Слёт в городе Омске", ["городе Омске"]),
        ("Районный слёт Муниципального округа", []),
        ("Форум Пермского края", []),
    ],
)
def test_places_of_others(text, foreign):
    home = list(places_in("План МОЦ Заречного района, г. Орск"))

    assert foreign_places(text, home) == foreign


def test_a_row_left_for_additions_is_told_once():
    rows = grid(HEADER, ("1", "Слёт", "май", "Методист"), ("2", "", "", ""))

    assert [reason for item, _field, reason in doubts_of(rows) if item == 1] == [
        "пустая строка с номером: заполните её или не загружайте"
    ]


@pytest.mark.parametrize(
    "responsible",
    [
        "учреждение «Центр «Лучик» им. героя Иванова И.Т.",
        "районный Дом культуры, сельские клубы",
    ],
)
def test_usual_ways_to_write_executors_are_no_doubt(responsible):
    assert doubts_of(with_title("Слёт", responsible=responsible)) == []


@pytest.mark.parametrize(
    "responsible", ["учреждение «Центр им. героя Иванова И.Т.", "МОЦ, второй специалист по работе"]
)
def test_an_entry_that_may_be_broken_is_told(responsible):
    assert [
        field for _item, field, _reason in doubts_of(with_title("Слёт", responsible=responsible))
    ]
