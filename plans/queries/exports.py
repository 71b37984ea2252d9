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
from plans.domain.editions import Edition
from plans.models import Plan, PlanImport, PlanVersion
from plans.queries.content import approval_content, plan_content, with_content
from plans.queries.editions import edition_of_plan, edition_of_snapshot

Exported = Plan  # for the pages, which know no models
QUICK = ("docx", "xlsx")  # written by the portal itself
CONVERTED = {"pdf": "docx", "odt": "docx", "ods": "xlsx"}  # by LibreOffice, from what
SOURCE, NOW, AMENDED = "source", "now", "amended"
_LONGEST_NAME = 90
LEAST_COLUMNS = (
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
    if plan.plan_import_id is None or plan.amends_id:
        return exported(plan)
    rows = export_page(actor).filter(plan_import=plan.plan_import_id, amends=None)
    plans = list(rows.order_by("pk"))
    return _document(sorted(plans, key=lambda one: one.frame.get("index", 0)))


def plans_beside(actor: Actor, plan: Plan) -> int:
    """How many plans of its document there are, itself included."""
    if plan.plan_import_id is None or plan.amends_id:
        return 1
    plans = Plan.objects.visible_to(actor).originals()
    return plans.filter(plan_import=plan.plan_import_id).count()


def last_version(plan: Plan) -> PlanVersion | None:
    """What was approved last: the document that bears the seal."""
    return plan.versions.defer("snapshot").order_by("-number").first()


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
    return short_name(plan.title)


def short_name(title: str) -> str:
    return shorten(clean_file_name(title), _LONGEST_NAME, placeholder="").strip(" .,«»")


def states_of(plan: Plan) -> list[State]:
    """What the plan can be compared with, oldest first; the last is the plan of today.

    An amendment's copy has the versions of the plan that it amends behind it; a plan has the
    amendment that is being prepared before it.
    """
    versions = (plan.amends or plan).versions.defer("snapshot").order_by("number")
    states = [State(SOURCE, "как загружен")] if plan.plan_import_id else []
    states += [
        State(str(version.number), f"версия {version.number} от {version.approved_on:%d.%m.%Y}")
        for version in versions
    ]
    states.append(State(NOW, "текущая редакция"))
    draft = _open_draft(plan)
    if draft:
        states.append(State(AMENDED, f"с изменением № {draft.amendment.number} (готовится)"))
    return states


def edition_in(plan: Plan, code: str) -> Edition:
    """The plan in one of its `states_of`."""
    if code == SOURCE and plan.plan_import_id:
        reading = PlanImport.objects.values_list("reading", flat=True).get(pk=plan.plan_import_id)
        plans = reading_from_dict(reading).document.plans
        index = plan.frame.get("index", 0)
        return Edition(next(one for one in plans if one.frame.index == index))
    if code.isdigit():
        version = (plan.amends or plan).versions.get(number=int(code))
        return edition_of_snapshot(version.snapshot)
    draft = _open_draft(plan) if code == AMENDED else None
    return edition_of_plan(with_content(Plan.objects.filter(pk=draft.pk)).get() if draft else plan)


def _open_draft(plan: Plan) -> Plan | None:
    """The copy of the amendment that is being prepared."""
    rows = Plan.objects.filter(amends=plan, amendment__outcome="")
    return rows.select_related("amendment").first()


def _document(plans: list[Plan]) -> PlanDocument:
    approvals = tuple(approval_content(row) for row in plans[0].approvals.all())
    return PlanDocument(approvals, tuple(_with_columns(plan_content(plan)) for plan in plans))


def _with_columns(content: PlanContent) -> PlanContent:
    """A plan that was left without columns prints at least what is to be done, when, by whom."""
    return content if content.columns else replace(content, columns=LEAST_COLUMNS)
