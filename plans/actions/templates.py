"""What people do to the library of templates, and a plan made of one."""

from django.db import transaction

from organisations import audit
from organisations.domain.errors import ChangedMeanwhileError
from organisations.domain.policy import Actor
from plans.actions.imports import import_document
from plans.actions.next_year import NothingToCarryError
from plans.domain.content import PlanContent, PlanDocument
from plans.domain.next_year import NextYear
from plans.domain.plan_templates import plan_of_template
from plans.domain.serial import to_dict
from plans.models import Plan, PlanTemplate
from plans.queries.templates import template_content


@transaction.atomic
def create_template(
    content: PlanContent, title: str, description: str, *, organisation_id: int, actor: Actor
) -> PlanTemplate:
    """Offer a plan, its people taken out, to the organisation and all below it."""
    actor.must_reach(organisation_id)
    template = PlanTemplate.objects.create(
        organisation_id=organisation_id,
        kind=content.kind.value,
        title=title,
        description=description,
        content=to_dict(PlanDocument((), (content,))),
        created_by_id=actor.user_id,
    )
    audit.record(actor, "template.create", template, organisation_id=organisation_id)
    return template


@transaction.atomic
def update_template(
    template: PlanTemplate, title: str, description: str, *, version: int, actor: Actor
) -> PlanTemplate:
    """Call it otherwise, or say otherwise what it is for."""
    row = _lock(template, actor)
    if row.version != version:
        raise ChangedMeanwhileError("Пока вы правили, образец изменил другой человек.")
    before = {"title": row.title, "description": row.description}
    row.title, row.description, row.version = title, description, row.version + 1
    row.save(update_fields=["title", "description", "version"])
    changes = {name: [said, getattr(row, name)] for name, said in before.items()}
    changes = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    audit.record(actor, "template.update", row, organisation_id=row.organisation_id, **changes)
    return row


@transaction.atomic
def retire_template(template: PlanTemplate, *, offered: bool, actor: Actor) -> PlanTemplate:
    """Offer it no more, or again; plans made of it stay as they are."""
    row = _lock(template, actor)
    if row.is_active != offered:
        row.is_active, row.version = offered, row.version + 1
        row.save(update_fields=["is_active", "version"])
        verb = "template.restore" if offered else "template.retire"
        audit.record(actor, verb, row, organisation_id=row.organisation_id)
    return row


@transaction.atomic
def use_template(
    template: PlanTemplate, wanted: NextYear, *, state: str, organisation_id: int, actor: Actor
) -> Plan:
    """A draft of the actor's centre with the template's rows; known executors are assigned."""
    actor.must_reach(organisation_id)
    row = PlanTemplate.objects.select_for_update(of=("self",)).get(pk=template.pk)
    if f"t{row.version}" != state:
        raise ChangedMeanwhileError("Пока вы выбирали, образец изменили.")
    content = plan_of_template(
        template_content(row),
        title=wanted.title,
        period=wanted.period,
        rows=wanted.rows,
        texts=wanted.texts,
    )
    if not any(section.items for section in content.sections):
        raise NothingToCarryError("Отметьте хотя бы одну строку, которую взять.")
    document = PlanDocument((), (content,))
    [plan] = import_document(document, None, organisation_id=organisation_id, actor=actor)
    return plan


def _lock(template: PlanTemplate, actor: Actor) -> PlanTemplate:
    row = PlanTemplate.objects.select_for_update(of=("self",)).get(pk=template.pk)
    actor.must_reach(row.organisation_id)
    return row
