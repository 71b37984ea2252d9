"""Two states of a plan side by side («было — стало»): which rows came, went, or say otherwise."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from plans.domain.content import Column, Field, Item, PlanContent, Section
from plans.domain.pairing import Pairs, match, pair_sections
from plans.domain.printing import plain_text, step_text
from plans.domain.table import STEP_FIELDS, section_title

__all__ = [
    "CellChange",
    "Change",
    "Comparison",
    "Heading",
    "RowChange",
    "Texts",
    "column_keys",
    "compare",
    "compare_paired",
    "item_texts",
    "match",
    "same",
]

Key = tuple[Field, str, int]  # a column's meaning; its header and place among those that share it
Texts = dict[Key, str]
_NAMED = frozenset({Field.OTHER, Field.MONTH})  # columns that only their headers tell apart


class Change(StrEnum):
    """What happened to a row."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"  # to another section, or to another place among its neighbours


class Heading(StrEnum):
    """What can differ outside the rows, as people call it."""

    TITLE = "Название"
    PERIOD = "Период"
    INTRODUCTION = "Вступительный текст"
    SECTION = "Раздел"
    SECTIONS = "Порядок разделов"
    COLUMNS = "Графы"
    APPROVALS = "Грифы"


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that differs.

    `field` is the column's meaning and `key` names the column in both plans. Of a section that is
    called otherwise, `sections` are its places in both plans.
    """

    header: str
    field: Field
    before: str
    after: str
    key: Key | None = None
    sections: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class RowChange:
    """One item that differs: its places in both plans (None where it is not), its cells.

    `places` are those of a moved row in words, where they are told.
    """

    change: Change
    before: int | None
    after: int | None
    number: str
    title: str
    cells: tuple[CellChange, ...] = ()
    places: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs between two states of a plan.

    `items` and `sections` are what both have: the place in the later leads to the earlier one.
    """

    heading: tuple[CellChange, ...]
    rows: tuple[RowChange, ...]
    items: Pairs
    sections: Pairs

    def __bool__(self) -> bool:
        return bool(self.heading or self.rows)

    def count(self, change: Change) -> int:
        return sum(row.change is change for row in self.rows)


@dataclass(frozen=True, slots=True)
class _Placed:
    """An item with the place of its section."""

    item: Item
    section: int
    plan: PlanContent
    keys: tuple[Key, ...]


def compare(before: PlanContent, after: PlanContent, known: Pairs | None = None) -> Comparison:
    """What differs; `known` maps items of `after` to those of `before` that they are for sure."""
    old, new = list(_items(before)), list(_items(after))
    pairs = match(old, new, known or {})
    return compare_paired(before, after, pairs, pair_sections(before, after, pairs))


def compare_paired(
    before: PlanContent,
    after: PlanContent,
    pairs: Pairs,
    sections: Pairs,
    keys: tuple[Sequence[Key], Sequence[Key]] | None = None,
) -> Comparison:
    """What differs where it is known which row is which.

    `keys` names the columns of both plans, those that are the same by the same key; without it
    they are known by their meaning, unnamed ones by their headers.
    """
    was_keys, now_keys = keys or (column_keys(before.columns), column_keys(after.columns))
    old, new = _placed(before, was_keys), _placed(after, now_keys)
    rows = []
    for place, one in enumerate(new):
        if place not in pairs:
            rows.append(_row(Change.ADDED, None, place, one, tuple(_cells(None, one))))
            continue
        was = old[pairs[place]]
        cells = tuple(_cells(was, one))
        if sections.get(one.section) != was.section:
            rows.append(_row(Change.MOVED, pairs[place], place, one, cells))
        elif cells:
            rows.append(_row(Change.CHANGED, pairs[place], place, one, cells))
    gone = set(range(len(old))) - set(pairs.values())
    rows += [
        _row(Change.REMOVED, place, None, old[place], tuple(_cells(old[place], None)))
        for place in sorted(gone)
    ]
    heading = (*_heading(before, after), *_renamed(before, after, sections))
    return Comparison(heading, tuple(rows), pairs, sections)


def column_keys(columns: Sequence[Column]) -> tuple[Key, ...]:
    """What each column is called when plans are laid side by side."""
    seen: Counter[tuple[Field, str]] = Counter()
    keys = []
    for column in columns:
        named = " ".join(column.header.lower().split()) if column.field in _NAMED else ""
        keys.append((column.field, named, seen[column.field, named]))
        seen[column.field, named] += 1
    return tuple(keys)


def item_texts(item: Item, plan: PlanContent) -> Texts:
    """What every cell of the item says; steps are lines of one text."""
    return _texts_by(column_keys(plan.columns), item, plan)


def same(one: str, other: str) -> bool:
    """Whether two cells say the same, white space apart."""
    return one == other or one.split() == other.split()


def _items(plan: PlanContent) -> Iterator[Item]:
    for section in plan.sections:
        yield from section.items


def _placed(plan: PlanContent, keys: Sequence[Key]) -> list[_Placed]:
    return [
        _Placed(item, place, plan, tuple(keys))
        for place, section in enumerate(plan.sections)
        for item in section.items
    ]


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
    old, was_headers = _texts(before)
    new, headers = _texts(after)
    for key in [*new, *(key for key in old if key not in new)]:
        was, now = old.get(key, ""), new.get(key, "")
        if not same(was, now):
            header = headers.get(key) or was_headers.get(key, "")
            yield CellChange(header, key[0], was, now, key)


def _texts(placed: _Placed | None) -> tuple[Texts, dict[Key, str]]:
    if placed is None:
        return {}, {}
    headers = (column.header for column in placed.plan.columns)
    texts = _texts_by(placed.keys, placed.item, placed.plan)
    return texts, dict(zip(placed.keys, headers, strict=True))


def _texts_by(keys: Sequence[Key], item: Item, plan: PlanContent) -> Texts:
    return {key: _text(item, plan, place) for place, key in enumerate(keys)}


def _text(item: Item, plan: PlanContent, place: int) -> str:
    if item.steps and plan.columns[place].field in STEP_FIELDS:
        return "\n".join(step_text(step, plan.columns, place) for step in item.steps)
    if plan.columns[place].field is Field.MONTH:
        return item.printed.text(place, plain_text(item, plan.columns, place))
    return plain_text(item, plan.columns, place)


def _heading(before: PlanContent, after: PlanContent) -> Iterator[CellChange]:
    pairs = (
        (Heading.TITLE, before.title, after.title),
        (Heading.PERIOD, _period(before), _period(after)),
        (Heading.INTRODUCTION, before.introduction, after.introduction),
    )
    for header, was, now in pairs:
        if was != now:
            yield CellChange(header, Field.OTHER, was, now)


def _renamed(before: PlanContent, after: PlanContent, pairs: Pairs) -> Iterator[CellChange]:
    for place, section in enumerate(after.sections):
        if place not in pairs:
            continue
        was, now = _name(before.sections[pairs[place]]), _name(section)
        if not same(was, now):
            sections = (pairs[place], place)
            yield CellChange(Heading.SECTION, Field.OTHER, was, now, sections=sections)


def _name(section: Section) -> str:
    return section_title(section)


def _period(plan: PlanContent) -> str:
    start, end = plan.period
    return f"{start:%d.%m.%Y}–{end:%d.%m.%Y}"
