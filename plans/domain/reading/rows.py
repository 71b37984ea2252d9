"""Which row of a plan table is an item, a step, a section, or the rest of the row above."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from documents.readers import Row
from plans.domain.content import Field
from plans.domain.frame import SectionForm
from plans.domain.reading.columns import DATED
from plans.domain.reading.header import is_number_row, repeats
from plans.domain.reading.outside import is_outside
from plans.domain.reading.raw import Placer, RawItem, RawPlan, RawRow, RawSection
from plans.domain.reading.sections import is_marked, is_numbered, read_section
from plans.domain.reading.tail import Tail, is_number
from plans.domain.reading.text import fold, is_empty, shortened

_ROMAN = re.compile(r"[IVXІХ]+\.?")
_FIRST = re.compile(r"(?:\d+\s*\.\s*)*1\s*[.)]*")
_BROKEN_WORD = re.compile(r"[а-яё]-\s*$")
_DATE_REST = re.compile(r"(?:20\d\d\s*)?(?:год[а-я]*|г\.?)\b.*|20\d\d\W*", re.IGNORECASE)
_OPEN_DATE = re.compile(r"(?:[-–—,]|(?<![а-яё])(?:до|с|по|и|на|в))\s*$", re.IGNORECASE)
_MAX_PLAIN = 100  # a plain line that names a section is short
_WORK = DATED | {Field.RESPONSIBLE}
_JOINED = "строка без номера присоединена к этому пункту"


class RowReader:
    """Adds the rows of one table, or of a piece of one, to a plan."""

    def __init__(self, plan: RawPlan) -> None:
        layout = plan.layout
        self._plan = plan
        self._layout = layout
        self._number = layout.position(Field.NUMBER)
        self._title = layout.position(Field.TITLE) or 0
        self._step = layout.position(Field.INTERMEDIATE_RESULT)
        self._work = [index for index, field in enumerate(layout.fields) if field in _WORK]
        self._dates = [index for index, field in enumerate(layout.fields) if field in DATED]
        self._step_columns = frozenset([*self._work, -1 if self._step is None else self._step])
        self._goes_on = False
        self._tail = Tail(self._number, self._title)

    def read(self, rows: Sequence[Row], placer: Placer, *, goes_on: bool) -> None:
        """`goes_on`: the table continues one that a page's end broke."""
        self._goes_on = goes_on
        placed, resumed = self._placed(rows, placer)
        self._tail.look_at([row for row in placed if row])
        end = self._tail.start(placed)
        filled = [(index, row) for index, row in enumerate(placed[:end]) if row]
        followers = [row for _, row in filled[1:]]
        pages = sorted(resumed, reverse=True)
        for (index, row), following in zip_longest(filled, followers):
            while pages and pages[-1] <= index:
                pages.pop()
                self._goes_on = True
            self._add(row, following)
            self._goes_on = False
        self._leave_out([row for row in placed[end:] if row])

    def _placed(self, rows: Sequence[Row], placer: Placer) -> tuple[list[RawRow | None], set[int]]:
        """The rows under the columns, None for an empty one; and before which a page began."""
        placed: list[RawRow | None] = []
        resumed: set[int] = set()
        for row in rows:
            if repeats(row, self._layout):
                resumed.add(len(placed))
            elif not is_number_row(row):
                found = placer.place(row)
                placed.append(found if found.filled else None)
        return placed, resumed

    def _leave_out(self, rows: Sequence[RawRow]) -> None:
        for row in rows:
            self._keep_remark(row)

    def _add(self, row: RawRow, following: RawRow | None) -> None:
        filled = [index for index in row.filled if not row.covered[index]]
        if not filled and not (row.number and self._number is not None):
            return
        if len(filled) == 1 and len(row.filled) == 1:
            if self._add_single(row, filled[0], following):
                return
        elif self._is_numbered_section(row, following):
            title = f"{row.text(self._number)} {row.text(self._title)}".strip()
            self._add_section(title, row, SectionForm.CELLS)
            return
        self._add_work(row)

    def _add_single(self, row: RawRow, index: int, following: RawRow | None) -> bool:
        """A row with one text: a section, a remark, or the rest of a broken cell."""
        text = row.cells[index]
        if self._is_wide(row):
            self._add_section_or_remark(text, row)
            return True
        if row.number and index == self._title:
            is_section = self._is_numbered_section(row, following)
            if is_section:
                self._add_section(text, row, SectionForm.CELLS)
            return is_section
        if index == self._number:
            if not is_number(text):
                self._add_section_or_remark(text, row)
            return not is_number(text)
        return self._add_plain(row, index, following)

    def _add_plain(self, row: RawRow, index: int, following: RawRow | None) -> bool:
        """A text alone under another column than that of numbers."""
        text = row.cells[index]
        if index in {0, self._title} and self._is_single_section(row, text, following):
            self._add_section(text, row)
            return True
        return self._number is not None and self._extend_last(row)

    def _is_wide(self, row: RawRow) -> bool:
        width = len(row.cells)
        return row.span > max(1, width // 2) or (row.span > 1 and row.span >= width - 1)

    def _is_single_section(self, row: RawRow, text: str, following: RawRow | None) -> bool:
        if is_marked(text):
            return True
        if self._goes_on or fold(text)[:1].islower() or is_outside([text]):
            return False
        reason = "строка выделена жирным и понята" if row.is_bold else "строка без номера понята"
        if not row.is_bold and not self._parts_numbers(text, following):
            return False
        self._plan.doubt_next(f"{reason} как раздел: «{shortened(text)}»")
        return True

    def _parts_numbers(self, text: str, following: RawRow | None) -> bool:
        """A plain line between numbered rows: numbers begin anew, or it is a heading's length."""
        number = self._number_of(following) if following else ""
        if self._number is None or not number or self._ends_open():
            return False
        is_short = len(text) <= _MAX_PLAIN and text.rstrip()[-1:].isalnum()
        restarts = bool(_FIRST.fullmatch(number))
        return is_short or restarts or is_numbered(fold(text)) or text.isupper()

    def _ends_open(self) -> bool:
        item = self._plan.last_item
        texts = (item.steps or [item.row])[-1].cells if item else []
        return any(text.rstrip().endswith(("-", "–", ",", ":")) for text in texts)

    def _extend_last(self, row: RawRow) -> bool:
        item = self._plan.last_item
        if item is None:
            return False
        self._join(item, row)
        return True

    def _join(self, item: RawItem, row: RawRow) -> None:
        """Add the rest of a broken row; say so where it may be a row of its own."""
        title = fold(row.text(self._title))
        has_dates = any(row.text(index).strip() for index in self._dates)
        if title and not row.covered[self._title] and (has_dates or not title[:1].islower()):
            self._plan.doubt(f"{_JOINED}: «{shortened(title)}»")
        item.extend(row, self._step_columns)

    def _number_of(self, row: RawRow) -> str:
        return fold(row.text(self._number)) or row.number

    def _is_numbered_section(self, row: RawRow, following: RawRow | None) -> bool:
        """«II | Работа с кадрами |  |  »: a number, a title, and nothing else."""
        number = self._number_of(row)
        if self._number is None or row.filled not in ([self._number, self._title], [self._title]):
            return False
        if any(row.covered[index] for index in row.filled) or not number:
            return False
        if following is None or row.text(self._number).strip().endswith(")"):
            return False
        below = self._number_of(following)
        plain = number.rstrip(".")
        title = fold(row.text(self._title))
        return (
            bool(_ROMAN.fullmatch(number))
            or (below.startswith(f"{plain}.") and below.rstrip(".") != plain)
            or (row.is_bold and not following.is_bold)
            or (title.isupper() and len(title) > 8)
        )

    def _add_section_or_remark(self, text: str, row: RawRow) -> None:
        if is_outside([text]):
            self._keep_remark(row)
        else:
            self._add_section(text, row)

    def _add_section(self, text: str, row: RawRow, form: SectionForm = SectionForm.ROW) -> None:
        number, title = read_section(text, row.number)
        section = RawSection(number, title, places=(row.place,), form=form, is_bold=row.is_bold)
        section.texts = (
            {index: row.cells[index] for index in row.filled}
            if form is SectionForm.CELLS
            else {0: f"{row.number} {text}".strip()}
        )
        self._plan.sections.append(section)

    def _keep_remark(self, row: RawRow) -> None:
        text = " ".join(row.cells[index] for index in row.filled)
        self._plan.doubt(f"строка под таблицей не считается пунктом: «{shortened(text)}»")
        self._plan.keep_below(row)

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
            self._join(item, row)

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
        if not fold(row.text(self._title))[:1].islower():
            return False
        dated = [index for index in self._dates if row.text(index).strip()]
        return self._tail.is_numbered or all(
            bool(_DATE_REST.fullmatch(fold(row.text(index))))
            or bool(_OPEN_DATE.search(before.text(index)))
            for index in dated
        )

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
        if self._tail.is_numbered and not self._number_of(row):
            self._plan.doubt("у пункта нет номера, хотя у других строк он есть", Field.NUMBER)
