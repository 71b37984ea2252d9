"""Draw what can be done to a row of an uploaded document: `{% row_deeds plan_import plan row %}`.

Here and not in a template: a document has thousands of rows, and each has nine of these.
"""

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from plans.models import PlanImport
from plans.queries.imports import FoundPlan, FoundRow

register = template.Library()


@register.simple_tag
def row_deeds(plan_import: PlanImport, plan: FoundPlan, row: FoundRow) -> SafeString:
    """Links and buttons; the buttons send the form `reshape` of the page."""
    place = (plan_import.pk, plan.index, row.row.index)
    drop = reverse("plans:import_item_drop", args=place)
    if row.is_skipped:
        back = _button("Вернуть", f'formaction="{drop}"', css="btn quiet small nb")
        return mark_safe(f'<span class="sm muted">не загружаем</span> {back}')  # noqa: S308 -- no text of people
    operations = [
        (row.can_join, "join", "Соединить с предыдущей"),
        (row.can_rise, "rise", "Выше"),
        (row.can_sink, "sink", "Ниже"),
        (True, "to_section", "Это заголовок раздела"),
    ]
    where = f"{plan.index}:{row.row.index}"
    menu = [
        _link("Разделить", reverse("plans:import_item_split", args=place)),
        *(
            _button(words, f'name="operation" value="{action}:{where}"')
            for is_offered, action, words in operations
            if is_offered
        ),
        _link("Новый раздел с этой строки", reverse("plans:import_section_create", args=place)),
        _button("Не загружать", f'formaction="{drop}"'),
    ]
    edit = reverse("plans:import_item_edit", args=place)
    drawn = (
        '<div class="row deeds-line">'
        f"{_link('Исправить', edit, css='btn quiet small')}"
        f"{_to_source(plan_import, row)}"
        '<details class="deeds" data-menu><summary class="btn quiet small">Ещё действия</summary>'
        f'<div class="row">{"".join(menu)}</div></details></div>'
    )
    return mark_safe(drawn)  # noqa: S308 -- no text of people is in it


def _to_source(plan_import: PlanImport, row: FoundRow) -> str:
    if not row.source:
        return ""
    page = reverse("plans:import_source", args=[plan_import.pk])
    address = f"{page}#src-{row.first_source}"
    return f'<a class="btn quiet small" href="{address}" data-to-source>В документе</a>'


def _link(words: str, address: str, *, css: str = "btn small") -> str:
    return f'<a class="{css}" href="{address}">{words}</a>'


def _button(words: str, attributes: str, *, css: str = "btn small") -> str:
    return f'<button class="{css}" type="submit" form="reshape" {attributes}>{words}</button>'
