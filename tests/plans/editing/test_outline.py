"""Rows become steps and steps rows under numbers that the browser has given them already."""

import pytest

from organisations.domain.policy import Role
from plans.models import PlanItem, PlanStep
from tests.plans.editing.sheet import make_sheet, new_uid, send, signed_in, undo

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet():
    return make_sheet()


@pytest.fixture
def client(sheet):
    return signed_in(Role.METHODIST, sheet.plan.organisation)


def indent(sheet, title, into, *uids, first=None):
    return {
        "do": "indent",
        "item": sheet.uid(title),
        "version": sheet.item(title).version,
        "into": sheet.uid(into),
        "first": first,
        "steps": [{"step": uid} for uid in uids],
    }


def steps(sheet, title):
    rows = sheet.item(title).steps.order_by("ordering")
    return [(str(step.uid), step.title, step.deadline_text) for step in rows]


def test_new_steps_bear_the_numbers_of_the_browser(client, sheet):
    first, made = new_uid(), new_uid()

    answer = send(client, sheet, indent(sheet, "Б", "А", made, first=first), kind="move")

    assert answer.status_code == 200, answer.text
    assert steps(sheet, "А") == [(first, "", "в течение года"), (made, "Б", "в течение года")]
    assert answer.json()["removed"] == [sheet.uid("Б")]


def test_what_the_browser_did_not_see_gets_a_number_of_its_own(client, sheet):
    made = new_uid()

    assert send(client, sheet, indent(sheet, "В", "Б", made), kind="move").status_code == 200

    assert [title for _uid, title, _words in steps(sheet, "Б")] == ["", "В", "Приказ", "Отчёт"]
    assert steps(sheet, "Б")[1][0] == made


def test_the_row_goes_to_where_the_person_saw_it_go(client, sheet):
    """Another row has come between meanwhile."""
    said = indent(sheet, "Б", "А", new_uid())
    moved = {"do": "move", "items": [sheet.uid("В")], "after": sheet.uid("А")}
    assert send(client, sheet, moved, kind="move").status_code == 200

    assert send(client, sheet, said, kind="move").status_code == 200

    assert [title for _uid, title, _words in steps(sheet, "А")] == ["", "Б"]


@pytest.mark.parametrize("into", ["Б", "А"])
def test_no_row_goes_into_itself_or_into_the_bin(client, sheet, into):
    said = indent(sheet, "Б", into, new_uid())
    PlanItem.objects.filter(title="А").update(removed_at="2025-01-01T00:00Z")

    answer = send(client, sheet, said, kind="move")

    assert answer.status_code == 422
    assert "больше нет" in answer.json()["message"]
    assert sheet.item("Б").removed_at is None


def test_a_text_in_the_column_of_steps_goes_with_its_row(client, sheet):
    cells = sheet.setting("Б", intermediate_result="Положение")
    assert send(client, sheet, cells).status_code == 200
    before = sheet.content()

    answer = send(client, sheet, indent(sheet, "Б", "А"), kind="move")

    assert [title for _uid, title, _words in steps(sheet, "А")] == ["", "Б", "Положение"]
    assert undo(client, sheet, answer.json()["number"]).status_code == 200
    assert sheet.content() == before


def outdent(sheet, made):
    row, step = sheet.item("В"), sheet.step("Отчёт")
    return {
        "do": "outdent", "item": str(row.uid), "version": row.version, "step": str(step.uid),
        "made": made,
    }  # fmt: skip


def test_a_new_item_bears_the_number_of_the_browser(client, sheet):
    made = new_uid()

    answer = send(client, sheet, outdent(sheet, made), kind="move")

    assert answer.status_code == 200, answer.text
    assert sheet.uid("Отчёт") == made
    assert sheet.item("Отчёт").version == 1


def test_a_number_is_given_once(client, sheet):
    taken = send(client, sheet, outdent(sheet, sheet.uid("А")), kind="move")
    again = send(client, sheet, indent(sheet, "Б", "А", str(sheet.step("Отчёт").uid)), kind="move")

    assert (taken.status_code, again.status_code) == (422, 422)
    assert PlanStep.objects.count() == 2


def test_the_first_step_of_an_item_that_gets_one(client, sheet):
    first, made = new_uid(), new_uid()
    row = sheet.item("А")
    said = {
        "do": "add_step", "item": str(row.uid), "version": row.version, "step": made,
        "first": first, "after": first,
        "cells": {sheet.columns["intermediate_result"]: "Протокол"},
    }  # fmt: skip

    assert send(client, sheet, said, kind="add").status_code == 200

    assert [(uid, title) for uid, title, _words in steps(sheet, "А")] == [
        (first, ""),
        (made, "Протокол"),
    ]


@pytest.mark.parametrize("name", ["into", "first", "made"])
def test_what_is_no_number_is_not_understood(client, sheet, name):
    said = indent(sheet, "Б", "А") | {name: "нет"}

    assert send(client, sheet, said, kind="move").status_code == 400
