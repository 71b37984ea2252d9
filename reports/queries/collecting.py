"""Collect what a report says; the result needs no database any more."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Sum

from mediaplan import queries as media_queries
from navigator.models import Programme
from organisations.domain.policy import Actor
from plans.domain.states import EXECUTION_NAMES, Execution, ProgressState
from plans.models import (
    Evidence,
    Expectation,
    Plan,
    PlanItem,
    PlanSection,
    ProgressEntry,
    ReportingPeriod,
)
from reports.domain.marks import mark_of
from reports.domain.period_report import (
    Account,
    Figure,
    Indicator,
    ItemLine,
    Link,
    PeriodReport,
    PlanBlock,
    PublicationLine,
    SectionBlock,
)
from reports.models import Report
from reports.queries.pages import gaps
from reports.queries.passport import passport_of, signatory_of

KINDS = {
    ReportingPeriod.Kind.QUARTER: Report.Kind.QUARTERLY,
    ReportingPeriod.Kind.YEAR: Report.Kind.ANNUAL,
    ReportingPeriod.Kind.SCHOOL_YEAR: Report.Kind.ANNUAL,
}
HEADINGS = {
    Report.Kind.QUARTERLY: "КВАРТАЛЬНЫЙ ОТЧЁТ",
    Report.Kind.ANNUAL: "ГОДОВОЙ ОТЧЁТ",
    Report.Kind.PERIOD: "ОТЧЁТ ЗА ПЕРИОД",
}


def period_report(actor: Actor, report: Report) -> PeriodReport:
    """Everything the report says, read in a bounded number of queries.

    The caller reads it in one transaction, so that the tables agree with each other.
    """
    period, centre = report.period, report.organisation
    entries = _accepted(actor, period)
    expected = _expected_counts(actor, period)
    return PeriodReport(
        heading=HEADINGS[Report.Kind(report.kind)],
        centre=centre.name,
        municipality=centre.municipality,
        period=period.title,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        passport=passport_of(centre),
        indicators=_indicators(actor, period),
        plans=tuple(_plans(actor, period, entries, expected)),
        publications=_publications(actor, period),
        narrative=report.narrative,
        signatory=signatory_of(centre),
        silent=_silent(actor, period),
    )


def unsaved_report(actor: Actor, period: ReportingPeriod) -> PeriodReport:
    """What a report of the period would say now, without a row of its own."""
    kind = KINDS.get(ReportingPeriod.Kind(period.kind), Report.Kind.PERIOD)
    return period_report(actor, Report(kind=kind, organisation=period.organisation, period=period))


def _accepted(actor: Actor, period: ReportingPeriod) -> dict[int, list[ProgressEntry]]:
    """Accepted entries by item, organisations by name; nothing else ever enters a report."""
    entries: dict[int, list[ProgressEntry]] = defaultdict(list)
    rows = (
        ProgressEntry.objects.visible_to(actor)
        .accepted()
        .filter(expectation__period=period)
        .select_related("expectation__organisation")
        .prefetch_related(Prefetch("evidence", Evidence.objects.order_by("pk")))
        .order_by("expectation__organisation__short_name", "pk")
    )
    for entry in rows:
        entries[entry.expectation.item_id].append(entry)
    return entries


def _expected_counts(actor: Actor, period: ReportingPeriod) -> dict[int, int]:
    rows = (
        Expectation.objects.visible_to(actor)
        .asked()
        .filter(period=period)
        .values("item_id")
        .annotate(count=Count("pk"))
        .order_by("item_id")
    )
    return {row["item_id"]: row["count"] for row in rows}


def _plans(
    actor: Actor,
    period: ReportingPeriod,
    entries: dict[int, list[ProgressEntry]],
    expected: dict[int, int],
) -> Iterable[PlanBlock]:
    items = _reported_items(period)
    sections = (
        PlanSection.every.filter(Q(removed_at=None) | Exists(items.filter(section=OuterRef("pk"))))
        .order_by("ordering", "pk")
        .prefetch_related(Prefetch("items", items.prefetch_related("steps")))
    )
    plans = (
        Plan.objects.visible_to(actor)
        .carried_out()
        .filter(
            organisation=period.organisation_id,
            starts_on__lte=period.ends_on,
            ends_on__gte=period.starts_on,
        )
        .prefetch_related(Prefetch("sections", sections), "versions")
        .order_by("kind", "starts_on", "pk")
    )
    for plan in plans:
        blocks = tuple(
            SectionBlock(
                str(section),
                tuple(
                    _line(item, entries[item.pk], expected.get(item.pk, 0), period)
                    for item in section.items.all()
                ),
            )
            for section in plan.sections.all()
        )
        yield PlanBlock(plan.title, plan.get_kind_display(), _basis(plan), blocks)


def _reported_items(period: ReportingPeriod) -> QuerySet[PlanItem]:
    """Items of the plan, and excluded ones of which something was accepted before."""
    accepted = ProgressEntry.objects.accepted().filter(
        expectation__item=OuterRef("pk"), expectation__period=period
    )
    rows = PlanItem.every.filter(
        Q(removed_at=None) | Q(excluded_by__isnull=False) & Exists(accepted)
    )
    return rows.select_related("excluded_by").order_by("ordering", "pk")


def _title(item: PlanItem) -> str:
    if item.excluded_by is None:
        return item.title
    return f"{item.title} (исключён изменением № {item.excluded_by.number})"


def _basis(plan: Plan) -> str:
    version = max(plan.versions.all(), key=lambda one: one.number, default=None)
    approved = f"утверждён {plan.approved_on:%d.%m.%Y}"
    if version is None:
        return approved
    basis = f", {version.basis}" if version.basis else ""
    return f"{approved}{basis}, версия {version.number}"


def _line(
    item: PlanItem, entries: list[ProgressEntry], expected_count: int, period: ReportingPeriod
) -> ItemLine:
    starts = [term["start"] for term in item.deadline_terms if "start" in term]
    return ItemLine(
        number=item.number,
        title=_title(item),
        deadline=item.deadline_text or "; ".join(_step_deadlines(item)),
        responsible=", ".join(item.responsible or _step_responsible(item)),
        mark=mark_of(
            [entry.execution for entry in entries],
            expected_count,
            starts_later=bool(starts) and min(starts) > period.ends_on.isoformat(),
        ),
        accepted_count=len(entries),
        expected_count=expected_count,
        accounts=tuple(_account(entry) for entry in entries),
        figures=_figures(entries),
        links=tuple(
            Link(entry.expectation.organisation.short_name, proof.title or proof.url, proof.url)
            for entry in entries
            for proof in entry.evidence.all()
            if proof.url
        ),
    )


def _step_deadlines(item: PlanItem) -> list[str]:
    return list(dict.fromkeys(s.deadline_text for s in item.steps.all() if s.deadline_text))


def _step_responsible(item: PlanItem) -> list[str]:
    return list(dict.fromkeys(who for step in item.steps.all() for who in step.responsible))


def _account(entry: ProgressEntry) -> Account:
    return Account(
        organisation=entry.expectation.organisation.short_name,
        execution=EXECUTION_NAMES[Execution(entry.execution)],
        text=_said(entry),
        reason=entry.reason,
        done_on=entry.done_on,
        file_count=sum(1 for proof in entry.evidence.all() if proof.file_id),
    )


def _said(entry: ProgressEntry) -> str:
    """The organisation's words; a share stands beside them, for it belongs to no sum."""
    if entry.figure is None or entry.figure_unit != "%":
        return entry.text
    share = format(entry.figure.normalize(), "f").replace(".", ",")
    return f"{entry.text} ({share} %)".strip()


