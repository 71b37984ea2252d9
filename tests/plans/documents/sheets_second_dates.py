"""Real dates of Excel, weekdays and times beside them."""

from datetime import UTC, datetime

from openpyxl import Workbook

from tests.plans.documents.registry import document
from tests.plans.documents.sheets_notation import plan, truth_of
from tests.plans.documents.sheets_workbook import Layout, heading, lay

NAMES = "number deadline weekday title reach responsible"


def dated(field, text, line):
    """Excel keeps a day as a date and a count as a number."""
    if field == "deadline" and len(text) == 10 and text[2] == ".":
        day = datetime.strptime(text, "%d.%m.%Y").replace(tzinfo=UTC)
        return day.replace(tzinfo=None)
    return int(text) if text.isdigit() else text or None


@document("dates of Excel among words, weekdays, a signature", ".xlsx")
def excel_dates(path):
    written = plan(
        "action_plan",
        "План мероприятий на каникулы МБУ ДО «Дом юных техников»\n(26.10.2024 - 04.11.2024)",
        "2024-10-26..2024-11-04",
        "number deadline other title other responsible",
        NAMES,
        """
1 | 26.10.2024 @ <26.10.24 | сб | Соревнования по авиамоделям | 40 | Журавлёв К.К.
2 | 28.10.2024 @ <28.10.24 | пн | Квиз «Техника будущего» | 60 | Журавлёв К.К.{, }Пак С.С.
3 | 28.10.2024 @ <28.10.24 | пн | Кино для младших | 35 | Пак С.С.
4 | 29-30 октября @ 29.10.24-30.10.24 | вт-ср | Сборы роботов | 24 | Пак С.С.
5 | 31.10.2024 @ <31.10.24 | чт | Экскурсия на станцию | 30 | Отдел туризма
6 | 01.11.2024 @ <01.11.24 | пт | Турнир по киберспорту | 48 | Журавлёв К.К.
7 | 02.11.2024 @ <02.11.24 | сб | Мастерская для родителей | 20 | методисты
8 | до 4 ноября @ <04.11.24 | | Фотоконкурс | 50 | Пак С.С.
9 | весь период @ C | | Свободный коворкинг | 100 | дежурные педагоги
""",
    )
    book = Workbook()
    ws = book.active
    heading(ws, 1, written.title, 1, 6)
    headers = "№ | Дата | День недели | Название | Кол-во уч-ся | Отвеств."
    lay(ws, written, Layout(NAMES, headers, top=2, value=dated))
    for line in range(3, 12):
        ws.cell(line, 2).number_format = "DD.MM.YYYY"
    ws.cell(15, 1, "Директор")
    ws.cell(15, 4, "Журавлёв К.К.")
    book.save(path)
    return truth_of([written])
