"""What Celery runs, and the one place from which messages are sent."""

import logging

from celery import current_app, shared_task
from django.utils import timezone
from kombu.pools import producers

from documents import runner, sweeper, vault
from documents.models import Heartbeat, Job
from documents.registry import DUTIES

# A person waits for the sending: a broker that hangs must cost them a second, not a minute.
BROKER_SECONDS = 1
AT_ONCE = {
    "socket_connect_timeout": BROKER_SECONDS,
    "socket_timeout": BROKER_SECONDS,
    "retry_on_timeout": False,
    "max_retries": 0,
}

logger = logging.getLogger(__name__)


@shared_task  # type: ignore[untyped-decorator]  # Celery is untyped
def run_job(job_id: int) -> None:
    runner.run(job_id)


@shared_task  # type: ignore[untyped-decorator]  # Celery is untyped
def sweep() -> None:
    """Whatever was lost – a worker, a message, the whole broker – is made good here."""
    now = timezone.now()
    # The scheduler sends this task and a worker runs it: both have just been seen.
    Heartbeat.objects.beat("scheduler")
    Heartbeat.objects.beat("worker")
    sweeper.return_stale(now)
    for job_id in sweeper.forgotten_jobs(now):
        if not dispatch(job_id):
            break  # the broker is away, and each further try would wait for it


@shared_task  # type: ignore[untyped-decorator]  # Celery is untyped
def tidy() -> None:
    removed = vault.remove_broken()
    if removed:
        logger.info("removed %s files that were never received whole", removed)


@shared_task  # type: ignore[untyped-decorator]  # Celery is untyped
def nightly() -> None:
    """Every duty of the night; one that fails does not keep the others from being done."""
    for name, duty in DUTIES.items():
        try:
            duty()
        except Exception:
            logger.exception("nightly duty %s failed", name)


def dispatch(job_id: int) -> bool:
    """Wake a worker; without a broker the row stays queued, and the sweep sends again."""
    queue = Job.objects.values_list("queue", flat=True).get(pk=job_id)
    try:
        with producers[current_app.connection_for_write(transport_options=AT_ONCE)].acquire(
            timeout=BROKER_SECONDS
        ) as producer:
            run_job.apply_async([job_id], queue=queue, retry=False, producer=producer)
    except Exception as error:  # noqa: BLE001 -- any broker's any fault: the row is the truth
        logger.warning("job %s: no message sent: %s", job_id, error)
        return False
    Job.objects.filter(pk=job_id).update(dispatched_at=timezone.now())
    return True
