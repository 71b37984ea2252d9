"""The tests in the browser: one portal and one Chromium for all, a window for each person."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.browser import missing, running_chromium
from tests.e2e.desk import Desk, open_desk, sign_in
from tests.e2e.portal import Portal, running_portal

HERE = Path(__file__).parent
ALONE = "проверки в браузере идут отдельно: python3 manage.py test tests/e2e"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marked, and skipped where they cannot run; in CI a missing browser is a failure."""
    ours = [item for item in items if item.path.is_relative_to(HERE)]
    reason = ALONE if len(ours) < len(items) else missing()
    if reason and reason != ALONE and os.environ.get("CI") == "true":
        raise pytest.UsageError(f"Проверки в браузере не могут идти: {reason}")
    for item in ours:
        item.add_marker("e2e")
        if reason:
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    with running_portal(tmp_path_factory.mktemp("portal")) as started:
        yield started


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    # Playwright keeps an event loop in this thread, and Django would refuse to work beside it.
    with pytest.MonkeyPatch.context() as patch, running_chromium() as browser:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield browser


@pytest.fixture(scope="session")
def sessions(portal: Portal, chromium: Any) -> Callable[[str], Any]:
    """Sign each person in once: the limits on sign-in are real here."""
    known: dict[str, Any] = {}

    def session_of(username: str) -> Any:
        if username not in known:
            desk = open_desk(chromium, portal.address, username)
            sign_in(desk, username, portal.password(username))
            known[username] = desk.page.context.storage_state()
            desk.page.context.close()
            assert desk.watch.faults == []
        return known[username]

    return session_of


@pytest.fixture
def window(portal: Portal, chromium: Any) -> Iterator[Callable[..., Desk]]:
    """Open windows; at the end none of them has seen a fault."""
    opened: list[Desk] = []

    def make(name: str, **options: Any) -> Desk:
        opened.append(open_desk(chromium, portal.address, name, **options))
        return opened[-1]

    yield make
    for desk in opened:
        desk.page.context.close()
    assert {desk.name: desk.watch.faults for desk in opened if desk.watch.faults} == {}


@pytest.fixture
def desk(window: Callable[..., Desk], sessions: Callable[[str], Any]) -> Callable[..., Desk]:
    """The window of somebody who has signed in."""

    def make(username: str, **options: Any) -> Desk:
        return window(username, storage_state=sessions(username), **options)

    return make
