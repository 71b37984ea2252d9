"""Take a newer document over into a draft: nobody's rows, executors or reports are lost."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import ProtectedError
from django.db.models.deletion import Collector
from django.utils import timezone

from organisations import audit
from organisations.domain.errors import ChangedMeanwhileError, RuleError
from organisations.domain.policy import Actor
from plans.actions.editing import Act
from plans.actions.editing_columns import rearrange_rows
from plans.actions.items import add_executors
from plans.actions.locks import lock_editable
from plans.actions.rows import approval_rows, fitted
from plans.domain.content import Item, PlanContent
from plans.domain.corrections import Reading, reading_from_dict, reading_to_dict, toggle_plan
from plans.domain.drafts import Executor, by_keys
from plans.domain.editing.board import Board
from plans.domain.editing.rewriting import rewrite
from plans.domain.frame_serial import frame_to_json
from plans.domain.merging import Merged, merged
from plans.domain.updating import Offered
from plans.models import Plan, PlanApproval, PlanEdit, PlanImport, PlanItem
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
    result = merged(offered, [choice.key for choice in known])
    changed = _write(plan, result, locked, actor)
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
    rows = PlanItem.objects.filter(pk__in={entry[0] for entry in new}).order_by("pk")
    uids = {row.pk: str(row.uid) for row in rows}
    wanted: dict[str, list[Executor]] = {uid: [] for uid in uids.values()}
    for item_id, organisation_id, user_id in sorted(new, key=by_keys):
        actor.must_reach(organisation_id)
        wanted[uids[item_id]].append((organisation_id, user_id))
    if wanted:
        add_executors(plan, wanted, actor)


def _write(plan: Plan, result: Merged, plan_import: PlanImport, actor: Actor) -> set[int]:
    """One edit of the plan's rows; returns the items that are new or name others."""
    heading = _heading(result.content, plan_import)
    for name, value in heading.items():
        setattr(plan, name, value)
    plan.version += 1
    plan.save(update_fields=[*heading, "version"])
    if result.approvals is not None:
        plan.approvals.all().delete()
        PlanApproval.objects.bulk_create(approval_rows(plan, result.approvals))
    named = {str(row.uid): _named(item_content(row)) for row in items_in_order(plan)}
    uids: list[str] = []

    def change(board: Board) -> None:
        uids.extend(rewrite(board, result))
        _must_be_free(plan, [uid for uid in named if uid not in uids])

    words = f"план обновлён из документа «{plan_import.source.name}»"
    rearrange_rows(plan, change, Act(PlanEdit.Kind.DOCUMENT.value, words=words), actor)
    said = [item for section in result.content.sections for item in section.items]
    changed = {uid for uid, item in zip(uids, said, strict=True) if named.get(uid) != _named(item)}
    rows = PlanItem.objects.filter(plan=plan, uid__in=changed).order_by("pk")
    return set(rows.values_list("pk", flat=True))


def _heading(content: PlanContent, plan_import: PlanImport) -> dict[str, Any]:
    values = {
        "title": content.title,
        "starts_on": content.period[0],
        "ends_on": content.period[1],
        "introduction": content.introduction,
        "frame": frame_to_json(content.frame),
    }
    return fitted(Plan, values) | {"source": plan_import.source, "plan_import": plan_import}


def _named(item: Item) -> list[tuple[str, ...]]:
    """Whom the item and its steps name."""
    return [item.responsible, *(step.responsible for step in item.steps)]


def _must_be_free(plan: Plan, uids: Sequence[str]) -> None:
    """Rows that somebody has reported on leave a plan by a decision of their own."""
    try:
        Collector(using=DEFAULT_DB_ALIAS).collect(
            PlanItem.objects.filter(plan=plan, uid__in=uids).order_by("pk")
        )
    except ProtectedError as error:
        raise ItemInUseError(
            "Среди исключаемых строк есть такие, по которым уже отчитались или опубликовали "
            "материалы. Снимите с них отметку «исключить» и обновите план снова."
        ) from error
