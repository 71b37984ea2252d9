"""Read the rows that an edit touches, and no others, onto a board."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import F, Q

from plans.domain.editing.board import Board, RowState
from plans.domain.editing.operations import Touched
from plans.domain.editing.setting import sorted_executors
from plans.domain.editing.values import (
    ASSIGNMENTS,
    PRINTED,
    TEXTS,
    column_texts,
    printed_by_column,
)
from plans.models import Assignment, Plan, PlanColumn, PlanItem, PlanSection, PlanStep
from plans.queries.grid import executor_name, executor_order, grid_columns

_ITEM_FIELDS = (*TEXTS, "channels", "deadline_text", "deadline_terms", "responsible")
_STEP_FIELDS = ("title", "deadline_text", "deadline_terms", "responsible")


@dataclass(slots=True)
class Loaded:
    """A board and the rows behind it; `names` says executors in words."""

    plan: Plan
    board: Board
    sections: dict[str, PlanSection] = field(default_factory=dict)
    items: dict[str, PlanItem] = field(default_factory=dict)
    steps: dict[str, PlanStep] = field(default_factory=dict)
    assignments: dict[tuple[str, int, int | None], Assignment] = field(default_factory=dict)
    names: dict[tuple[int, int | None], str] = field(default_factory=dict)


def load_board(plan: Plan, touched: Touched) -> Loaded:
    """Four queries for cells; two more where places matter.

    Few rows are sorted here: Django works longer on an ORDER BY than on reading them.
    """
    columns = PlanColumn.objects.filter(plan=plan).order_by()
    board = Board(
        grid_columns(sorted(columns, key=lambda row: (row.ordering, row.pk))),
        (plan.starts_on, plan.ends_on),
        new_uid=lambda: str(uuid.uuid4()),
    )
    loaded = Loaded(plan, board)
    if touched.needs_order or touched.sections or touched.everything:
        _load_order(loaded)
    uids = touched.items | {
        above for uid in touched.needs_above if (above := _above(board, uid)) is not None
    }
    _load_items(loaded, uids, touched)
    board.begin()
    return loaded


def _above(board: Board, uid: str) -> str | None:
    return board.order.before(uid) if board.order.section_of(uid) is not None else None


def _load_order(loaded: Loaded) -> None:
    """All sections, and in which order items stand below them: no item's texts."""
    board, plan = loaded.board, loaded.plan
    by_key: dict[int, str] = {}
    for row in PlanSection.every.filter(plan=plan).order_by("ordering", "pk"):
        uid = by_key[row.pk] = str(row.uid)
        _take_section(loaded, row)
        if row.removed_at is None:
            board.order.sections.append(uid)
            board.order.items[uid] = []
            board.orderings[uid] = row.ordering
    skeleton = PlanItem.objects.filter(plan=plan).order_by("ordering", "pk")
    for number, section_id, ordering in skeleton.values_list("uid", "section_id", "ordering"):
        below = board.order.items.get(by_key[section_id])
        if below is not None:
            below.append(str(number))
            board.orderings[str(number)] = ordering


def _load_items(loaded: Loaded, uids: Iterable[str], touched: Touched) -> None:
    named = Q(uid__in=list(uids))
    if touched.whole_sections:
        below = Q(section__uid__in=touched.whole_sections)
        named |= below & (Q(removed_at=None) | Q(removed_at=F("section__removed_at")))
    if touched.steps:
        owners = PlanStep.every.filter(item__plan=loaded.plan, uid__in=touched.steps)
        named |= Q(pk__in=owners.values("item_id"))
    if touched.everything:
        named = Q()
    rows = PlanItem.every.filter(named, plan=loaded.plan).select_related("section")
    found = {row.pk: row for row in sorted(rows, key=lambda row: row.pk)}
    for row in found.values():
        _take_item(loaded, row)
    if not found:
        return
    steps = PlanStep.every.filter(item__in=list(found))
    for step in sorted(steps, key=lambda row: (row.ordering, row.pk)):
        _take_step(loaded, step, str(found[step.item_id].uid))
    _take_assignments(loaded, found)


def _take_assignments(loaded: Loaded, found: Mapping[int, PlanItem]) -> None:
    assigned = Assignment.objects.filter(item__in=list(found))
    for one in executor_order(assigned):
        uid = str(found[one.item_id].uid)
        loaded.assignments[uid, one.organisation_id, one.user_id] = one
        loaded.names[one.organisation_id, one.user_id] = executor_name(
            one, loaded.plan.organisation_id
        )
        loaded.board.items[uid].values[ASSIGNMENTS].append([one.organisation_id, one.user_id])
    for state in loaded.board.items.values():
        state.values[ASSIGNMENTS] = sorted_executors(state.values[ASSIGNMENTS])


def _take_section(loaded: Loaded, row: PlanSection) -> None:
    uid = str(row.uid)
    loaded.sections[uid] = row
    loaded.board.sections[uid] = RowState(
        uid,
        {"number": row.number, "title": row.title, PRINTED: row.printed},
        version=row.version,
        is_removed=row.removed_at is not None,
        ordering=row.ordering,
    )


def _take_item(loaded: Loaded, row: PlanItem) -> None:
    board, uid = loaded.board, str(row.uid)
    if str(row.section.uid) not in board.sections:
        _take_section(loaded, row.section)
    loaded.items[uid] = row
    board.lines[uid] = []
    board.items[uid] = RowState(
        uid,
        {
            **{name: getattr(row, name) for name in _ITEM_FIELDS},
            PRINTED: printed_by_column(row.printed, board.columns),
            "is_public": row.is_public,
            "checkpoint": row.checkpoint,
            ASSIGNMENTS: [],
            **column_texts(row.extra, board.columns),
        },
        version=row.version,
        owner=str(row.section.uid),
        is_removed=row.removed_at is not None,
        ordering=row.ordering,
    )


def _take_step(loaded: Loaded, row: PlanStep, item: str) -> None:
    board, uid = loaded.board, str(row.uid)
    loaded.steps[uid] = row
    board.steps[uid] = RowState(
        uid,
        {
            **{name: getattr(row, name) for name in _STEP_FIELDS},
            PRINTED: printed_by_column(row.printed, board.columns),
        },
        owner=item,
        is_removed=row.removed_at is not None,
        ordering=row.ordering,
    )
    if row.removed_at is None:
        board.lines[item].append(uid)
        board.orderings[uid] = row.ordering
