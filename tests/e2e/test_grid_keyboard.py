"""The plan's grid by keyboard alone: walking, typing, rows, sections, fifty steps back."""

from __future__ import annotations  # the names of an absent package are never looked at

from typing import Any

import pytest

from tests.e2e.browser import Locator, expect
from tests.e2e.grid import Grid, new_plan, open_same

MANY = 60_000  # ms for fifty answers of a busy machine
SELECTED = "#plan-grid [aria-selected=true]"


@pytest.fixture
def grid(desk) -> Grid:
    return new_plan(desk("methodist"), "План с клавиатуры", "Семинар", "Конкурс", "Выставка")


def test_walking(grid):
    grid.press("Control+Home")
    grid.stands_on(grid.page.locator("tr.part th"))
    grid.press("ArrowDown", "ArrowRight")
    grid.stands_on(grid.cell(1, "title"))
    grid.press("ArrowDown", "End")
    grid.stands_on(grid.cell(2, "responsible"))
    grid.press("Home")
    grid.stands_on(grid.cell(2, "number"))
    grid.press("PageDown")
    grid.stands_on(grid.cell(3, "number"))
    grid.press("Control+End")
    grid.stands_on(grid.cell(3, "responsible"))
    grid.press("Tab")  # behind the last cell there is no next one: Tab goes on
    expect(grid.page.locator("#plan-grid :focus")).to_have_count(0)
    grid.press("Shift+Tab")
    grid.stands_on(grid.cell(3, "responsible"))
    grid.press("PageUp")
    grid.stands_on(grid.page.locator("tr.part th"))
    grid.press("ArrowDown")  # back in the column that it came from
    grid.stands_on(grid.cell(1, "responsible"))
    grid.press("Escape", "Tab")  # no trap
    expect(grid.page.locator("#plan-grid :focus")).to_have_count(0)


def test_typing(grid):
    grid.press("Control+Home", "ArrowDown", "ArrowRight")
    grid.type("Слёт")
    grid.press("Escape")
    grid.reads("title", ["Семинар", "Конкурс", "Выставка"])
    grid.type("Слёт")
    grid.press("Alt+Enter")
    grid.type("юннатов")
    grid.press("Enter")
    grid.stands_on(grid.cell(2, "title"))
    grid.press("F2")
    grid.type(" чтецов")
    grid.press("Tab")
    grid.stands_on(grid.cell(2, "result"))
    grid.press("Enter")
    grid.type("победители")
    grid.press("Shift+Tab")
    grid.stands_on(grid.cell(2, "title"))
    grid.saved()
    expect(grid.page.locator("[data-grid-status]")).to_contain_text("Сохранено в")

    again = open_same(grid.desk, grid)

    assert again.texts("title") == ["Слёт\nюннатов", "Конкурс чтецов", "Выставка"]
    assert again.texts("result") == ["", "победители", ""]
    again.desk.look("grid")


def test_selection_is_emptied_and_comes_back(grid):
    grid.press("Control+Home", "ArrowDown", "ArrowRight", "ArrowRight")
    for text in ("Отчёт", "Приказ", "Список"):
        grid.type(text)
        grid.press("Enter")
    grid.press("Shift+ArrowUp", "Shift+ArrowRight")
    expect(grid.page.locator(SELECTED)).to_have_count(4)
    grid.press("Delete")
    grid.saved()
    grid.reads("result", ["Отчёт", "", ""])
    grid.russian("z")
    grid.reads("result", ["Отчёт", "Приказ", "Список"])
    grid.press("Shift+Space")
    expect(grid.page.locator(SELECTED)).to_have_count(5 * 2)
    grid.press("Control+A")
    expect(grid.page.locator(SELECTED)).to_have_count(5 * 3 + 1)
    grid.press("Escape")
    expect(grid.page.locator(SELECTED)).to_have_count(1)


def test_rows_are_moved_indented_and_removed(grid):
    grid.press("Control+Home", "ArrowDown", "ArrowDown", "ArrowRight")
    grid.press("Alt+ArrowUp")
    grid.reads("title", ["Конкурс", "Семинар", "Выставка"])
    grid.stands_on(grid.cell(1, "title"))
    grid.press("Alt+ArrowDown", "Alt+ArrowDown")
    grid.reads("title", ["Семинар", "Выставка", "Конкурс"])
    grid.press("Control+Delete")
    grid.reads("title", ["Семинар", "Выставка"])
    grid.saved()
    grid.press("Control+Z")
    grid.reads("title", ["Семинар", "Выставка", "Конкурс"])
    grid.press("Control+Enter")
    grid.type("Праздник")
    grid.press("Enter")
    grid.saved()

    again = open_same(grid.desk, grid)

    assert sorted(again.texts("title")) == ["Выставка", "Конкурс", "Праздник", "Семинар"]


def test_a_row_becomes_a_step_and_a_row_again(grid):
    rows = grid.page.locator("#plan-grid tr[data-item]:not(.sub)")
    grid.press("Control+Home", "ArrowDown", "ArrowRight")
    grid.press("Alt+Shift+ArrowRight")  # nothing above it
    grid.press("ArrowDown", "Alt+Shift+ArrowRight")
    expect(rows).to_have_count(2)
    grid.saved()
    grid.press("Control+Home", "ArrowDown", "Alt+Shift+ArrowLeft")
    expect(rows).to_have_count(3)
    grid.saved()
    grid.press("Control+Z", "Control+Z")
    grid.reads("title", ["Семинар", "Конкурс", "Выставка"])


