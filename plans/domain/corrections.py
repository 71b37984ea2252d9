"""What was read in a document, and a person's corrections of it before anything is saved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from plans.domain.content import (
    Approval,
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
from plans.domain.reading.doubts import deadline_doubts
from plans.domain.reading.text import is_ditto
from plans.domain.remapping import DATE_FIELDS, remapped
from plans.domain.serial import document_from_dict, to_dict
from plans.domain.table import has_doubt

Place = tuple[int, int]
Json = dict[str, Any]
UNREAD_DEADLINE = "Срок не понят: уточните его или оставьте с пометкой «уточнить»."


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as read and corrected; skipped plans and items (plan, item) stay in it.

    `settled` are the doubts that a person has looked at and left. `earlier` leads back to the
    readings before, the latest last: see `undoing`.
    """

    document: PlanDocument
    skipped_plans: frozenset[int] = frozenset()
    skipped_items: frozenset[Place] = frozenset()
    settled: frozenset[Doubt] = frozenset()
    earlier: tuple[Json, ...] = ()

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """Doubts about what will be saved, the settled ones with them."""
        return tuple(doubt for doubt in self.document.doubts if not self.is_skipped(doubt))

    def is_skipped(self, doubt: Doubt) -> bool:
        """Whether it is about what is left out."""
        if doubt.plan is None:
            return False
        place = (doubt.plan, -1 if doubt.item is None else doubt.item)
        return doubt.plan in self.skipped_plans or place in self.skipped_items


def reading_to_dict(reading: Reading) -> Json:
    doubts = reading.document.doubts
    return {
        "document": to_dict(reading.document),
        "skipped_plans": sorted(reading.skipped_plans),
        "skipped_items": sorted(list(place) for place in reading.skipped_items),
        "settled": [place for place, doubt in enumerate(doubts) if doubt in reading.settled],
        "earlier": list(reading.earlier),
    }


def reading_from_dict(said: Mapping[str, Any]) -> Reading:
    document = document_from_dict(said["document"])
    return Reading(
        document,
        frozenset(said["skipped_plans"]),
        frozenset((plan, item) for plan, item in said["skipped_items"]),
        frozenset(document.doubts[place] for place in said.get("settled", ())),
        tuple(said.get("earlier", ())),
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


def toggle_doubt(reading: Reading, index: int) -> Reading:
    """Settle a doubt of the document, or open it again."""
    return replace(reading, settled=reading.settled ^ {reading.document.doubts[index]})


def correct_approvals(reading: Reading, approvals: Iterable[Approval]) -> Reading:
    """Other signature blocks; whoever saved them has looked at the doubts about them."""
    changed = replace(reading.document, approvals=tuple(approvals))
    kept = [doubt for doubt in changed.doubts if doubt.plan is not None]
    return with_doubts(replace(reading, document=changed), kept)


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
    is_moved = after.period != before.period
    if is_moved:
        after = reread(after)
    doubts = [
        doubt for doubt in reading.document.doubts if doubt.plan != index or doubt.item is not None
    ]
    if is_moved or _dates(before) != _dates(after):
        others = (d for d in doubts if d.plan != index or d.field is not Field.DEADLINE)
        doubts = [*others, *_all_doubts(after, index)]
    return _with_plan(reading, index, after, doubts)


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

    def follow(doubt: Doubt) -> Doubt:
        if doubt.plan != index or doubt.item is None:
            return doubt
        return replace(doubt, item=moves[doubt.item])

    skipped = (
        (where, moves[item] if where == index else item) for where, item in reading.skipped_items
    )
    moved = replace(
        reading,
        skipped_items=frozenset(skipped),
        settled=frozenset(follow(d) for d in reading.settled if d in doubts),
    )
    return _with_plan(moved, index, changed, map(follow, doubts))


def with_doubts(reading: Reading, doubts: Iterable[Doubt]) -> Reading:
    """The reading with these doubts in their order; those that are gone are not settled either."""
    ordered = tuple(sorted(doubts, key=_doubt_order))
    document = replace(reading.document, doubts=ordered)
    return replace(reading, document=document, settled=reading.settled & set(ordered))


def reread(plan: PlanContent) -> PlanContent:
    """The plan with every deadline read again, in its period."""
    sections = []
    for section in plan.sections:
        again = partial(reread_item, context=context_of(plan.period, section.title))
        sections.append(replace(section, items=tuple(map(again, section.items))))
    return replace(plan, sections=tuple(sections))


def reread_item(item: Item, context: DeadlineContext) -> Item:
    """The item with its deadlines read in another context."""
    return replace(
        item,
        deadline=_again(item.deadline, context),
        steps=tuple(replace(step, deadline=_again(step.deadline, context)) for step in item.steps),
    )


def _again(deadline: Deadline, context: DeadlineContext) -> Deadline:
    if not deadline.text or is_ditto(deadline.text):
        return deadline
    return read_deadline(deadline.text, context)


def doubts_about(item: Item, plan: PlanContent, place: Place) -> Iterable[Doubt]:
    """What is doubtful about an item's deadlines after they were read anew."""
    if has_doubt(item):
        yield Doubt(UNREAD_DEADLINE, *place, Field.DEADLINE)
        return
    for deadline in [step.deadline for step in item.steps] or [item.deadline]:
        for reason in deadline_doubts(deadline, plan, None):
            yield Doubt(reason, *place, Field.DEADLINE)


def _all_doubts(plan: PlanContent, index: int) -> Iterable[Doubt]:
    items = (item for section in plan.sections for item in section.items)
    for place, item in enumerate(items):
        yield from doubts_about(item, plan, (index, place))


def _dates(plan: PlanContent) -> list[Field | None]:
    """Which columns say when."""
    return [one.field if one.field in DATE_FIELDS else None for one in plan.columns]


def _with_plan(
    reading: Reading, index: int, plan: PlanContent, doubts: Iterable[Doubt]
) -> Reading:
    plans = (*reading.document.plans[:index], plan, *reading.document.plans[index + 1 :])
    changed = replace(reading, document=replace(reading.document, plans=plans))
    return with_doubts(changed, doubts)


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
