"""New text in a paragraph: what stays the same keeps its runs, the rest gets one new run.

The new run looks like the first run it takes the place of. Pictures, footnotes, bookmarks and page
breaks stay where they are; fields, links and tracked changes within the replaced text go with it.
"""

import copy
from collections.abc import Iterator

from lxml import etree

from documents.patching.docx_structure import P_PR, R_PR, P
from documents.readers.docx_shown import show
from documents.readers.docx_stream import M, W
from documents.readers.docx_text import paragraph_text
from documents.writers.text import clean_text

R, _T, _BR, _TYPE = f"{W}r", f"{W}t", f"{W}br", f"{W}type"
_LINK, _STYLE = f"{W}hyperlink", f"{W}rStyle"
_GONE = frozenset({f"{W}del", f"{W}moveFrom"})
_SIGNS = frozenset({f"{W}{name}" for name in ("tab", "ptab", "cr", "noBreakHyphen", "sym")})
_TEXTUAL = _SIGNS | {
    f"{W}{name}"
    for name in (
        *("t", "delText", "instrText", "delInstrText", "fldChar", "softHyphen", "pgNum"),
        *("lastRenderedPageBreak", "ruby", "dayLong", "monthLong", "yearLong"),
    )
}
_FORMULAS = frozenset({f"{M}oMath", f"{M}oMathPara"})
_WRAPPERS = frozenset(
    {_LINK, f"{W}ins", f"{W}moveTo", f"{W}sdt", f"{W}sdtContent", f"{W}smartTag"}
) | {f"{W}fldSimple", f"{W}customXml", f"{W}bdo", f"{W}dir"}
_CHANGES = frozenset({f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo", f"{W}rPrChange"})
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def shown_text(paragraph: etree._Element) -> str:
    """The text as it is read: inserted text counts, deleted and hidden text does not."""
    shown = copy.deepcopy(paragraph)
    shown.tail = None
    show(shown)
    return paragraph_text(shown).text


def set_text(
    paragraph: etree._Element, text: str, looks_like: etree._Element | None = None
) -> None:
    """Replace the text; newlines become line breaks. `looks_like` lends an empty one its look."""
    old, new = shown_text(paragraph), clean_text(text)
    if old == new:
        return
    runs = list(visible_runs(paragraph))
    first, last = _kept(runs, old, new)
    lengths = [_length(run) for run in runs]
    new = new[sum(lengths[:first]) : len(new) - sum(lengths[last:])]
    replaced = runs[first:last]
    if any(_breaks_page(child) for run in replaced for child in run):
        new = new.strip("\n")
    look = _look(paragraph, runs, (first, last), looks_like)
    if new:
        _insert(paragraph, _run(new, look), runs, (first, last))
    _strip(paragraph, set(runs[:first]) | set(runs[last:]), replaced)


def visible_runs(parent: etree._Element) -> Iterator[etree._Element]:
    """Runs in order, also those that are wrapped, but not deleted ones."""
    for child in parent:
        if child.tag == R:
            yield child
        elif child.tag in _WRAPPERS:
            yield from visible_runs(child)


def accept_mark(paragraph: etree._Element) -> None:
    """Its end was inserted or deleted as a tracked change: now it is simply there."""
    mark = paragraph.find(f"{P_PR}/{R_PR}")
    if mark is not None:
        for change in [child for child in mark if child.tag in _CHANGES]:
            mark.remove(change)


def empty_copy(paragraph: etree._Element) -> etree._Element:
    """A paragraph that looks the same and says nothing; it ends no section and has no ids."""
    made = etree.Element(P)
    settings = paragraph.find(P_PR)
    if settings is not None:
        settings = copy.deepcopy(settings)
        for tag in ("sectPr", "pPrChange"):
            for child in settings.findall(f"{W}{tag}"):
                settings.remove(child)
        made.append(settings)
        accept_mark(made)
    return made


def line_run(paragraph: etree._Element) -> etree._Element | None:
    """The settings of the first run with text."""
    for run in visible_runs(paragraph):
        if _length(run):
            return run.find(R_PR)
    return None


def _kept(runs: list[etree._Element], old: str, new: str) -> tuple[int, int]:
    """The runs from … to (exclusive) that are replaced; those around them say the same."""
    lengths = [_length(run) for run in runs]
    is_plain = sum(lengths) == len(old) and not any(
        child.tag == f"{W}fldChar" for run in runs for child in run
    )
    if not is_plain or not new:
        return 0, len(runs)
    first, same = 0, _same_start(old, new)
    while first < len(runs) and sum(lengths[: first + 1]) <= same:
        first += 1
    start = sum(lengths[:first])
    same = _same_start(old[start:][::-1], new[start:][::-1])
    last = len(runs)
    while last > first and sum(lengths[last - 1 :]) <= same:
        last -= 1
    return first, last


def _same_start(one: str, other: str) -> int:
    """How many letters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _look(
    paragraph: etree._Element,
    runs: list[etree._Element],
    replaced: tuple[int, int],
    looks_like: etree._Element | None,
) -> etree._Element | None:
    """Settings for the new run: of what it replaces, of its neighbour, of the paragraph's end."""
    first, last = replaced
    inside = [run for run in runs[first:last] if _length(run)]
    unlinked = [run for run in inside if next(run.iterancestors(_LINK, P)).tag == P]
    around = [run for run in reversed(runs[:first]) if _length(run)]
    around += [run for run in runs[last:] if _length(run)]
    for run in (*unlinked[:1], *inside[:1], *around):
        return _settings(run.find(R_PR), is_link=run not in unlinked and run in inside)
    if looks_like is not None:
        return _settings(looks_like, is_link=False)
    return _settings(paragraph.find(f"{P_PR}/{R_PR}"), is_link=False)


def _settings(found: etree._Element | None, *, is_link: bool) -> etree._Element | None:
    if found is None:
        return None
    settings = copy.deepcopy(found)
    settings.tail = None
    for child in list(settings):
        is_blank = child.tag == _STYLE and child.get(f"{W}val", "").startswith("Placeholder")
        of_link = is_link and child.tag in {_STYLE, f"{W}color", f"{W}u"}
        if child.tag in _CHANGES or is_blank or of_link or child.tag == f"{W}vanish":
            settings.remove(child)
    return settings


def _run(text: str, settings: etree._Element | None) -> etree._Element:
    run = etree.Element(R)
    if settings is not None and len(settings):
        run.append(settings)
    for number, line in enumerate(text.split("\n")):
        if number:
            etree.SubElement(run, _BR)
        for index, piece in enumerate(line.split("\t")):
            if index:
                etree.SubElement(run, f"{W}tab")
            if piece:
                element = etree.SubElement(run, _T)
                element.text = piece
                element.set(_SPACE, "preserve")
    return run


def _insert(
    paragraph: etree._Element,
    run: etree._Element,
    runs: list[etree._Element],
    replaced: tuple[int, int],
) -> None:
    """Put the new run behind what is kept before it, else where the first replaced one is."""
    first, last = replaced
    if not runs:
        paragraph.append(run)
    elif first < last and _begins_with_break(runs[first]):
        _child_of(paragraph, runs[first]).addnext(run)
    elif not first:
        _child_of(paragraph, runs[0]).addprevious(run)
    else:
        top = _child_of(paragraph, runs[first - 1])
        goes_on = last < len(runs) and _child_of(paragraph, runs[last]) is top
        (runs[first - 1] if goes_on else top).addnext(run)


def _strip(
    paragraph: etree._Element, kept: set[etree._Element], replaced: list[etree._Element]
) -> None:
    """Take the text out of the replaced runs, and whatever is empty without it."""
    children = list(paragraph)
    kept_at = [index for index, child in enumerate(children) if _holds(child, kept)]
    from_here, to_here = 0, len(children)
    if replaced and kept_at:
        at = children.index(_child_of(paragraph, replaced[0]))
        from_here = max((index + 1 for index in kept_at if index < at), default=0)
        to_here = min((index for index in kept_at if index > at), default=len(children))
    for child in children[from_here:to_here]:
        if child.tag in _GONE or child.tag in _FORMULAS or child.tag == f"{W}proofErr":
            paragraph.remove(child)
    for run in replaced:
        for child in list(run):
            if child.tag in _TEXTUAL or (child.tag == _BR and not _breaks_page(child)):
                run.remove(child)
        _drop_empty(run, paragraph)


def _drop_empty(element: etree._Element, paragraph: etree._Element) -> None:
    while element is not paragraph:
        parent = element.getparent()
        left = [child for child in element if child.tag not in {R_PR, f"{W}sdtPr"}]
        if parent is None or left:
            return
        parent.remove(element)
        element = parent


def _holds(child: etree._Element, runs: set[etree._Element]) -> bool:
    return child in runs or any(run in runs for run in visible_runs(child))


def _child_of(paragraph: etree._Element, element: etree._Element) -> etree._Element:
    parent = element.getparent()
    while parent is not None and parent is not paragraph:
        element, parent = parent, parent.getparent()
    return element


def _begins_with_break(run: etree._Element) -> bool:
    for child in run:
        if _breaks_page(child):
            return True
        if child.tag in _TEXTUAL:
            return False
    return False


def _breaks_page(element: etree._Element) -> bool:
    return element.tag == _BR and element.get(_TYPE) in {"page", "column"}


def _length(run: etree._Element) -> int:
    """How many letters of the paragraph's text the run gives."""
    return sum(
        len(child.text or "") if child.tag == _T else child.tag in _SIGNS or child.tag == _BR
        for child in run
    )
