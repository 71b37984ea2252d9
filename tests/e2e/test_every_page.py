"""Every page that somebody reaches by links: nothing axe minds, nothing cut off at 360 px."""

import re
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.urls import resolve

from tests.e2e.desk import Desk
from tests.e2e.steps import amended, shown_to_everybody

PEOPLE = (
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
# The same for everybody but for the words of the header: the head looks at them.
SAME_FOR_ALL = re.compile(r"^/(help|accessibility|account)/")
KEY_PAGES = {
    "head": ("/", "/plans/", "/plans/1/", "/progress/periods/", "/components/"),
    "methodist": ("/progress/review/", "/plans/imports/upload/", "/organisations/people/"),
    "school1": ("/", "/progress/"),
    "observer": ("/", "/reports/"),
}
ROWS = yaml.safe_load(
    Path(__file__, "../../access/authz.yaml").resolve().read_text(encoding="utf-8")
)
# What no link of a head leads to, and why; `test_import_review`, `test_import_update` and
# `test_public_page` look at theirs.
FILES = re.compile(r"(_export|_template|_comparison|_file|_calendar|_download|:robots|thz|adyz)$")
PARTS = re.compile(r"^plans:grid_|^plans:import_|^web:theme_set$|^(account|mfa)_")
ELSEWHERE = {
    "documents:job_detail": "of an order of a file; nobody has ordered one here",
    "organisations:invitation_accept": "the link of a letter",
    "plans:amendment_create": "`amended` looks at it; from then on no link leads there",
    "plans:template_edit": "of one's own; the demo has the region's, the observer's walk sees it",
}
STATES = ("draft", "in_agreement", "returned", "approved", "completed")
PLAN = "links => links.map(a => a.pathname).find(path => /^\\/plans\\/\\d+\\/$/.test(path))"
ADDRESSES = "links => links.filter(a => !a.hasAttribute('download')).map(a => a.href)"


@pytest.mark.parametrize("username", PEOPLE)
def test_every_page_within_reach_is_accessible(desk, username):
    window = desk(username)

    looked_at, complaints = wander(window, "/", SAME_FOR_ALL)

    assert complaints == []
    assert len(looked_at) > 5


def test_every_page_of_the_portal_is_accessible_to_the_head(desk):
    """Also those of plans in each state, of one that is amended and shown to everybody."""
    head = desk("head")
    with shown_to_everybody(head) as public, amended(head) as (plan, draft):
        starts = [public, draft, f"{plan}compare/", "/components/", "/documents/jobs/"]
        plans = [plan, *(plan_in(head, state) for state in STATES)]
        looked_at, complaints = wander(head, "/", NO_PAGE, [*starts, *plans])

    assert complaints == []
    assert unseen(looked_at) == []


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
    reader: Desk, start: str, left_out: re.Pattern[str] = NO_PAGE, others: Sequence[str] = ()
) -> tuple[set[str], list[str]]:
    """Follow every link once for each pattern of address; the paths, and what is wrong."""
    first = list(dict.fromkeys([start, *others]))
    queue, known = deque(first), set(map(pattern_of, first))
    looked_at, complaints = set(), []
    while queue:
        path = queue.popleft()
        looked_at.add(path.partition("?")[0])
        reader.open(path)
        complaints += reader.complaints(f"{reader.name}{pattern_of(path).replace('/', '_')}")
        for address in reader.page.locator("a[href]").evaluate_all(ADDRESSES):
            found = path_of(reader, address)
            if found and not left_out.search(found) and pattern_of(found) not in known:
                known.add(pattern_of(found))
                queue.append(found)
    return looked_at, complaints


def plan_in(head: Desk, state: str) -> str:
    """The first plan of the list in this state."""
    head.open(f"/plans/?state={state}")
    return str(head.page.locator("main a[href]").evaluate_all(PLAN))


def unseen(looked_at: set[str]) -> list[str]:
    """Pages that a head may open and no link has led to; the matrix knows all addresses."""
    seen = {resolve(path).view_name for path in looked_at}
    names = [name for name, row in ROWS.items() if is_page_of_a_head(row)]
    left_out = seen | set(ELSEWHERE)
    return [
        name
        for name in names
        if name not in left_out and not FILES.search(name) and not PARTS.search(name)
    ]


def is_page_of_a_head(row: dict[str, Any]) -> bool:
    who = row["who"]
    return "GET" in row["methods"] and (isinstance(who, str) or "head" in who)


def path_of(reader: Desk, address: str) -> str:
    """The path of a page of the portal; empty for what is none."""
    origin = reader.watch.address
    path = address.removeprefix(origin).partition("#")[0]
    is_page = address.startswith(f"{origin}/") and not NO_PAGE.search(path.partition("?")[0])
    return path if is_page else ""


def pattern_of(path: str) -> str:
    return re.sub(r"\d+", "N", path.partition("?")[0])
