"""Take the saving of a document back: its drafts go, the document waits for a check again."""

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from organisations import audit
from organisations.domain.errors import RuleError
from organisations.domain.policy import Actor
from plans.domain.undo_words import IN_USE
from plans.models import Plan, PlanImport
from plans.queries.import_undo import plans_of, undo_obstacle


class TooLateToUndoError(RuleError):
    """A person has worked on the drafts."""


class NotSavedError(RuleError):
    """There is nothing to take back."""


@transaction.atomic
def undo_import(plan_import: PlanImport, *, actor: Actor) -> int:
    """Remove the drafts that the saving made; returns how many there were."""
    rows = PlanImport.objects.select_for_update(of=("self",))
    locked = rows.get(pk=plan_import.pk)
    actor.must_reach(locked.organisation_id)
    if not locked.saved_at:
        raise NotSavedError("Загрузку уже отменили: документ снова ждёт проверки.")
    list(Plan.objects.select_for_update(of=("self",)).filter(plan_import=locked).order_by("pk"))
    plans = plans_of(locked.pk)
    obstacle = undo_obstacle(locked.pk, plans)
    if obstacle:
        raise TooLateToUndoError(f"{obstacle} Отменить загрузку уже нельзя.")
    for plan in plans:
        audit.record(actor, "plan.delete", plan, organisation_id=plan.organisation_id)
    try:
        Plan.objects.filter(pk__in=[plan.pk for plan in plans]).delete()
    except ProtectedError as error:
        raise TooLateToUndoError(f"{IN_USE} Отменить загрузку уже нельзя.") from error
    locked.saved_at, locked.undone_at = None, timezone.now()
    locked.version += 1
    locked.save(update_fields=["saved_at", "undone_at", "version"])
    audit.record(
        actor,
        "import.undo",
        locked,
        organisation_id=locked.organisation_id,
        plans=[plan.pk for plan in plans],
    )
    return len(plans)
