import os
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from documents import queries, runner, tasks
from documents.models import Heartbeat, Job
from documents.sweeper import GIVEN_UP
from documents.vault import incoming_folder

pytestmark = pytest.mark.django_db


def claimed_long_ago(job: Job, **columns) -> Job:
    """A job whose worker was killed."""
    claimed = Job.objects.claim(job.pk)
    columns.setdefault("lease_until", timezone.now() - timedelta(seconds=1))
    Job.objects.filter(pk=job.pk).update(**columns)
    return claimed


def test_sweep_gives_the_job_of_a_dead_worker_to_another(handle, queue_job):
    handle()
    job = claimed_long_ago(queue_job(), percent=40, stage="Считаю")

    tasks.sweep()

    job.refresh_from_db()
    assert (job.status, job.percent, job.stage, job.lease) == (Job.Status.QUEUED, 0, "", None)
    assert job.dispatched_at is not None
    runner.run(job.pk)
    job.refresh_from_db()
    assert (job.status, job.attempts) == (Job.Status.DONE, 2)


def test_sweep_leaves_a_living_worker_alone(handle, queue_job):
    handle()
    job = Job.objects.claim(queue_job().pk)

    tasks.sweep()

    row = Job.objects.get(pk=job.pk)
    assert (row.status, row.lease, row.lease_until) == (
        Job.Status.RUNNING,
        job.lease,
        job.lease_until,
    )


def test_sweep_gives_up_after_three_attempts(handle, queue_job):
    handle()
    job = queue_job()
    for _attempt in range(3):
        claimed_long_ago(job)
        tasks.sweep()

    job.refresh_from_db()
    assert (job.status, job.attempts, job.error) == (Job.Status.FAILED, 3, GIVEN_UP)
    assert job.finished_at is not None
    runner.run(job.pk)
    job.refresh_from_db()
    assert (job.status, job.files.count()) == (Job.Status.FAILED, 0)


def test_sweep_cancels_what_was_to_be_cancelled_when_the_worker_died(handle, queue_job):
    handle()
    job = claimed_long_ago(queue_job(), cancel_requested=True)

    tasks.sweep()

    job.refresh_from_db()
    assert job.status == Job.Status.CANCELLED


def test_sweep_sends_again_what_nobody_came_for(handle, queue_job):
    handle()
    long_ago = timezone.now() - timedelta(seconds=settings.JOB_LEASE_SECONDS + 1)
    just_now = timezone.now()
    forgotten, waiting = queue_job(), queue_job()
    Job.objects.filter(pk=forgotten.pk).update(dispatched_at=long_ago)
    Job.objects.filter(pk=waiting.pk).update(dispatched_at=just_now)

    tasks.sweep()

    forgotten.refresh_from_db()
    waiting.refresh_from_db()
    assert forgotten.dispatched_at > just_now
    assert waiting.dispatched_at == just_now


def test_sweep_stops_at_the_first_message_that_cannot_be_sent(handle, queue_job, monkeypatch):
    handle()
    queue_job()
    queue_job()
    tries = []

    def refuse(arguments, **_options):
        tries.append(arguments)
        raise OSError("no space left on device")

    monkeypatch.setattr(tasks.run_job, "apply_async", refuse)
    tasks.sweep()

    assert len(tries) == 1


def test_sweep_marks_the_processes_as_alive():
    tasks.sweep()

    names = Heartbeat.objects.order_by("name").values_list("name", flat=True)
    assert list(names) == ["scheduler", "worker"]


def test_dispatch_puts_the_message_into_the_queue_of_the_kind(handle, queue_job, monkeypatch):
    handle(queue="bulk")
    job = queue_job()
    sent = []
    monkeypatch.setattr(
        tasks.run_job, "apply_async", lambda arguments, **said: sent.append((arguments, said))
    )

    assert tasks.dispatch(job.pk)
    [(arguments, said)] = sent
    assert (arguments, said["queue"], said["retry"]) == ([job.pk], "bulk", False)


def test_tidy_removes_broken_uploads_only():
    old, fresh = incoming_folder() / ".upload-old", incoming_folder() / ".upload-fresh"
    for path in (old, fresh):
        path.write_bytes(b"half")
    yesterday = time.time() - 25 * 3600
    os.utime(old, (yesterday, yesterday))

    tasks.tidy()

    assert (old.exists(), fresh.exists()) == (False, True)
    fresh.unlink()


def test_queue_health_of_an_empty_portal():
    assert queries.queue_health() == {
        "oldest_queued_seconds": None,
        "worker_seen_seconds": None,
    }


def test_queue_health_tells_the_longest_wait(handle, queue_job):
    handle()
    for minutes in (3, 5, 4):
        job = queue_job()
        Job.objects.filter(pk=job.pk).update(queued_at=timezone.now() - timedelta(minutes=minutes))
    Heartbeat.objects.create(name="worker", at=timezone.now() - timedelta(minutes=2))

    health = queries.queue_health()

    assert health["oldest_queued_seconds"] == pytest.approx(300, abs=10)
    assert health["worker_seen_seconds"] == pytest.approx(120, abs=10)
