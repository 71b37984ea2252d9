import time
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.domain.comparison import Change, Heading, compare, item_texts
from plans.domain.content import (
    Approval,
    ApprovalKind,
    Column,
    Deadline,
    Field,
    Item,
    Order,
    PlanContent,
    PlanDocument,
    PlanKind,
    Section,
    Step,
)
from plans.domain.deadlines import DeadlineContext, read_deadline
from plans.domain.merging import merged
from plans.domain.pairing import pair_by_place, share
from plans.domain.table import DEADLINE_FIELDS, section_title
from plans.domain.updating import items_of, offer

YEAR = (date(2025, 1, 1), date(2025, 12, 31))
COLUMNS = (
    Column("№", Field.NUMBER),
    Column("Мероприятие", Field.TITLE),
    Column("Срок", Field.DEADLINE),
    Column("Ответственный", Field.RESPONSIBLE),
    Column("Место", Field.OTHER),
)


def item(number, title, deadline="", place="", **changes):
    made = Item(
        number,
        title,
        deadline=read_deadline(deadline, DeadlineContext(YEAR)) if deadline else Deadline(),
        extra={4: place} if place else {},
    )
    return replace(made, **changes)


def plan(*sections, columns=COLUMNS, title="План", period=YEAR):
    return PlanContent(PlanKind.WORK_PLAN, title, period, columns, sections)


def section(title, *items, number=None):
    return Section(number, title, items)


FAIR = item("1", "Провести ярмарку программ дополнительного образования", "сентябрь", "парк")
COURSE = item("2", "Организовать курсы для педагогов", "в течение года")
REPORT = item("3", "Подготовить отчёт за год", "декабрь")


def changes(before, after):
    return [(row.change, row.before, row.after) for row in compare(before, after).rows]


def test_equal_plans_do_not_differ():
    assert not compare(plan(section(None, FAIR, COURSE)), plan(section(None, FAIR, COURSE)))


def test_a_cell_that_says_otherwise_is_shown_with_both_texts():
    later = replace(FAIR, extra={4: "школа № 3"})

    [row] = compare(plan(section(None, FAIR)), plan(section(None, later))).rows

    [cell] = row.cells
    assert (row.change, cell.header, cell.before, cell.after) == (
        Change.CHANGED,
        "Место",
        "парк",
        "школа № 3",
    )


def test_white_space_is_no_difference():
    later = replace(FAIR, title=FAIR.title.replace(" ", "\n"))

    assert not compare(plan(section(None, FAIR)), plan(section(None, later)))


def test_rows_come_and_go():
    before, after = plan(section(None, FAIR, COURSE)), plan(section(None, FAIR, REPORT))

    assert changes(before, after) == [(Change.ADDED, None, 1), (Change.REMOVED, 1, None)]


def test_a_reworded_title_is_the_same_item():
    later = replace(COURSE, title="Организовать курсы для молодых педагогов", number="7")

    [row] = compare(plan(section(None, FAIR, COURSE)), plan(section(None, later, FAIR))).rows

    assert (row.change, row.before, row.after) == (Change.CHANGED, 1, 0)
    assert {cell.header for cell in row.cells} == {"№", "Мероприятие"}


def test_two_items_of_one_name_keep_to_their_numbers():
    one, two = item("1", "Заседание совета", "март"), item("2", "Заседание совета", "май")

    assert not changes(plan(section(None, one, two)), plan(section(None, one, two)))
    [row] = compare(plan(section(None, one, two)), plan(section(None, two))).rows
    assert (row.change, row.before) == (Change.REMOVED, 0)


def test_an_item_in_another_section_has_moved():
    before = plan(section("Первый", FAIR, COURSE), section("Второй", REPORT))
    after = plan(section("Первый", FAIR), section("Второй", COURSE, REPORT))

    assert changes(before, after) == [(Change.MOVED, 1, 1)]


