"""Content as rows: what the domain says of an item, in the columns of the database."""

from collections.abc import Sequence
from typing import Any

from django.db.models import CharField, Model

from plans.domain.content import Approval, Deadline, Item, Step
from plans.domain.deadlines import terms_to_json
from plans.domain.frame_serial import printed_to_json
from plans.models import Plan, PlanApproval, PlanItem, PlanStep

TEXT_FIELDS = ("number", "title", "description", "goal", "audience", "result", "note")


def fitted(model: type[Model], values: dict[str, Any]) -> dict[str, Any]:
    """Values whose texts are cut where the column ends; an odd document must not stop the rest."""
    fit = dict(values)
    for name, value in values.items():
        field = model._meta.get_field(name)
        if isinstance(field, CharField) and isinstance(value, str):
            fit[name] = value[: field.max_length]
    return fit


def item_values(item: Item) -> dict[str, Any]:
    """The columns of `PlanItem` that hold an item's words."""
    values = {
        **{name: getattr(item, name) or "" for name in TEXT_FIELDS},
        "channels": list(item.channels),
        "deadline_text": item.deadline.text or "",
        "deadline_terms": terms_values(item.deadline),
        "responsible": list(item.responsible),
        "extra": {str(place): text for place, text in item.extra.items()},
        "printed": printed_to_json(item.printed),
    }
    return fitted(PlanItem, values)


def step_rows(item: PlanItem, steps: Sequence[Step]) -> list[PlanStep]:
    return [
        PlanStep(
            item=item,
            ordering=ordering,
            title=step.title,
            deadline_terms=terms_values(step.deadline),
            responsible=list(step.responsible),
            printed=printed_to_json(step.printed),
            **fitted(PlanStep, {"deadline_text": step.deadline.text or ""}),
        )
        for ordering, step in enumerate(steps)
    ]


def approval_rows(plan: Plan, approvals: Sequence[Approval]) -> list[PlanApproval]:
    return [
        PlanApproval(
            plan=plan, ordering=ordering, **fitted(PlanApproval, approval_values(approval))
        )
        for ordering, approval in enumerate(approvals)
    ]


def approval_values(approval: Approval) -> dict[str, Any]:
    order = approval.order
    return {
        "kind": approval.kind.value,
        "position": approval.position or "",
        "name": approval.name or "",
        "signed_on": approval.date,
        "order_number": order.number if order else "",
        "order_date": order.date if order else None,
        "order_issuer": (order.issuer or "") if order else "",
    }


def terms_values(deadline: Deadline) -> list[dict[str, object]]:
    return terms_to_json(deadline.terms)
