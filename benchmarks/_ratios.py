"""Ratios of two ways of doing the same work, in one run, so that the machine cancels out."""

import gc
import subprocess
import sys
import time
from collections.abc import Callable
from math import log
from pathlib import Path
from statistics import median

PAIRS = 5

Work = Callable[[], object]


def paired(ours: Work, theirs: Work, *, pairs: int = PAIRS) -> float:
    """How many times less processor time ours takes: the median of interleaved pairs."""
    ours()  # once outside the clock: imports and caches
    ratios = []
    for number in range(pairs):
        order = (ours, theirs) if number % 2 else (theirs, ours)
        spent = {work: processor_time(work) for work in order}
        ratios.append(spent[theirs] / spent[ours])
    return median(ratios)


def growth(small: Work, large: Work, times: float, *, pairs: int = PAIRS) -> float:
    """The exponent of the growth of time when the input grows `times`: 1 is linear."""
    return log(1 / paired(large, small, pairs=pairs)) / log(times)


def processor_time(work: Work) -> float:
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def peak_above(prepare: Callable[[], Work]) -> float:
    """Megabytes that the work adds to the peak of this process; run it in one of its own."""
    work = prepare()
    gc.collect()
    # Linux hands the peak of a parent on to its child, so the mark is set back first.
    Path("/proc/self/clear_refs").write_text("5", "ascii")
    before = _peak()
    work()
    return (_peak() - before) / 1024


def in_own_process(module: str, argument: str) -> str:
    """What a fresh `python -m module argument` prints."""
    command = [sys.executable, "-m", module, argument]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 -- our own module
    return done.stdout.strip()


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def verdict(name: str, value: float, goal: str, *, reached: bool) -> None:
    say(f"{name}: {value:.2f} (goal {goal}) {'reached' if reached else 'NOT REACHED'}")


def _peak() -> int:
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0])
