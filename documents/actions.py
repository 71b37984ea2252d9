"""Ask for background work, stop it, ask for it again; keep files."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from documents import vault
from documents.models import Job, StoredFile
from documents.registry import HANDLERS, permission_of
from documents.tasks import dispatch
from documents.uploads.door import InspectedFile
from documents.uploads.receiving import Received
from organisations import audit
from organisations.domain.errors import OutOfReachError, RuleError
from organisations.domain.policy import Actor


class JobIsOverError(RuleError):
    """The job has come to an end that cannot be changed."""


@transaction.atomic
def enqueue(
    kind: str,
    *,
    actor: Actor,
    organisation_id: int,
    title: str,
    key: str | None = None,
    **params: int | str | bool | None,
) -> Job:
    """Record the job; a worker is woken once the caller's transaction commits.

    The same `key` from the same person gives the same job, however often the form was sent.
    """
    if actor.permission is not permission_of(kind):
        raise PermissionDenied
    actor.must_reach(organisation_id)
    said = {
        "kind": kind,
        "title": title[:300],
        "params": params,
        "queue": HANDLERS[kind].queue,
        "organisation_id": organisation_id,
        "requested_by_id": actor.user_id,
    }
    unique = None if key is None else f"{actor.user_id or 0}:{key}"
    if unique is None:
        job, is_new = Job.objects.create(**said), True
    else:
        job, is_new = Job.objects.get_or_create(key=unique, defaults=said)
    if is_new:
        _wake_worker(job)
        audit.record(actor, "job.create", job, organisation_id=organisation_id, kind=kind)
    return job


@transaction.atomic
def cancel_job(job: Job, *, actor: Actor) -> Job:
    """Stop a queued job at once; a running one stops when it next reports its progress."""
    locked = _lock_own(job, actor)
    if locked.status == Job.Status.CANCELLED or locked.cancel_requested:
        return locked
    if locked.is_over:
        raise JobIsOverError("Задание уже закончено, отменять нечего.")
    if locked.status == Job.Status.QUEUED:
        locked.status, locked.finished_at = Job.Status.CANCELLED, timezone.now()
    else:
        locked.cancel_requested = True
    locked.save(update_fields=["status", "finished_at", "cancel_requested"])
    audit.record(actor, "job.cancel", locked, organisation_id=locked.organisation_id)
    return locked


@transaction.atomic
def retry_job(job: Job, *, actor: Actor) -> Job:
    """Queue a failed or cancelled job anew, as if it had never been tried."""
    locked = _lock_own(job, actor)
    if actor.permission is not permission_of(locked.kind):
        raise PermissionDenied
    actor.must_reach(locked.organisation_id)
    if not locked.is_over:
        return locked
    if locked.status == Job.Status.DONE:
        raise JobIsOverError("Задание выполнено, повторять его не нужно.")
    before = locked.status
    fresh = {
        "status": Job.Status.QUEUED,
        "attempts": 0,
        "percent": 0,
        "stage": "",
        "error": "",
        "cancel_requested": False,
        "queued_at": timezone.now(),
        "dispatched_at": None,
        "started_at": None,
        "finished_at": None,
    }
    for field, value in fresh.items():
        setattr(locked, field, value)
    locked.save(update_fields=fresh)
    _wake_worker(locked)
    audit.record(
        actor,
        "job.retry",
        locked,
        organisation_id=locked.organisation_id,
        status=[before, locked.status],
    )
    return locked


def _lock_own(job: Job, actor: Actor) -> Job:
    locked = Job.objects.select_for_update(of=("self",)).get(pk=job.pk)
    if locked.requested_by_id != actor.user_id:
        raise OutOfReachError(f"job {job.pk} is not of user {actor.user_id}")
    return locked


def _wake_worker(job: Job) -> None:
    # A lambda: Django cannot name a partial when it logs that the callback has failed.
    transaction.on_commit(lambda: dispatch(job.pk), robust=True)


@transaction.atomic
def store_file(
    inspected: InspectedFile, *, purpose: str, organisation_id: int, actor: Actor
) -> StoredFile:
    """Keep a file that has passed the door; it moves from `inspected.path` to its place."""
    actor.must_reach(organisation_id)
    received = Received(inspected.path, inspected.sha256, inspected.size)
    stored = vault.row(
        vault.Made(received, inspected.name, inspected.media_type),
        purpose=purpose,
        organisation_id=organisation_id,
        user_id=actor.user_id,
    )
    stored.save()
    return stored


@transaction.atomic
def store_bytes(  # noqa: PLR0913 -- what a file is, whose it is and where it came from
    content: bytes,
    name: str,
    media_type: str,
    *,
    purpose: str,
    organisation_id: int,
    user_id: int | None,
    job: Job | None = None,
) -> StoredFile:
    """Keep bytes that the portal itself has made."""
    made = vault.Made(vault.write(content), name, media_type)
    stored = vault.row(
        made, purpose=purpose, organisation_id=organisation_id, user_id=user_id, job=job
    )
    stored.save()
    return stored
