"""`/healthz` and `/readyz`: each dependency turns its own word red."""

import shutil
from collections import namedtuple

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import OperationalError
from django.test import Client
from django.test.utils import CaptureQueriesContext

from documents.models import Heartbeat
from moc_portal import health

WHOLE = dict.fromkeys(["database", "migrations", "queue", "worker", "disk"], "ok")
Usage = namedtuple("Usage", "total used free")


@pytest.fixture(autouse=True)
def _unknown_schema():
    health._migrations.cache_clear()


@pytest.fixture
def ready(db) -> None:
    Heartbeat.objects.beat("worker")


def age(monkeypatch, **seconds: float | None) -> None:
    found = {"oldest_queued_seconds": None, "worker_seen_seconds": 0.0} | seconds
    monkeypatch.setattr(health, "queue_health", lambda: found)


def test_healthz_needs_nothing_but_the_process(client: Client):
    answer = client.get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"ok")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_other_methods_are_refused(client: Client, path):
    assert client.post(path).status_code == 405


def test_a_whole_portal_is_ready(client: Client, ready):
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (200, WHOLE)
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_migration_that_is_not_applied_is_seen(client: Client, ready):
    MigrationRecorder(connection).record_unapplied("sessions", "0001_initial")

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (503, WHOLE | {"migrations": "fail"})


def test_a_current_schema_is_not_looked_up_again(client: Client, ready):
    client.get("/readyz")

    with CaptureQueriesContext(connection) as asked:
        client.get("/readyz")

    assert [query for query in asked.captured_queries if "django_migrations" in query["sql"]] == []


@pytest.mark.parametrize(
    ("seconds", "status", "word"),
    [(None, 200, "ok"), (300.0, 200, "ok"), (300.1, 503, "fail")],
    ids=["empty", "just in time", "too old"],
)
def test_a_job_that_waits_for_more_than_five_minutes_is_seen(
    client: Client, ready, monkeypatch, seconds, status, word
):
    age(monkeypatch, oldest_queued_seconds=seconds)

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (status, WHOLE | {"queue": word})


@pytest.mark.parametrize(
    ("seconds", "status", "word"),
    [(None, 503, "fail"), (120.0, 200, "ok"), (120.1, 503, "fail")],
    ids=["never", "just in time", "too long ago"],
)
def test_a_worker_that_was_not_seen_is_missed(
    client: Client, ready, monkeypatch, seconds, status, word
):
    age(monkeypatch, worker_seen_seconds=seconds)

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (status, WHOLE | {"worker": word})


def test_a_full_disk_is_seen(client: Client, ready, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(100, 100, 0))

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (503, WHOLE | {"disk": "fail"})


def test_a_database_that_is_away_is_seen_and_named_only(client: Client, ready):
    def refuse(*_args):
        raise OperationalError("password of portal at 10.0.0.5 refused")

    with connection.execute_wrapper(refuse):
        answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json() == {
        "database": "fail",
        "migrations": "fail",
        "queue": "fail",
        "worker": "fail",
        "disk": "ok",
    }
