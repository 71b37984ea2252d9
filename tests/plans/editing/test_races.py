"""Two people at once: on PostgreSQL threads write the same row, and nobody's text is lost."""

import threading
import uuid

import pytest
from django.db import connection, connections

from organisations.domain.policy import Actor, Permission, Role
from plans.actions.editing import StaleRowsError, change_plan
from plans.domain.editing import setting
from plans.models import PlanEdit
from tests.factories import MembershipFactory
from tests.plans.editing.sheet import make_sheet

pytestmark = [
    pytest.mark.usefixtures("transactional_db"),
    pytest.mark.skipif(
        "postgresql" not in str(connections.databases["default"]["ENGINE"]),
        reason="SQLite lets one writer in at a time; DATABASE_URL names no PostgreSQL",
    ),
]
RACES = 200


def people(plan):
    for role in (Role.METHODIST, Role.HEAD):
        user = MembershipFactory(organisation=plan.organisation, role=role.value).user
        yield Actor(user.pk, Permission.PLAN_EDIT, frozenset({plan.organisation_id}))


def at_once(*acts):
    """Run each in a thread of its own from the same moment; returns what they said."""
    barrier, said = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        try:
            barrier.wait(timeout=30)
            said[place] = act()
        except StaleRowsError as stale:
            said[place] = stale
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return said


def lost_words(sheet, actors, races):
    """How many texts were said to be saved, and were overwritten by one who never saw them."""
    lost, row = 0, sheet.item("А")
    for race in range(races):
        row.refresh_from_db()
        texts = [f"{race} первый", f"{race} второй"]
        operations = [
            {
                "do": "set",
                "item": str(row.uid),
                "version": row.version,
                "cells": {sheet.columns["title"]: text},
            }
            for text in texts
        ]
        said = at_once(
            *(
                lambda operation=operation, actor=actor: change_plan(
                    sheet.plan.pk, [operation], kind="cells", key=uuid.uuid4(), actor=actor
                )
                for operation, actor in zip(operations, actors, strict=True)
            )
        )
        assert None not in said
        saved = [not isinstance(one, StaleRowsError) for one in said]
        lost += saved.count(True) - 1
    return lost


def test_two_hundred_races_lose_nothing():
    sheet = make_sheet()

    assert lost_words(sheet, list(people(sheet.plan)), RACES) == 0
    assert PlanEdit.objects.count() == RACES


def test_without_the_check_of_versions_words_are_lost(monkeypatch):
    sheet = make_sheet()
    monkeypatch.setattr(
        setting, "seen", lambda board, operation, _place: board.item(operation["item"])
    )

    assert lost_words(sheet, list(people(sheet.plan)), 20) == 20


def test_the_same_key_twice_at_once_counts_once():
    sheet = make_sheet()
    actor, _other = people(sheet.plan)
    key, row = uuid.uuid4(), sheet.item("А")
    cells = {sheet.columns["title"]: "Моё"}
    operation = {"do": "set", "item": str(row.uid), "version": 1, "cells": cells}

    said = at_once(
        *[lambda: change_plan(sheet.plan.pk, [operation], kind="cells", key=key, actor=actor)] * 2
    )

    assert [one.edit.number for one in said] == [1, 1]
    assert PlanEdit.objects.count() == 1
