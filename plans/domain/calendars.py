"""Deadlines of a plan as an iCalendar feed, for the calendars that people have."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from plans.domain.content import Deadline, Item, PlanContent
from plans.domain.deadlines import Continuous, Due, Every, Recurring, Term, Window

_DAY = timedelta(days=1)
_MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.HALF_YEAR: 6, Every.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Feed:
    """What the calendar is called, where its plan stands, and of which version it tells.

    `source` ends every uid: the centre's own code, for the same plan may be read at many hosts.
    """

    name: str
    page: str
    source: str
    version: int
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Occasion:
    """Days of the calendar, both inclusive; `part` tells those of one item apart for good."""

    part: str
    start: date
    end: date
    words: str


@dataclass(frozen=True, slots=True)
class ReportDay:
    """When a report is due on work that goes on; `key` names the reporting period for good."""

    key: str
    day: date
    title: str


def feed_of(
    plan: PlanContent,
    uids: Sequence[str],
    feed: Feed,
    reports: Mapping[str, Sequence[ReportDay]],
) -> bytes:
    """An event for each window and day of a deadline, and for each report on work without any.

    The bytes are lasting.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//МОЦ Портал//Сроки плана//RU")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", feed.name)
    calendar.add("refresh-interval", _DAY, parameters={"value": "DURATION"})
    items = [item for section in plan.sections for item in section.items]
    for uid, item in zip(uids, items, strict=True):
        for occasion in occasions(item, plan.period, reports.get(uid, ())):
            calendar.add_component(_event(uid, item, occasion, feed))
    return bytes(calendar.to_ical())


def occasions(
    item: Item, period: tuple[date, date], reports: Sequence[ReportDay]
) -> Iterator[Occasion]:
    """When something of the item is due; work that goes on all the time: when it is reported."""
    said = [("0", item.deadline, "")]
    said += [(str(number), step.deadline, step.title) for number, step in enumerate(item.steps, 1)]
    for part, deadline, words in said:
        for place, (start, end) in enumerate(_spans(deadline, period)):
            yield Occasion(f"{part}-{place}", start, end, words)
    if undated_terms(item):
        for report in reports:
            words = f"Срок отчёта: {report.title}"
            yield Occasion(f"report-{report.key}", report.day, report.day, words)


def undated_terms(item: Item) -> tuple[Term, ...]:
    """«В течение года», «еженедельно»: terms of the item and its steps that stand on no day."""
    said = (item.deadline, *(step.deadline for step in item.steps))
    return tuple(term for deadline in said for term in deadline.terms if _is_undated(term))


def anchor_of(uid: str) -> str:
    """Where an item stands on its page."""
    return f"item-{uid[:8]}"


def _is_undated(term: Term) -> bool:
    return isinstance(term, Continuous) or (
        isinstance(term, Recurring) and term.every not in _MONTHS
    )


def _spans(deadline: Deadline, period: tuple[date, date]) -> Iterator[tuple[date, date]]:
    for term in deadline.terms:
        yield from _days(term, period)


def _days(term: Term, period: tuple[date, date]) -> Iterator[tuple[date, date]]:
    match term:
        case Window(start, end):
            yield start, end
        case Due(end):
            yield end, end
        case Recurring(every, _times, day) if every in _MONTHS:
            yield from _repeated(_MONTHS[every], day, period)


def _repeated(
    months: int, day: int | None, period: tuple[date, date]
) -> Iterator[tuple[date, date]]:
    """The day of each month that was named, else the last day of each span of the year."""
    start, end = period
    month = start.year * 12 + (start.month - 1) // months * months
    while True:
        last = _month_day(month + months, 1) - _DAY
        when = last if day is None else min(_month_day(month + months - 1, day), last)
        if when > end:
            return
        if when >= start:
            yield when, when
        month += months


def _month_day(month: int, day: int) -> date:
    """Months counted from year 0; a day that the month lacks is its last one."""
    first = date(month // 12, month % 12 + 1, 1)
    return min(first + timedelta(days=day - 1), first + timedelta(days=_length(month) - 1))


def _length(month: int) -> int:
    following = date((month + 1) // 12, (month + 1) % 12 + 1, 1)
    return (following - date(month // 12, month % 12 + 1, 1)).days


def _event(uid: str, item: Item, occasion: Occasion, feed: Feed) -> Event:
    event = Event()
    event.add("uid", f"{uid}-{occasion.part}@{feed.source}")
    event.add("dtstamp", feed.made_at)
    event.add("last-modified", feed.made_at)
    event.add("sequence", feed.version)
    event.add("dtstart", occasion.start)
    event.add("dtend", occasion.end + _DAY)
    event.add("summary", f"{item.number}. {item.title}" if item.number else item.title)
    about = [occasion.words, f"Срок: {item.deadline.text}" if item.deadline.text else ""]
    event.add("description", "\n".join(filter(None, about)))
    event.add("url", f"{feed.page}#{anchor_of(uid)}")
    event.add("transp", "TRANSPARENT")
    return event
