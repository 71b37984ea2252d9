"""How a version came into force, in words for its document: who agreed, by what it is approved."""

import re
from dataclasses import dataclass
from datetime import date

# Said here again: the form's own list would bring the door for uploads into the process that
# opens a stranger's file.
KINDS = ("приказ", "распоряжение", "постановление", "решение", "протокол")
_DAY = r"(?P<day>\d\d)\.(?P<month>\d\d)\.(?P<year>\d{4})"


@dataclass(frozen=True, slots=True)
class ApprovalOrder:
    """The document that put the version in force: «приказ … от 30.08.2025 № 175»."""

    kind: str
    number: str
    day: date


@dataclass(frozen=True, slots=True)
class Decision:
    """A row of the sheet of agreement; `day` is None where nothing was decided."""

    name: str
    short_name: str
    position: str
    words: str
    day: date | None
    note: str
    has_agreed: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """What the document of a version says of its approval besides the seal."""

    title: str
    number: int
    approved_on: date
    basis: str = ""
    order: ApprovalOrder | None = None
    decisions: tuple[Decision, ...] = ()


def order_in(basis: str, number: str) -> ApprovalOrder | None:
    """The document in a version's basis, as `basis_words` puts it; None for other words.

    Without a `number` of its own the basis was typed: it counts where it says nothing else.
    """
    known = re.escape(number) if number else r"[\w/.–-]*\w"
    said = (
        rf"(?P<kind>{'|'.join(KINDS)})\b[^;]*?\bот {_DAY}(?: ?г\.)? № ?(?P<number>{known})(?:;.*)?"
    )
    match = re.fullmatch(said, basis.strip(), re.DOTALL)
    if match is None:
        return None
    try:
        day = date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
    return ApprovalOrder(match["kind"], match["number"], day)
