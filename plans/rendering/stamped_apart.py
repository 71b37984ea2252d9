"""The seal set on a changed copy of the source, in its own process: the file is a stranger's."""

from datetime import date
from pathlib import Path

from plans.domain.seals import Seal
from plans.rendering.stamped_docx import stamp_docx
from plans.rendering.stamped_xlsx import stamp_xlsx


def stamped(path: Path, form: str, target: str, *said: str) -> bool:
    """`stamped_bytes` between two processes: a seal as plain words."""
    number, approved_on, sha256, site = said
    seal = Seal(int(number), date.fromisoformat(approved_on), sha256, site)
    Path(target).write_bytes(stamped_bytes(path.read_bytes(), form, seal))
    return True


def stamped_bytes(content: bytes, form: str, seal: Seal) -> bytes:
    return stamp_docx(content, seal) if form == "docx" else stamp_xlsx(content, seal)
