"""How often reports are due on work without a day of its own: of a plan, and of its rows.

It is no part of what was approved: a plan in force may change it, and what nobody has begun to
report follows.
"""

from collections.abc import Collection

from django.db import transaction

from organisations import audit
from organisations.domain.errors import RuleError
from organisations.domain.policy import Actor
from plans.actions import periods
from plans.actions.editing import Act, edit_rows
from plans.actions.locks import lock_plan
from plans.domain.editing.board import Board
from plans.domain.editing.operations import Touched
from plans.domain.states import PlanState
from plans.models import Plan, PlanEdit, PlanItem
from plans.models.plans import Checkpoint

_ENDED = frozenset({PlanState.COMPLETED, PlanState.CANCELLED, PlanState.MERGED})


class PlanIsOverError(RuleError):
    """Nobody reports on the plan any more."""


def may_change(plan: Plan) -> bool:
    """Whether anybody will be asked about the plan."""
    return PlanState(plan.state) not in _ENDED


@transaction.atomic
def set_plan_checkpoint(plan: Plan, checkpoint: Checkpoint, *, actor: Actor) -> None:
    """For all rows of the plan that say nothing of their own."""
    locked = _lock(plan, actor)
    before, locked.checkpoint = locked.checkpoint, checkpoint
    if before == checkpoint:
        return
    locked.save(update_fields=["checkpoint"])
    periods.expect_for_plan(locked, actor=actor)
    audit.record(
        actor,
        "plan.checkpoint",
        locked,
        organisation_id=locked.organisation_id,
        checkpoint=[Checkpoint(before).label, Checkpoint(checkpoint).label],
    )


@transaction.atomic
def set_item_checkpoints(
    plan: Plan, item_ids: Collection[int], checkpoint: str, *, actor: Actor
) -> int:
    """For these rows alone; empty: as the plan says. Returns how many say something else now."""
    locked = _lock(plan, actor)
    rows = PlanItem.objects.filter(plan=locked, pk__in=item_ids).order_by("pk")
    touched = Touched(items={str(uid) for uid in rows.values_list("uid", flat=True)})

    def change(board: Board) -> None:
        for item in board.items.values():
            item.values["checkpoint"] = checkpoint

    label = Checkpoint(checkpoint).label if checkpoint else "как у всего плана"
    act = Act(
        PlanEdit.Kind.BULK.value,
        words=f"Контрольные точки: {label}",
        verb="item.checkpoint",
    )
    done = edit_rows(locked, touched, change, act, actor)
    if done.edit:
        periods.expect_for_plan(locked, actor=actor)
    return len(done.changes)


def _lock(plan: Plan, actor: Actor) -> Plan:
    locked = lock_plan(plan.pk, actor)
    if not may_change(locked):
        raise PlanIsOverError("План больше не исполняется: контрольные точки уже не меняются.")
    return locked
