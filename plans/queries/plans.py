"""What the pages of plans read, and what other apps need to know of plans."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Model, Prefetch, QuerySet
from django.urls import reverse

from moc_portal.web.words import counted, sticky
from organisations.domain.policy import Actor
from organisations.models import AuditEvent, Organisation
from organisations.searching import mentions
from plans.domain.content import Column
from plans.domain.states import PlanState
from plans.domain.table import Row, has_doubt, has_no_deadline, lay_out
from plans.models import Assignment, Plan, PlanItem, PlanVersion
from plans.queries.content import item_content, items_in_order, plan_content, with_content

MOST_NAMES = 3
ARCHIVE, ANY_STATE = "archive", "any"
_ARCHIVED = [PlanState.COMPLETED, PlanState.CANCELLED]
Version = PlanVersion  # for the pages, which know no models


@dataclass(frozen=True, slots=True)
class PlanFilter:
    """What to look for in the plan list; without a state the archive is left out."""

    text: str = ""
    kind: str = ""
    state: str = ""  # of a plan, or ARCHIVE, or ANY_STATE
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One item of the plan's page: its row, who does it in words, where it is changed."""

    item_id: int
    row: Row
    assigned: str
    edit_url: str
    assign_url: str


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the plan's page."""

    section_id: int
    title: str
    lines: tuple[Line, ...]
    item_count: int
    doubt_count: int


@dataclass(frozen=True, slots=True)
class PlanTable:
    """The table of the plan's page, whole or narrowed."""

    columns: tuple[Column, ...]
    widths: tuple[str, ...]
    parts: tuple[Part, ...]
    item_count: int


@dataclass(frozen=True, slots=True)
class Tab:
    """One way to narrow the plan's page."""

    url: str
    label: str
    count: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class Unclear:
    """What the head should know before approving: the items, by what is wrong with them."""

    unread: tuple[PlanItem, ...]
    undated: tuple[PlanItem, ...]
    unassigned: tuple[PlanItem, ...]
    has_no_items: bool
    has_no_approvals: bool

    @property
    def is_empty(self) -> bool:
        found = self.unread or self.undated or self.unassigned
        return not (found or self.has_no_items or self.has_no_approvals)


@dataclass(frozen=True, slots=True)
class Change:
    """Who changed a row last, and when."""

    user_name: str
    at: datetime


def plan_list(actor: Actor, wanted: PlanFilter) -> QuerySet[Plan]:
    """Rows of the plan list, newest period first."""
    plans = Plan.objects.visible_to(actor).originals()
    if wanted.text:
        plans = plans.filter(mentions(wanted.text, "title"))
    if wanted.kind:
        plans = plans.filter(kind=wanted.kind)
    if wanted.state == ARCHIVE:
        plans = plans.filter(state__in=_ARCHIVED)
    elif not wanted.state:
        plans = plans.exclude(state__in=_ARCHIVED)
    elif wanted.state != ANY_STATE:
        plans = plans.filter(state=wanted.state)
    if wanted.year:
        plans = plans.filter(starts_on__year__lte=wanted.year, ends_on__year__gte=wanted.year)
    rows = plans.with_item_count().select_related("organisation")
    return rows.order_by("-starts_on", "-pk")


def archived_count(actor: Actor, wanted: PlanFilter) -> int:
    """How many plans of the archive the list leaves out; none where a state was asked for."""
    return 0 if wanted.state else plan_list(actor, replace(wanted, state=ARCHIVE)).count()


def plan_years(actor: Actor) -> list[int]:
    """Every year that a visible plan touches, newest first."""
    plans = Plan.objects.visible_to(actor).originals()
    spans = plans.values_list("starts_on", "ends_on").order_by("pk")
    touched = {year for first, last in spans for year in range(first.year, last.year + 1)}
    return sorted(touched, reverse=True)


def plan_page(actor: Actor) -> QuerySet[Plan]:
    """Plans ready for their own page: content, assignments and the list of versions."""
    rows = PlanVersion.objects.select_related("amendment").defer("snapshot")
    versions = rows.order_by("-number")
    plans = Plan.objects.visible_to(actor).select_related("organisation", "source")
    return with_content(plans).prefetch_related(Prefetch("versions", versions))


