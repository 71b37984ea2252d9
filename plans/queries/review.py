"""What the pages of review read."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from organisations.domain.policy import Actor
from plans.domain.progress_rules import ExpectedFigure, expected_figure
from plans.domain.states import PROGRESS_MOVES, PeriodState
from plans.models import Expectation, ProgressEntry, ReviewAction
from plans.queries.progress import Event, history
from plans.queries.publishing import is_published
from plans.queries.revisions import Comparison, comparison

NO_FILTERS: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Where a report stands in the queue, and which ones lie on both sides of it."""

    previous_id: int | None
    next_id: int | None
    place: int | None  # None: it is not in the queue
    count: int


@dataclass(frozen=True, slots=True)
class Hint:
    """Something checked for the reviewer beforehand, in words."""

    text: str
    tone: str


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """What the reviewer reads and may do; `entry` is the last revision that was sent."""

    entry: ProgressEntry | None
    expected: ExpectedFigure | None
    hints: list[Hint]
    returned: ReviewAction | None
    difference: Comparison | None
    events: list[Event]
    is_own: bool
    can_accept: bool
    can_return: bool
    offers_publishing: bool


def review_queue(actor: Actor, filters: Mapping[str, Any] = NO_FILTERS) -> QuerySet[Expectation]:
    """Reports that wait for review in open periods, the longest wait first."""
    current = ProgressEntry.objects.filter(is_current=True).select_related("author")
    return (
        _waiting(actor, filters)
        .select_related("item__plan", "organisation", "period")
        .prefetch_related(
            Prefetch("entries", current.prefetch_related("evidence"), to_attr="current_entries")
        )
        .order_by("submitted_at", "pk")
    )


def review_count(actor: Actor) -> int:
    """How many reports wait for review; for the front page and the header."""
    return _waiting(actor, NO_FILTERS).count()


def neighbours(actor: Actor, expectation: Expectation, filters: Mapping[str, Any]) -> Neighbours:
    """The way through the queue without returning to its list."""
    queue = _waiting(actor, filters).order_by("submitted_at", "pk")
    count = queue.count()
    if expectation.submitted_at is None:
        return Neighbours(None, _first_id(queue), None, count)
    at, pk = expectation.submitted_at, expectation.pk
    before = queue.filter(Q(submitted_at__lt=at) | Q(submitted_at=at, pk__lt=pk))
    after = queue.filter(Q(submitted_at__gt=at) | Q(submitted_at=at, pk__gt=pk))
    is_in_queue = queue.filter(pk=pk).exists()
    return Neighbours(
        _first_id(before.reverse()),
        _first_id(after),
        before.count() + 1 if is_in_queue else None,
        count,
    )


def next_in_queue(
    actor: Actor, expectation: Expectation, filters: Mapping[str, Any]
) -> int | None:
    """The report to read after this one has been decided: the next, or the first that is left."""
    found = neighbours(actor, expectation, filters)
    queue = _waiting(actor, filters).exclude(pk=expectation.pk).order_by("submitted_at", "pk")
    return found.next_id or _first_id(queue)


def review_page(expectation: Expectation, actor: Actor) -> ReviewPage:
    """The page of an expectation that `expectation_page` has read; no query more."""
    entries = list(expectation.entries.all())
    sent = next((entry for entry in entries if entry.submitted_at), None)
    before = next((entry for entry in entries if sent and entry.revision < sent.revision), None)
    is_own = sent is not None and sent.author_id == actor.user_id
    may_decide = sent is not None and not is_own and expectation.period.is_open
    return ReviewPage(
        entry=sent,
        expected=expected_figure(expectation.item.result),
        hints=hints(expectation, sent) if sent else [],
        returned=list(before.reviews.all())[-1] if before else None,
        difference=comparison(before, sent) if before and sent else None,
        events=history(expectation),
        is_own=is_own,
        can_accept=may_decide and expectation.state in PROGRESS_MOVES["accept"][0],
        can_return=may_decide
        and expectation.item.excluded_by is None
        and expectation.state in PROGRESS_MOVES["return"][0],
        offers_publishing=is_published(expectation.item.plan),
    )


def hints(expectation: Expectation, entry: ProgressEntry) -> list[Hint]:
    """What a reviewer would look at first: the figure against the plan, and the evidence."""
    found = []
    expected = expected_figure(expectation.item.result)
    if expected and entry.figure is not None:
        is_enough = entry.figure >= expected.number
        words = "не меньше, чем в плане" if is_enough else "меньше, чем в плане"
        found.append(Hint(f"{words} ({expected})", "ok" if is_enough else "warn"))
    has_evidence = bool(entry.evidence.all())
    found.append(
        Hint("есть подтверждение", "ok") if has_evidence else Hint("без подтверждения", "warn")
    )
    if entry.revision > 1:
        found.append(Hint("повторно", "wait"))
    return found


def _waiting(actor: Actor, filters: Mapping[str, Any]) -> QuerySet[Expectation]:
    rows = Expectation.objects.visible_to(actor).in_review()
    return rows.filter(period__state=PeriodState.OPEN, **filters)


def _first_id(rows: QuerySet[Expectation]) -> int | None:
    return rows.values_list("pk", flat=True).first()
