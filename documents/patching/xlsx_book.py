"""The parts of a workbook around its sheets: names, relations, comments, pictures, tables."""

import posixpath
from collections.abc import Iterator, Mapping
from hashlib import sha256
from zipfile import ZipFile

from lxml import etree

from documents.patching.model import PatchError
from documents.patching.package import read_xml, xml_bytes
from documents.patching.xlsx_refs import RowMap, map_formula, map_range
from documents.patching.xlsx_sheet import SheetXml
from documents.patching.xlsx_styles import CellLooks
from documents.readers.xlsx import MAIN_PART, RELATIONS

_CHAIN = "calcChain"
_TYPES = "[Content_Types].xml"


class Book:
    """A workbook that is being changed; `parts` are its new parts, None for one left out."""

    def __init__(self, package: ZipFile) -> None:
        self._package = package
        self._digests: dict[str, bytes] = {}
        self._root = self._read(MAIN_PART)
        self._relations = read_xml(package, RELATIONS)
        self._names = set(package.namelist())
        self.parts: dict[str, bytes | None] = {}
        self.elements = list(self._root.iterfind("{*}sheets/{*}sheet"))
        self._part_by_id = {
            relation.get("Id", ""): _absolute(MAIN_PART, relation.get("Target", ""))
            for relation in self._relations
        }
        self._sheets: dict[int, SheetXml] = {}
        self._styles_part = self._part_of_kind("styles")
        self._styles = self._read(self._styles_part) if self._styles_part else None
        self._looks = None if self._styles is None else CellLooks(self._styles)

    def sheet(self, place: int) -> SheetXml:
        """The sheet at a place, counted over all sheets."""
        if place not in self._sheets:
            self.check_place(place)
            self._sheets[place] = SheetXml(self._read(self.part_of(place)))
        return self._sheets[place]

    def write(self, sheet: SheetXml, cell: etree._Element, text: str) -> None:
        """A text in the looks of the cell, which show its lines and keep it a text."""
        sheet.write(cell, text)
        if self._looks is not None:
            self._looks.fit(cell, text.strip())

    def check_place(self, place: int) -> None:
        if not 0 <= place < len(self.elements):
            raise PatchError(f"the workbook has no sheet {place}")

    def name_of(self, place: int) -> str:
        return self.elements[place].get("name", "")

    def part_of(self, place: int) -> str:
        element = self.elements[place]
        keys = [key for key in element.attrib if etree.QName(key).localname == "id"]
        found = self._part_by_id.get(element.get(keys[0], ""), "") if keys else ""
        if found not in self._names:
            raise PatchError(f"sheet {place} has no part")
        return found

    def all_sheets(self) -> dict[int, SheetXml]:
        """Every sheet of cells, for what may name a cell of another one."""
        places = range(len(self.elements))
        return {place: self.sheet(place) for place in places if "chart" not in self.part_of(place)}

    def follow(self, maps: Mapping[str, RowMap | None]) -> None:
        """Let formulas and names everywhere name the cells where they are now."""
        has_formulas = False
        for place, sheet in self.all_sheets().items():
            own = self.name_of(place)
            for formula in sheet.root.iter("{*}f", "{*}formula", "{*}formula1", "{*}formula2"):
                if formula.text:
                    has_formulas = has_formulas or etree.QName(formula).localname == "f"
                    formula.text = map_formula(formula.text, own, maps)
            rows = maps.get(own)
            if rows is not None and not rows.is_same:
                self._follow_related(place, rows)
        for name in self._root.iterfind("{*}definedNames/{*}definedName"):
            at = name.get("localSheetId", "")
            is_local = at.isdigit() and int(at) < len(self.elements)
            name.text = map_formula(
                name.text or "", self.name_of(int(at)) if is_local else "", maps
            )
        calculation = self._root.find("{*}calcPr")
        if has_formulas and calculation is not None:
            calculation.set("fullCalcOnLoad", "1")

    def drop(self, places: frozenset[int]) -> None:
        """Leave out sheets and the names that lie in them."""
        left = [one for place, one in enumerate(self.elements) if place not in places]
        if not any(one.get("state", "visible") == "visible" for one in left):
            raise PatchError("a workbook cannot be without a sheet")
        for place in places:
            part = self.part_of(place)
            relations = _relations_of(part)
            self.parts |= {one: None for one in (part, relations) if one in self._names}
            _remove(self.elements[place])
        numbers = {str(self.elements.index(one)): str(new) for new, one in enumerate(left)}
        self._renumber(numbers)

    def _renumber(self, numbers: Mapping[str, str]) -> None:
        """Names and views count the sheets that are left."""
        for name in list(self._root.iterfind("{*}definedNames/{*}definedName")):
            at = name.get("localSheetId")
            if at is not None and at in numbers:
                name.set("localSheetId", numbers[at])
            elif at is not None or "#REF!" in (name.text or ""):
                _remove(name)
        for view in self._root.iterfind("{*}bookViews/{*}workbookView"):
            for key in ("activeTab", "firstSheet"):
                if view.get(key):
                    view.set(key, numbers.get(view.get(key, ""), "0"))

    def finish(self) -> dict[str, bytes | None]:
        """The parts that changed."""
        self._drop_chain()
        gone = {part for part, content in self.parts.items() if content is None}
        for place, sheet in self._sheets.items():
            if self.elements[place].getparent() is not None:
                self._put(self.part_of(place), sheet.root)
        if gone:
            self._forget(gone)
        self._put(MAIN_PART, self._root)
        if self._styles is not None:
            self._put(self._styles_part, self._styles)
        return self.parts

    def _forget(self, gone: set[str]) -> None:
        """Neither a relation nor a type is left of the parts that are gone."""
        types = read_xml(self._package, _TYPES)
        for relation in list(self._relations):
            if _absolute(MAIN_PART, relation.get("Target", "")) in gone:
                _remove(relation)
        for override in list(types):
            if override.get("PartName", "").lstrip("/") in gone:
                _remove(override)
        self.parts |= {RELATIONS: xml_bytes(self._relations), _TYPES: xml_bytes(types)}

    def _part_of_kind(self, kind: str) -> str:
        kinds = {
            relation.get("Type", "").rpartition("/")[2]: relation.get("Target", "")
            for relation in self._relations
        }
        part = _absolute(MAIN_PART, kinds[kind]) if kind in kinds else ""
        return part if part in self._names else ""

    def _read(self, part: str) -> etree._Element:
        root = read_xml(self._package, part)
        self._digests[part] = sha256(xml_bytes(root)).digest()
        return root

    def _put(self, part: str, root: etree._Element) -> None:
        """A part that says what it said keeps its bytes."""
        content = xml_bytes(root)
        if sha256(content).digest() != self._digests.get(part):
            self.parts[part] = content

    def _drop_chain(self) -> None:
        """The order of calculation names cells; programs make it anew."""
        for relation in self._relations:
            if relation.get("Type", "").endswith(_CHAIN):
                self.parts[_absolute(MAIN_PART, relation.get("Target", ""))] = None

    def _follow_related(self, place: int, rows: RowMap) -> None:
        for part in self._related(place):
            root = read_xml(self._package, part)
            for element in list(root.iter(etree.Element)):
                _follow(element, rows)
            self.parts[part] = xml_bytes(root)

    def _related(self, place: int) -> Iterator[str]:
        part = self.part_of(place)
        if _relations_of(part) in self._names:
            for one in read_xml(self._package, _relations_of(part)):
                kind = one.get("Type", "").rpartition("/")[2]
                target = _absolute(part, one.get("Target", ""))
                is_known = kind in {"comments", "threadedComment", "table", "drawing"}
                if target in self._names and (is_known or kind == "vmlDrawing"):
                    yield target


def _follow(element: etree._Element, rows: RowMap) -> None:
    """What a comment, a table, a picture says of its place."""
    name = etree.QName(element).localname
    if name in {"comment", "threadedComment", "table", "autoFilter"} and element.get("ref"):
        mapped = map_range(element.get("ref", ""), rows)
        if mapped == "#REF!":
            _remove(element)
        else:
            element.set("ref", mapped)
    elif name in {"row", "Row"} and (element.text or "").strip().isdigit():
        element.text = str(_nearest(int(element.text or "0"), rows))


def _nearest(row: int, rows: RowMap) -> int:
    """Where a picture goes: with its row, or with the one before it that is left."""
    while row > 0 and not rows.of(row):
        row -= 1
    own = rows.of(row)
    return own[0] if own else 0


def _absolute(part: str, target: str) -> str:
    """The part that a relation of another part leads to."""
    folder = posixpath.dirname(part)
    return posixpath.normpath(posixpath.join(f"/{folder}", target)).lstrip("/")


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return f"{folder}/_rels/{name}.rels"


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