def test_a_renamed_section_is_one_change_and_moves_nothing():
    before = plan(section("Методическая работа", FAIR, COURSE), section("Отчёты", REPORT))
    after = plan(section("Работа с педагогами", FAIR, COURSE), section("Отчёты", REPORT))

    comparison = compare(before, after)

    assert comparison.rows == ()
    assert [(cell.header, cell.before, cell.after) for cell in comparison.heading] == [
        (Heading.SECTION, "Методическая работа", "Работа с педагогами")
    ]


def test_two_unnamed_columns_are_two_columns():
    columns = (COLUMNS[1], Column("", Field.OTHER), Column("", Field.OTHER))
    before = plan(section(None, Item(None, "Дело", extra={1: "а", 2: "б"})), columns=columns)
    after = plan(section(None, Item(None, "Дело", extra={1: "а", 2: "в"})), columns=columns)

    [row] = compare(before, after).rows

    assert [(cell.before, cell.after) for cell in row.cells] == [("б", "в")]


def test_share_tells_a_newer_document_from_another_plan():
    items = [item(str(n), f"Дело о предмете {n}") for n in range(10)]
    others = [item(str(n), f"Вовсе иная забота {n * 7}") for n in range(10)]

    assert share(items, [*items[2:], REPORT]) > 0.8
    assert share(items, others) < 0.2
    assert share(items, []) == 0.0


def test_items_of_one_file_are_known_by_their_rows():
    here = [replace(FAIR, printed=replace(FAIR.printed, rows=((0, n),))) for n in (1, 2)]

    assert pair_by_place(here, [here[1], COURSE, here[0], here[0]]) == {0: 1, 2: 0}


def test_two_plans_of_five_hundred_rows_without_an_equal_title_take_no_seconds():
    before = [item(str(n), f"Провести занятие {n} для педагогов города") for n in range(500)]
    after = [item(str(n), f"Проверить кабинет {n} перед началом года") for n in range(500)]
    started = time.perf_counter()

    found = share(before, after)

    assert found < 0.1
    assert time.perf_counter() - started < 2


def test_five_hundred_titles_that_are_all_alike_take_no_seconds_and_find_their_numbers():
    before = [item(str(n), f"Провести занятие {n} для педагогов города") for n in range(500)]
    after = [replace(one, title=f"{one.title} Лугоборска") for one in before]
    started = time.perf_counter()

    comparison = compare(plan(section(None, *before)), plan(section(None, *after)))

    assert comparison.items == {place: place for place in range(500)}
    assert time.perf_counter() - started < 4


# --- what is taken over ---------------------------------------------------------------------

WORDS = st.lists(
    st.sampled_from(["ярмарка", "курсы", "педагог", "отчёт", "школа", "семинар", "совет", "7"]),
    min_size=1,
    max_size=4,
).map(" ".join)
DEADLINES = st.sampled_from(["", "декабрь", "до 1 мая", "в течение года", "как решит совет"])
PEOPLE = st.lists(st.sampled_from(["методист", "директор", "МОЦ"]), max_size=2, unique=True)
PERIODS = st.sampled_from([YEAR, (date(2026, 1, 1), date(2026, 12, 31))])
SHAPES = st.sampled_from(
    [
        COLUMNS,
        COLUMNS[:3],
        (*COLUMNS[1:4], Column("Примечание", Field.NOTE), Column("Где", Field.OTHER)),
        (
            COLUMNS[0],
            COLUMNS[1],
            Column("Промежуточный результат", Field.INTERMEDIATE_RESULT),
            Column("Начало", Field.DEADLINE_START),
            Column("Окончание", Field.DEADLINE_END),
            COLUMNS[3],
        ),
        (*COLUMNS[:2], Column("I кв.", Field.MONTH), Column("II кв.", Field.MONTH), COLUMNS[4]),
    ]
)


