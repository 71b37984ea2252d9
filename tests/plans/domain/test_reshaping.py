"""Rows split, joined and moved, headings made and unmade, plans merged; and the way back."""

import json
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
    UNREAD_DEADLINE,
    Reading,
    reading_from_dict,
    reading_to_dict,
    toggle_doubt,
    toggle_item,
    toggle_plan,
)
from plans.domain.deadlines import DeadlineContext, Window, read_deadline
from plans.domain.drafts import ItemDraft
from plans.domain.frame import (
    Frame,
    Line,
    Printed,
    Role,
    SectionForm,
    TablePlace,
    Verbatim,
    digest,
)
from plans.domain.printing import SectionRow, printed_rows, section_text
from plans.domain.reshaping import (
    CannotReshapeError,
    item_to_section,
    join_item,
    join_section,
    merge_plans,
    move_item,
    move_section,
    rename_section,
    section_to_item,
    split_item,
    split_section,
)
from plans.domain.table import section_title
from plans.domain.undoing import MAX_STEPS, NothingToUndoError, last_words, remembered, undone

YEAR = (date(2025, 1, 1), date(2025, 12, 31))
COLUMNS = (
    Column("№", Field.NUMBER),
    Column("Дело", Field.TITLE),
    Column("Когда", Field.DEADLINE),
    Column("Кто", Field.RESPONSIBLE),
    Column("Где", Field.OTHER),
)


def when(text):
    return read_deadline(text, DeadlineContext(YEAR))


def item(number, title, deadline="", who=(), where="", row=1, **more):
    return Item(
        number,
        title,
        deadline=when(deadline) if deadline else Deadline(),
        responsible=who,
        extra={4: where} if where else {},
        printed=Printed(rows=((5, row),)),
        **more,
    )


ROWS = (
    item("1", "Совещание", "март", ("директор",), "зал", row=2),
    item(None, "заместителей", "", ("завуч",), "зал", row=3),
    item("2", "Семинар; вебинар", "май", ("методист",), row=5),
    item("3", "Учёба", "10-15", ("методист",), row=7),
)
PLAN = PlanContent(
    PlanKind.WORK_PLAN,
    "План работы",
    YEAR,
    COLUMNS,
    (
        Section("1", "Первый раздел", ROWS[:2], Printed(rows=((5, 1),), form=SectionForm.ROW)),
        Section(None, "АПРЕЛЬ", ROWS[2:3], Printed(rows=((5, 4),), form=SectionForm.ROW)),
        Section(None, "Июнь", ROWS[3:], Printed(rows=((5, 6),), form=SectionForm.CELLS)),
    ),
    frame=Frame(
        tables=(TablePlace(5, (0, 1, 2, 3, 4)),),
        rows=tuple((5, row) for row in range(1, 8)),
    ),
)
OTHER = PlanContent(
    PlanKind.MEDIA_PLAN,
    "Медиаплан",
    YEAR,
    (Column("Что", Field.TITLE), Column("Срок", Field.DEADLINE), Column("Где", Field.OTHER)),
    (Section(None, None, (item(None, "Статья", "июль"), item(None, "Ролик", "август"))),),
    "Вступление",
    Frame(
        1,
        above=(Line("Медиаплан", Role.TITLE, place=(8, -1)),),
        tables=(TablePlace(9, (0, 1, 2)),),
        rows=((9, 1), (9, 2)),
    ),
)
DOUBTS = (
    Doubt("документ"),
    Doubt("период", 0),
    Doubt("номер", 0, 0, Field.NUMBER),
    Doubt("сеть", 0, 1, Field.TITLE),
    Doubt("срок", 0, 3, Field.DEADLINE),
    Doubt("ответственный", 1, 1, Field.RESPONSIBLE),
)
READING = Reading(PlanDocument((), (PLAN, OTHER), DOUBTS))


def titles(reading, plan=0):
    return {
        section_title(section) or "": [found.title for found in section.items]
        for section in reading.document.plans[plan].sections
    }


def items_of(reading, plan=0):
    return [found for section in reading.document.plans[plan].sections for found in section.items]


def places(reading, reason):
    return [(d.plan, d.item) for d in reading.document.doubts if d.reason == reason]


