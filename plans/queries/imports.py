"""What the pages of an uploaded document read: the plans found in it, and the doubts."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from organisations.domain.policy import Actor
from plans.domain.content import Approval, Doubt, Field, Item, PlanContent, Section
from plans.domain.corrections import Reading, reading_from_dict
from plans.domain.frame import Place
from plans.domain.table import Row, lay_out
from plans.domain.undoing import last_words
from plans.models import PlanImport

_Doubts = Mapping[tuple[int | None, int | None], tuple["NumberedDoubt", ...]]


@dataclass(frozen=True, slots=True)
class NumberedDoubt:
    """A doubt of the review page: its pin, its words, its place, where it can be mended.

    `index` counts all doubts of the document; `mend` is the id of the field on the page of its
    plan or item, or empty; `source` names rows of the source document.
    """

    number: int
    index: int
    reason: str
    place: str
    anchor: str
    plan: int | None
    item: int | None
    mend: str
    source: str
    is_settled: bool


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One item of a found plan, and what can be done to it."""

    row: Row
    doubts: tuple[NumberedDoubt, ...]
    source: str
    is_skipped: bool
    can_join: bool
    can_rise: bool
    can_sink: bool

    @property
    def first_source(self) -> str:
        """The first of its rows in the document."""
        return self.source.partition(" ")[0]


@dataclass(frozen=True, slots=True)
class FoundPart:
    """A section of a found plan."""

    index: int
    title: str
    rows: tuple[FoundRow, ...]
    source: str
    can_rise: bool
    can_sink: bool


@dataclass(frozen=True, slots=True)
class FoundPlan:
    """One plan of the document as the review page shows it."""

    index: int
    content: PlanContent
    widths: tuple[str, ...]
    parts: tuple[FoundPart, ...]
    doubts: tuple[NumberedDoubt, ...]
    item_count: int
    section_count: int
    is_skipped: bool

    @property
    def has_open_doubts(self) -> bool:
        """Whether something about the plan as a whole is still open."""
        return any(not doubt.is_settled for doubt in self.doubts)


@dataclass(frozen=True, slots=True)
class Found:
    """Everything the review page shows of a document; `undo` says what was done last."""

    approvals: tuple[Approval, ...]
    plans: tuple[FoundPlan, ...]
    doubts: tuple[NumberedDoubt, ...]
    undo: str

    @property
    def plan_count(self) -> int:
        """How many drafts will be made."""
        return sum(not plan.is_skipped for plan in self.plans)

    @property
    def open_count(self) -> int:
        """How many doubts nobody has looked at."""
        return sum(not doubt.is_settled for doubt in self.doubts)

    @property
    def own_doubts(self) -> tuple[NumberedDoubt, ...]:
        """Doubts about the document as a whole."""
        return tuple(doubt for doubt in self.doubts if doubt.plan is None)


@dataclass(frozen=True, slots=True)
class ReadImport:
    """An upload and what was read in it."""

    row: PlanImport
    reading: Reading


def import_page(actor: Actor) -> QuerySet[PlanImport]:
    rows = PlanImport.objects.visible_to(actor)
    return rows.select_related("source", "readable", "organisation", "created_by")


def open_imports(actor: Actor) -> QuerySet[PlanImport]:
    """Documents that wait for a decision, newest first."""
    rows = import_page(actor).filter(saved_at=None).defer("reading")
    return rows.order_by("-created_at", "-pk")


def reading_of(plan_import: PlanImport) -> Reading:
    return reading_from_dict(plan_import.reading)


def found_in(reading: Reading) -> Found:
    """The reading laid out, every doubt numbered and tied to its place."""
    plans = reading.document.plans
    items = [[item for section in plan.sections for item in section.items] for plan in plans]
    shown = [
        (index, doubt)
        for index, doubt in enumerate(reading.document.doubts)
        if not reading.is_skipped(doubt)
    ]
    doubts = tuple(
        _numbered(number, index, doubt, items, reading)
        for number, (index, doubt) in enumerate(shown, 1)
    )
    by_place = defaultdict(list)
    for doubt in doubts:
        by_place[doubt.plan, doubt.item].append(doubt)
    placed = {place: tuple(some) for place, some in by_place.items()}
    found = (_found_plan(index, reading, placed) for index in range(len(plans)))
    return Found(reading.document.approvals, tuple(found), doubts, last_words(reading))


