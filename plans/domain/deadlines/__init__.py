"""Deadlines («сроки»): what they mean, how they are read and how they are printed."""

from plans.domain.deadlines.calendar import (
    DeadlineContext,
    Unit,
)
from plans.domain.deadlines.dated_part import understand_dated_part
from plans.domain.deadlines.printing import (
    print_term,
    print_terms,
)
from plans.domain.deadlines.reading import (
    Reading,
    read_deadline,
    understand,
)
from plans.domain.deadlines.remarks import Remark
from plans.domain.deadlines.terms import (
    Continuous,
    Deadline,
    Due,
    Every,
    OnRequest,
    Recurring,
    Term,
    Unknown,
    Window,
    arrange,
    merge,
    term_from_dict,
    term_to_dict,
    terms_from_json,
    terms_to_json,
)

__all__ = [
    "Continuous",
    "Deadline",
    "DeadlineContext",
    "Due",
    "Every",
    "OnRequest",
    "Reading",
    "Recurring",
    "Remark",
    "Term",
    "Unit",
    "Unknown",
    "Window",
    "arrange",
    "merge",
    "print_term",
    "print_terms",
    "read_deadline",
    "term_from_dict",
    "term_to_dict",
    "terms_from_json",
    "terms_to_json",
    "understand",
    "understand_dated_part",
]
