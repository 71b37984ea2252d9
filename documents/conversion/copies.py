"""Copies that the readers can read of documents that they cannot."""

import os
import tempfile
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath

from documents.conversion.office import convert
from documents.uploads.door import InspectedFile, inspect
from documents.uploads.kinds import Accepts, Kind, kind_by_name

CONVERTED = {Kind.DOC: Kind.DOCX, Kind.RTF: Kind.DOCX, Kind.XLS: Kind.XLSX}


def readable_copy(inspected: InspectedFile) -> InspectedFile | None:
    """The upload as .docx or .xlsx, itself let in by the door; None where no copy is needed.

    The copy lies beside the upload and lives as long as the `InspectedFile` that is returned,
    unless `actions.store_file` has kept it. Raises `UploadError`.
    """
    to = CONVERTED.get(inspected.kind)
    return None if to is None else _let_in(inspected, to, inspected.path.parent)


@contextmanager
def opened(path: Path, name: str) -> Iterator[Path]:
    """Where to read the document `path`: there, or in a copy for as long as it is read."""
    if kind_by_name(name) not in CONVERTED:
        yield path
        return
    inspected = inspect(path, name, Accepts.PLAN_DOCUMENT)
    with tempfile.TemporaryDirectory(prefix="moc-copy-") as folder:
        copy = _let_in(inspected, CONVERTED[inspected.kind], Path(folder))
        yield copy.path


def _let_in(inspected: InspectedFile, to: Kind, folder: Path) -> InspectedFile:
    made = convert(inspected.path, inspected.name, to, folder=folder)
    try:
        # A year that the document does not name is taken from the day on which it was saved.
        saved = inspected.path.stat()
        os.utime(made, ns=(saved.st_atime_ns, saved.st_mtime_ns))
        copy = inspect(made, f"{PurePath(inspected.name).stem}.{to}", Accepts.PLAN_DOCUMENT)
    except BaseException:
        made.unlink(missing_ok=True)
        raise
    weakref.finalize(copy, made.unlink, missing_ok=True)
    return copy
