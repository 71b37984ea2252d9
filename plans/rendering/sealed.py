"""An approved version as a file: as its source was, or laid out anew, with its seal on it."""

import tempfile
from pathlib import Path

from documents.uploads import child
from documents.uploads.errors import UploadError
from plans.domain.content import PlanDocument
from plans.domain.passage import Passage
from plans.domain.seals import Seal
from plans.queries.exports import CONVERTED, SourceFile
from plans.rendering import approved_workbook, as_document
from plans.rendering.files import converted, patched_source
from plans.rendering.stamped_apart import in_words, stamped_bytes
from plans.rendering.stamped_xlsx import settled

_STAMP = "plans.rendering.stamped_apart:stamped"


def sealed_file(
    document: PlanDocument,
    form: str,
    source: SourceFile | None,
    seal: Seal,
    *,
    author: str = "",
    passage: Passage | None = None,
) -> bytes:
    """The bytes depend on the document, its source, the seal and the passage alone.

    What is laid out anew, and every Word document, says in words, too, how the version was
    approved: in its stamps where they have blanks for that; in Word on a sheet of agreement.
    Raises `UploadError` where LibreOffice is needed and is not installed or fails.
    """
    if form in CONVERTED:
        form_before = CONVERTED[form]
        made = sealed_file(document, form_before, source, seal, author=author, passage=passage)
        return converted(made, form_before, form)
    if source and source.name.lower().endswith(f".{form}"):
        content = patched_source(document, source, alone=True)
        sealed = content and _stamped_apart(content, form, seal, passage)
        if sealed:
            return sealed
    if form == "xlsx":
        return stamped_bytes(settled(approved_workbook.render(document, passage)), form, seal)
    return stamped_bytes(as_document.render(document, author), form, seal, passage)


def _stamped_apart(content: bytes, form: str, seal: Seal, passage: Passage | None) -> bytes | None:
    """The sealed copy; None where the file is made so that it cannot carry a seal."""
    with tempfile.TemporaryDirectory(prefix="moc-seal-") as folder:
        path, target = Path(folder, f"plan.{form}"), Path(folder, f"sealed.{form}")
        path.write_bytes(content)
        try:
            child.call(_STAMP, path, form, str(target), in_words(seal, passage))
        except UploadError:
            return None
        return target.read_bytes()
