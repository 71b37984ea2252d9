"""Text of several lines, as long here as the browser says it is."""

from typing import Any

from django import forms

from plans.forms.plans import plain_lines


class LinesField(forms.CharField):
    """Lines end as Python writes them before anybody looks at the length.

    A browser counts the end of a line once, and sends it as two characters.
    """

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        """The text, its lines ended as everywhere in the portal."""
        return plain_lines(super().to_python(value) or "")
