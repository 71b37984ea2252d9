"""The grid of a plan under real keys: Cyrillic comes by the debugging protocol."""

from __future__ import annotations  # the names of an absent package are never looked at

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tests.e2e.browser import Locator, Page, expect
from tests.e2e.desk import Desk

LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
CYRILLIC = "ёйцукенгшщзхъфывапролджэячсмитьбю"
SIGNS = {
    "`": "Backquote",
    "[": "BracketLeft",
    "]": "BracketRight",
    ";": "Semicolon",
    "'": "Quote",
    ",": "Comma",
    ".": "Period",
}
CODES = {letter: f"Key{letter.upper()}" for letter in LATIN if letter.isalpha()} | SIGNS
CONTROL, SHIFT = 2, 8
SAVED = "[data-grid-status][data-state=saved]"


@dataclass(frozen=True)
class Grid:
    """The table on somebody's screen."""

    desk: Desk

    @property
    def page(self) -> Page:
        return self.desk.page

    @cached_property
    def _session(self) -> Any:
        return self.page.context.new_cdp_session(self.page)

    def type(self, text: str) -> None:
        """Press the keys of a Russian layout: each letter a keydown of its own."""
        for letter in text:
            code = CODES.get(_key_of(letter.lower()), "Space" if letter == " " else "")
            event = {
                "key": letter,
                "code": code,
                "text": letter,
                "unmodifiedText": letter,
                "windowsVirtualKeyCode": _virtual(code),
                "modifiers": SHIFT if letter.isupper() else 0,
            }
            self._session.send("Input.dispatchKeyEvent", {"type": "keyDown", **event})
            self._session.send("Input.dispatchKeyEvent", {"type": "keyUp", **event})

    def russian(self, code: str, modifiers: int = CONTROL) -> None:
        """Ctrl and a letter in a Russian layout: «я» stands on the key of Z."""
        letter = CYRILLIC[LATIN.index(code.lower())]
        event = {
            "key": letter,
            "code": CODES[code.lower()],
            "windowsVirtualKeyCode": ord(code.upper()),
            "modifiers": modifiers,
        }
        self._session.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **event})
        self._session.send("Input.dispatchKeyEvent", {"type": "keyUp", **event})

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def row(self, number: int) -> Locator:
        """The n-th item, from 1."""
        return self.page.locator("#plan-grid tr[data-item]:not(.sub)").nth(number - 1)

    def cell(self, row: int, column: str) -> Locator:
        return self.row(row).locator(f"td[data-col='{self.columns[column]}']")

    @cached_property
    def columns(self) -> dict[str, str]:
        """Uids of columns by their meaning."""
        heads = "heads => heads.map(head => [head.dataset.field, head.dataset.col])"
        return dict(self.page.eval_on_selector_all("#plan-grid th[data-field]", heads))

    def texts(self, column: str) -> list[str]:
        """What the column says, row by row."""
        cells = f"#plan-grid td[data-col='{self.columns[column]}'] .t"
        return self.page.eval_on_selector_all(cells, "all => all.map(one => one.textContent)")

    def reads(self, column: str, texts: Iterable[str]) -> None:
        cells = self.page.locator(f"#plan-grid td[data-col='{self.columns[column]}'] .t")
        expect(cells).to_have_text(list(texts))

    def saved(self, patience: int = 15_000) -> None:
        """Nothing waits any more, and the page says so."""
        idle = self.page.locator("#plan-grid:not([data-waiting])")
        expect(idle).to_be_visible(timeout=patience)
        expect(self.page.locator(SAVED)).to_be_visible()
        expect(self.page.locator("#plan-grid .unsaved")).to_have_count(0)

    def says(self, words: str) -> None:
        expect(self.page.locator("[data-grid-status]")).to_contain_text(words)

    @property
    def place(self) -> str:
        """The text of the cell that has the focus."""
        return str(self.page.evaluate("document.activeElement.querySelector('.t')?.textContent"))

    def stands_on(self, cell: Locator) -> None:
        expect(cell).to_be_focused()

    def add(self, *titles: str) -> None:
        """Rows at the end, by the keyboard alone."""
        for title in titles:
            if self.row(1).count():
                self.press("Control+End", "Control+Enter")
            else:
                self.desk.press("Строка")
            self.type(title)
            self.press("Enter")
        self.saved()


def new_plan(desk: Desk, title: str, *rows: str) -> Grid:
    """A plan of its own, its rows typed into the table."""
    desk.open("/plans/create/")
    desk.fill("Название", title)
    desk.fill("Начало периода", "2026-09-01")
    desk.fill("Конец периода", "2027-08-31")
    desk.press("Создать план")
    desk.heading(title)
    grid = opened(desk)
    grid.add(*rows)
    return grid


def opened(desk: Desk) -> Grid:
    """The grid of the page, once its script has begun."""
    expect(desk.page.locator("#plan-grid[data-ready]")).to_be_visible()
    return Grid(desk)


def open_same(desk: Desk, other: Grid) -> Grid:
    desk.open(other.desk.path)
    return opened(desk)


def _key_of(letter: str) -> str:
    return LATIN[CYRILLIC.index(letter)] if letter in CYRILLIC else letter


def _virtual(code: str) -> int:
    return ord(code[-1]) if code.startswith("Key") else 32 if code == "Space" else 0
