"""How the pages of a Word document look: their format, margins and main type."""

from lxml import etree

from documents.readers.docx_styles import Face
from documents.readers.grid import Look, Table
from documents.readers.main_type import MainType

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TWIPS_PER_MM = 1440 / 25.4
_MM_PER_UNIT = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72, "pc": 25.4 / 6}


class Pages:
    """Gathers the sections of a document, each with the tables that stand in it."""

    def __init__(self) -> None:
        self._open: list[int] = []
        self._tables: dict[int, Look] = {}
        self._pages: list[Look] = []
        self._type = MainType()

    def table(self, index: int, face: Face, rows: int) -> None:
        """Block number `index` is a table of the section that is being read."""
        self._open.append(index)
        self._type.table(face.font, rows)

    def line(self, text: str, alignment: str, face: Face) -> None:
        """Count a paragraph of the body."""
        self._type.line(text, alignment, face.font, face.points)

    def section(self, settings: etree._Element) -> None:
        """The settings of a section stand at its end."""
        page = _page(settings)
        self._pages.append(page)
        self._tables.update(dict.fromkeys(self._open, page))
        self._open.clear()

    def page_of(self, index: int) -> Look | None:
        """The page that a table stands on."""
        return self._tables.get(index)

    def look(self, tables: dict[int, Table], default: Face) -> Look:
        """The page of the widest table, and the type that most of the text is set in."""
        widest = max(tables, key=lambda index: _width(tables[index]), default=None)
        page = None if widest is None else self._tables.get(widest)
        page = page or (self._pages[-1] if self._pages else Look())
        font = self._type.font() or default.font
        own = tables[widest].points if widest is not None else None
        return page._replace(font=font, points=self._type.points() or default.points or own)


def millimetres(text: str) -> float | None:
    """A length in twentieths of a point, or with a unit («2.5cm»), in millimetres."""
    factor = _MM_PER_UNIT.get(text[-2:])
    try:
        value = float(text) / TWIPS_PER_MM if factor is None else float(text[:-2]) * factor
    except ValueError:
        return None
    return round(value, 1) if -10_000 < value < 10_000 else None


def _page(settings: etree._Element) -> Look:
    size, margins = settings.find(f"{W}pgSz"), settings.find(f"{W}pgMar")
    is_landscape = False
    if size is not None:
        wide, high = (millimetres(size.get(f"{W}{side}", "")) or 0.0 for side in "wh")
        turned = size.get(f"{W}orient") == "landscape"
        is_landscape = wide > high if wide and high else turned
    if margins is None:
        return Look(is_landscape)
    return Look(
        is_landscape,
        millimetres(margins.get(f"{W}left", margins.get(f"{W}start", ""))),
        millimetres(margins.get(f"{W}right", margins.get(f"{W}end", ""))),
        millimetres(margins.get(f"{W}top", "")),
        millimetres(margins.get(f"{W}bottom", "")),
    )


def _width(table: Table) -> tuple[float, int]:
    columns = max((row[-1].end for row in table.rows if row), default=0)
    return sum(width or 0.0 for width in table.widths_mm), columns
