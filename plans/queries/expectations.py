"""What the coordinator's list reads: expectations under four headings, and their figures."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from organisations.domain.policy import Actor, Post
from organisations.models import Organisation
from plans.domain.expectations import local_day
from plans.domain.progress_rules import ExpectedFigure, expected_figure
from plans.domain.states import EDITABLE_PROGRESS, PeriodState
from plans.models import Expectation, ProgressEntry, ReportingPeriod, ReviewAction
from plans.queries.periods import Due, due_of

SOON = timedelta(days=3)
SHOWN_IN_GROUP = 10


@dataclass(frozen=True, slots=True)
class GroupKind:
    """One heading of the coordinator's list and how it looks."""

    code: str
    title: str
    tone: str
    icon: str


GROUPS: Mapping[str, GroupKind] = MappingProxyType(
    {
        kind.code: kind
        for kind in (
            GroupKind("urgent", "Срочно", "bad", "alert"),
            GroupKind("returned", "Возвращено", "back", "back"),
            GroupKind("due", "К сдаче", "mute", "tasks"),
            GroupKind("submitted", "Сдано", "ok", "done"),
            GroupKind("excluded", "Больше не ждут", "mute", "close"),
        )
    }
)


@dataclass(frozen=True, slots=True)
class HomeTally:
    """The figures above the coordinator's list."""

    urgent: int = 0
    returned: int = 0
    due: int = 0
    submitted: int = 0
    excluded: int = 0  # begun, but the plan no longer asks for it

    @property
    def total(self) -> int:
        return self.urgent + self.returned + self.due + self.submitted


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the coordinator's list."""

    expectation: Expectation
    entry: ProgressEntry | None
    review: ReviewAction | None
    figure: ExpectedFigure | None
    kind: GroupKind
    today: date
    is_shared: bool  # the list holds more than one organisation

    @property
    def tone(self) -> str:
        return self.kind.tone if self.is_pressing else "mute"

    @property
    def is_pressing(self) -> bool:
        return self.kind.code in {"urgent", "returned"}

    @property
    def verb(self) -> str:
        """What the button says."""
        if self.kind.code == "returned":
            return "Исправить"
        return "Продолжить" if self.entry else "Заполнить"

    @property
    def is_returned(self) -> bool:
        return self.review is not None and self.review.verdict == ReviewAction.Verdict.RETURNED


@dataclass(frozen=True, slots=True)
class TaskGroup:
    """Lines under one heading; `count` is that of the whole group, not of the lines shown."""

    kind: GroupKind
    count: int
    tasks: tuple[Task, ...]
    words: str

    @property
    def is_cut(self) -> bool:
        return self.count > len(self.tasks)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure above the list, with the end of the address where its list is."""

    kind: GroupKind
    number: int
    words: str


@dataclass(frozen=True, slots=True)
class Home:
    """The coordinator's list as a page, or a part of one, shows it."""

    tally: HomeTally
    groups: tuple[TaskGroup, ...]
    today: date
    periods: tuple[ReportingPeriod, ...]
    organisations: tuple[Organisation, ...]
    period_id: int | None

    @property
    def figures(self) -> list[Figure]:
        """All four, also where there is nothing: zero is an answer. The fifth is rare."""
        kept = f"&period={self.period_id}" if self.period_id else ""
        return [
            Figure(kind, getattr(self.tally, code), f"?group={code}{kept}")
            for code, kind in GROUPS.items()
            if code != "excluded" or self.tally.excluded
        ]

    @property
    def dues(self) -> list[tuple[ReportingPeriod, Due]]:
        """The periods at hand, and when each is due at its centre."""
        return [(period, due_of(period)) for period in self.periods]


def own_places(posts: Iterable[Post]) -> frozenset[int]:
    """Where the person works themselves, as against everything below that they may write for."""
    return frozenset(post.organisation_id for post in posts)


def today_in(period: ReportingPeriod) -> date:
    """The date at the centre of the period."""
    return local_day(timezone.now(), period.organisation.timezone)


def own_expectations(
    actor: Actor, organisation_ids: Collection[int], *, period_id: int | None = None
) -> QuerySet[Expectation]:
    """What is expected of these organisations in open periods, or in the one that is named."""
    rows = Expectation.objects.visible_to(actor).filter(organisation__in=organisation_ids)
    if period_id is not None:
        return rows.filter(period=period_id)
    return rows.filter(period__state=PeriodState.OPEN)


