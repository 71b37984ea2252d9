"""What is put right from time to time: jobs whose worker died, jobs whose message got lost."""

from datetime import datetime, timedelta

from django.conf import settings

from documents.models import MAX_ATTEMPTS, Job

MESSAGES_A_SWEEP = 500
GIVEN_UP = (
    "Задание прерывалось три раза и не дошло до конца. Повторите его позже; если не поможет, "
    "сообщите администратору портала."
)


def return_stale(now: datetime) -> None:
    """Queue again the jobs whose lease has run out; end those that were tried often enough."""
    released = {"lease": None, "lease_until": None, "stage": ""}
    expired = Job.objects.expired(now)
    expired.filter(cancel_requested=True).update(
        status=Job.Status.CANCELLED, finished_at=now, **released
    )
    expired.filter(attempts__gte=MAX_ATTEMPTS).update(
        status=Job.Status.FAILED, error=GIVEN_UP, finished_at=now, **released
    )
    expired.update(
        status=Job.Status.QUEUED, percent=0, queued_at=now, dispatched_at=None, **released
    )


def forgotten_jobs(now: datetime) -> list[int]:
    """Queued jobs that no worker was told of, or none came for; the oldest first."""
    before = now - timedelta(seconds=settings.JOB_LEASE_SECONDS)
    forgotten = Job.objects.forgotten(before).order_by("queued_at", "pk")
    return list(forgotten.values_list("pk", flat=True)[:MESSAGES_A_SWEEP])
