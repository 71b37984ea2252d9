"""Hostile files by the hundred, each group one kind of malice turned on every kind of file."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from documents.uploads.kinds import Accepts
from tests.documents.uploads import honest, raw_ole
from tests.documents.uploads.corpus.cases import DOCX, EVIDENCE, PLAN, XLSX
from tests.documents.uploads.raw_ole import Node
from tests.documents.uploads.raw_zip import pack

ODT, ODS = honest.odf_parts(), honest.ods_parts()
PACKAGES = {"docx": DOCX, "xlsx": XLSX, "odt": ODT, "ods": ODS}
RTF = rb"{\rtf1\ansi{\b Plan} \u1055?\u1083?\u1072?\u1085?\par}"
DOC = raw_ole.build([Node("WordDocument", raw_ole.text_head()), Node("1Table", b"x")])
XLS = raw_ole.build([Node("Workbook", raw_ole.book_records())])
TEXT = "№\tМероприятие\tСрок\n1\tСовещание\tсентябрь\n".encode()
WHOLE = {kind: pack(parts) for kind, parts in PACKAGES.items()} | {
    "pdf": honest.pdf(),
    "rtf": RTF,
    "doc": DOC,
    "xls": XLS,
    "txt": TEXT,
}


@dataclass(frozen=True)
class Sample:
    """A file, and the name and the door it comes to; what becomes of it is for the test to say.

    `is_heavy` files are read each in a child of its own; over `is_deadly` ones that child may die.
    """

    label: str
    name: str
    make: Callable[[], bytes]
    door: Accepts = PLAN
    is_heavy: bool = False
    is_deadly: bool = False


def sample(label: str, kind: str, content: bytes, door: Accepts = PLAN) -> Sample:
    return Sample(f"{kind}: {label}", f"план.{kind}", lambda: content, door)


def packed(
    label: str, kind: str, changes: dict[str, bytes], *, without: Iterable[str] = ()
) -> Sample:
    """An honest package but for these parts."""

    def make() -> bytes:
        parts = PACKAGES[kind] | changes
        return pack({name: data for name, data in parts.items() if name not in set(without)})

    return Sample(f"{kind}: {label}", f"план.{kind}", make)


def truncations() -> Iterator[Sample]:
    for kind, whole in WHOLE.items():
        for share in (0.05, 0.2, 0.4, 0.6, 0.8, 0.95):
            yield sample(f"cut at {share:.0%}", kind, whole[: int(len(whole) * share)])
        yield sample("without its last byte", kind, whole[:-1])
        yield sample("with a tail", kind, whole + b"\0tail\xff" * 40)
        yield sample("behind foreign bytes", kind, b"\0\1\2\3" * 5 + whole)


def spoilt() -> Iterator[Sample]:
    """Single bytes turned over, as bad disks and fuzzers do."""
    for kind, whole in WHOLE.items():
        for place in (0.1, 0.35, 0.6, 0.9):
            at = int(len(whole) * place)
            content = whole[:at] + bytes(byte ^ 0x55 for byte in whole[at : at + 3])
            yield sample(f"spoilt at {place:.0%}", kind, content + whole[at + 3 :])


def wrong_endings() -> Iterator[Sample]:
    """Every content under every other name."""
    contents = WHOLE | {
        "jpg": honest.picture("JPEG"),
        "png": honest.picture("PNG"),
        "gif": honest.picture("GIF"),
        "html": b"<html><body><table><tr><td>1</td></tr></table></body></html>",
        "xml": b'<?xml version="1.0"?><plan/>',
        "svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        "exe": b"MZ\x90\0" + bytes(200),
        "zip": pack({"readme.txt": b"read me"}),
        "gz": b"\x1f\x8b\x08" + bytes(100),
    }
    for content, data in contents.items():
        for ending in ("docx", "xlsx", "odt", "ods", "txt", "pdf", "doc", "xls", "rtf"):
            if content != ending:
                yield sample(f"{content} inside", ending, data)
        for ending in ("pdf", "jpg"):
            if content not in {ending, "jpg", "png"}:
                yield sample(f"{content} as proof", ending, data, EVIDENCE)


def polyglots() -> Iterator[Sample]:
    """Files that two programs take for two different things."""
    for kind, whole in WHOLE.items():
        yield sample("with a web page before", kind, b"<html><script>1</script>" + whole)
        yield sample("with a PDF before", kind, b"%PDF-1.7\n" + whole)
        yield sample("with a zip after", kind, whole + pack({"evil.js": b"alert(1)"}))
        yield sample("with a program before", kind, b"MZ" + whole)
    picture = honest.picture("GIF")
    yield sample("gif and script", "txt", b"GIF89a=1;alert(1)//")
    yield sample("gif and zip", "docx", picture + WHOLE["docx"])
