"""axe-core, run in a page without loosening its Content-Security-Policy."""

import importlib.resources
import json
from functools import cache
from typing import Any

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")
OPTIONS = {
    "runOnly": {"type": "tag", "values": RULES},
    "resultTypes": ["violations"],
    "preload": False,
}


def violations(page: Any) -> list[str]:
    """Each rule that is broken, with the places where it is."""
    session = page.context.new_cdp_session(page)
    try:
        _evaluate(session, f"{_source()};0")
        found = _evaluate(session, f"axe.run(document, {json.dumps(OPTIONS)})")
    finally:
        session.detach()
    return [
        f"{rule['id']}: {node['html'][:160]} ({node['failureSummary']})"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


@cache
def _source() -> str:
    folder = importlib.resources.files("axe_playwright_python")
    return folder.joinpath("axe.min.js").read_text(encoding="utf-8")


def _evaluate(session: Any, expression: str) -> Any:
    # Straight through the debugging protocol, which the page's policy does not bind.
    answer = session.send(
        "Runtime.evaluate",
        {"expression": expression, "awaitPromise": True, "returnByValue": True},
    )
    assert "exceptionDetails" not in answer, answer
    return answer["result"].get("value")