def test_sections(grid):
    for name in ("Раздел А", "Раздел Б"):
        grid.desk.press("Раздел")
        grid.type(name)
        grid.press("Enter")
        grid.saved()
    sections = grid.page.locator("tr.part .t")
    expect(sections).to_have_text(["", "Раздел А", "Раздел Б"])
    grid.press("Control+End", "Alt+ArrowUp")
    expect(sections).to_have_text(["", "Раздел Б", "Раздел А"])
    grid.press("Control+Enter")
    grid.type("Пункт раздела")
    grid.press("Enter")
    grid.saved()
    grid.press("Control+Z")
    grid.reads("title", ["Семинар", "Конкурс", "Выставка"])


def test_fifty_steps_back_and_forth(grid):
    grid.press("Control+Home", "ArrowDown", "ArrowRight", "ArrowRight")
    for number in range(45):
        grid.type("абвгдежзик"[number % 10])
        grid.press("Enter", *["ArrowUp"] * (number % 3 != 0))
    grid.press("Control+A", "Delete")
    grid.press("Control+Home", "ArrowDown", "Control+Delete", "Control+Delete")
    grid.press("Control+Enter")
    grid.type("Новая")
    grid.press("Enter")
    grid.saved(patience=MANY)
    after = (grid.texts("title"), grid.texts("result"))

    for _ in range(52):  # also the three rows that the plan began with
        grid.russian("z")
    grid.saved(patience=MANY)
    grid.reads("title", [])
    for _ in range(52):
        grid.press("Control+Y")
    grid.saved(patience=MANY)
    grid.reads("title", after[0])

    assert (grid.texts("title"), grid.texts("result")) == after


def test_rows_and_sections_are_dragged(grid):
    grid.desk.press("Раздел")
    grid.type("Раздел А")
    grid.press("Enter")
    grid.saved()
    drag(grid, grid.row(1), grid.row(3))
    grid.reads("title", ["Конкурс", "Выставка", "Семинар"])
    drag(grid, grid.page.locator("tr.part").last, grid.page.locator("tr.part").first, above=True)
    expect(grid.page.locator("tr.part .t")).to_have_text(["Раздел А", ""])
    grid.saved()
    grid.press("Control+Z")
    grid.saved()

    assert open_same(grid.desk, grid).texts("title") == ["Конкурс", "Выставка", "Семинар"]


def drag(grid: Grid, row: Locator, to: Locator, *, above: bool = False) -> None:
    """By the handle, to the lower half of a row or to its upper one."""
    mouse = grid.page.mouse
    row.locator("td,th").first.hover()
    handle: Any = grid.page.locator(".handle").bounding_box()
    mouse.move(handle["x"] + 5, handle["y"] + 5)
    mouse.down()
    box: Any = to.bounding_box()
    mouse.move(box["x"] + 60, box["y"] + 20, steps=3)
    mouse.move(box["x"] + 60, box["y"] + (3 if above else box["height"] - 3))
    expect(grid.page.locator(".drop-line")).to_be_visible()
    mouse.up()


def test_keys_are_shown(grid):
    grid.press("Control+Home", "F1")
    expect(grid.page.get_by_role("dialog", name="Клавиши таблицы")).to_be_visible()
    grid.press("Escape")
    grid.stands_on(grid.page.locator("tr.part th"))


def test_on_a_telephone_a_row_is_a_card(grid, desk):
    phone = desk("methodist", has_touch=True)
    phone.page.set_viewport_size({"width": 360, "height": 740})
    cards = open_same(phone, grid)
    cards.cell(2, "title").tap()
    field = phone.page.get_by_role("textbox", name="Мероприятие")
    field.fill("Конкурс рисунков")
    phone.press("Строка")  # elsewhere: the text is saved, and a new row waits for its name
    cards.saved()

    assert open_same(phone, grid).texts("title") == ["Семинар", "Конкурс рисунков", "Выставка"]


def test_the_head_of_a_long_table_stays_in_sight(desk):
    grid = new_plan(desk("methodist"), "План длиннее экрана", *(f"Пункт {n}" for n in "абвгдежз"))
    page = grid.page
    page.set_viewport_size({"width": 1440, "height": 520})
    grid.press("Control+Home")

    grid.press(*["ArrowDown"] * 8)

    grid.stands_on(grid.row(8).locator("td").first)
    expect(page.locator("#plan-grid thead th").first).to_be_in_viewport(ratio=1)


def test_the_numbers_on_the_tabs_follow_the_table(desk):
    grid = new_plan(desk("methodist"), "План с вкладками", "Семинар")
    tabs = grid.page.get_by_role("navigation", name="Какие пункты показать")
    grid.cell(1, "deadline").click()
    grid.type("когда решим")
    grid.press("Enter")
    grid.add("Слёт")

    for name in ("Все пункты 2", "Уточнить срок 1", "Без срока 1", "Не назначены 2"):
        expect(tabs.get_by_role("link", name=name)).to_be_visible()
