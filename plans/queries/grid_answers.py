"""What the server tells an open grid: rows as they are now, their order, who is there."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Prefetch
from django.utils import timezone

from organisations.domain.policy import Actor
from plans.domain.deadlines import Unknown, terms_from_json
from plans.domain.editing.cells import GridColumn, GridItem, GridSection
from plans.models import (
    Assignment,
    Plan,
    PlanItem,
    PlanPresence,
    PlanSection,
    PlanStep,
)
from plans.queries.grid import executor_order, grid_columns, grid_item, grid_section

SEEN_FOR = timedelta(seconds=15)
Order = list[tuple[str, list[str]]]


@dataclass(slots=True)
class GridAnswer:
    """Rows and places that changed; without `order` no place did."""

    columns: tuple[GridColumn, ...]
    items: list[GridItem] = field(default_factory=list)
    sections: list[GridSection] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    order: Order | None = None


def grid_answer(
    plan: Plan,
    items: Collection[str],
    sections: Collection[str],
    *,
    with_order: bool,
    with_counts: bool = True,
) -> GridAnswer:
    """These rows as they are now, and what their sections count; those in the bin are named."""
    answer = GridAnswer(grid_columns(plan.columns.all()))
    rows = grid_rows(plan, items) if items else []
    answer.items = [grid_item(row, plan) for row in rows]
    keys = {row.section_id for row in rows} if with_counts else set()
    if sections or keys:
        answer.sections = section_rows(plan, sections, keys)
    found = {item.uid for item in answer.items} | {one.uid for one in answer.sections}
    answer.removed = [uid for uid in (*items, *sections) if uid not in found]
    if with_order:
        answer.order = grid_order(plan)
    return answer


def grid_rows(plan: Plan, uids: Collection[str]) -> list[PlanItem]:
    """Items with their steps and executors: three queries."""
    rows = PlanItem.objects.filter(plan=plan, uid__in=list(uids), section__removed_at=None)
    return list(
        rows.order_by("pk").prefetch_related(
            Prefetch("steps", PlanStep.objects.order_by("ordering", "pk")),
            Prefetch("assignments", executor_order(Assignment.objects.all())),
        )
    )


def section_rows(plan: Plan, uids: Collection[str], keys: Collection[int]) -> list[GridSection]:
    """Section rows with their counts."""
    rows = PlanSection.objects.filter(plan=plan).order_by("ordering", "pk")
    wanted = [row for row in rows if str(row.uid) in uids or row.pk in keys]
    below: dict[int, list[int]] = {row.pk: [] for row in wanted}
    doubtful: set[int] = set()
    items = PlanItem.objects.filter(section__in=list(below)).order_by("pk")
    for pk, section_id, terms in items.values_list("pk", "section_id", "deadline_terms"):
        below[section_id].append(pk)
        if is_unread(terms):
            doubtful.add(pk)
    steps = PlanStep.objects.filter(item__section__in=list(below), item__removed_at=None)
    for item_id, terms in steps.order_by("pk").values_list("item_id", "deadline_terms"):
        if is_unread(terms):
            doubtful.add(item_id)
    return [
        grid_section(row, (), len(below[row.pk]), len(doubtful.intersection(below[row.pk])))
        for row in wanted
    ]


def is_unread(terms: list[dict[str, object]]) -> bool:
    return any(isinstance(term, Unknown) for term in terms_from_json(terms))


def grid_order(plan: Plan) -> Order:
    """All sections and the items below each, by their numbers."""
    sections = PlanSection.objects.filter(plan=plan).order_by("ordering", "pk")
    below: dict[int, tuple[str, list[str]]] = {}
    for pk, uid in sections.values_list("pk", "uid"):
        below[pk] = (str(uid), [])
    items = PlanItem.objects.filter(plan=plan).order_by("ordering", "pk")
    for uid, section_id in items.values_list("uid", "section_id"):
        if section_id in below:
            below[section_id][1].append(str(uid))
    return list(below.values())


def people_in(plan: Plan, actor: Actor) -> Sequence[PlanPresence]:
    """Who else has the plan open now."""
    rows = PlanPresence.objects.filter(plan=plan, seen_at__gte=timezone.now() - SEEN_FOR)
    return list(rows.exclude(user=actor.user_id).select_related("user").order_by("pk"))


def uids_of(rows: Iterable[str | None]) -> list[str]:
    """Each once, in their order."""
    return list(dict.fromkeys(uid for uid in rows if uid))
