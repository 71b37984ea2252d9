"""Give a plan's table other columns: renamed, added, removed, in another order, of other meaning.

No text moves to another item, and what is not touched prints as before. The source file cannot be
followed any more once columns have come, gone or moved: its places are forgotten, so that the plan
is laid out anew.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from plans.domain.content import Column, Field, Item, PlanContent, Section
from plans.domain.frame import Frame, GridCell, Printed, SectionForm, digest
from plans.domain.remapping import problem_with, remapped
from plans.domain.table import DEADLINE_FIELDS, section_title

MOST_COLUMNS = 40
LONGEST_HEADER = 1000
_REPEATED = frozenset({Field.OTHER, Field.MONTH})


@dataclass(frozen=True, slots=True)
class ColumnDraft:
    """A column as it shall be; `was` is its place among the columns now, None for a new one."""

    header: str
    field: Field
    was: int | None = None


class NamedColumn(Protocol):
    """A column by its lasting number."""

    @property
    def uid(self) -> str: ...
    @property
    def header(self) -> str: ...
    @property
    def field(self) -> Field: ...


def columns_version(columns: Iterable[NamedColumn]) -> str:
    """The same as long as nobody has renamed, added, removed or moved any, or what one means.

    Read off the columns themselves: whatever way they were changed by, it shows.
    """
    said = [[column.uid, column.header, column.field.value] for column in columns]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]


def problem_with_columns(wanted: Sequence[ColumnDraft]) -> str:
    """Why a plan cannot have these columns, in words; empty where it can."""
    fields = tuple(draft.field for draft in wanted)
    headers = [draft.header.strip() for draft in wanted]
    problems = {
        "У каждой графы должен быть заголовок: впишите его или уберите графу.": not all(headers),
        f"Заголовок графы длиннее {LONGEST_HEADER} знаков: сократите его.": any(
            len(header) > LONGEST_HEADER for header in headers
        ),
        f"В таблице не больше {MOST_COLUMNS} граф: уберите лишние.": len(wanted) > MOST_COLUMNS,
        "Графу с названиями мероприятий убрать нельзя: "
        "отметьте, в какой графе стоят названия.": Field.TITLE not in fields,
    }
    return next((words for words, found in problems.items() if found), problem_with(fields))


def rearranged(plan: PlanContent, wanted: Sequence[ColumnDraft]) -> PlanContent:
    """The plan with these columns; `problem_with_columns` has found nothing.

    Sections and items stay the same ones in the same order. What a removed column says goes from
    the items; steps become texts of their item where no column prints them any more, and texts
    become steps where one does.
    """
    wide, order = _widened(plan, wanted)
    fields = [Field.OTHER] * len(wide.columns)
    for draft, place in zip(wanted, order, strict=True):
        fields[place] = draft.field
    read = remapped(wide, tuple(fields))
    to = {old: new for new, old in enumerate(order)}
    is_same = order == list(range(len(plan.columns)))
    columns = tuple(read.columns[place] for place in order)
    return replace(
        read,
        columns=columns,
        sections=tuple(_section(section, to) for section in read.sections),
        frame=_frame(plan, columns, to, is_same=is_same),
    )


def _widened(plan: PlanContent, wanted: Sequence[ColumnDraft]) -> tuple[PlanContent, list[int]]:
    """The plan with its new headers and the new columns at the end; where each wanted one is."""
    columns, order = list(plan.columns), []
    known = {column.field for column in plan.columns}
    for draft in wanted:
        if draft.was is None:
            order.append(len(columns))
            columns.append(Column(draft.header, _first_field(draft.field, known)))
        else:
            order.append(draft.was)
            columns[draft.was] = replace(columns[draft.was], header=draft.header)
    return replace(plan, columns=tuple(columns)), order


def _first_field(field: Field, known: set[Field]) -> Field:
    """A new column shows what items say already, unless another one shows it now."""
    if field in known - _REPEATED or (field in DEADLINE_FIELDS and known & DEADLINE_FIELDS):
        return Field.OTHER
    return field


def _section(section: Section, to: Mapping[int, int]) -> Section:
    printed = section.printed
    if printed.form is SectionForm.CELLS:
        whole = digest(section_title(section))
        cells = {
            0 if place == 0 and cell.digest == whole else to[place]: cell
            for place, cell in printed.cells.items()
            if place in to or cell.digest == whole
        }
        printed = replace(printed, cells=cells)
    items = tuple(_item(item, to) for item in section.items)
    return replace(section, items=items, printed=printed)


def _item(item: Item, to: Mapping[int, int]) -> Item:
    return replace(
        item,
        extra={to[place]: text for place, text in item.extra.items() if place in to},
        printed=_moved(item.printed, to),
        steps=tuple(replace(step, printed=_moved(step.printed, to)) for step in item.steps),
    )


def _moved(printed: Printed, to: Mapping[int, int]) -> Printed:
    return replace(
        printed,
        cells={to[place]: cell for place, cell in printed.cells.items() if place in to},
        merged=tuple(sorted(to[place] for place in printed.merged if place in to)),
    )


def _frame(
    plan: PlanContent, columns: tuple[Column, ...], to: Mapping[int, int], *, is_same: bool
) -> Frame:
    frame = plan.frame
    if is_same:
        return replace(frame, head=_renamed(plan, columns))
    tables = tuple(replace(table, columns=()) for table in frame.tables)
    head = _head(_renamed_where_kept(plan, columns, to), columns, to)
    return replace(frame, head=head, tables=tables)


def _renamed_where_kept(
    plan: PlanContent, columns: tuple[Column, ...], to: Mapping[int, int]
) -> tuple[tuple[GridCell, ...], ...]:
    now = tuple(
        columns[to[place]] if place in to else column for place, column in enumerate(plan.columns)
    )
    return _renamed(plan, now)


def _renamed(plan: PlanContent, columns: tuple[Column, ...]) -> tuple[tuple[GridCell, ...], ...]:
    """The source's heading with the new words of its lowest cells."""
    head = [list(row) for row in plan.frame.head]
    for place, (was, now) in enumerate(zip(plan.columns, columns, strict=True)):
        if was.header == now.header:
            continue
        for row in reversed(head):
            at = next((n for n, cell in enumerate(row) if _is_header(cell, place, was)), None)
            if at is not None:
                row[at] = replace(row[at], text=now.header)
                break
    return tuple(map(tuple, head))


def _is_header(cell: GridCell, place: int, column: Column) -> bool:
    is_own = cell.column == place and cell.span == 1 and not cell.is_covered
    return is_own and " ".join(cell.text.split()) == " ".join(column.header.split())


def _head(
    head: tuple[tuple[GridCell, ...], ...], columns: tuple[Column, ...], to: Mapping[int, int]
) -> tuple[tuple[GridCell, ...], ...]:
    """The heading over the new columns; nothing where a cell of it would have to be torn."""
    new = [place for place in range(len(columns)) if place not in to.values()]
    rows = []
    for number, row in enumerate(head):
        cells = []
        for cell in row:
            span = range(cell.column, cell.column + cell.span)
            places = sorted(to[place] for place in span if place in to)
            if places and places[-1] - places[0] + 1 != len(places):
                return ()
            if places:
                cells.append(replace(cell, column=places[0], span=len(places)))
        for place in new:
            text = columns[place].header if number == 0 else ""
            cells.append(GridCell(text, place, is_covered=number > 0))
        rows.append(tuple(sorted(cells, key=lambda cell: cell.column)))
    return tuple(rows)
