"""Rows become steps, steps become rows and change places: at once, also without a network."""

import re

import pytest

from tests.e2e.browser import expect
from tests.e2e.grid import Grid, new_plan, open_same, opened
from tests.e2e.test_grid_never_lost import CHANGES, cut, forgive_the_cut, in_new_tab

OUTLINE = """([title, stage]) => {
  const found = [];
  const say = (line, col) => line.querySelector(`[data-col="${col}"] .t`)?.textContent ?? "";
  for (const line of document.querySelectorAll("#plan-grid tr[data-item]")) {
    if (!line.matches(".sub")) found.push([say(line, title), []]);
    if (line.dataset.step) found.at(-1)[1].push(say(line, stage));
  }
  return found;
}"""
ROWS = ("Семинар", "Конкурс", "Выставка", "Слёт")
FLAT = [[title, []] for title in ROWS]


def outline(grid: Grid) -> list:
    """Each row and its steps, as the screen says."""
    said: list = grid.page.evaluate(OUTLINE, [grid.columns["title"], stage(grid)])
    return said


def stage(grid: Grid) -> str:
    return grid.columns["intermediate_result"]


def add_stage(grid: Grid) -> None:
    """A column for what steps are called."""
    grid.desk.press("Графы")
    panel = grid.page.locator("#grid-columns")
    grid.desk.press("Добавить графу", panel)
    last = panel.locator("[data-columns] [data-column]").last
    last.get_by_label("Заголовок графы").fill("Этап")
    last.get_by_role("combobox").select_option(value="intermediate_result")
    grid.desk.press("Изменить графы плана", panel)
    expect(grid.page.locator("#plan-grid th[data-field=intermediate_result]")).to_be_visible()


@pytest.fixture
def plain(desk) -> Grid:
    return new_plan(desk("methodist"), "План с подстроками", *ROWS)


@pytest.fixture
def grid(plain) -> Grid:
    add_stage(plain)
    return opened(plain.desk)


def stand(grid: Grid, row: int) -> None:
    """On the title of the n-th row."""
    cell = grid.cell(row, "title")
    if not cell.evaluate("cell => cell === document.activeElement"):  # a second click would edit
        cell.click(position={"x": 3, "y": 3})
    grid.stands_on(cell)


def to_stage(grid: Grid) -> None:
    grid.press("End")
    assert grid.page.evaluate("document.activeElement.dataset.col") == stage(grid)


def restore(grid: Grid) -> None:
    grid.page.context.set_offline(False)
    grid.saved()
    forgive_the_cut(grid)


def test_without_a_network_rows_become_steps_and_change_places(grid):
    cut(grid)
    stand(grid, 2)
    grid.press("Alt+Shift+ArrowRight")
    assert outline(grid) == [["Семинар", ["Конкурс"]], *FLAT[2:]]
    stand(grid, 2)
    grid.press("Alt+Shift+ArrowRight")
    assert outline(grid) == [["Семинар", ["Конкурс", "Выставка"]], *FLAT[3:]]
    to_stage(grid)
    assert grid.place == "Выставка"
    grid.press("Alt+ArrowUp")
    assert outline(grid)[0] == ["Семинар", ["Выставка", "Конкурс"]]
    grid.type("Показ")
    grid.press("Enter")
    assert grid.place == "Конкурс"
    grid.press("ArrowUp", "Alt+ArrowDown")
    assert outline(grid)[0] == ["Семинар", ["Конкурс", "Показ"]]
    grid.says("Не сохранено: нет связи")
    expect(grid.page.get_by_text("не сохранено", exact=True)).not_to_have_count(0)
    grid.stands_on(grid.page.locator("#plan-grid tr.sub td").last)

    restore(grid)

    wanted = [["Семинар", ["Конкурс", "Показ"]], *FLAT[3:]]
    assert outline(grid) == wanted
    assert outline(open_same(grid.desk, grid)) == wanted


def test_without_a_network_steps_become_rows(grid):
    stand(grid, 2)
    grid.press("Alt+Shift+ArrowRight")
    grid.saved()
    cut(grid)
    grid.press("Alt+Shift+ArrowLeft")
    assert outline(grid) == FLAT
    grid.stands_on(grid.cell(2, "title"))
    grid.type("Конкурс чтецов")
    grid.press("Enter", "ArrowUp", "Alt+ArrowDown")
    wanted = [FLAT[0], FLAT[2], ["Конкурс чтецов", []], FLAT[3]]
    assert outline(grid) == wanted

    restore(grid)

    assert outline(grid) == wanted
    assert outline(open_same(grid.desk, grid)) == wanted


def test_what_the_row_above_says_becomes_its_first_step(grid):
    stand(grid, 1)
    to_stage(grid)
    grid.type("Положение")
    grid.press("Enter")
    cut(grid)
    stand(grid, 2)
    grid.press("Alt+Shift+ArrowRight")
    assert outline(grid)[0] == ["Семинар", ["Положение", "Конкурс"]]
    to_stage(grid)
    grid.press("ArrowUp", "Alt+Shift+ArrowLeft")
    wanted = [["Семинар", ["Конкурс"]], ["Положение", []], *FLAT[2:]]
    assert outline(grid) == wanted

    restore(grid)

    assert outline(open_same(grid.desk, grid)) == wanted


