"""Text documents of LibreOffice Writer: text boxes, automatic numbers, tracked changes, notes."""

from xml.sax.saxutils import escape

from tests.plans.documents.registry import document
from tests.plans.documents.sheets_notation import approval, plan, truth_of
from tests.plans.documents.sheets_opendocument import (
    COVERED,
    cell,
    paragraphs,
    row,
    write_package,
)

NUMBERING = (
    '<text:list-style style:name="WW1"><text:list-level-style-number text:level="1" '
    'style:num-format="1" style:num-suffix="."/></text:list-style><style:style style:name="P1" '
    'style:family="paragraph" style:master-page-name="Standard"/><style:style '
    'style:name="fr1" style:family="graphic"/>'
)

AUTO = """
== - == Работа с руководителями организаций == Работа с руководителями организаций
1 | Совещание «Задачи года» | 3 сентября @ <03.09.24 | Список поручений
  | Начальник управления образования
2 | Собеседования по планам школ | 9-20 сентября @ 09.09.24-20.09.24 | Заключения
  | Руководитель МОЦ{, }методист
3 | Отчёты школ | до 10 января, до 10 июня @ <10.01.25 + <10.06.25 | Сводный отчёт
  | Директора школ
== - == Работа с педагогами == Работа с педагогами
4 | Школа педагога дополнительного образования | 1 раз в месяц @ month/1 | Обучено 22 педагога
  | Методист Козырева Д.П.
5 | Мастер-классы «Педагог – педагогу» | ноябрь, февраль, апрель
  @ 01.11.24-30.11.24 + 01.02.25-28.02.25 + 01.04.25-30.04.25 | 3 мастер-класса
  | Козырева Д.П., методист{, }Белых Ю.С., педагог-организатор
6 | Конкурс программ: положение; приём заявок; подведение итогов
  | с 20 января по 21 февраля @ 20.01.25-21.02.25 | Не менее 10 программ | Экспертный совет
== - == Работа с детьми и родителями == Работа с детьми и родителями
7 | Форум «Дети. Творчество. Родина» | 25.10.–27.10.2024 @ 25.10.24-27.10.24 | 200 участников
  | МОЦ{, }МАУДО «Дворец творчества»{, }МБУДО «Детский экологический центр»
8 | Родительский всеобуч | ежеквартально @ quarter/1 | 4 встречи | Педагог-психолог Лыткина Д.Е.
9 | Каникулы с пользой | осенние каникулы @ ? | Программа каникул | УДО
10 | Отчётный концерт | последняя неделя апреля
  @ 24.04.25-30.04.25 | Концерт | ДШИ № 1{, }ДШИ № 4
"""


@document("automatic numbers, stamp in a text box, landscape, section rows", ".odt")
def auto_numbers(path):
    """№ holds only a list number; item 6 has a bulleted list in its title cell.

    Open questions: school holidays have no dates in the document, so they are `unknown`; the
    last week of April is its last seven days.
    """
    title = "План работы муниципального опорного центра Приречного района на 2024–2025 учебный год"
    fields = "number title deadline result responsible"
    written = plan("work_plan", title, "2024-09-01..2025-08-31", fields, fields, AUTO)
    stamp = (
        "УТВЕРЖДАЮ\nРуководитель МОЦ\nПриречного района\n________ /И.Р. Хлебникова/\n"
        "«__» августа 2024 г."
    )
    box = (
        f'<text:p text:style-name="P1"><draw:frame draw:style-name="fr1" draw:name="Врезка1" '
        f'text:anchor-type="paragraph" svg:width="8cm"><draw:text-box>{paragraphs(stamp)}'
        f"</draw:text-box></draw:frame></text:p>"
    )
    headers = "№ п/п|Наименование мероприятия|Сроки|Результат|Ответственные"
    rows = [_header(row(*map(cell, headers.split("|"))))] + [_row(line) for line in written.lines]
    body = box + paragraphs(title) + "<text:p/>" + _table(5, rows) + "<text:p/>"
    write_package(path, "text", NUMBERING, body)
    stamped = approval(position="Руководитель МОЦ Приречного района", name="И.Р. Хлебникова")
    return truth_of([written], stamped)


def _row(line):
    if line.kind == "section":
        return row(cell(line.cells["section"], across=5), *[COVERED] * 4)
    cells = [cell(text) for text in line.cells.values()]
    number = int(line.cells["number"])
    before = f' text:continue-list="list{number - 1}"' if number > 1 else ""
    cells[0] = (
        f'<table:table-cell office:value-type="string"><text:list xml:id="list{number}"{before} '
        'text:style-name="WW1"><text:list-item><text:p/></text:list-item></text:list>'
        "</table:table-cell>"
    )
    head, colon, parts = line.cells["title"].partition(": ")
    if colon:
        points = "".join(_point(part) for part in parts.split("; "))
        listed = f"{paragraphs(head + ':')}<text:list>{points}</text:list>"
        cells[1] = cell("-").replace(paragraphs("-"), listed)
    return row(*cells)


def _point(text):
    tail = "" if text.startswith("подведение") else ";"
    return f"<text:list-item><text:p>{escape(text)}{tail}</text:p></text:list-item>"


def _header(xml):
    return f"<table:table-header-rows>{xml}</table:table-header-rows>"


