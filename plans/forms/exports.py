"""Check what a person asks for when a plan goes out as a file."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from plans.queries.exports import CONVERTED, State


class ConvertForm(forms.Form):
    """A form that a worker makes; `key` keeps a second press from making a second file."""

    form = forms.ChoiceField(choices=[(form, f".{form}") for form in CONVERTED])
    whole = forms.BooleanField(required=False)
    key = forms.UUIDField()


class CompareForm(forms.Form):
    """Two states of a plan to lay side by side."""

    before = forms.ChoiceField(label="Было")
    after = forms.ChoiceField(label="Стало")

    def __init__(self, *args: Any, states: list[State], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(state.code, state.name) for state in states]
        for name in ("before", "after"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice field
        self.names = dict(choices)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        is_choice = len(self.names) > 1
        if is_choice and said.get("before") and said.get("before") == said.get("after"):
            raise ValidationError("Выберите две разные редакции: эти совпадают.")
        return said
