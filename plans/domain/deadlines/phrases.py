"""Deadlines without a date: continuous, recurring, on request."""

import re
from dataclasses import replace

from plans.domain.deadlines.calendar import DeadlineContext
from plans.domain.deadlines.terms import (
    Continuous,
    Due,
    Every,
    OnRequest,
    Recurring,
    Term,
    Window,
)

_SPANS = {
    "неделя": Every.WEEK,
    "месяц": Every.MONTH,
    "квартал": Every.QUARTER,
    "полугодие": Every.HALF_YEAR,
    "полгода": Every.HALF_YEAR,
    "год": Every.YEAR,
    "период": Every.YEAR,
}
_ADVERBS = {
    "еженедельн": Every.WEEK,
    "ежемесячн": Every.MONTH,
    "ежеквартальн": Every.QUARTER,
    "ежегодн": Every.YEAR,
}
_SPAN = "(?P<span>неделя|месяц|квартал|полугодие|полгода|год)"
_WHOLE = (
    r"(?:всего |всей |целого )?(?:(?:отчетного|учебного|календарного|текущего|планового|"
    r"указанного|"
    r"всего) )*(?:год|период)(?: реализации(?: [а-я]+){0,2}| действия(?: [а-я]+){0,2})? "
)
_STOP = (
    r"(?!постоянн|ежемес|ежекв|еженед|ежегод|течение |до |с |в |далее |затем |и |не |период |год )"
)
_REST = rf"(?:{_STOP}[а-я]+ )*"

_CONTINUOUS = re.compile(
    rf"(?:в )?(?:течение|протяжении) {_WHOLE}"
    rf"|(?:на )протяжении {_WHOLE}"
    r"|в ходе (?:всего )?(?:год|период) "
    r"|(?:за )?весь (?:учебный |отчетный |календарный |плановый )*(?:период|год)"
    r"(?: реализации(?: [а-я]+){0,2})? "
    r"|постоянно |на постоянной основе |систематически |регулярно |непрерывно "
    r"|круглый год |круглогодично |круглогодичн\w+ "
)
_ON_REQUEST = re.compile(
    r"по мере (?:необходимости|поступления|возникновения|потребности|обращения|готовности) "
    + _REST
    + r"|(?:по|при) (?:необходимости|запрос\w*|требован\w+|обращени\w+|заявк\w+|вызов\w*|"
    r"поступлени\w+) "
    + _REST
    + r"|(?:по|согласно|в соответствии с) (?:[а-я]+(?:ому|ым|ому|ым|ой) )?"
    r"(?:план\w* - график\w*|график\w*|план\w*|расписани\w+|положени\w+|циклограмм\w+) "
    + _REST
    + r"|в сроки , установленные (?:приказ\w+|положени\w+|график\w+) "
    + _REST
)
_RECURRING = re.compile(
    rf"(?:не (?:реже|менее|"
    rf"меньше) )?(?:чем )?(?:#(?P<times>\d+) )?раз в (?:#1 )?(?:учебный |"
    rf"календарный )?{_SPAN} "
    r"|кажд\w+ (?P<each>неделя|месяц|квартал|полугодие|полгода|год) "
    r"|(?P<adverb>еженедельн|ежемесячн|ежеквартальн|ежегодн)\w* (?P<days>(?:(?:по|в) )?W )?"
    r"|(?P<week>(?:по|кажд\w+) W (?:(?:и|,) (?:по )?W )*)(?P<of>(?:кажд\w+ )?месяц )?"
    r"|(?P<nth>(?:в )?(?:#\d|последний|кажд\w+ #\d) W (?:и (?:#\d|"
    r"последний) W )?(?:кажд\w+ )?месяц )"
    r"|по итогам (?:кажд\w+ )?(?P<after>месяц|квартал|полугодие) "
    r"|за #\d+ (?:рабочих |календарных )?(?:дня|дней|день) до конец (?P<before>месяц|"
    r"квартал|полугодие) "
)
_BY_DAY = re.compile(
    r"(?:, )?(?:в срок )?(?:по состоянию на|не позднее|не позже|до|к|на) #(?P<day>\d+) "
    r"(?P<unit>числа (?:(?P<every>кажд\w+) )?|рабочий день |(?=$|[,;] ))"
    r"(?:последнего |последний )?(?P<month>месяц )?(?:квартал )?"
    r"(?P<next>,? ?(?:следующего|следующий) за отчетн\w+ (?:(?P<of>месяц|период|квартал) )?)?"
)


def read_phrase(line: str, terms: list[Term], context: DeadlineContext) -> int:
    """Read what stands at the start of `line`, add or refine terms; how much was read."""
    for pattern, reader in (
        (_BY_DAY, _read_day),
        (_RECURRING, _read_recurring),
        (_CONTINUOUS, _read_continuous),
        (_ON_REQUEST, _read_on_request),
    ):
        match = pattern.match(line)
        if match and match.end() and reader(match, terms, context):
            return match.end()
    return 0


def _read_continuous(_match: re.Match[str], terms: list[Term], _context: DeadlineContext) -> bool:
    terms.append(Continuous())
    return True


def _read_on_request(match: re.Match[str], terms: list[Term], _context: DeadlineContext) -> bool:
    asked = not re.search(r"график|план|расписан", match[0])
    if asked and terms and terms[-1] == Continuous():
        terms.pop()
    terms.append(OnRequest())
    return True


def _read_recurring(match: re.Match[str], terms: list[Term], _context: DeadlineContext) -> bool:
    times = int(match["times"] or 1)
    if match["adverb"]:
        every = _ADVERBS[match["adverb"]]
    elif match["week"]:
        every, times = Every.WEEK, match["week"].count("W")
    elif match["nth"]:
        every, times = Every.MONTH, match["nth"].count("W")
    else:
        every = _SPANS[match["span"] or match["each"] or match["after"] or match["before"]]
    if not 1 <= times <= 366:
        return False
    terms.append(Recurring(every, times, None))
    return True


def _read_day(  # noqa: PLR0911 -- one return a reading
    match: re.Match[str], terms: list[Term], context: DeadlineContext
) -> bool:
    """«до 5 числа»: of the month just named, of each span just named, or of every month."""
    day = int(match["day"])
    if not 1 <= day <= 31:
        return False
    last = terms[-1] if terms else None
    is_day = match["unit"] != "рабочий день "
    if not match["unit"] and not (_ends_in_window(terms) or context.month):
        return False
    if isinstance(last, Recurring) and last.day is None:
        terms[-1] = replace(last, day=day if is_day else None)
        return True
    if isinstance(last, Window) and not match["month"]:
        return _shorten(last, day, terms)
    repeats = bool(match["every"] or match["next"])
    if context.month and not repeats:
        return _due_in_month(day, terms, context)
    quarterly = match["of"] == "квартал"
    terms.append(
        Recurring(Every.QUARTER if quarterly else Every.MONTH, 1, day if is_day else None)
    )
    return True


def _ends_in_window(terms: list[Term]) -> bool:
    return bool(terms) and isinstance(terms[-1], Window)


def _shorten(window: Window, day: int, terms: list[Term]) -> bool:
    start, end = window.start, window.end
    if (start.year, start.month) != (end.year, end.month) or not start.day <= day <= end.day:
        return False
    terms[-1] = Window(start, start.replace(day=day))
    return True


def _due_in_month(day: int, terms: list[Term], context: DeadlineContext) -> bool:
    year, month = context.month or (1, 1)
    try:
        terms.append(Due(context.period[0].replace(year=year, month=month, day=day)))
    except ValueError:
        return False
    return True
