"""Draw the body of a plan's grid and name its scripts."""

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from plans.domain.editing.cells import GridColumn, GridSection
from plans.rendering.grid_modules import grid_modules
from plans.rendering.grid_rows import GridRows

register = template.Library()


@register.simple_tag
def plan_grid_rows(columns: tuple[GridColumn, ...], parts: list[GridSection]) -> SafeString:
    """All rows of the table; every text in them is escaped where it is drawn."""
    return mark_safe(rows_under(columns).page(parts))  # noqa: S308 -- escaped by GridRows


@register.simple_tag
def plan_grid_preloads() -> SafeString:
    """All scripts that the grid begins with: none waits until another one names it."""
    names = ((static(name),) for name in grid_modules())
    return format_html_join("", '<link rel="modulepreload" href="{}">', names)


def rows_under(columns: tuple[GridColumn, ...]) -> GridRows:
    """What draws rows under these columns."""
    # Asked once and filled in: `reverse` for every row is a tenth of the page.
    edit, assign, section = (
        reverse(f"plans:{name}", args=[0]) for name in ("item_edit", "item_assign", "section_edit")
    )
    return GridRows(columns, edit_url=edit, assign_url=assign, section_url=section)
