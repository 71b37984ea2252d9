"""Check what people type about reporting periods."""

from collections.abc import Iterable
from datetime import date, time
from itertools import groupby
from typing import Any, cast

from django import forms

from moc_portal.web.forms import DayField
from organisations.domain.policy import Actor
from organisations.forms import ScopedForm
from organisations.models import Organisation
from plans.domain.expectations import Span, span_of
from plans.models import ReportingPeriod

KIND_NAMES = dict(ReportingPeriod.Kind.choices)
DUE_TIME = time(18, 0)


class PeriodForm(ScopedForm):
    """A new period: whose, which span, due when."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.centres().filter(is_active=True).order_by("short_name", "pk"),
        label="Центр",
        empty_label=None,
    )
    span = forms.ChoiceField(
        label="За какой срок отчитываются",
        error_messages={
            "invalid_choice": "Этот срок сейчас не предлагается. Выберите другой из списка."
        },
    )
    due_day = DayField(label="Последний день сдачи")
    due_time = forms.TimeField(
        label="Время",
        initial=DUE_TIME,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text="По часам центра",
    )

    def __init__(self, *args: Any, spans: Iterable[Span], actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        spans = list(spans)
        quarters = [span.key for span in spans if span.kind == ReportingPeriod.Kind.QUARTER]
        self.fields["span"].initial = next(iter(quarters), None)
        span_field = cast(forms.ChoiceField, self.fields["span"])
        span_field.choices = [
            (KIND_NAMES[kind].capitalize(), [(span.key, span.title) for span in group])
            for kind, group in groupby(spans, key=lambda span: span.kind)
        ]
        centre_field = cast(forms.ModelChoiceField, self.fields["organisation"])
        centres = list(centre_field.queryset[:2]) if centre_field.queryset is not None else []
        if len(centres) == 1:
            centre_field.initial = centres[0]
            centre_field.widget = forms.HiddenInput()

    def chosen_span(self) -> Span:
        kind, starts_on = self.cleaned_data["span"].split(":")
        return span_of(kind, date.fromisoformat(starts_on))

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if "span" in said and "due_day" in said and said["due_day"] < self.chosen_span().starts_on:
            self.add_error(
                "due_day", "Срок сдачи раньше начала периода. Выберите более поздний день."
            )
        return said


class CloseForm(forms.Form):
    """Whether a period may be closed with reports unread."""

    with_unread = forms.BooleanField(
        label="Закрыть без проверки: эти отчёты не войдут в отчёт центра",
        error_messages={"required": "Проверьте отчёты или отметьте, что закрываете без этого."},
    )

    def __init__(self, *args: Any, unread_count: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not unread_count:
            del self.fields["with_unread"]

    def value(self) -> bool:
        return bool(self.cleaned_data.get("with_unread"))


class ReopenForm(forms.Form):
    """Why a closed period is opened again."""

    reason = forms.CharField(
        label="Причина",
        max_length=1000,
        min_length=10,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Останется в журнале действий, не короче 10 знаков",
        error_messages={
            "required": "Напишите, почему период открывается снова: не короче 10 знаков.",
            "min_length": "Напишите, почему период открывается снова: не короче 10 знаков.",
        },
    )
