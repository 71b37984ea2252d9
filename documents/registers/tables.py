"""An uploaded workbook as rows of text; runs in a child process, so without Django."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from organisations.domain.errors import RuleError

MAX_CELLS = 200_000


def read_rows(path: Path) -> list[list[str]]:
    """The first sheet from its first row on, every cell as text; the row's index is its number."""
    try:
        sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    except (CalamineError, OSError, ValueError) as error:
        raise RuleError(
            "Книга Excel не открывается. Откройте её в Excel или LibreOffice, сохраните под "
            "новым именем и загрузите снова."
        ) from error
    last_row, last_column = sheet.end or (0, 0)
    if (last_row + 1) * (last_column + 1) > MAX_CELLS:
        raise RuleError(
            "В таблице слишком много ячеек. Удалите пустые строки и столбцы вокруг неё и "
            "загрузите снова."
        )
    return [[_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]


def _text(value: Any) -> str:
    """As a person reads it: «8» and not «8.0», «25.12.2025» and not a serial number."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return f"{value:%d.%m.%Y}"
    return " ".join(str(value).split())
