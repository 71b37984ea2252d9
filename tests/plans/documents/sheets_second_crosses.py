"""Months under their quarters with crosses; a summer plan of LibreOffice."""

from openpyxl import Workbook

from tests.plans.documents.registry import document
from tests.plans.documents.sheets_notation import approval, plan, truth_of
from tests.plans.documents.sheets_opendocument import COVERED, cell, row, sheet, write_package
from tests.plans.documents.sheets_workbook import Layout, lay_lines, merge, put_row, stamp

MONTHS = " ".join(f"m{index}" for index in range(1, 13))
NAMES = ("янв", "фев", "март", "апр", "май", "июнь", "июль", "авг", "сент", "окт", "нояб", "дек")


@document("months under their quarters, crosses, a stamp above", ".xlsx")
def crosses(path):
    # A cross is a mark as «+» is one.
    written = plan(
        "work_plan",
        "План-график работы МОЦ Еловского района на 2026 год",
        "2026-01-01..2026-12-31",
        f"number title responsible {'month ' * 12}",
        f"number title responsible {MONTHS} deadline",
        """
1 | Экспертиза программ | Орлова О.О. | х | х | | | | | | | х | | | |
  @ 01.01.26-28.02.26 + 01.09.26-30.09.26
2 | Семинары | Орлова О.О.{, }Рысь Р.Р. | | | х | | | | | | | х | | |
  @ 01.03.26-31.03.26 + 01.10.26-31.10.26
3 | Телефон доверия | Рысь Р.Р. | х | х | х | х | х | х | х | х | х | х | х | х | @ C
4 | Лагерь | Рысь Р.Р. | | | | | | х | х | х | | | | | @ 01.06.26-31.08.26
5 | Фестиваль | Орлова О.О. | | | | | 16 | | | | | | | | @ <16.05.26
6 | Отчёт | Рысь Р.Р. | | | | | | | 10 | | | | | 20 | @ <10.07.26 + <20.12.26
7 | Мониторинг | Орлова О.О. | | | х | | | х | | | х | | | х
  | @ 01.03.26-31.03.26 + 01.06.26-30.06.26 + 01.09.26-30.09.26 + 01.12.26-31.12.26
8 | Набор | Рысь Р.Р. | | | | | | | | х | х | | | | @ 01.08.26-30.09.26
""",
    )
    book = Workbook()
    ws = book.active
    top = stamp(ws, 1, 10, "УТВЕРЖДАЮ↵Глава Еловского района↵_______ И.И. Бор↵12.01.2026") + 1
    ws.cell(top, 1, written.title)
    merge(ws, top, 1, top, 15)
    quarters = [
        name for part in ("I", "II", "III", "IV") for name in (f"{part} квартал", None, None)
    ]
    put_row(ws, top + 1, 1, ["№", "Мероприятия", "Ответственный", *quarters], bold=True)
    put_row(ws, top + 2, 1, [None, None, None, *NAMES], bold=True)
    for column in range(4, 16, 3):
        merge(ws, top + 1, column, top + 1, column + 2)
    for column in range(1, 4):
        merge(ws, top + 1, column, top + 2, column)
    lay_lines(ws, written.lines, Layout(f"number title responsible {MONTHS}", ""), top + 3)
    book.save(path)
    stamped = approval("approved", "Глава Еловского района", "И.И. Бор", "2026-01-12")
    return truth_of([written], stamped)


@document("summer: shifts as sections, typos in the header", ".ods")
def summer(path):
    names = "title deadline responsible place audience"
    written = plan(
        "action_plan",
        "План мероприятий «Лето в городе Синегорске» на летний период 2025 года",
        "2025-06-01..2025-08-31",
        "title deadline responsible other audience",
        names,
        """
== - == Первая смена == Первая смена
Открытие площадок | 2 июня @ <02.06.25 | Парк культуры | Аллея | дети 7–12 лет
Спортивный час | постоянно @ C | Парк культуры | Аллея | дети 7–12 лет
Викторина о Пушкине | 6 июня, 11.00 @ <06.06.25 | Библиотека № 1 | Читальный зал | подростки
Велопробег | 9 – 11 июня @ 09.06.25-11.06.25 | ДЮСШ{, }волонтёры | Набережная | семьи
== - == Вторая смена == Вторая смена
Мастер-классы | июль @ 01.07.25-31.07.25 | Дом ремёсел | Двор | подростки
День Нептуна | 27 июля @ <27.07.25 | Парк культуры{ и }ДЮСШ | Пляж | семьи
Киноночи | каждую субботу @ week/1 | Кинотеатр «Заря» | Сквер | молодёжь
== - == Третья смена == Третья смена
Школа вожатых | 1-я декада августа @ 01.08.25-10.08.25 | Молодёжный центр | - | молодёжь
Закрытие лета | до 31 августа @ <31.08.25 | Парк культуры | Аллея | все
""",
    )
    header = ["Наименованиие", "Срок проведния", "Отвественные", "Место", "Целевая аудитоия"]
    table = [
        row(cell(written.title, across=5), *[COVERED] * 4),
        row(*(cell(text) for text in header)),
    ]
    for line in written.lines:
        if line.kind == "section":
            table.append(row(cell(line.cells["section"], across=5), *[COVERED] * 4))
        else:
            cells = [cell(line.cells[name]) for name in names.split()]
            table.append(row(*cells))
    write_package(path, "spreadsheet", "", sheet("Лето", table))
    return truth_of([written])
