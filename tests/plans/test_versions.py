import json
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from organisations.domain.policy import Permission
from plans.actions.plans import approve_plan
from plans.domain.content import (
    Approval,
    ApprovalKind,
    Column,
    Deadline,
    Field,
    Item,
    PlanContent,
    PlanDocument,
    PlanKind,
    Section,
    Step,
)
from plans.domain.deadlines import Continuous, Due
from plans.domain.versions import ItemMark, freeze, sha256_of, thaw
from plans.models import PlanVersion
from tests.factories import AssignmentFactory, PlanFactory, PlanItemFactory

CONTENT = PlanContent(
    PlanKind.ROAD_MAP,
    "Дорожная карта",
    (date(2025, 1, 1), date(2025, 12, 31)),
    (Column("№", Field.NUMBER, 10.0), Column("Дело", Field.TITLE), Column("Срок", Field.DEADLINE)),
    (
        Section(
            "I",
            "Начало",
            (
                Item("1", "Открыть центр", deadline=Deadline("в течение года", (Continuous(),))),
                Item(
                    "2",
                    "Обучить",
                    steps=(Step("Группа", Deadline("до 1 мая", (Due(date(2025, 5, 1)),))),),
                    extra={2: "+"},
                ),
            ),
        ),
    ),
)
DOCUMENT = PlanDocument(
    (Approval(ApprovalKind.APPROVED, "Глава", "П. П. Петров", date(2025, 1, 9)),), (CONTENT,)
)
MARKS = (ItemMark("a-1", ("Школа № 1",)), ItemMark("a-2"))


def test_snapshot_gives_back_what_was_frozen():
    snapshot = json.loads(json.dumps(freeze(DOCUMENT, "МОЦ", MARKS)))

    assert thaw(snapshot) == (DOCUMENT, MARKS)


def test_hash_is_the_same_for_the_same_content_in_any_order_of_keys():
    snapshot = freeze(DOCUMENT, "МОЦ", MARKS)
    shuffled = dict(reversed(snapshot.items()))

    assert sha256_of(shuffled) == sha256_of(snapshot)


def test_hash_is_pinned():
    # Printed in documents and kept for years: whoever changes the shape must write a new format.
    assert sha256_of({"б": 1, "а": ["ё", None]}) == (
        "3264b80828b0fea2d98805b5fa175bee72a9ddfd0e8539b65cb2ff9ca4548503"
    )


@pytest.mark.parametrize(
    "other",
    [
        freeze(DOCUMENT, "МОЦ города", MARKS),
        freeze(DOCUMENT, "МОЦ", (ItemMark("a-1", ("Школа № 2",)), ItemMark("a-2"))),
        freeze(PlanDocument((), (CONTENT,)), "МОЦ", MARKS),
    ],
    ids=["organisation", "assignment", "approvals"],
)
def test_hash_notices_every_change(other):
    assert sha256_of(other) != sha256_of(freeze(DOCUMENT, "МОЦ", MARKS))


@pytest.fixture
def version(actor_in):
    plan = PlanFactory()
    AssignmentFactory(item=PlanItemFactory(plan=plan))
    return approve_plan(
        plan,
        approved_on=date(2025, 8, 30),
        basis="",
        actor=actor_in(plan.organisation, Permission.PLAN_APPROVE),
    )


@pytest.mark.django_db
def test_stored_version_hashes_to_its_hash(version):
    stored = PlanVersion.objects.get(pk=version.pk)

    assert sha256_of(stored.snapshot) == stored.sha256


@pytest.mark.django_db
def test_version_keeps_uids_and_executors(version):
    [item] = version.plan.items.all()

    _document, marks = thaw(PlanVersion.objects.get(pk=version.pk).snapshot)

    assert marks == (ItemMark(str(item.uid), (str(item.assignments.get().organisation),)),)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE plans_planversion SET sha256 = 'x' WHERE id = %s",
        "DELETE FROM plans_planversion WHERE id = %s",
    ],
    ids=["update", "delete"],
)
def test_database_itself_refuses_to_change_a_version(version, statement):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, [version.pk])

    assert PlanVersion.objects.get(pk=version.pk).sha256 == version.sha256
