"""Empty the bin («Корзина»): what has waited long enough goes for good."""

from collections import Counter
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, ProtectedError

from organisations import audit
from organisations.domain.policy import Actor
from plans.models import Plan, PlanItem, PlanSection, PlanStep

KEPT = timedelta(days=30)


def purge_bins(*, now: datetime, actor: Actor) -> int:
    """Rows removed thirty days ago; those that reports or amendments point to stay."""
    old = now - KEPT
    gone: Counter[int] = Counter()
    items = PlanItem.every.filter(removed_at__lt=old, excluded_by=None).order_by("pk")
    for item in items:
        gone[item.plan_id] += _purge(item)
    steps = PlanStep.every.filter(removed_at__lt=old).select_related("item").order_by("pk")
    for step in steps:
        gone[step.item.plan_id] += _purge(step)
    # A section takes its items along: it waits until the last of them has gone.
    filled = Exists(PlanItem.every.filter(section=OuterRef("pk")))
    for section in PlanSection.every.filter(~filled, removed_at__lt=old).order_by("pk"):
        gone[section.plan_id] += _purge(section)
    for plan in Plan.objects.filter(pk__in=[pk for pk in gone if gone[pk]]).order_by("pk"):
        audit.record(
            actor,
            "plan.purge",
            plan,
            organisation_id=plan.organisation_id,
            rows=gone[plan.pk],
        )
    return gone.total()


def _purge(row: PlanItem | PlanStep | PlanSection) -> int:
    """One row in a transaction of its own; it may have been restored meanwhile."""
    try:
        with transaction.atomic():
            rows = type(row).every.filter(pk=row.pk, removed_at=row.removed_at)
            return int(bool(rows.delete()[0]))
    except ProtectedError:
        return 0
