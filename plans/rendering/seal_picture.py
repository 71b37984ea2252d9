"""The QR of a version on the first printed page of an Excel workbook, where it hides no cell."""

import posixpath
import re
from zipfile import ZipFile

from lxml import etree

from documents.patching.package import parse_xml, read_part, read_xml, xml_bytes
from documents.patching.xlsx_book import Book
from documents.readers.xlsx import MAIN_PART
from plans.domain.seals import Seal
from plans.rendering.qr import qr_png
from plans.rendering.seal_anchor import Names, anchor_of, drawn_in, empty_drawing
from plans.rendering.sheet_cells import Looks
from plans.rendering.sheet_room import Spot, find_spot
from plans.rendering.sheet_sizes import area_of, page_of, sizes_of

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_TYPES_PART = "[Content_Types].xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.drawing+xml"
_DRAWING, _PICTURE = "xl/drawings/moc-seal.xml", "xl/media/moc-seal.png"
_DRAWING_ID, _PICTURE_ID = "rIdMocSeal", "rIdMocSealQr"
# What follows <drawing> in a sheet, and <pageSetup>.
_AFTER_DRAWING = frozenset(
    {"drawingHF", "legacyDrawing", "legacyDrawingHF", "picture", "oleObjects", "controls"}
    | {"webPublishItems", "tableParts", "extLst"}
)
_AFTER_SETUP = _AFTER_DRAWING | frozenset(
    {"headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches"}
    | {"ignoredErrors", "smartTags", "drawing"}
)
_WIDER = 1.5  # columns are by so much wider where their type is not at hand
_PRINTED = "_xlnm.Print_Area"
_AREA_END = re.compile(r"(.*!?\$?)([A-Z]{1,3})(\$?\d+)")


class SealPicture:
    """Puts the picture on the sheet that is printed first; `parts` is all that is written."""

    def __init__(self, package: ZipFile, seal: Seal) -> None:
        self._package = package
        self._seal = seal
        self._known = set(package.namelist())
        self.parts: dict[str, bytes] = {}

    def put(self, sheets: dict[str, etree._Element]) -> None:
        """`sheets` are the sheets by their parts; one of them is told of the picture.

        In the workbook of an earlier version, brought back as a source, the new QR takes the
        place of the old one.
        """
        if _PICTURE in self._known:
            self.parts[_PICTURE] = qr_png(self._seal.address)
            return
        book = Book(self._package)
        found = _first_printed(book, sheets)
        if found is None:
            return
        place, part = found
        sheet = sheets[part]
        names = Names(etree.QName(sheet).namespace or "")
        spot = self._spot(sheet, part, names)
        if spot.is_beside:
            _make_room(sheet, names.main, spot)
            self._widen_printed(place, spot)
        self._draw(sheet, part, names, spot)

    def _spot(self, sheet: etree._Element, part: str, names: Names) -> Spot:
        merged = sheet.iterfind(f"{names.main}mergeCells/{names.main}mergeCell")
        areas = [area_of(one.get("ref", "")) for one in merged]
        drawing = self._drawing_of(sheet, part, names)
        drawn = drawn_in(read_xml(self._package, drawing), names) if drawing else []
        return find_spot(
            sizes_of(sheet, names.main),
            page_of(sheet, names.main),
            list(Looks(self._package, names.main).cells(sheet)),
            [area for area in areas if area],
            drawn,
        )

    def _draw(self, sheet: etree._Element, part: str, names: Names, spot: Spot) -> None:
        drawing = self._drawing_of(sheet, part, names)
        types = read_xml(self._package, _TYPES_PART)
        if drawing:
            root = read_xml(self._package, drawing)
        else:
            drawing, root = _DRAWING, empty_drawing(names)
            override = etree.SubElement(types, f"{{{_TYPES}}}Override")
            override.set("PartName", f"/{drawing}")
            override.set("ContentType", _DRAWING_TYPE)
            self._relate(part, _DRAWING_ID, f"{names.office}/drawing", drawing)
            element = etree.Element(f"{names.main}drawing", nsmap={"r": names.office})
            element.set(f"{{{names.office}}}id", _DRAWING_ID)
            _insert(sheet, element, _AFTER_DRAWING)
        root.append(anchor_of(spot, root, names, self._seal, _PICTURE_ID))
        self._relate(drawing, _PICTURE_ID, f"{names.office}/image", _PICTURE)
        _declare_png(types)
        self.parts |= {
            drawing: xml_bytes(root),
            _PICTURE: qr_png(self._seal.address),
            _TYPES_PART: xml_bytes(types),
        }

    def _drawing_of(self, sheet: etree._Element, part: str, names: Names) -> str:
        """The part of the drawing that the sheet has already."""
        element = sheet.find(f"{names.main}drawing")
        relations = _relations_part(part)
        if element is None or relations not in self._known:
            return ""
        wanted = element.get(f"{{{names.office}}}id")
        for relation in read_xml(self._package, relations):
            if relation.get("Id") == wanted:
                target = relation.get("Target", "")
                return posixpath.normpath(
                    posixpath.join("/", posixpath.dirname(part), target)
                ).lstrip("/")
        return ""

    def _relate(self, part: str, identifier: str, kind: str, target: str) -> None:
        name = _relations_part(part)
        if name in self._known:
            root = parse_xml(read_part(self._package, name), name)
        else:
            root = etree.fromstring(f'<Relationships xmlns="{_RELATIONS}"/>')
        relation = etree.SubElement(root, f"{{{_RELATIONS}}}Relationship")
        relation.set("Id", identifier)
        relation.set("Type", kind)
        relation.set("Target", f"/{target}")
        self.parts[name] = xml_bytes(root)

    def _widen_printed(self, place: int, spot: Spot) -> None:
        """A sheet that prints a fixed area prints it with the picture."""
        root = read_xml(self._package, MAIN_PART)
        for name in root.iterfind("{*}definedNames/{*}definedName"):
            if name.get("name") == _PRINTED and name.get("localSheetId") == str(place):
                end = _AREA_END.fullmatch(name.text or "")
                if end and "," not in (name.text or ""):
                    name.text = f"{end[1]}{_letters(spot.last_column)}{end[3]}"
                    self.parts[MAIN_PART] = xml_bytes(root)


