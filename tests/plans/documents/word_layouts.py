"""Layouts: stamps by tabs, a title inside the table, steps torn by a page."""

from tests.plans.documents.paper import LEFT, UP, Paper, body
from tests.plans.documents.paper_cells import one_paragraph
from tests.plans.documents.registry import document
from tests.plans.documents.sheets_notation import approval, plan, truth_of

FIELDS = "number title deadline responsible"
HEADER = ["№ п/п", "Мероприятие", "Срок", "Ответственный"]
APPENDIX = "Приложение\nк приказу УО администрации Лазурненского района\nот 09.01.2025 № 3"
YEAR_2025 = "2025-01-01..2025-12-31"


@document("stamps side by side with tabs, Shift+Enter in cells, Word's own hyphens")
def tabbed_stamps(path):
    made = plan(
        "work_plan",
        "План работы муниципального опорного центра Вишнёвогорского района на 2025 год",
        YEAR_2025,
        FIELDS,
        FIELDS,
        """
1 | Пресс-конференция для родителей | январь-февраль @ 01.01.25-28.02.25 | \
Кулешова Н.Ю.{↵}Рябцев П.О.
2 | Научно-практический семинар | Март,↵июнь @ 01.03.25-31.03.25 + 01.06.25-30.06.25 | \
Руководитель МОЦ{↵}методист
3 | Обновление сайта: - новости; - документы; - расписание | постоянно @ C | Рябцев П.О.
4 | Профориентационный марафон | до 15 мая↵2025 года @ <15.05.25 | Управление образования{↵}МОЦ
5 | Смена актива | с 1 по 14 июля @ 01.07.25-14.07.25 | Кулешова Н.Ю.
6 | Круглый стол | 21.11.2025 @ <21.11.25 | Глава района↵(по согласованию) => Глава района \
(по согласованию)
7 | Отчётная выставка | декабрь @ 01.12.25-31.12.25 | Рябцев П.О.
8 | Анализ | 4 квартал @ 01.10.25-31.12.25 | Кулешова Н.Ю.
""",
    )
    paper = Paper()
    paper.lines(
        """СОГЛАСОВАНО\t\t\t\t\tУТВЕРЖДАЮ
        Начальник управления образования\t\t\tДиректор МБУ ДО «Вишенка»
        ___________ Л.Р. Фадеева\t\t\t\t___________ Н.Ю. Кулешова
        «20» декабря 2024 г.\t\t\t\t«23» декабря 2024 г."""
    )
    paper.heading(made.title)
    rows = [[one_paragraph(cell) for cell in row] for row in body(made, FIELDS)]
    rows[0][1] = one_paragraph("Пресс\u2011конференция для роди\u00adтелей")
    rows[2][1] = one_paragraph("Обновление сайта:\n- новости;\n- документы;\n- расписание")
    paper.table([HEADER, *rows])
    paper.save(path)
    return truth_of(
        [made],
        approval("agreed", "Начальник управления образования", "Л.Р. Фадеева", "2024-12-20"),
        approval("approved", "Директор МБУ ДО «Вишенка»", "Н.Ю. Кулешова", "2024-12-23"),
    )


@document("months with their year as sections, no numbers, days without a month")
def dated_sections(path):
    fields = "deadline title audience responsible"
    made = plan(
        "media_plan",
        "Медиаплан МОЦ Солнечного района на I полугодие 2025 года",
        "2025-01-01..2025-06-30",
        fields,
        fields,
        """
== - == Январь 2025 г. == Январь 2025 г.
9 @ <09.01.25 | Пост «С чего начать» | Родители | Усов К.Л.
15-17 @ 15.01.25-17.01.25 | Серия сторис | Подростки | Усов К.Л.
== - == Февраль 2025 г. == Февраль 2025 г.
3, 10, 17 @ <03.02.25 + <10.02.25 + <17.02.25 | Карточки «Профессии» | Подростки | Ряскина А.А.
до 25 @ <25.02.25 | Интервью с тренером | Родители | Ряскина А.А.
в течение месяца @ 01.02.25-28.02.25 | Опрос | Все | Усов К.Л.
== - == Март 2025 г. == Март 2025 г.
24 – 28 @ 24.03.25-28.03.25 | Дневник каникул | Дети, родители | Усов К.Л.
31 @ <31.03.25 | Итоги квартала | Все | Усов К.Л.{, }Ряскина А.А.
== - == Апрель – май 2025 г. == Апрель – май 2025 г.
12 апреля @ <12.04.25 | Пост ко Дню космонавтики | Дети | Усов К.Л.
еженедельно @ week/1 | Афиша выходного дня | Все | Ряскина А.А.
до 20 мая @ <20.05.25 | Подборка летних программ | Родители | Ряскина А.А.
""",
    )
    paper = Paper()
    paper.heading(made.title)
    header = ["Дата", "Тема публикации", "Целевая аудитория", "Ответственный"]
    paper.table([header, *body(made, fields)])
    paper.save(path)
    return truth_of([made])


