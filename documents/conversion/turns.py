"""One conversion at a time on a machine: LibreOffice takes a core and half a gigabyte each."""

import fcntl
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WAIT_SECONDS = 12
_STEP = 0.05


class BusyError(Exception):
    """Others are being served, and the wait was long enough."""


@contextmanager
def turn() -> Iterator[None]:
    """Hold the machine's one place, waiting up to `WAIT_SECONDS` for it."""
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    handle = os.open(lock_path(), flags, 0o600)
    try:
        _wait(handle)
        yield
    finally:
        os.close(handle)  # lets the place go


def lock_path() -> Path:
    return Path(tempfile.gettempdir()) / f"moc-office-{os.getuid()}.lock"


def _wait(handle: int) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise BusyError from None
            time.sleep(_STEP)
        else:
            return
