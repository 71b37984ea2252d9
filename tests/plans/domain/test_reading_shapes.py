from datetime import date

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement

from plans.domain.reading import NoPlanFoundError, read_document
from plans.domain.serial import to_format
from tests.plans.domain.shapes import (
    CONTINUOUS,
    LEFT,
    ON_REQUEST,
    SCHOOL_2023,
    UNKNOWN,
    UP,
    YEAR_2024,
    add_table,
    approval,
    due,
    item,
    line,
    number_automatically,
    plan,
    recurring,
    section,
    step,
    table,
    title,
    window,
    write_docx,
)


def read(path):
    return to_format(read_document(path, path.name))


def plans_of(path):
    return read(path)["plans"]


def test_start_and_end_under_one_header_with_a_row_of_numbers(tmp_path):
    path = write_docx(
        tmp_path / "plan.docx",
        title("Сетевой план-график работы МОЦ на 2024 год"),
        table(
            ("N п/п", "Наименование мероприятия", "Ответственный исполнитель", "Сроки", LEFT),
            (UP, UP, UP, "начало", "окончание"),
            ("1", "2", "3", "4", "5"),
            ("1.", "Сбор заявок", "Методист, администратор", "15.01.2024", "20.02.2024"),
            ("2.", "Обучение", "УО, МОЦ, ОО", "март", "май"),
            ("3.", "Консультации", "Методист", "в течение года", LEFT),
        ),
    )

    assert plans_of(path) == [
        plan(
            "work_plan",
            "Сетевой план-график работы МОЦ на 2024 год",
            YEAR_2024,
            "number title responsible deadline_start deadline_end",
            section(
                None,
                None,
                item(
                    "1",
                    "Сбор заявок",
                    "15.01.2024 – 20.02.2024",
                    [window("2024-01-15", "2024-02-20")],
                    ["Методист", "администратор"],
                ),
                item(
                    "2",
                    "Обучение",
                    "март – май",
                    [window("2024-03-01", "2024-05-31")],
                    ["УО", "МОЦ", "ОО"],
                ),
                item("3", "Консультации", "в течение года", [CONTINUOUS], ["Методист"]),
            ),
        )
    ]


def test_month_grid_of_a_school_year(tmp_path):
    months = ("сен", "окт", "ноя", "дек", "янв", "фев", "март", "апр", "май")
    path = write_docx(
        tmp_path / "plan.docx",
        title("План работы опорного центра"),
        title("на 2023-2024 учебный год"),
        table(
            ("№", "Мероприятие", "Месяцы", *[LEFT] * 8, "Ответственный"),
            (UP, UP, *months, UP),
            ("1", "Семинар", "+", "", "", "+", "", "", "", "", "", "Методист"),
            ("2", "Мониторинг", *["+"] * 9, "Администратор"),
            ("3", "Конкурс", "", "15", "10-12", "", "", "", "", "", "", "Методист"),
            ("4", "Резерв", *[""] * 9, "Методист"),
        ),
    )

    columns = "number title" + " month" * 9 + " responsible"
    assert plans_of(path) == [
        plan(
            "work_plan",
            "План работы опорного центра на 2023-2024 учебный год",
            SCHOOL_2023,
            columns,
            section(
                None,
                None,
                item(
                    "1",
                    "Семинар",
                    None,
                    [window("2023-09-01", "2023-09-30"), window("2023-12-01", "2023-12-31")],
                    ["Методист"],
                ),
                item("2", "Мониторинг", None, [CONTINUOUS], ["Администратор"]),
                item(
                    "3",
                    "Конкурс",
                    None,
                    [due("2023-10-15"), window("2023-11-10", "2023-11-12")],
                    ["Методист"],
                ),
                item("4", "Резерв", None, [], ["Методист"]),
            ),
        )
    ]


