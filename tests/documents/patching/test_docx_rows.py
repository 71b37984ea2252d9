import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.patching import Patch, PatchError, RowPatch, TablePatch, patch_docx
from documents.readers.docx_stream import W
from tests.documents.patching.word import (
    all_of,
    canonical,
    cell,
    control,
    line,
    read_xml,
    row,
    run,
    table,
    tables,
    texts,
    write,
)


def patched(source, patch):
    target = source.with_name("patched.docx")
    patch_docx(source, target, patch)
    return target


def rows_of(place, *numbers):
    return tuple(RowPatch((place, number)) for number in numbers)


MERGED = table(
    row("№", "Что", "Кто"),
    row(cell("1", "restart"), "сбор", "Петрова"),
    row(cell("", "continue"), "слёт", "Сидоров"),
    row(cell("", "continue"), "отчёт", "Котов"),
    row("2", "смотр", "Попова"),
)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ((2, 3, 4), ["1", "1", "2"]),
        ((1, 3, 4), ["1", "1", "2"]),
        ((3,), ["1"]),
        ((2, 1, 3, 4), ["1", "1", "1", "2"]),
        ((1, 4, 2, 3), ["1", "2", "1", "1"]),
        ((3, 4, 1, 2), ["1", "2", "1", "1"]),
        ((4, 2), ["2", "1"]),
    ],
)
def test_a_merge_is_mended_wherever_its_rows_go(tmp_path, order, expected):
    source = write(tmp_path / "plan.docx", MERGED)

    target = patched(source, Patch((TablePatch(0, rows_of(0, *order), frozenset({1, 2, 3, 4})),)))

    assert [one[0] for one in texts(tables(target)[0])] == ["№", *expected]
    assert_merges_are_whole(target)


def assert_merges_are_whole(path):
    for tbl in all_of(path, "tbl"):
        above = set()
        for tr in tbl.iterchildren(f"{W}tr"):
            column, now = 0, set()
            for tc in tr.iterchildren(f"{W}tc"):
                span = tc.find(f"{W}tcPr/{W}gridSpan")
                merge = tc.find(f"{W}tcPr/{W}vMerge")
                if merge is not None:
                    assert merge.get(f"{W}val") == "restart" or column in above
                    now.add(column)
                column += 1 if span is None else int(span.get(f"{W}val"))
            above = now


def test_the_head_of_a_merge_takes_its_paragraphs_along_once(tmp_path):
    marked = f'<w:bookmarkStart w:id="1" w:name="a"/>{run("1", "<w:b/>")}<w:bookmarkEnd w:id="1"/>'
    head = cell(line(marked, '<w:jc w:val="right"/>'), "restart")
    source = write(
        tmp_path / "plan.docx",
        table(row(head, "а"), row(cell("", "continue"), "б"), row(cell("", "continue"), "в")),
    )

    target = patched(source, Patch((TablePatch(0, rows_of(0, 1, 0, 2), frozenset({0, 1, 2})),)))

    assert texts(tables(target)[0]) == [["1", "б"], ["1", "а"], ["1", "в"]]
    assert len(all_of(target, "bookmarkStart")) == 1
    assert len(all_of(target, "b")) == 1
    assert [one[0].is_covered for one in tables(target)[0].rows] == [False, True, True]


def test_a_covered_cell_with_its_own_text_leaves_the_merge(tmp_path):
    source = write(tmp_path / "plan.docx", MERGED)
    rows = (RowPatch((0, 1)), RowPatch((0, 2), {0: "1а"}), RowPatch((0, 3)), RowPatch((0, 4)))

    target = patched(source, Patch((TablePatch(0, rows, frozenset({1, 2, 3, 4})),)))

    assert [one[0] for one in texts(tables(target)[0])] == ["№", "1", "1а", "1", "2"]
    assert_merges_are_whole(target)


