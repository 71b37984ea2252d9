"""A picture anchored to a cell of an Excel sheet, in the words of Office."""

from collections.abc import Iterator

from lxml import etree

from plans.domain.seals import Seal
from plans.rendering.sheet_room import Spot
from plans.rendering.sheet_sizes import Area, Drawn

_EMU = 36_000  # in a millimetre
_STRICT = "http://purl.oclc.org/ooxml"
_USUAL = "http://schemas.openxmlformats.org"


class Names:
    """The name spaces that a sheet's own one goes with: those of strict files differ."""

    def __init__(self, sheet: str) -> None:
        is_strict = sheet.startswith(_STRICT)
        self.main = f"{{{sheet}}}" if sheet else ""
        self.office = (
            f"{_STRICT}/officeDocument/relationships"
            if is_strict
            else f"{_USUAL}/officeDocument/2006/relationships"
        )
        drawing = f"{_STRICT}/drawingml" if is_strict else f"{_USUAL}/drawingml/2006"
        self.spreadsheet = f"{drawing}/spreadsheetDrawing"
        self.shapes = f"{drawing}/main"


def empty_drawing(names: Names) -> etree._Element:
    return etree.Element(
        f"{{{names.spreadsheet}}}wsDr",
        nsmap={"xdr": names.spreadsheet, "a": names.shapes, "r": names.office},
    )


def drawn_in(drawing: etree._Element, names: Names) -> list[Drawn]:
    """Where the pictures of a sheet lie."""
    return list(_drawn(drawing, f"{{{names.spreadsheet}}}"))


def anchor_of(
    spot: Spot, drawing: etree._Element, names: Names, seal: Seal, picture: str
) -> etree._Element:
    """`picture` is the relationship of the drawing to its image."""
    side = round(spot.side * _EMU)
    taken = [int(one.get("id", "0")) for one in drawing.iter("{*}cNvPr") if _is_number(one)]
    number = max(taken, default=1) + 1
    xml = (
        f'<xdr:oneCellAnchor xmlns:xdr="{names.spreadsheet}" xmlns:a="{names.shapes}" '
        f'xmlns:r="{names.office}">'
        f"<xdr:from><xdr:col>{spot.column}</xdr:col>"
        f"<xdr:colOff>{round(spot.right * _EMU)}</xdr:colOff>"
        f"<xdr:row>{spot.row}</xdr:row><xdr:rowOff>{round(spot.down * _EMU)}</xdr:rowOff>"
        f'</xdr:from><xdr:ext cx="{side}" cy="{side}"/>'
        f'<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="{number}" name="QR" '
        f'descr="QR-код для проверки: {seal.heading}"/>'
        '<xdr:cNvPicPr><a:picLocks noChangeAspect="1"/></xdr:cNvPicPr></xdr:nvPicPr>'
        f'<xdr:blipFill><a:blip r:embed="{picture}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</xdr:blipFill><xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{side}" cy="{side}"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic>'
        "<xdr:clientData/></xdr:oneCellAnchor>"
    )
    return etree.fromstring(xml)


def _drawn(drawing: etree._Element, name: str) -> Iterator[Drawn]:
    for anchor in drawing:
        first, last = anchor.find(f"{name}from"), anchor.find(f"{name}to")
        size, place = anchor.find(f"{name}ext"), anchor.find(f"{name}pos")
        left, top = (0, 0) if first is None else _corner(first, name)
        right, bottom = (left, top) if last is None else _corner(last, name)
        wide = _millimetres(size, "cx") + _millimetres(place, "x") + _offset(first, name, "col")
        high = _millimetres(size, "cy") + _millimetres(place, "y") + _offset(first, name, "row")
        yield Drawn(Area(left, top, right, bottom), wide, high)


def _corner(element: etree._Element, name: str) -> tuple[int, int]:
    column, row = (element.findtext(f"{name}{key}", "0") for key in ("col", "row"))
    return int(column), int(row)


def _offset(element: etree._Element | None, name: str, key: str) -> float:
    text = "" if element is None else element.findtext(f"{name}{key}Off", "")
    return int(text) / _EMU if text.strip().isdigit() else 0.0


def _millimetres(element: etree._Element | None, key: str) -> float:
    text = "" if element is None else element.get(key, "")
    return int(text) / _EMU if text.isdigit() else 0.0


def _is_number(element: etree._Element) -> bool:
    return element.get("id", "").isdigit()
