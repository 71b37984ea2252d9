"""What the styles of a Word document make of its paragraphs, runs and tables."""

from collections.abc import Iterable
from typing import NamedTuple

from lxml import etree

from documents.readers.docx_cells import LineMarkup
from documents.readers.docx_text import Line
from documents.readers.numbering import Numbering

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_RPR, _PPR, _VAL, _BOLD = f"{W}rPr", f"{W}pPr", f"{W}val", f"{W}b"
_NUMBERS = f"{W}numPr"
_SIZE, _FONTS, _STYLE_ID, _TYPE = f"{W}sz", f"{W}rFonts", f"{W}styleId", f"{W}type"
_OFF = frozenset({"0", "false", "none", "off"})
_SIDES = {"start": "left", "end": "right"}
_MAX_DEPTH = 20

List = tuple[str, int]


class Face(NamedTuple):
    """Type: each None or empty where nothing is said."""

    is_bold: bool | None = None
    points: float | None = None
    font: str = ""

    def over(self, other: "Face") -> "Face":
        """This one, and what the other says where this one is silent."""
        return Face(
            other.is_bold if self.is_bold is None else self.is_bold,
            other.points if self.points is None else self.points,
            self.font or other.font,
        )


class Shape(NamedTuple):
    """What a paragraph's own settings and its style make of it."""

    alignment: str = ""
    starts_page: bool = False
    numbering: List | None = None
    face: Face = Face()
    indent_mm: float = 0.0
    first_line_mm: float = 0.0


class Styles:
    """The styles of a document, each with what it inherits."""

    def __init__(
        self,
        root: etree._Element | None,
        numbering: Numbering,
        theme: etree._Element | None = None,
    ) -> None:
        self._numbering = numbering
        self._theme = _theme_fonts(theme)
        self._elements: dict[str, etree._Element] = {}
        self._shapes: dict[str, Shape] = {}
        self._ruled: dict[str, bool] = {}
        self.default = Shape()
        self._default_table = ""
        if root is not None:
            self._load(root)

    def _load(self, root: etree._Element) -> None:
        styles = list(root.iter(f"{W}style"))
        self._elements = {style.get(_STYLE_ID, ""): style for style in styles}
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{_RPR}")
        base = Face() if defaults is None else self.face_of(defaults)
        self.default = Shape(face=base)
        for style_id in self._elements:
            self._resolve(style_id, 0)
        for style in styles:
            if style.get(f"{W}default") in {"1", "true", "on"}:
                style_id = style.get(_STYLE_ID, "")
                if style.get(_TYPE) == "paragraph":
                    own = self._shapes[style_id]
                    self.default = own._replace(face=own.face.over(base))
                elif style.get(_TYPE) == "table":
                    self._default_table = style_id

    def _resolve(self, style_id: str, depth: int) -> Shape:
        element = self._elements.get(style_id)
        if style_id in self._shapes or element is None or depth > _MAX_DEPTH:
            return self._shapes.get(style_id, Shape())
        parent = self._resolve(_value(element, "basedOn"), depth + 1)
        settings, run = element.find(_PPR), element.find(_RPR)
        shape = parent if settings is None else self._settings(settings, parent, style_id)
        if run is not None:
            shape = shape._replace(face=self.face_of(run).over(shape.face))
        self._shapes[style_id] = shape
        return shape

    def shape(self, line: Line) -> Shape:
        """A paragraph's own settings over those of its style."""
        settings = line.settings
        if settings is None:
            return self.default
        return self._settings(settings, self._style_of(_value(settings, "pStyle")))

    def list_of(self, line: LineMarkup) -> List | None:
        """The list that a paragraph in a cell belongs to."""
        inherited = self._style_of(line.style).numbering
        return inherited if line.numbers is None else self._list_of(line.numbers, inherited)

    def is_bold_line(self, line: LineMarkup) -> bool:
        """Whether a paragraph in a cell begins in bold type."""
        if line.bold is not None:
            return line.bold
        face = self._style_of(line.style).face
        if line.run_style:
            face = self._shape_of(line.run_style).face.over(face)
        return bool(face.is_bold)

    def face(self, line: Line, face: Face) -> Face:
        """The type that a line begins with."""
        if line.run is None:
            return face.over(self.default.face)
        named = self._shape_of(_value(line.run, "rStyle")).face
        return self.face_of(line.run).over(named).over(face).over(self.default.face)

    def face_of(self, run: etree._Element) -> Face:
        """What the settings of one run say."""
        bold, size, fonts = run.find(_BOLD), _value(run, "sz"), run.find(_FONTS)
        return Face(
            None if bold is None else _is_on(bold),
            int(size) / 2 if size.isascii() and size.isdigit() and len(size) < 5 else None,
            "" if fonts is None else self._font(fonts),
        )

    def _font(self, fonts: etree._Element) -> str:
        theme = fonts.get(f"{W}asciiTheme") or fonts.get(f"{W}hAnsiTheme") or ""
        named = self._theme.get(theme[:5], "")
        own = fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or fonts.get(f"{W}cs")
        return named or own or ""

    def is_ruled(self, style_id: str) -> bool:
        """Whether a table's style draws lines."""
        if style_id not in self._ruled:
            self._ruled[style_id] = self._draws_lines(style_id or self._default_table)
        return self._ruled[style_id]

    def _draws_lines(self, style_id: str) -> bool:
        for _ in range(_MAX_DEPTH):
            element = self._elements.get(style_id)
            if element is None:
                return False
            found = list(element.iter(f"{W}tblBorders", f"{W}tcBorders"))
            if found:
                return has_lines(found)
            style_id = _value(element, "basedOn")
        return False

    def _style_of(self, style_id: str) -> Shape:
        return self._shapes.get(style_id, self.default) if style_id else self.default

    def _shape_of(self, style_id: str) -> Shape:
        return self._shapes.get(style_id, Shape())

    def _settings(self, settings: etree._Element, inherited: Shape, style_id: str = "") -> Shape:
        alignment, page = settings.find(f"{W}jc"), settings.find(f"{W}pageBreakBefore")
        numbers = settings.find(_NUMBERS)
        side = inherited.alignment if alignment is None else alignment.get(_VAL, "")
        return Shape(
            _SIDES.get(side, side),
            inherited.starts_page if page is None else _is_on(page),
            inherited.numbering
            if numbers is None
            else self._list_of(numbers, inherited.numbering, style_id),
            inherited.face,
            *_indents(settings.find(f"{W}ind"), inherited),
        )

    def _list_of(
        self, numbers: etree._Element, inherited: List | None, style_id: str = ""
    ) -> List | None:
        num, level = numbers.find(f"{W}numId"), _value(numbers, "ilvl")
        num_id = num.get(_VAL, "") if num is not None else (inherited or ("", 0))[0]
        if num_id in {"", "0"}:
            return None
        if level.isascii() and level.isdigit():
            return num_id, int(level)
        return num_id, self._numbering.level_of(num_id, style_id)


