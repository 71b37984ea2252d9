"""The browser: Debian's Chromium driven by Playwright, or the reason why there is none."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

try:
    from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright
except ModuleNotFoundError:  # the set for `manage.py test` does without; conftest skips then
    Browser = Locator = Page = expect = sync_playwright = None

CHROMIUM = shutil.which("chromium")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE_MS = 7_000

__all__ = ["Locator", "Page", "expect", "missing", "running_chromium"]


def missing() -> str:
    """What the tests in the browser lack here; empty when nothing."""
    if sync_playwright is None:
        return "нет пакета playwright: pip install --require-hashes -r requirements-dev.lock"
    return "" if CHROMIUM else "нет программы chromium: apt install chromium"


@contextmanager
def running_chromium() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()
