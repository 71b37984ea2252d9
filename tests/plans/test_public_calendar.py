"""The calendar of a public plan: reports on work that goes on, and the names of events."""

from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from plans.models import PlanItem, PublicPage
from plans.models.plans import Checkpoint
from tests.factories import ReportingPeriodFactory
from tests.plans.published import freeze_again, published_plan

pytestmark = pytest.mark.django_db

CALENDAR = "/o/centr/plans/plan-2025/calendar.ics"


def events_of(response) -> list:
    return Calendar.from_ical(response.content).walk("VEVENT")


def going_on(page: PublicPage) -> PlanItem:
    """The plan's camp, which from now on lasts all year."""
    camp = PlanItem.objects.get(number="2.1")
    camp.deadline_text, camp.deadline_terms = "в течение года", [{"kind": "continuous"}]
    camp.save()
    freeze_again(page.plan, number=2)
    return camp


def test_calendar_tells_when_work_that_goes_on_is_reported(client):
    page = published_plan()
    camp = going_on(page)
    ReportingPeriodFactory(
        organisation=page.organisation,
        starts_on=date(page.plan.starts_on.year, 10, 1),
        ends_on=date(page.plan.starts_on.year, 12, 31),
        due_at=datetime(page.plan.starts_on.year + 1, 1, 13, 12, tzinfo=UTC),
    )

    each = [event for event in events_of(client.get(CALENDAR)) if "Срок отчёта" in about(event)]
    camp.checkpoint = Checkpoint.END
    camp.save()
    last = [event for event in events_of(client.get(CALENDAR)) if "Срок отчёта" in about(event)]

    assert len(each) > 1
    assert date(page.plan.starts_on.year + 1, 1, 13) in {one["dtstart"].dt for one in each}
    assert {str(one["summary"]) for one in each} == {"2.1. Летний лагерь"}
    assert [one["dtstart"].dt for one in last] == [max(one["dtstart"].dt for one in each)]
    assert {str(one["uid"]) for one in last} < {str(one["uid"]) for one in each}


def about(event) -> str:
    return str(event["description"])


def test_event_is_the_same_by_whatever_name_the_portal_is_asked(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    published_plan()

    one = events_of(client.get(CALENDAR, headers={"host": "127.0.0.1:8000"}))
    other = events_of(client.get(CALENDAR, headers={"host": "plans.example.ru"}))

    assert [str(event["uid"]) for event in one] == [str(event["uid"]) for event in other]
    assert all(str(event["uid"]).endswith("@centr") for event in one)


def test_calendar_is_sent_anew_when_a_period_moves_its_days(client):
    page = published_plan()
    going_on(page)
    first = client.get(CALENDAR)
    same = client.get(CALENDAR, headers={"If-None-Match": first.headers["ETag"]})
    ReportingPeriodFactory(
        organisation=page.organisation,
        starts_on=page.plan.starts_on,
        ends_on=page.plan.ends_on,
        due_at=datetime(page.plan.ends_on.year + 1, 2, 3, 12, tzinfo=UTC),
    )
    again = client.get(CALENDAR, headers={"If-None-Match": first.headers["ETag"]})

    assert (same.status_code, again.status_code) == (304, 200)
    assert date(page.plan.ends_on.year + 1, 2, 3) in {
        one["dtstart"].dt for one in events_of(again)
    }
