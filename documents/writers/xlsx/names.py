"""Names of sheets that Excel accepts."""

import re
from collections.abc import Sequence

from documents.writers.text import clean_text

_LONGEST_NAME = 31
_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\\t\n]")


def sheet_names(wanted: Sequence[str]) -> list[str]:
    """Names that Excel accepts: at most 31 characters, no []:*?/ or backslash, no two alike."""
    names: list[str] = []
    taken = {"history"}  # reserved by Excel
    for number, name in enumerate(wanted, 1):
        legal = _legal_name(name, _LONGEST_NAME) or f"Лист {number}"
        candidate, copy = legal, 1
        while candidate.casefold() in taken:
            copy += 1
            mark = f" ({copy})"
            candidate = _legal_name(legal, _LONGEST_NAME - len(mark)) + mark
        taken.add(candidate.casefold())
        names.append(candidate)
    return names


def _legal_name(name: str, longest: int) -> str:
    spaced = " ".join(_FORBIDDEN_IN_NAMES.sub(" ", clean_text(name)).split())
    # Excel counts UTF-16 units; half a character is dropped with `ignore`.
    cut = spaced.strip("'").encode("utf-16-le")[: longest * 2].decode("utf-16-le", "ignore")
    return cut.strip("' ")
