"""When a report is due on work without a day of its own («контрольные точки»)."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum

from plans.domain.deadlines import Continuous, Recurring, Term, Window


class Checkpoint(StrEnum):
    """How often a report is due on such work."""

    EACH = "each"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    END = "end"


_MONTHS = {Checkpoint.QUARTER: 3, Checkpoint.HALF_YEAR: 6}


def goes_on(term: Term) -> bool:
    """Whether the work takes a span of time: «весь период», «раз в квартал», «март – май»."""
    return isinstance(term, Window | Continuous | Recurring)


def check_days(terms: Iterable[Term], plan: Window, checkpoint: Checkpoint) -> frozenset[date]:
    """The days of which a report must tell; the period that holds one asks for it.

    A span that ends between two check-points has its last one where it ends, so that no work is
    left without any. Where every period asks, no day is special.
    """
    spans = [_span(term, plan) for term in terms if goes_on(term)]
    if checkpoint is Checkpoint.EACH or not spans:
        return frozenset()
    if checkpoint is Checkpoint.END:
        return frozenset({max(span.end for span in spans)})
    months = _MONTHS[checkpoint]
    return frozenset(day for span in spans for day in _ends(span, months))


def _span(term: Term, plan: Window) -> Window:
    return term if isinstance(term, Window) else plan


def _ends(span: Window, months: int) -> Iterator[date]:
    """The last days of the calendar's quarters or half-years that the span meets."""
    day = span.start
    while day <= span.end:
        month = (day.month - 1) // months * months + months
        last = date(day.year, month, monthrange(day.year, month)[1])
        yield min(last, span.end)
        if last == date.max:
            return
        day = last + timedelta(days=1)
