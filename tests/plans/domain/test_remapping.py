"""Columns given other meanings: texts move to their fields, and every cell prints as before."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
from plans.domain.deadlines import DeadlineContext, Due, Window, read_deadline
from plans.domain.frame import Printed, Verbatim, digest
from plans.domain.printing import printed_rows
from plans.domain.reading.document import read_document
from plans.domain.remapping import problem_with, remapped
from plans.domain.table import STEP_FIELDS

YEAR = (date(2025, 1, 1), date(2025, 12, 31))
GOLDEN = Path(__file__).parents[2] / "documents" / "golden"
MAY = Window(date(2025, 5, 1), date(2025, 5, 31))
JUNE = Window(date(2025, 6, 1), date(2025, 6, 30))
START_AND_END = (
    Column("Дело", Field.TITLE),
    Column("Начало", Field.DEADLINE_START),
    Column("Окончание", Field.DEADLINE_END),
    Column("Примечание", Field.NOTE),
)
MONTHS = (Column("Дело", Field.TITLE), Column("Май", Field.MONTH), Column("Июнь", Field.MONTH))
START_AND_END_FIELDS = (Field.DEADLINE_START, Field.DEADLINE_END)
STEPS = (
    Column("Дело", Field.TITLE),
    Column("Промежуточный результат", Field.INTERMEDIATE_RESULT),
    Column("Срок", Field.DEADLINE),
    Column("Кто", Field.RESPONSIBLE),
    Column("Цель", Field.GOAL),
)


def when(text):
    return read_deadline(text, DeadlineContext(YEAR))


def plan_of(columns, *items):
    return PlanContent(PlanKind.WORK_PLAN, "План", YEAR, columns, (Section(None, None, items),))


def only(plan):
    return plan.sections[0].items[0]


def printed(plan):
    return [row.cells for row in printed_rows(plan)]


def test_the_start_of_a_deadline_may_become_its_only_column():
    plan = plan_of(START_AND_END, Item(None, "Сбор", deadline=when("май – июнь")))

    after = remapped(plan, (Field.TITLE, Field.OTHER, Field.DEADLINE, Field.NOTE))

    assert only(after).deadline == Deadline("июнь", (JUNE,))
    assert only(after).extra == {1: "май"}
    assert printed(after) == printed(plan)


def test_a_note_may_become_the_end_of_a_deadline():
    columns = (*START_AND_END[:2], Column("Конец", Field.OTHER), START_AND_END[3])
    plan = plan_of(columns, Item(None, "Сбор", deadline=when("май"), extra={2: "июнь"}))

    after = remapped(plan, tuple(column.field for column in START_AND_END))

    assert only(after).deadline.text == "май – июнь"
    assert only(after).deadline.terms == (replace(MAY, end=JUNE.end),)
    assert printed(after) == printed(plan)


def test_a_month_may_become_a_note_and_come_back():
    marks = {place: Verbatim("+", digest("")) for place in (1, 2)}
    item = Item(None, "Сбор", deadline=Deadline(None, (MAY, JUNE)), printed=Printed(marks))
    plan = plan_of(MONTHS, item)

    there = remapped(plan, (Field.TITLE, Field.MONTH, Field.NOTE))
    back = remapped(there, (Field.TITLE, Field.MONTH, Field.MONTH))

    assert (only(there).note, only(there).deadline.terms) == ("+", (MAY,))
    assert [printed(there), printed(back)] == [printed(plan)] * 2


def test_a_column_becomes_a_month():
    columns = (*MONTHS[:2], Column("Июнь", Field.OTHER))
    marks = {1: Verbatim("+", digest(""))}
    item = Item(None, "Сбор", deadline=Deadline(None, (MAY,)), extra={2: "5"})
    plan = plan_of(columns, replace(item, printed=Printed(marks)))

    after = remapped(plan, (Field.TITLE, Field.MONTH, Field.MONTH))

    fifth = Due(date(2025, 6, 5))
    assert only(after).deadline.terms == (MAY, fifth)
    assert printed(after) == printed(plan)


def test_intermediate_results_may_become_a_result():
    steps = (Step("Приказ", when("май"), ("юрист",)), Step("Список", when("июнь"), ("завуч",)))
    plan = plan_of(STEPS, Item(None, "Сбор", goal="охват", steps=steps))

    after = remapped(plan, (STEPS[0].field, Field.RESULT, *(c.field for c in STEPS[2:])))

    made = only(after)
    assert (made.result, made.steps) == ("Приказ Список", ())
    assert made.deadline == Deadline("май июнь", (replace(MAY, end=JUNE.end),))
    assert made.responsible == ("юрист", "завуч")


def test_a_result_may_become_an_intermediate_one():
    columns = (STEPS[0], Column("Итог", Field.RESULT), *STEPS[2:])
    item = Item(None, "Сбор", result="Приказ", deadline=when("май"), responsible=("юрист",))
    plan = plan_of(columns, item)

    after = remapped(plan, tuple(column.field for column in STEPS))

    assert only(after).steps[0].title == "Приказ"
    assert (only(after).steps[0].deadline.terms, only(after).steps[0].responsible) == (
        (MAY,),
        ("юрист",),
    )
    assert (only(after).deadline, only(after).result) == (Deadline(), None)
    assert printed(after) == printed(plan)


def test_people_of_intermediate_results_may_become_a_note():
    steps = (Step("Приказ", when("май"), ("юрист",)), Step("Список", when("июнь"), ("завуч",)))
    plan = plan_of(STEPS, Item(None, "Сбор", goal="охват", steps=steps))

    after = remapped(plan, (*(c.field for c in STEPS[:3]), Field.NOTE, Field.GOAL))

    assert only(after).note == "юрист завуч"
    assert [step.responsible for step in only(after).steps] == [(), ()]
    assert [step.deadline.terms for step in only(after).steps] == [(MAY,), (JUNE,)]


def test_a_goal_may_become_the_people_of_intermediate_results():
    steps = (Step("Приказ", when("май")), Step("Список", when("июнь")))
    columns = (*STEPS[:3], Column("Кто", Field.OTHER), STEPS[4])
    plan = plan_of(columns, Item(None, "Сбор", goal="охват", steps=steps, extra={3: "завуч"}))

    after = remapped(plan, tuple(column.field for column in STEPS))

    assert [step.responsible for step in only(after).steps] == [("завуч",), ()]
    assert (only(after).extra, only(after).goal) == ({}, "охват")


def test_a_dash_stays_a_dash_in_print():
    dash = Printed({3: Verbatim("–", digest(""))})
    plan = plan_of(START_AND_END, Item(None, "Сбор", deadline=when("май"), printed=dash))

    after = remapped(plan, (*(c.field for c in START_AND_END[:3]), Field.RESULT))

    assert (only(after).note, only(after).result) == (None, None)
    assert printed(after) == printed(plan)


def test_an_item_whose_name_moved_away_shows_a_dash_and_prints_as_before():
    plan = plan_of(START_AND_END, Item(None, "Сбор", deadline=when("май")))

    after = remapped(plan, (Field.NOTE, *(c.field for c in START_AND_END[1:3]), Field.TITLE))

    assert (only(after).note, only(after).title) == ("Сбор", "—")
    assert printed(after) == printed(plan)


READ = {
    path.name: read_document(path / "document.docx", "план.docx").plans
    for path in sorted(GOLDEN.iterdir())
    if path.is_dir()
}


@pytest.mark.parametrize("name", READ)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_no_choice_of_meanings_changes_what_a_real_plan_prints(name, data):
    plan = data.draw(st.sampled_from(READ[name]))
    has_steps = any(found.steps for section in plan.sections for found in section.items)
    # The lines of intermediate results become one: that does print otherwise.
    kept = STEP_FIELDS if has_steps else {Field.INTERMEDIATE_RESULT}
    fields = [column.field for column in plan.columns]
    free = [n for n, field in enumerate(fields) if field not in kept]
    pool = [field for field in Field if field not in kept]
    chosen = data.draw(st.permutations([*pool, *[Field.OTHER, Field.MONTH] * 3]))[: len(free)]
    if Field.TITLE not in chosen:
        chosen[data.draw(st.integers(0, len(free) - 1))] = Field.TITLE
    for place, field in zip(free, chosen, strict=True):
        fields[place] = field
    if Field.DEADLINE in fields:
        fields = [Field.OTHER if field in START_AND_END_FIELDS else field for field in fields]
    assert problem_with(tuple(fields)) == ""

    after = remapped(plan, tuple(fields))

    assert printed(after) == printed(plan)
    again = remapped(after, tuple(column.field for column in plan.columns))
    assert printed(again) == printed(plan)
    assert [found.title for section in again.sections for found in section.items] == [
        found.title for section in plan.sections for found in section.items
    ]
