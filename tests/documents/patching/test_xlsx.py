import re
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation

from documents.patching import Patch, PatchError, RowPatch, TablePatch, patch_xlsx
from documents.readers import Table, read_blocks

GOLDEN = Path(__file__).parents[1] / "golden"
PLAN = GOLDEN / "cherdakly-road-map" / "document.xlsx"


def patched(source, patch):
    target = source.with_name("patched.xlsx")
    patch_xlsx(source, target, patch)
    return target


def shown(path, place=0):
    [table] = [
        block
        for block in read_blocks(path, path.name)
        if isinstance(block, Table) and block.place == place
    ]
    return [[cell.text for cell in row] for row in table.rows]


def rows_of(place, *numbers):
    return tuple(RowPatch((place, number)) for number in numbers)


@pytest.fixture
def plan(tmp_path):
    """A sheet with everything that follows its rows, and one that looks at it."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "План 1"
    sheet.append(["План работы"])
    sheet.merge_cells("A1:D1")
    sheet.append(["№", "Что", "Когда", "Сколько"])
    bold = TextBlock(InlineFont(b=True), "сбор")
    sheet.append([1, CellRichText(bold, " школ"), date(2026, 5, 4), 10])
    sheet.append([None, "слёт", date(2026, 5, 5), 20])
    sheet.append([2, "смотр", "май", "=D3+D4"])
    sheet.append(["Итого", None, None, "=SUM(D3:D5)"])
    sheet.merge_cells("A3:A4")
    sheet["B5"].font = Font(color="FF0000")
    sheet["B5"].comment = Comment("уточнить", "Петрова")
    sheet.row_dimensions[5].height = 40
    check = DataValidation(type="list", formula1='"да,нет"', sqref="C3:C5")
    sheet.add_data_validation(check)
    sheet.conditional_formatting.add("D3:D5", CellIsRule("greaterThan", ["15"]))
    sheet.print_area = "A1:D6"
    book.create_sheet("Другое")["A1"] = "='План 1'!D5"
    book.create_sheet("Пустой")
    path = tmp_path / "plan.xlsx"
    book.save(path)
    return path


def table(*rows):
    return Patch((TablePatch(0, rows, frozenset({2, 3, 4})),))


def test_an_empty_patch_changes_no_byte_of_any_part(plan):
    target = patched(plan, Patch())

    with zipfile.ZipFile(plan) as before, zipfile.ZipFile(target) as after:
        assert after.namelist() == before.namelist()
        assert [after.read(one) for one in after.namelist()] == [
            before.read(one) for one in before.namelist()
        ]
        assert [one.date_time for one in after.infolist()] == [
            one.date_time for one in before.infolist()
        ]


def test_everything_follows_its_rows(plan):
    target = patched(plan, table(*rows_of(0, 4, 2, 3)))

    sheet = openpyxl.load_workbook(target, rich_text=True)["План 1"]
    assert sheet["B3"].value == "смотр"
    assert sheet["B4"].value[0].font.b
    assert sheet["C4"].value.date() == date(2026, 5, 4)
    assert sheet["D3"].value == "=D4+D5"
    assert sheet["D6"].value == "=SUM(D3:D5)"
    assert {str(one) for one in sheet.merged_cells.ranges} == {"A1:D1", "A4:A5"}
    assert sheet["B3"].font.color.rgb == "00FF0000"
    assert sheet["B3"].comment.text == "уточнить"
    assert sheet.row_dimensions[3].height == 40
    assert openpyxl.load_workbook(target)["Другое"]["A1"].value == "='План 1'!D3"


def test_new_and_lost_rows_move_what_stands_below(plan):
    copy = RowPatch((0, 4), {0: "3", 1: "=1+1\nпесня", 3: "5"}, is_copy=True)
    target = patched(plan, table(*rows_of(0, 2, 4), copy, RowPatch((0, 4), {1: "игра"}, True)))

    assert shown(target)[1:] == [
        ["№", "Что", "Когда", "Сколько"],
        ["1", "сбор школ", "04.05.2026", "10"],
        ["2", "смотр", "май", ""],
        ["3", "=1+1\nпесня", "", "5"],
        ["", "игра", "", ""],
        ["Итого", "", "", ""],
    ]
    sheet = openpyxl.load_workbook(target)["План 1"]
    assert sheet["B5"].data_type == "s"
    assert sheet["B5"].font.color.rgb == "00FF0000"
    assert sheet["B5"].alignment.wrap_text
    assert sheet["B5"].quotePrefix
    assert not sheet["B6"].quotePrefix
    assert sheet["D4"].value == "=D3+#REF!"
    assert sheet["D7"].value == "=SUM(D3:D6)"
    assert [str(one.sqref) for one in sheet.data_validations.dataValidation] == ["C3:C6"]
    assert [str(one.sqref) for one in sheet.conditional_formatting] == ["D3:D6"]
    assert sheet.print_area == "'План 1'!$A$1:$D$7"


def test_the_value_a_formula_had_stays_with_it(plan):
    with zipfile.ZipFile(plan) as package:
        parts = {one: package.read(one) for one in package.namelist()}
    part = "xl/worksheets/sheet1.xml"
    formula = b"<f>D3+D4</f>"
    parts[part] = re.sub(
        re.escape(formula) + rb"<v[^>]*>(</v>)?", formula + b"<v>30</v>", parts[part]
    )
    with zipfile.ZipFile(plan, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)

    target = patched(plan, table(*rows_of(0, 4, 2, 3)))

    assert shown(target)[2] == ["2", "смотр", "май", "30"]


def test_a_text_that_the_cell_says_already_keeps_its_type(plan):
    target = patched(plan, Patch(cells={(0, 2, 2): "04.05.2026", (0, 2, 3): "11", (0, 2, 0): "1"}))

    sheet = openpyxl.load_workbook(target)["План 1"]
    assert [sheet["A3"].value, sheet["C3"].is_date, sheet["D3"].value] == [1, True, "11"]


def test_a_row_of_a_set_height_grows_with_its_text(plan):
    long = "\n".join(["очень длинное название мероприятия"] * 3)

    target = patched(plan, Patch(cells={(0, 4, 1): long, (0, 3, 1): long}))

    heights = openpyxl.load_workbook(target)["План 1"].row_dimensions
    assert heights[5].height > 40 * 3
    assert heights[4].height is None


def test_merged_areas_are_mended(plan):
    parted = patched(plan, table(*rows_of(0, 2, 4, 3)))
    assert [one[0] for one in shown(parted)[2:]] == ["1", "2", "1", "Итого"]

    headless = patched(plan, table(*rows_of(0, 3, 4)))
    assert [one[0] for one in shown(headless)[2:]] == ["1", "2", "Итого"]

    own = patched(plan, table(RowPatch((0, 2)), RowPatch((0, 3), {0: "1а"}), RowPatch((0, 4))))
    assert [one[0] for one in shown(own)[2:]] == ["1", "1а", "2", "Итого"]

    new = RowPatch((0, 4), {1: "песня"}, is_copy=True, above=frozenset({0}))
    joined = patched(plan, table(*rows_of(0, 2, 3), new, *rows_of(0, 4)))
    sheet = openpyxl.load_workbook(joined)["План 1"]
    assert {str(one) for one in sheet.merged_cells.ranges} == {"A1:D1", "A3:A5"}


def test_rows_move_to_another_sheet(plan):
    patch = Patch(
        (
            TablePatch(0, rows_of(0, 2), frozenset({2, 3, 4})),
            TablePatch(1, (*rows_of(1, 0), *rows_of(0, 3)), frozenset({0})),
        )
    )

    target = patched(plan, patch)

    assert [one[0] for one in shown(target)] == ["План работы", "№", "1", "Итого"]
    assert shown(target, 1)[1] == ["1", "слёт", "05.05.2026", "20"]


def test_sheets_are_left_out_but_never_the_last(plan):
    target = patched(plan, Patch(dropped=frozenset({0})))

    book = openpyxl.load_workbook(target)
    assert book.sheetnames == ["Другое", "Пустой"]
    assert book["Другое"]["A1"].value == "=#REF!"
    with zipfile.ZipFile(target) as package:
        assert "xl/worksheets/sheet1.xml" not in package.namelist()
    with pytest.raises(PatchError, match="without a sheet"):
        patched(plan, Patch(dropped=frozenset({0, 1, 2})))


@pytest.mark.parametrize(
    "patch",
    [
        Patch(lines={0: "x"}),
        Patch(dropped=frozenset({7})),
        Patch(cells={(7, 0, 0): "x"}),
        Patch(cells={(0, 70, 0): "x"}),
        Patch(cells={(0, 1, 20): "x"}),
        Patch((TablePatch(0, rows_of(0, 90), frozenset({90})),)),
        Patch((TablePatch(0, rows_of(0, 2, 2), frozenset({2})),)),
        Patch((TablePatch(0, (RowPatch((0, 2), {20: "x"}, is_copy=True),), frozenset({2})),)),
    ],
)
def test_what_the_workbook_does_not_have_is_refused(plan, patch):
    with pytest.raises(PatchError):
        patched(plan, patch)

    assert not plan.with_name("patched.xlsx").exists()


def test_a_golden_plan_with_its_rows_turned_round(tmp_path):
    source = tmp_path / "plan.xlsx"
    source.write_bytes(PLAN.read_bytes())
    [before] = [one for one in read_blocks(source, source.name) if isinstance(one, Table)]
    numbers = [one[0].row for one in before.rows if one[0].text.rstrip(".").isdigit()]

    turned = rows_of(before.place, *reversed(numbers))
    target = patched(source, Patch((TablePatch(before.place, turned, frozenset(numbers)),)))

    old = {one[0].row: [cell.text for cell in one] for one in before.rows}
    new = dict(zip(numbers, reversed(numbers), strict=True))
    expected = [old[new.get(number, number)] for number in old]
    assert len(numbers) > 10
    assert shown(target, before.place) == expected


@st.composite
def sheets(draw):
    """Heights of merged groups in the first column, and what becomes of their rows."""
    heights = draw(st.lists(st.integers(1, 3), min_size=1, max_size=4))
    order = draw(st.permutations(range(sum(heights))))
    rows = []
    for number in order[: draw(st.integers(1, len(order)))]:
        rows.append(RowPatch((0, number), draw(changes())))
        if draw(st.booleans()):
            source = draw(st.integers(0, sum(heights) - 1))
            above = frozenset({0}) if draw(st.booleans()) else frozenset()
            rows.append(RowPatch((0, source), draw(changes()), is_copy=True, above=above))
    return heights, rows


def changes():
    return st.dictionaries(st.integers(0, 2), st.sampled_from(["новый", "а\nб", "=1", "7"]))


def apply_to_grid(heights, rows):
    """What should be read in the three columns."""
    heads = [sum(heights[:group]) for group, size in enumerate(heights) for _ in range(size)]
    own = {one.source[1]: one.texts for one in rows if not one.is_copy}
    expected = []
    for one in rows:
        number = one.source[1]
        texts = {0: f"г{heads[number]}", 1: f"в{number}", 2: ""}
        if one.is_copy:
            texts = dict.fromkeys(texts, "") | one.texts
            if 0 in one.above:
                texts[0] = expected[-1][0]
        else:
            texts[0] = own.get(heads[number], {}).get(0, texts[0])
            texts |= one.texts
        expected.append([texts[0], texts[1], texts[2]])
    return expected


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(sheets())
def test_any_patch_read_back_is_the_patch_applied_to_the_grid(tmp_path, case):
    heights, rows = case
    book = openpyxl.Workbook()
    for number in range(sum(heights)):
        book.active.append([None, f"в{number}", None])
    for group, size in enumerate(heights):
        first = sum(heights[:group])
        book.active.cell(first + 1, 1, f"г{first}")
        if size > 1:
            book.active.merge_cells(None, first + 1, 1, first + size, 1)
    book.active.append(["конец", "и", "всё"])
    source = tmp_path / "plan.xlsx"
    book.save(source)

    target = patched(source, Patch((TablePatch(0, tuple(rows), frozenset(range(sum(heights)))),)))

    assert shown(target) == [*apply_to_grid(heights, rows), ["конец", "и", "всё"]]
    for area in openpyxl.load_workbook(target).active.merged_cells.ranges:
        assert area.size["rows"] > 1
