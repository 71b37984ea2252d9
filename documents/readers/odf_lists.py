"""The automatic numbers of OpenDocument: which list goes on with which, and how it prints."""

from typing import NamedTuple

from lxml import etree

from documents.readers.numerals import numeral
from documents.readers.odf_names import STYLE, TEXT, number

_FORMATS = {
    "1": "decimal",
    "I": "upperRoman",
    "i": "lowerRoman",
    "A": "upperLetter",
    "a": "lowerLetter",
    "А": "russianUpper",
    "а": "russianLower",
}
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_NUMBERED = frozenset({f"{TEXT}list-level-style-number", f"{TEXT}outline-level-style"})
OUTLINE = ""


class _Level(NamedTuple):
    """How one level prints its number; without a format it prints none."""

    form: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    shown: int = 1


class Counter:
    """The numbers that a list has come to, by level."""

    def __init__(self, style: str) -> None:
        self.style = style
        self._counts: dict[int, int] = {}

    def next(self, levels: dict[int, _Level], level: int, start: int | None) -> str:
        """The number of the next item of a level; `start` sets it anew."""
        shape = levels.get(level, _Level())
        before = self._counts.get(level, shape.start - 1)
        self._counts[level] = before + 1 if start is None else start
        for deeper in [key for key in self._counts if key > level]:
            del self._counts[deeper]
        if not shape.form:
            return ""
        first = max(1, level - shape.shown + 1)
        numbers = ".".join(self._print(levels, each) for each in range(first, level + 1))
        return f"{shape.prefix}{numbers}{shape.suffix}".strip()

    def _print(self, levels: dict[int, _Level], level: int) -> str:
        shape = levels.get(level, _Level())
        count = self._counts.setdefault(level, shape.start)
        return numeral(count, _FORMATS.get(shape.form.split(",")[0], "decimal"))


class Lists:
    """The list styles of a document and its lists so far."""

    def __init__(self, *roots: etree._Element | None) -> None:
        self._styles: dict[str, dict[int, _Level]] = {}
        self._by_id: dict[str, Counter] = {}
        self._last: dict[str, Counter] = {}
        self._outline = Counter(OUTLINE)
        for root in roots:
            for style in () if root is None else root.iter(f"{TEXT}list-style"):
                self._styles[style.get(f"{STYLE}name", "")] = _levels(style)
            for style in () if root is None else root.iter(f"{TEXT}outline-style"):
                self._styles[OUTLINE] = _levels(style)

    def open(self, element: etree._Element) -> Counter:
        """The counter of a list of its own: a new one, unless it goes on with an earlier list."""
        style = element.get(f"{TEXT}style-name", "")
        earlier = self._by_id.get(element.get(f"{TEXT}continue-list", ""))
        if earlier is None and element.get(f"{TEXT}continue-numbering") == "true":
            earlier = self._last.get(style)
        counter = earlier or Counter(style)
        self._last[style] = counter
        if element.get(_ID):
            self._by_id[element.get(_ID, "")] = counter
        return counter

    def label(self, counter: Counter, level: int, item: etree._Element) -> str:
        """The number of an item; `level` is counted from 1."""
        start = number(item, f"{TEXT}start-value", -1)
        levels = self._styles.get(counter.style, {})
        return counter.next(levels, level, None if start < 0 else start)

    def heading(self, element: etree._Element) -> str:
        """The number of a heading outside of lists."""
        levels = self._styles.get(OUTLINE, {})
        level = number(element, f"{TEXT}outline-level")
        return self._outline.next(levels, level, None) if levels else ""


def _levels(style: etree._Element) -> dict[int, _Level]:
    return {
        number(level, f"{TEXT}level"): _Level(
            level.get(f"{STYLE}num-format", ""),
            level.get(f"{STYLE}num-prefix", ""),
            level.get(f"{STYLE}num-suffix", ""),
            number(level, f"{TEXT}start-value"),
            number(level, f"{TEXT}display-levels"),
        )
        for level in style
        if level.tag in _NUMBERED
    }
