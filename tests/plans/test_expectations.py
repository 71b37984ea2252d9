from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.domain.deadlines import Continuous, Due, Every, OnRequest, Recurring, Unknown, Window
from plans.domain.expectations import (
    PERIOD_KINDS,
    due_on,
    last_day,
    local_day,
    span_of,
    spans_from,
    zone_name,
)

QUARTER = Window(date(2025, 10, 1), date(2025, 12, 31))
SCHOOL_YEAR = Window(date(2025, 9, 1), date(2026, 8, 31))
PERIOD_DUE = date(2025, 12, 25)

ZONES = [
    "Europe/Kaliningrad",
    "Europe/Moscow",
    "Europe/Samara",
    "Asia/Yekaterinburg",
    "Asia/Omsk",
    "Asia/Krasnoyarsk",
    "Asia/Irkutsk",
    "Asia/Yakutsk",
    "Asia/Vladivostok",
    "Asia/Magadan",
    "Asia/Kamchatka",
]


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        pytest.param([Continuous()], PERIOD_DUE, id="continuous"),
        pytest.param([Recurring(Every.MONTH, day=5)], PERIOD_DUE, id="recurring"),
        pytest.param([Unknown()], PERIOD_DUE, id="unknown"),
        pytest.param([], PERIOD_DUE, id="nothing-written"),
        pytest.param([OnRequest()], None, id="on-request"),
        pytest.param(
            [OnRequest(), Due(date(2025, 11, 3))], date(2025, 11, 3), id="request-and-day"
        ),
        pytest.param([Due(date(2025, 11, 3))], date(2025, 11, 3), id="own-day"),
        pytest.param([Due(date(2025, 12, 25))], PERIOD_DUE, id="own-day-is-the-due-day"),
        pytest.param([Due(date(2025, 12, 30))], PERIOD_DUE, id="own-day-after-due"),
        pytest.param([Due(date(2025, 10, 1))], date(2025, 10, 1), id="first-day"),
        pytest.param([Due(date(2025, 12, 31))], PERIOD_DUE, id="last-day"),
        pytest.param([Due(date(2025, 9, 30))], None, id="day-before-the-period"),
        pytest.param([Due(date(2026, 1, 1))], None, id="day-after-the-period"),
        pytest.param(
            [Due(date(2025, 10, 5)), Due(date(2025, 11, 5))], date(2025, 11, 5), id="last-own-day"
        ),
        pytest.param(
            [Due(date(2025, 9, 5)), Due(date(2025, 11, 5)), Due(date(2026, 2, 5))],
            date(2025, 11, 5),
            id="only-days-inside-count",
        ),
        pytest.param([Due(date(2025, 10, 5)), Continuous()], PERIOD_DUE, id="day-and-continuous"),
        pytest.param(
            [Window(date(2025, 11, 1), date(2025, 11, 30))], PERIOD_DUE, id="window-inside"
        ),
        pytest.param(
            [Window(date(2025, 9, 1), date(2025, 10, 1))], PERIOD_DUE, id="window-touches"
        ),
        pytest.param([Window(date(2025, 9, 1), date(2025, 9, 30))], None, id="window-before"),
        pytest.param([Window(date(2025, 12, 31), date(2026, 2, 1))], PERIOD_DUE, id="touches-end"),
        pytest.param([Window(date(2026, 1, 1), date(2026, 2, 1))], None, id="window-after"),
    ],
)
def test_due_on_reads_every_kind_of_deadline(terms, expected):
    assert due_on(terms, SCHOOL_YEAR, QUARTER, PERIOD_DUE) == expected


def test_due_on_expects_nothing_undated_of_a_plan_of_another_time():
    last_year = Window(date(2024, 9, 1), date(2025, 8, 31))

    assert due_on([Continuous()], last_year, QUARTER, PERIOD_DUE) is None


days = st.dates(date(2024, 1, 1), date(2027, 12, 31))
windows = st.tuples(days, days).map(lambda pair: Window(min(pair), max(pair)))
terms = st.lists(
    st.one_of(
        windows,
        days.map(Due),
        st.sampled_from([Continuous(), Recurring(Every.WEEK), OnRequest(), Unknown()]),
    ),
    max_size=5,
)


@given(terms, windows, windows, days)
def test_due_on_never_comes_after_the_period_is_due(found, plan, period, period_due):
    day = due_on(found, plan, period, period_due)

    assert day is None or day <= period_due


@given(terms, windows, windows, days, st.randoms())
def test_due_on_knows_no_order(found, plan, period, period_due, chance):
    shuffled = list(found)
    chance.shuffle(shuffled)

    assert due_on(shuffled, plan, period, period_due) == due_on(found, plan, period, period_due)


@given(terms.filter(bool), windows, windows, days)
def test_due_on_is_not_changed_by_a_request(found, plan, period, period_due):
    with_request = [*found, OnRequest()]

    assert due_on(with_request, plan, period, period_due) == due_on(
        found, plan, period, period_due
    )


@pytest.mark.parametrize(
    ("kind", "day", "title"),
    [
        ("month", date(2025, 12, 31), "декабрь 2025 года"),
        ("quarter", date(2025, 10, 1), "IV квартал 2025 года"),
        ("quarter", date(2026, 3, 31), "I квартал 2026 года"),
        ("half_year", date(2025, 6, 30), "I полугодие 2025 года"),
        ("half_year", date(2025, 7, 1), "II полугодие 2025 года"),
        ("year", date(2025, 2, 28), "2025 год"),
        ("school_year", date(2025, 9, 1), "2025/2026 учебный год"),
        ("school_year", date(2026, 8, 31), "2025/2026 учебный год"),
    ],
)
def test_span_of_finds_the_span_that_holds_a_day(kind, day, title):
    assert span_of(kind, day).title == title


@given(st.sampled_from(PERIOD_KINDS), days)
def test_spans_follow_one_another_without_a_gap(kind, day):
    spans = spans_from(kind, day)
    first, second = next(spans), next(spans)

    assert first.starts_on <= day <= first.ends_on
    assert second.starts_on == first.ends_on + timedelta(days=1)
    assert span_of(kind, second.ends_on) == second


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2025, 12, 25, 18, 0, tzinfo=UTC), date(2025, 12, 25)),
        (datetime(2025, 12, 25, 23, 59, 59, tzinfo=UTC), date(2025, 12, 25)),
        (datetime(2025, 12, 26, 0, 0, tzinfo=UTC), date(2025, 12, 25)),
        (datetime(2025, 12, 26, 0, 0, 1, tzinfo=UTC), date(2025, 12, 26)),
    ],
    ids=["evening", "last-second", "midnight", "after-midnight"],
)
def test_last_day_is_that_of_the_centre(zone, at, expected):
    due_at = at.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)

    assert last_day(due_at, zone) == expected


@pytest.mark.parametrize("zone", ZONES)
def test_local_day_changes_at_local_midnight(zone):
    midnight = datetime.combine(date(2025, 12, 26), time(), ZoneInfo(zone)).astimezone(UTC)

    assert local_day(midnight, zone) == date(2025, 12, 26)
    assert local_day(midnight - timedelta(microseconds=1), zone) == date(2025, 12, 25)


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("Europe/Moscow", "МСК"),
        ("Europe/Kaliningrad", "МСК-1"),
        ("Asia/Yekaterinburg", "МСК+2"),
        ("Asia/Kamchatka", "МСК+9"),
    ],
)
def test_zone_name_counts_from_moscow(zone, name):
    assert zone_name(datetime(2025, 12, 25, 15, 0, tzinfo=UTC), zone) == name
