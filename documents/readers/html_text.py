"""What the markup of an office says about text: styles, lines, labels, what is not text at all."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from lxml import etree

Declared = Mapping[str, str]

_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_CLASS = re.compile(r"\.([\w-]+)")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_AROUND_BREAK = re.compile(r" *\n *")
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)(pt|px|in|cm|mm|)")
_MM = {"pt": 25.4 / 72, "px": 25.4 / 96, "": 25.4 / 96, "in": 25.4, "cm": 10.0, "mm": 1.0}
_BOLD_TAGS = frozenset({"b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"})
_SKIPPED = frozenset(
    {"style", "script", "o:p", "title", "head", "meta", "link", "template", "noscript", "xml"}
    | {"iframe", "object", "embed", "applet", "base", "svg", "math", "canvas", "img", "audio"}
    | {"video", "select", "textarea", "input", "button", "del"}
)
_NOTES = ("comment-list", "footnote", "endnote", "header", "footer")
_NOTE_MARKS = ("mso-footnote-id", "mso-endnote-id")
_NOTE_CLASSES = frozenset({"msocomanchor", "sdfootnoteanc", "sdendnoteanc"})
_TICKS = frozenset("\u00fc\u00feR\u00d6")  # as Wingdings draws them


class Manner(NamedTuple):
    """How the text inside an element is set, with what it inherits."""

    alignment: str = ""
    is_bold: bool = False
    is_symbol: bool = False

    def within(self, element: etree._Element, style: Declared) -> "Manner":
        alignment = style.get("text-align") or element.get("align") or self.alignment
        if element.tag == "center":
            alignment = "center"
        is_symbol = self.is_symbol or style.get("mso-char-type") == "symbol"
        is_bold = self.is_bold or element.tag in _BOLD_TAGS
        weight = style.get("font-weight", "")
        if weight:
            is_bold = weight.startswith("bold") or (weight.isdigit() and int(weight) >= 600)
        return Manner(alignment.lower(), is_bold, is_symbol)


class Line(NamedTuple):
    """A line of its own: a paragraph, an item of a list, loose text between them."""

    text: str
    label: str = ""
    alignment: str = ""
    is_bold: bool = False
    starts_page: bool = False


class StyleSheet:
    """What the classes of the document and an element's own attribute declare."""

    def __init__(self, sheets: Iterable[str]) -> None:
        self._classes: dict[str, Declared] = {}
        self._known: dict[tuple[str, str], Declared] = {}
        for sheet in sheets:
            for selector, body in _RULE.findall(sheet):
                declared = _declarations(body)
                for name in _CLASS.findall(selector):
                    self._classes[name] = {**self._classes.get(name, {}), **declared}

    def of(self, element: etree._Element) -> Declared:
        names, own = element.get("class", ""), element.get("style", "")
        if not names and not own:
            return {}
        if (names, own) not in self._known:
            merged: dict[str, str] = {}
            for name in names.split():
                merged.update(self._classes.get(name, {}))
            self._known[names, own] = {**merged, **_declarations(own)}
        return self._known[names, own]


class Flow:
    """Lines as they are read; what is not ended yet waits in parts."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.label = ""
        self.starts_page = False
        self._parts: list[str] = []
        self._manner: Manner | None = None

    def say(self, text: str | None, manner: Manner) -> None:
        if not text:
            return
        plain = _BLANKS.sub(" ", text).replace("\u00ad", "").replace("\u2011", "-")
        if manner.is_symbol:
            plain = "".join(_drawn(sign) for sign in plain)
        if self._manner is None and plain.strip():
            self._manner = manner
        self._parts.append(plain)

    def put(self, sign: str) -> None:
        """A line break or a tab, which does not fold into the blanks around it."""
        self._parts.append(sign)

    def part(self) -> None:
        """A block begins: loose text before it is a line of its own."""
        if self._text():
            self.end(Manner())

    def end(self, manner: Manner) -> None:
        """A paragraph ends: it is a line even when it is empty."""
        said = self._manner or manner
        alignment = manner.alignment or said.alignment
        line = Line(self._text(), self.label, alignment, said.is_bold, self.starts_page)
        self.lines.append(line)
        self.label, self.starts_page = "", False
        self._parts, self._manner = [], None

    def close(self, manner: Manner) -> None:
        """A block ends that need not be a line."""
        if self._text() or self.label:
            self.end(manner)

    def _text(self) -> str:
        return _AROUND_BREAK.sub("\n", re.sub(" {2,}", " ", "".join(self._parts))).strip()


def is_left_out(element: etree._Element, style: Declared) -> bool:
    """Not shown, deleted, or apparatus: comments, footnotes, running heads."""
    if element.tag in _SKIPPED or is_hidden(style):
        return True
    if style.get("mso-element", "").startswith(_NOTES) or any(map(style.get, _NOTE_MARKS)):
        return True
    if style.get("mso-special-character") == "comment":
        return True
    is_note = not _NOTE_CLASSES.isdisjoint(element.get("class", "").lower().split())
    named = element.get("id", "").startswith(("sdfootnote", "sdendnote"))
    return is_note or named or element.get("title") in {"header", "footer"}


def is_hidden(style: Declared) -> bool:
    return "none" in style.get("display", "") or style.get("mso-hide", "") == "all"


def is_hidden_row(element: etree._Element, style: Declared) -> bool:
    """A row that Excel hid is there, but has no height."""
    height = style.get("height", "") or element.get("height", "")
    is_flat = bool(re.fullmatch(r"0(?:\.0+)?(?:pt|px|in|cm|mm)?", height))
    return is_hidden(style) or is_flat or style.get("visibility", "") in {"collapse", "hidden"}


def width_mm(element: etree._Element, style: Declared) -> float | None:
    """Points and pixels as millimetres; shares of the window are no widths."""
    found = _LENGTH.fullmatch(style.get("width", "") or element.get("width", ""))
    return round(float(found[1]) * _MM[found[2]], 1) if found else None


def starts_new_page(style: Declared) -> bool:
    return style.get("page-break-before", "") == "always" or style.get("break-before") == "page"


def _declarations(text: str) -> Declared:
    pairs = (pair.partition(":") for pair in text.split(";"))
    return {name.strip().lower(): value.strip().lower() for name, _, value in pairs if value}


def _drawn(sign: str) -> str:
    if sign.isspace():
        return sign
    return "+" if sign in _TICKS else "•"
