"""Plans typed in LibreOffice Writer."""

from tests.plans.documents.registry import document
from tests.plans.documents.sheets_notation import approval, plan, truth_of
from tests.plans.documents.sheets_opendocument import (
    COVERED,
    cell,
    paragraphs,
    row,
    write_package,
)

CENTRED = (
    '<style:style style:name="C" style:family="paragraph"><style:paragraph-properties '
    'fo:text-align="center"/><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="R" style:family="paragraph"><style:paragraph-properties '
    'fo:text-align="end"/></style:style>'
)


def centred(text):
    return paragraphs(text).replace("<text:p>", '<text:p text:style-name="C">')


def right(text):
    return paragraphs(text).replace("<text:p>", '<text:p text:style-name="R">')


def table(written, headers, names, *, merged=None):
    """`merged`: the field whose equal neighbours are one cell."""
    names = names.split()
    rows = [row(*(cell(text) for text in headers.split("|")))]
    for index, line in enumerate(written.lines):
        if line.kind == "section":
            rows.append(
                row(cell(line.cells["section"], len(names)), *[COVERED] * (len(names) - 1))
            )
            continue
        cells = [cell(line.cells.get(name, "")) for name in names]
        if merged:
            place = names.index(merged)
            cells[place] = spanned(written.lines, index, merged)
        rows.append(row(*cells))
    columns = f'<table:table-column table:number-columns-repeated="{len(names)}"/>'
    return f'<table:table table:name="Таблица1">{columns}{"".join(rows)}</table:table>'


def spanned(lines, index, name):
    text = lines[index].cells[name]
    if index and lines[index - 1].cells.get(name) == text:
        return COVERED
    down = 1
    while index + down < len(lines) and lines[index + down].cells.get(name) == text:
        down += 1
    return cell(text, down=down)


@document("an introduction before the table, sections with numbers, a signature", ".odt")
def introduction(path):
    names = "number title result deadline responsible"
    written = plan(
        "work_plan",
        "ПЛАН РАБОТЫ\nмуниципального опорного центра Большелугского района на 2025 год",
        "2025-01-01..2025-12-31",
        names,
        names,
        """
== 1 == Координация == 1. Координация
1.1 | Заседания координационного совета | Протоколы | 1 раз в квартал @ quarter/1
  | Председатель совета
1.2 | Договоры о сетевой форме | 9 договоров | до 01.09.2025 @ <01.09.25
  | Руководитель МОЦ Гусева А.А.
1.3 | Проект «Кружок в каждую деревню» | 14 кружков
  | с февраля по ноябрь @ 01.02.25-30.11.25 | Гусева А.А.{ и }Сомов И.И.
== 2 == Сопровождение программ == 2. Сопровождение программ
2.1 | Экспертный день | - | 12 марта, 12 ноября @ <12.03.25 + <12.11.25 | Сомов И.И.
2.2 | Помощь авторам программ | 30 консультаций | по запросу учреждений @ O | Сомов И.И.
2.3 | Конкурс программ | Диплом | Март-апрель @ 01.03.25-30.04.25 | Сомов И.И.{, }эксперты
== 3 == Дети и родители == 3. Дети и родители
3.1 | Навигатор: помощь при записи | 100 % обращений | в течение сентября
  @ 01.09.25-30.09.25 | Пинчук В.О.
3.2 | Родительский всеобуч | Не менее 5 лекций | 2 раза в квартал @ quarter/2 | Пинчук В.О.
3.3 | Семейный марафон | 70 семей | 15 мая 2025 г. @ <15.05.25 | Пинчук В.О.{; }школы
""",
    )
    headers = "№|Мероприятия|Планируемые результаты|Сроки реализации|Ответственный"
    body = (
        right(
            "УТВЕРЖДАЮ\nНачальник отдела образования\nадминистрации Большелугского района\n"
            "__________ О.П. Ветрова\n«__» января 2025 г."
        )
        + centred(written.title)
        + paragraphs(
            "Цель: создание условий для развития дополнительного образования детей в районе.\n"
            "Задачи:\n- сохранить охват на уровне 82 %;\n- обновить содержание программ."
        )
        + table(written, headers, names)
        + paragraphs("\nРуководитель МОЦ\t\t\tА.А. Гусева")
    )
    write_package(path, "text", CENTRED, body)
    position = "Начальник отдела образования администрации Большелугского района"
    return truth_of([written], approval("approved", position, "О.П. Ветрова"))


