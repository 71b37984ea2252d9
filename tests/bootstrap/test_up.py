"""`manage.py up` as a person runs it: gunicorn, Celery and scheduler on SQLite and folders."""

import http.client
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings

from moc_portal.supervisor.probe import answers
from tests.bootstrap.processes import free_port, processes_of, until

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="таблица процессов читается из /proc"
)

LAST_LINE = "Чтобы остановить портал, нажмите Ctrl-C."


@dataclass
class Portal:
    """A running `up`, its data in a folder of the test's own."""

    data: Path
    port: int
    process: subprocess.Popen[bytes]

    @property
    def said(self) -> list[str]:
        """Without Celery's farewell, which goes the same way."""
        lines = (self.data / "said").read_text(encoding="utf-8").splitlines()
        return [line for line in lines if line and not line.startswith("worker: ")]

    @property
    def complained(self) -> list[str]:
        return (self.data / "complained").read_text(encoding="utf-8").splitlines()

    def get(self, path: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def running(self, word: str) -> list[int]:
        """Processes with this word in their command line, the oldest first."""
        return sorted(pid for pid, line in processes_of(self.data).items() if word in line)

    def wait_until_whole(self) -> None:
        until(lambda: LAST_LINE in self.said)
        until(lambda: len(self.running("celery --quiet")) == 4)  # worker, its two, scheduler


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Portal]:
    started = start(tmp_path, free_port())
    yield started
    started.process.kill()
    started.process.wait()
    for pid in processes_of(tmp_path):
        os.kill(pid, signal.SIGKILL)


def start(data: Path, port: int, *options: str) -> Portal:
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(data),
        "MOC_VAR": str(data),
        "MOC_NO_BOOTSTRAP": "1",
        "JOB_SWEEP_SECONDS": "1",
    }
    with (data / "said").open("ab") as output, (data / "complained").open("ab") as errors:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "up", "--no-demo", "--port", str(port), *options],
            cwd=settings.BASE_DIR,
            env=environment,
            stdout=output,
            stderr=errors,
            preexec_fn=_heed_the_keyboard,  # noqa: PLW1509 -- no thread of the test holds a lock
        )
    return Portal(data, port, process)


def _heed_the_keyboard() -> None:
    """As at a terminal: a suite run in the background would pass on an ignored Ctrl-C."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def test_up_serves_restarts_what_dies_and_ends_cleanly(portal):
    portal.wait_until_whole()

    assert portal.get("/healthz") == (200, "ok")
    assert until(lambda: portal.get("/readyz")[0] == 200)

    for word, number in (("celery worker", 3), ("celery beat", 1), ("gunicorn", 3)):
        kill_and_wait(portal, word, number)
    address = f"http://127.0.0.1:{portal.port}"
    until(lambda: answers("127.0.0.1", portal.port, address))

    portal.process.send_signal(signal.SIGINT)

    assert portal.process.wait(timeout=60) == 0
    assert processes_of(portal.data) == {}
    # A message that is read while it is written ends Celery once more: folders are no broker.
    assert list(dict.fromkeys(portal.said)) == [
        "База данных готова.",
        f"Портал открыт: {address}",
        LAST_LINE,
        "Процесс «фоновые задания» завершился. Запускаю снова.",
        "Процесс «расписание» завершился. Запускаю снова.",
        "Процесс «сайт» завершился. Запускаю снова.",
        "Останавливаю процессы портала…",
        "Портал остановлен.",
    ]


def kill_and_wait(portal: Portal, word: str, number: int) -> None:
    """Kill the parent; its children end with it, and as many new processes come."""
    before = portal.running(word)
    os.kill(before[0], signal.SIGKILL)
    until(lambda: not set(portal.running(word)) & set(before))
    until(lambda: len(portal.running(word)) == number)


def test_a_killed_up_leaves_nothing_behind_and_can_be_started_again(portal):
    portal.wait_until_whole()

    portal.process.kill()
    portal.process.wait()
    until(lambda: processes_of(portal.data) == {})
    again = start(portal.data, portal.port)
    until(lambda: again.said.count(f"Портал открыт: http://127.0.0.1:{portal.port}") == 2)
    again.process.terminate()

    assert again.process.wait(timeout=60) == 0
    assert processes_of(portal.data) == {}


def test_the_second_up_is_refused_and_the_first_goes_on(portal, tmp_path):
    until(lambda: any(line.startswith("Портал открыт") for line in portal.said))

    second = start(tmp_path, free_port())

    assert second.process.wait(timeout=30) == 2
    assert f"(номер процесса: {portal.process.pid})" in second.complained[-1]
    assert portal.get("/healthz") == (200, "ok")


def test_up_refuses_with_one_sentence_and_starts_nothing(tmp_path):
    refused = start(tmp_path, free_port(), "--host", "192.0.2.1")

    assert refused.process.wait(timeout=30) == 2
    assert refused.said == []
    assert refused.complained == [
        (
            "На адресе 192.0.2.1 портал был бы виден сети без шифрования. Поставьте перед ним "
            "nginx с TLS и задайте PORTAL_URL=https://… (папка deploy/) или, только для пробы в "
            "своей сети, добавьте --dev."
        )
    ]
    assert processes_of(tmp_path) == {}