def plan_heading(actor: Actor) -> QuerySet[Plan]:
    """Plans without their content: for forms about the plan as a whole."""
    plans = Plan.objects.visible_to(actor).select_related("organisation")
    return plans.prefetch_related("approvals")


def approved_plans(
    actor: Actor, organisation_id: int, starts_on: date, ends_on: date
) -> QuerySet[Plan]:
    """A centre's plans in force or completed whose period touches these days, with content."""
    plans = Plan.objects.visible_to(actor).carried_out().filter(organisation_id=organisation_id)
    touching = plans.filter(starts_on__lte=ends_on, ends_on__gte=starts_on)
    rows = with_content(touching).select_related("organisation")
    return rows.order_by("starts_on", "kind", "pk")


def version_page(actor: Actor) -> QuerySet[PlanVersion]:
    versions = PlanVersion.objects.visible_to(actor)
    return versions.select_related("plan__organisation", "approved_by", "amendment")


def plan_table(plan: Plan, shown: frozenset[int] | None = None) -> PlanTable:
    """The plan laid out, or only the items of these keys."""
    table, rows = lay_out(plan_content(plan)), items_in_order(plan)
    assigned = [assigned_words(row.assignments.all()) for row in rows]
    # Asked once and filled in: `reverse` for every row is a tenth of the page.
    urls = [reverse(f"plans:{name}", args=[0]) for name in ("item_edit", "item_assign")]
    parts = []
    for section, part in zip(plan.sections.all(), table.parts, strict=True):
        lines = tuple(
            _line(rows[row.index].pk, row, assigned[row.index], urls)
            for row in part.rows
            if shown is None or rows[row.index].pk in shown
        )
        if lines or shown is None:
            parts.append(Part(section.pk, part.title, lines, len(part.rows), part.doubt_count))
    return PlanTable(
        columns=table.columns, widths=table.widths, parts=tuple(parts), item_count=len(rows)
    )


def unclear_places(plan: Plan) -> Unclear:
    """Unread deadlines, items nobody has, and what is missing; the plan is that of its page."""
    said = [(row, item_content(row)) for row in items_in_order(plan)]
    return Unclear(
        unread=tuple(row for row, item in said if has_doubt(item)),
        undated=tuple(row for row, item in said if has_no_deadline(item)),
        unassigned=tuple(row for row, _item in said if not row.assignments.all()),
        has_no_items=not said,
        has_no_approvals=not plan.approvals.all(),
    )


def plan_centres(actor: Actor, code: str | None = None) -> QuerySet[Organisation]:
    """The centres in reach, or the one with this code."""
    centres = Organisation.objects.visible_to(actor).centres().order_by("pk")
    return centres.filter(code=code) if code else centres


def plan_owners(actor: Actor) -> QuerySet[Organisation]:
    """Centres, and the region itself, for which the actor may keep plans."""
    kinds = [Organisation.Kind.CENTRE, Organisation.Kind.REGION]
    rows = Organisation.objects.visible_to(actor).filter(kind__in=kinds, is_active=True)
    return rows.order_by("short_name", "pk")


def last_change(row: Model) -> Change | None:
    """Who wrote the row last, by the journal; the caller has found the row visible."""
    events = AuditEvent.objects.filter(target=f"{row._meta.label_lower}:{row.pk}")
    event = events.order_by("-pk").first()
    return Change(event.user_name, event.at) if event else None


def assigned_words(assignments: Sequence[Assignment] | QuerySet[Assignment]) -> str:
    """«Школа № 1, Школа № 2, Школа № 3 и ещё 14»."""
    names = [sticky(assignment_name(row)) for row in assignments]
    said = ", ".join(names[:MOST_NAMES])
    if len(names) <= MOST_NAMES:
        return said
    return (
        f"{said} и ещё {counted(len(names) - MOST_NAMES, 'исполнитель,исполнителя,исполнителей')}"
    )


def assignment_name(row: Assignment) -> str:
    """«Школа № 1», «Петрова О. Н. (Школа № 1)»."""
    return f"{row.user} ({row.organisation})" if row.user else str(row.organisation)


def _line(item_id: int, row: Row, assigned: str, urls: list[str]) -> Line:
    edit_url, assign_url = (url.replace("/0/", f"/{item_id}/") for url in urls)
    return Line(item_id, row, assigned, edit_url, assign_url)
