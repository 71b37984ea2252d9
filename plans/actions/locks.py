"""Take a plan for a change: within reach, locked, in a state that allows it."""

from organisations.domain.errors import ChangedMeanwhileError, RuleError
from organisations.domain.policy import Actor
from plans.domain.states import PLAN_MOVES, PlanState
from plans.models import Plan, PlanItem


class PlanIsFrozenError(RuleError):
    """The plan waits for approval or is approved: its content does not change."""


class PlanIsGoneError(RuleError):
    """Somebody has taken the plan away since the page was opened."""


class RowIsGoneError(RuleError):
    """Somebody has put the row into the bin since the page was opened."""


class PlanMoveError(RuleError):
    """The plan is not where this move begins."""


_WHY_FROZEN = {
    PlanState.IN_AGREEMENT: (
        "План на согласовании и сейчас не меняется. Чтобы внести правки, отзовите его или "
        "попросите вернуть на доработку."
    ),
    PlanState.APPROVED: (
        "План утверждён и больше не меняется. Чтобы внести правки, начните изменение плана."
    ),
    PlanState.COMPLETED: "План завершён и больше не меняется.",
    PlanState.CANCELLED: "План отменён и больше не меняется.",
    PlanState.MERGED: "Это изменение уже внесено в план и больше не меняется.",
    PlanState.REJECTED: "Это изменение отклонено и больше не меняется.",
}
_WHERE = {
    PlanState.DRAFT: "это черновик",
    PlanState.IN_AGREEMENT: "он уже на согласовании",
    PlanState.RETURNED: "он уже возвращён на доработку",
    PlanState.APPROVED: "он уже утверждён",
    PlanState.COMPLETED: "он уже завершён",
    PlanState.CANCELLED: "он уже отменён",
    PlanState.MERGED: "это изменение уже внесено в план",
    PlanState.REJECTED: "это изменение отклонено",
}
_WHAT = {
    "submit": "План нельзя отправить на согласование",
    "withdraw": "План нельзя отозвать с согласования",
    "return": "План нельзя вернуть на доработку",
    "approve": "План нельзя утвердить",
    "merge": "Изменение нельзя внести в план",
    "complete": "План нельзя завершить",
    "cancel": "План нельзя отменить",
}


def lock_plan(plan_id: int, actor: Actor) -> Plan:
    rows = Plan.objects.select_for_update(of=("self",)).defer("frame")  # long, and rarely wanted
    try:
        locked = rows.get(pk=plan_id)
    except Plan.DoesNotExist as gone:
        raise PlanIsGoneError("Этого плана уже нет: его удалили или отозвали изменение.") from gone
    actor.must_reach(locked.organisation_id)
    return locked


def lock_editable(plan_id: int, actor: Actor) -> Plan:
    """The plan, if its content may change now."""
    locked = lock_plan(plan_id, actor)
    must_be_editable(locked)
    return locked


def must_be_editable(plan: Plan) -> None:
    if not plan.is_editable:
        raise PlanIsFrozenError(_WHY_FROZEN[PlanState(plan.state)])


def must_be_there(*, is_removed: bool, what: str = "пункт") -> None:
    """Refuse to change what lies in the bin."""
    if is_removed:
        raise RowIsGoneError(
            f"Этот {what} уже в корзине: его удалили, пока вы правили. Верните его из корзины "
            "плана и повторите правку."
        )


def must_not_be_ended(plan: Plan) -> None:
    """Nobody is given work by a plan that is over."""
    if plan.is_ended:
        raise PlanIsFrozenError(_WHY_FROZEN[PlanState(plan.state)])


def lock_for_move(plan_id: int, move: str, actor: Actor) -> Plan:
    """The plan, put where the move leads; the caller saves it."""
    locked = lock_plan(plan_id, actor)
    allowed, target = PLAN_MOVES[move]
    state = PlanState(locked.state)
    if state not in allowed:
        raise PlanMoveError(f"{_WHAT[move]}: {_WHERE[state]}.")
    locked.state = target
    return locked


def lock_item(item: PlanItem, actor: Actor) -> PlanItem:
    """The item of a plan whose content may change now."""
    plan = lock_editable(item.plan_id, actor)
    locked = PlanItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    locked.plan = plan
    return locked


def must_be_seen(row: Plan | PlanItem, version: int) -> None:
    """Refuse to write over what somebody else saved after the page was opened."""
    if row.version != version:
        raise ChangedMeanwhileError("Пока вы правили, это место изменил другой человек.")
    row.version += 1
