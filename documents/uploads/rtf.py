"""RTF: text that names its own formatting; whole, and without anything that opens by itself."""

import re
from pathlib import Path

from documents.uploads.errors import UploadError
from documents.uploads.zip_directory import damaged, unusual

MAX_DEPTH = 200
_START = re.compile(rb"\{\\rtf1?\b")
_OBJECT = re.compile(rb"\\(?:object|objdata|objocx|objemb|objlink|objautlink|objupdate)(?![a-z])")
_FIELD = re.compile(
    rb"\\fldinst[^{}]{0,40}(?:\{[^{}]{0,200}?)?\b(?:INCLUDEPICTURE|INCLUDETEXT|IMPORT|DDE|DDEAUTO|"
    rb"LINK|AUTOTEXT|DATABASE)\b",
    re.IGNORECASE,
)
_TEMPLATE = re.compile(rb"\\template(?![a-z])\s*([^{}]{0,400})")
_LOCAL = re.compile(rb"(?:file:///)?[A-Za-z]:[\\/]|Normal", re.IGNORECASE)
_RAW = re.compile(rb"\\bin-?\d")
_BRACE = re.compile(rb"\\[\\{}]|([{}])")

_EMBEDDED = (
    "В файл вставлен другой файл или объект. Замените его обычной таблицей или рисунком, "
    "сохраните как .docx и загрузите снова."
)
_EXTERNAL = (
    "Документ берёт часть содержимого по внешней ссылке. Вставьте рисунки и данные в сам "
    "документ, сохраните его как .docx и загрузите снова."
)
_TEMPLATE_ELSEWHERE = (
    "Документ подключает шаблон из другого места. В Word откройте «Разработчик → Шаблон "
    "документа», выберите «Normal», сохраните файл как .docx и загрузите снова."
)


def check(path: Path) -> dict[str, int]:
    """How deep its groups go; refuses objects, links, raw bytes and broken files."""
    data = path.read_bytes()
    if not _START.match(data):
        raise damaged()
    depth = _depth(data)
    if _RAW.search(data):
        raise unusual()
    if _OBJECT.search(data):
        raise UploadError(_EMBEDDED)
    if _FIELD.search(data):
        raise UploadError(_EXTERNAL)
    for found in _TEMPLATE.finditer(data):
        address = found[1].replace(b"\\\\", b"\\").strip()
        if address and not _LOCAL.match(address):
            raise UploadError(_TEMPLATE_ELSEWHERE)
    return {"depth": depth}


def _depth(data: bytes) -> int:
    depth = deepest = 0
    for found in _BRACE.finditer(data):
        if found[1] is None:
            continue
        depth += 1 if found[1] == b"{" else -1
        deepest = max(deepest, depth)
        if depth <= 0 and data[found.end() :].strip(b"\0 \r\n\t"):
            raise damaged()
        if depth <= 0:
            return deepest
        if depth > MAX_DEPTH:
            raise unusual()
    raise damaged()
