"""How a command names a period: «2025-Q4», «2025-11», «2025»."""

import re
from datetime import date

_CODE = re.compile(r"(?P<year>20\d\d)(-Q(?P<quarter>[1-4])|-(?P<month>0[1-9]|1[0-2]))?")


def first_day(code: str) -> date | None:
    """The day on which the named period begins; None where the code names none."""
    match = _CODE.fullmatch(code)
    if match is None:
        return None
    quarter, month = match["quarter"], match["month"]
    first_month = 3 * int(quarter) - 2 if quarter else int(month or 1)
    return date(int(match["year"]), first_month, 1)
