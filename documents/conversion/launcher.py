"""The step between the portal and LibreOffice: limits and an empty network, then the program.

    launcher SECONDS PROGRAM ARGUMENT…

Started in the scratch folder of one conversion, in a session of its own.
"""

import os
import resource
import sys
from pathlib import Path

from documents.uploads.worker import enter_empty_network

ADDRESSES = 4 * 2**30  # LibreOffice maps far more than it uses
MEMORY = 2**30
LARGEST_FILE = 128 * 2**20
OPEN_FILES = 256


def main() -> None:
    seconds, program, *arguments = sys.argv[1:]
    if not enter_empty_network():
        Path("shared-network").touch()
    limit(int(seconds))
    os.execv(program, [program, *arguments])  # noqa: S606 -- what this step is for


def limit(seconds: int) -> None:
    """Memory counts what is written to; CPU, what all threads use together."""
    for name, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, LARGEST_FILE),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_DATA, MEMORY),
        (resource.RLIMIT_AS, ADDRESSES),
    ):
        resource.setrlimit(name, (most, most))
