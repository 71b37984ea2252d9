from datetime import date

import pytest

from organisations.domain.errors import ChangedMeanwhileError, OutOfReachError
from organisations.domain.policy import Permission, operator
from plans.actions import plans as actions
from plans.actions.locks import PlanIsFrozenError
from plans.domain.content import Approval, ApprovalKind, Order, PlanKind
from plans.domain.drafts import PlanHeading
from plans.domain.states import APPROVED_ONCE, PlanState
from plans.models import Plan
from plans.queries import plans as queries
from plans.queries.content import plan_document, with_content
from tests.factories import (
    ApprovedPlanFactory,
    AssignmentFactory,
    CentreFactory,
    PlanFactory,
    PlanItemFactory,
    PlanSectionFactory,
)

pytestmark = pytest.mark.django_db

HEADING = PlanHeading(
    PlanKind.WORK_PLAN, "План работы", date(2025, 9, 1), date(2026, 8, 31), "Введение"
)
STATES_BUT_DRAFTS = [PlanState.IN_AGREEMENT, PlanState.APPROVED]


def plan_in(state):
    return (ApprovedPlanFactory if state in APPROVED_ONCE else PlanFactory)(state=state)


def test_create_plan_gives_a_media_plan_its_own_columns():
    centre = CentreFactory()
    heading = PlanHeading(PlanKind.MEDIA_PLAN, "Медиаплан", date(2025, 1, 1), date(2025, 12, 31))

    plan = actions.create_plan(
        heading, organisation_id=centre.pk, actor=operator(Permission.PLAN_EDIT)
    )

    assert [column.field for column in plan.columns.all()] == [
        "number",
        "goal",
        "audience",
        "title",
        "channels",
        "deadline",
        "responsible",
    ]


def test_create_plan_refuses_a_centre_out_of_reach(actor_in):
    ours, theirs = CentreFactory.create_batch(2)

    with pytest.raises(OutOfReachError):
        actions.create_plan(
            HEADING, organisation_id=theirs.pk, actor=actor_in(ours, Permission.PLAN_EDIT)
        )


def test_update_plan_keeps_heading_and_whole_approvals(actor_in):
    plan = PlanFactory()
    approvals = [
        Approval(ApprovalKind.AGREED, "Министр", "И. И. Иванов", date(2025, 8, 1)),
        Approval(
            ApprovalKind.APPROVED, order=Order("175", date(2025, 8, 30), "управления образования")
        ),
    ]

    actions.update_plan(
        plan,
        HEADING,
        approvals,
        version=1,
        actor=actor_in(plan.organisation, Permission.PLAN_EDIT),
    )

    stored = with_content(Plan.objects.filter(pk=plan.pk)).get()
    assert list(plan_document(stored).approvals) == approvals
    assert (stored.title, stored.introduction, stored.version) == ("План работы", "Введение", 2)


def test_update_plan_reads_deadlines_again_when_the_period_moves(actor_in):
    plan = PlanFactory()
    item = PlanItemFactory(plan=plan, deadline_text="Декабрь", deadline_terms=[])
    step = item.steps.create(ordering=0, title="Отчёт", deadline_text="до 25 мая")
    moved = PlanHeading(PlanKind.WORK_PLAN, "План", date(2026, 9, 1), date(2027, 8, 31))

    actions.update_plan(
        plan, moved, [], version=1, actor=actor_in(plan.organisation, Permission.PLAN_EDIT)
    )

    item.refresh_from_db()
    step.refresh_from_db()
    assert item.deadline_terms == [{"kind": "window", "start": "2026-12-01", "end": "2026-12-31"}]
    assert step.deadline_terms == [{"kind": "due", "end": "2027-05-25"}]


@pytest.mark.parametrize("state", STATES_BUT_DRAFTS)
def test_update_plan_refuses_a_plan_that_stands_still(actor_in, state):
    plan = plan_in(state)

    with pytest.raises(PlanIsFrozenError):
        actions.update_plan(
            plan, HEADING, [], version=1, actor=actor_in(plan.organisation, Permission.PLAN_EDIT)
        )

    plan.refresh_from_db()
    assert plan.title != HEADING.title


def test_update_plan_refuses_an_old_version(actor_in):
    plan = PlanFactory(version=3)

    with pytest.raises(ChangedMeanwhileError):
        actions.update_plan(
            plan, HEADING, [], version=2, actor=actor_in(plan.organisation, Permission.PLAN_EDIT)
        )


def test_approved_plans_are_those_in_force_whose_period_touches(actor_in):
    ours = ApprovedPlanFactory()
    PlanFactory(organisation=ours.organisation)
    ApprovedPlanFactory()
    ApprovedPlanFactory(
        organisation=ours.organisation, starts_on=date(2024, 9, 1), ends_on=date(2025, 8, 31)
    )
    actor = actor_in(ours.organisation, Permission.PLAN_VIEW)

    found = queries.approved_plans(
        actor, ours.organisation_id, date(2025, 10, 1), date(2025, 12, 31)
    )

    assert list(found) == [ours]


@pytest.mark.parametrize("item_count", [1, 3])
def test_content_of_a_plan_takes_seven_queries(item_count, django_assert_num_queries):
    plan = PlanFactory()
    for item in PlanItemFactory.create_batch(item_count, plan=plan):
        AssignmentFactory(item=item)

    with django_assert_num_queries(7):  # plan, columns, approvals, sections, items, steps, given
        document = plan_document(with_content(Plan.objects.filter(pk=plan.pk)).get())

    [content] = document.plans
    assert sum(len(section.items) for section in content.sections) == item_count


def test_content_keeps_the_printed_order():
    plan = PlanFactory()
    later = PlanSectionFactory(plan=plan, ordering=2)
    sooner = PlanSectionFactory(plan=plan, ordering=1)
    for section, ordering, title in (
        (later, 0, "третье"),
        (sooner, 5, "второе"),
        (sooner, 4, "первое"),
    ):
        PlanItemFactory(plan=plan, section=section, ordering=ordering, title=title)

    [content] = plan_document(with_content(Plan.objects.filter(pk=plan.pk)).get()).plans

    titles = [item.title for section in content.sections for item in section.items]
    assert titles == ["первое", "второе", "третье"]
