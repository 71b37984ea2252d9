from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.domain.amending import conflicts, difference_from_json, difference_to_json
from plans.domain.comparison import Change, Heading
from plans.domain.content import Approval, ApprovalKind, Column, Field, Item, Section
from plans.domain.editions import ASSIGNED, Edition, compare_editions
from plans.domain.moves import longest_rise, moved_within
from plans.domain.versions import ItemMark, Lasting
from tests.plans.domain.test_comparison import COLUMNS, plan

ROWS = {
    "a": Item("1", "Провести ярмарку", extra={4: "парк"}),
    "b": Item("2", "Организовать курсы"),
    "c": Item("3", "Подготовить отчёт"),
    "d": Item("4", "Провести ярмарку"),  # of the same name
}
UIDS = ("n", "t", "d", "r", "p")


def edition(*parts, rows=ROWS, columns=COLUMNS, uids=UIDS, assigned=None, approvals=()):
    """Parts are («uid of the section», «its title», «uids of its rows»)."""
    content = plan(
        *(Section(None, title, tuple(rows[uid] for uid in below)) for _uid, title, below in parts),
        columns=columns,
    )
    said = assigned or {}
    marks = tuple(
        ItemMark(uid, said.get(uid, ())) for _uid, _title, below in parts for uid in below
    )
    lasting = Lasting(tuple(uids), tuple(uid for uid, _title, _below in parts))
    return Edition(content, approvals, marks, lasting)


BASE = edition(("s1", "Кадры", "ab"), ("s2", "Отчёты", "cd"))


def told(before, after):
    return [
        (row.change, row.title, [(cell.header, cell.before, cell.after) for cell in row.cells])
        for row in compare_editions(before, after).rows
    ]


def test_an_edition_does_not_differ_from_itself():
    assert not compare_editions(BASE, BASE)


@pytest.mark.parametrize(
    ("parts", "title", "places"),
    [
        (
            [("s1", "Кадры", "ba"), ("s2", "Отчёты", "cd")],
            "Организовать курсы",
            ("раздел «Кадры», строка 2", "раздел «Кадры», строка 1"),
        ),
        (
            [("s1", "Кадры", "b"), ("s2", "Отчёты", "cda")],
            "Провести ярмарку",
            ("раздел «Кадры», строка 1", "раздел «Отчёты», строка 3"),
        ),
    ],
    ids=["in its section", "to another section"],
)
def test_a_moved_row_is_one_row_that_moved(parts, title, places):
    rows = compare_editions(BASE, edition(*parts)).rows

    assert [(row.change, row.title, row.places) for row in rows] == [(Change.MOVED, title, places)]


def test_edits_of_a_moved_row_show_too():
    rows = ROWS | {"a": replace(ROWS["a"], title="Весенний праздник", extra={4: "школа"})}
    after = edition(("s1", "Кадры", "b"), ("s2", "Отчёты", "cda"), rows=rows)

    assert told(BASE, after) == [
        (
            Change.MOVED,
            "Весенний праздник",
            [
                ("Мероприятие", "Провести ярмарку", "Весенний праздник"),
                ("Место", "парк", "школа"),
            ],
        )
    ]


def test_rows_that_others_push_aside_have_not_moved():
    rows = ROWS | {"e": Item(None, "Новое дело")}
    after = edition(("s1", "Кадры", "eab"), ("s2", "Отчёты", "d"), rows=rows)

    assert [(change, title) for change, title, _cells in told(BASE, after)] == [
        (Change.ADDED, "Новое дело"),
        (Change.REMOVED, "Подготовить отчёт"),
    ]


def test_a_row_is_known_by_its_number_alone():
    """A row of the same words is another row; one whose every word changed is the same."""
    rows = ROWS | {"x": ROWS["b"], "a": Item("9", "Совсем другое")}
    after = edition(("s1", "Кадры", "ax"), ("s2", "Отчёты", "cd"), rows=rows)

    assert [(change, title) for change, title, _cells in told(BASE, after)] == [
        (Change.CHANGED, "Совсем другое"),
        (Change.ADDED, "Организовать курсы"),
        (Change.REMOVED, "Организовать курсы"),
    ]


def test_executors_are_compared_by_name():
    before = edition(("s1", "Кадры", "ab"), assigned={"a": ("Школа № 1", "Школа № 2")})
    after = edition(
        ("s1", "Кадры", "ab"), assigned={"a": ("Школа № 2", "Школа № 1"), "b": ("Школа № 3",)}
    )

    assert told(before, after) == [
        (Change.CHANGED, "Организовать курсы", [(ASSIGNED, "", "Школа № 3")])
    ]


def test_a_renamed_column_is_the_same_column():
    columns = (*COLUMNS[:4], Column("Где проводится", Field.OTHER))
    after = edition(("s1", "Кадры", "ab"), ("s2", "Отчёты", "cd"), columns=columns)

    compared = compare_editions(BASE, after)

    assert compared.rows == ()
    [cell] = compared.heading
    assert (cell.header, cell.after.splitlines()[-1]) == (Heading.COLUMNS, "Где проводится")


