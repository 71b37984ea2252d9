"""Where a list parts: commas and slashes that stand outside brackets and quotes."""

import re

_PLAIN_QUOTES = '"“”„'
_QUOTES = _PLAIN_QUOTES + "«»"
# How far around a slash is looked at.
_NEAR = 60
_ANY = re.compile(rf"[{_QUOTES}()]")
_BEFORE_OPENING = " (\n\t,;:«"
MARK = re.compile(
    r"^(?:[-–—•·*▪●○]\s+|[-–—•·▪●○](?=[А-ЯЁа-яё])|\d{1,2}(?:[.)]|\.\))\s*(?=[А-ЯЁа-яё]))"
)

_BULLET = re.compile(r"\s[•▪●○]\s*(?=\S)")
_NUMBER = re.compile(r"(?:^|(?<=\s))(\d{1,2})[.)]\s*(?=[А-ЯЁа-яё«\"])")


def at_marks(line: str) -> list[str]:
    """«• МОЦ • РМЦ» and «1. МОЦ 2. РМЦ»: a list whose lines were folded into one."""
    if line[:1] and line[:1] in "•▪●○":
        return _BULLET.split(line)
    found = list(_NUMBER.finditer(line))
    counted = [int(mark[1]) for mark in found]
    if len(found) < 2 or found[0].start() or counted != list(range(1, len(found) + 1)):
        return [line]
    starts = [mark.start() for mark in found]
    return [
        line[start:end].strip()
        for start, end in zip(starts, [*starts[1:], len(line)], strict=True)
    ]


def depths(text: str) -> list[int]:
    """How deep in brackets and quotes each sign stands.

    «МБУ ДО «Центр «Родник», МОЦ»: one closing quote ends all that no other one will close.
    What nothing closes was never open.
    """
    if not _ANY.search(text):
        return [0] * len(text)
    quotes, brackets, found = 0, 0, []
    kinds = [_kind(text, index) for index in range(len(text))]
    following = _following(kinds)
    last_quote, last_bracket = _last(kinds, "»"), text.rfind(")")
    for index, kind in enumerate(kinds):
        if kind == "«" and index < last_quote:
            quotes += 1
        elif kind == "»":
            quotes = quotes - 1 if quotes > 1 and following[index] == "»" else 0
        elif kind == "(" and index < last_bracket:
            brackets += 1
        elif kind == ")":
            brackets = max(0, brackets - 1)
        found.append(quotes + brackets)
    return found


def is_open(text: str) -> bool:
    """A bracket or a quote goes on after the text."""
    if text.count("(") > text.count(")"):
        return True
    last = max(text.rfind(quote) for quote in _QUOTES)
    return last >= 0 and _kind(text, last) == "«"


def last_closing(lines: list[str]) -> int:
    """The last line in which something that was open may end; -1 if there is none."""
    for place in range(len(lines) - 1, -1, -1):
        line = lines[place]
        if any(_kind(line, index) in {"»", ")"} for index in range(len(line))):
            return place
    return -1


def at_separators(line: str, signs: str = ",;") -> list[str]:
    """Parts at these signs, and at slashes between words."""
    deep = depths(line)
    parts, start = [], 0
    for index, sign in enumerate(line):
        if deep[index]:
            continue
        is_plus = sign in "+&" and line[index - 1 : index + 2].strip() == sign and index
        if sign in signs or is_plus or (sign == "/" and _parts_words(line, index)):
            parts.append(line[start:index])
            start = index + 1
    parts.append(line[start:])
    return [part.strip() for part in parts if part.strip()]


def _parts_words(line: str, index: int) -> bool:
    """«УО / МОЦ», «Иванова И.И./Петрова П.П.»; not «и/или», «в/ч», an address of a site."""
    before, after = line[max(0, index - _NEAR) : index], line[index + 1 : index + _NEAR]
    left, right = before.rstrip()[-2:], after.lstrip()[:2]
    is_address = "//" in before + "/" + after or re.search(r"[\w-]\.[a-zа-яё]{2,}$", before)
    if not left or not right or is_address:
        return False
    is_word = re.search(r"[А-ЯЁа-яёA-Za-z]{2}$|[А-ЯЁ]\.$|[)»\"]$", left)
    return bool(is_word and re.match(r"[А-ЯЁа-яёA-Za-z]{2}|[А-ЯЁ]\.|[«\"]", right))


def _kind(text: str, index: int) -> str:
    """A bracket, a quote as « or », or nothing; plain quotes tell by what stands before them."""
    sign = text[index]
    if sign in "«»()":
        return sign
    if sign not in _PLAIN_QUOTES:
        return ""
    return "«" if index == 0 or text[index - 1] in _BEFORE_OPENING else "»"


def _following(kinds: list[str]) -> list[str]:
    """The next quote after each place."""
    found, following = [], ""
    for kind in reversed(kinds):
        found.append(following)
        following = kind if kind in {"«", "»"} else following
    return found[::-1]


def _last(kinds: list[str], wanted: str) -> int:
    return max((index for index, kind in enumerate(kinds) if kind == wanted), default=-1)
