"""When each row of a plan will be asked about: every reporting period, and what none asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from plans.domain.checkpoints import Checkpoint
from plans.domain.deadlines import Due, OnRequest, Term, Window
from plans.domain.expectations import Span, due_on, spans_from


class Silence(StrEnum):
    """Why nobody is asked about a row."""

    ON_REQUEST = "on_request"
    UNASSIGNED = "unassigned"
    NO_PERIOD = "no_period"


@dataclass(frozen=True, slots=True)
class AskedSpan:
    """A period of the centre, or a quarter for which there is none yet."""

    key: str
    title: str
    window: Window
    due: date
    is_there: bool = True


@dataclass(frozen=True, slots=True)
class WorkRow:
    """An item as check-points see it: its own terms and those of its steps."""

    terms: tuple[Term, ...]
    checkpoint: Checkpoint
    is_assigned: bool

    @property
    def is_by_day(self) -> bool:
        """Whether the plan itself names the days; all else depends on check-points."""
        return bool(self.terms) and all(isinstance(term, Due | OnRequest) for term in self.terms)


@dataclass(frozen=True, slots=True)
class Asked:
    """When the row is asked about, by the place of the span; why not, where it never is."""

    days: dict[int, date]
    silence: Silence | None = None


def with_missing(spans: Sequence[AskedSpan], plan: Window) -> list[AskedSpan]:
    """The periods of a plan's time, and the quarters that no period touches yet."""
    known = [span for span in spans if _touch(span.window, plan)]
    for quarter in spans_from("quarter", plan.start):
        if quarter.starts_on > plan.end:
            break
        window = Window(quarter.starts_on, quarter.ends_on)
        if not any(_touch(span.window, window) for span in spans):
            known.append(_missing(quarter, window))
    return sorted(known, key=lambda span: (span.window.start, span.window.end))


def asked(row: WorkRow, plan: Window, spans: Sequence[AskedSpan]) -> Asked:
    """The days on which reports on the row are due, one a span at most."""
    found = {
        place: day
        for place, span in enumerate(spans)
        if (day := due_on(row.terms, plan, span.window, span.due, row.checkpoint)) is not None
    }
    if not found:
        is_request = bool(row.terms) and all(isinstance(term, OnRequest) for term in row.terms)
        return Asked({}, Silence.ON_REQUEST if is_request else Silence.NO_PERIOD)
    return Asked(found, None if row.is_assigned else Silence.UNASSIGNED)


def _touch(one: Window, other: Window) -> bool:
    return one.start <= other.end and other.start <= one.end


def _missing(quarter: Span, window: Window) -> AskedSpan:
    return AskedSpan(quarter.key, quarter.title, window, window.end, is_there=False)
