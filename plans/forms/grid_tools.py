"""What the tools of a plan's table ask the server."""

from typing import Any

from django import forms

from plans.domain.directory import Directory, Target
from plans.domain.executors import LONGEST_LINK, link_text
from plans.models import Checkpoint, PlanColumn

MAX_PASTED = 2_000_000
_MAX_WORDS = 2000


class PastedBlockForm(forms.Form):
    """The clipboard as text and, if there is one, as markup."""

    text = forms.CharField(required=False, strip=False, max_length=MAX_PASTED)
    html = forms.CharField(required=False, strip=False, max_length=MAX_PASTED)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            raise forms.ValidationError(
                "Скопировано слишком много. Вставьте частями или загрузите документ файлом."
            )
        if not (said.get("text", "").strip() or said.get("html", "").strip()):
            raise forms.ValidationError("В буфере обмена нет текста. Скопируйте таблицу ещё раз.")
        return said


class WordsForm(forms.Form):
    """Words of a deadline, and the section they would stand in."""

    text = forms.CharField(required=False, max_length=_MAX_WORDS)
    section = forms.UUIDField(required=False)
    item = forms.UUIDField(required=False)


class RowForm(forms.Form):
    """Which row a small editor is about."""

    item = forms.UUIDField()
    step = forms.UUIDField(required=False)


class RowsForm(forms.Form):
    """The rows whose executors are chosen; none: for rows that nobody has yet."""

    item = forms.UUIDField(required=False)


class LinkForm(forms.Form):
    """Words of the plan, and whom they mean from now on."""

    text = forms.CharField(max_length=LONGEST_LINK)
    target = forms.ChoiceField()

    def __init__(self, *args: Any, directory: Directory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._targets = {target.token: target for target in directory.targets()}
        field: Any = self.fields["target"]
        field.choices = [(token, token) for token in self._targets]
        field.error_messages["invalid_choice"] = (
            "Этой организации или сотрудника в списке центра уже нет. Выберите другое."
        )

    def clean_text(self) -> str:
        return link_text(self.cleaned_data["text"])

    def link_target(self) -> Target:
        return self._targets[self.cleaned_data["target"]]


def first_error(form: forms.Form) -> str:
    return next(str(error) for errors in form.errors.values() for error in errors)


def checkpoint_choices() -> list[tuple[str, str]]:
    """How often a report is due; empty: as the plan says."""
    return [("", "как во всём плане"), *Checkpoint.choices]


def meaning_choices() -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in PlanColumn.Field.choices]
