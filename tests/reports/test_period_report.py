from decimal import Decimal

import pytest
from django.urls import reverse

from documents import runner
from organisations.access import load_posts
from organisations.domain.policy import Actor, Permission, Role, actor_for
from organisations.models import Organisation
from plans.models import Evidence, Expectation
from reports import actions
from reports.domain.marks import Mark
from reports.domain.snapshots import thaw
from reports.models import Report
from reports.queries.collecting import period_report
from tests.factories import (
    AssignmentFactory,
    ExpectationFactory,
    MembershipFactory,
    ProgressEntryFactory,
    PublicationFactory,
    ReportingPeriodFactory,
)

pytestmark = pytest.mark.django_db


def reach(actor, period):
    """The same actor over everything below the centre, as `load_posts` would give it."""
    below = Organisation.objects.below(period.organisation).values_list("pk", flat=True)
    return Actor(actor.user_id, actor.permission, frozenset(below))


@pytest.fixture
def quarter(actor_in):
    """Four expectations of one centre in four states; only the first may ever be reported."""
    period = ReportingPeriodFactory()
    states = ["accepted", "submitted", "returned", "draft"]
    for state in states:
        entry = ProgressEntryFactory(
            expectation__period=period,
            expectation__state=state,
            text=f"Текст «{state}»",
            figure=Decimal(10),
            figure_unit="человек",
        )
        Evidence.objects.create(entry=entry, url=f"https://example.org/{state}")
    return period


def test_report_holds_accepted_entries_only(quarter, actor_in):
    actor = reach(actor_in(quarter.organisation, Permission.REPORT_BUILD), quarter)
    report = Report(kind=Report.Kind.QUARTERLY, organisation=quarter.organisation, period=quarter)

    said = period_report(actor, report)

    items = [item for plan in said.plans for part in plan.sections for item in part.items]
    assert [account.text for item in items for account in item.accounts] == ["Текст «accepted»"]
    assert [link.url for item in items for link in item.links] == ["https://example.org/accepted"]
    assert [figure.value for item in items for figure in item.figures] == [Decimal(10)]
    assert sorted(item.mark for item in items) == sorted([Mark.DONE] + 3 * [Mark.NO_DATA])


def test_a_share_stands_beside_its_own_words_and_in_no_sum(actor_in):
    period = ReportingPeriodFactory()
    for share in ("25", "12.50"):
        ProgressEntryFactory(
            expectation__period=period,
            expectation__state="accepted",
            text="Готово",
            figure=Decimal(share),
            figure_unit="%",
        )
    actor = reach(actor_in(period.organisation, Permission.REPORT_BUILD), period)
    report = Report(kind=Report.Kind.QUARTERLY, organisation=period.organisation, period=period)

    said = period_report(actor, report)

    items = [item for plan in said.plans for part in plan.sections for item in part.items]
    assert sorted(account.text for item in items for account in item.accounts) == [
        "Готово (12,5 %)",
        "Готово (25 %)",
    ]
    assert [item.figures for item in items] == [(), ()]


def test_report_says_nothing_of_another_centre(quarter, actor_in):
    other = ProgressEntryFactory(expectation__state="accepted", text="Чужой текст")
    PublicationFactory(item=other.expectation.item)
    actor = reach(actor_in(quarter.organisation, Permission.REPORT_BUILD), quarter)
    report = Report(kind=Report.Kind.QUARTERLY, organisation=quarter.organisation, period=quarter)

    said = period_report(actor, report)

    assert "Чужой текст" not in str(said)
    assert said.publications == ()


@pytest.mark.parametrize("item_count", [1, 3])
def test_report_takes_a_bounded_number_of_queries(
    item_count, actor_in, django_assert_max_num_queries
):
    period = ReportingPeriodFactory()
    first = ExpectationFactory(period=period, state="accepted")
    ProgressEntryFactory(expectation=first)
    for _ in range(item_count - 1):
        ProgressEntryFactory(
            expectation__period=period,
            expectation__item__plan=first.item.plan,
            expectation__state="accepted",
        )
    actor = reach(actor_in(period.organisation, Permission.REPORT_BUILD), period)
    report = Report(kind=Report.Kind.QUARTERLY, organisation=period.organisation, period=period)

    with django_assert_max_num_queries(16):
        said = period_report(actor, report)

    assert sum(plan.item_count for plan in said.plans) == item_count


def test_a_worker_builds_both_files_from_one_snapshot(quarter):
    head = MembershipFactory(organisation=quarter.organisation, role=Role.HEAD.value)
    actor = reach_of(head)
    report = actions.request_report(quarter, "Пояснение", key="k", actor=actor)

    runner.run(report.job_id)

    report.refresh_from_db()
    assert (report.job.status, report.job.error) == ("done", "")
    assert [file.extension for file in report.job.files.order_by("pk")] == ["DOCX", "XLSX"]
    assert thaw(report.snapshot).narrative == "Пояснение"


