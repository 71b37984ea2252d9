"""Sections that nobody merged, a title over several cells, two-row headers."""

from openpyxl import Workbook

from tests.plans.documents.registry import document
from tests.plans.documents.sheets_notation import approval, plan, truth_of
from tests.plans.documents.sheets_workbook import Layout, lay, lay_lines, merge, put_row, stamp

SIX = "number title audience deadline responsible result"


@document(
    "sections in the first cell alone, the title over three cells, stamp at the right", ".xlsx"
)
def unmerged(path):
    written = plan(
        "work_plan",
        "ПЛАН РАБОТЫ Станции юных натуралистов Ольшанского района на 2025 год",
        "2025-01-01..2025-12-31",
        SIX,
        SIX,
        """
== I == Массовая работа == I. Массовая работа
1 | День птиц | 1-4 классы | 1 апреля @ <01.04.25 | Дрозд В.В. | 80 чел.
2 | Конкурс «Подрост» | 7-11 классы | сентябрь - ноябрь @ 01.09.25-30.11.25
  | Дрозд В.В.{, }лесхоз | 15 работ
3 | Акция «Ель» | все | до 25.12.2025 @ <25.12.25 | Клён А.А. | 10 плакатов
== II == Учебная работа == II. Учебная работа
1 | Набор в объединения | 1-9 классы | 25.08-10.09 @ 25.08.25-10.09.25 | педагоги | 14 групп
2 | Полевая практика | 8-10 классы | июнь, 1-я декада июля @ 01.06.25-10.07.25
  | Клён А.А. | Дневники
3 | Контроль посещаемости | учащиеся | еженед. @ week/1 | завуч | 90 %
== III == Хозяйственная работа == III. Хозяйственная работа
1 | Уход за теплицей | - | постоянно @ C | Клён А.А. | -
2 | Закладка сада | волонтёры | весна 2025 @ 01.03.25-31.05.25 | лесхоз | 60 саженцев
3 | Ремонт вольера | - | II кв. @ 01.04.25-30.06.25 | завхоз | Акт
""",
    )
    book = Workbook()
    ws = book.active
    after = stamp(ws, 1, 5, "УТВЕРЖДАЮ:↵Директор СЮН↵________ Клён А.А.↵09.01.2025")
    for offset, text in enumerate(
        ("ПЛАН РАБОТЫ", "Станции юных натуралистов Ольшанского района", "на 2025 год")
    ):
        ws.cell(after + offset, 1, text)
        merge(ws, after + offset, 1, after + offset, 6)
    headers = "№↵п/п | Форма и содержание работы | Целевая группа | Сроки исп-я | Отв-ный | Выход"
    lay(ws, written, Layout(SIX, headers, top=after + 4, sections="plain"))
    book.save(path)
    stamped = approval("approved", "Директор СЮН", "Клён А.А.", "2025-01-09")
    return truth_of([written], stamped)


@document("«Плановые сроки» over «с» and «по», dates as text", ".xlsx")
def plan_and_fact(path):
    written = plan(
        "road_map",
        "Дорожная карта цифровизации учёта детей Сосновского района",
        "2025-01-01..2025-12-31",
        "number title deadline_start deadline_end responsible note",
        "number title start end deadline responsible note",
        """
1 | Обследование сетей | 13.01.2025 | 31.01.2025 | 13.01.2025 – 31.01.2025 @ 13.01.25-31.01.25
  | ИТ-отдел |
2 | Закупка техники | 03.02.2025 | 30.04.2025 | 03.02.2025 – 30.04.2025 @ 03.02.25-30.04.25
  | ИТ-отдел{, }бухгалтерия | торги
3 | Настройка рабочих мест | 05.05.2025 | 30.05.2025 | 05.05.2025 – 30.05.2025
  @ 05.05.25-30.05.25 | Подрядчик |
4 | Обучение сотрудников | 02.06.2025 | 20.06.2025 | 02.06.2025 – 20.06.2025
  @ 02.06.25-20.06.25 | МОЦ{; }ИТ-отдел | 3 группы
5 | Перенос данных | 23.06.2025 | 15.08.2025 | 23.06.2025 – 15.08.2025 @ 23.06.25-15.08.25
  | Подрядчик |
6 | Опытная эксплуатация | 18.08.2025 | 30.09.2025 | 18.08.2025 – 30.09.2025
  @ 18.08.25-30.09.25 | МОЦ | журнал
7 | Приёмка | 01.10.2025 | 10.10.2025 | 01.10.2025 – 10.10.2025 @ 01.10.25-10.10.25
  | Комиссия |
8 | Сопровождение | 13.10.2025 | 31.12.2025 | 13.10.2025 – 31.12.2025 @ 13.10.25-31.12.25
  | ИТ-отдел | договор
""",
    )
    names = "number title start end responsible note"
    book = Workbook()
    ws = book.active
    ws.cell(1, 1, written.title)
    merge(ws, 1, 1, 1, 6)
    put_row(ws, 3, 1, ["№ п/п", "Этап работ", "Плановые сроки", None, "Кто исполняет", "Прим."])
    put_row(ws, 4, 1, [None, None, "с", "по", None, None])
    merge(ws, 3, 3, 3, 4)
    for column in (1, 2, 5, 6):
        merge(ws, 3, column, 4, column)
    lay_lines(ws, written.lines, Layout(names, ""), 5)
    book.save(path)
    return truth_of([written])
