"""The automatic numbers of Word: what stands before a paragraph though nobody typed it."""

import re
from collections import defaultdict
from typing import NamedTuple

from lxml import etree

from documents.readers.numerals import numeral

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%(\d)")
_MAX_STYLE_LINKS = 5
_OFF = frozenset({"0", "false", "off"})


class Level(NamedTuple):
    """One level of a list: where it starts, how it counts, how it is printed.

    `after` is the number of the level whose items set it back (0 for none, None for any above);
    `is_legal` prints the levels above it in plain digits.
    """

    start: int = 1
    style: str = "decimal"
    text: str = "%1."
    after: int | None = None
    is_legal: bool = False


class _List(NamedTuple):
    """One use of a list: its levels, where counting begins anew, whose counters it shares."""

    shared: str
    levels: dict[int, Level]
    restarts: dict[int, int]


class Numbering:
    """Counts the lists of one document in reading order."""

    def __init__(self, root: etree._Element | None = None) -> None:
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._seen: set[tuple[str, int]] = set()
        self._linked: dict[tuple[str, str], int] = {}
        if root is not None:
            self._load(root)

    def _load(self, root: etree._Element) -> None:
        abstracts = {
            abstract.get(f"{W}abstractNumId", ""): abstract for abstract in root.iter(_ABSTRACT)
        }
        styled = {_value(a, "styleLink"): key for key, a in abstracts.items()}
        levels = {key: _levels(abstract) for key, abstract in abstracts.items()}
        for num in root.iter(f"{W}num"):
            key = _value(num, "abstractNumId")
            for _ in range(_MAX_STYLE_LINKS):
                link = _value(abstracts[key], "numStyleLink") if key in abstracts else ""
                key = styled.get(link, key) if link else key
            self._add(num, key, levels.get(key, {}))
        self._link_styles(abstracts)

    def _add(self, num: etree._Element, key: str, levels: dict[int, Level]) -> None:
        num_id, own, restarts = num.get(f"{W}numId", ""), dict(levels), {}
        for override in num.findall(f"{W}lvlOverride"):
            level = _number(override.get(f"{W}ilvl"), 0)
            own.update(_levels(override))
            if override.find(f"{W}startOverride") is not None:
                restarts[level] = _number(_value(override, "startOverride"), 1)
                own[level] = own.get(level, Level())._replace(start=restarts[level])
        self._lists[num_id] = _List(key, own, restarts)

    def _link_styles(self, abstracts: dict[str, etree._Element]) -> None:
        for num_id, used in self._lists.items():
            if used.shared in abstracts:
                for level in abstracts[used.shared].findall(f"{W}lvl"):
                    key = (num_id, _value(level, "pStyle"))
                    self._linked[key] = _number(level.get(f"{W}ilvl"), 0)

    def level_of(self, num_id: str, style_id: str) -> int:
        """The level of a list that a paragraph style stands for; 0 where none is named."""
        return self._linked.get((num_id, style_id), 0)

    def label(self, num_id: str, level: int) -> str:
        """The number of the next paragraph of that list; empty for a bullet."""
        used = self._lists.get(num_id)
        if used is None or level not in used.levels:
            return ""
        counts = self._counts[used.shared]
        self._advance(num_id, level, used, counts)
        shape = used.levels[level]
        if shape.style in {"bullet", "none"}:
            return ""
        return _PLACE.sub(lambda match: _print(used, counts, int(match[1]) - 1, shape), shape.text)

    def _advance(self, num_id: str, level: int, used: _List, counts: dict[int, int]) -> None:
        if level in used.restarts and (num_id, level) not in self._seen:
            self._seen.add((num_id, level))
            counts[level] = used.restarts[level]
        else:
            counts[level] = counts.get(level, used.levels[level].start - 1) + 1
        for deeper in [key for key in counts if key > level]:
            after = used.levels.get(deeper, Level()).after
            if after is None or level < after:
                del counts[deeper]


_ABSTRACT = f"{W}abstractNum"


def _print(used: _List, counts: dict[int, int], level: int, printed: Level) -> str:
    shape = used.levels.get(level, Level())
    number = counts.setdefault(level, shape.start)
    return numeral(number, "decimal" if printed.is_legal else shape.style)


def _levels(parent: etree._Element) -> dict[int, Level]:
    return {
        _number(level.get(f"{W}ilvl"), 0): _read_level(level)
        for level in parent.findall(f"{W}lvl")
    }


def _read_level(element: etree._Element) -> Level:
    text = element.find(f"{W}lvlText")
    after = element.find(f"{W}lvlRestart")
    legal = element.find(f"{W}isLgl")
    return Level(
        _number(_value(element, "start"), 0 if element.find(f"{W}start") is None else 1),
        _value(element, "numFmt") or "decimal",
        "" if text is None else text.get(f"{W}val", ""),
        None if after is None else _number(after.get(f"{W}val"), 0),
        legal is not None and legal.get(f"{W}val", "1") not in _OFF,
    )


def _value(parent: etree._Element, name: str) -> str:
    child = parent.find(f"{W}{name}")
    return "" if child is None else child.get(f"{W}val", "")


def _number(text: str | None, default: int) -> int:
    is_number = text and text.isascii() and text.lstrip("-").isdigit() and len(text) < 10
    return int(text) if text and is_number else default
