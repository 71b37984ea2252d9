"""Check what people type when they review reports."""

from typing import Any

from django import forms

from organisations.forms import ScopedForm
from organisations.models import Organisation
from plans.domain.progress_rules import MIN_NOTE
from plans.domain.states import APPROVED_ONCE
from plans.models import Plan, ReportingPeriod


class ReviewFilterForm(ScopedForm):
    """Which part of the queue to read."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.order_by("short_name", "pk"),
        label="Организация",
        required=False,
        empty_label="Все",
    )
    plan = forms.ModelChoiceField(
        Plan.objects.filter(state__in=APPROVED_ONCE).order_by("-starts_on", "pk"),
        label="План",
        required=False,
        empty_label="Все",
    )
    period = forms.ModelChoiceField(
        ReportingPeriod.objects.open().order_by("-starts_on", "pk"),
        label="Период",
        required=False,
        empty_label="Все открытые",
    )

    def filters(self) -> dict[str, Any]:
        """In the words of the query; a nonsense choice filters nothing."""
        paths = {"organisation": "organisation", "plan": "item__plan", "period": "period"}
        said = self.cleaned_data if self.is_valid() else {}
        return {paths[name]: row.pk for name, row in said.items() if row is not None}


class VersionForm(forms.Form):
    """Which version of the report the person has seen."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def value(self) -> int:
        """Zero, which no row has, where the form does not say."""
        return (self.is_valid() and self.cleaned_data["version"]) or 0


class AcceptForm(VersionForm):
    """Whether everybody may read the accepted text."""

    is_public = forms.BooleanField(label="Показать на публичной странице", required=False)

    def is_chosen(self) -> bool:
        return bool(self.is_valid() and self.cleaned_data["is_public"])


class ReturnForm(VersionForm):
    """Why the report goes back."""

    note = forms.CharField(
        label="Замечание",
        min_length=MIN_NOTE,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"Обязательно при возврате, не короче {MIN_NOTE} знаков. Его прочитает автор.",
        error_messages={
            "required": f"Напишите, что исправить: не короче {MIN_NOTE} знаков.",
            "min_length": f"Напишите, что исправить: не короче {MIN_NOTE} знаков.",
        },
    )
