"""A plan's columns rearranged: no text moves to another item, only what is taken away goes."""

from dataclasses import replace
from datetime import date

import pytest

from plans.domain.content import Column, Field, Item, PlanContent, PlanKind, Section, Step
from plans.domain.deadlines import DeadlineContext, read_deadline
from plans.domain.editing.columns import (
    LONGEST_HEADER,
    MOST_COLUMNS,
    ColumnDraft,
    problem_with_columns,
    rearranged,
)
from plans.domain.frame import Frame, GridCell, Printed, SectionForm, TablePlace, Verbatim, digest
from plans.domain.printing import printed_rows

YEAR = (date(2025, 1, 1), date(2025, 12, 31))
COLUMNS = (
    Column("№", Field.NUMBER, 10),
    Column("Дело", Field.TITLE, 80),
    Column("Бюджет", Field.OTHER, 20),
    Column("Охват", Field.OTHER, 20),
    Column("Примечание", Field.NOTE, 30),
)
STEPS = (
    Column("Дело", Field.TITLE),
    Column("Что будет", Field.INTERMEDIATE_RESULT),
    Column("Срок", Field.DEADLINE),
    Column("Кто", Field.RESPONSIBLE),
)
NUMBER, TITLE, BUDGET, REACH, NOTE = (
    ColumnDraft(column.header, column.field, place) for place, column in enumerate(COLUMNS)
)


def when(text):
    return read_deadline(text, DeadlineContext(YEAR))


def plan_of(columns, *items, **fields):
    sections = (Section(None, None, items),)
    return PlanContent(PlanKind.WORK_PLAN, "План", YEAR, columns, sections, **fields)


def only(plan):
    return plan.sections[0].items[0]


def texts(plan):
    return [list(row.cells) for row in printed_rows(plan)]


@pytest.fixture
def plan():
    item = Item("1", "Слёт", note="зал", extra={2: "100 тыс.", 3: "40 детей"})
    return plan_of(COLUMNS, item)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        pytest.param(
            [NUMBER, TITLE, BUDGET, REACH, NOTE], {2: "100 тыс.", 3: "40 детей"}, id="as-was"
        ),
        pytest.param(
            [NUMBER, TITLE, REACH, BUDGET, NOTE], {2: "40 детей", 3: "100 тыс."}, id="turned"
        ),
        pytest.param(
            [REACH, TITLE, NOTE, NUMBER, BUDGET], {0: "40 детей", 4: "100 тыс."}, id="all-over"
        ),
        pytest.param([NUMBER, TITLE, REACH, NOTE], {2: "40 детей"}, id="one-gone"),
        pytest.param([TITLE], {}, id="title-alone"),
        pytest.param(
            [NUMBER, TITLE, ColumnDraft("Новая", Field.OTHER), BUDGET, REACH, NOTE],
            {3: "100 тыс.", 4: "40 детей"},
            id="one-more",
        ),
    ],
)
def test_texts_follow_their_columns(plan, wanted, expected):
    after = rearranged(plan, wanted)

    assert only(after).extra == expected
    assert [column.header for column in after.columns] == [draft.header for draft in wanted]
    old = dict(enumerate(texts(plan)[0]))
    for place, draft in enumerate(wanted):
        assert texts(after)[0][place] == ("" if draft.was is None else old[draft.was])


def test_a_kept_column_keeps_its_width_and_a_new_one_has_none(plan):
    after = rearranged(plan, [TITLE, ColumnDraft("Новая", Field.OTHER), NUMBER])

    assert [column.width_mm for column in after.columns] == [80, None, 10]


@pytest.mark.parametrize(
    ("field", "value"), [(Field.NOTE, "note"), (Field.RESULT, "result"), (Field.GOAL, "goal")]
)
def test_another_meaning_moves_the_text_to_its_field(plan, field, value):
    wanted = [NUMBER, TITLE, replace(BUDGET, field=field), REACH]

    item = only(rearranged(plan, wanted))

    assert getattr(item, value) == "100 тыс."
    assert item.extra == {3: "40 детей"}


