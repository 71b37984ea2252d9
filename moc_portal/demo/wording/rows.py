"""The shape in which plans are worded here."""

from dataclasses import dataclass
from enum import StrEnum, auto


class Who(StrEnum):
    """Who is asked to carry an item out."""

    ALL = auto()
    SCHOOLS = auto()
    ADDITIONAL = auto()  # additional education, sport, culture
    LITTLE = auto()  # kindergartens
    STAFF = auto()  # the centre's own methodist
    NOBODY = auto()


@dataclass(frozen=True, slots=True)
class StepRow:
    """An intermediate result."""

    title: str
    deadline: str
    responsible: str = "МОЦ"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a plan, who does it, and what they will have to say of it."""

    title: str
    deadline: str
    responsible: str
    who: Who
    result: str = ""
    said: str = "Мероприятие проведено, материалы размещены на сайте организации."
    goal: str = ""
    audience: str = ""
    channels: tuple[str, ...] = ()
    steps: tuple[StepRow, ...] = ()


Sections = tuple[tuple[str, tuple[Row, ...]], ...]
