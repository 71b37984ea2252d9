"""A plan saved by Windows Notepad in the old encoding, with its lines ended as Windows does."""

from tests.plans.documents.registry import document
from tests.plans.documents.sheets_notation import approval, plan, truth_of
from tests.plans.documents.text_second_pasted import tabbed

NAMES = "number deadline title responsible"


@document("old encoding, the date second, a bracketed period, an executor below", ".txt")
def notepad(path):
    written = plan(
        "action_plan",
        "План мероприятий Месячника здоровья (1 – 30 апреля 2025 г.)",
        "2025-04-01..2025-04-30",
        NAMES,
        NAMES,
        """
1 | 1 апреля @ <01.04.25 | Открытие, зарядка на площади | Физруки
2 | 2-4 @ 02.04.25-04.04.25 | Уроки гигиены | Медсестра
3 | 7 апреля в 12.00 @ <07.04.25 | Кросс | Физруки{, }волонтёры
4 | до 15 апреля @ <15.04.25 | Конкурс рисунков «Без вредных привычек» | Учитель ИЗО
5 | по средам @ week/1 | Бассейн | Физруки
6 | 18, 25 @ <18.04.25 + <25.04.25 | Шашки | Библиотека
7 | в течение месячника @ C | Питьевой режим | Медсестра
8 | 30.04.2025 @ <30.04.25 | Закрытие | Завуч{ и }медсестра
""",
    )
    lines = [
        "СОГЛАСОВАНО",
        "Главврач ЦРБ",
        "Бинт О.О.",
        "25 марта 2025 г.",
        "",
        written.title,
        "№\tДата\tМероприятие\tОтветственный",
        *tabbed(written, NAMES),
        "",
        "Исп. Иванюк Т.Т., т. 3-33-44",
    ]
    path.write_bytes("\r\n".join(lines).encode("cp1251"))
    return truth_of([written], approval("agreed", "Главврач ЦРБ", "Бинт О.О.", "2025-03-25"))
