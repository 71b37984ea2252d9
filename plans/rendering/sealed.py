"""An approved version as a file: as its source was, or laid out anew, with its seal on it."""

import tempfile
from pathlib import Path

from documents.uploads import child
from documents.uploads.errors import UploadError
from plans.domain.content import PlanDocument
from plans.domain.seals import Seal
from plans.queries.exports import CONVERTED, SourceFile
from plans.rendering import as_document, as_workbook
from plans.rendering.files import converted, patched_source
from plans.rendering.stamped_apart import stamped_bytes
from plans.rendering.stamped_xlsx import settled

_STAMP = "plans.rendering.stamped_apart:stamped"


def sealed_file(
    document: PlanDocument, form: str, source: SourceFile | None, seal: Seal, *, author: str = ""
) -> bytes:
    """The bytes depend on the document, its source and the seal alone.

    Raises `UploadError` where LibreOffice is needed and is not installed or fails.
    """
    if form in CONVERTED:
        made = sealed_file(document, CONVERTED[form], source, seal, author=author)
        return converted(made, CONVERTED[form], form)
    if source and source.name.lower().endswith(f".{form}"):
        content = patched_source(document, source, alone=True)
        sealed = content and _stamped_apart(content, form, seal)
        if sealed:
            return sealed
    if form == "xlsx":
        return stamped_bytes(settled(as_workbook.render(document)), form, seal)
    return stamped_bytes(as_document.render(document, author), form, seal)


def _stamped_apart(content: bytes, form: str, seal: Seal) -> bytes | None:
    """The sealed copy; None where the file is made so that it cannot carry a seal."""
    with tempfile.TemporaryDirectory(prefix="moc-seal-") as folder:
        path, target = Path(folder, f"plan.{form}"), Path(folder, f"sealed.{form}")
        path.write_bytes(content)
        said = (str(seal.number), seal.approved_on.isoformat(), seal.sha256, seal.site)
        try:
            child.call(_STAMP, path, form, str(target), *said)
        except UploadError:
            return None
        return target.read_bytes()
