"""Two states of a plan side by side («было — стало»): which rows came, went, or say otherwise."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from plans.domain.content import Field, Item, PlanContent, Section
from plans.domain.printing import plain_text, step_text
from plans.domain.table import STEP_FIELDS, section_title

_LIKE = 0.62  # titles that agree less are two different items
_MOST_PAIRS = 250_000  # of titles that are weighed against each other
_WORDS = re.compile(r"\w+")


class Change(StrEnum):
    """What happened to a row."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"  # to another section


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that differs; `field` is the column's meaning."""

    header: str
    field: Field
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """One item that differs: its places in both plans (None where it is not), its cells."""

    change: Change
    before: int | None
    after: int | None
    number: str
    title: str
    cells: tuple[CellChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs between two states of a plan."""

    heading: tuple[CellChange, ...]
    rows: tuple[RowChange, ...]

    def __bool__(self) -> bool:
        return bool(self.heading or self.rows)

    def count(self, change: Change) -> int:
        return sum(row.change is change for row in self.rows)


@dataclass(frozen=True, slots=True)
class _Placed:
    """An item with the section that it stands in."""

    item: Item
    section: Section
    plan: PlanContent


Pairs = dict[int, int]
Key = Callable[[Item], object]


def compare(before: PlanContent, after: PlanContent, known: Pairs | None = None) -> Comparison:
    """What differs; `known` maps items of `after` to those of `before` that they are for sure."""
    old, new = _placed(before), _placed(after)
    pairs = match([one.item for one in old], [one.item for one in new], known or {})
    rows = []
    for place, one in enumerate(new):
        if place not in pairs:
            cells = tuple(_cells(None, one))
            rows.append(_row(Change.ADDED, None, place, one, cells))
            continue
        was = old[pairs[place]]
        cells = tuple(_cells(was, one))
        if section_title(was.section) != section_title(one.section):
            rows.append(_row(Change.MOVED, pairs[place], place, one, cells))
        elif cells:
            rows.append(_row(Change.CHANGED, pairs[place], place, one, cells))
    gone = set(range(len(old))) - set(pairs.values())
    rows += [
        _row(Change.REMOVED, place, None, old[place], tuple(_cells(old[place], None)))
        for place in sorted(gone)
    ]
    return Comparison(tuple(_heading(before, after)), tuple(rows))


def match(before: Sequence[Item], after: Sequence[Item], known: Pairs) -> Pairs:
    """Which item of `after` is which of `before`: by name, by number, by likeness."""
    pairs = dict(known)
    for key in (_name_and_number, _name):
        _by_key(before, after, pairs, key)
    _by_likeness(before, after, pairs)
    return pairs


def _by_key(before: Sequence[Item], after: Sequence[Item], pairs: Pairs, key: Key) -> None:
    taken = set(pairs.values())
    waiting: dict[object, list[int]] = defaultdict(list)
    for place, item in enumerate(before):
        if place not in taken:
            waiting[key(item)].append(place)
    for place, item in enumerate(after):
        if place not in pairs and waiting[key(item)]:
            pairs[place] = waiting[key(item)].pop(0)


def _by_likeness(before: Sequence[Item], after: Sequence[Item], pairs: Pairs) -> None:
    """The likest titles first; the same number counts for a little."""
    taken = set(pairs.values())
    old = [place for place in range(len(before)) if place not in taken]
    new = [place for place in range(len(after)) if place not in pairs]
    if len(old) * len(new) > _MOST_PAIRS:
        return
    weighed = sorted(
        ((_likeness(before[left], after[right]), -right, left) for right in new for left in old),
        reverse=True,
    )
    for likeness, right, left in weighed:
        if likeness < _LIKE:
            break
        if -right not in pairs and left not in taken:
            pairs[-right] = left
            taken.add(left)


def _likeness(one: Item, other: Item) -> float:
    words, others = _WORDS.findall(one.title.lower()), _WORDS.findall(other.title.lower())
    if not set(words) & set(others):
        return 0.0
    bonus = 0.15 if one.number and one.number == other.number else 0.0
    return SequenceMatcher(None, words, others, autojunk=False).ratio() + bonus


def _name_and_number(item: Item) -> object:
    return item.number, _name(item)


def _name(item: Item) -> object:
    return tuple(_WORDS.findall(item.title.lower()))


def _placed(plan: PlanContent) -> list[_Placed]:
    return [_Placed(item, section, plan) for section in plan.sections for item in section.items]


def _row(
    change: Change,
    before: int | None,
    after: int | None,
    placed: _Placed,
    cells: tuple[CellChange, ...],
) -> RowChange:
    item = placed.item
    return RowChange(change, before, after, item.number or "", item.title, cells)


def _cells(before: _Placed | None, after: _Placed | None) -> Iterator[CellChange]:
    """The cells that differ, by the meaning of their columns; unnamed ones by their headers."""
    old, new = _texts(before), _texts(after)
    for key in [*new, *(key for key in old if key not in new)]:
        (was_header, was), (header, now) = old.get(key, ("", "")), new.get(key, ("", ""))
        if " ".join(was.split()) != " ".join(now.split()):
            yield CellChange(header or was_header, key[0], was, now)


def _texts(placed: _Placed | None) -> dict[tuple[Field, str], tuple[str, str]]:
    if placed is None:
        return {}
    plan, texts = placed.plan, {}
    for place, column in enumerate(plan.columns):
        named = column.header if column.field in {Field.OTHER, Field.MONTH} else ""
        texts[column.field, named] = (column.header, _text(placed.item, plan, place))
    return texts


def _text(item: Item, plan: PlanContent, place: int) -> str:
    if item.steps and plan.columns[place].field in STEP_FIELDS:
        return "\n".join(step_text(step, plan.columns, place) for step in item.steps)
    if plan.columns[place].field is Field.MONTH:
        return item.printed.text(place, plain_text(item, plan.columns, place))
    return plain_text(item, plan.columns, place)


def _heading(before: PlanContent, after: PlanContent) -> Iterator[CellChange]:
    pairs = (
        ("Название", before.title, after.title),
        ("Период", _period(before), _period(after)),
        ("Вступительный текст", before.introduction, after.introduction),
    )
    for header, was, now in pairs:
        if was != now:
            yield CellChange(header, Field.OTHER, was, now)


def _period(plan: PlanContent) -> str:
    start, end = plan.period
    return f"{start:%d.%m.%Y}–{end:%d.%m.%Y}"
