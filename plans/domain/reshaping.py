"""Put right what the reader took for one row, two rows or a heading: before anything is saved.

A plan is seen as one list of lines: headings and items in printed order. Every operation changes
that list; doubts and skipped rows follow their items.
"""

from collections.abc import Callable
from dataclasses import replace

from organisations.domain.errors import RuleError
from plans.domain.content import Column, Doubt, Field, Item, Section
from plans.domain.corrections import Reading, with_doubts
from plans.domain.drafts import ItemDraft, context_of
from plans.domain.frame import Printed, SectionForm, Verbatim, digest
from plans.domain.joining import halves, joined, laid_under
from plans.domain.lines import HeadingLine, ItemLine, Line, blocks_of, rebuilt
from plans.domain.printing import cell_text
from plans.domain.reading.sections import read_section
from plans.domain.reading.text import fold, is_empty
from plans.domain.table import section_title

_NO_ITEM = "Этой строки в плане уже нет. Откройте страницу снова."
_NO_SECTION = "У этих строк нет заголовка раздела."
_PLAN_ENDS = "Дальше двигать некуда: это край плана."

_Operation = Callable[[list[Line], int], list[Line]]


class CannotReshapeError(RuleError):
    """There is nothing to join with, nowhere to move to, or a text would be lost."""


def split_item(
    reading: Reading,
    place: tuple[int, int],
    drafts: tuple[ItemDraft, ItemDraft],
    first_step: int = 0,
) -> Reading:
    """Make two items of one: the second draft is a new item below.

    Intermediate results from `first_step` on, counted from 0, go to the new item.
    """
    plan = reading.document.plans[place[0]]

    def operate(lines: list[Line], at: int) -> list[Line]:
        line = _work(lines, at)
        context = context_of(plan.period, line.under)
        upper, lower = halves(line.item, drafts, first_step, context)
        above, below = replace(line, item=upper), ItemLine(lower, (), line.under)
        return [*lines[:at], above, below, *lines[at + 1 :]]

    return _on_item(reading, *place, operate)


def join_item(reading: Reading, plan: int, item: int) -> Reading:
    """Add an item's texts to the one above it."""
    period = reading.document.plans[plan].period

    def operate(lines: list[Line], at: int) -> list[Line]:
        line, above = _work(lines, at), lines[at - 1] if at else None
        if not isinstance(above, ItemLine):
            raise CannotReshapeError("Над этой строкой нет другой: соединить не с чем.")
        both = joined(above.item, line.item, context_of(period, above.under))
        return [
            *lines[: at - 1],
            ItemLine(both, above.was + line.was, above.under),
            *lines[at + 1 :],
        ]

    return _on_item(reading, plan, item, operate)


def move_item(reading: Reading, plan: int, item: int, step: int) -> Reading:
    """One line up (−1) or down (1); past a heading it goes to the next section."""

    def operate(lines: list[Line], at: int) -> list[Line]:
        target = at + step
        first = 1 if isinstance(lines[0], HeadingLine) else 0  # above it an item has no section
        if not first <= target < len(lines):
            raise CannotReshapeError(_PLAN_ENDS)
        rest = [*lines[:at], *lines[at + 1 :]]
        return [*rest[:target], lines[at], *rest[target:]]

    return _on_item(reading, plan, item, operate)


def item_to_section(reading: Reading, plan: int, item: int) -> Reading:
    """What was read as an item is a section's heading."""
    columns = reading.document.plans[plan].columns

    def operate(lines: list[Line], at: int) -> list[Line]:
        heading = HeadingLine(_as_section(_work(lines, at).item, columns))
        return [*lines[:at], heading, *lines[at + 1 :]]

    return _on_item(reading, plan, item, operate)


def section_to_item(reading: Reading, plan: int, section: int) -> Reading:
    """What was read as a section's heading is an item; its items go to the section above."""

    def operate(lines: list[Line], at: int) -> list[Line]:
        item = _as_item(_heading(lines, at))
        return [*lines[:at], ItemLine(item, (), None), *lines[at + 1 :]]

    return _on_section(reading, plan, section, operate)


def join_section(reading: Reading, plan: int, section: int) -> Reading:
    """Take a heading away: its items go on under the section above.

    Right below another heading it is the rest of that one, and its words are kept.
    """

    def operate(lines: list[Line], at: int) -> list[Line]:
        heading, above = _heading(lines, at), lines[at - 1] if at else None
        if not isinstance(above, HeadingLine):
            return [*lines[:at], *lines[at + 1 :]]
        whole = f"{above.section.title or ''} {section_title(heading)}".strip()
        rows = (*above.section.printed.rows, *heading.printed.rows)
        printed = replace(above.section.printed, rows=rows)
        one = HeadingLine(replace(above.section, title=whole, printed=printed))
        return [*lines[: at - 1], one, *lines[at + 1 :]]

    return _on_section(reading, plan, section, operate)


def rename_section(
    reading: Reading, plan: int, section: int, number: str | None, title: str
) -> Reading:
    """Other words for a heading; deadlines below it follow where it names another month."""

    def operate(lines: list[Line], at: int) -> list[Line]:
        heading = _heading(lines, at)
        renamed = HeadingLine(replace(heading, number=number, title=title))
        return [*lines[:at], renamed, *lines[at + 1 :]]

    return _on_section(reading, plan, section, operate)


def split_section(
    reading: Reading, plan: int, item: int, number: str | None, title: str
) -> Reading:
    """A new heading above an item: it and what follows are a section of their own."""

    def operate(lines: list[Line], at: int) -> list[Line]:
        return [*lines[:at], HeadingLine(Section(number, title, ())), *lines[at:]]

    return _on_item(reading, plan, item, operate)


