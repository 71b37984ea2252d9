"""What the grid is told, as JSON: see the contract of the grid in its README."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from organisations.domain.policy import Actor
from plans.actions.editing import CannotEditError, Done, StaleRowsError
from plans.actions.editing_columns import StaleColumnsError
from plans.actions.editing_undo import ChangedSinceError
from plans.domain.editing.board import SECTION, RowChange
from plans.domain.editing.cells import GridColumn
from plans.domain.editing.shown import shown_item
from plans.domain.editing.values import ASSIGNMENTS, PLACE
from plans.queries import grid_answers as queries
from plans.queries.grid import checkpoint_words
from plans.queries.grid_answers import GridAnswer
from plans.queries.grid_changes import changes_since, plan_by_key
from plans.queries.grid_conflicts import (
    Conflict,
    last_columns_edit,
    stale_conflicts,
    undo_conflicts,
)
from plans.queries.grid_steps import steps_after, steps_back
from plans.templatetags.plan_grid import rows_under

Json = dict[str, Any]
MOST_ROWS = 500


def answer_to(done: Done, actor: Actor) -> Json:
    """What came of an edit."""
    if done.edit and done.loaded:  # and it was not sent again
        undo, redo = steps_after(done.edit)
    else:
        undo, redo = steps_back(done.plan, actor.user_id)
    number = done.edit.number if done.edit else done.plan.edit_number
    at = done.edit.at if done.edit else timezone.now()
    items = queries.uids_of([*(change.item for change in done.changes), *done.named])
    is_much = len(items) > MOST_ROWS or any(one.row == "column" for one in done.changes)
    answer = GridAnswer(()) if is_much else _rows_of(done, items)
    return {
        "number": number,
        "at": _clock(at),
        "words": done.edit.words if done.edit else "",
        **drawn(answer),
        "reload": is_much,
        "undo": undo,
        "redo": redo,
    }


def problems_answer(refused: CannotEditError) -> Json:
    problems = [
        {"operation": one.operation, "col": one.column, "message": one.message}
        for one in refused.problems
    ]
    return {"message": str(refused), "problems": problems}


def conflict_answer(plan_id: int, stale: StaleRowsError) -> Json:
    plan = plan_by_key(plan_id)
    columns, found = stale_conflicts(plan, stale.stale)
    return {"message": str(stale), "conflicts": [_conflict(columns, one) for one in found]}


def columns_answer(plan_id: int, stale: StaleColumnsError) -> Json:
    """What the columns are by now, and who has changed them: the panel goes on from there."""
    plan = plan_by_key(plan_id)
    last = last_columns_edit(plan)
    by = f" Это сделал(а) {last.user} в {_clock(last.at)}." if last and last.user else ""
    return {
        "code": "columns",
        "message": f"{stale}{by}",
        "columns": [
            {"uid": str(row.uid), "header": row.header, "field": row.field}
            for row in plan.columns.all()
        ],
    }


def undo_answer(plan_id: int, changed: ChangedSinceError) -> Json:
    columns, found = undo_conflicts(plan_by_key(plan_id), changed.clashes)
    return {"message": str(changed), "conflicts": [_conflict(columns, one) for one in found]}


def watch_answer(plan: Any, number: int, actor: Actor) -> Json:
    """What others did since the edit of that number, and where they are."""
    since = changes_since(plan, number, actor)
    answer = GridAnswer(())
    if not since.is_much and since.is_any:
        answer = queries.grid_answer(
            plan, since.items, since.sections, with_order=since.has_places
        )
    return {
        "number": plan.edit_number,
        **drawn(answer),
        "reload": since.is_much,
        "people": [
            {
                "name": str(one.user),
                "initials": f"{one.user.last_name[:1]}{one.user.first_name[:1]}",
                "cell": one.cell,
                "is_editing": one.is_editing,
            }
            for one in queries.people_in(plan, actor)
        ],
        "by": since.words,
        "is_editable": plan.is_editable,
        "state_words": plan.get_state_display(),
    }


def drawn(answer: GridAnswer) -> Json:
    """Rows as HTML, by their numbers."""
    rows = rows_under(answer.columns)
    return {
        "rows": [
            {"item": one.uid, "version": one.version, "html": rows.item(one)}
            for one in answer.items
        ],
        "sections": [
            {"section": one.uid, "version": one.version, "html": rows.section(one)}
            for one in answer.sections
        ],
        "removed": answer.removed,
        "order": answer.order,
    }


def _rows_of(done: Done, items: Sequence[str]) -> GridAnswer:
    sections = queries.uids_of(one.uid for one in done.changes if one.row == SECTION)
    has_places = any(_is_placed(one) for one in done.changes)
    has_counts = has_places or _names(done.changes, "deadline_terms")
    loaded = done.loaded
    if loaded is None or has_places or sections or _names(done.changes, ASSIGNMENTS):
        return queries.grid_answer(
            done.plan, items, sections, with_order=has_places, with_counts=has_counts
        )
    shown = [
        shown_item(
            loaded.board,
            uid,
            loaded.items[uid].pk,
            loaded.names,
            checkpoint_words(loaded.board.items[uid].values["checkpoint"], done.plan.checkpoint),
        )
        for uid in items
    ]
    answer = GridAnswer(loaded.board.columns, shown)
    if has_counts:
        keys = {loaded.items[uid].section_id for uid in items}
        answer.sections = queries.section_rows(done.plan, (), keys)
    return answer


def _is_placed(change: RowChange) -> bool:
    if change.row == "step":
        return False
    return change.before is None or change.after is None or PLACE in change.after


def _names(changes: Iterable[RowChange], name: str) -> bool:
    """Whether any row says something else there; steps that come and go say everything anew."""
    return any(
        name in (change.after or {})
        or name in (change.before or {})
        or (change.row == "step" and (change.before is None or change.after is None))
        for change in changes
    )


def _conflict(columns: tuple[GridColumn, ...], one: Conflict) -> Json:
    rows = rows_under(columns)
    said: Json = {
        "version": one.version,
        "by": one.by,
        "at": _clock(one.at) if one.at else "",
        "removed": one.is_removed,
        "cells": {
            column: {"theirs": text, "changed": is_changed}
            for column, (text, is_changed) in one.cells.items()
        },
        "html": "",
    }
    if one.row == SECTION:
        said["section"] = one.uid
        said["html"] = rows.section(one.section) if one.section else ""
    else:
        said["item"] = one.uid
        said["html"] = rows.item(one.item) if one.item else ""
        if one.step:
            said["step"] = one.step
    return said


def _clock(at: Any) -> str:
    """«14:05» today, «12 ноября, 14:05» before."""
    local = timezone.localtime(at)
    is_today = local.date() == timezone.localdate()
    return f"{local:%H:%M}" if is_today else f"{date_format(local, 'j E')}, {local:%H:%M}"
