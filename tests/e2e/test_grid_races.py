"""Two browsers, one cell, one moment, two hundred times: nobody's text is lost unseen."""

from statistics import median

import pytest

from tests.e2e.browser import expect
from tests.e2e.grid import new_plan, open_same
from tests.e2e.races import Archive, Ledger, Racer, compete, silent_losses
from tests.e2e.test_grid_never_lost import CHANGES, allow_failures, write

RACES, CONTROL, MOST = 200, 20, 240
ANSWERS = ("Оставить моё", "Взять их", "Соединить")


@pytest.fixture
def racers(desk):
    """Two people, each with the table of the same one row open."""

    def make(title, *, is_checked=True):
        grid = new_plan(desk("methodist"), title, "Семинар")
        other = open_same(desk("head"), grid)
        found = [Racer(grid, "methodist"), Racer(other, "head")]
        for racer in found:
            racer.get_ready(is_checked=is_checked)
        return found

    return make


def archive_of(portal, racer):
    return Archive(portal, int(racer.grid.desk.path.strip("/").split("/")[1]))


def settle(loser, answer, mine, theirs):
    """By the button; what the cell says then, and whether the loser has written it."""
    loser.grid.desk.press(answer)
    if answer == "Соединить":
        loser.grid.desk.press("Сохранить соединённый")
    text = {"Оставить моё": mine, "Взять их": theirs}.get(answer, f"{mine}\n{theirs}")
    assert loser.outcome()["texts"] == [text]
    return text, answer != "Взять их"


def run_round(number, racers, archive, ledger, before):
    """One race, the question to whoever was later, their answer; the text that is left."""
    texts = [f"{number}м", f"{number}г"]
    told = compete(racers, texts, ledger)
    assert sorted(one["state"] for one in told) == ["clash", "saved"], told
    first = 0 if told[0]["state"] == "saved" else 1
    winner, loser = racers[first], racers[1 - first]
    theirs, mine = texts[first], texts[1 - first]
    assert archive.text() == theirs
    assert told[first]["texts"] == [theirs]
    assert told[1 - first]["texts"] == [mine, theirs]
    ledger.wins[winner.user] = ledger.wins.get(winner.user, 0) + 1
    ledger.believe(winner.user, before, theirs)
    text, is_written = settle(loser, ANSWERS[number % 3], mine, theirs)
    if is_written:
        ledger.believe(loser.user, theirs, text)
    assert archive.text() == text
    winner.sees(text)
    return text


def test_two_hundred_races_lose_no_text(racers, portal, record_property):
    people, ledger, text = racers("Двести гонок"), Ledger(), ""
    archive = archive_of(portal, people[0])
    number = 0
    while ledger.races < RACES:
        number += 1
        assert number <= MOST
        text = run_round(number, people, archive, ledger, text)

    assert silent_losses(ledger, archive) == 0
    assert len(archive.history()) == len(ledger.beliefs)
    assert set(ledger.wins) == {"methodist", "head"}
    record_property("races", f"{number} rounds, {ledger.wins}, {median(ledger.waits):.1f} ms")
    for racer in people:
        assert open_same(racer.grid.desk, racer.grid).texts("result") == [text]


def test_a_browser_that_does_not_ask_loses_texts_and_it_is_noticed(racers, portal):
    """The control: without the check of versions the same ledger finds a loss in every race."""
    people, ledger, text = racers("Гонки вслепую", is_checked=False), Ledger(), ""
    archive = archive_of(portal, people[0])
    for number in range(1, CONTROL + 1):
        texts = [f"{number}м", f"{number}г"]
        told = compete(people, texts, ledger)
        assert [one["state"] for one in told] == ["saved", "saved"]
        for racer, wrote in zip(people, texts, strict=True):
            ledger.believe(racer.user, text, wrote)
        text = archive.text()
        for racer in people:
            racer.sees(text)

    assert silent_losses(ledger, archive) == CONTROL


def lose_answers(grid):
    """The first save arrives, and nobody hears of it; the others come to nothing."""
    arrived = []

    def swallow(route):
        if not arrived:
            arrived.append(route.fetch())
        route.fulfill(status=502, body="")

    allow_failures(grid, 409, 502)
    grid.page.route(CHANGES, swallow)


def test_a_lost_answer_hides_nothing_that_another_wrote_meanwhile(desk):
    """The answer to the repeated save is of a row that somebody else has changed since."""
    mine = new_plan(desk("methodist"), "Потерянный ответ", "Семинар")
    theirs = open_same(desk("head"), mine)
    lose_answers(mine)
    allow_failures(theirs, 409)  # of another cell: settled without a word
    mine.cell(1, "result").click(position={"x": 3, "y": 3})
    mine.type("Приказ")
    mine.press("Tab", "Tab")
    mine.says("Не сохранено")
    mine.cell(1, "deadline").click(position={"x": 3, "y": 3})
    mine.type("май")
    mine.press("Enter")
    write(theirs, "deadline", "июнь")
    mine.page.unroute(CHANGES)
    mine.press("Control+S")

    clash = mine.page.locator(".told")
    expect(clash).to_contain_text("май", timeout=15_000)
    expect(clash).to_contain_text("июнь")
    mine.desk.press("Взять их")
    mine.saved()
    again = open_same(theirs.desk, theirs)
    assert (again.texts("result"), again.texts("deadline")) == (["Приказ"], ["июнь"])