def test_a_removed_column_takes_its_text_along(plan):
    assert only(rearranged(plan, [NUMBER, TITLE, BUDGET, REACH])).note is None


def test_a_removed_deadline_is_no_deadline():
    plan = plan_of(STEPS, Item(None, "Слёт", deadline=when("май"), responsible=("Иванова",)))

    item = only(rearranged(plan, [draft_of(plan, 0), draft_of(plan, 3)]))

    assert item.deadline.terms == ()
    assert item.responsible == ("Иванова",)


def draft_of(plan, place):
    column = plan.columns[place]
    return ColumnDraft(column.header, column.field, place)


def test_steps_whose_column_goes_become_texts_of_their_item():
    steps = (
        Step("Сбор", when("март"), ("Иванова",)),
        Step("Слёт", when("май"), ("Петрова",)),
    )
    plan = plan_of(STEPS, Item(None, "Слёт", steps=steps))

    item = only(rearranged(plan, [draft_of(plan, place) for place in (0, 2, 3)]))

    assert item.steps == ()
    assert set(item.responsible) == {"Иванова", "Петрова"}
    assert {*item.deadline.terms} == {*when("март").terms, *when("май").terms}


def test_steps_stay_the_same_while_their_column_stays():
    steps = (Step("Сбор", when("март"), ("Иванова",)), Step("Слёт", when("май"), ("Петрова",)))
    plan = plan_of(STEPS, Item(None, "Слёт", steps=steps))

    after = rearranged(plan, [draft_of(plan, place) for place in (0, 3, 2, 1)])

    assert only(after).steps == steps


def test_a_person_s_own_reading_of_a_deadline_survives():
    said = replace(when("как получится"), terms=when("май").terms)
    plan = plan_of(STEPS, Item(None, "Слёт", deadline=said))

    after = rearranged(plan, [draft_of(plan, place) for place in (0, 2, 3, 1)])

    assert only(after).deadline == said


def test_one_deadline_column_becomes_two():
    plan = plan_of(STEPS[:1] + STEPS[2:], Item(None, "Слёт", deadline=when("01.05.2025")))
    wanted = [
        draft_of(plan, 0),
        ColumnDraft("Начало", Field.DEADLINE_START, 1),
        ColumnDraft("Окончание", Field.DEADLINE_END),
        draft_of(plan, 2),
    ]

    after = rearranged(plan, wanted)

    assert texts(after) == [["Слёт", "01.05.2025", "", ""]]


def test_a_new_column_shows_what_items_say_already():
    plan = plan_of(COLUMNS[:2], Item("1", "Слёт", note="зал", deadline=when("май")))
    new = [ColumnDraft("Примечание", Field.NOTE), ColumnDraft("Срок", Field.DEADLINE)]

    after = rearranged(plan, [NUMBER, TITLE, *new])

    assert texts(after) == [["1", "Слёт", "зал", "май"]]


def test_a_text_that_says_more_than_its_field_prints_as_before(plan):
    printed = Printed(
        {0: Verbatim("1.", digest("1")), 4: Verbatim("зал —", digest("зал"))}, merged=(2, 4)
    )
    item = replace(only(plan), printed=printed)
    plan = replace(plan, sections=(Section(None, None, (item,)),))

    after = only(rearranged(plan, [NOTE, TITLE, NUMBER]))

    assert after.printed.cells == {0: printed.cells[4], 2: printed.cells[0]}
    assert after.printed.merged == (0,)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param({0: "Раздел I", 1: "Начало."}, {1: "Раздел I", 0: "Начало."}, id="both"),
        pytest.param({1: "Начало."}, {0: "Начало."}, id="title"),
    ],
)
def test_a_section_set_as_cells_follows_its_columns(cells, expected):
    now = {0: "I", 1: "Начало"}
    kept = {place: Verbatim(text, digest(now[place])) for place, text in cells.items()}
    section = Section("I", "Начало", (), Printed(kept, form=SectionForm.CELLS))
    plan = replace(plan_of(COLUMNS), sections=(section,))

    after = rearranged(plan, [TITLE, NUMBER])

    said = {place: cell.text for place, cell in after.sections[0].printed.cells.items()}
    assert said == expected


