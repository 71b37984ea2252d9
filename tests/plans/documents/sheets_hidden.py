"""Workbooks that hold more than they show: hidden rows, columns and sheets; formulas; numbers."""

from typing import Any

from openpyxl import Workbook

from tests.plans.documents.registry import document
from tests.plans.documents.sheets_notation import Line, approval, plan, truth_of
from tests.plans.documents.sheets_workbook import (
    Layout,
    as_text,
    heading,
    lay,
    merge,
    put_row,
    saved,
    stamp,
)

NOW = """
1 | Разработка плана работы МОЦ | до 20 января @ <20.01.25 | Руководитель МОЦ | План
2 | Формирование реестра программ | I квартал @ 01.01.25-31.03.25 | Методист | Реестр
3 | Совещание с координаторами школ | ежеквартально @ quarter/1 | Руководитель МОЦ{, }методист
  | Протокол
4 | Проверка карточек организаций в Навигаторе | ежемесячно до 5 числа @ month/1/5
  | Администратор Навигатора | Справка
5 | Ответы на обращения родителей | по мере поступления @ O | Администратор Навигатора |
6 | Летняя кампания | июнь-август @ 01.06.25-31.08.25 | Загородный лагерь «Берёзка»{, }МОЦ
  | Охват 350 детей
7 | Выставка технического творчества | с 10 по 14 ноября @ 10.11.25-14.11.25
  | Станция юных техников | Дипломы
8 | Публикация новостей на сайте МОЦ | не реже 2 раз в месяц @ month/2 | Пресс-секретарь Юдина К.А.
  | Новости
9 | Годовой отчёт за 2025 год | декабрь @ 01.12.25-31.12.25 | Руководитель МОЦ | Отчёт
"""
OLD_TITLE = "План работы МОЦ города Лесогорска на 2023 год"
OLD = [
    [1, "Открытие МОЦ", "март 2023", "Управление образования", "Приказ"],
    [2, "Подключение к Навигатору", "апрель 2023", "МОЦ", "Договор"],
]


@document("hidden rows, columns and sheets, cached formulas", ".xlsx")
def hidden_and_formulas(path):
    """A hidden sheet and hidden rows with last years' items, a hidden column, cached formulas."""
    title = "План работы МОЦ города Лесогорска на 2025 год"
    fields = "number title deadline responsible result"
    written = plan("work_plan", title, "2025-01-01..2025-12-31", fields, fields, NOW)
    book = Workbook()
    ws = book.active
    ws.title = "План"
    old = book.create_sheet("План 2023", 0)
    old.sheet_state = "hidden"
    _old_plan(old)
    data = book.create_sheet("Данные")
    data.sheet_state = "veryHidden"
    put_row(data, 1, 1, ["Год", 2025])
    put_row(data, 2, 1, ["Руководитель", "Руководитель МОЦ"])
    heading(ws, 2, '="План работы МОЦ города Лесогорска на "&Данные!B1&" год"', 1, 6)
    headers = "№ | Наименование мероприятия | Объём финансирования, тыс. руб. | Сроки проведения"
    headers += " | Ответственные | Результат"
    laid = "number title finance deadline responsible result"
    lay(ws, written, Layout(laid, headers, top=4, value=_lesogorsk))
    ws.column_dimensions["C"].hidden = True
    _old_rows(ws)
    book.active = 1
    cached = _formulas(ws)
    path.write_bytes(saved(book, {"План": {"A2": title} | cached}))
    return truth_of([written])


def _old_rows(ws: Any) -> None:
    ws.insert_rows(8, 2)
    put_row(ws, 8, 1, ["2а", "Сверка реестра за 2023 год", 10, "март 2023", "Методист", "Справка"])
    put_row(ws, 9, 1, ["2б", "Отчёт за 2023 год", 0, "январь 2024", "Методист", "Отчёт"])
    ws.row_dimensions[8].hidden = ws.row_dimensions[9].hidden = True


def _old_plan(ws: Any) -> None:
    heading(ws, 1, OLD_TITLE, 1, 5)
    put_row(ws, 3, 1, ["№", "Наименование мероприятия", "Срок", "Ответственные", "Результат"])
    for offset, row in enumerate(OLD):
        put_row(ws, 4 + offset, 1, row)


def _lesogorsk(name: str, text: str, line: Line) -> Any:
    if name == "finance":
        return 12.5
    return int(text) if name == "number" else as_text(name, text, line)


