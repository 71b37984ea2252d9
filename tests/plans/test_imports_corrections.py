from dataclasses import replace
from datetime import date

import pytest

from plans.domain.content import (
    Column,
    Deadline,
    Doubt,
    Field,
    Item,
    PlanContent,
    PlanDocument,
    PlanKind,
    Section,
    Step,
)
from plans.domain.corrections import (
    Reading,
    correct_item,
    correct_plan,
    find_item,
    reading_from_dict,
    reading_to_dict,
    toggle_item,
    toggle_plan,
    wanted,
)
from plans.domain.deadlines import Due, Unknown, Window
from plans.domain.drafts import ItemDraft, PlanHeading, StepDraft
from plans.domain.remapping import problem_with

YEAR = (date(2025, 1, 1), date(2025, 12, 31))
COLUMNS = (
    Column("№", Field.NUMBER),
    Column("Дело", Field.TITLE),
    Column("Когда", Field.DEADLINE),
    Column("Кто", Field.RESPONSIBLE),
    Column("Где", Field.OTHER),
)
MEANINGS = tuple(column.field for column in COLUMNS)
DECEMBER = Window(date(2025, 12, 1), date(2025, 12, 31))


def item(number, **changes):
    return replace(
        Item(
            number,
            f"Дело {number}",
            deadline=Deadline("Декабрь", (DECEMBER,)),
            responsible=("методист", "директор"),
            extra={4: "зал"},
        ),
        **changes,
    )


PLAN = PlanContent(
    PlanKind.WORK_PLAN,
    "План",
    YEAR,
    COLUMNS,
    (
        Section("1", "Первый", (item("1"), item("2"))),
        Section("2", "Второй", (item("3"), item("4"))),
    ),
)
READING = Reading(
    PlanDocument(
        (),
        (PLAN, PLAN),
        (
            Doubt("документ"),
            Doubt("период", 0),
            Doubt("номер", 0, 0, Field.NUMBER),
            Doubt("срок", 0, 3, Field.DEADLINE),
            Doubt("период", 1),
        ),
    )
)
HEADING = PlanHeading(PLAN.kind, PLAN.title, *YEAR)


def draft_of(found, section, **changes):
    return replace(
        ItemDraft(
            section,
            {"number": found.number, "title": found.title},
            found.deadline.text,
            responsible=found.responsible,
        ),
        **changes,
    )


def titles(reading, plan=0):
    return [
        [found.title for found in section.items]
        for section in reading.document.plans[plan].sections
    ]


def test_reading_survives_json():
    reading = toggle_item(toggle_plan(READING, 1), 0, 2)

    assert reading_from_dict(reading_to_dict(reading)) == reading


def test_wanted_leaves_out_what_was_dropped():
    document = wanted(toggle_item(toggle_plan(READING, 1), 0, 1))

    [plan] = document.plans
    assert [[found.number for found in section.items] for section in plan.sections] == [
        ["1"],
        ["3", "4"],
    ]
    assert document.doubts == ()


def test_toggles_go_back():
    assert toggle_item(toggle_item(READING, 0, 1), 0, 1) == READING
    assert toggle_plan(toggle_plan(READING, 1), 1) == READING


def test_doubts_of_dropped_places_are_not_shown():
    reading = toggle_item(toggle_plan(READING, 1), 0, 0)

    assert [doubt.reason for doubt in reading.doubts] == ["документ", "период", "срок"]


@pytest.mark.parametrize(("index", "found"), [(0, "1"), (3, "4"), (4, None), (-1, None)])
def test_find_item_counts_through_all_sections(index, found):
    answer = find_item(PLAN, index)

    assert (answer and answer[1].number) == found


def test_correct_plan_settles_doubts_about_the_heading():
    after = correct_plan(READING, 0, replace(HEADING, title="Иной"), MEANINGS)

    assert after.document.plans[0].title == "Иной"
    reasons = [doubt.reason for doubt in after.document.doubts]
    assert reasons == ["документ", "номер", "срок", "период"]


def test_correct_plan_reads_deadlines_again_in_another_period():
    moved = replace(HEADING, starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))

    after = correct_plan(READING, 0, moved, MEANINGS)

    terms = [
        found.deadline.terms
        for section in after.document.plans[0].sections
        for found in section.items
    ]
    assert terms == [(Window(date(2026, 12, 1), date(2026, 12, 31)),)] * 4
    assert "срок" not in [doubt.reason for doubt in after.document.doubts]


@pytest.mark.parametrize(
    ("place", "field", "name", "value"),
    [
        (3, Field.RESULT, "result", "методист, директор"),
        (2, Field.NOTE, "note", "Декабрь"),
        (4, Field.AUDIENCE, "audience", "зал"),
        (4, Field.CHANNELS, "channels", ("зал",)),
        (0, Field.DESCRIPTION, "description", "1"),
    ],
)
def test_text_follows_the_meaning_of_its_column(place, field, name, value):
    fields = (*MEANINGS[:place], field, *MEANINGS[place + 1 :])

    after = correct_plan(READING, 0, HEADING, fields).document.plans[0]

    first = after.sections[0].items[0]
    assert getattr(first, name) == value
    assert after.columns[place].field is field


