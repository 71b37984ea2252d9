"""Two items made one, one made two, one plan's table laid under another's."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from plans.domain.content import Column, Deadline, Field, Item, PlanContent, Section, Step
from plans.domain.deadlines import DeadlineContext, read_deadline
from plans.domain.drafts import ItemDraft, item_from_draft
from plans.domain.frame import (
    Frame,
    Line,
    Printed,
    Role,
    SectionForm,
    TablePlace,
    Verbatim,
    digest,
)
from plans.domain.reading.text import fold, join
from plans.domain.table import DEADLINE_FIELDS

TEXT_FIELDS = ("title", "description", "goal", "audience", "result", "note")
LIST_FIELDS = ("channels", "responsible")
_REPEATED = frozenset({Field.OTHER, Field.MONTH})


def halves(
    item: Item, drafts: tuple[ItemDraft, ItemDraft], first_step: int, context: DeadlineContext
) -> tuple[Item, Item]:
    """An item as two; its steps from `first_step` on go to the lower one.

    Texts that the second draft does not name stay above, so that nothing is said twice.
    """
    upper, lower = (item_from_draft(draft, item, context) for draft in drafts)
    below = item.steps[first_step:]
    moved = {place for step in below for place in step.printed.rows}
    rows = tuple(place for place in item.printed.rows if place not in moved)
    upper = replace(upper, steps=item.steps[:first_step], printed=replace(item.printed, rows=rows))
    second = drafts[1]
    unnamed: dict[str, Any] = {
        name: None for name in ("number", *TEXT_FIELDS[1:]) if name not in second.texts
    }
    unnamed |= {name: () for name in LIST_FIELDS if getattr(second, name) is None}
    extra = {place: text for place, text in second.extra.items() if text}
    fresh = Printed(item.printed.cells, is_bold=item.printed.is_bold)
    return upper, replace(lower, steps=below, printed=fresh, extra=extra, **unnamed)


def joined(upper: Item, lower: Item, context: DeadlineContext) -> Item:
    """The upper item with everything that the lower one says and it does not."""
    values: dict[str, Any] = {
        name: _text(getattr(upper, name), getattr(lower, name)) for name in TEXT_FIELDS
    }
    values |= {name: _all(getattr(upper, name), getattr(lower, name)) for name in LIST_FIELDS}
    values["title"] = values["title"] or ""
    values["number"] = _numbers(upper.number, lower.number)
    values["deadline"] = _deadline(upper.deadline, lower.deadline, context)
    values["extra"] = {
        place: _text(upper.extra.get(place), lower.extra.get(place)) or ""
        for place in sorted({*upper.extra, *lower.extra})
    }
    if upper.steps or lower.steps:  # an item with steps has no deadline and people of its own
        steps = (*_as_steps(upper), *_as_steps(lower))
        values |= {"steps": steps, "deadline": Deadline(), "responsible": ()}
    rows = tuple(dict.fromkeys((*upper.printed.rows, *lower.printed.rows)))
    return replace(upper, **values, printed=replace(upper.printed, rows=rows))


def _as_steps(item: Item) -> tuple[Step, ...]:
    if item.steps or (item.deadline == Deadline() and not item.responsible):
        return item.steps
    printed = Printed(item.printed.cells, rows=item.printed.rows)
    return (Step("", item.deadline, item.responsible, printed),)


def _deadline(upper: Deadline, lower: Deadline, context: DeadlineContext) -> Deadline:
    text = _text(upper.text, lower.text)
    if text not in {upper.text, lower.text}:
        return read_deadline(text or "", context)
    return Deadline(text, _all(upper.terms, lower.terms))


def _all(upper: Sequence[Any], lower: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys((*upper, *lower)))


def _numbers(upper: str | None, lower: str | None) -> str | None:
    """«3, 4»: the person who joins them sees both, and may strike one out."""
    known = [number for number in (upper, lower) if number]
    return ", ".join(dict.fromkeys(known)) or None


def _text(upper: str | None, lower: str | None) -> str | None:
    """Both texts; a word that the end of a page broke is whole again."""
    if not lower or lower == upper:
        return upper
    return fold(join(upper, lower)) if upper else lower


def laid_under(upper: PlanContent, lower: PlanContent) -> PlanContent:
    """The upper plan with the lower one's rows; columns that only it has stand at the right."""
    columns, places = _columns(upper.columns, lower.columns)
    sections = [_with_columns(section, places) for section in lower.sections]
    said = dict.fromkeys(text for text in (upper.introduction, lower.introduction) if text)
    return replace(
        upper,
        columns=columns,
        sections=(*upper.sections, *_titled(sections, upper, lower)),
        introduction="\n".join(said),
        frame=_frame(upper, lower, columns, places),
    )


