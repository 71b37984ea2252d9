"""A plan in force with sections, steps and executors, and how its amendment is decided."""

from datetime import date

from organisations.domain.policy import Actor, Permission
from plans.actions.amendments import start_amendment
from plans.actions.plans import freeze_version
from plans.domain.agreements import Approving
from plans.domain.amending import Starting
from plans.models import Amendment, Plan, PlanColumn, PlanItem, PlanSection, PlanStep
from tests.factories import (
    ApprovedPlanFactory,
    AssignmentFactory,
    OrganisationFactory,
    PlanItemFactory,
    PlanSectionFactory,
    UserFactory,
)

APPROVED_ON, AMENDED_ON = date(2025, 8, 30), date(2025, 11, 20)
REASON = Starting(("deadlines",), "Ярмарку перенесли на весну", "приказ от 20.11.2025 № 9")
DECISION = Approving(AMENDED_ON, "приказ от 20.11.2025 № 9", "9")
COLUMNS = (
    ("№ п/п", "number"),
    ("Мероприятие", "title"),
    ("Результат", "result"),
    ("Промежуточный результат", "intermediate_result"),
    ("Срок", "deadline"),
    ("Ответственный", "responsible"),
    ("Место", "other"),
)


def actor_of(plan: Plan, permission: Permission = Permission.PLAN_APPROVE) -> Actor:
    return Actor(UserFactory().pk, permission, frozenset({plan.organisation_id}))


def plan_in_force(*, sections: int = 2, items: int = 3) -> Plan:
    """Approved as version 1; the first item of each section has two steps."""
    plan = ApprovedPlanFactory(approved_on=APPROVED_ON)
    for ordering, (header, field) in enumerate(COLUMNS):
        PlanColumn.objects.create(plan=plan, ordering=ordering, header=header, field=field)
    for number in range(1, sections + 1):
        section = PlanSectionFactory(
            plan=plan, ordering=number, number=str(number), title=f"Направление {number}"
        )
        for place in range(1, items + 1):
            item = PlanItemFactory(
                plan=plan,
                section=section,
                ordering=place,
                number=f"{number}.{place}",
                title=f"Мероприятие {number}.{place}",
                extra={"6": f"Зал {place}"},
            )
            if place == 1:
                for step in range(2):
                    PlanStep.objects.create(item=item, ordering=step, title=f"Этап {step}")
    freeze_version(plan, Approving(APPROVED_ON, "приказ № 1"), actor=actor_of(plan))
    return plan


def begun(plan: Plan) -> Amendment:
    return start_amendment(plan, REASON, actor=actor_of(plan, Permission.PLAN_EDIT))


def item_of(plan: Plan, number: str) -> PlanItem:
    return PlanItem.objects.get(plan=plan, number=number)


def section_of(plan: Plan, number: str) -> PlanSection:
    return PlanSection.objects.get(plan=plan, number=number)


def give_to_school(item: PlanItem, name: str = "Школа № 1"):
    school = OrganisationFactory(parent=item.plan.organisation, short_name=name)
    AssignmentFactory(item=item, organisation=school)
    return school
