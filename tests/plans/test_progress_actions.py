import threading
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from documents.models import StoredFile
from organisations.domain.errors import ChangedMeanwhileError, OutOfReachError
from organisations.domain.policy import Permission
from organisations.models import AuditEvent
from plans.actions import progress as actions
from plans.actions import review
from plans.domain.revisions import Link, Said, Submission
from plans.domain.states import EDITABLE_PROGRESS, PROGRESS_MOVES, ProgressState
from plans.models import Evidence, Expectation, ProgressEntry
from tests.factories import (
    ExpectationFactory,
    OrganisationFactory,
    PlanItemFactory,
    ProgressEntryFactory,
)
from tests.plans.progress_cast import DONE, TODAY, last_said, over, pdf, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(actor_in):
    return lambda row: actor_in(row.organisation, Permission.PROGRESS_SUBMIT)


@pytest.fixture
def reviewer(actor_in):
    return lambda row: actor_in(row.organisation, Permission.PROGRESS_REVIEW)


def test_save_draft_keeps_whatever_was_typed(writer):
    row = ExpectationFactory()
    said = Said(text="Начали", figure=Decimal("12.5"), figure_unit="%", done_on=date(2025, 12, 1))
    actor = writer(row)

    entry = actions.save_draft(row, over(row, said), actor=actor)

    row.refresh_from_db()
    assert (row.state, row.version, row.submitted_at) == ("draft", 2, None)
    assert (last_said(row), entry.revision, entry.author_id) == (said, 1, actor.user_id)
    event = AuditEvent.objects.latest("pk")
    assert (event.verb, event.organisation_id) == ("progress.save", row.organisation_id)


def test_save_draft_again_writes_the_same_revision(writer):
    row = ExpectationFactory()
    actor = writer(row)
    actions.save_draft(row, over(row, Said(text="Начали")), actor=actor)

    actions.save_draft(row, over(row, Said(text="Продолжаем")), actor=actor)

    assert ProgressEntry.objects.get().text == "Продолжаем"


def test_save_draft_keeps_adds_and_removes_evidence(writer):
    row = ExpectationFactory()
    actor = writer(row)
    first = over(row, files=(pdf(b"%PDF one"), pdf(b"%PDF two")), links=(Link("https://a.ru"),))
    actions.save_draft(row, first, actor=actor)
    one, two = Evidence.objects.filter(file__isnull=False).order_by("pk")
    second = over(
        row,
        files=(pdf(b"%PDF three"),),
        links=(Link("https://b.ru", "Новость"),),
        removed=frozenset({one.pk}),
    )

    actions.save_draft(row, second, actor=actor)

    proofs = Evidence.objects.order_by("pk").values_list("file__size", "url", "title")
    name = "Лист регистрации.pdf"
    assert list(proofs) == [(8, "", name), (10, "", name), (None, "https://b.ru", "Новость")]
    assert Evidence.objects.filter(pk=two.pk).exists()
    stored = StoredFile.objects.first()
    assert (stored.purpose, stored.organisation_id) == ("evidence", row.organisation_id)


def test_save_draft_refuses_an_eleventh_file(writer):
    row = ExpectationFactory()
    files = tuple(pdf(b"%%PDF %d" % number) for number in range(11))

    with pytest.raises(actions.NotReadyError) as refusal:
        actions.save_draft(row, over(row, files=files), actor=writer(row))

    assert str(refusal.value) == "К отчёту можно приложить не больше 10 файлов."
    assert not ProgressEntry.objects.exists()


def test_submit_sends_the_report_for_review(writer):
    row = ExpectationFactory()

    entry = actions.submit(row, over(row), today=TODAY, actor=writer(row))

    row.refresh_from_db()
    assert (row.state, row.version) == ("submitted", 2)
    assert row.submitted_at == entry.submitted_at
    assert last_said(row) == DONE
    assert AuditEvent.objects.latest("pk").verb == "progress.submit"


@pytest.mark.parametrize(
    ("result", "said", "reason"),
    [
        ("", Said(), "Отметьте, что с мероприятием."),
        ("", Said(execution="partly"), "Укажите причину и новый срок."),
        ("не менее 34 человек", DONE, "Укажите число: в плане 34\u00a0человек."),
        (
            "",
            replace(DONE, done_on=date(2025, 12, 16)),
            "Этот день ещё не наступил. Поставьте сегодняшнюю дату или более раннюю.",
        ),
    ],
)
def test_submit_refuses_a_report_that_is_not_ready(writer, result, said, reason):
    row = ExpectationFactory()
    row.item.result = result
    row.item.save()

    with pytest.raises(actions.NotReadyError) as refusal:
        actions.submit(row, over(row, said), today=TODAY, actor=writer(row))

    row.refresh_from_db()
    assert str(refusal.value) == reason
    assert (row.state, ProgressEntry.objects.count()) == ("expected", 0)


def test_submit_twice_has_one_effect(writer):
    row = ExpectationFactory()
    actor = writer(row)
    submission = over(row, files=(pdf(),))
    again = replace(submission, files=(pdf(),))

    entries = [actions.submit(row, said, today=TODAY, actor=actor) for said in (submission, again)]

    assert entries[0] == entries[1]
    assert (ProgressEntry.objects.count(), Evidence.objects.count()) == (1, 1)
    assert AuditEvent.objects.filter(verb="progress.submit").count() == 1


def test_save_draft_twice_has_one_effect(writer):
    row = ExpectationFactory()
    actor = writer(row)
    submission = over(row, Said(text="Начали"))

    for _ in range(2):
        actions.save_draft(row, submission, actor=actor)

    row.refresh_from_db()
    assert row.version == 2


