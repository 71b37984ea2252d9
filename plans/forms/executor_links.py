"""Say whom the words of a plan mean."""

from typing import Any

from django import forms

from plans.domain.directory import NOBODY, Directory, Target
from plans.domain.executors import LONGEST_LINK

Choices = list[tuple[str, list[tuple[str, str]]]]


class ExecutorLinkForm(forms.Form):
    """Words, and whom they mean: by a button, or from the list."""

    text = forms.CharField(
        max_length=LONGEST_LINK,
        error_messages={"required": "Страница устарела: откройте её снова и повторите."},
    )
    target = forms.ChoiceField(required=False)
    chosen = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, directory: Directory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._targets = {target.token: target for target in directory.targets()}
        self._targets[NOBODY] = Target()
        for name in ("target", "chosen"):
            field: Any = self.fields[name]
            field.choices = [(token, token) for token in self._targets]
            field.error_messages["invalid_choice"] = (
                "Этой организации или сотрудника в списке центра уже нет. Выберите другое."
            )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not (said.get("target") or said.get("chosen")):
            raise forms.ValidationError("Выберите в списке организацию или сотрудника.")
        return said

    def link_target(self) -> Target:
        said = self.cleaned_data
        return self._targets[said["target"] or said["chosen"]]

    def first_error(self) -> str:
        return next(str(error) for errors in self.errors.values() for error in errors)


def grouped_choices(directory: Directory) -> Choices:
    """Everybody to choose from, for the lists of a page: groups, organisations, people."""
    parts: dict[str, list[tuple[str, str]]] = {}
    for target in directory.targets():
        name = "Организации"
        if target.group:
            name = "Группы"
        elif target.user_id:
            name = "Сотрудники лично"
        parts.setdefault(name, []).append((target.token, directory.label(target)))
    return list(parts.items())