def _columns(
    upper: tuple[Column, ...], lower: tuple[Column, ...]
) -> tuple[tuple[Column, ...], dict[int, int]]:
    """The columns of both, and where each of the lower's came to be."""
    columns, places = list(upper), dict[int, int]()
    for place, column in enumerate(lower):
        found = next((n for n in range(len(upper)) if _are_one(upper, n, column, places)), None)
        if found is None:
            found = len(columns)
            columns.append(column)
        places[place] = found
    return tuple(columns), places


def _are_one(
    upper: tuple[Column, ...], at: int, column: Column, places: Mapping[int, int]
) -> bool:
    one = upper[at]
    if one.field in _REPEATED or column.field in _REPEATED:
        is_free = at not in places.values()
        is_same = one.field is column.field and one.header.lower() == column.header.lower()
        return is_free and is_same
    if one.field in DEADLINE_FIELDS and column.field in DEADLINE_FIELDS:
        fields = {other.field for other in upper}
        return one.field is column.field or column.field not in fields
    return one.field is column.field


def _with_columns(section: Section, places: Mapping[int, int]) -> Section:
    """A section whose cells are counted by other columns."""
    printed = section.printed
    if printed.form is SectionForm.CELLS:
        printed = _replaced(printed, places)
    items = tuple(_item_with_columns(item, places) for item in section.items)
    return replace(section, items=items, printed=printed)


def _item_with_columns(item: Item, places: Mapping[int, int]) -> Item:
    extra = {places.get(place, place): text for place, text in item.extra.items()}
    steps = tuple(replace(s, printed=_replaced(s.printed, places)) for s in item.steps)
    return replace(item, extra=extra, steps=steps, printed=_replaced(item.printed, places))


def _replaced(printed: Printed, places: Mapping[int, int]) -> Printed:
    cells = {places.get(place, place): cell for place, cell in printed.cells.items()}
    merged = tuple(places.get(place, place) for place in printed.merged)
    return replace(printed, cells=cells, merged=merged)


def _titled(sections: list[Section], upper: PlanContent, lower: PlanContent) -> Iterable[Section]:
    """The lower plan's title becomes a heading over its rows, unless both are called the same."""
    has_own = bool(sections and (sections[0].title or sections[0].number))
    if fold(lower.title) == fold(upper.title):
        return sections
    heading = Section(None, lower.title, (), _title_print(lower))
    if has_own or not sections:
        return [heading, *sections]
    return [replace(heading, items=sections[0].items), *sections[1:]]


def _title_print(plan: PlanContent) -> Printed:
    """The title's lines between the two tables; none where it stands on the title page."""
    lines = [
        block for block in plan.frame.above if isinstance(block, Line) and block.role is Role.TITLE
    ]
    said = fold("\n".join(line.text for line in lines))
    if said != fold(plan.title):
        return Printed()
    cells = {0: Verbatim(plan.title, digest(plan.title))}
    rows = tuple(line.place for line in lines)
    return Printed(cells, rows=rows, form=SectionForm.HEADING, is_bold=lines[0].is_bold)


def _frame(
    upper: PlanContent,
    lower: PlanContent,
    columns: tuple[Column, ...],
    places: Mapping[int, int],
) -> Frame:
    """Both tables' places in the file; what stood below the lower one stands below both."""
    one, other = upper.frame, lower.frame
    return replace(
        one,
        below=other.below or one.below,
        tables=(*one.tables, *(_table(table, len(columns), places) for table in other.tables)),
        rows=(*one.rows, *other.rows),
    )


def _table(table: TablePlace, width: int, places: Mapping[int, int]) -> TablePlace:
    """Its grid under the joint columns; unknown where it has not all of them."""
    grid = {place: table.columns[old] for old, place in places.items() if old < len(table.columns)}
    known = tuple(grid[place] for place in range(width)) if len(grid) == width else ()
    return replace(table, columns=known)
