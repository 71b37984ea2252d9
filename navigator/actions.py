"""What people do to the Navigator's registers. The only code that writes them."""

from django.conf import settings
from django.db import transaction

from navigator.domain.sealing import open_number
from navigator.models import Certificate
from organisations import audit
from organisations.domain.policy import Actor


@transaction.atomic
def reveal_number(certificate: Certificate, reason: str, *, actor: Actor) -> str:
    """The certificate's full number; every look is a line in the audit trail."""
    actor.must_reach(certificate.organisation_id)
    number = open_number(bytes(certificate.number_sealed), settings.CERTIFICATE_KEY)
    audit.record(
        actor,
        "certificate.reveal",
        certificate,
        organisation_id=certificate.organisation_id,
        reason=reason,
    )
    return number