def reach_of(member):
    return actor_for(member.user_id, load_posts(member.user_id), Permission.REPORT_BUILD)


def test_request_twice_with_one_key_gives_one_report(quarter):
    actor = reach_of(MembershipFactory(organisation=quarter.organisation, role=Role.HEAD.value))

    first = actions.request_report(quarter, "", key="k", actor=actor)
    second = actions.request_report(quarter, "", key="k", actor=actor)

    assert first == second
    assert Report.objects.count() == 1


def test_what_is_accepted_later_enters_the_next_revision_only(quarter):
    actor = reach_of(MembershipFactory(organisation=quarter.organisation, role=Role.HEAD.value))
    report = actions.request_report(quarter, "", key="1", actor=actor)
    _said, first = actions.take_snapshot(report, actor=actor)
    Expectation.objects.filter(state="submitted").update(state="accepted")

    _said, again = actions.take_snapshot(report, actor=actor)
    next_report = actions.request_report(quarter, "", key="2", actor=actor)
    said, second = actions.take_snapshot(next_report, actor=actor)

    assert again == first
    assert second != first
    assert next_report.number == 2
    assert "Текст «submitted»" in str(said)


def test_report_create_shows_what_will_be_missing(quarter, sign_in):
    response = sign_in(Role.HEAD, quarter.organisation).get(
        reverse("reports:report_create", args=[quarter.pk])
    )

    assert response.context["gaps"] == {
        "missing": 1,
        "in_review": 1,
        "returned": 1,
        "accepted": 1,
    }


def test_report_create_queues_the_report_and_leads_to_it(quarter, sign_in):
    client = sign_in(Role.HEAD, quarter.organisation)
    address = reverse("reports:report_create", args=[quarter.pk])
    key = client.get(address).context["form"]["key"].value()

    response = client.post(address, {"period": quarter.pk, "narrative": "Текст", "key": key})

    [report] = Report.objects.all()
    assert response.url == reverse("reports:report_detail", args=[report.pk])
    assert (report.narrative, report.job.status) == ("Текст", "queued")


def test_report_create_is_404_for_a_stranger(quarter, sign_in):
    response = sign_in(Role.HEAD).get(reverse("reports:report_create", args=[quarter.pk]))

    assert response.status_code == 404


def test_report_create_refuses_the_period_of_another_centre(quarter, sign_in):
    foreign = ReportingPeriodFactory()
    client = sign_in(Role.HEAD, quarter.organisation)

    response = client.post(
        reverse("reports:report_create", args=[quarter.pk]),
        {"period": foreign.pk, "key": "0" * 32},
    )

    assert response.status_code == 422
    assert not Report.objects.exists()


def test_the_region_reads_a_finished_report(quarter, sign_in):
    head = reach_of(MembershipFactory(organisation=quarter.organisation, role=Role.HEAD.value))
    report = actions.request_report(quarter, "Слово руководителя", key="k", actor=head)
    runner.run(report.job_id)

    client = sign_in(Role.OBSERVER, quarter.organisation)
    page = client.get(reverse("reports:report_detail", args=[report.pk]))
    listed = client.get(reverse("reports:report_list"))

    assert "Слово руководителя" in page.text
    assert [file["name"].rpartition(".")[2] for file in page.context["files"]] == ["docx", "xlsx"]
    assert [row.pk for row in listed.context["page"]] == [report.pk]


def test_report_detail_tells_htmx_to_load_the_page_when_it_is_built(quarter, sign_in):
    head = reach_of(MembershipFactory(organisation=quarter.organisation, role=Role.HEAD.value))
    report = actions.request_report(quarter, "", key="k", actor=head)
    client = sign_in(Role.HEAD, quarter.organisation)
    address = reverse("reports:report_detail", args=[report.pk])

    waiting = client.get(address, headers={"HX-Request": "true"})
    runner.run(report.job_id)
    built = client.get(address, headers={"HX-Request": "true"})

    assert 'id="job-progress"' in waiting.text
    assert built.headers["HX-Refresh"] == "true"


def test_items_nobody_was_asked_for_are_told_apart(actor_in):
    period = ReportingPeriodFactory()
    expectation = ExpectationFactory(period=period)
    later = AssignmentFactory(item__plan=expectation.item.plan).item
    later.deadline_terms = [{"kind": "window", "start": "2026-03-01", "end": "2026-03-31"}]
    later.save()
    actor = reach(actor_in(period.organisation, Permission.REPORT_BUILD), period)

    said = period_report(
        actor, Report(kind="quarterly", organisation=period.organisation, period=period)
    )

    marks = {
        item.title: item.mark
        for plan in said.plans
        for part in plan.sections
        for item in part.items
    }
    assert marks[later.title] is Mark.NOT_YET
    assert marks[expectation.item.title] is Mark.NO_DATA
