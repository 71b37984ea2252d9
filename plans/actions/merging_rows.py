"""Write an amendment's copy of a plan back into the plan: rows are known by their uid."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, TypeVar
from uuid import UUID

from django.utils import timezone

from plans.actions.checkpoints import keep_checkpoints
from plans.actions.copying import BATCH, HEADING, copied_rows
from plans.domain.drafts import by_keys
from plans.models import (
    Amendment,
    Assignment,
    Plan,
    PlanApproval,
    PlanColumn,
    PlanItem,
    PlanSection,
    PlanStep,
)

Row = TypeVar("Row", PlanColumn, PlanSection, PlanItem, PlanStep)
ByUid = dict[UUID, Row]

# Everything else that a row holds is what the plan says.
_PLACE = {"id", "uid", "plan", "section", "item", "ordering", "version"}
_BIN = {"removed_at", "removed_by", "excluded_by"}


def merge_rows(plan: Plan, draft: Plan, amendment: Amendment, *, user_id: int | None) -> None:
    """Make the plan say what the draft says.

    Rows that are in both keep their keys and all that hangs on them; rows that are new come with
    the draft's uid; rows that the draft lacks are excluded, they never leave the database.
    """
    keep_checkpoints(plan, draft, amendment)
    _merge_columns(plan, draft)
    sections = _merge_sections(plan, draft, user_id)
    items = _merge_items(plan, draft, sections)
    _merge_steps(plan, draft, items, user_id)
    _exclude(plan, draft, amendment, user_id)
    _merge_assignments(draft, items)
    plan.approvals.all().delete()
    approvals = draft.approvals.order_by("ordering", "pk")
    PlanApproval.objects.bulk_create(copied_rows(approvals, keep_uids=True, plan=plan))
    names = [name for name in HEADING if name != "organisation_id"]
    for name in names:
        setattr(plan, name, getattr(draft, name))
    plan.version += 1
    plan.save(update_fields=[name.removesuffix("_id") for name in names] + ["version"])


def _merge_columns(plan: Plan, draft: Plan) -> None:
    known = {row.uid: row for row in plan.columns.order_by("pk")}
    wanted = list(draft.columns.order_by("ordering", "pk"))
    gone = set(known) - {row.uid for row in wanted}
    PlanColumn.objects.filter(plan=plan, uid__in=gone).delete()
    _write(known, wanted, PlanColumn, plan=plan)


def _merge_sections(plan: Plan, draft: Plan, user_id: int | None) -> ByUid[PlanSection]:
    known = {row.uid: row for row in PlanSection.every.filter(plan=plan).order_by("pk")}
    wanted = list(PlanSection.objects.filter(plan=draft).order_by("ordering", "pk"))
    gone = set(known) - {row.uid for row in wanted}
    PlanSection.objects.filter(plan=plan, uid__in=gone).update(
        removed_at=timezone.now(), removed_by=user_id
    )
    return _write(known, wanted, PlanSection, plan=plan)


def _merge_items(plan: Plan, draft: Plan, sections: ByUid[PlanSection]) -> ByUid[PlanItem]:
    rows = PlanItem.every.filter(plan=plan).select_related("section").order_by("pk")
    known = {row.uid: row for row in rows}
    # A copy whose section is in the bin is in the bin itself.
    wanted = (
        PlanItem.objects.filter(plan=draft, section__removed_at=None)
        .select_related("section")
        .in_printed_order()
    )
    return _write(known, list(wanted), PlanItem, sections, plan=plan)


def _merge_steps(plan: Plan, draft: Plan, items: ByUid[PlanItem], user_id: int | None) -> None:
    rows = PlanStep.every.filter(item__plan=plan).select_related("item").order_by("pk")
    known = {(row.item.uid, row.uid): row for row in rows}
    drafted = PlanStep.objects.filter(item__plan=draft).select_related("item")
    wanted = [
        row for row in drafted.order_by("item_id", "ordering", "pk") if row.item.uid in items
    ]
    kept = {(row.item.uid, row.uid) for row in wanted}
    gone = [
        row.pk
        for key, row in known.items()
        if key not in kept and row.removed_at is None and key[0] in items
    ]
    PlanStep.every.filter(pk__in=gone).update(removed_at=timezone.now(), removed_by=user_id)
    new: list[PlanStep] = []
    old: list[PlanStep] = []
    for ordering, row in _places(wanted, "item_id"):
        target = known.get((row.item.uid, row.uid)) or PlanStep(uid=row.uid)
        differs = _fill(target, row, item=items[row.item.uid], ordering=ordering)
        if differs:
            (old if target.pk else new).append(target)
    _save(PlanStep, new, old)


def _exclude(plan: Plan, draft: Plan, amendment: Amendment, user_id: int | None) -> None:
    kept = PlanItem.objects.filter(plan=draft, section__removed_at=None).values("uid")
    PlanItem.objects.filter(plan=plan).exclude(uid__in=kept).update(
        removed_at=timezone.now(), removed_by=user_id, excluded_by=amendment
    )


def _merge_assignments(draft: Plan, items: ByUid[PlanItem]) -> None:
    mine = Assignment.objects.filter(item__in=items.values()).order_by("pk")
    theirs = Assignment.objects.filter(item__plan=draft).select_related("item").order_by("pk")
    wanted = {
        (items[row.item.uid].pk, row.organisation_id, row.user_id)
        for row in theirs
        if row.item.uid in items
    }
    known = {(row.item_id, row.organisation_id, row.user_id): row.pk for row in mine}
    Assignment.objects.filter(pk__in=[known[key] for key in known if key not in wanted]).delete()
    Assignment.objects.bulk_create(
        (
            Assignment(item_id=item_id, organisation_id=organisation_id, user_id=user_id)
            for item_id, organisation_id, user_id in sorted(wanted - set(known), key=by_keys)
        ),
        batch_size=BATCH,
    )


def _write(
    known: ByUid[Row],
    wanted: Sequence[Row],
    model: type[Row],
    sections: ByUid[PlanSection] | None = None,
    **owner: Any,
) -> ByUid[Row]:
    """The rows of the draft as rows of the plan, by uid."""
    new: list[Row] = []
    old: list[Row] = []
    rows: ByUid[Row] = {}
    for ordering, row in _places(wanted, "section_id"):
        owned = dict(owner, ordering=ordering)
        if sections is not None and isinstance(row, PlanItem):
            owned["section"] = sections[row.section.uid]
        target = rows[row.uid] = known.get(row.uid) or model(uid=row.uid)
        if _fill(target, row, **owned):
            (old if target.pk else new).append(target)
    _save(model, new, old)
    return rows


def _places(rows: Sequence[Row], owner: str) -> Iterator[tuple[int, Row]]:
    """Rows with their places: the draft's own, counted anew below an owner where two share one."""
    taken = Counter((getattr(row, owner, None), row.ordering) for row in rows)
    shared = {key for (key, _place), count in taken.items() if count > 1}
    for index, row in enumerate(rows):
        yield (index if getattr(row, owner, None) in shared else row.ordering), row


