"""Written rows stay as written, whoever speaks to the database and however they say it."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, models, transaction
from django.test.utils import isolate_apps

from documents.actions import store_bytes
from documents.models import StoredFile
from organisations import audit
from organisations.append_only import create_statements, keys_of
from organisations.domain.policy import Actor, Permission
from organisations.models import AuditEvent
from plans.actions.plans import freeze_version
from plans.domain.agreements import Approving
from plans.models import PlanVersion, VersionFile
from tests.factories import ApprovedPlanFactory, UserFactory

MODELS = [AuditEvent, PlanVersion, VersionFile]
CHANGED = {AuditEvent: "user_name", PlanVersion: "sha256", VersionFile: "kind"}
# {same}: the row as it is, {other}: the same with one column changed, {names}: its columns.
TAKING_THE_PLACE = {
    "sqlite": [
        "REPLACE INTO {table} ({names}) SELECT {other} FROM {table} WHERE id = {pk}",
        "INSERT OR REPLACE INTO {table} ({names}) SELECT {other} FROM {table} WHERE id = {pk}",
        "INSERT OR REPLACE INTO {table} ({names}) SELECT {same} FROM {table} WHERE id = {pk}",
    ],
    "postgresql": [],
}
ANYWHERE = [
    (
        "INSERT INTO {table} ({names}) SELECT {other} FROM {table} WHERE id = {pk} "
        "ON CONFLICT (id) DO UPDATE SET {column} = excluded.{column}"
    ),
    "UPDATE {table} SET {column} = 'x' WHERE id = {pk}",
    "DELETE FROM {table} WHERE id = {pk}",
]


@pytest.fixture
def _rows(db):
    """One row of each, and a connection as any tool opens it: the portal's own asks for more."""
    plan = ApprovedPlanFactory()
    actor = Actor(UserFactory().pk, Permission.PLAN_APPROVE, frozenset({plan.organisation_id}))
    version = freeze_version(plan, Approving(date(2025, 8, 30), "приказ № 1"), actor=actor)
    stored = store_bytes(
        b"%PDF-1.7",
        "скан.pdf",
        "application/pdf",
        purpose=StoredFile.Purpose.PLAN_PAPER,
        organisation_id=plan.organisation_id,
        user_id=actor.user_id,
    )
    VersionFile.objects.create(version=version, kind="scan", file=stored)
    audit.record(actor, "plan.approve", plan, organisation_id=plan.organisation_id)
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers=OFF")
    yield
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers=ON")


def everything(model):
    return list(model.objects.order_by("pk").values())


def said(statement, model, key):
    names = [field.column for field in model._meta.concrete_fields]
    changed = CHANGED[model]
    return statement.format(
        table=model._meta.db_table,
        pk=key,
        column=changed,
        names=", ".join(names),
        same=", ".join(names),
        other=", ".join("'x'" if name == changed else name for name in names),
    )


def refused(statement):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    return True


@pytest.mark.usefixtures("_rows")
@pytest.mark.parametrize("model", MODELS)
def test_no_statement_takes_the_place_of_a_row(model):
    before = everything(model)
    key = before[0]["id"]

    for statement in [*TAKING_THE_PLACE[connection.vendor], *ANYWHERE]:
        assert refused(said(statement, model, key)), statement

    assert everything(model) == before


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite has OR REPLACE")
@pytest.mark.usefixtures("_rows")
def test_no_row_is_replaced_by_its_other_key():
    """The version number of a plan is taken, though the primary key is new."""
    before = everything(PlanVersion)
    statement = TAKING_THE_PLACE["sqlite"][1].replace("SELECT {other}", "SELECT NULL{other}")

    assert refused(said(statement, PlanVersion, before[0]["id"]).replace("NULLid", "NULL"))
    assert everything(PlanVersion) == before


@pytest.mark.usefixtures("_rows")
def test_new_rows_are_let_in():
    version = PlanVersion.objects.get()
    actor = Actor(None, Permission.PLAN_APPROVE, frozenset({version.plan.organisation_id}))

    second = freeze_version(version.plan, Approving(date(2025, 9, 30), "приказ № 2"), actor=actor)

    assert (second.number, PlanVersion.objects.count()) == (2, 2)


@isolate_apps("organisations")
def test_every_key_is_guarded_and_a_partial_one_is_not_forgotten():
    class Sealed(models.Model):
        code = models.CharField(max_length=5, unique=True)
        year = models.IntegerField()
        place = models.IntegerField()

        class Meta:
            app_label = "organisations"
            constraints = [models.UniqueConstraint(fields=["year", "place"], name="once")]

        def __str__(self):
            return self.code

    assert keys_of(Sealed) == [("id",), ("code",), ("year", "place")]
    Sealed._meta.constraints.append(
        models.UniqueConstraint(fields=["year"], condition=models.Q(place=1), name="some_once")
    )
    with pytest.raises(NotImplementedError, match="some_once"):
        create_statements("sqlite", Sealed)
