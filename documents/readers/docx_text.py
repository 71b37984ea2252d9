"""The text of a Word paragraph as it is read."""

from typing import NamedTuple

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R, _T, _RPR, _PPR = f"{W}r", f"{W}t", f"{W}rPr", f"{W}pPr"
_BREAK, _SYMBOL, _TYPE, _CHAR = f"{W}br", f"{W}sym", f"{W}type", f"{W}char"
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}cr": "\n",
    _BREAK: "\n",
    f"{W}noBreakHyphen": "-",
}
SIGN_TAGS = (*_SIGNS, _SYMBOL)
# The private letters of the fonts Symbol and Wingdings: ticks, empty boxes, dashes; else bullets.
_PRINTED = {
    **dict.fromkeys((0xF0FC, 0xF0FE, 0xF052, 0xF0D6, 0xF054, 0xF0FD), "+"),
    **dict.fromkeys((0xF06F, 0xF0A8, 0xF071, 0xF072), ""),
    0xF02D: "-",
    0xF020: " ",
}


class Line(NamedTuple):
    """The text of a paragraph, its settings, and those of the run that it begins with."""

    text: str
    settings: etree._Element | None = None
    run: etree._Element | None = None


def paragraph_text(paragraph: etree._Element) -> Line:
    """What is read in a plain paragraph: text, tabs and line breaks of its runs."""
    parts: list[str] = []
    settings = run = None
    for child in paragraph:
        tag = child.tag
        begins = not any(parts)
        if tag == _R:
            own = _collect(child, parts)
            run = own if begins else run
        elif tag == _PPR:
            settings = child
        elif len(child):
            inner = paragraph_text(child)
            run = inner.run if begins else run
            parts.append(inner.text)
    return Line("".join(parts), settings, run)


def breaks_page(paragraph: etree._Element) -> bool:
    """Whether a page ends in it."""
    return any(mark.get(_TYPE) == "page" for mark in paragraph.iter(_BREAK))


def sign_of(element: etree._Element) -> str:
    """A tab, a line break, a hyphen or a symbol; nothing for what is not printed."""
    if element.tag == _SYMBOL:
        try:
            return symbol(int(element.get(_CHAR, ""), 16))
        except ValueError:
            return symbol(0)
    return _SIGNS.get(element.tag, "")


def symbol(code: int) -> str:
    """A letter of the private fonts as one that everybody can read."""
    return _PRINTED.get(code | 0xF000, "•")


def _collect(run: etree._Element, parts: list[str]) -> etree._Element | None:
    settings = None
    for child in run:
        if child.tag == _T:
            parts.append(child.text or "")
        elif child.tag == _RPR:
            settings = child
        else:
            parts.append(sign_of(child))
    return settings
