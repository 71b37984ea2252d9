"""What a centre's headers mean, as people have put it right."""

from collections.abc import Iterable

from django.db.models import QuerySet

from organisations.domain.policy import Actor
from plans.domain.content import Field, PlanDocument, PlanKind
from plans.domain.remembering import known_in
from plans.models import ColumnMeaning


def column_meanings(actor: Actor) -> QuerySet[ColumnMeaning]:
    """Remembered headers of the centres in reach."""
    rows = ColumnMeaning.objects.visible_to(actor).select_related("organisation", "created_by")
    return rows.order_by("organisation__short_name", "kind", "written", "pk")


def known_meanings(organisation_id: int) -> dict[tuple[PlanKind, str], Field]:
    return _known(ColumnMeaning.objects.filter(organisation_id=organisation_id))


def meanings_in(actor: Actor, organisation_id: int, document: PlanDocument) -> list[ColumnMeaning]:
    """Those by which columns of this document were understood."""
    rows = list(column_meanings(actor).filter(organisation_id=organisation_id))
    found = known_in(document, _known(rows))
    return [row for row in rows if (PlanKind(row.kind), row.header) in found]


def _known(rows: Iterable[ColumnMeaning]) -> dict[tuple[PlanKind, str], Field]:
    return {(PlanKind(row.kind), row.header): Field(row.field) for row in rows}