def _fill(target: Row, source: Row, **owned: Any) -> bool:
    """Give the row the words of its copy; its version counts what really changed.

    Returns whether the row has to be written: most rows of a long plan say what they said.
    """
    said = {name: getattr(source, name) for name in _words_of(type(target))}
    is_changed = any(getattr(target, name) != value for name, value in said.items())
    if "section" in owned and target.pk:
        is_changed |= getattr(target, "section_id", None) != owned["section"].pk
    is_placed = bool(target.pk) and target.ordering == owned["ordering"]
    is_back = getattr(target, "removed_at", None) is not None
    for name, value in {**said, **owned, **dict.fromkeys(_BIN & _names(type(target)))}.items():
        setattr(target, name, value)
    if target.pk and is_changed and not isinstance(target, PlanColumn | PlanStep):
        target.version += 1
    return is_changed or is_back or not is_placed


def _save(model: type[Row], new: Collection[Row], old: Collection[Row]) -> None:
    names = _names(model) - {"id", "uid", "plan"}
    manager: Any = getattr(model, "every", model.objects)
    manager.bulk_update(old, sorted(names), batch_size=BATCH)
    manager.bulk_create(new, batch_size=BATCH)


def _names(model: type[Row]) -> set[str]:
    return {field.name for field in model._meta.concrete_fields}


def _words_of(model: type[Row]) -> Iterable[str]:
    return sorted(_names(model) - _PLACE - _BIN)
