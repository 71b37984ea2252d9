"""Rough typing: straight quotes, names in brackets, marks already filled in, lines in a cell."""

from tests.plans.documents.paper import UP, Paper, body
from tests.plans.documents.registry import document
from tests.plans.documents.sheets_notation import approval, plan, truth_of

FIVE = "number title deadline responsible result"


@document("straight quotes in stamps and orders, names in brackets, a year of two figures")
def straight_quotes(path):
    written = plan(
        "work_plan",
        'План работы МБУ ДО "Дом детского творчества" на 2024-25 уч.г.',
        "2024-09-01..2025-08-31",
        FIVE,
        FIVE,
        """
1. | Праздник "Здравствуй, кружок!" | 13 сентября @ <13.09.24 | Рогова Ю.Ю. | 200 чел.
2. | Собрание родителей | 2-я половина сентября @ 16.09.24-30.09.24 | зав. отделами
  | протоколы
3. | Конкурс "Новые имена" | ноябрь 24 г. @ 01.11.24-30.11.24 | Рогова Ю.Ю. | дипломы
4. | Ёлки | с 23 по 28.12.2024 @ 23.12.24-28.12.24 | Жук Т.Т.{, }Рогова Ю.Ю. | 6 спектаклей
5. | Фестиваль "Весна-2025" | март/апрель @ 01.03.25-30.04.25 | Жук Т.Т. | гала-концерт
6. | Отчётные концерты | до 25.05.25 @ <25.05.25 | зав. отделами | 9 концертов
7. | Площадка | 2.06 - 25.06.2025 г. @ 02.06.25-25.06.25 | Жук Т.Т. | 60 детей
8. | Сайт | регулярно @ C | Рогова Ю.Ю. | новости
9. | Педсоветы | 4 раза в год @ year/4 | директор | протоколы
10. | Замещение | при необходимости @ O | завуч | приказы
""",
    )
    paper = Paper()
    paper.lines(
        'Приложение №2 к приказу\nМКУ "Управление образования"\nот "30" августа 2024г. №211',
        "right",
    )
    paper.lines(
        'УТВЕРЖДАЮ\nДиректор МБУ ДО\n"Дом детского творчества"\n__________ (Мороз А.А.)\n'
        "Дата: 02.09.24",
        "right",
    )
    paper.heading(written.title)
    header = ["№ п/п", "Мероприятия:", "Сроки:", "Ответственные:", "Ожидаемый результат:"]
    paper.table([header, *body(written, FIVE)])
    paper.save(path)
    issuer = 'МКУ "Управление образования"'
    position = 'Директор МБУ ДО "Дом детского творчества"'
    return truth_of(
        [written],
        approval(order=("211", "2024-08-30", issuer)),
        approval("approved", position, "Мороз А.А.", "2024-09-02"),
    )


@document("the direction of work merged down in the first column")
def directions(path):
    # No section rows: the direction is a column that no field names, `other`.
    names = "direction title deadline responsible"
    written = plan(
        "action_plan",
        "План мероприятий по развитию технического творчества\nв Сорокинском районе\n"
        "на сентябрь 2024 г. – август 2025 г.",
        "2024-09-01..2025-08-31",
        "other title deadline responsible",
        names,
        """
Материальная база | Закупка наборов робототехники | октябрь–декабрь @ 01.10.24-31.12.24
  | Управление образования
Материальная база | Ремонт мастерской | июль @ 01.07.25-31.07.25 | Станция юных техников
Материальная база | Передача станков | до 1 февраля @ <01.02.25 | Станция юных техников
Кадры | Приглашение студентов-наставников | сентябрь, январь @ 01.09.24-30.09.24
  + 01.01.25-31.01.25 | Станция юных техников{↵}Политехнический колледж
Кадры | Курсы "3D для всех" | 17.02-28.02.2025 @ 17.02.25-28.02.25
  | Институт развития образования
Соревнования | Районная олимпиада | 22 марта @ <22.03.25 | Станция юных техников
Соревнования | Выезд на область | по мере необходимости @ O | Управление образования
Соревнования | Кубок главы | II квартал 2025 г. @ 01.04.25-30.06.25
  | Администрация района{, }Станция юных техников
Информирование | Стенд "Инженеры района" | постоянно @ C | Музей
""",
    )
    paper = Paper()
    paper.heading(written.title)
    rows = body(written, names)
    areas = [row[0] for row in rows]
    for before, after, row in zip(areas, areas[1:], rows[1:], strict=False):
        if before == after:
            row[0] = UP
    header = ["Направление деятельности", "Мероприятие", "Срок", "Исполнитель"]
    paper.table([header, *rows])
    paper.save(path)
    return truth_of([written])


@document("marks of fulfilment filled in, several dates on lines, a row of column numbers")
def fulfilled(path):
    names = "number title deadline responsible mark"
    written = plan(
        "work_plan",
        "План работы координатора Навигатора\nна третий квартал 2025 года",
        "2025-07-01..2025-09-30",
        "number title deadline responsible other",
        names,
        """
1 | Сверка карточек | 10.07↵11.08↵10.09 @ <10.07.25 + <11.08.25 + <10.09.25 | Сом П.П.
  | выполнено 11.07
2 | Рассылка памяток | до 1 августа↵до 1 сентября @ <01.08.25 + <01.09.25 | Сом П.П.
  | вып.
3 | Обучение новых администраторов | 18-20 августа @ 18.08.25-20.08.25
  | Сом П.П.{↵}Щукина Л.Л. | 20.08.2025 обучено 14 чел.
4 | Приём заявлений | с 25 августа @ 25.08.25-30.09.25 | Щукина Л.Л. | в работе
5 | Архив групп | июль @ 01.07.25-31.07.25 | Щукина Л.Л. | перенесено на август 2026
6 | Отчёт | 30.09.2025 @ <30.09.25 | Сом П.П. |
7 | Консультации | по запросам @ O | Щукина Л.Л. | 41
8 | Сводка | еженедельно, по понедельникам @ week/1 | Сом П.П. |
""",
    )
    paper = Paper()
    paper.heading(written.title)
    header = ["№", "Мероприятие", "Срок исполнения", "Исполнитель", "Отметка об исполнении"]
    paper.table([header, list("12345"), *body(written, names)])
    paper.save(path)
    return truth_of([written])
