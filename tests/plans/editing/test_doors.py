"""What an open grid sends is checked at the door: whose it is, its form, what it began from."""

import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from organisations.domain.policy import Role
from plans.domain.editing.columns import columns_version
from plans.models import PlanEdit, PlanItem
from plans.queries.grid_tools import known_columns
from tests.factories import MembershipFactory
from tests.plans.editing.sheet import make_sheet, new_uid, send, signed_in, undo

pytestmark = pytest.mark.django_db

FUZZ = settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
ENDPOINTS = ("changes", "undo", "watch", "view", "grid/paste", "grid/terms", "grid/link")
WRITES = ("changes", "undo", "view", "grid/link", "watch", "grid/paste", "grid/terms")
HALF_AN_EMOJI = "\ud83d"
HUGE = st.integers(-(10**40), 10**40)
JSON = st.recursive(
    st.none() | st.booleans() | HUGE | st.floats(allow_nan=False) | st.text(max_size=8)
    | st.just(HALF_AN_EMOJI),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip
NAMES = [
    "key", "kind", "operations", "number", "cell", "is_editing", "hidden", "widths", "text",
    "html", "target", "item", "section",
]  # fmt: skip
OPERATION_NAMES = [
    "item", "step", "section", "after", "uid", "into", "first", "made", "row", "version",
    "items", "cells", "steps", "text", "terms", "executors", "is_public", "checkpoint",
    "columns", "seen",
]  # fmt: skip
KINDS = [
    "set", "set_terms", "assign", "assign_more", "set_flag", "add", "remove", "move",
    "restore", "add_step", "remove_step", "move_step", "indent", "outdent", "add_section",
    "set_section", "move_section", "remove_section", "columns",
]  # fmt: skip


@pytest.fixture
def sheet():
    return make_sheet()


@pytest.fixture
def client(sheet):
    return signed_in(Role.METHODIST, sheet.plan.organisation)


def post(client, sheet, name, said, **headers):
    raw = said if isinstance(said, bytes) else None
    address = f"/plans/{sheet.plan.pk}/{name}/"
    return client.post(address, raw or said, content_type="application/json", **headers)


def columns_of(sheet):
    return [
        {"uid": one.uid, "header": one.header, "field": one.field.value}
        for one in known_columns(sheet.plan)
    ]


def rename(sheet, seen, place, header):
    columns = columns_of(sheet)
    columns[place]["header"] = header
    return {"do": "columns", "columns": columns, "seen": seen}


def seen_now(sheet):
    return columns_version(known_columns(sheet.plan))


@pytest.mark.parametrize("name", WRITES)
def test_a_page_of_another_person_saves_nothing(client, sheet, name):
    author = MembershipFactory(organisation=sheet.plan.organisation).user
    said = {
        "key": new_uid(), "kind": "cells", "number": 0,
        "operations": [sheet.setting("А", title="Чужой рукой")],
    }  # fmt: skip

    for person in (str(author.pk), ""):
        response = post(client, sheet, name, said, headers={"X-Person": person})
        assert response.status_code == 409
        assert response.json()["code"] == "other_person"
        assert "вошёл другой человек" in response.json()["message"]
    assert sheet.titles()["Кадры"] == ["А", "Б", "В"]
    assert not PlanEdit.objects.exists()


def test_the_page_says_whose_it_is(client, sheet):
    page = client.get(f"/plans/{sheet.plan.pk}/").content.decode()

    assert f'data-person="{client.session["_auth_user_id"]}"' in page


def test_columns_that_another_has_changed_meanwhile_are_not_written_over(client, sheet):
    seen = seen_now(sheet)
    mine = rename(sheet, seen, 0, "Номер")
    head = signed_in(Role.HEAD, sheet.plan.organisation)
    added = {"uid": new_uid(), "header": "Примечание", "field": "other"}
    theirs = {"do": "columns", "columns": [*columns_of(sheet), added], "seen": seen}
    assert send(head, sheet, theirs, kind="columns").status_code == 200
    row = sheet.item("А")
    text = {"do": "set", "item": str(row.uid), "version": row.version}
    assert send(head, sheet, {**text, "cells": {added["uid"]: "важное"}}).status_code == 200

    response = send(client, sheet, mine, kind="columns")

    assert (response.status_code, response.json()["code"]) == (409, "columns")
    assert added in response.json()["columns"]
    author = PlanEdit.objects.filter(kind="columns").get().user
    assert str(author) in response.json()["message"]
    assert "важное" in sheet.item("А").extra.values()
    again = rename(sheet, seen_now(sheet), 0, "Номер")
    assert send(client, sheet, again, kind="columns").status_code == 200
    assert "важное" in sheet.item("А").extra.values()


def test_the_panel_says_which_columns_it_shows(client, sheet):
    page = client.get(f"/plans/{sheet.plan.pk}/grid/columns/").content.decode()

    assert f'data-seen="{seen_now(sheet)}"' in page


def test_a_conflict_names_nobody_from_another_plan(client, sheet):
    other = make_sheet()
    stranger = signed_in(Role.METHODIST, other.plan.organisation)
    PlanItem.objects.filter(pk=other.item("А").pk).update(uid=sheet.uid("А"))
    mine = sheet.setting("А", title="Моё")
    head = signed_in(Role.HEAD, sheet.plan.organisation)
    send(head, sheet, sheet.setting("А", title="Руководитель"))
    own = PlanEdit.objects.get(plan=sheet.plan).user
    send(stranger, other, other.setting("А", title="Раз"))
    send(stranger, other, other.setting("Раз", title="Два"))

    [conflict] = send(client, sheet, mine).json()["conflicts"]

    assert conflict["by"] == str(own)


@pytest.mark.parametrize("version", [-1, -(10**30), 10**30, 2**31, 1.5, "1", None, True, [1], {}])
def test_a_version_that_cannot_be_is_refused_at_once(client, sheet, version):
    said = {**sheet.setting("А", title="Моё"), "version": version}

    response = send(client, sheet, said)

    assert (response.status_code, "не понял" in response.json()["message"]) == (400, True)


def test_a_version_far_ahead_is_a_conflict(client, sheet):
    said = {**sheet.setting("А", title="Моё"), "version": 2**31 - 1}

    assert send(client, sheet, said).status_code == 409


@pytest.mark.parametrize("name", ENDPOINTS)
@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b"null", b"5", b"{", b'{"key":NaN}', b"\xff\xfe", b"[" * 100_000,
        b'{"a":' * 50_000, b'{"hidden":0,"text":' + b"[" * 900 + b"]" * 900 + b"}",
    ],
)  # fmt: skip
def test_what_is_no_object_of_json_is_said_in_russian(client, sheet, name, body):
    response = client.post(
        f"/plans/{sheet.plan.pk}/{name}/", body, content_type="application/json"
    )

    assert response.status_code == 400
    assert "Портал не понял запрос" in response.json()["message"]


