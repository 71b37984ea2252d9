"""The bin of a plan («Корзина»): removed rows, which wait there for thirty days."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from organisations.domain.policy import Actor
from organisations.models import User
from plans.domain.editing.values import TEXTS, column_texts
from plans.domain.history_words import (
    ITEM,
    SECTION,
    STEP,
    CellChange,
    Names,
    cell_changes,
    field_headers,
)
from plans.models import Plan, PlanItem, PlanSection, PlanStep
from plans.queries.grid import grid_columns
from plans.queries.grid_filter import folded

KEPT = timedelta(days=30)
_NAMES = {SECTION: "Раздел", ITEM: "Пункт", STEP: "Промежуточный результат"}


@dataclass(frozen=True, slots=True)
class BinRow:
    """A removed row; `key` is what a form sends to have it back."""

    key: str
    row: str
    title: str
    place: str
    removed_at: datetime
    removed_by: User | None
    days_left: int
    said: tuple[CellChange, ...]
    item_count: int = 0

    @property
    def name(self) -> str:
        return _NAMES[self.row]


def bin_plan(actor: Actor) -> QuerySet[Plan]:
    """Plans ready for their bin."""
    plans = Plan.objects.visible_to(actor).select_related("organisation")
    return plans.prefetch_related("columns")


def bin_count(plan: Plan) -> int:
    """How many rows wait in the bin; one that left with its section or item counts with it."""
    return sum(rows.count() for rows in _rows(plan, timezone.now()))


def bin_rows(plan: Plan, *, words: str = "", row: str = "") -> list[BinRow]:
    """The rows in the bin, last removed first; four queries, however many there are."""
    now = timezone.now()
    sections, items, steps = _rows(plan, now)
    gone = Counter(
        PlanItem.every.filter(_waits(now), plan=plan, excluded_by=None)
        .order_by()
        .values_list("section_id", flat=True)
    )
    names = Names(
        field_headers([(each.field, each.header) for each in plan.columns.all()]),
        {str(each.uid): each.header for each in plan.columns.all()},
    )
    columns = grid_columns(plan.columns.all())
    found = [
        *(_section_row(section, gone[section.pk], now) for section in sections),
        *(_item_row(item, names, column_texts(item.extra, columns), now) for item in items),
        *(_step_row(step, names, now) for step in steps),
    ]
    text = folded(words)
    kept = (
        each
        for each in found
        if (not row or each.row == row)
        and (not text or any(text in said for said in _words(each)))
    )
    return sorted(kept, key=lambda each: each.removed_at, reverse=True)


def _rows(
    plan: Plan, now: datetime
) -> tuple[QuerySet[PlanSection], QuerySet[PlanItem], QuerySet[PlanStep]]:
    """What can be brought back; a step of a removed item comes back with it."""
    waits = _waits(now)
    return (
        PlanSection.every.filter(waits, plan=plan).select_related("removed_by").order_by("pk"),
        PlanItem.every.filter(waits, plan=plan, excluded_by=None)
        .select_related("removed_by", "section")
        .order_by("pk"),
        PlanStep.every.filter(waits, item__plan=plan, item__removed_at=None)
        .select_related("removed_by", "item")
        .order_by("pk"),
    )


def _waits(now: datetime) -> Q:
    return Q(removed_at__gt=now - KEPT)


def _section_row(row: PlanSection, item_count: int, now: datetime) -> BinRow:
    return _row(SECTION, row, str(row) or "без раздела", "", (), now, item_count)


def _item_row(row: PlanItem, names: Names, extra: dict[str, Any], now: datetime) -> BinRow:
    lists = {name: getattr(row, name) for name in ("channels", "responsible")}
    said = {name: getattr(row, name) for name in (*TEXTS, "deadline_text")}
    values = {**said, **lists, **extra}
    return _row(
        ITEM, row, str(row), str(row.section), cell_changes(ITEM, values, None, names), now
    )


def _step_row(row: PlanStep, names: Names, now: datetime) -> BinRow:
    values = {name: getattr(row, name) for name in ("title", "deadline_text", "responsible")}
    return _row(STEP, row, row.title, str(row.item), cell_changes(STEP, values, None, names), now)


def _row(  # noqa: PLR0913, PLR0917 -- all that a removed row is
    kind: str,
    row: PlanSection | PlanItem | PlanStep,
    title: str,
    place: str,
    said: Iterable[CellChange],
    now: datetime,
    item_count: int = 0,
) -> BinRow:
    removed_at = row.removed_at or now
    left = removed_at + KEPT - now
    return BinRow(
        f"{kind}:{row.uid}",
        kind,
        title or "без названия",
        place,
        removed_at,
        row.removed_by,
        ceil(left / timedelta(days=1)),
        tuple(change for change in said if change.before),
        item_count,
    )


def _words(row: BinRow) -> Iterator[str]:
    yield folded(row.title)
    for change in row.said:
        yield folded(change.before)
