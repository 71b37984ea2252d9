"""Workbooks with more than one plan, and with sheets that are no plans."""

from typing import Any

from openpyxl import Workbook

from tests.plans.documents.registry import document
from tests.plans.documents.sheets_notation import Line, approval, plan, truth_of
from tests.plans.documents.sheets_workbook import (
    Layout,
    as_text,
    heading,
    lay,
    merge,
    put_row,
    saved,
    stamp,
)

WORK = """
== 1 == Управление == Направление 1. Управление
1 | Утверждение плана работы МОЦ | август @ 01.08.26-31.08.26 | Руководитель МОЦ | План
2 | Заседания муниципального совета | раз в квартал @ quarter/1
  | Заместитель главы администрации (общее руководство){, }МОЦ | Протоколы
3 | Договоры о сетевом взаимодействии | сентябрь, январь @ 01.09.25-30.09.25 + 01.01.26-31.01.26
  | Директора школ{, }МОЦ | 9 договоров
== 2 == Кадры == Направление 2. Кадры
1 | Стажировка молодых педагогов | октябрь – март @ 01.10.25-31.03.26
  | Климова Екатерина Андреевна{, }Корнеева Наталья Олеговна | 14 стажёров
2 | Конкурс «Педагог года» | 1 декада февраля @ 01.02.26-10.02.26 | Оргкомитет | Дипломы
3 | Аттестация | по отдельному графику @ O | Методист | –
== 3 == Дети == Направление 3. Дети
1 | Муниципальный конкурс «Юный эколог» | 20.04.2026 @ <20.04.26 | Станция юннатов | 60 работ
2 | Профильный отряд | июнь 2026 г. @ 01.06.26-30.06.26 | Директор школы № 5 Ребров А.И.
  | 25 детей
"""
MEDIA = """
1. | Анонс набора в объединения | Сайт МОЦ{,↵}ВКонтакте | до 5 сентября @ <05.09.25
  | Пресс-секретарь
2. | Рубрика «Педагог недели» | Госпаблик ВК{, }Telegram-канал «МОЦ рядом» | еженедельно @ week/1
  | Пресс-секретарь{, }педагоги ДО
3. | Репортаж о конкурсах | Газета «Степные вести» | 3 раза в год @ year/3 | Редактор Чиркова Ж.Б.
4. | Прямой эфир для родителей | ВКонтакте | 18 октября, 16 мая @ <18.10.25 + <16.05.26
  | Руководитель МОЦ
5. | Видеоролики о программах | Сайт МОЦ{; }RuTube | ежемесячно @ month/1 | Студия «Кадр»
6. | Итоги года | Газета «Степные вести»{; }сайты школ | с 25 мая по 10 июня @ 25.05.26-10.06.26
  | Пресс-секретарь
7. | Ответы на вопросы родителей | Чат родителей | постоянно @ C | Администратор МОЦ
8. | Обновление стендов | Школы (информационные стенды) | I полугодие 2025-2026 уч. года
  @ 01.09.25-31.12.25 | Координаторы ОО
"""


@document("title sheet, two plans, a directory, a sheet of approval and a summary", ".xlsx")
def several_sheets(path):
    """The period stands on the title sheet; the other sheets' tables are no plans.

    A person reads the first half of a school year as September to December (the first of the two
    halves that the year's end parts); a sheet of approval is no «СОГЛАСОВАНО».
    """
    fields = "number title deadline responsible result"
    year = "2025-09-01..2026-08-31"
    work = plan(
        "work_plan",
        "План работы муниципального опорного центра на 2025-2026 учебный год",
        year,
        fields,
        fields,
        WORK,
    )
    media_fields = "number title channels deadline responsible"
    media = plan(
        "media_plan",
        "Медиаплан муниципального опорного центра на 2025-2026 учебный год",
        year,
        media_fields,
        media_fields,
        MEDIA,
    )
    book = Workbook()
    _title_sheet(book.active)
    _directory(book.create_sheet("Справочник"))
    first = book.create_sheet("План")
    heading(first, 1, work.title, 1, 5)
    headers = "№ п/п | Мероприятие | Сроки | Ответственный | Ожидаемый результат"
    lay(first, work, Layout(fields, headers, top=3, value=_plain_number))
    second = book.create_sheet("Медиа")
    heading(second, 1, media.title, 1, 5)
    headers = "№ п/п | Информационный повод | Площадка размещения | Сроки | Отвественный"
    lay(second, media, Layout(media_fields, headers, top=2))
    _summary(book.create_sheet("Свод"))
    _approval_sheet(book.create_sheet("Лист согласования"))
    stamps = (
        approval(
            "agreed",
            "Начальник МКУ «Управление образования Степновского района»",
            "И.Я. Громова",
            None,
        ),
        approval(
            "approved",
            "Директор МБУ ДО «Дом пионеров и школьников»",
            "С.С. Уварова",
            "2025-08-29",
            ("114", "2025-08-29", None),
        ),
    )
    path.write_bytes(saved(book))
    return truth_of([work, media], *stamps)


def _title_sheet(ws: Any) -> None:
    ws.title = "Титул"
    stamp(
        ws,
        2,
        2,
        "СОГЛАСОВАНО↵Начальник МКУ «Управление↵образования Степновского района»"
        "↵___________ И.Я. Громова↵«___» ___________ 2025 г.",
    )
    stamp(
        ws,
        2,
        6,
        "УТВЕРЖДАЮ↵Директор МБУ ДО↵«Дом пионеров и школьников»"
        "↵___________ С.С. Уварова↵29.08.2025↵Приказ № 114 от 29.08.2025",
    )
    heading(ws, 12, "ПЛАН", 1, 8)
    heading(ws, 13, "деятельности муниципального опорного центра", 1, 8)
    heading(ws, 14, "на 2025-2026 учебный год", 1, 8)
    heading(ws, 25, "с. Степное, 2025", 1, 8)


