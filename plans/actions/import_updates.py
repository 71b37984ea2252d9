"""Take a newer document over into a draft: nobody's rows, executors or reports are lost."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from organisations import audit
from organisations.domain.errors import ChangedMeanwhileError, RuleError
from organisations.domain.policy import Actor
from plans.actions.locks import lock_editable
from plans.actions.rows import approval_rows, fitted, item_values, step_rows
from plans.domain.content import Item, PlanContent
from plans.domain.corrections import Reading, reading_from_dict, reading_to_dict, toggle_plan
from plans.domain.frame_serial import frame_to_json, printed_to_json
from plans.domain.merging import Merged, merged
from plans.domain.updating import Offered
from plans.models import (
    Assignment,
    Plan,
    PlanApproval,
    PlanColumn,
    PlanImport,
    PlanItem,
    PlanSection,
    PlanStep,
)
from plans.queries.content import item_content, items_in_order
from plans.queries.executors import PlanExecutors, assigned_now
from plans.queries.import_updates import (
    can_update,
    new_document,
    offered_update,
    state_of,
    update_page,
)


class NotThisPlanError(RuleError):
    """The document cannot update that plan."""


class ItemInUseError(RuleError):
    """A row that the document lacks has reports or publications."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the person had before their eyes: the upload's version and the plan's `state_of`."""

    version: int
    state: str


@dataclass(frozen=True, slots=True)
class Updated:
    """What an update did; `waiting` are the plans of the document not yet saved."""

    plan: Plan
    taken: int
    left: int
    waiting: int


@transaction.atomic
def update_from_import(
    plan_import: PlanImport,
    place: tuple[int, int],
    chosen: Collection[str],
    *,
    seen: Seen,
    actor: Actor,
) -> Updated:
    """Take the chosen changes over; the plan's document is the newer one from then on.

    `place` is the index of the plan in the document and the key of the plan to update.
    """
    index, plan_id = place
    locked = _lock_import(plan_import, seen, actor)
    lock_editable(plan_id, actor)
    plan = update_page(actor).get(pk=plan_id)
    reading = reading_from_dict(locked.reading)
    document = new_document(reading, index)
    if document is None or not can_update(locked, reading, index, plan):
        raise NotThisPlanError("Этим документом план обновить нельзя. Откройте проверку снова.")
    if state_of(plan) != seen.state:
        raise ChangedMeanwhileError(
            "Пока вы выбирали, план изменили в другом окне. Просмотрите различия снова."
        )
    offered = offered_update(plan, document)
    known = [choice for choice in offered.choices if choice.key in chosen]
    changed = _write(plan, merged(offered, [choice.key for choice in known]), locked)
    _assign_known(plan, changed, actor)
    waiting = _close(locked, reading, index)
    _record(plan, locked, offered, chosen, actor)
    return Updated(plan, len(known), len(offered.choices) - len(known), waiting)


def _lock_import(plan_import: PlanImport, seen: Seen, actor: Actor) -> PlanImport:
    rows = PlanImport.objects.select_for_update(of=("self",)).select_related("source")
    locked = rows.get(pk=plan_import.pk)
    actor.must_reach(locked.organisation_id)
    if locked.saved_at:
        raise NotThisPlanError("Этот документ уже сохранён: правьте его планы.")
    if locked.version != seen.version:
        raise ChangedMeanwhileError(
            "Пока вы выбирали, загрузку исправили в другом окне. Просмотрите различия снова."
        )
    return locked


def _close(plan_import: PlanImport, reading: Reading, index: int) -> int:
    """The plan of the document is dealt with; returns how many are left."""
    # Corrections that are taken back must not bring the plan up again.
    left = replace(toggle_plan(reading, index), earlier=())
    waiting = len(left.document.plans) - len(left.skipped_plans)
    plan_import.reading = reading_to_dict(left)
    plan_import.version += 1
    if not waiting:
        plan_import.saved_at, plan_import.undone_at = timezone.now(), None
    plan_import.save(update_fields=["reading", "version", "saved_at", "undone_at"])
    return waiting


def _record(
    plan: Plan, plan_import: PlanImport, offered: Offered, chosen: Collection[str], actor: Actor
) -> None:
    counts: dict[str, int] = dict.fromkeys(("added", "removed", "changed", "moved", "heading"), 0)
    for row in offered.rows:
        if any(choice.key in chosen for choice in row.choices):
            counts[row.change.change] += 1
    counts["heading"] = sum(choice.key in chosen for choice in offered.heading)
    left = sum(choice.key not in chosen for choice in offered.choices)
    audit.record(
        actor,
        "plan.update_from_document",
        plan,
        organisation_id=plan.organisation_id,
        plan_import=plan_import.pk,
        file=plan_import.source.name,
        left=left,
        **counts,
    )


def _assign_known(plan: Plan, item_ids: Collection[int], actor: Actor) -> None:
    """Executors whom the portal recognises, in new rows and where others are named now.

    In the other rows nothing is assigned again that a person has taken away.
    """
    known = PlanExecutors(plan, actor).known() if item_ids else []
    new = {entry for entry in known if entry[0] in item_ids} - assigned_now(plan)
    for organisation_id in {entry[1] for entry in new}:
        actor.must_reach(organisation_id)
    Assignment.objects.bulk_create(
        Assignment(item_id=item_id, organisation_id=organisation_id, user_id=user_id)
        for item_id, organisation_id, user_id in sorted(new, key=str)
    )


