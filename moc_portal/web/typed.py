"""What a person typed into a form that was refused: shown again, so that no text is lost."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from traceback import walk_tb
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Input
from django.http import HttpRequest, QueryDict

LONGEST_BOX, LINE = 14, 60  # a box's rows, and the characters of one: longer texts scroll
NAMELESS = "Текст без названия поля"
_UNSHOWN = {"hidden", "password", "file", "checkbox", "radio"}
# Of fields that no form is known for: words of a person, not a key, a date or a choice.
_WORDS = re.compile(r"[^\W\d_]{2,}[\s\S]*\s[\s\S]*[^\W\d_]{2,}")
_NOT_TYPED = re.compile(r"csrf|token|passw|secret|html", re.IGNORECASE)
_SHORTEST = 20


@dataclass(frozen=True, slots=True)
class Typed:
    """One text as it was typed, whole, under the name of its field."""

    label: str
    text: str

    @property
    def rows(self) -> int:
        lines = sum(1 + len(line) // LINE for line in self.text.split("\n"))
        return min(lines, LONGEST_BOX)


def typed_texts(request: HttpRequest, refusal: BaseException | None = None) -> list[Typed]:
    """Texts of a refused request, in the order of its fields; how many is bounded by Django.

    Where a view had made its forms before the refusal, their labels are known; passwords, files,
    ticks and what a page sends along unseen stay out. Otherwise, and where no view has run, long
    texts alone are told from the rest.
    """
    if request.method != "POST":
        return []
    found = list(_forms(refusal, request.POST))
    known = {form.add_prefix(name) for form in found for name in form.fields}
    said = chain.from_iterable(_of_form(form, request.POST) for form in found)
    return [*said, *_of_nobody(request.POST, known)]


def _forms(refusal: BaseException | None, data: QueryDict) -> Iterator[forms.BaseForm]:
    """The forms made of this very request, in the frames that the refusal has left.

    Forty views would have to hand them over, and the next one would forget to.
    """
    seen: set[int] = set()
    for frame, _line in walk_tb(getattr(refusal, "__traceback__", None)):
        for value in list(frame.f_locals.values()):
            for form in _within(value):
                if form.data is data and id(form) not in seen:
                    seen.add(id(form))
                    yield form


def _within(value: Any) -> list[forms.BaseForm]:
    if isinstance(value, forms.BaseFormSet):
        return value.forms if value.is_bound else []
    return [value] if isinstance(value, forms.BaseForm) else []


def _of_form(form: forms.BaseForm, data: QueryDict) -> Iterator[Typed]:
    """What differs from what the portal has: the rest can be read where it was."""
    changed = set(form.changed_data)
    for name, field in form.fields.items():
        text = _plain(data.get(form.add_prefix(name), ""))
        if text and name in changed and _is_typed(field.widget):
            yield Typed(_label(form, name), _read(field, text))


def _of_nobody(data: QueryDict, known: set[str]) -> Iterator[Typed]:
    for name, values in data.lists():
        if name in known or _NOT_TYPED.search(name):
            continue
        for text in map(_plain, values):
            if len(text) >= _SHORTEST and _WORDS.search(text):
                yield Typed(NAMELESS, text)


def _is_typed(widget: forms.Widget) -> bool:
    if isinstance(widget, Input):
        return widget.input_type not in _UNSHOWN
    return isinstance(widget, forms.Textarea)


def _label(form: forms.BaseForm, name: str) -> str:
    label = str(form[name].label)
    place = re.search(r"-(\d+)$", form.prefix or "")
    return f"{label}, {int(place[1]) + 1}" if place else label


def _read(field: forms.Field, text: str) -> str:
    """A day as people write it: browsers send it the other way round."""
    if not isinstance(field, forms.DateField):
        return text
    try:
        return f"{field.to_python(text):%d.%m.%Y}"
    except ValidationError:
        return text


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
