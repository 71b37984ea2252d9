"""What the Navigator's pages and the reports read, in a bounded number of queries."""

from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from navigator.domain.filters import ProgrammeFilter
from navigator.models import Certificate, Programme
from organisations.domain.policy import Actor
from organisations.models import Organisation

PUBLISHED = Q(programmes__state=Programme.State.PUBLISHED)
ACTIVE = Q(status=Certificate.Status.ACTIVE)


def programme_list(actor: Actor, wanted: ProgrammeFilter) -> QuerySet[Programme]:
    """Rows of the programme list, by title."""
    programmes = Programme.objects.visible_to(actor).matching(wanted.text)
    for field, value in wanted.choices().items():
        programmes = programmes.filter(**{field: value})
    return programmes.select_related("organisation").order_by("title", "pk")


def programme_counts(actor: Actor) -> QuerySet[Organisation]:
    """Organisations that have programmes, with `published`, `places` and `enrolled`."""
    organisations = Organisation.objects.visible_to(actor).filter(programmes__isnull=False)
    return organisations.annotate(
        programme_count=Count("programmes"),
        published_count=Count("programmes", filter=PUBLISHED),
        place_count=Coalesce(Sum("programmes__place_count", filter=PUBLISHED), 0),
        enrolled_count=Coalesce(Sum("programmes__enrolled_count", filter=PUBLISHED), 0),
    ).order_by("short_name", "pk")


def certificate_counts(actor: Actor) -> QuerySet[Certificate, Any]:
    """Certificates of each organisation: all of them, in use, and by kind.

    Counted from the certificates outwards, so that 400,000 of them are read by one index.
    """
    kinds = Certificate.Kind
    return (
        Certificate.objects.visible_to(actor)
        .values("organisation_id", "organisation__short_name")
        .annotate(
            total=Count("pk"),
            active=Count("pk", filter=ACTIVE),
            record=Count("pk", filter=Q(kind=kinds.RECORD)),
            funding=Count("pk", filter=Q(kind=kinds.FUNDING)),
            social=Count("pk", filter=Q(kind=kinds.SOCIAL)),
        )
        .order_by("organisation__short_name", "organisation_id")
    )


def certificates_of(actor: Actor, organisation_id: int) -> QuerySet[Certificate]:
    """Certificates of one organisation, newest first."""
    certificates = Certificate.objects.visible_to(actor).filter(organisation=organisation_id)
    return certificates.order_by("-issued_on", "-pk")


def certificate_page(actor: Actor) -> QuerySet[Certificate]:
    return Certificate.objects.visible_to(actor).select_related("organisation")


def organisation_page(actor: Actor) -> QuerySet[Organisation]:
    return Organisation.objects.visible_to(actor)
