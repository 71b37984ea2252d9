"""Find the heading of a register on the sheet, and take the rows below it."""

from collections.abc import Sequence

from documents.registers.preview import Table, column_letters
from organisations.domain.errors import RuleError

SEARCHED_ROWS = 10


def table_of(sheet: Sequence[Sequence[str]], wanted: Sequence[str], *, limit: int) -> Table:
    """The columns that are read, wherever they stand, and their rows but the empty ones."""
    at = _heading_row(sheet, wanted)
    found = [_plain(text) for text in sheet[at]]
    places = [found.index(_plain(heading)) for heading in wanted]
    rows, numbers = [], []
    for number, cells in enumerate(sheet[at + 1 :], at + 2):
        row = [cells[place].strip() for place in places]
        if any(row):
            rows.append(row)
            numbers.append(number)
    if not rows:
        raise RuleError("В таблице нет ни одной строки под заголовком: заполните её и загрузите.")
    if len(rows) > limit:
        raise RuleError(
            f"В таблице {len(rows)} строк, а за один раз загружается не больше {limit}: "
            "разделите её на части."
        )
    known = {_plain(heading) for heading in wanted}
    unread = [text for text in sheet[at] if text and _plain(text) not in known]
    letters = [column_letters(place) for place in places]
    return Table(list(wanted), letters, rows, numbers, unread)


def _heading_row(sheet: Sequence[Sequence[str]], wanted: Sequence[str]) -> int:
    """The row that names most of the columns; all of them must be there."""
    names = [{_plain(text) for text in row} for row in sheet[:SEARCHED_ROWS]]
    missing = [[one for one in wanted if _plain(one) not in row] for row in names]
    at = min(range(len(missing)), key=lambda index: len(missing[index]), default=None)
    if at is None or missing[at]:
        absent = ", ".join(f"«{one}»" for one in (missing[at] if at is not None else wanted))
        raise RuleError(f"В таблице нет столбцов: {absent}. Скачайте бланк и перенесите в него.")
    return at


def _plain(text: str) -> str:
    return " ".join(text.lower().split())
