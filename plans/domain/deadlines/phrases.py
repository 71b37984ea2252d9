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
_OF_WHAT = r"(?: (?:реализации|действия|исполнения)(?: [а-я]+){0,2})?"
_WHOLE = (
    r"(?:всего |всей |целого )?(?:(?:отчетного|учебный|календарного|текущего|планового|"
    rf"указанного|всего) )*(?:год|период){_OF_WHAT} "
)
_STOP = (
    r"(?!постоянн|ежемес|ежекв|еженед|ежегод|течение |до |с |в |далее |затем |и |не |период |год )"
)
_REST = rf"(?:{_STOP}[а-я]+ )*"
_OFTEN = "еженедельн|ежемесячн|ежеквартальн|ежегодн"

_CAMPAIGN_DAYS = 62  # «в течение месячника» is the whole of a plan that is no longer
_CAMPAIGN = re.compile(r"(?:в )?(?:течение|протяжении) (?:всего )?(?:месячник|декадник)\w* ")
_CONTINUOUS = re.compile(
    rf"(?:в )?(?:течение|протяжении) {_WHOLE}"
    rf"|(?:на )протяжении {_WHOLE}"
    r"|в ходе (?:всего )?(?:год|период) "
    r"|(?:(?:за|на) )?весь (?:(?:учебный|отчетный|календарный|плановый) )*"
    rf"(?:период|год){_OF_WHAT} "
    r"|учебный год (?=$|[,;])"
    r"|постоянно |на (?:постоянной|регулярной) основе |в постоянном режиме "
    r"|систематически |регулярно |непрерывно "
    r"|круглый год |круглогодично |круглогодичн\w+ "
)
_ASKED = (
    r"по мере (?!возможност)[а-я]+ "
    r"|(?:по|при) (?:необходимости|запрос\w*|требован\w+|обращени\w+|заявк\w+|вызов\w*|"
    r"поступлени\w+) "
    r"|в случае (?:необходимости|запроса|обращения|поступления) "
    r"|при наличии (?:необходимости|запрос\w*|заявок|заявк\w+|обращени\w+) "
)
_BY_DOCUMENT = (
    r"(?:по|согласно|в соответствии с) (?:(?!учебный)[а-я]+(?:ому|ым|ой) )?"
    r"(?:план\w* - график\w*|график\w*|план\w*|расписани\w+|положени\w+|циклограмм\w+) "
    r"|(?:согласно|в соответствии с|по отдельному) (?:[а-я]+(?:ому|ым) )?приказ\w* "
    r"|в сроки , установленные (?:приказ\w+|положени\w+|график\w+) "
)
_ON_REQUEST = re.compile(
    rf"(?P<asked>{_ASKED}){_REST}(?:(?:, )?(?:в )?(?:течение|протяжении) {_WHOLE})?"
    rf"|(?:{_BY_DOCUMENT}){_REST}"
)
_CONTINUOUS_AND_ASKED = re.compile(
    r"(?:постоянно|регулярно|систематически) , "
    rf"по (?:запрос|обращени|заявк)\w+ {_REST}"
)
_RECURRING = re.compile(
    r"(?:не (?:реже|менее|меньше) |минимум )?(?:чем )?(?:по )?(?:#(?P<times>\d+) )?(?:раз|р) "
    rf"(?:в|/) (?:течение )?(?:#1 )?(?:учебный |календарный )?{_SPAN} "
    r"|кажд\w+ (?P<each>неделя|месяц|квартал|полугодие|полгода|год) "
    rf"|(?P<adverb>{_OFTEN})\w* (?P<days>(?:(?:,|по|в|кажд\w+) )*W )?"
    r"|(?P<week>(?:по|кажд\w+) W (?:(?:и|,) (?:по )?W )*)(?P<of>(?:кажд\w+ )?месяц )?"
    r"|(?:в|на) (?:начало|середина|конец) кажд\w+ (?P<part>месяц|квартал|полугодие|год) "
    r"|(?P<nth>(?:в )?(?:кажд\w+ )?(?:#\d|последний) (?:W )?"
    r"(?:(?:и|,) (?:#\d|последний) (?:W )?)*)(?<=W )(?:кажд\w+ )?месяц "
    r"|по итогам (?:кажд\w+ )?(?P<after>месяц|квартал|полугодие) "
    r"|за #\d+ (?:рабочих |календарных )?(?:дня|дней|день) до конец (?P<before>месяц|"
    r"квартал|полугодие) "
)
_SPAN_GROUPS = ("span", "each", "part", "after", "before")
_BARE_WEEKDAYS = re.compile(r"W (?:, W )*и W (?=$|[,;])")
_NTH = re.compile(r"#\d|последний")
_WEEKDAY_OF_MONTH = re.compile(r"(?:, )?(?:в )?(?:кажд\w+ )?(?:#[1-5]|последний) W (?:месяц )?")
_WEEKDAYS_OF_MONTH = re.compile(r"(?:, )?(?:по|кажд\w+) W (?:(?:и|,) (?:по )?W )*")
_BY_DAY = re.compile(
    r"(?:, )?(?:в срок )?(?:(?P<by>по состоянию на|не позднее|не позже|до|к|на|по) )?"
    r"(?P<each>кажд\w+ )?#(?P<day>\d+) "
    r"(?P<unit>числа (?:(?P<every>кажд\w+) )?|рабочий день |(?=$|[,;] ))"
    r"(?:(?:последнего|последний) |(?P<following>следующего (?!за ))|текущего )?"
    r"(?P<month>месяц )?(?P<quarter>квартал )?"
    r"(?P<next>,? ?(?:следующего|следующий) за отчетн\w+ (?:(?P<of>месяц|период|квартал) )?)?"
    rf"(?:,? ?(?P<often>{_OFTEN})\w* )?"
)
_DAYS_OF_MONTH = re.compile(
    r"(?:, )?(?:с )?#(?P<first>\d+) (?:-|по) #(?P<day>\d+) числа (?P<every>кажд\w+ месяц )?"
)


