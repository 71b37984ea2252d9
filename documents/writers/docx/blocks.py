"""Everything in a document that is not a table of data."""

from collections.abc import Callable, Sequence
from typing import Any

from documents.writers.docx.grids import grid_xml
from documents.writers.docx.inline import Links, inline_xml, paragraph_xml, run_xml
from documents.writers.docx.model import (
    Approvals,
    Grid,
    Heading,
    PageBreak,
    Paragraph,
    Signature,
    Stamp,
    Text,
    Title,
)
from documents.writers.docx.parts import Page, size_xml, twips
from documents.writers.text import Link

ALIGNMENTS = frozenset({"left", "center", "right", "both"})
_CORNER_MM = 80  # ГОСТ Р 7.0.97: a line of a corner requisite is at most 8 cm long
_SIGN_MM = 45
_BOLD = "<w:rPr><w:b/></w:rPr>"
_UNDERLINED_CELL = '<w:tcBorders><w:bottom w:val="single" w:sz="4" w:color="auto"/></w:tcBorders>'
_BOTTOM = '<w:vAlign w:val="bottom"/>'


def block_xml(block: Any, page: Page, links: Links) -> str:
    return _WRITERS[type(block)](block, page, links)


def _approvals(block: Approvals, page: Page, _links: Links) -> str:
    gap = page.text_mm - 2 * _CORNER_MM
    cells = (
        (_CORNER_MM, _stamps(block.left), ""),
        (gap, paragraph_xml("", "Stamp"), ""),
        (_CORNER_MM, _stamps(block.right), ""),
    )
    return _invisible_table(cells) + paragraph_xml("", "Stamp")


def _stamps(stamps: Sequence[Stamp]) -> str:
    return paragraph_xml("", "Stamp").join(
        "".join(paragraph_xml(run_xml(line), "Stamp") for line in (stamp.heading, *stamp.lines))
        for stamp in stamps
    ) or paragraph_xml("", "Stamp")


def _title(block: Title, _page: Page, _links: Links) -> str:
    lines = [paragraph_xml(run_xml(line), "Subtitle") for line in block.lines]
    return paragraph_xml(run_xml(block.kind), "Title") + "".join(lines)


def _heading(block: Heading, _page: Page, _links: Links) -> str:
    return paragraph_xml(run_xml(block.text), f"Heading{min(max(block.level, 1), 3)}")


def _paragraph(block: Paragraph, _page: Page, links: Links) -> str:
    content = [block.content] if isinstance(block.content, str | Link) else block.content
    bold = _BOLD if block.bold else ""
    runs = "".join(inline_xml(piece, links, bold) for piece in content)
    return paragraph_xml(runs, "PlainText" if block.plain else "BodyText")


def _text(block: Text, _page: Page, _links: Links) -> str:
    alignment = f'<w:jc w:val="{block.alignment}"/>' if block.alignment in ALIGNMENTS else ""
    indent = _indent(block)
    page = "<w:pageBreakBefore/>" if block.new_page else ""
    bold = "<w:b/>" if block.bold else ""
    size = size_xml(block.points) if block.points else ""
    properties = f"<w:rPr>{bold}{size}</w:rPr>" if bold or size else ""
    mark = f'<w:pPr><w:pStyle w:val="Stamp"/>{page}{indent}{alignment}{properties}</w:pPr>'
    return f"<w:p>{mark}{run_xml(block.content, properties)}</w:p>"


def _indent(block: Text) -> str:
    if not (block.indent_mm or block.first_line_mm):
        return ""
    first = twips(abs(block.first_line_mm))
    side = "hanging" if block.first_line_mm < 0 else "firstLine"
    return f'<w:ind w:left="{twips(block.indent_mm)}" w:{side}="{first}"/>'


def _grid(block: Grid, page: Page, _links: Links) -> str:
    return grid_xml(block, page) + paragraph_xml("", "Gap")


def _signature(block: Signature, page: Page, _links: Links) -> str:
    name_mm = 50
    cells = (
        (page.text_mm - _SIGN_MM - name_mm, _signed(block.position), _BOTTOM),
        (_SIGN_MM, _signed(""), _UNDERLINED_CELL + _BOTTOM),
        (name_mm, paragraph_xml(run_xml(block.name), "Signatory"), _BOTTOM),
    )
    return paragraph_xml("", "Gap") + _invisible_table(cells) + paragraph_xml("", "Gap")


def _signed(text: str) -> str:
    return paragraph_xml(run_xml(text), "Stamp")


def _page_break(_block: PageBreak, _page: Page, _links: Links) -> str:
    return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def _invisible_table(cells: Sequence[tuple[float, str, str]]) -> str:
    widths = [twips(width) for width, _, _ in cells]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    row = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'
        for width, (_, content, properties) in zip(widths, cells, strict=True)
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout '
        'w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" '
        f'w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{row}</w:tr></w:tbl>"
    )


_WRITERS: dict[type, Callable[[Any, Page, Links], str]] = {
    Approvals: _approvals,
    Title: _title,
    Heading: _heading,
    Paragraph: _paragraph,
    Text: _text,
    Grid: _grid,
    Signature: _signature,
    PageBreak: _page_break,
}
