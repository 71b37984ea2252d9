"""What several tests do on the pages of progress, in the words of the pages."""

import re
from typing import Any

from tests.e2e.browser import expect
from tests.e2e.desk import Desk


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
