"""A plan laid out as the table that people know: its own columns, steps as sub-rows, chips."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from plans.domain.content import Column, Deadline, Field, Item, PlanContent, Section, Step
from plans.domain.deadlines import Term, Unknown
from plans.domain.expected_results import expected_results
from plans.domain.term_words import say_term

STEP_FIELDS = frozenset(
    {
        Field.INTERMEDIATE_RESULT,
        Field.DEADLINE,
        Field.DEADLINE_START,
        Field.DEADLINE_END,
        Field.RESPONSIBLE,
    }
)
DEADLINE_FIELDS = frozenset({Field.DEADLINE, Field.DEADLINE_START, Field.DEADLINE_END})
_JOINT = " – "
_LISTS = {Field.CHANNELS: "channels", Field.RESPONSIBLE: "responsible"}


@dataclass(frozen=True, slots=True)
class Chip:
    """What the portal understood of a text."""

    words: str
    icon: str
    css: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text as written, what was understood, how many rows it spans."""

    text: str
    label: str
    chips: tuple[Chip, ...] = ()
    css: str = ""
    row_count: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """One item: its first line and the lines of its further steps."""

    index: int
    heading: str
    first: tuple[Cell, ...]
    rest: tuple[tuple[Cell, ...], ...]
    is_doubtful: bool

    @property
    def row_count(self) -> int:
        return 1 + len(self.rest)


@dataclass(frozen=True, slots=True)
class Part:
    """A section's row and the items below it."""

    title: str
    rows: tuple[Row, ...]

    @property
    def doubt_count(self) -> int:
        return sum(row.is_doubtful for row in self.rows)


@dataclass(frozen=True, slots=True)
class Table:
    """The whole table; `widths` names the class of each column."""

    columns: tuple[Column, ...]
    widths: tuple[str, ...]
    parts: tuple[Part, ...]


def lay_out(plan: PlanContent) -> Table:
    parts, index = [], 0
    for section in plan.sections:
        rows = tuple(
            _row(plan.columns, item, index + place) for place, item in enumerate(section.items)
        )
        index += len(rows)
        parts.append(Part(section_title(section), rows))
    return Table(plan.columns, tuple(map(_width, plan.columns)), tuple(parts))


def section_title(section: Section) -> str:
    """«2. Мероприятия по внедрению…»; empty for a plan without sections."""
    if not section.number:
        return section.title or ""
    return f"{section.number}. {section.title or ''}".strip()


def is_doubtful(deadline: Deadline) -> bool:
    """Whether a person must say what the deadline means."""
    return any(isinstance(term, Unknown) for term in deadline.terms)


def has_doubt(item: Item) -> bool:
    return is_doubtful(item.deadline) or any(is_doubtful(step.deadline) for step in item.steps)


def has_no_deadline(item: Item) -> bool:
    """Whether neither the item nor any step says when."""
    return not item.deadline.terms and not any(step.deadline.terms for step in item.steps)


def term_chip(term: Term) -> Chip:
    if isinstance(term, Unknown):
        return Chip("уточнить", "ask", "tone-warn")
    return Chip(say_term(term), "calendar", "nb")


def deadline_chips(item: Item) -> tuple[Chip, ...]:
    """What the item's own deadline was understood to mean."""
    return tuple(map(term_chip, item.deadline.terms))


def _row(columns: tuple[Column, ...], item: Item, index: int) -> Row:
    height = max(1, len(item.steps))
    first = tuple(_cells(columns, item, height))
    rest = tuple(tuple(_step_cells(columns, step)) for step in item.steps[1:])
    return Row(index, _heading(item), first, rest, has_doubt(item))


def _heading(item: Item) -> str:
    return f"{item.number}. {item.title}" if item.number else item.title


def _cells(columns: tuple[Column, ...], item: Item, height: int) -> Iterator[Cell]:
    for place, column in enumerate(columns):
        if item.steps and column.field in STEP_FIELDS:
            yield _step_cell(column, item.steps[0])
        else:
            yield _cell(column, item, place, height)


def _step_cells(columns: tuple[Column, ...], step: Step) -> Iterator[Cell]:
    for column in columns:
        if column.field in STEP_FIELDS:
            yield _step_cell(column, step)


def _cell(column: Column, item: Item, place: int, height: int) -> Cell:
    kind = column.field
    if kind in DEADLINE_FIELDS:
        return _deadline_cell(column, item.deadline, height)
    if kind in _LISTS:
        entries: tuple[str, ...] = getattr(item, _LISTS[kind])
        return _list_cell(column, entries, height)
    if kind in {Field.OTHER, Field.MONTH, Field.INTERMEDIATE_RESULT}:
        # The mark of a month means a term: as a text it stands in the print alone.
        return _text_cell(column, item.printed.text(place, item.extra.get(place, "")), height)
    cell = _text_cell(column, getattr(item, kind) or "", height)
    return replace(cell, chips=_result_chips(cell.text)) if kind is Field.RESULT else cell


def _result_chips(text: str) -> tuple[Chip, ...]:
    """What a report on the item will be asked to count."""
    return tuple(Chip(str(result), "chart", "nb") for result in expected_results(text)[:1])


def _step_cell(column: Column, step: Step) -> Cell:
    if column.field is Field.INTERMEDIATE_RESULT:
        return _text_cell(column, step.title, 1)
    if column.field is Field.RESPONSIBLE:
        return _list_cell(column, step.responsible, 1)
    return _deadline_cell(column, step.deadline, 1)


def _text_cell(column: Column, text: str, height: int) -> Cell:
    css = {Field.TITLE: "main", Field.NUMBER: "n"}.get(column.field, "")
    return Cell(text, column.header, (), css if text or css else "nil", height)


def _list_cell(column: Column, entries: tuple[str, ...], height: int) -> Cell:
    icon = "user" if column.field is Field.RESPONSIBLE else "link"
    chips = tuple(Chip(entry, icon) for entry in entries)
    return Cell("", column.header, chips, "" if chips else "nil", height)


def _deadline_cell(column: Column, deadline: Deadline, height: int) -> Cell:
    """A start and an end column share the text; the chips stand in the last of them."""
    text = deadline.text or ""
    start, joint, end = text.partition(_JOINT)
    if column.field is Field.DEADLINE_START:
        return Cell(start if joint else text, column.header, (), "", height)
    if column.field is Field.DEADLINE_END:
        text = end
    chips = tuple(term_chip(term) for term in deadline.terms)
    return Cell(text, column.header, chips, "" if text or chips else "nil", height)


_WIDTHS = {Field.NUMBER: "c-n", Field.TITLE: "c-main", Field.MONTH: "c-n"}


def _width(column: Column) -> str:
    return _WIDTHS.get(column.field, "")
