"""Which changes of a newer document a person takes over."""

from typing import Any

from django import forms

from plans.domain.updating import Choice, Offered
from plans.forms.plans import VERSION_MISSING, VersionField

# More boxes than this are ticked in groups: a form may not have any number of fields.
MOST_BOXES = 1500
GROUPS = {
    "proposed": "изменения из документа",
    "by_hand": "замены того, что правили в портале",
    "removals": "исключения строк, которых нет в документе",
}


class ChangesField(forms.MultipleChoiceField):
    """Keys of choices; those of an older page mean nothing and are refused with the page."""

    def valid_value(self, value: object) -> bool:
        return isinstance(value, str)


class UpdateForm(forms.Form):
    """The ticks, and what the person saw: the upload's version, the plan's state."""

    version = VersionField()
    state = forms.CharField(
        max_length=64,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("required", "max_length"), VERSION_MISSING),
    )
    changes = ChangesField(required=False)

    def __init__(self, *args: Any, offered: Offered, tick_all: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._offered = offered
        choices = offered.choices
        self.is_grouped = len(choices) > MOST_BOXES
        self.initial["changes"] = sorted(
            {
                self._box(choice)
                for choice in choices
                if choice.is_proposed or (tick_all and not choice.is_removal)
            }
        )

    @property
    def ticked(self) -> frozenset[str]:
        return frozenset(self["changes"].value() or ())

    @property
    def groups(self) -> list[tuple[str, str, int]]:
        """Boxes that tick many changes at once: name, words, how many."""
        boxes = [self._box(choice) for choice in self._offered.choices]
        counted = ((name, words, boxes.count(name)) for name, words in GROUPS.items())
        return [group for group in counted if group[2]]

    def chosen(self) -> list[str]:
        """Keys of the choices that are ticked, alone or in groups."""
        ticked = set(self.cleaned_data["changes"])
        return [choice.key for choice in self._offered.choices if self._box(choice) in ticked]

    def _box(self, choice: Choice) -> str:
        if not self.is_grouped:
            return choice.key
        if choice.is_removal:
            return "removals"
        return "by_hand" if choice.is_by_hand else "proposed"
