"""Spreadsheets of LibreOffice Calc: repeated and covered cells, dates, collapsed rows."""

from tests.plans.documents.registry import document
from tests.plans.documents.sheets_notation import approval, plan, truth_of
from tests.plans.documents.sheets_opendocument import COVERED, cell, row, sheet, write_package

HIDDEN = (
    '<style:style style:name="ta1" style:family="table"><style:table-properties '
    'table:display="true"/></style:style><style:style style:name="ta2" style:family="table">'
    '<style:table-properties table:display="false"/></style:style><number:date-style '
    'style:name="N1"><number:day number:style="long"/><number:text>.</number:text><number:month '
    'number:style="long"/><number:text>.</number:text><number:year number:style="long"/>'
    '</number:date-style><style:style style:name="day" style:family="table-cell" '
    'style:data-style-name="N1"/>'
)

MEDIA = """
1 | Привлечь семьи к записи в кружки | Родители | Серия карточек «Куда пойти»
  | ВКонтакте{↵}Одноклассники | 01.09.2025 @ <01.09.25 | Пресс-секретарь Зорина А.А.
2 | Рассказать о сертификатах | Родители | Памятка | Сайт МОЦ{, }чаты классов | до 15.09.2025
  @ <15.09.25 | Зорина А.А.{, }Дьяков Н.П.
3 | Показать успехи детей | Широкая общественность | Репортажи с конкурсов | Районное телевидение
  | ноябрь, март @ 01.11.25-30.11.25 + 01.03.26-31.03.26 | Тележурналист Репин О.В.
4 | Поддержать педагогов | Педагоги | Интервью | Газета «Заря» (печатная версия) | раз в квартал
  @ quarter/1 | Редакция газеты «Заря»{ и }МОЦ
5 | Поддержать педагогов | Педагоги | Подборка программ | Сайт МОЦ | 20.12.2025 @ <20.12.25
  | Методист
6 | Привлечь партнёров | Предприятия района | Деловой завтрак | Встречи{, }рассылка писем
  | 2 квартал 2026 г. @ 01.04.26-30.06.26 | Руководитель МОЦ Прохорова З.И.
7 | Привлечь партнёров | Предприятия района | Соглашения | Рассылка писем | в течение года @ C
  | Руководитель МОЦ Прохорова З.И.
8 | Летний набор | Подростки | Прямые эфиры | ВКонтакте{, }MAX | с 1 июня @ 01.06.26-31.08.26
  | Волонтёры медиа
"""


@document("media plan: date cells, covered cells, a hidden sheet, goals merged down", ".ods")
def calc_media_plan(path):
    """Goals and audiences are merged down over two rows; a comment hangs on a cell."""
    title = "Медиаплан МОЦ Ключевского района на 2025-2026 учебный год"
    fields = "number goal audience title channels deadline responsible"
    written = plan("media_plan", title, "2025-09-01..2026-08-31", fields, fields, MEDIA)
    headers = "№|Цель|Целевая аудитория|Мероприятия|Каналы информирования|Сроки|Ответственные"
    rows = [_stamp(line) for line in STAMP]
    rows += [row(cell()), row(cell(title, across=7), *[COVERED] * 6), row(cell())]
    rows.append(row(*map(cell, headers.split("|"))))
    rows += _media_rows(written.lines)
    rows.insert(
        -3, row(cell("5а"), *map(cell, OLD_ROW), attributes=' table:visibility="collapse"')
    )
    old = [row(cell("Медиаплан на 2024-2025 учебный год")), row(*map(cell, headers.split("|")))]
    old.append(row(cell("1"), *map(cell, OLD_ROW)))
    body = sheet("Прошлый год", old, "ta2") + sheet("Медиаплан", rows)
    write_package(path, "spreadsheet", HIDDEN, body)
    return truth_of(
        [written],
        approval(
            position="Начальник отдела образования Ключевского района",
            name="Ф.М. Дёмин",
            date="2025-08-25",
        ),
    )


STAMP = (
    "УТВЕРЖДАЮ", "Начальник отдела образования", "Ключевского района", "_________ Ф.М. Дёмин",
    "25 августа 2025 г.",
)  # fmt: skip
OLD_ROW = ("Старая цель", "Все", "Старая новость", "Сайт", "март 2025", "Зорина А.А.")


def _stamp(line):
    return row(*[cell()] * 5, cell(line, across=2), COVERED)


