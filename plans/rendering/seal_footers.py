"""The seal as it is printed in a footer: the block of the first page, the line of the others."""

from lxml import etree

from plans.domain.seals import Seal

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
W, R = f"{{{_W}}}", f"{{{_R}}}"
NAMESPACES = {"w": _W, "r": _R, "wp": _WP, "a": _A, "pic": _PIC}
FOOTER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
IMAGE_ID = "rIdMocSealQr"

_QR_MM = 13
_EMU = 36_000  # in a millimetre
_DRAWING_ID = 990_001  # beyond those that Word gives
_QR_WIDTH = 880  # of its cell, in twips
_TEXT_WIDTH = 7600
_SIZE, _SMALL = 15, 14  # half points
_GREY = "404040"


def empty_footer() -> etree._Element:
    return etree.Element(f"{W}ftr", nsmap=NAMESPACES)


def line_of(seal: Seal) -> etree._Element:
    """The short hash, on the right."""
    [paragraph] = _parsed(_paragraph(_run(seal.short, _SMALL), alignment="right"))
    return paragraph


def block_of(seal: Seal, footer: etree._Element) -> list[etree._Element]:
    """A table without rules, the QR on the left; a footer must not end with a table."""
    heading, digest, address = seal.lines
    texts = "".join(
        (
            _paragraph(_run(heading, _SIZE, bold=True)),
            _paragraph(_run(digest, _SMALL)),
            _paragraph(_run(address, _SMALL)),
        )
    )
    gap = _paragraph(_run("", 4)) if len(footer) else ""
    table = (
        "<w:tbl><w:tblPr>"
        f'<w:tblW w:w="{_QR_WIDTH + _TEXT_WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="60" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr>"
        f'<w:tblGrid><w:gridCol w:w="{_QR_WIDTH}"/><w:gridCol w:w="{_TEXT_WIDTH}"/></w:tblGrid>'
        f"<w:tr>{_cell(_QR_WIDTH, _paragraph(_picture(heading)))}"
        f"{_cell(_TEXT_WIDTH, texts)}</w:tr></w:tbl>"
    )
    return _parsed(gap + table + _paragraph(_run("", 2)))


def _parsed(xml: str) -> list[etree._Element]:
    names = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMESPACES.items())
    return list(etree.fromstring(f"<w:ftr {names}>{xml}</w:ftr>"))


def _cell(width: int, content: str) -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{content}</w:tc>"
    )


def _paragraph(runs: str, alignment: str = "left") -> str:
    return (
        '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
        f'<w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="{alignment}"/>'
        f'<w:rPr><w:sz w:val="2"/></w:rPr></w:pPr>{runs}</w:p>'
    )


def _run(text: str, half_points: int, *, bold: bool = False) -> str:
    weight = "<w:b/>" if bold else '<w:b w:val="0"/>'
    return (
        '<w:r><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/>'
        f'{weight}<w:i w:val="0"/><w:caps w:val="0"/><w:color w:val="{_GREY}"/>'
        f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/><w:u w:val="none"/></w:rPr>'
        f'<w:t xml:space="preserve">{text}</w:t></w:r>'
    )


def _picture(description: str) -> str:
    side = _QR_MM * _EMU
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{side}" cy="{side}"/>'
        f'<wp:docPr id="{_DRAWING_ID}" name="QR" descr="QR-код для проверки: {description}"/>'
        "<wp:cNvGraphicFramePr/>"
        f'<a:graphic><a:graphicData uri="{_PIC}"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="{_DRAWING_ID}" name="moc-seal.png"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{IMAGE_ID}"/><a:stretch><a:fillRect/></a:stretch>'
        "</pic:blipFill><pic:spPr>"
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{side}" cy="{side}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
