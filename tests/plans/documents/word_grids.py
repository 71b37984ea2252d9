"""Grids: months and quarters as columns, with «+», days and ranges."""

from tests.plans.documents.paper import LEFT, UP, Paper
from tests.plans.documents.registry import document
from tests.plans.documents.sheets_notation import approval, plan, truth_of

SCHOOL = ["сентябрь", "октябрь", "ноябрь", "декабрь", "январь", "февраль", "март", "апрель", "май"]
SCHOOL_2024 = "2024-09-01..2025-08-31"
YEAR_2024 = "2024-01-01..2024-12-31"


def grid_rows(made, width, *, after):
    """Rows of a grid; a line's `marks` are «column:mark», parted by blanks («1:+ 3:5-7»)."""
    rows = []
    for line in made.lines:
        if line.kind == "section":
            rows.append([line.cells["section"], *[LEFT] * (width + 1 + len(after))])
            continue
        marks = dict(mark.split(":") for mark in line.cells["marks"].split())
        middle = [marks.get(str(place), "").replace("_", " ") for place in range(1, width + 1)]
        ends = [line.cells[name] for name in after]
        rows.append([line.cells["number"], line.cells["title"], *middle, *ends])
    return rows


def undated(made):
    """A grid's deadline has no text: what the cells say is its meaning only."""
    for section in made.truth["sections"]:
        for item in section["items"]:
            item["deadline"]["text"] = None


@document("month grid of a school year, «+», days and ranges")
def month_grid(path):
    made = plan(
        "work_plan",
        "План-график работы муниципального опорного центра Тихвинкинского района "
        "на 2024 – 2025 учебный год",
        SCHOOL_2024,
        "number title " + "month " * 9 + "responsible",
        "number title marks deadline responsible",
        """
== - == Организационная деятельность == Организационная деятельность
1 | Совещания координаторов | 1:+ 4:+ 8:+ | x @ 01.09.24-30.09.24 + 01.12.24-31.12.24 + \
01.04.25-30.04.25 | Белова А.А.
2 | Обработка заявок | 1:+ 2:+ | x @ 01.09.24-31.10.24 | Администратор
3 | Сопровождение сайта | 1:+ 2:+ 3:+ 4:+ 5:+ 6:+ 7:+ 8:+ 9:+ | x @ C | Белова А.А.
4 | Отчёт в РМЦ | 1:25 4:20 7:25 | x @ <25.09.24 + <20.12.24 + <25.03.25 | Белова А.А.
== - == Мероприятия для детей == Мероприятия для детей
5 | Каникулярная школа | 2:28-31 7:24-30 | x @ 28.10.24-31.10.24 + 24.03.25-30.03.25 | \
Носков Е.Д.
6 | Олимпиада по технологии | 3:15,_22 5:17 | x @ <15.11.24 + <22.11.24 + <17.01.25 | \
Носков Е.Д.
7 | Выставка | 8:+ 9:12 | x @ 01.04.25-30.04.25 + <12.05.25 | Носков Е.Д.{, }Белова А.А.
8 | Анкетирование | 5:V 6:V | x @ 01.01.25-28.02.25 | Белова А.А.
""",
    )
    undated(made)
    paper = Paper(landscape=True)
    paper.lines("Утверждаю:\nдиректор МКУ ДО ДДТ\n__________ С.С. Рыбин\n02.09.2024 г.", "right")
    paper.heading(made.title)
    upper = ["№", "Мероприятие", "Месяцы", *[LEFT] * 8, "Ответственный"]
    lower = [UP, UP, *[month[:3] + "." for month in SCHOOL[:-1]], "май", UP]
    rows = grid_rows(made, 9, after=["responsible"])
    paper.table([upper, lower, *rows], (0, 1))
    paper.lines("Условные обозначения: «+», «V» – мероприятие проводится в течение месяца")
    paper.save(path)
    return truth_of(
        [made], approval("approved", "директор МКУ ДО ДДТ", "С.С. Рыбин", "2024-09-02")
    )


