"""The text of an OpenDocument paragraph as it is read."""

from collections.abc import Callable
from typing import NamedTuple

from lxml import etree

from documents.readers.odf_names import DRAW, OFFICE, TEXT, number
from documents.readers.odf_styles import OdfStyle, OdfStyles

MAX_BLANKS = 1000
NOTE = f"{TEXT}note"
BOXES = frozenset({f"{DRAW}frame", f"{DRAW}custom-shape", f"{DRAW}rect", f"{DRAW}g", f"{DRAW}a"})
_UNREAD = frozenset(
    {
        *(NOTE, f"{TEXT}ruby-text", f"{TEXT}placeholder", f"{TEXT}hidden-text"),
        *(f"{OFFICE}annotation", f"{OFFICE}annotation-end", f"{TEXT}tracked-changes"),
    }
)
_SIGNS = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}


class OdfLine(NamedTuple):
    """A paragraph's text; `style` is that of its first letters, `boxes` stand in it."""

    text: str
    style: OdfStyle
    boxes: tuple[etree._Element, ...]


def read_line(
    element: etree._Element,
    styles: OdfStyles,
    style: OdfStyle,
    note: Callable[[etree._Element], None],
) -> OdfLine:
    """Read a paragraph of that style; `note` is called with each of its footnotes."""
    reading = _Reading(styles, style, note)
    reading.collect(element, style)
    return OdfLine("".join(reading.parts), reading.first or style, tuple(reading.boxes))


class _Reading:
    """The text so far."""

    def __init__(
        self, styles: OdfStyles, style: OdfStyle, note: Callable[[etree._Element], None]
    ) -> None:
        self.parts: list[str] = []
        self.boxes: list[etree._Element] = []
        self.first: OdfStyle | None = None
        self._styles = styles
        self._style = style
        self._note = note

    def collect(self, element: etree._Element, style: OdfStyle) -> None:
        self._add(element.text, style)
        for child in element:
            self._child(child, style)
            self._add(child.tail, style)

    def _add(self, text: str | None, style: OdfStyle) -> None:
        if text and not style.is_hidden:
            self.parts.append(text)
            if self.first is None and text.strip():
                self.first = style

    def _child(self, child: etree._Element, style: OdfStyle) -> None:
        tag = child.tag
        if tag == f"{TEXT}span":
            self.collect(child, self._span(child, style))
        elif tag == f"{TEXT}s":
            self._add(" " * min(number(child, f"{TEXT}c"), MAX_BLANKS), style)
        elif tag in _SIGNS:
            self._add(_SIGNS[tag], style)
        elif tag in BOXES:
            self.boxes.append(child)
        elif tag == NOTE:
            self._note(child)
        elif tag not in _UNREAD and isinstance(tag, str):
            self.collect(child, style)

    def _span(self, element: etree._Element, style: OdfStyle) -> OdfStyle:
        own = self._styles.of(element, "text")
        return style._replace(
            is_bold=style.is_bold if own.is_bold is None else own.is_bold,
            points=own.points or style.points,
            font=own.font or style.font,
            is_hidden=own.is_hidden or style.is_hidden,
        )
