"""One supervised process: started in its own group, tied to the life of the supervisor."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

PR_SET_PDEATHSIG = 1
FIRST_DELAY, LONGEST_DELAY = 0.5, 30.0
STEADY_SECONDS = 60.0

_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


@dataclass
class Process:
    """A command that is to run as long as the portal does."""

    name: str
    command: list[str]
    environment: Mapping[str, str]
    # What it gets when the supervisor is killed: for Celery SIGTERM would mean «finish first».
    last_word: signal.Signals = signal.SIGTERM
    delay: float = field(default=0.0, init=False)
    due: float = field(default=0.0, init=False)
    started: float = field(default=0.0, init=False)
    running: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        # The supervisor has one thread, so preexec_fn is safe. The own group keeps Ctrl-C in the
        # terminal from the workers: only their parents are told to stop, and by us.
        supervisor = os.getpid()
        self.started = time.monotonic()
        self.running = subprocess.Popen(  # noqa: S603 -- our own commands
            self.command,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            process_group=0,
            preexec_fn=lambda: _die_with(supervisor, self.last_word),  # noqa: PLW1509 -- see above
        )

    def died(self) -> bool:
        """Whether it has ended by itself; then its leftovers are ended too, and a start is due."""
        if self.running is None or self.running.poll() is None:
            return False
        self.kill()
        steady = time.monotonic() - self.started > STEADY_SECONDS
        self.delay = (
            FIRST_DELAY if steady or not self.delay else min(self.delay * 2, LONGEST_DELAY)
        )
        self.due = time.monotonic() + self.delay
        return True

    def is_alive(self) -> bool:
        return self.running is not None and self.running.poll() is None

    def is_due(self) -> bool:
        return self.running is None and time.monotonic() >= self.due

    def terminate(self) -> None:
        if self.running is not None:
            self.running.terminate()

    def wait(self, deadline: float) -> None:
        if self.running is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.running.wait(max(deadline - time.monotonic(), 0))

    def kill(self) -> None:
        """End the whole group, its parent being dead or deaf."""
        if self.running is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.running.pid, signal.SIGKILL)
        self.running.wait()
        self.running = None


def _die_with(parent: int, last_word: signal.Signals) -> None:
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, int(last_word))
        if os.getppid() != parent:  # it was killed before the call above
            os.kill(os.getpid(), signal.SIGKILL)