def test_quarter_grid_and_roman_sections(tmp_path):
    path = write_docx(
        tmp_path / "plan.docx",
        title("ПЛАН МЕРОПРИЯТИЙ"),
        title("по развитию дополнительного образования на 2024 год"),
        table(
            ("№ п/п", "Пошаговые мероприятия", "Исполнители", "Сроки", LEFT, LEFT, LEFT),
            (UP, UP, UP, "I квартал", "II квартал", "III квартал", "IV квартал"),
            ("Раздел I. Нормативная работа", *[LEFT] * 6),
            ("1", "Положение", "Методист", "+", "+", "", ""),
            ("Раздел II. Кадры", *[LEFT] * 6),
            ("1", "Курсы", "Методист", "", "", "", "+"),
        ),
    )

    assert plans_of(path) == [
        plan(
            "action_plan",
            "ПЛАН МЕРОПРИЯТИЙ по развитию дополнительного образования на 2024 год",
            YEAR_2024,
            "number title responsible month month month month",
            section(
                "I",
                "Нормативная работа",
                item("1", "Положение", None, [window("2024-01-01", "2024-06-30")], ["Методист"]),
            ),
            section(
                "II",
                "Кадры",
                item("1", "Курсы", None, [window("2024-10-01", "2024-12-31")], ["Методист"]),
            ),
        )
    ]


def test_month_banners_give_days_their_month(tmp_path):
    path = write_docx(
        tmp_path / "plan.docx",
        title("Календарный план на 2023/2024 уч. год"),
        table(
            ("Дата проведения", "Наименование мероприятий", "Место проведения", "Ответственные"),
            ("СЕНТЯБРЬ", *[LEFT] * 3),
            ("10-15", "Набор", "ДДТ", "Иванова И.И., Петрова П.П."),
            ("5, 12", "Занятия", "ДДТ", "Иванова И.И."),
            ("в течение месяца", "Приём заявок", "Навигатор", "администратор"),
            ("ЯНВАРЬ 2024 г.", *[LEFT] * 3),
            ("20 (суббота) 10.00", "Слёт", "школа № 1", "Петрова П.П."),
        ),
    )

    assert plans_of(path) == [
        plan(
            "work_plan",
            "Календарный план на 2023/2024 уч. год",
            SCHOOL_2023,
            "deadline title other responsible",
            section(
                None,
                "СЕНТЯБРЬ",
                item(
                    None,
                    "Набор",
                    "10-15",
                    [window("2023-09-10", "2023-09-15")],
                    ["Иванова И.И.", "Петрова П.П."],
                ),
                item(
                    None,
                    "Занятия",
                    "5, 12",
                    [due("2023-09-05"), due("2023-09-12")],
                    ["Иванова И.И."],
                ),
                item(
                    None,
                    "Приём заявок",
                    "в течение месяца",
                    [window("2023-09-01", "2023-09-30")],
                    ["администратор"],
                ),
            ),
            section(
                None,
                "ЯНВАРЬ 2024 г.",
                item(None, "Слёт", "20 (суббота) 10.00", [due("2024-01-20")], ["Петрова П.П."]),
            ),
        )
    ]


def test_misspelt_headers_in_another_order_and_merged_cells(tmp_path):
    path = write_docx(
        tmp_path / "plan.docx",
        line("УТВЕРЖДАЮ", "right"),
        line("Директор МБУ ДО ДДТ ________ И.И. Иванов", "right"),
        line("«01» сентября 2023 г.", "right"),
        line("Приказ № 12-од от 01.09.2023", "right"),
        line(),
        title("Медиа-план"),
        title("опорного центра на 2023-2024 учебный год"),
        table(
            ("Отвественные", "Сорки", "Меропрития", "Кому адресуется", "Площадка размещения"),
            (
                "Пресс-служба",
                "Сентябрь",
                "Пост о наборе",
                "родители",
                "Сайт МОЦ, группа ВКонтакте",
            ),
            (UP, UP, "Интервью", "дети", "СМИ города"),
            (UP, "2 раза в месяц", "Новости", "все", "-"),
        ),
    )

    assert read(path) == {
        "approvals": [
            approval(
                "approved",
                "Директор МБУ ДО ДДТ",
                "И.И. Иванов",
                "2023-09-01",
                {"number": "12-од", "date": "2023-09-01", "issuer": None},
            )
        ],
        "plans": [
            plan(
                "media_plan",
                "Медиа-план опорного центра на 2023-2024 учебный год",
                SCHOOL_2023,
                "responsible deadline title audience channels",
                section(
                    None,
                    None,
                    item(
                        None,
                        "Пост о наборе",
                        "Сентябрь",
                        [window("2023-09-01", "2023-09-30")],
                        ["Пресс-служба"],
                        audience="родители",
                        channels=["Сайт МОЦ", "группа ВКонтакте"],
                    ),
                    item(
                        None,
                        "Интервью",
                        "Сентябрь",
                        [window("2023-09-01", "2023-09-30")],
                        ["Пресс-служба"],
                        audience="дети",
                        channels=["СМИ города"],
                    ),
                    item(
                        None,
                        "Новости",
                        "2 раза в месяц",
                        [recurring("month", 2)],
                        ["Пресс-служба"],
                        audience="все",
                    ),
                ),
            )
        ],
    }


