"""Give a plan other columns: every text moves with its own."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import transaction

from organisations.domain.errors import RuleError
from organisations.domain.policy import Actor
from plans.actions.editing import (
    Act,
    CannotEditError,
    Done,
    key_of,
    known_edit,
    record_edit,
    recorded,
)
from plans.actions.editing_load import Loaded, load_board
from plans.actions.editing_write import BoardWriter, item_fields, step_fields
from plans.actions.locks import lock_editable
from plans.domain.editing.board import COLUMN_ROW, Board, RowChange, WrongOperation
from plans.domain.editing.cells import GridColumn
from plans.domain.editing.columns import columns_version
from plans.domain.editing.edit_words import words_of
from plans.domain.editing.operations import Problem, Touched
from plans.domain.editing.rearranging import (
    column_changes,
    columns_before,
    rearrange,
    wanted_columns,
)
from plans.domain.editing.taking_back import Clash, take_back
from plans.domain.editing.values import PRINTED
from plans.models import Plan, PlanColumn, PlanItem, PlanSection, PlanStep

_BATCH = 300


class StaleColumnsError(RuleError):
    """Somebody has changed the columns since they were shown; nothing was saved."""

    def __init__(self) -> None:
        super().__init__("Пока вы правили, графы плана изменил другой человек.")


def is_about_columns(operations: Sequence[Mapping[str, Any]]) -> bool:
    return any(operation["do"] == "columns" for operation in operations)


@transaction.atomic
def change_columns(
    plan_id: int,
    operations: Sequence[Mapping[str, Any]],
    *,
    kind: str,
    key: uuid.UUID,
    actor: Actor,
) -> Done:
    """One operation that names all columns in their new order, and which ones it began from."""
    plan = lock_editable(plan_id, actor)
    key = key_of(key, kind, operations)
    if known := known_edit(plan, key, actor):
        return Done(plan, known, recorded(known))
    if len(operations) > 1:
        raise CannotEditError([Problem(1, "Графы меняются отдельной правкой.")])
    loaded = load_board(plan, Touched(everything=True))
    was = loaded.board.columns
    if operations[0]["seen"] != columns_version(was):
        raise StaleColumnsError
    try:
        columns = wanted_columns(operations[0]["columns"], was)
    except WrongOperation as wrong:
        raise CannotEditError([Problem(0, wrong.message, wrong.column)]) from wrong
    frame = rearrange(loaded.board, columns, plan.frame)
    return _finish(loaded, was, frame, Act(kind, key), actor)


def take_columns_back(
    plan: Plan, changes: Sequence[RowChange], act: Act, actor: Actor
) -> tuple[Done | None, list[Clash]]:
    """The columns as they were, and the texts that were theirs; or what stands in the way."""
    loaded = load_board(plan, Touched(everything=True))
    board, was = loaded.board, loaded.board.columns
    columns, clashes, frame = columns_before(board, changes)
    rows = [one for one in changes if one.row != COLUMN_ROW]
    clashes += take_back(board, rows, (), in_bin=True)
    if clashes:
        return None, clashes
    board.columns = tuple(columns)
    return _finish(loaded, was, plan.frame if frame is None else frame, act, actor), []


def rearrange_rows(plan: Plan, change: Callable[[Board], None], act: Act, actor: Actor) -> Done:
    """Change rows and columns of a locked plan at once; its frame is the caller's to write."""
    loaded = load_board(plan, Touched(everything=True))
    was = loaded.board.columns
    change(loaded.board)
    return _finish(loaded, was, plan.frame, act, actor)


def _finish(
    loaded: Loaded,
    was: Sequence[GridColumn],
    frame: Mapping[str, Any],
    act: Act,
    actor: Actor,
) -> Done:
    plan, board = loaded.plan, loaded.board
    changes = [
        *column_changes(was, board.columns, (plan.frame, frame)),
        *board.changes(),
    ]
    if not changes:
        return Done(plan, None)
    _write_columns(plan, board.columns)
    BoardWriter(loaded, changes, actor).write()
    _write_places(loaded)
    if plan.frame != frame:
        plan.frame = dict(frame)
        Plan.objects.filter(pk=plan.pk).update(frame=plan.frame)
    edit = record_edit(plan, changes, act, words_of(act.kind, changes, board), actor)
    return Done(plan, edit, tuple(changes), loaded)


def _write_columns(plan: Plan, columns: Sequence[GridColumn]) -> None:
    known = {str(row.uid): row for row in PlanColumn.objects.filter(plan=plan)}
    gone = [row.pk for uid, row in known.items() if uid not in {one.uid for one in columns}]
    PlanColumn.objects.filter(pk__in=gone).delete()
    new: list[PlanColumn] = []
    kept: list[PlanColumn] = []
    for ordering, column in enumerate(columns):
        row = known.get(column.uid) or PlanColumn(plan=plan, uid=column.uid)
        row.ordering, row.header, row.field = ordering, column.header, column.field.value
        row.width_mm = column.width_mm
        (kept if column.uid in known else new).append(row)
    PlanColumn.objects.bulk_create(new)
    PlanColumn.objects.bulk_update(kept, ["ordering", "header", "field", "width_mm"])


def _write_places(loaded: Loaded) -> None:
    """What counts columns counts them as they stand now, in the bin, too."""
    board: Board = loaded.board
    items, steps, sections = [], [], []
    for uid, item in loaded.items.items():
        fields = item_fields(board.items[uid].values, board.columns)
        if (item.extra, item.printed) != (fields["extra"], fields[PRINTED]):
            item.extra, item.printed = fields["extra"], fields[PRINTED]
            items.append(item)
    for uid, step in loaded.steps.items():
        printed = step_fields(board.steps[uid].values, board.columns)[PRINTED]
        if step.printed != printed:
            step.printed = printed
            steps.append(step)
    for uid, section in loaded.sections.items():
        if section.printed != board.sections[uid].values[PRINTED]:
            section.printed = board.sections[uid].values[PRINTED]
            sections.append(section)
    PlanItem.every.bulk_update(items, ["extra", "printed"], batch_size=_BATCH)
    PlanStep.every.bulk_update(steps, ["printed"], batch_size=_BATCH)
    PlanSection.every.bulk_update(sections, ["printed"], batch_size=_BATCH)
