"""Check what approvers remark of a plan, and what is answered."""

from typing import Any, cast

from django import forms

from plans.domain.agreements import RemarkText
from plans.forms.conflicts import SeenField
from plans.forms.lines import LinesField
from plans.models import Plan


class RemarkForm(forms.Form):
    """A remark on a row of the plan, on one of its cells, or on the plan as a whole."""

    item = forms.UUIDField(required=False, widget=forms.HiddenInput)
    column = forms.ChoiceField(label="О чём", required=False)
    text = LinesField(label="Замечание", max_length=3000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = [(str(column.uid), column.header) for column in plan.columns.all()]
        cast(forms.ChoiceField, self.fields["column"]).choices = [("", "пункт целиком"), *columns]

    def remark(self) -> RemarkText:
        said = self.cleaned_data
        item = str(said["item"]) if said["item"] else None
        return RemarkText(said["text"], item, (said["column"] or None) if item else None)


class RemarkAnswerForm(forms.Form):
    """What became of a remark."""

    answer = LinesField(
        label="Ответ",
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "max_length": "Знаков %(show_value)s, а помещается %(limit_value)s. Сократите ответ."
        },
    )
    settled = forms.BooleanField(label="Исправлено, замечание снято", required=False)
    seen = SeenField()

    def answer_text(self) -> str:
        answer: str = self.cleaned_data["answer"]
        return answer
