"""Parts of a document left out without a change to the pages of what stays."""

import copy

from lxml import etree

from documents.patching.docx_paragraphs import empty_copy
from documents.patching.docx_structure import CONTENT, P_PR, TBL, P
from documents.readers.docx_stream import BODY, W

_SECTION = f"{W}sectPr"
_FRAMES = (f"{W}headerReference", f"{W}footerReference")


def drop(root: etree._Element, blocks: list[etree._Element], places: set[int]) -> None:
    """Leave out the blocks at `places`; a section of which nothing is left goes with its page."""
    body = next(root.iter(BODY))
    _drop_sections(body, blocks, places)
    for place in sorted(places):
        block = blocks[place]
        section = block.find(f"{P_PR}/{_SECTION}") if block.tag == P else None
        if section is not None:
            _keep_section(block, section, blocks[:place], places)
    for place in sorted(places, reverse=True):
        _leave_out(blocks[place])


def _drop_sections(body: etree._Element, blocks: list[etree._Element], places: set[int]) -> None:
    """Sections without a block left: the next one takes over the headers it inherits."""
    sections: list[tuple[etree._Element, bool]] = []
    is_left = False
    for place, block in enumerate(blocks):
        is_left = is_left or place not in places
        section = block.find(f"{P_PR}/{_SECTION}") if block.tag == P else None
        if section is not None:
            sections.append((section, is_left))
            is_left = False
    last = body.find(_SECTION)
    if last is None:
        return
    if not is_left and any(kept for _, kept in sections) and blocks:
        _end_earlier(last, sections)
        sections = [pair for pair in sections if pair[0].getparent() is not None]
    for index, (section, kept) in enumerate(sections):
        if not kept:
            following = [other for other, _ in sections[index + 1 :]]
            _inherit((*following, last)[0], section)
            _detach(section)


def _end_earlier(last: etree._Element, sections: list[tuple[etree._Element, bool]]) -> None:
    """The last section is empty: the one before it becomes the last of the document."""
    index = max(index for index, (_, kept) in enumerate(sections) if kept)
    ending = sections[index][0]
    for section, _ in sections[index:]:
        _detach(section)
    last[:] = list(ending)
    last.attrib.clear()
    last.attrib.update(ending.attrib)


def _inherit(section: etree._Element, earlier: etree._Element) -> None:
    have = {(child.tag, child.get(f"{W}type")) for child in section}
    for child in reversed([child for child in earlier if child.tag in _FRAMES]):
        if (child.tag, child.get(f"{W}type")) not in have:
            section.insert(0, copy.deepcopy(child))


def _keep_section(
    block: etree._Element,
    section: etree._Element,
    earlier: list[etree._Element],
    places: set[int],
) -> None:
    """The end of a section that stays moves to its last paragraph, or to an empty one."""
    left = [other for place, other in enumerate(earlier) if place not in places]
    holder = left[-1] if left else None
    if holder is None or holder.tag != P or holder.find(f"{P_PR}/{_SECTION}") is not None:
        holder = etree.Element(P)
        block.addprevious(holder)
    settings = holder.find(P_PR)
    if settings is None:
        settings = etree.Element(P_PR)
        holder.insert(0, settings)
    change = settings.find(f"{W}pPrChange")
    if change is None:
        settings.append(section)
    else:
        change.addprevious(section)


def _leave_out(block: etree._Element) -> None:
    parent = block.getparent()
    if parent is None:
        return
    before, after = block.getprevious(), block.getnext()
    is_under_table = block.tag == P and before is not None and before.tag == TBL
    if is_under_table and (after is None or after.tag in {TBL, _SECTION}):
        block.addprevious(empty_copy(block))  # or Word would join the tables around it
    parent.remove(block)
    while parent is not None and parent.tag == CONTENT and not len(parent):
        control = parent.getparent()
        parent = None if control is None else control.getparent()
        _detach(control)


def _detach(element: etree._Element | None) -> None:
    parent = None if element is None else element.getparent()
    if element is not None and parent is not None:
        parent.remove(element)
