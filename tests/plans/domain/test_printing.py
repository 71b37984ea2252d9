from dataclasses import replace

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
from plans.domain.deadlines import Continuous
from plans.domain.frame import Printed, SectionForm, Verbatim, digest
from plans.domain.printing import ABOVE, ItemRow, SectionRow, printed_rows
from tests.plans.domain.shapes import YEAR_2024

COLUMNS = (
    Column("№", Field.NUMBER),
    Column("Мероприятие", Field.TITLE),
    Column("Начало", Field.DEADLINE_START),
    Column("Окончание", Field.DEADLINE_END),
    Column("Ответственные", Field.RESPONSIBLE),
    Column("Охват", Field.OTHER),
)


def plan(*items, columns=COLUMNS, section=None):
    heading = section or Section(None, None, ())
    return PlanContent(
        PlanKind.WORK_PLAN,
        "План",
        tuple(map(str, YEAR_2024)),
        columns,
        (replace(heading, items=tuple(items)),),
    )


def cells(content):
    return [row.cells for row in printed_rows(content) if isinstance(row, ItemRow)]


def verbatim(text, read):
    return Verbatim(text, digest(read))


def test_a_row_prints_its_fields_in_the_order_of_the_columns():
    item = Item("1", "Слёт", responsible=("УО", "МОЦ"), deadline=Deadline("март – май", ()))

    assert cells(plan(replace(item, extra={5: "40 детей"}))) == [
        ("1", "Слёт", "март", "май", "УО, МОЦ", "40 детей")
    ]


@pytest.mark.parametrize(
    ("people", "printed"),
    [(("УО", "МОЦ"), "УО\nМОЦ"), (("УО",), "УО")],
    ids=["said as read", "changed since"],
)
def test_a_cell_prints_as_in_the_source_until_somebody_changes_it(people, printed):
    source = Printed({0: verbatim("1.", "1"), 4: verbatim("УО\nМОЦ", "УО, МОЦ")})

    [row] = cells(plan(Item("1", "Слёт", responsible=people, printed=source)))

    assert (row[0], row[4]) == ("1.", printed)


def test_a_cell_merged_over_two_items_stays_merged_while_both_say_the_same():
    first = Item("1", "Слёт", responsible=("МОЦ",))
    second = Item("2", "Бал", responsible=("МОЦ",), printed=Printed(merged=(4,)))

    merged = cells(plan(first, second))
    parted = cells(plan(first, replace(second, responsible=("УО",))))

    assert [row[4] for row in merged] == ["МОЦ", ABOVE]
    assert [row[4] for row in parted] == ["МОЦ", "УО"]


def test_further_steps_go_on_under_the_cells_of_their_item():
    columns = (
        *COLUMNS[:2],
        Column("Итог", Field.INTERMEDIATE_RESULT),
        Column("Срок", Field.DEADLINE),
    )
    steps = (
        Step("Приказ", Deadline("май", ())),
        Step("Отчёт", Deadline("в течение года", (Continuous(),))),
    )

    assert cells(plan(Item("1", "Слёт", steps=steps), columns=columns)) == [
        ("1", "Слёт", "Приказ", "май"),
        (ABOVE, ABOVE, "Отчёт", "в течение года"),
    ]


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        (Section("II", "Работа", ()), ("II. Работа", ())),
        (
            Section(
                "II",
                "Работа",
                (),
                Printed({0: verbatim("Раздел II. Работа", "II. Работа")}, form=SectionForm.ROW),
            ),
            ("Раздел II. Работа", ()),
        ),
        (
            Section(
                "II",
                "Работа",
                (),
                Printed({0: verbatim("II.", "II")}, form=SectionForm.CELLS),
            ),
            ("II. Работа", ("II.", "Работа", "", "", "", "")),
        ),
    ],
    ids=["of the portal", "a row", "cells"],
)
def test_a_section_prints_in_its_own_form(section, expected):
    [row] = [row for row in printed_rows(plan(section=section)) if isinstance(row, SectionRow)]

    assert (row.text, row.cells) == expected