def _found_plan(index: int, reading: Reading, doubts: _Doubts) -> FoundPlan:
    content = reading.document.plans[index]
    table = lay_out(content)
    last = sum(len(part.rows) for part in table.parts) - 1
    parts = []
    for place, (part, section) in enumerate(zip(table.parts, content.sections, strict=True)):
        rows = (
            FoundRow(
                row,
                doubts.get((index, row.index), ()),
                _source(_rows_of(item)),
                (index, row.index) in reading.skipped_items,
                can_join=order > 0,
                can_rise=order > 0 or place > 0,
                can_sink=row.index < last or place + 1 < len(table.parts),
            )
            for order, (row, item) in enumerate(zip(part.rows, section.items, strict=True))
        )
        parts.append(
            FoundPart(
                place,
                part.title,
                tuple(rows),
                _source(section.printed.rows),
                can_rise=_may_pass(content.sections, place - 1),
                can_sink=bool(part.title) and place + 1 < len(table.parts),
            )
        )
    return FoundPlan(
        index=index,
        content=content,
        widths=table.widths,
        parts=tuple(parts),
        doubts=doubts.get((index, None), ()),
        item_count=sum(not row.is_skipped for part in parts for row in part.rows),
        section_count=sum(bool(part.title) for part in parts),
        is_skipped=index in reading.skipped_plans,
    )


def _may_pass(sections: tuple[Section, ...], above: int) -> bool:
    """Whether a section may rise over this one: rows without a heading would join it."""
    return above >= 0 and bool(sections[above].title or sections[above].number)


def _rows_of(item: Item) -> Iterator[Place]:
    yield from item.printed.rows
    for step in item.steps:
        yield from step.printed.rows


def _source(places: Iterator[Place] | tuple[Place, ...]) -> str:
    """Rows of the source document as its page names them: «5-2 5-3»; a paragraph is «7»."""
    named = (f"{block}-{row}" if row >= 0 else f"{block}" for block, row in places if block >= 0)
    return " ".join(dict.fromkeys(named))


def _numbered(
    number: int, index: int, doubt: Doubt, items: list[list[Item]], reading: Reading
) -> NumberedDoubt:
    place, anchor, mend, source = "документ", "document", "", ""
    if doubt.plan is not None and doubt.item is None:
        place, anchor = "название, период или столбцы", f"plan-{doubt.plan}"
        mend = _heading_field(doubt, reading.document.plans[doubt.plan])
    elif doubt.plan is not None and doubt.item is not None:
        item = items[doubt.plan][doubt.item]
        name = f"пункт {item.number}" if item.number else f"строка {doubt.item + 1}"
        place = f"{name}, {_FIELD_WORDS[doubt.field]}" if doubt.field in _FIELD_WORDS else name
        anchor = f"item-{doubt.plan}-{doubt.item}"
        mend = _item_field(doubt, item)
        source = _source(_rows_of(item))
    return NumberedDoubt(
        number=number,
        index=index,
        reason=doubt.reason,
        place=place,
        anchor=anchor,
        plan=doubt.plan,
        item=doubt.item,
        mend=mend,
        source=source,
        is_settled=doubt in reading.settled,
    )


def _heading_field(doubt: Doubt, plan: PlanContent) -> str:
    """The field of the plan's form that the doubt is about."""
    prefix = f"id_plan-{doubt.plan}"
    for place, column in enumerate(plan.columns):
        if doubt.field and column.header and f"«{column.header}»" in doubt.reason:
            return f"{prefix}-column_{place}"
    return f"{prefix}-starts_on" if "период" in doubt.reason else f"{prefix}-title"


def _item_field(doubt: Doubt, item: Item) -> str:
    """The field of the item's form that the doubt is about."""
    field = _FORM_FIELDS.get(doubt.field) if doubt.field else None
    if field in {"deadline", "responsible"} and item.steps:
        field = "deadline_text" if field == "deadline" else field
        return f"id_steps-0-{field}"
    return f"id_{field}" if field else ""


_FIELD_WORDS = {
    Field.NUMBER: "номер",
    Field.TITLE: "название",
    Field.RESULT: "результат",
    Field.DEADLINE: "срок",
    Field.DEADLINE_START: "срок",
    Field.DEADLINE_END: "срок",
    Field.MONTH: "срок",
    Field.RESPONSIBLE: "ответственный",
    Field.CHANNELS: "каналы",
}
_FORM_FIELDS = {
    Field.DEADLINE_START: "deadline",
    Field.DEADLINE_END: "deadline",
    Field.MONTH: "deadline",
    **{
        field: field.value
        for field in (
            Field.NUMBER,
            Field.TITLE,
            Field.RESULT,
            Field.DEADLINE,
            Field.RESPONSIBLE,
            Field.CHANNELS,
        )
    },
}