def draft(title, deadline="", who=(), **more):
    extra = {4: more.pop("where", "")}
    return ItemDraft(0, {"number": None, "title": title, **more}, deadline, None, who, extra)


# Split


def test_split_item_makes_two_and_moves_what_follows():
    halves = draft("Семинар", "май", ("методист",)), draft("вебинар", "июнь")

    after = split_item(READING, (0, 2), halves)

    assert titles(after)["АПРЕЛЬ"] == ["Семинар", "вебинар"]
    upper, lower = items_of(after)[2:4]
    assert (upper.printed.rows, lower.printed.rows) == (((5, 5),), ())
    assert lower.deadline.terms == (Window(date(2025, 6, 1), date(2025, 6, 30)),)
    assert (upper.responsible, lower.responsible) == (("методист",), ())
    assert places(after, "срок") == [(0, 4)]


def test_split_item_says_nothing_twice():
    full = replace(ROWS[2], goal="цель", note="заметка", channels=("сайт",), extra={4: "зал"})
    section = replace(PLAN.sections[1], items=(full,))
    plan = replace(PLAN, sections=(PLAN.sections[0], section, PLAN.sections[2]))
    reading = replace(READING, document=replace(READING.document, plans=(plan, OTHER)))

    after = split_item(reading, (0, 2), (draft("Семинар", where="зал"), draft("вебинар")))

    upper, lower = items_of(after)[2:4]
    assert (upper.goal, upper.note, upper.channels, upper.extra[4]) == (
        "цель",
        "заметка",
        ("сайт",),
        "зал",
    )
    assert (lower.goal, lower.note, lower.channels, lower.extra) == (None, None, (), {})


def test_split_item_parts_its_intermediate_results():
    steps = tuple(
        Step(name, when(name), (), Printed(rows=((5, row),)))
        for name, row in (("март", 5), ("май", 10), ("июнь", 11))
    )
    stepped = replace(ROWS[2], steps=steps, deadline=Deadline(), responsible=())
    stepped = replace(stepped, printed=Printed(rows=((5, 5), (5, 11))))
    section = replace(PLAN.sections[1], items=(stepped,))
    plan = replace(PLAN, sections=(section,))
    reading = Reading(PlanDocument((), (plan,)))

    after = split_item(reading, (0, 0), (draft("Семинар"), draft("вебинар")), 2)

    upper, lower = items_of(after)
    assert [step.title for step in upper.steps] == ["март", "май"]
    assert [step.title for step in lower.steps] == ["июнь"]
    assert (upper.printed.rows, lower.printed.rows) == (((5, 5),), ())


def test_split_item_doubts_what_it_cannot_read():
    after = split_item(READING, (0, 2), (draft("Семинар", "май"), draft("вебинар", "скоро-скоро")))

    assert places(after, UNREAD_DEADLINE) == [(0, 3)]


# Join


def test_join_item_keeps_every_text_and_both_places():
    after = join_item(READING, 0, 1)

    first = items_of(after)[0]
    assert (first.number, first.title) == ("1", "Совещание заместителей")
    assert first.deadline == ROWS[0].deadline
    assert first.responsible == ("директор", "завуч")
    assert (first.extra, first.printed.rows) == ({4: "зал"}, ((5, 2), (5, 3)))
    assert [places(after, reason) for reason in ("номер", "сеть", "срок")] == [
        [(0, 0)],
        [(0, 0)],
        [(0, 2)],
    ]


def test_join_item_reads_a_deadline_that_was_parted():
    parted = (
        item("1", "Сбор заявок", "сентябрь-", row=2),
        item(None, "от школ", "декабрь 2025 г.", row=3),
    )
    plan = replace(PLAN, sections=(Section(None, None, parted),))
    reading = Reading(PlanDocument((), (plan,), (Doubt("обрывается", 0, 0, Field.DEADLINE),)))

    after = join_item(reading, 0, 1)

    assert items_of(after)[0].deadline.terms == (Window(date(2025, 9, 1), date(2025, 12, 31)),)
    assert after.document.doubts == ()


