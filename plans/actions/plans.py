"""What people do to a plan as a whole: its heading, and the versions that are frozen of it."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from documents.actions import store_file
from documents.models import StoredFile
from documents.uploads.door import InspectedFile
from documents.uploads.kinds import SIGNATURES
from organisations import audit
from organisations.domain.policy import Actor
from plans.actions.editing import Act, edit_rows
from plans.actions.locks import lock_editable, must_be_seen
from plans.actions.rows import approval_rows, terms_values
from plans.actions.version_documents import request_document
from plans.domain.agreements import Approving
from plans.domain.content import Approval, Column, Field, PlanKind
from plans.domain.corrections import reread
from plans.domain.drafts import PlanHeading
from plans.domain.editing.board import Board
from plans.domain.editing.operations import Touched
from plans.domain.versions import freeze, sha256_of
from plans.models import (
    Amendment,
    Plan,
    PlanApproval,
    PlanColumn,
    PlanVersion,
    VersionFile,
)
from plans.queries.content import items_in_order, plan_content, plan_document, with_content
from plans.queries.editions import item_marks, lasting

PAPER = StoredFile.Purpose.PLAN_PAPER

_STANDARD_COLUMNS = (
    Column("№ п/п", Field.NUMBER),
    Column("Мероприятие", Field.TITLE),
    Column("Ожидаемый результат", Field.RESULT),
    Column("Срок исполнения", Field.DEADLINE),
    Column("Ответственный", Field.RESPONSIBLE),
)
_MEDIA_COLUMNS = (
    Column("№ п/п", Field.NUMBER),
    Column("Цель", Field.GOAL),
    Column("Целевая аудитория", Field.AUDIENCE),
    Column("Мероприятие, тема публикации", Field.TITLE),
    Column("Каналы", Field.CHANNELS),
    Column("Срок", Field.DEADLINE),
    Column("Ответственный", Field.RESPONSIBLE),
)


@transaction.atomic
def create_plan(heading: PlanHeading, *, organisation_id: int, actor: Actor) -> Plan:
    """An empty draft with the usual columns of its kind."""
    actor.must_reach(organisation_id)
    plan = Plan(
        **_heading_values(heading), organisation_id=organisation_id, created_by_id=actor.user_id
    )
    plan.full_clean(exclude=["created_by"])
    plan.save(force_insert=True)
    columns = _MEDIA_COLUMNS if heading.kind is PlanKind.MEDIA_PLAN else _STANDARD_COLUMNS
    PlanColumn.objects.bulk_create(
        PlanColumn(plan=plan, ordering=place, header=column.header, field=column.field.value)
        for place, column in enumerate(columns)
    )
    audit.record(actor, "plan.create", plan, organisation_id=organisation_id)
    return plan


@transaction.atomic
def update_plan(
    plan: Plan,
    heading: PlanHeading,
    approvals: Sequence[Approval],
    *,
    version: int,
    checkpoint: str = "",
    actor: Actor,
) -> Plan:
    """Change the heading and the signature blocks; deadlines follow a changed period."""
    draft = lock_editable(plan.pk, actor)
    must_be_seen(draft, version)
    after = _heading_values(heading) | ({"checkpoint": checkpoint} if checkpoint else {})
    before = {name: getattr(draft, name) for name in after}
    for name, value in after.items():
        setattr(draft, name, value)
    draft.full_clean(exclude=["created_by"])
    draft.save(update_fields=[*after, "version"])
    draft.approvals.all().delete()
    PlanApproval.objects.bulk_create(approval_rows(draft, approvals))
    if (before["starts_on"], before["ends_on"]) != (draft.starts_on, draft.ends_on):
        _reread_deadlines(draft, actor)
    changes = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    audit.record(actor, "plan.update", draft, organisation_id=draft.organisation_id, **changes)
    return draft


def snapshot_of(plan: Plan) -> dict[str, Any]:
    """Everything the plan says now, as plain JSON: for a version, for a round of agreement."""
    rows = with_content(Plan.objects.filter(pk=plan.pk)).select_related("organisation")
    whole = rows.get()
    return freeze(plan_document(whole), whole.organisation.name, item_marks(whole), lasting(whole))


def freeze_version(
    plan: Plan, approving: Approving, *, actor: Actor, amendment: Amendment | None = None
) -> PlanVersion:
    """The next frozen version of a plan that the caller has locked, with its papers."""
    snapshot = snapshot_of(plan)
    version = PlanVersion.objects.create(
        plan=plan,
        number=plan.versions.count() + 1,
        snapshot=snapshot,
        sha256=sha256_of(snapshot),
        basis=approving.basis,
        document_number=approving.document_number,
        amendment=amendment,
        approved_on=approving.approved_on,
        approved_by_id=actor.user_id,
    )
    add_papers(version, approving.papers, actor=actor)
    request_document(version, actor=actor)
    return version


def add_papers(
    version: PlanVersion, papers: Sequence[InspectedFile], *, actor: Actor
) -> list[VersionFile]:
    """Keep signed scans and signatures with the version; what is there stays."""
    place = version.plan.organisation_id
    return [
        VersionFile.objects.create(
            version=version,
            kind=VersionFile.Kind.SIGNATURE if paper.kind in SIGNATURES else VersionFile.Kind.SCAN,
            file=store_file(paper, purpose=PAPER, organisation_id=place, actor=actor),
            added_by_id=actor.user_id,
        )
        for paper in papers
    ]


def _heading_values(heading: PlanHeading) -> dict[str, object]:
    return {
        "kind": heading.kind.value,
        "title": heading.title,
        "starts_on": heading.starts_on,
        "ends_on": heading.ends_on,
        "introduction": heading.introduction,
    }


def _reread_deadlines(plan: Plan, actor: Actor) -> None:
    """«Декабрь» lies in another year once the plan's period has moved."""
    whole = with_content(Plan.objects.filter(pk=plan.pk)).get()
    content = reread(plan_content(whole))
    said = [item for section in content.sections for item in section.items]
    terms = {}
    for row, item in zip(items_in_order(whole), said, strict=True):
        terms[str(row.uid)] = terms_values(item.deadline)
        for step_row, step in zip(row.steps.all(), item.steps, strict=True):
            terms[str(step_row.uid)] = terms_values(step.deadline)

    def change(board: Board) -> None:
        for uid, state in (*board.items.items(), *board.steps.items()):
            if uid in terms:
                state.values["deadline_terms"] = terms[uid]

    words = "сроки перечитаны: изменился период плана"
    edit_rows(plan, Touched(everything=True), change, Act("bulk", words=words), actor)
