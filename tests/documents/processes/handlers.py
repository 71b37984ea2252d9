"""What the workers of the process tests do; they import this module by `--include`."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

from celery import shared_task
from django.conf import settings

from documents.registry import Document, job_handler
from organisations.domain.policy import Permission


@job_handler("patient", permission=Permission.REPORT_BUILD)
def build_patient(actor, progress, *, name: str) -> Iterator[Document]:
    """Say that it has begun, wait until the test lets it go, leave one document."""
    with mark(name, "runs").open("a", encoding="ascii") as runs:
        runs.write(f"{os.getpid()}\n")
    while not mark(name, "go").exists():
        progress(10, "Жду")
        time.sleep(0.05)
    yield Document(f"{name}.txt", content(name), "text/plain; charset=utf-8")


@shared_task
def stock(name: str) -> None:
    """A task as the books show it, with nothing but its message."""
    mark(name, "stock").touch()


def mark(name: str, kind: str) -> Path:
    return Path(settings.VAR_DIR) / f"{name}.{kind}"


def content(name: str) -> bytes:
    return f"Отчёт {name}\n".encode() * 10_000
