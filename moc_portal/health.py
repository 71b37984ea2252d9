"""Two addresses for machines: `/healthz`, the process answers; `/readyz`, it can do its work."""

import shutil
from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from documents.queries import queue_health

OLDEST_QUEUED_SECONDS = 300
LAST_SEEN_SECONDS = 120
FREE_BYTES = 100 * 1024 * 1024


@login_not_required
@require_safe
@never_cache
def healthz(_request: HttpRequest) -> HttpResponse:
    """Nothing but the process: a database that is away must not have it restarted."""
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
@never_cache
def readyz(_request: HttpRequest) -> JsonResponse:
    """Each dependency by name; open to everyone, so neither versions nor reasons are told."""
    answers = {name: _holds(check) for name, check in CHECKS.items()}
    words = {name: "ok" if holds else "fail" for name, holds in answers.items()}
    return JsonResponse(words, status=200 if all(answers.values()) else 503)


class NotReadyError(Exception):
    """What the check looked at answers, but cannot be worked with."""


def _holds(check: Callable[[], None]) -> bool:
    try:
        check()
    except (Error, OSError, NotReadyError):
        return False
    return True


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


@cache  # an exception is not remembered; a schema does not go back under a running process
def _migrations() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotReadyError


def _queue() -> None:
    oldest = queue_health()["oldest_queued_seconds"]
    if oldest is not None and oldest > OLDEST_QUEUED_SECONDS:
        raise NotReadyError


def _worker() -> None:
    """Seen by the sweep: it needs the scheduler, the broker and a worker, all three."""
    seen = queue_health()["worker_seen_seconds"]
    if seen is None or seen > LAST_SEEN_SECONDS:
        raise NotReadyError


def _disk() -> None:
    if shutil.disk_usage(settings.VAR_DIR).free < FREE_BYTES:
        raise NotReadyError


CHECKS: dict[str, Callable[[], None]] = {
    "database": _database,
    "migrations": _migrations,
    "queue": _queue,
    "worker": _worker,
    "disk": _disk,
}