def test_join_item_heals_a_word_that_the_end_of_a_page_broke():
    broken = (item("1", "Про-", row=2), item(None, "ведение", row=3))
    reading = Reading(PlanDocument((), (replace(PLAN, sections=(Section(None, None, broken),)),)))

    assert items_of(join_item(reading, 0, 1))[0].title == "Проведение"


@pytest.mark.parametrize("is_upper", [True, False], ids=["steps above", "steps below"])
def test_join_item_with_intermediate_results_loses_neither_deadline_nor_people(is_upper):
    stepped = item("1", "С шагами", steps=(Step("Приказ", when("май"), ("юрист",)),))
    plain = item("2", "Без шагов", "июнь", ("завуч",))
    pair = (stepped, plain) if is_upper else (plain, stepped)
    reading = Reading(PlanDocument((), (replace(PLAN, sections=(Section(None, None, pair),)),)))

    [both] = items_of(join_item(reading, 0, 1))

    assert {(step.deadline.text, step.responsible) for step in both.steps} == {
        ("май", ("юрист",)),
        ("июнь", ("завуч",)),
    }
    assert (both.deadline, both.responsible) == (Deadline(), ())
    assert both.number == ("1, 2" if is_upper else "2, 1")


@pytest.mark.parametrize("index", [0, 2], ids=["first of the plan", "first of its section"])
def test_join_item_wants_an_item_above(index):
    with pytest.raises(CannotReshapeError, match="соединить не с чем"):
        join_item(READING, 0, index)


# Move


@pytest.mark.parametrize(
    ("index", "step", "expected"),
    [
        (1, -1, [["заместителей", "Совещание"], ["Семинар; вебинар"], ["Учёба"]]),
        (1, 1, [["Совещание"], ["заместителей", "Семинар; вебинар"], ["Учёба"]]),
        (2, -1, [["Совещание", "заместителей", "Семинар; вебинар"], [], ["Учёба"]]),
    ],
    ids=["up", "down into the next section", "up into the section above"],
)
def test_move_item_goes_line_by_line(index, step, expected):
    after = move_item(READING, 0, index, step)

    assert list(titles(after).values()) == expected


@pytest.mark.parametrize(("index", "step"), [(0, -1), (3, 1)])
def test_move_item_stops_at_the_ends_of_the_plan(index, step):
    with pytest.raises(CannotReshapeError, match="край плана"):
        move_item(READING, 0, index, step)


def test_move_item_under_another_month_reads_its_deadline_there():
    june = Window(date(2025, 6, 10), date(2025, 6, 15))
    known = replace(PLAN.sections[2].items[0], deadline=Deadline("10-15", (june,)))
    sections = (*PLAN.sections[:2], replace(PLAN.sections[2], items=(known,)))
    document = replace(READING.document, plans=(replace(PLAN, sections=sections), OTHER))

    after = move_item(replace(READING, document=document), 0, 3, -1)

    april = Window(date(2025, 4, 10), date(2025, 4, 15))
    assert items_of(after)[3].deadline == Deadline("10-15", (april,))
    assert places(after, "срок") == []


def test_a_skipped_item_stays_skipped_wherever_it_goes():
    after = move_item(toggle_item(READING, 0, 1), 0, 0, 1)

    assert after.skipped_items == {(0, 0)}


def test_a_settled_doubt_stays_settled_wherever_its_item_goes():
    reading = toggle_doubt(READING, 3)

    after = join_item(move_item(reading, 0, 0, 1), 0, 1)

    assert after.settled == {Doubt("сеть", 0, 0, Field.TITLE)}


# Headings


