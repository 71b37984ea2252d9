"""Draw an uploaded document as HTML: `{% source_document blocks %}`.

Here and not in a template: a document has thousands of cells. A long table is drawn in pieces,
which the browser lays out only when they come into sight.
"""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

PIECE = 60  # rows; a piece is longer where merged cells hold its rows together
FEW, MANY = 5, 9  # columns
_ALIGNMENTS = {"center": "mid", "right": "end", "both": "", "justify": ""}
_Json = dict[str, Any]


@register.simple_tag
def source_document(blocks: Sequence[_Json]) -> SafeString:
    """The document: each paragraph and row with an id that says where it stands in the file."""
    drawn = (_table(block) if "rows" in block else _paragraph(block) for block in blocks)
    return mark_safe("".join(drawn))  # noqa: S308 -- every text in it is escaped below


def _paragraph(block: _Json) -> str:
    if not block["text"].strip():
        return ""
    css = _ALIGNMENTS.get(block["align"], "")
    classes = f' class="{css}"' if css else ""
    text = _lines(block["text"])
    if block["bold"]:
        text = f"<b>{text}</b>"
    return f"<p{_id(block['place'])}{classes}>{text}</p>"


def _table(block: _Json) -> str:
    columns = "".join(f'<col width="{width}%">' for width in block["widths"])
    pieces = (
        f"<table>{columns and f'<colgroup>{columns}</colgroup>'}"
        f"<tbody>{''.join(rows)}</tbody></table>"
        for rows in _pieces(block)
    )
    css = f"source-table set{_breadth(len(block['widths']))}" if columns else "source-table"
    return "".join(f'<div class="{css}">{piece}</div>' for piece in pieces)


def _breadth(columns: int) -> str:
    """Many columns would break every word: such a table is drawn wider than its pane."""
    if columns <= FEW:
        return ""
    return " wide" if columns <= MANY else " vast"


def _pieces(block: _Json) -> Iterator[list[str]]:
    """Rows drawn, cut where no merged cell goes on; all in one where widths are not known."""
    piece: list[str] = []
    held = 0  # rows that a merged cell above still takes
    for row in block["rows"]:
        if len(piece) >= PIECE and held <= 0 and block["widths"]:
            yield piece
            piece = []
        piece.append(_row(block["place"], row))
        held = max(held, *(cell[2] for cell in row["cells"]), 1) - 1
    if piece:
        yield piece


def _row(place: int, row: _Json) -> str:
    cells = "".join(_cell(*cell) for cell in row["cells"])
    return f"<tr{_id(place, row['number'])}>{cells}</tr>"


def _cell(text: str, span: int, height: int, is_bold: bool) -> str:  # noqa: FBT001 -- as read
    wide = f' colspan="{span}"' if span > 1 else ""
    high = f' rowspan="{height}"' if height > 1 else ""
    inner = f"<b>{_lines(text)}</b>" if is_bold and text else _lines(text)
    return f"<td{wide}{high}>{inner}</td>"


def _lines(text: str) -> str:
    return escape(text.strip()).replace("\n", "<br>")


def _id(place: int, row: int | None = None) -> str:
    if place < 0 or (row is not None and row < 0):
        return ""
    return f' id="src-{place}"' if row is None else f' id="src-{place}-{row}"'
