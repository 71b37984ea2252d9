"""What several tests do on the pages of progress, in the words of the pages."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.e2e.browser import expect
from tests.e2e.desk import Desk


def open_form(methodist: Desk, title: str, *, exact: bool = True) -> None:
    """The form of an item: in the table its title is a cell to type in."""
    link = methodist.page.get_by_role("link", name=title, exact=exact).first
    methodist.open(str(link.get_attribute("href")))


def follow_more(person: Desk, name: str) -> None:
    """A link in the menu «Ещё» of a plan."""
    person.page.locator("main summary", has_text="Ещё").first.click()
    person.follow(name)


def open_approved_plan(head: Desk) -> None:
    head.open("/plans/?state=approved")
    head.page.locator("main a").filter(has_text=re.compile("План работы")).first.click()
    expect(head.page.locator("main summary", has_text="Ещё")).to_be_visible()


def open_public_settings(head: Desk) -> None:
    """Through the plan to the page that switches its public page."""
    open_approved_plan(head)
    follow_more(head, "Публичная страница")
    head.heading("Публичная страница")


@contextmanager
def shown_to_everybody(head: Desk) -> Iterator[str]:
    """The public page of the plan in force is on; its address."""
    open_public_settings(head)
    settings = head.path
    head.press("Включить страницу")
    head.says("Публичная страница открыта.")
    try:
        yield str(head.page.locator('a[href^="/o/"]').first.get_attribute("href"))
    finally:
        head.open(settings)
        head.press("Выключить")
        head.press("Выключить", head.page.locator("#confirm-dialog"))
        head.says("Публичная страница выключена")


@contextmanager
def amended(head: Desk) -> Iterator[tuple[str, str]]:
    """An amendment of the plan in force is begun, and taken back at the end; plan and draft."""
    open_approved_plan(head)
    plan = head.path
    head.follow("Начать изменение")
    head.look("amendment-create")
    head.page.get_by_role("checkbox").first.check()
    head.fill("Причина", "Перенос семинара на вторую половину октября по просьбе школ.")
    head.press("Начать изменение")
    expect(head.page.locator("#plan-grid[data-ready]")).to_be_visible()
    try:
        yield plan, head.path
    finally:
        head.open(plan)
        head.follow("Что меняется")
        head.press("Отозвать")
        head.press("Отозвать", head.page.locator("#confirm-dialog"))
        expect(head.page.get_by_role("button", name="Отозвать", exact=True)).to_have_count(0)


def open_task(coordinator: Desk, title: str) -> None:
    """From the front page to the form, through the list where the front page cuts it off."""
    coordinator.open("/")
    coordinator.heading("Что от вас ждут")
    link = coordinator.page.get_by_role("heading", level=3).get_by_role("link", name=title)
    if not link.count():
        coordinator.open("/progress/?group=due")
    link.first.click()
    coordinator.heading(re.compile(re.escape(title[:20])))


def first_task(coordinator: Desk) -> str:
    """Open what is expected first of all and not begun yet; its title without the number."""
    coordinator.open("/progress/?group=due")
    link = coordinator.page.get_by_role("heading", level=3).get_by_role("link").first
    title = link.inner_text()
    link.click()
    expect(coordinator.page.get_by_role("heading", level=1)).to_contain_text(title)
    return title


def fill_progress(coordinator: Desk, text: str, *, figure: str = "") -> None:
    coordinator.page.get_by_label("Выполнено", exact=True).check()
    coordinator.fill("Что сделано", text)
    if figure:
        coordinator.fill("Количество", figure)


def add_evidence(coordinator: Desk, file: dict[str, Any], link: str) -> None:
    coordinator.field("Добавить файлы").set_input_files(file)
    coordinator.fill("Ссылки", link)


def review(methodist: Desk, school: str, title: str) -> None:
    """Find the report of a school in the queue and open it."""
    methodist.open("/progress/review/")
    methodist.heading("Проверка отчётов")
    methodist.field("Организация").select_option(label=school)
    methodist.press("Показать")
    table = methodist.page.locator("#review-table")
    expect(table.locator("tbody th").first).to_have_text(school)
    table.get_by_role("link", name=title).first.click()
    expect(methodist.page.get_by_role("heading", level=1)).to_contain_text(title[:20])