def read_phrase(line: str, terms: list[Term], context: DeadlineContext) -> int:
    """Read what stands at the start of `line`, add or refine terms; how much was read."""
    for pattern, reader in (
        (_BY_DAY, _read_day),
        (_DAYS_OF_MONTH, _read_days),
        (_WEEKDAY_OF_MONTH, _read_weekday_of_month),
        (_WEEKDAYS_OF_MONTH, _read_weekdays_of_month),
        (_RECURRING, _read_recurring),
        (_BARE_WEEKDAYS, _read_bare_weekdays),
        (_CONTINUOUS_AND_ASKED, _read_both),
        (_CAMPAIGN, _read_campaign),
        (_CONTINUOUS, _read_continuous),
        (_ON_REQUEST, _read_on_request),
    ):
        match = pattern.match(line)
        if match and match.end() and reader(match, terms, context):
            return match.end()
    return 0


def _read_bare_weekdays(
    match: re.Match[str], terms: list[Term], _context: DeadlineContext
) -> bool:
    """«вт. и чт.», where nothing else is said of the days."""
    if terms:
        return False
    terms.append(Recurring(Every.WEEK, match[0].count("W"), None))
    return True


def _read_campaign(_match: re.Match[str], terms: list[Term], context: DeadlineContext) -> bool:
    """«в течение месячника», in the plan of that month."""
    if (context.period[1] - context.period[0]).days > _CAMPAIGN_DAYS:
        return False
    terms.append(Continuous())
    return True


def _read_both(_match: re.Match[str], terms: list[Term], _context: DeadlineContext) -> bool:
    terms.extend((Continuous(), OnRequest()))
    return True


def _read_continuous(_match: re.Match[str], terms: list[Term], _context: DeadlineContext) -> bool:
    terms.append(Continuous())
    return True


def _read_on_request(match: re.Match[str], terms: list[Term], _context: DeadlineContext) -> bool:
    if match["asked"] and terms and terms[-1] == Continuous():
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
        every, times = Every.MONTH, len(_NTH.findall(match["nth"]))
    else:
        every = _SPANS[next(filter(None, map(match.group, _SPAN_GROUPS)))]
    if not 1 <= times <= 366:
        return False
    terms.append(Recurring(every, times, None))
    return True


def _read_weekday_of_month(
    _match: re.Match[str], terms: list[Term], _context: DeadlineContext
) -> bool:
    """«ежемесячно, последняя пятница» names the day of what was just said."""
    return bool(terms) and terms[-1] == Recurring(Every.MONTH)


def _read_weekdays_of_month(
    _match: re.Match[str], terms: list[Term], _context: DeadlineContext
) -> bool:
    """«2 раза в месяц, по вторникам» names the days of what was just said."""
    last = terms[-1] if terms else None
    return isinstance(last, Recurring) and last.every is Every.MONTH and last.times > 1


def _read_days(match: re.Match[str], terms: list[Term], context: DeadlineContext) -> bool:
    """«01-10 число» of every month, unless a month stands around it."""
    first, day = int(match["first"]), int(match["day"])
    if (context.month and not match["every"]) or not 1 <= first < day <= 31:
        return False
    if terms and terms[-1] == Recurring(Every.MONTH):
        terms.pop()
    terms.append(Recurring(Every.MONTH, 1, day))
    return True


def _read_day(match: re.Match[str], terms: list[Term], context: DeadlineContext) -> bool:
    """«до 5 числа»: of the month just named, of each span just named, or of every month."""
    day = int(match["day"])
    if not 1 <= day <= 31 or not _is_day_named(match, terms, context):
        return False
    last = terms[-1] if terms else None
    known = None if match["unit"] == "рабочий день " else day
    if isinstance(last, Recurring) and last.day is None:
        terms[-1] = replace(last, day=known)
        return not match["often"]
    if isinstance(last, Window) and not match["month"]:
        return _shorten(last, day, terms)
    return _read_own_day(match, known, terms, context)


def _read_own_day(
    match: re.Match[str], day: int | None, terms: list[Term], context: DeadlineContext
) -> bool:
    """A day of the month around it, or of every month."""
    repeats = match["every"] or match["each"] or match["next"] or match["often"]
    if context.month and not repeats:
        return not match["following"] and _due_in_month(int(match["day"]), terms, context)
    of_quarter = match["of"] == "квартал" or (match["quarter"] and not match["month"])
    every = Every.QUARTER if of_quarter else Every.MONTH
    terms.append(Recurring(_ADVERBS.get(match["often"] or "", every), 1, day))
    return match["often"] not in {"ежегодн", "еженедельн"}


def _is_day_named(match: re.Match[str], terms: list[Term], context: DeadlineContext) -> bool:
    """A bare number is a day only after «до» in a month; without «до» it must recur."""
    last = terms[-1] if terms else None
    if not match["unit"]:
        return bool(match["by"]) and (isinstance(last, Window) or context.month is not None)
    if match["by"] and match["by"] != "по":
        return True
    repeats = match["each"] or match["every"] or match["often"]
    return bool(repeats) or isinstance(last, Recurring)


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
