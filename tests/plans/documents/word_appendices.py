"""Appendices of one order, tables that go on over pages, tables that only look like plans."""

from tests.plans.documents.paper import Paper, body
from tests.plans.documents.registry import document
from tests.plans.documents.sheets_notation import approval, plan, truth_of

FIELDS = "number title deadline responsible"
HEADER = ["№ п/п", "Наименование мероприятия", "Сроки", "Ответственный исполнитель"]
YEAR_2025 = "2025-01-01..2025-12-31"
ORDER = """{}
к приказу Комитета образования
администрации Лесогорского района
от 17.12.2024 № 512/1"""


@document("two appendices of one order, a working group's list between them")
def two_appendices(path):
    road = plan(
        "road_map",
        "ПЛАН МЕРОПРИЯТИЙ («ДОРОЖНАЯ КАРТА») по созданию муниципального опорного центра",
        # no period is named: the years of the order (2024) and of the deadlines (2025)
        "2024-01-01..2025-12-31",
        FIELDS,
        FIELDS,
        """
1 | Подготовка помещений | до 1 марта 2025 года @ <01.03.25 | Комитет образования
2 | Подбор кадров | январь-февраль 2025 года @ 01.01.25-28.02.25 | Директор ЦДО
3 | Открытие центра | 3 марта 2025 г. @ <03.03.25 | Комитет образования{, }ЦДО
4 | Регистрация в Навигаторе | в течение месяца после открытия @ ? | ЦДО
""",
    )
    work = plan(
        "work_plan",
        "План работы муниципального опорного центра на 2025 год",
        YEAR_2025,
        FIELDS,
        FIELDS,
        """
1 | Сбор сведений об организациях | Март @ 01.03.25-31.03.25 | Грибова О.О.
2 | Экспертиза программ | апрель @ 01.04.25-30.04.25 | Грибова О.О.{↵}эксперты
3 | Набор на новый год | август-сентябрь @ 01.08.25-30.09.25 | Грибова О.О.
4 | Отчёт за год | до 25 декабря @ <25.12.25 | Грибова О.О.
""",
    )
    paper = Paper()
    paper.lines(ORDER.format("Приложение № 1"), "right")
    paper.heading(road.title.replace(") по", ")\nпо"))
    paper.table([HEADER, *body(road, FIELDS)])
    paper.page_break()
    paper.lines(ORDER.format("Приложение № 2"), "right")
    paper.heading("Состав рабочей группы")
    paper.table(
        [
            ["№ п/п", "Фамилия, имя, отчество", "Должность", "Срок полномочий"],
            ["1", "Грибова Ольга Олеговна", "методист ЦДО", "2025 год"],
            ["2", "Хромов Антон Ильич", "директор ЦДО", "2025 год"],
        ]
    )
    paper.page_break()
    paper.lines(ORDER.format("Приложение № 3"), "right")
    paper.heading(work.title)
    paper.table([HEADER, *body(work, FIELDS)])
    paper.lines("С приказом ознакомлены:\nГрибова О.О. ________   «__» ________ 20__ г.")
    paper.save(path)
    issuer = "Комитета образования администрации Лесогорского района"
    # each appendix bears its own stamp: the document shows the order three times
    stamp = approval(order=("512/1", "2024-12-17", issuer))
    return truth_of([road, work], stamp, stamp, stamp)


