"""Three stamps side by side with a seal's place; dates merged down over several events."""

from tests.plans.documents.paper import UP, Paper, body
from tests.plans.documents.paper_cells import numbered
from tests.plans.documents.registry import document
from tests.plans.documents.sheets_notation import approval, plan, truth_of


@document("three stamps side by side, М.П., numbers by Word, the table cut in two")
def three_stamps(path):
    # Word prints the numbers «1.», «2.», …: they are read without the trailing dot.
    written = plan(
        "work_plan",
        "План совместной работы\nМОЦ и детской школы искусств\nна 2024-2025 учебный год",
        "2024-09-01..2025-08-31",
        "number title result deadline responsible",
        "number title result deadline responsible",
        """
1. | Подписание договора | Договор | первая декада сентября @ 01.09.24-10.09.24 | Директора
2. | Концерт учащихся в МОЦ | Афиша | 22.11.2024 г. @ <22.11.24 | Сафина Г.Р.
3. | Пленэр «Мой посёлок» | 20 этюдов | Сентябрь, май @ 01.09.24-30.09.24 + 01.05.25-31.05.25
  | Нечаев Б.Б.
4. | Совместный педсовет | Протокол | 9 января 2025 года @ <09.01.25 | Завучи
5. | Обмен группами | Расписание | с октября по апрель @ 01.10.24-30.04.25 | Завучи
6. | Выставка плаката | Каталог | 3-14 февраля @ 03.02.25-14.02.25 | Нечаев Б.Б.
7. | Мастер-классы | не менее 6 | ежемесячно @ month/1 | Сафина Г.Р.{; }Нечаев Б.Б.
8. | Прослушивание | Ведомость | до 25 марта @ <25.03.25 | Комиссия
9. | Отчётный концерт | 200 зрителей | 26 апреля в 16:00 @ <26.04.25
  | Сафина Г.Р.{, }хоровой коллектив «Рассвет»
10. | Летний пленэр | Выставка | июнь 2025 @ 01.06.25-30.06.25 | Нечаев Б.Б.
""",
    )
    paper = Paper()
    paper.side_by_side(
        "СОГЛАСОВАНО\nДиректор МБУ ДО ДШИ\n__________ Р.К. Ахметова\n«02» сентября 2024 г.\nМ.П.",
        "СОГЛАСОВАНО\nГлавный специалист\nкомитета по культуре\n_________ Т.И. Бут\n02.09.2024",
        "УТВЕРЖДАЮ\nРуководитель МОЦ\n__________ Ф.М. Галимов\n«__» _______ 20__ г.\nМ.П.",
    )
    paper.line()
    paper.heading(written.title)
    header = ["№ п/п", "Совместные мероприятия", "Результат", "Сроки", "Ответственные"]
    rows = body(written, "number title result deadline responsible")
    counter = paper.numbering(("decimal", "%1."))
    for row in rows:
        row[0] = numbered(counter)
    paper.table([header, *rows[:6]])
    paper.line()
    paper.table([header, *rows[6:]])
    paper.save(path)
    return truth_of(
        [written],
        approval("agreed", "Директор МБУ ДО ДШИ", "Р.К. Ахметова", "2024-09-02"),
        approval("agreed", "Главный специалист комитета по культуре", "Т.И. Бут", "2024-09-02"),
        approval("approved", "Руководитель МОЦ", "Ф.М. Галимов"),
    )


@document("days of a festival: one date merged down over its events, no number")
def festival(path):
    names = "deadline other title other responsible note"
    written = plan(
        "work_plan",
        "Программа-план Недели дополнительного образования г. Светлоярска\n"
        "с 31 марта по 6 апреля 2025 года",
        "2025-03-31..2025-04-06",
        names,
        "deadline time title place responsible note",
        """
31 марта @ <31.03.25 | 9.30 | Открытие Недели | Площадь Мира | Чумак В.В. | все школы
31 марта @ <31.03.25 | 11.00 | Парад кружков | ул. Победы | Чумак В.В. | 15 колонн
31 марта @ <31.03.25 | 14.00 | Круглый стол руководителей | Лицей № 4 | Отдел образования |
2 апреля @ <02.04.25 | 10.00 | Открытые занятия | учреждения | педагоги | по расписанию
2 апреля @ <02.04.25 | 15.00 | Мастер-класс по керамике | ДХШ | Ломова О.Ю. | 12 мест
3-4 апреля @ 03.04.25-04.04.25 | с 10.00 | Хакатон | Кванториум | Рябцев К.И.{, }студенты |
3-4 апреля @ 03.04.25-04.04.25 | с 12.00 | Шахматный турнир | Клуб «Ладья» | Рябцев К.И. |
6 апреля @ <06.04.25 | 12.00 | Гала-концерт | Дворец культуры | Чумак В.В.{, }Ломова О.Ю. |
6 апреля @ <06.04.25 | 15.00 | Награждение | Дворец культуры | Отдел образования | 40 грамот
весь период @ C | | Работа пресс-центра | Лицей № 4 | юнкоры |
""",
    )
    paper = Paper()
    paper.heading(written.title)
    header = ["Дата", "Время", "Мероприятие", "Место проведения", "Ответственные", "Примеч."]
    rows = body(written, "deadline time title place responsible note")
    days = [row[0] for row in rows]
    for before, after, row in zip(days, days[1:], rows[1:], strict=False):
        if before == after:
            row[0] = UP
    paper.table([header, *rows])
    paper.save(path)
    return truth_of([written])
