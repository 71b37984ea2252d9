"""The sections of a Word document, and which footers each of them has."""

from dataclasses import dataclass, field

from lxml import etree

from documents.patching.model import PatchError
from plans.rendering.seal_footers import R, W

# What follows <w:titlePg> in a section.
_AFTER_TITLE_PAGE = frozenset(
    {"textDirection", "bidi", "rtlGutter", "docGrid", "printerSettings", "sectPrChange"}
)
_FOOTER_TWIPS = 284  # 5 mm: with it the block of the first page fits into a margin of 2 cm
_REFERENCES = ("headerReference", "footerReference")


@dataclass(slots=True)
class Section:
    """A section and the footers that it names itself, by kind."""

    element: etree._Element
    own: dict[str, etree._Element] = field(default_factory=dict)

    @property
    def has_title_page(self) -> bool:
        return is_set(self.element, "titlePg")


def is_set(parent: etree._Element, name: str) -> bool:
    """Whether a switch stands there and is on."""
    switch = parent.find(f"{W}{name}")
    return switch is not None and switch.get(f"{W}val", "1") not in {"0", "false", "off"}


def sections_of(root: etree._Element) -> list[Section]:
    """In printed order; a document that says none gets one."""
    found = [
        Section(
            element,
            {one.get(f"{W}type", "default"): one for one in element.iter(f"{W}footerReference")},
        )
        for element in root.iter(f"{W}sectPr")
        if not _is_past(element)
    ]
    if found:
        return found
    body = root.find(f"{W}body")
    if body is None:
        raise PatchError("the document has no body")
    return [Section(etree.SubElement(body, f"{W}sectPr"))]


def open_title_page(section: Section) -> None:
    """Give the first page a footer of its own; its header and footer say what they said."""
    if section.has_title_page:
        return
    element = section.element
    for name in _REFERENCES:
        _copy_common(element, name)
    first = element.find(f"{W}footerReference[@{W}type='first']")
    section.own.pop("first", None)
    if first is not None:
        section.own["first"] = first
    for old in element.findall(f"{W}titlePg"):
        element.remove(old)
    following = (one for one in element if etree.QName(one).localname in _AFTER_TITLE_PAGE)
    place = next(following, None)
    if place is None:
        element.append(etree.Element(f"{W}titlePg"))
    else:
        place.addprevious(etree.Element(f"{W}titlePg"))


def lower_footers(section: Section) -> None:
    """Let footers begin near the edge, where the document has none: nothing is pushed up."""
    margins = section.element.find(f"{W}pgMar")
    if margins is None or section.own:
        return
    if int(margins.get(f"{W}footer", "708")) > _FOOTER_TWIPS:
        margins.set(f"{W}footer", str(_FOOTER_TWIPS))


def refer(section: Section, kind: str, identifier: str) -> None:
    """Make the section name this footer."""
    own = section.own.get(kind)
    if own is None:
        own = etree.Element(f"{W}footerReference")
        own.set(f"{W}type", kind)
        names = [one for one in section.element if etree.QName(one).localname in _REFERENCES]
        if names:
            names[-1].addnext(own)
        else:
            section.element.insert(0, own)
        section.own[kind] = own
    own.set(f"{R}id", identifier)


def _is_past(element: etree._Element) -> bool:
    """Whether the section is what a tracked change has left behind."""
    parent = element.getparent()
    return parent is not None and parent.tag == f"{W}sectPrChange"


def _copy_common(element: etree._Element, name: str) -> None:
    """What stood on all pages goes on standing on the first."""
    for old in element.findall(f"{W}{name}[@{W}type='first']"):
        element.remove(old)
    common = element.find(f"{W}{name}[@{W}type='default']")
    if common is None:
        return
    copied = etree.Element(f"{W}{name}")
    copied.set(f"{W}type", "first")
    copied.set(f"{R}id", common.get(f"{R}id", ""))
    common.addnext(copied)
