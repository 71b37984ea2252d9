"""Do one job: the part that runs in a worker."""

import logging
from collections.abc import Iterator
from contextlib import ExitStack

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from documents import lease, vault
from documents.models import Heartbeat, Job, StoredFile
from documents.registry import HANDLERS, JobCancelledError, LeaseLostError
from organisations.access import load_posts
from organisations.domain.errors import OutOfReachError, RuleError
from organisations.domain.policy import Actor, Permission, actor_for, operator

RIGHT_LOST = "У вас больше нет права на эту операцию."
WENT_WRONG = (
    "Не удалось выполнить задание: на сервере случилась ошибка. Повторите позже; если не "
    "поможет, сообщите администратору портала номер задания: {}."
)

logger = logging.getLogger(__name__)


def run(job_id: int) -> None:
    """Do a queued job; a message delivered twice finds it taken and does nothing."""
    job = Job.objects.claim(job_id)
    if job is None:
        return
    Heartbeat.objects.beat("worker")
    with lease.kept(job):
        _attempt(job)


def _attempt(job: Job) -> None:
    try:
        with ExitStack() as leftovers:
            _finish(job, list(_make(job, leftovers)))
    except LeaseLostError:
        logger.warning("job %s: another worker has it now", job.pk)
    except JobCancelledError:
        _end(job, Job.Status.CANCELLED)
    except OutOfReachError:
        _end(job, Job.Status.FAILED, RIGHT_LOST)
    except RuleError as error:
        _end(job, Job.Status.FAILED, str(error))
    except (OperationalError, InterfaceError):
        raise  # the database is away: the sweeper gives the job another try
    except Exception:
        logger.exception("job %s failed", job.pk)
        _end(job, Job.Status.FAILED, WENT_WRONG.format(job.pk))


def _make(job: Job, leftovers: ExitStack) -> Iterator[vault.Made]:
    """The job's documents, each written to the disk before the next one is made."""
    handler = HANDLERS[job.kind]
    actor = _requester(job, handler.permission)
    for document in handler.build(actor, lease.Reporter(job), **job.params):
        received = vault.write(document.content)
        leftovers.callback(received.path.unlink, missing_ok=True)
        yield vault.Made(received, document.name, document.media_type)


def _requester(job: Job, permission: Permission) -> Actor:
    # The posts are read now, not when the job was queued: a right lost since then is lost.
    if job.requested_by_id is None:
        return operator(permission)
    actor = actor_for(job.requested_by_id, load_posts(job.requested_by_id), permission)
    if actor is None:
        raise OutOfReachError(f"{permission} is lost")
    actor.must_reach(job.organisation_id)
    return actor


@transaction.atomic
def _finish(job: Job, made: list[vault.Made]) -> None:
    """Show the files and the end of the job together, if this worker still holds it."""
    if not _end(job, Job.Status.DONE):
        raise LeaseLostError
    StoredFile.objects.bulk_create(
        vault.row(
            document,
            purpose=StoredFile.Purpose.RESULT,
            organisation_id=job.organisation_id,
            user_id=job.requested_by_id,
            job=job,
        )
        for document in made
    )


def _end(job: Job, status: Job.Status, error: str = "") -> bool:
    """Whether the job was still this worker's to end."""
    outcome = {"status": status, "error": error, "stage": "", "finished_at": timezone.now()}
    if status is Job.Status.DONE:
        outcome["percent"] = 100
    return bool(Job.objects.held(job).update(**outcome, lease=None, lease_until=None))
