"""Rows of a plan as the domain's content: one road for tables, versions and reports."""

from collections import defaultdict
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.db.models.functions import Length

from plans.domain.content import (
    Approval,
    ApprovalKind,
    Column,
    Deadline,
    Field,
    Item,
    Order,
    PlanContent,
    PlanDocument,
    PlanKind,
    Section,
    Step,
)
from plans.domain.deadlines import terms_from_json
from plans.domain.frame_serial import frame_from_json, printed_from_json
from plans.models import Assignment, Plan, PlanApproval, PlanItem, PlanStep


def with_content(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """Plans with everything that their content needs: six queries, however long they are."""
    assignments = Assignment.objects.select_related("organisation", "user")
    items = PlanItem.objects.in_printed_order().prefetch_related(
        # A queryset of its own: without one, Django makes and filters a new one for every item.
        Prefetch("steps", PlanStep.objects.all()),
        Prefetch(
            "assignments",
            assignments.order_by(
                Length("organisation__short_name"), "organisation__short_name", "pk"
            ),
        ),
    )
    return plans.prefetch_related("columns", "approvals", "sections", Prefetch("items", items))


def plan_content(plan: Plan) -> PlanContent:
    """The plan as the domain knows it; the plan comes from `with_content`."""
    below: dict[int, list[Item]] = defaultdict(list)
    for row in plan.items.all():
        below[row.section_id].append(item_content(row))
    return PlanContent(
        kind=PlanKind(plan.kind),
        title=plan.title,
        period=(plan.starts_on, plan.ends_on),
        columns=plan_columns(plan),
        sections=tuple(
            Section(
                section.number or None,
                section.title or None,
                tuple(below[section.pk]),
                printed_from_json(section.printed),
            )
            for section in plan.sections.all()
        ),
        introduction=plan.introduction,
        frame=frame_from_json(plan.frame),
    )


def plan_document(plan: Plan) -> PlanDocument:
    return PlanDocument(
        tuple(approval_content(row) for row in plan.approvals.all()), (plan_content(plan),)
    )


def plan_columns(plan: Plan) -> tuple[Column, ...]:
    return tuple(Column(row.header, Field(row.field), row.width_mm) for row in plan.columns.all())


def items_in_order(plan: Plan) -> list[PlanItem]:
    """The rows, in the order in which `plan_content` lists them."""
    order = {section.pk: place for place, section in enumerate(plan.sections.all())}
    return sorted(plan.items.all(), key=lambda row: order[row.section_id])


def item_content(row: PlanItem) -> Item:
    return Item(
        number=row.number or None,
        title=row.title,
        description=row.description or None,
        goal=row.goal or None,
        audience=row.audience or None,
        channels=tuple(row.channels),
        result=row.result or None,
        deadline=_deadline(row.deadline_text, row.deadline_terms),
        responsible=tuple(row.responsible),
        steps=tuple(
            Step(
                step.title,
                _deadline(step.deadline_text, step.deadline_terms),
                tuple(step.responsible),
                printed_from_json(step.printed),
            )
            for step in row.steps.all()
        ),
        note=row.note or None,
        extra={int(place): text for place, text in row.extra.items()},
        printed=printed_from_json(row.printed),
    )


def approval_content(row: PlanApproval) -> Approval:
    return Approval(
        kind=ApprovalKind(row.kind),
        position=row.position or None,
        name=row.name or None,
        date=row.signed_on,
        order=_order(row.order_number, row.order_date, row.order_issuer),
    )


def _order(number: str, day: date | None, issuer: str) -> Order | None:
    return Order(number, day, issuer or None) if number and day else None


def _deadline(text: str, terms: list[dict[str, object]]) -> Deadline:
    return Deadline(text or None, terms_from_json(terms))
