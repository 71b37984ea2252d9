"""Where a person is in a plan, and how they like to see its table."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from organisations.domain.policy import Actor
from plans.models import GridView, Plan, PlanPresence


@transaction.atomic
def be_present(plan_id: int, cell: str, *, is_editing: bool, actor: Actor) -> Plan:
    """The person has the plan open at this cell; presence is no change of the plan."""
    plan = _reached(plan_id, actor)
    said = {"cell": cell, "is_editing": is_editing, "seen_at": timezone.now()}
    if not PlanPresence.objects.filter(plan=plan, user=actor.user_id).update(**said):
        PlanPresence.objects.get_or_create(plan_id=plan.pk, user_id=user_of(actor), defaults=said)
    return plan


@transaction.atomic
def keep_view(plan_id: int, hidden: list[str], widths: dict[str, Any], *, actor: Actor) -> None:
    """A taste of one person's; nothing of the plan changes, so the audit trail is silent."""
    plan = _reached(plan_id, actor)
    GridView.objects.update_or_create(
        plan_id=plan.pk, user_id=user_of(actor), defaults={"hidden": hidden, "widths": widths}
    )


def user_of(actor: Actor) -> int:
    """Only people open plans; a command on the server has no user."""
    assert actor.user_id is not None  # noqa: S101 -- the address is for people
    return actor.user_id


def _reached(plan_id: int, actor: Actor) -> Plan:
    plan = Plan.objects.get(pk=plan_id)
    actor.must_reach(plan.organisation_id)
    return plan
