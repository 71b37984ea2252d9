"""Workbooks whose deadlines are real dates: start and end columns, months by a number format."""

from datetime import datetime
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

ROAD_MAP = """
1 | Утверждение состава муниципальной рабочей группы | 13.01.2025 – 28.02.2025 @ 13.01.25-28.02.25
  | Управление образования | Приказ
2 | Инвентаризация дополнительных общеобразовательных программ
  | 03.02.2025 – 31.03.2025 @ 03.02.25-31.03.25 | МОЦ{, }образовательные организации | Реестр ДООП
3 | Обучение координаторов Навигатора в школах | март 2025 – май 2025 @ 01.03.25-31.05.25
  | МОЦ{;↵}РМЦ (по согласованию) | Обучено не менее 18 человек
4 | Информирование родителей о сертификатах | в течение года @ C
  | МОЦ{, }классные руководители | Публикации
5 | Независимая оценка качества программ | 15.05.2025 @ <15.05.25
  | Экспертная комиссия | 25 % программ
6 | Организация летних площадок | 02.06.2025 – 29.08.2025 @ 02.06.25-29.08.25
  | МБУ ДО «Дом творчества»{,↵}МБОУ «Средняя школа № 3» | 4 площадки
7 | Запись детей на новый учебный год | 01.09.2025 – 30.09.2025 @ 01.09.25-30.09.25
  | Образовательные организации | —
8 | Оформление и выдача сертификатов | 10.09.2025 @ <10.09.25 | МОЦ | Не менее 1200 сертификатов
9 | Конкурс программ «Открытие» | 06.10.2025 – 28.11.2025 @ 06.10.25-28.11.25
  | Методист МОЦ Берестова Л.Н. | Протокол
10 | Отчёт о выполнении дорожной карты | 22.12.2025 @ <22.12.25
  | Руководитель МОЦ Заварзина О.П. | Отчёт в РМЦ
"""


@document("real dates in a start and an end column, table at C10", ".xlsx")
def start_and_end_dates(path):
    """Real dates in two columns under «Срок реализации»; a stamp at the right."""
    title = (
        "План мероприятий («дорожная карта») по развитию дополнительного образования детей "
        "в Красноозёрском муниципальном округе на 2025 год"
    )
    columns = "number title deadline_start deadline_end responsible result"
    fields = "number title deadline responsible result"
    written = plan("road_map", title, "2025-01-01..2025-12-31", columns, fields, ROAD_MAP)
    book = Workbook()
    ws = book.active
    ws.title = "Дорожная карта"
    stamp(
        ws,
        1,
        7,
        "УТВЕРЖДЕНА↵приказом управления образования↵администрации Красноозёрского"
        "↵муниципального округа↵от 27.12.2024 № 512-од",
    )
    heading(ws, 7, title, 3, 8)
    _two_row_header(ws)
    layout = Layout(columns, "", top=12, left=3, value=_ends)
    lay(ws, written, layout)
    for row in range(12, 22):
        if ws.cell(row, 5).value == "в течение года":
            merge(ws, row, 5, row, 6)
        ws.cell(row, 5).number_format = ws.cell(row, 6).number_format = "DD.MM.YYYY"
    ws.freeze_panes = "C12"
    stamp(ws, 24, 3, "* Даты уточняются приказами управления образования.")
    truth = truth_of(
        [written],
        approval(
            order=(
                "512-од",
                "2024-12-27",
                "управления образования администрации Красноозёрского муниципального округа",
            )
        ),
    )
    path.write_bytes(saved(book))
    return truth


def _two_row_header(ws: Any) -> None:
    upper = ["№↵п/п", "Наименование мероприятия", "Срок реализации", None]
    upper += ["Ответственный исполнитель", "Ожидаемый результат"]
    put_row(ws, 9, 3, [text and text.replace("↵", "\n") for text in upper], bold=True)
    put_row(ws, 10, 3, [None, None, "начало", "окончание", None, None], bold=True)
    merge(ws, 9, 5, 9, 6)
    for column in (3, 4, 7, 8):
        merge(ws, 9, column, 10, column)
    put_row(ws, 11, 3, [1, 2, 3, 4, 5, 6])


def _ends(name: str, text: str, line: Line) -> Any:
    if name == "number":
        return int(text)
    if not name.startswith("deadline_"):
        return as_text(name, text, line)
    start, dash, end = line.cells["deadline"].partition(" – ")
    if not dash:
        only_start = not start[0].isdigit()
        start, end = (start, "") if only_start else ("", start)
    return _date(start if name == "deadline_start" else end)


