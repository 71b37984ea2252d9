"""Runs one function over one file in a process of its own, which may die without harm."""

import json
import logging
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from documents.uploads.errors import UploadError
from documents.uploads.worker import REQUEST, WALL_SECONDS

MAX_ANSWER = 64 * 2**20
_ROOT = Path(__file__).resolve().parents[2]
_CODE = f"""
import sys
sys.path.insert(0, {str(_ROOT)!r})
from documents.uploads.worker import main
main()
"""
_PIECE = 2**16

logger = logging.getLogger(__name__)


class UnreadableFileError(UploadError):
    """The child crashed, hung, or ran out of memory over the file."""


def call(target: str, path: Path, *args: Any) -> Any:
    """What `module:function(path, *args)` returns as JSON, computed in a fresh process.

    A `RuleError` raised there arrives as `UploadError` with the same sentence; a crash, a
    time-out, too much memory or any other exception as `UnreadableFileError`. The function and
    its module must be importable without Django, and pay only for what they import.
    """
    with tempfile.TemporaryDirectory(prefix="moc-child-") as scratch:
        request = json.dumps([target, str(path.resolve()), args])
        Path(scratch, REQUEST).write_text(request, "utf-8")
        answer = _answer(Path(scratch))
    if "refused" in answer:
        raise UploadError(answer["refused"])
    if "result" not in answer:
        logger.warning("upload child %s failed: %s", target, answer.get("failed"))
        raise UnreadableFileError(
            "Файл не удалось прочитать: он повреждён или слишком сложен. Откройте его в Word, "
            "Excel или LibreOffice, сохраните под новым именем и загрузите снова."
        )
    return answer["result"]


def _answer(scratch: Path) -> dict[str, Any]:
    command = [sys.executable, "-I", "-X", "utf8", "-c", _CODE]
    environment = {"LANG": "C.UTF-8", "TMPDIR": str(scratch), "MALLOC_ARENA_MAX": "1"}
    with subprocess.Popen(  # noqa: S603 -- our own interpreter and code, nothing from the user
        command,
        cwd=scratch,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            return _decoded(_read_all(process))
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def _read_all(process: subprocess.Popen[bytes]) -> bytes | str:
    """The whole answer, or a word on why there is none."""
    assert process.stdout is not None  # noqa: S101 -- asked for as a pipe above
    pipe, answer = process.stdout.fileno(), bytearray()
    deadline = time.monotonic() + WALL_SECONDS
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while selector.select(max(0, deadline - time.monotonic())):
            piece = os.read(pipe, _PIECE)
            answer += piece
            if not piece:
                return bytes(answer)
            if len(answer) > MAX_ANSWER:
                return "answer too long"
    return "time is over"


def _decoded(answer: bytes | str) -> dict[str, Any]:
    if isinstance(answer, str):
        return {"failed": answer}
    try:
        decoded = json.loads(answer)
    except ValueError:
        return {"failed": "no answer"}
    return decoded if isinstance(decoded, dict) else {"failed": "no answer"}
