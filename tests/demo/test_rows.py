"""What the rows of the invented data hold; they are loaded once for all these tests."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import models, transaction

from mediaplan.models import Channel, Publication
from moc_portal.demo.loading import load
from moc_portal.demo.people import PASSWORD
from moc_portal.demo.sizes import Size
from navigator.domain.sealing import open_number
from navigator.models import Certificate, Programme
from organisations import audit
from organisations.domain.policy import Role
from organisations.models import AuditEvent, Membership, Organisation, User
from plans.domain.progress_rules import expected_figure, problems
from plans.domain.states import APPROVED_ONCE, PlanState
from plans.models import (
    Assignment,
    Evidence,
    Expectation,
    Plan,
    PlanApproval,
    PlanItem,
    PlanVersion,
    ProgressEntry,
    ReportingPeriod,
    ReviewAction,
)
from plans.queries.revisions import said_of

TODAY = date(2026, 11, 20)
STATES = [
    PlanState.DRAFT,
    PlanState.IN_AGREEMENT,
    PlanState.RETURNED,
    PlanState.APPROVED,
    PlanState.COMPLETED,
]
TINY = Size(centres=2, organisations=11, certificates=37, executors=5)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tiny")]


@pytest.fixture(scope="module")
def tiny(django_db_setup, django_db_blocker):
    """Two centres with eleven organisations each, gone after the last test here."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(TINY, seed=1, today=TODAY)
        yield
        transaction.set_rollback(True)


def test_counts_follow_the_size():
    members = Organisation.objects.reporting().count()
    per_member = Counter(Certificate.objects.values_list("organisation_id", flat=True))
    assert (Organisation.objects.centres().count(), members) == (2, 22)
    assert (Certificate.objects.count(), set(per_member.values())) == (37, {1, 2})
    assert 22 * 12 <= Programme.objects.count() <= 22 * 20
    assert Plan.objects.values("organisation").distinct().count() == 2


def test_every_role_has_a_user_with_the_one_password():
    assert set(Membership.objects.values_list("role", flat=True)) == set(Role)
    assert len(set(User.objects.values_list("password", flat=True))) == 1
    assert User.objects.get(username="head").check_password(PASSWORD)


def test_plans_in_force_have_a_frozen_version():
    kinds = set(Plan.objects.filter(state=PlanState.APPROVED).values_list("kind", flat=True))
    assert kinds == set(Plan.Kind.values)
    assert set(Plan.objects.values_list("state", flat=True)) == set(STATES)
    assert PlanVersion.objects.count() == Plan.objects.filter(state__in=APPROVED_ONCE).count()


def test_what_was_sent_keeps_the_rules_of_sending():
    sent = ProgressEntry.objects.exclude(submitted_at=None).select_related("expectation__item")
    found = [
        problem
        for entry in sent
        for problem in problems(
            said_of(entry),
            expected=expected_figure(entry.expectation.item.result),
            today=TODAY,
        )
    ]
    assert sent.count() > 50
    assert found == []


def test_nobody_reviews_their_own_report():
    own = ReviewAction.objects.filter(reviewer=models.F("entry__author"))

    assert ReviewAction.objects.count() > 20
    assert own.count() == 0


def test_written_at_once_is_as_played():
    """State, version, revision and verdict agree for every report, however it was written."""
    seen = set()
    for row in Expectation.objects.prefetch_related("entries__reviews"):
        entries = sorted(row.entries.all(), key=lambda entry: entry.revision)
        verdicts = tuple(review.verdict for entry in entries for review in entry.reviews.all())
        dated = bool(row.submitted_at), tuple(bool(entry.submitted_at) for entry in entries)
        seen.add(
            (
                row.state,
                row.version,
                [entry.is_current for entry in entries].count(True),
                verdicts,
                dated,
            )
        )
    assert seen == {
        ("expected", 1, 0, (), (False, ())),
        ("draft", 2, 1, (), (False, (False,))),
        ("submitted", 2, 1, (), (True, (True,))),
        ("submitted", 4, 1, ("returned",), (True, (True, True))),
        ("returned", 3, 1, ("returned",), (True, (True,))),
        ("accepted", 3, 1, ("accepted",), (True, (True,))),
    }


def test_rows_written_at_once_are_valid():
    for model in (
        Organisation,
        Membership,
        PlanItem,
        PlanApproval,
        Assignment,
        ReportingPeriod,
        Expectation,
        ProgressEntry,
        Evidence,
        ReviewAction,
        Channel,
        Publication,
        Programme,
        Certificate,
    ):
        rows = list(model._default_manager.order_by("pk"))
        assert rows, model
        for row in rows:
            row.clean_fields()
            row.validate_constraints()


def test_journal_is_whole():
    broken = [
        link
        for place in Organisation.objects.order_by("pk")
        for link in audit.broken_links(place.pk)
    ]

    assert broken == []
    assert AuditEvent.objects.filter(verb="plan.approve").count() == 6


def test_evidence_has_files_and_links():
    files = Evidence.objects.exclude(file=None).select_related("file")
    assert {row.file.extension for row in files} == {"PNG", "PDF", "DOCX"}
    assert [row for row in files if not Path(row.file.content.path).exists()] == []
    assert Evidence.objects.filter(file=None).exists()


def test_certificate_numbers_open():
    for row in Certificate.objects.order_by("pk"):
        number = open_number(row.number_sealed, settings.CERTIFICATE_KEY)
        assert (len(number), number[-4:]) == (10, row.number_tail)
