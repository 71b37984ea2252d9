"""Workbooks laid out as printed forms: values merged down, no header over №, a schedule."""

from openpyxl import Workbook
from openpyxl.comments import Comment

from tests.plans.documents.registry import document
from tests.plans.documents.sheets_notation import approval, plan, truth_of
from tests.plans.documents.sheets_workbook import (
    Layout,
    heading,
    lay,
    lay_lines,
    merge,
    put_row,
    saved,
    stamp,
)

SHARED = """
== 1 == Нормативная база == Задача 1. Нормативная база
1.1 | Приказ о координаторах | Управление образования | сентябрь @ 01.09.24-30.09.24 | Приказы
1.1.1 | Приказы школ | Управление образования | сентябрь @ 01.09.24-30.09.24 | Приказы
1.2 | Положение о конкурсе | Управление образования | до 15 ноября @ <15.11.24 | Положение
== 2 == Навигатор == Задача 2. Навигатор
2.1 | Проверка карточек | Ильина В.В.{↵}Сафин Т.Т. | В течение года @ C | Отчёт в РМЦ
2.2 | Загрузка программ | Ильина В.В.{↵}Сафин Т.Т. | В течение года @ C | Отчёт в РМЦ
2.3 | Архивация программ | Ильина В.В.{↵}Сафин Т.Т. | В течение года @ C | Отчёт в РМЦ
2.4 | Ответы на вопросы родителей | Ильина В.В.{↵}Сафин Т.Т. | ежедневно по рабочим дням @ ? |
== 3 == События == Задача 3. События
3.1 | «Ночь технопарка» | Технопарк{, }МОЦ (организация записи) | 14 декабря @ <14.12.24
  | 200 гостей
3.2 | Форум наставников | Дворец молодёжи | 21–23 марта @ 21.03.25-23.03.25 | Резолюция
3.3 | Летний лагерь | Дворец молодёжи | июнь, июль, август @ 01.06.25-31.08.25 | 3 смены
3.4 | Закрытие сезона | Дворец молодёжи | август @ 01.08.25-31.08.25 | Концерт
"""


@document("values merged down over several items, header cell of № empty, comments", ".xlsx")
def values_merged_down(path):
    """Who, when and the result are merged down over items; they hold for each of them.

    The numbers' column has an empty header; what stands in it is a number all the same. Open
    question: format.md would also allow `other` for a column that nothing names.
    Responsible stands before the deadline.
    """
    title = "План работы МОЦ Травинского округа на 2024/2025 учебный год"
    fields = "number title responsible deadline result"
    written = plan("work_plan", title, "2024-09-01..2025-08-31", fields, fields, SHARED)
    book = Workbook()
    ws = book.active
    heading(ws, 1, "План работы МОЦ Травинского округа", 1, 5)
    heading(ws, 2, "на 2024/2025 учебный год", 1, 5)
    headers = " | Содержание работы | Кто проводит | Срок исполнения | Итоговый документ"
    lay(ws, written, Layout(fields, headers, top=4))
    for column, top, bottom in ((3, 6, 8), (4, 6, 7), (5, 6, 7), (3, 10, 13), (4, 10, 12),
                                (5, 10, 12), (3, 16, 18)):  # fmt: skip
        for row in range(top + 1, bottom + 1):
            ws.cell(row, column).value = None
        merge(ws, top, column, bottom, column)
    ws["B8"].comment = Comment("согласовать с юристом", "Ильина")
    path.write_bytes(saved(book))
    return truth_of([written])


PROGRAMME = """
== 1 == Доступность == Приоритет 1. Доступность
1 | Открытие кружков в сёлах | 6 кружков | 10.01.2024 – 31.05.2024 @ 10.01.24-31.05.24
  | Главы поселений{, }МОЦ | в пределах сметы
2 | Подвоз детей | 4 маршрута | 01.09.2024 – 20.12.2024 @ 01.09.24-20.12.24 | Автохозяйство | 450,5
3 | Дистанционные программы | 10 программ | I квартал – III квартал @ 01.01.24-30.09.24
  | Центр «Дистант» | не требуется
== 2 == Качество == Приоритет 2. Качество
4 | Независимая оценка | 30 % программ | 15.11.2024 – 15.12.2024 @ 15.11.24-15.12.24
  | Экспертная комиссия | 60
5 | Повышение квалификации | 20 педагогов | январь – декабрь @ 01.01.24-31.12.24 | РМЦ | -
6 | Конкурс программ | 1 конкурс | 01.03.2024 – 30.04.2024 @ 01.03.24-30.04.24
  | Методист Щеглова А.А.{;}
== 3 == Открытость == Приоритет 3. Открытость
7 | Страницы в соцсетях | 1 страница | 09.01.2024 – 28.12.2024 @ 09.01.24-28.12.24 | Пресс-служба |
8 | Отчёт на заседании думы | 1 отчёт | 20.12.2024 @ <20.12.24 | Руководитель МОЦ |
"""


@document("network schedule: planned start and end as text, finance, column numbers", ".xlsx")
def network_schedule(path):
    """«Плановое начало», «Плановое окончание» side by side, dates as text, numbered columns.

    A quarter at each end is a span from the first day of one to the last day of the other.
    """
    title = "Сетевой график реализации мероприятий МОЦ Долинского района на 2024 год"
    fields = "number title result deadline responsible finance"
    columns = "number title result deadline_start deadline_end responsible other"
    block = PROGRAMME.replace("{;}", "{;} | 35")
    written = plan("work_plan", title, "2024-01-01..2024-12-31", columns, fields, block)
    book = Workbook()
    ws = book.active
    stamp(
        ws,
        1,
        6,
        "Утверждено↵распоряжением администрации↵Долинского района↵от 29.12.2023 г. №1211-р",
    )
    heading(ws, 6, title, 1, 7)
    headers = ["N п/п", "Наименование мероприятия", "Контрольный показатель", "Плановое начало"]
    headers += ["Плановое окончание", "Ответственный исполнитель", "Источники финансирования"]
    put_row(ws, 8, 1, headers, bold=True)
    put_row(ws, 9, 1, list(range(1, 8)))
    laid = "number title result start end responsible finance"
    lay_lines(ws, written.lines, Layout(laid, "", value=_half), 10)
    order = ("1211-р", "2023-12-29", "администрации Долинского района")
    path.write_bytes(saved(book))
    return truth_of([written], approval(order=order))


def _half(name, text, line):
    if name not in {"start", "end"}:
        return text or None
    start, dash, end = line.cells["deadline"].partition(" – ")
    if not dash:
        start, end = "", start
    return (start if name == "start" else end) or None