@document("quarter grid under «Сроки», numbered header row")
def quarter_grid(path):
    made = plan(
        "road_map",
        "Сетевой план-график («дорожная карта») открытия новых мест дополнительного образования "
        "в Усть-Ларинском районе в 2024 году",
        YEAR_2024,
        # a quarter's column is one of a grid, like a month's; no other field may stand twice
        "number title result month month month month responsible",
        "number title result marks deadline responsible",
        """
1 | Определение школ-участниц | Приказ | 1:+ | x @ 01.01.24-31.03.24 | Отдел образования
2 | Закупка оборудования | Оборудование в 4 школах | 1:+ 2:+ | x @ 01.01.24-30.06.24 | \
Отдел закупок{, }школы
3 | Подбор педагогов | 12 педагогов | 2:+ 3:+ | x @ 01.04.24-30.09.24 | Директора школ
4 | Обучение педагогов | Удостоверения | 2:+ 4:+ | x @ 01.04.24-30.06.24 + \
01.10.24-31.12.24 | ИРО{, }МОЦ
5 | Лицензирование | Лицензия | 3:до_15.08 | x @ <15.08.24 | Директора школ
6 | Информирование родителей | Публикации | 1:+ 2:+ 3:+ 4:+ | x @ C | МОЦ
7 | Зачисление детей | 480 детей | 3:+ | x @ 01.07.24-30.09.24 | Директора школ
8 | Мониторинг | Отчёт | 2:+ 4:+ | x @ 01.04.24-30.06.24 + 01.10.24-31.12.24 | МОЦ
""",
    )
    undated(made)
    paper = Paper(landscape=True)
    paper.lines(
        """УТВЕРЖДЕН
        приказом отдела образования Усть-Ларинского района
        от 29 декабря 2023 г. № 455""",
        "right",
    )
    paper.heading(made.title)
    upper = ["N п/п", "Пошаговые мероприятия", "Контрольные показатели реализации"]
    lower = [UP, UP, UP, "I квартал", "II квартал", "III квартал", "IV квартал", UP]
    numbers = [str(number) for number in range(1, 9)]
    rows = [
        _with_result(row, line)
        for row, line in zip(grid_rows(made, 4, after=["responsible"]), made.lines, strict=True)
    ]
    first = [*upper, "Сроки выполнения", LEFT, LEFT, LEFT, "Ответственные"]
    paper.table([first, lower, numbers, *rows], (0, 1))
    paper.save(path)
    issuer = "отдела образования Усть-Ларинского района"
    return truth_of([made], approval(order=("455", "2023-12-29", issuer)))


def _with_result(row, line):
    return [*row[:2], line.cells["result"], *row[2:]]


@document("month grid of a calendar year after the other columns, one header row, marks «х»")
def calendar_months(path):
    made = plan(
        "media_plan",
        "Медиаплан МОЦ Кедровского муниципального округа на 2024 год",
        YEAR_2024,
        "number title channels responsible " + "month " * 12,
        "number title channels responsible marks deadline",
        """
1 | О записи в кружки | сайт МОЦ{, }чаты родителей | Климова Р.Р. | 8:х 9:х | x @ \
01.08.24-30.09.24
2 | Итоги олимпиад | районная газета «Вестник»{, }сайты школ | Климова Р.Р. | 2:х 12:х | x @ \
01.02.24-29.02.24 + 01.12.24-31.12.24
3 | Рубрика «Педагог месяца» | страница «ВКонтакте» | Агапов Н.Н. | 1:х 2:х 3:х 4:х 5:х 6:х \
7:х 8:х 9:х 10:х 11:х 12:х | x @ C
4 | Репортаж о слёте | Телеграм-канал{; }районное телевидение | Агапов Н.Н. | 6:14 | x @ <14.06.24
5 | Прямой эфир с экспертом | страница «ВКонтакте» | Климова Р.Р. | 4:х 10:10-12 | x @ \
01.04.24-30.04.24 + 10.10.24-12.10.24
6 | Отзывы выпускников | сайт МОЦ | Агапов Н.Н. | 5:х 6:х 7:х | x @ 01.05.24-31.07.24
7 | О сертификатах | сайт МОЦ{, }районная газета «Вестник» | Климова Р.Р. | 3:х 4:х | x @ \
01.03.24-30.04.24
8 | Новогодний выпуск | районное телевидение | Агапов Н.Н. | 12:25-30 | x @ 25.12.24-30.12.24
""",
    )
    undated(made)
    paper = Paper(landscape=True)
    paper.heading(made.title)
    months = ["янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"]
    header = ["№ п/п", "Тема публикации", "Площадка размещения", "Ответственный", *months]
    rows = []
    for row, line in zip(grid_rows(made, 12, after=[]), made.lines, strict=True):
        rows.append([*row[:2], line.cells["channels"], line.cells["responsible"], *row[2:]])
    paper.table([header, *rows])
    paper.save(path)
    return truth_of([made])