def test_a_section_s_whole_row_stays_its_whole_row():
    kept = {0: Verbatim("РАЗДЕЛ I. Начало", digest("I. Начало"))}
    section = Section("I", "Начало", (), Printed(kept, form=SectionForm.ROW))
    plan = replace(plan_of(COLUMNS), sections=(section,))

    after = rearranged(plan, [TITLE, NUMBER])

    assert after.sections[0].printed.cells == kept


HEAD = (
    (
        GridCell("№", 0),
        GridCell("Дело", 1),
        GridCell("Деньги и люди", 2, 2),
        GridCell("Примечание", 4),
    ),
    (
        GridCell("", 0, is_covered=True),
        GridCell("", 1, is_covered=True),
        GridCell("Бюджет", 2),
        GridCell("Охват", 3),
        GridCell("", 4, is_covered=True),
    ),
)
TABLES = (TablePlace(1, (0, 1, 2, 3, 4), (0, 2)),)


def framed(plan):
    return replace(plan, frame=Frame(head=HEAD, tables=TABLES))


def test_a_renamed_column_is_renamed_in_the_heading_and_the_file_is_followed(plan):
    wanted = [NUMBER, TITLE, replace(BUDGET, header="Сколько"), REACH, replace(NOTE, header="Где")]

    frame = rearranged(framed(plan), wanted).frame

    assert [cell.text for row in frame.head for cell in row] == [
        "№", "Дело", "Деньги и люди", "Где", "", "", "Сколько", "Охват", "",
    ]  # fmt: skip
    assert frame.tables == TABLES


@pytest.mark.parametrize(
    ("wanted", "first"),
    [
        pytest.param(
            [NUMBER, TITLE, REACH, BUDGET, NOTE], [(0, 1), (1, 1), (2, 2), (4, 1)], id="turned"
        ),
        pytest.param(
            [NUMBER, TITLE, REACH, NOTE], [(0, 1), (1, 1), (2, 1), (3, 1)], id="half-gone"
        ),
        pytest.param([TITLE, BUDGET, REACH], [(0, 1), (1, 2)], id="sides-gone"),
        pytest.param([BUDGET, NUMBER, TITLE, REACH, NOTE], None, id="torn"),
    ],
)
def test_the_heading_follows_while_no_cell_of_it_is_torn(plan, wanted, first):
    frame = rearranged(framed(plan), wanted).frame

    if first is None:
        assert frame.head == ()
    else:
        assert [(cell.column, cell.span) for cell in frame.head[0]] == first
    assert all(table.columns == () for table in frame.tables)


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        pytest.param(
            [NUMBER, BUDGET], "Графу с названиями мероприятий убрать нельзя", id="no-title"
        ),
        pytest.param(
            [TITLE, replace(NUMBER, header="  ")], "должен быть заголовок", id="no-header"
        ),
        pytest.param(
            [replace(TITLE, header="я" * (LONGEST_HEADER + 1))], "длиннее 1000", id="long"
        ),
        pytest.param([TITLE, *[BUDGET] * MOST_COLUMNS], "не больше 40", id="many"),
        pytest.param(
            [TITLE, replace(NUMBER, field=Field.TITLE)], "у двух столбцов", id="two-titles"
        ),
        pytest.param(
            [TITLE, ColumnDraft("Срок", Field.DEADLINE), ColumnDraft("С", Field.DEADLINE_START)],
            "Срок выбран дважды",
            id="two-deadlines",
        ),
        pytest.param([TITLE, BUDGET, REACH], "", id="two-others"),
    ],
)
def test_what_cannot_be_is_said_in_words(wanted, words):
    problem = problem_with_columns(wanted)

    assert words in problem
    assert bool(problem) is bool(words)