def test_item_to_section_takes_the_rows_below_it():
    bare = replace(ROWS[1], responsible=(), extra={}, title="2. Второй раздел")
    section = replace(PLAN.sections[0], items=(ROWS[0], bare, ROWS[2]))
    plan = replace(PLAN, sections=(section, *PLAN.sections[1:]))
    reading = replace(READING, document=replace(READING.document, plans=(plan, OTHER)))

    after = item_to_section(reading, 0, 1)

    assert titles(after)["2. Второй раздел"] == ["Семинар; вебинар"]
    [made] = [one for one in after.document.plans[0].sections if one.number == "2"]
    assert (made.printed.rows, made.printed.form) == (((5, 3),), SectionForm.CELLS)
    printed = [row for row in printed_rows(after.document.plans[0]) if isinstance(row, SectionRow)]
    assert printed[1].cells == ("2", "2. Второй раздел", "", "", "")
    assert places(after, "сеть") == []


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({}, "«Кто», «Где»"),
        ({"responsible": (), "extra": {}, "deadline": when("май")}, "«Когда»"),
        ({"responsible": (), "extra": {}, "steps": (Step("Приказ"),)}, "промежуточные результаты"),
        ({"responsible": (), "extra": {}, "note": "важно"}, "текст граф, которых в таблице нет"),
    ],
)
def test_item_to_section_refuses_to_lose_a_text(changes, named):
    section = replace(PLAN.sections[0], items=(replace(ROWS[1], **changes),))
    reading = Reading(PlanDocument((), (replace(PLAN, sections=(section,)),)))

    with pytest.raises(CannotReshapeError, match=re.escape(named)):
        item_to_section(reading, 0, 0)


def test_a_row_merged_across_becomes_a_heading():
    across = replace(ROWS[1], title="Май", responsible=("Май",), extra={4: "Май"})
    section = replace(PLAN.sections[0], items=(ROWS[0], across))
    reading = Reading(PlanDocument((), (replace(PLAN, sections=(section,)),)))

    assert list(titles(item_to_section(reading, 0, 1))) == ["1. Первый раздел", "Май"]


def test_section_to_item_leaves_its_rows_in_the_section_above():
    after = section_to_item(READING, 0, 1)

    assert titles(after) == {
        "1. Первый раздел": ["Совещание", "заместителей", "АПРЕЛЬ", "Семинар; вебинар"],
        "Июнь": ["Учёба"],
    }
    assert places(after, "срок") == [(0, 4)]


def test_heading_to_item_and_back_is_the_same_heading():
    there = section_to_item(READING, 0, 2)

    back = item_to_section(there, 0, 3)

    assert titles(back) == titles(READING)
    assert back.document.plans[0].sections[2].printed.rows == ((5, 6),)


def test_join_section_gives_its_rows_to_the_section_above():
    assert titles(join_section(READING, 0, 1)) == {
        "1. Первый раздел": ["Совещание", "заместителей", "Семинар; вебинар"],
        "Июнь": ["Учёба"],
    }


def test_join_section_right_below_a_heading_keeps_its_words():
    sections = (replace(PLAN.sections[0], items=()), *PLAN.sections[1:])
    reading = Reading(PlanDocument((), (replace(PLAN, sections=sections),)))

    assert titles(join_section(reading, 0, 1)) == {
        "1. Первый раздел АПРЕЛЬ": ["Семинар; вебинар"],
        "Июнь": ["Учёба"],
    }


def test_split_section_begins_a_section_with_the_row():
    after = split_section(READING, 0, 1, "II", "Новый раздел")

    assert titles(after)["II. Новый раздел"] == ["заместителей"]


def test_rename_section_reads_deadlines_in_the_month_it_names():
    plan = replace(PLAN, sections=(Section(None, "Разное", (ROWS[3],)),))
    reading = Reading(PlanDocument((), (plan,), (Doubt("не понят", 0, 0, Field.DEADLINE),)))

    after = rename_section(reading, 0, 0, "1", "АПРЕЛЬ")

    april = Window(date(2025, 4, 10), date(2025, 4, 15))
    assert list(titles(after)) == ["1. АПРЕЛЬ"]
    assert (items_of(after)[0].deadline.terms, after.document.doubts) == ((april,), ())


def test_move_section_takes_its_rows_along():
    after = move_section(READING, 0, 2, -1)

    assert list(titles(after)) == ["1. Первый раздел", "Июнь", "АПРЕЛЬ"]
    assert places(after, "срок") == [(0, 2)]


def test_move_section_never_swallows_rows_without_one():
    plan = replace(PLAN, sections=(Section(None, None, ROWS[:1]), *PLAN.sections[1:]))
    reading = Reading(PlanDocument((), (plan,)))

    with pytest.raises(CannotReshapeError, match="строки без раздела"):
        move_section(reading, 0, 1, -1)