def has_lines(borders: Iterable[etree._Element]) -> bool:
    """Whether any side of any of these borders is drawn."""
    return any(
        side.get(_VAL, "none") not in {"none", "nil"} for border in borders for side in border
    )


def _theme_fonts(theme: etree._Element | None) -> dict[str, str]:
    """The two fonts of a theme, by the first letters of the names that refer to them."""
    fonts = {}
    for name in ("minor", "major"):
        latin = None if theme is None else theme.find(f".//{A}{name}Font/{A}latin")
        fonts[name] = "" if latin is None else latin.get("typeface", "")
    return fonts


def _is_on(element: etree._Element) -> bool:
    return element.get(_VAL, "1") not in _OFF


def _value(parent: etree._Element, name: str) -> str:
    child = parent.find(f"{W}{name}")
    return "" if child is None else child.get(_VAL, "")


def _indents(element: etree._Element | None, inherited: Shape) -> tuple[float, float]:
    """How far a paragraph, and its first line beyond that, stand from the left margin, in mm."""
    if element is None:
        return inherited.indent_mm, inherited.first_line_mm
    left = _millimetres(element.get(f"{W}left") or element.get(f"{W}start"))
    first = _millimetres(element.get(f"{W}firstLine"))
    hanging = _millimetres(element.get(f"{W}hanging"))
    own = first if hanging is None else -hanging
    return (
        inherited.indent_mm if left is None else left,
        inherited.first_line_mm if own is None else own,
    )


def _millimetres(twips: str | None) -> float | None:
    try:
        return None if twips is None else round(float(twips) * 25.4 / 1440, 1)
    except ValueError:
        return None
