from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from documents import actions
from documents.models import Job
from documents.registry import HANDLERS, Document, job_handler
from organisations.domain.policy import Actor, Permission
from organisations.models import Organisation
from tests.factories import CentreFactory

TEXT = "text/plain; charset=utf-8"


def letter(actor, progress, **_params) -> Iterable[Document]:
    """The dullest handler: one document of five letters."""
    yield Document("письмо.txt", b"hello", TEXT)


def outcome(job: Job) -> tuple[str, str]:
    job.refresh_from_db()
    return job.status, job.error


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path) -> None:
    """What other tests have left in the folder of files is not counted here."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def handle() -> Iterator[Callable[..., None]]:
    """Register a handler of jobs for the length of a test."""
    kinds = []

    def register(build=letter, *, kind="trial", queue="interactive", **options: Any) -> None:
        permission = options.get("permission", Permission.REPORT_BUILD)
        job_handler(kind, permission=permission, queue=queue)(build)
        kinds.append(kind)

    yield register
    for kind in kinds:
        del HANDLERS[kind]


@pytest.fixture
def centre(db) -> Organisation:
    return CentreFactory()


@pytest.fixture
def head(actor_in, centre) -> Actor:
    return actor_in(centre, Permission.REPORT_BUILD)


@pytest.fixture
def queue_job(head, centre) -> Callable[..., Job]:
    """Queue a job of the head's; its handler is the test's to register."""

    def queue(**params: Any) -> Job:
        return actions.enqueue(
            "trial", actor=head, organisation_id=centre.pk, title="Проба", **params
        )

    return queue
