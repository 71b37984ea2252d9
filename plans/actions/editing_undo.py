"""Take an edit back, or an undo: every value says again what it said before."""

import uuid
from collections.abc import Sequence

from django.db import transaction

from organisations.domain.errors import RuleError
from organisations.domain.policy import Actor
from plans.actions.editing import (
    Act,
    Done,
    edit_rows,
    key_of,
    known_edit,
    recorded,
    touched_by_changes,
)
from plans.actions.editing_columns import take_columns_back
from plans.actions.locks import lock_editable
from plans.domain.editing.board import Board
from plans.domain.editing.taking_back import Clash, take_back
from plans.models import Plan, PlanEdit, RowEdit


class CannotTakeBackError(RuleError):
    """The edit is not one that this person can take back (any more)."""


class ChangedSinceError(RuleError):
    """Somebody has changed the same since; `clashes` says where."""

    def __init__(self, clashes: Sequence[Clash]) -> None:
        super().__init__(
            "Эту правку нельзя отменить: с тех пор те же места изменил другой человек."
        )
        self.clashes = clashes


@transaction.atomic
def undo_edit(plan_id: int, number: int, *, key: uuid.UUID, actor: Actor) -> Done:
    """An edit of its own; taking an undo back repeats what was undone."""
    plan = lock_editable(plan_id, actor)
    key = key_of(key, "undo", number)
    if known := known_edit(plan, key, actor):
        return Done(plan, known, recorded(known))
    edit = _own_edit(plan, number, actor)
    changes = recorded(edit)
    moved = _moved_since(plan, edit, actor)

    def change(board: Board) -> None:
        if clashes := take_back(board, changes, moved):
            raise ChangedSinceError(clashes)

    was_undo = edit.kind == PlanEdit.Kind.UNDO
    kind = PlanEdit.Kind.REDO if was_undo else PlanEdit.Kind.UNDO
    act = Act(kind.value, key, takes_back=edit)
    if any(one.row == RowEdit.Row.COLUMN for one in changes):
        columns_done, clashes = take_columns_back(plan, changes, act, actor)
        if columns_done is None:
            raise ChangedSinceError(clashes)
        done = columns_done
    else:
        done = edit_rows(plan, touched_by_changes(changes), change, act, actor)
    PlanEdit.objects.filter(pk=edit.pk).update(is_taken_back=True)
    return done


def _own_edit(plan: Plan, number: int, actor: Actor) -> PlanEdit:
    edit = PlanEdit.objects.filter(plan=plan, number=number).first()
    if edit is None or edit.user_id != actor.user_id:
        raise CannotTakeBackError("Отменить можно только свою правку: обновите страницу.")
    if edit.kind == PlanEdit.Kind.DOCUMENT:
        raise CannotTakeBackError("Обновление из документа так не отменить: поправьте строки.")
    if edit.is_taken_back:
        raise CannotTakeBackError("Эта правка уже отменена.")
    return edit


def _moved_since(plan: Plan, edit: PlanEdit, actor: Actor) -> set[str]:
    """Rows that others have moved after the edit."""
    rows = RowEdit.objects.filter(edit__plan=plan, edit__number__gt=edit.number)
    others = rows.exclude(edit__user=actor.user_id).filter(after__has_key="place")
    return {str(uid) for uid in others.order_by("pk").values_list("uid", flat=True)}
