"""PDF that acts, pictures that flood."""

import zlib

from tests.documents.uploads import honest
from tests.documents.uploads.corpus.cases import (
    EVIDENCE,
    Case,
    ready,
)


def _object_stream(content: bytes) -> bytes:
    packed = zlib.compress(content)
    return b"5 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\n" + packed + b"\nendstream endobj\n"


def _flooded_png() -> bytes:
    header = b"IHDR" + (60_000).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0"
    chunk = (13).to_bytes(4, "big") + header + zlib.crc32(header).to_bytes(4, "big")
    end = b"\0\0\0\0IEND\xaeB`\x82"
    pixels = b"IDAT" + zlib.compress(bytes(1000))
    data = (len(pixels) - 4).to_bytes(4, "big") + pixels + zlib.crc32(pixels).to_bytes(4, "big")
    return b"\x89PNG\r\n\x1a\n" + chunk + data + end


WRONG_PDF = [
    ready(
        "javascript",
        "a.pdf",
        honest.pdf(extra=b"/OpenAction<</S/JavaScript>>"),
        "сценарии",
        EVIDENCE,
    ),
    ready("launch", "a.pdf", honest.pdf(extra=b"/A<</S/Launch>>"), "сценарии", EVIDENCE),
    ready(
        "attachment",
        "a.pdf",
        honest.pdf(extra=b"/Names<</EmbeddedFiles 3 0 R>>"),
        "вложения",
        EVIDENCE,
    ),
    ready(
        "escaped name", "a.pdf", honest.pdf(extra=b"/A<</S/J#61vaScript>>"), "сценарии", EVIDENCE
    ),
    ready(
        "packed name",
        "a.pdf",
        honest.pdf(_object_stream(b"<</S/JavaScript>>")),
        "сценарии",
        EVIDENCE,
    ),
    ready(
        "pdf password",
        "a.pdf",
        honest.pdf(extra=b"/Encrypt 9 0 R"),
        "PDF защищён паролем",
        EVIDENCE,
    ),
    ready("pdf truncated", "a.pdf", honest.pdf()[:-8], "PDF повреждён", EVIDENCE),
    ready("no pages", "a.pdf", honest.pdf(pages=0), "не найдено страниц", EVIDENCE),
    ready("2,001 pages", "a.pdf", honest.pdf(pages=2_001), "больше 2000", EVIDENCE),
    Case(
        "pdf bomb",
        "a.pdf",
        lambda: honest.pdf(_object_stream(bytes(65 * 2**20))),
        "слишком большой",
        EVIDENCE,
    ),
]

WRONG_IMAGE = [
    ready("png truncated", "a.png", honest.picture("PNG")[:60], "Снимок повреждён", EVIDENCE),
    ready("jpeg truncated", "a.jpg", honest.picture("JPEG")[:500], "Снимок повреждён", EVIDENCE),
    ready("jpeg head alone", "a.jpg", b"\xff\xd8\xff\xe0", "Снимок повреждён", EVIDENCE),
    ready("pixel flood", "a.png", _flooded_png(), "60000 × 60000", EVIDENCE),
]
