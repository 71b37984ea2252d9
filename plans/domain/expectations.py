"""What is expected of a reporting period: its span, its last day, and which items meet it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, date, datetime, timedelta
from zoneinfo import ZoneInfo

from plans.domain.checkpoints import Checkpoint, check_days, goes_on
from plans.domain.deadlines import Due, OnRequest, Term, Unknown, Window
from plans.domain.period_names import period_title

MOSCOW = ZoneInfo("Europe/Moscow")
MONTHS_IN = {"month": 1, "quarter": 3, "half_year": 6, "year": 12, "school_year": 12}
PERIOD_KINDS = tuple(MONTHS_IN)


@dataclass(frozen=True, slots=True)
class Span:
    """A period that a centre may report for («IV квартал 2025 года»); both ends inclusive."""

    kind: str
    starts_on: date
    ends_on: date

    @property
    def title(self) -> str:
        return period_title(self.kind, self.starts_on, self.ends_on)

    @property
    def key(self) -> str:
        """What a form sends back: «quarter:2025-10-01»."""
        return f"{self.kind}:{self.starts_on.isoformat()}"


def span_of(kind: str, day: date) -> Span:
    """The span of this kind that holds the day."""
    months = MONTHS_IN[kind]
    first = 9 if kind == "school_year" else 1
    since_first = (day.month - first) % 12
    year = day.year if day.month >= first else day.year - 1
    starts_on = _month_start(year, first + since_first - since_first % months)
    return Span(kind, starts_on, _month_start(starts_on.year, starts_on.month + months, back=1))


def spans_from(kind: str, day: date) -> Iterator[Span]:
    """The span that holds the day, then those that follow."""
    while day.year < MAXYEAR - 1:
        span = span_of(kind, day)
        yield span
        day = span.ends_on + timedelta(days=1)


def local_day(moment: datetime, zone: str) -> date:
    """The date on the wall of the centre at this moment."""
    return moment.astimezone(ZoneInfo(zone)).date()


def last_day(due_at: datetime, zone: str) -> date:
    """The last day to submit: the interval is half-open, so midnight belongs to the day before."""
    return local_day(due_at - timedelta(microseconds=1), zone)


def zone_name(moment: datetime, zone: str) -> str:
    """«МСК», «МСК+2»: how people here name a zone."""
    there = moment.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()
    moscow = moment.astimezone(MOSCOW).utcoffset() or timedelta()
    hours = int((there - moscow).total_seconds() // 3600)
    return f"МСК{hours:+d}" if hours else "МСК"


def due_on(
    terms: Iterable[Term],
    plan: Window,
    period: Window,
    period_due: date,
    checkpoint: Checkpoint = Checkpoint.EACH,
) -> date | None:
    """The day a report on an item is due in the period, or None where none is expected.

    `terms` are those of the item and of its steps: one report tells of all of them. A day that
    the plan names («до 25 ноября») is when to report, where every term that meets the period is
    such a day and it comes before the period's own due date. A window says when the work goes
    on, so its report is due with the period.

    «По запросу» alone is not expected: otherwise schools would write «не запрашивали» every
    quarter; a request brings its own deadline. A deadline that nobody could read is expected:
    it would vanish from sight just where a person must look. Work that goes on is expected in
    every period that it meets, or only where one of its check-points lies.
    """
    said = tuple(terms) or (Unknown(),)
    days_asked = check_days(said, plan, checkpoint)
    is_asked = checkpoint is Checkpoint.EACH or any(
        period.start <= day <= period.end for day in days_asked
    )
    met = [term for term in said if (is_asked or not goes_on(term)) and _meets(term, plan, period)]
    if not met:
        return None
    days = [term.end for term in met if isinstance(term, Due)]
    return min(max(days), period_due) if len(days) == len(met) else period_due


def _meets(term: Term, plan: Window, period: Window) -> bool:
    match term:
        case OnRequest():
            return False
        case Window(start, end):
            return start <= period.end and period.start <= end
        case Due(end):
            return period.start <= end <= period.end
    return plan.start <= period.end and period.start <= plan.end


def _month_start(year: int, month: int, *, back: int = 0) -> date:
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1) - timedelta(days=back)
