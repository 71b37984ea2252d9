"""Check what people ask of a report."""

from typing import Any
from uuid import uuid4

from django import forms

from organisations.forms import ScopedForm
from plans.models import ReportingPeriod


class ReportForm(ScopedForm):
    """Which period to report on, and the head's own words."""

    period = forms.ModelChoiceField(
        ReportingPeriod.objects.order_by("-starts_on", "pk"),
        label="Отчётный период",
        empty_label=None,
    )
    narrative = forms.CharField(
        label="Пояснение руководителя",
        help_text="Войдёт в документ. Начало подставлено по числам, ваш текст не изменится",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid4
