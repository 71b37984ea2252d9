"""RTF that smuggles, and the file system inside old Word and Excel files turned against us."""

import struct
from collections.abc import Iterator

from tests.documents.uploads import raw_ole
from tests.documents.uploads.corpus.samples import Sample, sample
from tests.documents.uploads.raw_ole import Node

TEXT_STREAM = Node("WordDocument", raw_ole.text_head())
BOOK_STREAM = Node("Workbook", raw_ole.book_records())


def rich_texts() -> Iterator[Sample]:
    tricks = {
        "an object": rb"{\object\objemb{\*\objdata 0105000002000000}}",
        "data of an object alone": rb"{\*\objdata d0cf11e0a1b11ae1}",
        "an object that updates itself": rb"{\object\objautlink\objupdate x}",
        "a control": rb"{\object\objocx x}",
        "a template elsewhere": rb"{\*\template http://127.0.0.1:9/a.dotm}",
        "a template on a share": rb"{\*\template \\\\10.0.0.1\\a\\b.dotm}",
        "a linked picture": rb'{\field{\*\fldinst INCLUDEPICTURE "http://127.0.0.1:9/a" \\d}}',
        "a linked text": rb'{\field{\*\fldinst { includetext "file:///etc/passwd"}}}',
        "a running program": rb'{\field{\*\fldinst DDEAUTO cmd "/c calc"}}',
        "raw bytes": rb"{\pict\bin100 " + bytes(100) + b"}",
        "raw bytes without end": rb"\bin2147483647 ",
        "raw bytes below nought": rb"\bin-5 x",
        "201 groups in each other": b"{" * 201 + b"}" * 201,
        "100,000 groups in each other": b"{" * 100_000 + b"}" * 100_000,
        "groups that do not end": b"{{{",
        "a group too few": b"}}}",
        "a million paragraphs": rb"\par" * 1_000_000,
        "an endless number": rb"\li" + b"9" * 5_000 + b" x",
        "letters out of range": rb"\u99999999?\u-70000?",
        "signs of no code": rb"\'zz\'",
        "a lonely stroke": b"\\",
        "bytes of all kinds": bytes(range(1, 256)).translate(None, b"{}\\"),
        "zeros": bytes(5_000),
        "a table of 30,000 cells": rb"\trowd"
        + rb"\cellx1" * 30_000
        + rb"\cell" * 30_000
        + rb"\row",
    }
    for label, trick in tricks.items():
        yield sample(label, "rtf", rb"{\rtf1\ansi " + trick + b" Plan}")
    for label, start in (
        ("another version", rb"{\rtf9 x}"),
        ("half a mark", rb"{\rt"),
        ("a blank", rb" {\rtf1 x}"),
    ):
        yield sample(label, "rtf", start)
    yield sample("RTF under an old name", "doc", rb"{\rtf1 Plan}")
    yield sample("RTF as a book", "xls", rb"{\rtf1 Plan}")


def compound_files() -> Iterator[Sample]:
    nodes = [TEXT_STREAM, Node("1Table", b"x")]
    lies: dict[str, dict[str, object]] = {
        "a stream that runs in a ring": {"fat": {3: 2}},
        "a directory that runs in a ring": {"fat": {16: 16}},
        "a stream beyond the end": {"fat": {2: 100_000}},
        "a stream into nothing": {"fat": {1: raw_ole.FREE}},
        "a directory beyond the end": {"directory": 2**31},
        "no directory": {"directory": raw_ole.END},
        "a table beyond the end": {"table": 2**30},
        "more tables in a ring": {"more": 0},
        "more tables beyond the end": {"more": 2**30},
        "small streams beyond the end": {"small": 2**30},
        "sectors of one byte": {"shift": 0},
        "sectors of 4 GB": {"shift": 32},
        "bytes the other way round": {"order": 0xFEFF},
    }
    for label, lie in lies.items():
        yield sample(label, "doc", raw_ole.build(nodes, **lie))
    inside = {
        "a password of today": Node("EncryptedPackage", b"x"),
        "macros": Node("Macros"),
        "a project": Node("_VBA_PROJECT_CUR"),
        "code": Node("VBA"),
        "an object": Node("_1234567890"),
        "an object of a book": Node("MBD0001F2A3"),
        "a raw object": Node("\1Ole10Native", b"x"),
        "a package": Node("Package", b"PK\3\4"),
        "a name without letters": Node(""),
    }
    for label, node in inside.items():
        yield sample(label, "doc", raw_ole.build([TEXT_STREAM, node]))
        yield sample(label, "xls", raw_ole.build([BOOK_STREAM, node]))
    for label, head in {
        "locked": raw_ole.text_head(flags=0x0100),
        "of Word 95": raw_ole.text_head(version=104),
        "of Word 2": raw_ole.text_head(mark=0xA5DC),
        "of nobody": raw_ole.text_head(mark=0),
        "all noise": bytes(range(256)) * 16,
    }.items():
        yield sample(f"a text {label}", "doc", raw_ole.build([Node("WordDocument", head)]))
    yield sample("a text that is a folder", "doc", raw_ole.build([Node("WordDocument")]))
    short = Node("WordDocument", b"x", size=1)
    yield sample("a text of one byte", "doc", raw_ole.build([short]))
    yield sample(
        "a text somewhere else", "doc", raw_ole.build([Node("WordDocument", b"x", start=999)])
    )
    yield sample("slides", "doc", raw_ole.build([Node("PowerPoint Document", b"x")]))
    yield sample("a letter", "doc", raw_ole.build([Node("__substg1.0_0037001F", b"x")]))
    yield sample("a book", "doc", raw_ole.build([BOOK_STREAM]))
    yield sample("a text", "xls", raw_ole.build([TEXT_STREAM]))
    yield from _books()


def _books() -> Iterator[Sample]:
    sheet = struct.pack("<LBB", 0, 0, 0)
    for label, records in {
        "locked": [(0x002F, bytes(54))],
        "of macros": [(0x0085, sheet[:5] + b"\1\0")],
        "of code": [(0x0085, sheet[:5] + b"\6\0")],
        "with an endless record": [(0x0085, b"")],
        "of 9,000 sheets": [(0x0085, sheet + b"\0\0")] * 9_000,
    }.items():
        stream = Node("Workbook", raw_ole.book_records(*records))
        nodes = [stream] if len(records) < 100 else [Node("Workbook", stream.data[:50_000])]
        yield sample(f"a book {label}", "xls", raw_ole.build(nodes))
    old = Node("Book", raw_ole.book_records())
    yield sample("a book of Excel 95", "xls", raw_ole.build([old]))
    for label, data in {"of nothing": b"\0", "of noise": bytes(range(256)) * 20}.items():
        yield sample(f"a book {label}", "xls", raw_ole.build([Node("Workbook", data)]))
