"""Two people save one cell at one moment; a ledger says whether a text was lost unseen."""

from __future__ import annotations  # the names of an absent package are never looked at

import contextlib
import json
import sqlite3
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.e2e.grid import Grid
from tests.e2e.portal import Portal

BARRIER_MS = 40  # both browsers have their order by then
# Only looks, and presses Enter when the clock says so: everything else is the grid's own script.
HARNESS = Path(__file__).with_name("race.js").read_text(encoding="utf-8")
# The control: a browser that answers every «somebody was quicker» with the newest version, unread.
UNCHECKED = """() => {
  const real = window.fetch;
  window.fetch = async (url, options) => {
    let answer = await real(url, options);
    while (String(url).endsWith("/changes/") && answer.status === 409) {
      const { conflicts } = await answer.json();
      const body = JSON.parse(options.body);
      for (const one of body.operations) {
        one.version = conflicts.find(({ item }) => item === one.item).version;
      }
      answer = await real(url, { ...options, body: JSON.stringify(body) });
    }
    return answer;
  };
}"""


@dataclass(frozen=True)
class Belief:
    """What a person was told is saved, and what they had before their eyes when they wrote it."""

    user: str
    saw: str
    wrote: str


@dataclass
class Ledger:
    beliefs: list[Belief] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)  # ms between the two Enters of a race
    wins: dict[str, int] = field(default_factory=dict)
    races: int = 0

    def believe(self, user: str, saw: str, wrote: str) -> None:
        self.beliefs.append(Belief(user, saw, wrote))


@dataclass(frozen=True)
class Racer:
    """A person whose grid has one row; both write into its result."""

    grid: Grid
    user: str

    def get_ready(self, *, is_checked: bool) -> None:
        page = self.grid.page
        page.evaluate(HARNESS, self.grid.columns["result"])
        if not is_checked:
            page.evaluate(UNCHECKED)
        self.grid.desk.watch.allowed |= {409}

    def write(self, text: str) -> None:
        """Into the field, by keys; it stays open."""
        if not self.grid.page.evaluate("race.isReady()"):
            self.grid.cell(1, "result").click(position={"x": 3, "y": 3})
        self.grid.type(text)

    def commit_at(self, moment: float) -> None:
        self.grid.page.evaluate("at => race.commitAt(at)", moment)

    def outcome(self) -> dict[str, Any]:
        said: dict[str, Any] = self.grid.page.evaluate("race.outcome()")
        return said

    def sees(self, text: str) -> None:
        self.grid.page.evaluate("text => race.sees(text)", text)


def compete(racers: list[Racer], texts: list[str], ledger: Ledger) -> list[dict[str, Any]]:
    """Both press Enter at one moment; what each of them was told then."""
    for racer, text in zip(racers, texts, strict=True):
        racer.write(text)
    moment = time.time() * 1000 + BARRIER_MS
    for racer in racers:
        racer.commit_at(moment)
    told = [racer.outcome() for racer in racers]
    began, ended = ([one[name] for one in told] for name in ("committed", "ended"))
    if max(began) < min(ended):  # neither could know of the other
        ledger.races += 1
        ledger.waits.append(max(began) - min(began))
    return told


@dataclass(frozen=True)
class Archive:
    """What the portal's database says of the one cell of a plan."""

    portal: Portal
    plan: int

    def text(self) -> str:
        [[text]] = self._ask(
            "SELECT result FROM plans_planitem WHERE plan_id = ? AND removed_at IS NULL"
        )
        return str(text)

    def history(self) -> list[Belief]:
        """Every edit of the cell: by whom, over which text, which text."""
        rows = self._ask(
            "SELECT u.username, r.before, r.after FROM plans_rowedit r"
            " JOIN plans_planedit e ON e.id = r.edit_id"
            " JOIN organisations_user u ON u.id = e.user_id"
            " WHERE e.plan_id = ? AND e.kind = 'cells' ORDER BY e.number, r.id"
        )
        said = [(user, json.loads(before), json.loads(after)) for user, before, after in rows]
        return [Belief(user, before["result"], after["result"]) for user, before, after in said]

    def _ask(self, question: str) -> list[tuple[Any, ...]]:
        address = f"file:{self.portal.data / 'portal.sqlite3'}?mode=ro"
        with contextlib.closing(sqlite3.connect(address, uri=True)) as database:
            return database.execute(question, [self.plan]).fetchall()


def silent_losses(ledger: Ledger, archive: Archive) -> int:
    """Texts overwritten by somebody who never saw them, or said to be saved and kept nowhere."""
    history = archive.history()
    believed = {(one.user, one.wrote): one.saw for one in ledger.beliefs}
    assert len(believed) == len(ledger.beliefs)
    unseen = [one for one in history if believed.pop((one.user, one.wrote), None) != one.saw]
    is_other = bool(history) and archive.text() != history[-1].wrote
    return len(unseen) + len(believed) + is_other