def test_automatic_numbers(tmp_path):
    document = docx.Document()
    document.add_paragraph("План работы МОЦ на 2024 год")
    rows = (
        ("№", "Содержание работы", "Срок"),
        ("", "Опрос", "до 1 марта"),
        ("", "Отчёт", "15.10.2024"),
    )
    made = add_table(document, rows)
    for row in made.rows[1:]:
        number_automatically(row.cells[0].paragraphs[0], 5)
    document.save(tmp_path / "plan.docx")

    numbering = read(tmp_path / "plan.docx")["plans"][0]["sections"][0]["items"]

    assert [(entry["number"], entry["title"]) for entry in numbering] == [
        ("1", "Опрос"),
        ("2", "Отчёт"),
    ]


def test_tracked_changes_controls_and_nested_tables(tmp_path):
    document = docx.Document()
    document.add_paragraph("План мероприятий на 2024 год")
    made = add_table(
        document,
        (
            ("№", "Мероприятие", "Срок", "Ответственный"),
            ("1", "Семинар ", "май", "Методист"),
            ("2", "Слёт", "июнь", "Методист"),
        ),
    )
    cell = made.rows[1].cells[1]
    cell.paragraphs[0]._p.append(_change("w:ins", "w:t", "районный"))
    cell.paragraphs[0]._p.append(_change("w:del", "w:delText", "городской"))
    _wrap_in_control(made.rows[1].cells[3].paragraphs[0]._p)
    _delete_row(made.rows[2]._tr)
    inner = made.rows[1].cells[2].add_table(1, 1)
    inner.rows[0].cells[0].text = "июнь"
    document.save(tmp_path / "plan.docx")

    assert plans_of(tmp_path / "plan.docx")[0]["sections"] == [
        section(
            None,
            None,
            item(
                "1",
                "Семинар районный",
                "май июнь",
                [window("2024-05-01", "2024-06-30")],
                ["Методист"],
            ),
        )
    ]


def _change(tag, text_tag, text):
    change, run, inner = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(text_tag)
    inner.text = text
    run.append(inner)
    change.append(run)
    return change


def _wrap_in_control(paragraph):
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    paragraph.addprevious(control)
    content.append(paragraph)
    control.append(content)


def _delete_row(row):
    settings = row.get_or_add_trPr()
    settings.append(OxmlElement("w:del"))


