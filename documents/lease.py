"""A worker's hold on its job: renewed while it lives, asked before every write."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event, Thread
from time import monotonic

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from documents.models import Job
from documents.registry import JobCancelledError, LeaseLostError

QUIET_SECONDS = 0.5
STAGE_LENGTH = 200

logger = logging.getLogger(__name__)


@contextmanager
def kept(job: Job) -> Iterator[None]:
    """Renew the lease in a thread with a database connection of its own, until the block ends."""
    over = Event()
    keeper = Thread(target=_keep, args=(job, over), name=f"lease-{job.pk}", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()


def _keep(job: Job, over: Event) -> None:
    try:
        while not over.wait(settings.JOB_LEASE_SECONDS / 3):
            if not _renewed(job):
                return
    finally:
        connection.close()


def _renewed(job: Job) -> bool:
    until = timezone.now() + timedelta(seconds=settings.JOB_LEASE_SECONDS)
    try:
        return bool(Job.objects.held(job).update(lease_until=until))
    except (DatabaseError, InterfaceError) as error:
        logger.warning("job %s: the lease could not be renewed: %s", job.pk, error)
        connection.close()  # the next try comes with a new connection
        return True


class Reporter:
    """The `progress(percent, stage)` of a handler; where a job stops when it must.

    What is said inside the handler's own transaction is not written: nobody could read it
    before the end, and the locked row could not be renewed.
    """

    def __init__(self, job: Job) -> None:
        self._job = job
        self._depth = _transaction_depth()
        self._percent = -1
        self._written_at = 0.0

    def __call__(self, percent: int, stage: str) -> None:
        share = min(max(int(percent), 0), 100)
        is_recent = monotonic() - self._written_at < QUIET_SECONDS
        if (share == self._percent and is_recent) or _transaction_depth() != self._depth:
            return
        held = Job.objects.held(self._job)
        going_on = held.filter(cancel_requested=False)
        if not going_on.update(percent=share, stage=stage[:STAGE_LENGTH]):
            raise JobCancelledError if held.exists() else LeaseLostError
        self._percent, self._written_at = share, monotonic()


def _transaction_depth() -> int:
    return len(connection.savepoint_ids) + int(connection.in_atomic_block)
