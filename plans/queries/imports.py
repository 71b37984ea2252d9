"""What the pages of an uploaded document read: the plans found in it, and the doubts."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet

from organisations.domain.policy import Actor
from plans.domain.content import Approval, Doubt, Field, PlanContent
from plans.domain.corrections import Reading, reading_from_dict
from plans.domain.table import Row, lay_out
from plans.models import PlanImport


@dataclass(frozen=True, slots=True)
class NumberedDoubt:
    """A doubt of the review page: its pin, its words, the place it leads to."""

    number: int
    reason: str
    place: str
    anchor: str


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One item of a found plan."""

    row: Row
    pins: tuple[int, ...]
    is_skipped: bool


@dataclass(frozen=True, slots=True)
class FoundPart:
    """A section of a found plan."""

    title: str
    rows: tuple[FoundRow, ...]


@dataclass(frozen=True, slots=True)
class FoundPlan:
    """One plan of the document as the review page shows it."""

    index: int
    content: PlanContent
    widths: tuple[str, ...]
    parts: tuple[FoundPart, ...]
    pins: tuple[int, ...]
    item_count: int
    section_count: int
    is_skipped: bool


@dataclass(frozen=True, slots=True)
class Found:
    """Everything the review page shows of a document."""

    approvals: tuple[Approval, ...]
    plans: tuple[FoundPlan, ...]
    doubts: tuple[NumberedDoubt, ...]

    @property
    def plan_count(self) -> int:
        """How many drafts will be made."""
        return sum(not plan.is_skipped for plan in self.plans)


def import_page(actor: Actor) -> QuerySet[PlanImport]:
    rows = PlanImport.objects.visible_to(actor)
    return rows.select_related("source", "organisation", "created_by")


def open_imports(actor: Actor) -> QuerySet[PlanImport]:
    """Documents that wait for a decision, newest first."""
    rows = import_page(actor).filter(saved_at=None).defer("reading")
    return rows.order_by("-created_at", "-pk")


def reading_of(plan_import: PlanImport) -> Reading:
    return reading_from_dict(plan_import.reading)


def found_in(reading: Reading) -> Found:
    """The reading laid out, every doubt numbered and tied to its place."""
    plans = reading.document.plans
    doubts, pins = [], defaultdict(list)
    for number, doubt in enumerate(reading.doubts, 1):
        pins[doubt.plan, doubt.item].append(number)
        place, anchor = _place(doubt, plans)
        doubts.append(NumberedDoubt(number, doubt.reason, place, anchor))
    found = (
        _found_plan(
            index, reading, {item: tuple(n) for (p, item), n in pins.items() if p == index}
        )
        for index in range(len(plans))
    )
    return Found(reading.document.approvals, tuple(found), tuple(doubts))


def _found_plan(
    index: int, reading: Reading, pins: dict[int | None, tuple[int, ...]]
) -> FoundPlan:
    content = reading.document.plans[index]
    table = lay_out(content)
    parts = tuple(
        FoundPart(
            part.title,
            tuple(
                FoundRow(row, pins.get(row.index, ()), (index, row.index) in reading.skipped_items)
                for row in part.rows
            ),
        )
        for part in table.parts
    )
    return FoundPlan(
        index=index,
        content=content,
        widths=table.widths,
        parts=parts,
        pins=pins.get(None, ()),
        item_count=sum(not row.is_skipped for part in parts for row in part.rows),
        section_count=sum(bool(part.title) for part in parts),
        is_skipped=index in reading.skipped_plans,
    )


def _place(doubt: Doubt, plans: tuple[PlanContent, ...]) -> tuple[str, str]:
    """Where the doubt is, in words, and the anchor of that place."""
    if doubt.plan is None:
        return "документ", "document"
    if doubt.item is None:
        return "название, период или столбцы", f"plan-{doubt.plan}"
    items = [item for section in plans[doubt.plan].sections for item in section.items]
    item = items[doubt.item]
    name = f"пункт {item.number}" if item.number else f"строка {doubt.item + 1}"
    said = f"{name}, {_FIELD_WORDS[doubt.field]}" if doubt.field in _FIELD_WORDS else name
    return said, f"item-{doubt.plan}-{doubt.item}"


_FIELD_WORDS = {
    Field.NUMBER: "номер",
    Field.TITLE: "название",
    Field.RESULT: "результат",
    Field.DEADLINE: "срок",
    Field.DEADLINE_START: "срок",
    Field.DEADLINE_END: "срок",
    Field.RESPONSIBLE: "ответственный",
    Field.CHANNELS: "каналы",
}
