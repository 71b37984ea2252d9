"""Check what people say about items and sections, by the columns of their plan."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from plans.domain.content import Column, Field, Item, PlanContent
from plans.domain.drafts import ItemDraft, StepDraft
from plans.domain.table import DEADLINE_FIELDS, section_title
from plans.forms.grid_tools import checkpoint_choices
from plans.forms.plans import PortalFormSet, VersionField, kept_forms, plain_lines
from plans.models import Plan

MAX_STEPS = 40
ONE_A_LINE = "Каждый с новой строки"
_TALL = {Field.TITLE: 3, Field.DESCRIPTION: 4, Field.GOAL: 3, Field.RESULT: 3}
_MAX_NUMBER, _MAX_DEADLINE = 30, 500
_AS_LINES = (Field.CHANNELS, Field.RESPONSIBLE)
_PLACED = (Field.OTHER, Field.MONTH)

SectionChoice = tuple[int, str]


class ItemForm(forms.Form):
    """One line of a plan: a field for each of the plan's columns, under the document's headers."""

    def __init__(
        self,
        *args: Any,
        columns: Sequence[Column],
        sections: Sequence[SectionChoice],
        item: Item,
        checkpoint: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        if len(sections) > 1:
            self.fields["section"] = forms.TypedChoiceField(
                label="Раздел", choices=sections, coerce=int
            )
        self._only_section = sections[0][0] if sections else 0
        for place, column in enumerate(columns):
            self._add_column(place, column)
        if Field.TITLE not in self.fields:
            self._add_column(-1, Column("Мероприятие", Field.TITLE))
        if checkpoint is not None:
            self.fields["checkpoint"] = forms.ChoiceField(
                label="Как часто спрашивать отчёт",
                required=False,
                choices=checkpoint_choices(),
                help_text="Если работа идёт без назначенного дня: «в течение года», «постоянно»",
            )
            self.initial.setdefault("checkpoint", checkpoint)

    def _add_column(self, place: int, column: Column) -> None:
        kind = column.field
        if kind in _PLACED:
            self.fields[f"extra_{place}"] = _area(column.header, 2)
            self.initial.setdefault(f"extra_{place}", self.item.extra.get(place, ""))
        elif kind in DEADLINE_FIELDS:
            self._add_deadline(column)
        elif kind in _AS_LINES:
            self._add_lines(column)
        elif kind is not Field.INTERMEDIATE_RESULT:
            self._add_text(column)

    def _add_text(self, column: Column) -> None:
        kind = column.field
        if kind is Field.NUMBER:
            self.fields[kind.value] = forms.CharField(
                label=column.header, required=False, max_length=_MAX_NUMBER
            )
        else:
            self.fields[kind.value] = _area(
                column.header, _TALL.get(kind, 2), required=kind is Field.TITLE
            )
        self.initial.setdefault(kind.value, getattr(self.item, kind) or "")

    def _add_deadline(self, column: Column) -> None:
        """A start and an end column are one text: «с 1 марта – 31 мая»."""
        if self.item.steps:
            return
        if known := self.fields.get("deadline"):
            known.label = f"{known.label} – {column.header}"
            return
        self.fields["deadline"] = forms.CharField(
            label=column.header,
            required=False,
            max_length=_MAX_DEADLINE,
            help_text="Словами, как в плане: «до 25 декабря», «ежеквартально», «I квартал»",
        )
        self.initial.setdefault("deadline", self.item.deadline.text or "")

    def _add_lines(self, column: Column) -> None:
        kind = column.field
        if self.item.steps and kind is Field.RESPONSIBLE:
            return
        self.fields[kind.value] = _area(column.header, 3, help_text=ONE_A_LINE)
        self.initial.setdefault(kind.value, "\n".join(getattr(self.item, kind)))

    def draft(self, steps: Iterable[StepDraft] = ()) -> ItemDraft:
        said = self.cleaned_data
        lists = {*_AS_LINES, "deadline", "section", "version", "checkpoint"}
        return ItemDraft(
            section=said.get("section", self._only_section),
            texts={
                name: folded(text)
                for name, text in said.items()
                if name not in lists and not name.startswith("extra_")
            },
            deadline_text=folded(said["deadline"]) if "deadline" in said else None,
            channels=_lines(said, Field.CHANNELS),
            responsible=_lines(said, Field.RESPONSIBLE),
            extra={
                int(name.removeprefix("extra_")): plain_lines(text)
                for name, text in said.items()
                if name.startswith("extra_")
            },
            steps=tuple(steps),
            checkpoint=said.get("checkpoint"),
        )


class ItemEditForm(ItemForm):
    """An item that exists: whoever saves it says which version they saw."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"] = VersionField()


class StepForm(forms.Form):
    """One intermediate result."""

    title = forms.CharField(
        label="Промежуточный результат", widget=forms.Textarea(attrs={"rows": 2})
    )
    deadline_text = forms.CharField(label="Срок", required=False, max_length=_MAX_DEADLINE)
    responsible = forms.CharField(
        label="Ответственные",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=ONE_A_LINE,
    )

    def step(self) -> StepDraft:
        said = self.cleaned_data
        return StepDraft(
            folded(said["title"]), folded(said["deadline_text"]), split_lines(said["responsible"])
        )


StepFormSet = forms.formset_factory(
    StepForm, formset=PortalFormSet, extra=1, can_delete=True, max_num=MAX_STEPS
)


class SectionForm(forms.Form):
    """The row above a part of the plan."""

    number = forms.CharField(label="Номер", required=False, max_length=_MAX_NUMBER)
    title = forms.CharField(
        label="Название", max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class SectionEditForm(SectionForm):
    """A section that exists: whoever saves it says which version they saw."""

    version = VersionField()


class MoveForm(forms.Form):
    """Which way an item goes."""

    step = forms.TypedChoiceField(choices=[("-1", "выше"), ("1", "ниже")], coerce=int)


def has_steps(columns: Sequence[Column], item: Item) -> bool:
    """Whether the form asks for intermediate results."""
    return bool(item.steps) or any(column.field is Field.INTERMEDIATE_RESULT for column in columns)


def section_choices(plan: Plan) -> list[SectionChoice]:
    return [(row.pk, str(row) or "без раздела") for row in plan.sections.all()]


def found_sections(content: PlanContent) -> list[SectionChoice]:
    return [
        (index, section_title(section) or "без раздела")
        for index, section in enumerate(content.sections)
    ]


def steps_of(formset: Any) -> list[StepDraft]:
    """The intermediate results that were filled in; a plan may have none at all."""
    return [form.step() for form in kept_forms(formset)] if formset else []


def steps_initial(item: Item) -> list[dict[str, str]]:
    return [
        {
            "title": step.title,
            "deadline_text": step.deadline.text or "",
            "responsible": "\n".join(step.responsible),
        }
        for step in item.steps
    ]


def folded(text: str) -> str:
    return " ".join(text.split())


def split_lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in map(folded, text.splitlines()) if line)


def _lines(said: dict[str, Any], name: str) -> tuple[str, ...] | None:
    return split_lines(said[name]) if name in said else None


def _area(
    label: str, rows: int, *, required: bool = False, help_text: str = ""
) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )
