"""How a version came into force: what its document says of that."""

from zoneinfo import ZoneInfo

from plans.domain.passage import Decision, Passage, order_in
from plans.models import PlanVersion, Signer
from plans.queries.agreement_page import agreed_sheet


def passage_of(version: PlanVersion) -> Passage:
    """Days are those of the centre's own clock, whoever asks and wherever."""
    zone = ZoneInfo(version.plan.organisation.timezone)
    return Passage(
        title=str(version.snapshot["document"]["plans"][0]["title"]),
        number=version.number,
        approved_on=version.approved_on,
        basis=version.basis,
        order=order_in(version.basis, version.document_number),
        decisions=tuple(_decision(row, zone) for row in agreed_sheet(version)),
    )


def _decision(row: Signer, zone: ZoneInfo) -> Decision:
    return Decision(
        name=row.user.full_name or str(row.user),
        short_name=row.user.short_name,
        position=row.position,
        words=row.get_decision_display(),
        day=row.decided_at.astimezone(zone).date() if row.decided_at else None,
        note=row.note,
        has_agreed=row.decision == Signer.Decision.AGREED,
    )
