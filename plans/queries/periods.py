"""What the pages of reporting periods read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from organisations.domain.policy import Actor
from organisations.models import Organisation
from plans.domain.expectations import PERIOD_KINDS, Span, spans_from, zone_name
from plans.domain.states import ProgressState
from plans.models import Expectation, Plan, ReportingPeriod

SENT = Q(submitted_at__isnull=False)
HANDED_IN_STATES = [ProgressState.SUBMITTED, ProgressState.ACCEPTED]
HANDED_IN = Q(state__in=HANDED_IN_STATES)
SPANS_OFFERED = 3


@dataclass(frozen=True, slots=True)
class Due:
    """When a period is due, on the clock of its centre."""

    at: datetime
    zone: str

    def __str__(self) -> str:
        return f"{self.at:%d.%m.%Y, %H:%M} ({self.zone})"


@dataclass(frozen=True, slots=True)
class PeriodCounts:
    """How far a period has come: expectations by state, and the organisations behind them."""

    expected: int
    draft: int
    submitted: int
    returned: int
    accepted: int
    organisations: int
    silent: int

    @property
    def total(self) -> int:
        return self.expected + self.draft + self.submitted + self.returned + self.accepted

    @property
    def handed_in(self) -> int:
        return self.submitted + self.accepted


@dataclass(frozen=True, slots=True)
class Share:
    """«сдали 12 из 17»."""

    handed_in: int
    total: int

    @property
    def tone(self) -> str:
        if self.handed_in == self.total:
            return "ok"
        return "wait" if self.handed_in else "mute"


@dataclass(frozen=True, slots=True)
class Row:
    """One organisation of the matrix: its share in every plan, and whether it keeps silent."""

    organisation: Organisation
    cells: tuple[Share | None, ...]
    total: Share
    is_silent: bool


@dataclass(frozen=True, slots=True)
class Matrix:
    """Plan × organisation: who has handed in how much of what was expected."""

    plans: tuple[Plan, ...]
    rows: tuple[Row, ...]
    organisations: tuple[Share, ...]  # of each plan: organisations that handed in everything


def period_list(actor: Actor) -> QuerySet[ReportingPeriod]:
    """Rows of the period list, newest first, with what is still expected and under review."""
    periods = period_page(actor).annotate(
        expectation_count=Count("expectations"),
        handed_in_count=Count("expectations", filter=Q(expectations__state__in=HANDED_IN_STATES)),
    )
    return periods.order_by("-starts_on", "-ends_on", "pk")


def period_page(actor: Actor) -> QuerySet[ReportingPeriod]:
    """Periods ready for a page of their own, their centre included."""
    return ReportingPeriod.objects.visible_to(actor).select_related("organisation")


def due_of(period: ReportingPeriod) -> Due:
    """When the period is due, as the clock of its centre shows it."""
    zone = period.organisation.timezone
    return Due(period.due_at.astimezone(ZoneInfo(zone)), zone_name(period.due_at, zone))


def centre_list(actor: Actor) -> QuerySet[Organisation]:
    """The centres for which the person may open periods."""
    centres = Organisation.objects.visible_to(actor).centres().filter(is_active=True)
    return centres.order_by("short_name", "pk")


def proposals(actor: Actor, *, today: date) -> list[Span]:
    """The spans to choose from: of every kind the present one and those that follow.

    Where the person has one centre, spans that it reports for already are left out.
    """
    centres = list(centre_list(actor)[:2])
    taken: set[tuple[date, date]] = set()
    if len(centres) == 1:
        periods = ReportingPeriod.objects.filter(organisation=centres[0], ends_on__gte=today)
        taken = set(periods.values_list("starts_on", "ends_on"))
    return [span for kind in PERIOD_KINDS for span in _free_spans(kind, today, taken)]


def _free_spans(kind: str, today: date, taken: set[tuple[date, date]]) -> Iterable[Span]:
    free = (
        span for span in spans_from(kind, today) if (span.starts_on, span.ends_on) not in taken
    )
    return islice(free, SPANS_OFFERED)


def under_review_count(period: ReportingPeriod) -> int:
    return Expectation.objects.in_review().filter(period=period).count()


def period_counts(actor: Actor, period: ReportingPeriod) -> PeriodCounts:
    """The figures of a period, in one query and one for the silent."""
    rows = Expectation.objects.visible_to(actor).asked().filter(period=period)
    by_state = {state.value: Count("pk", filter=Q(state=state.value)) for state in ProgressState}
    found = rows.aggregate(**by_state, organisations=Count("organisation", distinct=True))
    return PeriodCounts(**found, silent=silent_organisations(actor, period).count())


def silent_organisations(actor: Actor, period: ReportingPeriod) -> QuerySet[Organisation]:
    """Organisations of which something is expected and which have sent nothing at all."""
    theirs = Expectation.objects.asked().filter(period=period, organisation=OuterRef("pk"))
    return (
        Organisation.objects.visible_to(actor)
        .filter(Exists(theirs), ~Exists(theirs.filter(SENT)))
        .order_by("short_name", "pk")
    )


def progress_matrix(actor: Actor, period: ReportingPeriod) -> Matrix:
    """Who has handed in what: three queries, however many plans and organisations."""
    counted = (
        Expectation.objects.visible_to(actor)
        .asked()
        .filter(period=period)
        .values("item__plan_id", "organisation_id")
        .annotate(
            total=Count("pk"), done=Count("pk", filter=HANDED_IN), sent=Count("pk", filter=SENT)
        )
        .order_by("item__plan_id", "organisation_id")
    )
    cells = {
        (row["item__plan_id"], row["organisation_id"]): (row["done"], row["total"], row["sent"])
        for row in counted
    }
    plans = Plan.objects.in_bulk({plan_id for plan_id, _ in cells})
    organisations = Organisation.objects.in_bulk({place for _, place in cells})
    columns = sorted(plans.values(), key=lambda plan: (plan.starts_on, plan.pk))
    ordered = sorted(organisations.values(), key=lambda place: (place.short_name, place.pk))
    return Matrix(
        tuple(columns),
        tuple(_matrix_row(place, columns, cells) for place in ordered),
        tuple(_organisation_share(plan, cells) for plan in columns),
    )


def _matrix_row(
    place: Organisation, plans: Sequence[Plan], cells: dict[tuple[int, int], tuple[int, int, int]]
) -> Row:
    found = [cells.get((plan.pk, place.pk)) for plan in plans]
    known = [cell for cell in found if cell]
    return Row(
        place,
        tuple(Share(cell[0], cell[1]) if cell else None for cell in found),
        Share(sum(cell[0] for cell in known), sum(cell[1] for cell in known)),
        is_silent=not sum(cell[2] for cell in known),
    )


def _organisation_share(plan: Plan, cells: dict[tuple[int, int], tuple[int, int, int]]) -> Share:
    of_plan = [cell for (plan_id, _), cell in cells.items() if plan_id == plan.pk]
    return Share(sum(done == total for done, total, _ in of_plan), len(of_plan))


def organisation_in_period(actor: Actor, period: ReportingPeriod) -> QuerySet[Organisation]:
    """Organisations of which something is expected in the period."""
    theirs = Expectation.objects.filter(period=period, organisation=OuterRef("pk"))
    return Organisation.objects.visible_to(actor).filter(Exists(theirs))


def organisation_rows(
    actor: Actor, period: ReportingPeriod, organisation_id: int
) -> QuerySet[Expectation]:
    """Everything expected of one organisation in a period, in the order of its plans."""
    rows = Expectation.objects.visible_to(actor).filter(
        period=period, organisation=organisation_id
    )
    return rows.select_related("item__plan", "item__section", "item__excluded_by").order_by(
        "item__plan_id", "item__section__ordering", "item__ordering", "pk"
    )
