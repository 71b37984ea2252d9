"""The body of a Word document as it comes from the zip stream, each part forgotten once read."""

from collections.abc import Iterator
from typing import IO, NamedTuple

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CHUNK = 64 * 1024

TABLE, CONTROL, CONTROL_SETTINGS = f"{W}tbl", f"{W}sdt", f"{W}sdtPr"
PLACEHOLDER, BODY = f"{W}showingPlcHdr", f"{W}body"
_OPENED = frozenset(
    {
        *(TABLE, CONTROL, f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo"),
        *(f"{MC}AlternateContent", f"{MC}Choice"),
    }
)
# What the settings were before a tracked change.
CHANGES = tuple(f"{W}{kind}Change" for kind in ("rPr", "pPr", "tcPr", "trPr", "tblPr", "sectPr"))
# What a reader does not see, or sees elsewhere: where none of it is, nothing needs clearing up.
ODD = (
    *(CONTROL, PLACEHOLDER, f"{W}customXml", f"{W}del", f"{W}moveFrom", f"{W}txbxContent"),
    *(f"{W}vanish", f"{W}fldChar", f"{W}ruby", f"{MC}AlternateContent", f"{M}oMath"),
    *CHANGES,
)
_PRIVATE_LETTERS = (b"\xef\x80", b"\xef\x81", b"\xef\x82", b"\xef\x83")


class Part(NamedTuple):
    """A whole element of the body or of a table in it, or one of the two ends of a table."""

    element: etree._Element
    starts: bool = True
    is_odd: bool = False
    is_placeholder: bool = False


class BodyStream:
    """Parses in pieces and keeps only what is not yet whole, so that length costs no memory."""

    def __init__(self) -> None:
        self._body: etree._Element | None = None
        self._table: etree._Element | None = None
        self._is_odd = False
        self._parser = etree.XMLPullParser(
            ("start",),
            tag=(BODY, *ODD),
            resolve_entities=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
        )

    def parts(self, stream: IO[bytes]) -> Iterator[Part]:
        """Tables come as a start, their rows and grid, and an end; paragraphs come whole."""
        chunk = stream.read(CHUNK).replace(STRICT, TRANSITIONAL)
        while chunk:
            self._parser.feed(chunk)
            self._notice(chunk)
            if self._body is not None:
                yield from self._drain(self._body, is_whole=False, is_placeholder=False)
            chunk = stream.read(CHUNK)
        self._parser.close()
        if self._body is not None:
            yield from self._drain(self._body, is_whole=True, is_placeholder=False)

    def _notice(self, chunk: bytes) -> None:
        self._is_odd = self._is_odd or any(letter in chunk for letter in _PRIVATE_LETTERS)
        for _, element in self._parser.read_events():
            if not isinstance(element, etree._Element):  # noqa: SLF001 -- the type has no other name
                continue
            if self._body is None and element.tag == BODY:
                self._body = element
            else:
                self._is_odd = True

    def _drain(
        self, parent: etree._Element, *, is_whole: bool, is_placeholder: bool
    ) -> Iterator[Part]:
        """A child is whole once another one follows it; the parser still holds the last."""
        for child in list(parent):
            child_is_whole = is_whole or child.getnext() is not None
            if child.tag in _OPENED:
                blank = is_placeholder or (child.tag == CONTROL and is_unfilled(child))
                yield from self._open(child, is_whole=child_is_whole, is_placeholder=blank)
            elif child_is_whole:
                yield Part(child, is_odd=self._is_odd, is_placeholder=is_placeholder)
            if not child_is_whole:
                return
            if child.tag != CONTROL_SETTINGS:
                parent.remove(child)

    def _open(
        self, element: etree._Element, *, is_whole: bool, is_placeholder: bool
    ) -> Iterator[Part]:
        is_table = element.tag == TABLE
        if is_table and self._table is not element:
            self._table = element
            yield Part(element)
        yield from self._drain(element, is_whole=is_whole, is_placeholder=is_placeholder)
        if is_table and is_whole:
            self._table = None
            yield Part(element, starts=False)


def is_unfilled(control: etree._Element) -> bool:
    """Whether a content control only shows what should be typed into it."""
    settings = control.find(CONTROL_SETTINGS)
    return settings is not None and settings.find(PLACEHOLDER) is not None
