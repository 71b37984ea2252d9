"""Edits of a plan's rows: one transaction, one edit that can be taken back, one line of audit."""

import hashlib
import json
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from organisations import audit
from organisations.domain.errors import RuleError
from organisations.domain.policy import Actor
from plans.actions.editing_load import Loaded, load_board
from plans.actions.editing_write import BoardWriter
from plans.actions.locks import lock_editable
from plans.domain.directory import Target
from plans.domain.drafts import by_keys
from plans.domain.editing.board import ITEM, STEP, Board, RowChange, Stale
from plans.domain.editing.edit_words import words_of
from plans.domain.editing.operations import Problem, Touched, carry_out, touched_by
from plans.domain.editing.values import ASSIGNMENTS, SILENT
from plans.models import Plan, PlanEdit, RowEdit
from plans.queries.executors import directory_of


class CannotEditError(RuleError):
    """Operations that cannot be carried out; nothing of them was."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems[0].message)
        self.problems = problems


class StaleRowsError(RuleError):
    """Rows that somebody else has changed since they were seen; nothing was saved."""

    def __init__(self, stale: Sequence[Stale]) -> None:
        super().__init__("Пока вы правили, эти строки изменил другой человек.")
        self.stale = stale


class KeyIsTakenError(RuleError):
    """The browser's key belongs to another request."""


@dataclass(frozen=True, slots=True)
class Act:
    """What an edit is called, and what the audit trail says of it."""

    kind: str
    key: uuid.UUID = field(default_factory=uuid.uuid4)
    words: str = ""
    verb: str = "plan.rows"
    details: Mapping[str, Any] = field(default_factory=dict)
    takes_back: PlanEdit | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What came of an edit; without `edit` nothing had to change."""

    plan: Plan
    edit: PlanEdit | None
    changes: tuple[RowChange, ...] = ()
    loaded: Loaded | None = None
    named: tuple[str, ...] = ()  # items that the person meant, changed or not


@transaction.atomic
def change_plan(
    plan_id: int,
    operations: Sequence[Mapping[str, Any]],
    *,
    kind: str,
    key: uuid.UUID,
    actor: Actor,
) -> Done:
    """Carry the operations out, all or none; the same key again changes nothing more."""
    plan = lock_editable(plan_id, actor)
    key = key_of(key, kind, operations)
    if known := known_edit(plan, key, actor):
        return Done(plan, known, recorded(known))
    touched = touched_by(operations)

    def change(board: Board) -> None:
        problems = carry_out(board, operations)
        if board.stale:
            raise StaleRowsError(board.stale)
        if problems:
            raise CannotEditError(problems)

    return edit_rows(plan, touched, change, Act(kind, key), actor)


def edit_rows(
    plan: Plan, touched: Touched, change: Callable[[Board], None], act: Act, actor: Actor
) -> Done:
    """Change the rows of a locked plan in whatever way, and remember how."""
    loaded = load_board(plan, touched)
    change(loaded.board)
    changes = tuple(loaded.board.changes())
    named = tuple(uid for uid in touched.items if uid in loaded.board.items)
    if not changes:
        return Done(plan, None, (), loaded, named)
    _must_be_assignable(loaded, changes, actor)
    BoardWriter(loaded, changes, actor).write()
    words = act.words or words_of(act.kind, changes, loaded.board)
    edit = record_edit(plan, changes, act, words, actor)
    return Done(plan, edit, changes, loaded, named)


def record_edit(
    plan: Plan, changes: Sequence[RowChange], act: Act, words: str, actor: Actor
) -> PlanEdit:
    """The edit, its rows, and a line of audit without their texts; the plan is locked."""
    plan.edit_number += 1
    Plan.objects.filter(pk=plan.pk).update(edit_number=plan.edit_number)
    edit = PlanEdit.objects.create(
        plan=plan,
        number=plan.edit_number,
        key=act.key,
        kind=act.kind,
        words=words[:300],
        user_id=actor.user_id,
        takes_back=act.takes_back,
    )
    RowEdit.objects.bulk_create(
        [
            RowEdit(
                edit=edit,
                row=change.row,
                uid=change.uid,
                item_uid=change.item,
                before=change.before,
                after=change.after,
            )
            for change in changes
            if act.kind != PlanEdit.Kind.DOCUMENT or not _is_silent(change)
        ],
        batch_size=300,
    )
    audit.record(
        actor,
        act.verb,
        plan,
        organisation_id=plan.organisation_id,
        edit=edit.number,
        words=edit.words,
        rows=len(changes),
        **act.details,
    )
    return edit


def _is_silent(change: RowChange) -> bool:
    """Whether only the place in the source has changed: each new document moves all rows."""
    is_there = change.before is not None and change.after is not None
    return is_there and set(change.before or ()) <= SILENT


def known_edit(plan: Plan, key: uuid.UUID, actor: Actor) -> PlanEdit | None:
    """The edit that this request has made already; its key must not come with another content."""
    try:
        edit = PlanEdit.objects.get(key__range=(_edge(key, b"\0"), _edge(key, b"\xff")))
    except PlanEdit.DoesNotExist:
        return None
    if (edit.plan_id, edit.user_id, edit.key) != (plan.pk, actor.user_id, key):
        raise KeyIsTakenError("Этот запрос портал уже видел: обновите страницу и повторите.")
    return edit


def key_of(key: uuid.UUID, *said: Any) -> uuid.UUID:
    """The browser's key in its first half, what was said under it in the second.

    The same request again is found by the whole; the same key with another content by its half.
    """
    content = json.dumps(said, sort_keys=True).encode()
    return uuid.UUID(bytes=key.bytes[:8] + hashlib.blake2b(content, digest_size=8).digest())


def _edge(key: uuid.UUID, byte: bytes) -> uuid.UUID:
    return uuid.UUID(bytes=key.bytes[:8] + byte * 8)


def recorded(edit: PlanEdit) -> tuple[RowChange, ...]:
    """What the edit did, as it was recorded."""
    return tuple(
        RowChange(
            row.row,
            str(row.uid),
            str(row.item_uid) if row.item_uid else None,
            row.before,
            row.after,
        )
        for row in RowEdit.objects.filter(edit=edit).order_by("pk")
    )


def _must_be_assignable(loaded: Loaded, changes: Iterable[RowChange], actor: Actor) -> None:
    """Whoever is new in a row is one whom the actor may give work to."""
    was, new = loaded.names, set()
    for change in changes:
        if change.row == ITEM and change.after and ASSIGNMENTS in change.after:
            new |= {tuple(entry) for entry in change.after[ASSIGNMENTS]}
    new = {entry for entry in new if entry not in was}
    if not new:
        return
    for organisation_id, _user_id in new:
        actor.must_reach(organisation_id)
    directory = directory_of(loaded.plan, actor)
    for organisation_id, user_id in sorted(new, key=by_keys):
        label = directory.label(Target(organisation_id, user_id))
        if not label:
            raise CannotEditError(
                [Problem(0, "Этому исполнителю сейчас нельзя поручить пункт: выберите другого.")]
            )
        loaded.names[organisation_id, user_id] = label


def touched_by_changes(changes: Iterable[RowChange]) -> Touched:
    """The rows that an edit has changed; places always matter when it is taken back."""
    found = Touched(needs_order=False)
    for change in changes:
        if change.row in {ITEM, STEP} and change.item:
            found.items.add(change.item)
        if change.row == STEP:
            found.steps.add(change.uid)
        is_placed = change.before is None or change.after is None or "place" in change.before
        found.needs_order |= is_placed or change.row == "section"
    return found
