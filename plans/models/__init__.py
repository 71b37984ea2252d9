"""Plans, their frozen versions, and the progress of their items, as the database keeps them."""

from plans.models.column_meanings import ColumnMeaning
from plans.models.content import Assignment, PlanColumn, PlanItem, PlanSection, PlanStep
from plans.models.executors import ExecutorLink, ExecutorLinkQuerySet
from plans.models.imports import PlanImport
from plans.models.plans import Plan, PlanApproval, PlanVersion
from plans.models.progress import (
    Evidence,
    Expectation,
    ProgressEntry,
    ReportingPeriod,
    ReviewAction,
)

__all__ = [
    "Assignment",
    "ColumnMeaning",
    "Evidence",
    "ExecutorLink",
    "ExecutorLinkQuerySet",
    "Expectation",
    "Plan",
    "PlanApproval",
    "PlanColumn",
    "PlanImport",
    "PlanItem",
    "PlanSection",
    "PlanStep",
    "PlanVersion",
    "ProgressEntry",
    "ReportingPeriod",
    "ReviewAction",
]