def _date(text: str) -> Any:
    if text[:2].isdigit():
        return datetime.strptime(text, "%d.%m.%Y")  # noqa: DTZ007 - a cell's date has no zone
    return text or None


MONTHS = """
1 | Августовское совещание руководителей | 28.08.2024 @ <28.08.24 | Начальник отдела образования
  | Резолюция
2 | Наполнение Навигатора новыми программами | сентябрь 2024 @ 01.09.24-30.09.24
  | Администратор Навигатора Ситникова Ю.В. | 140
3 | Установочный семинар для координаторов | октябрь 2024 @ 01.10.24-31.10.24
  | Методист МОЦ{, }администратор Навигатора | 100%
4 | Мониторинг охвата детей 5–18 лет | ноябрь 2024 @ 01.11.24-30.11.24 | Методист МОЦ | 82%
5 | Муниципальный этап конкурса «Лидер» | 15.11.2024 @ <15.11.24
  | МОЦ{, }МБУДО «Центр внешкольной работы» | 12
6 | Отчёт за первое полугодие | 20.12.2024 @ <20.12.24 | Руководитель МОЦ | Отчёт
7 | Школа молодого педагога | декабрь 2024, февраль 2025 @ 01.12.24-31.12.24 + 01.02.25-28.02.25
  | Полетаева Р.Д. | 25%
8 | Экспертиза программ | март – апрель 2025 г. @ 01.03.25-30.04.25 | Экспертный совет | 25%
9 | Консультации педагогов | еженедельно @ week/1 | Методисты МОЦ | -
10 | Ярмарка кружков «Найди своё» | май 2025 @ 01.05.25-31.05.25
  | Все образовательные организации | 600
11 | Подготовка плана на следующий год | июнь 2025 @ 01.06.25-30.06.25 | Руководитель МОЦ | План
"""
SHOWN_MONTHS = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"


@document("dates shown as months by a number format, percents", ".xlsx")
def months_by_number_format(path):
    """Dates shown as «сентябрь 2024» by a number format, percent and number cells as results.

    Open question: format.md calls a spreadsheet's date DD.MM.YYYY and the text «as written». A
    person sees a month here and no day, so the truth is the month as it is shown; dates that show
    a day («15 ноября») are DD.MM.YYYY.
    """
    title = (
        "План работы муниципального опорного центра Заречинского района на 2024-2025 учебный год"
    )
    fields = "number title deadline responsible result"
    written = plan("work_plan", title, "2024-09-01..2025-08-31", fields, fields, MONTHS)
    book = Workbook()
    ws = book.active
    ws.title = "2024-2025"
    stamp(
        ws,
        1,
        1,
        "СОГЛАСОВАНО↵Начальник отдела образования↵администрации Заречинского района"
        "↵____________ П.К. Лаптев↵«30» августа 2024 г.",
    )
    stamp(
        ws,
        1,
        4,
        "УТВЕРЖДАЮ↵Директор МБУДО↵«Центр внешкольной работы»"
        "↵____________ В.С. Нагорная↵«02» сентября 2024 г.",
    )
    heading(ws, 7, title, 1, 5)
    headers = "№ п/п | Содержание деятельности | Период | Исполнители | Планируемый результат"
    lay(ws, written, Layout(fields, headers, top=9, value=_shown_month))
    for row in ws.iter_rows(min_row=10):
        _formats(row)
    stamp(ws, 22, 2, "Исполнитель: Ситникова Ю.В., тел. 2-14-55")
    approvals = (
        approval(
            "agreed",
            "Начальник отдела образования администрации Заречинского района",
            "П.К. Лаптев",
            "2024-08-30",
        ),
        approval(
            "approved", "Директор МБУДО «Центр внешкольной работы»", "В.С. Нагорная", "2024-09-02"
        ),
    )
    path.write_bytes(saved(book))
    return truth_of([written], *approvals)


def _shown_month(name: str, text: str, line: Line) -> Any:
    if name in {"number", "result"} and text.isdigit():
        return int(text)
    if name == "result" and text.endswith("%"):
        return int(text[:-1]) / 100
    month, _, year = text.partition(" ")
    if name == "deadline" and month in SHOWN_MONTHS.split() and year.isdigit():
        return datetime(int(year), SHOWN_MONTHS.split().index(month) + 1, 1)  # noqa: DTZ001 - as above
    return _date(text) if name == "deadline" else as_text(name, text, line)


def _formats(row: tuple[Any, ...]) -> None:
    deadline, result = row[2], row[4]
    if isinstance(deadline.value, datetime):
        deadline.number_format = "d mmmm" if deadline.value.day > 1 else "mmmm yyyy"
    if isinstance(result.value, float):
        result.number_format = "0%"
