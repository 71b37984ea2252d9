import pytest

from plans.domain.content import Field
from plans.domain.reading import NoPlanFoundError
from plans.domain.reading.columns import guess
from tests.plans.domain.blocks import HEADER, doubts_of, fields_of, grid, plan_of, rows_of

ITEMS = (("1", "Сбор заявок", "до 5 марта", "Иванова И.И."), ("2", "Отчёт", "май", "Методист"))
SYNONYMS = {
    Field.NUMBER: "№|№ п/п|N|N п/п|№№|п/п|Номер|№ пункта|Пункт плана|Пор. №|№ п.п.",
    Field.TITLE: (
        "Мероприятия|Мероприятие|Наименование мероприятия|Наименование мероприятий|Наименование|"
        "Содержание работы|Содержание деятельности|Содержание|Виды деятельности|Тема|"
        "Направления и содержание деятельности|Пошаговые мероприятия|Основные мероприятия|"
        "Перечень мероприятий|Действия|Форма и содержание работы|Вид работы|"
        "Наименование документа|Информационный повод|Тема публикации|Мер-тие|Меропр.|"
        "Наим. меропр.|Что сделать|Что делаем"
    ),
    Field.DESCRIPTION: "Краткое описание процесса|Описание|Краткое содержание",
    Field.GOAL: "Цель|Цели|Задача|Задачи",
    Field.AUDIENCE: "Целевая аудитория|Кому адресуется|Категория участников|Участники|ЦА",
    Field.CHANNELS: (
        "Каналы информирования|Каналы распространения информации|Канал|Площадка размещения|"
        "Ресурс|СМИ|Место размещения|Информационный ресурс|Источник размещения"
    ),
    Field.DEADLINE: (
        "Сроки|Срок|Сроки исполнения|Срок реализации|Сроки проведения|Дата|Дата проведения|"
        "Дата, время|Дата проведения (день недели)|Период|Месяц|Периодичность|Срок вып.|Когда|"
        "Срок предоставления|Сроки предоставления отчетных форм|Рекомендуемый срок"
    ),
    Field.DEADLINE_START: "Плановое начало|начало|Дата начала",
    Field.DEADLINE_END: "Плановое окончание|завершение|окончание",
    Field.RESPONSIBLE: (
        "Ответственный|Ответственные|Ответственны|Ответственный исполнитель|Исполнитель|"
        "Ответственный специалист МОЦ|Ответственные лица|Руководитель|Кто проводит|Координатор|"
        "Организатор|Соисполнители|Отв. лицо|Кто отв.|Отв.|Отв-ный|Ф.И.О. ответственного|Кто"
    ),
    Field.RESULT: (
        "Результат|Результат по процессу|Ожидаемый результат|Планируемый результат|"
        "Итоговый документ|Форма отчёта|Форма представления результата|Вид документа|Выход|"
        "Контрольный показатель|Контрольные показатели реализации|Подтверждающие документы|"
        "Ожид. результат|Рез-т"
    ),
    Field.INTERMEDIATE_RESULT: "Промежуточный результат|Контрольная точка",
    Field.NOTE: "Примечание|Примечания|Комментарий|Доп. сведения|Прим.",
    Field.MONTH: "сентябрь|I квартал|1 кв.|янв.|II полугодие",
    Field.OTHER: (
        "Форма проведения|Формат|Жанр|Время проведения|Место проведения|Кол-во участников|"
        "Охват|Объём финанс-я|Источник финансирования|Контролирующий орган|Контроль|"
        "Отметка о выполнении|Информация о выполнении|Ссылка на публикацию|Раздел|Этап|"
        "Наименование организации|Наименование показателя|Единица измерения"
    ),
}


@pytest.mark.parametrize(
    ("header", "field"),
    [(header, field) for field, some in SYNONYMS.items() for header in some.split("|")],
)
def test_a_header_is_known_under_its_synonyms(header, field):
    assert guess(header).field is field


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Наименование меропрятия", Field.TITLE),
        ("Перечень меропирятий", Field.TITLE),
        ("Cрoки иcпoлнeния", Field.DEADLINE),
        ("Отвественные", Field.RESPONSIBLE),
        ("Резултат", Field.RESULT),
        ("Катeгория учстников", Field.AUDIENCE),
        ("Наименование показтеля", Field.OTHER),
        ("Кaналы инфомирования", Field.CHANNELS),
        ("Комментрий", Field.NOTE),
    ],
)
def test_a_header_is_known_with_a_typing_error(header, field):
    assert guess(header).field is field


