"""What Word keeps besides the text: tracked changes, content controls, text boxes, footnotes."""

from tests.plans.documents.paper import Paper, body, set_cell
from tests.plans.documents.paper_cells import (
    add_control,
    add_footnote_mark,
    add_footnotes,
    add_text_box,
    add_tracked,
    control,
    deleted_row,
    inserted_row,
    noted,
    tracked,
    wrap_in_control,
)
from tests.plans.documents.registry import document
from tests.plans.documents.sheets_notation import approval, plan, truth_of

FIELDS = "number title deadline responsible"
HEADER = ["№ п/п", "Мероприятие", "Срок исполнения", "Ответственный"]
YEAR_2025 = "2025-01-01..2025-12-31"


@document("tracked changes: words, dates, names, whole rows, the title")
def tracked_changes(path):
    made = plan(
        "work_plan",
        "План работы муниципального опорного центра Холмского округа на 2025 год",
        YEAR_2025,
        FIELDS,
        FIELDS,
        """
1 | Обучающий семинар для координаторов | до 20 февраля @ <20.02.25 | Зорина П.П.
2 | Сверка муниципального реестра программ | Март – апрель @ 01.03.25-30.04.25 | Зорина П.П.
3 | Выездные консультации | ежеквартально @ quarter/1 | Дёмин Я.Я.
4 | Новый пункт: наставничество | Октябрь @ 01.10.25-31.10.25 | Дёмин Я.Я.
5 | Мониторинг удовлетворённости родителей | сентябрь, декабрь @ 01.09.25-30.09.25 + \
01.12.25-31.12.25 | Дёмин Я.Я.{, }Зорина П.П.
6 | Совещание по итогам года | 19.12.2025 @ <19.12.25 | Зорина П.П.
7 | Отчёт в РМЦ | не позднее 25 декабря @ <25.12.25 | Зорина П.П.
8 | Публикация отчёта | до конца года @ <31.12.25 | Дёмин Я.Я.
""",
    )
    paper = Paper()
    stamp = paper.line("", "right")
    add_tracked(stamp, "УТВЕРЖДАЮ")
    post = paper.line("", "right")
    add_tracked(post, "[-И.о. директора-][+Директор+] МБУ ДО «Центр «Росток»")
    signed = paper.line("", "right")
    add_tracked(signed, "__________ [-Т.Л. Орехова-][+В.Г. Пименов+]")
    title = paper.line("", "center")
    add_tracked(title, made.title.replace("2025", "202[-4-][+5+]"))
    rows = body(made, FIELDS)
    set_cell(rows, "до 20 февраля", tracked("до [-10 марта-][+20 февраля+]"))
    set_cell(
        rows,
        "Сверка муниципального реестра программ",
        tracked("Сверка [+муниципального +]реестра[- сертификатов и-] программ"),
    )
    set_cell(rows, "ежеквартально", tracked("[-ежемесячно-][+ежеквартально+]"))
    set_cell(rows, "Дёмин Я.Я., Зорина П.П.", tracked("Дёмин Я.Я.[+, Зорина П.П.+]"))
    set_cell(rows, "19.12.2025", tracked("[-2-][+1+]9.12.2025"))
    struck = ["9", "Вычеркнутый конкурс рисунков", "Май", "Дёмин Я.Я."]
    table = paper.table([HEADER, *rows[:4], struck, *rows[4:]])
    inserted_row(table.rows[4])
    deleted_row(table.rows[5])
    paper.save(path)
    return truth_of(
        [made], approval("approved", "Директор МБУ ДО «Центр «Росток»", "В.Г. Пименов")
    )


@document("content controls around words, cells, rows and the title")
def content_controls(path):
    made = plan(
        "media_plan",
        "Медиаплан муниципального опорного центра города Усольска на 2025 год",
        YEAR_2025,
        "number title channels deadline responsible",
        "number title channels deadline responsible",
        """
1 | Анонс весенней сессии | Сайт МОЦ{, }группа «ВКонтакте» | Март @ 01.03.25-31.03.25 | Ланина Ю.Ю.
2 | Репортаж с выставки | Телеканал «Усольск-ТВ» | 22 апреля 2025 г. @ <22.04.25 | Ланина Ю.Ю.
3 | Памятка для родителей | Стенды школ{; }Рассылка | до 15 августа @ <15.08.25 | методист
4 | Цикл «Дети в деле» | группа «ВКонтакте» | еженедельно @ week/1 | методист{, }Ланина Ю.Ю.
5 | Пресс-релизы | СМИ города | За 10 дней до мероприятия @ ? | Пресс-секретарь
6 | Видеоотчёт | Сайт МОЦ | Декабрь 2025 г. @ 01.12.25-31.12.25 | методист
7 | Рассылка дайджеста | Рассылка | не менее 2 раз в месяц @ month/2 | Пресс-секретарь
8 | Поздравления выпускников | Стенды школ | 25 – 30 июня @ 25.06.25-30.06.25 | методист
""",
    )
    paper = Paper()
    paper.line("«УТВЕРЖДАЮ»", "right")
    paper.line("Руководитель МОЦ города Усольска", "right")
    signed = paper.line("__________ ", "right")
    add_control(signed, "Е.Е. Ланской")
    dated = paper.line("", "right")
    add_control(dated, "«10» января 2025 г.")
    title = paper.line("", "center")
    add_control(title, made.title)
    wrap_in_control(title._p)
    rows = body(made, "number title channels deadline responsible")
    set_cell(rows, "Март", control("Март"))
    set_cell(rows, "методист", control("методист"))
    header = ["№", "Наименование мероприятия", "Ресурс", "Сроки", "Ответственный исполнитель"]
    table = paper.table([header, *rows])
    wrap_in_control(table.rows[3]._tr)
    for row, cell in ((2, 1), (5, 3), (6, 2), (7, 4)):
        wrap_in_control(table.rows[row]._tr.tc_lst[cell])
    paper.save(path)
    stamp = approval("approved", "Руководитель МОЦ города Усольска", "Е.Е. Ланской", "2025-01-10")
    return truth_of([made], stamp)


