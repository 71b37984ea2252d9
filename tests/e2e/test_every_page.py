"""Every page that somebody reaches by links: nothing axe minds, nothing cut off at 360 px."""

import re
from collections import deque

import pytest

from tests.e2e.desk import Desk

PEOPLE = (
    "head",
    "methodist",
    "navigator",
    "media",
    "school1",
    "approver",
    "observer",
    "administrator",
)
# The choice of a theme changes what is looked at; the others answer with a file.
NO_PAGE = re.compile(r"^/(theme/|documents/files/|registers/\w+/(export|template)/)|/download/$")
# The same for everybody but for the words of the header: the first of the people looks at them.
SAME_FOR_ALL = re.compile(r"^/(help|accessibility|account)/")
KEY_PAGES = {
    "head": ("/", "/plans/", "/plans/1/", "/progress/periods/", "/components/"),
    "methodist": ("/progress/review/", "/plans/imports/upload/", "/organisations/people/"),
    "school1": ("/", "/progress/"),
    "observer": ("/", "/reports/"),
}
ADDRESSES = "links => links.filter(a => !a.hasAttribute('download')).map(a => a.href)"


@pytest.mark.parametrize("username", PEOPLE)
def test_every_page_within_reach_is_accessible(desk, username):
    window = desk(username)

    left_out = NO_PAGE if username == PEOPLE[0] else SAME_FOR_ALL
    looked_at, complaints = wander(window, "/", left_out)

    assert complaints == []
    assert len(looked_at) > 5


def test_pages_of_strangers_and_refusals_are_accessible(window, desk):
    stranger, methodist, head = window("stranger"), desk("methodist"), desk("head")

    looked_at, complaints = wander(stranger, "/account/login/")
    with head.refused(404):
        head.open("/plans/999999/")
    head.look("error-404")
    with methodist.refused(403):
        methodist.open("/organisations/audit/")
    methodist.look("error-403")

    assert complaints == []
    assert "/account/password/reset/" in looked_at


@pytest.mark.parametrize("theme", ["dark", "contrast"])
def test_key_pages_are_accessible_in_each_theme(portal, window, desk, theme):
    cookie = {"name": "theme", "value": theme, "url": portal.address}

    for username, paths in KEY_PAGES.items():
        reader = desk(username)
        reader.page.context.add_cookies([cookie])
        for path in paths:
            reader.open(path)
            assert reader.page.locator("html").get_attribute("data-theme") == theme
            reader.look(f"{theme}-{username}{pattern_of(path).replace('/', '_')}")
    stranger = window("stranger")
    stranger.page.context.add_cookies([cookie])
    stranger.open("/account/login/")
    stranger.look(f"{theme}-login")


def wander(
    reader: Desk, start: str, left_out: re.Pattern[str] = NO_PAGE
) -> tuple[set[str], list[str]]:
    """Follow every link once for each pattern of address; the patterns, and what is wrong."""
    queue, known, complaints = deque([start]), {pattern_of(start)}, []
    while queue:
        path = queue.popleft()
        reader.open(path)
        complaints += reader.complaints(f"{reader.name}{pattern_of(path).replace('/', '_')}")
        for address in reader.page.locator("a[href]").evaluate_all(ADDRESSES):
            found = path_of(reader, address)
            if found and not left_out.search(found) and pattern_of(found) not in known:
                known.add(pattern_of(found))
                queue.append(found)
    return known, complaints


def path_of(reader: Desk, address: str) -> str:
    """The path of a page of the portal; empty for what is none."""
    origin = reader.watch.address
    path = address.removeprefix(origin).partition("#")[0]
    is_page = address.startswith(f"{origin}/") and not NO_PAGE.search(path.partition("?")[0])
    return path if is_page else ""


def pattern_of(path: str) -> str:
    return re.sub(r"\d+", "N", path.partition("?")[0])
