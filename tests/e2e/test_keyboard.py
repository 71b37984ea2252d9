"""Signing in and sending a report with the keyboard alone, the focus in sight all the way."""

import re

from tests.e2e.browser import Page, expect
from tests.e2e.desk import Desk

MOST_TABS = 80
FOCUS = """() => {
  const active = document.activeElement;
  const rings = [active, active.nextElementSibling, active.closest("label")].filter(Boolean);
  return rings.some((one) => {
    const style = getComputedStyle(one);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  });
}"""
NAME = """() => {
  const active = document.activeElement;
  const label = active.labels?.[0]?.innerText ?? "";
  return (active.getAttribute("aria-label") || label || active.innerText || "").trim();
}"""


def test_sign_in_and_a_report_by_keyboard(portal, window):
    desk = window("school12")
    keys = desk.page.keyboard
    desk.open("/account/login/")

    tab_to(desk, "Электронная почта")
    keys.insert_text("school12")
    tab_to(desk, "Пароль")
    keys.insert_text(portal.password("school12"))
    keys.press("Enter")
    desk.heading("Что от вас ждут")
    tab_to(desk, "Заполнить:|Продолжить:|Исправить:")
    keys.press("Enter")
    expect(desk.field("Что сделано")).to_be_visible()
    tab_to(desk, "Выполняется|Не начато|Выполнено")
    choose(desk.page, "Выполнено")
    tab_to(desk, "Что сделано")
    keys.insert_text("Проведена встреча с родителями, набрано без мыши.")
    tab_to(desk, "Количество")
    keys.press("Control+A")
    keys.insert_text("17")
    tab_to(desk, "Отправить")
    keys.press("Space")

    desk.says("Отчёт отправлен на проверку.")


def tab_to(desk: Desk, name: str) -> None:
    """Press Tab until this has the focus; everything on the way shows that it has it."""
    wanted = re.compile(rf"^({name})")
    for _ in range(MOST_TABS):
        desk.page.keyboard.press("Tab")
        found = desk.page.evaluate(NAME)
        assert desk.page.evaluate(FOCUS), f"no sign of the focus on «{found}»"
        if wanted.match(found):
            return
    raise AssertionError(f"{MOST_TABS} Tabs do not reach «{name}»")


def choose(page: Page, option: str) -> None:
    """The arrows walk through a group of radio buttons."""
    for _ in range(10):
        if page.evaluate(NAME) == option:
            page.keyboard.press("Space")
            break
        page.keyboard.press("ArrowDown")
    expect(page.get_by_label(option, exact=True)).to_be_checked()
