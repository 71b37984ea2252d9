"""`moc_portal/supervisor`: real processes, small ones."""

import os
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from moc_portal.supervisor import commands, guards
from moc_portal.supervisor.environment import children_environment, page_address
from moc_portal.supervisor.loop import Ending, Supervisor
from moc_portal.supervisor.processes import FIRST_DELAY, LONGEST_DELAY, Process
from tests.bootstrap.processes import is_running, until

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="таблица процессов читается из /proc"
)
EVERYWHERE = "0.0.0.0"  # noqa: S104 -- what is refused
SLEEPER = [sys.executable, "-c", "import time; time.sleep(600)"]
DEAD_AT_ONCE = [sys.executable, "-c", ""]
# Says its child's number, and is deaf to SIGTERM.
DEAF_PARENT = """
import pathlib, signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
pathlib.Path(sys.argv[1]).write_text(str(child.pid))
time.sleep(600)
"""


@pytest.fixture
def start() -> Callable[[list[str]], Process]:
    started = []

    def make(command: list[str]) -> Process:
        process = Process("проба", command, dict(os.environ))
        process.start()
        started.append(process)
        return process

    yield make
    for process in started:
        process.kill()


def pid_of(process: Process) -> int:
    assert process.running is not None
    return process.running.pid


def test_what_dies_is_restarted_and_said(start):
    said = []
    supervisor = Supervisor(said.append, Ending())
    process = supervisor.add(Process("проба", SLEEPER, dict(os.environ)))
    first = pid_of(process)

    os.kill(first, signal.SIGKILL)
    until(lambda: (supervisor.look(), process.is_alive() and pid_of(process) != first)[1])
    second = pid_of(process)
    supervisor.stop()

    assert said == [
        "Процесс «проба» завершился. Запускаю снова.",
        "Останавливаю процессы портала…",
    ]
    assert not is_running(second)


def test_each_death_in_a_row_doubles_the_wait(start):
    process = start(DEAD_AT_ONCE)
    delays = []

    for _ in range(9):
        until(process.died)
        delays.append(process.delay)
        process.start()

    assert delays[:4] == [FIRST_DELAY, 1.0, 2.0, 4.0]
    assert delays[-1] == LONGEST_DELAY


def test_a_process_that_was_steady_is_restarted_soon(start):
    process = start(DEAD_AT_ONCE)
    process.delay = LONGEST_DELAY
    process.started -= 3600

    until(process.died)

    assert process.delay == FIRST_DELAY


def test_what_is_left_of_a_dead_process_ends_with_it(start, tmp_path):
    note = tmp_path / "child"
    process = start([sys.executable, "-c", DEAF_PARENT, str(note)])
    child = until(lambda: note.exists() and int(note.read_text() or 0))

    os.kill(pid_of(process), signal.SIGKILL)
    until(process.died)

    until(lambda: not is_running(child))


def test_a_deaf_process_is_ended_after_the_grace(tmp_path, monkeypatch):
    monkeypatch.setattr("moc_portal.supervisor.loop.GRACE_SECONDS", 0.2)
    supervisor = Supervisor(lambda text: None, Ending())
    note = tmp_path / "child"
    deaf = [sys.executable, "-c", DEAF_PARENT, str(note)]
    process = supervisor.add(Process("глухой", deaf, dict(os.environ)))
    child = until(lambda: note.exists() and int(note.read_text() or 0))
    parent = pid_of(process)

    supervisor.stop()

    assert not is_running(parent)
    until(lambda: not is_running(child))


def test_a_process_does_not_outlive_its_supervisor(tmp_path):
    note = tmp_path / "child"
    program = (
        "import os, pathlib, sys, time\n"
        "from moc_portal.supervisor.processes import Process\n"
        f"process = Process('проба', {SLEEPER!r}, dict(os.environ))\n"
        "process.start()\n"
        f"pathlib.Path({str(note)!r}).write_text(str(process.running.pid))\n"
        "time.sleep(600)\n"
    )
    supervisor = Process("сторож", [sys.executable, "-c", program], dict(os.environ))
    supervisor.start()
    child = until(lambda: note.exists() and int(note.read_text() or 0))

    os.kill(pid_of(supervisor), signal.SIGKILL)
    until(supervisor.died)

    until(lambda: not is_running(child))


def test_the_wish_to_end_is_remembered_when_it_was_swallowed():
    ending = Ending()
    supervisor = Supervisor(lambda text: None, ending)

    with pytest.raises(KeyboardInterrupt):
        ending._ask(signal.SIGTERM, None)

    with pytest.raises(KeyboardInterrupt):
        supervisor.watch(until=lambda: False)