def test_blank_columns_beside_a_table_are_not_the_tables():
    rows = [("", "", *row, "") for row in (HEADER, ("1", "2", "3", "4"), *ITEMS)]

    plan = plan_of(grid(*rows))

    assert fields_of(plan) == "number title deadline responsible"
    assert rows_of(plan) == [(None, [("1", "Сбор заявок"), ("2", "Отчёт")])]


def test_a_stray_remark_beside_a_table_is_told():
    rows = [(*HEADER, ""), (*ITEMS[0], "спросить у бухгалтера"), (*ITEMS[1], "")]

    assert fields_of(plan_of(grid(*rows))) == "number title deadline responsible"
    assert "спросить у бухгалтера" in doubts_of(grid(*rows))[0][2]


def test_an_empty_column_inside_a_table_stays():
    plan = plan_of(grid(*((*row[:2], "", *row[2:]) for row in (HEADER, *ITEMS))))

    assert fields_of(plan) == "number title other deadline responsible"


@pytest.mark.parametrize(
    ("header", "field"),
    [
        (("", "Мероприятие", "Срок", "Ответственный"), "number"),
        (("№", "Мероприятие", "", "Ответственный"), "deadline"),
        (("№", "Мероприятие", "Срок", "Контакты"), "responsible"),
        (("№", "Суть дела", "Срок", "Ответственный"), "title"),
    ],
)
def test_a_column_without_a_plain_header_is_understood_by_what_it_holds(header, field):
    assert fields_of(plan_of(grid(header, *ITEMS))) == "number title deadline responsible"
    assert [
        (place, name)
        for place, name, reason in doubts_of(grid(header, *ITEMS))
        if "по её содержанию" in reason
    ] == [(None, field)]


def test_the_time_of_a_plan_without_deadlines_is_its_deadline():
    header = ("№", "Мероприятие", "Время проведения", "Ф.И.О.")
    people = (("1", "Сбор", "15 марта", "Иванова И.И."), ("2", "Отчёт", "май", "Петров А.А."))

    assert fields_of(plan_of(grid(header, *people))) == "number title deadline responsible"


def test_names_of_columns_broken_over_two_rows_are_one():
    table = grid(
        ("№", "Наименование", "Срок", "Ответственный"),
        ("п/п", "мероприятия", "исполнения", "исполнитель"),
        *ITEMS,
        bold=(0, 1),
    )

    assert rows_of(plan_of(table)) == [(None, [("1", "Сбор заявок"), ("2", "Отчёт")])]


def test_the_rest_of_an_item_under_a_repeated_header_is_no_name_of_a_column():
    broken = ("", "и сведений", "", "")
    table = grid(HEADER, *ITEMS, HEADER, broken, ("3", "Итоги", "июнь", "Методист"))

    assert rows_of(plan_of(table))[0][1][1] == ("2", "Отчёт и сведений")


def test_parts_of_a_responsible_column_take_its_meaning():
    table = grid(
        ("№", "Мероприятие", "Срок", ("Ответственный", 2)),
        ("^№", "^Мероприятие", "^Срок", "Ф.И.О.", "должность"),
        ("1", "Сбор", "май", "Иванова И.И.", "методист"),
        bold=(0, 1),
    )

    assert fields_of(plan_of(table)) == "number title deadline responsible other"


def test_a_month_over_the_whole_width_is_a_section_and_no_header():
    table = grid(("Дата", "Мероприятие", "Ответственный"), (("МАЙ", 3),), ("5", "Игра", "Школы"))

    plan = plan_of(table)

    assert rows_of(plan) == [("МАЙ", [(None, "Игра")])]
    assert plan["sections"][0]["items"][0]["deadline"]["terms"] == [
        {"kind": "due", "end": "2025-05-05"}
    ]


@pytest.mark.parametrize(
    "rows",
    [
        (("№", "Наименование организации", "Дата", "Подпись"), ("1", "Школа № 1", "", "")),
        (("№", "Ф.И.О.", "Должность", "Дата рождения"), ("1", "Иванова И.И.", "швея", "1.2.1980")),
        (("№", "Наименование показателя", "2024 год", "2025 год"), ("1", "Охват", "78", "81")),
        (("Сроки реализации", "2025 год"), ("Исполнители", "Школы")),
    ],
)
def test_lists_to_be_signed_staff_and_figures_are_no_plans(rows):
    with pytest.raises(NoPlanFoundError):
        plan_of(grid(*rows))
