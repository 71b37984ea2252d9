"""The text of a Word paragraph as it is read, and what its style says about it."""

from typing import NamedTuple

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R, _T, _TAB, _BREAK, _RETURN = f"{W}r", f"{W}t", f"{W}tab", f"{W}br", f"{W}cr"
_RPR, _PPR, _BOLD, _VAL, _TYPE = f"{W}rPr", f"{W}pPr", f"{W}b", f"{W}val", f"{W}type"
_HYPHEN, _SYMBOL, _CHAR = f"{W}noBreakHyphen", f"{W}sym", f"{W}char"
_SKIPPED = frozenset({f"{W}del", f"{W}moveFrom", _PPR})
_CHECK_MARKS = frozenset({"F0FC", "F0FE", "F052", "F0D6"})  # ticks of Wingdings
_OFF = frozenset({"0", "false", "none"})


class Line(NamedTuple):
    """The text of a paragraph and how it starts."""

    text: str
    is_bold: bool
    breaks_page: bool


class Shape(NamedTuple):
    """What a paragraph's own settings and its style make of it."""

    alignment: str = ""
    is_bold: bool = False
    starts_page: bool = False
    numbering: tuple[str, int] | None = None


def paragraph_text(paragraph: etree._Element) -> Line:
    """What is read in it: inserted text counts, deleted text does not."""
    parts: list[str] = []
    flags = {"bold": False, "page": False}
    _collect(paragraph, parts, flags)
    text = parts[0] if len(parts) == 1 else "".join(parts)
    return Line(text, flags["bold"], flags["page"])


def _collect(parent: etree._Element, parts: list[str], flags: dict[str, bool]) -> None:
    for child in parent:
        tag = child.tag
        if tag == _R:
            _collect_run(child, parts, flags)
        elif tag not in _SKIPPED and len(child):
            _collect(child, parts, flags)


def _collect_run(run: etree._Element, parts: list[str], flags: dict[str, bool]) -> None:
    for child in run:
        tag = child.tag
        if tag == _T:
            parts.append(child.text or "")
        elif tag == _RPR:
            if not parts and len(child):
                flags["bold"] = _is_on(child.find(_BOLD))
        elif tag == _BREAK:
            flags["page"] = flags["page"] or child.get(_TYPE) == "page"
            parts.append("\n")
        else:
            parts.append(_sign(child))


def _sign(element: etree._Element) -> str:  # noqa: PLR0911 -- one return a sign
    tag = element.tag
    if tag == _TAB:
        return "\t"
    if tag == _RETURN:
        return "\n"
    if tag == _HYPHEN:
        return "-"
    if tag == _SYMBOL:
        return "+" if element.get(_CHAR, "").upper() in _CHECK_MARKS else "•"
    return ""


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and element.get(_VAL, "1") not in _OFF


class Styles:
    """The paragraph styles of a document, each with what it inherits."""

    def __init__(self, root: etree._Element | None = None) -> None:
        self._shapes: dict[str, Shape] = {}
        self._are_numbered = False
        if root is None:
            return
        elements = {style.get(f"{W}styleId", ""): style for style in root.iter(f"{W}style")}
        for style_id in elements:
            self._resolve(style_id, elements, depth=0)
        self._are_numbered = any(shape.numbering for shape in self._shapes.values())

    def _resolve(self, style_id: str, elements: dict[str, etree._Element], depth: int) -> Shape:
        if style_id in self._shapes or style_id not in elements or depth > 20:
            return self._shapes.get(style_id, Shape())
        element = elements[style_id]
        based_on = element.find(f"{W}basedOn")
        parent = Shape()
        if based_on is not None:
            parent = self._resolve(based_on.get(_VAL, ""), elements, depth + 1)
        shape = _settings(element.find(_PPR), parent)
        run = element.find(_RPR)
        bold = None if run is None else run.find(_BOLD)
        if bold is not None:
            shape = shape._replace(is_bold=_is_on(bold))
        self._shapes[style_id] = shape
        return shape

    def shape(self, paragraph: etree._Element) -> Shape:
        settings = paragraph.find(_PPR)
        return Shape() if settings is None else _settings(settings, self._style_of(settings))

    def numbering_of(self, paragraph: etree._Element) -> tuple[str, int] | None:
        """The list of a paragraph in a cell, where most have none."""
        settings = paragraph[0] if len(paragraph) else None
        if settings is None or settings.tag != _PPR:
            return None
        inherited = self._style_of(settings).numbering if self._are_numbered else None
        return _numbering(settings, inherited)

    def _style_of(self, settings: etree._Element) -> Shape:
        style = settings.find(f"{W}pStyle")
        return Shape() if style is None else self._shapes.get(style.get(_VAL, ""), Shape())


def _settings(settings: etree._Element | None, inherited: Shape) -> Shape:
    if settings is None:
        return inherited
    alignment = settings.find(f"{W}jc")
    page = settings.find(f"{W}pageBreakBefore")
    return Shape(
        inherited.alignment if alignment is None else alignment.get(_VAL, ""),
        inherited.is_bold,
        inherited.starts_page if page is None else _is_on(page),
        _numbering(settings, inherited.numbering),
    )


def _numbering(
    settings: etree._Element, inherited: tuple[str, int] | None
) -> tuple[str, int] | None:
    found = settings.find(f"{W}numPr")
    if found is None:
        return inherited
    level, num = found.find(f"{W}ilvl"), found.find(f"{W}numId")
    num_id = num.get(_VAL, "") if num is not None else (inherited or ("", 0))[0]
    text = "0" if level is None else level.get(_VAL, "0")
    is_none = num_id in {"", "0"}
    return None if is_none else (num_id, int(text) if text.isascii() and text.isdigit() else 0)
