"""Plain text: pasted from Word and Excel, in the encodings that Windows programs write."""

import csv
import io

from tests.plans.documents.registry import document
from tests.plans.documents.sheets_notation import approval, plan, truth_of

SECTIONED = """
== 1 == Нормативно-правовое обеспечение == 1. Нормативно-правовое обеспечение
1.1 | Разработка положения↵о рабочей группе | Положение | Сентябрь @ 01.09.22-30.09.22
  | Заведующий МОЦ{↵}юрист управления образования
1.2 | Заключение договоров | Договоры | Октябрь-↵ноябрь => Октябрь-ноябрь @ 01.10.22-30.11.22
  | Заведующий МОЦ
1.3 | Издание приказов об ответственных в школах | Приказы школ | до 15 сентября @ <15.09.22
  | Директора ОО
== 2 == Информационное сопровождение == 2. Информационное сопровождение
2.1 | Страница МОЦ в социальных сетях↵Сообщество «Кружки района» | 300 подписчиков | Постоянно @ C
  | Методист{,↵}педагог-организатор
2.2 | Статьи в районной газете | 4 статьи | Ежеквартально @ quarter/1 | Методист
2.3 | Обновление стенда | - | Август, январь @ 01.01.23-31.01.23 + 01.08.23-31.08.23
  | Педагог-организатор
== 3 == Работа с одарёнными детьми == 3. Работа с одарёнными детьми
3. 1 => 3.1 | Районная олимпиада | Протоколы | Ноябрь 2022 г.↵Февраль 2023 г.
  @ 01.11.22-30.11.22 + 01.02.23-28.02.23 | Оргкомитет
3.2. | Летняя школа «Высота» | 40 детей | с 5 по 18 июня 2023 года @ 05.06.23-18.06.23
  | МОЦ{;↵}МБОУ «Лицей»
3.3. | Портфолио | Портфолио участников | До 25 августа @ <25.08.23 | Классные руководители
"""


@document(
    "pasted from Word: multi-line cells without quotes, section lines, stamp by tabs", ".txt"
)
def pasted_from_word(path):
    """A line break in a cell looks like a new line of the text; two stamps stand side by side.

    The table has no section cells: a section is a line alone. «3. 1» is "3.1".
    """
    title = "План работы МОЦ Холмогоринского района на 2022-2023 учебный год"
    fields = "number title result deadline responsible"
    written = plan("work_plan", title, "2022-09-01..2023-08-31", fields, fields, SECTIONED)
    lines = [
        "СОГЛАСОВАНО\tУТВЕРЖДАЮ",
        "Начальник управления образования\tЗаведующий МОЦ",
        "______ Р.Ф. Сычёв\t______ К.Л. Жданова",
        "31.08.2022\t01.09.2022", "", title, "",
        "№ п/п\tНаименование мероприятия\tОжидаемый результат\tСроки исполнения\tОтветственны",
    ]  # fmt: skip
    path.write_text("\n".join(lines + _tabbed(written)) + "\n", encoding="utf-8")
    return truth_of(
        [written],
        approval("agreed", "Начальник управления образования", "Р.Ф. Сычёв", "2022-08-31"),
        approval("approved", "Заведующий МОЦ", "К.Л. Жданова", "2022-09-01"),
    )


def _tabbed(written):
    return [
        line.cells["section"] if line.kind == "section" else "\t".join(line.cells.values())
        for line in written.lines
    ]


QUOTED = """
1 | Проведение "круглого стола" для директоров | до 1 ноября 2025 г. @ <01.11.25
  | Управление образования{↵}МОЦ{↵}РМЦ (по согласованию) | Резолюция
2 | Создание реестра наставников | I квартал 2025 г. @ 01.01.25-31.03.25 | МОЦ | Реестр, 20 человек
3 | Обучение работе в Навигаторе:↵- школы;↵- детские сады | февраль – март 2025 г.
  @ 01.02.25-31.03.25 | МОЦ{,↵}школы{,↵}детские сады | Обучено 35 человек
4 | Анализ охвата | ежеквартально до 10 числа @ quarter/1/10 | МОЦ | Справка
5 | Конкурс "Лучшая программа" | II полугодие 2025 г. @ 01.07.25-31.12.25
  | Управление образования{↵}МОЦ | Дипломы
6 | Совместный приказ с отделом культуры | 15.03.2025 @ <15.03.25
  | Управление образования{↵}отдел культуры, спорта и туризма | Приказ
7 | Оснащение кабинетов | в течение года @ C | Школы{;↵}УДО | 3 кабинета
8 | Отчёт главе округа | до 30.12.2025 @ <30.12.25 | МОЦ | Отчёт
"""


@document("copied from Excel: quoted multi-line cells, doubled quotes, cp1251, CRLF", ".txt")
def copied_from_excel(path):
    """Windows text: cells with line breaks stand in quotes, quotes in them are doubled.

    «отдел культуры, спорта и туризма» is one organisation: its comma parts no entries.
    """
    title = 'План мероприятий ("дорожная карта") МОЦ Каменского округа на 2025 год'
    fields = "number title deadline responsible result"
    written = plan("road_map", title, "2025-01-01..2025-12-31", fields, fields, QUOTED)
    head = ["", "", "", "Приложение 3"], ["", "", "", "к постановлению администрации округа"]
    rows = [*head, ["", "", "", "от 20.12.2024 № 918"], [], [title], []]
    headers = "№ п/п|Наименование↵мероприятия|Срок|Ответственные↵исполнители|Результат"
    rows.append([text.replace("↵", "\n") for text in headers.split("|")])
    rows += [list(line.cells.values()) for line in written.lines]
    path.write_bytes(_excel(rows).encode("cp1251"))
    order = ("918", "2024-12-20", "администрации округа")
    return truth_of([written], approval(order=order))


