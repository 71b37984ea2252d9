"""The rows that an act of a person touches, as they were and as they become."""

from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from plans.domain.deadlines import DeadlineContext
from plans.domain.drafts import context_of
from plans.domain.editing.cells import GridColumn
from plans.domain.editing.orders import Order, previous
from plans.domain.editing.values import (
    ASSIGNMENTS,
    EMPTY_SECTION,
    PLACE,
    PRINTED,
    VERSION,
    Values,
    empty_value,
)

ITEM, STEP, SECTION, COLUMN_ROW = "item", "step", "section", "column"


@dataclass(slots=True)
class RowState:
    """A row; `owner` is the section of an item, and the item of a step."""

    uid: str
    values: Values
    version: int = 0
    owner: str | None = None
    is_removed: bool = False
    is_new: bool = False
    ordering: int = 0


@dataclass(frozen=True, slots=True)
class RowChange:
    """What became of a row: the values that differ; None where it was not there."""

    row: str
    uid: str
    item: str | None
    before: Values | None
    after: Values | None


@dataclass(frozen=True, slots=True)
class Stale:
    """An operation that was meant for another state of its row."""

    operation: int
    row: str
    uid: str
    step: str | None = None
    columns: tuple[str, ...] = ()
    seen: int | None = None  # the version that the person saw


