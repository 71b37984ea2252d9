"""What people do to reports. The only code that writes them."""

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from documents import actions as document_actions
from organisations import audit
from organisations.domain.policy import Actor
from plans.models import ReportingPeriod
from reports.domain.period_report import PeriodReport
from reports.domain.snapshots import digest, freeze, thaw
from reports.models import Report
from reports.queries import collecting


@transaction.atomic
def request_report(period: ReportingPeriod, narrative: str, *, key: str, actor: Actor) -> Report:
    """Queue a report of the period; the same `key` twice gives the same report.

    A report that was built before stays as it is: this is the next revision.
    """
    actor.must_reach(period.organisation_id)
    ReportingPeriod.objects.select_for_update(of=("self",)).get(pk=period.pk)
    kind = collecting.KINDS.get(ReportingPeriod.Kind(period.kind), Report.Kind.PERIOD)
    number = _next_number(period, kind)
    job = document_actions.enqueue(
        "period_report",
        actor=actor,
        organisation_id=period.organisation_id,
        title=f"{Report.Kind(kind).label.capitalize()}: {period.title}",
        key=key,
        kind_of_report=kind,
        period_id=period.pk,
        number=number,
    )
    again = Report.objects.filter(job=job).first()
    if again is not None:
        return again
    report = Report.objects.create(
        kind=kind,
        organisation_id=period.organisation_id,
        period=period,
        job=job,
        number=number,
        narrative=narrative,
        requested_by_id=actor.user_id,
    )
    audit.record(
        actor,
        "report.request",
        report,
        organisation_id=period.organisation_id,
        period=period.title,
        number=number,
    )
    return report


def _next_number(period: ReportingPeriod, kind: str) -> int:
    last = Report.objects.filter(period=period, kind=kind).aggregate(last=Max("number"))["last"]
    return int(last or 0) + 1


@transaction.atomic
def take_snapshot(report: Report, *, actor: Actor) -> tuple[PeriodReport, str]:
    """Freeze what the report says; a second attempt of the worker finds it already taken.

    Returns what was frozen and its hash.
    """
    _read_one_state()
    row = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if row.snapshot is None:
        row.snapshot = freeze(collecting.period_report(actor, row))
        row.sha256, row.taken_at = digest(row.snapshot), timezone.now()
        row.save(update_fields=["snapshot", "sha256", "taken_at"])
    return thaw(row.snapshot), row.sha256


def _read_one_state() -> None:
    """Let every query of the transaction see the same moment (SQLite's always do)."""
    outermost = len(connection.savepoint_ids) == 0
    if connection.vendor == "postgresql" and outermost:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
