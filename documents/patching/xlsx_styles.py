"""Looks of cells that a text of several lines, or one that looks like a formula, needs."""

import copy

from lxml import etree

_FORMULA_LIKE = ("=", "+", "-", "@")
_ON = frozenset({"1", "true"})


class CellLooks:
    """The looks in styles.xml, to which variants are added; each is asked for by its number."""

    def __init__(self, root: etree._Element) -> None:
        self._all = root.find("{*}cellXfs")
        self._made: dict[tuple[int, bool, bool], int] = {}

    def fit(self, cell: etree._Element, text: str) -> None:
        """Let line breaks show, and let no program take the text for a formula once edited."""
        is_quoted, is_wrapped = text.startswith(_FORMULA_LIKE), "\n" in text
        number = int(cell.get("s", "0"))
        if self._all is None or number >= len(self._all) or not (is_quoted or is_wrapped):
            return
        key = (number, is_quoted, is_wrapped)
        if key not in self._made:
            self._made[key] = self._add(self._all, key)
        cell.set("s", str(self._made[key]))

    def _add(self, looks: etree._Element, key: tuple[int, bool, bool]) -> int:
        number, is_quoted, is_wrapped = key
        made = copy.deepcopy(looks[number])
        alignment = made.find("{*}alignment")
        if is_wrapped and (alignment is None or alignment.get("wrapText") not in _ON):
            if alignment is None:
                alignment = etree.Element(f"{{{etree.QName(made).namespace}}}alignment")
                made.insert(0, alignment)
            alignment.set("wrapText", "1")
            made.set("applyAlignment", "1")
        if is_quoted:
            made.set("quotePrefix", "1")
        if etree.tostring(made) == etree.tostring(looks[number]):
            return number
        looks.append(made)
        looks.set("count", str(len(looks)))
        return len(looks) - 1
