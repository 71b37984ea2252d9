import hashlib
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from documents import actions, runner, tasks
from documents.models import Job, StoredFile
from documents.uploads.door import inspect
from documents.uploads.kinds import Accepts
from documents.vault import incoming_folder
from organisations.domain.errors import OutOfReachError
from organisations.domain.policy import Permission, oneself
from organisations.models import AuditEvent, Membership
from tests.documents.conftest import TEXT
from tests.factories import CentreFactory

pytestmark = pytest.mark.django_db


class SecondThoughtsError(Exception):
    """The caller changes its mind."""


def test_enqueue_records_what_is_to_be_done(handle, queue_job, head, centre):
    handle(queue="bulk")

    job = queue_job(period_id=7)

    job.refresh_from_db()
    assert (job.kind, job.title, job.params, job.queue, job.status) == (
        "trial",
        "Проба",
        {"period_id": 7},
        "bulk",
        Job.Status.QUEUED,
    )
    assert (job.organisation_id, job.requested_by_id) == (centre.pk, head.user_id)
    assert AuditEvent.objects.get().verb == "job.create"


def test_enqueue_in_a_transaction_that_fails_leaves_nothing(
    handle, queue_job, django_capture_on_commit_callbacks
):
    handle()

    @transaction.atomic
    def ask_and_think_better_of_it():
        queue_job()
        raise SecondThoughtsError

    with django_capture_on_commit_callbacks() as callbacks, pytest.raises(SecondThoughtsError):
        ask_and_think_better_of_it()

    assert (Job.objects.count(), callbacks) == (0, [])


def test_enqueue_with_the_same_key_gives_the_same_job(
    handle, queue_job, django_capture_on_commit_callbacks
):
    handle()
    first = queue_job(key="form-1")

    with django_capture_on_commit_callbacks() as callbacks:
        second = queue_job(key="form-1")

    assert (second.pk, callbacks) == (first.pk, [])
    assert AuditEvent.objects.count() == 1


def test_enqueue_keeps_keys_of_two_people_apart(handle, queue_job, actor_in, centre):
    handle()
    ours = queue_job(key="form-1")
    other = actor_in(centre, Permission.REPORT_BUILD)

    theirs = actions.enqueue(
        "trial", actor=other, organisation_id=centre.pk, title="Проба", key="form-1"
    )

    assert theirs.pk != ours.pk


def test_enqueue_refuses_an_actor_with_another_permission(handle, actor_in, centre):
    handle()
    reader = actor_in(centre, Permission.REPORT_VIEW)

    with pytest.raises(PermissionDenied):
        actions.enqueue("trial", actor=reader, organisation_id=centre.pk, title="Проба")


def test_enqueue_refuses_an_organisation_out_of_reach(handle, head):
    handle()

    with pytest.raises(OutOfReachError):
        actions.enqueue("trial", actor=head, organisation_id=CentreFactory().pk, title="Проба")


def test_enqueue_sends_the_message_after_the_commit(
    handle, queue_job, django_capture_on_commit_callbacks
):
    handle()

    with django_capture_on_commit_callbacks(execute=True):
        job = queue_job()
        assert Job.objects.get(pk=job.pk).dispatched_at is None

    assert Job.objects.get(pk=job.pk).dispatched_at is not None


def test_enqueue_without_a_broker_leaves_the_job_to_the_sweep(
    handle, queue_job, django_capture_on_commit_callbacks, monkeypatch
):
    handle()
    with monkeypatch.context() as broker_is_down:
        broker_is_down.setattr(tasks.run_job, "apply_async", refuse)
        with django_capture_on_commit_callbacks(execute=True):
            job = queue_job()
        job.refresh_from_db()
        assert (job.status, job.dispatched_at) == (Job.Status.QUEUED, None)

    tasks.sweep()

    job.refresh_from_db()
    assert job.dispatched_at is not None


def refuse(*_args, **_kwargs):
    raise OperationalError("connection refused")


def test_cancel_job_ends_a_queued_job_at_once(handle, queue_job, head):
    handle()
    job = queue_job()

    actions.cancel_job(job, actor=oneself(head.user_id))

    runner.run(job.pk)
    job.refresh_from_db()
    assert (job.status, job.attempts, job.files.count()) == (Job.Status.CANCELLED, 0, 0)
    assert AuditEvent.objects.latest("pk").verb == "job.cancel"


def test_cancel_job_asks_a_running_job_to_stop(handle, queue_job, head):
    handle()
    job = Job.objects.claim(queue_job().pk)

    actions.cancel_job(job, actor=oneself(head.user_id))

    job.refresh_from_db()
    assert (job.status, job.cancel_requested) == (Job.Status.RUNNING, True)


def test_cancel_job_twice_says_it_once(handle, queue_job, head):
    handle()
    job = queue_job()
    actions.cancel_job(job, actor=oneself(head.user_id))

    actions.cancel_job(job, actor=oneself(head.user_id))

    assert AuditEvent.objects.filter(verb="job.cancel").count() == 1


