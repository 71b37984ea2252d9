"""Plan years and quarters around the day on which the data is loaded."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from moc_portal.demo.chance import day_between
from plans.domain.expectations import Span, span_of

ZONE = ZoneInfo("Europe/Moscow")
DUE_TIME = time(18, 0)
DUE_DAY = 25
LAST_DAYS = 10


@dataclass(frozen=True, slots=True)
class Years:
    """What «this year» means for each plan, and the three quarters that matter."""

    today: date

    @property
    def school_year(self) -> tuple[date, date]:
        span = span_of("school_year", self.today)
        return span.starts_on, span.ends_on

    @property
    def last_school_year(self) -> tuple[date, date]:
        span = span_of("school_year", self.school_year[0] - timedelta(days=1))
        return span.starts_on, span.ends_on

    @property
    def calendar_year(self) -> tuple[date, date]:
        return date(self.today.year, 1, 1), date(self.today.year, 12, 31)

    @property
    def next_calendar_year(self) -> tuple[date, date]:
        return date(self.today.year + 1, 1, 1), date(self.today.year + 1, 12, 31)

    @property
    def next_summer(self) -> tuple[date, date]:
        year = self.school_year[1].year
        return date(year, 6, 1), date(year, 8, 31)

    @property
    def running(self) -> Span:
        return span_of("quarter", self.today)

    @property
    def previous(self) -> Span:
        return span_of("quarter", self.running.starts_on - timedelta(days=1))

    @property
    def following(self) -> Span:
        return span_of("quarter", self.running.ends_on + timedelta(days=1))

    def due_day(self, span: Span) -> date:
        """The 25th of the last month; once it has passed, ten days after the quarter's end."""
        usual = span.ends_on.replace(day=DUE_DAY)
        is_late = span == self.running and usual < self.today
        return span.ends_on + timedelta(days=LAST_DAYS) if is_late else usual


def moment(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=ZONE)


def working_moment(chance: Random, first: date, last: date) -> datetime:
    """Some time at work between the days; the first day wins where they cross."""
    day = day_between(chance, first, last)
    return moment(day, chance.randint(9, 16), chance.randint(0, 59))
