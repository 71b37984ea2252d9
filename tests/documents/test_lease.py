import hashlib
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from documents import runner
from documents.models import Job
from documents.registry import Document
from documents.sweeper import return_stale
from documents.vault import incoming_folder
from organisations.domain.errors import RuleError
from tests.documents.conftest import TEXT, outcome

pytestmark = pytest.mark.django_db


def lose_lease(job: Job) -> None:
    """The sweeper thinks that the worker is dead."""
    stale = Job.objects.get(pk=job.pk)
    return_stale(stale.lease_until.replace(year=stale.lease_until.year + 1))


def test_a_zombie_stops_at_its_next_progress(handle, queue_job):
    steps = []

    def build(actor, progress):
        lose_lease(job)
        progress(20, "Считаю")
        steps.append("too far")
        return []

    handle(build)
    job = queue_job()

    runner.run(job.pk)

    assert outcome(job) == (Job.Status.QUEUED, "")
    assert (steps, job.percent) == ([], 0)


def test_a_zombie_leaves_no_second_result(handle, queue_job, caplog):
    """The first worker sleeps through its lease, the second does the job, the first wakes."""
    runs = []

    def build(actor, progress):
        runs.append(len(runs) + 1)
        number = runs[-1]
        if number == 1:
            lose_lease(job)
            runner.run(job.pk)
        yield Document(f"{number}.txt", f"by worker {number}".encode(), TEXT)

    handle(build)
    job = queue_job()

    runner.run(job.pk)

    assert outcome(job) == (Job.Status.DONE, "")
    assert (runs, job.attempts) == ([1, 2], 2)
    assert [stored.name for stored in job.files.all()] == ["2.txt"]
    zombie = hashlib.sha256(b"by worker 1").hexdigest()
    assert not Path(settings.MEDIA_ROOT, "files", zombie[:2], zombie).exists()
    assert list(incoming_folder().iterdir()) == []
    assert "another worker has it now" in caplog.text


def test_a_zombie_cannot_fail_the_job_of_another(handle, queue_job):
    def build(actor, progress):
        lose_lease(job)
        raise RuleError("Слишком поздно.")

    handle(build)
    job = queue_job()

    runner.run(job.pk)

    assert outcome(job) == (Job.Status.QUEUED, "")


def test_progress_is_written_on_change_of_the_share_only(handle, queue_job):
    seen = []

    def build(actor, progress):
        for percent, stage in [(5, "А"), (5, "Б"), (6, "В"), (250, "Г")]:
            progress(percent, stage)
            row = Job.objects.get(pk=job.pk)
            seen.append((row.percent, row.stage))
        return []

    handle(build)
    job = queue_job()

    runner.run(job.pk)

    assert seen == [(5, "А"), (5, "А"), (6, "В"), (100, "Г")]


def test_progress_inside_a_transaction_of_the_handler_is_not_written(handle, queue_job):
    seen = []

    def build(actor, progress):
        with transaction.atomic():
            progress(50, "Записываю")
            seen.append(Job.objects.get(pk=job.pk).percent)
        progress(60, "Проверяю")
        seen.append(Job.objects.get(pk=job.pk).percent)
        return []

    handle(build)
    job = queue_job()

    runner.run(job.pk)

    assert seen == [0, 60]
