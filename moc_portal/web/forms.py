"""How every form is drawn: labels, hints and errors tied to their fields, days from a calendar."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting

DJANGO_ROWS, USUAL_ROWS = "10", "4"
UNSTYLED_TYPES = {"checkbox", "radio", "file", "hidden"}


class PortalBoundField(forms.BoundField):
    """A field that wears the portal's classes and knows whether to call itself optional."""

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        worn = widget or self.field.widget
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        if getattr(worn, "input_type", "text") not in UNSTYLED_TYPES:
            built.setdefault("class", f"input {worn.attrs.get('class', '')}".strip())
        if worn.attrs.get("placeholder"):
            built["placeholder"] = False  # it vanishes as one types; the label says the same
        if isinstance(worn, forms.Textarea) and worn.attrs.get("rows") == DJANGO_ROWS:
            built["rows"] = USUAL_ROWS
        return built

    @property
    def unit(self) -> str:
        """What is counted, written after the field: `attrs={"data-unit": "человек"}`."""
        return str(self.field.widget.attrs.get("data-unit", ""))

    @property
    def is_search(self) -> bool:
        return getattr(self.field.widget, "input_type", "") == "search"

    @property
    def is_file(self) -> bool:
        return getattr(self.field.widget, "input_type", "") == "file"

    @property
    def is_tick(self) -> bool:
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def says_optional(self) -> bool:
        """Worth saying only beside fields that are required, and are there to be seen."""
        others: Mapping[str, forms.Field] = self.form.fields
        return not self.field.required and any(
            field.required and not field.widget.is_hidden for field in others.values()
        )


class PortalRenderer(TemplatesSetting):
    """Draws forms with the project's templates."""

    bound_field_class = PortalBoundField


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__(dict(attrs or {}), format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day, chosen from a calendar or typed as «25.12.2025»."""

    widget = DayInput
