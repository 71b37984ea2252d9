"""Two people saved the same place: what each of them wrote, side by side."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from plans.forms.plans import VERSION_MISSING, plain_lines


class SeenField(forms.CharField):
    """What the page showed of a row that counts no versions; without it nothing is saved."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(error_messages={"required": VERSION_MISSING}, **kwargs)


@dataclass(frozen=True, slots=True)
class Difference:
    """One field: what is stored now, and what this person typed."""

    label: str
    theirs: str
    ours: str


def differences(found: Iterable[forms.BaseForm]) -> list[Difference]:
    """Fields in which what was typed is not what is stored."""
    return [difference for form in found for difference in _differences(form)]


def seen_again(form: forms.Form, version: int | str, name: str = "version") -> None:
    """The form now knows the present version: saving it once more is meant."""
    data = form.data.copy() if isinstance(form.data, QueryDict) else dict(form.data)
    data[name] = str(version)
    form.data = data


def _differences(form: forms.BaseForm) -> Iterator[Difference]:
    for name in form.changed_data:
        field = form.fields[name]
        if field.widget.is_hidden:
            continue
        theirs = form.get_initial_for_field(field, name)
        ours = form.cleaned_data.get(name)
        said = Difference(str(field.label or ""), _words(field, theirs), _words(field, ours))
        if said.theirs != said.ours:
            yield said


def _words(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.ChoiceField):
        names: dict[Any, Any] = dict(field.choices)  # type: ignore[arg-type]  # pairs, no groups
        chosen = value if isinstance(value, list) else [value]
        return ", ".join(str(names.get(one, one)) for one in chosen)
    if hasattr(value, "strftime"):
        return f"{value:%d.%m.%Y}"
    return "" if value is None else plain_lines(str(value))
