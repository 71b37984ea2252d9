from datetime import timedelta

import pytest
from django.urls import reverse

from organisations.domain.policy import Actor, Permission, Role
from plans.actions import progress, review
from plans.models import Evidence, Expectation, ReviewAction
from plans.queries.review import review_count
from tests.factories import (
    CentreFactory,
    MembershipFactory,
    OrganisationFactory,
    ProgressEntryFactory,
    ReportingPeriodFactory,
)
from tests.plans.progress_cast import SENT_AT, sent

pytestmark = pytest.mark.django_db

NOTE = "Уточните число участников"
QUEUE = reverse("progress:review_queue")


@pytest.fixture
def centre():
    return CentreFactory()


@pytest.fixture
def period(centre):
    return ReportingPeriodFactory(organisation=centre)


@pytest.fixture
def methodist(sign_in, centre):
    return sign_in(Role.METHODIST, centre)


def page_of(row, name="review_detail"):
    return reverse(f"progress:{name}", args=[row.pk])


def waits_since(row, hours):
    row.submitted_at = SENT_AT - timedelta(hours=hours)
    row.save()
    return row


def test_review_queue_puts_the_longest_wait_first(methodist, period):
    short, long, middle = (waits_since(sent(period=period), hours) for hours in (1, 9, 4))

    response = methodist.get(QUEUE)

    assert list(response.context["page"]) == [long, middle, short]


def test_review_queue_leaves_out_other_centres_and_closed_periods(methodist, centre, period):
    ours = sent(period=period)
    sent()
    past = {"starts_on": "2025-07-01", "ends_on": "2025-09-30", "state": "closed"}
    sent(period=ReportingPeriodFactory(organisation=centre, **past))

    assert list(methodist.get(QUEUE).context["page"]) == [ours]


@pytest.mark.parametrize("name", ["organisation", "plan", "period"])
def test_review_queue_filters(methodist, period, name):
    ours = sent(period=period)
    other_period = ReportingPeriodFactory(
        organisation=period.organisation, starts_on="2026-01-01", ends_on="2026-03-31"
    )
    sent(period=other_period)
    value = {
        "organisation": ours.organisation_id,
        "plan": ours.item.plan_id,
        "period": period.pk,
    }[name]

    assert list(methodist.get(QUEUE, {name: value}).context["page"]) == [ours]


def test_review_queue_answers_htmx_with_the_table_only(methodist):
    response = methodist.get(QUEUE, headers={"HX-Request": "true"})

    assert response.text.strip().startswith('<section id="review-table"')


@pytest.mark.parametrize("row_count", [1, 3])
def test_review_queue_takes_the_same_queries_however_long(
    methodist, period, row_count, django_assert_num_queries
):
    for _ in range(row_count):
        sent(period=period)

    # session, user, memberships, reach; count, rows, entries, evidence; three lists of choices
    with django_assert_num_queries(11):
        response = methodist.get(QUEUE)

    assert len(response.context["page"]) == row_count


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.NAVIGATOR_ADMINISTRATOR, Role.OBSERVER])
@pytest.mark.parametrize("name", ["review_queue", "review_detail"])
def test_whoever_may_not_review_sees_nothing(sign_in, centre, period, role, name):
    row = sent(period=period)
    address = QUEUE if name == "review_queue" else page_of(row)

    assert sign_in(role, centre).get(address).status_code == 403


@pytest.mark.parametrize(
    ("method", "name"),
    [("get", "review_detail"), ("post", "review_accept"), ("post", "review_return")],
)
def test_the_report_of_another_centre_is_404(methodist, method, name):
    theirs = sent()

    response = getattr(methodist, method)(page_of(theirs, name), {"version": 1, "note": NOTE})

    assert response.status_code == 404
    theirs.refresh_from_db()
    assert theirs.state == "submitted"


@pytest.mark.parametrize("name", ["review_accept", "review_return"])
def test_verdicts_are_posted(methodist, period, name):
    assert methodist.get(page_of(sent(period=period), name)).status_code == 405


def test_review_detail_leads_to_the_neighbours_and_keeps_the_filters(methodist, period):
    first, second, third = (waits_since(sent(period=period), hours) for hours in (9, 4, 1))
    elsewhere = waits_since(
        sent(
            period=ReportingPeriodFactory(
                organisation=period.organisation, starts_on="2026-01-01", ends_on="2026-03-31"
            )
        ),
        hours=2,
    )

    response = methodist.get(page_of(second), {"period": period.pk})

    words = f"?period={period.pk}"
    assert f'href="{page_of(first)}{words}"' in response.text
    assert f'href="{page_of(third)}{words}"' in response.text
    assert page_of(elsewhere) not in response.text
    assert "2 из 3" in response.text


def test_review_detail_shows_what_was_sent(methodist, period):
    row = sent(period=period)
    row.item.result = "не менее 40 человек"
    row.item.save()
    entry = row.entries.get()
    entry.figure, entry.figure_unit = 34, "человек"
    entry.save()
    Evidence.objects.create(entry=entry, url="https://school.example/1", title="Новость")

    response = methodist.get(page_of(row))

    assert [(hint.text, hint.tone) for hint in response.context["page"].hints] == [
        ("меньше, чем в плане (40\u00a0человек)", "warn"),
        ("есть подтверждение", "ok"),
    ]
    assert 'href="https://school.example/1"' in response.text
    assert "34 человек" in response.text


