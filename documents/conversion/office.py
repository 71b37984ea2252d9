"""LibreOffice run for one document: shut off, without macros and links, and not for long."""

import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path

from django.conf import settings

from documents.conversion import errors, profile
from documents.conversion.turns import BusyError, turn
from documents.uploads.kinds import Kind, kind_by_name

UPLOAD_SECONDS = 30  # a person waits, and the web server itself gives up after sixty
EXPORT_SECONDS = 180
MAX_OUTPUT = 64 * 2**20
SHARED_NETWORK = "shared-network"  # the launcher leaves this file where it found no way out

_ROOT = Path(__file__).resolve().parents[2]
_CODE = f"""
import sys
sys.path.insert(0, {str(_ROOT)!r})
from documents.conversion.launcher import main
main()
"""
# The filter is named, so that LibreOffice never guesses a hundred other formats from the content.
_READS = {
    Kind.DOC: "MS Word 97",
    Kind.XLS: "MS Excel 97",
    Kind.RTF: "Rich Text Format",
    Kind.DOCX: "MS Word 2007 XML",
    Kind.XLSX: "Calc MS Excel 2007 XML",
    Kind.ODT: "writer8",
    Kind.ODS: "calc8",
}
_TEXTS = frozenset({Kind.DOC, Kind.RTF, Kind.DOCX, Kind.ODT})
_WRITES_TEXT: dict[str, str] = {
    Kind.DOCX: "MS Word 2007 XML",
    Kind.ODT: "writer8",
    Kind.PDF: "writer_pdf_Export",
}
_WRITES_BOOK: dict[str, str] = {
    Kind.XLSX: "Calc MS Excel 2007 XML",
    Kind.ODS: "calc8",
    Kind.PDF: "calc_pdf_Export",
}

logger = logging.getLogger(__name__)


def is_available() -> bool:
    """Whether there is a LibreOffice to ask."""
    return _program() is not None


def convert(
    path: Path,
    name: str,
    to: str,
    *,
    folder: Path | None = None,
    seconds: int = UPLOAD_SECONDS,
) -> Path:
    """The document at `path`, which people know as `name`, as a new file of the kind `to`.

    The new file lies in `folder`, else beside `path`, and belongs to the caller. What cannot be
    converted raises `ConversionError`. One document is converted at a time on a machine.
    """
    kind = kind_by_name(name)
    assert kind in _READS  # noqa: S101 -- callers offer only what they may
    program = _program()
    if program is None:
        raise errors.no_office(name, to)
    with tempfile.TemporaryDirectory(prefix="moc-office-") as scratch:
        place = Path(scratch)
        source = place / f"document.{kind}"
        shutil.copyfile(path, source)
        try:
            with turn():
                code = _run(_command(program, source, to), place, seconds)
        except BusyError:
            raise errors.busy(name, to) from None
        if code is None:
            raise errors.too_slow(name, to)
        made = place / "made" / f"document.{to}"
        if not made.is_file() or not 0 < made.stat().st_size <= MAX_OUTPUT:
            logger.warning("office made no %s of a %s, exit code %s", to, kind, code)
            raise errors.failed(name, to)
        target = (folder or path.parent) / f"{path.name}.{to}"
        shutil.copyfile(made, target)
    return target


def _program() -> str | None:
    """The program the settings name; where they name none, the one that is installed."""
    named = settings.OFFICE_PROGRAM
    if named:
        return shutil.which(named)
    return shutil.which("soffice") or shutil.which("libreoffice")


def _command(program: str, source: Path, to: str) -> list[str]:
    kind = Kind(source.suffix.removeprefix("."))
    writes = _WRITES_TEXT if kind in _TEXTS else _WRITES_BOOK
    home = source.parent / "profile"
    profile.write(home)
    return [
        program,
        f"-env:UserInstallation={home.as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
        f"--infilter={_READS[kind]}",
        *("--convert-to", f"{to}:{writes[to]}"),
        *("--outdir", str(source.parent / "made")),
        str(source),
    ]


def _run(command: list[str], scratch: Path, seconds: int) -> int | None:
    """The exit code, or None where time was over; nothing of the program is left running."""
    launcher = [sys.executable, "-I", "-X", "utf8", "-c", _CODE, str(seconds), *command]
    environment = {
        "HOME": str(scratch),
        "LANG": "C.UTF-8",
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "SAL_USE_VCLPLUGIN": "svp",
        "TMPDIR": str(scratch),
    }
    with subprocess.Popen(  # noqa: S603 -- the operator's program over our own copy
        launcher,
        cwd=scratch,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            if (scratch / SHARED_NETWORK).exists():
                _warn_of_network()


@cache
def _warn_of_network() -> None:
    """Once a process: the machine's owner can do something about it, the next document cannot."""
    logger.warning(
        "this system allows no network namespace: LibreOffice runs with macros and links off, "
        "but not shut off from the network"
    )
