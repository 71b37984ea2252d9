"""The supervisor: keeps its processes alive until it is told to stop."""

import time
from collections.abc import Callable
from typing import NoReturn

from moc_portal.supervisor.processes import Process

TICK = 0.2
GRACE_SECONDS = 10.0


class Supervisor:
    """The running processes, in the order in which they were started."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._processes: list[Process] = []

    def add(self, process: Process) -> Process:
        self._processes.append(process)
        process.start()
        return process

    def watch(self) -> NoReturn:
        """Restart what dies; only an exception, that is Ctrl-C, ends the watch."""
        while True:
            self.look()
            time.sleep(TICK)

    def look(self) -> None:
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
