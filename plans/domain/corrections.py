"""What was read in a document, and a person's corrections of it before anything is saved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from plans.domain.content import (
    Deadline,
    Doubt,
    Field,
    Item,
    PlanContent,
    PlanDocument,
    Section,
)
from plans.domain.deadlines import DeadlineContext, read_deadline
from plans.domain.drafts import ItemDraft, PlanHeading, context_of, item_from_draft
from plans.domain.remapping import remapped
from plans.domain.serial import document_from_dict, to_dict
from plans.domain.table import has_doubt

Place = tuple[int, int]
UNREAD_DEADLINE = "Срок не понят: уточните его или оставьте с пометкой «уточнить»."


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as read and corrected; skipped plans and items (plan, item) stay in it."""

    document: PlanDocument
    skipped_plans: frozenset[int] = frozenset()
    skipped_items: frozenset[Place] = frozenset()

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """Doubts about what will be saved."""
        return tuple(doubt for doubt in self.document.doubts if not self._is_skipped(doubt))

    def _is_skipped(self, doubt: Doubt) -> bool:
        if doubt.plan is None:
            return False
        place = (doubt.plan, -1 if doubt.item is None else doubt.item)
        return doubt.plan in self.skipped_plans or place in self.skipped_items


def reading_to_dict(reading: Reading) -> dict[str, Any]:
    return {
        "document": to_dict(reading.document),
        "skipped_plans": sorted(reading.skipped_plans),
        "skipped_items": sorted(list(place) for place in reading.skipped_items),
    }


def reading_from_dict(said: Mapping[str, Any]) -> Reading:
    return Reading(
        document_from_dict(said["document"]),
        frozenset(said["skipped_plans"]),
        frozenset((plan, item) for plan, item in said["skipped_items"]),
    )


def wanted(reading: Reading) -> PlanDocument:
    """The document without what was left out."""
    plans = []
    for index, plan in enumerate(reading.document.plans):
        if index in reading.skipped_plans:
            continue
        dropped = {item for where, item in reading.skipped_items if where == index}
        plans.append(_without(plan, dropped))
    return replace(reading.document, plans=tuple(plans), doubts=())


def find_item(plan: PlanContent, index: int) -> tuple[int, Item] | None:
    """The section's index and the item that is `index`-th of the whole plan."""
    numbered = [
        (place, item) for place, section in enumerate(plan.sections) for item in section.items
    ]
    return numbered[index] if 0 <= index < len(numbered) else None


def toggle_plan(reading: Reading, plan: int) -> Reading:
    """Leave a plan out, or take it in again."""
    return replace(reading, skipped_plans=reading.skipped_plans ^ {plan})


def toggle_item(reading: Reading, plan: int, item: int) -> Reading:
    return replace(reading, skipped_items=reading.skipped_items ^ {(plan, item)})


def correct_plan(
    reading: Reading, index: int, heading: PlanHeading, fields: tuple[Field, ...]
) -> Reading:
    """Another heading, other meanings of columns; deadlines follow a changed period."""
    before = reading.document.plans[index]
    after = replace(
        remapped(before, fields),
        kind=heading.kind,
        title=heading.title,
        period=heading.period,
        introduction=heading.introduction,
    )
    if after.period != before.period:
        after = reread(after)
    doubts = [
        doubt
        for doubt in reading.document.doubts
        if doubt.plan != index or (doubt.item is not None and doubt.field is not Field.DEADLINE)
    ]
    unread = (
        Doubt(UNREAD_DEADLINE, index, place, Field.DEADLINE)
        for place, item in enumerate(_items(after))
        if has_doubt(item)
    )
    return _with_plan(reading, index, after, [*doubts, *unread])


def correct_item(reading: Reading, place: Place, draft: ItemDraft) -> Reading:
    """The item as typed; whoever saved it has looked at its doubts."""
    index, item_index = place
    plan = reading.document.plans[index]
    found = find_item(plan, item_index)
    if found is None:
        raise IndexError(f"plan {index} has no item {item_index}")
    section, before = found
    context = context_of(plan.period, plan.sections[section].title)
    after = item_from_draft(draft, before, context)
    changed, moves = _moved(plan, item_index, draft.section, after)
    doubts = [d for d in reading.document.doubts if (d.plan, d.item) != place]
    if has_doubt(after):
        doubts.append(Doubt(UNREAD_DEADLINE, index, item_index, Field.DEADLINE))
    doubts = [
        replace(d, item=moves[d.item]) if d.plan == index and d.item is not None else d
        for d in doubts
    ]
    skipped = (
        (where, moves[item] if where == index else item) for where, item in reading.skipped_items
    )
    return replace(_with_plan(reading, index, changed, doubts), skipped_items=frozenset(skipped))


def _items(plan: PlanContent) -> Iterable[Item]:
    return (item for section in plan.sections for item in section.items)


def _with_plan(
    reading: Reading, index: int, plan: PlanContent, doubts: Iterable[Doubt]
) -> Reading:
    plans = (*reading.document.plans[:index], plan, *reading.document.plans[index + 1 :])
    ordered = sorted(doubts, key=_doubt_order)
    return replace(reading, document=replace(reading.document, plans=plans, doubts=tuple(ordered)))


def _doubt_order(doubt: Doubt) -> Place:
    return (
        -1 if doubt.plan is None else doubt.plan,
        -1 if doubt.item is None else doubt.item,
    )


def _without(plan: PlanContent, dropped: set[int]) -> PlanContent:
    sections, index = [], 0
    for section in plan.sections:
        kept = tuple(
            item for place, item in enumerate(section.items, index) if place not in dropped
        )
        index += len(section.items)
        sections.append(replace(section, items=kept))
    return replace(plan, sections=tuple(sections))


def reread(plan: PlanContent) -> PlanContent:
    """The plan with every deadline read again, in its period."""
    sections = []
    for section in plan.sections:
        again = partial(_again, context=context_of(plan.period, section.title))
        items = tuple(
            replace(
                item,
                deadline=again(item.deadline),
                steps=tuple(replace(step, deadline=again(step.deadline)) for step in item.steps),
            )
            for item in section.items
        )
        sections.append(replace(section, items=items))
    return replace(plan, sections=tuple(sections))


def _again(deadline: Deadline, context: DeadlineContext) -> Deadline:
    return read_deadline(deadline.text, context) if deadline.text else deadline


def _moved(
    plan: PlanContent, item_index: int, target: int, item: Item
) -> tuple[PlanContent, dict[int, int]]:
    """The plan with the item in its section, and where each item's index went."""
    rows: list[list[tuple[int, Item]]] = []
    count = 0
    for section in plan.sections:
        rows.append(list(enumerate(section.items, count)))
        count += len(section.items)
    source = next(place for place, row in enumerate(rows) if item_index in dict(row))
    at = [index for index, _item in rows[source]].index(item_index)
    rows[source].pop(at)
    if target == source:
        rows[source].insert(at, (item_index, item))
    else:  # the near end of the other section, so that the others keep their places
        rows[target].insert(0 if target > source else len(rows[target]), (item_index, item))
    order = [old for row in rows for old, _item in row]
    sections: list[Section] = [
        replace(section, items=tuple(item for _old, item in row))
        for section, row in zip(plan.sections, rows, strict=True)
    ]
    return replace(plan, sections=tuple(sections)), {old: new for new, old in enumerate(order)}
