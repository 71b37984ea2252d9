"""How often reports are due on work without a day of its own: of a plan, and of its rows.

It is no part of what was approved: a plan in force may change it, and what nobody has begun to
report follows.
"""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db import transaction

from organisations import audit
from organisations.domain.errors import ChangedMeanwhileError, RuleError
from organisations.domain.policy import Actor
from plans.actions import periods
from plans.actions.editing import Act, edit_rows
from plans.actions.locks import lock_plan
from plans.domain.editing.board import Board
from plans.domain.editing.operations import Touched
from plans.domain.states import PlanState
from plans.models import Amendment, Plan, PlanEdit, PlanItem
from plans.models.plans import Checkpoint

_ENDED = frozenset({PlanState.COMPLETED, PlanState.CANCELLED, PlanState.MERGED})


class PlanIsOverError(RuleError):
    """Nobody reports on the plan any more."""


def may_change(plan: Plan) -> bool:
    """Whether anybody will be asked about the plan."""
    return PlanState(plan.state) not in _ENDED


@transaction.atomic
def set_plan_checkpoint(
    plan: Plan, checkpoint: Checkpoint, *, actor: Actor, seen: str | None = None
) -> None:
    """For all rows of the plan that say nothing of their own; `seen` is what the page showed."""
    locked = _lock(plan, actor)
    before, locked.checkpoint = locked.checkpoint, checkpoint
    if before == checkpoint:
        return
    if seen not in {None, before}:
        raise ChangedMeanwhileError(
            "Пока вы выбирали, правило изменил другой человек: сейчас "
            f"«{Checkpoint(before).label}»."
        )
    locked.version += 1  # the form of the plan's heading asks for it, too
    locked.save(update_fields=["checkpoint", "version"])
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


def checkpoints_of(plan: Plan) -> dict[str, Any]:
    """What the plan and its rows say now, for an amendment that begins: see `keep_checkpoints`."""
    rows = _said_by_rows(plan)
    return {"plan": plan.checkpoint, "items": {uid: said for uid, said in rows.items() if said}}


def keep_checkpoints(plan: Plan, draft: Plan, amendment: Amendment) -> None:
    """Let the copy say what the plan in force says, except where the copy itself was changed.

    Check points are set on a plan in force without an amendment, also while one is being
    written: what the copy has of old must not come back with it.
    """
    begun = amendment.checkpoints  # None: it began before this was remembered
    if begun is None or draft.checkpoint == begun["plan"]:
        draft.checkpoint = plan.checkpoint
        draft.save(update_fields=["checkpoint"])
    now = _said_by_rows(plan)
    behind: dict[str, list[str]] = defaultdict(list)
    for uid, said in _said_by_rows(draft).items():
        is_as_begun = begun is None or said == begun["items"].get(uid, "")
        if is_as_begun and said != now.get(uid, said):
            behind[now[uid]].append(uid)
    for said, uids in sorted(behind.items()):
        PlanItem.objects.filter(plan=draft, uid__in=uids).update(checkpoint=said)


def _said_by_rows(plan: Plan) -> dict[str, str]:
    rows = PlanItem.objects.filter(plan=plan).order_by("pk").values_list("uid", "checkpoint")
    return {str(uid): said for uid, said in rows}


def _lock(plan: Plan, actor: Actor) -> Plan:
    locked = lock_plan(plan.pk, actor)
    if not may_change(locked):
        raise PlanIsOverError("План больше не исполняется: контрольные точки уже не меняются.")
    return locked
