"""The XML of one sheet: rows and cells by their numbers, texts that are never formulas."""

import copy
import re
from collections.abc import Iterator
from math import ceil

from lxml import etree
from openpyxl.formula.translate import Translator
from openpyxl.utils import column_index_from_string, get_column_letter

from documents.patching.model import PatchError
from documents.patching.xlsx_refs import Area, RowMap, map_list, map_range, parse_area
from documents.writers.text import clean_text
from documents.writers.xlsx.cells import LONGEST_TEXT

_CODE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BEFORE_MERGES = (
    *("sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios"),
    *("autoFilter", "sortState", "dataConsolidate", "customSheetViews"),
)
_LINE_POINTS, _LETTERS = 16.5, 8.43  # a line of 12 points; the usual width of a column


class SheetXml:
    """A sheet; its rows and columns are counted from 0, rows without cells included."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.tag = f"{{{etree.QName(root).namespace}}}"
        data = root.find(f"{self.tag}sheetData")
        if data is None:
            raise PatchError("the sheet has no rows and columns")
        self._data = data
        self.rows: dict[int, etree._Element] = {}
        self.width = 0
        for row in data.iterchildren(f"{self.tag}row"):
            self._count(row)
        self.areas = [area for area in map(parse_area, self._merged()) if area is not None]
        bottoms = [area.bottom for area in self.areas]
        self.height = max([*self.rows, *bottoms], default=-1) + 1
        self.width = max([self.width, *(area.right + 1 for area in self.areas)])

    def _count(self, row: etree._Element) -> None:
        """Note the row; rows and cells may leave out their own names."""
        number = int(row.get("r", "0")) - 1 if row.get("r") else max(self.rows, default=-1) + 1
        self.rows[number] = row
        column = -1
        for cell in row.iterchildren(f"{self.tag}c"):
            column = column_of(cell) if cell.get("r") else column + 1
            cell.set("r", f"{get_column_letter(column + 1)}{number + 1}")
            self.width = max(self.width, column + 1)

    def _merged(self) -> Iterator[str]:
        return (one.get("ref", "") for one in self.root.iter(f"{self.tag}mergeCell"))

    def row(self, number: int) -> etree._Element:
        """The row, made if it has neither cells nor a height so far."""
        if number not in self.rows:
            self.rows[number] = etree.Element(f"{self.tag}row", r=str(number + 1))
            later = [row for row in self.rows if row > number]
            if later:
                self.rows[min(later)].addprevious(self.rows[number])
            else:
                self._data.append(self.rows[number])
        return self.rows[number]

    def cell(self, row: etree._Element, column: int) -> etree._Element:
        """The cell of a row, made if it is empty so far."""
        name = f"{get_column_letter(column + 1)}{row.get('r', '1')}"
        for at, cell in enumerate(row.iterchildren(f"{self.tag}c")):
            if column_of(cell) == column:
                return cell
            if column_of(cell) > column:
                made = etree.Element(f"{self.tag}c", r=name)
                row.insert(at, made)
                return made
        return etree.SubElement(row, f"{self.tag}c", r=name)

    def write(self, cell: etree._Element, text: str) -> None:
        """A text in the looks of the cell, or nothing."""
        clear(cell)
        cleaned = clean_text(text).strip()
        if not cleaned:
            return
        if len(cleaned) > LONGEST_TEXT:
            raise PatchError(f"a cell holds at most {LONGEST_TEXT} letters")
        cell.set("t", "inlineStr")
        inline = etree.SubElement(cell, f"{self.tag}is")
        element = etree.SubElement(inline, f"{self.tag}t")
        element.text = _CODE_LIKE.sub("_x005F_", cleaned)
        element.set(_SPACE, "preserve")

    def make_room(self, row: etree._Element, text: str, columns: tuple[int, int]) -> None:
        """Let a row of a set height be high enough for a text; others grow by themselves."""
        letters = max(sum(map(self._letters, range(columns[0], columns[1] + 1))), 1.0)
        lines = sum(max(1, ceil(len(line) / letters)) for line in text.split("\n"))
        if float(row.get("ht", "inf")) < lines * _LINE_POINTS:
            row.set("ht", str(lines * _LINE_POINTS))
            row.set("customHeight", "1")

    def _letters(self, column: int) -> float:
        """How many letters fit into a column."""
        for one in self.root.iterfind(f"{self.tag}cols/{self.tag}col"):
            if int(one.get("min", "0")) <= column + 1 <= int(one.get("max", "0")):
                return float(one.get("width", _LETTERS))
        return _LETTERS

    def expand_formulas(self) -> None:
        """Write out the formulas that cells share, as they would not move apart."""
        masters: dict[str, tuple[str, str]] = {}
        for formula in self.root.iter(f"{self.tag}f"):
            if formula.get("t") != "shared":
                continue
            key, cell = formula.get("si", ""), formula.getparent()
            name = "" if cell is None else cell.get("r", "")
            if formula.text:
                masters[key] = (formula.text, name)
            elif key in masters:
                text, origin = masters[key]
                moved = Translator(f"={text}", origin=origin).translate_formula(name)
                formula.text = moved[1:]
            for attribute in ("t", "si", "ref"):
                formula.attrib.pop(attribute, "")

    def set_rows(self, rows: list[etree._Element | None]) -> None:
        """Put the rows in this order; None is a row that nothing stands in."""
        for row in self.rows.values():
            if row.getparent() is self._data:
                self._data.remove(row)
        self.rows = {number: row for number, row in enumerate(rows) if row is not None}
        for number, row in self.rows.items():
            row.set("r", str(number + 1))
            for cell in row.iterchildren(f"{self.tag}c"):
                cell.set("r", f"{get_column_letter(column_of(cell) + 1)}{number + 1}")
            self._data.append(row)
        self.height = len(rows)

    def set_areas(self, areas: list[Area]) -> None:
        merges = self.root.find(f"{self.tag}mergeCells")
        if merges is None:
            merges = etree.Element(f"{self.tag}mergeCells")
            before = [self.root.find(f"{self.tag}{name}") for name in _BEFORE_MERGES]
            [*_, last] = [element for element in before if element is not None]
            last.addnext(merges)
        for child in list(merges):
            merges.remove(child)
        for area in areas:
            etree.SubElement(merges, f"{self.tag}mergeCell", ref=str(area))
        merges.set("count", str(len(areas)))
        if not areas:
            self.root.remove(merges)
        self.areas = areas

    def follow(self, rows: RowMap) -> None:
        """Let everything that names cells of this sheet name them where they are now."""
        for element in list(self.root.iter(etree.Element)):
            if element.get("sqref") and element.tag != f"{self.tag}selection":
                _replace(element, "sqref", map_list(element.get("sqref", ""), rows))
            elif etree.QName(element).localname == "sqref" and element.text:
                element.text = map_list(element.text, rows) or element.text
            elif element.tag in {f"{self.tag}{name}" for name in ("hyperlink", "autoFilter", "f")}:
                _replace(element, "ref", map_range(element.get("ref", ""), rows))
        for mark in list(self.root.iterfind(f"{self.tag}rowBreaks/{self.tag}brk")):
            own = rows.of(int(mark.get("id", "1")) - 1)
            mark.set("id", str(own[0] + 1 if own else mark.get("id")))
        dimension = self.root.find(f"{self.tag}dimension")
        if dimension is not None and self.height and self.width:
            dimension.set("ref", str(Area(0, 0, self.height - 1, self.width - 1)))


def _replace(element: etree._Element, attribute: str, value: str) -> None:
    """Set a reference; what refers to nothing goes."""
    parent = element.getparent()
    if not element.get(attribute):
        return
    if value and value != "#REF!":
        element.set(attribute, value)
    elif parent is not None:
        parent.remove(element)
        if "count" in parent.attrib:
            parent.set("count", str(len(parent)))
        if not len(parent):
            _drop(parent)


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def column_of(cell: etree._Element) -> int:
    letters = cell.get("r", "A").rstrip("0123456789")
    return int(column_index_from_string(letters)) - 1


def clear(cell: etree._Element) -> None:
    """Leave the looks of a cell and nothing else."""
    for child in list(cell):
        cell.remove(child)
    for attribute in ("t", "cm", "vm"):
        cell.attrib.pop(attribute, "")


def take_content(cell: etree._Element, other: etree._Element) -> None:
    """Let a cell show what the other shows, in its looks."""
    clear(cell)
    cell.extend(copy.deepcopy(child) for child in other)
    for attribute in ("t", "s"):
        if other.get(attribute) is not None:
            cell.set(attribute, other.get(attribute, ""))
