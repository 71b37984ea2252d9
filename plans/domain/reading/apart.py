"""Reading a document apart from the web server: plain JSON goes back to it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from documents.readers import Block
from documents.readers.html import read_html
from documents.readers.text import print_text, read_text
from plans.domain.reading.document import NoPlanFoundError, read_document, understand_blocks
from plans.domain.serial import Json, to_dict


def read_file(path: Path, name: str) -> Json:
    """What was read in the file, as `document_from_dict` takes it."""
    return to_dict(read_document(path, name))


def read_pasted_text(path: Path, name: str) -> Json:
    """What was read in pasted text; `name` without its ending titles a plan that has no title."""
    return _understood(read_text(path, name), path, name)


def read_pasted_html(path: Path, name: str) -> Json:
    """The same for HTML in UTF-8, under «document»; under «text» its cells parted by tabs."""
    blocks = read_html(path)
    return {"document": _understood(blocks, path, name), "text": print_text(blocks)}


def _understood(blocks: Sequence[Block], path: Path, name: str) -> Json:
    pasted_on = datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
    try:
        return to_dict(understand_blocks(blocks, name, fallback_year=pasted_on.year))
    except NoPlanFoundError:
        raise NoPlanFoundError(
            "Во вставленном не найден план: нужна таблица вместе с её шапкой, где есть графа с "
            "мероприятиями и хотя бы одна из граф «Срок», «Ответственный», «Результат». "
            "Скопируйте таблицу целиком и вставьте снова."
        ) from None