def group_filter(code: str, today: date) -> Q:
    """Which expectations stand under a heading."""
    unsent = Q(state__in=EDITABLE_PROGRESS)
    waiting = unsent & Q(item__excluded_by=None)
    returned = Exists(
        ReviewAction.objects.filter(
            entry__expectation=OuterRef("pk"), verdict=ReviewAction.Verdict.RETURNED
        )
    )
    headings = {
        "urgent": waiting & ~Q(returned) & Q(due_on__lte=today + SOON),
        "returned": waiting & Q(returned),
        "due": waiting & ~Q(returned) & Q(due_on__gt=today + SOON),
        "excluded": unsent & Q(item__excluded_by__isnull=False),
    }
    return headings.get(code, ~unsent)


def home_tally(
    actor: Actor,
    organisation_ids: Collection[int],
    *,
    today: date | None = None,
    period_id: int | None = None,
) -> HomeTally:
    """The figures of the coordinator, in one query."""
    day = today or timezone.localdate()
    counts = {code: Count("pk", filter=group_filter(code, day)) for code in GROUPS}
    rows = own_expectations(actor, organisation_ids, period_id=period_id)
    return HomeTally(**rows.aggregate(**counts))


def group_rows(rows: QuerySet[Expectation], code: str, *, today: date) -> QuerySet[Expectation]:
    """The expectations under one heading, nearest first; what was sent last leads the sent."""
    found = rows.filter(group_filter(code, today)).select_related(
        "item__plan", "item__excluded_by", "period__organisation", "organisation"
    )
    found = found.prefetch_related(
        Prefetch("entries", ProgressEntry.objects.order_by("-revision").select_related("author")),
        Prefetch(
            "entries__reviews", ReviewAction.objects.order_by("-pk").select_related("reviewer")
        ),
    )
    if code == "submitted":
        return found.order_by("-submitted_at", "-pk")
    return found.order_by(
        "due_on", "item__plan_id", "item__section__ordering", "item__ordering", "pk"
    )


def expectation_home(
    actor: Actor, organisation_ids: Collection[int], *, now: datetime, period_id: int | None = None
) -> Home:
    """The whole list of the coordinator, the first lines of every group."""
    places = Organisation.objects.filter(pk__in=organisation_ids).order_by("short_name", "pk")
    organisations = tuple(places)
    today = local_day(now, organisations[0].timezone) if organisations else now.date()
    rows = own_expectations(actor, organisation_ids, period_id=period_id)
    tally = home_tally(actor, organisation_ids, today=today, period_id=period_id)
    periods = ReportingPeriod.objects.filter(pk__in=rows.values("period"))
    home = Home(
        tally=tally,
        groups=(),
        today=today,
        periods=tuple(periods.select_related("organisation").order_by("due_at", "pk")),
        organisations=organisations,
        period_id=period_id,
    )
    return replace(home, groups=tuple(_groups(home, rows)))


def tasks_of(home: Home, rows: Iterable[Expectation], code: str) -> list[Task]:
    """The lines of expectations that `group_rows` has read."""
    return [_task_of(home, row, GROUPS[code]) for row in rows]


def _groups(home: Home, rows: QuerySet[Expectation]) -> Iterator[TaskGroup]:
    for figure in home.figures:
        code = figure.kind.code
        if figure.number:
            shown = group_rows(rows, code, today=home.today)[:SHOWN_IN_GROUP]
            tasks = tuple(tasks_of(home, shown, code))
            yield TaskGroup(figure.kind, figure.number, tasks, figure.words)


def _task_of(home: Home, expectation: Expectation, kind: GroupKind) -> Task:
    entries = list(expectation.entries.all())
    reviews = [review for entry in entries for review in entry.reviews.all()]
    return Task(
        expectation,
        entries[0] if entries else None,
        max(reviews, key=lambda review: review.pk, default=None),
        expected_figure(expectation.item.result),
        kind,
        home.today,
        is_shared=len(home.organisations) > 1,
    )


def own_periods(actor: Actor, organisation_ids: Collection[int]) -> QuerySet[ReportingPeriod]:
    """Periods in which something was expected of these organisations, newest first."""
    theirs = Expectation.objects.visible_to(actor).filter(
        organisation__in=organisation_ids, period=OuterRef("pk")
    )
    return ReportingPeriod.objects.filter(Exists(theirs)).order_by("-starts_on", "-ends_on", "pk")