def test_a_new_text_of_the_head_is_that_of_all_its_rows(tmp_path):
    source = write(tmp_path / "plan.docx", MERGED)

    target = patched(source, Patch(cells={(0, 1, 0): "7", (0, 0, 1): "Мероприятие"}))

    assert [one[0] for one in texts(tables(target)[0])] == ["№", "7", "7", "7", "2"]
    assert texts(tables(target)[0])[0][1] == "Мероприятие"


def test_copies_can_join_the_merge_above(tmp_path):
    source = write(tmp_path / "plan.docx", MERGED)
    new = RowPatch((0, 2), {1: "песня", 2: "Котов"}, is_copy=True, above=frozenset({0}))
    begun = RowPatch((0, 4), {1: "танец"}, is_copy=True, above=frozenset({0}))
    rows = (*rows_of(0, 1, 2), new, *rows_of(0, 3, 4), begun)

    target = patched(source, Patch((TablePatch(0, rows, frozenset({1, 2, 3, 4})),)))

    found = tables(target)[0]
    assert [one[:2] for one in texts(found)] == [
        ["№", "Что"],
        ["1", "сбор"],
        ["1", "слёт"],
        ["1", "песня"],
        ["1", "отчёт"],
        ["2", "смотр"],
        ["2", "танец"],
    ]
    assert [one[0].is_covered for one in found.rows] == [0, 0, 1, 1, 1, 0, 1]
    assert_merges_are_whole(target)


def test_rows_move_between_two_tables_and_merges_with_them(tmp_path):
    source = write(tmp_path / "plan.docx", MERGED, line(run("и")), table(row("3", "выезд", "Ким")))
    patch = Patch(
        (
            TablePatch(0, rows_of(0, 1, 4), frozenset({1, 2, 3, 4})),
            TablePatch(2, (*rows_of(0, 3), *rows_of(2, 0), *rows_of(0, 2)), frozenset({0})),
        )
    )

    target = patched(source, patch)

    found = tables(target)
    assert [one[:2] for one in texts(found[0])] == [["№", "Что"], ["1", "сбор"], ["2", "смотр"]]
    assert [one[:2] for one in texts(found[2])] == [
        ["1", "отчёт"],
        ["3", "выезд"],
        ["1", "слёт"],
    ]
    assert_merges_are_whole(target)


def test_a_table_without_rows_goes_and_the_tables_around_it_stay_apart(tmp_path):
    source = write(
        tmp_path / "plan.docx", table(row("а")), line(), table(row("б")), table(row("в"))
    )

    target = patched(source, Patch((TablePatch(2, (), frozenset({0})),), dropped=frozenset({1})))

    assert [texts(one) for one in tables(target).values()] == [[["а"]], [["в"]]]
    assert [child.tag.removeprefix(W) for child in read_xml(target)[0]] == [
        "tbl",
        "p",
        "tbl",
        "sectPr",
    ]


def test_a_copy_repeats_no_id_and_no_tracked_change(tmp_path):
    inserted = '<w:ins w:id="5" w:author="К"/>'
    content = (
        '<w:p w14:paraId="1A" w14:textId="77"><w:pPr><w:rPr><w:ins w:id="6" w:author="К"/></w:rPr>'
        f'</w:pPr><w:bookmarkStart w:id="1" w:name="a"/>{run("сбор", "<w:i/>")}'
        '<w:r><w:footnoteReference w:id="2"/></w:r><w:bookmarkEnd w:id="1"/></w:p>'
    )
    body = row("1", cell(content), settings=inserted)
    source = write(
        tmp_path / "plan.docx", table(control(body, '<w:id w:val="9"/>'), row("2", "б"))
    )
    rows = (
        RowPatch((0, 0)),
        RowPatch((0, 0), {0: "1а", 1: "слёт\nпесня"}, is_copy=True),
        RowPatch((0, 1)),
    )

    target = patched(source, Patch((TablePatch(0, rows, frozenset({0, 1})),)))

    assert texts(tables(target)[0]) == [["1", "сбор"], ["1а", "слёт\nпесня"], ["2", "б"]]
    assert len(all_of(target, "bookmarkStart")) == len(all_of(target, "footnoteReference")) == 1
    assert len([one for one in all_of(target, "p") if one.attrib]) == 1
    assert len(all_of(target, "ins")) == 2
    assert [one.find(f"{W}sdtPr/{W}id").get(f"{W}val") for one in all_of(target, "sdt")] == [
        "9",
        "10",
    ]
    assert len(all_of(target, "i")) == 3  # both lines look like the line they are made from