def move_section(reading: Reading, plan: int, section: int, step: int) -> Reading:
    """A section with all its items, one place up (−1) or down (1)."""
    blocks = blocks_of(reading.document.plans[plan])
    target = section + step
    if not (0 <= section < len(blocks) and 0 <= target < len(blocks)):
        raise CannotReshapeError(_PLAN_ENDS)
    if not all(block and isinstance(block[0], HeadingLine) for block in blocks[: target + 1]):
        raise CannotReshapeError(
            "Выше стоят строки без раздела: они попали бы в этот раздел. "
            "Сначала сделайте над ними раздел."
        )
    blocks.insert(target, blocks.pop(section))
    return rebuilt(reading, plan, [line for block in blocks for line in block])


def merge_plans(reading: Reading, first: int, second: int) -> Reading:
    """Append one plan's rows to another's."""
    plans = reading.document.plans
    if first == second or not (0 <= first < len(plans) and 0 <= second < len(plans)):
        raise CannotReshapeError("Присоединить можно только к другому плану этого документа.")
    if {first, second} & reading.skipped_plans:
        raise CannotReshapeError(
            "Один из планов отмечен «не загружать». Верните его и присоедините снова."
        )
    offset = sum(len(section.items) for section in plans[first].sections)
    kept = [index for index in range(len(plans)) if index != second]
    order = {old: new for new, old in enumerate(kept)}

    def place_of(plan: int, item: int) -> tuple[int, int]:
        return (order[first], item + offset) if plan == second else (order[plan], item)

    def follow(doubt: Doubt) -> Doubt:
        if doubt.plan is None:
            return doubt
        plan, item = place_of(doubt.plan, doubt.item or 0)
        return replace(doubt, plan=plan, item=None if doubt.item is None else item)

    merged = laid_under(plans[first], plans[second])
    made = tuple(merged if index == first else plans[index] for index in kept)
    moved = replace(
        reading,
        document=replace(reading.document, plans=made),
        skipped_plans=frozenset(order[plan] for plan in reading.skipped_plans),
        skipped_items=frozenset(place_of(*place) for place in reading.skipped_items),
        settled=frozenset(map(follow, reading.settled)),
    )
    return with_doubts(moved, map(follow, reading.document.doubts))


def _on_item(reading: Reading, plan: int, item: int, operation: _Operation) -> Reading:
    lines = [line for block in blocks_of(reading.document.plans[plan]) for line in block]
    at = next(
        (n for n, one in enumerate(lines) if isinstance(one, ItemLine) and item in one.was), -1
    )
    if at < 0:
        raise CannotReshapeError(_NO_ITEM)
    return rebuilt(reading, plan, operation(lines, at))


def _on_section(reading: Reading, plan: int, section: int, operation: _Operation) -> Reading:
    blocks = blocks_of(reading.document.plans[plan])
    if not 0 <= section < len(blocks):
        raise CannotReshapeError(_NO_SECTION)
    at = sum(len(block) for block in blocks[:section])
    lines = [line for block in blocks for line in block]
    return rebuilt(reading, plan, operation(lines, at))


def _work(lines: list[Line], at: int) -> ItemLine:
    line = lines[at]
    if not isinstance(line, ItemLine):
        raise CannotReshapeError(_NO_ITEM)
    return line


def _heading(lines: list[Line], at: int) -> Section:
    line = lines[at] if at < len(lines) else None
    if not isinstance(line, HeadingLine):
        raise CannotReshapeError(_NO_SECTION)
    return line.section


def _as_section(item: Item, columns: tuple[Column, ...]) -> Section:
    """The item's number and title as a heading; refused where it says anything more."""
    said = _other_texts(item, columns)
    if said:
        raise CannotReshapeError(
            "Заголовок раздела хранит только номер и название, а в строке есть ещё: "
            f"{', '.join(said)}. Перенесите этот текст в название или сотрите его и повторите."
        )
    number, title = item.number, item.title or None
    if number is None:
        number, title = read_section(item.title)
    cells = {}
    place = next((n for n, one in enumerate(columns) if one.field is Field.TITLE), None)
    if place is not None and item.title != (title or ""):
        cells[place] = Verbatim(item.title, digest(title or ""))
    printed = Printed(cells, (), item.printed.rows, SectionForm.CELLS, item.printed.is_bold)
    return Section(number, title, (), printed)


def _other_texts(item: Item, columns: tuple[Column, ...]) -> list[str]:
    """Which cells say more than the number and the title; one merged across repeats them."""
    if item.steps:
        return ["промежуточные результаты"]
    own = {fold(item.title), item.number or ""}
    found = [
        f"«{column.header}»"
        for place, column in enumerate(columns)
        if column.field not in {Field.NUMBER, Field.TITLE}
        and not is_empty(text := fold(cell_text(item, columns, place)))
        and text not in own
    ]
    bare = replace(item, title="", number=None, printed=Printed())
    if not found and _unseen(bare, own):
        found.append("текст граф, которых в таблице нет")
    return found


def _unseen(item: Item, own: set[str]) -> bool:
    """Whether something is said in a field that has no column."""
    texts = [
        item.description,
        item.goal,
        item.audience,
        item.result,
        item.note,
        item.deadline.text,
    ]
    texts += [*item.channels, *item.responsible, *item.extra.values()]
    return any(text and not is_empty(text) and fold(text) not in own for text in texts)


def _as_item(section: Section) -> Item:
    printed = section.printed
    rows = printed.rows if printed.form is not SectionForm.ROW else ()
    text = section.title or section_title(section)
    number = section.number if section.title else None
    return Item(number, text, printed=Printed(rows=rows, is_bold=printed.is_bold))