@document("the stamp in a text box, a whole table in a content control")
def text_box(path):
    made = plan(
        "work_plan",
        "План работы ресурсного (опорного) центра Сосновского района на 2024-2025 учебный год",
        "2024-09-01..2025-08-31",
        FIELDS + " result",
        FIELDS + " result",
        """
== - == Аналитический блок == Аналитический блок
1 | Социологический опрос | Октябрь-ноябрь @ 01.10.24-30.11.24 | Маслова Р.И. | 600 анкет
2 | Карта программ | до 1 декабря @ <01.12.24 | Маслова Р.И. | Карта на сайте
== - == Практический блок == Практический блок
3 | Каникулярные интенсивы | 28.10.2024-01.11.2024, 24.03.2025-28.03.2025 @ \
28.10.24-01.11.24 + 24.03.25-28.03.25 | Педагоги ЦДО | 4 интенсива
4 | Наставнические пары | ноябрь – апрель @ 01.11.24-30.04.25 | зам. директора по УВР | 15 пар
5 | Турнир по шахматам | 22 февраля @ <22.02.25 | Федерация шахмат (по согласованию){, }ЦДО | \
Протокол
6 | Интерактивная площадка на Дне района | 14 июня 2025 года @ <14.06.25 | все УДО | Площадка
7 | Реклама летних программ | весь май @ 01.05.25-31.05.25 | Маслова Р.И. | Афиши
8 | Отчёт | август 2025 г. @ 01.08.25-31.08.25 | Директор ЦДО Н.Н. Туманов | Отчёт
""",
    )
    paper = Paper()
    add_text_box(
        paper.line("", "right"),
        "УТВЕРЖДАЮ",
        "Директор МБУ ДО «Центр",
        "дополнительного образования»",
        "Сосновского района",
        "______________ Н.Н. Туманов",
        "«02» сентября 2024 г.",
    )
    paper.heading(made.title)
    header = ["№ п/п", "Виды деятельности", "Сроки выполнения", "Исполнители", "Итоговый документ"]
    table = paper.table([header, *body(made, FIELDS + " result")])
    wrap_in_control(table._tbl)
    paper.save(path)
    post = "Директор МБУ ДО «Центр дополнительного образования» Сосновского района"
    return truth_of([made], approval("approved", post, "Н.Н. Туманов", "2024-09-02"))


@document("footnotes at the title, a header and a deadline")
def footnotes(path):
    made = plan(
        "road_map",
        "План мероприятий («дорожная карта») по обновлению содержания дополнительного "
        "образования Краснолипского района на 2024-2025 годы",
        "2024-01-01..2025-12-31",
        FIELDS,
        FIELDS,
        """
== I == Анализ == I. Анализ
1.1 | Аудит программ | Март 2024 г. @ 01.03.24-31.03.24 | МОЦ
1.2 | Опрос детей | апрель 2024 г. – май 2024 г. @ 01.04.24-31.05.24 | МОЦ{, }ОО
== II == Обновление == II. Обновление
2.1 | Новые программы | до 1 сентября 2024 г., до 1 сентября 2025 г. @ <01.09.24 + <01.09.25 | УДО
2.2 | Стажировки педагогов | 2 раза в год @ year/2 | ИРО{, }УДО
2.3 | Апробация | 2024-2025 учебный год @ 01.09.24-31.08.25 | Пилотные школы
2.4 | Экспертиза | IV квартал 2024 г., II квартал 2025 г. @ 01.10.24-31.12.24 + \
01.04.25-30.06.25 | Экспертный совет
== III == Итоги == III. Итоги
3.1 | Форум | 2025 год @ 01.01.25-31.12.25 | Управление образования{, }МОЦ
3.2 | Доклад главе района | 25 декабря 2025 г. @ <25.12.25 | Управление образования
""",
    )
    paper = Paper()
    paper.lines(
        """Приложение № 3
        к постановлению администрации Краснолипского района
        от 09.02.2024 № 71""",
        "right",
    )
    title = paper.line(made.title, "center", bold=True)
    add_footnote_mark(title, 1)
    rows = body(made, FIELDS)
    set_cell(rows, "2 раза в год", noted("2 раза в год", 3))
    header = [*HEADER[:3], noted("Ответственный исполнитель", 2)]
    paper.table([header, *rows])
    add_footnotes(
        paper,
        " Во исполнение распоряжения Правительства Российской Федерации от 31.03.2022 № 678-р.",
        " Первый из названных отвечает за сбор сведений.",
        " Сроки стажировок уточняются до 1 октября.",
    )
    paper.save(path)
    order = ("71", "2024-02-09", "администрации Краснолипского района")
    return truth_of([made], approval(order=order))