def test_review_detail_compares_with_the_returned_revision(methodist, period):
    row = sent(period=period)
    reviewer = other_reviewer(row)
    review.return_entry(row, NOTE, version=1, actor=reviewer)
    row.entries.update(is_current=False)
    ProgressEntryFactory(
        expectation=row, revision=2, text="Проведено два собрания.", submitted_at=SENT_AT
    )
    Expectation.objects.update(state="submitted")

    response = methodist.get(page_of(row))

    assert "Что изменилось после возврата" in response.text
    assert NOTE in response.text
    assert "<del>" in response.text
    assert "<ins>" in response.text


def other_reviewer(row):
    person = MembershipFactory(organisation=row.organisation, role=Role.HEAD.value).user_id
    return Actor(person, Permission.PROGRESS_REVIEW, frozenset({row.organisation_id}))


def test_review_detail_hides_what_was_withdrawn(methodist, period):
    row = sent(period=period)
    person = MembershipFactory(organisation=row.organisation).user_id
    writer = Actor(person, Permission.PROGRESS_SUBMIT, frozenset({row.organisation_id}))
    progress.withdraw(row, version=1, actor=writer)

    response = methodist.get(page_of(row))

    assert "Отчёта на проверке нет" in response.text
    assert "Проведено собрание" not in response.text


def test_ones_own_report_has_no_buttons(sign_in, centre, period):
    row = sent(period=period)
    client = sign_in(Role.METHODIST, centre)
    row.entries.update(author=int(client.session["_auth_user_id"]))

    page = client.get(page_of(row))
    answer = client.post(page_of(row, "review_accept"), {"version": 1})

    assert "Это ваш собственный отчёт" in page.text
    assert page_of(row, "review_accept") not in page.text
    assert answer.status_code == 409


def test_accepting_leads_to_the_next_report(methodist, period):
    first, second = (waits_since(sent(period=period), hours) for hours in (9, 1))

    answers = [
        methodist.post(page_of(row, "review_accept") + f"?period={period.pk}", {"version": 1})
        for row in (first, second)
    ]

    words = f"?period={period.pk}"
    assert [answer["Location"] for answer in answers] == [page_of(second) + words, QUEUE + words]
    assert set(Expectation.objects.values_list("state", flat=True)) == {"accepted"}


def test_returning_tells_why(methodist, period):
    row = sent(period=period)

    response = methodist.post(page_of(row, "review_return"), {"version": 1, "note": NOTE})

    assert response.status_code == 302
    assert ReviewAction.objects.get().note == NOTE


@pytest.mark.parametrize("note", ["", "коротко", "         а"])
def test_returning_without_a_note_is_422(methodist, period, note):
    row = sent(period=period)

    response = methodist.post(page_of(row, "review_return"), {"version": 1, "note": note})

    assert response.status_code == 422
    assert response.context["form"].errors == {
        "note": ["Напишите, что исправить: не короче 10 знаков."]
    }
    assert not ReviewAction.objects.exists()


@pytest.mark.parametrize("name", ["review_accept", "review_return"])
@pytest.mark.parametrize("version", ["1", ""])
def test_the_second_verdict_is_409_and_says_who_was_first(methodist, period, name, version):
    row = sent(period=period)
    review.accept_entry(row, version=1, actor=other_reviewer(row))

    response = methodist.post(page_of(row, name), {"version": version, "note": NOTE})

    assert response.status_code == 409
    assert "Отчёт уже рассмотрен: принято — Петрова" in response.text
    assert ReviewAction.objects.count() == 1


def test_an_accepted_report_may_still_be_returned(methodist, period):
    row = sent(period=period)
    review.accept_entry(row, version=1, actor=other_reviewer(row))

    page = methodist.get(page_of(row))
    answer = methodist.post(page_of(row, "review_return"), {"version": 2, "note": NOTE})

    assert page_of(row, "review_return") in page.text
    assert page_of(row, "review_accept") not in page.text
    assert answer.status_code == 302


@pytest.mark.parametrize("proof_count", [1, 3])
def test_review_detail_takes_the_same_queries_whatever_was_sent(
    methodist, period, proof_count, django_assert_num_queries
):
    row = sent(period=period)
    entry = row.entries.get()
    for number in range(proof_count):
        Evidence.objects.create(entry=entry, url=f"https://school.example/{number}")

    # session, user, memberships, reach; expectation, entries, evidence, verdicts; neighbours:
    # count, before, after, is it there, its place
    with django_assert_num_queries(13):
        response = methodist.get(page_of(row))

    assert len(response.context["page"].entry.evidence.all()) == proof_count


def test_review_count_is_that_of_the_queue(actor_in, period):
    row = sent(period=period)
    sent()
    actor = actor_in(row.organisation, Permission.PROGRESS_REVIEW)
    nobody = actor_in(OrganisationFactory(), Permission.PROGRESS_REVIEW)

    assert (review_count(actor), review_count(nobody)) == (1, 0)
