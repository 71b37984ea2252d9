"""What the public pages read: no person asks, so only what a centre has switched on is found."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from types import MappingProxyType

from django.db.models import Count, Max, Q, QuerySet, Sum

from organisations.domain.policy import Actor
from organisations.models import Membership, User
from plans.domain.anonymity import Anonymiser, KnownPerson
from plans.domain.content import Column, PlanContent, PlanDocument
from plans.domain.publishing import Said, public_document, status_of, texts_of
from plans.domain.states import APPROVED_ONCE
from plans.domain.versions import thaw
from plans.models import Expectation, Plan, PlanItem, PlanVersion, ProgressEntry, PublicPage
from plans.queries.content import plan_columns

Published = PublicPage  # for the pages, which know no models
Version = PlanVersion
Planned = Plan


@dataclass(frozen=True, slots=True)
class PublicEntry:
    """An accepted report that the centre shows: whose, of when, what it says."""

    organisation: str
    period: str
    execution: str
    text: str
    figure: str


@dataclass(frozen=True, slots=True)
class Execution:
    """How far the items are, by their lasting numbers; accepted reports alone count."""

    statuses: Mapping[str, str]
    counts: Mapping[str, int]
    entries: Mapping[str, list[PublicEntry]]


@dataclass(frozen=True, slots=True)
class PublicVersion:
    """A version as everybody may read it."""

    document: PlanDocument
    uids: tuple[str, ...]
    organisation: str
    anonymiser: Anonymiser

    @property
    def content(self) -> PlanContent:
        return self.document.plans[0]


@dataclass(frozen=True, slots=True)
class Freshness:
    """What a public page was made of: equal stamps mean equal pages."""

    stamp: str
    changed_at: datetime


def public_page(code: str, slug: str) -> PublicPage | None:
    """The page that is switched on at this address."""
    pages = PublicPage.objects.filter(is_on=True, organisation__code=code, slug=slug)
    shown = pages.filter(plan__state__in=APPROVED_ONCE, plan__amends=None)
    rows = shown.select_related("organisation", "plan__organisation")
    return rows.defer("plan__frame", "plan__introduction").first()


def settings_plans(actor: Actor) -> QuerySet[Plan]:
    """Plans whose public page the actor may set up, with the page if there is one."""
    plans = Plan.objects.visible_to(actor).filter(amends=None)
    return plans.select_related("organisation", "public_page")


def published_columns(plan: Plan) -> tuple[Column, ...]:
    """The columns of the newest version, else those that the plan has now."""
    newest = plan.versions.order_by("-number").first()
    if newest is None:
        return plan_columns(plan)
    document, _marks = thaw(newest.snapshot)
    return document.plans[0].columns


def unsaved_page(plan: Plan, slug: str) -> PublicPage:
    """The page as it would be, were it switched on without another word."""
    return PublicPage(plan=plan, organisation=plan.organisation, slug=slug)


def versions_of(plan: Plan) -> QuerySet[PlanVersion]:
    """Without what they say, newest first."""
    versions = plan.versions.select_related("amendment")
    return versions.defer("snapshot", "amendment__difference").order_by("-number")


def freshness(page: PublicPage, version: PlanVersion, newest: int) -> Freshness:
    """Three queries, however long the plan is."""
    plan = page.plan
    said = Expectation.objects.filter(item__plan=plan).aggregate(
        count=Count("pk"), versions=Sum("version"), shown=Count("pk", filter=Q(is_public=True))
    )
    items = PlanItem.every.filter(plan=plan).aggregate(
        count=Count("pk"), versions=Sum("version"), shown=Count("pk", filter=Q(is_public=True))
    )
    reviewed = ProgressEntry.objects.accepted().filter(expectation__item__plan=plan)
    reviewed_at = reviewed.aggregate(at=Max("reviews__at"))["at"]
    moments = [page.changed_at, version.created_at, reviewed_at, _midnight(plan)]
    parts = [page.pk, page.version, page.changed_at.isoformat(), plan.pk, plan.version, plan.state]
    parts += [version.pk, version.created_at.isoformat(), newest, reviewed_at]
    parts += [*said.values(), *items.values()]
    return Freshness("|".join(map(str, parts)), max(filter(None, moments)))


def public_version(page: PublicPage, version: PlanVersion) -> PublicVersion:
    """The version without what the page hides."""
    document, marks = thaw(version.snapshot)
    anonymiser = Anonymiser(_people(page.plan), keeps_names=page.shows_names)
    anonymiser.learn(texts_of(document))
    shown = PlanItem.every.filter(plan=page.plan, is_public=True).values_list("uid", flat=True)
    public, uids = public_document(
        document,
        [mark.uid for mark in marks],
        shown=frozenset(map(str, shown.order_by("pk"))),
        hidden=frozenset(page.hidden),
        anonymiser=anonymiser,
        keeps_names=page.shows_names,
    )
    organisation = anonymiser.text(version.snapshot["organisation"])
    return PublicVersion(public, uids, organisation, anonymiser)


def execution(plan: Plan, anonymiser: Anonymiser) -> Execution:
    """What accepted reports say of the plan's items: two queries."""
    asked: dict[str, set[int]] = defaultdict(set)
    expected = Expectation.objects.filter(item__plan=plan).order_by("pk")
    for number, place in expected.values_list("item__uid", "organisation_id"):
        asked[str(number)].add(place)
    said: dict[str, list[Said]] = defaultdict(list)
    entries: dict[str, list[PublicEntry]] = defaultdict(list)
    accepted = ProgressEntry.objects.accepted().filter(expectation__item__plan=plan)
    for row in accepted.select_related(
        "expectation__item", "expectation__organisation", "expectation__period"
    ).order_by("expectation__period__starts_on", "expectation__organisation__short_name", "pk"):
        expectation = row.expectation
        uid = str(expectation.item.uid)
        said[uid].append(
            Said(expectation.organisation_id, expectation.period.ends_on, row.execution)
        )
        if expectation.is_public:
            entries[uid].append(_entry(row, anonymiser))
    return Execution(
        {uid: status_of(said[uid], len(places)) for uid, places in asked.items()},
        {uid: len(found) for uid, found in said.items()},
        MappingProxyType(entries),
    )


