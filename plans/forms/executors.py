"""Choose who carries items out: organisations, all schools at once, people."""

import re
from typing import Any

from django import forms
from django.db.models import QuerySet

from organisations.domain.policy import Actor
from organisations.forms import ScopedForm
from organisations.models import Membership, Organisation
from plans.domain.drafts import Executor, by_keys
from plans.forms.plans import VERSION_MISSING
from plans.models import Plan, PlanItem
from plans.queries.grid import executor_name
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


class SeenExecutors(forms.CharField):
    """Whom the page showed as assigned («=12 14:5»: an organisation, and a person of one).

    The sign is there even where nobody is assigned: an empty field is a field that was lost.
    """

    widget = forms.HiddenInput
    _WRITTEN = re.compile(r"=(?:\d{1,18}(?::\d{1,18})?(?: |$))*")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(error_messages={"required": VERSION_MISSING}, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, set):
            return value  # as it was posted
        return f"={' '.join(_written(one) for one in sorted(value, key=by_keys))}"

    def clean(self, value: Any) -> Any:
        said = super().clean(value)
        if not self._WRITTEN.fullmatch(said):
            raise forms.ValidationError(VERSION_MISSING)
        return frozenset(map(_read, said.removeprefix("=").split()))


class ItemAssignForm(ExecutorsForm):
    """Who carries one item out; that nobody does is said, never left out."""

    nobody = forms.BooleanField(
        label="Никому", required=False, help_text="Снять всех, кому пункт поручен сейчас"
    )
    seen = SeenExecutors()

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        is_ticked = any(said.get(name) for name in ("organisations", "people", "all_schools"))
        if is_ticked and said.get("nobody"):
            self.add_error(
                "nobody",
                "Снимите эту отметку или отметки у исполнителей: вместе они противоречат друг "
                "другу.",
            )
        elif not (is_ticked or said.get("nobody") or self.errors):
            self.add_error(
                "organisations",
                "Никто не отмечен. Если пункт не поручен никому, отметьте «Никому».",
            )
        return said

    def wanted(self) -> set[Executor]:
        """Whoever is ticked, and those assigned who could not be unticked here."""
        if self.cleaned_data["nobody"]:
            return set()
        seen: frozenset[Executor] = self.cleaned_data["seen"]
        return self.executors() | (seen - self.offered())

    def offered(self) -> set[Executor]:
        """Everybody who may be ticked or unticked here."""
        organisations: Any = self.fields["organisations"]
        people: Any = self.fields["people"]
        places = organisations.queryset.values_list("pk", flat=True)
        return {(pk, None) for pk in places} | {
            (row.organisation_id, row.user_id) for row in people.queryset
        }


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


def executors_initial(form: ExecutorsForm, item: PlanItem) -> dict[str, Any]:
    """What is ticked: the organisations and people who have the item now."""
    assigned = {(row.organisation_id, row.user_id) for row in item.assignments.all()}
    people: Any = form.fields["people"]
    return {
        "organisations": [place for place, user_id in assigned if user_id is None],
        "people": [
            row.pk for row in people.queryset if (row.organisation_id, row.user_id) in assigned
        ],
        "seen": assigned,
    }


def not_offered(form: ItemAssignForm, item: PlanItem) -> list[str]:
    """Those who have the item and stand in no list: a school that closed, a person who left."""
    offered = form.offered()
    rows = [
        row for row in item.assignments.all() if (row.organisation_id, row.user_id) not in offered
    ]
    return sorted(executor_name(row, item.plan.organisation_id) for row in rows)


def _written(executor: Executor) -> str:
    place, user_id = executor
    return f"{place}:{user_id}" if user_id else str(place)


def _read(written: str) -> Executor:
    place, _colon, user_id = written.partition(":")
    return int(place), int(user_id) if user_id else None
