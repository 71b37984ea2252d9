from datetime import date

import pytest

from plans.domain.content import (
    Column,
    Deadline,
    Field,
    Item,
    PlanContent,
    PlanKind,
    Section,
    Step,
)
from plans.domain.deadlines import Continuous, Due, Every, OnRequest, Recurring, Unknown, Window
from plans.domain.table import Chip, lay_out, section_title
from plans.domain.term_words import say_term

MAY = Window(date(2025, 5, 1), date(2025, 5, 31))


def plan(columns, *items):
    return PlanContent(
        PlanKind.WORK_PLAN,
        "План",
        (date(2025, 1, 1), date(2025, 12, 31)),
        tuple(Column(header, field) for header, field in columns),
        (Section(None, None, items),),
    )


def rows_of(content):
    [part] = lay_out(content).parts
    return part.rows


@pytest.mark.parametrize(
    ("term", "words"),
    [
        (Window(date(2022, 9, 1), date(2022, 12, 31)), "01.09.2022 – 31.12.2022"),
        (Window(date(2022, 9, 1), date(2022, 9, 1)), "01.09.2022"),
        (Due(date(2023, 8, 25)), "до 25.08.2023"),
        (Continuous(), "весь период"),
        (Recurring(Every.QUARTER), "раз в квартал"),
        (Recurring(Every.YEAR, 2), "2 раза в год"),
        (Recurring(Every.YEAR, 12), "12 раз в год"),
        (Recurring(Every.MONTH, 1, 5), "раз в месяц, до 5 числа"),
        (OnRequest(), "по запросу"),
        (Unknown(), "уточнить"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_say_term(term, words):
    assert say_term(term) == words


def test_cells_follow_the_documents_columns():
    content = plan(
        [
            ("Кто", Field.RESPONSIBLE),
            ("№", Field.NUMBER),
            ("Дело", Field.TITLE),
            ("Где", Field.OTHER),
        ],
        Item("1", "Семинар", responsible=("методист",), extra={3: "зал"}),
    )

    [row] = rows_of(content)

    cells = row.first
    assert [(cell.label, cell.text) for cell in cells] == [
        ("Кто", ""),
        ("№", "1"),
        ("Дело", "Семинар"),
        ("Где", "зал"),
    ]
    assert cells[0].chips == (Chip("методист", "user"),)


def test_steps_are_sub_rows_and_the_rest_spans_them():
    columns = [
        ("№", Field.NUMBER),
        ("Дело", Field.TITLE),
        ("Этап", Field.INTERMEDIATE_RESULT),
        ("Срок", Field.DEADLINE),
    ]
    steps = (Step("Приказ", Deadline("май", (MAY,))), Step("Отчёт"))

    [row] = rows_of(plan(columns, Item("1", "Центр", steps=steps)))

    assert [[cell.text for cell in line] for line in (row.first, *row.rest)] == [
        ["1", "Центр", "Приказ", "май"],
        ["Отчёт", ""],
    ]
    assert [cell.row_count for cell in row.first] == [2, 2, 1, 1]


def test_a_start_and_an_end_column_share_the_text():
    columns = [("Дело", Field.TITLE), ("С", Field.DEADLINE_START), ("По", Field.DEADLINE_END)]
    deadline = Deadline("01.05.2025 – 31.05.2025", (MAY,))

    [row] = rows_of(plan(columns, Item(None, "Дело", deadline=deadline)))

    _title, start, end = row.first
    assert (start.text, end.text) == ("01.05.2025", "31.05.2025")
    assert (len(start.chips), len(end.chips)) == (0, 1)


def test_an_unread_deadline_is_marked_in_words():
    item = Item(None, "Дело", deadline=Deadline("?", (Unknown(),)))

    [row] = rows_of(plan([("Дело", Field.TITLE), ("Срок", Field.DEADLINE)], item))

    assert row.is_doubtful
    assert row.first[1].chips == (Chip("уточнить", "ask", "tone-warn"),)


def test_items_are_counted_through_all_sections():
    sections = tuple(Section(None, title, (Item(None, title),)) for title in ("А", "Б"))
    content = PlanContent(
        PlanKind.WORK_PLAN,
        "План",
        (date(2025, 1, 1), date(2025, 12, 31)),
        (Column("Дело", Field.TITLE),),
        sections,
    )

    assert [row.index for part in lay_out(content).parts for row in part.rows] == [0, 1]


@pytest.mark.parametrize(
    ("number", "title", "said"),
    [("2", "Кадры", "2. Кадры"), (None, "Кадры", "Кадры"), (None, None, ""), ("2", None, "2.")],
)
def test_section_title(number, title, said):
    assert section_title(Section(number, title, ())) == said
