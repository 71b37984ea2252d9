import json
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError

from documents.actions import store_bytes
from documents.models import StoredFile
from organisations.domain.policy import Permission
from plans.actions.agreements import approve_plan
from plans.domain.agreements import Approving
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
from plans.models import PlanVersion, VersionFile
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
        Approving(date(2025, 8, 30), "приказ № 1"),
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


@pytest.fixture
def paper(version, actor_in):
    actor = actor_in(version.plan.organisation, Permission.PLAN_APPROVE)
    stored = store_bytes(
        b"%PDF-1.7",
        "скан.pdf",
        "application/pdf",
        purpose=StoredFile.Purpose.PLAN_PAPER,
        organisation_id=version.plan.organisation_id,
        user_id=actor.user_id,
    )
    return VersionFile.objects.create(version=version, kind="scan", file=stored)


def everything(model):
    return list(model.objects.order_by("pk").values())


ANYWHERE = [
    "UPDATE {table} SET {column} = 'x' WHERE id = %s",
    "UPDATE {table} SET {column} = {column} WHERE id = %s",
    "DELETE FROM {table} WHERE id = %s",
]
OTHERWISE = {
    "sqlite": ["REPLACE INTO {table} SELECT * FROM {table} WHERE id = %s"],
    "postgresql": [
        "TRUNCATE {table} CASCADE",
        (
            "INSERT INTO {table} SELECT * FROM {table} WHERE id = %s "
            "ON CONFLICT (id) DO UPDATE SET {column} = 'x'"
        ),
    ],
}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("model", "column"), [(PlanVersion, "sha256"), (VersionFile, "kind")], ids=["version", "file"]
)
def test_database_itself_refuses_every_statement_that_changes_a_version(paper, model, column):
    before = everything(model)
    [key] = [row["id"] for row in before]
    connection.check_constraints()  # PostgreSQL truncates nothing whose checks are still to come

    for statement in [*ANYWHERE, *OTHERWISE[connection.vendor]]:
        said = statement.format(table=model._meta.db_table, column=column)
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(said, [key] if "%s" in said else None)

    assert everything(model) == before


def change_by_save(row):
    row.sha256 = row.kind = "x"
    row.save()


def change_by_update(row):
    name = "sha256" if isinstance(row, PlanVersion) else "kind"
    type(row).objects.filter(pk=row.pk).update(**{name: "x"})


def change_by_bulk_update(row):
    name = "sha256" if isinstance(row, PlanVersion) else "kind"
    setattr(row, name, "x")
    type(row).objects.bulk_update([row], [name])


def change_by_delete(row):
    type(row).objects.filter(pk=row.pk)._raw_delete("default")


def change_by_upsert(row):
    name = "sha256" if isinstance(row, PlanVersion) else "kind"
    type(row).objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["id"], update_fields=[name]
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        change_by_save,
        change_by_update,
        change_by_bulk_update,
        change_by_delete,
        change_by_upsert,
        lambda row: row.delete(),
    ],
    ids=["save", "update", "bulk update", "raw delete", "upsert", "delete"],
)
@pytest.mark.parametrize("model", [PlanVersion, VersionFile], ids=["version", "file"])
def test_no_road_of_the_orm_changes_a_version(paper, model, change):
    before = everything(model)

    with pytest.raises((DatabaseError, ProtectedError)), transaction.atomic():
        change(model.objects.get())

    assert everything(model) == before


@pytest.mark.django_db
def test_a_plan_with_a_version_cannot_be_deleted(version):
    with pytest.raises(ProtectedError), transaction.atomic():
        version.plan.delete()

    assert PlanVersion.objects.filter(pk=version.pk).exists()