def _write(plan: Plan, result: Merged, plan_import: PlanImport) -> set[int]:
    """Returns the items that are new or name others."""
    content = result.content
    sections = _write_sections(plan, result)
    changed = _write_items(plan, result, sections)
    plan.columns.all().delete()
    PlanColumn.objects.bulk_create(
        PlanColumn(
            plan=plan,
            ordering=ordering,
            width_mm=column.width_mm,
            **fitted(PlanColumn, {"header": column.header, "field": column.field.value}),
        )
        for ordering, column in enumerate(content.columns)
    )
    if result.approvals is not None:
        plan.approvals.all().delete()
        PlanApproval.objects.bulk_create(approval_rows(plan, result.approvals))
    heading = _heading(content, plan_import)
    for name, value in heading.items():
        setattr(plan, name, value)
    plan.version += 1
    plan.save(update_fields=[*heading, "version"])
    return changed


def _heading(content: PlanContent, plan_import: PlanImport) -> dict[str, Any]:
    values = {
        "title": content.title,
        "starts_on": content.period[0],
        "ends_on": content.period[1],
        "introduction": content.introduction,
        "frame": frame_to_json(content.frame),
    }
    return fitted(Plan, values) | {"source": plan_import.source, "plan_import": plan_import}


def _write_sections(plan: Plan, result: Merged) -> list[PlanSection]:
    """The plan's sections in their new order; those that are gone still hold their items."""
    old = list(plan.sections.all())
    rows: list[PlanSection] = []
    new: list[PlanSection] = []
    kept: list[PlanSection] = []
    for ordering, (section, origin) in enumerate(
        zip(result.content.sections, result.sections, strict=True)
    ):
        row = PlanSection(plan=plan) if origin is None else old[origin]
        values = {
            "ordering": ordering,
            "printed": printed_to_json(section.printed),
            "number": section.number or "",
            "title": section.title or "",
        }
        for name, value in fitted(PlanSection, values).items():
            setattr(row, name, value)
        rows.append(row)
        (new if origin is None else kept).append(row)
    PlanSection.objects.bulk_create(new)
    PlanSection.objects.bulk_update(kept, ["ordering", "printed", "number", "title"])
    return rows


def _write_items(plan: Plan, result: Merged, sections: Sequence[PlanSection]) -> set[int]:
    """Rows that were there keep their `uid` and all that hangs on them."""
    old = items_in_order(plan)
    named = {row.pk: _named(item_content(row)) for row in old}
    placed = [
        (row, ordering, item)
        for row, section in zip(sections, result.content.sections, strict=True)
        for ordering, item in enumerate(section.items)
    ]
    new: list[tuple[PlanItem, Item]] = []
    kept: list[tuple[PlanItem, Item]] = []
    for (section, ordering, item), origin in zip(placed, result.items, strict=True):
        values = item_values(item)
        if origin is None:
            row = PlanItem(plan=plan, section=section, ordering=ordering, **values)
            new.append((row, item))
            continue
        row = old[origin]
        _overwrite(row, values)
        row.section, row.ordering = section, ordering
        kept.append((row, item))
    fields = [*item_values(Item(None, "")), "section", "ordering", "version"]
    PlanItem.objects.bulk_update([row for row, _item in kept], fields, batch_size=500)
    PlanItem.objects.bulk_create(row for row, _item in new)
    stale = [row for row in old if row.pk not in {one.pk for one, _item in kept}]
    _remove(plan, stale, sections)
    PlanStep.objects.filter(item__plan=plan).delete()
    PlanStep.objects.bulk_create(
        step for row, item in [*kept, *new] for step in step_rows(row, item.steps)
    )
    return {row.pk for row, item in [*kept, *new] if named.get(row.pk) != _named(item)}


def _named(item: Item) -> list[tuple[str, ...]]:
    """Whom the item and its steps name."""
    return [item.responsible, *(step.responsible for step in item.steps)]


def _overwrite(row: PlanItem, values: dict[str, Any]) -> None:
    """A form that was opened before sees that the row has changed; how it prints is no change."""
    said = {name: getattr(row, name) for name in values if name != "printed"}
    if any(values[name] != value for name, value in said.items()):
        row.version += 1
    for name, value in values.items():
        setattr(row, name, value)


def _remove(plan: Plan, stale: Sequence[PlanItem], sections: Sequence[PlanSection]) -> None:
    try:
        PlanItem.objects.filter(pk__in=[row.pk for row in stale]).delete()
    except ProtectedError as error:
        raise ItemInUseError(
            "Среди исключаемых строк есть такие, по которым уже отчитались или опубликовали "
            "материалы. Снимите с них отметку «исключить» и обновите план снова."
        ) from error
    PlanSection.objects.filter(plan=plan).exclude(pk__in=[row.pk for row in sections]).delete()
