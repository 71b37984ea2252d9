from tests.factories.organisations import (
    CentreFactory,
    MembershipFactory,
    OrganisationFactory,
    RegionFactory,
    UserFactory,
)
from tests.factories.plans import (
    ApprovedPlanFactory,
    AssignmentFactory,
    ExpectationFactory,
    PlanColumnFactory,
    PlanFactory,
    PlanItemFactory,
    PlanSectionFactory,
    ProgressEntryFactory,
    ReportingPeriodFactory,
)

__all__ = [
    "ApprovedPlanFactory",
    "AssignmentFactory",
    "CentreFactory",
    "ExpectationFactory",
    "MembershipFactory",
    "OrganisationFactory",
    "PlanColumnFactory",
    "PlanFactory",
    "PlanItemFactory",
    "PlanSectionFactory",
    "ProgressEntryFactory",
    "RegionFactory",
    "ReportingPeriodFactory",
    "UserFactory",
]