@document("media plan: responsible before the deadline and merged down", ".odt")
def media(path):
    names = "title channels responsible deadline reach"
    written = plan(
        "media_plan",
        "Медиаплан\nинформационной кампании «Занят делом»\n"
        "Полевского муниципального округа\nс 01.02.2025 по 30.11.2025",
        "2025-02-01..2025-11-30",
        "title channels responsible deadline other",
        names,
        """
Запуск хештега кампании | ВКонтакте | Носова И.Л. | 3 февраля @ <03.02.25 | 500
Серия постов о кружках | ВКонтакте{↵}Одноклассники | Носова И.Л. | еженедельно @ week/1 | 3000
Истории выпускников | Сайт МОЦ | Носова И.Л. | март, октябрь @ 01.03.25-31.03.25
  + 01.10.25-31.10.25 | 800
Сюжет на телевидении | Канал «Полевское ТВ» | Редькин Т.Т. | до 20 апреля @ <20.04.25 | 10000
Прямой эфир с директором | ВКонтакте | Редькин Т.Т. | 14.05.2025, 17.00 @ <14.05.25 | 250
Летний дневник | Телеграм-канал{,↵}Сайт МОЦ | Редькин Т.Т. | июнь – август @ 01.06.25-31.08.25
  | 1200
Памятка о сертификате | Рассылка по школам | Администратор | с 20 августа @ 20.08.25-30.11.25
  | 4000
Ответы на вопросы | Чат родителей | Администратор | весь период @ C | -
Итоги кампании | Сайт МОЦ{; }Газета «Поле» | Администратор | конец ноября @ 21.11.25-30.11.25
  | 900
""",
    )
    headers = "Информационный повод|Каналы|Исполнитель|Дата публикации|План. охват"
    body = centred(written.title) + table(written, headers, names, merged="responsible")
    write_package(path, "text", CENTRED, body)
    return truth_of([written])


@document("appendix to an order, goals, no sections, a note under the table", ".odt")
def goals(path):
    names = "number goal title audience deadline responsible"
    written = plan(
        "action_plan",
        "План мероприятий по наставничеству\nв учреждениях Новолесского округа\n"
        "на январь – июнь 2026 года",
        "2026-01-01..2026-06-30",
        names,
        names,
        """
1 | Запустить программу | Приказ о назначении кураторов | учреждения | до 16 января @ <16.01.26
  | Отдел образования
2 | Найти наставников | Анкетирование педагогов | педагоги | 19-30 января @ 19.01.26-30.01.26
  | Кураторы
3 | Обучить | Школа наставника (6 занятий) | наставники | февраль - апрель @ 01.02.26-30.04.26
  | Юрьева П.А.{, }РМЦ
4 | Сопроводить | Встречи пар | пары | не реже 1 раза в месяц @ month/1 | Кураторы
5 | Сопроводить | Консультации психолога | пары | по необходимости @ O | Психолог
6 | Показать опыт | Форум «Рядом»* | педагоги | 23 и 24 апреля @ <23.04.26 + <24.04.26
  | Юрьева П.А.
7 | Оценить | Итоговое анкетирование | пары | II квартал @ 01.04.26-30.06.26 | Кураторы
8 | Оценить | Аналитическая справка | отдел образования | не позднее 25 июня @ <25.06.26
  | Юрьева П.А.
""",
    )
    headers = "№ п/п|Задача|Мероприятие|Целевая группа|Сроки|Ответственные"
    body = (
        right(
            "Приложение 2\nк приказу отдела образования\nадминистрации Новолесского округа\n"
            "от 29.12.2025 г. № 311-од"
        )
        + centred(written.title)
        + table(written, headers, names)
        + paragraphs("* при участии РМЦ")
    )
    write_package(path, "text", CENTRED, body)
    issuer = "отдела образования администрации Новолесского округа"
    return truth_of([written], approval(order=("311-од", "2025-12-29", issuer)))
