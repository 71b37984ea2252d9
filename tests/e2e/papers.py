"""The files that people bring: real plans, evidence, and what the portal must refuse."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document

from tests.documents.uploads import honest

GOLDEN = Path(__file__).parent.parent / "documents" / "golden"
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOMB_PIECE, BOMB_PIECES = bytes(2**24), 14


@dataclass(frozen=True)
class BadFile:
    """A file, and a piece of the sentence that refuses it."""

    name: str
    content: bytes
    says: str

    def __repr__(self) -> str:  # the content would fill the log
        return self.name

    @property
    def payload(self) -> dict[str, object]:
        return {"name": self.name, "mimeType": DOCX_TYPE, "buffer": self.content}


def plan(name: str) -> Path:
    return GOLDEN / name / "document.docx"


def evidence(name: str) -> dict[str, object]:
    return {"name": name, "mimeType": "application/pdf", "buffer": honest.pdf()}


def bad_files() -> list[BadFile]:
    locked = OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    return [
        BadFile("пустой.docx", b"", "Файл «пустой.docx» не принят. Он пуст (0 байт)"),
        BadFile("план из pdf.docx", honest.pdf(), "Это файл PDF, у которого изменено расширение"),
        BadFile("под паролем.docx", locked, "Файл защищён паролем"),
        BadFile("бомба.docx", _bomb(), "«архивные бомбы»"),
        BadFile("без таблицы.docx", _letter(), "не найден план: нужна таблица"),
    ]


def _bomb() -> bytes:
    """One megabyte that unpacks to more than two hundred."""
    package = BytesIO(honest.docx())
    with (
        ZipFile(package, "a", ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("word/media/image.xml", "w") as part,
    ):
        for _ in range(BOMB_PIECES):
            part.write(BOMB_PIECE)
    return package.getvalue()


def _letter() -> bytes:
    document = Document()
    document.add_paragraph("Уважаемые коллеги, план работы пришлём на следующей неделе.")
    written = BytesIO()
    document.save(written)
    return written.getvalue()
