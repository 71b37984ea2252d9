"""What the front pages read, each in a bounded number of queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Min, Prefetch, Q, QuerySet

from moc_portal.front.charts import Segment, stacked_bar
from organisations.domain.policy import Actor
from organisations.models import Organisation
from plans.domain.states import EDITABLE_PLAN, PeriodState, PlanState, ProgressState
from plans.models import Expectation, Plan, PlanItem, ReportingPeriod
from reports.models import Report

AT_RISK_SHOWN = 5
SILENT_SHOWN = 8
WAITING = [ProgressState.EXPECTED, ProgressState.DRAFT]


@dataclass(frozen=True, slots=True)
class Counts:
    """Expectations of a period, a section or an item, by what has become of them."""

    accepted: int = 0
    submitted: int = 0
    returned: int = 0
    waiting: int = 0

    @property
    def total(self) -> int:
        return self.accepted + self.submitted + self.returned + self.waiting

    @property
    def accepted_share(self) -> int:
        """In per cent, rounded; 0 where nothing is expected."""
        return round(100 * self.accepted / self.total) if self.total else 0

    @property
    def bar(self) -> list[Segment]:
        return stacked_bar(
            [
                ("ok", self.accepted),
                ("wait", self.submitted),
                ("back", self.returned),
                ("mute", self.waiting),
            ]
        )


COUNTED = {
    "accepted": Count("pk", filter=Q(state=ProgressState.ACCEPTED)),
    "submitted": Count("pk", filter=Q(state=ProgressState.SUBMITTED)),
    "returned": Count("pk", filter=Q(state=ProgressState.RETURNED)),
    "waiting": Count("pk", filter=Q(state__in=WAITING)),
}


@dataclass(frozen=True, slots=True)
class SectionProgress:
    """How far one section of a plan has come in the period."""

    plan_id: int
    plan: str
    title: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class PeriodView:
    """Everything the head and the methodist see of the running period."""

    period: ReportingPeriod
    counts: Counts
    sections: list[SectionProgress]
    at_risk: list[Mapping[str, Any]]
    silent: list[Mapping[str, Any]]
    oldest_waiting: date | None = None
    silent_count: int = 0
    last_reports: list[Report] = field(default_factory=list)


def running_period(actor: Actor) -> ReportingPeriod | None:
    """The open period that is due first; without one, the last that was closed."""
    periods = ReportingPeriod.objects.visible_to(actor).select_related("organisation")
    return (
        periods.open().order_by("due_at", "pk").first()
        or periods.filter(state=PeriodState.CLOSED).order_by("-ends_on", "pk").first()
    )


def period_view(actor: Actor, period: ReportingPeriod, *, today: date) -> PeriodView:
    expectations = Expectation.objects.visible_to(actor).asked().filter(period=period)
    totals = expectations.aggregate(
        **COUNTED, oldest=Min("submitted_at", filter=Q(state=ProgressState.SUBMITTED))
    )
    oldest = totals.pop("oldest")
    silent = _silent(expectations)
    return PeriodView(
        period=period,
        counts=Counts(**totals),
        sections=list(_sections(expectations)),
        at_risk=_at_risk(expectations, today),
        silent=silent[:SILENT_SHOWN],
        oldest_waiting=oldest.date() if oldest else None,
        silent_count=len(silent),
        last_reports=list(_last_reports(actor)[:3]),
    )


def _sections(expectations: QuerySet[Expectation]) -> Iterable[SectionProgress]:
    section = "item__section"
    rows: Iterable[Mapping[str, Any]] = (
        expectations.values(
            "item__plan_id",
            "item__plan__title",
            "item__plan__kind",
            f"{section}_id",
            f"{section}__number",
            f"{section}__title",
        )
        .annotate(**COUNTED)
        .order_by("item__plan__kind", "item__plan_id", f"{section}__ordering", f"{section}_id")
    )
    kinds = dict(Plan.Kind.choices)
    for row in rows:
        number, title = row[f"{section}__number"], row[f"{section}__title"]
        kind = kinds[row["item__plan__kind"]]
        yield SectionProgress(
            plan_id=row["item__plan_id"],
            plan=kind,
            title=f"{number}. {title}" if number else title or kind.capitalize(),
            counts=_counts(row),
        )


def _at_risk(expectations: QuerySet[Expectation], today: date) -> list[Mapping[str, Any]]:
    """Items of which somebody's report is past its day, the longest overdue first."""
    unfinished = ~Q(state=ProgressState.ACCEPTED)
    rows = (
        expectations.filter(unfinished, due_on__lt=today)
        .values("item_id", "item__number", "item__title", "item__plan_id")
        .annotate(missing=Count("pk"), due_on=Min("due_on"))
        .order_by("due_on", "-missing", "item_id")
    )
    return list(rows[:AT_RISK_SHOWN])


