"""A plan and a newer document of it: what can be taken over, and what people changed meanwhile.

`base` is what the last document said. A cell that says otherwise now was written by a person in
the portal: the newer document may replace it only if somebody says so.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from plans.domain.approval_words import say_approvals
from plans.domain.comparison import (
    CellChange,
    Change,
    Comparison,
    Heading,
    Key,
    RowChange,
    Texts,
    compare,
    item_texts,
    same,
)
from plans.domain.content import Field, Item, PlanContent, PlanDocument
from plans.domain.pairing import match, pair_by_place
from plans.domain.table import DEADLINE_FIELDS, STEP_FIELDS, section_title

ENOUGH = 0.6  # the share of equal items from which two documents are one plan
APPROVALS = "Грифы"
_BESIDE = frozenset({Field.NUMBER, Field.TITLE})  # a row of several cells names them anyway
DATES = DEADLINE_FIELDS | {Field.MONTH}


@dataclass(frozen=True, slots=True)
class Choice:
    """One change that is taken over or not; its cells go together."""

    key: str
    cells: tuple[CellChange, ...]
    unit: str = ""
    is_by_hand: bool = False
    is_removal: bool = False

    @property
    def header(self) -> str:
        """The column; empty where the change is of several."""
        return self.cells[0].header if len(self.cells) == 1 else ""

    @property
    def before(self) -> str:
        """What the plan says, a cell a line."""
        return self._said([cell.before for cell in self.cells])

    @property
    def after(self) -> str:
        """What the document says, a cell a line."""
        return self._said([cell.after for cell in self.cells])

    @property
    def is_proposed(self) -> bool:
        """Whether it is ticked before anybody has looked."""
        return not (self.is_by_hand or self.is_removal)

    def _said(self, texts: list[str]) -> str:
        if len(texts) == 1:
            return texts[0]
        pairs = zip(self.cells, texts, strict=True)
        return "\n".join(
            f"{cell.header}: {text}" if cell.header else text
            for cell, text in pairs
            if text and cell.field not in _BESIDE
        )


@dataclass(frozen=True, slots=True)
class OfferedRow:
    """What is offered of one item; `section` names the section that it goes to."""

    change: RowChange
    choices: tuple[Choice, ...]
    section: str = ""


@dataclass(frozen=True, slots=True)
class Offered:
    """All that differs, as choices."""

    before: PlanDocument
    after: PlanDocument
    comparison: Comparison
    heading: tuple[Choice, ...]
    rows: tuple[OfferedRow, ...]

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (*self.heading, *(choice for row in self.rows for choice in row.choices))

    @property
    def old(self) -> PlanContent:
        return self.before.plans[0]

    @property
    def new(self) -> PlanContent:
        return self.after.plans[0]


def offer(before: PlanDocument, after: PlanDocument, base: PlanDocument | None) -> Offered:
    """What the newer document would change; each document holds one plan.

    Without a `base` all that the plan says was written in the portal.
    """
    comparison = compare(before.plans[0], after.plans[0])
    hands = _Hands(before, base)
    rows = tuple(
        _row(number, change, hands, before.plans[0], after.plans[0])
        for number, change in enumerate(comparison.rows)
    )
    return Offered(before, after, comparison, tuple(_heading(comparison, hands, after)), rows)


def unit_of(key: Key, *, has_steps: bool) -> str:
    """Cells that cannot be taken over one by one: steps, and whatever says when."""
    if has_steps and key[0] in STEP_FIELDS | DATES:
        return "steps"
    if key[0] in DATES:
        return "deadline"
    return "/".join(map(str, key))


def items_of(plan: PlanContent) -> list[Item]:
    return [item for section in plan.sections for item in section.items]


def _heading(comparison: Comparison, hands: "_Hands", after: PlanDocument) -> Iterator[Choice]:
    for number, cell in enumerate(comparison.heading):
        yield Choice(f"h{number}", (cell,), cell.header, hands.wrote_heading(cell))
    was, now = say_approvals(hands.approvals), say_approvals(after.approvals)
    if now and was != now:
        cell = CellChange(APPROVALS, Field.OTHER, was, now)
        yield Choice("approvals", (cell,), APPROVALS, hands.wrote_approvals())


def _row(
    number: int, row: RowChange, hands: "_Hands", old: PlanContent, new: PlanContent
) -> OfferedRow:
    key = f"r{number}"
    if row.change is Change.ADDED and row.after is not None:
        added = Choice(key, row.cells, is_by_hand=hands.removed(items_of(new)[row.after]))
        return OfferedRow(row, (added,), _section_of(new, row.after))
    if row.before is None or row.after is None:
        removed = Choice(key, row.cells, "", hands.added(row.before), is_removal=True)
        return OfferedRow(row, (removed,))
    choices = []
    if row.change is Change.MOVED:
        was, now = _section_of(old, row.before), _section_of(new, row.after)
        cell = CellChange(Heading.SECTION, Field.OTHER, was, now)
        choices.append(Choice(f"{key}.section", (cell,), "section", hands.moved(row.before)))
    has_steps = bool(items_of(old)[row.before].steps or items_of(new)[row.after].steps)
    units: dict[str, list[CellChange]] = {}
    for each in row.cells:
        if each.key:
            units.setdefault(unit_of(each.key, has_steps=has_steps), []).append(each)
    choices += [
        Choice(f"{key}.{place}", tuple(cells), unit, hands.wrote_cells(row.before, cells))
        for place, (unit, cells) in enumerate(units.items())
    ]
    return OfferedRow(row, tuple(choices))


def _section_of(plan: PlanContent, place: int) -> str:
    for section in plan.sections:
        if place < len(section.items):
            return section_title(section)
        place -= len(section.items)
    raise IndexError(place)


class _Hands:
    """What people wrote in the portal since the last document."""

    def __init__(self, now: PlanDocument, base: PlanDocument | None) -> None:
        self.approvals = now.approvals
        self._now, self._base = now.plans[0], base.plans[0] if base else None
        self._base_approvals = base.approvals if base else None
        items = items_of(self._now)
        said = items_of(self._base) if self._base else []
        self._pairs = match(said, items, pair_by_place(said, items))
        self._texts: dict[int, tuple[Texts, Texts]] = {}
        left = set(range(len(said))) - set(self._pairs.values())
        self._removed = Counter(_name(said[place]) for place in left)
        self._sections = {section_title(s) for s in self._base.sections} if self._base else set()

    def wrote_heading(self, cell: CellChange) -> bool:
        if self._base is None:
            return True
        if cell.header == Heading.SECTION:
            return cell.before not in self._sections
        said = {
            Heading.TITLE: (self._now.title, self._base.title),
            Heading.PERIOD: (self._now.period, self._base.period),
            Heading.INTRODUCTION: (self._now.introduction, self._base.introduction),
        }
        now, base = said[Heading(cell.header)]
        return now != base

    def wrote_approvals(self) -> bool:
        return self._base_approvals != self.approvals

    def wrote_cells(self, place: int, cells: list[CellChange]) -> bool:
        """Whether any of the cells of this item says what the last document did not."""
        if self._base is None or place not in self._pairs:
            return True
        if place not in self._texts:
            said = items_of(self._base)[self._pairs[place]]
            now = items_of(self._now)[place]
            self._texts[place] = item_texts(said, self._base), item_texts(now, self._now)
        said_texts, texts = self._texts[place]
        keys = [cell.key for cell in cells if cell.key]
        return any(not same(said_texts.get(key, ""), texts.get(key, "")) for key in keys)

    def moved(self, place: int) -> bool:
        """Whether a person put the item into another section."""
        if self._base is None or place not in self._pairs:
            return True
        was = _section_of(self._base, self._pairs[place])
        return not same(was, _section_of(self._now, place))

    def added(self, place: int | None) -> bool:
        """Whether the last document did not have this item."""
        return place not in self._pairs

    def removed(self, item: Item) -> bool:
        """Whether a person removed the item that the newer document brings again."""
        return self._removed[_name(item)] > 0


def _name(item: Item) -> str:
    return " ".join(item.title.lower().split())
