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
    _RTF: (
        "Файл «{name}» сохранён в формате RTF. Откройте его в редакторе, сохраните "
        "в формате .docx и загрузите снова."
    ),
}


def read_source(path: Path, name: str) -> Source:
    """Blocks, look and notes of a file, whose kind is told by its content, not by its name."""
    with path.open("rb") as stream:
        start = stream.read(8)
    if not start:
        raise UnreadableDocumentError(
            f"Файл «{name}» пуст. Проверьте, что план сохранён, и загрузите его снова."
        )
    for signature, sentence in _REFUSALS.items():
        if start.startswith(signature):
            raise UnreadableDocumentError(sentence.format(name=name))
    if start.startswith(_ZIP):
        return _read_package(path, name)
    if start.startswith(_PDF):
        from documents.readers.pdf import read_pdf  # noqa: PLC0415 -- 50 ms that few files need

        return read_pdf(path, name)
    return Source(read_text(path, name))


def read_blocks(path: Path, name: str) -> list[Block]:
    """Paragraphs and tables of a file, in order."""
    return read_source(path, name).blocks


def _read_package(path: Path, name: str) -> Source:
    try:
        with ZipFile(path) as package:
            parts = set(package.namelist())
    except (BadZipFile, OSError, ValueError):
        parts = set()
    if "content.xml" in parts:
        return read_odf(path, name)
    if "xl/workbook.xml" in parts:
        return read_xlsx(path, name)
    return read_docx(path, name)
