"""Give columns of a read plan other meanings: the texts move to the fields they belong to."""

from dataclasses import replace
from typing import Any

from plans.domain.content import Deadline, Field, Item, PlanContent
from plans.domain.deadlines import DeadlineContext, read_deadline
from plans.domain.drafts import context_of

Change = tuple[int, Field, Field]  # the column's place, its meaning before and after

# These meanings came from more than one cell: they are corrected row by row.
FIXED_FIELDS = frozenset(
    {Field.INTERMEDIATE_RESULT, Field.DEADLINE_START, Field.DEADLINE_END, Field.MONTH}
)
FREE_FIELDS = tuple(field for field in Field if field not in FIXED_FIELDS)


def problem_with(fields: tuple[Field, ...]) -> str:
    """Why these meanings cannot stand together, in words; empty where they can."""
    if Field.TITLE not in fields:
        return "Отметьте столбец, в котором названия мероприятий."
    for field in FREE_FIELDS:
        if field is not Field.OTHER and fields.count(field) > 1:
            return "Один и тот же смысл выбран у двух столбцов: у второго выберите «прочее»."
    if Field.DEADLINE in fields and Field.DEADLINE_START in fields:
        return "Срок уже собран из двух столбцов: третий столбец отметьте как «прочее»."
    return ""


def remapped(plan: PlanContent, fields: tuple[Field, ...]) -> PlanContent:
    """The plan with these meanings of its columns; no text is lost."""
    before = tuple(column.field for column in plan.columns)
    moved = [place for place, field in enumerate(fields) if field is not before[place]]
    if not moved:
        return plan
    columns = tuple(
        replace(column, field=field) for column, field in zip(plan.columns, fields, strict=True)
    )
    changes = [(place, before[place], fields[place]) for place in moved]
    sections = []
    for section in plan.sections:
        context = context_of(plan.period, section.title)
        items = tuple(_item(item, changes, context) for item in section.items)
        sections.append(replace(section, items=items))
    return replace(plan, columns=columns, sections=tuple(sections))


def _item(item: Item, changes: list[Change], context: DeadlineContext) -> Item:
    texts = {place: _text(item, before, place) for place, before, _after in changes}
    extra = {place: text for place, text in item.extra.items() if place not in texts}
    values: dict[str, Any] = {}
    for _place, before, _after in changes:
        values |= _emptied(before)
    for place, _before, after in changes:
        if after is not Field.OTHER:
            values |= _filled(after, texts[place], context)
        elif texts[place]:
            extra[place] = texts[place]
    if not values.get("title", item.title):
        values["title"] = "—"  # an item cannot be without a name; the dash is there to be seen
    return replace(item, **values, extra=extra)


def _text(item: Item, field: Field, place: int) -> str:
    if field is Field.OTHER:
        return item.extra.get(place, "")
    if field is Field.DEADLINE:
        return item.deadline.text or ""
    value = getattr(item, field)
    return "; ".join(value) if isinstance(value, tuple) else value or ""


def _emptied(field: Field) -> dict[str, Any]:
    if field is Field.OTHER:
        return {}
    if field is Field.DEADLINE:
        return {"deadline": Deadline()}
    if field in {Field.CHANNELS, Field.RESPONSIBLE}:
        return {field.value: ()}
    return {field.value: "" if field is Field.TITLE else None}


def _filled(field: Field, text: str, context: DeadlineContext) -> dict[str, Any]:
    if field is Field.DEADLINE:
        return {"deadline": read_deadline(text, context)}
    if field in {Field.CHANNELS, Field.RESPONSIBLE}:
        return {field.value: tuple(part.strip() for part in text.split(";") if part.strip())}
    return {field.value: text or None}