def _figures(entries: list[ProgressEntry]) -> tuple[Figure, ...]:
    """Figures summed by unit; a share is never summed."""
    sums: dict[str, Decimal] = {}
    for entry in entries:
        if entry.figure is not None and entry.figure_unit != "%":
            sums[entry.figure_unit] = sums.get(entry.figure_unit, Decimal(0)) + entry.figure
    return tuple(Figure(value, unit) for unit, value in sorted(sums.items()))


def _indicators(actor: Actor, period: ReportingPeriod) -> tuple[Indicator, ...]:
    counts = gaps(actor, period)
    organisations = (
        Expectation.objects.visible_to(actor)
        .asked()
        .filter(period=period)
        .aggregate(
            asked=Count("organisation", distinct=True),
            reported=Count("organisation", distinct=True, filter=Q(state=ProgressState.ACCEPTED)),
        )
    )
    published = Q(state=Programme.State.PUBLISHED)
    of_centre = Programme.objects.visible_to(actor).filter(
        organisation__path__startswith=period.organisation.path
    )
    programmes = of_centre.aggregate(
        count=Count("pk", filter=published),
        enrolled=Sum("enrolled_count", filter=published),
    )
    values = [
        ("Организаций, от которых ожидались отчёты", "ед.", organisations["asked"]),
        ("Организаций с принятыми отчётами", "ед.", organisations["reported"]),
        ("Ожидалось отчётов по мероприятиям", "ед.", sum(counts.values())),
        ("Принято отчётов по мероприятиям", "ед.", counts["accepted"]),
        ("Опубликовано программ в Навигаторе", "ед.", programmes["count"]),
        ("Записей о зачислении на опубликованные программы", "ед.", programmes["enrolled"]),
    ]
    return tuple(
        Indicator(name, unit, None if value is None else Decimal(value))
        for name, unit, value in values
    )


def _publications(actor: Actor, period: ReportingPeriod) -> tuple[PublicationLine, ...]:
    rows = media_queries.publications_between(actor, period.starts_on, period.ends_on)
    return tuple(
        PublicationLine(row.published_on, row.title, row.channel.name, row.url, row.reach)
        for row in rows.filter(channel__organisation=period.organisation_id)
    )


def _silent(actor: Actor, period: ReportingPeriod) -> tuple[str, ...]:
    """Organisations from which nothing was accepted, by name."""
    rows = (
        Expectation.objects.visible_to(actor)
        .asked()
        .filter(period=period)
        .values("organisation__short_name")
        .annotate(accepted=Count("pk", filter=Q(state=ProgressState.ACCEPTED)))
        .filter(accepted=0)
        .order_by("organisation__short_name")
    )
    return tuple(row["organisation__short_name"] for row in rows)
