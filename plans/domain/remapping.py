"""Give columns of a read plan other meanings: its cells are read again under them.

No cell prints otherwise than before: what a field does not say is kept verbatim beside it.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from plans.domain.content import Column, Field, Item, PlanContent, Step
from plans.domain.frame import GridCell, Printed, Verbatim, digest
from plans.domain.printing import cell_text, plain_text, step_text
from plans.domain.reading.layout import Layout, Slot
from plans.domain.reading.meaning import PlanReader
from plans.domain.reading.raw import RawItem, RawPlan, RawRow, RawSection
from plans.domain.reading.text import is_empty, join
from plans.domain.table import DEADLINE_FIELDS, STEP_FIELDS

DATE_FIELDS = DEADLINE_FIELDS | {Field.MONTH}
_REPEATED = frozenset({Field.OTHER, Field.MONTH})
_NAMELESS = "—"  # an item cannot be without a name; the dash is there to be seen


def problem_with(fields: tuple[Field, ...]) -> str:
    """Why these meanings cannot stand together, in words; empty where they can."""
    if Field.TITLE not in fields:
        return "Отметьте столбец, в котором названия мероприятий."
    if any(fields.count(field) > 1 for field in fields if field not in _REPEATED):
        return "Один и тот же смысл выбран у двух столбцов: у второго выберите «прочее»."
    if Field.DEADLINE in fields and {Field.DEADLINE_START, Field.DEADLINE_END} & {*fields}:
        return (
            "Срок выбран дважды: одним столбцом и как начало и окончание. "
            "Лишний столбец отметьте как «прочее»."
        )
    return ""


def remapped(plan: PlanContent, fields: tuple[Field, ...]) -> PlanContent:
    """The plan with these meanings of its columns; no text is lost."""
    before = tuple(column.field for column in plan.columns)
    changed = [place for place, field in enumerate(fields) if field is not before[place]]
    if not changed:
        return plan
    columns = tuple(
        replace(column, field=field) for column, field in zip(plan.columns, fields, strict=True)
    )
    raw = _raw(plan, columns)
    again = PlanReader(raw, 0, plan.period, _people(plan)).read()
    touched = {before[place] for place in changed} | {fields[place] for place in changed}
    writer = _Writer(columns, touched, frozenset(changed))
    sections = []
    for section, raw_section, new in zip(plan.sections, raw.sections, again.sections, strict=True):
        rows = zip(section.items, raw_section.items, new.items, strict=True)
        sections.append(replace(section, items=tuple(writer.item(*row) for row in rows)))
    return replace(plan, columns=columns, sections=tuple(sections))


def _people(plan: PlanContent) -> frozenset[str]:
    """Entries that are known to be one."""
    items = [item for section in plan.sections for item in section.items]
    own = {entry for item in items for entry in item.responsible}
    return frozenset(own | {e for item in items for step in item.steps for e in step.responsible})


def _raw(plan: PlanContent, columns: tuple[Column, ...]) -> RawPlan:
    """The plan's cells as printed, under columns with other meanings."""
    slots = tuple(
        Slot(place, place + 1, column.header, column.field, _parents(plan, place))
        for place, column in enumerate(columns)
    )
    sections = [
        RawSection(
            section.number,
            section.title,
            [_raw_item(item, plan.columns, columns) for item in section.items],
        )
        for section in plan.sections
    ]
    return RawPlan(Layout(slots), plan.title, sections=sections)


def _parents(plan: PlanContent, place: int) -> tuple[str, ...]:
    """What the header says above a column."""

    def is_above(cell: GridCell) -> bool:
        return cell.column <= place < cell.column + cell.span

    return tuple(cell.text for row in plan.frame.head[:-1] for cell in row if is_above(cell))