@st.composite
def items(draw, columns, period):
    fields = {column.field for column in columns}
    number = draw(st.sampled_from([None, "1", "2"])) if Field.NUMBER in fields else None
    said = Item(number, draw(WORDS))
    context = DeadlineContext(period)
    dated = read_deadline(draw(DEADLINES), context) if Field.MONTH not in fields else Deadline()
    named = tuple(draw(PEOPLE)) if Field.RESPONSIBLE in fields else ()
    if Field.INTERMEDIATE_RESULT in fields and draw(st.booleans()):
        steps = draw(st.lists(st.builds(Step, WORDS, responsible=PEOPLE.map(tuple)), min_size=1))
        return replace(said, steps=tuple(replace(step, deadline=dated) for step in steps))
    other = {
        place: draw(st.sampled_from(["+", "зал", "10-15"]))
        for place, column in enumerate(columns)
        if column.field in {Field.OTHER, Field.MONTH} and draw(st.booleans())
    }
    note = draw(st.one_of(st.none(), WORDS)) if Field.NOTE in fields else None
    return replace(said, deadline=dated, responsible=named, extra=other, note=note)


@st.composite
def plans(draw):
    columns, period = draw(SHAPES), draw(PERIODS)
    sections = draw(
        st.lists(
            st.builds(
                Section,
                st.sampled_from([None, "1", "2"]),
                st.one_of(st.none(), WORDS),
                st.lists(items(columns, period), max_size=4).map(tuple),
            ),
            max_size=3,
        )
    )
    return PlanContent(
        PlanKind.WORK_PLAN, draw(WORDS), period, columns, tuple(sections), draw(WORDS)
    )


def offered(before, after, base=None):
    return offer(
        PlanDocument((), (before,)),
        PlanDocument((), (after,)),
        PlanDocument((), (base or before,)),
    )


def words_of(content):
    """Heading, sections and every cell of the plan, white space apart."""
    rows = [
        (section_title(part), [folded(one, content) for one in part.items])
        for part in content.sections
    ]
    return content.title, content.period, content.introduction, rows


def folded(one, content):
    texts = item_texts(one, content).items()
    return {key: " ".join(text.split()) for key, text in texts if text.strip()}


@given(plans(), plans())
@settings(max_examples=120)
def test_all_changes_of_a_comparison_make_the_earlier_plan_the_later_one(before, after):
    update = offered(before, after)

    result = merged(update, [choice.key for choice in update.choices])

    assert words_of(result.content) == words_of(after)
    assert [list(map(deadline_of, part.items)) for part in result.content.sections] == [
        list(map(deadline_of, part.items)) for part in after.sections
    ]


def deadline_of(one):
    return one.deadline, [step.deadline for step in one.steps]


@given(plans(), plans())
@settings(max_examples=120)
def test_without_a_choice_every_text_of_the_plan_stays(before, after):
    update = offered(before, after)

    result = merged(update, [])

    kept = dict(zip(result.items, items_of(result.content), strict=True))
    assert set(kept) == set(range(len(items_of(before))))
    for origin, was in enumerate(items_of(before)):
        assert undated(kept[origin], result.content) == undated(was, before)


def undated(one, content):
    """Every text; those of the deadlines apart from the columns that they stand in."""
    texts = folded(one, content).items()
    dates = one.deadline.text, [step.deadline.text for step in one.steps]
    return {key: text for key, text in texts if key[0] not in DEADLINE_FIELDS}, dates


@given(plans(), plans(), st.randoms())
@settings(max_examples=80)
def test_any_choice_loses_no_item_and_doubles_none(before, after, chance):
    update = offered(before, after)
    chosen = [choice.key for choice in update.choices if chance.random() < 0.5]

    result = merged(update, chosen)

    origins = [origin for origin in result.items if origin is not None]
    assert len(origins) == len(set(origins))
    gone = {
        row.change.before
        for row in update.rows
        if row.change.change is Change.REMOVED and row.choices[0].key in chosen
    }
    assert set(origins) == set(range(len(items_of(before)))) - gone


def test_one_cell_is_taken_over_and_the_other_is_left():
    later = replace(FAIR, number="5", extra={4: "школа"})
    update = offered(plan(section(None, FAIR)), plan(section(None, later)))
    [place] = [choice for choice in update.choices if choice.cells[0].header == "Место"]

    [result] = items_of(merged(update, [place.key]).content)

    assert (result.number, result.extra) == ("1", {4: "школа"})


