"""Bring rows of a plan back from the bin: one edit, which can be taken back."""

import uuid
from collections.abc import Sequence

from organisations.domain.policy import Actor
from plans.actions.editing import change_plan
from plans.models import Plan, PlanEdit

_ORDER = ("section", "item", "step")


def restore_rows(plan: Plan, keys: Sequence[str], *, actor: Actor) -> PlanEdit | None:
    """Rows by «item:uid», to where they stood; what they were part of comes back with them."""
    named = [key.partition(":") for key in keys]
    operations = [
        {"do": "restore", "row": row, "uid": uid}
        for row, _colon, uid in sorted(named, key=lambda parts: _ORDER.index(parts[0]))
    ]
    kind = PlanEdit.Kind.RESTORE.value
    return change_plan(plan.pk, operations, kind=kind, key=uuid.uuid4(), actor=actor).edit
