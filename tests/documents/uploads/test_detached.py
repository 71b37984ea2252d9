import base64

import pytest

from documents.uploads.detached import MAX_SIGNATURE
from documents.uploads.door import inspect
from documents.uploads.errors import UploadError
from documents.uploads.kinds import Accepts, Kind

OID = bytes.fromhex("06092a864886f70d010702")


def der(body):
    """A sequence around the body, its length in as many bytes as it takes."""
    size = len(body)
    if size < 0x80:
        return bytes([0x30, size]) + body
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([0x30, 0x80 | len(length)]) + length + body


SHORT, LONG = der(OID + b"x" * 40), der(OID + b"x" * 3000)
UNTIL_END = b"\x30\x80" + OID + b"x" * 40 + b"\0\0"
ARMOURED = b"-----BEGIN CMS-----\n" + base64.encodebytes(LONG) + b"-----END CMS-----\n"


def come_in(tmp_path, content, name="план.pdf.sig"):
    path = tmp_path / "received"
    path.write_bytes(content)
    return inspect(path, name, Accepts.PLAN_PAPER)


@pytest.mark.parametrize("name", ["план.pdf.sig", "план.docx.p7s"])
@pytest.mark.parametrize(
    "content",
    [SHORT, LONG, UNTIL_END, base64.b64encode(LONG), base64.encodebytes(LONG), ARMOURED],
    ids=["short", "long", "until its end", "base64", "base64 lines", "armoured"],
)
def test_a_signature_comes_in_as_it_is(tmp_path, content, name):
    inspected = come_in(tmp_path, content, name)

    assert (inspected.name, inspected.kind) == (name, Kind(name.rpartition(".")[2]))
    assert inspected.path.read_bytes() == content


@pytest.mark.parametrize(
    "content",
    [
        b"PK\3\4" + b"x" * 60,
        b"%PDF-1.7 " + b"x" * 60,
        b"MZ" + b"x" * 60,
        b"<html><script>alert(1)</script></html>",
        SHORT[:-1],
        SHORT + b"MZ",
        der(bytes.fromhex("06092a864886f70d010701") + b"x" * 40),
        b"\x30\x80" + OID + b"x" * 40,
        base64.b64encode(b"just some words, long enough"),
        b"AAA=A",
        b"\x30",
    ],
    ids=[
        "zip",
        "pdf",
        "program",
        "page",
        "cut short",
        "with a tail",
        "other data",
        "without its end",
        "words in base64",
        "broken base64",
        "one byte",
    ],
)
def test_what_is_no_signature_stays_outside(tmp_path, content):
    with pytest.raises(UploadError, match="Внутри нет электронной подписи"):
        come_in(tmp_path, content)


def test_a_signature_is_small(tmp_path):
    with pytest.raises(UploadError, match="так велика не бывает"):
        come_in(tmp_path, der(OID + b"x" * MAX_SIGNATURE))


def test_plans_are_not_read_from_signatures(tmp_path):
    path = tmp_path / "received"
    path.write_bytes(SHORT)

    with pytest.raises(UploadError, match="Здесь принимаются файлы"):
        inspect(path, "план.sig", Accepts.PLAN_DOCUMENT)
