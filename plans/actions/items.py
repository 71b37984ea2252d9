"""What people do to the items and sections of a draft in forms, and who carries an item out.

Every act is an edit of the plan, as in its grid: history and undo know it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass

from django.db import transaction

from organisations.domain.errors import ChangedMeanwhileError, RuleError
from organisations.domain.policy import Actor
from plans.actions import periods
from plans.actions.editing import Act, Done, edit_rows
from plans.actions.locks import lock_editable, lock_plan, must_be_there, must_not_be_ended
from plans.actions.notices import telling_executors
from plans.domain.drafts import Executor, ItemDraft, by_keys
from plans.domain.editing.board import Board, RowState, executors_of
from plans.domain.editing.from_forms import write_draft
from plans.domain.editing.operations import Touched
from plans.domain.editing.rows import take_away
from plans.domain.editing.setting import sorted_executors
from plans.domain.editing.values import ASSIGNMENTS, EMPTY_ITEM
from plans.models import Plan, PlanEdit, PlanItem, PlanSection
from plans.queries.items import section_items

_CHANGED = "Пока вы правили, это место изменил другой человек."


class SectionIsNotEmptyError(RuleError):
    """A section goes only when no item is left in it."""


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What others did to the executors of an item since a person saw them; it stays."""

    added: frozenset[Executor]
    removed: frozenset[Executor]


@transaction.atomic
def create_item(plan: Plan, draft: ItemDraft, *, actor: Actor) -> PlanItem:
    """Add an item at the end of its section; a plan without sections gets one without a name."""
    locked = lock_editable(plan.pk, actor)
    section = PlanSection.objects.filter(plan=locked, pk=draft.section).first()
    new: list[str] = []

    def change(board: Board) -> None:
        below = str(section.uid) if section else _some_section(board)
        row = RowState(board.new_uid(), deepcopy(EMPTY_ITEM), is_new=True)
        board.items[row.uid] = row
        board.lines[row.uid] = []
        board.put_item(row.uid, below, _last(board, below))
        write_draft(board, row, draft)
        new.append(row.uid)

    edit_rows(locked, Touched(needs_order=True), change, Act("add", verb="item.create"), actor)
    return PlanItem.objects.get(plan=locked, uid=new[0])


@transaction.atomic
def update_item(item: PlanItem, draft: ItemDraft, *, version: int, actor: Actor) -> PlanItem:
    """Keep what was typed; deadlines whose words changed are read again."""
    plan = lock_editable(item.plan_id, actor)
    section = PlanSection.objects.get(plan=plan, pk=draft.section)
    uid, below = str(item.uid), str(section.uid)

    def change(board: Board) -> None:
        row = board.item(uid)
        must_be_there(is_removed=row.is_removed)
        if row.version != version:
            raise ChangedMeanwhileError(_CHANGED)
        if row.owner != below:
            board.put_item(uid, below, _last(board, below))
        write_draft(board, row, draft)

    touched = Touched(items={uid}, needs_order=item.section_id != section.pk)
    edit_rows(plan, touched, change, Act("cells", verb="item.update"), actor)
    return PlanItem.objects.get(pk=item.pk)


@transaction.atomic
def delete_item(item: PlanItem, *, actor: Actor) -> None:
    """Into the bin, where it waits for thirty days."""
    plan = lock_editable(item.plan_id, actor)
    uid = str(item.uid)

    def change(board: Board) -> None:
        take_away(board, board.item(uid))

    edit_rows(
        plan,
        Touched(items={uid}, needs_order=True),
        change,
        Act("remove", verb="item.delete"),
        actor,
    )


@transaction.atomic
def move_item(item: PlanItem, step: int, *, actor: Actor) -> bool:
    """Move the item one place up (−1) or down (1) in its section; False where it ends."""
    plan = lock_editable(item.plan_id, actor)
    uid = str(item.uid)

    def change(board: Board) -> None:
        below = board.order.section_of(uid)
        if below is None:
            return
        rows = board.order.items[below]
        target = rows.index(uid) + step
        if 0 <= target < len(rows):
            rows.remove(uid)
            rows.insert(target, uid)
            board.placed.add(uid)

    touched = Touched(items={uid}, needs_order=True)
    return edit_rows(plan, touched, change, Act("move", verb="item.move"), actor).edit is not None


@transaction.atomic
def create_section(plan: Plan, number: str, title: str, *, actor: Actor) -> PlanSection:
    """Add a section at the end of the plan."""
    locked = lock_editable(plan.pk, actor)
    new: list[str] = []

    def change(board: Board) -> None:
        last = board.order.sections[-1] if board.order.sections else None
        row = board.add_section(board.new_uid(), last)
        row.values |= {"number": number, "title": title}
        new.append(row.uid)

    edit_rows(
        locked, Touched(needs_order=True), change, Act("sections", verb="section.create"), actor
    )
    return PlanSection.objects.get(plan=locked, uid=new[0])


