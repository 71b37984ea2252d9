"""The real product, started as its users start it: `manage.py up`, with the demo town."""

import contextlib
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from tests.bootstrap.processes import free_port, processes_of, until

READY = "Чтобы остановить портал, нажмите Ctrl-C."
LOGGED_ERROR = re.compile(r"\b(ERROR|CRITICAL)\b")
START_SECONDS, STOP_SECONDS, SETTLE_SECONDS = 90, 30, 120
UNFINISHED = "documents_job WHERE status IN ('queued', 'running')"


@dataclass(frozen=True)
class Portal:
    """A running portal, its data in a folder of the tests' own."""

    data: Path
    address: str

    def password(self, username: str) -> str:
        users = json.loads((self.data / "demo.json").read_text(encoding="utf-8"))
        return next(user["password"] for user in users if user["username"] == username)

    def stored(self) -> tuple[int, int, int]:
        """How many uploads and kept files the database knows, and how many lie on the disk."""
        uploads, files = map(self._count, ("plans_planimport", "documents_storedfile"))
        lying = sum(path.is_file() for path in (self.data / "media").rglob("*"))
        return uploads, files, lying

    def settle(self) -> None:
        """Wait for the worker: approved plans have their documents made of themselves."""
        until(lambda: self._count(UNFINISHED) == 0, SETTLE_SECONDS)

    def _count(self, rows: str) -> int:
        address = f"file:{self.data / 'portal.sqlite3'}?mode=ro"
        with contextlib.closing(sqlite3.connect(address, uri=True)) as database:
            count: int = database.execute(f"SELECT count(*) FROM {rows}").fetchone()[0]  # noqa: S608 -- ours
        return count


@contextmanager
def running_portal(data: Path) -> Iterator[Portal]:
    """Start it, and see at the end that it stops cleanly and leaves no process behind."""
    port = free_port()
    said = data / "said"
    with said.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "up", "--host", "127.0.0.1", "--port", str(port)],
            cwd=settings.BASE_DIR,
            env=_environment(data),
            stdout=output,
            stderr=output,
        )
    try:
        until(lambda: READY in _words(said) or process.poll() is not None, START_SECONDS)
        assert process.poll() is None, _words(said)
        yield Portal(data, f"http://127.0.0.1:{port}")
        process.terminate()
        assert process.wait(timeout=STOP_SECONDS) == 0
        assert processes_of(data) == {}
        assert LOGGED_ERROR.search(_words(said)) is None, _words(said)
    finally:
        process.kill()
        process.wait()
        for pid in processes_of(data):
            os.kill(pid, signal.SIGKILL)


def _environment(data: Path) -> dict[str, str]:
    """Only what the portal needs: nothing of the test settings reaches it."""
    kept = {
        name: os.environ[name] for name in ("PATH", "LANG", "PYTHONPATH") if name in os.environ
    }
    return kept | {"HOME": str(data), "MOC_VAR": str(data), "MOC_NO_BOOTSTRAP": "1"}


def _words(said: Path) -> str:
    return said.read_text(encoding="utf-8")
