"""Nothing typed into the grid is lost: no network, a failing server, a closed tab, two people."""

import re
from dataclasses import replace
from typing import Any

from tests.e2e.browser import expect
from tests.e2e.grid import Grid, new_plan, open_same, opened

CHANGES = re.compile(r"/plans/\d+/changes/$")


def plan_of(someone) -> Grid:
    grid = new_plan(someone, "План без потерь", "Семинар", "Конкурс")
    grid.press("Control+Home", "ArrowDown", "ArrowRight", "ArrowRight")
    return grid


def allow_failures(grid: Grid, *statuses: int) -> None:
    grid.desk.watch.allowed |= set(statuses)


def cut(grid: Grid) -> None:
    grid.page.context.set_offline(True)


def forgive_the_cut(grid: Grid) -> None:
    """The browser's own lines about it, and no others."""
    faults = grid.desk.watch.faults
    faults[:] = [fault for fault in faults if "net::ERR_INTERNET_DISCONNECTED" not in fault]


def test_network_cut_in_mid_typing(desk):
    grid = plan_of(desk("methodist"))
    grid.type("Пер")
    cut(grid)
    grid.type("вое")
    grid.press("Enter")
    grid.type("Второе")
    grid.press("Enter")
    grid.says("Не сохранено: нет связи")
    expect(grid.page.get_by_text("не сохранено", exact=True)).to_have_count(2)
    grid.page.context.set_offline(False)
    grid.saved()
    forgive_the_cut(grid)

    again = open_same(grid.desk, grid)

    assert again.texts("result") == ["Первое", "Второе"]


def test_a_failing_server_is_asked_again(desk):
    grid = plan_of(desk("methodist"))
    allow_failures(grid, 500)
    grid.page.route(CHANGES, lambda route: route.fulfill(status=500, body="сбой"))
    grid.type("Приказ")
    grid.press("Enter")
    grid.says("Не сохранено: портал не ответил")
    grid.page.unroute(CHANGES)
    grid.saved()

    assert open_same(grid.desk, grid).texts("result") == ["Приказ", ""]


def test_a_lost_answer_does_not_save_twice(desk):
    grid = plan_of(desk("methodist"))
    allow_failures(grid, 502)

    def swallow(route):
        route.fetch()
        route.fulfill(status=502, body="")

    grid.page.route(CHANGES, swallow, times=1)
    grid.type("Однажды")
    grid.press("Enter")
    grid.saved()
    grid.press("Control+Z")
    grid.reads("result", ["", ""])


def test_a_closed_tab_loses_neither_the_outbox_nor_the_open_field(desk):
    grid = plan_of(desk("methodist"))
    context, address = grid.page.context, grid.page.url
    cut(grid)
    grid.type("Отправлю потом")
    grid.press("Enter")
    grid.says("Не сохранено")
    grid.type("Недописан")
    grid.page.close()
    context.set_offline(False)
    forgive_the_cut(grid)

    again = in_new_tab(grid, context, address)
    again.saved()
    again.reads("result", ["Отправлю потом", ""])
    offer = again.page.get_by_role("group", name=re.compile("не закончили править"))
    expect(offer).to_contain_text("Недописан")
    again.desk.look("grid-draft")
    again.press("Control+Home", "F8")
    expect(offer).to_be_focused()
    again.desk.press("Вставить мой текст")
    again.type("о")
    again.press("Enter")
    again.saved()

    assert open_same(again.desk, again).texts("result") == ["Отправлю потом", "Недописано"]


def in_new_tab(grid: Grid, context: Any, address: str) -> Grid:
    page = context.new_page()
    grid.desk.watch.listen(page)
    page.goto(address)
    return opened(replace(grid.desk, page=page))


def write(grid: Grid, column: str, text: str) -> None:
    """Into the first row, to the server."""
    grid.cell(1, column).click()
    grid.type(text)
    grid.press("Enter")
    grid.saved()


