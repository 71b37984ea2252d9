"""Draw the rows of a plan's grid as HTML, for the page and for the answer to a saved cell.

Here and not in a template: a page draws thousands of cells, and Python is five times quicker.
"""

from collections.abc import Iterator, Sequence
from html import escape

from plans.domain.content import Field
from plans.domain.editing.cells import (
    ASSIGNED,
    GridColumn,
    GridItem,
    GridSection,
    chip_column,
    deadline_chips,
    has_responsible,
    result_chips,
    shown_text,
)
from plans.domain.table import STEP_FIELDS, Chip

MOST_NAMES = 3
ASSIGNED_HEADER = "Кому поручено"
_CSS = {Field.TITLE: "main", Field.NUMBER: "n"}


class GridRows:
    """Draws rows under these columns; addresses hold `/0/` where the item's key stands."""

    def __init__(
        self, columns: Sequence[GridColumn], *, edit_url: str, assign_url: str, section_url: str
    ) -> None:
        self._columns = tuple(enumerate(columns))
        self._step_columns = tuple(
            (place, column) for place, column in self._columns if column.field in STEP_FIELDS
        )
        self._fields = {column.field for column in columns}
        self._hides_steps = Field.INTERMEDIATE_RESULT not in self._fields
        self._chips_at = chip_column(columns)
        self._has_responsible = has_responsible(columns)
        self._width = len(columns) + (not self._has_responsible)
        self._urls = (edit_url, assign_url, section_url)
        self._heads = [
            f' tabindex="-1" data-col="{column.uid}" data-label="{escape(column.header)}"'
            for column in columns
        ]

    def page(self, parts: Sequence[GridSection]) -> str:
        """All rows of the table's body."""
        drawn = []
        for part in parts:
            drawn.append(self.section(part))
            drawn.extend(map(self.item, part.items))
        return "".join(drawn)

    def section(self, part: GridSection) -> str:
        url = escape(self._urls[2].replace("/0/", f"/{part.pk}/"))
        if part.text:
            name = f'<a class="t" href="{url}">{escape(part.text)}</a>'
        else:
            name = f'<span class="t"></span><a class="nameless" href="{url}">Без раздела</a>'
        return (
            f'<tr role="row" class="part" data-section="{part.uid}" data-version="{part.version}">'
            f'<th role="gridcell" tabindex="-1" colspan="{self._width}" data-col="section">'
            f"{name} <small>{escape(part.note)}</small></th></tr>"
        )

    def item(self, item: GridItem) -> str:
        """The item's line and those of its further steps."""
        step = self._step(item, 0) if item.step_uids else ""
        first = "".join(self._first_line(item))
        said = f'data-item="{item.uid}"{step} data-version="{item.version}" id="item-{item.pk}"'
        lines = [f'<tr role="row" {said}>{first}</tr>']
        for place in range(1, len(item.step_uids)):
            cells = "".join(self._step_line(item, place))
            lines.append(
                f'<tr role="row" class="sub" data-item="{item.uid}"{self._step(item, place)}>'
                f"{cells}</tr>"
            )
        return "".join(lines)

    def _step(self, item: GridItem, place: int) -> str:
        """Its number; its name, too, where no column shows it: the browser may need it alone."""
        said = ""
        if self._hides_steps:
            said = f' data-said="{escape(item.content.steps[place].title)}"'
        return f' data-step="{item.step_uids[place]}"{said}'

    def _first_line(self, item: GridItem) -> Iterator[str]:
        content = item.content
        span = f' rowspan="{len(content.steps)}"' if len(content.steps) > 1 else ""
        for place, column in self._columns:
            kind = column.field
            is_step = bool(content.steps) and kind in STEP_FIELDS
            text = shown_text(content, 0, kind, place)
            chips = self._chips(item, place, kind, text)
            yield self._cell(place, kind, text, chips, "" if is_step else span, item)
        if not self._has_responsible:
            yield (
                f'<td role="gridcell" tabindex="-1" data-col="{ASSIGNED}"{span}'
                f' data-label="{ASSIGNED_HEADER}">{_boxed(self._assigned(item))}</td>'
            )

    def _step_line(self, item: GridItem, step: int) -> Iterator[str]:
        for place, column in self._step_columns:
            text = shown_text(item.content, step, column.field, place)
            chips = ""
            if place == self._chips_at:
                chips = _deadline(deadline_chips(item.content.steps[step].deadline))
            yield self._cell(place, column.field, text, chips, "", item)

    def _cell(
        self, place: int, kind: Field, text: str, chips: str, span: str, item: GridItem
    ) -> str:
        css = _CSS.get(kind) or ("" if text or chips else "nil")
        named = f' class="{css}"' if css else ""
        role = "gridcell"
        said = f'<span class="t">{escape(text)}</span>'
        if kind is Field.TITLE:
            role = "rowheader"
            url = escape(self._urls[0].replace("/0/", f"/{item.pk}/"))
            said = f'<a class="t" href="{url}">{escape(text)}</a>'
            if not text:
                said = f'<span class="t"></span><a class="nameless" href="{url}">Без названия</a>'
        return f'<td role="{role}"{self._heads[place]}{named}{span}>{said}{_boxed(chips)}</td>'

    def _chips(self, item: GridItem, place: int, kind: Field, text: str) -> str:
        """What was understood of a cell of the first line."""
        if place == self._chips_at:
            steps = item.content.steps
            deadline = steps[0].deadline if steps else item.content.deadline
            return _deadline(deadline_chips(deadline)) + _checkpoint(item)
        if kind is Field.RESPONSIBLE:
            return self._assigned(item)
        if kind is Field.TITLE:
            said = "" if item.is_public else _plain(Chip("не публикуется", "lock"))
            return said if self._chips_at is not None else said + _checkpoint(item)
        return "".join(map(_plain, result_chips(text))) if kind is Field.RESULT else ""

    def _assigned(self, item: GridItem) -> str:
        url = escape(self._urls[1].replace("/0/", f"/{item.pk}/"))
        names = list(item.executors[:MOST_NAMES])
        if len(item.executors) > MOST_NAMES:
            names.append(f"и ещё {len(item.executors) - MOST_NAMES}")
        if not names:
            return (
                f'<a class="chip tone-warn" data-editor="{ASSIGNED}" href="{url}">не назначен</a>'
            )
        # One stop for the keyboard: all of them lead to the same form.
        return "".join(
            f'<a class="chip" data-editor="{ASSIGNED}" href="{url}"'
            f"{' tabindex=-1' if place else ''}>{escape(name)}</a>"
            for place, name in enumerate(names)
        )


def _boxed(chips: str) -> str:
    return f'<div class="chips">{chips}</div>' if chips else ""


def _plain(chip: Chip) -> str:
    css = f" {chip.css}" if chip.css else ""
    return f'<span class="chip{css}">{escape(chip.words)}</span>'


def _deadline(chips: Sequence[Chip]) -> str:
    return "".join(
        f'<button type="button" class="chip{f" {chip.css}" if chip.css else ""}"'
        f' data-editor="deadline" tabindex="-1">{escape(chip.words)}</button>'
        for chip in chips
    )


def _checkpoint(item: GridItem) -> str:
    if not item.checkpoint:
        return ""
    return (
        '<button type="button" class="chip" data-editor="checkpoint" tabindex="-1">'
        f"отчёт: {escape(item.checkpoint)}</button>"
    )
