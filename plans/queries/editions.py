"""States of a plan that can be laid side by side: versions, today's rows, its document."""

from typing import Any

from plans.domain.amending import Items, Told, Words
from plans.domain.comparison import item_texts
from plans.domain.content import Field, Item
from plans.domain.editions import Edition
from plans.domain.table import DEADLINE_FIELDS
from plans.domain.versions import Excluded, ItemMark, Lasting, lasting_of, thaw
from plans.models import Plan, PlanItem
from plans.queries.content import (
    item_content,
    items_in_order,
    plan_content,
    plan_document,
    with_content,
)
from plans.queries.plans import assignment_name

_SAID_APART = DEADLINE_FIELDS | {Field.NUMBER}


def whole_plan(plan: Plan) -> Plan:
    """The plan once more, as its rows are now, with all that its content needs."""
    return with_content(Plan.objects.filter(pk=plan.pk)).select_related("organisation").get()


def edition_of_plan(plan: Plan) -> Edition:
    """The plan as its rows are now; the plan comes from `with_content`."""
    document = plan_document(plan)
    return Edition(document.plans[0], document.approvals, tuple(item_marks(plan)), lasting(plan))


def edition_of_snapshot(snapshot: dict[str, Any]) -> Edition:
    document, marks = thaw(snapshot)
    return Edition(document.plans[0], document.approvals, marks, lasting_of(snapshot))


def item_marks(plan: Plan) -> list[ItemMark]:
    return [
        ItemMark(str(row.uid), tuple(map(assignment_name, row.assignments.all())))
        for row in items_in_order(plan)
    ]


def lasting(plan: Plan) -> Lasting:
    """Lasting numbers of columns and sections, and what amendments took out: one query."""
    return Lasting(
        tuple(str(row.uid) for row in plan.columns.all()),
        tuple(str(row.uid) for row in plan.sections.all()),
        excluded_items(plan),
    )


def excluded_items(plan: Plan) -> tuple[Excluded, ...]:
    """What amendments have taken out of the plan, in the order of its rows."""
    rows = PlanItem.every.filter(plan=plan, excluded_by__isnull=False).in_printed_order()
    return tuple(
        Excluded(str(row.uid), row.number, row.title, row.excluded_by.number)
        for row in rows.select_related("excluded_by")
        if row.excluded_by
    )


def told_items(plan: Plan) -> Items:
    """What executors must know of the items; the plan comes from `whole_plan`."""
    content = plan_content(plan)
    named = [
        (str(row.uid), " ".join(row.header.split()))
        for row in plan.columns.all()
        if Field(row.field) not in _SAID_APART
    ]
    places = [place for place, one in enumerate(content.columns) if one.field not in _SAID_APART]
    told = {}
    for row in items_in_order(plan):
        item = item_content(row)
        texts = list(item_texts(item, content).values())
        words = {
            uid: Words(header, texts[place])
            for (uid, header), place in zip(named, places, strict=True)
        }
        people = frozenset((one.organisation_id, one.user_id) for one in row.assignments.all())
        told[str(row.uid)] = Told(item.number or "", item.title, say_deadline(item), words, people)
    return told


def say_deadline(item: Item) -> str:
    """The deadline of the item and of its steps in the document's words."""
    said = [item.deadline.text, *(step.deadline.text for step in item.steps)]
    return "; ".join(dict.fromkeys(" ".join(text.split()) for text in said if text))
