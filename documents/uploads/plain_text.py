"""Plain text and CSV: in a known encoding, without binary surprises."""

import codecs
from pathlib import Path

from documents.uploads.errors import UploadError

MAX_LINE = 2**20
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BINARY = frozenset(range(9)) | frozenset(range(14, 27)) | frozenset(range(28, 32))


def decode(data: bytes) -> str:
    """Text in UTF-8, UTF-16 with a mark, or Windows-1251: what Russian offices save."""
    if data.startswith(_WIDE):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1251")


def check(path: Path) -> None:
    """The file is text that a person could have typed."""
    data = path.read_bytes()
    try:
        text = decode(data)
    except UnicodeDecodeError:
        raise UploadError(
            "Кодировка текста не распознана. Сохраните файл в кодировке UTF-8 и загрузите снова."
        ) from None
    if not text.strip():
        raise UploadError("В файле нет текста. Выберите файл с содержанием и загрузите его.")
    if any(map(text.__contains__, map(chr, _BINARY))):
        raise UploadError(
            "В файле двоичные данные, это не текст. Сохраните документ как обычный текст "
            "(.txt или .csv) и загрузите снова."
        )
    if max(map(len, text.splitlines())) > MAX_LINE:
        raise UploadError(
            "В файле строка длиннее миллиона знаков. Разбейте текст на строки и загрузите снова."
        )
