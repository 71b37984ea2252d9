"""Forms whose choices stop where the actor's reach does."""

from typing import Any

from django import forms
from django.core.exceptions import ImproperlyConfigured

from organisations.domain.policy import Actor
from organisations.models import ScopedQuerySet


def narrow_choices(form: forms.BaseForm, actor: Actor) -> None:
    """Offer only rows that the actor may use; refuse choices that cannot be narrowed."""
    for name, field in form.fields.items():
        if not isinstance(field, forms.ModelChoiceField):
            continue
        if not isinstance(field.queryset, ScopedQuerySet):
            raise ImproperlyConfigured(f"{type(form).__name__}.{name}: choices have no scope")
        field.queryset = field.queryset.visible_to(actor)


class ScopedForm(forms.Form):
    """A form that offers only rows the actor may use."""

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        narrow_choices(self, actor)


class ScopedModelForm(forms.ModelForm):
    """A model form that offers only rows the actor may use."""

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        narrow_choices(self, actor)