def test_cancel_job_refuses_a_finished_one(handle, queue_job, head):
    handle()
    job = queue_job()
    runner.run(job.pk)

    with pytest.raises(actions.JobIsOverError, match="отменять нечего"):
        actions.cancel_job(job, actor=oneself(head.user_id))


def test_cancel_job_refuses_a_stranger(handle, queue_job, head):
    handle()
    job = queue_job()

    with pytest.raises(OutOfReachError):
        actions.cancel_job(job, actor=oneself(head.user_id + 1))


def test_retry_job_starts_anew(handle, queue_job, head, django_capture_on_commit_callbacks):
    handle()
    job = queue_job()
    Job.objects.update(
        status=Job.Status.FAILED,
        attempts=3,
        error="Не вышло.",
        cancel_requested=True,
        queued_at=timezone.now() - timedelta(days=9),
    )

    with django_capture_on_commit_callbacks(execute=True):
        actions.retry_job(job, actor=head)

    job.refresh_from_db()
    assert (job.status, job.attempts, job.error, job.cancel_requested) == (
        Job.Status.QUEUED,
        0,
        "",
        False,
    )
    assert timezone.now() - job.queued_at < timedelta(minutes=1)
    assert job.dispatched_at is not None
    assert AuditEvent.objects.latest("pk").details == {"status": ["failed", "queued"]}
    runner.run(job.pk)
    job.refresh_from_db()
    assert (job.status, job.files.count()) == (Job.Status.DONE, 1)


def test_retry_job_of_a_queued_one_changes_nothing(handle, queue_job, head):
    handle()
    job = queue_job()

    actions.retry_job(job, actor=head)

    assert [event.verb for event in AuditEvent.objects.order_by("pk")] == ["job.create"]


def test_retry_job_refuses_a_done_one(handle, queue_job, head):
    handle()
    job = queue_job()
    runner.run(job.pk)

    with pytest.raises(actions.JobIsOverError, match="повторять его не нужно"):
        actions.retry_job(job, actor=head)


def test_retry_job_refuses_a_colleague(handle, queue_job, actor_in, centre):
    handle()
    job = queue_job()
    Job.objects.update(status=Job.Status.FAILED)

    with pytest.raises(OutOfReachError):
        actions.retry_job(job, actor=actor_in(centre, Permission.REPORT_BUILD))


def test_retry_job_refuses_another_permission(handle, queue_job, head, actor_in, centre):
    handle()
    job = queue_job()
    Job.objects.update(status=Job.Status.FAILED)

    with pytest.raises(PermissionDenied):
        actions.retry_job(job, actor=oneself(head.user_id))

    assert Membership.objects.filter(user=head.user_id).count() == 1
    assert Job.objects.get(pk=job.pk).status == Job.Status.FAILED


def test_store_file_moves_the_inspected_file_to_its_place(actor_in, centre):
    arrived = incoming_folder() / ".upload-1"
    arrived.write_text("План работы", "utf-8")
    inspected = inspect(arrived, "план.txt", Accepts.PLAN_DOCUMENT)
    actor = actor_in(centre, Permission.PLAN_EDIT)

    stored = actions.store_file(
        inspected,
        purpose=StoredFile.Purpose.PLAN_SOURCE,
        organisation_id=centre.pk,
        actor=actor,
    )

    digest = hashlib.sha256("План работы".encode()).hexdigest()
    stored = StoredFile.objects.get(pk=stored.pk)
    assert (stored.name, stored.sha256, stored.size) == ("план.txt", digest, 21)
    assert stored.content.name == f"files/{digest[:2]}/{digest}"
    assert stored.content.read().decode() == "План работы"
    assert stored.uploaded_by_id == actor.user_id
    assert not arrived.exists()
    stored.content.close()


def test_store_file_refuses_an_organisation_out_of_reach(actor_in, centre):
    arrived = incoming_folder() / ".upload-2"
    arrived.write_text("План", "utf-8")
    inspected = inspect(arrived, "план.txt", Accepts.PLAN_DOCUMENT)

    with pytest.raises(OutOfReachError):
        actions.store_file(
            inspected,
            purpose=StoredFile.Purpose.PLAN_SOURCE,
            organisation_id=CentreFactory().pk,
            actor=actor_in(centre, Permission.PLAN_EDIT),
        )

    assert StoredFile.objects.count() == 0
    arrived.unlink()


def test_store_bytes_keeps_equal_content_once(centre):
    said = {"purpose": "result", "organisation_id": centre.pk, "user_id": None}

    first = actions.store_bytes(b"same", "а.txt", TEXT, **said)
    second = actions.store_bytes(b"same", "б.txt", TEXT, **said)

    assert first.content.path == second.content.path
    assert [stored.name for stored in StoredFile.objects.order_by("pk")] == ["а.txt", "б.txt"]
    assert list(incoming_folder().iterdir()) == []
