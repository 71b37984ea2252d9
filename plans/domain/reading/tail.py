"""Where a plan's rows end and what merely stands under them begins."""

import re
from collections.abc import Sequence

from plans.domain.reading.outside import is_outside
from plans.domain.reading.raw import RawRow
from plans.domain.reading.text import fold

_NUMBER = re.compile(
    r"\s*(?:№\s*)?(?:\d+(?:\s*\.\s*\d+)*|[IVXІХ]+|[а-яa-z])\s*[.)]*\s*", re.IGNORECASE
)
_MOSTLY = 0.7


def is_number(text: str) -> bool:
    """«7.», «3. 1», «IV», «а)»: what stands in a № column."""
    return bool(_NUMBER.fullmatch(text))


class Tail:
    """Tells the rows of a table that are no longer the plan's."""

    def __init__(self, number: int | None, title: int) -> None:
        self._number = number
        self._title = title
        self.is_numbered = False

    def look_at(self, rows: Sequence[RawRow]) -> None:
        """Learn whether nearly every row with a title has its number."""
        if self._number is None:
            return
        titled = [
            row
            for row in rows
            if row.span == 1 and len(row.filled) > 1 and row.text(self._title)[:1].isupper()
        ]
        numbered = sum(map(self._has_number, titled))
        if titled:
            self.is_numbered = numbered > 1 and numbered >= _MOSTLY * len(titled)

    def start(self, rows: Sequence[RawRow | None]) -> int:
        """The index of the first row under the plan; None stands for an empty row."""
        last = max(
            (index for index, row in enumerate(rows) if row and self._is_item(row)), default=-1
        )
        for index in range(last + 1, len(rows)):
            row = rows[index]
            if row is None:
                continue
            if is_outside([row.cells[place] for place in row.filled]):
                return index
            if index and rows[index - 1] is None and self._are_below(rows[index:]):
                return index
        return len(rows)

    def _are_below(self, rows: Sequence[RawRow | None]) -> bool:
        return all(row is None or len(row.filled) == 1 or self.is_numbered for row in rows)

    def _is_item(self, row: RawRow) -> bool:
        if self._has_number(row) or row.covered[self._title]:
            return True
        texts = [row.cells[place] for place in row.filled]
        if self.is_numbered or len(texts) < 2 or not row.text(self._title).strip():
            return False
        return not is_outside(texts)

    def _has_number(self, row: RawRow) -> bool:
        if self._number is None:
            return False
        text = fold(row.text(self._number))
        return bool(row.number) or (bool(text) and is_number(text))
