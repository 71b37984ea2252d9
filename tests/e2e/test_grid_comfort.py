"""What a day's work at the table found annoying: each of these once went another way."""

import re

import pytest

from tests.e2e.browser import expect
from tests.e2e.grid import Grid, new_plan, opened

RETURNED = "Медиаплан Недели дополнительного образования"
MODAL = "dialog:modal"
SCROLLED = "document.querySelector('#plan-sheet').scrollTop"


@pytest.fixture
def methodist(desk):
    return desk("methodist2")


@pytest.fixture
def grid(methodist):
    made = new_plan(methodist, "Удобство", "Слёт", "Бал", "Пир", "Мир")
    made.cell(2, "deadline").click()
    made.type("до 25 мая")
    made.press("Enter")
    made.saved()
    return made


def chip(grid: Grid):
    return grid.cell(2, "deadline").locator(".chip").first


def toast(grid: Grid):
    return grid.page.locator(".toast")


def test_the_first_click_on_a_chip_selects_and_the_second_opens(grid):
    grid.cell(1, "title").click()

    chip(grid).click()
    grid.stands_on(grid.cell(2, "deadline"))
    expect(grid.page.locator(MODAL)).to_have_count(0)
    chip(grid).click()

    expect(grid.page.get_by_role("dialog", name="Как понят срок")).to_be_visible()


def test_a_chip_still_opens_by_a_double_click_and_by_its_own_key(grid):
    editor = grid.page.get_by_role("dialog", name="Как понят срок")
    grid.cell(1, "title").click()
    chip(grid).dblclick()
    expect(editor).to_be_visible()
    grid.press("Escape")
    expect(editor).to_be_hidden()

    grid.press("F4")

    expect(editor).to_be_visible()


def test_rows_picked_by_hand_begin_with_the_row_that_was_selected(grid):
    grid.cell(1, "title").click()
    grid.cell(3, "title").click(modifiers=["Control"])
    chip(grid).click(modifiers=["Control"])

    expect(grid.page.locator("[data-grid-selected]")).to_have_text("Выбрано: 3 строки")
    grid.press("Control+Delete")

    grid.reads("title", ["Мир"])
    expect(toast(grid)).to_have_text("В корзине 3 строки. Ctrl+Z вернёт.")


def test_what_cannot_be_done_is_said_where_one_looks(grid):
    grid.cell(1, "title").click()
    grid.press("Alt+ArrowUp")

    expect(toast(grid)).to_have_text("Выше двигать некуда.")
    expect(toast(grid)).to_be_in_viewport()
    grid.press("Escape")  # what Tab will do is told to ears alone
    expect(toast(grid)).to_have_class(re.compile(r"\bvh\b"))
    grid.desk.look("grid-toast")


def test_a_cell_tells_who_wrote_what_in_it(grid):
    grid.cell(2, "deadline").click()
    grid.type("до 1 июня")
    grid.press("Enter", "ArrowUp", "Shift+F4")

    history = grid.page.get_by_role("dialog", name="История ячейки")
    expect(history).to_contain_text("1 июня")
    expect(history).to_contain_text("25 мая")
    grid.desk.look("grid-cell-history")
    grid.press("Escape")
    grid.stands_on(grid.cell(2, "deadline"))
    grid.desk.press("История ячейки (Shift+F4)")
    history.get_by_role("link", name="История всей строки").click()
    grid.desk.heading("История плана")
    expect(grid.page.locator("main")).to_contain_text("25 мая")


def test_columns_half_changed_are_not_lost_by_a_slip(grid):
    grid.desk.press("Графы")
    panel = grid.page.locator("#grid-columns")
    panel.get_by_label("Заголовок графы").nth(2).fill("Итог")

    grid.press("Escape")
    expect(panel.get_by_role("alert")).to_contain_text("ещё не изменены")
    grid.desk.press("Изменить графы плана", panel)

    expect(grid.page.get_by_role("columnheader", name="Итог")).to_be_visible()


def test_a_column_hidden_a_moment_ago_is_hidden_after_a_reload(grid):
    grid.desk.press("Графы")
    own = grid.page.locator("#grid-columns [data-own]").filter(has_text="Ожидаемый результат")
    with grid.page.expect_response(re.compile("/view/")):
        own.get_by_role("checkbox").uncheck()
    grid.page.reload()
    opened(grid.desk)

    head = grid.page.locator("#plan-grid th", has_text="Ожидаемый результат")
    expect(head).to_be_hidden()


def test_a_found_place_is_not_under_the_panel(grid):
    grid.cell(3, "responsible").click()
    grid.type("методист")
    grid.press("Enter")
    grid.saved()
    for width, height in ((1366, 768), (1000, 420), (360, 740)):
        grid.page.set_viewport_size({"width": width, "height": height})
        grid.page.evaluate("document.querySelector('[data-tool=replace]').click()")
        panel = grid.page.locator("#grid-find")
        panel.get_by_label("Найти", exact=True).fill("методист")
        found = grid.page.locator("#plan-grid .found")
        expect(found).to_be_in_viewport()
        one, other = found.bounding_box(), panel.bounding_box()
        apart = (
            one["x"] + one["width"] <= other["x"]
            or other["x"] + other["width"] <= one["x"]
            or one["y"] + one["height"] <= other["y"]
        )
        assert apart, (width, one, other)
        grid.press("Escape")


def test_a_long_table_opens_where_it_was_left(methodist):
    rows = [f"Пункт {number}" for number in range(1, 15)]
    grid = new_plan(methodist, "Длинный", *rows)
    grid.page.set_viewport_size({"width": 1280, "height": 420})
    grid.press("Control+Home", "Control+End")
    left = grid.page.evaluate(SCROLLED)
    assert left > 100

    grid.page.reload()
    opened(methodist)

    assert grid.page.evaluate(SCROLLED) == left


def test_a_returned_plan_shows_its_table_and_remarks_can_be_put_away(methodist):
    methodist.open("/plans/?state=returned")
    methodist.page.get_by_role("link", name=re.compile(RETURNED)).click()
    grid = opened(methodist)
    page = methodist.page
    page.set_viewport_size({"width": 1366, "height": 768})
    remarks = page.locator("#remarks")
    expect(remarks).to_contain_text("План вернули на доработку")
    expect(grid.row(1)).to_be_in_viewport()

    remarks.locator("h3 a").first.click()
    grid.stands_on(grid.row(1).locator(".main"))
    remarks.locator("summary").first.click()
    page.reload()
    opened(methodist)
    expect(remarks.get_by_text("Ответить").first).to_be_hidden()

    page.locator("button.remark").first.click()
    expect(remarks.get_by_text("Ответить").first).to_be_in_viewport()
    methodist.look("plan-returned")
