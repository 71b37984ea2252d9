"""Terms of a deadline in words, for a chip: «01.09.2022 – 31.12.2022», «раз в квартал»."""

from plans.domain.deadlines import (
    Continuous,
    Due,
    Every,
    OnRequest,
    Recurring,
    Term,
    Unknown,
    Window,
)

_SPANS = {
    Every.WEEK: "неделю",
    Every.MONTH: "месяц",
    Every.QUARTER: "квартал",
    Every.HALF_YEAR: "полгода",
    Every.YEAR: "год",
}
_PLAIN: dict[type[Term], str] = {
    Continuous: "весь период",
    OnRequest: "по запросу",
    Unknown: "уточнить",
}


def say_term(term: Term) -> str:
    match term:
        case Window(start, end):
            return f"{start:%d.%m.%Y}" if start == end else f"{start:%d.%m.%Y} – {end:%d.%m.%Y}"
        case Due(end):
            return f"до {end:%d.%m.%Y}"
        case Recurring():
            return _say_recurring(term)
    return _PLAIN[type(term)]


def _say_recurring(term: Recurring) -> str:
    said = f"{_times(term.times)} в {_SPANS[term.every]}"
    return said if term.day is None else f"{said}, до {term.day} числа"


def _times(times: int) -> str:
    if times == 1:
        return "раз"
    few = times % 10 in {2, 3, 4} and times % 100 not in {12, 13, 14}
    return f"{times} раза" if few else f"{times} раз"
