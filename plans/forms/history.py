"""Check what people look for in the history and in the bin of a plan."""

from collections.abc import Iterable
from typing import Any

from django import forms

from moc_portal.web.forms import DayField
from organisations.models import User
from plans.forms.plans import SearchInput
from plans.queries.history import HistoryFilter, kind_choices


class HistoryFilterForm(forms.Form):
    """Which edits to show; nonsense narrows nothing."""

    words = forms.CharField(
        label="Пункт: номер или слова", required=False, max_length=200, widget=SearchInput
    )
    who = forms.TypedChoiceField(label="Кто", required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(
        label="Что сделано", required=False, choices=[("", "всё"), *kind_choices()]
    )
    since = DayField(label="С", required=False)
    until = DayField(label="По", required=False)
    number = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    item = forms.UUIDField(required=False, widget=forms.HiddenInput)
    step = forms.UUIDField(required=False, widget=forms.HiddenInput)
    col = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["who"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
        field.choices = [("", "любой"), *((row.pk, str(row)) for row in people)]

    def wanted(self) -> HistoryFilter:
        self.is_valid()
        said = self.cleaned_data
        return HistoryFilter(
            who=said.get("who"),
            words=said.get("words", ""),
            kind=said.get("kind", ""),
            since=said.get("since"),
            until=said.get("until"),
            number=said.get("number"),
            item=said.get("item"),
            step=said.get("step"),
            column=said.get("col", ""),
        )


class BinFilterForm(forms.Form):
    """Which removed rows to show."""

    words = forms.CharField(label="Слова", required=False, max_length=200, widget=SearchInput)
    row = forms.ChoiceField(
        label="Что",
        required=False,
        choices=[
            ("", "всё"),
            ("section", "разделы"),
            ("item", "пункты"),
            ("step", "промежуточные результаты"),
        ],
    )

    def wanted(self) -> tuple[str, str]:
        self.is_valid()
        return self.cleaned_data.get("words", ""), self.cleaned_data.get("row", "")


class BinRestoreForm(forms.Form):
    """Which rows come back: «item:uid»."""

    rows = forms.MultipleChoiceField(
        required=True,
        error_messages={"required": "Отметьте строки, которые нужно вернуть."},
    )

    def __init__(self, *args: Any, offered: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["rows"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 -- for the type checker
        field.choices = [(key, key) for key in offered]
        field.error_messages["invalid_choice"] = (
            "Одной из отмеченных строк в корзине уже нет. Откройте корзину снова."
        )