def test_a_column_may_become_other_and_come_back():
    other = (*MEANINGS[:3], Field.OTHER, Field.OTHER)

    there = correct_plan(READING, 0, HEADING, other)
    back = correct_plan(there, 0, HEADING, MEANINGS)

    assert there.document.plans[0].sections[0].items[0].extra == {
        3: "методист, директор",
        4: "зал",
    }
    assert back.document.plans[0] == PLAN


def test_two_columns_change_places():
    fields = (Field.TITLE, Field.NUMBER, *MEANINGS[2:])

    after = correct_plan(READING, 0, HEADING, fields).document.plans[0]

    first = after.sections[0].items[0]
    assert (first.number, first.title) == ("Дело 1", "1")


def test_a_column_that_becomes_the_deadline_is_read():
    fields = (*MEANINGS[:2], Field.NOTE, MEANINGS[3], Field.DEADLINE)

    after = correct_plan(READING, 0, HEADING, fields)

    first = after.document.plans[0].sections[0].items[0]
    assert first.deadline == Deadline("зал", (Unknown(),))
    unread = [doubt.item for doubt in after.document.doubts if doubt.field is Field.DEADLINE]
    assert unread == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("fields", "is_wrong"),
    [
        (MEANINGS, False),
        ((Field.OTHER, Field.OTHER, Field.TITLE), False),
        ((Field.NUMBER, Field.OTHER), True),
        ((Field.TITLE, Field.TITLE), True),
        ((Field.TITLE, Field.DEADLINE, Field.DEADLINE_START), True),
        ((Field.TITLE, Field.MONTH, Field.MONTH), False),
    ],
)
def test_problem_with_meanings(fields, is_wrong):
    assert bool(problem_with(fields)) is is_wrong


def test_correct_item_settles_its_doubts_and_reads_the_deadline():
    found = PLAN.sections[1].items[1]

    after = correct_item(READING, (0, 3), draft_of(found, 1, deadline_text="до 1 мая"))

    assert after.document.plans[0].sections[1].items[1].deadline == Deadline(
        "до 1 мая", (Due(date(2025, 5, 1)),)
    )
    assert Doubt("срок", 0, 3, Field.DEADLINE) not in after.document.doubts


def test_correct_item_keeps_a_doubt_about_what_it_cannot_read():
    found = PLAN.sections[0].items[0]

    after = correct_item(READING, (0, 0), draft_of(found, 0, deadline_text="когда-нибудь"))

    places = [(doubt.item, doubt.field) for doubt in after.document.doubts if doubt.plan == 0]
    assert places == [(None, None), (0, Field.DEADLINE), (3, Field.DEADLINE)]


def test_correct_item_may_get_steps():
    found = PLAN.sections[0].items[0]
    steps = (StepDraft("Приказ", "Декабрь", ("директор",)),)

    after = correct_item(READING, (0, 0), draft_of(found, 0, steps=steps))

    first = after.document.plans[0].sections[0].items[0]
    assert (first.deadline, first.responsible) == (Deadline(), ())
    assert first.steps == (Step("Приказ", Deadline("Декабрь", (DECEMBER,)), ("директор",)),)


@pytest.mark.parametrize(
    ("index", "section", "expected", "doubts"),
    [
        (1, 1, [["Дело 1"], ["Дело 2", "Дело 3", "Дело 4"]], [0, 3]),
        (2, 0, [["Дело 1", "Дело 2", "Дело 3"], ["Дело 4"]], [0, 3]),
        (0, 1, [["Дело 2"], ["Дело 1", "Дело 3", "Дело 4"]], [3]),
        (3, 0, [["Дело 1", "Дело 2", "Дело 4"], ["Дело 3"]], [0]),
    ],
    ids=["down to the next", "up to the last", "over a neighbour", "back over a neighbour"],
)
def test_an_item_moves_to_another_section_and_doubts_follow_their_items(
    index, section, expected, doubts
):
    _section, found = find_item(PLAN, index)

    after = correct_item(READING, (0, index), draft_of(found, section))

    assert titles(after) == expected
    assert [d.item for d in after.document.doubts if d.plan == 0 and d.item is not None] == doubts


def test_dropped_items_stay_dropped_when_another_moves():
    reading = toggle_item(toggle_item(READING, 0, 1), 1, 1)
    first = PLAN.sections[0].items[0]

    after = correct_item(reading, (0, 0), draft_of(first, 1))

    assert after.skipped_items == {(0, 0), (1, 1)}
    assert titles(after)[0] == ["Дело 2"]
