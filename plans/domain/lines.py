"""A read plan as one list of lines, and back: headings and items in printed order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from plans.domain.content import Deadline, Doubt, Field, Item, PlanContent, Section
from plans.domain.corrections import Reading, doubts_about, reread_item, with_doubts
from plans.domain.drafts import context_of


@dataclass(frozen=True, slots=True)
class HeadingLine:
    """A section without its items."""

    section: Section


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item, the indexes that it had before, and the title that it stood under."""

    item: Item
    was: tuple[int, ...]
    under: str | None


Line = HeadingLine | ItemLine


def blocks_of(content: PlanContent) -> list[list[Line]]:
    """Each section's heading and items; a section without a name has no heading."""
    blocks, index = [], 0
    for section in content.sections:
        block: list[Line] = []
        if section.title or section.number:
            block.append(HeadingLine(replace(section, items=())))
        items = enumerate(section.items, index)
        block += [ItemLine(item, (place,), section.title) for place, item in items]
        index += len(section.items)
        blocks.append(block)
    return blocks


def rebuilt(reading: Reading, plan: int, lines: Iterable[Line]) -> Reading:
    """The reading with a plan made of these lines; doubts and skipped rows follow their items."""
    before = reading.document.plans[plan]
    sections, said = _sections(before, lines)
    moves = {old: new for new, line in enumerate(said) for old in line.was}
    made = tuple(replace(section, items=tuple(items)) for section, items in sections)
    after = replace(before, sections=made)
    plans = (*reading.document.plans[:plan], after, *reading.document.plans[plan + 1 :])
    skipped = {
        (where, moves.get(item) if where == plan else item)
        for where, item in reading.skipped_items
    }

    def follow(doubts: Iterable[Doubt]) -> list[Doubt]:
        return [
            doubt
            if doubt.plan != plan or doubt.item is None
            else replace(doubt, item=moves[doubt.item])
            for doubt in doubts
            if doubt.plan != plan or doubt.item is None or doubt.item in moves
        ]

    moved = replace(
        reading,
        document=replace(reading.document, plans=plans),
        skipped_items=frozenset((where, item) for where, item in skipped if item is not None),
        settled=frozenset(follow(reading.settled)),
    )
    return with_doubts(moved, _fresh(follow(reading.document.doubts), before, after, plan, said))


def _sections(
    plan: PlanContent, lines: Iterable[Line]
) -> tuple[list[tuple[Section, list[Item]]], list[ItemLine]]:
    """Sections with their items, and the item lines in order.

    A deadline under another month is read again: «10-15» is not the same under «МАЙ».
    """
    context = cache(lambda title: context_of(plan.period, title))
    sections: list[tuple[Section, list[Item]]] = []
    said = []
    for line in lines:
        if isinstance(line, HeadingLine):
            sections.append((line.section, []))
            continue
        if not sections:
            sections.append((Section(None, None, ()), []))
        known, here = context(line.under), context(sections[-1][0].title)
        item = line.item if known == here else reread_item(line.item, here)
        sections[-1][1].append(item)
        said.append(replace(line, item=item))
    return sections, said


def _fresh(
    doubts: list[Doubt],
    before: PlanContent,
    after: PlanContent,
    plan: int,
    said: Sequence[ItemLine],
) -> Iterable[Doubt]:
    """The doubts, with those about deadlines that were read anew in place of the old ones."""
    old = [item for section in before.sections for item in section.items]
    anew = {
        place: line.item
        for place, line in enumerate(said)
        if _deadlines(line.item) not in [_deadlines(old[was]) for was in line.was]
    }
    for doubt in doubts:
        if doubt.plan != plan or doubt.item not in anew or doubt.field is not Field.DEADLINE:
            yield doubt
    for place, item in anew.items():
        yield from doubts_about(item, after, (plan, place))


def _deadlines(item: Item) -> list[Deadline]:
    return [item.deadline, *(step.deadline for step in item.steps)]