@pytest.mark.parametrize("name", ["items", "columns", "steps", "cells", "terms", "executors"])
@pytest.mark.parametrize("value", [None, 5, True, "а", [None], [[[]]], {"a": {"b": []}}])
def test_parts_of_an_operation_that_are_something_else(client, sheet, name, value):
    said = {**sheet.setting("А", title="Моё"), name: value}

    assert send(client, sheet, said).status_code == 400
    assert sheet.titles()["Кадры"] == ["А", "Б", "В"]


def test_an_operation_that_nobody_knows(client, sheet):
    for said in ({"do": "dance"}, {"do": ["set"]}, {"do": None}, {}, None, 5, "set"):
        assert send(client, sheet, said).status_code == 400


@pytest.mark.parametrize("kind", [["cells"], {}, None, 5, "dance"])
def test_a_kind_that_is_none(client, sheet, kind):
    assert send(client, sheet, sheet.setting("А", title="Моё"), kind=kind).status_code == 400


def test_a_place_that_nobody_can_write_down(client, sheet):
    for cell in ("\x00", "А", ["a"], 5):
        assert post(client, sheet, "watch", {"number": 0, "cell": cell}).status_code == 400


def test_half_an_emoji_goes_and_the_text_stays(client, sheet):
    assert send(client, sheet, sheet.setting("А", title=f"Сбор{HALF_AN_EMOJI}")).status_code == 200
    assert "Сбор" in sheet.titles()["Кадры"]


@pytest.mark.parametrize("name", ENDPOINTS)
@FUZZ
@given(body=st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=5), JSON, max_size=6))
def test_no_json_breaks_a_door(client, sheet, name, body):
    body = {"key": str(uuid.uuid4()), "kind": "cells", "number": 0} | body

    assert post(client, sheet, name, body).status_code < 500


@FUZZ
@given(
    kind=st.sampled_from(KINDS),
    parts=st.dictionaries(st.sampled_from(OPERATION_NAMES), JSON | st.just("uid"), max_size=8),
)
def test_no_operation_breaks_the_door(client, sheet, kind, parts):
    own = {"uid": sheet.uid("А")}
    said = {
        name: own.get(value, value) if value == "uid" else value for name, value in parts.items()
    }
    base = {"item": sheet.uid("А"), "version": 1, "do": kind}

    assert send(client, sheet, base | said, kind="bulk").status_code < 500


def test_a_key_that_comes_again_with_another_text_is_refused(client, sheet):
    key = new_uid()
    first, other = sheet.setting("А", title="Моё"), sheet.setting("А", title="Другое")
    assert send(client, sheet, first, key=key).status_code == 200

    response = send(client, sheet, other, key=key)

    assert (response.status_code, response.json()["code"]) == (409, "key_taken")
    assert undo(client, sheet, 1, key=key).status_code == 409
    assert send(client, sheet, first, key=key, kind="bulk").status_code == 409
    assert send(client, sheet, first, key=key).status_code == 200
    assert sheet.titles()["Кадры"][0] == "Моё"


def test_the_key_of_another_person_is_refused(client, sheet):
    key, said = new_uid(), sheet.setting("А", title="Моё")
    send(client, sheet, said, key=key)

    response = send(signed_in(Role.HEAD, sheet.plan.organisation), sheet, said, key=key)

    assert response.status_code == 409
