"""Remember what a centre's headers mean, and forget it."""

from django.db import transaction
from django.utils import timezone

from organisations import audit
from organisations.domain.policy import Actor
from plans.domain.content import PlanDocument
from plans.domain.remembering import LONGEST_HEADER, corrected, with_known
from plans.models import ColumnMeaning, PlanColumn, PlanImport
from plans.queries.column_meanings import known_meanings


def with_remembered(document: PlanDocument, organisation_id: int) -> PlanDocument:
    """The document as the centre has understood such headers before."""
    known = known_meanings(organisation_id)
    return with_known(document, known, dict(PlanColumn.Field.choices)) if known else document


@transaction.atomic
def remember_meanings(plan_import: PlanImport, document: PlanDocument, *, actor: Actor) -> None:
    """Keep the meanings that a person gave to columns of what is saved."""
    actor.must_reach(plan_import.organisation_id)
    for one in corrected(document, plan_import.read_fields):
        meaning, _is_new = ColumnMeaning.objects.update_or_create(
            organisation_id=plan_import.organisation_id,
            kind=one.kind.value,
            header=one.header,
            defaults={
                "written": one.written[:LONGEST_HEADER],
                "field": one.field.value,
                "created_by_id": actor.user_id,
                "created_at": timezone.now(),
            },
        )
        audit.record(
            actor,
            "column.remember",
            meaning,
            organisation_id=plan_import.organisation_id,
            means=one.field.value,
        )


@transaction.atomic
def delete_meaning(meaning: ColumnMeaning, *, actor: Actor) -> None:
    """Forget what the header means; plans that were read by it stay as they are."""
    actor.must_reach(meaning.organisation_id)
    audit.record(actor, "column.forget", meaning, organisation_id=meaning.organisation_id)
    meaning.delete()
