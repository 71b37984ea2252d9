"""A person at a browser: a page with its watch, and what every test does with one."""

from __future__ import annotations  # the names of an absent package are never looked at

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.e2e import axe
from tests.e2e.browser import Locator, Page, expect
from tests.e2e.watch import Watch

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
PICTURES = os.environ.get("E2E_SCREENSHOTS")
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass(frozen=True)
class Desk:
    """One person's window."""

    page: Page
    watch: Watch
    name: str

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.watch.address)

    def open(self, path: str) -> None:
        self.page.goto(self.watch.address + path)

    def heading(self, text: str | re.Pattern[str]) -> None:
        """Be on the page with this heading."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(text)

    def says(self, text: str) -> None:
        """Read this in the messages of the page."""
        expect(self.page.locator("#messages")).to_contain_text(text)

    def field(self, label: str, within: Locator | None = None) -> Locator:
        """The field with this label, which may go on with «необязательно»."""
        words = re.compile(rf"^\s*{re.escape(label)}(\s+необязательно)?\s*$")
        return (within or self.page).get_by_label(words)

    def fill(self, label: str, text: str, within: Locator | None = None) -> None:
        self.field(label, within).fill(text)

    def press(self, name: str, within: Locator | None = None) -> None:
        (within or self.page).get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str, within: Locator | None = None) -> None:
        (within or self.page).get_by_role("link", name=name, exact=True).first.click()

    def look(self, name: str) -> None:
        assert self.complaints(name) == []

    def complaints(self, name: str) -> list[str]:
        """What axe minds and what a telephone cuts off; pictures where they are asked for."""
        found = [f"{self.path}: {broken}" for broken in axe.violations(self.page)]
        self.picture(name)
        self.page.set_viewport_size(NARROW)
        found += [f"{self.path}: scrolls sideways" for _ in range(self.page.evaluate(OVERFLOW))][
            :1
        ]
        self.picture(f"{name}-360")
        self.page.set_viewport_size(WIDE)
        return found

    def picture(self, name: str) -> None:
        """The whole page, as on a screen of its height: what sticks to the edge stays there."""
        if PICTURES:
            size = self.page.viewport_size
            height = self.page.evaluate("() => document.documentElement.scrollHeight")
            self.page.set_viewport_size(size | {"height": max(height, size["height"])})
            self.page.screenshot(path=Path(PICTURES, f"{name}.png"))
            self.page.set_viewport_size(size)

    @contextmanager
    def refused(self, status: int) -> Iterator[None]:
        """The person does what the portal refuses with this status."""
        before = self.watch.allowed
        self.watch.allowed = before | {status}
        with self.page.expect_response(lambda answer: answer.status == status):
            yield
        self.watch.allowed = before

    def download(self, link: Locator, folder: Path) -> Path:
        with self.page.expect_download() as waiting:
            link.click()
        path = folder / waiting.value.suggested_filename
        waiting.value.save_as(path)
        return path


def sign_in(desk: Desk, username: str, password: str) -> None:
    """Through the form, as people do."""
    desk.open("/account/login/")
    desk.fill("Электронная почта или имя для входа", username)
    desk.fill("Пароль", password)
    desk.press("Войти")
    expect(desk.page).to_have_url(f"{desk.watch.address}/")


def open_desk(browser: Any, address: str, name: str, **options: Any) -> Desk:
    """A window of its own: nothing is shared with the others but what `options` bring."""
    context = browser.new_context(
        viewport=WIDE, locale="ru-RU", timezone_id="Europe/Moscow", **options
    )
    context.set_default_timeout(15_000)
    page = context.new_page()
    desk = Desk(page, Watch(address), name)
    desk.watch.listen(page)
    return desk
