"""Numbers printed at the start of titles, where a table has no column for them."""

import re
from collections.abc import Sequence
from itertools import pairwise

_NUMBERED = re.compile(
    r"\s*(?P<number>\d{1,3}(?:\.\d{1,3})*)(?:\s*[.)]\s*(?=[^\d\s.])|(?<=\.\d)\s+|(?<=\.\d\d)\s+)"
    r"(?P<rest>\S.*)",
    re.DOTALL,
)
_MOSTLY = 0.7


def are_numbered(titles: Sequence[str]) -> bool:
    """Whether most titles begin with a number, and the numbers mostly grow."""
    found = [match["number"] for match in map(_NUMBERED.fullmatch, titles) if match]
    if len(found) < 2 or len(found) < _MOSTLY * len(titles):
        return False
    counted = [tuple(int(part) for part in number.split(".")) for number in found]
    growing = sum(before < after for before, after in pairwise(counted))
    return growing >= _MOSTLY * (len(counted) - 1)


def parted(title: str) -> tuple[str, str]:
    """«1.2. Сбор» is "1.2" and «Сбор»; the first is empty where no number stands."""
    match = _NUMBERED.fullmatch(title)
    return (match["number"], match["rest"]) if match else ("", title)
