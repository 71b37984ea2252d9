"""Take the chosen changes of a newer document over into a plan."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from plans.domain.comparison import Change, Heading, Key, column_keys
from plans.domain.content import (
    Approval,
    Deadline,
    Field,
    Item,
    PlanContent,
    Section,
    Step,
)
from plans.domain.deadlines import read_deadline
from plans.domain.drafts import Period, context_of
from plans.domain.frame import Printed
from plans.domain.table import DEADLINE_FIELDS, STEP_FIELDS, section_title
from plans.domain.updating import APPROVALS, DATES, Offered, OfferedRow, items_of, unit_of

_EXTRA = frozenset({Field.OTHER, Field.MONTH, Field.INTERMEDIATE_RESULT})
_ONE_CELL = frozenset(Field) - _EXTRA - DATES


@dataclass(frozen=True, slots=True)
class Merged:
    """The plan after the update.

    `sections` and `items` say, in the order of `content`, which each of them was before (None:
    it is new). `approvals` is None where they stay.
    """

    content: PlanContent
    sections: tuple[int | None, ...]
    items: tuple[int | None, ...]
    approvals: tuple[Approval, ...] | None


@dataclass(slots=True)
class _Entry:
    """An item on its way: its other cells by their columns' keys, its place before.

    `other` is the same item in the other plan, whose deadlines were read in `other_period`.
    """

    item: Item
    extra: dict[Key, str]
    origin: int | None
    period: Period
    other: Item | None = None
    other_period: Period | None = None


@dataclass(slots=True)
class _Slot:
    """A section on its way."""

    section: Section
    origin: int | None
    entries: list[_Entry] = field(default_factory=list)


def merged(offered: Offered, chosen: Collection[str]) -> Merged:
    """The plan with the chosen changes, the keys of `Choice`; everything else as it was.

    Columns and their headers are the newer document's; a column that it does not have stays at
    the right end as long as any text is kept in it.
    """
    return _Merger(offered, frozenset(chosen)).merged()


class _Merger:
    def __init__(self, offered: Offered, chosen: frozenset[str]) -> None:
        self._offered, self._old, self._new = offered, offered.old, offered.new
        self._chosen = chosen
        self._old_items, self._new_items = items_of(self._old), items_of(self._new)
        self._old_keys = {key: n for n, key in enumerate(column_keys(self._old.columns))}
        self._new_keys = {key: n for n, key in enumerate(column_keys(self._new.columns))}
        self._by_after = {r.change.after: r for r in offered.rows if r.change.after is not None}
        self._old_section = _section_places(self._old)
        self._new_section = _section_places(self._new)
        taken = {choice.unit for choice in offered.heading if choice.key in chosen}
        self._taken = taken
        self._period = (self._new if Heading.PERIOD in taken else self._old).period

    def merged(self) -> Merged:
        slots = self._slots()
        keys = [*self._new_keys, *self._kept_columns(slots)]
        places = {key: place for place, key in enumerate(keys)}
        kept = [self._old.columns[self._old_keys[key]] for key in keys[len(self._new_keys) :]]
        sections = tuple(
            replace(slot.section, items=tuple(self._finished(slot, places))) for slot in slots
        )
        content = replace(
            self._new,
            kind=self._old.kind,
            title=self._heading(Heading.TITLE).title,
            introduction=self._heading(Heading.INTRODUCTION).introduction,
            period=self._period,
            columns=(*self._new.columns, *kept),
            sections=sections,
        )
        return Merged(
            content,
            tuple(slot.origin for slot in slots),
            tuple(entry.origin for slot in slots for entry in slot.entries),
            self._offered.after.approvals if APPROVALS in self._taken else None,
        )

    def _heading(self, name: Heading) -> PlanContent:
        return self._new if name in self._taken else self._old

    def _slots(self) -> list[_Slot]:
        pairs = self._offered.comparison.sections
        slots = [
            _Slot(self._section(place), pairs.get(place))
            for place in range(len(self._new.sections))
        ]
        staying: dict[int, _Entry] = {}
        for place in range(len(self._new_items)):
            entry, stays = self._entry(place)
            if stays and entry and entry.origin is not None:
                staying[entry.origin] = entry
            elif entry:
                slots[self._new_section[place]].entries.append(entry)
        for row in self._offered.rows:
            if row.change.change is Change.REMOVED and row.choices[0].key not in self._chosen:
                kept = self._kept(row)
                staying[kept.origin or 0] = kept
        for origin, entry in sorted(staying.items()):
            self._put_back(slots, origin, entry)
        return slots

    def _section(self, place: int) -> Section:
        """The newer section, under its old name where the new one was not wanted."""
        section = self._new.sections[place]
        for choice in self._offered.heading:
            [cell] = choice.cells
            if cell.sections and cell.sections[1] == place and choice.key not in self._chosen:
                was = self._old.sections[cell.sections[0]]
                section = replace(section, number=was.number, title=was.title)
        return replace(section, items=())

    def _entry(self, place: int) -> tuple[_Entry | None, bool]:
        """An item of the newer document, and whether it stays in the section where it was."""
        now, row = self._new_items[place], self._by_after.get(place)
        origin = self._offered.comparison.items.get(place)
        if origin is None:
            is_wanted = row is not None and row.choices[0].key in self._chosen
            extra = self._extra(now, self._new_keys)
            return (_Entry(now, extra, None, self._new.period) if is_wanted else None), False
        taken = {c.unit for c in row.choices if c.key in self._chosen} if row else set()
        refused = {c.unit for c in row.choices if c.key not in self._chosen} if row else set()
        entry = self._mixed(origin, now, taken, refused)
        return entry, "section" in refused

    def _mixed(self, origin: int, now: Item, taken: set[str], refused: set[str]) -> _Entry:
        was = self._old_items[origin]
        has_steps = bool(was.steps or now.steps)
        values: dict[str, Any] = {
            key[0].value: getattr(now, key[0])
            for key in {**self._new_keys, **self._old_keys}
            if key[0] in _ONE_CELL and unit_of(key, has_steps=has_steps) in taken
        }
        is_newer = bool({"steps", "deadline"} & taken)
        if "steps" in taken:
            values |= {"steps": now.steps, "responsible": now.responsible}
        else:
            values["steps"] = _printed_as(was.steps, now.steps)
        if is_newer:
            values["deadline"] = now.deadline
        extra = {
            key: text
            for key, text in self._extra(now, self._new_keys).items()
            if unit_of(key, has_steps=has_steps) not in refused
        } | {
            key: text
            for key, text in self._extra(was, self._old_keys).items()
            if unit_of(key, has_steps=has_steps) in refused
        }
        if Field.NUMBER not in {key[0] for key in {**self._new_keys, **self._old_keys}}:
            values["number"] = now.number or was.number  # it is printed in another cell
        item = replace(was, **values, printed=now.printed)
        periods = (self._new.period, self._old.period)
        period, other_period = periods if is_newer else periods[::-1]
        return _Entry(item, extra, origin, period, was if is_newer else now, other_period)

    def _kept(self, row: OfferedRow) -> _Entry:
        """An item that the newer document does not have; its rows are those of an older file."""
        origin = row.change.before or 0
        was = self._old_items[origin]
        item = replace(
            was,
            printed=Printed(),
            steps=tuple(replace(step, printed=Printed()) for step in was.steps),
        )
        return _Entry(item, self._extra(was, self._old_keys), origin, self._old.period)

    def _extra(self, item: Item, keys: dict[Key, int]) -> dict[Key, str]:
        return {
            key: item.extra[place]
            for key, place in keys.items()
            if key[0] in _EXTRA and item.extra.get(place)
        }

    def _put_back(self, slots: list[_Slot], origin: int, entry: _Entry) -> None:
        """Into its section, below the item that it stood below."""
        slot = self._slot_for(slots, self._old_section[origin])
        places = {each.origin: place for place, each in enumerate(slot.entries)}
        above = origin - 1
        while above >= 0 and self._old_section[above] == self._old_section[origin]:
            if above in places:
                slot.entries.insert(places[above] + 1, entry)
                return
            above -= 1
        slot.entries.insert(0, entry)

    def _slot_for(self, slots: list[_Slot], section: int) -> _Slot:
        """The section's slot; one that the newer document lacks comes below what it was below."""
        origins = {
            slot.origin: place for place, slot in enumerate(slots) if slot.origin is not None
        }
        if section in origins:
            return slots[origins[section]]
        above = next((n for n in range(section - 1, -1, -1) if n in origins), None)
        place = 0 if above is None else origins[above] + 1
        was = self._old.sections[section]
        slots.insert(place, _Slot(replace(was, items=(), printed=Printed()), section))
        return slots[place]

    def _kept_columns(self, slots: list[_Slot]) -> Iterator[Key]:
        """Columns of the older plan in which something is left that no newer column shows."""
        shown = {key[0] for key in self._new_keys}
        for key in self._old_keys:
            kind = key[0]
            if key in self._new_keys or (kind in DEADLINE_FIELDS and shown & DEADLINE_FIELDS):
                continue
            if any(_holds(entry, key) for slot in slots for entry in slot.entries):
                yield key

    def _finished(self, slot: _Slot, places: dict[Key, int]) -> Iterator[Item]:
        title = section_title(slot.section)
        for entry in slot.entries:
            other = entry.other
            steps = tuple(
                replace(step, deadline=self._dated(entry, step.deadline, twin, title))
                for step, twin in _twins(entry.item.steps, other.steps if other else ())
            )
            deadline = self._dated(
                entry, entry.item.deadline, other.deadline if other else None, title
            )
            extra = {places[key]: text for key, text in entry.extra.items() if key in places}
            yield replace(entry.item, deadline=deadline, steps=steps, extra=extra)

    def _dated(self, entry: _Entry, mine: Deadline, twin: Deadline | None, title: str) -> Deadline:
        """The deadline as it is meant in the plan's period: «декабрь» lies in another year."""
        if entry.period == self._period or not mine.text:
            return mine
        if twin and entry.other_period == self._period and twin.text == mine.text:
            return twin
        return read_deadline(mine.text, context_of(self._period, title))


def _section_places(plan: PlanContent) -> list[int]:
    return [place for place, section in enumerate(plan.sections) for _item in section.items]


def _twins(
    steps: tuple[Step, ...], others: tuple[Step, ...]
) -> Iterator[tuple[Step, Deadline | None]]:
    for place, step in enumerate(steps):
        yield step, others[place].deadline if place < len(others) else None


def _printed_as(steps: tuple[Step, ...], newer: tuple[Step, ...]) -> tuple[Step, ...]:
    """The same steps, printed where the newer document prints them."""
    return tuple(
        replace(step, printed=newer[place].printed if place < len(newer) else Printed())
        for place, step in enumerate(steps)
    )


def _holds(entry: _Entry, key: Key) -> bool:
    """Whether the item says anything in this column."""
    item, kind = entry.item, key[0]
    if kind is Field.INTERMEDIATE_RESULT and item.steps:
        return True
    if kind in _EXTRA:
        return bool(entry.extra.get(key))
    rows: tuple[Item | Step, ...] = (item, *item.steps) if kind in STEP_FIELDS else (item,)
    if kind in DATES:
        return any(row.deadline.text for row in rows)
    return any(getattr(row, kind) for row in rows)
