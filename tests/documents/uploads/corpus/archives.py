"""Packages whose table of contents lies."""

from collections.abc import Callable
from dataclasses import replace

from tests.documents.uploads import honest
from tests.documents.uploads.corpus.cases import (
    BODY,
    BOMB,
    DAMAGED,
    SHEET,
    UNUSUAL,
    XLSX,
    Case,
    book_with,
    ready,
    text_with,
    with_sheet,
)
from tests.documents.uploads.raw_zip import Part, build, pack, tampered

NOISE = b"".join(b"%x" % (number * 2654435761) for number in range(300_000))


def _lying(name: str, **lies: object) -> Callable[[], bytes]:
    return lambda: tampered(XLSX, name, **lies)


def _entries(count: int) -> Callable[[], bytes]:
    return lambda: build([Part(f"x{i}", method=0) for i in range(count)])


def _overlapping() -> bytes:
    parts = [Part(name, data) for name, data in XLSX.items()]
    return build([*parts, replace(parts[0], name="again", offset=0)])


def _hidden_gap() -> bytes:
    parts = [Part(name, data) for name, data in XLSX.items()]
    return build([parts[0], replace(parts[1], gap=bytes(400)), *parts[2:]])


def _spoilt() -> bytes:
    package = bytearray(pack(XLSX))
    at = package.find(SHEET.encode()) + len(SHEET)
    package[at : at + 20] = b"\xff" * 20
    return bytes(package)


WRONG_ZIP = [
    ready("truncated", "план.xlsx", honest.xlsx()[:2000], DAMAGED),
    ready("cut directory", "план.xlsx", honest.xlsx()[:-30], DAMAGED),
    ready("only an end", "план.xlsx", b"PK\3\4" + bytes(40), DAMAGED),
    Case("1,001 entries", "план.xlsx", _entries(1_001), BOMB),
    Case("60,000 entries", "план.xlsx", _entries(60_000), BOMB),
    Case("entry over 64 MB", "план.xlsx", _lying(SHEET, stated_size=65 * 2**20), BOMB),
    Case("four gigabytes", "план.xlsx", _lying(SHEET, stated_size=2**32 - 1), BOMB),
    Case(
        "total over 200 MB",
        "план.xlsx",
        lambda: build([Part(f"{i}.xml", NOISE, 0, stated_size=60 * 2**20) for i in range(4)]),
        BOMB,
    ),
    Case(
        "ratio", "план.xlsx", with_sheet(b"<worksheet>" + b" " * 5_000_000 + b"</worksheet>"), BOMB
    ),
    Case("ratio of paragraphs", "план.docx", text_with(BODY, b"<w:p/>" * 900_000), BOMB),
    Case("states less", "план.xlsx", _lying(SHEET, stated_size=100), BOMB),
    Case("states more", "план.xlsx", _lying(SHEET, stated_size=100_000), DAMAGED),
    Case("wrong sum", "план.xlsx", _lying(SHEET, stated_crc=1), DAMAGED),
    Case("overlap", "план.xlsx", _overlapping, UNUSUAL),
    Case(
        "duplicate",
        "план.xlsx",
        lambda: build([Part(n, d) for n, d in [*XLSX.items(), (SHEET, b"<a/>")]]),
        UNUSUAL,
    ),
    Case("duplicate but for case", "план.xlsx", book_with(SHEET.upper()), UNUSUAL),
    ready("prefix", "план.xlsx", build([Part("a")], prefix=b"PK\3\4junk"), UNUSUAL),
    ready("suffix", "план.xlsx", honest.xlsx() + b"junk" * 9, UNUSUAL),
    ready("comment", "план.xlsx", build([Part("a")], comment=b"hello"), UNUSUAL),
    Case("other local name", "план.xlsx", _lying(SHEET, local_name="xl/w/sheet1.xml"), UNUSUAL),
    Case("other local method", "план.xlsx", _lying(SHEET, local_method=0), UNUSUAL),
    Case("other local size", "план.xlsx", _lying(SHEET, local_size=7), UNUSUAL),
    Case("hidden gap", "план.xlsx", _hidden_gap, UNUSUAL),
    Case("locked entry", "план.xlsx", _lying(SHEET, flags=0x801), "защищён паролем"),
    Case("bzip2", "план.xlsx", _lying(SHEET, method=12), UNUSUAL),
    Case("upward path", "план.xlsx", book_with("../../etc/passwd"), UNUSUAL),
    Case("absolute path", "план.xlsx", book_with("/etc/passwd"), UNUSUAL),
    Case("backslash path", "план.xlsx", book_with("xl\\evil.xml"), UNUSUAL),
    Case("spoilt stream", "план.xlsx", _spoilt, DAMAGED),
]
