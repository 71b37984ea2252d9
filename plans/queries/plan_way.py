"""Where a plan stands on its way into force, in words for its pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from moc_portal.web.words import NO_BREAK
from plans.domain.agreements import SignerDecision, current_turn
from plans.domain.states import EDITABLE_PLAN, PlanState
from plans.models import Agreement, Plan, Signer
from plans.queries.agreements import (
    RemarkLine,
    remark_counts,
    remarks_at_hand,
    rounds_of,
    with_rows,
)

_STAGES = ("Черновик", "Согласование", "Утверждение", "В силе")
_ENDS = {
    PlanState.COMPLETED: "Завершён",
    PlanState.CANCELLED: "Отменён",
    PlanState.MERGED: "Внесено в план",
    PlanState.REJECTED: "Отклонено",
}
_DAYS = ("первый", "второй", "третий", "четвёртый", "пятый", "шестой", "седьмой")


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the way; `place` is «done», «now» or «next»."""

    label: str
    place: str


@dataclass(frozen=True, slots=True)
class PlanWay:
    """The way of a plan: its steps, who is waited for, what this person may do in the round."""

    stages: tuple[Stage, ...]
    words: str = ""
    round: Agreement | None = None  # that goes on
    last: Agreement | None = None  # that ended last
    is_my_turn: bool = False
    is_mine: bool = False  # this person has sent it
    is_agreed: bool = False  # nobody else is waited for
    is_asked: bool = False  # somebody was asked before: only a round that goes on ends well
    remarks: tuple[RemarkLine, ...] = ()
    counts: dict[str, int] | None = None

    @property
    def open_count(self) -> int:
        return sum(not line.remark.settled_at for line in self.remarks)


def plan_way(plan: Plan, user_id: int | None, *, today: date | None = None) -> PlanWay:
    """The way as this person sees it: one query for a draft that was never sent, else five."""
    day = today or timezone.localdate()
    rounds = rounds_of(plan)
    going = next((one for one in rounds if not one.outcome), None)
    last = next((one for one in reversed(rounds) if one.outcome), None)
    is_editable = PlanState(plan.state) in EDITABLE_PLAN
    found = remarks_at_hand(plan) if last and is_editable else []
    signers = list(going.signers.all()) if going else []
    asked = waited_for(signers)
    return PlanWay(
        stages=stages(plan, is_agreed=not asked),
        words=_words(plan, going, asked, signers, day),
        round=going,
        last=last,
        is_my_turn=any(one.user_id == user_id for one in asked),
        is_mine=going is not None and going.started_by_id == user_id,
        is_agreed=not asked,
        is_asked=is_editable and bool(rounds) and bool(rounds[-1].signers.all()),
        remarks=tuple(with_rows(plan, found)),
        counts=remark_counts(found),
    )


def waited_for(signers: Sequence[Signer]) -> list[Signer]:
    """Whose turn it is now."""
    turn = current_turn((one.ordering, one.decision) for one in signers)
    return [
        one for one in signers if one.ordering == turn and one.decision == SignerDecision.WAITING
    ]


def stages(plan: Plan, *, is_agreed: bool) -> tuple[Stage, ...]:
    state = PlanState(plan.state)
    if state in EDITABLE_PLAN:
        now = 0
    elif state is PlanState.IN_AGREEMENT:
        now = 2 if is_agreed else 1
    else:
        now = 3
    labels = [*_STAGES[:3], _ENDS.get(state, _STAGES[3])]
    return tuple(
        Stage(label, "done" if place < now else "now" if place == now else "next")
        for place, label in enumerate(labels)
    )


def say_waiting(since: datetime, today: date) -> str:
    """«третий день»: today is the first."""
    count = max((today - timezone.localtime(since).date()).days, 0) + 1
    said = _DAYS[count - 1] if count <= len(_DAYS) else f"{count}-й"
    return f"{said}{NO_BREAK}день"


def _words(
    plan: Plan,
    going: Agreement | None,
    asked: Sequence[Signer],
    signers: Sequence[Signer],
    today: date,
) -> str:
    if plan.state != PlanState.IN_AGREEMENT:
        return ""
    decided = [one.decided_at for one in signers if one.decided_at]
    since = going.started_at if going else None
    if asked:
        before = [
            one.decided_at
            for one in signers
            if one.decided_at and one.ordering < asked[0].ordering
        ]
        since = max(before, default=since)
        names = ", ".join(str(one.user) for one in asked)
        return f"Ждём решения: {names}{_for(since, today)}."
    since = max(decided, default=since)
    agreed = "Все согласовали. " if signers else ""
    return f"{agreed}Ждём утверждения руководителем{_for(since, today)}."


def _for(since: datetime | None, today: date) -> str:
    return f", {say_waiting(since, today)}" if since else ""
