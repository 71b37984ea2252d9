"""Workbooks whose deadlines are grids: months and quarters with «+», «х», days."""

from typing import Any

from openpyxl import Workbook

from tests.plans.documents.registry import document
from tests.plans.documents.sheets_notation import Line, approval, plan, truth_of
from tests.plans.documents.sheets_workbook import (
    Layout,
    as_text,
    heading,
    lay,
    lay_lines,
    merge,
    put_row,
    saved,
    stamp,
)

SHORT = "сен. окт. ноя. дек. янв. фев. мар. апр. май июн. июл. авг."

MONTH_GRID = """
== I == Организационная работа == I. Организационная работа
1 | Планирование работы МОЦ | +,,,,,,,,,,,+ | @ 01.09.24-30.09.24 + 01.08.25-31.08.25
  | Руководитель МОЦ
2 | Совещания с координаторами Навигатора | 17,,,12,,,,15,,,, | @ <17.09.24 + <12.12.24 + <15.04.25
  | Руководитель МОЦ{, }администратор
3 | Ведение раздела МОЦ на сайте | +,+,+,+,+,+,+,+,+,+,+,+ | @ C | Администратор
4 | Отчёты в региональный модельный центр | ,,,20,,,,,30,,, | @ <20.12.24 + <30.05.25
  | Руководитель МОЦ
== II == Методическая работа == II. Методическая работа
1 | Школа начинающего педагога | ,х,х,х,,х,х,х,,,, | @ 01.10.24-31.12.24 + 01.02.25-30.04.25
  | Методист Горелова Т.С.
2 | Экспертиза программ | ,,,,,,,,х,х,, | @ 01.05.25-30.06.25 | Экспертный совет
3 | Конкурс методических материалов | ,,+,,,,,,,,, | @ 01.11.24-30.11.24
  | Методист Горелова Т.С.{↵}Крюков А.В.
4 | Банк лучших практик | X,X,X,X,X,X,X,X,X,X,X,X | @ C | Методисты
== III == Массовые мероприятия == III. Массовые мероприятия
1 | Дни открытых дверей | 2,,,,,,,,,,,25 | @ <02.09.24 + <25.08.25 | МБУ ДО «Дворец детства»
2 | Фестиваль «Твори» | ,,,,,,,+,+,,, | @ 01.04.25-31.05.25 | МОЦ{, }ДШИ № 2{, }СШ «Олимп»
3 | Смена «Юный техник» | ,,,,,,,,,+,+, | @ 01.06.25-31.07.25 | Станция юных техников
4 | Новогодний марафон | ,,,+,+,,,,,,, | @ 01.12.24-31.01.25 | Педагоги-организаторы
"""


@document("month grid of a school year under a merged header, roman sections", ".xlsx")
def month_grid(path):
    """«+», «х», Latin «X» and days (as numbers) under twelve short month names."""
    title = (
        "План-сетка работы муниципального опорного центра г. Светлогорье на 2024-2025 учебный год"
    )
    columns = "number title " + "month " * 12 + "responsible"
    fields = "number title grid deadline responsible"
    written = plan("work_plan", title, "2024-09-01..2025-08-31", columns, fields, MONTH_GRID)
    book = Workbook()
    ws = book.active
    heading(ws, 1, title, 1, 15)
    put_row(ws, 3, 1, ["№", "Мероприятия", "Месяц", *[None] * 11, "Ответственные"], bold=True)
    put_row(ws, 4, 1, [None, None, *SHORT.split(), None], bold=True)
    merge(ws, 3, 3, 3, 14)
    for column in (1, 2, 15):
        merge(ws, 3, column, 4, column)
    months = " ".join(f"m{index}" for index in range(12))
    layout = Layout(f"number title {months} responsible", "", value=_mark)
    end = lay_lines(ws, written.lines, layout, 5)
    stamp(ws, end + 1, 2, "Условные обозначения:↵+ (х) – в течение месяца↵число – день проведения")
    ws.freeze_panes = "C5"
    path.write_bytes(saved(book))
    return truth_of([written])


def _mark(name: str, text: str, line: Line) -> Any:
    if name[0] == "m" and name[1:].isdigit():
        mark = line.cells["grid"].split(",")[int(name[1:])]
        return int(mark) if mark.isdigit() else mark or None
    return as_text(name, text, line)


QUARTER_GRID = """
1 | Разработка нормативных актов | +,,, | @ 01.01.26-31.03.26 | Приказы, положения
  | Управление образования{, }МОЦ
2 | Методические дни в школах | ,+,,+ | @ 01.04.26-30.06.26 + 01.10.26-31.12.26 | 2 дня | МОЦ
3 | Ведение реестра сертификатов | +,+,+,+ | @ C | Реестр | Уполномоченная организация
4 | Летние профильные смены | ,+,+, | @ 01.04.26-30.09.26 | 5 смен | УДО{, }загородные лагеря
5 | Слёт активистов детских объединений | ,,,+ | @ 01.10.26-31.12.26 | Не менее 120 участников
  | Дворец творчества (организация){, }школы округа
6 | Мониторинг удовлетворённости родителей | ,+,,+ | @ 01.04.26-30.06.26 + 01.10.26-31.12.26
  | 80 % довольных | Методист Вяземская Г.О.
7 | Повышение квалификации педагогов | +,,+, | @ 01.01.26-31.03.26 + 01.07.26-30.09.26
  | 15 удостоверений | РМЦ (по согласованию)
8 | Итоговый отчёт | ,,,+ | @ 01.10.26-31.12.26 | Отчёт | Руководитель МОЦ
"""


