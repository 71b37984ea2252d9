"""A text stays with its author: another person in the browser, other columns, a closed plan."""

import re
from dataclasses import replace

from tests.e2e.browser import expect
from tests.e2e.desk import sign_in
from tests.e2e.grid import new_plan, open_same

WATCH = re.compile("/watch/$")


def stand(grid, row, column):
    grid.cell(row, column).click(position={"x": 3, "y": 3})


def signed_in_beside(grid, portal, name):
    """Another tab of the same browser, where somebody else signs in."""
    grid.desk.watch.allowed |= {403, 409}
    grid.page.context.clear_cookies()
    tab = replace(grid.desk, page=grid.page.context.new_page(), name=name)
    sign_in(tab, name, portal.password(name))
    return tab


def submit(desk, path):
    """Close the plan for changes, in a window of its own."""
    desk.open(f"{path}submit/")
    accepts = desk.page.get_by_label("Отправляю с неясными сроками")
    if accepts.count():
        accepts.check()
    desk.press("Отправить")
    expect(desk.page).to_have_url(re.compile(r"/plans/\d+/$"))


def copies(grid, place):
    """Press «Скопировать» there; what the clipboard holds then."""
    grid.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    grid.desk.press("Скопировать", place)
    grid.page.wait_for_function("async () => (await navigator.clipboard.readText()) !== ''")
    return grid.page.evaluate("navigator.clipboard.readText()")


def test_a_text_is_never_saved_under_the_name_of_who_signs_in_after(desk, portal):
    grid = new_plan(desk("methodist"), "Чужая подпись", "Семинар")
    mine = grid.page.context.cookies()
    tab = signed_in_beside(grid, portal, "head")
    stand(grid, 1, "result")
    grid.type("Моё")
    grid.press("Enter")
    grid.says("в этом браузере вошёл другой человек")
    with grid.page.expect_response(WATCH):
        grid.press("Control+S")  # asked again, and refused again
    grid.says("в этом браузере вошёл другой человек")

    head = tab.page.locator("header .who .name").inner_text().split()[0]
    tab.open(grid.desk.path)
    expect(tab.page.locator("#plan-grid")).to_contain_text("Семинар")
    expect(tab.page.locator("#plan-grid")).not_to_contain_text("Моё")
    tab.page.close()
    grid.page.context.clear_cookies()
    grid.page.context.add_cookies(mine)
    grid.press("Control+S")
    grid.saved()

    again = open_same(grid.desk, grid)
    assert again.texts("result") == ["Моё"]
    stand(again, 1, "result")
    again.press("Shift+F4")
    expect(again.page.locator("dialog[open]")).to_contain_text("Моё")
    expect(again.page.locator("dialog[open]")).not_to_contain_text(head)


def test_columns_of_another_stay_when_one_changes_columns_too(desk):
    mine = new_plan(desk("methodist"), "Двое в графах", "Первая")
    theirs = open_same(desk("head"), mine)
    mine.desk.press("Графы")
    panel = mine.page.locator("#grid-columns")
    mine_rows = panel.locator("[data-columns] [data-column]")
    mine_rows.nth(0).get_by_label("Заголовок графы").fill("Номер")
    theirs.desk.press("Графы")
    other = theirs.page.locator("#grid-columns")
    theirs.desk.press("Добавить графу", other)
    other.locator("[data-columns] [data-column]").last.get_by_label("Заголовок графы").fill(
        "Важное"
    )
    theirs.desk.press("Изменить графы плана", other)
    expect(other).to_be_hidden()
    heads = theirs.page.locator("#plan-grid thead th")
    expect(heads.filter(has_text="Важное")).to_have_count(1)

    with mine.desk.refused(409):
        mine.desk.press("Изменить графы плана", panel)
    expect(panel.get_by_role("alert")).to_contain_text("добавлено: «Важное»")
    expect(mine_rows.nth(0).get_by_label("Заголовок графы")).to_have_value("Номер")
    expect(mine_rows.last.get_by_label("Заголовок графы")).to_have_value("Важное")
    mine.desk.press("Изменить графы плана", panel)
    expect(panel).to_be_hidden()

    heads = mine.page.locator("#plan-grid thead th")
    expect(heads.first).to_have_text("Номер")
    expect(heads.filter(has_text="Важное")).to_have_count(1)


def test_a_text_in_a_plan_closed_meanwhile_is_shown_here_and_on_the_page_to_read(desk):
    grid = new_plan(desk("methodist"), "Закрыли на полуслове", "Семинар")
    stand(grid, 1, "result")
    grid.page.route(
        WATCH,
        lambda route: route.fulfill(json={"is_editable": False, "state_words": "на согласовании"}),
    )
    grid.type("Не пропаду")
    kept = grid.page.locator("[data-grid-kept], .told-row")
    expect(kept.filter(has_text="Не пропаду")).to_contain_text("План закрыли для правки")
    expect(kept.filter(has_text="Не пропаду")).to_contain_text(
        "Ожидаемый результат, пункт «Семинар»"
    )
    expect(grid.page.get_by_text("больше нет")).to_have_count(0)
    grid.page.unroute(WATCH)
    submit(desk("methodist"), grid.desk.path)

    grid.desk.open(grid.desk.path)

    left = grid.page.locator("[data-left-texts]")
    expect(left).to_contain_text("Не пропаду")
    expect(left).to_contain_text("Ожидаемый результат, пункт «Семинар»")
    assert copies(grid, left) == "Не пропаду"
    grid.desk.press("Не нужен", left)
    expect(left).to_be_hidden()
    grid.page.reload()
    expect(left).to_be_hidden()


def test_the_text_of_a_row_that_is_gone_says_where_it_stood(desk):
    grid = new_plan(desk("methodist"), "Строка ушла", "Семинар", "Конкурс")
    other = open_same(desk("head"), grid)
    stand(grid, 2, "result")
    grid.type("Допишу потом")
    stand(other, 2, "title")
    other.press("Control+Delete")
    other.saved()
    told = grid.page.locator("[data-grid-kept] .told")
    expect(told).to_contain_text("больше нет")
    expect(told).to_contain_text("Ожидаемый результат, пункт «Конкурс»")
    expect(told).to_contain_text("Допишу потом")
    assert copies(grid, told) == "Допишу потом"
    again = open_same(grid.desk, grid)
    expect(again.page.locator("[data-grid-kept] .told")).to_contain_text(
        "Ожидаемый результат, пункт «Конкурс»"
    )


def test_delete_on_a_title_says_why_it_stays(desk):
    grid = new_plan(desk("methodist"), "Название остаётся", "Семинар")
    stand(grid, 1, "title")
    grid.press("Escape", "Delete")
    expect(grid.page.locator("[data-grid-said]")).to_contain_text("Названия остались")
    expect(grid.page.locator("[data-grid-said]")).to_be_in_viewport()
    assert grid.texts("title") == ["Семинар"]
