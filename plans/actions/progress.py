"""What organisations do to their reports: write, send, take back."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from documents.actions import store_file
from documents.models import StoredFile
from organisations import audit
from organisations.domain.errors import ChangedMeanwhileError, RuleError
from organisations.domain.policy import Actor
from plans.domain.progress_rules import expected_figure, problems, unchanged_problem
from plans.domain.revisions import MAX_FILES, Submission
from plans.domain.states import PROGRESS_MOVES, ProgressState
from plans.models import (
    Amendment,
    Evidence,
    Expectation,
    PlanItem,
    ProgressEntry,
    ReportingPeriod,
)
from plans.queries.revisions import said_of

_WHY_READ_ONLY = {
    ProgressState.SUBMITTED: (
        "Отчёт на проверке и сейчас не меняется. Чтобы исправить его, сначала отзовите."
    ),
    ProgressState.ACCEPTED: (
        "Отчёт принят и больше не меняется. Нашли ошибку — попросите методиста вернуть его."
    ),
}


class ProgressStateError(RuleError):
    """The report is not where this move begins."""


class PeriodIsClosedError(ProgressStateError):
    """Reports of a closed period are read-only."""


class NotReadyError(RuleError):
    """The report does not say yet what it must."""


@transaction.atomic
def save_draft(expectation: Expectation, submission: Submission, *, actor: Actor) -> ProgressEntry:
    """Keep what was typed and chosen so far; after a return this begins the next revision."""
    held = lock_expectation(expectation, actor)
    repeated = _repeated(held, submission, "save", actor)
    if repeated:
        return repeated
    _must_allow(held, submission.version, "save")
    entry = _write(held, submission, actor=actor)
    move_expectation(held, "save")
    _record(held, entry, "progress.save", actor=actor)
    return entry


@transaction.atomic
def submit(
    expectation: Expectation, submission: Submission, *, today: date, actor: Actor
) -> ProgressEntry:
    """Send the report to the centre; the same form sent twice is sent once."""
    held = lock_expectation(expectation, actor)
    repeated = _repeated(held, submission, "submit", actor)
    if repeated:
        return repeated
    _must_allow(held, submission.version, "submit")
    entry = _write(held, submission, actor=actor)
    _must_be_ready(held, entry, today)
    entry.submitted_at = held.submitted_at = timezone.now()
    entry.save(update_fields=["submitted_at"])
    move_expectation(held, "submit")
    _record(held, entry, "progress.submit", actor=actor)
    return entry


@transaction.atomic
def withdraw(expectation: Expectation, *, version: int, actor: Actor) -> Expectation:
    """Take back a report that nobody has reviewed yet; it is a draft again."""
    held = lock_expectation(expectation, actor)
    if held.state != ProgressState.SUBMITTED:
        raise ProgressStateError("Отозвать можно только отчёт на проверке. Этот уже не там.")
    _must_allow(held, version, "withdraw")
    entry = held.entries.get(is_current=True)
    entry.submitted_at = held.submitted_at = None
    entry.save(update_fields=["submitted_at"])
    move_expectation(held, "withdraw")
    _record(held, entry, "progress.withdraw", actor=actor)
    return held


def lock_expectation(expectation: Expectation, actor: Actor) -> Expectation:
    """The row, held until the transaction ends, with its period as it is now."""
    held = (
        Expectation.objects.select_for_update(of=("self",))
        .select_related("item")
        .get(pk=expectation.pk)
    )
    actor.must_reach(held.organisation_id)
    # Read after the lock is held: a join would show the period as it was before the wait.
    held.period = ReportingPeriod.objects.get(pk=held.period_id)
    return held


def must_be_asked(held: Expectation) -> None:
    """Nothing more is written of an item that an amendment has excluded."""
    excluding = Amendment.objects.filter(
        pk__in=PlanItem.every.filter(pk=held.item_id).values("excluded_by")
    )
    amendment = excluding.first()
    if amendment:
        raise ProgressStateError(
            f"Пункт исключён из плана изменением № {amendment.number}: отчёта по нему больше не "
            "ждут. То, что написано раньше, сохранено."
        )


def must_be_open(period: ReportingPeriod) -> None:
    if not period.is_open:
        raise PeriodIsClosedError(
            f"Период «{period.title}» закрыт: отчёты в нём больше не меняются. Если что-то нужно "
            "исправить, попросите руководителя центра открыть период снова."
        )


def move_expectation(held: Expectation, move: str) -> None:
    """Put a held row where the move leads; the caller has made sure that it may."""
    held.state, held.version = PROGRESS_MOVES[move][1], held.version + 1
    held.save(update_fields=["state", "submitted_at", "version"])


def _must_allow(held: Expectation, version: int, move: str) -> None:
    must_be_open(held.period)
    if held.version != version:
        raise ChangedMeanwhileError("Пока вы писали, этот отчёт изменил другой человек.")
    must_be_asked(held)
    if held.state not in PROGRESS_MOVES[move][0]:
        raise ProgressStateError(_WHY_READ_ONLY[ProgressState(held.state)])


def _repeated(
    held: Expectation, submission: Submission, move: str, actor: Actor
) -> ProgressEntry | None:
    """What this very form has written already: a second click, or a resent request.

    The same words of the same person in the state they asked for, one version on, are the same
    request; a key kept beside them would say no more.
    """
    is_next = held.version == submission.version + 1
    if not is_next or held.state != PROGRESS_MOVES[move][1]:
        return None
    entry = held.entries.get(is_current=True)
    is_same = entry.author_id == actor.user_id and said_of(entry) == submission.said
    return entry if is_same else None


def _must_be_ready(held: Expectation, entry: ProgressEntry, today: date) -> None:
    said = said_of(entry)
    earlier = held.entries.filter(revision=entry.revision - 1).first()
    found = [
        *problems(said, expected=expected_figure(held.item.result), today=today),
        *unchanged_problem(said, said_of(earlier) if earlier else None),
    ]
    if found:
        raise NotReadyError(" ".join(problem.text for problem in found))


def _write(held: Expectation, submission: Submission, *, actor: Actor) -> ProgressEntry:
    before = held.entries.filter(is_current=True).first()
    entry = _revision_to_write(held, before)
    said = submission.said
    entry.execution, entry.text, entry.reason = said.execution, said.text, said.reason
    entry.figure, entry.figure_unit = said.figure, said.figure_unit
    entry.done_on, entry.author_id, entry.saved_at = said.done_on, actor.user_id, timezone.now()
    entry.save()
    kept = _kept_files(before, submission.removed)
    if len(kept) + len(submission.files) > MAX_FILES:
        raise NotReadyError(f"К отчёту можно приложить не больше {MAX_FILES} файлов.")
    _write_evidence(entry, kept, submission, actor=actor)
    return entry


def _revision_to_write(held: Expectation, before: ProgressEntry | None) -> ProgressEntry:
    if before is None:
        return ProgressEntry(expectation=held)
    if held.state == ProgressState.DRAFT:
        return before
    # What came back stays as it was sent: the next revision begins.
    before.is_current = False
    before.save(update_fields=["is_current"])
    return ProgressEntry(expectation=held, revision=before.revision + 1)


def _kept_files(before: ProgressEntry | None, removed: Iterable[int]) -> list[Evidence]:
    if before is None:
        return []
    return list(before.evidence.filter(file__isnull=False).exclude(pk__in=removed).order_by("pk"))


def _write_evidence(
    entry: ProgressEntry, kept: list[Evidence], submission: Submission, *, actor: Actor
) -> None:
    entry.evidence.exclude(pk__in=[proof.pk for proof in kept]).delete()
    stored = [
        store_file(
            file,
            purpose=StoredFile.Purpose.EVIDENCE,
            organisation_id=entry.expectation.organisation_id,
            actor=actor,
        )
        for file in submission.files
    ]
    copied = [
        Evidence(entry=entry, title=proof.title, file_id=proof.file_id)
        for proof in kept
        if proof.entry_id != entry.pk
    ]
    Evidence.objects.bulk_create(
        [
            *copied,
            *(Evidence(entry=entry, title=file.name, file=file) for file in stored),
            *(Evidence(entry=entry, title=link.title, url=link.url) for link in submission.links),
        ]
    )


def _record(held: Expectation, entry: ProgressEntry, verb: str, *, actor: Actor) -> None:
    audit.record(
        actor,
        verb,
        held,
        organisation_id=held.organisation_id,
        state=held.state,
        revision=entry.revision,
        evidence=[str(proof) for proof in entry.evidence.order_by("pk")],
    )