def test_what_was_written_in_the_portal_is_marked_and_not_proposed():
    by_hand = replace(FAIR, extra={4: "дворец культуры"})
    later = replace(FAIR, number="5", extra={4: "школа"})

    update = offered(
        plan(section(None, by_hand)), plan(section(None, later)), plan(section(None, FAIR))
    )

    assert [(c.cells[0].header, c.is_by_hand, c.is_proposed) for c in update.choices] == [
        ("№", False, True),
        ("Место", True, False),
    ]


def test_an_item_removed_in_the_portal_does_not_come_back_by_itself():
    update = offered(
        plan(section(None, FAIR)),
        plan(section(None, FAIR, COURSE, REPORT)),
        plan(section(None, FAIR, COURSE)),
    )

    assert [(row.change.title, row.choices[0].is_proposed) for row in update.rows] == [
        (COURSE.title, False),
        (REPORT.title, True),
    ]


@pytest.mark.parametrize(("base", "is_by_hand"), [((FAIR,), True), ((FAIR, COURSE), False)])
def test_a_removal_is_never_proposed_and_says_if_the_row_was_made_in_the_portal(base, is_by_hand):
    update = offered(
        plan(section(None, FAIR, COURSE)), plan(section(None, FAIR)), plan(section(None, *base))
    )

    [choice] = update.choices
    assert (choice.is_removal, choice.is_by_hand, choice.is_proposed) == (True, is_by_hand, False)


def test_without_a_last_document_everything_was_written_by_hand():
    later = replace(FAIR, extra={4: "школа"})
    documents = [PlanDocument((), (plan(section(None, one)),)) for one in (FAIR, later)]

    update = offer(*documents, None)

    assert [choice.is_proposed for choice in update.choices] == [False]


def test_a_kept_item_stays_below_its_neighbour():
    update = offered(plan(section(None, FAIR, COURSE, REPORT)), plan(section(None, FAIR, REPORT)))

    result = merged(update, [])

    assert result.items == (0, 1, 2)


def test_a_kept_section_stays_where_it_was():
    before = plan(section("Первый", FAIR), section("Свой", COURSE), section("Второй", REPORT))
    update = offered(before, plan(section("Первый", FAIR), section("Второй", REPORT)))

    result = merged(update, [])

    assert [part.title for part in result.content.sections] == ["Первый", "Свой", "Второй"]
    assert result.sections == (0, 1, 2)


def test_a_column_that_the_newer_document_lacks_stays_while_it_holds_a_text():
    update = offered(
        plan(section(None, FAIR, COURSE)),
        plan(section(None, replace(FAIR, extra={}), COURSE), columns=COLUMNS[:4]),
    )

    kept, gone = merged(update, []).content, merged(update, ["r0.0"]).content

    assert (kept.columns, items_of(kept)[0].extra) == (COLUMNS, {4: "парк"})
    assert gone.columns == COLUMNS[:4]


def test_a_deadline_that_is_kept_is_shown_beside_a_grid_of_months():
    months = (*COLUMNS[:2], Column("I квартал", Field.MONTH))
    update = offered(
        plan(section(None, REPORT)),
        plan(section(None, replace(REPORT, deadline=Deadline(), extra={2: "+"})), columns=months),
    )

    content = merged(update, []).content

    assert content.columns == (*months, COLUMNS[2])


@pytest.mark.parametrize(("chosen", "year"), [(["h0"], 2026), ([], 2025)])
def test_deadlines_follow_the_period_that_is_chosen(chosen, year):
    later = (date(2026, 1, 1), date(2026, 12, 31))
    december = read_deadline("декабрь", DeadlineContext(later))
    update = offered(
        plan(section(None, REPORT)),
        plan(section(None, replace(REPORT, deadline=december)), period=later),
    )

    [result] = items_of(merged(update, chosen).content)

    assert result.deadline == read_deadline(
        "декабрь", DeadlineContext((date(year, 1, 1), date(year, 12, 31)))
    )


