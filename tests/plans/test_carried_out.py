"""What stays of plans whose time is over and of items that an amendment took out."""

import pytest
from django.urls import reverse

from organisations.domain.policy import Permission, Role
from plans.actions import amendments as amendment_actions
from plans.actions import progress as progress_actions
from plans.actions import review as review_actions
from plans.actions.periods import open_period
from plans.domain.revisions import Said, Submission
from plans.domain.states import PlanState
from plans.models import Expectation, Plan, PlanItem
from plans.queries import plans as plan_queries
from plans.queries.expectations import home_tally
from plans.queries.periods import period_counts
from reports.queries.collecting import unsaved_report
from tests.factories import (
    ApprovedPlanFactory,
    ExpectationFactory,
    PlanItemFactory,
    ProgressEntryFactory,
    ReportingPeriodFactory,
)
from tests.plans.amendment_cast import (
    DECISION,
    actor_of,
    begun,
    give_to_school,
    item_of,
    plan_in_force,
)

pytestmark = pytest.mark.django_db


def excluded(plan: Plan, number: str) -> PlanItem:
    """The item after an amendment has taken it out."""
    item = item_of(plan, number)
    amendment = begun(plan)
    PlanItem.objects.filter(plan=amendment.draft, number=number).update(
        removed_at="2025-11-01T00:00Z"
    )
    amendment_actions.merge_amendment(amendment.draft, DECISION, actor=actor_of(plan))
    return PlanItem.every.get(pk=item.pk)


def report_of(plan: Plan, number: str, state: str) -> Expectation:
    """What a school has said of an item in an open period."""
    item = item_of(plan, number)
    period = ReportingPeriodFactory(organisation=plan.organisation)
    school = give_to_school(item)
    expectation = ExpectationFactory(item=item, organisation=school, period=period, state=state)
    is_sent = state in {"submitted", "accepted"}
    ProgressEntryFactory(
        expectation=expectation,
        text="Провели открытые занятия",
        submitted_at=period.due_at if is_sent else None,
    )
    return expectation


def items_of_report(expectation: Expectation) -> dict[str, int]:
    period = expectation.period
    actor = actor_of(expectation.item.plan, Permission.REPORT_BUILD)
    said = unsaved_report(actor.__class__(actor.user_id, actor.permission, None), period)
    return {
        line.title: len(line.accounts)
        for plan in said.plans
        for section in plan.sections
        for line in section.items
    }


@pytest.mark.parametrize(
    ("state", "is_told"),
    [
        (PlanState.APPROVED, True),
        (PlanState.COMPLETED, True),
        (PlanState.CANCELLED, False),
    ],
)
def test_a_completed_plan_stays_in_the_reports_of_its_periods(state, is_told):
    plan = plan_in_force()
    expectation = report_of(plan, "1.2", "accepted")

    Plan.objects.filter(pk=plan.pk).update(state=state)

    assert (items_of_report(expectation).get("Мероприятие 1.2") == 1) is is_told
    actor = actor_of(plan, Permission.PLAN_VIEW)
    period = expectation.period
    found = plan_queries.approved_plans(
        actor, plan.organisation_id, period.starts_on, period.ends_on
    )
    assert (plan in found) is is_told


def test_nothing_new_is_expected_of_a_completed_plan():
    plan = plan_in_force()
    give_to_school(item_of(plan, "1.2"))
    period = ReportingPeriodFactory(organisation=plan.organisation, state="planned")
    Plan.objects.filter(pk=plan.pk).update(state=PlanState.COMPLETED)

    open_period(period, actor=actor_of(plan, Permission.PERIOD_EDIT))

    assert not Expectation.objects.filter(item__plan=plan).exists()


def test_what_was_accepted_of_an_excluded_item_stays_in_the_report():
    plan = plan_in_force()
    expectation = report_of(plan, "1.2", "accepted")
    excluded(plan, "1.2")
    excluded(plan, "2.3")

    told = items_of_report(expectation)

    assert told["Мероприятие 1.2 (исключён изменением № 1)"] == 1
    assert not any("Мероприятие 2.3" in title for title in told)


