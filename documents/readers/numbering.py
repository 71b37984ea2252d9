"""The automatic numbers of Word: what stands before a paragraph though nobody typed it."""

import re
from collections import defaultdict
from collections.abc import Callable
from typing import NamedTuple

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"))
_ROMAN_SMALL = ((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"


class Level(NamedTuple):
    """One level of a list: where it starts, how it counts, how it is printed."""

    start: int = 1
    style: str = "decimal"
    text: str = "%1."


def roman(number: int) -> str:
    """«4» as «IV»."""
    signs = []
    for value, sign in (*_ROMAN, *_ROMAN_SMALL):
        count, number = divmod(number, value)
        signs.append(sign * count)
    return "".join(signs)


def _letter(alphabet: str) -> Callable[[int], str]:
    return lambda number: alphabet[(number - 1) % len(alphabet)]


_STYLES: dict[str, Callable[[int], str]] = {
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "upperLetter": _letter(_LATIN.upper()),
    "lowerLetter": _letter(_LATIN),
    "russianUpper": _letter(_RUSSIAN.upper()),
    "russianLower": _letter(_RUSSIAN),
    "decimalZero": lambda number: f"{number:02}",
}


class Numbering:
    """Counts the lists of one document in reading order."""

    def __init__(self, root: etree._Element | None = None) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._list_of: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._seen: set[tuple[str, int]] = set()
        if root is not None:
            self._load(root)

    def _load(self, root: etree._Element) -> None:
        for abstract in root.iter(f"{W}abstractNum"):
            levels = {
                _number(level.get(f"{W}ilvl"), 0): _read_level(level)
                for level in abstract.iter(f"{W}lvl")
            }
            self._levels[abstract.get(f"{W}abstractNumId", "")] = levels
        for num in root.iter(f"{W}num"):
            num_id = num.get(f"{W}numId", "")
            self._list_of[num_id] = _value(num, "abstractNumId")
            self._restarts[num_id] = {
                _number(override.get(f"{W}ilvl"), 0): _number(_value(override, "startOverride"), 1)
                for override in num.iter(f"{W}lvlOverride")
                if override.find(f"{W}startOverride") is not None
            }

    def label(self, num_id: str, level: int) -> str:
        """The number of the next paragraph of that list; empty for a bullet."""
        key = self._list_of.get(num_id, "")
        levels = self._levels.get(key, {})
        if level not in levels:
            return ""
        counts = self._counts[key]
        self._advance(num_id, level, levels[level], counts)
        if levels[level].style in {"bullet", "none"}:
            return ""
        return re.sub(
            r"%(\d)", lambda match: _print(levels, counts, int(match[1]) - 1), levels[level].text
        )

    def _advance(self, num_id: str, level: int, shape: Level, counts: dict[int, int]) -> None:
        restart = self._restarts.get(num_id, {}).get(level)
        if restart is not None and (num_id, level) not in self._seen:
            self._seen.add((num_id, level))
            counts[level] = restart
        else:
            counts[level] = counts.get(level, shape.start - 1) + 1
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]


def _print(levels: dict[int, Level], counts: dict[int, int], level: int) -> str:
    shape = levels.get(level, Level())
    number = counts.setdefault(level, shape.start)
    return _STYLES.get(shape.style, str)(max(1, min(number, 3999)))


def _read_level(element: etree._Element) -> Level:
    style, text = _value(element, "numFmt") or "decimal", element.find(f"{W}lvlText")
    printed = "" if text is None else text.get(f"{W}val", "")
    return Level(_number(_value(element, "start"), 1), style, printed)


def _value(parent: etree._Element, name: str) -> str:
    child = parent.find(f"{W}{name}")
    return "" if child is None else child.get(f"{W}val", "")


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.lstrip("-").isdigit() else default
