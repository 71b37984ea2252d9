import threading

import pytest
from django.db import connection

from organisations.domain.errors import ChangedMeanwhileError, OutOfReachError
from organisations.domain.policy import Permission, Role
from organisations.models import AuditEvent
from plans.actions import progress, review
from plans.models import Expectation, ReviewAction
from tests.factories import MembershipFactory, OrganisationFactory
from tests.plans.progress_cast import sent

pytestmark = pytest.mark.django_db

NOTE = "Уточните число участников"


@pytest.fixture
def reviewer(actor_in):
    return lambda row: actor_in(row.organisation, Permission.PROGRESS_REVIEW)


def decide(act, row, actor):
    if act == "accept":
        return review.accept_entry(row, version=1, actor=actor)
    return review.return_entry(row, NOTE, version=1, actor=actor)


def test_accept_entry_keeps_who_and_when(reviewer):
    row = sent()
    actor = reviewer(row)

    verdict = review.accept_entry(row, version=1, actor=actor)

    row.refresh_from_db()
    assert (row.state, row.version) == ("accepted", 2)
    assert (verdict.verdict, verdict.note, verdict.reviewer_id) == ("accepted", "", actor.user_id)
    event = AuditEvent.objects.latest("pk")
    assert (event.verb, event.organisation_id) == ("review.accept", row.organisation_id)


def test_return_entry_keeps_the_note(reviewer):
    row = sent()

    verdict = review.return_entry(row, f"  {NOTE} ", version=1, actor=reviewer(row))

    row.refresh_from_db()
    assert (row.state, verdict.verdict, verdict.note) == ("returned", "returned", NOTE)
    assert AuditEvent.objects.latest("pk").details["note"] == NOTE


def test_return_entry_wants_a_note(reviewer):
    row = sent()

    with pytest.raises(review.NoteMissingError):
        review.return_entry(row, " коротко  ", version=1, actor=reviewer(row))

    assert not ReviewAction.objects.exists()


def test_an_accepted_report_may_be_returned_while_the_period_is_open(reviewer):
    row = sent()
    review.accept_entry(row, version=1, actor=reviewer(row))

    review.return_entry(row, NOTE, version=2, actor=reviewer(row))

    row.refresh_from_db()
    assert row.state == "returned"
    assert list(ReviewAction.objects.order_by("pk").values_list("verdict", flat=True)) == [
        "accepted",
        "returned",
    ]


@pytest.mark.parametrize("act", ["accept", "return"])
def test_nobody_reviews_their_own_report(reviewer, act):
    row = sent()
    actor = reviewer(row)
    row.entries.update(author=actor.user_id)

    with pytest.raises(review.OwnEntryError) as refusal:
        decide(act, row, actor)

    assert str(refusal.value) == (
        "Это ваш собственный отчёт. Проверить его должен другой сотрудник центра."
    )


def test_a_second_role_does_not_help_to_review_ones_own_report(actor_in):
    row = sent()
    actor = actor_in(row.organisation, Permission.PROGRESS_REVIEW)
    MembershipFactory(
        user_id=actor.user_id, organisation=row.organisation, role=Role.COORDINATOR.value
    )
    row.entries.update(author=actor.user_id)

    with pytest.raises(review.OwnEntryError):
        review.accept_entry(row, version=1, actor=actor)


@pytest.mark.parametrize("act", ["accept", "return"])
def test_the_second_verdict_learns_of_the_first(reviewer, act):
    row = sent()
    first, second = reviewer(row), reviewer(row)
    review.accept_entry(row, version=1, actor=first)

    with pytest.raises(review.AlreadyReviewedError) as refusal:
        decide(act, row, second)

    who = str(ReviewAction.objects.get().reviewer)
    assert str(refusal.value).startswith(f"Отчёт уже рассмотрен: принято — {who}, сегодня в")


def test_a_report_sent_anew_is_not_accepted_unread(reviewer, actor_in):
    row = sent()
    writer = actor_in(row.organisation, Permission.PROGRESS_SUBMIT)
    progress.withdraw(row, version=1, actor=writer)
    Expectation.objects.update(state="submitted", version=3)

    with pytest.raises(ChangedMeanwhileError):
        review.accept_entry(row, version=1, actor=reviewer(row))


def test_nobody_reviews_out_of_reach(actor_in):
    row = sent()
    stranger = actor_in(OrganisationFactory(), Permission.PROGRESS_REVIEW)

    with pytest.raises(OutOfReachError):
        review.accept_entry(row, version=1, actor=stranger)


def test_of_two_verdicts_at_once_one_counts(transactional_db, reviewer):
    row = sent()
    actors = [reviewer(row), reviewer(row)]
    gate = threading.Barrier(2)
    outcomes: list[str] = []

    def accept(actor) -> None:
        try:
            gate.wait()
            review.accept_entry(row, version=1, actor=actor)
            outcomes.append("accepted")
        except review.AlreadyReviewedError:
            outcomes.append("too late")
        finally:
            connection.close()

    threads = [threading.Thread(target=accept, args=[actor]) for actor in actors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["accepted", "too late"]
    assert ReviewAction.objects.count() == 1
