"""What a file is by its first bytes, and the sentence for one that is not what was asked."""

import re
from pathlib import Path

from documents.uploads.errors import UploadError

HEAD = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_WEB_PAGE = re.compile(rb"(?i)\s*<(?:!doctype html|!--|html|head|body|script|table|meta)")
_MARKUP = re.compile(rb"\s*<")

_MAGIC = (
    (b"PK\3\4", "zip"),
    (b"%PDF-", "pdf"),
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (_OLE, "ole"),
    (b"{\\rtf", "rtf"),
    (b"Rar!\x1a\7", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"PK\5\6", "archive"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
)
_AT_FOUR = ((b"ftypheic", "picture"), (b"ftypheix", "picture"), (b"ftypmif1", "picture"))
_XML = (b"<?xml", b"\xef\xbb\xbf<?xml", b"\xff\xfe<\0?\0", b"\xfe\xff\0<\0?")

_SENTENCES = {
    "zip": (
        "Внутри — архив или документ Office, а имя говорит о другом. Верните файлу правильное "
        "расширение и загрузите снова."
    ),
    "pdf": (
        "Это файл PDF, у которого изменено расширение. Для чтения таблиц порталу нужен исходный "
        "документ: откройте его в Word или Excel и сохраните как .docx или .xlsx."
    ),
    "jpg": "Это фотография, а не документ. Загрузите сам документ: .docx, .xlsx, .odt или .ods.",
    "png": "Это рисунок, а не документ. Загрузите сам документ: .docx, .xlsx, .odt или .ods.",
    "rtf": "Это документ RTF. Откройте его в Word, сохраните как .docx и загрузите снова.",
    "archive": "Это архив. Распакуйте его и загрузите нужный файл отдельно.",
    "program": "Это программа, а не документ. Портал принимает только документы и снимки.",
    "picture": (
        "Это рисунок в неподходящем формате (HEIC, WebP, GIF, BMP или TIFF). Сохраните его как "
        "JPEG или PNG и загрузите снова."
    ),
    "svg": "Это рисунок SVG, такие портал не принимает. Сохраните его как PNG и загрузите снова.",
    "html": (
        "Это веб-страница, у которой изменено расширение. Откройте её в Word или Excel и "
        "сохраните как .docx или .xlsx."
    ),
    "xml": (
        "Это файл XML старого вида. Откройте его в Word или Excel, сохраните как .docx или .xlsx "
        "и загрузите снова."
    ),
    "text": "Это простой текст, у которого изменено расширение. Загрузите сам документ.",
    "unknown": (
        "Содержимое не похоже ни на один известный порталу формат: файл повреждён или у него "
        "изменено расширение. Откройте его на своём компьютере и сохраните заново."
    ),
}


def signature(path: Path) -> str:
    """One word for what the first bytes say."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    for magic, word in _MAGIC:
        if head.startswith(magic):
            return word
    if any(head[4:].startswith(magic) for magic, _ in _AT_FOUR) or head[8:12] == b"WEBP":
        return "picture"
    return _kind_of_text(head)


def mismatch(path: Path, found: str) -> UploadError:
    """Why a file of this signature cannot be what its name says."""
    if found == "ole":
        return _compound_file(path)
    return UploadError(_SENTENCES[found])


def _kind_of_text(head: bytes) -> str:
    marked = head.removeprefix(b"\xef\xbb\xbf")
    if _MARKUP.match(marked) and b"<svg" in marked.lower():
        return "svg"
    if _WEB_PAGE.match(marked):
        return "html"
    if head.startswith(_XML):
        return "xml"
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return "text" if wide or b"\0" not in head else "unknown"


def _compound_file(path: Path) -> UploadError:
    if _ENCRYPTED_STREAM in path.read_bytes():
        return UploadError(
            "Файл защищён паролем. Откройте его, снимите пароль («Файл → Сведения → Защита»), "
            "сохраните и загрузите снова."
        )
    return UploadError(
        "Это файл старого формата Office (.doc или .xls). Откройте его, сохраните как .docx или "
        ".xlsx и загрузите снова."
    )