def test_tables_that_are_no_plans(tmp_path):
    path = write_docx(
        tmp_path / "plan.docx",
        table(
            ("СОГЛАСОВАНО", "УТВЕРЖДАЮ"),
            ("Начальник отдела образования", "Руководитель МОЦ"),
            ("________ А.А. Петрова", "________ Сидорова С.С."),
            ("«___» _______ 2024 г.", "10 января 2024 г."),
        ),
        line(),
        title("План работы муниципального опорного центра на 2024 год"),
        line("Цель: развитие дополнительного образования."),
        table(
            ("№", "Мероприятия", "Сроки проведения", "Ответственный", "Результат"),
            ("1", "Заседание", "ежеквартально", "Руководитель МОЦ", "—"),
            ("2", "Проверка", "—", "Методист", "Справка"),
        ),
        line("Условные сокращения"),
        table(("Сокращение", "Расшифровка"), ("МОЦ", "муниципальный опорный центр")),
        table(
            ("№", "ФИО", "Должность", "Дата", "Подпись"),
            ("1", "Иванова И.И.", "методист", "", ""),
        ),
    )

    assert read(path) == {
        "approvals": [
            approval("agreed", "Начальник отдела образования", "А.А. Петрова"),
            approval("approved", "Руководитель МОЦ", "Сидорова С.С.", "2024-01-10"),
        ],
        "plans": [
            plan(
                "work_plan",
                "План работы муниципального опорного центра на 2024 год",
                YEAR_2024,
                "number title deadline responsible result",
                section(
                    None,
                    None,
                    item(
                        "1",
                        "Заседание",
                        "ежеквартально",
                        [recurring("quarter")],
                        ["Руководитель МОЦ"],
                    ),
                    item("2", "Проверка", "—", [UNKNOWN], ["Методист"], result="Справка"),
                ),
            )
        ],
    }


def test_steps_under_merged_cells(tmp_path):
    path = write_docx(
        tmp_path / "plan.docx",
        title("Дорожная карта внедрения целевой модели"),
        table(
            ("№", "Срок", "Контрольная точка", "Мероприятие", "Ответственные исполнители"),
            ("Этап 1. Подготовительный", *[LEFT] * 4),
            ("1", "март 2024 г.", "Приказ издан", "Создание МОЦ", "УО"),
            (UP, "до 15.05.2024", "Штат набран", UP, "Директор МБУ ДО «ЦДТ»"),
            ("2", "июнь 2024", "", "Открытие", "УО, МОЦ"),
        ),
    )

    assert plans_of(path) == [
        plan(
            "road_map",
            "Дорожная карта внедрения целевой модели",
            YEAR_2024,
            "number deadline intermediate_result title responsible",
            section(
                "1",
                "Подготовительный",
                item(
                    "1",
                    "Создание МОЦ",
                    steps=[
                        step(
                            "Приказ издан",
                            "март 2024 г.",
                            [window("2024-03-01", "2024-03-31")],
                            ["УО"],
                        ),
                        step(
                            "Штат набран",
                            "до 15.05.2024",
                            [due("2024-05-15")],
                            ["Директор МБУ ДО «ЦДТ»"],
                        ),
                    ],
                ),
                item(
                    "2",
                    "Открытие",
                    "июнь 2024",
                    [window("2024-06-01", "2024-06-30")],
                    ["УО", "МОЦ"],
                ),
            ),
        )
    ]


def test_rows_broken_at_page_ends(tmp_path):
    header = ("№ п/п", "Наименование мероприятия", "Сроки", "Ответственный", "Результат")
    path = write_docx(
        tmp_path / "plan.docx",
        title("План работы на 2023-2024 учебный год"),
        table(
            header,
            ("1", "Разработка учебно-", "октябрь", "Руководитель МОЦ,", "Посо-"),
            ("", "методических материалов", "", "методист", "бие"),
            ("2", "Сопровож-", "В течение", "МОЦ", "Отчёт"),
        ),
        line(),
        table(
            ("", "дение конкурсов", "года", "", ""),
            ("3", "Отчёт", "до 25 мая", "МОЦ", "Отчёт"),
        ),
        line(),
        table(header, ("4", "Анализ", "По мере необходимости", "МОЦ", "Справка")),
    )

    assert plans_of(path)[0]["sections"] == [
        section(
            None,
            None,
            item(
                "1",
                "Разработка учебно-методических материалов",
                "октябрь",
                [window("2023-10-01", "2023-10-31")],
                ["Руководитель МОЦ", "методист"],
                result="Пособие",
            ),
            item(
                "2",
                "Сопровождение конкурсов",
                "В течение года",
                [CONTINUOUS],
                ["МОЦ"],
                result="Отчёт",
            ),
            item("3", "Отчёт", "до 25 мая", [due("2024-05-25")], ["МОЦ"], result="Отчёт"),
            item("4", "Анализ", "По мере необходимости", [ON_REQUEST], ["МОЦ"], result="Справка"),
        )
    ]


