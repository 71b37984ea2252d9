"""The supervisor: keeps its processes alive until it is told to stop."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from moc_portal.supervisor.processes import Process

TICK = 0.2
GRACE_SECONDS = 10.0


class Ending:
    """The wish to end: SIGTERM and a closed terminal are obeyed as Ctrl-C is, at any moment."""

    def __init__(self) -> None:
        self.asked = False
        self._held = False

    def listen(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(number) is not signal.SIG_IGN:  # under nohup it stays ignored
                signal.signal(number, self._ask)

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        # Raised to end what is being done; remembered, because a destructor or a callback of
        # SQLite at that very moment would swallow it.
        self.asked = True
        if not self._held:
            raise KeyboardInterrupt

    @contextmanager
    def held(self) -> Iterator[None]:
        """Not now: a process half started would be known to nobody."""
        self._held = True
        try:
            yield
        finally:
            self._held = False
        self.obey()

    def obey(self) -> None:
        if self.asked:
            raise KeyboardInterrupt


class Supervisor:
    """The running processes, in the order in which they were started."""

    def __init__(self, say: Callable[[str], None], ending: Ending) -> None:
        self._say = say
        self._ending = ending
        self._processes: list[Process] = []

    def add(self, process: Process) -> Process:
        with self._ending.held():
            self._processes.append(process)
            process.start()
        return process

    def watch(self, until: Callable[[], bool]) -> None:
        """Restart what dies until the condition holds or the end is asked for."""
        while not until():
            self._ending.obey()
            self.look()
            time.sleep(TICK)

    def look(self) -> None:
        with self._ending.held():
            for process in self._processes:
                if process.died():
                    self._say(f"Процесс «{process.name}» завершился. Запускаю снова.")
                elif process.is_due():
                    process.start()

    def stop(self) -> None:
        """Ask the parents to end, wait a little, then end what is left."""
        self._say("Останавливаю процессы портала…")
        try:
            for process in self._processes:
                process.terminate()
            deadline = time.monotonic() + GRACE_SECONDS
            for process in self._processes:
                process.wait(deadline)
        finally:
            for process in self._processes:
                process.kill()
