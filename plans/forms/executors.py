"""Choose who carries items out: organisations, all schools at once, people."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from organisations.domain.policy import Actor
from organisations.forms import ScopedForm
from organisations.models import Membership, Organisation
from plans.domain.drafts import Executor
from plans.models import Plan, PlanItem
from plans.queries.items import assignable_organisations, assignable_people, plan_items


class OrganisationTicks(forms.ModelMultipleChoiceField):
    """Organisations to tick."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.short_name)


class PeopleTicks(forms.ModelMultipleChoiceField):
    """People to tick, each with the organisation for which they act."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.user}, {obj.organisation}"


class ItemTicks(forms.ModelMultipleChoiceField):
    """Items to tick."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.number}. {obj.title}" if obj.number else str(obj.title)


class ExecutorsForm(ScopedForm):
    """Who carries something out: organisations, all schools at once, people."""

    all_schools = forms.BooleanField(
        label="Все школы", required=False, help_text="Все действующие школы списка"
    )
    organisations = OrganisationTicks(
        Organisation.objects.none(), label="Организации", required=False
    )
    people = PeopleTicks(Membership.objects.none(), label="Сотрудники лично", required=False)

    def __init__(self, *args: Any, plan: Plan, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        offer(self, "organisations", assignable_organisations(plan).visible_to(actor))
        offer(self, "people", assignable_people(plan).visible_to(actor))

    def executors(self) -> set[Executor]:
        said = self.cleaned_data
        chosen = {row.pk for row in said["organisations"]}
        if said["all_schools"]:
            offered: Any = self.fields["organisations"]
            schools = offered.queryset.filter(kind=Organisation.Kind.SCHOOL)
            chosen |= set(schools.values_list("pk", flat=True))
        people = {(row.organisation_id, row.user_id) for row in said["people"]}
        return {(pk, None) for pk in chosen} | people


class PlanAssignForm(ExecutorsForm):
    """Several items for several executors at once."""

    items = ItemTicks(
        PlanItem.objects.none(),
        label="Пункты",
        error_messages={"required": "Отметьте хотя бы один пункт."},
    )
    field_order = ("items", "all_schools", "organisations", "people")

    def __init__(self, *args: Any, plan: Plan, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, plan=plan, actor=actor, **kwargs)
        offer(self, "items", plan_items(plan).visible_to(actor))

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if not (said.get("organisations") or said.get("people") or said.get("all_schools")):
            self.add_error("organisations", "Отметьте хотя бы одну организацию или сотрудника.")
        return said


def offer(form: forms.BaseForm, name: str, rows: QuerySet[Any]) -> None:
    """Set the choices of a field that depends on the plan."""
    field: Any = form.fields[name]
    field.queryset = rows


def executors_initial(form: ExecutorsForm, item: PlanItem) -> dict[str, list[int]]:
    """What is ticked: the organisations and people who have the item now."""
    assigned = {(row.organisation_id, row.user_id) for row in item.assignments.all()}
    people: Any = form.fields["people"]
    return {
        "organisations": [place for place, user_id in assigned if user_id is None],
        "people": [
            row.pk for row in people.queryset if (row.organisation_id, row.user_id) in assigned
        ],
    }
