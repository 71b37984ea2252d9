"""What a case is, and the honest packages from which the wrong ones are made."""

from collections.abc import Callable
from dataclasses import dataclass

from documents.uploads.kinds import Accepts
from tests.documents.uploads import honest
from tests.documents.uploads.raw_zip import pack

PLAN, EVIDENCE, TABLE = Accepts.PLAN_DOCUMENT, Accepts.EVIDENCE, Accepts.TABLE
SHEET, BODY = "xl/worksheets/sheet1.xml", "word/document.xml"
BOMB = "архивные бомбы"
DAMAGED = "повреждён или загрузился не полностью"
UNUSUAL = "собран необычно"
XLSX, DOCX = honest.parts(honest.xlsx()), honest.parts(honest.docx())


@dataclass(frozen=True)
class Case:
    """A file, the name it comes under, its door and a piece of the sentence that refuses it."""

    label: str
    name: str
    make: Callable[[], bytes]
    says: str
    door: Accepts = PLAN


def ready(label: str, name: str, content: bytes, says: str, door: Accepts = PLAN) -> Case:
    return Case(label, name, lambda: content, says, door)


def with_sheet(content: bytes) -> Callable[[], bytes]:
    return lambda: pack(XLSX | {SHEET: content})


def book_with(name: str, data: bytes = b"x") -> Callable[[], bytes]:
    return lambda: pack(XLSX | {name: data})


def text_with(name: str, data: bytes = b"x") -> Callable[[], bytes]:
    return lambda: pack(DOCX | {name: data})
