"""What a plan document says, as plain data: forms, imports and exports all speak it.

The shape is that of the plan JSON: one `PlanDocument` for a file, one `PlanContent` for each plan
in it. Texts are as printed, white space folded; every date is inclusive.
"""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from plans.domain.deadlines import Deadline
from plans.domain.frame import Frame, Printed

__all__ = [
    "Approval",
    "ApprovalKind",
    "Column",
    "Deadline",
    "Doubt",
    "Field",
    "Item",
    "Order",
    "PlanContent",
    "PlanDocument",
    "PlanKind",
    "Section",
    "Step",
]


class PlanKind(StrEnum):
    """What a plan calls itself («вид плана»)."""

    WORK_PLAN = "work_plan"
    MEDIA_PLAN = "media_plan"
    ROAD_MAP = "road_map"
    ACTION_PLAN = "action_plan"


class Field(StrEnum):
    """The canonical meaning of a plan table's column («графа»)."""

    NUMBER = "number"
    TITLE = "title"
    DESCRIPTION = "description"
    GOAL = "goal"
    AUDIENCE = "audience"
    CHANNELS = "channels"
    RESULT = "result"
    INTERMEDIATE_RESULT = "intermediate_result"
    DEADLINE = "deadline"
    DEADLINE_START = "deadline_start"
    DEADLINE_END = "deadline_end"
    RESPONSIBLE = "responsible"
    NOTE = "note"
    MONTH = "month"
    OTHER = "other"


class ApprovalKind(StrEnum):
    """What a signature block says («гриф»)."""

    APPROVED = "approved"
    AGREED = "agreed"


@dataclass(frozen=True, slots=True)
class Order:
    """The order («приказ») that puts a document in force."""

    number: str
    date: dt.date
    issuer: str | None = None


@dataclass(frozen=True, slots=True)
class Approval:
    """One signature block: «УТВЕРЖДАЮ», «СОГЛАСОВАНО», or an appendix to an order."""

    kind: ApprovalKind
    position: str | None = None
    name: str | None = None
    date: dt.date | None = None
    order: Order | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """An intermediate result («промежуточный результат») with its own deadline."""

    title: str
    deadline: Deadline = field(default_factory=Deadline)
    responsible: tuple[str, ...] = ()
    printed: Printed = field(default_factory=Printed)


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a plan («мероприятие»); `extra` keeps cells no field names, by column."""

    number: str | None
    title: str
    description: str | None = None
    goal: str | None = None
    audience: str | None = None
    channels: tuple[str, ...] = ()
    result: str | None = None
    deadline: Deadline = field(default_factory=Deadline)
    responsible: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    note: str | None = None
    extra: dict[int, str] = field(default_factory=dict)
    printed: Printed = field(default_factory=Printed)


@dataclass(frozen=True, slots=True)
class Section:
    """A full-width row («раздел», «этап») and the items below it."""

    number: str | None
    title: str | None
    items: tuple[Item, ...]
    printed: Printed = field(default_factory=Printed)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the printed table: its header as written, what it means, its width in mm."""

    header: str
    field: Field
    width_mm: float | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a person should look at: a reason in words and the place it is about.

    `plan` and `item` are indexes counted from 0 (items run through all sections of the plan);
    None means the document as a whole. `field` names the cell, where there is one.
    """

    reason: str
    plan: int | None = None
    item: int | None = None
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class PlanContent:
    """One plan of a document: heading, columns in printed order, sections."""

    kind: PlanKind
    title: str
    period: tuple[dt.date, dt.date]
    columns: tuple[Column, ...]
    sections: tuple[Section, ...]
    introduction: str = ""
    frame: Frame = field(default_factory=Frame)


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """Everything a person reads in one file."""

    approvals: tuple[Approval, ...]
    plans: tuple[PlanContent, ...]
    doubts: tuple[Doubt, ...] = ()