@document("one plan over four tables: header and column numbers repeated, «Продолжение таблицы»")
def continued_tables(path):
    made = plan(
        "work_plan",
        "План работы муниципального опорного центра Белореченской области на 2024-2025 годы",
        "2024-01-01..2025-12-31",
        FIELDS + " result",
        FIELDS + " result",
        """
1. | Разработка концепции | март 2024 г. @ 01.03.24-31.03.24 | Министерство{, }РМЦ | Концепция
2. | Отбор площадок | апрель – июнь 2024 г. @ 01.04.24-30.06.24 | РМЦ | Приказ
3. | Обучение команд | сентябрь 2024 г. – январь 2025 г. @ 01.09.24-31.01.25 | ИРО | 30 команд
4. | Закупки | до 01.11.2024 @ <01.11.24 | Организации | Контракты
5. | Открытие площадок | 1 сентября 2024 г., 1 сентября 2025 г. @ <01.09.24 + <01.09.25 | \
Министерство | 12 площадок
6. | Мониторинг | ежеквартально @ quarter/1 | РМЦ | Справки
7. | Стажировки | 2 раза в год @ year/2 | РМЦ{, }ИРО | 60 педагогов
8. | Конференция | ноябрь 2025 г. @ 01.11.25-30.11.25 | Министерство | Сборник
""",
    )
    paper = Paper()
    paper.heading(made.title)
    paper.line("Таблица 1", "right")
    header = ["№", "Мероприятие", "Срок", "Исполнитель", "Результат"]
    rows = body(made, FIELDS + " result")
    for start in range(0, 8, 2):
        if start:
            paper.line("Продолжение таблицы 1", "right")
        paper.table([header, list("12345"), *rows[start : start + 2]])
    paper.table(
        [
            ["Директор РМЦ", "______________", "Ю.Я. Цветков"],
            ["Главный бухгалтер", "______________", "Щукина П.П."],
        ],
        (),
        borders=False,
    )
    paper.save(path)
    return truth_of([made])


@document("a legend, a distribution list and hot-line numbers around one plan")
def lookalikes(path):
    made = plan(
        "media_plan",
        "Медиаплан информационного освещения реализации проекта «Успех каждого ребёнка» "
        "в Зимнеборском районе на II полугодие 2024 года",
        "2024-07-01..2024-12-31",
        "deadline title other channels responsible note",
        "deadline title form channels responsible note",
        """
Август @ 01.08.24-31.08.24 | Навигатор: как выбрать кружок | Статья | Газета «Зори»{, }сайт РОО | \
Юркина А.А. | 1 полоса
1-10 сентября @ 01.09.24-10.09.24 | Ярмарка кружков | Фоторепортаж | Сообщество РОО | \
Пешков Д.Д. |
до 25 октября @ <25.10.24 | Истории успеха | Видео, не более 3 минут | RuTube{, }сообщество РОО | \
Пешков Д.Д.{, }Юркина А.А. | 4 ролика
ноябрь, декабрь @ 01.11.24-31.12.24 | Встречи с наставниками | Интервью | Сайт РОО | Юркина А.А. |
еженедельно @ week/1 | Афиша недели | Карточки | Чаты школ{; }сообщество РОО | Координаторы ОО |
по мере поступления обращений @ O | Разъяснения о сертификатах | Памятка | Сайты ОО | Юркина А.А. |
25-30 декабря @ 25.12.24-30.12.24 | Итоги полугодия | Инфографика | Сообщество РОО | Пешков Д.Д. |
""",
    )
    paper = Paper()
    paper.line("Телефоны горячей линии", "center", bold=True)
    paper.table([["Учреждение", "Телефон", "Время работы"], ["РОО", "2-15-16", "9.00-17.00"]])
    paper.line("Принятые сокращения", "center", bold=True)
    paper.table([["РОО", "районный отдел образования"], ["ОО", "образовательная организация"]], ())
    paper.heading(made.title)
    header = ["Дата", "Информационный повод", "Форма материала", "Каналы информирования"]
    columns = "deadline title form channels responsible note"
    paper.table([[*header, "Ответственный", "Примечание"], *body(made, columns)])
    paper.line("Список рассылки", "center", bold=True)
    paper.table(
        [
            ["№", "Наименование организации", "Дата", "Подпись"],
            ["1", "Школа № 1", "", ""],
            ["2", "Школа № 2", "", ""],
        ]
    )
    paper.save(path)
    return truth_of([made])