def _raw_item(item: Item, before: tuple[Column, ...], after: tuple[Column, ...]) -> RawItem:
    own = [cell_text(item, before, place) for place in range(len(before))]
    steps = [
        [step.printed.text(place, step_text(step, before, place)) for place in range(len(before))]
        for step in item.steps
    ]
    for place, column in enumerate(before):
        if steps and column.field in STEP_FIELDS:
            own[place] = _in_one([cells[place] for cells in steps])
        elif steps and after[place].field in STEP_FIELDS:
            steps[0][place] = own[place]
    at = next((n for n, one in enumerate(after) if one.field is Field.INTERMEDIATE_RESULT), None)
    if at is None:
        steps = []
    elif not steps and not is_empty(own[at]):
        steps = [own]
    return RawItem(_raw_row(own), [_raw_row(cells) for cells in steps])


def _in_one(texts: Iterable[str]) -> str:
    whole = ""
    for text in dict.fromkeys(texts):
        whole = join(whole, text)
    return whole


def _raw_row(cells: list[str]) -> RawRow:
    return RawRow(list(cells), [False] * len(cells))


class _Writer:
    """Takes over what was read anew in the columns that changed, and nothing else."""

    def __init__(
        self, columns: tuple[Column, ...], touched: set[Field], changed: frozenset[int]
    ) -> None:
        self._columns = columns
        self._changed = changed
        self._plain = [
            field.value for field in touched if field not in _REPEATED | STEP_FIELDS | DATE_FIELDS
        ]
        self._work = []
        if touched & DATE_FIELDS:
            self._work.append("deadline")
        if Field.RESPONSIBLE in touched:
            self._work.append("responsible")
        self._with_steps = Field.INTERMEDIATE_RESULT in touched

    def item(self, item: Item, raw: RawItem, new: Item) -> Item:
        values: dict[str, Any] = {name: getattr(new, name) for name in self._plain}
        values |= {name: getattr(new, name) for name in self._work}
        values["extra"] = {n: text for n, text in item.extra.items() if n not in self._changed}
        values["extra"] |= {n: text for n, text in new.extra.items() if n in self._changed}
        values["title"] = values.get("title", item.title) or _NAMELESS
        values |= self._steps(item, raw, new)
        after = replace(item, **values)
        return replace(after, printed=self._item_print(after, item, raw))

    def _steps(self, item: Item, raw: RawItem, new: Item) -> dict[str, Any]:
        if not self._with_steps and not item.steps:
            return {}
        if bool(item.steps) == bool(new.steps):
            steps = [
                replace(old, **self._step_values(again))
                for old, again in zip(item.steps, new.steps, strict=True)
            ]
            own: dict[str, Any] = {}
        else:  # the cells of steps became those of the item, or the other way round
            steps = [replace(step, printed=Printed(rows=item.printed.rows)) for step in new.steps]
            own = {"deadline": new.deadline, "responsible": new.responsible}
        printed = (self._step_print(step, row) for step, row in zip(steps, raw.steps, strict=True))
        return own | {"steps": tuple(printed)}

    def _step_values(self, again: Step) -> dict[str, Any]:
        values = {name: getattr(again, name) for name in self._work}
        return values | ({"title": again.title} if self._with_steps else {})

    def _item_print(self, item: Item, was: Item, raw: RawItem) -> Printed:
        places = (
            place
            for place, column in enumerate(self._columns)
            if not (item.steps and column.field in STEP_FIELDS)
        )
        said = {place: plain_text(item, self._columns, place) for place in places}
        rows = was.printed.rows
        if not item.steps:
            rows = tuple(dict.fromkeys((*rows, *(r for s in was.steps for r in s.printed.rows))))
        return replace(was.printed, cells=_verbatim(said, raw.row), rows=rows)

    def _step_print(self, step: Step, raw: RawRow) -> Step:
        places = [n for n, column in enumerate(self._columns) if column.field in STEP_FIELDS]
        said = {place: step_text(step, self._columns, place) for place in places}
        return replace(step, printed=replace(step.printed, cells=_verbatim(said, raw)))


def _verbatim(said: dict[int, str], raw: RawRow) -> dict[int, Verbatim]:
    return {
        place: Verbatim(raw.cells[place], digest(now))
        for place, now in said.items()
        if raw.cells[place] != now
    }
