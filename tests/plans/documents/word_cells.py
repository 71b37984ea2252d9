"""Cells: merged down, ditto marks, dashes, empty rows, lists, links, tables inside cells."""

from tests.plans.documents.paper import UP, Paper, body, set_cell
from tests.plans.documents.paper_cells import bulleted, linked, nested
from tests.plans.documents.registry import document
from tests.plans.documents.sheets_notation import approval, plan, truth_of

FIELDS = "number title deadline responsible result"
HEADER = ["№ п/п", "Мероприятия", "Сроки", "Ответственные", "Результат"]
YEAR_2025 = "2025-01-01..2025-12-31"


@document("deadline, responsible and result merged down over several items")
def merged_down(path):
    made = plan(
        "work_plan",
        "План работы муниципального опорного центра Вязовского городского округа на 2025 год",
        YEAR_2025,
        FIELDS,
        FIELDS,
        """
1 | Инвентаризация программ | I квартал @ 01.01.25-31.03.25 | Мухина Л.Д. | Реестр
2 | Анализ востребованности | I квартал @ 01.01.25-31.03.25 | Мухина Л.Д. | Реестр
3 | Анализ кадров | I квартал @ 01.01.25-31.03.25 | Мухина Л.Д.{, }Седов О.В. | Реестр
4 | Конкурс программ | Апрель @ 01.04.25-30.04.25 | Мухина Л.Д.{, }Седов О.В. | Приказ
5 | Конкурс мастер-классов | Май @ 01.05.25-31.05.25 | Мухина Л.Д.{, }Седов О.В. | Приказ
6 | Работа со школами-партнёрами | В течение года @ C | заместители директоров по ВР | \
Соглашения
7 | Работа с предприятиями | В течение года @ C | заместители директоров по ВР | \
Не менее 5 соглашений
8 | Работа с родителями | В течение года @ C | Администратор Навигатора | Охват 80 %
9 | Отчёт за год | до 20 декабря @ <20.12.25 | Мухина Л.Д. | Отчёт
""",
    )
    paper = Paper()
    paper.side_by_side(
        "СОГЛАСОВАНО\nДиректор МАУ ДО «Дворец детства»\n________ Т.С. Агеева\n«__» ______ 2024 г.",
        "УТВЕРЖДАЮ\nНачальник управления образования\nВязовского городского округа\n"
        "________ Д.Ф. Громов\n«__» ______ 2024 г.",
    )
    paper.heading(made.title)
    rows = body(made, FIELDS)
    _merge_runs(rows, made)
    paper.table([HEADER, *rows])
    paper.save(path)
    post = "Начальник управления образования Вязовского городского округа"
    return truth_of(
        [made],
        approval("agreed", "Директор МАУ ДО «Дворец детства»", "Т.С. Агеева"),
        approval("approved", post, "Д.Ф. Громов"),
    )


def _merge_runs(rows, made):
    """Every cell that says the same as the one above is one cell with it."""
    printed = body(made, FIELDS)
    for index in range(1, len(rows)):
        for place in (2, 3, 4):
            if printed[index][place] == printed[index - 1][place]:
                rows[index][place] = UP


@document("ditto marks, dashes, empty rows, empty cells")
def ditto(path):
    made = plan(
        "work_plan",
        "План работы МОЦ города Старопрудска на 2025 год",
        YEAR_2025,
        FIELDS + " note",
        FIELDS,
        """
1. | Приём заявлений | постоянно @ C | Юдина Ф.А. | Заявления
2. | Обработка заявок в Навигаторе | —//— @ C | —//— => Юдина Ф.А. | -
3. | Справка об охвате | ежемесячно @ month/1 | -//- => Юдина Ф.А. | Справка
4. | Обучение координаторов | февраль, сентябрь @ 01.02.25-28.02.25 + 01.09.25-30.09.25 | \
Юдина Ф.А.{, }Тарасов И.И. | —
5. | Смотр кабинетов | — @ ? | Комиссия | –
6. | Телефонная линия | по мере необходимости @ O | Комиссия |
7. | Запись на лето | до 15.05.2025 @ <15.05.25 | | Запись 500 детей
8. | Разработка буклета | @ | Тарасов И.И. | Буклет
9. | Участие в совещаниях РМЦ | По плану РМЦ @ O | Руководитель МОЦ | -
""",
    )
    # a ditto mark is the deadline's text as written; its meaning is that of the row above
    paper = Paper()
    paper.heading(made.title)
    rows = [[*row, ""] for row in body(made, FIELDS)]
    for place in (9, 5, 2):
        rows.insert(place, [""] * 6)
    paper.table([[*HEADER, "Примечание"], *rows])
    paper.save(path)
    return truth_of([made])