@transaction.atomic
def update_section(
    section: PlanSection, number: str, title: str, *, version: int, actor: Actor
) -> PlanSection:
    """Keep the name that was typed by whoever saw this version of the section."""
    plan = lock_editable(section.plan_id, actor)
    uid = str(section.uid)

    def change(board: Board) -> None:
        row = board.section(uid)
        must_be_there(is_removed=row.is_removed, what="раздел")
        if row.version != version:
            raise ChangedMeanwhileError(_CHANGED)
        row.values |= {"number": number, "title": title}

    act = Act("sections", verb="section.update")
    edit_rows(plan, Touched(sections={uid}), change, act, actor)
    return PlanSection.objects.get(pk=section.pk)


@transaction.atomic
def delete_section(section: PlanSection, *, actor: Actor) -> None:
    """An empty section goes into the bin; in the grid one goes with its items."""
    plan = lock_editable(section.plan_id, actor)
    uid = str(section.uid)
    if section_items(section).exists():
        raise SectionIsNotEmptyError(
            "В разделе есть пункты. Перенесите их в другой раздел или удалите, затем удалите "
            "раздел."
        )

    def change(board: Board) -> None:
        board.section(uid).is_removed = True
        if uid in board.order.sections:
            board.order.sections.remove(uid)

    edit_rows(
        plan,
        Touched(sections={uid}, needs_order=True),
        change,
        Act("sections", verb="section.delete"),
        actor,
    )


@transaction.atomic
def assign_item(
    item: PlanItem,
    executors: Collection[Executor],
    *,
    actor: Actor,
    seen: Collection[Executor] | None = None,
) -> Meanwhile:
    """Make these organisations and people, and nobody else, responsible for the item.

    `seen` are those whom the person saw: only what differs from it is done, so that whatever
    others did meanwhile stays, and is told. Without it, whoever is there now has been seen.
    """
    plan = lock_plan(item.plan_id, actor)
    wanted = frozenset(executors)
    _must_reach_all(wanted.difference(seen or ()), actor)
    uid = str(item.uid)
    told: list[Meanwhile] = []

    def change(board: Board) -> None:
        row = board.item(uid)
        must_be_there(is_removed=row.is_removed)
        now = frozenset((place, user_id) for place, user_id in executors_of(row))
        base = now if seen is None else frozenset(seen)
        after = (now - (base - wanted)) | (wanted - base)
        row.values[ASSIGNMENTS] = sorted_executors([list(one) for one in after])
        told.append(Meanwhile(now - base - wanted, (base - now) & wanted))

    _assign(plan, {uid: executors}, change, actor)
    return told[0]


@transaction.atomic
def assign_items(
    plan: Plan, items: Collection[PlanItem], executors: Collection[Executor], *, actor: Actor
) -> int:
    """Add these organisations and people to each of the items; returns how many were new."""
    locked = lock_plan(plan.pk, actor)
    _must_reach_all(executors, actor)
    wanted = {str(item.uid): executors for item in items}
    return add_executors(locked, wanted, actor)


def add_executors(
    plan: Plan,
    wanted: Mapping[str, Collection[Executor]],
    actor: Actor,
    *,
    kind: str = PlanEdit.Kind.ASSIGN,
) -> int:
    """Add executors to items of a locked plan, by the items' numbers; how many were new."""
    added: list[Executor] = []

    def change(board: Board) -> None:
        for uid, executors in wanted.items():
            row = board.item(uid)
            known = {(entry[0], entry[1]) for entry in executors_of(row)}
            new = [executor for executor in executors if executor not in known]
            added.extend(new)
            said = [*executors_of(row), *(list(executor) for executor in new)]
            row.values[ASSIGNMENTS] = sorted_executors(said)

    _assign(plan, wanted, change, actor, kind)
    return len(added)


def _assign(
    plan: Plan,
    items: Mapping[str, Collection[Executor]],
    change: Callable[[Board], None],
    actor: Actor,
    kind: str = PlanEdit.Kind.ASSIGN,
) -> Done:
    """A plan in force asks its new executors at once; one that is over asks nobody."""
    must_not_be_ended(plan)
    rows = PlanItem.every.filter(plan=plan, uid__in=list(items)).order_by("pk")
    executors = {executor for named in items.values() for executor in named}
    details = {
        "items": list(rows.values_list("pk", flat=True)),
        "executors": sorted(executors, key=by_keys),
    }
    act = Act(kind, verb="plan.assign", details=details)
    with telling_executors(plan, actor=actor):
        done = edit_rows(plan, Touched(items=set(items)), change, act, actor)
    if plan.is_approved and done.edit:
        periods.expect_for_plan(plan, actor=actor)
    return done


def _must_reach_all(executors: Iterable[Executor], actor: Actor) -> None:
    for organisation_id, _user_id in executors:
        actor.must_reach(organisation_id)


def _some_section(board: Board) -> str:
    if board.order.sections:
        return board.order.sections[-1]
    return board.add_section(board.new_uid(), None).uid


def _last(board: Board, section: str) -> str | None:
    rows = board.order.items[section]
    return rows[-1] if rows else None