@pytest.mark.parametrize("act", ["save", "submit"])
def test_writing_over_somebody_elses_text_is_refused(writer, act):
    row = ExpectationFactory()
    mine = over(row)
    actions.save_draft(row, over(row, Said(text="Текст коллеги")), actor=writer(row))

    acts = {
        "save": lambda: actions.save_draft(row, mine, actor=writer(row)),
        "submit": lambda: actions.submit(row, mine, today=TODAY, actor=writer(row)),
    }

    with pytest.raises(ChangedMeanwhileError):
        acts[act]()

    assert ProgressEntry.objects.get().text == "Текст коллеги"


@pytest.mark.parametrize("state", ProgressState)
@pytest.mark.parametrize("move", PROGRESS_MOVES)
def test_moves_of_a_report_begin_where_the_table_says(writer, reviewer, move, state):
    row = ExpectationFactory(state=state.value)
    if state is not ProgressState.EXPECTED:
        ProgressEntryFactory(expectation=row, text="Прежний текст отчёта")
    moves = {
        "save": lambda: actions.save_draft(row, over(row), actor=writer(row)),
        "submit": lambda: actions.submit(row, over(row), today=TODAY, actor=writer(row)),
        "withdraw": lambda: actions.withdraw(row, version=1, actor=writer(row)),
        "accept": lambda: review.accept_entry(row, version=1, actor=reviewer(row)),
        "return": lambda: review.return_entry(
            row, "Уточните число", version=1, actor=reviewer(row)
        ),
    }
    begins, ends = PROGRESS_MOVES[move]

    if state in begins:
        moves[move]()
    else:
        with pytest.raises((actions.ProgressStateError, review.NotUnderReviewError)):
            moves[move]()

    row.refresh_from_db()
    assert row.state == (ends if state in begins else state)


@pytest.mark.parametrize("move", PROGRESS_MOVES)
def test_nothing_moves_in_a_closed_period(writer, reviewer, move):
    row = sent() if move not in {"save", "submit"} else ExpectationFactory()
    row.period.state = "closed"
    row.period.save()
    moves = {
        "save": lambda: actions.save_draft(row, over(row), actor=writer(row)),
        "submit": lambda: actions.submit(row, over(row), today=TODAY, actor=writer(row)),
        "withdraw": lambda: actions.withdraw(row, version=1, actor=writer(row)),
        "accept": lambda: review.accept_entry(row, version=1, actor=reviewer(row)),
        "return": lambda: review.return_entry(
            row, "Уточните число", version=1, actor=reviewer(row)
        ),
    }

    with pytest.raises(actions.PeriodIsClosedError) as refusal:
        moves[move]()

    assert str(refusal.value).startswith("Период «IV квартал 2025 года» закрыт")


def test_nobody_writes_for_an_organisation_out_of_reach(actor_in):
    row = ExpectationFactory()
    stranger = actor_in(OrganisationFactory(), Permission.PROGRESS_SUBMIT)

    with pytest.raises(OutOfReachError):
        actions.save_draft(row, over(row), actor=stranger)


def test_withdraw_makes_a_draft_again(writer):
    row = sent()

    actions.withdraw(row, version=1, actor=writer(row))

    row.refresh_from_db()
    entry = row.entries.get()
    assert (row.state, row.submitted_at, entry.submitted_at) == ("draft", None, None)
    assert AuditEvent.objects.latest("pk").verb == "progress.withdraw"


def test_a_returned_report_begins_a_revision_and_stays_as_it_was(writer, reviewer):
    row = ExpectationFactory()
    author = writer(row)
    actions.submit(
        row, over(row, files=(pdf(),), links=(Link("https://a.ru"),)), today=TODAY, actor=author
    )
    review.return_entry(row, "Уточните число", version=2, actor=reviewer(row))
    sha = pdf().sha256
    mended = replace(DONE, text="Проведено два собрания для родителей.", evidence=frozenset({sha}))

    actions.submit(row, over(row, mended), today=TODAY, actor=author)

    first, second = row.entries.order_by("revision")
    assert (first.is_current, first.text) == (False, DONE.text)
    assert (second.is_current, second.text) == (True, mended.text)
    assert [proof.url for proof in first.evidence.order_by("pk")] == ["", "https://a.ru"]
    assert [proof.file.sha256 for proof in second.evidence.all()] == [sha]


def test_a_returned_report_is_refused_unchanged(writer, reviewer):
    row = sent()
    review.return_entry(row, "Уточните число", version=1, actor=reviewer(row))

    with pytest.raises(actions.NotReadyError) as refusal:
        actions.submit(row, over(row), today=TODAY, actor=writer(row))

    assert str(refusal.value) == (
        "Отчёт не отличается от возвращённого. Исправьте то, о чём пишет методист."
    )


def test_editable_states_are_those_that_saving_begins_in():
    assert PROGRESS_MOVES["save"][0] == EDITABLE_PROGRESS


def test_the_same_form_sent_by_two_threads_has_one_effect(transactional_db, writer):
    row = ExpectationFactory(item=PlanItemFactory())
    actor = writer(row)
    submission = Submission(DONE, row.version)
    gate = threading.Barrier(2)
    versions: list[int] = []

    def send() -> None:
        try:
            gate.wait()
            actions.submit(row, submission, today=TODAY, actor=actor)
            versions.append(Expectation.objects.get().version)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert versions == [2, 2]
    assert AuditEvent.objects.filter(verb="progress.submit").count() == 1
