"""A plan as a file of any form: the changed source where it has that form, else laid out anew."""

import tempfile
from pathlib import Path

from documents import conversion
from documents.uploads import child
from documents.uploads.errors import UploadError
from plans.domain.content import PlanDocument
from plans.domain.serial import to_dict
from plans.queries.exports import CONVERTED, SourceFile
from plans.rendering import as_document, as_workbook

_PATCH = "plans.rendering.apart:patched"


def plan_file(
    document: PlanDocument, form: str, source: SourceFile | None, *, alone: bool, author: str = ""
) -> bytes:
    """The bytes of the file.

    `alone` leaves other plans of the source out. Raises `UploadError` where LibreOffice is needed
    and is not installed or fails.
    """
    if form in CONVERTED:
        made = plan_file(document, CONVERTED[form], source, alone=alone, author=author)
        return converted(made, CONVERTED[form], form)
    if source and source.name.lower().endswith(f".{form}"):
        content = patched_source(document, source, alone=alone)
        if content is not None:
            return content
    if form == "xlsx":
        return as_workbook.render(document)
    return as_document.render(document, author)


def converted(content: bytes, before: str, after: str) -> bytes:
    """The same document in another form, made by LibreOffice."""
    with tempfile.TemporaryDirectory(prefix="moc-export-") as folder:
        path = Path(folder, f"plan.{before}")
        path.write_bytes(content)
        made = conversion.convert(path, path.name, after, seconds=conversion.EXPORT_SECONDS)
        return made.read_bytes()


def patched_source(document: PlanDocument, source: SourceFile, *, alone: bool) -> bytes | None:
    """The source with what changed; None where the file cannot be followed."""
    with tempfile.TemporaryDirectory(prefix="moc-export-") as folder:
        target = Path(folder, Path(source.name).name)
        arguments = (source.name, str(target), to_dict(document), alone)
        try:
            is_done = child.call(_PATCH, source.path, *arguments)
        except UploadError:
            return None
        return target.read_bytes() if is_done else None