class WrongOperation(Exception):  # noqa: N818 -- says what is wrong with a request
    """An operation that cannot be carried out as it stands."""

    def __init__(self, message: str, column: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.column = column


class Stop(Exception):  # noqa: N818 -- leaves an operation whose row is not as it was seen
    """The operation is noted as stale; the next one may go on."""


@dataclass(slots=True)
class Board:
    """What was read of a plan, and all changes of one act."""

    columns: tuple[GridColumn, ...]
    period: tuple[date, date]
    sections: dict[str, RowState] = field(default_factory=dict)
    items: dict[str, RowState] = field(default_factory=dict)
    steps: dict[str, RowState] = field(default_factory=dict)
    lines: dict[str, list[str]] = field(default_factory=dict)  # steps in sight, by item
    order: Order = field(default_factory=Order)
    orderings: dict[str, int] = field(default_factory=dict)  # of all rows in sight, as they were
    placed: set[str] = field(default_factory=set)
    stale: list[Stale] = field(default_factory=list)
    new_uid: Callable[[], str] = str
    _was: "Board | None" = None
    _contexts: dict[str, DeadlineContext] = field(default_factory=dict)

    def begin(self) -> None:
        """Remember everything as it was."""
        self._was = Board(
            self.columns,
            self.period,
            deepcopy(self.sections),
            deepcopy(self.items),
            deepcopy(self.steps),
            deepcopy(self.lines),
            self.order.copy(),
        )

    @property
    def was(self) -> "Board":
        assert self._was is not None  # noqa: S101 -- whoever loads a board begins it
        return self._was

    def item(self, uid: str) -> RowState:
        if uid not in self.items:
            raise WrongOperation("Такого пункта в плане нет: обновите страницу.")
        return self.items[uid]

    def section(self, uid: str) -> RowState:
        if uid not in self.sections:
            raise WrongOperation("Такого раздела в плане нет: обновите страницу.")
        return self.sections[uid]

    def step(self, item: str, uid: str) -> RowState:
        if uid not in self.steps or self.steps[uid].owner != item:
            raise WrongOperation("Такого промежуточного результата нет: обновите страницу.")
        return self.steps[uid]

    def steps_of(self, item: str) -> list[RowState]:
        return [self.steps[uid] for uid in self.lines.get(item, ())]

    def context(self, item: str) -> DeadlineContext:
        """What surrounds the deadlines of the item."""
        section = self.sections.get(self.items[item].owner or "")
        title = section.values["title"] if section else ""
        if title not in self._contexts:
            self._contexts[title] = context_of(self.period, title or None)
        return self._contexts[title]

    def add_section(self, uid: str, after: str | None) -> RowState:
        if uid in self.sections:
            raise WrongOperation("Раздел с таким номером уже есть.")
        row = RowState(uid, deepcopy(EMPTY_SECTION), is_new=True)
        self.sections[uid] = row
        self.order.items[uid] = []
        if after in self.order.sections:
            self.order.sections.insert(self.order.sections.index(after) + 1, uid)
        else:
            self.order.sections.insert(0 if after is None else len(self.order.sections), uid)
        self.placed.add(uid)
        return row

    def put_item(self, uid: str, section: str, after: str | None) -> None:
        """Stand the item in a section below another one, or at its top."""
        self.order.take_out(uid)
        self.order.put(uid, section, after)
        self.items[uid].owner = section
        self.placed.add(uid)

    def place_of(self, row: str, uid: str) -> list[str | None] | None:
        """[what it is part of, what it stands below]; None where it is not in sight."""
        if row == STEP:
            step = self.steps.get(uid)
            if step is None or step.is_removed:
                return None
            return [step.owner, previous(self.lines[step.owner or ""], uid)]
        if row == SECTION:
            is_there = uid in self.order.sections
            return [None, previous(self.order.sections, uid)] if is_there else None
        section = self.order.section_of(uid)
        return [section, self.order.before(uid)] if section is not None else None

    def changes(self) -> list[RowChange]:
        """What became of every row, versions raised where a row says something else."""
        changes = [
            *self._changes(SECTION, self.sections, self.was.sections),
            *self._changes(ITEM, self.items, self.was.items),
            *self._changes(STEP, self.steps, self.was.steps),
        ]
        self._raise_versions(changes)
        return [self._with_version(change) for change in changes]

    def _changes(
        self, row: str, now: dict[str, RowState], was: dict[str, RowState]
    ) -> Iterable[RowChange]:
        for uid, state in now.items():
            old = was.get(uid)
            there_before = old is not None and not old.is_removed
            there_now = not state.is_removed
            item = {ITEM: uid, STEP: state.owner}.get(row)
            if old and there_before == there_now:  # other columns are for what is in the bin, too
                before, after = differences(old.values, state.values)
                if uid in self.placed and (
                    (place := self.was.place_of(row, uid)) != (to := self.place_of(row, uid))
                ):
                    before[PLACE], after[PLACE] = place, to
                if before:
                    yield RowChange(row, uid, item, before, after)
            elif there_now:
                values = {**said(state.values), PLACE: self.place_of(row, uid)}
                yield RowChange(row, uid, item, None, values)
            elif old and there_before:
                values = {**said(old.values), PLACE: self.was.place_of(row, uid)}
                yield RowChange(row, uid, item, values, None)

    def _raise_versions(self, changes: Sequence[RowChange]) -> None:
        raised: set[str] = set()
        for change in changes:
            if change.row == SECTION:
                rows, key = self.sections, change.uid
            else:
                rows, key = self.items, change.item or ""
            is_only_place = change.before is not None and set(change.before) <= {PLACE, PRINTED}
            if change.after is None and change.row != STEP:
                continue  # in the bin: whoever saw the row learns that it is gone
            if is_only_place and change.row != STEP:
                continue  # nobody's text depends on where the row stands
            if key not in raised:
                rows[key].version += 1
                raised.add(key)

    def _with_version(self, change: RowChange) -> RowChange:
        if change.after is None and change.row != STEP:
            return change
        rows, key = (
            (self.sections, change.uid)
            if change.row == SECTION
            else (self.items, change.item or "")
        )
        if change.after is None:
            return change
        after = {**change.after, VERSION: rows[key].version}
        return RowChange(change.row, change.uid, change.item, change.before, after)


def differences(old: Values, new: Values) -> tuple[Values, Values]:
    """The values of both that are not the same."""
    names = [*old, *(name for name in new if name not in old)]
    differ = [
        name
        for name in names
        if old.get(name, empty_value(name)) != new.get(name, empty_value(name))
    ]
    return (
        {name: deepcopy(old.get(name, empty_value(name))) for name in differ},
        {name: deepcopy(new.get(name, empty_value(name))) for name in differ},
    )


def said(values: Values) -> Values:
    """The values that say something."""
    return {name: deepcopy(value) for name, value in values.items() if value not in ("", [], {})}


def executors_of(row: RowState) -> list[list[Any]]:
    executors: list[list[Any]] = row.values[ASSIGNMENTS]
    return executors
