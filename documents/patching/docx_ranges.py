"""Ranges of a document (bookmarks, comments, moves, fields) of which only one end is left."""

from lxml import etree

from documents.readers.docx_stream import W

_ID, _KIND, _RUN, _CHAR = f"{W}id", f"{W}fldCharType", f"{W}r", f"{W}fldChar"
_STARTS = tuple(
    f"{W}{name}Start"
    for name in ("bookmark", "commentRange", "moveFromRange", "moveToRange", "perm")
)
_ENDS = tuple(tag.removesuffix("Start") + "End" for tag in _STARTS)


class Ranges:
    """The ranges that were whole before a document was changed."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._whole = self._pairs()
        self._has_whole_fields = not _loose_fields(root)

    def mend(self) -> None:
        """Take out what is left of a range that is whole no more."""
        broken = self._whole - self._pairs()
        for tag in (*_STARTS, *_ENDS):
            for mark in list(self._root.iter(tag)) if broken else ():
                if (_kind(tag), mark.get(_ID)) in broken:
                    _remove(mark)
        for char in _loose_fields(self._root) if self._has_whole_fields else ():
            run = char.getparent()
            _remove(char)
            if run is not None and run.tag == _RUN and all(c.tag == f"{W}rPr" for c in run):
                _remove(run)

    def _pairs(self) -> set[tuple[str, str | None]]:
        """(kind, id) of the ranges whose start comes before their end."""
        opened, whole = set(), set()
        for mark in self._root.iter(*_STARTS, *_ENDS):
            key = (_kind(mark.tag), mark.get(_ID))
            if mark.tag in _STARTS:
                opened.add(key)
            elif key in opened:
                whole.add(key)
        return whole


def _kind(tag: str) -> str:
    return tag.removesuffix("Start").removesuffix("End")


def _loose_fields(root: etree._Element) -> list[etree._Element]:
    """The beginnings, separators and ends of fields that belong to no whole field."""
    fields: list[list[etree._Element]] = []
    loose: list[etree._Element] = []
    for char in root.iter(_CHAR):
        kind = char.get(_KIND)
        if kind == "begin":
            fields.append([char])
        elif not fields:
            loose.append(char)
        elif kind == "end":
            fields.pop()
        else:
            fields[-1].append(char)
    return [*loose, *(char for field in fields for char in field)]


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
