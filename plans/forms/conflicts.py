"""Two people saved the same place: what each of them wrote, side by side."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from plans.forms.plans import VersionField, plain_lines


@dataclass(frozen=True, slots=True)
class Difference:
    """One field: what is stored now, and what this person typed."""

    label: str
    theirs: str
    ours: str


def differences(found: Iterable[forms.BaseForm]) -> list[Difference]:
    """Fields in which what was typed is not what is stored."""
    return [difference for form in found for difference in _differences(form)]


def seen_again(form: forms.Form, version: int) -> None:
    """The form now knows the present version: saving it once more is meant."""
    data = form.data.copy() if isinstance(form.data, QueryDict) else dict(form.data)
    data["version"] = str(version)
    form.data = data


def _differences(form: forms.BaseForm) -> Iterator[Difference]:
    for name in form.changed_data:
        field = form.fields[name]
        if isinstance(field, VersionField):
            continue
        theirs = form.get_initial_for_field(field, name)
        ours = form.cleaned_data.get(name)
        said = Difference(str(field.label or ""), _words(field, theirs), _words(field, ours))
        if said.theirs != said.ours:
            yield said


def _words(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.ChoiceField):
        chosen: Any = field.choices
        return str(dict(chosen).get(value, value))
    if hasattr(value, "strftime"):
        return f"{value:%d.%m.%Y}"
    return "" if value is None else plain_lines(str(value))