def test_a_column_that_took_the_name_of_another_is_a_new_one():
    rows = {uid: replace(item, extra={4: "зал"}) for uid, item in ROWS.items()}
    after = edition(
        ("s1", "Кадры", "a"), ("s2", "Отчёты", "bcd"), rows=rows, uids=(*UIDS[:4], "new")
    )
    before = edition(("s1", "Кадры", "a"), ("s2", "Отчёты", "bcd"))

    cells = told(before, after)[0][2]

    assert sorted(cells) == [("Место", "", "зал"), ("Место", "парк", "")]


def test_sections_come_go_and_change_places():
    after = edition(("s2", "Итоги", "cd"), ("s1", "Кадры", "ab"), ("s3", "Новый", ""))
    later = edition(("s1", "Кадры", "ab"))

    assert [
        (cell.header, cell.before, cell.after) for cell in compare_editions(BASE, after).heading
    ] == [
        (Heading.SECTION, "Отчёты", "Итоги"),
        (Heading.SECTION, "", "Новый"),
        (Heading.SECTIONS, "Кадры\nОтчёты", "Итоги\nКадры"),
    ]
    assert [(cell.header, cell.before) for cell in compare_editions(BASE, later).heading] == [
        (Heading.SECTION, "Отчёты")
    ]


def test_signature_blocks_are_compared():
    block = Approval(ApprovalKind.APPROVED, "директор", "И. И. Иванов")

    [cell] = compare_editions(BASE, replace(BASE, approvals=(block,))).heading

    assert (cell.header, cell.after) == (Heading.APPROVALS, "УТВЕРЖДАЮ, директор, И. И. Иванов")


def test_what_was_only_read_is_paired_by_its_words():
    read = Edition(BASE.content)
    after = edition(("s1", "Кадры", "ba"), ("s2", "Отчёты", "cd"))

    assert [change for change, _title, _cells in told(read, after)] == [Change.MOVED]


def test_versions_without_common_numbers_are_paired_by_their_words():
    marks = tuple(ItemMark(f"old-{place}") for place in range(4))

    assert not compare_editions(replace(BASE, marks=(), lasting=Lasting()), BASE).rows
    assert len(compare_editions(replace(BASE, marks=marks), BASE).rows) == 8


@given(st.permutations(range(12)), st.integers(0, 12))
def test_as_few_rows_as_possible_have_moved(order, cut):
    was = dict(enumerate(order))

    moved = moved_within(was, [int(place >= cut) for place in range(12)])

    for half in (range(cut), range(cut, 12)):
        still = [was[place] for place in half if place not in moved]
        assert still == sorted(still)
        assert len(still) == _longest([was[place] for place in half])


def _longest(numbers):
    best = [1] * len(numbers)
    for index, number in enumerate(numbers):
        for earlier in range(index):
            if numbers[earlier] < number:
                best[index] = max(best[index], best[earlier] + 1)
    return max(best, default=0)


def test_rows_in_order_stand_still_in_any_number():
    numbers = list(range(0, 15_000, 10))

    assert longest_rise(numbers) == set(range(1500))


def test_a_difference_is_kept_as_it_was_told():
    rows = ROWS | {"a": replace(ROWS["a"], title="Весенний праздник")}
    after = edition(("s2", "Итоги", "cda"), ("s1", "Кадры", ""), rows=rows)
    compared = compare_editions(BASE, after)

    kept = difference_from_json(difference_to_json(compared))

    assert [(row.change, row.number, row.title, row.places) for row in kept.rows] == [
        (row.change, row.number, row.title, row.places) for row in compared.rows
    ]
    assert [(cell.header, cell.before, cell.after) for cell in kept.heading] == [
        (cell.header, cell.before, cell.after) for cell in compared.heading
    ]


def test_cells_that_both_changed_lead_the_conflicts():
    now = ROWS | {"a": replace(ROWS["a"], title="Их"), "b": replace(ROWS["b"], title="Их тоже")}
    ours = ROWS | {"b": replace(ROWS["b"], title="Наше")}
    parts = ("s1", "Кадры", "ab"), ("s2", "Отчёты", "cd")

    assert conflicts(BASE, edition(*parts, rows=now), edition(*parts, rows=ours)) == [
        "пункт 2, «Мероприятие»: было «Организовать курсы», стало «Их тоже»",
        "пункт 1, «Мероприятие»: было «Провести ярмарку», стало «Их»",
    ]


def test_rows_that_went_or_moved_are_conflicts():
    now = edition(("s1", "Кадры", "b"), ("s2", "Отчёты", "dc"))

    assert conflicts(BASE, now, BASE) == [
        "пункт 4, строка перенесена",
        "пункт 1, строка исключена",
    ]
