"""Months as columns, reports that recur, and OpenDocument sheets with dates."""

from openpyxl import Workbook

from tests.plans.documents.registry import document
from tests.plans.documents.sheets_notation import approval, fold, plan, truth_of
from tests.plans.documents.sheets_opendocument import COVERED, cell, row, sheet, write_package
from tests.plans.documents.sheets_workbook import Layout, heading, lay, stamp

MONTHS = [f"m{index}" for index in range(1, 13)]


def figures(field, text, line):
    """Days and numbers as Excel keeps them."""
    return int(text) if text.isdigit() else text or None


@document("twelve months from September with plus signs and days", ".xlsx")
def months(path):
    # A month's column has no text of its own: the deadline's text is null.
    names = f"number title {' '.join(MONTHS)} responsible"
    written = plan(
        "work_plan",
        "Циклограмма работы методиста МОЦ Камышинского округа на 2025/26 учебный год",
        "2025-09-01..2026-08-31",
        f"number title {'month ' * 12}responsible",
        f"number title {' '.join(MONTHS)} deadline responsible",
        """
1 | Сверка программ | + | | | | + | | | | | | | | @ 01.09.25-30.09.25 + 01.01.26-31.01.26
  | Орлик М.М.
2 | Дежурство на горячей линии | + | + | + | + | + | + | + | + | + | + | + | + | @ C
  | Орлик М.М.{, }Сизых В.В.
3 | Сдача отчёта | | | | 20 | | | | | 25 | | | | @ <20.12.25 + <25.05.26 | Сизых В.В.
4 | Семинары | | 14 | | | | 12 | | 9 | | | | | @ <14.10.25 + <12.02.26 + <09.04.26
  | Орлик М.М.
5 | Экспертиза программ | | | | | | | + | + | + | | | | @ 01.03.26-31.05.26 | эксперты
6 | Летние смены | | | | | | | | | | + | + | + | @ 01.06.26-31.08.26 | Сизых В.В.
7 | Набор в кружки | + | | | | | | | | | | | + | @ 01.09.25-30.09.25 + 01.08.26-31.08.26
  | Орлик М.М.
8 | Конкурс «Росток» | | | + | + | | | | | | | | | @ 01.11.25-31.12.25
  | Орлик М.М.{, }Сизых В.В.
""",
    )
    book = Workbook()
    ws = book.active
    heading(ws, 1, written.title, 1, 15)
    headers = (
        "№ | Вид деятельности | сен | окт | ноя | дек | янв | фев | мар | апр | май | июн | июл"
        " | авг | Исполнитель"
    )
    lay(ws, written, Layout(names, headers, top=3, value=figures))
    book.save(path)
    return truth_of([written])


@document("schedule of reports: what, to whom, how often", ".xlsx")
def reports(path):
    # «Куда представляется» is no canonical field: `other`.
    names = "number title deadline whom responsible note"
    written = plan(
        "work_plan",
        "График представления отчётности МОЦ Тихореченского района в 2025 году",
        "2025-01-01..2025-12-31",
        "number title deadline other responsible note",
        names,
        """
1 | Форма № 1-ДОП | до 5 февраля @ <05.02.25 | Росстат | Экономист |
2 | Охват детей | ежемесячно, до 5 числа @ month/1/5 | РМЦ | Методист | таблица
3 | Отчёт по ПФДО | ежеквартально, до 10 числа месяца, следующего за отчётным кварталом
  @ quarter/1/10 | РМЦ | Экономист | в Навигаторе
4 | Сведения о вакансиях | еженедельно @ week/1 | Центр занятости | Кадровик |
5 | План закупок | 1 раз в год @ year/1 | Финотдел | Экономист |
6 | Отчёт о летней кампании | 30.06.2025, 31.07.2025, 29.08.2025
  @ <30.06.25 + <31.07.25 + <29.08.25 | Отдел образования | Методист |
7 | Паспорт доступности | 1 раз в полугодие @ half_year/1 | Отдел образования | Завхоз |
8 | Ответы на запросы | по запросу @ O | Прокуратура, полиция | Руководитель |
9 | Самообследование | до 20 апреля @ <20.04.25 | Учредитель | Руководитель{, }методист | сайт
10 | Публичный доклад | IV кв. @ 01.10.25-31.12.25 | Учредитель | Руководитель |
11 | Табель | 2 раза в месяц @ month/2 | Бухгалтерия | Кадровик |
12 | Внеплановые сведения | — @ ? | | Руководитель |
""",
    )
    book = Workbook()
    ws = book.active
    ws.title = "Отчёты"
    after = stamp(ws, 1, 1, "Приложение к приказу МКУ «Центр образования»↵от 13.01.2025 № 4-ОД")
    heading(ws, after, written.title, 1, 6)
    headers = (
        "№ п/п | Наименование отчёта | Срок сдачи | Куда представляется | Ответственный"
        " | Примечание"
    )
    lay(ws, written, Layout(names, headers, top=after + 1, value=figures))
    book.save(path)
    order = ("4-ОД", "2025-01-13", "МКУ «Центр образования»")
    return truth_of([written], approval(order=order))