def _media_rows(lines):
    rows = []
    for position, line in enumerate(lines):
        cells = [cell(line.cells[name]) for name in line.cells]
        cells[0] = cell(line.cells["number"], value=_number(line.cells["number"]))
        cells[5] = _date(line.cells["deadline"])
        for column, name in ((1, "goal"), (2, "audience")):
            here, next_one = line.cells[name], lines[(position + 1) % len(lines)].cells[name]
            if position and here == lines[position - 1].cells[name]:
                cells[column] = COVERED
            elif here == next_one:
                cells[column] = cell(here, down=2)
        rows.append(row(*cells))
    first = rows[0].replace(
        "<text:p>Серия",
        "<office:annotation><dc:creator>Методист</dc:creator><text:p>"
        "Спросить про рисунки</text:p></office:annotation><text:p>Серия",
    )
    return [first, *rows[1:]]


def _number(text):
    return f'office:value-type="float" office:value="{text}"'


def _date(text):
    day, _, rest = text.partition(".")
    month, _, year = rest.partition(".")
    if not (day.isdigit() and year.isdigit()):
        return cell(text)
    stored = f'office:value-type="date" office:date-value="{year}-{month}-{day}"'
    return cell(text, value=f'{stored} table:style-name="day"')


GRID = """
== 1 == Информационная работа == 1. Информационная работа
1.1 | Обновление сайта | +,+,+,+,+,+,+,+,+,+,+,+ | @ C | Администратор сайта
1.2 | Встречи с родителями | ,+,+,,,,,,+,,, | @ 01.02.25-31.03.25 + 01.09.25-30.09.25
  | Руководитель МОЦ{, }психолог
1.3 | Буклеты | ,,,,+,,,+,+,,, | @ 01.05.25-31.05.25 + 01.08.25-30.09.25 | Методист
== 2 == Мероприятия с детьми == 2. Мероприятия с детьми
2.1 | Слёт отличников | ,,,,24,,,,,,, | @ <24.05.25 | Дом культуры
2.2 | Туристический сезон | ,,,,,+,+,+,,,, | @ 01.06.25-31.08.25 | Турклуб «Компас»{; }школы
2.3 | Турнир по робототехнике | ,,,,,,,,,,15-16, | @ 15.11.25-16.11.25 | Кванториум
2.4 | Ёлка главы района | ,,,,,,,,,,,26 | @ <26.12.25 | Дом культуры{, }МОЦ
== 3 == Отчётность == 3. Отчётность
3.1 | Отчёт в РМЦ | 15,,,15,,,15,,,15,, | @ <15.01.25 + <15.04.25 + <15.07.25 + <15.10.25
  | Руководитель МОЦ
3.2 | Мониторинг Навигатора | +,,,+,,,+,,,+,, |
  @ 01.01.25-31.01.25 + 01.04.25-30.04.25 + 01.07.25-31.07.25 + 01.10.25-31.10.25
  | Администратор Навигатора
"""
CALENDAR = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"


@document("month grid of a calendar year with repeated cells, section rows covered", ".ods")
def calc_month_grid(path):
    """Equal neighbouring marks are one cell with a count; one month holds «15-16»."""
    title = "Календарный план работы МОЦ Борисоглебской станицы на 2025 год"
    columns = "number title responsible " + "month " * 12
    fields = "number title grid deadline responsible"
    written = plan("work_plan", title, "2025-01-01..2025-12-31", columns, fields, GRID)
    heads = ["№ п/п", "Наименование мероприятия", "Ответственные"]
    upper = [cell(text, down=2) for text in heads]
    rows = [row(cell(title, across=15), *[COVERED] * 14), row(cell())]
    rows.append(row(*upper, cell("Месяцы 2025 года", across=12), *[COVERED] * 11))
    rows.append(row(*[COVERED] * 3, *map(cell, CALENDAR.split())))
    rows += [_grid_row(line) for line in written.lines]
    write_package(path, "spreadsheet", HIDDEN, sheet("Лист1", rows))
    return truth_of([written])


def _grid_row(line):
    if line.kind == "section":
        return row(cell(line.cells["section"], across=15), *[COVERED] * 14)
    names = ("number", "title", "responsible")
    marks = line.cells["grid"].split(",")
    texts = [cell(line.cells[name]) for name in names]
    return row(*texts, *[cell(m, value=_number(m)) if m.isdigit() else cell(m) for m in marks])
