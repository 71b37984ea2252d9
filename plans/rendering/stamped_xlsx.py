"""An Excel workbook with the seal of its version: a QR on page one, a line at every foot.

Other parts stay.
"""

import io
import posixpath
import re
from zipfile import ZipFile

from lxml import etree

from documents.patching.package import parse_xml, read_part, xml_bytes
from plans.domain.seals import Seal
from plans.rendering.parcels import add, rewritten
from plans.rendering.seal_picture import SealPicture

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_SHEET_TYPE = "spreadsheetml.worksheet+xml"
_LONGEST = 255  # characters that Excel lets a footer have
_CORE_PART = "docProps/core.xml"
_DATES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</)")
_EARLIER = re.compile(r"\n?&7Версия \d+ (?:утверждена|от) \d\d\.\d\d\.\d{4}[^&]*")
_SIDES = re.compile(r"(&[LCR])")
# What follows <headerFooter> in a sheet.
_FOLLOWING = frozenset(
    {
        "rowBreaks",
        "colBreaks",
        "customProperties",
        "cellWatches",
        "ignoredErrors",
        "smartTags",
        "drawing",
        "drawingHF",
        "legacyDrawing",
        "legacyDrawingHF",
        "picture",
        "oleObjects",
        "controls",
        "webPublishItems",
        "tableParts",
        "extLst",
    }
)


def stamp_xlsx(content: bytes, seal: Seal) -> bytes:
    """The workbook with its seal in the footers of all sheets, and a QR on its first page."""
    with ZipFile(io.BytesIO(content)) as package:
        sheets = {part: parse_xml(read_part(package, part), part) for part in _sheets(package)}
        for root in sheets.values():
            _stamp(root, seal)
        picture = SealPicture(package, seal)
        picture.put(sheets)
        stamped = {part: xml_bytes(root) for part, root in sheets.items()}
        return rewritten(package, stamped | picture.parts)


def settled(content: bytes) -> bytes:
    """A workbook of our own without the moment at which it was written."""
    target = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as package, ZipFile(target, "w") as copied:
        for name in package.namelist():
            part = package.read(name)
            if name == _CORE_PART:
                part = _DATES.sub(rb"\g<1>1980-01-01T00:00:00Z\g<2>", part)
            add(copied, name, part)
    return target.getvalue()


def _sheets(package: ZipFile) -> list[str]:
    types = parse_xml(read_part(package, "[Content_Types].xml"), "[Content_Types].xml")
    return [
        posixpath.normpath(one.get("PartName", "").lstrip("/"))
        for one in types.iter(f"{{{_TYPES}}}Override")
        if one.get("ContentType", "").endswith(_SHEET_TYPE)
    ]


def _stamp(root: etree._Element, seal: Seal) -> None:
    name = etree.QName(root).namespace or _MAIN
    whole = root.find(f"{{{name}}}headerFooter")
    if whole is None:
        whole = etree.Element(f"{{{name}}}headerFooter")
        place = next((one for one in root if etree.QName(one).localname in _FOLLOWING), None)
        if place is None:
            root.append(whole)
        else:
            place.addprevious(whole)
    kinds = ["oddFooter"]
    kinds += ["evenFooter"] if whole.get("differentOddEven") in {"1", "true"} else []
    kinds += ["firstFooter"] if whole.get("differentFirst") in {"1", "true"} else []
    for kind in kinds:
        footer = whole.find(f"{{{name}}}{kind}")
        if footer is None:
            footer = _put(whole, name, kind)
        footer.text = _joined(footer.text or "", seal)


def _put(whole: etree._Element, name: str, kind: str) -> etree._Element:
    """A new footer in the order that Excel wants."""
    order = ["oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"]
    footer = etree.Element(f"{{{name}}}{kind}")
    later = order[order.index(kind) + 1 :]
    place = next((one for one in whole if etree.QName(one).localname in later), None)
    if place is None:
        whole.append(footer)
    else:
        place.addprevious(footer)
    return footer


def _joined(text: str, seal: Seal) -> str:
    """The sheet's own footer, with the seal below what stands on its left."""
    sides = {"&L": "", "&C": "", "&R": ""}
    side = "&C"
    for piece in _SIDES.split(text):
        if piece in sides:
            side = piece
        else:
            sides[side] += piece
    sides["&L"] = _EARLIER.sub("", sides["&L"])
    said = ""
    for words in (", ".join(seal.lines), f"{seal.short}, {seal.address}", seal.short):
        below = f"{sides['&L']}\n" if sides["&L"] else ""
        left = f"{below}&7{words.replace('&', '&&')}"
        said = "".join(f"{key}{value}" for key, value in (sides | {"&L": left}).items() if value)
        if len(said) <= _LONGEST:
            break
    return said
