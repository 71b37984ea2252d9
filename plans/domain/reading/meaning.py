"""The meaning of raw rows: texts, deadlines, people, and what is doubtful about them."""

import re
from dataclasses import dataclass, field

from plans.domain.content import (
    Deadline,
    Doubt,
    Field,
    Item,
    PlanContent,
    Section,
    Step,
)
from plans.domain.deadlines import (
    DeadlineContext,
    Term,
    Unit,
    Window,
    understand,
    understand_dated_part,
)
from plans.domain.periods import Period
from plans.domain.reading.channels import split_channels
from plans.domain.reading.headings import plan_kind
from plans.domain.reading.months import MonthGrid
from plans.domain.reading.numbering import are_numbered, parted
from plans.domain.reading.raw import RawItem, RawPlan, RawRow, RawSection
from plans.domain.reading.responsible import split_responsible
from plans.domain.reading.text import fold, is_ditto, is_empty, value

_SPACED_NUMBER = re.compile(r"\s*\.\s*")
_JOINT = " – "
_NAMES_PLACE = re.compile(r"мест|площадк|форм|ауди|адрес")


@dataclass(slots=True)
class _Above:
    """What stood in the cells above, for ditto marks."""

    deadline: str = ""
    responsible: str = ""


@dataclass(slots=True)
class PlanReader:
    """Gives one raw plan its meaning in a period."""

    raw: RawPlan
    index: int
    period: Period
    known: frozenset[str] = frozenset()
    doubts: list[Doubt] = field(default_factory=list)
    _above: _Above = field(default_factory=_Above)
    _positions: dict[Field, int] = field(default_factory=dict)
    _extra: tuple[int, ...] = ()
    _grid: MonthGrid | None = None
    _unit: Unit | None = None
    _is_mixed: bool = False
    _is_counted: bool = False
    _items: int = 0
    _people: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def read(self) -> PlanContent:
        layout = self.raw.layout
        for position, name in enumerate(layout.fields):
            self._positions.setdefault(name, position)
        self._extra = tuple(
            position for position, name in enumerate(layout.fields) if name is Field.OTHER
        )
        self._grid = MonthGrid.of(layout, self.period)
        self._unit = self._deadline_unit()
        self._is_counted = self._counts_titles()
        self._is_mixed = bool(_NAMES_PLACE.search(self._deadline_header()))
        return PlanContent(
            plan_kind(self.raw.title),
            self.raw.title,
            self.period,
            layout.columns(),
            tuple(self._section(section) for section in self.raw.sections),
            self.raw.introduction,
        )

    def _deadline_unit(self) -> Unit | None:
        """«Месяц» or «Квартал» above the deadlines: bare numbers count those."""
        header = self._deadline_header()
        if re.search(r"квартал", header):
            return Unit.QUARTER
        return Unit.MONTH if re.search(r"^\W*месяц|\(месяц", header) else None

    def _deadline_header(self) -> str:
        position = self._positions.get(Field.DEADLINE)
        return "" if position is None else self.raw.layout.slots[position].header.lower()

    def _section(self, section: RawSection) -> Section:
        context = DeadlineContext(self.period, _span_of(section, self.period), self._unit)
        items = tuple(self._item(item, context) for item in section.items)
        return Section(section.number, section.title, items)

    def _item(self, raw: RawItem, context: DeadlineContext) -> Item:
        row = raw.row
        steps = tuple(self._step(step, context) for step in raw.steps)
        deadline, responsible = Deadline(), tuple[str, ...]()
        if not steps:
            deadline, responsible = self._deadline(row, context), self._responsible(row)
        item = Item(
            self._number(row),
            value(self._title(row)) or "",
            description=value(self._text(row, Field.DESCRIPTION)),
            goal=value(self._text(row, Field.GOAL)),
            audience=value(self._text(row, Field.AUDIENCE)),
            channels=split_channels(self._text(row, Field.CHANNELS)),
            result=value(self._text(row, Field.RESULT)),
            deadline=deadline,
            responsible=responsible,
            steps=steps,
            note=value(self._text(row, Field.NOTE)),
            extra={index: fold(row.cells[index]) for index in self._extra if row.cells[index]},
        )
        self._items += 1
        return item

    def _step(self, row: RawRow, context: DeadlineContext) -> Step:
        title = value(self._text(row, Field.INTERMEDIATE_RESULT)) or ""
        return Step(title, self._deadline(row, context), self._responsible(row))

    def _text(self, row: RawRow, name: Field) -> str:
        return row.text(self._positions.get(name))

    def _counts_titles(self) -> bool:
        """Whether the numbers stand in the titles: «1. Первенство», «2. Лыжня»."""
        if Field.NUMBER in self._positions:
            return False
        rows = [item.row for section in self.raw.sections for item in section.items]
        return are_numbered([self._text(row, Field.TITLE) for row in rows if not row.number])

    def _title(self, row: RawRow) -> str:
        text = self._text(row, Field.TITLE)
        return parted(text)[1] if self._is_counted and not row.number else text

    def _number(self, row: RawRow) -> str | None:
        printed = fold(self._text(row, Field.NUMBER)) or row.number
        if self._is_counted:
            printed = printed or parted(self._text(row, Field.TITLE))[0]
        plain = _SPACED_NUMBER.sub(".", printed).lstrip(" №").rstrip(" .")
        return None if is_empty(plain) else plain

    def _deadline(self, row: RawRow, context: DeadlineContext) -> Deadline:
        text = self._deadline_text(row)
        if text and is_ditto(text) and self._above.deadline:
            return Deadline(text, self._understood(self._above.deadline, context))
        self._above.deadline = text
        terms = self._understood(text, context)
        if self._grid:
            marked, is_clear = self._grid.read(row)
            terms = (*terms, *(term for term in marked if term not in terms))
            if not is_clear:
                self._doubt("пометка в графе месяца не прочитана", Field.MONTH)
        return Deadline(text or None, terms)

    def _understood(self, text: str, context: DeadlineContext) -> tuple[Term, ...]:
        reader = understand_dated_part if self._is_mixed else understand
        reading = reader(text, context)
        for remark in reading.remarks:
            self._doubt(remark.value, Field.DEADLINE)
        return reading.terms

    def _deadline_text(self, row: RawRow) -> str:
        parts = [fold(self._text(row, Field.DEADLINE))]
        start = fold(self._text(row, Field.DEADLINE_START))
        end = fold(self._text(row, Field.DEADLINE_END))
        if start and end:
            parts.append(f"{start}{_JOINT}{end}")
        else:
            parts.append(start or end)
        return " ".join(part for part in parts if part)

    def _responsible(self, row: RawRow) -> tuple[str, ...]:
        text = self._text(row, Field.RESPONSIBLE)
        if is_ditto(text) and self._above.responsible:
            text = self._above.responsible
        self._above.responsible = text
        if text not in self._people:
            self._people[text] = split_responsible(text, self.known)
        return self._people[text]

    def _doubt(self, reason: str, name: Field) -> None:
        self.doubts.append(Doubt(reason, self.index, self._items, name))


def _span_of(section: RawSection, period: Period) -> Window | None:
    """The month or quarter that a section row names."""
    title = section.title or ""
    if not title or len(title) > 40:
        return None
    terms = understand(title, DeadlineContext(period)).terms
    return terms[0] if len(terms) == 1 and isinstance(terms[0], Window) else None