def _silent(expectations: QuerySet[Expectation]) -> list[Mapping[str, Any]]:
    """Organisations that have sent nothing in the period, the most owing first."""
    sent = Q(state__in=[ProgressState.SUBMITTED, ProgressState.ACCEPTED, ProgressState.RETURNED])
    rows = (
        expectations.values("organisation_id", "organisation__short_name")
        .annotate(expected=Count("pk"), sent=Count("pk", filter=sent))
        .filter(sent=0)
        .order_by("-expected", "organisation__short_name", "organisation_id")
    )
    return list(rows)


def _last_reports(actor: Actor) -> QuerySet[Report]:
    return (
        Report.objects.visible_to(actor)
        .select_related("period", "job", "organisation")
        .defer("snapshot")
        .order_by("-created_at", "-pk")
    )


def plans_in_work(actor: Actor) -> QuerySet[Plan]:
    """What is not in force yet: drafts, returned ones, those that wait for the head.

    The copy of an open amendment is among them.
    """
    present = Q(items__removed_at=None)
    unclear = present & Q(items__deadline_terms__icontains='"unknown"')
    return (
        Plan.objects.visible_to(actor)
        .select_related("amendment")
        .filter(state__in=[*EDITABLE_PLAN, PlanState.IN_AGREEMENT])
        .annotate(
            item_count=Count("items", filter=present, distinct=True),
            doubt_count=Count("items", filter=unclear, distinct=True),
        )
        .order_by("-starts_on", "pk")
    )


def unpublished_items(actor: Actor) -> QuerySet[PlanItem]:
    """Items of media plans in force under which nothing has been published yet."""
    return (
        PlanItem.objects.visible_to(actor)
        .filter(plan__kind=Plan.Kind.MEDIA_PLAN, plan__state=PlanState.APPROVED, publications=None)
        .select_related("plan")
        .order_by("plan__starts_on", "section__ordering", "ordering", "pk")
    )


@dataclass(frozen=True, slots=True)
class CentreRow:
    """One centre as the region sees it: only what is approved and accepted."""

    centre: Organisation
    approved_count: int
    counts: Counts
    report: Report | None


def centre_rows(actor: Actor) -> list[CentreRow]:
    """Every centre of the region, five queries however many there are."""
    centres = (
        Organisation.objects.visible_to(actor)
        .centres()
        .filter(is_active=True)
        .prefetch_related(
            Prefetch(
                "reports",
                Report.objects.filter(taken_at__isnull=False)
                .select_related("period")
                .defer("snapshot")
                .order_by("-created_at", "-pk"),
            )
        )
        .order_by("municipality", "short_name", "pk")
    )
    progress, approved = _progress_by_centre(actor), _approved_plans(actor)
    return [
        CentreRow(
            centre,
            approved.get(centre.pk, 0),
            progress.get(centre.pk, Counts()),
            next(iter(centre.reports.all()), None),
        )
        for centre in centres
    ]


def _approved_plans(actor: Actor) -> dict[int, int]:
    rows = (
        Plan.objects.visible_to(actor)
        .approved()
        .values("organisation_id")
        .annotate(count=Count("pk"))
        .order_by("organisation_id")
    )
    return {row["organisation_id"]: row["count"] for row in rows}


def _progress_by_centre(actor: Actor) -> dict[int, Counts]:
    rows: Iterable[Mapping[str, Any]] = (
        Expectation.objects.visible_to(actor)
        .asked()
        .filter(period__state=PeriodState.OPEN)
        .values("period__organisation_id")
        .annotate(**COUNTED)
        .order_by("period__organisation_id")
    )
    return {row["period__organisation_id"]: _counts(row) for row in rows}


def _counts(row: Mapping[str, Any]) -> Counts:
    return Counts(**{name: row[name] for name in COUNTED})
