"""The columns of a plan table: where they lie in the grid, and what each of them means."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from documents.readers import Cell, Row
from plans.domain.content import Column, Field
from plans.domain.reading.columns import DATED, Guess, assign, guess, normal
from plans.domain.reading.contents import Contents, contents_of, understand_columns
from plans.domain.reading.text import fold

_SURE = 3
_CONTENT = re.compile(r"(?:краткое )?содержани")
_EVENTS = re.compile(r"\bмероприяти[яй]\b")
_WITH_PARTS = frozenset({Field.RESPONSIBLE, Field.RESULT, Field.DEADLINE, Field.TITLE})


@dataclass(frozen=True, slots=True)
class Slot:
    """One column: which grid columns it takes, what is printed above it, what it means.

    `remark` says why its meaning is not sure, for a person who checks it.
    """

    start: int
    end: int
    header: str
    field: Field
    parents: tuple[str, ...] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a plan table; `beside` are texts to the left or right of the table."""

    slots: tuple[Slot, ...]
    widths_mm: tuple[float | None, ...] = ()
    beside: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(slot.field for slot in self.slots)

    @property
    def width(self) -> int:
        return self.slots[-1].end

    def position(self, field: Field) -> int | None:
        return self.fields.index(field) if field in self.fields else None

    def same_as(self, other: "Layout") -> bool:
        """Printed twice: the same headers, whatever their grid."""
        mine = [normal(slot.header) for slot in self.slots]
        return mine == [normal(slot.header) for slot in other.slots]

    def columns(self) -> tuple[Column, ...]:
        return tuple(
            Column(fold(slot.header), slot.field, self._width_of(slot)) for slot in self.slots
        )

    def _width_of(self, slot: Slot) -> float | None:
        widths = self.widths_mm[slot.start : slot.end]
        known = [width for width in widths if width is not None]
        return round(sum(known), 1) if known and len(known) == len(widths) else None


@dataclass(frozen=True, slots=True)
class _Draft:
    """A column whose meaning is still open."""

    start: int
    end: int
    header: str
    parents: tuple[str, ...]

    @property
    def is_named(self) -> bool:
        return bool(self.header.strip() or any(self.parents))


def lay_out(
    rows: Sequence[Row], widths: tuple[float | None, ...], below: Callable[[], Sequence[Row]]
) -> Layout | None:
    """The columns under the header `rows`; where those say nothing, the rows `below` do."""
    drafts = list(_drafts(rows))
    if len(drafts) < 2:
        return None
    guesses = [_guess(draft) for draft in drafts]
    beside: tuple[str, ...] = ()
    contents: dict[int, Contents] = {}
    unsure = _unsure(guesses)
    if unsure:
        spans = {index: (drafts[index].start, drafts[index].end) for index in unsure}
        contents = contents_of(below(), spans)
        dropped = _outside(drafts, contents)
        beside = tuple(text for index in dropped for text in contents[index].texts)
        kept = [index for index in range(len(drafts)) if index not in dropped]
        drafts, guesses = [drafts[index] for index in kept], [guesses[index] for index in kept]
        contents = {
            place: contents[index] for place, index in enumerate(kept) if index in contents
        }
    fields = _with_description(assign(guesses), guesses, drafts)
    by_content = understand_columns(fields, guesses, contents)
    if Field.TITLE not in {*fields, *by_content.values()}:
        by_content |= _named_for_events(drafts, fields)
    return Layout(tuple(_slots(drafts, guesses, fields, by_content)), widths, beside)


def _with_description(
    fields: list[Field], guesses: Sequence[Guess], drafts: Sequence[_Draft]
) -> list[Field]:
    """«Содержание» beside a column of titles describes them."""
    for place, draft in enumerate(drafts):
        is_second = guesses[place].field is Field.TITLE and fields[place] is Field.OTHER
        if is_second and _CONTENT.match(normal(draft.header)) and Field.DESCRIPTION not in fields:
            fields[place] = Field.DESCRIPTION
    return fields