@pytest.mark.parametrize(("section", "step"), [(0, -1), (2, 1), (9, 1)])
def test_move_section_stops_at_the_ends_of_the_plan(section, step):
    with pytest.raises(CannotReshapeError, match="край плана"):
        move_section(READING, 0, section, step)


@pytest.mark.parametrize("operation", [section_to_item, join_section])
def test_rows_without_a_heading_have_none_to_take(operation):
    with pytest.raises(CannotReshapeError, match="нет заголовка"):
        operation(READING, 1, 0)


def test_an_item_that_is_not_there_is_refused():
    with pytest.raises(CannotReshapeError, match="уже нет"):
        join_item(READING, 0, 99)


# Merge


def test_merge_plans_lays_one_table_under_the_other():
    after = merge_plans(toggle_item(toggle_doubt(READING, 5), 1, 0), 0, 1)

    [plan] = after.document.plans
    assert list(titles(after))[-1] == "Медиаплан"
    assert [found.title for found in plan.sections[-1].items] == ["Статья", "Ролик"]
    assert plan.introduction == "Вступление"
    assert places(after, "ответственный") == [(0, 5)]
    assert after.settled == {Doubt("ответственный", 0, 5, Field.RESPONSIBLE)}
    assert after.skipped_items == {(0, 4)}
    heading = plan.sections[-1].printed
    assert (heading.form, heading.rows) == (SectionForm.HEADING, ((8, -1),))
    assert section_text(plan.sections[-1]) == "Медиаплан"
    assert [table.block for table in plan.frame.tables] == [5, 9]
    assert (9, 2) in plan.frame.rows


def test_merge_plans_lays_cells_under_the_same_columns():
    lower = item(None, "Статья", "июль", row=1)
    printed = Printed({0: Verbatim("Статья.", digest("Статья")), 2: Verbatim("-", digest(""))})
    lower = replace(lower, extra={2: "сайт"}, printed=printed)
    plan = replace(OTHER, sections=(Section(None, None, (lower,)),))
    reading = Reading(PlanDocument((), (PLAN, plan)))

    after = merge_plans(reading, 0, 1)

    last = items_of(after)[-1]
    assert (last.extra, set(last.printed.cells)) == ({4: "сайт"}, {1, 4})
    assert after.document.plans[0].columns == COLUMNS


def test_merge_plans_adds_columns_that_only_the_second_has():
    columns = (*OTHER.columns, Column("Где", Field.OTHER), Column("Цель", Field.GOAL))
    lower = replace(item(None, "Статья"), extra={2: "сайт", 3: "газета"}, goal="охват")
    plan = replace(OTHER, columns=columns, sections=(Section(None, None, (lower,)),))
    reading = Reading(PlanDocument((), (PLAN, plan)))

    after = merge_plans(reading, 0, 1)

    headers = [column.header for column in after.document.plans[0].columns]
    assert headers == ["№", "Дело", "Когда", "Кто", "Где", "Где", "Цель"]
    assert items_of(after)[-1].extra == {4: "сайт", 5: "газета"}


def test_merge_plans_keeps_the_own_sections_of_the_second():
    plan = replace(OTHER, sections=(Section("1", "Сайты", OTHER.sections[0].items),))
    reading = Reading(PlanDocument((), (PLAN, plan)))

    assert list(titles(merge_plans(reading, 0, 1)))[-2:] == ["Медиаплан", "1. Сайты"]


def test_merge_plans_of_one_title_adds_no_heading():
    reading = Reading(PlanDocument((), (PLAN, replace(OTHER, title=PLAN.title))))

    assert list(titles(merge_plans(reading, 0, 1)))[-1] == ""


def test_merge_plans_upwards_leaves_the_others_where_they_were():
    reading = Reading(PlanDocument((), (PLAN, OTHER, PLAN), (Doubt("период", 2),)))

    after = merge_plans(toggle_plan(reading, 2), 1, 0)

    assert [plan.title for plan in after.document.plans] == ["Медиаплан", "План работы"]
    assert (after.skipped_plans, places(after, "период")) == ({1}, [(1, None)])


