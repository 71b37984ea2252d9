"""A text document with a title page: stamps in a table, contents, a nested table."""

from tests.plans.documents.registry import document
from tests.plans.documents.sheets_notation import approval, plan, truth_of
from tests.plans.documents.sheets_opendocument import (
    COVERED,
    cell,
    paragraphs,
    row,
    write_package,
)

ITEMS = """
== I == Нормативное и организационное обеспечение == I. Нормативное и организационное обеспечение
1. | Обновление приказа о МОЦ | до 1 октября @ <01.10.23
  | Главный специалист управления образования | Приказ
2. | Заседания координационного совета | сентябрь, декабрь, март, июнь
  @ 01.09.23-30.09.23 + 01.12.23-31.12.23 + 01.03.24-31.03.24 + 01.06.24-30.06.24
  | Совет{, }руководитель МОЦ | 4 протокола
3. | Реестр организаций | IV квартал @ 01.10.23-31.12.23 | Методист Аникина П.П. | Реестр
== II == Кадры == II. Кадры
4. | Семинар-практикум | в первой декаде ноября @ 01.11.23-10.11.23 | Методист Аникина П.П.
  | Методические рекомендации
5. | Конкурс «Сердце отдаю детям» | с 15 января по 20 февраля @ 15.01.24-20.02.24
  | Оргкомитет{; }МОЦ (в части приёма заявок) | Не менее 12 участников
6. | Курсы | по плану института развития образования @ O | ИРО | –
== III == Дети == III. Дети
7. | Большой день кружков | 16 сентября @ <16.09.23 | Все УДО{ и }школы | 1500 детей
8. | Каникулярные интенсивы | осень 2023 г., весна 2024 г.
  @ 01.09.23-30.11.23 + 01.03.24-31.05.24 | Кванториум | 2 интенсива
9. | Поддержка одарённых детей | Постоянно @ C | Куратор{↵}психолог |
10. | Сводный отчёт | не позднее 25 августа 2024 года @ <25.08.24 | Руководитель МОЦ | Отчёт
"""


@document("title page with two stamps in a table, contents, a nested table in a cell", ".odt")
def title_page(path):
    """The title page is no plan's heading: the plan has its own, over the table.

    Left stands «СОГЛАСОВАНО», right «УТВЕРЖДАЮ»; the contents are a table without headers of a
    plan; a cell's nested table holds a result's parts.
    """
    title = "План работы муниципального опорного центра на 2023-2024 учебный год"
    fields = "number title deadline responsible result"
    written = plan("work_plan", title, "2023-09-01..2024-08-31", fields, fields, ITEMS)
    left = "СОГЛАСОВАНО\nНачальник управления образования\nг. Новоречинска\n_______ А.Г. Беляев\n"
    right = "УТВЕРЖДАЮ\nДиректор МБУДО «Центр развития»\n_______ Е.Н. Тихая\n"
    stamps = row(cell(left + "«28» августа 2023 г."), cell(right + "Приказ от 30.08.2023 № 95"))
    contents = [row(cell("Пояснительная записка"), cell("2")), row(cell("План работы"), cell("3"))]
    page = "ПРОГРАММА\nдеятельности муниципального опорного центра\nгорода Новоречинска"
    note = "Пояснительная записка\nПлан составлен на основе целевой модели развития."
    headers = "№|Мероприятия|Срок|Ответственные|Ожидаемые результаты"
    rows = [row(*map(cell, headers.split("|")))] + [_row(line) for line in written.lines]
    body = (
        _table("Т1", 2, [stamps]) + paragraphs(page) + paragraphs("Новоречинск, 2023")
        + paragraphs("Содержание") + _table("Т2", 2, contents) + paragraphs(note)
        + paragraphs(title) + _table("Т3", 5, rows)
        + paragraphs("Руководитель МОЦ\t\tА.А. Рогова")
    )  # fmt: skip
    write_package(path, "text", "", body)
    return truth_of(
        [written],
        approval("agreed", "Начальник управления образования г. Новоречинска", "А.Г. Беляев",
                 "2023-08-28"),
        approval("approved", "Директор МБУДО «Центр развития»", "Е.Н. Тихая", None,
                 ("95", "2023-08-30", None)),
    )  # fmt: skip


def _row(line):
    if line.kind == "section":
        return row(cell(line.cells["section"], across=5), *[COVERED] * 4)
    cells = [cell(text) for text in line.cells.values()]
    if line.cells["result"].startswith("Методические"):
        parts = [row(cell("Методические")), row(cell("рекомендации"))]
        cells[4] = cell("-").replace(paragraphs("-"), _table("Т4", 1, parts))
    return row(*cells)


def _table(name, width, rows):
    columns = f'<table:table-column table:number-columns-repeated="{width}"/>'
    return f'<table:table table:name="{name}">{columns}{"".join(rows)}</table:table>'
