"""Word's markup made plain: what a reader does not see goes, what is wrapped comes out.

Afterwards a row holds cells, a cell paragraphs and tables, a paragraph runs with text.
"""

import re

from lxml import etree

from documents.readers.docx_stream import CHANGES, CONTROL, MC, M, W, is_unfilled
from documents.readers.docx_text import symbol

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
TICK = "+"
_P, _R, _T, _PPR, _RPR, _TC = f"{W}p", f"{W}r", f"{W}t", f"{W}pPr", f"{W}rPr", f"{W}tc"
_BOX, _CHAR, _VAL = f"{W}txbxContent", f"{W}fldChar", f"{W}val"
_DELETED = (f"{W}del", f"{W}moveFrom")
_MARKS = frozenset({_RPR, f"{W}trPr", f"{W}tcPr"})  # here a deletion is a property, not a text
_PRIVATE = re.compile("[\uf020-\uf0ff]")
_OFF = frozenset({"0", "false", "off"})


def show(element: etree._Element) -> list[etree._Element]:
    """Make a row or a paragraph plain; gives the text boxes of a paragraph of the body."""
    for fallback in list(element.iter(f"{MC}Fallback", f"{W}rt", *CHANGES)):
        remove(fallback)
    _open_controls(element)
    _drop_deleted(element)
    _drop_hidden(element)
    for text in element.iter(_T):
        if text.text and _PRIVATE.search(text.text):
            text.text = _PRIVATE.sub(lambda match: symbol(ord(match[0])), text.text)
    for formula in list(element.iter(f"{M}oMath")):
        _replace(formula, _run("".join(text.text or "" for text in formula.iter(f"{M}t"))))
    for ruby in list(element.iter(f"{W}ruby")):
        _unwrap(ruby.getparent(), ruby.find(f"{W}rubyBase"))
    boxes = _take_boxes(element)
    for part in (element, *boxes):
        for paragraph in part.iter(_P):
            _settle_fields(paragraph)
        _join_paragraphs(part)
    return boxes


def is_joined(paragraph: etree._Element) -> bool:
    """Whether its end is deleted, so that the next paragraph goes on in the same line."""
    settings = paragraph.find(_PPR)
    mark = None if settings is None else settings.find(_RPR)
    return mark is not None and any(mark.find(tag) is not None for tag in _DELETED)


def prepend(paragraph: etree._Element, before: etree._Element) -> None:
    """Move the text of `before` to the start of a paragraph."""
    first = next((child for child in paragraph if child.tag != _PPR), None)
    for child in list(before):
        if child.tag == _PPR:
            continue
        if first is None:
            paragraph.append(child)
        else:
            first.addprevious(child)


def _open_controls(element: etree._Element) -> None:
    for control in list(element.iter(CONTROL)):
        content = control.find(f"{W}sdtContent")
        if content is not None:
            if is_unfilled(control):
                for run in list(content.iter(_R)):
                    remove(run)
            _tick_box(control, content)
            _unwrap(control, content)
    for wrapper in list(element.iter(f"{W}customXml", f"{MC}AlternateContent")):
        choice = wrapper.find(f"{MC}Choice")
        _unwrap(wrapper, wrapper if choice is None else choice)


def _tick_box(control: etree._Element, content: etree._Element) -> None:
    """A box to be ticked reads as a tick or as nothing."""
    settings = control.find(f"{W}sdtPr")
    box = None if settings is None else settings.find(f"{W14}checkbox")
    if box is None:
        return
    state = box.find(f"{W14}checked")
    is_ticked = state is not None and state.get(f"{W14}val") not in _OFF
    for index, text in enumerate(content.iter(_T)):
        text.text = TICK if is_ticked and index == 0 else ""


def _drop_deleted(element: etree._Element) -> None:
    for deleted in list(element.iter(*_DELETED)):
        parent = deleted.getparent()
        if parent is not None and parent.tag not in _MARKS:
            remove(deleted)


def _drop_hidden(element: etree._Element) -> None:
    for mark in list(element.iter(f"{W}vanish")):
        settings = mark.getparent()
        run = None if settings is None else settings.getparent()
        if run is not None and run.tag == _R and mark.get(_VAL, "1") not in _OFF:
            remove(run)


def _take_boxes(element: etree._Element) -> list[etree._Element]:
    """Boxes of a cell are set before the paragraph that holds them, those of `element` given."""
    taken = []
    for box in list(element.iter(_BOX)):
        anchor = next(box.iterancestors(_P), None)
        remove(box)
        if anchor is None or anchor is element:
            taken.append(box)
        else:
            for child in list(box):
                anchor.addprevious(child)
    return taken


def _settle_fields(paragraph: etree._Element) -> None:
    """Of a field its result is text, not what it is computed from."""
    commands: list[bool] = []  # for each open field, whether its command is still going on
    for run in list(paragraph.iter(_R)):
        for child in list(run):
            if child.tag != _CHAR:
                if any(commands) and child.tag != _RPR:
                    run.remove(child)
                continue
            kind = child.get(f"{W}fldCharType")
            if kind == "begin":
                commands.append(True)
                _replace(child, _text(_form_value(child)))
            elif commands and kind == "separate":
                commands[-1] = False
            elif commands and kind == "end":
                commands.pop()


def _form_value(start: etree._Element) -> str:
    """The state of a box or a list of an old form: it has no result of its own."""
    box = start.find(f"{W}ffData/{W}checkBox")
    if box is not None:
        state = box.find(f"{W}checked")
        state = box.find(f"{W}default") if state is None else state
        return TICK if state is not None and state.get(_VAL, "1") not in _OFF else ""
    choices = start.findall(f"{W}ffData/{W}ddList/{W}listEntry")
    chosen = start.find(f"{W}ffData/{W}ddList/{W}result")
    index = "0" if chosen is None else chosen.get(_VAL, "0")
    is_known = index.isascii() and index.isdigit() and int(index) < len(choices)
    return choices[int(index)].get(_VAL, "") if is_known else ""


def _join_paragraphs(element: etree._Element) -> None:
    # From the last to the first, so that no text is moved twice.
    for paragraph in reversed(list(element.iter(_P))):
        following = paragraph.getnext()
        is_inner = paragraph is not element and following is not None and following.tag == _P
        if is_inner and following is not None and is_joined(paragraph):
            prepend(following, paragraph)
            remove(paragraph)


def _unwrap(wrapper: etree._Element | None, content: etree._Element | None) -> None:
    if wrapper is not None:
        for child in [] if content is None else list(content):
            wrapper.addprevious(child)
        remove(wrapper)


def remove(element: etree._Element) -> None:
    """Take an element out of its tree."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _replace(element: etree._Element, other: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.replace(element, other)


def _run(text: str) -> etree._Element:
    run = etree.Element(_R)
    run.append(_text(text))
    return run


def text_paragraph(text: str) -> etree._Element:
    """A plain paragraph with that text."""
    paragraph = etree.Element(_P)
    paragraph.append(_run(text))
    return paragraph


def _text(text: str) -> etree._Element:
    element = etree.Element(_T)
    element.text = text
    return element
