"""What people and machines ask about jobs and files."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType

from django.db.models import Min, QuerySet
from django.utils import timezone

from documents.models import Heartbeat, Job, StoredFile
from organisations.domain.policy import Permission, Post, actor_for

# Who may fetch a file is decided by the door through which it came.
READERS: Mapping[str, tuple[Permission, ...]] = MappingProxyType(
    {
        StoredFile.Purpose.PLAN_SOURCE: (Permission.PLAN_VIEW,),
        StoredFile.Purpose.PLAN_PAPER: (Permission.PLAN_VIEW,),
        StoredFile.Purpose.EVIDENCE: (
            Permission.PROGRESS_VIEW,
            Permission.PROGRESS_REVIEW,
            Permission.PROGRESS_SUBMIT,
        ),
        StoredFile.Purpose.RESULT: (Permission.REPORT_VIEW,),
        StoredFile.Purpose.IMPORT: (Permission.ORGANISATION_EDIT,),
    }
)


def own_jobs(user_id: int) -> QuerySet[Job]:
    """The jobs that this person asked for, with their organisations, newest first."""
    jobs = Job.objects.filter(requested_by=user_id).select_related("organisation")
    return jobs.order_by("-created_at", "-pk")


def job_files(job: Job) -> QuerySet[StoredFile]:
    """The documents that a job has left, as they were made."""
    return StoredFile.objects.filter(job=job).order_by("pk")


def downloadable_file(posts: Iterable[Post], user_id: int, file_id: int) -> StoredFile | None:
    """The file, when this person may have it; absent and forbidden are not told apart."""
    stored = StoredFile.objects.select_related("job").filter(pk=file_id).first()
    if stored is None or not _may_read(stored, list(posts), user_id):
        return None
    return stored


def _may_read(stored: StoredFile, posts: list[Post], user_id: int) -> bool:
    place = stored.organisation_id
    is_own = stored.job is not None and stored.job.requested_by_id == user_id
    if stored.purpose == StoredFile.Purpose.RESULT and is_own:
        return any(place in post.organisation_ids for post in posts)
    actors = (actor_for(user_id, posts, permission) for permission in READERS[stored.purpose])
    return any(actor is not None and actor.reaches(place) for actor in actors)


def queue_health() -> dict[str, float | None]:
    """How long the oldest job has waited, and since when no worker was seen; in seconds."""
    oldest = Job.objects.filter(status=Job.Status.QUEUED).aggregate(at=Min("queued_at"))["at"]
    seen = Heartbeat.objects.filter(name="worker").values_list("at", flat=True).first()
    return {"oldest_queued_seconds": _age(oldest), "worker_seen_seconds": _age(seen)}


def _age(moment: datetime | None) -> float | None:
    return None if moment is None else (timezone.now() - moment).total_seconds()
