"""Check what people ask of the Navigator's pages."""

from django import forms

from navigator.domain.filters import ProgrammeFilter
from navigator.models import Programme
from organisations.forms import ScopedForm
from organisations.models import Organisation

ANY = [("", "любая")]


class ProgrammeFilterForm(ScopedForm):
    """The filters above the programme list."""

    text = forms.CharField(
        label="Название программы", required=False, max_length=100, widget=forms.SearchInput
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.reporting().order_by("short_name", "pk"),
        label="Организация",
        required=False,
        empty_label="все",
    )
    focus = forms.ChoiceField(
        label="Направленность", required=False, choices=[*ANY, *Programme.Focus.choices]
    )
    state = forms.ChoiceField(
        label="Состояние", required=False, choices=[("", "любое"), *Programme.State.choices]
    )

    def value(self) -> ProgrammeFilter:
        """What to look for; nonsense finds everything."""
        if not self.is_valid():
            return ProgrammeFilter()
        said = self.cleaned_data
        organisation = said["organisation"]
        return ProgrammeFilter(
            text=said["text"],
            organisation_id=organisation.pk if organisation else None,
            focus=said["focus"],
            state=said["state"],
        )


class RevealForm(forms.Form):
    """Why somebody needs to see a certificate's number."""

    reason = forms.CharField(
        label="Зачем нужен номер",
        help_text="Причина попадёт в журнал действий вместе с вашим именем",
        min_length=5,
        max_length=300,
        error_messages={
            "required": "Напишите, зачем нужен номер.",
            "min_length": "Напишите подробнее: не меньше 5 знаков.",
        },
    )
