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
from tests.factories.registers import (
    CertificateFactory,
    ChannelFactory,
    ProgrammeFactory,
    PublicationFactory,
)

__all__ = [
    "ApprovedPlanFactory",
    "AssignmentFactory",
    "CentreFactory",
    "CertificateFactory",
    "ChannelFactory",
    "ExpectationFactory",
    "MembershipFactory",
    "OrganisationFactory",
    "PlanColumnFactory",
    "PlanFactory",
    "PlanItemFactory",
    "PlanSectionFactory",
    "ProgrammeFactory",
    "ProgressEntryFactory",
    "PublicationFactory",
    "RegionFactory",
    "ReportingPeriodFactory",
    "UserFactory",
]
