"""What each cell of a plan's table prints: verbatim as in the source while nothing changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from plans.domain.content import Column, Field, Item, PlanContent, Section, Step
from plans.domain.frame import SectionForm
from plans.domain.table import STEP_FIELDS, section_title

JOINT = " – "
_LISTS = {Field.CHANNELS: "\n", Field.RESPONSIBLE: ", "}


class Above(Enum):
    """A cell that continues the one above it."""

    ABOVE = auto()


ABOVE = Above.ABOVE


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section's row: one text, or the texts of its cells where it is set as cells."""

    section: Section
    text: str
    cells: tuple[str, ...] = ()

    @property
    def form(self) -> SectionForm:
        return self.section.printed.form or SectionForm.ROW


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One printed line of an item: its own, or that of its `step`-th step (from 0)."""

    item: Item
    step: int | None
    cells: tuple[str | Above, ...]


PrintedRow = SectionRow | ItemRow


def printed_rows(plan: PlanContent) -> Iterator[PrintedRow]:
    """The rows below the header, top to bottom."""
    for section in plan.sections:
        if section.title or section.number:
            yield _section_row(section, plan)
        above: Item | None = None
        for item in section.items:
            yield from _item_rows(item, plan.columns, above)
            above = item


def section_text(section: Section) -> str:
    """The section's row in one text, as printed."""
    return section.printed.text(0, section_title(section))


def cell_text(item: Item, columns: tuple[Column, ...], place: int) -> str:
    """The cell in the item's own line, as printed."""
    return item.printed.text(place, plain_text(item, columns, place))


def plain_text(item: Item, columns: tuple[Column, ...], place: int) -> str:  # noqa: PLR0911 -- one a meaning
    """What the item's field says, the source apart."""
    kind = columns[place].field
    if item.steps and kind in STEP_FIELDS:
        return step_text(item.steps[0], columns, place)
    if kind in {Field.DEADLINE, Field.DEADLINE_START, Field.DEADLINE_END}:
        return _deadline(item.deadline.text or "", kind)
    if kind is Field.RESPONSIBLE:
        return _LISTS[kind].join(item.responsible)
    if kind is Field.CHANNELS:
        return _LISTS[kind].join(item.channels)
    if kind in {Field.OTHER, Field.MONTH, Field.INTERMEDIATE_RESULT}:
        return item.extra.get(place, "")
    return getattr(item, kind) or ""


def step_text(step: Step, columns: tuple[Column, ...], place: int) -> str:
    """The cell in a step's line, the source apart; empty where a step has none."""
    kind = columns[place].field
    if kind is Field.INTERMEDIATE_RESULT:
        return step.title
    if kind is Field.RESPONSIBLE:
        return _LISTS[kind].join(step.responsible)
    if kind in STEP_FIELDS:
        return _deadline(step.deadline.text or "", kind)
    return ""


def _deadline(text: str, kind: Field) -> str:
    """A start and an end column share the text «start – end»."""
    if kind is Field.DEADLINE:
        return text
    start, joint, end = text.partition(JOINT)
    if kind is Field.DEADLINE_START:
        return start
    return end if joint else ""


def _section_row(section: Section, plan: PlanContent) -> SectionRow:
    text = section_text(section)
    if section.printed.form is not SectionForm.CELLS:
        return SectionRow(section, text)
    fields = [column.field for column in plan.columns]
    cells = [""] * len(fields)
    number = fields.index(Field.NUMBER) if Field.NUMBER in fields else None
    if number is None or section.number is None:
        cells[fields.index(Field.TITLE)] = text
    else:
        cells[number] = section.printed.text(number, section.number)
        title = fields.index(Field.TITLE)
        cells[title] = section.printed.text(title, section.title or "")
    return SectionRow(section, text, tuple(cells))


def _item_rows(item: Item, columns: tuple[Column, ...], above: Item | None) -> Iterator[ItemRow]:
    first: list[str | Above] = []
    for place in range(len(columns)):
        is_merged = above is not None and place in item.printed.merged
        if is_merged and above and _same(item, above, columns, place):
            first.append(ABOVE)
        elif item.steps and columns[place].field in STEP_FIELDS:
            first.append(_step_cell(item.steps[0], columns, place))
        else:
            first.append(cell_text(item, columns, place))
    yield ItemRow(item, 0 if item.steps else None, tuple(first))
    for number, step in enumerate(item.steps[1:], 1):
        yield ItemRow(item, number, _step_row(item.steps[number - 1], step, columns))


def _step_row(before: Step, step: Step, columns: tuple[Column, ...]) -> tuple[str | Above, ...]:
    cells: list[str | Above] = []
    for place, column in enumerate(columns):
        is_merged = place in step.printed.merged and _says(before, step, columns, place)
        if is_merged or column.field not in STEP_FIELDS:
            cells.append(ABOVE)
        else:
            cells.append(_step_cell(step, columns, place))
    return tuple(cells)


def _step_cell(step: Step, columns: tuple[Column, ...], place: int) -> str:
    return step.printed.text(place, step_text(step, columns, place))


def _same(item: Item, above: Item, columns: tuple[Column, ...], place: int) -> bool:
    """Whether a cell merged with the one above still says the same."""
    upper = (
        step_text(above.steps[-1], columns, place)
        if above.steps and columns[place].field in STEP_FIELDS
        else plain_text(above, columns, place)
    )
    return upper == plain_text(item, columns, place)


def _says(before: Step, step: Step, columns: tuple[Column, ...], place: int) -> bool:
    return step_text(before, columns, place) == step_text(step, columns, place)
