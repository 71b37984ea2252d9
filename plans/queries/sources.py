"""An uploaded document as people see it, read in a process of its own."""

from pathlib import Path
from typing import Any

from documents import vault
from documents.uploads import child
from documents.uploads.errors import UploadError
from plans.models import PlanImport

_READER = "plans.domain.reading.apart:read_looks"
_LOST = "Файл документа не найден в хранилище. Сообщите администратору портала."


def source_blocks(plan_import: PlanImport) -> list[dict[str, Any]]:
    """Paragraphs and tables of the document, as `read_looks` gives them.

    Raises `UploadError` with a sentence for the person where the file cannot be read.
    """
    stored = plan_import.readable or plan_import.source
    if not vault.exists(stored):
        raise UploadError(_LOST)
    blocks: list[dict[str, Any]] = child.call(_READER, Path(stored.content.path), stored.name)
    return blocks
