"""How the source prints what was read: verbatim cells, merges and places, and the frame."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from documents.readers import Look
from plans.domain.content import Approval, Column, Field, Item, PlanContent, Section, Step
from plans.domain.frame import Frame, GridCell, Place, Printed, SectionForm, Verbatim, digest
from plans.domain.printing import plain_text, step_text
from plans.domain.reading.raw import RawItem, RawPlan, RawRow, RawSection
from plans.domain.reading.text import heal
from plans.domain.table import STEP_FIELDS, section_title


def with_print(content: PlanContent, raw: RawPlan) -> PlanContent:
    """The plan with the print of each of its sections, items and steps."""
    sections = []
    for section, raw_section in zip(content.sections, raw.sections, strict=True):
        items = tuple(
            _item(item, raw_item, content.columns)
            for item, raw_item in zip(section.items, raw_section.items, strict=True)
        )
        printed = _section_print(section, raw_section, content.columns)
        sections.append(replace(section, items=items, printed=printed))
    return replace(content, sections=tuple(sections))


def frame_of(
    content: PlanContent,
    raw: RawPlan,
    index: int,
    look: Look | None,
    approvals: Sequence[Approval],
) -> Frame:
    """Everything around the rows."""
    if raw.is_landscape is not None:
        look = (look or Look())._replace(is_landscape=raw.is_landscape)
    return Frame(
        index=index,
        above=tuple(raw.above),
        below=tuple(raw.below),
        head=tuple(_head(raw)),
        has_number_row=raw.has_number_row,
        tables=tuple(raw.tables),
        rows=tuple(_rows(content)),
        look=look,
        points=raw.points,
        title=digest(content.title),
        introduction=digest(content.introduction),
        approvals=approvals_digest(approvals),
    )


def _rows(content: PlanContent) -> Iterator[Place]:
    """Every row that was read as a part of the plan, once."""
    for section in content.sections:
        yield from section.printed.rows
        for item in section.items:
            steps = (place for step in item.steps for place in step.printed.rows)
            yield from dict.fromkeys((*item.printed.rows, *steps))


def approvals_digest(approvals: Sequence[Approval]) -> str:
    return digest(repr(tuple(approvals)))


def _item(item: Item, raw: RawItem, columns: tuple[Column, ...]) -> Item:
    first = raw.steps[0] if raw.steps else None
    rests = tuple(place for _after, place in raw.rests)
    cells = _cells(item, raw.row, columns, is_broken=bool(rests), with_steps=first is not None)
    merged = tuple(place for place, covered in enumerate(raw.row.covered) if covered)
    printed = Printed(cells, merged, (raw.row.place, *rests), is_bold=raw.row.is_bold)
    if not raw.steps:
        return replace(item, printed=printed)
    steps = tuple(
        _step(step, raw_step, columns, _rests_of(raw, number))
        for number, (step, raw_step) in enumerate(zip(item.steps, raw.steps, strict=True))
    )
    return replace(item, steps=steps, printed=printed)


def _rests_of(raw: RawItem, step: int) -> tuple[Place, ...]:
    """The rows that continue the item while this step was its last."""
    return tuple(place for after, place in raw.rests if after == step + 1)


def _step(step: Step, raw: RawRow, columns: tuple[Column, ...], rests: tuple[Place, ...]) -> Step:
    cells: dict[int, Verbatim] = {}
    for place, column in enumerate(columns):
        if column.field in STEP_FIELDS:
            _keep(cells, place, raw.cells[place], step_text(step, columns, place), bool(rests))
    merged = tuple(place for place, covered in enumerate(raw.covered) if covered)
    return replace(step, printed=Printed(cells, merged, (raw.place, *rests)))


def _cells(
    item: Item, raw: RawRow, columns: tuple[Column, ...], *, is_broken: bool, with_steps: bool
) -> dict[int, Verbatim]:
    cells: dict[int, Verbatim] = {}
    for place, column in enumerate(columns):
        if with_steps and column.field in STEP_FIELDS:
            continue
        text = raw.cells[place]
        if column.field is Field.NUMBER and not text:
            text = raw.number
        now = plain_text(item, columns, place)
        if text != now:
            _keep(cells, place, text, now, is_broken)
    return cells


def _keep(
    cells: dict[int, Verbatim],
    place: int,
    text: str,
    now: str,
    is_broken: bool,  # noqa: FBT001 -- one of five plain arguments of a private helper
) -> None:
    """Remember a text that says more than its field: its lines, its dot, its dash."""
    text = (heal(text) if is_broken else text).strip()
    if text != now:
        cells[place] = Verbatim(text, digest(now))


def _section_print(section: Section, raw: RawSection, columns: tuple[Column, ...]) -> Printed:
    if raw.form is None:
        return Printed()
    now = {0: section_title(section)}
    if raw.form is SectionForm.CELLS:
        fields = [column.field for column in columns]
        said = {Field.NUMBER: section.number or "", Field.TITLE: section.title or ""}
        now = {place: said.get(fields[place], "") for place in raw.texts}
    cells = {
        place: Verbatim(text.strip(), digest(now[place]))
        for place, text in raw.texts.items()
        if text.strip() != now[place]
    }
    return Printed(cells, (), raw.places, raw.form, raw.is_bold)


def _head(raw: RawPlan) -> Iterator[tuple[GridCell, ...]]:
    """The header's rows over the plan's own columns."""
    rows = raw.head[:-1] if raw.has_number_row else raw.head
    slots = raw.layout.slots
    for row in rows:
        cells = []
        for cell in row:
            under = [
                place
                for place, slot in enumerate(slots)
                if slot.start < cell.end and cell.column < slot.end
            ]
            if under:
                text = cell.text.strip()
                cells.append(GridCell(text, under[0], len(under), cell.is_covered, cell.is_bold))
        yield tuple(cells)
