"""What the report pages read, in a bounded number of queries."""

from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from documents.models import StoredFile
from organisations.domain.policy import Actor
from plans.domain.states import ProgressState
from plans.models import Expectation, ReportingPeriod
from reports.models import Report


def report_list(actor: Actor) -> QuerySet[Report]:
    """Reports without what they say, newest first, with their files."""
    return report_page(actor).defer("snapshot")


def report_page(actor: Actor) -> QuerySet[Report]:
    """Reports ready for their own page."""
    return (
        Report.objects.visible_to(actor)
        .select_related("organisation", "period", "job", "requested_by")
        .prefetch_related(Prefetch("job__files", StoredFile.objects.order_by("pk")))
        .order_by("-created_at", "-pk")
    )


def period_page(actor: Actor) -> QuerySet[ReportingPeriod]:
    """Periods of centres in reach, for which a report may be built."""
    return (
        ReportingPeriod.objects.visible_to(actor)
        .select_related("organisation")
        .order_by("-starts_on", "pk")
    )


def period_named(actor: Actor, centre_code: str, starts_on: date) -> ReportingPeriod | None:
    """The centre's period that begins on this day."""
    return period_page(actor).filter(organisation__code=centre_code, starts_on=starts_on).first()


def gaps(actor: Actor, period: ReportingPeriod) -> dict[str, int]:
    """What the report will lack, by state of the expectation."""
    expectations = Expectation.objects.visible_to(actor).asked().filter(period=period)
    states = ProgressState
    return expectations.aggregate(
        missing=Count("pk", filter=Q(state__in=[states.EXPECTED, states.DRAFT])),
        in_review=Count("pk", filter=Q(state=states.SUBMITTED)),
        returned=Count("pk", filter=Q(state=states.RETURNED)),
        accepted=Count("pk", filter=Q(state=states.ACCEPTED)),
    )