def test_a_closed_tab_keeps_the_steps_until_the_network_is_back(grid):
    wanted = [["Семинар", ["Выставка"]], ["Конкурс", []], FLAT[3]]
    context, address = grid.page.context, grid.page.url
    stand(grid, 2)
    grid.press("Alt+Shift+ArrowRight")
    grid.saved()
    cut(grid)
    stand(grid, 2)
    grid.press("Alt+Shift+ArrowRight")
    to_stage(grid)
    grid.press("Alt+ArrowUp", "ArrowDown", "Alt+Shift+ArrowLeft")
    assert outline(grid) == wanted
    grid.page.close()
    context.set_offline(False)
    forgive_the_cut(grid)
    context.route(CHANGES, lambda route: route.abort("internetdisconnected"))

    again = in_new_tab(grid, context, address)
    waits_with(again, wanted)
    again.page.reload()
    waits_with(opened(again.desk), wanted)
    context.unroute(CHANGES)
    again.press("Control+S")
    again.saved()
    forgive_the_cut(again)

    assert outline(again) == wanted
    assert outline(open_same(again.desk, again)) == wanted


def waits_with(grid: Grid, wanted: list) -> None:
    """All of it is on the screen, and nothing of it has come to the portal."""
    grid.says("Не сохранено: нет связи")
    assert outline(grid) == wanted


def test_what_the_portal_refuses_goes_back_and_gives_the_text_back(grid):
    grid.desk.watch.allowed |= {422}
    words = {"message": "У пункта не больше 100 промежуточных результатов.", "problems": []}
    cut(grid)
    stand(grid, 2)
    grid.press("Alt+Shift+ArrowRight")
    to_stage(grid)
    grid.type("Уточнено")
    grid.press("Enter")
    grid.page.route(CHANGES, lambda route: route.fulfill(status=422, json=words), times=1)
    grid.page.context.set_offline(False)

    offer = grid.page.locator("[data-grid-kept] .told")
    expect(offer).to_contain_text("Уточнено")
    grid.reads("title", ROWS)  # the table has come anew
    forgive_the_cut(grid)
    assert outline(grid) == FLAT
    grid.says("Есть несохранённое")
    grid.desk.press("Вернуть как было")
    grid.saved()
    assert outline(open_same(grid.desk, grid)) == FLAT


def test_a_row_above_in_the_bin_gives_the_text_back(grid, desk):
    theirs = open_same(desk("head"), grid)
    cut(grid)
    stand(grid, 2)
    grid.press("Alt+Shift+ArrowRight")
    to_stage(grid)
    grid.type("Уточнено")
    grid.press("Enter")
    stand(theirs, 1)
    theirs.press("Control+Delete")
    theirs.saved()
    grid.desk.watch.allowed |= {409, 422}
    grid.page.context.set_offline(False)

    offer = grid.page.locator("[data-grid-kept] .told")
    expect(offer).to_contain_text("Уточнено")
    grid.reads("title", ROWS[1:])
    forgive_the_cut(grid)
    assert outline(grid) == FLAT[1:]
    grid.desk.press("Мой текст не нужен")
    grid.saved()
    assert outline(open_same(grid.desk, grid)) == FLAT[1:]


def test_a_row_that_somebody_changed_becomes_a_step_with_their_text(grid, desk):
    theirs = open_same(desk("head"), grid)
    cut(grid)
    stand(grid, 2)
    grid.press("Alt+Shift+ArrowRight")
    stand(theirs, 2)
    theirs.type("Конкурс чтецов")
    theirs.press("Enter")
    theirs.saved()
    grid.desk.watch.allowed |= {409}

    restore(grid)

    wanted = [["Семинар", ["Конкурс чтецов"]], *FLAT[2:]]
    assert outline(grid) == wanted
    assert outline(open_same(grid.desk, grid)) == wanted


def test_a_row_in_the_bin_is_not_asked_for_again_and_again(grid, desk):
    theirs = open_same(desk("head"), grid)
    asked: list[str] = []
    grid.page.on("request", lambda request: asked.append(request.url))
    cut(grid)
    stand(grid, 2)
    grid.press("Alt+ArrowDown", "Alt+Shift+ArrowRight")
    assert outline(grid) == [FLAT[0], ["Выставка", ["Конкурс"]], FLAT[3]]
    stand(theirs, 2)
    theirs.press("Control+Delete")
    theirs.saved()
    grid.desk.watch.allowed |= {409}
    asked.clear()

    restore(grid)

    assert sum(bool(re.search(CHANGES, url)) for url in asked) <= 2
    expect(grid.page.locator("#plan-grid tr[data-item]")).to_have_count(3)
    assert outline(grid) == [FLAT[0], *FLAT[2:]]


def test_steps_made_without_a_network_are_taken_back(grid):
    cut(grid)
    stand(grid, 3)
    grid.press("Alt+Shift+ArrowRight", "Control+Z")

    restore(grid)

    assert outline(grid) == FLAT


def test_a_plan_without_a_column_for_steps_keeps_their_names(plain):
    stand(plain, 2)
    plain.press("Alt+Shift+ArrowRight")
    said = plain.page.locator("[data-grid-said]")
    expect(said).to_contain_text("добавьте графу «Промежуточный результат»")
    plain.saved()
    again = open_same(plain.desk, plain)
    assert again.texts("title") == [ROWS[0], *ROWS[2:]]
    cut(again)
    stand(again, 1)

    again.press("Alt+Shift+ArrowLeft")

    assert again.texts("title") == list(ROWS)
    restore(again)
    assert open_same(again.desk, again).texts("title") == list(ROWS)


def test_a_step_is_put_into_the_bin_without_a_network(grid):
    for _ in range(2):
        stand(grid, 2)
        grid.press("Alt+Shift+ArrowRight")
    grid.saved()
    cut(grid)
    to_stage(grid)
    grid.press("ArrowUp", "Control+Delete")
    wanted = [["Семинар", ["Выставка"]], FLAT[3]]
    assert outline(grid) == wanted

    restore(grid)

    assert outline(open_same(grid.desk, grid)) == wanted