def _table(width, rows):
    columns = f'<table:table-column table:number-columns-repeated="{width}"/>'
    return f'<table:table table:name="Таблица1">{columns}{"".join(rows)}</table:table>'


CHANGED = """
1 | Подготовка приказа о Навигаторе | январь 2023 г. @ 01.01.23-31.01.23 | Отдел образования
2 | Инвентаризация программ | до 1 марта 2023 г. @ <01.03.23 | МОЦ{, }школы
3 | Вебинары для координаторов | ежемесячно @ month/1 | Администратор Навигатора Зуева К.К.
4 | Проверка сайтов школ | апрель - май 2023 г. @ 01.04.23-31.05.23 | Методист
5 | Фестиваль дополнительного образования | 1 июня 2023 г. @ <01.06.23 | МОЦ{, }УДО
6 | Реестр сертификатов | постоянно @ C | Администратор Навигатора Зуева К.К.
7 | Муниципальное задание на 2024 год | IV квартал 2023 г. @ 01.10.23-31.12.23
  | Отдел образования{, }централизованная бухгалтерия
8 | Отчёт за год | до 25 декабря 2023 г. @ <25.12.23 | Руководитель МОЦ
"""
CHANGED_MEDIA = """
1 | Новости на странице МОЦ | еженедельно @ week/1 | Зуева К.К.
2 | Интервью с победителями | июнь, декабрь @ 01.06.23-30.06.23 + 01.12.23-31.12.23
  | Газета «Маяк» (по согласованию)
3 | Ролик «Как записать ребёнка» | август 2023 г. @ 01.08.23-31.08.23 | Медиастудия
4 | Листовки в поликлиниках | I полугодие @ 01.01.23-30.06.23 | Волонтёры
5 | Рубрика вопросов и ответов | 2 раза в месяц @ month/2 | Зуева К.К.
6 | Трансляция форума | по мере необходимости @ O | Медиастудия
7 | Пост-релизы | не реже 1 раза в неделю @ week/1 | Пресс-служба администрации
8 | Итоговая публикация | вторая половина декабря @ 16.12.23-31.12.23 | Руководитель МОЦ
"""
TRACKED = (
    "<text:tracked-changes>"
    '<text:changed-region xml:id="ct1" text:id="ct1"><text:deletion><office:change-info>'
    "<dc:creator>Зуева</dc:creator><dc:date>2023-01-09T10:00:00</dc:date></office:change-info>"
    "<text:p>до 1 апреля 2022 г.</text:p></text:deletion></text:changed-region>"
    '<text:changed-region xml:id="ct2" text:id="ct2"><text:insertion><office:change-info>'
    "<dc:creator>Зуева</dc:creator><dc:date>2023-01-09T10:00:00</dc:date></office:change-info>"
    "</text:insertion></text:changed-region></text:tracked-changes>"
)


@document("tracked changes, footnote, link, tabs and blanks, two plans, annex mark", ".odt")
def tracked_changes(path):
    """A deletion, an insertion, a footnote, a link and a soft page break inside the cells."""
    fields = "number title deadline responsible"
    year = "2023-01-01..2023-12-31"
    title = "Дорожная карта развития Навигатора в Ивняковском районе в 2023 году"
    road = plan("road_map", title, year, fields, fields, CHANGED)
    title = "Медиаплан работы МОЦ Ивняковского района на 2023 год"
    media = plan("media_plan", title, year, fields, fields, CHANGED_MEDIA)
    mark = "Приложение\nк распоряжению отдела образования\nИвняковского района"
    body = TRACKED + paragraphs(mark) + "<text:p>от<text:s/>10.01.2023<text:tab/>№ 8-р</text:p>"
    headers = "№|Пошаговые мероприятия|Сроки реализации|Ответственный исполнитель"
    rows = [row(*map(cell, headers.split("|")))] + [_plain(line) for line in road.lines]
    body += paragraphs(road.title) + _table(4, [_changed(text) for text in rows])
    headers = "№ п/п|Тема|Сроки|Исполнитель"
    rows = [row(*map(cell, headers.split("|")))] + [_plain(line) for line in media.lines]
    body += "<text:p><text:soft-page-break/></text:p>" + paragraphs(media.title) + _table(4, rows)
    write_package(path, "text", NUMBERING, body)
    order = ("8-р", "2023-01-10", "отдела образования Ивняковского района")
    return truth_of([road, media], approval(order=order))


def _plain(line):
    return row(*[cell(text) for text in line.cells.values()])


def _changed(xml):
    changes = {
        "до 1 марта 2023 г.": '<text:change text:change-id="ct1"/>'
        '<text:change-start text:change-id="ct2"/>до 1 марта'
        '<text:change-end text:change-id="ct2"/> 2023 г.',
        "Проверка сайтов": 'Проверка<text:note text:note-class="footnote"><text:note-citation>1'
        "</text:note-citation><text:note-body><text:p>По отдельной форме</text:p></text:note-body>"
        "</text:note><text:line-break/>сайтов",
        "Реестр сертификатов": '<text:a xlink:href="https://nav.example/">Реестр</text:a>'
        '<text:s text:c="3"/><text:span>серти<text:soft-page-break/>фикатов</text:span>',
    }
    for plain, changed in changes.items():
        xml = xml.replace(plain, changed)
    return xml
