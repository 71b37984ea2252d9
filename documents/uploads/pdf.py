"""PDF as evidence: whole, of a sane length, and without anything that acts by itself."""

import re
import zlib
from collections.abc import Iterator
from pathlib import Path

from documents.uploads.errors import UploadError

MAX_PAGES = 2_000
MAX_UNPACKED = 64 * 2**20
_HEADER = re.compile(rb"%PDF-[12]\.\d")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_ACTIONS = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA)(?![A-Za-z0-9])")
_ENCRYPTED = re.compile(rb"/Encrypt(?![A-Za-z0-9])")
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z0-9])")
_OBJECT_STREAM = re.compile(rb"/ObjStm(?![A-Za-z0-9])")
_STREAM = re.compile(rb"stream\r?\n")
_FAR = 4096


def check(path: Path) -> dict[str, int]:
    """How many pages; refuses what must not be handed on to another school."""
    data = path.read_bytes()
    if not _HEADER.match(data) or b"%%EOF" not in data[-2048:]:
        raise UploadError(
            "Файл PDF повреждён или загрузился не полностью. Откройте его, сохраните заново "
            "(«Печать → Сохранить как PDF») и загрузите снова."
        )
    pages = 0
    for raw in _bodies(data):
        body = _ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), raw)
        _refuse_actions(body)
        pages += len(_PAGE.findall(body))
    if not 0 < pages <= MAX_PAGES:
        raise UploadError(
            f"В файле PDF не найдено страниц или их больше {MAX_PAGES}. Оставьте нужные страницы "
            "и загрузите снова."
        )
    return {"pages": pages}


def _refuse_actions(body: bytes) -> None:
    if _ENCRYPTED.search(body):
        raise UploadError(
            "Файл PDF защищён паролем. Сохраните его без защиты («Печать → Сохранить как PDF») и "
            "загрузите снова."
        )
    if _ACTIONS.search(body):
        raise UploadError(
            "В файле PDF есть сценарии или вложения. Сохраните его через «Печать → Сохранить как "
            "PDF» и загрузите снова."
        )


def _bodies(data: bytes) -> Iterator[bytes]:
    """The file as it lies, then its object streams unpacked: both may hold names."""
    yield data
    left = MAX_UNPACKED
    for mark in _OBJECT_STREAM.finditer(data):
        start = _STREAM.search(data, mark.end(), mark.end() + _FAR)
        if start is None:
            continue
        unpacked = _inflate(data[start.end() :], left)
        left -= len(unpacked)
        yield unpacked


def _inflate(packed: bytes, limit: int) -> bytes:
    inflater = zlib.decompressobj()
    try:
        unpacked = inflater.decompress(packed, limit + 1)
    except zlib.error:
        return b""
    if len(unpacked) > limit:
        raise UploadError(
            "Файл PDF распаковывается в слишком большой объём. Сохраните его через «Печать → "
            "Сохранить как PDF» и загрузите снова."
        )
    return unpacked