def test_two_people_in_one_cell(desk):
    mine = plan_of(desk("methodist"))
    theirs = open_same(desk("head"), mine)
    mine.type("Мой текст")
    write(theirs, "result", "Их текст")
    told = mine.page.get_by_role("group", name=re.compile("Пока вы правите"))
    expect(told).to_contain_text("Северьянова М. П.", timeout=10_000)  # beside the open field
    with mine.desk.refused(409):
        mine.press("Enter")

    clash = mine.page.get_by_role("group", name=re.compile("изменил"))
    expect(clash).to_contain_text("Мой текст")
    expect(clash).to_contain_text("Их текст")
    expect(clash).to_contain_text("Северьянова М. П.")
    mine.desk.look("grid-clash")
    mine.press("F8")
    expect(clash).to_be_focused()
    mine.desk.press("Соединить")
    mine.page.get_by_label("Соединённый текст").fill("Мой текст и их текст")
    mine.desk.press("Сохранить соединённый")
    mine.saved()
    mine.stands_on(mine.cell(1, "result"))

    expect(theirs.cell(1, "result").locator(".t")).to_have_text(
        "Мой текст и их текст", timeout=10_000
    )


def test_another_cell_of_a_row_is_nobodys_conflict(desk):
    mine = plan_of(desk("methodist"))
    theirs = open_same(desk("head"), mine)
    mine.desk.watch.allowed |= {409}
    mine.type("Мой результат")
    write(theirs, "deadline", "май")
    mine.press("Enter")
    mine.saved()

    again = open_same(theirs.desk, theirs)
    assert (again.texts("result")[0], again.texts("deadline")[0]) == ("Мой результат", "май")


def test_a_row_in_the_bin_gives_the_text_back(desk):
    mine = plan_of(desk("methodist"))
    theirs = open_same(desk("head"), mine)
    mine.desk.watch.allowed |= {409}
    mine.type("Не пропаду")
    theirs.cell(1, "title").click()
    theirs.press("Control+Delete")
    theirs.saved()
    mine.press("Enter")
    mine.desk.press("Вернуть строку и сохранить моё")
    mine.saved()

    assert open_same(theirs.desk, theirs).texts("result") == ["Не пропаду", ""]


def test_a_plan_that_was_sent_to_approval_gives_the_text_back(desk):
    mine = plan_of(desk("methodist"))
    mine.desk.watch.allowed |= {403}
    mine.page.route(
        CHANGES,
        lambda route: route.fulfill(status=403, json={"message": "План на согласовании."}),
    )
    mine.type("Допишу")
    mine.press("Enter")
    mine.says("План на согласовании.")
    expect(mine.page.get_by_text("не сохранено", exact=True)).to_have_count(1)
    mine.page.unroute(CHANGES)

    again = open_same(mine.desk, mine)  # it is open again: what was kept is sent
    again.saved()
    again.reads("result", ["Допишу", ""])


def test_a_refused_text_stays_and_says_why(desk):
    grid = plan_of(desk("methodist"))
    grid.press("ArrowLeft")
    with grid.desk.refused(422):
        grid.press("F2", "Control+A", "Delete", "Enter")
    cell = grid.cell(1, "title")
    told = grid.page.locator(f"#{cell.get_attribute('aria-describedby')}")
    expect(told).to_contain_text("не может быть пустым")
    grid.says("Есть несохранённое")
    grid.press("ArrowUp")
    grid.type("Семинар снова")
    grid.press("Enter")
    grid.saved()

    assert open_same(grid.desk, grid).texts("title") == ["Семинар снова", "Конкурс"]


def test_signed_out_keeps_everything(desk):
    grid = plan_of(desk("methodist"))
    cookies = grid.page.context.cookies()
    grid.page.context.clear_cookies()
    allow_failures(grid, 403)
    grid.type("После входа")
    grid.press("Enter")
    grid.says("вы вышли из портала")
    expect(grid.page.get_by_role("link", name="Войти снова")).to_be_visible()
    grid.page.context.add_cookies(cookies)
    grid.press("Control+S")
    grid.saved()

    assert open_same(grid.desk, grid).texts("result")[0] == "После входа"