@pytest.mark.parametrize(("first", "second"), [(0, 0), (0, 2), (-1, 0)])
def test_merge_plans_wants_two_plans(first, second):
    with pytest.raises(CannotReshapeError, match="другому плану"):
        merge_plans(READING, first, second)


def test_merge_plans_refuses_one_that_is_left_out():
    with pytest.raises(CannotReshapeError, match="не загружать"):
        merge_plans(toggle_plan(READING, 1), 0, 1)


# Undo


def test_a_correction_is_taken_back_step_by_step():
    first = remembered(READING, join_item(READING, 0, 1), "строки соединены")
    second = remembered(first, merge_plans(first, 0, 1), "планы соединены")

    words = last_words(second)
    back = undone(reading_from_dict(json.loads(json.dumps(reading_to_dict(second)))))

    assert (words, last_words(back)) == ("планы соединены", "строки соединены")
    assert (back, undone(back)) == (first, READING)


def test_nothing_remembered_cannot_be_undone():
    with pytest.raises(NothingToUndoError):
        undone(READING)


def test_what_changes_nothing_is_not_remembered():
    assert remembered(READING, READING, "ничего") == READING


def test_only_the_latest_corrections_are_remembered():
    reading = READING
    for number in range(MAX_STEPS + 5):
        reading = remembered(reading, toggle_plan(reading, 1), f"шаг {number}")

    assert len(reading.earlier) == MAX_STEPS
    assert last_words(reading) == f"шаг {MAX_STEPS + 4}"


def test_a_correction_of_one_row_remembers_a_few_lines_of_a_long_plan():
    rows = tuple(item(str(n), f"Дело {n}", "май") for n in range(2000))
    reading = Reading(PlanDocument((), (replace(PLAN, sections=(Section(None, None, rows),)),)))

    after = remembered(reading, join_item(reading, 0, 1000), "строки соединены")

    assert len(json.dumps(after.earlier)) < 2000
    assert undone(after) == reading


# Laws

WORDS = st.text("абвгдежзик", min_size=3, max_size=6)


@st.composite
def readings(draw):
    def an_item():
        texts = draw(st.lists(WORDS, min_size=6, max_size=6))
        steps = ()
        if draw(st.integers(0, 4)) == 0:
            count = draw(st.integers(1, 3))
            steps = tuple(
                Step(draw(WORDS), when(draw(WORDS)), (draw(WORDS),)) for _ in range(count)
            )
        has = draw(st.integers(0, 15))
        return Item(
            draw(st.none() | st.sampled_from(["1", "2", "3.1"])),
            texts[0],
            result=texts[1] if has & 1 else None,
            deadline=when(texts[2]) if has & 2 and not steps else Deadline(),
            responsible=(texts[3],) if has & 4 and not steps else (),
            steps=steps,
            extra={4: texts[5]} if has & 8 else {},
            printed=Printed(rows=((5, draw(st.integers(0, 50))),)),
        )

    plans = []
    for _ in range(draw(st.integers(1, 3))):
        sections = []
        for number in range(draw(st.integers(1, 3))):
            title = draw(WORDS) if number or draw(st.booleans()) else None
            rows = tuple(an_item() for _ in range(draw(st.integers(0, 3))))
            sections.append(Section(None, title, rows))
        columns = (*COLUMNS, Column("Итог", Field.RESULT))[: draw(st.integers(5, 6))]
        plans.append(replace(PLAN, title=draw(WORDS), columns=columns, sections=tuple(sections)))
    doubts = tuple(
        Doubt(f"doubt {plan} {place}", plan, place, draw(st.sampled_from([None, *Field])))
        for plan, content in enumerate(plans)
        for place in range(sum(len(section.items) for section in content.sections))
        if draw(st.booleans())
    )
    settled = frozenset(doubt for doubt in doubts if draw(st.booleans()))
    return Reading(PlanDocument((), tuple(plans), doubts), settled=settled)


