"""What an exported plan is made of: the plans of its document, and the file that it came from."""

from dataclasses import dataclass, replace
from pathlib import Path
from textwrap import shorten

from django.db.models import QuerySet

from documents import vault
from documents.models import StoredFile
from documents.uploads.names import clean_file_name
from organisations.domain.policy import Actor
from plans.domain.content import Column, Field, PlanContent, PlanDocument
from plans.domain.corrections import reading_from_dict
from plans.domain.versions import thaw
from plans.models import Plan, PlanImport
from plans.queries.content import approval_content, plan_content, with_content

Exported = Plan  # for the pages, which know no models
QUICK = ("docx", "xlsx")  # written by the portal itself
CONVERTED = {"pdf": "docx", "odt": "docx", "ods": "xlsx"}  # by LibreOffice, from what
_LONGEST_NAME = 90
_LEAST = (
    Column("Мероприятие", Field.TITLE),
    Column("Срок", Field.DEADLINE),
    Column("Ответственный", Field.RESPONSIBLE),
)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The document as people brought it, or its copy in a new format."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class State:
    """A state of a plan that can be compared: how the page's address calls it, and its name."""

    code: str
    name: str


def export_page(actor: Actor) -> QuerySet[Plan]:
    """Plans ready to be printed: content and source."""
    plans = Plan.objects.visible_to(actor).select_related(
        "organisation", "source", "plan_import__source", "plan_import__readable"
    )
    return with_content(plans)


def exported(plan: Plan) -> PlanDocument:
    """The plan alone, with the signature blocks of its document."""
    return _document([plan])


def whole_document(actor: Actor, plan: Plan) -> PlanDocument:
    """All plans that were saved from the same document, in its order."""
    if plan.plan_import_id is None:
        return exported(plan)
    plans = list(export_page(actor).filter(plan_import=plan.plan_import_id).order_by("pk"))
    return _document(sorted(plans, key=lambda one: one.frame.get("index", 0)))


def plans_beside(actor: Actor, plan: Plan) -> int:
    """How many plans of its document there are, itself included."""
    if plan.plan_import_id is None:
        return 1
    return Plan.objects.visible_to(actor).filter(plan_import=plan.plan_import_id).count()


def source_of(plan: Plan) -> SourceFile | None:
    """The file to print the plan into; None for a plan that was made in the portal."""
    stored: StoredFile | None = plan.source
    if plan.plan_import:
        stored = plan.plan_import.readable or plan.plan_import.source
    if stored is None or not vault.exists(stored):
        return None
    return SourceFile(Path(stored.content.path), stored.name)


def file_name(plan: Plan) -> str:
    """What the file is called: the title as far as a name may be long."""
    return shorten(clean_file_name(plan.title), _LONGEST_NAME, placeholder="").strip(" .,«»")


def states_of(plan: Plan) -> list[State]:
    """What the plan can be compared with, oldest first; the last is the plan of today."""
    states = [State("source", "как загружен")] if plan.plan_import_id else []
    states += [
        State(str(version.number), f"версия {version.number} от {version.approved_on:%d.%m.%Y}")
        for version in plan.versions.defer("snapshot").order_by("number")
    ]
    return [*states, State("now", "текущая редакция")]


def content_in(plan: Plan, code: str) -> PlanContent:
    """The plan in one of its `states_of`."""
    if code == "source" and plan.plan_import_id:
        reading = PlanImport.objects.values_list("reading", flat=True).get(pk=plan.plan_import_id)
        plans = reading_from_dict(reading).document.plans
        return next(one for one in plans if one.frame.index == plan.frame.get("index", 0))
    if code.isdigit():
        document, _marks = thaw(plan.versions.get(number=int(code)).snapshot)
        return document.plans[0]
    return plan_content(plan)


def _document(plans: list[Plan]) -> PlanDocument:
    approvals = tuple(approval_content(row) for row in plans[0].approvals.all())
    return PlanDocument(approvals, tuple(_with_columns(plan_content(plan)) for plan in plans))


def _with_columns(content: PlanContent) -> PlanContent:
    """A plan that was left without columns prints at least what is to be done, when, by whom."""
    return content if content.columns else replace(content, columns=_LEAST)
