"""The folder of stored files: each under the hash of its content, whole or not there."""

import os
import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage

from documents.models import Job, StoredFile, stored_path
from documents.uploads.names import clean_file_name
from documents.uploads.receiving import Received, receive, sync_directory

INCOMING = "incoming"
BROKEN_AFTER_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True)
class Made:
    """A document that lies on the disk whole, and what it is called."""

    received: Received
    name: str
    media_type: str


def incoming_folder() -> Path:
    """Where files wait to be stored; on the same disk, so that they move in one step."""
    folder = Path(settings.MEDIA_ROOT) / INCOMING
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def write(content: bytes) -> Received:
    """Put bytes that the portal made on the disk, under a temporary name."""
    return receive([content], incoming_folder(), limit=len(content))


def settle(path: Path, sha256: str) -> str:
    """Move a synced file to the place that its content names; returns the name in the storage.

    Writers of the same bytes replace the file with itself, so no reader ever sees a part.
    """
    name = stored_path(StoredFile(sha256=sha256), "")
    place = Path(default_storage.path(name))
    _make_folder(place.parent)
    path.chmod(settings.FILE_UPLOAD_PERMISSIONS)
    path.replace(place)
    sync_directory(place.parent)
    return name


def row(
    made: Made,
    *,
    purpose: str,
    organisation_id: int,
    user_id: int | None,
    job: Job | None = None,
) -> StoredFile:
    """An unsaved row for the file, which is in its place already.

    Save it in the transaction in which this is called: a file without a row harms nobody, a row
    without its file would.
    """
    return StoredFile(
        purpose=purpose,
        organisation_id=organisation_id,
        uploaded_by_id=user_id,
        job=job,
        name=clean_file_name(made.name),
        media_type=made.media_type,
        size=made.received.size,
        sha256=made.received.sha256,
        content=settle(made.received.path, made.received.sha256),
    )


def remove_broken(now: float | None = None) -> int:
    """Remove what a killed process left behind half received; returns how many files."""
    before = (now or time.time()) - BROKEN_AFTER_SECONDS
    old = [path for path in incoming_folder().iterdir() if path.lstat().st_mtime < before]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _make_folder(folder: Path) -> None:
    """A new folder is synced into its parent: its name, too, must survive a power cut."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    folder.mkdir(mode=settings.FILE_UPLOAD_DIRECTORY_PERMISSIONS, parents=True, exist_ok=True)
    for place in missing:
        sync_directory(place.parent)


def exists(stored: StoredFile) -> bool:
    return os.access(stored.content.path, os.R_OK)
