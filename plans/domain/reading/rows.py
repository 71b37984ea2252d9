"""Which row of a plan table is an item, a step, a section, or the rest of the row above."""

import re
from collections.abc import Sequence
from dataclasses import replace

from documents.readers import Row
from plans.domain.content import Field
from plans.domain.frame import Line, SectionForm
from plans.domain.reading.header import is_number_row
from plans.domain.reading.raw import Placer, RawItem, RawPlan, RawRow, RawSection
from plans.domain.reading.sections import is_marked, is_remark, read_section
from plans.domain.reading.text import fold, is_empty

_ROMAN = re.compile(r"[IVXІХ]+\.?")
_NUMBER = re.compile(
    r"\s*(?:№\s*)?(?:\d+(?:\s*\.\s*\d+)*|[IVXІХ]+|[а-яa-z])\s*[.)]*\s*", re.IGNORECASE
)
_BROKEN_WORD = re.compile(r"[а-яё]-\s*$")
_WORK = (Field.DEADLINE, Field.DEADLINE_START, Field.DEADLINE_END, Field.MONTH, Field.RESPONSIBLE)


class RowReader:
    """Adds the rows of one table, or of a piece of one, to a plan."""

    def __init__(self, plan: RawPlan) -> None:
        layout = plan.layout
        self._plan = plan
        self._number = layout.position(Field.NUMBER)
        self._title = layout.position(Field.TITLE) or 0
        self._step = layout.position(Field.INTERMEDIATE_RESULT)
        self._work = [index for index, field in enumerate(layout.fields) if field in _WORK]
        self._dates = [
            index for index in self._work if layout.fields[index] is not Field.RESPONSIBLE
        ]
        self._step_columns = frozenset([*self._work, -1 if self._step is None else self._step])
        self._goes_on = False

    def read(self, rows: Sequence[Row], placer: Placer, *, goes_on: bool) -> None:
        """`goes_on`: the table continues one that a page's end broke."""
        self._goes_on = goes_on
        placed = [placer.place(row) for row in rows if not is_number_row(row)]
        placed = [row for row in placed if row.filled]
        for index, row in enumerate(placed):
            following = placed[index + 1] if index + 1 < len(placed) else None
            self._add(row, following)
            self._goes_on = False

    def _add(self, row: RawRow, following: RawRow | None) -> None:
        filled = [index for index in row.filled if not row.covered[index]]
        if not filled and not (row.number and self._number is not None):
            return
        if len(filled) == 1 and len(row.filled) == 1 and self._add_single(row, filled[0]):
            return
        if self._is_numbered_section(row, following):
            title = f"{row.text(self._number)} {row.text(self._title)}".strip()
            self._add_section(title, row, SectionForm.CELLS)
            return
        self._add_work(row)

    def _add_single(  # noqa: PLR0911 -- the surest sign first
        self, row: RawRow, index: int
    ) -> bool:
        """A row with one text: a section, a remark, or the rest of a broken cell."""
        text = row.cells[index]
        width = len(row.cells)
        if row.span > max(1, width // 2) or (row.span > 1 and row.span >= width - 1):
            if is_remark(text):
                self._keep_remark(row, text)
                return True
            self._add_section(text, row)
            return True
        if row.number and index == self._title:
            return False
        is_number = index == self._number and bool(_NUMBER.fullmatch(text))
        may_be_section = index in {0, self._title} and not is_number
        is_broken = self._goes_on or fold(text)[:1].islower()
        if may_be_section and (is_marked(text) or (row.is_bold and not is_broken)):
            self._add_section(text, row)
            return True
        if index == self._number and not is_number:
            if is_remark(text):
                self._keep_remark(row, text)
                return True
            self._add_section(text, row)
            return True
        return self._extend_last(row) if self._number is not None and not is_number else False

    def _extend_last(self, row: RawRow) -> bool:
        item = self._plan.last_item
        if item is None:
            return False
        item.extend(row, self._step_columns)
        return True

    def _is_numbered_section(self, row: RawRow, following: RawRow | None) -> bool:
        """«II | Работа с кадрами |  |  »: a number, a title, and nothing else."""
        number = fold(row.text(self._number)) or row.number
        if self._number is None or row.filled not in ([self._number, self._title], [self._title]):
            return False
        if any(row.covered[index] for index in row.filled) or not number:
            return False
        if following is None or row.text(self._number).strip().endswith(")"):
            return False
        below = fold(following.text(self._number)) or following.number
        plain = number.rstrip(".")
        title = fold(row.text(self._title))
        return (
            bool(_ROMAN.fullmatch(number))
            or (below.startswith(f"{plain}.") and below.rstrip(".") != plain)
            or (row.is_bold and not following.is_bold)
            or (title.isupper() and len(title) > 8)
        )

    def _add_section(self, text: str, row: RawRow, form: SectionForm = SectionForm.ROW) -> None:
        number, title = read_section(text, row.number)
        section = RawSection(number, title, places=(row.place,), form=form, is_bold=row.is_bold)
        section.texts = (
            {index: row.cells[index] for index in row.filled}
            if form is SectionForm.CELLS
            else {0: f"{row.number} {text}".strip()}
        )
        self._plan.sections.append(section)

    def _keep_remark(self, row: RawRow, text: str) -> None:
        self._plan.below.append(Line(text, place=row.place))

    def _add_work(self, row: RawRow) -> None:
        item = self._plan.last_item
        if item is None:
            self._new_item(row)
        elif self._is_covered(row, self._title):
            self._add_under(item, row)
        elif self._starts_item(row):
            self._new_item(row)
        elif self._starts_step(row):
            item.steps.append(row)
        else:
            item.extend(row, self._step_columns)

    def _add_under(self, item: RawItem, row: RawRow) -> None:
        """The title is merged over this row too: a further step, or the same title again."""
        if self._step is None:
            self._new_item(row)
            return
        for index, text in enumerate(row.cells):
            if index != self._step and index not in self._work and not row.covered[index]:
                item.row.cells[index] = f"{item.row.cells[index]}\n{text}".strip()
        if row.text(self._step).strip():
            item.steps.append(row)
        else:
            item.extend(row, self._step_columns)

    def _starts_item(self, row: RawRow) -> bool:
        has_title = not is_empty(row.text(self._title))
        if self._number is None:
            return has_title and not (self._goes_on and self._is_rest(row))
        if row.text(self._number).strip() or row.number:
            return True
        if not has_title:
            return False
        has_work = any(row.text(index).strip() for index in self._work)
        is_rest = self._is_rest(row) if self._goes_on else self._is_plainly_rest(row)
        return has_work and not is_rest

    def _is_rest(self, row: RawRow) -> bool:
        """Whether a row at the top of a page is the rest of the last one on the page before."""
        item = self._plan.last_item
        if item is None:
            return False
        if self._dates and all(is_empty(row.text(index)) for index in self._dates):
            return True
        before, title = (item.steps or [item.row])[-1], fold(row.text(self._title))
        broken = any(text.rstrip().endswith(("-", "–", ",")) for text in before.cells)
        return broken or title[:1].islower()

    def _is_plainly_rest(self, row: RawRow) -> bool:
        """Whether a row inside a table continues a word or a sentence of the row above."""
        item = self._plan.last_item
        if item is None:
            return False
        before = (item.steps or [item.row])[-1]
        if any(_BROKEN_WORD.search(text) for text in before.cells):
            return True
        has_dates = any(row.text(index).strip() for index in self._dates)
        return not has_dates and fold(row.text(self._title))[:1].islower()

    def _starts_step(self, row: RawRow) -> bool:
        if self._step is None or is_empty(row.text(self._step)):
            return False
        has_deadline = any(row.text(index).strip() for index in self._dates)
        if not self._goes_on:
            return has_deadline
        return has_deadline and not self._is_rest(row)

    def _is_covered(self, row: RawRow, index: int) -> bool:
        return row.covered[index] and (self._number is None or row.covered[self._number])

    def _new_item(self, row: RawRow) -> None:
        item = RawItem(row)
        if self._step is not None and not is_empty(row.text(self._step)):
            item.steps.append(replace(row, cells=list(row.cells), covered=list(row.covered)))
        self._plan.add_item(item)