def _named_for_events(drafts: Sequence[_Draft], fields: Sequence[Field]) -> dict[int, Field]:
    """«Цель, задачи, мероприятия»: where no column is named so better, this holds the titles."""
    for place, draft in enumerate(drafts):
        is_free = fields[place] in {Field.GOAL, Field.DESCRIPTION}
        if is_free and _EVENTS.search(normal(draft.header)):
            return {place: Field.TITLE}
    return {}


def _guess(draft: _Draft) -> Guess:
    """By its own name; under «Ответственный» also «ФИО», under «Результат» also «план»."""
    own = guess(draft.header, " ".join(draft.parents))
    if own.field is not Field.OTHER or own.score >= _SURE or not draft.parents:
        return own
    over = guess(draft.parents[-1])
    return Guess(over.field, over.score / 2) if over.field in _WITH_PARTS else own


def _unsure(guesses: Sequence[Guess]) -> list[int]:
    """Columns whose contents may say what they mean: «Время» of a plan that has no «Срок»."""
    said = {found.field for found in guesses}
    lacks = not (said & DATED and {Field.RESPONSIBLE, Field.TITLE} <= said)
    return [
        index
        for index, found in enumerate(guesses)
        if not found.score or (lacks and found.field is Field.OTHER)
    ]


def _slots(
    drafts: Sequence[_Draft],
    guesses: Sequence[Guess],
    fields: Sequence[Field],
    by_content: dict[int, Field],
) -> Iterator[Slot]:
    for place, draft in enumerate(drafts):
        field = by_content.get(place, fields[place])
        remark = _remark(place, draft, guesses[place], field, is_content=place in by_content)
        yield Slot(draft.start, draft.end, draft.header, field, draft.parents, remark)


def _remark(place: int, draft: _Draft, known: Guess, field: Field, *, is_content: bool) -> str:
    """Why a person should look at this column; empty where its header is plain."""
    header = fold(draft.header)
    name = f"графа «{header}»" if header else f"графа {place + 1} без названия"
    is_kept = field is Field.OTHER
    signs = (
        (is_content, f"{name}: смысл понят по её содержанию, проверьте его"),
        (is_kept and not header, f"{name}: её текст сохранится как «прочее»"),
        (
            known.is_likeness and not is_kept,
            f"{name} понята по сходству с известным названием, проверьте её смысл",
        ),
        (
            known.score and known.field is not field and is_kept,
            f"{name}: такая графа уже есть, её текст сохранится как «прочее»",
        ),
    )
    return next((reason for sign, reason in signs if sign), "")


def _drafts(rows: Sequence[Row]) -> Iterator[_Draft]:
    width = max((row[-1].end for row in rows if row), default=0)
    starts = sorted({cell.column for row in rows for cell in row})
    for start, end in zip(starts, [*starts[1:], width], strict=True):
        texts = _texts_over(rows, start)
        yield _Draft(start, end, texts[-1] if texts else "", tuple(texts[:-1]))


def _outside(drafts: Sequence[_Draft], contents: dict[int, Contents]) -> set[int]:
    """Columns without a name at the edges that hold nothing, or but a stray remark."""
    unnamed = [index for index, draft in enumerate(drafts) if not draft.is_named]
    named = [index for index, draft in enumerate(drafts) if draft.is_named]
    if not named:
        return set()
    return {
        index for index in unnamed if not named[0] < index < named[-1] and contents[index].is_stray
    }


def _texts_over(rows: Sequence[Row], column: int) -> list[str]:
    """The texts above a column, top to bottom; one that two rows broke is one text."""
    texts: list[str] = []
    above: Cell | None = None
    for row in rows:
        for cell in row:
            if cell.column <= column < cell.end and cell.text.strip():
                if above is not None and goes_on(above, cell):
                    texts[-1] = f"{texts[-1]}\n{cell.text}"
                elif not texts or fold(texts[-1]) != fold(cell.text):
                    texts.append(cell.text)
                above = cell
                break
    return texts


def goes_on(above: Cell, cell: Cell) -> bool:
    """«Срок» with «исполнения» right below: one name, broken over two rows."""
    is_below = (above.column, above.end) == (cell.column, cell.end)
    return is_below and not cell.is_covered and cell.text.strip()[:1].islower()