@document("calendar of competitions: start and end as dates", ".ods")
def competitions(path):
    names = "number title start end audience responsible"
    written = plan(
        "work_plan",
        "Календарь конкурсов МОЦ г. Верхогорска на 2024-2025 учебный год",
        "2024-09-01..2025-08-31",
        "number title deadline_start deadline_end audience responsible",
        "number title start end deadline audience responsible",
        """
1 | «Золотая осень» | 16.09.2024 | 04.10.2024 | 16.09.2024 – 04.10.2024 @ 16.09.24-04.10.24
  | 1–4 классы | Попова Ж.Ж.
2 | «Юный изобретатель» | 01.11.2024 | 20.12.2024 | 01.11.2024 – 20.12.2024 @ 01.11.24-20.12.24
  | 5–11 классы | Гуляев Ф.Ф.
3 | «Зимняя сказка» | 02.12.2024 | 17.01.2025 | 02.12.2024 – 17.01.2025 @ 02.12.24-17.01.25
  | дошкольники | Попова Ж.Ж.
4 | «Живая классика» | 03.02.2025 | 28.02.2025 | 03.02.2025 – 28.02.2025 @ 03.02.25-28.02.25
  | 5–11 классы | Библиотека{, }Попова Ж.Ж.
5 | «Весенняя капель» | 10.03.2025 | 21.03.2025 | 10.03.2025 – 21.03.2025 @ 10.03.25-21.03.25
  | вокальные группы | Гуляев Ф.Ф.
6 | «Салют, Победа!» | 14.04.2025 | 08.05.2025 | 14.04.2025 – 08.05.2025 @ 14.04.25-08.05.25
  | все желающие | Попова Ж.Ж.{, }Гуляев Ф.Ф.
7 | «Лето в кадре» | 02.06.2025 | 25.08.2025 | 02.06.2025 – 25.08.2025 @ 02.06.25-25.08.25
  | фотокружки | Гуляев Ф.Ф.
8 | «Родной край» | октябрь | ноябрь | октябрь – ноябрь @ 01.10.24-30.11.24 | краеведы
  | Попова Ж.Ж.
""",
    )
    header = [
        row(cell(written.title, across=6), *[COVERED] * 5),
        row(
            cell("№", down=2),
            cell("Название конкурса", down=2),
            cell("Сроки проведения", across=2),
            COVERED,
            cell("Участники", down=2),
            cell("Куратор", down=2),
        ),
        row(COVERED, COVERED, cell("Начало"), cell("Окончание"), COVERED, COVERED),
    ]
    rows = [
        row(*(dated(line.cells.get(name, "")) for name in names.split())) for line in written.lines
    ]
    write_package(path, "spreadsheet", "", sheet("Конкурсы", header + rows))
    return truth_of([written])


def dated(text):
    """A date as LibreOffice keeps one; other texts as they are."""
    if not (len(text) == 10 and text[:2].isdigit() and text[-4:].isdigit()):
        return cell(text)
    day, month, year = text.split(".")
    kind = f'office:value-type="date" office:date-value="{year}-{month}-{day}"'
    return cell(text, value=kind)


@document("months as full rows, days without a month, executors first", ".ods")
def by_months(path):
    names = "responsible title deadline place"
    written = plan(
        "work_plan",
        "План работы Молодёжного центра «Старт» на I квартал 2025 года",
        "2025-01-01..2025-03-31",
        "responsible title deadline other",
        names,
        """
== - == ЯНВАРЬ == ЯНВАРЬ
Зыков Р.Р. | Рождественские встречи | 7 @ <07.01.25 | клуб
Белых С.С. | Зимняя школа актива | 4-6 @ 04.01.25-06.01.25 | база «Снежинка»
Зыков Р.Р.{, }волонтёры | Расчистка катка | в течение месяца @ 01.01.25-31.01.25 | двор
Белых С.С. | Сверка списков | до 20 @ <20.01.25 | кабинет 3
== - == ФЕВРАЛЬ == ФЕВРАЛЬ
Зыков Р.Р. | Турнир по шашкам | 8, 15 @ <08.02.25 + <15.02.25 | клуб
Белых С.С. | Акция «Посылка солдату» | 10 - 21 @ 10.02.25-21.02.25 | школы
волонтёры | Помощь ветеранам | по заявкам @ O | на дому
Зыков Р.Р. | Лыжный пробег | 23 @ <23.02.25 | стадион
== - == МАРТ == МАРТ
Белых С.С. | Мастер-классы | каждый четверг @ week/1 | кабинет 3
Зыков Р.Р.{↵}Белых С.С. | Концерт «Для милых дам» | 7 марта @ <07.03.25 | клуб
Белых С.С. | Отчёт за квартал | 28-31 @ 28.03.25-31.03.25 | кабинет 3
волонтёры | Субботник | 29 @ <29.03.25 | парк
""",
    )
    table = [
        row(cell(written.title, across=4), *[COVERED] * 3),
        row(*(cell(text) for text in ("Отв-ный", "Мероприятия", "Дата", "Место проведения"))),
    ]
    for line in written.lines:
        if line.kind == "section":
            table.append(row(cell(line.cells["section"], across=4), *[COVERED] * 3))
        else:
            table.append(row(*(cell(line.cells[name]) for name in names.split())))
    signature = fold("Руководитель центра _________ Зыков Р.Р.")
    table.append(row(cell("")))
    table.append(row(cell(signature, across=4), *[COVERED] * 3))
    write_package(path, "spreadsheet", "", sheet("1 квартал", table))
    return truth_of([written])
