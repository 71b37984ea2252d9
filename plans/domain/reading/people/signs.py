"""Where a list parts: commas and slashes that stand outside brackets and quotes."""

import re

_OPENS, _CLOSES = "(«", ")»"
_PLAIN_QUOTES = '"“”„'
_BEFORE_OPENING = " (\n\t,;:«"
MARK = re.compile(
    r"^(?:[-–—•·*▪●○]\s+|[-–—•·▪●○](?=[А-ЯЁа-яё])|\d{1,2}(?:[.)]|\.\))\s*(?=[А-ЯЁа-яё]))"
)


def depths(text: str) -> list[int]:
    """How deep in brackets and quotes each sign stands.

    «МБУ ДО «Центр «Родник», МОЦ»: one closing quote ends all that no other one will close.
    What nothing closes was never open.
    """
    found, quotes, brackets = [], 0, 0
    for index, sign in enumerate(text):
        kind = _kind(text, index)
        if kind == "«" and _is_closed(text, index):
            quotes += 1
        elif kind == "»":
            quotes = quotes - 1 if quotes > 1 and _next_kind(text, index) == "»" else 0
        elif sign == "(" and ")" in text[index:]:
            brackets += 1
        elif sign == ")":
            brackets = max(0, brackets - 1)
        found.append(quotes + brackets)
    return found


def is_open(text: str) -> bool:
    """A bracket or a quote goes on after the text."""
    quotes = [kind for index in range(len(text)) if (kind := _kind(text, index))]
    is_quoted = bool(quotes) and quotes[-1] == "«"
    return is_quoted or text.count("(") > text.count(")")


def closes(text: str) -> bool:
    """Something that was open before ends in the text."""
    kinds = (_kind(text, index) for index in range(len(text)))
    return ")" in text or "»" in kinds


def at_separators(line: str, signs: str = ",;") -> list[str]:
    """Parts at these signs, and at slashes between words."""
    deep = depths(line)
    parts, start = [], 0
    for index, sign in enumerate(line):
        if deep[index]:
            continue
        if sign in signs or (sign == "/" and _parts_words(line, index)):
            parts.append(line[start:index])
            start = index + 1
    parts.append(line[start:])
    return [part.strip() for part in parts if part.strip()]


def _parts_words(line: str, index: int) -> bool:
    """«УО / МОЦ», «Иванова И.И./Петрова П.П.»; not «и/или», «в/ч», an address of a site."""
    before, after = line[:index], line[index + 1 :]
    left, right = before.rstrip()[-2:], after.lstrip()[:2]
    if not left or not right or "//" in line or re.search(r"[\w-]\.[a-zа-яё]{2,}$", before):
        return False
    is_word = re.search(r"[А-ЯЁа-яёA-Za-z]{2}$|[А-ЯЁ]\.$|[)»\"]$", left)
    return bool(is_word and re.match(r"[А-ЯЁа-яёA-Za-z]{2}|[А-ЯЁ]\.|[«\"]", right))


def _kind(text: str, index: int) -> str:
    """«, » or nothing; plain quotes tell by what stands before them."""
    sign = text[index]
    if sign in "«»":
        return sign
    if sign not in _PLAIN_QUOTES:
        return ""
    return "«" if index == 0 or text[index - 1] in _BEFORE_OPENING else "»"


def _next_kind(text: str, index: int) -> str:
    rest = range(index + 1, len(text))
    return next((kind for place in rest if (kind := _kind(text, place))), "")


def _is_closed(text: str, index: int) -> bool:
    return any(_kind(text, place) == "»" for place in range(index + 1, len(text)))
