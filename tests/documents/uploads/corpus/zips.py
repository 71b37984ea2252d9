"""Zip directories that lie, hide, swell or point elsewhere, in a document of each kind."""

import struct
from collections.abc import Iterator
from dataclasses import replace

from tests.documents.uploads.corpus.parts import MAIN
from tests.documents.uploads.corpus.samples import PACKAGES, WHOLE, Sample, packed, sample
from tests.documents.uploads.raw_zip import Part, build, pack, tampered

NAMES = {
    "upwards": "../../etc/cron.d/x",
    "upwards in the middle": "word/../../x",
    "backslashes": "word\\..\\x",
    "absolute": "/etc/passwd",
    "a drive": "C:/Windows/x",
    "a zero": "word/a\0.xml",
    "two dots": "..",
    "endless": "a/" * 30_000 + "x",
    "another case": "WORD/DOCUMENT.XML",
    "turned text": "word/\u202egpj.exe",
    "a device": "CON",
    "blanks": "   ",
}
METHODS = (1, 2, 6, 9, 12, 14, 93, 95, 97, 98, 99, 65535)


def directories() -> Iterator[Sample]:
    for kind, parts in PACKAGES.items():
        main = MAIN[kind]
        size = len(parts[main])
        lies: dict[str, dict[str, object]] = {
            "says nothing is inside": {"stated_size": 0},
            "says one byte less": {"stated_size": size - 1},
            "says one byte more": {"stated_size": size + 1},
            "says four gigabytes": {"stated_size": 2**32 - 2},
            "another sum": {"stated_crc": 1},
            "another local name": {"local_name": "x" * len(main)},
            "another local size": {"local_size": 7},
            "another local way of packing": {"local_method": 0},
            "a gap": {"gap": b"hidden" * 90},
            "beyond the end": {"offset": 2**31},
            "in the directory": {"offset": 1},
            "a password": {"flags": 0x801},
            "a strong password": {"flags": 0x841},
            "a masked directory": {"flags": 0x2800},
        }
        for label, lie in lies.items():
            yield sample(label, kind, tampered(parts, main, **lie))
    for method in METHODS:
        content = tampered(PACKAGES["docx"], MAIN["docx"], method=method, local_method=method)
        yield sample(f"packed in way {method}", "docx", content)


def names() -> Iterator[Sample]:
    for label, name in NAMES.items():
        yield packed(f"a name with {label}", "docx", {name: b"x"})
    twice = [Part(name, data) for name, data in PACKAGES["xlsx"].items()]
    yield sample("every part twice", "xlsx", build([*twice, *twice]))
    yield sample("one part over another", "xlsx", build([*twice, replace(twice[0], offset=0)]))


def ends() -> Iterator[Sample]:
    """The last 22 bytes of a zip file, in which everything else is believed."""
    whole = WHOLE["docx"]
    body, end = whole[:-22], whole[-22:]
    for label, at, value in (
        ("another disk", 4, 1),
        ("a directory on another disk", 6, 1),
        ("fewer entries here", 8, 1),
        ("one entry", 10, 1),
        ("sixty thousand entries", 10, 60_000),
        ("a long comment", 20, 500),
    ):
        changed = bytearray(end)
        struct.pack_into("<H", changed, at, value)
        yield sample(f"an end with {label}", "docx", body + changed)
    for label, at, value in (
        ("a directory elsewhere", 16, 0),
        ("an endless directory", 12, 2**32 - 1),
        ("an empty directory", 12, 0),
        ("a directory behind the end", 16, 2**31),
    ):
        changed = bytearray(end)
        struct.pack_into("<L", changed, at, value)
        yield sample(f"an end with {label}", "docx", body + changed)
    yield sample("two ends", "docx", whole + end)
    yield sample("a comment", "docx", build([Part("a", b"x")], comment=b"PK\5\6 comment"))


def bombs() -> Iterator[Sample]:
    """Small files that unpack into something large; the zeros are packed once, in a stream."""
    zeros = bytes(30 * 2**20)
    one = pack({"x": zeros})
    for kind in PACKAGES:
        yield packed("thirty megabytes of zeros", kind, {"x/y.bin": zeros})
        yield packed("a bomb in a part", kind, {MAIN[kind]: b"<a>" + zeros[: 2**24] + b"</a>"})
        yield packed("a zip in a zip in it", kind, {"media/inner.zip": pack({"inner": one})})
        yield packed("itself inside", kind, {f"media/inner.{kind}": WHOLE[kind]})
    yield sample("ten thousand parts", "docx", build([Part(f"x{i}") for i in range(10_000)]))
