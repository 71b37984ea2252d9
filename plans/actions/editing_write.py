"""Write what became of a board's rows: as few statements as can be, and only what differs."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import F, Model
from django.utils import timezone

from organisations.domain.policy import Actor
from plans.actions.editing_load import Loaded
from plans.domain.drafts import by_keys
from plans.domain.editing.board import ITEM, SECTION, STEP, RowChange, RowState
from plans.domain.editing.cells import GridColumn
from plans.domain.editing.orders import renumbered, shifts
from plans.domain.editing.values import (
    ASSIGNMENTS,
    COLUMN,
    PLACE,
    PRINTED,
    VERSION,
    Values,
    extra_of,
    printed_by_place,
)
from plans.models import Assignment, PlanItem, PlanSection, PlanStep

_ONE_BY_ONE = 3
_BATCH = 300


class BoardWriter:
    """Writes one edit; sections before items, items before steps."""

    def __init__(self, loaded: Loaded, changes: Sequence[RowChange], actor: Actor) -> None:
        self._loaded = loaded
        self._board = loaded.board
        self._changes = changes
        self._actor = actor
        self._now = timezone.now()

    def write(self) -> None:
        """Everything that the changes say."""
        by_row: dict[str, list[RowChange]] = defaultdict(list)
        for change in self._changes:
            by_row[change.row].append(change)
        if by_row[SECTION]:
            self._write_sections(by_row[SECTION])
        if by_row[ITEM] or by_row[STEP]:
            self._write_items(by_row[ITEM], by_row[STEP])
        if by_row[STEP]:
            self._write_steps(by_row[STEP])
        self._write_assignments(by_row[ITEM])

    def _write_sections(self, changes: Sequence[RowChange]) -> None:
        board, known = self._board, self._loaded.sections
        orderings = renumbered(board.order.sections, board.orderings, board.placed)
        updates: dict[str, Values] = defaultdict(dict)
        for change in changes:
            state = board.sections[change.uid]
            if state.is_new:
                known[change.uid] = PlanSection(plan=self._loaded.plan, uid=change.uid)
            names = [
                name for name in ("number", "title", PRINTED) if name in _named(change, state)
            ]
            updates[change.uid] = {name: state.values[name] for name in names}
            updates[change.uid] |= {VERSION: state.version, **self._removal(change)}
        for uid, ordering in orderings.items():
            updates[uid]["ordering"] = ordering
        _save(PlanSection, known, updates, self._new(board.sections))

    def _write_items(self, changes: Sequence[RowChange], steps: Sequence[RowChange]) -> None:
        board, known = self._board, self._loaded.items
        updates: dict[str, Values] = defaultdict(dict)
        for change in changes:
            state = board.items[change.uid]
            if state.is_new:
                known[change.uid] = PlanItem(plan=self._loaded.plan, uid=change.uid)
            fields = item_fields(state.values, board.columns)
            names = {_field_of(name) for name in _named(change, state)} & set(fields)
            updates[change.uid] = {name: fields[name] for name in fields if name in names}
            updates[change.uid] |= self._removal(change)
        for change in (*changes, *steps):
            item = change.item or ""
            if item in known:
                updates[item][VERSION] = board.items[item].version
        for uid, (section, ordering) in self._places().items():
            updates[uid] |= {"section_id": self._loaded.sections[section].pk, "ordering": ordering}
        _save(PlanItem, known, updates, self._new(board.items))

    def _places(self) -> dict[str, tuple[str, int]]:
        """Where placed items go; the rows below make room first."""
        board = self._board
        found: dict[str, tuple[str, int]] = {}
        placed = {uid for uid in board.placed if uid in board.items}
        if not placed:
            return {}
        for section, rows in board.order.items.items():
            if placed.isdisjoint(rows):
                continue
            was = {*board.was.order.items.get(section, ())}
            now = {uid: board.orderings[uid] for uid in rows if uid in was}
            changed = renumbered(rows, now, placed)
            pushed = {uid for uid in changed if uid not in placed}
            moves = shifts(changed, now, placed)
            if pushed and not moves:
                self._push(pushed, changed)
            for move in moves:
                PlanItem.every.filter(
                    section=self._loaded.sections[section].pk,
                    ordering__range=(move.first, move.last),
                ).update(ordering=F("ordering") + move.step)
            found |= {uid: (section, changed[uid]) for uid in changed if uid in placed}
        return found

    def _push(self, uids: Iterable[str], orderings: Mapping[str, int]) -> None:
        """Rows that shared an ordering get one each."""
        rows = list(
            PlanItem.objects.filter(plan=self._loaded.plan, uid__in=list(uids)).order_by("pk")
        )
        for row in rows:
            row.ordering = orderings[str(row.uid)]
        PlanItem.objects.bulk_update(rows, ["ordering"], batch_size=_BATCH)

    def _write_steps(self, changes: Sequence[RowChange]) -> None:
        board, known = self._board, self._loaded.steps
        updates: dict[str, Values] = defaultdict(dict)
        for change in changes:
            state = board.steps[change.uid]
            if state.is_new:
                item = self._loaded.items[state.owner or ""]
                known[change.uid] = PlanStep(item=item, uid=change.uid)
            fields = step_fields(state.values, board.columns)
            names = _named(change, state) & set(fields)
            updates[change.uid] = {name: fields[name] for name in fields if name in names}
            updates[change.uid] |= self._removal(change)
        for owner in {change.item or "" for change in changes}:
            rows = board.lines.get(owner, [])
            for uid, ordering in renumbered(rows, board.orderings, board.placed).items():
                updates[uid]["ordering"] = ordering
        _save(PlanStep, known, updates, self._new(board.steps))

    def _write_assignments(self, changes: Sequence[RowChange]) -> None:
        gone, new = [], []
        for change in changes:
            state = self._board.items[change.uid]
            if ASSIGNMENTS not in _named(change, state):
                continue
            known = {key for key in self._loaded.assignments if key[0] == change.uid}
            wanted = {(change.uid, entry[0], entry[1]) for entry in state.values[ASSIGNMENTS]}
            gone += [self._loaded.assignments[key].pk for key in known - wanted]
            new += sorted(wanted - known, key=by_keys)
        if gone:
            Assignment.objects.filter(pk__in=gone).delete()
        if new:
            Assignment.objects.bulk_create(
                [
                    Assignment(
                        item=self._loaded.items[uid],
                        organisation_id=organisation_id,
                        user_id=user_id,
                    )
                    for uid, organisation_id, user_id in new
                ],
                batch_size=_BATCH,
            )

    def _removal(self, change: RowChange) -> dict[str, datetime | int | None]:
        if change.after is None:
            return {"removed_at": self._now, "removed_by_id": self._actor.user_id}
        if change.before is None:
            return {"removed_at": None, "removed_by_id": None}
        return {}

    @staticmethod
    def _new(states: Mapping[str, RowState]) -> set[str]:
        return {uid for uid, state in states.items() if state.is_new}


def item_fields(values: Values, columns: Sequence[GridColumn]) -> Values:
    """Columns of `PlanItem` that hold what the values say."""
    fields = {
        name: value
        for name, value in values.items()
        if name not in {ASSIGNMENTS, PRINTED, PLACE} and not name.startswith(COLUMN)
    }
    return fields | {
        "extra": extra_of(values, columns),
        PRINTED: printed_by_place(values[PRINTED], columns),
    }


def step_fields(values: Values, columns: Sequence[GridColumn]) -> Values:
    return {**values, PRINTED: printed_by_place(values[PRINTED], columns)}


def _field_of(name: str) -> str:
    return "extra" if name.startswith(COLUMN) else name


def _named(change: RowChange, state: RowState) -> set[str]:
    """The values to write: all of a new row, none of one that comes or goes otherwise."""
    if state.is_new:
        return set(state.values) | {COLUMN}
    if change.before is None or change.after is None:
        return set()
    return set(change.after)


def _save(
    model: type[Model], known: Mapping[str, Any], updates: Mapping[str, Values], new: set[str]
) -> None:
    """New rows together; changed ones by what they say while that is little."""
    for uid, values in updates.items():
        for name, value in values.items():
            setattr(known[uid], name, value)
    rows = model.every  # type: ignore[attr-defined]  # every plan row has it
    created = [known[uid] for uid in updates if uid in new and known[uid].pk is None]
    if created:
        rows.bulk_create(created, batch_size=_BATCH)
    changed = {uid: values for uid, values in updates.items() if uid not in new and values}
    if changed:
        _update(rows, known, changed)


def _update(rows: Any, known: Mapping[str, Any], changed: Mapping[str, Values]) -> None:
    same: dict[str, list[str]] = defaultdict(list)
    for uid, values in changed.items():
        same[repr(sorted(values.items()))].append(uid)
    if len(same) <= _ONE_BY_ONE:
        for uids in same.values():
            keys = [known[uid].pk for uid in uids]
            rows.filter(pk__in=keys).update(**changed[uids[0]])
        return
    alike: dict[frozenset[str], list[Any]] = defaultdict(list)
    for uid, values in changed.items():
        alike[frozenset(values)].append(known[uid])
    for names, group in alike.items():
        fields = sorted(name.removesuffix("_id") for name in names)
        rows.bulk_update(group, fields, batch_size=_BATCH)