def _excel(rows):
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter="\t", lineterminator="\r\n").writerows(rows)
    return stream.getvalue()


FIRST = """
1. | Заседания рабочей группы | Ежемесячно до 5 числа @ month/1/5 | Зам. главы района Шумская В.Е.
2. | Сбор сведений об охвате | до 25 декабря @ <25.12.23 | Школы{, }детские сады{, }ДШИ
3. | Проверка программ на соответствие | Сентябрь, в течение года @ 01.09.23-30.09.23 + C
  | Иванцова И.И.{/}Петриченко П.П.
4. | Районный слёт | 24-26 апреля @ 24.04.24-26.04.24 | МОЦ{ и }Дом молодёжи
5. | Аттестация педагогов | согласно графику @ O | Методист
6. | Семинар для сельских школ | середина марта @ 11.03.24-20.03.24 | Методист МОЦ Рощина А.А.
7. | Пополнение банка программ | систематически @ C | Методист МОЦ Рощина А.А.
8. | Подведение итогов | 31 мая 2024 г. @ <31.05.24 | Руководитель МОЦ
"""
SECOND = """
1 | Размещение новостей | сайт МОЦ{, }VK | не менее 2 раз в месяц @ month/2 | Пресс-центр
2 | Выступление на радио | радио «Волна» | ноябрь-февраль @ 01.11.23-29.02.24 | Руководитель МОЦ
3 | Афиша каникул | чаты классов{; }VK | 20 октября, 20 декабря, 20 марта
  @ <20.10.23 + <20.12.23 + <20.03.24 | Пресс-центр
4 | Видеоэкскурсии | VK Видео | раз в полугодие @ half_year/1 | Студия «Объектив»
5 | Фотоотчёты | сайт МОЦ | по итогам мероприятий @ ? | Пресс-центр
6 | Буклет о программах | печать | до конца сентября @ <30.09.23 | Методист
7 | Ответы на вопросы | VK | в течение учебного года @ C | Администратор группы
8 | Книга отзывов | | | Администратор группы
"""


@document("two plans in one text, UTF-16, column numbers, empty cells", ".txt")
def two_plans_utf16(path):
    """«Текст Юникод» of Excel: two plans, each under its title; a row of column numbers.

    Open question: «по итогам мероприятий» waits for something else. It is not asked for, so by
    format.md no kind fits and it is `unknown`.
    """
    fields = "number title deadline responsible"
    year = "2023-09-01..2024-08-31"
    title = (
        "План работы рабочей группы МОЦ по развитию дополнительного образования на 2023/24 уч. год"
    )
    work = plan("work_plan", title, year, fields, fields, FIRST)
    media_fields = "number title channels deadline responsible"
    title = "Медиа-план МОЦ Болотнинского района на 2023-2024 учебный год"
    media = plan("media_plan", title, year, media_fields, media_fields, SECOND)
    rows = [[work.title], [], ["№ п/п", "Содержание", "Сроки", "Ответственный"], list("1234")]
    rows += [list(line.cells.values()) for line in work.lines]
    rows += [[], ["Руководитель МОЦ", "", "", "Рощина А.А."], [], [], [media.title], []]
    rows.append(["№", "Тема публикации", "Канал", "Сроки", "Исполнитель"])
    rows += [list(line.cells.values()) for line in media.lines]
    path.write_bytes(_excel(rows).encode("utf-16"))
    return truth_of([work, media])


PLAIN = """
Праздник «Первый звонок» для кружковцев | 1 сентября @ <01.09.25 | Дом творчества
Набор в объединения | 1-15 сентября @ 01.09.25-15.09.25 | Педагоги ДО
Выдача сертификатов | сентябрь @ 01.09.25-30.09.25 | Администратор
Школьный этап олимпиады | октябрь @ 01.10.25-31.10.25 | Школы
День народного единства: квест | 04.11.2025 @ <04.11.25 | Волонтёры{, }МОЦ
Неделя науки | 17–21 ноября @ 17.11.25-21.11.25 | Кванториум{, }школы
Отчёт по Навигатору | до 15 декабря @ <15.12.25 | Администратор
Новогодняя кампания | с 20 по 30 декабря @ 20.12.25-30.12.25 | Все УДО
"""


@document("stamp side by side with blanks, no numbers, BOM, text after the table", ".txt")
def stamp_with_blanks(path):
    """Two stamps set side by side with blanks; the plan covers four months."""
    title = "План мероприятий муниципального опорного центра на сентябрь-декабрь 2025 года"
    fields = "title deadline responsible"
    written = plan("action_plan", title, "2025-09-01..2025-12-31", fields, fields, PLAIN)
    left = ["СОГЛАСОВАНО", "Председатель комитета", "по образованию", "________ Д.Д. Юсупов",
            "«27» августа 2025 г."]  # fmt: skip
    right = ["УТВЕРЖДАЮ", "Директор МБУ ДО", "«Дом творчества»", "________ О.А. Фирсова",
             "«28» августа 2025 г."]  # fmt: skip
    lines = [f"{one:<45}{other}" for one, other in zip(left, right, strict=True)]
    lines += ["", "", f"{'':<10}{title}", "", "Мероприятия\tДата проведения\tОтветственные"]
    lines += ["\t".join(line.cells.values()) for line in written.lines]
    lines += ["", "План рассмотрен на методическом совете.", "Исполнитель: Сомова Н.Н."]
    path.write_text("\r\n".join(lines), encoding="utf-8-sig", newline="")
    return truth_of(
        [written],
        approval("agreed", "Председатель комитета по образованию", "Д.Д. Юсупов", "2025-08-27"),
        approval("approved", "Директор МБУ ДО «Дом творчества»", "О.А. Фирсова", "2025-08-28"),
    )
