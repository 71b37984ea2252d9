"""What the grid of an editable plan reads: rows as its cells show them."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Length

from moc_portal.web.words import counted
from organisations.models import NAME_FIELDS
from plans.domain.content import Field
from plans.domain.editing.cells import GridColumn, GridItem, GridSection, has_responsible
from plans.domain.table import has_doubt
from plans.models import Assignment, GridView, Plan, PlanColumn, PlanItem, PlanSection
from plans.models.plans import Checkpoint
from plans.queries.content import item_content
from plans.queries.grid_steps import steps_back

_USER_NAME = tuple(f"user__{part}" for part in NAME_FIELDS)


@dataclass(frozen=True, slots=True)
class PlanGrid:
    """The grid of the plan's page; `view` is how this person likes to see it.

    `undo` and `redo` are the numbers of edits that they can take back and repeat.
    """

    columns: tuple[GridColumn, ...]
    parts: list[GridSection]
    has_responsible: bool
    is_filtered: bool
    view: dict[str, Any]
    undo: list[int]
    redo: list[int]

    @property
    def view_json(self) -> str:
        return json.dumps(self.view)


def plan_grid(plan: Plan, user_id: int | None, shown: frozenset[int] | None = None) -> PlanGrid:
    """The whole plan, or the items of these keys; the plan comes from `plan_page`."""
    columns = grid_columns(plan.columns.all())
    seen = GridView.objects.filter(plan=plan, user=user_id).first()
    undo, redo = steps_back(plan, user_id)
    return PlanGrid(
        columns=columns,
        parts=grid_parts(plan, shown),
        has_responsible=has_responsible(columns),
        is_filtered=shown is not None,
        view={"hidden": seen.hidden if seen else [], "widths": seen.widths if seen else {}},
        undo=undo,
        redo=redo,
    )


def grid_columns(rows: Iterable[PlanColumn]) -> tuple[GridColumn, ...]:
    return tuple(
        GridColumn(str(row.uid), row.header, Field(row.field), row.width_mm) for row in rows
    )


def grid_item(row: PlanItem, plan: Plan) -> GridItem:
    """The item with its steps and executors, which are read already."""
    return GridItem(
        pk=row.pk,
        uid=str(row.uid),
        version=row.version,
        content=item_content(row),
        step_uids=tuple(str(step.uid) for step in row.steps.all()),
        executors=tuple(executor_name(one, plan.organisation_id) for one in row.assignments.all()),
        checkpoint=checkpoint_words(row.checkpoint, plan.checkpoint),
        is_public=row.is_public,
    )


def checkpoint_words(own: str, of_plan: str) -> str:
    """How often a report on the item is due, if not as often as the plan says."""
    return Checkpoint(own).label if own and own != of_plan else ""


def executor_order(rows: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """«Школа № 2» comes before «Школа № 10»; read is what `executor_name` says."""
    name = "organisation__short_name"
    named = rows.select_related("organisation", "user").only("item", name, *_USER_NAME)
    return named.order_by(Length(name), name, "pk")


def executor_name(row: Assignment, centre_id: int) -> str:
    """«Школа № 1», «Петрова О. Н. (Школа № 1)»; people of the plan's own centre by name alone."""
    if row.user and row.organisation_id == centre_id:
        return str(row.user)
    return f"{row.user} ({row.organisation})" if row.user else str(row.organisation)


def grid_section(
    row: PlanSection, items: Sequence[GridItem], item_count: int, doubt_count: int
) -> GridSection:
    return GridSection(
        row.pk,
        str(row.uid),
        row.version,
        section_text(row),
        section_note(item_count, doubt_count),
        tuple(items),
    )


def section_text(row: PlanSection) -> str:
    return f"{row.number}. {row.title}".strip() if row.number else row.title


def section_note(item_count: int, doubt_count: int) -> str:
    note = counted(item_count, "пункт,пункта,пунктов")
    return f"{note}, {doubt_count} с пометкой «уточнить»" if doubt_count else note


def grid_parts(plan: Plan, shown: frozenset[int] | None = None) -> list[GridSection]:
    """All sections of a plan from `with_content`, or those that hold items of these keys."""
    below: dict[int, list[GridItem]] = {row.pk: [] for row in plan.sections.all()}
    for row in plan.items.all():
        below[row.section_id].append(grid_item(row, plan))
    parts = []
    for section in plan.sections.all():
        items = below[section.pk]
        doubts = sum(has_doubt(item.content) for item in items)
        kept = [item for item in items if shown is None or item.pk in shown]
        if kept or shown is None:
            parts.append(grid_section(section, kept, len(items), doubts))
    return parts