@pytest.mark.parametrize("state", ["draft", "returned"])
def test_nothing_more_is_asked_of_an_excluded_item(sign_in, state):
    plan = plan_in_force()
    expectation = report_of(plan, "1.2", state)
    school = expectation.organisation
    actor = actor_of(plan, Permission.PROGRESS_VIEW)
    every = actor.__class__(actor.user_id, actor.permission, None)
    before = home_tally(every, [school.pk])
    counted = period_counts(every, expectation.period).total

    excluded(plan, "1.2")

    after = home_tally(every, [school.pk])
    assert (before.total, before.excluded, after.total, after.excluded) == (1, 0, 0, 1)
    assert counted - period_counts(every, expectation.period).total == 1
    client = sign_in(Role.COORDINATOR, school)
    page = client.get(reverse("progress:progress_edit", args=[expectation.pk])).text
    assert "Пункт исключён изменением № 1" in page
    assert "Провели открытые занятия" in page
    assert 'name="text"' not in page
    listed = client.get(reverse("progress:expectation_list"), {"group": "excluded"}).text
    assert "исключён изменением № 1" in listed
    submission = Submission(Said(text="ещё"), expectation.version)
    with pytest.raises(progress_actions.ProgressStateError, match="исключён из плана изменением"):
        progress_actions.save_draft(expectation, submission, actor=every)


def test_an_excluded_items_report_is_accepted_but_not_returned(sign_in):
    plan = plan_in_force()
    expectation = report_of(plan, "1.2", "submitted")
    excluded(plan, "1.2")
    client = sign_in(Role.METHODIST, plan.organisation)
    actor = actor_of(plan, Permission.PROGRESS_REVIEW)
    every = actor.__class__(actor.user_id, actor.permission, None)

    page = client.get(reverse("progress:review_detail", args=[expectation.pk])).text
    assert "Пункт исключён изменением № 1" in page
    assert reverse("progress:review_accept", args=[expectation.pk]) in page
    assert reverse("progress:review_return", args=[expectation.pk]) not in page
    with pytest.raises(progress_actions.ProgressStateError):
        review_actions.return_entry(
            expectation, "Уточните число площадок", version=expectation.version, actor=every
        )
    review_actions.accept_entry(expectation, version=expectation.version, actor=every)

    expectation.refresh_from_db()
    assert expectation.state == "accepted"


def test_staff_see_that_an_item_was_excluded(sign_in):
    plan = plan_in_force()
    expectation = report_of(plan, "1.2", "draft")
    excluded(plan, "1.2")
    client = sign_in(Role.METHODIST, plan.organisation)

    page = client.get(
        reverse(
            "progress:organisation_progress",
            args=[expectation.period_id, expectation.organisation_id],
        )
    ).text

    assert "исключён изменением № 1" in page
    assert "Заполнить за них" not in page


@pytest.mark.parametrize("state", ["completed", "cancelled"])
def test_nobody_is_given_items_of_a_plan_that_has_ended(sign_in, state):
    plan = plan_in_force()
    client = sign_in(Role.METHODIST, plan.organisation)
    address, assign = reverse("plans:plan_detail", args=[plan.pk]), f"/plans/{plan.pk}/assign/"
    assert assign in client.get(address).text

    Plan.objects.filter(pk=plan.pk).update(state=state, ended_on=plan.ends_on)

    page = client.get(address).text
    assert assign not in page
    assert f"/plans/{plan.pk}/next/" in page


def test_the_list_of_plans_leaves_the_archive_out_and_says_how_much_it_is(sign_in):
    ours = ApprovedPlanFactory(title="План этого года")
    for title, state in (("Прошлый план", "completed"), ("Отменённый план", "cancelled")):
        ApprovedPlanFactory(organisation=ours.organisation, title=title, state=state)
    PlanItemFactory(plan=ours)
    client = sign_in(Role.METHODIST, ours.organisation)

    def shown(**query):
        response = client.get(reverse("plans:plan_list"), query)
        return {plan.title for plan in response.context["page"]}, response.text

    titles, page = shown()
    assert titles == {"План этого года"}
    assert "В архиве 2\u00a0плана" in page
    assert "?state=archive" in page
    titles, page = shown(state="archive")
    assert titles == {"Прошлый план", "Отменённый план"}
    assert "В архиве" not in page
    assert len(shown(state="any")[0]) == 3
    titles, page = shown(text="прошлый")
    assert titles == set()
    assert "В архиве 1\u00a0план:" in page
    assert shown(state="completed")[0] == {"Прошлый план"}
