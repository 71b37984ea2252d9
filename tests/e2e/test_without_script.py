"""The same work with JavaScript switched off."""

import re
import time

from tests.e2e.browser import expect
from tests.e2e.desk import Desk, sign_in
from tests.e2e.steps import fill_progress, first_task, review

SECONDS_TO_BUILD = 60


def test_a_report_is_sent_reviewed_and_collected_without_script(portal, window):
    coordinator, methodist, head = (
        signed_in(portal, window, name) for name in ("school4", "methodist", "head")
    )

    title = first_task(coordinator)
    fill_progress(coordinator, "Проведено занятие для родителей, без сценариев.", figure="21")
    coordinator.press("Отправить на проверку")
    coordinator.says("Отчёт отправлен на проверку.")
    review(methodist, "Школа № 4", title)
    methodist.press("Принять")
    methodist.says("Принято:")
    head.open("/")
    head.follow("Отчёт за квартал")
    head.press("Собрать отчёт")
    head.heading(re.compile("Отчёт за квартал:"))

    reload_until_ready(head)
    links = head.page.locator("#job-progress").get_by_role("link")
    expect(links.filter(has_text=re.compile("docx|xlsx"))).to_have_count(2)


def signed_in(portal, window, username: str) -> Desk:
    desk = window(username, java_script_enabled=False)
    sign_in(desk, username, portal.password(username))
    return desk


def reload_until_ready(head: Desk) -> None:
    deadline = time.monotonic() + SECONDS_TO_BUILD
    again = head.page.get_by_role("link", name="Обновить")
    while again.count():
        assert time.monotonic() < deadline, "the report is still not there"
        again.click()
