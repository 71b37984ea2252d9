"""A plan's rows once more: the editable copy of an amendment, the start of the next year."""

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import Model

from plans.models import (
    Assignment,
    Plan,
    PlanApproval,
    PlanColumn,
    PlanItem,
    PlanSection,
    PlanStep,
)

Row = TypeVar("Row", bound=Model)

BATCH = 500
HEADING = (
    "kind",
    "title",
    "organisation_id",
    "starts_on",
    "ends_on",
    "introduction",
    "source_id",
    "plan_import_id",
    "frame",
    "checkpoint",
)
# What a row's life in the first plan says; the copy begins its own.
_OWN = {"id", "version", "removed_at", "removed_by", "excluded_by"}


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy of a plan; its rows are found by the `pk` of those they were copied from."""

    plan: Plan
    columns: dict[int, PlanColumn] = field(default_factory=dict)
    sections: dict[int, PlanSection] = field(default_factory=dict)
    items: dict[int, PlanItem] = field(default_factory=dict)
    steps: dict[int, PlanStep] = field(default_factory=dict)


def copy_plan(
    plan: Plan,
    values: Mapping[str, Any],
    *,
    keep_uids: bool,
    item_ids: Collection[int] | None = None,
    with_assignments: bool = True,
) -> Copied:
    """A draft that says the same: columns, approvals, sections, items, steps, assignments.

    `values` overrides the heading («amends», «title», «created_by_id»…). With `keep_uids` rows
    and columns keep their lasting numbers, otherwise they get new ones. `item_ids` leaves out all
    other items; sections are copied all the same. What is in the bin stays there. The number of
    queries does not depend on the length of the plan.
    """
    heading = {name: getattr(plan, name) for name in HEADING}
    copy = Plan.objects.create(**heading | dict(values))
    approvals = plan.approvals.order_by("ordering", "pk")
    PlanApproval.objects.bulk_create(copied_rows(approvals, keep_uids=True, plan=copy))
    copied = Copied(
        copy,
        columns=_copies(plan.columns.order_by("pk"), keep_uids=keep_uids, plan=copy),
        sections=_copies(plan.sections.order_by("pk"), keep_uids=keep_uids, plan=copy),
    )
    PlanColumn.objects.bulk_create(copied.columns.values(), batch_size=BATCH)
    PlanSection.objects.bulk_create(copied.sections.values(), batch_size=BATCH)
    _copy_items(plan, copied, item_ids, keep_uids=keep_uids)
    if with_assignments:
        rows = Assignment.objects.filter(item__in=copied.items).order_by("pk")
        Assignment.objects.bulk_create(
            (
                Assignment(
                    item=copied.items[row.item_id],
                    organisation_id=row.organisation_id,
                    user_id=row.user_id,
                )
                for row in rows
            ),
            batch_size=BATCH,
        )
    return copied


def _copy_items(
    plan: Plan, copied: Copied, item_ids: Collection[int] | None, *, keep_uids: bool
) -> None:
    items = PlanItem.objects.filter(plan=plan, section__in=copied.sections).order_by("pk")
    chosen = [row for row in items if item_ids is None or row.pk in item_ids]
    for row, item in zip(
        chosen, copied_rows(chosen, keep_uids=keep_uids, plan=copied.plan), strict=True
    ):
        item.section = copied.sections[row.section_id]
        copied.items[row.pk] = item
    PlanItem.objects.bulk_create(copied.items.values(), batch_size=BATCH)
    steps = [
        row
        for row in PlanStep.objects.filter(item__plan=plan).order_by("pk")
        if row.item_id in copied.items
    ]
    for step_row, step in zip(steps, copied_rows(steps, keep_uids=keep_uids), strict=True):
        step.item = copied.items[step_row.item_id]
        copied.steps[step_row.pk] = step
    PlanStep.objects.bulk_create(copied.steps.values(), batch_size=BATCH)


def _copies(rows: Iterable[Row], *, keep_uids: bool, **values: Any) -> dict[int, Row]:
    found = list(rows)
    made = copied_rows(found, keep_uids=keep_uids, **values)
    return {row.pk: copy for row, copy in zip(found, made, strict=True)}


def copied_rows(rows: Iterable[Row], *, keep_uids: bool, **values: Any) -> Iterator[Row]:
    """New rows with the same words, of the plan (or other owner) that `values` names."""
    for row in rows:
        said = {
            one.attname: getattr(row, one.attname)
            for one in row._meta.concrete_fields
            if one.name not in _OWN and one.name not in values
        }
        if "uid" in said and not keep_uids:
            said["uid"] = uuid.uuid4()
        yield type(row)(**said, **values)
