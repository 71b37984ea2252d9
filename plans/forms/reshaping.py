"""Check what people do to the shape of a plan that was read: rows, headings, whole plans."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms

from plans.domain.content import Approval, Column, Field, Item, Section
from plans.domain.drafts import ItemDraft
from plans.domain.table import DEADLINE_FIELDS
from plans.forms.items import ItemForm, SectionForm, folded
from plans.forms.plans import VersionField

ACTIONS = (
    "join",
    "rise",
    "sink",
    "to_section",
    "to_item",
    "unhead",
    "section_rise",
    "section_sink",
    "merge",
    "settle",
    "undo",
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[«\"А-ЯЁA-Z\d])")
_SEPARATORS = (re.compile(r"\n+"), re.compile(r"\s*;\s*"), _SENTENCE)


class ReshapeForm(forms.Form):
    """One press of a button: «join:0:12» is an action, a plan and a place in it.

    The place is an item, a section, the other plan, or a doubt of the whole document.
    """

    operation = forms.RegexField(
        rf"\A(?:{'|'.join(ACTIONS)}):\d{{1,6}}:\d{{1,6}}\Z",
        error_messages={"invalid": "Такого действия нет. Откройте страницу снова."},
    )
    version = VersionField()

    def wanted(self) -> tuple[str, int, int]:
        action, plan, place = self.cleaned_data["operation"].split(":")
        return action, int(plan), int(place)


class FoundSectionForm(SectionForm):
    """A heading of a plan that was read."""

    version = VersionField()


class HalfForm(ItemForm):
    """One of the two rows that a row becomes; the section stays."""

    use_required_attribute = False

    def __init__(
        self, *args: Any, columns: tuple[Column, ...], item: Item, is_second: bool, **kwargs: Any
    ) -> None:
        texts = suggested(columns, item)
        own = {name: pair[is_second] for name, pair in texts.items()}
        super().__init__(
            *args,
            columns=columns,
            sections=[],
            item=item,
            initial=own,
            prefix="second" if is_second else "first",
            **kwargs,
        )


class StepCutForm(forms.Form):
    """From which intermediate result on they belong to the second row."""

    first_step = forms.TypedChoiceField(label="Ко второй строке отходят", coerce=int)

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        count = len(item.steps)
        choices = [
            (place, f"начиная с «{step.title or step.deadline.text or 'без названия'}»")
            for place, step in enumerate(item.steps)
            if place
        ]
        field = self.fields["first_step"]
        field.choices = [*choices, (count, "ни одного: все остаются у первой")]  # type: ignore[attr-defined]  # a choice field
        field.initial = 1 if choices else count


def suggested(columns: tuple[Column, ...], item: Item) -> dict[str, tuple[str, str]]:
    """The texts of both rows by name of form field: cut at a line's end, «;» or a sentence."""
    cut: dict[str, tuple[str, str]] = {"number": (item.number or "", "")}
    for place, column in enumerate(columns):
        name = _field_name(column.field, place)
        if name and name not in cut:
            cut[name] = _cut(_text(item, column.field, place), is_date=name == "deadline")
    for name in ("deadline", "responsible"):
        if name in cut and not cut[name][1]:
            cut[name] = (cut[name][0], cut[name][0])  # both rows most often share it
    return cut


def _field_name(field: Field, place: int) -> str:
    if field in {Field.OTHER, Field.MONTH}:
        return f"extra_{place}"
    if field in DEADLINE_FIELDS:
        return "deadline"
    return "" if field is Field.INTERMEDIATE_RESULT else field.value


def _text(item: Item, field: Field, place: int) -> str:
    """The text with the lines of the document, where they are known."""
    if field in {Field.CHANNELS, Field.RESPONSIBLE}:
        return "\n".join(getattr(item, field))
    if field in DEADLINE_FIELDS:
        now = item.deadline.text or ""
    elif field in {Field.OTHER, Field.MONTH}:
        now = item.extra.get(place, "")
    else:
        now = getattr(item, field) or ""
    printed = item.printed.text(place, now)
    return printed if folded(printed) == folded(now) else now


def _cut(text: str, *, is_date: bool) -> tuple[str, str]:
    """The text in two at its first natural seam; whole in the first where there is none.

    Lists of people and channels are cut at line ends only by a person: they stay whole.
    """
    if is_date:
        return folded(text), ""
    for separator in _SEPARATORS:
        parts = separator.split(text.strip(), maxsplit=1)
        if len(parts) == 2 and all(parts):
            return parts[0], parts[1]
    return text.strip(), ""


def halves_of(first: HalfForm, second: HalfForm) -> tuple[ItemDraft, ItemDraft]:
    """Both rows as typed."""
    return first.draft(), second.draft()


def section_initial(section: Section) -> dict[str, str]:
    return {"number": section.number or "", "title": section.title or ""}


def found_approvals(approvals: Iterable[Approval]) -> list[dict[str, Any]]:
    """Signature blocks that were read, as the set of their forms takes them."""
    return [
        {
            "kind": approval.kind.value,
            "position": approval.position or "",
            "name": approval.name or "",
            "date": approval.date,
            "order_number": approval.order.number if approval.order else "",
            "order_date": approval.order.date if approval.order else None,
            "order_issuer": (approval.order.issuer or "") if approval.order else "",
        }
        for approval in approvals
    ]