def _formulas(ws: Any) -> dict[str, Any]:
    """Numbers count on by a formula, a responsible person comes from the hidden sheet."""
    cached: dict[str, Any] = {}
    for row in range(10, 16):
        cached[f"A{row}"] = ws.cell(row, 1).value
        ws.cell(row, 1).value = f"=A{row - 1 if row > 10 else 7}+1"
        if ws.cell(row, 5).value == "Руководитель МОЦ":
            cached[f"E{row}"] = "Руководитель МОЦ"
            ws.cell(row, 5).value = "=Данные!B2"
    return cached


NUMBERS = """
== 1 == Нормативное обеспечение == 1. Нормативное обеспечение
1.1 | Актуализация положения о МОЦ | сентябрь @ 01.09.23-30.09.23 | Приказ
  | Начальник УО Трегубов Г.В.
1.2 | Соглашения с организациями-партнёрами | октябрь-ноябрь @ 01.10.23-30.11.23
  | Не менее 6 соглашений | Руководитель МОЦ{, }юрисконсульт
1.3 | Внесение изменений в муниципальное задание | до 25 декабря @ <25.12.23 | Постановление
  | Комитет по культуре, спорту и молодёжной политике
== 2 == Работа в Навигаторе == 2. Работа в Навигаторе
2.1 | Обновление описаний программ | до 10 сентября, до 15 января @ <10.09.23 + <15.01.24 |
  | Координаторы ОО
2.2 | Обработка заявок | ежедневно @ ? | 100 % заявок | Координаторы ОО
2.9 | Сверка сертификатов | раз в полгода @ half_year/1 | Акт сверки | Администратор МОЦ
2.10 | Удаление архивных программ | конец мая @ 21.05.24-31.05.24 | Справка | Администратор МОЦ
2.11 | Подготовка памяток | по мере необходимости @ O | Памятки | Методист МОЦ
== 3 == Методическое сопровождение == 3. Методическое сопровождение
3.1 | Семинар «Программа за один день» | 12-14 октября @ 12.10.23-14.10.23 | 30 участников
  | Рябинина М.В.{/}Осокин Д.Л.
3.2 | Наставничество | в течении учебного года @ C | Пары наставников | Педагоги ДО
3.3 | Банк лучших практик | 2 раза в год @ year/2 | Сборник | Рябинина М.В.{; }Осокин Д.Л.
3.4 | Курсы повышения квалификации | по плану РМЦ @ O | Удостоверения | РМЦ
"""


@document("numbers as floats and as text, blank rows inside", ".xlsx")
def numbers_of_all_kinds(path):
    """№ as numbers (1.1 as a float, 1.10 by a format), as text with an apostrophe; blank rows.

    Open question: «ежедневно» has no term of its own in format.md (the shortest span is a week),
    so by its table it is `unknown`.
    """
    title = "План-график работы муниципального опорного центра на 2023/2024 учебный год"
    fields = "number title deadline result responsible"
    written = plan("work_plan", title, "2023-09-01..2024-08-31", fields, fields, NUMBERS)
    book = Workbook()
    ws = book.active
    stamp(
        ws,
        2,
        6,
        "«Утверждаю»↵Директор МАУ ДО ЦДТ «Радуга»↵г. Верхнеполянска↵Осокина Т.Ю."
        "↵Приказ от 31 августа 2023 г. № 77/1-од",
    )
    heading(ws, 8, title, 2, 6)
    headers = "№ пп | Содержание  работы | Сроки  выполнения* | Выход | Отв. лицо"
    layout = Layout(fields, headers, top=10, left=2, value=_as_number, sections="first")
    end = lay(ws, written, layout)
    for row in range(11, end):
        cell = ws.cell(row, 2)
        if cell.value == "2.10":
            cell.value, cell.number_format = 2.1, "0.00"
        elif isinstance(cell.value, str) and cell.value[:4] == "2.11":
            cell.quotePrefix = True
    ws.insert_rows(14)
    merge(ws, end + 3, 2, end + 3, 6)
    ws.cell(end + 3, 2, "* сроки могут быть изменены по согласованию с управлением образования")
    ws.freeze_panes = "B11"
    stamped = approval(
        position="Директор МАУ ДО ЦДТ «Радуга» г. Верхнеполянска",
        name="Осокина Т.Ю.",
        order=("77/1-од", "2023-08-31", None),
    )
    path.write_bytes(saved(book))
    return truth_of([written], stamped)


def _as_number(name: str, text: str, line: Line) -> Any:
    if name == "number" and text not in {"2.10", "2.11"}:
        return float(text)
    return as_text(name, text, line)
