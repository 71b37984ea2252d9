"""PDF that acts, runs in rings or floods, and text that is hardly text."""

import zlib
from collections.abc import Iterator

from tests.documents.uploads import honest
from tests.documents.uploads.corpus.cases import EVIDENCE, PLAN
from tests.documents.uploads.corpus.samples import Sample, sample


def pdf(*objects: bytes, page: bytes = b"", content: bytes = b"", root: bytes = b"") -> bytes:
    """A whole file with one page; objects are numbered from 5."""
    body = [
        b"<</Type/Catalog/Pages 2 0 R" + root + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>" + page + b">>",
        stream(content),
        *(objects or (b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",)),
    ]
    data, places = b"%PDF-1.7\n", []
    for number, inside in enumerate(body, 1):
        places.append(len(data))
        data += b"%d 0 obj" % number + inside + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(body) + 1
    return (
        data
        + b"xref\n0 %d\n0000000000 65535 f \n" % size
        + table
        + b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(data))
    )


def stream(content: bytes, extra: bytes = b"") -> bytes:
    packed = zlib.compress(content, 1)
    head = b"<</Filter/FlateDecode/Length %d" % len(packed) + extra + b">>"
    return head + b"stream\n" + packed + b"\nendstream"


FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
LETTERS = b"BT /F 12 Tf 72 700 Td (Plan) Tj ET\n"
DEADLY = frozenset({"a form in itself"})  # for pdfium, which then runs out of memory
ACTIONS = (
    b"/JavaScript<</JS(1)>>",
    b"/JS(app.alert)",
    b"/Launch<</F(cmd)>>",
    b"/EmbeddedFile 1 0 R",
    b"/EmbeddedFiles 1 0 R",
    b"/RichMedia 1 0 R",
    b"/XFA 1 0 R",
    b"/Encrypt 1 0 R",
    b"/J#53 (1)",
    b"/L#61unch 1 0 R",
)


def acting_pages() -> Iterator[Sample]:
    for action in ACTIONS:
        name = action[1:12].decode()
        for door, word in ((PLAN, "plan"), (EVIDENCE, "proof")):
            yield sample(f"{word} with {name}", "pdf", pdf(root=action), door)
            packed = stream(b"<<" + action + b">>", b"/Type/ObjStm/N 1/First 0")
            hidden = pdf(FONT, packed, content=LETTERS)
            yield sample(f"{word} with hidden {name}", "pdf", hidden, door)


def _lattice(columns: int, rows: int) -> bytes:
    upright = (b"%.1f 0 m %.1f 842 l S\n" % (at, at) for at in _steps(columns, 595))
    level = (b"0 %.1f m 595 %.1f l S\n" % (at, at) for at in _steps(rows, 842))
    return b"".join((*upright, *level))


def _steps(count: int, size: int) -> list[float]:
    return [size * step / count for step in range(count + 1)]


def odd_pages() -> Iterator[Sample]:
    bars = b"".join(b"0 %d 500 1 re f\n" % (y % 800) for y in range(70_000))
    pieces = {
        "nothing": b"",
        "one word": LETTERS,
        "70,000 letters": LETTERS.replace(b"Plan", b"Plan " * 14_000),
        "70,000 bars": bars,
        "a lattice of 38,000 cells": _lattice(190, 200) + LETTERS,
        "a lattice of a million cells": _lattice(1_000, 1_000) + LETTERS,
        "letters of no size": LETTERS.replace(b"12 Tf", b"0 Tf"),
        "letters a mile high": LETTERS.replace(b"12 Tf", b"1e9 Tf"),
        "letters beyond the page": LETTERS.replace(b"72 700", b"-9e9 9e9"),
        "a matrix of nothing": b"0 0 0 0 0 0 cm " + LETTERS,
        "a matrix without end": b"1e38 1e38 1e38 1e38 1e38 1e38 cm 1 w 0 0 m 9 9 l S " + LETTERS,
        "states that are not closed": b"q " * 50_000 + LETTERS,
        "states that are not opened": b"Q " * 50_000 + LETTERS,
        "operators of nobody": b"plan " * 10_000,
        "half a string": b"BT /F 12 Tf (Plan",
        "an unknown font": b"BT /G 12 Tf (Plan) Tj ET",
        "a form in itself": b"/X Do " + LETTERS,
        "sixty megabytes": b"% " + bytes(60 * 2**20),
    }
    form = stream(
        b"/X Do /X Do",
        b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>",
    )
    for label, content in pieces.items():
        is_heavy = len(content) > 10_000 or label in DEADLY
        yield _page(label, pdf(FONT, form, content=content), is_heavy=is_heavy)
    for label, page in {
        "turned by 90": b"/Rotate 90",
        "turned by 45": b"/Rotate 45",
        "a page of no size": b"/MediaBox[0 0 0 0]/CropBox[5 5 5 5]",
        "a page inside out": b"/MediaBox[600 900 0 0]",
        "an endless page": b"/MediaBox[-1e30 -1e30 1e30 1e30]",
        "a page of words": b"/MediaBox[a b c d]",
    }.items():
        yield _page(label, pdf(FONT, form, content=LETTERS, page=page))
    whole = pdf(FONT, form, content=LETTERS)
    for label, old, new in (
        ("pages in a ring", b"/Kids[3 0 R]", b"/Kids[2 0 R]"),
        ("a page that is its parent", b"/Kids[3 0 R]", b"/Kids[3 0 R 3 0 R 1 0 R]"),
        ("a million pages said", b"/Count 1", b"/Count 1000000"),
        ("pages below nought", b"/Count 1", b"/Count -1"),
        ("no pages", b"/Pages 2 0 R", b"/Pages 99 0 R"),
        ("a lying length", b"/Length", b"/Length 99999999/Was"),
        ("an unknown packing", b"/FlateDecode", b"/Planned"),
        ("fifty packings", b"/Filter/FlateDecode", b"/Filter[" + b"/FlateDecode" * 50 + b"]"),
        ("no table of places", b"startxref", b"startnothing"),
        ("a table in a ring", b"/Root 1 0 R", b"/Root 1 0 R/Prev 0"),
        ("a root of nothing", b"/Root 1 0 R", b"/Root 77 0 R"),
        ("arrays in arrays", b"/Count 1", b"/Count 1/X" + b"[" * 20_000 + b"]" * 20_000),
        ("a version of nobody", b"%PDF-1.7", b"%PDF-9.9"),
    ):
        yield _page(label, whole.replace(old, new, 1))
    yield sample("2,001 pages", "pdf", honest.pdf(pages=2_001))
    yield sample("300 pages", "pdf", honest.pdf(pages=300))


def _page(label: str, content: bytes, *, is_heavy: bool = False) -> Sample:
    deadly = label in DEADLY
    return Sample(f"pdf: {label}", "план.pdf", lambda: content, PLAN, is_heavy, deadly)


def texts() -> Iterator[Sample]:
    row = "1\tСовещание\tсентябрь\tИванов\n"
    for label, content in {
        "a zero": b"a\0b",
        "zeros": bytes(2_000),
        "a line of 20 MB": b"x" * (20 * 2**20),
        "two codings": "план ".encode() + "план".encode("cp1251"),
        "three codings": "план".encode("utf-16") + "план".encode() + b"\xff",
        "half a letter": "план".encode()[:-1],
        "a lonely surrogate": b"\xff\xfe\x3d\xd8\x20\x00",
        "surrogates as UTF-8": b"\xed\xa0\xbd\xed\xb8\x80",
        "an odd byte": "план".encode("utf-16") + b"\x04",
        "only a mark": b"\xef\xbb\xbf",
        "only a wide mark": b"\xff\xfe",
        "UTF-32": "план".encode("utf-32"),
        "UTF-16 without a mark": "план работы".encode("utf-16-le"),
        "overlong letters": b"\xc0\xaf\xe0\x80\xaf",
        "a bell": b"plan\x07",
        "escapes of a terminal": b"\x1b[2Jplan",
        "turned text": "\u202eплан\u2066".encode(),
        "a tower of accents": ("п" + "\u0301" * 50_000).encode(),
        "half a million lines": b"\n" * 500_000 + b"x",
        "ten thousand rows": row.encode() * 10_000,
        "a row of 100,000 tabs": b"a" + b"\t" * 100_000 + b"b",
        "quotes without end": b'"' * 100_001 + b"\t" + b'"' * 7,
        "a formula": b'=HYPERLINK("http://127.0.0.1:9")\t+1\t@SUM(1)',
        "a million brackets": b"(" * 900_000,
        "dashes and digits": b"1." * 300_000,
        "months without end": "сентябрь-".encode() * 50_000,
        "names without end": "Иванов И.И., ".encode() * 40_000,
        "a web page": b"<!DOCTYPE html><table><tr><td>1</table>",
        "a script of a shell": b"#!/bin/sh\nrm -rf /\n",
    }.items():
        yield Sample(
            f"txt: {label}",
            "план.txt",
            (lambda content=content: content),
            is_heavy=len(content) > 90_000,
        )
    head = "Мероприятие\tСрок\tОтветственный\n"
    cells = {
        "a deadline of 40 KB": "до 1 сентября, " * 3_000,
        "a year without end": "9" * 30_000,
        "a deadline in a ring": "с сентября по сентябрь " * 2_000,
        "brackets in brackets": "(" * 15_000 + ")" * 15_000,
        "initials without end": "А.Б. " * 10_000,
    }
    for label, cell in cells.items():
        text = f"План работы на 2025 год\n{head}Совещание\t{cell}\t{cell}\n"
        yield Sample(f"txt: {label}", "план.txt", (lambda text=text: text.encode()), is_heavy=True)
