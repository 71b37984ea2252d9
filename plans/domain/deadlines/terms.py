"""What a deadline means: six kinds of term, their order, and their JSON."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Every(StrEnum):
    """The span in which a recurring thing recurs."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """Within these days, both inclusive («Сентябрь-декабрь»)."""

    start: date
    end: date


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """By or on this day («До 25 августа»)."""

    end: date


@dataclass(frozen=True, slots=True, order=True)
class Continuous:
    """Throughout the plan's period («постоянно»)."""


@dataclass(frozen=True, slots=True, order=True)
class Recurring:
    """So many times in each span, by a day if named («ежемесячно до 5 числа»)."""

    every: Every
    times: int = 1
    day: int | None = None


@dataclass(frozen=True, slots=True, order=True)
class OnRequest:
    """When asked for or needed («по запросу»)."""


@dataclass(frozen=True, slots=True, order=True)
class Unknown:
    """Nothing could be read in it: a person must say."""


Term = Window | Due | Continuous | Recurring | OnRequest | Unknown


@dataclass(frozen=True, slots=True)
class Deadline:
    """The cell as written, and what it was understood to mean."""

    text: str | None = None
    terms: tuple[Term, ...] = ()


_UNDATED_ORDER = (Continuous, Recurring, OnRequest, Unknown)


def merge(windows: Iterable[Window]) -> tuple[Window, ...]:
    """Calendar order; adjacent and overlapping windows become one."""
    merged: list[Window] = []
    for window in sorted(windows):
        if merged and window.start <= _day_after(merged[-1].end):
            last = merged.pop()
            window = Window(last.start, max(last.end, window.end))  # noqa: PLW2901 -- grows
        merged.append(window)
    return tuple(merged)


def arrange(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Windows merged, calendar order, undated terms last, nothing twice."""
    kept = list(dict.fromkeys(terms))
    windows = merge(term for term in kept if isinstance(term, Window))
    dated: list[Window | Due] = [*windows, *(term for term in kept if isinstance(term, Due))]
    dated.sort(key=lambda term: (term.start if isinstance(term, Window) else term.end, term.end))
    undated = [term for term in kept if not isinstance(term, Window | Due)]
    undated.sort(key=lambda term: _UNDATED_ORDER.index(type(term)))
    return (*dated, *undated)


def term_to_dict(term: Term) -> dict[str, object]:  # noqa: PLR0911 -- one return a kind
    """A term as the plan JSON writes it."""
    match term:
        case Window(start, end):
            return {"kind": "window", "start": start.isoformat(), "end": end.isoformat()}
        case Due(end):
            return {"kind": "due", "end": end.isoformat()}
        case Continuous():
            return {"kind": "continuous"}
        case Recurring(every, times, day):
            return {"kind": "recurring", "every": every.value, "times": times, "day": day}
        case OnRequest():
            return {"kind": "on_request"}
        case Unknown():
            return {"kind": "unknown"}


def term_from_dict(data: dict[str, object]) -> Term:
    """The way back; a ValueError names what is wrong."""
    match data:
        case {"kind": "window", "start": str(start), "end": str(end)}:
            return Window(date.fromisoformat(start), date.fromisoformat(end))
        case {"kind": "due", "end": str(end)}:
            return Due(date.fromisoformat(end))
        case {"kind": "recurring", "every": str(every), "times": int(times), "day": day}:
            return Recurring(Every(every), times, day if isinstance(day, int) else None)
        case {"kind": str(kind)} if kind in _PLAIN:
            return _PLAIN[kind]
    raise ValueError(f"not a deadline term: {data!r}")


def terms_to_json(terms: Iterable[Term]) -> list[dict[str, object]]:
    return [term_to_dict(term) for term in terms]


def terms_from_json(data: Sequence[dict[str, object]]) -> tuple[Term, ...]:
    return tuple(term_from_dict(entry) for entry in data)


_PLAIN: dict[str, Term] = {
    "continuous": Continuous(),
    "on_request": OnRequest(),
    "unknown": Unknown(),
}


def _day_after(day: date) -> date:
    return day if day == date.max else day + timedelta(days=1)
