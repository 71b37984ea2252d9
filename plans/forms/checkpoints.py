"""Check what people decide about check-points."""

from collections.abc import Iterable
from typing import Any

from django import forms

from plans.forms.conflicts import SeenField
from plans.models.plans import Checkpoint

AS_PLAN = "plan"


class PlanCheckpointForm(forms.Form):
    """How often reports are due on all rows of a plan."""

    checkpoint = forms.ChoiceField(
        label="Когда спрашивать о том, что идёт без назначенного дня", choices=Checkpoint.choices
    )
    seen = SeenField()


class ItemCheckpointForm(forms.Form):
    """How often reports are due on some rows."""

    items = forms.TypedMultipleChoiceField(
        coerce=int, error_messages={"required": "Отметьте пункты, для которых это изменить."}
    )
    checkpoint = forms.ChoiceField(
        label="Для отмеченных", choices=[(AS_PLAN, "как у всего плана"), *Checkpoint.choices]
    )

    def __init__(self, *args: Any, items: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["items"]
        assert isinstance(field, forms.TypedMultipleChoiceField)  # noqa: S101 -- for the type checker
        field.choices = [(pk, str(pk)) for pk in items]
        field.error_messages["invalid_choice"] = (
            "Одного из отмеченных пунктов в плане уже нет. Откройте страницу снова."
        )

    def chosen(self) -> dict[str, Any]:
        said = self.cleaned_data
        checkpoint = "" if said["checkpoint"] == AS_PLAN else said["checkpoint"]
        return {"item_ids": said["items"], "checkpoint": checkpoint}

    def complaint(self) -> str:
        """Everything that is wrong, in one sentence after another."""
        return " ".join(str(error) for errors in self.errors.values() for error in errors)
