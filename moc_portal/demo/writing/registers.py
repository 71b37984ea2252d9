"""Programmes and certificates, in batches: a region's would not fit into memory at once."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date, datetime
from itertools import islice
from typing import TypeVar

from django.conf import settings

from moc_portal.demo.registers import CertificateFacts, certificates, programmes, shares
from moc_portal.demo.writing.cast import Cast
from moc_portal.demo.years import moment
from navigator.domain.sealing import seal_number
from navigator.models import Certificate, Programme

T = TypeVar("T")
BATCH = 5000


def write_registers(casts: Sequence[Cast], total: int, today: date, seed: int) -> None:
    """Programmes of every organisation; `total` certificates shared out among all."""
    for batch in _batches(_programmes(casts, today, seed)):
        Programme.objects.bulk_create(batch)
    counts = iter(shares(total, sum(len(cast.members) for cast in casts)))
    for cast in casts:
        own = list(islice(counts, len(cast.members)))
        for sealed in _batches(_certificates(cast, own, today, seed)):
            Certificate.objects.bulk_create(sealed)


def _programmes(casts: Sequence[Cast], today: date, seed: int) -> Iterator[Programme]:
    members = (place for cast in casts for place in cast.members)
    for number, place in enumerate(members):
        for facts in programmes(seed, number, today, little=place.kind == "preschool"):
            yield Programme(organisation_id=place.pk, **asdict(facts))


def _certificates(cast: Cast, counts: list[int], today: date, seed: int) -> Iterator[Certificate]:
    changed_at = moment(today, 6, 0)
    for place, facts in certificates(seed, cast.number, counts, today):
        yield _certificate(cast.members[place].pk, facts, changed_at)


def _certificate(place: int, facts: CertificateFacts, changed_at: datetime) -> Certificate:
    return Certificate(
        organisation_id=place,
        number_sealed=seal_number(facts.number, settings.CERTIFICATE_KEY),
        number_tail=facts.number[-4:],
        kind=facts.kind,
        status=facts.status,
        birth_year=facts.birth_year,
        issued_on=facts.issued_on,
        changed_at=changed_at,
    )


def _batches(rows: Iterator[T]) -> Iterator[list[T]]:
    while batch := list(islice(rows, BATCH)):
        yield batch
