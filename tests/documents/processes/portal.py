"""A whole portal in real processes: its own folder, database and broker."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit, urlunsplit

import psycopg2

ROOT = Path(__file__).resolve().parents[3]
CELERY = ("-m", "celery", "--quiet", "--app", "moc_portal.celery")
HANDLERS = "tests.documents.processes.handlers"
PATIENCE = 60.0

T = TypeVar("T")


def wait_for(check: Callable[[], T], *, seconds: float = PATIENCE) -> T:
    """What `check` returns as soon as it is something."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = check()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"nothing happened in {seconds} s")


class Running:
    """A process of the portal, in a group of its own, with what it logs."""

    def __init__(self, arguments: list[str], environment: dict[str, str], log: Path) -> None:
        self.log = log
        with log.open("w", encoding="utf-8") as file:
            self.process = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=file,
                text=True,
                start_new_session=True,
            )

    def kill(self) -> None:
        """As a power cut would: no signal handler runs."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()

    def ask(self, command: str, **arguments: Any) -> Any:
        self.send(command, **arguments)
        return self.answer()

    def send(self, command: str, **arguments: Any) -> None:
        self.process.stdin.write(json.dumps([command, arguments]) + "\n")
        self.process.stdin.flush()

    def answer(self) -> Any:
        line = self.process.stdout.readline()
        assert line, f"the client died: {self.log.read_text('utf-8')}"
        return json.loads(line)


class Portal:
    """The processes of one portal; `close` ends them all."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        (folder / "queue" / "control").mkdir(parents=True)
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.environment = kept | {
            "DJANGO_SETTINGS_MODULE": "moc_portal.settings",
            "MOC_NO_BOOTSTRAP": "1",
            "MOC_VAR": str(folder),
            "SECRET_KEY": "only-for-process-tests-only-for-process-tests-0123456789",
            "LOG_LEVEL": "WARNING",
            "JOB_LEASE_SECONDS": "3",
            "JOB_SWEEP_SECONDS": "1",
            **environment,
        }
        self.processes: list[Running] = []
        self.client = self.new_client()

    def new_client(self) -> Running:
        return self._start("-m", "tests.documents.processes.client")

    def start_worker(self) -> Running:
        return self._start(
            *CELERY,
            "worker",
            *("--queues", "interactive,bulk", "--concurrency", "1"),
            *("--hostname", f"worker-{len(self.processes)}@tests"),
            *("--without-gossip", "--without-mingle", "--include", HANDLERS),
        )

    def start_scheduler(self) -> Running:
        schedule = str(self.folder / "schedule")
        return self._start(*CELERY, "beat", "--schedule", schedule, "--pidfile", "")

    def runs(self, name: str) -> list[int]:
        """The processes that have begun the job of this name."""
        with suppress(FileNotFoundError):
            return [int(pid) for pid in (self.folder / f"{name}.runs").read_text().split()]
        return []

    def let_go(self, name: str) -> None:
        (self.folder / f"{name}.go").touch()

    def close(self) -> None:
        for process in self.processes:
            process.kill()

    def _start(self, *arguments: str) -> Running:
        log = self.folder / f"process-{len(self.processes)}.log"
        process = Running(list(arguments), self.environment, log)
        self.processes.append(process)
        return process


class RedisServer:
    """A Redis of the test's own, which keeps nothing over a restart."""

    def __init__(self, binary: str, folder: Path) -> None:
        self.binary, self.folder = binary, folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        self.process = subprocess.Popen(
            [self.binary, *options, "--appendonly", "no", "--dir", str(self.folder)],
            stdout=subprocess.DEVNULL,
        )
        wait_for(self.answers)

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait()
            self.process = None

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """It still takes connections, and says nothing."""
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)

    def answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


class PostgresDatabase:
    """An empty database beside the one that `DATABASE_URL` names."""

    def __init__(self, url: str, name: str) -> None:
        self._url, self._name = url, name

    @property
    def url(self) -> str:
        return urlunsplit(urlsplit(self._url)._replace(path=f"/{self._name}"))

    def create(self) -> None:
        self._execute(f'CREATE DATABASE "{self._name}"')

    def drop(self) -> None:
        self._execute(f'DROP DATABASE IF EXISTS "{self._name}" WITH (FORCE)')

    def _execute(self, statement: str) -> None:
        connection = psycopg2.connect(self._url)
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement)
        finally:
            connection.close()
