"""Nobody's words are lost: stale rows, requests sent twice, plans that stand still."""

import pytest

from organisations.domain.policy import Role
from plans.models import Plan, PlanEdit, RowEdit
from tests.factories import CentreFactory, MembershipFactory, PlanItemFactory
from tests.plans.editing.sheet import make_sheet, new_uid, send, signed_in, undo, watch

pytestmark = pytest.mark.django_db

SAVE_QUERIES = 21  # four of the person, three of the audit trail, two to begin and to end


@pytest.fixture
def sheet():
    return make_sheet()


@pytest.fixture
def client(sheet):
    return signed_in(Role.METHODIST, sheet.plan.organisation)


@pytest.fixture
def other(sheet):
    return signed_in(Role.HEAD, sheet.plan.organisation)


def test_a_stale_row_is_refused_with_both_texts(client, other, sheet):
    mine = sheet.setting("А", title="Моё", number="7")
    send(other, sheet, sheet.setting("А", title="Чужое"))

    response = send(client, sheet, mine)

    assert response.status_code == 409
    [conflict] = response.json()["conflicts"]
    assert (conflict["item"], conflict["version"], conflict["removed"]) == (mine["item"], 2, False)
    assert conflict["by"] == str(PlanEdit.objects.get().user)
    assert conflict["cells"] == {
        sheet.columns["title"]: {"theirs": "Чужое", "changed": True},
        sheet.columns["number"]: {"theirs": "1", "changed": False},
    }
    assert "Чужое" in conflict["html"]
    assert sheet.item("Чужое").number == "1"


def test_nothing_of_a_request_with_a_stale_row_is_saved(client, other, sheet):
    stale, fresh = sheet.setting("А", title="Моё"), sheet.setting("Б", title="Моё Б")
    send(other, sheet, sheet.setting("А", title="Чужое"))

    assert send(client, sheet, fresh, stale).status_code == 409
    assert sheet.titles()["Кадры"] == ["Чужое", "Б", "В"]


def test_a_row_in_the_bin_is_said_to_be_removed(client, other, sheet):
    mine = sheet.setting("А", title="Моё")
    gone = {"do": "remove", "item": mine["item"], "version": 1}
    send(other, sheet, gone, kind="remove")

    [conflict] = send(client, sheet, mine).json()["conflicts"]

    assert (conflict["removed"], conflict["html"]) == (True, "")


def test_an_undo_never_takes_away_what_another_wrote(client, other, sheet):
    send(client, sheet, sheet.setting("А", title="Моё"))
    send(other, sheet, sheet.setting("Моё", title="Чужое"))

    response = undo(client, sheet, 1)

    assert response.status_code == 409
    [conflict] = response.json()["conflicts"]
    assert conflict["cells"][sheet.columns["title"]]["theirs"] == "Чужое"
    assert sheet.titles()["Кадры"] == ["Чужое", "Б", "В"]


def test_an_undo_leaves_what_another_wrote_beside_it(client, other, sheet):
    send(client, sheet, sheet.setting("А", title="Моё"))
    send(other, sheet, sheet.setting("Моё", number="9"))

    assert undo(client, sheet, 1).status_code == 200
    assert sheet.item("А").number == "9"


def test_nobody_takes_back_what_another_did(client, other, sheet):
    send(other, sheet, sheet.setting("А", title="Чужое"))

    assert undo(client, sheet, 1).status_code == 409
    assert sheet.titles()["Кадры"][0] == "Чужое"


def test_the_same_key_counts_once(client, sheet):
    key, operation = new_uid(), sheet.setting("А", title="Моё")

    first = send(client, sheet, operation, key=key)
    again = send(client, sheet, operation, key=key)

    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    assert (PlanEdit.objects.count(), RowEdit.objects.count()) == (1, 1)


def test_a_plan_that_stands_still_is_not_changed_by_any_door(client, sheet):
    send(client, sheet, sheet.setting("А", title="Моё"))
    Plan.objects.update(state="in_agreement")

    for response in (
        send(client, sheet, sheet.setting("Моё", title="Ещё")),
        undo(client, sheet, 1),
        send(client, sheet, {"do": "columns", "columns": [], "seen": ""}, kind="columns"),
    ):
        assert (response.status_code, "согласовании" in response.json()["message"]) == (403, True)
    assert watch(client, sheet, 1).json()["is_editable"] is False


def test_a_plan_of_others_is_not_there(sheet):
    stranger = signed_in(Role.METHODIST, CentreFactory())

    for response in (
        send(stranger, sheet, sheet.setting("А", title="Моё")),
        undo(stranger, sheet, 1),
        watch(stranger, sheet, 0),
    ):
        assert response.status_code == 404


@pytest.mark.parametrize(
    ("operation", "message"),
    [
        ({"do": "set", "cells": {"title": ""}, "version": 1}, "не может быть пустым"),
        ({"do": "set", "cells": {"title": "а" * 20_001}, "version": 1}, "длиннее 20000"),
        ({"do": "set", "cells": {"number": "1" * 101}, "version": 1}, "длиннее 100"),
        ({"do": "set", "cells": {"title": "Моё"}}, "какую версию"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_saved(client, sheet, operation, message):
    cells = {sheet.columns[name]: text for name, text in operation["cells"].items()}
    said = {**operation, "item": sheet.uid("А"), "cells": cells}

    response = send(client, sheet, sheet.setting("Б", title="Тоже"), said)

    assert (response.status_code, message in response.json()["message"]) == (422, True)
    assert sheet.titles()["Кадры"] == ["А", "Б", "В"]


def test_control_characters_never_reach_a_row(client, sheet):
    send(client, sheet, sheet.setting("А", title="Се\x00ми\x07нар\r\nдва"))

    assert sheet.titles()["Кадры"][0] == "Семинар\nдва"


def test_an_executor_of_others_is_refused(client, sheet):
    stranger = MembershipFactory(organisation=CentreFactory(), role=Role.METHODIST.value)
    row = sheet.item("А")
    said = {"do": "assign", "item": str(row.uid), "version": 1}

    response = send(client, sheet, {**said, "executors": [[stranger.organisation_id, None]]})

    assert response.status_code == 404
    assert not row.assignments.exists()


def test_watch_tells_what_others_did_and_where_they_are(client, other, sheet):
    cell = f"{sheet.uid('А')}:{sheet.columns['title']}"
    watch(other, sheet, 0, cell=cell, is_editing=True)
    send(other, sheet, sheet.setting("А", title="Чужое"))

    answer = watch(client, sheet, 0).json()

    assert answer["number"] == 1
    assert [row["version"] for row in answer["rows"]] == [2]
    assert (answer["order"], answer["reload"]) == (None, False)
    assert [(one["cell"], one["is_editing"]) for one in answer["people"]] == [(cell, True)]
    assert "правка: пункт 1, Мероприятие" in answer["by"][0]
    assert watch(client, sheet, 1).json()["rows"] == []


@pytest.mark.parametrize("count", [0, 30, 300])
def test_a_cell_is_saved_in_as_many_queries_however_long_the_plan(
    client, sheet, django_assert_num_queries, count
):
    section = sheet.section("Кадры")
    PlanItemFactory.create_batch(count, plan=sheet.plan, section=section)
    send(client, sheet, sheet.setting("А", number="5"))

    with django_assert_num_queries(SAVE_QUERIES):
        assert send(client, sheet, sheet.setting("А", number="6")).status_code == 200
