"""Plans pasted as plain text: out of Word, out of Excel, with two columns of deadlines."""

from tests.plans.documents.registry import document
from tests.plans.documents.sheets_notation import approval, plan, truth_of

FIVE = "number title audience deadline responsible"


def tabbed(written, names, *, quoted=False):
    """The rows as the clipboard gives them; Excel puts quotes around a cell of several lines."""
    rows = []
    for line in written.lines:
        if line.kind == "section":
            rows.append(line.cells["section"])
            continue
        cells = [line.cells.get(name, "") for name in names.split()]
        marked = [f'"{text}"' if quoted and "\n" in text else text for text in cells]
        rows.append("\t".join(marked))
    return rows


def write(path, *lines):
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")


@document("pasted out of Word: stamp, sections as bare lines, broken cells", ".txt")
def out_of_word(path):
    written = plan(
        "work_plan",
        "План работы\nопорного центра дополнительного образования Хвойнинского района\n"
        "на 2023-2024 учебный год",
        "2023-09-01..2024-08-31",
        FIVE,
        FIVE,
        """
== I == Организация == Раздел I. Организация
1 | Собеседование с руководителями кружков | руководители кружков
  | 4 – 8 сентября @ 04.09.23-08.09.23 | Мальцева Д.Е.
2 | Уточнение базы данных:↵- программы;↵- педагоги | педагоги | до 1 октября @ <01.10.23
  | Мальцева Д.Е.{↵}Рогов А.В.
3 | Комплектование групп | учащиеся | сентябрь @ 01.09.23-30.09.23 | Рогов А.В.
== II == События == Раздел II. События
1 | Районный фестиваль «Хвойный край» | семьи | 16 декабря 2023 года @ <16.12.23
  | Рогов А.В.{,↵}Мальцева Д.Е.
2 | Турнир по судомоделированию | 5-8 классы | январь-февраль @ 01.01.24-29.02.24 | Рогов А.В.
3 | Открытые занятия | родители | ноябрь, март @ 01.11.23-30.11.23 + 01.03.24-31.03.24
  | Педагоги
4 | Выставка в библиотеке | жители | до 15 мая @ <15.05.24 | Мальцева Д.Е.
== III == Отчётность == Раздел III. Отчётность
1 | Ежемесячная сводка | РМЦ | до 3 числа каждого месяца @ month/1/3 | Рогов А.В.
2 | Годовой анализ | управление | июнь 2024 @ 01.06.24-30.06.24 | Мальцева Д.Е.
""",
    )
    write(
        path,
        "Согласовано",
        "Председатель комитета образования",
        "_____________ Н.К. Устинова",
        "«31» августа 2023 г.",
        "",
        written.title,
        "",
        "№ п/п\tСодержание\tКатегория участников\tСрок исполнения\tОтветственный",
        *tabbed(written, FIVE),
        "",
        "Исполнитель: Рогов А.В., 8 (81600) 5-55-01",
    )
    position = "Председатель комитета образования"
    return truth_of([written], approval("agreed", position, "Н.К. Устинова", "2023-08-31"))


@document(
    "pasted out of Excel: quotes around broken cells, months as rows, an empty column", ".txt"
)
def out_of_excel(path):
    names = "title empty deadline place responsible"
    written = plan(
        "action_plan",
        "План мероприятий клуба «Ровесник» на март - май 2025 года",
        "2025-03-01..2025-05-31",
        "title other deadline other responsible",
        names,
        """
== - == Март 2025 == Март 2025
Открытие сезона | | 3 @ <03.03.25 | клуб | Котова З.З.
Викторина «Что? Где?» | | 10-14 @ 10.03.25-14.03.25 | школы №№ 2, 5 | Котова З.З.{↵}Репин О.О.
Мастерская «Птичий дом» | | по субботам @ week/1 | клуб | Репин О.О.
== - == Апрель 2025 == Апрель 2025
Турслёт | | 26 и 27 апреля @ <26.04.25 + <27.04.25 | стадион «Труд» | Репин О.О.
Уборка парка | | 12 @ <12.04.25 | парк | все сотрудники
Неделя космоса:↵выставка, лекция | | с 7 по 12 апреля @ 07.04.25-12.04.25 | клуб | Котова З.З.
== - == Май 2025 == Май 2025
Вахта памяти | | до 9 @ <09.05.25 | мемориал | Репин О.О.{↵}совет ветеранов
Последний звонок кружков | | 24 мая @ <24.05.25 | клуб | Котова З.З.
Анкетирование | | в течение месяца @ 01.05.25-31.05.25 | - | Репин О.О.
""",
    )
    write(
        path,
        written.title + "\t\t\t\t",
        "\t\t\t\t",
        "Наименование\t\tДата\tМесто\tОтветственные",
        *(
            text if "\t" in text else text + "\t\t\t\t"
            for text in tabbed(written, names, quoted=True)
        ),
    )
    return truth_of([written])


@document("a beginning and an end as columns, the header a second time", ".txt")
def two_deadlines(path):
    names = "number title start end responsible result"
    written = plan(
        "road_map",
        "Дорожная карта по открытию новых мест в Кедровском районе на 2025 год",
        "2025-01-01..2025-12-31",
        "number title deadline_start deadline_end responsible result",
        "number title start end deadline responsible result",
        """
1. | Отбор площадок | январь | февраль | январь – февраль @ 01.01.25-28.02.25
  | Отдел образования | Перечень из 6 площадок
2. | Заявка в министерство | 01.03.2025 | 15.03.2025 | 01.03.2025 – 15.03.2025
  @ 01.03.25-15.03.25 | Отдел образования | Заявка
3. | Ремонт помещений | апрель | август | апрель – август @ 01.04.25-31.08.25
  | Администрации школ | Акты приёмки
4. | Закупка оборудования | 10.04.2025 | 31.07.2025 | 10.04.2025 – 31.07.2025
  @ 10.04.25-31.07.25 | ЦБ{, }отдел образования | 6 комплектов
5. | Подбор педагогов | май | август | май – август @ 01.05.25-31.08.25 | Администрации школ
  | 9 педагогов
6. | Обучение педагогов | 16.06.2025 | 27.06.2025 | 16.06.2025 – 27.06.2025
  @ 16.06.25-27.06.25 | РМЦ | Удостоверения
7. | Зачисление детей | 25.08.2025 | 15.09.2025 | 25.08.2025 – 15.09.2025
  @ 25.08.25-15.09.25 | Администрации школ{; }МОЦ | 180 детей
8. | Открытие | сентябрь | октябрь | сентябрь – октябрь @ 01.09.25-31.10.25
  | Отдел образования{, }МОЦ | Репортаж
""",
    )
    header = "№\tШаг\tДата начала\tДата окончания\tОтветственный исполнитель\tРезультат"
    rows = tabbed(written, names)
    write(path, written.title, "", header, *rows[:5], header, *rows[5:])
    return truth_of([written])
