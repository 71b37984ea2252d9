"""What people do to a plan as a whole. The only code that writes its heading and state."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from organisations import audit
from organisations.domain.errors import RuleError
from organisations.domain.policy import Actor
from plans.actions import periods
from plans.actions.locks import lock_editable, lock_for_move, must_be_seen
from plans.actions.rows import approval_rows, terms_values
from plans.domain.content import Approval, Column, Field, PlanKind
from plans.domain.corrections import reread
from plans.domain.drafts import NOTE_LENGTH, PlanHeading
from plans.domain.versions import ItemMark, freeze, sha256_of
from plans.models import Plan, PlanApproval, PlanColumn, PlanItem, PlanStep, PlanVersion
from plans.queries.content import items_in_order, plan_content, plan_document, with_content
from plans.queries.plans import assignment_name


class NoteTooShortError(RuleError):
    """Whoever returns a plan must say what to mend."""


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
    actor: Actor,
) -> Plan:
    """Change the heading and the signature blocks; deadlines follow a changed period."""
    draft = lock_editable(plan.pk, actor)
    must_be_seen(draft, version)
    before = {name: getattr(draft, name) for name in _heading_values(heading)}
    after = _heading_values(heading)
    for name, value in after.items():
        setattr(draft, name, value)
    draft.full_clean(exclude=["created_by"])
    draft.save(update_fields=[*after, "version"])
    draft.approvals.all().delete()
    PlanApproval.objects.bulk_create(approval_rows(draft, approvals))
    if (before["starts_on"], before["ends_on"]) != (draft.starts_on, draft.ends_on):
        _reread_deadlines(draft)
    changes = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    audit.record(actor, "plan.update", draft, organisation_id=draft.organisation_id, **changes)
    return draft


@transaction.atomic
def submit_plan(plan: Plan, *, actor: Actor) -> Plan:
    """Hand the plan to the head; from now on its content stands still."""
    moved = lock_for_move(plan.pk, "submit", actor)
    moved.return_note = ""
    moved.save(update_fields=["state", "return_note"])
    audit.record(actor, "plan.submit", moved, organisation_id=moved.organisation_id)
    return moved


@transaction.atomic
def return_plan(plan: Plan, note: str, *, actor: Actor) -> Plan:
    """Give the plan back to the methodist, with what to mend."""
    moved = lock_for_move(plan.pk, "return", actor)
    if len(note.strip()) < NOTE_LENGTH:
        raise NoteTooShortError(f"Напишите, что исправить: не меньше {NOTE_LENGTH} знаков.")
    moved.return_note = note.strip()
    moved.save(update_fields=["state", "return_note"])
    audit.record(
        actor, "plan.return", moved, organisation_id=moved.organisation_id, note=moved.return_note
    )
    return moved


@transaction.atomic
def approve_plan(plan: Plan, *, approved_on: date, basis: str, actor: Actor) -> PlanVersion:
    """Put the plan in force: its content is frozen, open periods get their expectations."""
    moved = lock_for_move(plan.pk, "approve", actor)
    moved.approved_on, moved.approved_by_id, moved.return_note = approved_on, actor.user_id, ""
    moved.save(update_fields=["state", "approved_on", "approved_by", "return_note"])
    version = _freeze(moved, approved_on, basis, actor)
    periods.expect_for_plan(moved, actor=actor)
    audit.record(
        actor,
        "plan.approve",
        moved,
        organisation_id=moved.organisation_id,
        approved_on=approved_on,
        basis=basis,
        sha256=version.sha256,
    )
    return version


def _freeze(plan: Plan, approved_on: date, basis: str, actor: Actor) -> PlanVersion:
    rows = with_content(Plan.objects.filter(pk=plan.pk)).select_related("organisation")
    whole = rows.get()
    marks = [
        ItemMark(str(row.uid), tuple(map(assignment_name, row.assignments.all())))
        for row in items_in_order(whole)
    ]
    snapshot = freeze(plan_document(whole), whole.organisation.name, marks)
    return PlanVersion.objects.create(
        plan=plan,
        number=plan.versions.count() + 1,
        snapshot=snapshot,
        sha256=sha256_of(snapshot),
        basis=basis,
        approved_on=approved_on,
        approved_by_id=actor.user_id,
    )


def _heading_values(heading: PlanHeading) -> dict[str, object]:
    return {
        "kind": heading.kind.value,
        "title": heading.title,
        "starts_on": heading.starts_on,
        "ends_on": heading.ends_on,
        "introduction": heading.introduction,
    }


def _reread_deadlines(plan: Plan) -> None:
    """«Декабрь» lies in another year once the plan's period has moved."""
    whole = with_content(Plan.objects.filter(pk=plan.pk)).get()
    content = reread(plan_content(whole))
    said = [item for section in content.sections for item in section.items]
    items, steps = items_in_order(whole), []
    for row, item in zip(items, said, strict=True):
        row.deadline_terms = terms_values(item.deadline)
        for step_row, step in zip(row.steps.all(), item.steps, strict=True):
            step_row.deadline_terms = terms_values(step.deadline)
            steps.append(step_row)
    PlanItem.objects.bulk_update(items, ["deadline_terms"], batch_size=500)
    PlanStep.objects.bulk_update(steps, ["deadline_terms"], batch_size=500)
