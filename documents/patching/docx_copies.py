"""Copies of parts of a document: no id twice, no tracked change, no second footnote."""

import copy
from itertools import count

from lxml import etree

from documents.patching.docx_structure import MERGE, SDT, TC_PR
from documents.readers.docx_stream import W

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_UNIQUE = (f"{_W14}paraId", f"{_W14}textId")
_SETTINGS = frozenset({f"{W}trPr", f"{W}tcPr", f"{W}rPr"})
_ACCEPTED = frozenset({f"{W}ins", f"{W}moveTo"})
_REFUSED = frozenset({f"{W}del", f"{W}moveFrom"})
_LEFT_OUT = frozenset(
    f"{W}{name}"
    for name in (
        *("bookmarkStart", "bookmarkEnd", "permStart", "permEnd", "proofErr"),
        *("commentRangeStart", "commentRangeEnd", "commentReference"),
        *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
        *("footnoteReference", "endnoteReference", "dataBinding", "cellIns", "cellMerge"),
        *("rPrChange", "pPrChange", "trPrChange", "tcPrChange", "tblPrExChange", "sectPr"),
    )
)
_BEFORE_MERGE = frozenset(f"{W}{name}" for name in ("cnfStyle", "tcW", "gridSpan", "hMerge"))
_OBJECTS = frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})


class Copier:
    """Makes copies for one document, whose ids it knows."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._ids: dict[str, count[int]] = {}

    def copy(self, element: etree._Element, *, is_blank: bool = False) -> etree._Element:
        """A clean copy; with `is_blank` also without pictures, as its texts will be others."""
        made = copy.deepcopy(element)
        made.tail = None
        for child in list(made.iter(etree.Element)):
            self._clean(child, is_blank=is_blank)
        return made

    def _clean(self, element: etree._Element, *, is_blank: bool) -> None:
        tag = element.tag
        parent = element.getparent()
        is_mark = parent is not None and parent.tag in _SETTINGS
        is_change = tag in _REFUSED or (tag in _ACCEPTED and is_mark)
        if parent is not None and (
            is_change or tag in _LEFT_OUT or (is_blank and tag in _OBJECTS)
        ):
            parent.remove(element)
        elif parent is not None and tag in _ACCEPTED:
            for child in list(element):
                element.addprevious(child)
            parent.remove(element)
        else:
            self._number(element)

    def _number(self, element: etree._Element) -> None:
        for name in _UNIQUE:
            element.attrib.pop(name, "")
        if element.tag == SDT:
            number = element.find(f"{W}sdtPr/{W}id")
            if number is not None:
                number.set(f"{W}val", self._next(f"{W}id", f"{W}val"))
        elif element.tag == _DRAWING:
            element.set("id", self._next(_DRAWING, "id"))

    def _next(self, tag: str, attribute: str) -> str:
        if tag not in self._ids:
            used = [element.get(attribute, "") for element in self._root.iter(tag)]
            numbers = [int(text) for text in used if text.isascii() and text.isdigit()]
            self._ids[tag] = count(max(numbers, default=0) + 1)
        return str(next(self._ids[tag]) % 0x7FFFFFFF)


def set_merge(cell: etree._Element, state: str) -> None:
    """«restart», «continue» or nothing."""
    properties = cell.find(TC_PR)
    if properties is None:
        if not state:
            return
        properties = etree.Element(TC_PR)
        cell.insert(0, properties)
    for tag in (MERGE, f"{W}cellMerge"):
        for child in properties.findall(tag):
            properties.remove(child)
    if state:
        merge = etree.Element(MERGE)
        if state == "restart":
            merge.set(f"{W}val", "restart")
        properties.insert(sum(child.tag in _BEFORE_MERGE for child in properties), merge)