def _directory(ws: Any) -> None:
    put_row(ws, 1, 1, ["Код", "Организация", "Адрес сайта"], bold=True)
    for row, name in enumerate(("МБОУ СОШ № 1", "МБОУ СОШ № 5", "МБДОУ «Колосок»"), start=2):
        put_row(ws, row, 1, [row - 1, name, f"school{row}.example"])


def _summary(ws: Any) -> None:
    put_row(ws, 1, 1, ["Направление", "Количество мероприятий"], bold=True)
    for row, (name, count) in enumerate((("Управление", 3), ("Кадры", 3), ("Дети", 2)), start=2):
        put_row(ws, row, 1, [name, count])
    put_row(ws, 5, 1, ["Всего", "=SUM(B2:B4)"])


def _approval_sheet(ws: Any) -> None:
    heading(ws, 1, "Лист согласования", 1, 4)
    put_row(ws, 3, 1, ["Должность", "ФИО", "Дата", "Подпись"], bold=True)
    put_row(ws, 4, 1, ["Методист", "Климова Е.А.", "27.08.2025", None])
    put_row(ws, 5, 1, ["Юрист", "Ремезов В.Г.", "28.08.2025", None])


def _plain_number(name: str, text: str, line: Line) -> Any:
    return int(text) if name == "number" else as_text(name, text, line)


LAKE_WORK = """
1 | Сбор заявок на курсы | Список педагогов | до 1 февраля @ <01.02.24 | Методист
2 | Паспортизация объединений | Паспорта | февраль-март 2024 @ 01.02.24-31.03.24 | Школы{,↵}УДО
3 | Районная олимпиада по робототехнике | Протокол жюри | 25.04.2024 @ <25.04.24
  | Шарапова С.О.{, }Ганина Е.В.{, }Латыпов А.А.
4 | Военно-полевые сборы | Приказ | 27–31 мая @ 27.05.24-31.05.24 | Юнармейский штаб{ и }МОЦ
5 | Летняя занятость | Охват 70% | III квартал @ 01.07.24-30.09.24 | Лагеря с дневным пребыванием
6 | Выездной семинар | Методические материалы | не позднее 15 октября @ <15.10.24
  | Методист{, }РМЦ
7 | Проверка программ | Справка | ноябрь 2024 – январь 2025 @ 01.11.24-31.01.25
  | Экспертная комиссия
8 | Отчёт | Отчёт | до 15 января 2025 года @ <15.01.25 | Руководитель МОЦ
"""
LAKE_MEDIA = """
1 | Публикации на сайте | 2 раза в неделю @ week/2 | Методист
2 | Статья «Куда пойти учиться» | II квартал @ 01.04.24-30.06.24 | Газета «Озёрный край»
3 | Ролик о летних сменах | май @ 01.05.24-31.05.24 | Медиацентр школы № 2
4 | Подкаст с педагогами | апрель, октябрь @ 01.04.24-30.04.24 + 01.10.24-31.10.24
  | Латыпов А.А.
5 | Опрос родителей | по запросу УО @ O | Администратор Навигатора
6 | Баннер «Навигатор» на сайтах школ | весь период @ C | Ответственные за сайты ОО
7 | Пресс-релиз об итогах года | уточняется @ ? | Руководитель МОЦ
8 | Фотовыставка | — @ ? | Фотостудия «Ракурс»
"""


@document("two plans one under the other with other columns, signature between them", ".xlsx")
def two_on_one_sheet(path):
    """A work plan and a media plan on one sheet; the second has no result column.

    «Школы, УДО» stands with a comma and a line break; the first plan's last deadlines lie beyond
    the period and stand as written.
    """
    fields = "number title result deadline responsible"
    year = "2024-01-01..2024-12-31"
    work = plan(
        "work_plan", "План работы МОЦ Озёрного района на 2024 год", year, fields, fields, LAKE_WORK
    )
    media_fields = "number title deadline responsible"
    media = plan(
        "media_plan",
        "Медиаплан МОЦ Озёрного района на 2024 г.",
        year,
        media_fields,
        media_fields,
        LAKE_MEDIA,
    )
    book = Workbook()
    ws = book.active
    stamp(
        ws,
        1,
        5,
        "Утверждаю:↵И.о. директора МКУ «Центр↵образования» Озёрного района"
        "↵_________ /Ганина Е.В./↵9 января 2024 года",
    )
    heading(ws, 7, work.title, 1, 5)
    headers = "№ п/п | Наименование мероприятия | Форма отчёта | Срок исполнения | Ответств. лица"
    end = lay(ws, work, Layout(fields, headers, top=8, value=_plain_number))
    ws.cell(end + 1, 1, "Методист МОЦ")
    ws.cell(end + 1, 4, "Шарапова С.О.")
    heading(ws, end + 4, media.title, 1, 4)
    headers = "№ п/п | Тема публикации | Срок исполнения | Ответственный"
    last = lay(ws, media, Layout(media_fields, headers, top=end + 6, value=_plain_number))
    merge(ws, last + 1, 1, last + 1, 5)
    ws.cell(last + 1, 1, "Примечание: ссылки на публикации присылать методисту до 25 числа.")
    stamped = approval(
        position="И.о. директора МКУ «Центр образования» Озёрного района",
        name="Ганина Е.В.",
        date="2024-01-09",
    )
    path.write_bytes(saved(book))
    return truth_of([work, media], stamped)
