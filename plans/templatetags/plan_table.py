"""Draw the cells of a plan's table: `{% plan_cells cells address %}`.

Here and not in a template: the plan's page draws thousands of them, and Python is five times
quicker at it.
"""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from plans.domain.table import Cell, Chip

register = template.Library()


@register.simple_tag
def plan_cells(cells: Iterable[Cell], address: str = "") -> SafeString:
    """The cells of one line; with an address, the title leads there."""
    drawn = (_cell(cell, escape(address) if cell.css == "main" else "") for cell in cells)
    return mark_safe("".join(drawn))  # noqa: S308 -- every text in it is escaped below


def _cell(cell: Cell, address: str) -> str:
    css = f' class="{cell.css}"' if cell.css else ""
    span = f' rowspan="{cell.row_count}"' if cell.row_count > 1 else ""
    text = escape(cell.text)
    if address:
        text = f'<a href="{address}">{text}</a>'
    return f'<td{css} data-label="{escape(cell.label)}"{span}>{text}{_chips(cell.chips)}</td>'


def _chips(chips: tuple[Chip, ...]) -> str:
    if not chips:
        return ""
    drawn = "".join(
        f'<span class="chip{f" {chip.css}" if chip.css else ""}">{escape(chip.words)}</span>'
        for chip in chips
    )
    return f'<div class="chips">{drawn}</div>'
