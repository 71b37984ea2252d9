"""A pasted table on its way to a plan: read like a file, kept as text that can be downloaded."""

import tempfile
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from documents.forms import GuardedFileField
from documents.uploads import child
from documents.uploads.door import InspectedFile
from documents.uploads.kinds import Accepts
from plans.domain.content import PlanDocument
from plans.domain.serial import Json, document_from_dict

NAME = "Вставленная таблица.txt"
MAX_LENGTH = 5 * 2**20
_TEXT_READER = "plans.domain.reading.apart:read_pasted_text"
_HTML_READER = "plans.domain.reading.apart:read_pasted_html"
_CONTROLS = dict.fromkeys([*range(9), *range(14, 32), 127])


def read_pasted(text: str, markup: str) -> tuple[InspectedFile, PlanDocument]:
    """The file to keep, and what was read; `markup` is the same paste as HTML, or empty.

    Raises `UploadError` with a sentence where no plan is found in it, and `ValidationError`
    where the text is none.
    """
    if not markup:
        return _kept(text), document_from_dict(_read(_TEXT_READER, text))
    said = _read(_HTML_READER, markup)
    return _kept(said["text"]), document_from_dict(said["document"])


def _read(reader: str, pasted: str) -> Json:
    with tempfile.NamedTemporaryFile(prefix="pasted-") as source:
        source.write(pasted.translate(_CONTROLS).encode("utf-8", errors="replace"))
        source.flush()
        said: Json = child.call(reader, Path(source.name), NAME)
    return said


def _kept(text: str) -> InspectedFile:
    content = text.translate(_CONTROLS).encode("utf-8", errors="replace")
    field = GuardedFileField(accepts=Accepts.PLAN_DOCUMENT)
    kept: InspectedFile = field.clean(SimpleUploadedFile(NAME, content))
    return kept
