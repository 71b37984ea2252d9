"""Terms in words, so written that reading the words gives the terms again."""

from collections.abc import Iterable
from datetime import date

from plans.domain.deadlines.terms import (
    Continuous,
    Due,
    Every,
    OnRequest,
    Recurring,
    Term,
    Unknown,
    Window,
)

_ADVERBS = {
    Every.WEEK: "еженедельно",
    Every.MONTH: "ежемесячно",
    Every.QUARTER: "ежеквартально",
    Every.HALF_YEAR: "1 раз в полугодие",
    Every.YEAR: "ежегодно",
}
_SPANS = {
    Every.WEEK: "неделю",
    Every.MONTH: "месяц",
    Every.QUARTER: "квартал",
    Every.HALF_YEAR: "полугодие",
    Every.YEAR: "год",
}


def print_terms(terms: Iterable[Term]) -> str:
    """«с 01.09.2024 по 30.09.2024; постоянно»."""
    return "; ".join(print_term(term) for term in terms)


def print_term(term: Term) -> str:  # noqa: PLR0911 -- one return a kind
    match term:
        case Window(start, end):
            return f"с {_day(start)} по {_day(end)}"
        case Due(end):
            return f"до {_day(end)}"
        case Recurring():
            return _recurring(term)
        case Continuous():
            return "постоянно"
        case OnRequest():
            return "по запросу"
        case Unknown():
            return "уточняется"


def _recurring(term: Recurring) -> str:
    times = (
        "раза" if term.times % 10 in {2, 3, 4} and term.times % 100 not in {12, 13, 14} else "раз"
    )
    often = (
        _ADVERBS[term.every] if term.times == 1 else f"{term.times} {times} в {_SPANS[term.every]}"
    )
    return f"{often} до {term.day} числа" if term.day else often


def _day(day: date) -> str:
    return f"{day.day:02}.{day.month:02}.{day.year:04}"