def test_rows_stay_in_the_control_that_holds_several(tmp_path):
    held = control(row("1") + row("2") + row("3"), '<w:id w:val="9"/>')
    source = write(tmp_path / "plan.docx", table(row("№"), held, row("4")))
    rows = (
        *rows_of(0, 3, 1),
        RowPatch((0, 1), {0: "1а"}, is_copy=True),
        *rows_of(0, 4, 2),
    )

    target = patched(source, Patch((TablePatch(0, rows, frozenset({1, 2, 3, 4})),)))

    assert texts(tables(target)[0]) == [["№"], ["3"], ["1"], ["1а"], ["4"], ["2"]]
    [left] = all_of(target, "sdt")
    assert len(list(left.iter(f"{W}tr"))) == 3


def test_cells_in_controls_and_rows_that_are_not_shown_are_counted_as_read(tmp_path):
    source = write(
        tmp_path / "plan.docx",
        table(
            row("№", "Что"),
            row("0", "снято", settings='<w:del w:id="1" w:author="К"/>'),
            row(control(cell("1")), control(cell("сбор"))),
            row(cell("итог", span=2)),
        ),
    )
    before = tables(source)[0]

    target = patched(
        source,
        Patch(
            (TablePatch(0, (RowPatch((0, 2), {1: "слёт"}),), frozenset({2})),),
            cells={(0, 3, 0): "итого"},
        ),
    )

    assert [one[0].row for one in before.rows] == [0, 2, 3]
    assert texts(tables(target)[0]) == [["№", "Что"], ["1", "слёт"], ["итого"]]
    assert len(all_of(target, "tr")) == 4


def test_rows_that_stay_keep_their_place_among_the_others(tmp_path):
    source = write(tmp_path / "plan.docx", table(*(row(text) for text in "№12р34и")))
    replaced = frozenset({1, 2, 4, 5})

    dropped = patched(source, Patch((TablePatch(0, rows_of(0, 1, 4, 5), replaced),)))
    assert [one for (one,) in texts(tables(dropped)[0])] == [*"№1р34и"]

    turned = patched(source, Patch((TablePatch(0, rows_of(0, 5, 1, 2, 4), replaced),)))
    assert [one for (one,) in texts(tables(turned)[0])] == [*"№412р3и"]


@pytest.mark.parametrize(
    "patch",
    [
        Patch(lines={9: "x"}),
        Patch(lines={0: "x"}),
        Patch(dropped=frozenset({-1})),
        Patch(cells={(1, 0, 0): "x"}),
        Patch(cells={(0, 5, 0): "x"}),
        Patch(cells={(0, 1, 3): "x"}),
        Patch((TablePatch(0, rows_of(0, 7), frozenset({7})),)),
        Patch((TablePatch(0, rows_of(0, 1), frozenset({1, 9})),)),
        Patch((TablePatch(0, rows_of(0, 1, 1), frozenset({1})),)),
        Patch((TablePatch(0, rows_of(0, 2), frozenset({1})),)),
        Patch((TablePatch(0, (RowPatch((0, 1), {8: "x"}, is_copy=True),), frozenset({1})),)),
    ],
)
def test_what_the_document_does_not_have_is_refused(tmp_path, patch):
    source = write(tmp_path / "plan.docx", MERGED, line(run("конец")))
    target = tmp_path / "patched.docx"

    with pytest.raises(PatchError):
        patch_docx(source, target, patch)

    assert not target.exists()


