from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from plans.domain.calendars import Feed, ReportDay, feed_of, occasions
from plans.domain.content import Deadline, Item, PlanContent, PlanKind, Section, Step
from plans.domain.deadlines import Continuous, Due, Every, OnRequest, Recurring, Unknown, Window

YEAR = (date(2025, 9, 1), date(2026, 8, 31))
FEED = Feed(
    "План; работы, 2025",
    "https://p.ru/o/c/plans/p/",
    "centr",
    2,
    datetime(2025, 8, 30, 9, tzinfo=UTC),
)
UID = "0f8fad5b-d9cb-469f-a165-70867728950e"
OCTOBER = Window(date(2025, 10, 1), date(2025, 10, 31))


def item(*terms, steps=(), text="срок") -> Item:
    return Item("1", "Семинар", deadline=Deadline(text, terms), steps=steps)


def plan_of(*items) -> PlanContent:
    return PlanContent(PlanKind.WORK_PLAN, "План", YEAR, (), (Section(None, None, items),))


def days(*terms) -> list[tuple[date, date]]:
    return [(each.start, each.end) for each in occasions(item(*terms), YEAR, ())]


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ((OCTOBER,), [(date(2025, 10, 1), date(2025, 10, 31))]),
        ((Due(date(2026, 3, 1)),), [(date(2026, 3, 1), date(2026, 3, 1))]),
        ((Continuous(), OnRequest(), Unknown()), []),
        ((Recurring(Every.WEEK),), []),
        (
            (Recurring(Every.QUARTER),),
            [
                (date(2025, 9, 30),) * 2,
                (date(2025, 12, 31),) * 2,
                (date(2026, 3, 31),) * 2,
                (date(2026, 6, 30),) * 2,
            ],
        ),
        (
            (Recurring(Every.HALF_YEAR),),
            [(date(2025, 12, 31),) * 2, (date(2026, 6, 30),) * 2],
        ),
        ((Recurring(Every.YEAR),), [(date(2025, 12, 31),) * 2]),
    ],
    ids=["window", "due", "on no day", "weekly", "quarterly", "half-yearly", "yearly"],
)
def test_days_of_a_deadline(terms, expected):
    assert days(*terms) == expected


def test_day_that_a_month_lacks_is_its_last():
    found = [start for start, _end in days(Recurring(Every.MONTH, 1, 31))]

    assert len(found) == 12
    assert (found[0], found[5], found[-1]) == (
        date(2025, 9, 30),
        date(2026, 2, 28),
        date(2026, 8, 31),
    )


def test_feed_is_read_back_as_it_was_meant():
    plan = plan_of(item(OCTOBER, text="октябрь; по графику, утверждённому центром\nи школами"))

    calendar = Calendar.from_ical(feed_of(plan, [UID], FEED, {}))

    [event] = calendar.walk("VEVENT")
    assert calendar["x-wr-calname"] == "План; работы, 2025"
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2025, 10, 1), date(2025, 11, 1))
    assert event["summary"] == "1. Семинар"
    assert event["description"] == "Срок: октябрь; по графику, утверждённому центром\nи школами"
    assert event["url"] == "https://p.ru/o/c/plans/p/#item-0f8fad5b"
    assert event["uid"] == f"{UID}-0-0@centr"
    assert not calendar.errors
    assert not event.errors


def test_lines_are_folded_and_end_as_the_standard_says():
    plan = plan_of(item(OCTOBER, text="очень длинный срок " * 20))

    lines = feed_of(plan, [UID], FEED, {}).split(b"\r\n")

    assert max(map(len, lines)) <= 75
    assert all(b"\n" not in line for line in lines)


def test_event_keeps_its_uid_when_its_days_move():
    step = Step("Группа", Deadline("май", (Due(date(2026, 5, 1)),)))
    moved = Step("Группа", Deadline("июнь", (Due(date(2026, 6, 1)),)))

    before, after = (
        [
            str(event["uid"])
            for event in Calendar.from_ical(
                feed_of(plan_of(item(OCTOBER, steps=(one,))), [UID], FEED, {})
            ).walk("VEVENT")
        ]
        for one in (step, moved)
    )

    assert before == after == [f"{UID}-0-0@centr", f"{UID}-1-0@centr"]


def test_bytes_depend_on_the_version_alone():
    plan = plan_of(item(OCTOBER))

    assert feed_of(plan, [UID], FEED, {}) == feed_of(plan, [UID], FEED, {})


REPORTS = {
    UID: (
        ReportDay("quarter-2025-10-01", date(2026, 1, 12), "IV квартал 2025 года"),
        ReportDay("quarter-2026-01-01", date(2026, 4, 10), "I квартал 2026 года"),
    )
}


@pytest.mark.parametrize("term", [Continuous(), Recurring(Every.WEEK)])
def test_work_that_goes_on_stands_where_its_report_is_due(term):
    plan = plan_of(item(term, text="в течение года"))

    events = Calendar.from_ical(feed_of(plan, [UID], FEED, REPORTS)).walk("VEVENT")

    assert [event["dtstart"].dt for event in events] == [date(2026, 1, 12), date(2026, 4, 10)]
    assert events[0]["description"] == ("Срок отчёта: IV квартал 2025 года\nСрок: в течение года")
    assert events[1]["uid"] == f"{UID}-report-quarter-2026-01-01@centr"


@pytest.mark.parametrize("terms", [(OnRequest(),), (Unknown(),), (OCTOBER,), ()])
def test_other_work_has_no_days_of_reports(terms):
    said = occasions(item(*terms), YEAR, REPORTS[UID])

    assert not [one for one in said if one.part.startswith("report")]


def test_step_that_goes_on_is_reported_too():
    step = Step("Группа", Deadline("постоянно", (Continuous(),)))

    said = list(occasions(item(OCTOBER, steps=(step,)), YEAR, REPORTS[UID]))

    assert [one.start for one in said] == [
        date(2025, 10, 1),
        date(2026, 1, 12),
        date(2026, 4, 10),
    ]