def test_sections_numbered_in_the_number_column_and_nested_numbers(tmp_path):
    path = write_docx(
        tmp_path / "plan.docx",
        title("План работы МОЦ на II полугодие 2024 года"),
        table(
            ("№", "Мероприятия", "Сроки", "Ответственный"),
            ("I", "Организационная работа", "", ""),
            ("1.1.", "Совещание", "III квартал", "Руководитель"),
            ("1. 2", "Приказ", "август", "Руководитель"),
            ("II", "Методическая работа", "", ""),
            ("2.1.", "Семинар", "октябрь, декабрь", "Методист"),
        ),
    )

    assert plans_of(path) == [
        plan(
            "work_plan",
            "План работы МОЦ на II полугодие 2024 года",
            ("2024-07-01", "2024-12-31"),
            "number title deadline responsible",
            section(
                "I",
                "Организационная работа",
                item(
                    "1.1",
                    "Совещание",
                    "III квартал",
                    [window("2024-07-01", "2024-09-30")],
                    ["Руководитель"],
                ),
                item(
                    "1.2",
                    "Приказ",
                    "август",
                    [window("2024-08-01", "2024-08-31")],
                    ["Руководитель"],
                ),
            ),
            section(
                "II",
                "Методическая работа",
                item(
                    "2.1",
                    "Семинар",
                    "октябрь, декабрь",
                    [window("2024-10-01", "2024-10-31"), window("2024-12-01", "2024-12-31")],
                    ["Методист"],
                ),
            ),
        )
    ]


def test_sections_as_headings_between_tables(tmp_path):
    header = ("№ п/п", "Тема", "Сроки проведения", "Кому адресуется", "Ответственные")
    path = write_docx(
        tmp_path / "plan.docx",
        title("План методической работы на 2024 год"),
        title("1. Семинары"),
        table(header, ("1", "Навигатор", "15 февраля", "педагоги", "Орлова Е.М., методист")),
        title("2. Консультации"),
        table(header, ("1", "Сертификаты", "по средам", "родители", "Рябушко М.В.")),
    )

    assert plans_of(path)[0]["sections"] == [
        section(
            "1",
            "Семинары",
            item(
                "1",
                "Навигатор",
                "15 февраля",
                [due("2024-02-15")],
                ["Орлова Е.М., методист"],
                audience="педагоги",
            ),
        ),
        section(
            "2",
            "Консультации",
            item(
                "1",
                "Сертификаты",
                "по средам",
                [recurring("week")],
                ["Рябушко М.В."],
                audience="родители",
            ),
        ),
    ]