@st.composite
def grids(draw):
    """Rows of (column, span, text, merge) over four columns; merges go down in one column."""
    height = draw(st.integers(1, 6))
    rows = []
    above = {}
    for number in range(height):
        cells, column, now = [], 0, {}
        while column < 4:
            span = draw(st.integers(1, min(2, 4 - column)))
            over = above.get((column, span))
            state = draw(st.sampled_from(["", "restart", "continue"] if over else ["", "restart"]))
            text = draw(st.sampled_from(["", f"т{number}", "а\nб"])) if state != "continue" else ""
            cells.append((column, span, text, state))
            if state:
                now[(column, span)] = True
            column += span
        rows.append(cells)
        above = now
    return rows


@st.composite
def patches(draw):
    grid = draw(grids())
    order = draw(st.permutations(range(len(grid))))
    order = order[: draw(st.integers(0, len(order)))]
    rows = []
    for number in order:
        rows.append(RowPatch((1, number), draw(changes(grid[number]))))
        if draw(st.booleans()):
            source = draw(st.integers(0, len(grid) - 1))
            above = draw(st.sets(st.sampled_from([one[0] for one in grid[source]])))
            new = draw(changes(grid[source]))
            rows.append(RowPatch((1, source), new, is_copy=True, above=frozenset(above)))
    return grid, rows


def changes(cells):
    return st.dictionaries(
        st.sampled_from([one[0] for one in cells]), st.sampled_from(["", "новый", "в\nг", "а\nб"])
    )


def shown_texts(grid, rows):
    """The text of each cell of the grid by (row, column), after the changes of moved rows."""
    heads, shown = {}, {}
    for number, cells in enumerate(grid):
        for column, _, text, state in cells:
            key = (number, column)
            heads[key] = heads[(number - 1, column)] if state == "continue" else key
            shown.setdefault(heads[key], text)
    own = {
        (one.source[1], column): text
        for one in rows
        if not one.is_copy
        for column, text in one.texts.items()
    }
    return {key: own.get(key, own.get(head, shown[head])) for key, head in heads.items()}


def apply_to_grid(grid, rows):
    """What should be read: (column, span, text) of each row."""
    shown = shown_texts(grid, rows)
    expected = []
    for one in rows:
        over = {cell[:2]: cell[2] for cell in (expected[-1] if expected else [])}
        now = []
        for column, span, *_ in grid[one.source[1]]:
            text = shown[(one.source[1], column)]
            if one.is_copy:
                joins = column in one.above
                text = over.get((column, span), "") if joins else one.texts.get(column, "")
            now.append((column, span, text))
        expected.append(now)
    return expected


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(patches())
def test_any_patch_read_back_is_the_patch_applied_to_the_grid(tmp_path, case):
    grid, rows = case
    body = [
        row(*(cell(_lines(text), state, span) for _, span, text, state in one)) for one in grid
    ]
    source = write(tmp_path / "plan.docx", line(run("План")), table(*body), line(run("и")))

    patch = Patch((TablePatch(1, tuple(rows), frozenset(range(len(grid)))),))
    target = patched(source, patch)

    found = tables(target).get(1)
    read = [] if found is None else [[_seen(c) for c in one] for one in found.rows]
    assert read == apply_to_grid(grid, rows)
    assert_merges_are_whole(target)


def _lines(text):
    return "".join(line(run(one) if one else "") for one in text.split("\n"))


def _seen(one):
    return one.column, one.span, one.text


def test_unchanged_rows_leave_the_document_as_it_is(tmp_path):
    source = write(tmp_path / "plan.docx", MERGED)

    target = patched(
        source, Patch((TablePatch(0, rows_of(0, 1, 2, 3, 4), frozenset({1, 2, 3, 4})),))
    )

    assert canonical(target) == canonical(source)
