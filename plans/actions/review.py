"""What the centre does to the reports it has received: accept, or return with a note."""

from django.db import transaction
from django.utils import timezone

from moc_portal.web.words import say_moment
from organisations import audit
from organisations.domain.errors import ChangedMeanwhileError, RuleError
from organisations.domain.policy import Actor
from plans.actions.progress import (
    lock_expectation,
    move_expectation,
    must_be_asked,
    must_be_open,
)
from plans.actions.publishing import publish_entry
from plans.domain.progress_rules import MIN_NOTE
from plans.domain.states import PROGRESS_MOVES
from plans.models import Expectation, ProgressEntry, ReviewAction


class AlreadyReviewedError(RuleError):
    """Somebody has reviewed the report since the page was opened."""


class NotUnderReviewError(RuleError):
    """The report has not been sent, or has been taken back."""


class OwnEntryError(RuleError):
    """Nobody reviews what they have written themselves, in whatever role."""


class NoteMissingError(RuleError):
    """A report goes back only with a note from which its author learns what to mend."""


@transaction.atomic
def accept_entry(
    expectation: Expectation, *, version: int, actor: Actor, is_public: bool = False
) -> ReviewAction:
    """Let the report count: its facts go into reports from now on, its text may be public."""
    review = _decide(expectation, ReviewAction.Verdict.ACCEPTED, "", version=version, actor=actor)
    held = Expectation.objects.get(pk=expectation.pk)
    if held.is_public != is_public:
        publish_entry(held, is_public=is_public, version=held.version, actor=actor)
    return review


@transaction.atomic
def return_entry(
    expectation: Expectation, note: str, *, version: int, actor: Actor
) -> ReviewAction:
    """Send the report back to its author; an accepted one, too, while the period is open."""
    if len(note.strip()) < MIN_NOTE:
        raise NoteMissingError(f"Напишите, что исправить: не короче {MIN_NOTE} знаков.")
    verdict = ReviewAction.Verdict.RETURNED
    return _decide(expectation, verdict, note.strip(), version=version, actor=actor)


def _decide(
    expectation: Expectation,
    verdict: ReviewAction.Verdict,
    note: str,
    *,
    version: int,
    actor: Actor,
) -> ReviewAction:
    move = "accept" if verdict == ReviewAction.Verdict.ACCEPTED else "return"
    held = lock_expectation(expectation, actor)
    must_be_open(held.period)
    if move == "return":
        must_be_asked(held)
    entry = _entry_to_review(held, move, version)
    if actor.user_id is not None and entry.author_id == actor.user_id:
        raise OwnEntryError(
            "Это ваш собственный отчёт. Проверить его должен другой сотрудник центра."
        )
    review = ReviewAction.objects.create(
        entry=entry, verdict=verdict, note=note, reviewer_id=actor.user_id, at=timezone.now()
    )
    move_expectation(held, move)
    audit.record(
        actor,
        f"review.{move}",
        held,
        organisation_id=held.organisation_id,
        state=held.state,
        revision=entry.revision,
        note=note,
    )
    return review


def _entry_to_review(held: Expectation, move: str, version: int) -> ProgressEntry:
    entry = held.entries.filter(is_current=True).first()
    is_allowed = held.state in PROGRESS_MOVES[move][0]
    if entry and is_allowed and held.version == version:
        return entry
    decided = entry and entry.reviews.select_related("reviewer").order_by("-pk").first()
    if decided:
        raise AlreadyReviewedError(_who_decided(decided))
    if is_allowed:
        raise ChangedMeanwhileError(
            "Пока вы читали, отчёт отозвали и отправили снова. Откройте его ещё раз."
        )
    raise NotUnderReviewError("Этого отчёта нет на проверке: его не отправляли или отозвали.")


def _who_decided(review: ReviewAction) -> str:
    moment = say_moment(timezone.localtime(review.at), timezone.localdate())
    who = str(review.reviewer) if review.reviewer else "центр"
    return f"Отчёт уже рассмотрен: {review.get_verdict_display()} — {who}, {moment}."
