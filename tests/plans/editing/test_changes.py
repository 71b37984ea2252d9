import pytest

from organisations.domain.policy import Role
from plans.models import PlanEdit, RowEdit
from tests.plans.editing.sheet import make_sheet, new_uid, send, signed_in, undo

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet():
    return make_sheet()


@pytest.fixture
def client(sheet):
    return signed_in(Role.METHODIST, sheet.plan.organisation)


def test_the_page_shows_the_grid(client, sheet):
    page = client.get(f"/plans/{sheet.plan.pk}/").text

    assert 'id="plan-grid"' in page
    assert f'data-item="{sheet.uid("А")}"' in page


def test_set_saves_texts_and_reads_the_deadline(client, sheet):
    response = send(client, sheet, sheet.setting("А", title="Семинар", deadline="до 25 декабря"))

    assert response.status_code == 200, response.text
    answer, row = response.json(), sheet.item("Семинар")
    assert (answer["number"], answer["undo"], answer["redo"]) == (1, [1], [])
    assert answer["rows"][0]["version"] == row.version == 2
    assert "Семинар" in answer["rows"][0]["html"]
    assert row.deadline_terms == [{"kind": "due", "end": "2025-12-25"}]
    edit = PlanEdit.objects.get()
    assert edit.words == "правка: пункт 1, Мероприятие, Срок"
    [change] = RowEdit.objects.all()
    assert change.before["title"] == "А"
    assert change.after["title"] == "Семинар"


def test_add_move_remove_and_take_back(client, sheet):
    start = sheet.content()
    uid = new_uid()
    cells = {sheet.columns["title"]: "Новый", sheet.columns["deadline"]: "май"}
    added = send(
        client,
        sheet,
        {"do": "add", "item": uid, "after": sheet.uid("А"), "cells": cells},
        kind="add",
    )
    assert added.status_code == 200, added.text
    assert sheet.titles() == {"Кадры": ["А", "Новый", "Б", "В"], "Дети": ["Г"]}
    moved = send(
        client,
        sheet,
        {
            "do": "move",
            "items": [sheet.uid("В"), uid],
            "section": str(sheet.section("Дети").uid),
            "after": None,
        },
        kind="move",
    )
    assert moved.status_code == 200, moved.text
    assert sheet.titles() == {"Кадры": ["А", "Б"], "Дети": ["В", "Новый", "Г"]}
    row = sheet.item("А")
    gone = send(
        client,
        sheet,
        {"do": "remove", "item": str(row.uid), "version": row.version},
        kind="remove",
    )
    assert gone.status_code == 200, gone.text
    assert gone.json()["removed"] == [str(row.uid)]
    assert sheet.titles() == {"Кадры": ["Б"], "Дети": ["В", "Новый", "Г"]}
    end = sheet.content()
    for number in (3, 2, 1):
        back = undo(client, sheet, number)
        assert back.status_code == 200, back.text
    assert sheet.content() == start
    assert back.json()["redo"] == [6, 5, 4]
    for number in (6, 5, 4):
        again = undo(client, sheet, number)
        assert again.status_code == 200, again.text
    assert sheet.content() == end


def test_an_edit_of_many_rows_is_told_as_people_count(client, sheet):
    rows = [sheet.item(title) for title in ("А", "Б", "В")]
    gone = [{"do": "remove", "item": str(row.uid), "version": row.version} for row in rows]
    send(client, sheet, *gone, kind="remove")
    undo(client, sheet, 1)

    told = list(PlanEdit.objects.order_by("number").values_list("words", flat=True))

    assert told == ["удаление: 3\u00a0пункта", "отмена: 3\u00a0пункта"]


def test_an_edit_of_one_section_names_it(client, sheet):
    section = sheet.section("Дети")
    operation = {"do": "set_section", "section": str(section.uid), "text": "Семьи"}
    answer = send(client, sheet, operation | {"version": section.version}, kind="sections")

    assert answer.status_code == 200, answer.text
    assert PlanEdit.objects.get().words == "разделы: «Семьи»"