@document("quarter grid, column numbers, approval above at the right", ".xlsx")
def quarter_grid(path):
    """Four quarter columns under «Сроки реализации, 2026 год».

    Open question: format.md names no field for a quarter's column. It says `month` for a grid's
    column, so a quarter's stands as `month` here; with «+» it is the whole quarter, text null.
    """
    title = (
        "План мероприятий по развитию дополнительного образования Ельховского округа на 2026 год"
    )
    columns = "number title month month month month result responsible"
    fields = "number title grid deadline result responsible"
    written = plan("action_plan", title, "2026-01-01..2026-12-31", columns, fields, QUARTER_GRID)
    book = Workbook()
    ws = book.active
    stamp(
        ws,
        1,
        7,
        "Приложение № 2↵к постановлению администрации↵Ельховского муниципального округа"
        "↵от 15.12.2025 г. № 1204-п",
    )
    heading(ws, 6, title, 1, 8)
    quarters = ["I кв.", "II кв.", "III кв.", "IV кв."]
    upper = ["№ п/п", "Наименование мероприятия", "Сроки реализации, 2026 год", None, None, None]
    put_row(ws, 8, 1, [*upper, "Контрольный показатель", "Исполнители"], bold=True)
    put_row(ws, 9, 1, [None, None, *quarters, None, None], bold=True)
    merge(ws, 8, 3, 8, 6)
    for column in (1, 2, 7, 8):
        merge(ws, 8, column, 9, column)
    layout = Layout("number title m0 m1 m2 m3 result responsible", "", top=10, value=_mark)
    put_row(ws, 10, 1, list(range(1, 9)))
    lay_lines(ws, written.lines, layout, 11)
    stamped = approval(
        order=("1204-п", "2025-12-15", "администрации Ельховского муниципального округа")
    )
    path.write_bytes(saved(book))
    return truth_of([written], stamped)


BANNERS = """
== - == СЕНТЯБРЬ == СЕНТЯБРЬ
2-6 @ 02.09.24-06.09.24 | Акция «Запишись в кружок» | Торговый центр «Заря» | Волонтёры
10 @ <10.09.24 | Совещание координаторов | МБУДО ЦТТ, каб. 12 | Руководитель МОЦ
до 20 @ <20.09.24 | Сверка списков групп | Навигатор | Администратор Навигатора
в течение месяца @ 01.09.24-30.09.24 | Выдача сертификатов | Школы | Классные руководители
== - == ОКТЯБРЬ == ОКТЯБРЬ
5 @ <05.10.24 | День учителя: концерт учащихся | Дом культуры | Педагоги-организаторы
15, 22 @ <15.10.24 + <22.10.24 | Занятия школы координаторов | МБУДО ЦТТ | Методист
28 октября – 3 ноября @ 28.10.24-03.11.24 | Осенняя творческая смена | Лагерь «Сосновый бор»
  | Станция юннатов{, }МОЦ
== - == НОЯБРЬ == НОЯБРЬ
в течение месяца @ 01.11.24-30.11.24 | Экспертиза программ | Дистанционно | Экспертная группа
20 @ <20.11.24 | Всемирный день ребёнка: акция | Школы | Школы{, }УДО
25-29 @ 25.11.24-29.11.24 | Неделя открытых занятий | УДО | Директора УДО
== - == ДЕКАБРЬ == ДЕКАБРЬ
до 15 @ <15.12.24 | Отчёт за первое полугодие | | Руководитель МОЦ
23-27 @ 23.12.24-27.12.24 | Новогодние представления | Дом культуры
  | Солнцева И.И.{, }Лунёва О.О.
по отдельному графику @ O | Каникулярные занятия | УДО | Педагоги ДО
"""


@document("month banners as merged rows, days alone, no numbers, deadline first", ".xlsx")
def month_banners(path):
    """Half a year: «10-15» and «в течение месяца» lie in the month of the banner above."""
    title = "План мероприятий МОЦ Сосновского района на сентябрь – декабрь 2024 года"
    columns = "deadline title other responsible"
    fields = "deadline title other responsible"
    written = plan("action_plan", title, "2024-09-01..2024-12-31", columns, fields, BANNERS)
    book = Workbook()
    ws = book.active
    ws.title = "I полугодие"
    heading(ws, 2, title, 2, 5)
    headers = "Дата, время | Наименование  меропрятия | Место проведения | Ответственное лицо"
    lay(ws, written, Layout(fields, headers, top=4, left=2, value=_day_number))
    path.write_bytes(saved(book))
    return truth_of([written])


def _day_number(name: str, text: str, line: Line) -> Any:
    return int(text) if name == "deadline" and text.isdigit() else as_text(name, text, line)