@document("the title in the table's first row, a signature in its last")
def title_in_table(path):
    made = plan(
        "work_plan",
        "План работы муниципального опорного центра Берестовского района на 2025 год",
        YEAR_2025,
        FIELDS,
        FIELDS,
        """
1 | Сбор заявок | январь @ 01.01.25-31.01.25 | Дронов Е.Е.
2 | Семинар | 12 февраля @ <12.02.25 | Дронов Е.Е.{, }Зыкина О.О.
3 | Мониторинг | ежеквартально @ quarter/1 | Зыкина О.О.
4 | Смотр | апрель-май @ 01.04.25-31.05.25 | Зыкина О.О.
5 | Лагерь | июнь @ 01.06.25-30.06.25 | Дронов Е.Е.
6 | Набор | до 10 сентября @ <10.09.25 | Дронов Е.Е.
7 | Форум | октябрь @ 01.10.25-31.10.25 | Дронов Е.Е.
8 | Отчёт | до 20 декабря @ <20.12.25 | Зыкина О.О.
""",
    )
    paper = Paper()
    paper.lines("Утверждаю:\nначальник РОО\n________ Брагина С.И.\n«09» января 2025 г.", "right")
    signature = ["Руководитель МОЦ _____________ Е.Е. Дронов", *[LEFT] * 3]
    paper.table([[made.title, LEFT, LEFT, LEFT], HEADER, *body(made, FIELDS), signature], (0, 1))
    paper.save(path)
    return truth_of([made], approval("approved", "начальник РОО", "Брагина С.И.", "2025-01-09"))


@document("intermediate results torn by the page, header repeated inside an item")
def torn_steps(path):
    fields = "number title description result intermediate_result deadline responsible"
    made = plan(
        "action_plan",
        "План мероприятий по созданию школьных медиацентров в Лазурненском районе в 2025 году",
        YEAR_2025,
        fields,
        "number title description intermediate_result deadline responsible",
        """
== - == Организационный этап == Организационный этап
1 | Создание медиацентров | Отбор активных школьников | Приказы школ | январь 2025 г. @ \
01.01.25-31.01.25 | Директора ОО
> Списки команд | до 10 февраля @ <10.02.25 | Директора ОО
> Помещения подготовлены | февраль – март 2025 г. @ 01.02.25-31.03.25 | Директора ОО{, }МОЦ
2 | Координация | Определение куратора | Приказ о кураторе | Январь @ 01.01.25-31.01.25 | УО
== - == Обучающий этап == Обучающий этап
1 | Обучение команд | Курсы и стажировки | Программа курсов | февраль @ 01.02.25-28.02.25 | \
МОЦ{, }ИРО (в части экспертизы программ)
> Проведены курсы | март 2025 г. май 2025 г. @ 01.03.25-31.03.25 + 01.05.25-31.05.25 | ИРО
> Проведены стажировки | октябрь @ 01.10.25-31.10.25 | Редакция газеты «Лазурь»
2 | Конкурс медиацентров | - | Положение | до 1 октября @ <01.10.25 | МОЦ
> Подведены итоги | ноябрь – декабрь @ 01.11.25-31.12.25 | МОЦ{; }УО
""",
    )
    results = iter(
        ["Не менее 12 медиацентров", None, "Обучено 60 человек", "Награждено 3 команды"]
    )
    columns = "number title description intermediate_result deadline responsible"
    rows = []
    for row, line in zip(body(made, columns), made.lines, strict=True):
        if line.kind == "item":
            line.truth["result"] = next(results)
            rows.append([*row[:3], line.truth["result"] or "", *row[3:]])
        elif line.kind == "section":
            rows.append([*row, LEFT])
        else:
            rows.append([UP, UP, UP, UP, *row[3:]])
    header = ["№", "Мероприятие", "Краткое описание", "Результат", "Промежуточный результат"]
    header += ["Срок", "Ответственный исполнитель"]
    # the page ends after the second step of the first item: its cells start again, empty
    rows[3] = ["", "", "", "", *rows[3][4:]]
    paper = Paper(landscape=True)
    paper.lines(APPENDIX, "right")
    paper.heading(made.title)
    paper.table([header, *rows[:3], header, *rows[3:]])
    paper.save(path)
    order = ("3", "2025-01-09", "УО администрации Лазурненского района")
    return truth_of([made], approval(order=order))
