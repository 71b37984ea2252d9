"""Office files and text as plain grids of cells; no Django, no meaning."""

from pathlib import Path
from zipfile import BadZipFile, ZipFile

from documents.readers.docx import read_docx
from documents.readers.grid import (
    Block,
    Cell,
    Look,
    Paragraph,
    Row,
    Source,
    Table,
    UnreadableDocumentError,
)
from documents.readers.odt import read_odf
from documents.readers.text import read_text
from documents.readers.xlsx import read_xlsx

__all__ = [
    "Block",
    "Cell",
    "Look",
    "Paragraph",
    "Row",
    "Source",
    "Table",
    "UnreadableDocumentError",
    "read_blocks",
    "read_source",
]

_ZIP, _OLE, _PDF, _RTF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf"

_REFUSALS = {
    _OLE: (
        "Файл «{name}» сохранён в старом формате Word или Excel либо защищён паролем. "
        "Снимите пароль, сохраните план в формате .docx или .xlsx и загрузите снова."
    ),
    _PDF: (
        "Файл «{name}» — это PDF. Загрузите тот документ, из которого он сделан "
        "(.docx, .xlsx или .odt), либо откройте PDF в Word и сохраните как .docx."
    ),
    _RTF: (
        "Файл «{name}» сохранён в формате RTF. Откройте его в редакторе, сохраните "
        "в формате .docx и загрузите снова."
    ),
}


def read_source(path: Path, name: str) -> Source:
    """Blocks and look of a file, whose kind is told by its content and not by its name."""
    return Source(read_blocks(path, name))


def read_blocks(path: Path, name: str) -> list[Block]:
    """Paragraphs and tables of a file, whose kind is told by its content and not by its name."""
    with path.open("rb") as stream:
        start = stream.read(8)
    if not start:
        raise UnreadableDocumentError(
            f"Файл «{name}» пуст. Проверьте, что план сохранён, и загрузите его снова."
        )
    for signature, sentence in _REFUSALS.items():
        if start.startswith(signature):
            raise UnreadableDocumentError(sentence.format(name=name))
    return _read_package(path, name) if start.startswith(_ZIP) else read_text(path, name)


def _read_package(path: Path, name: str) -> list[Block]:
    try:
        with ZipFile(path) as package:
            parts = set(package.namelist())
    except (BadZipFile, OSError, ValueError):
        parts = set()
    if "content.xml" in parts:
        return read_odf(path, name)
    return read_xlsx(path, name) if "xl/workbook.xml" in parts else read_docx(path, name)
