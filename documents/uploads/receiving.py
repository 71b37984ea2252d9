"""An upload on its way to the disk: measured while it streams, safe once it is there."""

import errno
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from documents.uploads.errors import UploadError
from documents.uploads.kinds import MAX_BYTES

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@dataclass(frozen=True, slots=True)
class Received:
    """A file that has reached the disk whole, under a temporary name."""

    path: Path
    sha256: str
    size: int


def receive(chunks: Iterable[bytes], directory: Path, *, limit: int = MAX_BYTES) -> Received:
    """Write the chunks to a temporary name in `directory` and sync both to the disk.

    Whatever goes wrong, nothing is left behind. A body over `limit` is refused as soon as it
    is over, so a client that lies about its length costs no more than the limit.
    """
    handle, name = tempfile.mkstemp(prefix=".upload-", dir=directory)
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            digest, size = _copy(chunks, file.write, limit)
            file.flush()
            os.fsync(file.fileno())
        sync_directory(directory)
    except OSError as error:
        path.unlink(missing_ok=True)
        if error.errno in _NO_ROOM:
            raise UploadError(
                "На сервере не осталось места для файлов. Файл не сохранён: сообщите "
                "администратору портала и повторите загрузку позже."
            ) from error
        raise
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return Received(path, digest, size)


def sync_directory(directory: Path) -> None:
    """Make the names in `directory` survive a power cut."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def too_large(limit: int) -> UploadError:
    return UploadError(
        f"Файл больше {limit // 2**20} МБ. Уменьшите его: сожмите рисунки или разделите "
        "документ на части, затем загрузите снова."
    )


def _copy(chunks: Iterable[bytes], write: Callable[[bytes], int], limit: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise too_large(limit)
        digest.update(chunk)
        write(chunk)
    return digest.hexdigest(), size
