"""The inside of the child process: limits first, then one named function, then one answer."""

import ctypes
import importlib
import json
import os
import resource
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from organisations.domain.errors import RuleError

MEMORY = 512 * 2**20
CPU_SECONDS = 10
WALL_SECONDS = 15
LARGEST_FILE = 64 * 2**20
OPEN_FILES = 64
REQUEST = "request.json"

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_FORBIDDEN_EVENTS = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn")


def main() -> None:
    """Do what `request.json` asks; whatever happens, answer in JSON on the real output."""
    answer_pipe = os.dup(1)
    os.dup2(2, 1)  # a library that prints must not spoil the answer
    target, path, arguments = json.loads(Path(REQUEST).read_text("utf-8"))
    limit()
    leave_network()
    answer = json.dumps(_answer(target, Path(path), arguments))
    with os.fdopen(answer_pipe, "w", encoding="utf-8") as pipe:
        pipe.write(answer)


def limit() -> None:
    signal.alarm(WALL_SECONDS + 1)  # should the web server die, the child still ends
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def leave_network() -> None:
    """Move to an empty network where the system allows it; refuse sockets and programs anyway."""
    enter_empty_network()
    sys.addaudithook(_refuse_event)


def enter_empty_network() -> bool:
    """Move to a network of no interfaces; False where the system does not allow it."""
    user, group = os.getuid(), os.getgid()
    unshare = getattr(ctypes.CDLL(None), "unshare", None)
    if unshare is None:
        return False
    if not unshare(_NEW_NETWORK):
        return True
    if unshare(_NEW_USER | _NEW_NETWORK):
        return False
    with suppress(OSError):  # without the maps the child is nobody and may write nothing
        Path("/proc/self/setgroups").write_text("deny", "ascii")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1", "ascii")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1", "ascii")
    return True


def _refuse_event(event: str, _arguments: tuple[Any, ...]) -> None:
    if event.startswith(_FORBIDDEN_EVENTS):
        raise PermissionError(event)


def _answer(target: str, path: Path, arguments: list[Any]) -> dict[str, Any]:
    module, _, function = target.partition(":")
    try:
        return {"result": getattr(importlib.import_module(module), function)(path, *arguments)}
    except RuleError as error:
        return {"refused": str(error)}
    except Exception as error:  # noqa: BLE001 -- any defect of any library becomes one verdict
        # The text of the error stays here: it may quote what the file says about a child.
        return {"failed": type(error).__name__}
