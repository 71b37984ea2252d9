"""Plans, their frozen versions, and the progress of their items, as the database keeps them."""

from plans.models.agreements import Agreement, Remark, Signer, VersionFile
from plans.models.amendments import Amendment, PlanNotice
from plans.models.column_meanings import ColumnMeaning
from plans.models.content import Assignment, PlanColumn, PlanItem, PlanSection, PlanStep
from plans.models.edits import GridView, PlanEdit, PlanPresence, RowEdit
from plans.models.executors import ExecutorLink, ExecutorLinkQuerySet
from plans.models.imports import PlanImport
from plans.models.plans import Checkpoint, Plan, PlanApproval, PlanVersion
from plans.models.progress import (
    Evidence,
    Expectation,
    ProgressEntry,
    ReportingPeriod,
    ReviewAction,
)
from plans.models.sharing import PlanTemplate, PublicPage

__all__ = [
    "Agreement",
    "Amendment",
    "Assignment",
    "Checkpoint",
    "ColumnMeaning",
    "Evidence",
    "ExecutorLink",
    "ExecutorLinkQuerySet",
    "Expectation",
    "GridView",
    "Plan",
    "PlanApproval",
    "PlanColumn",
    "PlanEdit",
    "PlanImport",
    "PlanItem",
    "PlanNotice",
    "PlanPresence",
    "PlanSection",
    "PlanStep",
    "PlanTemplate",
    "PlanVersion",
    "ProgressEntry",
    "PublicPage",
    "Remark",
    "ReportingPeriod",
    "ReviewAction",
    "RowEdit",
    "Signer",
    "VersionFile",
]
