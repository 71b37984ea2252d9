"""XML that makes parsers read files, swell or hang."""

from collections.abc import Callable

from tests.documents.uploads.corpus.cases import (
    BODY,
    BOMB,
    DAMAGED,
    SHEET,
    XLSX,
    Case,
    book_with,
    text_with,
    with_sheet,
)
from tests.documents.uploads.raw_zip import Part, build, pack

NOISE = b"".join(b"%x" % (number * 2654435761) for number in range(300_000))
DTD = "описание типа (DTD)"


def _token(before: bytes, after: bytes) -> Callable[[], bytes]:
    part = Part(SHEET, before + NOISE + after, method=0)
    others = [Part(name, data) for name, data in XLSX.items() if name != SHEET]
    return lambda: build([*others, part])


def _many_cells() -> bytes:
    row = b"".join(b'<c r="%X"/>' % (number * 2654435761 % 2**32) for number in range(30_000))
    return pack(
        XLSX | {SHEET: b"<worksheet><sheetData>" + row * 101 + b"</sheetData></worksheet>"}
    )


def _laughs(root: str) -> bytes:
    lines = "".join(f'<!ENTITY a{i + 1} "{f"&a{i};" * 10}">' for i in range(9))
    return f'<!DOCTYPE x [<!ENTITY a0 "ха">{lines}]><{root}>&a9;</{root}>'.encode()


WRONG_XML = [
    Case("dtd", "план.xlsx", with_sheet(b"<!DOCTYPE a><a/>"), DTD),
    Case(
        "xxe",
        "план.xlsx",
        with_sheet(b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'),
        DTD,
    ),
    Case("laughs in xlsx", "план.xlsx", with_sheet(_laughs("worksheet")), DTD),
    Case("laughs in docx", "план.docx", text_with(BODY, _laughs("document")), DTD),
    Case("dtd in utf-16", "план.xlsx", with_sheet("<!DOCTYPE a><a/>".encode("utf-16")), DTD),
    Case("dtd in types", "план.xlsx", book_with("[Content_Types].xml", b"<!DOCTYPE a><a/>"), DTD),
    Case("dtd in relations", "план.xlsx", book_with("_rels/.rels", b"<!DOCTYPE a><a/>"), DTD),
    Case(
        "dtd under .bin",
        "план.xlsx",
        book_with("xl/a.bin", b'<?xml version="1.0"?><!DOCTYPE a><a/>'),
        DTD,
    ),
    Case("giant attribute", "план.xlsx", _token(b'<a b="', b'"/>'), BOMB),
    Case("giant comment", "план.xlsx", _token(b"<a><!--", b"--></a>"), BOMB),
    Case("giant instruction", "план.xlsx", _token(b"<a><?pi ", b"?></a>"), BOMB),
    Case("five million cells", "план.xlsx", _many_cells, BOMB),
    Case("not well-formed", "план.xlsx", with_sheet(b"<worksheet><row></worksheet>"), DAMAGED),
    Case(
        "unknown coding",
        "план.xlsx",
        with_sheet(b'<?xml version="1.0" encoding="x-no"?><a/>'),
        DAMAGED,
    ),
    Case("empty part", "план.xlsx", with_sheet(b""), DAMAGED),
]
