"""The cells of one plain row of a Word table, in one flat pass over what matters in it.

This runs for each of thousands of cells: going through the tree level by level would touch
twice as many elements and take twice the time.
"""

from collections.abc import Iterator

from lxml import etree

from documents.readers.docx_text import SIGN_TAGS, sign_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TC, _P, _R, _T, _VAL = f"{W}tc", f"{W}p", f"{W}r", f"{W}t", f"{W}val"
_BOLD, _STYLE, _RUN_STYLE, _NUMBERS = f"{W}b", f"{W}pStyle", f"{W}rStyle", f"{W}numPr"
_SPAN, _DOWN, _ACROSS = f"{W}gridSpan", f"{W}vMerge", f"{W}hMerge"
_GONE, _MERGED = f"{W}cellDel", f"{W}cellMerge"
_MARKS = (_BOLD, _STYLE, _RUN_STYLE, _NUMBERS, _SPAN, _DOWN, _ACROSS, _GONE, _MERGED)
_TAGS = (_TC, _P, _R, _T, *_MARKS, *SIGN_TAGS)
_OFF = frozenset({"0", "false", "none", "off"})


class LineMarkup:
    """A paragraph in a cell: its text, and what its settings say about it."""

    __slots__ = ("bold", "numbers", "run_style", "style", "text")

    def __init__(self) -> None:
        self.text = ""
        self.bold: bool | None = None
        self.style = ""
        self.run_style = ""
        self.numbers: etree._Element | None = None


class CellMarkup:
    """A cell: its paragraphs, how many columns it takes, what it is merged with."""

    __slots__ = ("across", "down", "is_gone", "lines", "span")

    def __init__(self) -> None:
        self.lines: list[LineMarkup] = []
        self.span = 1
        self.down = ""
        self.across = ""
        self.is_gone = False


def read_cells(  # noqa: C901, PLR0912 -- one branch a kind of element; calls would cost as much again
    row: etree._Element,
) -> Iterator[CellMarkup]:
    """The cells of a row without nested tables."""
    cell: CellMarkup | None = None
    line = LineMarkup()
    in_run = False
    for element in row.iter(*_TAGS):
        tag = element.tag
        if tag == _T:
            line.text += element.text or ""
        elif tag == _R:
            in_run = True
            if not line.text:
                line.bold, line.run_style = None, ""
        elif tag == _P:
            line, in_run = LineMarkup(), False
            if cell is not None:
                cell.lines.append(line)
        elif tag == _TC:
            if cell is not None:
                yield cell
            cell, in_run = CellMarkup(), False
        elif in_run:
            _read_in_run(tag, element, line)
        else:
            _read_settings(tag, element, line, cell)
    if cell is not None:
        yield cell


def _read_in_run(tag: str, element: etree._Element, line: LineMarkup) -> None:
    if tag == _BOLD:
        if not line.text:
            line.bold = element.get(_VAL, "1") not in _OFF
    elif tag == _RUN_STYLE:
        if not line.text:
            line.run_style = element.get(_VAL, "")
    else:
        line.text += sign_of(element)


def _read_settings(
    tag: str, element: etree._Element, line: LineMarkup, cell: CellMarkup | None
) -> None:
    if tag == _STYLE:
        line.style = element.get(_VAL, "")
    elif tag == _NUMBERS:
        line.numbers = element
    elif cell is not None:
        _read_place(tag, element, cell)


def _read_place(tag: str, element: etree._Element, cell: CellMarkup) -> None:
    if tag == _SPAN:
        cell.span = _span(element.get(_VAL, ""))
    elif tag == _DOWN:
        cell.down = element.get(_VAL, "continue")
    elif tag == _ACROSS:
        cell.across = element.get(_VAL, "continue")
    elif tag == _GONE:
        cell.is_gone = True
    elif tag == _MERGED:
        kind = element.get(f"{W}vMerge")
        cell.down = {"rest": "restart", "cont": "continue"}.get(kind or "", cell.down)


def _span(text: str) -> int:
    is_number = text.isascii() and text.isdigit() and len(text) < 5
    return max(1, int(text)) if is_number else 1
