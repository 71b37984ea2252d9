"""How a plan in force ends: completed when its time is over, or cancelled."""

from datetime import date

from django.db import transaction

from organisations import audit
from organisations.domain.errors import RuleError
from organisations.domain.policy import Actor
from organisations.models import Organisation
from plans.actions.locks import lock_for_move
from plans.domain.drafts import NOTE_LENGTH
from plans.domain.states import PeriodState, ProgressState
from plans.models import Expectation, Plan
from plans.queries.agreements import completable_plans, obstacles_to_completion


class NotOverError(RuleError):
    """Something of the plan still goes on."""


class ReasonMissingError(RuleError):
    """A plan is cancelled only for a reason and on a ground that others can read."""


@transaction.atomic
def complete_plan(plan: Plan, *, today: date, actor: Actor) -> Plan:
    """Put a plan whose time is over into the archive."""
    moved = lock_for_move(plan.pk, "complete", actor)
    _lock_centre(moved)
    obstacles = obstacles_to_completion(moved, today)
    if obstacles:
        raise NotOverError(" ".join(obstacles))
    moved.ended_on = today
    moved.save(update_fields=["state", "ended_on"])
    audit.record(actor, "plan.complete", moved, organisation_id=moved.organisation_id)
    return moved


@transaction.atomic
def cancel_plan(plan: Plan, reason: str, basis: str, *, today: date, actor: Actor) -> Plan:
    """End a plan before its time; what nobody has begun to report on is no longer expected."""
    moved = lock_for_move(plan.pk, "cancel", actor)
    if len(reason.strip()) < NOTE_LENGTH or not basis.strip():
        raise ReasonMissingError(
            f"Напишите, почему план отменён (не меньше {NOTE_LENGTH} знаков) и на каком основании."
        )
    if moved.amendments.filter(outcome="").exists():
        raise NotOverError("У плана есть незаконченное изменение: утвердите его или отзовите.")
    moved.ended_on = today
    moved.ended_reason = f"{reason.strip()}\nОснование: {basis.strip()}"
    moved.save(update_fields=["state", "ended_on", "ended_reason"])
    dropped = _drop_untouched(moved)
    audit.record(
        actor,
        "plan.cancel",
        moved,
        organisation_id=moved.organisation_id,
        reason=reason.strip(),
        basis=basis.strip(),
        dropped=dropped,
    )
    return moved


def complete_over(*, today: date, actor: Actor) -> int:
    """Complete every plan that is over and reported on to its last day; how many there were."""
    plans = list(completable_plans(actor, today))
    for plan in plans:
        complete_plan(plan, today=today, actor=actor)
    return len(plans)


def _drop_untouched(plan: Plan) -> int:
    """Take back what is asked in periods that go on; what somebody has begun stays."""
    _lock_centre(plan)
    rows = Expectation.objects.filter(
        item__plan=plan, period__state__in=[PeriodState.PLANNED, PeriodState.OPEN]
    )
    # Whoever writes a report holds its row: they finish first, or find it gone.
    held = rows.select_for_update(of=("self",)).order_by("pk")
    untouched = [row.pk for row in held if row.state == ProgressState.EXPECTED]
    Expectation.objects.filter(pk__in=untouched).delete()
    return len(untouched)


def _lock_centre(plan: Plan) -> None:
    """One at a time: a period that opens meanwhile must not ask for a plan that has ended."""
    Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=plan.organisation_id)
