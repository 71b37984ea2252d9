"""What a stock library makes of a file; run in the child, and beside it as a positive control."""

import importlib
import os
import re
import resource
import socket
import sys
import time
from pathlib import Path

from organisations.domain.errors import RuleError


def workbook_cells(path: Path) -> int:
    import openpyxl  # noqa: PLC0415 -- the child pays only for what it calls

    book = openpyxl.load_workbook(path, read_only=True)
    rows = (row for sheet in book for row in sheet.iter_rows(max_row=50, max_col=50))
    return sum(cell.value is not None for row in rows for cell in row)


def document_paragraphs(path: Path) -> int:
    import docx  # noqa: PLC0415 -- the child pays only for what it calls

    return len(docx.Document(str(path)).paragraphs)


def echo(path: Path, *arguments: object) -> list[object]:
    sys.stdout.write("noise on the standard output")
    sys.stdout.flush()
    return [path.name, *arguments]


def surroundings(path: Path) -> dict[str, object]:
    names = ("AS", "CPU", "FSIZE", "CORE", "NOFILE")
    limits = {name: resource.getrlimit(getattr(resource, f"RLIMIT_{name}"))[0] for name in names}
    return {"limits": limits, "environment": sorted(os.environ), "directory": str(Path.cwd())}


def refuse(path: Path) -> None:
    raise RuleError("В документе нет таблицы.")


def crash(path: Path) -> None:
    os.kill(os.getpid(), 11)


def stumble(path: Path) -> None:
    raise KeyError("паспорт 1234 567890")


def eat_memory(path: Path) -> int:
    return len(bytearray(600 * 2**20))


def sleep(path: Path) -> None:
    time.sleep(60)


def connect(path: Path) -> None:
    socket.create_connection(("127.0.0.1", 9), 1)


def flood(path: Path) -> str:
    return "x" * (65 * 2**20)


def fill_disk(path: Path) -> None:
    with Path("big").open("wb") as file:
        file.writelines(bytes(2**20) for _ in range(80))


def unspeakable(path: Path) -> object:
    return object()


def loaded_frameworks(path: Path) -> list[str]:
    return sorted({"django", "celery", "PIL", "lxml"} & sys.modules.keys())


def read_many(path: Path, files: list[list[str]]) -> list[str]:
    """How the plan reader takes each file: «ok», or the name of what it stumbled over."""
    from plans.domain.reading.apart import read_file  # noqa: PLC0415 -- as above

    said = []
    for place, name in files:
        try:
            read_file(Path(place), name)
        except RuleError as refusal:
            is_russian = any("а" <= letter <= "я" for letter in str(refusal))
            said.append("ok" if is_russian else str(refusal))
        except Exception as error:  # noqa: BLE001 -- this is what the test looks for
            said.append(f"{type(error).__name__}: {error}")
        else:
            said.append("ok")
    return said


def measured(path: Path, target: str, *arguments: object) -> dict[str, object]:
    """What `target` said of the file, and the most memory that this process has held, in KB.

    `ru_maxrss` would not do: it also counts the process that this one was forked from.
    """
    module, _, function = target.partition(":")
    try:
        said = getattr(importlib.import_module(module), function)(path, *arguments)
    except RuleError as refusal:
        said = str(refusal)
    peak = re.search(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text("ascii"))
    return {"said": said, "peak": int(peak[1]) if peak else None}
