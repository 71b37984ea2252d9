"""Workbooks with sections and rows that stand together: merged numbers, results, directions."""

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
    saved,
    stamp,
)

STEPS = """
== I == Подготовительный этап == Раздел I. Подготовительный этап
1 | Создание сети опорных площадок | Отбор площадок по заявкам школ | Открыто 5 площадок
  | Издан приказ о конкурсе | январь 2024 г. @ 01.01.24-31.01.24 | Министерство
> Проведён отбор | февраль – март 2024 г. @ 01.02.24-31.03.24
  | РМЦ{, }экспертная группа (в части оценки заявок)
> Заключены соглашения | до 30 апреля 2024 г. @ <30.04.24
  | РМЦ{, }Ресурсный центр технического творчества{ (далее – РЦТТ)}
2 | Обучение руководителей площадок | Курсы 36 часов | Обучены 10 человек
  | Утверждена программа | апрель 2024 г. @ 01.04.24-30.04.24 | РЦТТ
> Выданы удостоверения | май 2024 г.↵июнь 2024 г. @ 01.05.24-30.06.24 | РЦТТ{,}
== II == Основной этап == Раздел II. Основной этап
1 | Запуск программ | Занятия на площадках | Охвачено не менее 400 детей
  | Набраны группы | сентябрь 2024 г. @ 01.09.24-30.09.24 | Опорные площадки
2 | Сетевые события | Марафоны и интенсивы |
  | Проведён марафон «Код будущего» | 14–18 октября 2024 г. @ 14.10.24-18.10.24
  | РЦТТ{↵}опорные площадки
> Проведены три интенсива | октябрь 2024 г. декабрь 2024 г. @ 01.10.24-31.10.24 +
  01.12.24-31.12.24 | Опорные площадки{, }РМЦ
3 | Методическое сопровождение | Консультации | Сборник материалов
  | Изданы рекомендации | IV квартал 2024 г. @ 01.10.24-31.12.24 | РМЦ
== III == Заключительный этап == Раздел III. Заключительный этап
1 | Анализ результатов | | Доклад | собраны отчёты площадок | до 10 декабря 2024 г. @ <10.12.24
  | Опорные площадки
> подготовлен доклад министру | до 20 декабря 2024 г. @ <20.12.24 | РМЦ{, }РЦТТ
"""


@document("intermediate results under merged cells, roman sections, numbers restart", ".xlsx")
def merged_results(path):
    """Number, title, description and result are merged down over an item's steps."""
    title = (
        "План мероприятий↵по созданию опорных площадок технического творчества"
        "↵в Приозёрской области (далее – площадки)"
    )
    fields = "number title description result intermediate_result deadline responsible"
    year = "2024-01-01..2024-12-31"
    plain = title.replace("↵", " ")
    written = plan("action_plan", plain, year, fields, fields, STEPS)
    book = Workbook()
    ws = book.active
    ws.title = "Приложение 1"
    stamp(
        ws,
        1,
        6,
        "Приложение № 1↵УТВЕРЖДЁН↵приказом министерства просвещения↵Приозёрской области"
        "↵от 11 ЯНВ 2024 № 15-МП",
    )
    for row, line in enumerate(title.split("↵"), start=7):
        heading(ws, row, line, 1, 7)
    headers = (
        "№↵п/п | Наименование↵мероприятия | Краткое описание процесса | Результат по↵процессу"
    )
    headers += " | Промежуточный↵результат | Срок | Ответственный↵исполнитель"
    lay(ws, written, Layout(fields, headers, top=11, numbered=True, value=_count))
    ws.freeze_panes = "A13"
    stamped = approval(
        order=("15-МП", "2024-01-11", "министерства просвещения Приозёрской области")
    )
    path.write_bytes(saved(book))
    return truth_of([written], stamped)


def _count(name: str, text: str, line: Line) -> Any:
    return int(text) if name == "number" and text.isdigit() else as_text(name, text, line)


DIRECTIONS = """
Кадры | 1) | Семинар «Новые форматы» | Педагоги ДО | 20 ноября @ <20.11.23 | Методист | РМЦ
Кадры | 2) | Методический десант в сельские школы | Руководители кружков
  | сентябрь и май @ 01.09.23-30.09.23 + 01.05.24-31.05.24 | Методисты МОЦ | УО
Кадры | 3) | Индивидуальные консультации | Молодые педагоги | по запросу @ O | Методист |
Дети | 4) | Конкурс «Первые шаги» | Дошкольники | первая половина декабря @ 01.12.23-15.12.23
  | Детские сады{, }МОЦ | УО
Дети | 5) | Турнир по шахматам | Обучающиеся 1-4 классов
  | 27 декабря – 10 января @ 27.12.23-10.01.24
  | Тренер-преподаватель Ильясов Р.Р. | СШ «Белая ладья»
Дети | 6) | Экспедиция «Родники» | Подростки 12-15 лет | летний период @ 01.06.24-31.08.24
  | Турклуб «Азимут» |
Родители | 7) | Общегородское собрание | Родители первоклассников | к 20 сентября @ <20.09.23
  | Руководитель МОЦ{, }психолог | УО
Родители | 8) | Консультационный пункт | Родители | каждую пятницу @ week/1
  | Психолог Мальцева Н.Э. |
Родители | 9) | День открытых дверей | Семьи | 2 сентября @ <02.09.23 | Все УДО | УО
"""


@document(
    "a direction merged down a column of its own, audience, two responsible columns", ".xlsx"
)
def merged_directions(path):
    """By format.md only a section row makes a section, so the column «Направление» is `other`.

    «Контроль» is `other` too. «каждую пятницу» is once a week. Open question: format.md drops a
    trailing dot only, so «1)» is "1)".
    """
    title = "План деятельности МОЦ города Каменнобродска на период с 01.09.2023 по 31.08.2024"
    fields = "direction number title audience deadline responsible control"
    columns = "other number title audience deadline responsible other"
    written = plan("work_plan", title, "2023-09-01..2024-08-31", columns, fields, DIRECTIONS)
    book = Workbook()
    ws = book.active
    heading(ws, 1, title, 1, 7)
    headers = (
        "Направление | № | Виды деятельности | Целевая группа | Когда | Исполнитель | Контроль"
    )
    headers = headers.replace("Когда", "Срок проведения")
    lay(ws, written, Layout(fields, headers, top=2))
    for top in (3, 6, 9):
        ws.cell(top + 1, 1).value = ws.cell(top + 2, 1).value = None
        merge(ws, top, 1, top + 2, 1)
    path.write_bytes(saved(book))
    return truth_of([written])