def cut(found, draw):
    """An item's texts in two, as a person might cut them."""
    texts = {"title": found.title, "number": found.number or "", "result": found.result or ""}
    upper, lower = {}, {}
    for name, text in texts.items():
        upper[name], lower[name] = (text, "") if draw(st.booleans()) else ("", text)
    deadline = None if found.steps else found.deadline.text or ""
    who = None if found.steps else found.responsible
    extra = dict.fromkeys(found.extra, "")
    first = ItemDraft(0, upper, deadline, (), who, found.extra)
    return first, ItemDraft(0, lower, None if found.steps else "", (), (), extra)


def reshaped(reading, draw):
    """One operation of a person; None where it is refused or strikes a heading out on purpose."""
    plan = draw(st.integers(0, len(reading.document.plans) - 1))
    place = draw(st.integers(0, 8))
    step = draw(st.sampled_from([-1, 1]))
    name = draw(st.sampled_from(sorted(OPERATIONS)))
    try:
        if name == "split":
            found = items_of(reading, plan)
            if place >= len(found):
                return None
            drafts = cut(found[place], draw)
            return split_item(reading, (plan, place), drafts, draw(st.integers(0, 3)))
        return OPERATIONS[name](reading, plan, place, step, draw)
    except CannotReshapeError:
        return None


OPERATIONS = {
    "split": None,
    "join": lambda r, plan, place, step, draw: join_item(r, plan, place),
    "move": lambda r, plan, place, step, draw: move_item(r, plan, place, step),
    "heading": lambda r, plan, place, step, draw: item_to_section(r, plan, place),
    "item": lambda r, plan, place, step, draw: section_to_item(r, plan, place),
    "new": lambda r, plan, place, step, draw: split_section(r, plan, place, None, draw(WORDS)),
    "rename": lambda r, plan, place, step, draw: rename_section(
        r, plan, place, "7", " ".join([*headings(r, plan)[place : place + 1], draw(WORDS)])
    ),
    "section": lambda r, plan, place, step, draw: move_section(r, plan, place, step),
    "merge": lambda r, plan, place, step, draw: merge_plans(r, plan, place),
    "settle": lambda r, plan, place, step, draw: (
        toggle_doubt(r, place % len(r.document.doubts)) if r.document.doubts else r
    ),
}


def headings(reading, plan):
    sections = reading.document.plans[plan].sections
    return [f"{section.number or ''} {section.title or ''}" for section in sections]


def words_of(reading):
    """Every word that the plans say."""
    texts = []
    for plan in reading.document.plans:
        texts += [plan.title, plan.introduction]
        for section in plan.sections:
            texts += [section.number, section.title]
            for found in section.items:
                texts += [found.number, found.title, found.result, found.deadline.text]
                texts += [*found.responsible, *found.extra.values()]
                for step in found.steps:
                    texts += [step.title, step.deadline.text, *step.responsible]
    return {word for text in texts if text for word in re.findall(r"[\w.]+", text)}


@settings(max_examples=150, deadline=None)
@given(readings(), st.data())
def test_no_sequence_of_operations_loses_a_text(reading, data):
    for _ in range(data.draw(st.integers(1, 6))):
        after = reshaped(reading, data.draw)
        if after is None:
            continue
        assert words_of(reading) <= words_of(after)
        reading = after


@settings(max_examples=150, deadline=None)
@given(readings(), st.data())
def test_doubts_and_skipped_rows_always_point_at_items_that_are_there(reading, data):
    marked = {(doubt.plan, doubt.item) for doubt in reading.document.doubts}
    reading = replace(reading, skipped_items=frozenset(marked))
    for _ in range(data.draw(st.integers(1, 6))):
        reading = reshaped(reading, data.draw) or reading
    counts = [len(items_of(reading, plan)) for plan in range(len(reading.document.plans))]
    for doubt in reading.document.doubts:
        assert doubt.item is None or 0 <= doubt.item < counts[doubt.plan]
    assert all(0 <= item < counts[plan] for plan, item in reading.skipped_items)
    assert reading.settled <= {*reading.document.doubts}


@settings(max_examples=100, deadline=None)
@given(readings(), st.data())
def test_every_operation_can_be_taken_back(reading, data):
    after = reshaped(reading, data.draw) or reading

    kept = remembered(reading, after, "правка")
    stored = reading_from_dict(json.loads(json.dumps(reading_to_dict(kept))))

    assert (undone(stored) if stored.earlier else stored) == reading