def _first_printed(book: Book, sheets: dict[str, etree._Element]) -> tuple[int, str] | None:
    """The first sheet that is shown and has cells; its place among all sheets."""
    for place, element in enumerate(book.elements):
        part = book.part_of(place)
        is_shown = element.get("state", "visible") == "visible" and part in sheets
        if is_shown and sheets[part].find("{*}sheetData/{*}row/{*}c") is not None:
            return place, part
    return None


def _make_room(sheet: etree._Element, name: str, spot: Spot) -> None:
    """Let a sheet as wide as its page be fitted to it, so that the picture has no page alone."""
    page = page_of(sheet, name)
    if page.fits or spot.end * _WIDER < page.width / page.scale:
        return
    properties = _first_child(sheet, f"{name}sheetPr")
    fit = properties.find(f"{name}pageSetUpPr")
    if fit is None:
        fit = etree.SubElement(properties, f"{name}pageSetUpPr")
    fit.set("fitToPage", "1")
    setup = sheet.find(f"{name}pageSetup")
    if setup is None:
        setup = etree.Element(f"{name}pageSetup")
        _insert(sheet, setup, _AFTER_SETUP)
    if setup.get("scale"):
        del setup.attrib["scale"]
    setup.set("fitToWidth", "1")
    setup.set("fitToHeight", "0")


def _first_child(sheet: etree._Element, tag: str) -> etree._Element:
    found = sheet.find(tag)
    if found is None:
        found = etree.Element(tag)
        sheet.insert(0, found)
    return found


def _insert(sheet: etree._Element, element: etree._Element, following: frozenset[str]) -> None:
    place = next((one for one in sheet if etree.QName(one).localname in following), None)
    if place is None:
        sheet.append(element)
    else:
        place.addprevious(element)


def _declare_png(types: etree._Element) -> None:
    tag = f"{{{_TYPES}}}Default"
    if any(one.get("Extension", "").lower() == "png" for one in types.iter(tag)):
        return
    default = etree.Element(tag)
    default.set("Extension", "png")
    default.set("ContentType", "image/png")
    types.insert(0, default)


def _relations_part(part: str) -> str:
    folder, name = posixpath.split(part)
    return f"{folder}/_rels/{name}.rels"


def _letters(column: int) -> str:
    """0 is «A»."""
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = f"{chr(ord('A') + rest)}{letters}"
    return letters