def test_the_wish_to_end_waits_for_a_process_that_is_being_started():
    ending = Ending()
    steps = []

    def start() -> None:
        with ending.held():
            ending._ask(signal.SIGTERM, None)
            steps.append("started")

    with pytest.raises(KeyboardInterrupt):
        start()

    assert steps == ["started"]


def test_the_second_instance_is_refused_and_told_who_is_first(tmp_path):
    with guards.hold_instance(tmp_path), pytest.raises(guards.RefusedToStartError) as refusal:
        guards.hold_instance(tmp_path)

    assert str(refusal.value) == (
        f"Портал уже запущен с данными из {tmp_path} (номер процесса: {os.getpid()}). Остановите "
        "его (Ctrl-C) или задайте в MOC_VAR другую папку."
    )


def test_the_instance_is_free_again_when_the_first_has_ended(tmp_path):
    guards.hold_instance(tmp_path).close()

    with guards.hold_instance(tmp_path) as file:
        file.seek(0)
        assert file.read() == str(os.getpid())


def test_a_taken_port_is_refused_with_the_next_one_proposed():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(
            guards.RefusedToStartError, match=rf"другой порт: --port {port + 1}\.$"
        ):
            guards.refuse_taken_port("127.0.0.1", port)

    guards.refuse_taken_port("127.0.0.1", port)


@pytest.mark.parametrize(
    ("kind", "refused"),
    [("ext4", False), ("overlay", False), ("nfs4", True), ("cifs", True)],
)
def test_data_on_a_network_drive_are_refused(tmp_path, kind, refused):
    mounts = tmp_path / "mounts"
    mounts.write_text(f"root / overlay rw 0 0\nserver {tmp_path.resolve()} {kind} rw 0 0\n")

    if refused:
        with pytest.raises(guards.RefusedToStartError, match=rf"сетевом диске \({kind}\)"):
            guards.refuse_network_folder(tmp_path, mounts)
    else:
        guards.refuse_network_folder(tmp_path, mounts)


def test_the_nearest_mount_decides(tmp_path):
    mounts = tmp_path / "mounts"
    folder = tmp_path.resolve()
    mounts.write_text(f"server / nfs4 rw 0 0\ndisk {folder} ext4 rw 0 0\nx / overlay rw 0 0\n")

    guards.refuse_network_folder(tmp_path / "var", mounts)


def test_a_system_that_names_no_mounts_is_trusted(tmp_path):
    guards.refuse_network_folder(tmp_path, Path("/nonexistent/mounts"))


@pytest.mark.parametrize(
    ("host", "secure", "dev", "refused"),
    [
        ("127.0.0.1", False, False, False),
        ("localhost", False, False, False),
        ("::1", False, False, False),
        (EVERYWHERE, False, False, True),
        ("192.168.1.5", False, False, True),
        (EVERYWHERE, True, False, False),
        (EVERYWHERE, False, True, False),
    ],
)
def test_an_address_open_to_the_network_needs_tls_or_dev(host, secure, dev, refused):
    if refused:
        with pytest.raises(guards.RefusedToStartError, match="без шифрования"):
            guards.refuse_open_address(host, secure=secure, dev=dev)
    else:
        guards.refuse_open_address(host, secure=secure, dev=dev)


def test_the_processes_are_told_where_they_serve():
    told = children_environment({"HOME": "/root", "LOG_LEVEL": ""}, "127.0.0.1", 8001, dev=False)

    assert told == {
        "HOME": "/root",
        "PORTAL_URL": "http://127.0.0.1:8001",
        "ALLOWED_HOSTS": "127.0.0.1,localhost,[::1]",
        "LOG_LEVEL": "WARNING",
        "PYTHONWARNINGS": told["PYTHONWARNINGS"],
    }


def test_what_the_person_has_set_is_left():
    given = {"PORTAL_URL": "https://portal.example.ru", "LOG_LEVEL": "INFO"}

    told = children_environment(given, "127.0.0.1", 8000, dev=False)

    assert told == given | {"PYTHONWARNINGS": told["PYTHONWARNINGS"]}


def test_dev_opens_what_is_shut():
    told = children_environment({}, EVERYWHERE, 8000, dev=True)

    assert (told["DEBUG"], told["MOC_DEV"], told["ALLOWED_HOSTS"]) == ("1", "1", "*")


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        (EVERYWHERE, "http://127.0.0.1:8000"),
        ("::1", "http://[::1]:8000"),
        ("::", "http://[::1]:8000"),
    ],
)
def test_the_address_of_the_page_can_be_opened(host, address):
    assert page_address(host, 8000) == address


def test_only_dev_reloads_changed_code():
    usual, dev = (commands.web("127.0.0.1", 8000, dev=dev) for dev in (False, True))

    assert ("--preload" in usual, "--reload" in usual) == (True, False)
    assert ("--preload" in dev, "--reload" in dev) == (False, True)