def test_workbook_with_two_plans_dates_and_hidden_rows(tmp_path):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    rows = (
        ("СОГЛАСОВАНО", None, "УТВЕРЖДАЮ", None),
        ("Начальник УО", None, "Директор ДДТ", None),
        ("А.А. Петрова", None, "И.И. Иванов", None),
        (None, None, None, None),
        ("План работы на 2024 год", None, None, None),
        ("№", "Мероприятие", "Срок", "Ответственный"),
        ("1. Кадры", None, None, None),
        (1, "Курсы", date(2024, 3, 5), "Методист"),
        (2, "Скрытое", "май", "Методист"),
        (3, "Слёт", "май", None),
        (4, "Сбор", "июнь", None),
        (None, None, None, None),
        ("Медиаплан на 2024 год", None, None, None),
        ("№", "Мероприятие", "Срок", "Ответственный"),
        (1, "Пост", "ежемесячно до 5 числа", "Пресс-служба"),
    )
    for row in rows:
        sheet.append(row)
    for merged in ("A5:D5", "A7:D7", "A13:D13", "D10:D11"):
        sheet.merge_cells(merged)
    sheet["D10"] = "Администратор"
    sheet.row_dimensions[9].hidden = True
    hidden = workbook.create_sheet("Черновик")
    hidden.append(("№", "Мероприятие", "Срок", "Ответственный"))
    hidden.append((9, "Чужое", "май", "Никто"))
    hidden.sheet_state = "hidden"
    workbook.save(tmp_path / "plan.xlsx")

    columns = "number title deadline responsible"
    may, june = window("2024-05-01", "2024-05-31"), window("2024-06-01", "2024-06-30")
    assert read(tmp_path / "plan.xlsx") == {
        "approvals": [
            approval("agreed", "Начальник УО", "А.А. Петрова"),
            approval("approved", "Директор ДДТ", "И.И. Иванов"),
        ],
        "plans": [
            plan(
                "work_plan",
                "План работы на 2024 год",
                YEAR_2024,
                columns,
                section(
                    "1",
                    "Кадры",
                    item("1", "Курсы", "05.03.2024", [due("2024-03-05")], ["Методист"]),
                    item("3", "Слёт", "май", [may], ["Администратор"]),
                    item("4", "Сбор", "июнь", [june], ["Администратор"]),
                ),
            ),
            plan(
                "media_plan",
                "Медиаплан на 2024 год",
                YEAR_2024,
                columns,
                section(
                    None,
                    None,
                    item(
                        "1",
                        "Пост",
                        "ежемесячно до 5 числа",
                        [recurring("month", 1, 5)],
                        ["Пресс-служба"],
                    ),
                ),
            ),
        ],
    }


def test_pasted_text_with_sections_and_lines_in_cells(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text(
        "План работы МОЦ на 2024 год\n\n"
        "№\tМероприятие\tСрок\tОтветственный\n"
        "Раздел 1. Кадры\n"
        "1\tКурсы\nповышения квалификации\tмарт\tМетодист\nРуководитель МОЦ\n"
        "Раздел 2. Навигатор\n"
        "1\tПроверка\tпостоянно\tАдминистратор\n\n"
        "Исполнитель: Иванова И.И.\n",
        encoding="cp1251",
    )

    assert plans_of(path)[0]["sections"] == [
        section(
            "1",
            "Кадры",
            item(
                "1",
                "Курсы повышения квалификации",
                "март",
                [window("2024-03-01", "2024-03-31")],
                ["Методист", "Руководитель МОЦ"],
            ),
        ),
        section(
            "2", "Навигатор", item("1", "Проверка", "постоянно", [CONTINUOUS], ["Администратор"])
        ),
    ]


def test_stamps_side_by_side_with_tabs_and_a_bare_month_column(tmp_path):
    path = write_docx(
        tmp_path / "plan.docx",
        line("СОГЛАСОВАНО\t\t\tУТВЕРЖДАЮ"),
        line("Начальник УО\t\t\tДиректор ЦДТ"),
        line("А.А. Петрова\t\t\tИ.И. Иванов"),
        line("01.09.2023\t\t\t02.09.2023"),
        line(),
        title("План на 2023-2024 учебный год"),
        table(
            ("Месяц", "Виды деятельности", "Исполнители"),
            ("9", "Набор", "Методист"),
            ("12", "Ёлка", "Методист"),
            ("5", "Итоги", "Методист"),
        ),
    )

    found = read(path)

    assert found["approvals"] == [
        approval("agreed", "Начальник УО", "А.А. Петрова", "2023-09-01"),
        approval("approved", "Директор ЦДТ", "И.И. Иванов", "2023-09-02"),
    ]
    assert [entry["deadline"]["terms"] for entry in found["plans"][0]["sections"][0]["items"]] == [
        [window("2023-09-01", "2023-09-30")],
        [window("2023-12-01", "2023-12-31")],
        [window("2024-05-01", "2024-05-31")],
    ]


def test_plan_without_any_plan_table_is_refused(tmp_path):
    path = write_docx(
        tmp_path / "letter.docx",
        line("Уважаемые коллеги!"),
        table(("Сокращение", "Расшифровка"), ("МОЦ", "центр")),
    )

    with pytest.raises(NoPlanFoundError, match=r"В файле «letter\.docx» не найден план"):
        read_document(path, path.name)
