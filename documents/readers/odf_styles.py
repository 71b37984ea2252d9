"""The styles of an OpenDocument file with what they inherit, its fonts and its pages."""

from typing import NamedTuple

from lxml import etree

from documents.readers.grid import Look
from documents.readers.odf_names import FO, STYLE, SVG, TABLE, TEXT, millimetres

_BOLD = frozenset({"bold", "600", "700", "800", "900"})
_SIDES = {"end": "right", "start": "left", "justify": "both"}
_MAX_DEPTH = 20
_BORDERS = ("border", "border-left", "border-right", "border-top", "border-bottom")


class OdfStyle(NamedTuple):
    """What a style says; None or empty where it and its parents are silent."""

    alignment: str = ""
    indent_mm: float = 0.0
    first_line_mm: float = 0.0
    is_bold: bool | None = None
    points: float | None = None
    font: str = ""
    starts_page: bool = False
    is_hidden: bool = False
    is_ruled: bool | None = None
    width_mm: float | None = None
    page: str = ""


SILENT = OdfStyle()


class OdfStyles:
    """Styles by their family and name: those of the content over those of the document."""

    def __init__(self, *roots: etree._Element | None) -> None:
        self._elements: dict[tuple[str, str], etree._Element] = {}
        self._resolved: dict[tuple[str, str], OdfStyle] = {}
        self._fonts: dict[str, str] = {}
        self._defaults: dict[str, OdfStyle] = {}
        self._pages: dict[str, Look] = {}
        for root in roots:
            if root is not None:
                self._load(root)

    def _load(self, root: etree._Element) -> None:
        for font in root.iter(f"{STYLE}font-face"):
            family = font.get(f"{SVG}font-family", "").strip("'")
            self._fonts[font.get(f"{STYLE}name", "")] = family
        for style in root.iter(f"{STYLE}style"):
            key = (style.get(f"{STYLE}family", ""), style.get(f"{STYLE}name", ""))
            self._elements[key] = style
        for default in root.iter(f"{STYLE}default-style"):
            family = default.get(f"{STYLE}family", "")
            self._defaults[family] = self._own(default, SILENT)
        layouts = {
            layout.get(f"{STYLE}name", ""): _page(layout)
            for layout in root.iter(f"{STYLE}page-layout")
        }
        for master in root.iter(f"{STYLE}master-page"):
            layout = layouts.get(master.get(f"{STYLE}page-layout-name", ""))
            if layout is not None:
                self._pages[master.get(f"{STYLE}name", "")] = layout

    def page(self, name: str) -> Look | None:
        """The page of that name, else the first one."""
        first = next(iter(self._pages.values()), None)
        return self._pages.get(name, self._pages.get("Standard", first))

    def default(self, family: str) -> OdfStyle:
        return self._defaults.get(family, SILENT)

    def style(self, family: str, name: str | None, depth: int = 0) -> OdfStyle:
        """A style with what its parents say."""
        key = (family, name or "")
        if key in self._resolved:
            return self._resolved[key]
        element = self._elements.get(key)
        if element is None or depth > _MAX_DEPTH:
            return self.default(family)
        parent = self.style(family, element.get(f"{STYLE}parent-style-name"), depth + 1)
        style = self._own(element, parent)
        self._resolved[key] = style
        return style

    def of(self, element: etree._Element, family: str) -> OdfStyle:
        """The style that an element names."""
        space = TABLE if family.startswith("table") else TEXT
        return self.style(family, element.get(f"{space}style-name"))

    def _own(self, element: etree._Element, style: OdfStyle) -> OdfStyle:
        page = element.get(f"{STYLE}master-page-name")
        style = style._replace(page=page or "", starts_page=bool(page))
        for properties in element:
            kind = properties.tag
            if kind == f"{STYLE}text-properties":
                style = self._with_type(properties, style)
            elif kind == f"{STYLE}paragraph-properties":
                style = _with_lines(properties, style)
            elif kind == f"{STYLE}table-cell-properties":
                style = style._replace(is_ruled=_is_ruled(properties, style))
            elif kind == f"{STYLE}table-column-properties":
                width = millimetres(properties.get(f"{STYLE}column-width"))
                style = style._replace(width_mm=width)
            elif properties.get(f"{TABLE}display") == "false":
                style = style._replace(is_hidden=True)
        return style

    def _with_type(self, properties: etree._Element, style: OdfStyle) -> OdfStyle:
        weight, size = properties.get(f"{FO}font-weight"), properties.get(f"{FO}font-size", "")
        named = self._fonts.get(properties.get(f"{STYLE}font-name", ""), "")
        return style._replace(
            is_bold=style.is_bold if weight is None else weight in _BOLD,
            points=_points(size) or style.points,
            font=named or properties.get(f"{FO}font-family", "").strip("'") or style.font,
            is_hidden=properties.get(f"{TEXT}display", "") == "none" or style.is_hidden,
        )


def _with_lines(properties: etree._Element, style: OdfStyle) -> OdfStyle:
    side = properties.get(f"{FO}text-align", style.alignment)
    breaks = properties.get(f"{FO}break-before")
    starts = style.starts_page if breaks is None else breaks == "page"
    left = millimetres(properties.get(f"{FO}margin-left"))
    first = millimetres(properties.get(f"{FO}text-indent"))
    return style._replace(
        alignment=_SIDES.get(side, side),
        starts_page=starts,
        indent_mm=style.indent_mm if left is None else left,
        first_line_mm=style.first_line_mm if first is None else first,
    )


def _is_ruled(properties: etree._Element, inherited: OdfStyle) -> bool | None:
    borders = [properties.get(f"{FO}{name}") for name in _BORDERS]
    named = [border for border in borders if border is not None]
    if not named:
        return inherited.is_ruled
    return any(not border.startswith(("none", "0pt", "0in", "0cm")) for border in named)


def _page(layout: etree._Element) -> Look:
    properties = layout.find(f"{STYLE}page-layout-properties")
    if properties is None:
        return Look()
    wide = millimetres(properties.get(f"{FO}page-width"))
    high = millimetres(properties.get(f"{FO}page-height"))
    turned = properties.get(f"{STYLE}print-orientation") == "landscape"
    same = properties.get(f"{FO}margin")
    left, right, top, bottom = (
        millimetres(properties.get(f"{FO}margin-{side}", same))
        for side in ("left", "right", "top", "bottom")
    )
    return Look(wide > high if wide and high else turned, left, right, top, bottom)


def _points(size: str) -> float | None:
    try:
        points = float(size.removesuffix("pt"))
    except ValueError:
        return None
    return points if 0 < points < 1000 else None
