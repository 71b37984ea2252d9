from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from plans.models import (
    Assignment,
    Expectation,
    Plan,
    PlanColumn,
    PlanItem,
    PlanSection,
    ProgressEntry,
    ReportingPeriod,
)
from tests.factories.organisations import CentreFactory, OrganisationFactory


class PlanFactory(DjangoModelFactory[Plan]):
    class Meta:
        model = Plan

    kind = Plan.Kind.WORK_PLAN
    title = factory.Sequence(lambda n: f"План работы {n}")
    organisation = factory.SubFactory(CentreFactory)
    starts_on = date(2025, 9, 1)
    ends_on = date(2026, 8, 31)


class ApprovedPlanFactory(PlanFactory):
    state = Plan.State.APPROVED
    approved_on = date(2025, 8, 30)


class PlanColumnFactory(DjangoModelFactory[PlanColumn]):
    class Meta:
        model = PlanColumn

    plan = factory.SubFactory(PlanFactory)
    ordering = factory.Sequence(lambda n: n)
    header = "Мероприятие"
    field = PlanColumn.Field.TITLE


class PlanSectionFactory(DjangoModelFactory[PlanSection]):
    class Meta:
        model = PlanSection

    plan = factory.SubFactory(PlanFactory)
    ordering = factory.Sequence(lambda n: n)
    title = factory.Sequence(lambda n: f"Раздел {n}")


class PlanItemFactory(DjangoModelFactory[PlanItem]):
    class Meta:
        model = PlanItem

    plan = factory.SubFactory(PlanFactory)
    section = factory.SubFactory(PlanSectionFactory, plan=factory.SelfAttribute("..plan"))
    ordering = factory.Sequence(lambda n: n)
    number = factory.Sequence(lambda n: f"{n + 1}")
    title = factory.Sequence(lambda n: f"Мероприятие {n}")
    deadline_text = "В течение года"
    deadline_terms = [{"kind": "continuous"}]


class AssignmentFactory(DjangoModelFactory[Assignment]):
    class Meta:
        model = Assignment

    item = factory.SubFactory(PlanItemFactory)
    organisation = factory.SubFactory(
        OrganisationFactory, parent=factory.SelfAttribute("..item.plan.organisation")
    )


class ReportingPeriodFactory(DjangoModelFactory[ReportingPeriod]):
    class Meta:
        model = ReportingPeriod

    organisation = factory.SubFactory(CentreFactory)
    kind = ReportingPeriod.Kind.QUARTER
    starts_on = date(2025, 10, 1)
    ends_on = date(2025, 12, 31)
    due_at = datetime(2025, 12, 25, 15, 0, tzinfo=UTC)
    state = ReportingPeriod.State.OPEN


class ExpectationFactory(DjangoModelFactory[Expectation]):
    """An item of an approved plan, expected of a school in an open quarter."""

    class Meta:
        model = Expectation

    period = factory.SubFactory(ReportingPeriodFactory)
    item = factory.SubFactory(
        PlanItemFactory,
        plan=factory.SubFactory(
            ApprovedPlanFactory, organisation=factory.SelfAttribute("...period.organisation")
        ),
    )
    organisation = factory.SubFactory(
        OrganisationFactory, parent=factory.SelfAttribute("..period.organisation")
    )
    due_on = date(2025, 12, 25)


class ProgressEntryFactory(DjangoModelFactory[ProgressEntry]):
    class Meta:
        model = ProgressEntry

    expectation = factory.SubFactory(ExpectationFactory)
    execution = "done"
    text = "Проведены открытые занятия для родителей."
