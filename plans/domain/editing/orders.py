"""In which order rows stand, and the least that has to be written when it changes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Order:
    """The numbers of a plan's sections, and of the items below each; `places` as they were."""

    sections: list[str] = field(default_factory=list)
    items: dict[str, list[str]] = field(default_factory=dict)

    def section_of(self, item: str) -> str | None:
        return next((key for key, items in self.items.items() if item in items), None)

    def before(self, item: str) -> str | None:
        """The item above it in its section."""
        section = self.section_of(item)
        return previous(self.items[section], item) if section is not None else None

    def copy(self) -> "Order":
        return Order([*self.sections], {key: [*items] for key, items in self.items.items()})

    def take_out(self, item: str) -> None:
        for items in self.items.values():
            if item in items:
                items.remove(item)

    def put(self, item: str, section: str, after: str | None) -> None:
        insert_after(self.items[section], item, after)


@dataclass(frozen=True, slots=True)
class Shift:
    """All rows from `first` to `last` go `step` further."""

    first: int
    last: int
    step: int


def previous(rows: Sequence[str], row: str) -> str | None:
    place = rows.index(row)
    return rows[place - 1] if place else None


def insert_after(rows: list[str], row: str, after: str | None) -> None:
    """At the top without `after`; at the end where `after` is not there (any more)."""
    if after is None:
        rows.insert(0, row)
    elif after in rows:
        rows.insert(rows.index(after) + 1, row)
    else:
        rows.append(row)


def renumbered(
    rows: Sequence[str], now: Mapping[str, int], placed: Iterable[str]
) -> dict[str, int]:
    """The orderings that must change so that `rows` stand in this order.

    Rows that nobody `placed` keep theirs for as long as there is room.
    """
    free = set(placed)
    changed: dict[str, int] = {}
    last = -1
    for row in rows:
        known = None if row in free else now.get(row)
        ordering = known if known is not None and known > last else last + 1
        if now.get(row) != ordering or row in free:
            changed[row] = ordering
        last = ordering
    return changed


def shifts(
    changed: Mapping[str, int], now: Mapping[str, int], placed: Iterable[str]
) -> list[Shift]:
    """The changes of rows that nobody placed, as moves of whole ranges, the last range first.

    In this order no range takes rows of another. Empty where rows share an ordering: then each
    must be written by itself.
    """
    free = set(placed)
    rows = sorted((ordering, row) for row, ordering in now.items() if row not in free)
    if len({ordering for ordering, _row in rows}) < len(rows):
        return []
    found: list[Shift] = []
    is_open = False
    for ordering, row in rows:
        step = changed.get(row, ordering) - ordering
        if step and is_open and found[-1].step == step:
            found[-1] = Shift(found[-1].first, ordering, step)
        elif step:
            found.append(Shift(ordering, ordering, step))
        is_open = bool(step)
    return found[::-1]
