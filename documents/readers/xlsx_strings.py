"""The strings of a workbook as they are read."""

import re
from collections.abc import Iterator
from typing import IO, NamedTuple

from lxml import etree

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


class Shown(NamedTuple):
    """What a cell shows."""

    text: str
    is_bold: bool = False


def clean(text: str) -> str:
    """A text without the marks of its storing: «_x000D_», carriage returns, outer blanks."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
        text = _CONTROL.sub("", text)
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def read_strings(stream: IO[bytes]) -> Iterator[Shown]:
    """The shared strings of a workbook in order."""
    for _, element in etree.iterparse(
        stream,
        tag="{*}si",
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    ):
        yield read_string(element)
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def read_string(element: etree._Element | None) -> Shown:
    """A string, plain or of runs in several types; how it is pronounced is not read."""
    parts: list[str] = []
    is_bold = False
    for child in () if element is None else element:
        name = etree.QName(child).localname
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            if not "".join(parts).strip():
                is_bold = child.find("{*}rPr/{*}b") is not None
            parts.extend(text.text or "" for text in child.iterchildren("{*}t"))
    return Shown(clean("".join(parts)), is_bold)
