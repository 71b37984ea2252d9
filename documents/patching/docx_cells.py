"""New text in a cell: lines that stay the same keep their paragraphs, others are set anew."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from documents.patching.docx_paragraphs import (
    accept_mark,
    empty_copy,
    line_run,
    set_text,
    shown_text,
)
from documents.patching.docx_structure import CONTENT, P_PR, SDT, TBL, TC, P, cell_blocks
from documents.readers.docx_stream import PLACEHOLDER, W, is_unfilled
from documents.readers.docx_table import WIDE
from documents.writers.text import clean_text

_NUMBER = re.compile(r"^(?:\d+(?:\.\d+)*|[IVXLC]+)(?:[.)]+(?=\s|$)\s*|$)")
_CONTROL_SETTINGS = f"{W}sdtPr"


class _Piece(NamedTuple):
    """A paragraph or a nested table of a cell with the lines that are read in it."""

    element: etree._Element
    lines: list[str]


def cell_text(cell: etree._Element) -> str:
    """The text of a cell as it is read, without automatic numbers."""
    return "\n".join(line for piece in _pieces(cell) for line in piece.lines).strip()


def set_cell_text(
    cell: etree._Element, text: str, looks_like: etree._Element | None = None
) -> None:
    """Write `text`, a paragraph a line; an empty cell looks like the cell `looks_like`."""
    new = _unnumbered(cell, clean_text(text).strip())
    if cell_text(cell) == new:
        return
    _release(cell)
    pieces = _trimmed(_pieces(cell))
    lines = [line.strip() for line in new.split("\n")]
    before = _same(pieces, lines)
    lines = lines[sum(len(piece.lines) for piece in pieces[:before]) :]
    backwards = [piece._replace(lines=piece.lines[::-1]) for piece in reversed(pieces[before:])]
    after = len(pieces) - _same(backwards, lines[::-1])
    lines = lines[: len(lines) - sum(len(piece.lines) for piece in pieces[after:])]
    _rewrite(cell, pieces, (before, after), lines, looks_like)
    _end_with_paragraph(cell)


def _unnumbered(cell: etree._Element, text: str) -> str:
    """Without the numbers that the list of a numbered cell prints before the text anyway."""
    settings = [paragraph.find(f"{P_PR}/{W}numPr/{W}numId") for paragraph in _paragraphs(cell)]
    if all(one is None or one.get(f"{W}val") == "0" for one in settings):
        return text
    return "\n".join(_NUMBER.sub("", line) for line in text.split("\n")).strip()


def line_look(cell: etree._Element) -> etree._Element | None:
    """The settings of the first run with text in a cell."""
    for paragraph in _paragraphs(cell):
        look = line_run(paragraph)
        if look is not None:
            return look
    return None


def _pieces(cell: etree._Element) -> list[_Piece]:
    pieces = []
    for block in cell_blocks(cell):
        if block.tag == TBL:
            pieces.append(_Piece(block, list(_narrow_lines(block))))
        else:
            text = "" if _is_prompt(block, cell) else shown_text(block)
            pieces.append(_Piece(block, text.split("\n")))
    return pieces


def _is_prompt(paragraph: etree._Element, cell: etree._Element) -> bool:
    """Whether it only says what should be typed into the content control around it."""
    for control in paragraph.iterancestors(SDT, TC):
        if control is cell:
            break
        if control.tag == SDT and is_unfilled(control):
            return True
    return False


def _narrow_lines(table: etree._Element) -> Iterator[str]:
    """A wide table in a cell is no text of it."""
    rows = [row.findall(TC) for row in table.iterchildren(f"{W}tr")]
    if max(map(len, rows), default=0) < WIDE:
        texts = (cell_text(cell) for row in rows for cell in row)
        yield from (line for text in texts if text for line in text.split("\n"))


def _trimmed(pieces: list[_Piece]) -> list[_Piece]:
    """Without the empty paragraphs around the text, which stay as they are."""
    filled = [index for index, piece in enumerate(pieces) if any(map(str.strip, piece.lines))]
    return pieces[filled[0] : filled[-1] + 1] if filled else pieces[:1]


def _same(pieces: list[_Piece], lines: list[str]) -> int:
    """How many pieces say what the lines begin with."""
    at = 0
    for count, piece in enumerate(pieces):
        said = [line.strip() for line in piece.lines]
        if lines[at : at + len(said)] != said:
            return count
        at += len(said)
    return len(pieces)


def _rewrite(
    cell: etree._Element,
    pieces: list[_Piece],
    changed: tuple[int, int],
    lines: list[str],
    looks_like: etree._Element | None,
) -> None:
    """Put the lines into the paragraphs from … to (exclusive); make more of them, or take some."""
    start, end = changed
    old = [piece for piece in pieces[start:end] if piece.element.tag == P]
    if len(old) == 1 and len(old[0].lines) > 1 and lines:
        lines = ["\n".join(lines)]  # breaks within one paragraph stay such
    look = None if looks_like is None else line_look(looks_like)
    made = [(piece.element, look) for piece in old[: len(lines)]]
    while len(made) < len(lines):
        over = made[-1][0] if made else pieces[start - 1].element if start else None
        made.append(_new_paragraph(cell, over, pieces[:1]))
    for (paragraph, its_look), line in zip(made, lines, strict=True):
        accept_mark(paragraph)
        _take_settings(paragraph, looks_like)
        set_text(paragraph, line, its_look)
    for piece in pieces[start:end]:
        if piece.lines and all(piece.element is not paragraph for paragraph, _ in made):
            _remove(piece.element)


def _new_paragraph(
    cell: etree._Element, over: etree._Element | None, pieces: list[_Piece]
) -> tuple[etree._Element, etree._Element | None]:
    """An empty paragraph behind `over`, or at the top; with the look for its text."""
    model = over if over is not None and over.tag == P else next(_paragraphs(cell), None)
    new = etree.Element(P) if model is None else empty_copy(model)
    if over is not None:
        over.addnext(new)
    elif pieces:
        pieces[0].element.addprevious(new)
    else:
        cell.append(new)
    return new, None if model is None else line_run(model)


def _take_settings(paragraph: etree._Element, looks_like: etree._Element | None) -> None:
    """A paragraph without any settings is aligned as its model."""
    model = None if looks_like is None else next(_paragraphs(looks_like), None)
    if model is not None and paragraph.find(P_PR) is None:
        settings = empty_copy(model).find(P_PR)
        if settings is not None:
            paragraph.insert(0, settings)


def _paragraphs(cell: etree._Element) -> Iterator[etree._Element]:
    return (block for block in cell_blocks(cell) if block.tag == P)


def _release(cell: etree._Element) -> None:
    """Content controls around the text no longer take it from elsewhere, nor show a prompt."""
    table = next(cell.iterancestors(TBL), None)
    around = [
        one for one in cell.iterancestors(SDT) if next(one.iterancestors(TBL), None) is table
    ]
    for control in (*around, *cell.iter(SDT)):
        for settings in control.iterchildren(_CONTROL_SETTINGS):
            for child in list(settings.iterchildren(PLACEHOLDER, "{*}dataBinding")):
                settings.remove(child)


def _remove(element: etree._Element) -> None:
    """Take a block out, with the content control that is empty without it."""
    parent = element.getparent()
    if parent is None:
        return
    parent.remove(element)
    if parent.tag == CONTENT and not len(parent):
        control = parent.getparent()
        if control is not None:
            _remove(control)


def _end_with_paragraph(cell: etree._Element) -> None:
    """Word refuses a cell that ends with anything else."""
    blocks = cell_blocks(cell)
    if not blocks or blocks[-1].tag != P:
        cell.append(etree.Element(P))