def test_a_deadline_of_the_newer_document_is_meant_in_the_period_that_stays():
    later = (date(2026, 1, 1), date(2026, 12, 31))
    may = read_deadline("май", DeadlineContext(later))
    update = offered(
        plan(section(None, REPORT)),
        plan(section(None, replace(REPORT, deadline=may)), period=later),
    )
    [deadline] = [choice.key for choice in update.choices if choice.unit == "deadline"]

    [result] = items_of(merged(update, [deadline]).content)

    assert result.deadline == read_deadline("май", DeadlineContext(YEAR))


SIGNED = Approval(
    ApprovalKind.APPROVED,
    "директор",
    "И. И. Иванов",
    date(2025, 1, 9),
    Order("5", date(2025, 1, 9), "управления образования"),
)
AGREED = Approval(ApprovalKind.AGREED, name="П. П. Петров")


@pytest.mark.parametrize(("base", "is_by_hand"), [((AGREED,), False), ((), True)])
def test_signature_blocks_are_one_change(base, is_by_hand):
    content = (plan(section(None, FAIR)),)
    documents = [PlanDocument(blocks, content) for blocks in ((AGREED,), (SIGNED,), base)]

    update = offer(*documents)

    [choice] = update.choices
    assert (choice.before, choice.is_by_hand) == ("СОГЛАСОВАНО, П. П. Петров", is_by_hand)
    assert choice.after == (
        "УТВЕРЖДАЮ, директор, И. И. Иванов, 09.01.2025, "
        "приказ управления образования от 09.01.2025 № 5"
    )
    assert merged(update, ["approvals"]).approvals == (SIGNED,)
    assert merged(update, []).approvals is None


def test_a_document_without_signature_blocks_takes_none_away():
    content = (plan(section(None, FAIR)),)

    update = offer(PlanDocument((SIGNED,), content), PlanDocument((), content), None)

    assert update.choices == ()


def test_a_refused_name_of_a_section_stays():
    before = plan(section("Методическая работа", FAIR, COURSE), title="Прежний")
    after = plan(section("Работа с педагогами", FAIR, COURSE), title="Новый")
    update = offered(before, after)
    keys = {choice.cells[0].header: choice.key for choice in update.heading}

    titled = merged(update, [keys[Heading.TITLE]]).content
    named = merged(update, [keys[Heading.SECTION]]).content

    assert (titled.title, titled.sections[0].title) == ("Новый", "Методическая работа")
    assert (named.title, named.sections[0].title) == ("Прежний", "Работа с педагогами")


def test_a_refused_move_leaves_the_item_in_its_section_below_its_neighbour():
    before = plan(section("Первый", FAIR, COURSE), section("Второй", REPORT))
    after = plan(section("Первый", FAIR), section("Второй", COURSE, REPORT))
    update = offered(before, after)

    result = merged(update, [])

    assert [len(part.items) for part in result.content.sections] == [2, 1]
    assert result.items == (0, 1, 2)


@pytest.mark.parametrize(("base", "is_by_hand"), [("Первый", False), ("Второй", True)])
def test_a_move_made_in_the_portal_is_marked(base, is_by_hand):
    sections = {"Первый": [FAIR], "Второй": [REPORT], "Третий": []}
    now, then, later = (
        plan(
            *(section(name, *rows, *[COURSE] * (name == place)) for name, rows in sections.items())
        )
        for place in ("Первый", base, "Третий")
    )

    [choice] = offered(now, later, then).choices

    assert (choice.unit, choice.is_by_hand) == ("section", is_by_hand)


def test_a_heading_written_in_the_portal_is_marked():
    base = plan(section("Дети", FAIR), title="План")
    now = plan(section("Дети и взрослые", FAIR), title="План центра")
    later = plan(section("Дети города", FAIR), title="План на год")

    marks = {c.cells[0].header: c.is_by_hand for c in offered(now, later, base).choices}

    assert marks == {Heading.TITLE: True, Heading.SECTION: True}
