"""What people do to an uploaded plan document until it is saved as draft plans."""

from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from documents import actions as document_actions
from documents.models import StoredFile
from documents.uploads.door import InspectedFile
from organisations import audit
from organisations.domain.errors import ChangedMeanwhileError, RuleError
from organisations.domain.policy import Actor
from plans.actions.column_meanings import remember_meanings, with_remembered
from plans.actions.executors import assign_known
from plans.actions.rows import approval_rows, fitted, item_values, step_rows
from plans.domain.content import Approval, PlanContent, PlanDocument
from plans.domain.corrections import Reading, reading_from_dict, reading_to_dict, wanted
from plans.domain.frame_serial import frame_to_json, printed_to_json
from plans.domain.remembering import fields_before
from plans.models import (
    Plan,
    PlanApproval,
    PlanColumn,
    PlanEdit,
    PlanImport,
    PlanItem,
    PlanSection,
    PlanStep,
)
from plans.queries.import_undo import row_counts


class ImportIsOverError(RuleError):
    """The document was saved as drafts already."""


class NothingToSaveError(RuleError):
    """Every plan of the document was left out."""


@transaction.atomic
def create_import(
    inspected: InspectedFile,
    document: PlanDocument,
    *,
    organisation_id: int,
    actor: Actor,
    readable: InspectedFile | None = None,
) -> PlanImport:
    """Keep the file and what was read in it; no plan is made yet.

    `readable` is the copy in a new format that was read in place of an old file.
    """
    actor.must_reach(organisation_id)
    store = partial(
        document_actions.store_file,
        purpose=StoredFile.Purpose.PLAN_SOURCE,
        organisation_id=organisation_id,
        actor=actor,
    )
    source = store(inspected)
    created = PlanImport.objects.create(
        organisation_id=organisation_id,
        source=source,
        readable=store(readable) if readable else None,
        reading=reading_to_dict(Reading(with_remembered(document, organisation_id))),
        created_by_id=actor.user_id,
    )
    audit.record(
        actor, "import.create", created, organisation_id=organisation_id, file=source.name
    )
    return created


@transaction.atomic
def correct_import(
    plan_import: PlanImport, reading: Reading, *, version: int, actor: Actor
) -> PlanImport:
    """Keep a correction of what was read."""
    locked = _lock_open(plan_import, actor)
    if locked.version != version:
        raise ChangedMeanwhileError(
            "Пока вы правили, загрузку исправили в другом окне. Откройте её снова и повторите."
        )
    before, locked.reading = locked.reading, reading_to_dict(reading)
    locked.read_fields = fields_before(before, locked.reading) | locked.read_fields
    locked.version += 1
    locked.save(update_fields=["reading", "read_fields", "version"])
    audit.record(actor, "import.correct", locked, organisation_id=locked.organisation_id)
    return locked


@transaction.atomic
def save_import(plan_import: PlanImport, *, version: int, actor: Actor) -> list[Plan]:
    """Make a draft of every plan that was not left out."""
    locked = _lock_open(plan_import, actor)
    if locked.version != version:
        raise ChangedMeanwhileError(
            "Загрузку только что исправили в другом окне. Откройте её снова и проверьте."
        )
    document = wanted(reading_from_dict(locked.reading))
    if not document.plans:
        raise NothingToSaveError(
            "Все планы документа отмечены «не загружать». Оставьте хотя бы один план или "
            "отмените загрузку."
        )
    plans = import_document(
        document,
        locked.source,
        organisation_id=locked.organisation_id,
        actor=actor,
        plan_import=locked,
    )
    remember_meanings(locked, document, actor=actor)
    locked.saved_at, locked.undone_at = timezone.now(), None
    locked.save(update_fields=["saved_at", "undone_at"])
    audit.record(
        actor,
        "import.save",
        locked,
        organisation_id=locked.organisation_id,
        plans=[plan.pk for plan in plans],
        **row_counts(plans),
    )
    return plans


@transaction.atomic
def cancel_import(plan_import: PlanImport, *, actor: Actor) -> bool:
    """Forget what was read and the file; its bytes stay, another row may name the same ones.

    A document that a plan was updated from is kept, for the plan prints as it does: False then.
    """
    locked = _lock_open(plan_import, actor)
    organisation_id, source, readable = locked.organisation_id, locked.source, locked.readable
    audit.record(actor, "import.cancel", locked, organisation_id=organisation_id, file=source.name)
    if locked.plans.exists():
        locked.saved_at = timezone.now()
        locked.save(update_fields=["saved_at"])
        return False
    locked.delete()
    source.delete()
    if readable:
        readable.delete()
    return True


@transaction.atomic
def import_document(
    document: PlanDocument,
    source: StoredFile | None,
    *,
    organisation_id: int,
    actor: Actor,
    plan_import: PlanImport | None = None,
) -> list[Plan]:
    """A draft for each plan of the document, with the document's own columns and headers."""
    actor.must_reach(organisation_id)
    plans = []
    for content in document.plans:
        plan = Plan.objects.create(
            **fitted(Plan, _heading(content)),
            organisation_id=organisation_id,
            source=source,
            plan_import=plan_import,
            created_by_id=actor.user_id,
        )
        _write_content(plan, content, document.approvals)
        plans.append(plan)
        audit.record(actor, "plan.import", plan, organisation_id=organisation_id)
        assign_known(plan, actor=actor, kind=PlanEdit.Kind.DOCUMENT)
    return plans


def _lock_open(plan_import: PlanImport, actor: Actor) -> PlanImport:
    rows = PlanImport.objects.select_for_update(of=("self",)).select_related("source")
    locked = rows.get(pk=plan_import.pk)
    actor.must_reach(locked.organisation_id)
    if locked.saved_at:
        raise ImportIsOverError("Этот документ уже сохранён: правьте его планы.")
    return locked


def _heading(content: PlanContent) -> dict[str, Any]:
    starts_on, ends_on = content.period
    return {
        "kind": content.kind.value,
        "title": content.title,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "introduction": content.introduction,
        "frame": frame_to_json(content.frame),
    }


def _write_content(plan: Plan, content: PlanContent, approvals: tuple[Approval, ...]) -> None:
    PlanApproval.objects.bulk_create(approval_rows(plan, approvals))
    PlanColumn.objects.bulk_create(
        PlanColumn(
            plan=plan,
            ordering=ordering,
            width_mm=column.width_mm,
            **fitted(PlanColumn, {"header": column.header, "field": column.field.value}),
        )
        for ordering, column in enumerate(content.columns)
    )
    sections = PlanSection.objects.bulk_create(
        PlanSection(
            plan=plan,
            ordering=ordering,
            printed=printed_to_json(section.printed),
            **fitted(PlanSection, {"number": section.number or "", "title": section.title or ""}),
        )
        for ordering, section in enumerate(content.sections)
    )
    said = [
        (row, ordering, item)
        for row, section in zip(sections, content.sections, strict=True)
        for ordering, item in enumerate(section.items)
    ]
    items = PlanItem.objects.bulk_create(
        PlanItem(plan=plan, section=section, ordering=ordering, **item_values(item))
        for section, ordering, item in said
    )
    PlanStep.objects.bulk_create(
        step
        for row, (_section, _ordering, item) in zip(items, said, strict=True)
        for step in step_rows(row, item.steps)
    )
