"""The approval written into the blanks of a Word document's stamps; nothing else changes."""

from collections.abc import Iterator, Sequence

from lxml import etree

from documents.patching.docx_paragraphs import visible_runs
from documents.patching.docx_structure import (
    R_PR,
    TBL,
    P,
    body_blocks,
    cell_blocks,
    read_table,
)
from documents.readers.docx_stream import W
from plans.domain.content import PlanDocument
from plans.domain.frame import Line, Role
from plans.domain.passage import Passage
from plans.rendering.stamp_blanks import StampLines, Writing, stamps_among, writings

_TEXT, _TAB, _BREAK = f"{W}t", f"{W}tab", f"{W}br"
_SILENT = frozenset({R_PR, f"{W}lastRenderedPageBreak"})
# A paragraph with any of these may say more than its letters.
_DOUBTFUL = tuple(
    f"{W}{name}"
    for name in ("ins", "del", "moveFrom", "moveTo", "fldSimple", "fldChar", "vanish", "sdt")
)
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def fill_stamps(root: etree._Element, document: PlanDocument, passage: Passage) -> bool:
    """Whether anything was written; `document` is what is read in this very file."""
    blocks = body_blocks(root)
    groups = list(_groups(blocks, document))
    stamps: list[StampLines] = []
    owners: list[list[_TextLine]] = []
    for group in groups:
        lines = [line for paragraph in group for line in _lines(paragraph)]
        for stamp in stamps_among([line.text for line in lines]):
            stamps.append(stamp)
            owners.append(lines)
    changed = False
    for lines, written in zip(owners, writings(stamps, passage), strict=True):
        for writing in sorted(written, key=lambda one: (one.line, one.start), reverse=True):
            lines[writing.line].write(writing)
            changed = True
    return changed


def _groups(
    blocks: Sequence[etree._Element], document: PlanDocument
) -> Iterator[list[etree._Element]]:
    """Paragraphs that hold nothing but stamps: those of the body, and of each column of a grid."""
    frame = [block for plan in document.plans for block in (*plan.frame.above, *plan.frame.below)]
    places = dict.fromkeys(
        (block.place[0], isinstance(block, Line))
        for block in frame
        if block.role is Role.APPROVAL and 0 <= block.place[0] < len(blocks)
    )
    together: list[etree._Element] = []
    for place, is_line in places:
        if is_line and blocks[place].tag == P:
            together.append(blocks[place])
        elif not is_line and blocks[place].tag == TBL:
            yield from _columns(blocks[place], place)
    yield together


def _columns(element: etree._Element, place: int) -> Iterator[list[etree._Element]]:
    columns: dict[int, list[etree._Element]] = {}
    for row in read_table(element, place).rows:
        for cell in [] if row.is_gone else row.cells:
            if cell.merge is None or cell.merge.head is cell:
                found = [block for block in cell_blocks(cell.element) if block.tag == P]
                columns.setdefault(cell.column, []).extend(found)
    yield from columns.values()


class _TextLine:
    """A line of a paragraph, letter by letter, each at its place in the file; a tab has none."""

    def __init__(self) -> None:
        self.text = ""
        self._letters: list[tuple[etree._Element | None, int]] = []

    def add(self, text: str, element: etree._Element | None) -> None:
        self.text += text
        self._letters += [(element, place) for place in range(len(text))]

    def write(self, writing: Writing) -> None:
        """From the end of the line to its start, so that places stay true.

        The words stand in the run in which the blank began: they look as it did.
        """
        replaced = self._letters[writing.start : writing.end]
        for element, place in reversed(replaced):
            if element is not None:
                _put(element, place, place + 1, "")
        at = replaced[0] if replaced else self._beside(writing.start)
        element, place = at
        if element is not None:
            _put(element, place, place, writing.text)
            element.set(_SPACE, "preserve")

    def _beside(self, start: int) -> tuple[etree._Element | None, int]:
        """Where nothing is replaced, the words follow the letter before."""
        element, place = self._letters[start - 1]
        return element, place + 1


def _put(element: etree._Element, start: int, end: int, text: str) -> None:
    old = element.text or ""
    element.text = f"{old[:start]}{text}{old[end:]}"


def _lines(paragraph: etree._Element) -> list[_TextLine]:
    """Its lines; one without a text where the paragraph cannot be followed."""
    if any(True for _element in paragraph.iter(*_DOUBTFUL)):
        return [_TextLine()]
    lines = [_TextLine()]
    for run in visible_runs(paragraph):
        for child in run:
            if child.tag == _TEXT:
                lines[-1].add(child.text or "", child)
            elif child.tag == _TAB:
                lines[-1].add("\t", None)
            elif child.tag == _BREAK:
                lines.append(_TextLine())
            elif child.tag not in _SILENT:
                return [_TextLine()]
    return lines
