"""Whether a table without a plan's header goes on with the plan above it."""

import re
from collections import Counter
from collections.abc import Sequence

from documents.readers import Row, Table
from plans.domain.content import Field
from plans.domain.deadlines import DeadlineContext, Unknown, understand
from plans.domain.periods import year_period
from plans.domain.reading.columns import DATED, guess, normal
from plans.domain.reading.layout import Layout
from plans.domain.reading.outside import is_signature
from plans.domain.reading.raw import Placer, RawRow
from plans.domain.reading.tail import is_number
from plans.domain.reading.text import fold, is_empty

SAMPLE = 30
_SIGNS = re.compile(
    r"\s*(?:утверждаю|утвержд[её]н[аоы]?\b|согласован[аоы]?\b|(?:личная )?подпись\b)|.*___",
    re.IGNORECASE,
)
_HEADER_SCORE = 2
_CONTEXT = DeadlineContext(year_period(2000))


def continues(table: Table, layout: Layout) -> bool:
    """As wide as the plan, without a header of its own, and with like things in its columns."""
    width = len(layout.slots)
    rows = [row for row in table.rows[:SAMPLE] if any(cell.text.strip() for cell in row)]
    if not rows or any(_SIGNS.match(cell.text) for row in rows[:4] for cell in row):
        return False
    lengths = Counter(len(row) for row in rows if len(row) > 1)
    if width < 3 or not lengths or lengths.most_common(1)[0][0] != width:
        return False
    if has_own_header(rows):
        return False
    placer = Placer(layout, by_order=differs_in_grid(rows, layout))
    return _fits([placer.place(row) for row in rows if len(row) == width], layout)


def differs_in_grid(rows: Sequence[Row], layout: Layout) -> bool:
    """A piece of a table whose grid is cut otherwise: its cells count, not their columns."""
    full = [row for row in rows if len(row) == len(layout.slots)]
    starts = {slot.start for slot in layout.slots}
    odd = sum(any(cell.column not in starts for cell in row) for row in full)
    return bool(full) and odd * 2 > len(full)


def has_own_header(rows: Sequence[Row]) -> bool:
    """The first row names columns: «№ | Ф.И.О. | Должность», or is bold above plain ones."""
    first = next((row for row in rows if len(row) > 1), ())
    texts = [cell.text for cell in first if cell.text.strip()]
    if len(texts) < 2 or any(len(text) > 80 for text in texts) or is_number(texts[0]):
        return False
    guesses = [guess(text) for text in texts]
    named = sum(bool(found.score >= _HEADER_SCORE) for found in guesses)
    if guesses[0].field is Field.NUMBER and normal(texts[0]) != "п":
        return True
    are_bold = all(cell.is_bold for cell in first if cell.text.strip())
    others = [row for row in rows if row is not first and len(row) > 1]
    plain_below = bool(others) and not any(cell.is_bold for row in others for cell in row)
    return (are_bold and plain_below and named > 0) or named * 3 >= len(texts) * 2


def _fits(rows: Sequence[RawRow], layout: Layout) -> bool:
    number = layout.position(Field.NUMBER)
    if any(is_signature([row.cells[place] for place in row.filled]) for row in rows):
        return False
    if number is not None:
        printed = [fold(row.text(number)) or row.number for row in rows]
        if sum(not text or is_number(text) for text in printed) * 2 < len(rows):
            return False
    dated = [index for index, field in enumerate(layout.fields) if field in DATED - {Field.MONTH}]
    texts = [row.text(index) for row in rows for index in dated if not is_empty(row.text(index))]
    read = sum(Unknown() not in understand(fold(text), _CONTEXT).terms for text in texts)
    return not texts or read * 2 >= len(texts)
