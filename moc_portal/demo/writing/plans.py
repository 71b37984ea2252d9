"""Plans: imported as from a file, assigned, and taken as far as they have come."""

from dataclasses import dataclass
from random import Random
from typing import Any
from uuid import UUID

from moc_portal.demo.chance import some, stream
from moc_portal.demo.plans import DemoPlan
from moc_portal.demo.wording.rows import Row, Who
from moc_portal.demo.writing.cast import Cast
from moc_portal.demo.writing.ways import go_its_way
from organisations.domain.policy import Permission
from plans.actions.imports import import_document
from plans.actions.items import assign_item
from plans.domain.drafts import Executor
from plans.models import Plan, PlanColumn, PlanEdit, PlanItem, PlanSection, PlanStep


@dataclass(frozen=True, slots=True)
class WrittenPlan:
    """A plan, and by item what is said of it once it is done."""

    plan: Plan
    words: dict[int, str]


def write_plan(demo: DemoPlan, cast: Cast, *, seed: int, executors: int) -> WrittenPlan:
    """A plan of the centre in its state, its items assigned to at most so many each."""
    chance = stream(seed, "plan", cast.number, demo.document.plans[0].title)
    editor = cast.acting(cast.reviewer, Permission.PLAN_EDIT)
    [plan] = import_document(demo.document, None, organisation_id=cast.centre.pk, actor=editor)
    items = _with_lasting_numbers(plan, chance)
    for item, row in zip(items, demo.rows, strict=True):
        chosen = _executors(row, cast, chance, executors)
        if chosen:
            assign_item(item, chosen, actor=editor)
    go_its_way(plan, demo, cast)
    plan.refresh_from_db()
    words = {item.pk: row.said for item, row in zip(items, demo.rows, strict=True)}
    return WrittenPlan(plan, words)


def _with_lasting_numbers(plan: Plan, chance: Random) -> list[PlanItem]:
    """The items in printed order; their lasting numbers are in versions, so they repeat too."""
    PlanEdit.objects.filter(plan=plan).delete()  # they name the rows by their old numbers
    items = list(PlanItem.objects.filter(plan=plan).in_printed_order())
    steps = PlanStep.objects.filter(item__plan=plan).order_by("item", "ordering")
    tables: list[tuple[Any, list[Any]]] = [
        (PlanItem.objects, items),
        (PlanSection.objects, list(plan.sections.all())),
        (PlanColumn.objects, list(plan.columns.all())),
        (PlanStep.objects, list(steps)),
    ]
    for manager, rows in tables:
        for row in rows:
            row.uid = UUID(int=chance.getrandbits(128), version=4)
        manager.bulk_update(rows, ["uid"], batch_size=200)
    return items


def _executors(row: Row, cast: Cast, chance: Random, limit: int) -> list[Executor]:
    """The first organisation is always among those of its kind: its coordinator is the guide."""
    if row.who is Who.NOBODY:
        return []
    if row.who is Who.STAFF:
        return [(cast.centre.pk, cast.writer.pk)]
    places = cast.places_of(row.who)
    chosen = places[:1] + some(chance, places[1:], limit - 1)
    return [(place.pk, None) for place in chosen]
