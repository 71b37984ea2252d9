"""A web process of the portal that does what a test says: a line of JSON in, a line out."""

import json
import sys
import time
from pathlib import Path
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402 -- the apps must be loaded first
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402
from kombu.exceptions import OperationalError  # noqa: E402

from documents import actions  # noqa: E402
from documents.models import Job  # noqa: E402
from organisations.access import load_posts  # noqa: E402
from organisations.domain.policy import Permission, Role, actor_for  # noqa: E402
from organisations.models import Membership  # noqa: E402
from tests.documents.processes import handlers  # noqa: E402
from tests.factories import CentreFactory, MembershipFactory  # noqa: E402


def prepare() -> None:
    call_command("migrate", verbosity=0)
    MembershipFactory(organisation=CentreFactory(), role=Role.HEAD.value)


def enqueue(name: str) -> int:
    head = Membership.objects.get()
    actor = actor_for(head.user_id, load_posts(head.user_id), Permission.REPORT_BUILD)
    job = actions.enqueue(
        "patient", actor=actor, organisation_id=head.organisation_id, title=name, name=name
    )
    return job.pk


def state(job_id: int) -> dict[str, Any]:
    job = Job.objects.get(pk=job_id)
    return {
        "status": job.status,
        "attempts": job.attempts,
        "is_sent": job.dispatched_at is not None,
        "lease_left": (job.lease_until - timezone.now()).total_seconds() if job.lease else None,
        "lease_until": job.lease_until.timestamp() if job.lease else None,
        "files": [[file.name, file.content.path] for file in job.files.order_by("pk")],
    }


def give_up(job_id: int) -> None:
    Job.objects.filter(pk=job_id).update(status=Job.Status.FAILED)


def retry_over_http(job_id: int) -> list[float]:
    """A real request by the person whose job it is: the status, and how long it took."""
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(
        Membership.objects.get().user, "allauth.account.auth_backends.AuthenticationBackend"
    )
    began = time.monotonic()
    response = browser.post(reverse("documents:job_retry", args=[job_id]))
    return [response.status_code, time.monotonic() - began]


def send_stock(name: str) -> bool:
    """Whether a task that is nothing but a message was accepted."""
    try:
        handlers.stock.apply_async([name], retry=False)
    except OperationalError:
        return False
    return True


def claim_each(job_ids: list[int], start: str) -> list[int]:
    """Claim jobs in a race that begins when the file `start` appears."""
    while not Path(start).exists():
        time.sleep(0.001)
    return [job_id for job_id in job_ids if Job.objects.claim(job_id) is not None]


COMMANDS = {
    command.__name__: command
    for command in (prepare, enqueue, state, give_up, retry_over_http, send_stock, claim_each)
}

if __name__ == "__main__":
    for line in sys.stdin:
        name, arguments = json.loads(line)
        sys.stdout.write(json.dumps(COMMANDS[name](**arguments)) + "\n")
        sys.stdout.flush()
