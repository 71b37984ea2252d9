import hashlib
import logging
from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError

from documents import actions, runner
from documents.models import Heartbeat, Job, StoredFile
from documents.registry import Document
from documents.vault import incoming_folder
from organisations.domain.errors import RuleError
from organisations.domain.policy import Permission, Role, operator
from organisations.models import Membership
from tests.documents.conftest import TEXT, outcome
from tests.factories import CentreFactory

pytestmark = pytest.mark.django_db


def test_run_leaves_the_documents_and_the_end_together(handle, queue_job, head, centre):
    handle()
    job = queue_job()

    runner.run(job.pk)

    assert outcome(job) == (Job.Status.DONE, "")
    assert (job.percent, job.attempts, job.lease, job.lease_until) == (100, 1, None, None)
    assert job.finished_at is not None
    stored = StoredFile.objects.get()
    digest = hashlib.sha256(b"hello").hexdigest()
    assert (stored.job_id, stored.purpose, stored.name) == (job.pk, "result", "письмо.txt")
    assert (stored.sha256, stored.size, stored.media_type) == (digest, 5, TEXT)
    assert (stored.organisation_id, stored.uploaded_by_id) == (centre.pk, head.user_id)
    assert Path(stored.content.path).read_bytes() == b"hello"
    assert Path(stored.content.path) == Path(settings.MEDIA_ROOT, "files", digest[:2], digest)
    assert Path(stored.content.path).stat().st_mode & 0o777 == settings.FILE_UPLOAD_PERMISSIONS
    assert Heartbeat.objects.get().name == "worker"


def test_run_hands_over_the_actor_and_the_parameters(handle, queue_job, head, centre):
    seen = []

    def build(actor, progress, *, period_id):
        seen.append((actor.user_id, actor.permission, actor.organisation_ids, period_id))
        return []

    handle(build)
    runner.run(queue_job(period_id=7).pk)

    assert seen == [(head.user_id, Permission.REPORT_BUILD, frozenset({centre.pk}), 7)]


def test_run_delivered_twice_works_once(handle, queue_job):
    handle()
    job = queue_job()
    runner.run(job.pk)

    runner.run(job.pk)

    job.refresh_from_db()
    assert (job.attempts, StoredFile.objects.count()) == (1, 1)


def test_run_of_a_job_that_another_worker_has_does_nothing(handle, queue_job):
    handle()
    job = Job.objects.claim(queue_job().pk)

    runner.run(job.pk)

    assert outcome(job) == (Job.Status.RUNNING, "")
    assert StoredFile.objects.count() == 0


def test_run_shows_the_text_of_a_rule(handle, queue_job):
    def build(actor, progress):
        raise RuleError("В этом квартале нет ни одного принятого отчёта.")

    handle(build)
    job = queue_job()

    runner.run(job.pk)

    assert outcome(job) == (
        Job.Status.FAILED,
        "В этом квартале нет ни одного принятого отчёта.",
    )


def test_run_hides_a_fault_and_logs_it(handle, queue_job, caplog):
    def build(actor, progress):
        yield Document("начало.txt", b"half", TEXT)
        raise LookupError("secret detail")

    handle(build)
    job = queue_job()

    with caplog.at_level(logging.ERROR):
        runner.run(job.pk)

    sentence = (
        "Не удалось выполнить задание: на сервере случилась ошибка. Повторите позже; если не "
        f"поможет, сообщите администратору портала номер задания: {job.pk}."
    )
    assert outcome(job) == (Job.Status.FAILED, sentence)
    assert f"job {job.pk} failed" in caplog.text
    assert "secret detail" in caplog.text
    assert StoredFile.objects.count() == 0
    assert list(incoming_folder().iterdir()) == []


def test_run_leaves_the_job_to_the_sweep_when_the_database_goes(handle, queue_job):
    def build(actor, progress):
        raise OperationalError("server closed the connection")

    handle(build)
    job = queue_job()

    with pytest.raises(OperationalError):
        runner.run(job.pk)

    assert outcome(job) == (Job.Status.RUNNING, "")


def test_run_refuses_a_right_lost_in_the_queue(handle, queue_job):
    handle()
    job = queue_job()
    Membership.objects.update(role=Role.OBSERVER.value)

    runner.run(job.pk)

    assert outcome(job) == (Job.Status.FAILED, "У вас больше нет права на эту операцию.")
    assert StoredFile.objects.count() == 0


def test_run_refuses_a_person_who_has_moved_to_another_centre(handle, queue_job):
    handle()
    job = queue_job()
    Membership.objects.update(organisation=CentreFactory())

    runner.run(job.pk)

    assert outcome(job) == (Job.Status.FAILED, "У вас больше нет права на эту операцию.")


def test_run_refuses_a_person_who_was_switched_off(handle, queue_job):
    handle()
    job = queue_job()
    user = job.requested_by
    user.is_active = False
    user.save()

    runner.run(job.pk)

    assert outcome(job) == (Job.Status.FAILED, "У вас больше нет права на эту операцию.")


def test_run_says_so_when_the_handler_reaches_too_far(handle, queue_job):
    def build(actor, progress, *, centre_id):
        actor.must_reach(centre_id)
        return []

    handle(build)
    job = queue_job(centre_id=CentreFactory().pk)

    runner.run(job.pk)

    assert outcome(job) == (Job.Status.FAILED, "У вас больше нет права на эту операцию.")


def test_run_works_for_the_operator(handle, centre):
    handle()
    actor = operator(Permission.REPORT_BUILD)
    job = actions.enqueue("trial", actor=actor, organisation_id=centre.pk, title="Проба")

    runner.run(job.pk)

    assert outcome(job) == (Job.Status.DONE, "")


def test_run_of_a_kind_that_is_gone_fails_politely(queue_job, handle):
    handle()
    job = queue_job()
    Job.objects.update(kind="of_last_year")

    runner.run(job.pk)

    assert outcome(job) == (Job.Status.FAILED, runner.WENT_WRONG.format(job.pk))


def test_run_stops_where_progress_is_reported_after_a_cancellation(handle, queue_job):
    steps = []

    def build(actor, progress):
        progress(10, "Собираю")
        Job.objects.update(cancel_requested=True)
        progress(20, "Считаю")
        steps.append("too far")
        return []

    handle(build)
    job = queue_job()

    runner.run(job.pk)

    assert outcome(job) == (Job.Status.CANCELLED, "")
    assert (steps, job.percent, job.files.count()) == ([], 10, 0)