@document("long texts, lists in cells, a hyperlink, a nested table")
def lists_in_cells(path):
    fields = "number title description deadline responsible"
    made = plan(
        "action_plan",
        "План мероприятий по проведению муниципального этапа фестиваля «Большая перемена»",
        YEAR_2025,
        "number title description deadline responsible",
        fields,
        """
1 | Подготовка положения о фестивале | Согласование с: - управлением культуры; - отделом \
спорта; - советом директоров | до 1 февраля 2025 года @ <01.02.25 | Оргкомитет
2 | Регистрация команд | Регистрация на сайте фестиваля до окончания приёма заявок | \
с 3 по 28 февраля 2025 г. @ 03.02.25-28.02.25 | координаторы школ
3 | Отборочный тур: визитка, интеллектуальная игра, творческий номер | \
Онлайн, задания направляются за день до тура | 10, 12 и 14 марта 2025 г. @ \
<10.03.25 + <12.03.25 + <14.03.25 | Жюри{, }оргкомитет
4 | Очный тур | График: Секция День Наука 25 марта Искусство 26 марта | \
25.03-26.03.2025 @ 25.03.25-26.03.25 | Оргкомитет{, }волонтёры
5 | Подведение итогов | 1. Подсчёт баллов. 2. Приказ об итогах. 3. Письма школам. | \
апрель 2025 @ 01.04.25-30.04.25 | Крылова Ж.Ю.
6 | Торжественная церемония 1) концерт; 2) вручение дипломов; 3) выставка работ | | \
18 апреля 2025 г., 14:00 @ <18.04.25 | Дворец культуры (по согласованию){, }Крылова Ж.Ю.
7 | Публикация сборника работ победителей | Электронный сборник, 60 страниц | \
до конца мая 2025 г. @ <31.05.25 | редакционная группа
8 | Анализ фестиваля | Анкетирование участников | май – июнь 2025 @ 01.05.25-30.06.25 | \
Крылова Ж.Ю.
""",
    )
    paper = Paper()
    paper.heading(
        "План мероприятий по проведению\nмуниципального этапа фестиваля «Большая перемена»"
    )
    rows = body(made, fields)
    bullets = paper.numbering(("bullet", "•"))
    parts = rows[0][2].split(" - ")
    rows[0][2] = "\n- ".join(parts)
    set_cell(
        rows,
        "Регистрация на сайте фестиваля до окончания приёма заявок",
        linked(
            "Регистрация на ",
            "сайте фестиваля",
            "https://festival.example",
            " до окончания приёма заявок",
        ),
    )
    rows[2][1] = bulleted(
        "Отборочный тур:", "визитка,", "интеллектуальная игра,", "творческий номер", num_id=bullets
    )
    rows[3][2] = nested(
        "График:", [["Секция", "День"], ["Наука", "25 марта"], ["Искусство", "26 марта"]]
    )
    rows[4][2] = rows[4][2].replace(" 2.", "\n2.").replace(" 3.", "\n3.")
    rows[5][1] = rows[5][1].replace(" 1)", "\n1)").replace("; ", ";\n")
    header = ["№ п/п", "Мероприятие", "Краткое содержание", "Срок исполнения", "Исполнители"]
    paper.table([header, *rows])
    paper.lines("Председатель оргкомитета                         Ж.Ю. Крылова")
    paper.save(path)
    # no period is named: the calendar years of the deadlines
    return truth_of([made])
