"""Check what people type about amendments, and the day on which they want to see a plan."""

from datetime import date

from django import forms

from moc_portal.web.forms import DayField
from plans.domain.amending import REASON_LENGTH, Starting
from plans.forms.conflicts import SeenField
from plans.forms.lines import LinesField
from plans.models import Amendment


class AmendmentForm(forms.Form):
    """Why a plan in force is amended."""

    grounds = forms.MultipleChoiceField(
        label="Что меняется",
        choices=[(code, name.capitalize()) for code, name in Amendment.Ground.choices],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Отметьте, что меняется: хотя бы одно."},
    )
    reason = LinesField(
        label="Причина",
        min_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=f"Не меньше {REASON_LENGTH} знаков; видна согласующим и в сравнительной таблице",
        error_messages={
            "required": f"Напишите причину: не меньше {REASON_LENGTH} знаков.",
            "min_length": f"Напишите подробнее: не меньше {REASON_LENGTH} знаков.",
        },
    )
    basis = forms.CharField(
        label="Основание",
        max_length=300,
        required=False,
        help_text="Например: приказ от 14.01.2026 № 7. Можно указать и при утверждении",
    )

    def starting(self) -> Starting:
        said = self.cleaned_data
        return Starting(tuple(said["grounds"]), said["reason"], said["basis"].strip())


class AmendmentEditForm(AmendmentForm):
    """Said anew by one who was shown what it says so far."""

    seen = SeenField()


class AmendmentRejectForm(forms.Form):
    """Why the head turns an amendment down."""

    note = LinesField(
        label="Почему изменение отклонено",
        min_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Останется на странице изменения. Правка плана закроется без права вернуть её",
        error_messages={
            "min_length": f"Напишите подробнее: не меньше {REASON_LENGTH} знаков.",
        },
    )

    def note_text(self) -> str:
        note: str = self.cleaned_data["note"]
        return note


class DayForm(forms.Form):
    """The day on which to see a plan."""

    on = DayField(
        label="План на день",
        error_messages={
            "required": "Укажите день, на который показать план.",
            "invalid": "Такого дня нет. Укажите его так: 31.03.2024.",
        },
    )

    def day(self) -> date | None:
        found: date | None = self.cleaned_data["on"] if self.is_valid() else None
        return found
