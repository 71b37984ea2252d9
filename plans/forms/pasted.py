"""A pasted table on its way to a plan: read like a file, kept as text that can be downloaded."""

import tempfile
from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from documents.forms import GuardedFileField
from documents.uploads import child
from documents.uploads.door import InspectedFile
from documents.uploads.errors import UploadError
from documents.uploads.kinds import Accepts
from plans.domain.content import PlanDocument
from plans.domain.serial import Json, document_from_dict

NAME = "Вставленная таблица"
TWO_SOURCES = (
    "Выбран файл и вставлена таблица. Оставьте что-то одно: чтобы прочитать файл, очистите это "
    "поле; чтобы прочитать таблицу, нажмите «Прочитать документ» ещё раз, не выбирая файла."
)
_TEXT_READER = "plans.domain.reading.apart:read_pasted_text"
_HTML_READER = "plans.domain.reading.apart:read_pasted_html"
_CONTROLS = dict.fromkeys([*range(9), *range(14, 32), 127])


class PastedField(forms.CharField):
    """The table as text, its cells parted by tabs: blanks at its edges may be empty cells."""

    def __init__(self) -> None:
        super().__init__(
            label="Вставленная таблица",
            required=False,
            strip=False,
            help_text="Вместо файла: выделите в Word, Excel или LibreOffice название плана и "
            "всю таблицу с шапкой, скопируйте и вставьте сюда",
            widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "data-paste": True}),
        )

    def to_python(self, value: Any) -> str:
        text: str = super().to_python(value) or ""
        return text if text.strip() else ""


def read_pasted(text: str, markup: str) -> tuple[InspectedFile, PlanDocument]:
    """The file to keep, and what was read; `markup` is the same paste as HTML, or empty.

    Raises `UploadError` with a sentence on why there is no plan in it.
    """
    if not markup:
        return _kept(text), document_from_dict(_read(_TEXT_READER, text))
    said = _read(_HTML_READER, markup)
    return _kept(said["text"]), document_from_dict(said["document"])


def _read(reader: str, pasted: str) -> Json:
    with tempfile.NamedTemporaryFile(prefix="pasted-") as source:
        source.write(_encoded(pasted))
        source.flush()
        said: Json = child.call(reader, Path(source.name), f"{NAME}.txt")
    return said


def _kept(text: str) -> InspectedFile:
    """Under a name with the minute in it, so that two pastes can be told apart."""
    name = f"{NAME} {timezone.localtime():%d.%m.%Y %H-%M}.txt"
    field = GuardedFileField(accepts=Accepts.PLAN_DOCUMENT)
    try:
        kept: InspectedFile = field.clean(SimpleUploadedFile(name, _encoded(text)))
    except ValidationError as error:
        raise UploadError(" ".join(error.messages)) from error
    return kept


def _encoded(text: str) -> bytes:
    return text.translate(_CONTROLS).encode("utf-8", errors="replace")
