"""Cells of a plan's table as people edit them: their raw text, and what was understood of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from plans.domain.content import Column, Field, Item, Step
from plans.domain.deadlines import Deadline
from plans.domain.expected_results import expected_results
from plans.domain.printing import JOINT
from plans.domain.table import DEADLINE_FIELDS, STEP_FIELDS, Chip, term_chip

LISTS: Mapping[Field, str] = {Field.CHANNELS: "channels", Field.RESPONSIBLE: "responsible"}
PLACED = frozenset({Field.OTHER, Field.MONTH, Field.INTERMEDIATE_RESULT})
ASSIGNED = "assigned"  # the column that a plan without «Ответственный» gets


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column by its lasting number."""

    uid: str
    header: str
    field: Field
    width_mm: float | None = None

    @property
    def column(self) -> Column:
        return Column(self.header, self.field, self.width_mm)


@dataclass(frozen=True, slots=True)
class GridItem:
    """An item as the table shows it."""

    pk: int
    uid: str
    version: int
    content: Item
    step_uids: tuple[str, ...] = ()
    executors: tuple[str, ...] = ()
    checkpoint: str = ""
    is_public: bool = True


@dataclass(frozen=True, slots=True)
class GridSection:
    """A section's row; `note` counts what stands below it."""

    pk: int
    uid: str
    version: int
    text: str
    note: str = ""
    items: tuple[GridItem, ...] = field(default=())


def has_responsible(columns: Sequence[GridColumn]) -> bool:
    return any(column.field is Field.RESPONSIBLE for column in columns)


def chip_column(columns: Sequence[GridColumn]) -> int | None:
    """Where the chips of deadlines stand: in the last column of theirs."""
    places = [place for place, one in enumerate(columns) if one.field in DEADLINE_FIELDS]
    return places[-1] if places else None


def item_text(item: Item, field_of: Field, place: int) -> str:
    """The text of a cell of the item itself; the column is the plan's `place`-th."""
    if field_of in DEADLINE_FIELDS:
        return deadline_part(item.deadline.text or "", field_of)
    if field_of in LISTS:
        entries: tuple[str, ...] = getattr(item, LISTS[field_of])
        return "\n".join(entries)
    if field_of in PLACED:
        # The mark of a month means a term: as a text it stands in the print alone.
        return item.printed.text(place, item.extra.get(place, ""))
    return getattr(item, field_of) or ""


def step_text(step: Step, field_of: Field) -> str:
    if field_of is Field.INTERMEDIATE_RESULT:
        return step.title
    if field_of is Field.RESPONSIBLE:
        return "\n".join(step.responsible)
    return deadline_part(step.deadline.text or "", field_of)


def shown_text(item: Item, step: int | None, field_of: Field, place: int) -> str:
    """The text of the cell in the line of the item's `step`-th step, or in its first."""
    if item.steps and field_of in STEP_FIELDS:
        return step_text(item.steps[step or 0], field_of)
    return item_text(item, field_of, place)


def result_chips(text: str) -> tuple[Chip, ...]:
    """What a report on the item will be asked to count."""
    return tuple(Chip(str(result), "chart", "nb") for result in expected_results(text)[:1])


def deadline_chips(deadline: Deadline) -> tuple[Chip, ...]:
    return tuple(map(term_chip, deadline.terms))


def deadline_part(text: str, field_of: Field) -> str:
    """A start and an end column share the text «start – end»."""
    if field_of is Field.DEADLINE:
        return text
    start, joint, end = text.partition(JOINT)
    if field_of is Field.DEADLINE_START:
        return start
    return end if joint else ""


def joined_deadline(text: str, field_of: Field, said: str) -> str:
    """The whole text once one of its parts says something else."""
    if field_of is Field.DEADLINE:
        return said
    start = deadline_part(text, Field.DEADLINE_START)
    end = deadline_part(text, Field.DEADLINE_END)
    if field_of is Field.DEADLINE_START:
        start = said.replace(JOINT, "–")
    else:
        end = said
    return f"{start}{JOINT}{end}" if end else start