def versions_by_code(code: str) -> list[PlanVersion]:
    """Versions whose hash begins so; versions that say the same share their hash."""
    found = PlanVersion.objects.filter(sha256__gte=code, sha256__lt=f"{code}g")
    shown = found.filter(plan__amends=None, plan__state__in=APPROVED_ONCE)
    return list(
        shown.select_related("plan__organisation", "plan__public_page").order_by("-created_at")[:5]
    )


def page_of(plan: Plan) -> PublicPage | None:
    """The settings of the plan's page, switched on or not."""
    page: PublicPage | None = getattr(plan, "public_page", None)
    return page


def is_published(plan: Plan) -> bool:
    """Whether the plan has a public page that is switched on."""
    page = page_of(plan)
    return page is not None and page.is_on


def _entry(row: ProgressEntry, anonymiser: Anonymiser) -> PublicEntry:
    expectation = row.expectation
    figure = "" if row.figure is None else f"{row.figure.normalize():f} {row.figure_unit}".strip()
    return PublicEntry(
        anonymiser.text(expectation.organisation.short_name),
        expectation.period.title,
        row.execution,
        anonymiser.text(row.text),
        anonymiser.text(figure),
    )


def _people(plan: Plan) -> list[KnownPerson]:
    """Everybody of the plan's centre and of what belongs to it, whatever they may do now."""
    members = Membership.objects.filter(organisation__path__startswith=plan.organisation.path)
    people = User.objects.filter(memberships__in=members).distinct().order_by("pk")
    rows = people.values_list("last_name", "first_name", "patronymic", "position")
    return [KnownPerson(*row) for row in rows if row[0]]


def _midnight(plan: Plan) -> datetime | None:
    return datetime.combine(plan.ended_on, time(), UTC) if plan.ended_on else None
