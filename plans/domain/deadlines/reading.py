"""From the words of a deadline to its terms; whatever is not sure is unknown."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from plans.domain.deadlines.arranging import arranged, without_first_year
from plans.domain.deadlines.calendar import DeadlineContext
from plans.domain.deadlines.labels import label_at, weekday_at
from plans.domain.deadlines.phrases import read_phrase
from plans.domain.deadlines.remarks import Remark
from plans.domain.deadlines.spans import SpanReader, cumulative
from plans.domain.deadlines.terms import (
    Continuous,
    Deadline,
    Due,
    Every,
    Recurring,
    Term,
    Unknown,
    Window,
    arrange,
)
from plans.domain.deadlines.words import tokens

MAX_LENGTH = 400
_BRACKETS = re.compile(r"\(([^()]*)\)?")
_STATEMENTS = re.compile(r";(?![^()]*\))")
_YEAR_IN_BRACKETS = re.compile(r"\(\s*(20\d\d)\s*(?:г\w*\.?)?\s*\)", re.IGNORECASE)
_BARE_YEARS = re.compile(r"\s*20(\d\d)\s*[-–—−/]\s*(?:20)?(\d\d)\s*")
_YEAR_HEAD = re.compile(r"\s*(?:в\s+)?20\d\d\s*(?:г\w*\.?)?\s*", re.IGNORECASE)
_YEAR_WITH_PARTS = re.compile(rf"({_YEAR_HEAD.pattern})\(([^()]+)\)[\s.]*", re.IGNORECASE)
_DATED_SIGN = re.compile(r"[MTYU]\d.*|квартал|полугодие")
_WEEKDAY = re.compile(r"(?:в )?(?:#[1-5]|последний) W")
_BY = frozenset({"до", "к", "по", "позднее", "позже"})
_NUMBERED = re.compile(r"(?:в )?(?:[#R]\d|последний|начало|середина|конец)")
_THIS_SPAN = re.compile(
    r"(?:в |на )?(?:течение |весь )?(?:всего |данного |текущего )?(месяц|квартал) "
)
_SPAN_MONTHS = {Every.WEEK: 0, Every.MONTH: 1, Every.QUARTER: 3, Every.HALF_YEAR: 6}
_SPAN_MONTHS[Every.YEAR] = 12


@dataclass(frozen=True, slots=True)
class Reading:
    """The terms of a deadline, and what is doubtful about them."""

    terms: tuple[Term, ...]
    remarks: tuple[Remark, ...] = ()


def read_deadline(text: str | None, context: DeadlineContext) -> Deadline:
    """The deadline with its meaning; an empty cell has none."""
    folded = " ".join((text or "").split())
    return Deadline(folded or None, understand(folded, context).terms)


@lru_cache(maxsize=4096)
def understand(text: str, context: DeadlineContext) -> Reading:
    """What a deadline means, and what is doubtful about it."""
    if not text:
        return Reading(())
    if len(text) > MAX_LENGTH or "_" in text:
        return Reading((Unknown(),))
    reader = _DeadlineReader(context)
    terms = reader.read(text)
    if not terms:
        return Reading((Unknown(),))
    remarks = reader.remarks
    bare_august = re.fullmatch(r"(?:в\s)?август[е]?\.?(?:\s*[,;][^\d]*)?", text.strip().lower())
    if bare_august and context.is_school_year and not context.span:
        remarks.append(Remark.AUGUST)
    return Reading(arrange(terms), tuple(dict.fromkeys(remarks)))


class _DeadlineReader:
    """Reads one deadline; remembers what it took for granted."""

    def __init__(self, context: DeadlineContext) -> None:
        self._context = context
        self.remarks: list[Remark] = []

    def read(self, text: str) -> list[Term]:
        """Statements parted by semicolons stand side by side; each must be understood."""
        text = _YEAR_IN_BRACKETS.sub(r" \1 ", text)
        years = _BARE_YEARS.fullmatch(text) if self._context.is_school_year else None
        if years and (int(years[1]) + 1) % 100 == int(years[2]):
            text = f"{text} уч. год"
        found = [
            self._year_with_parts(part) or self._statement(part)
            for part in _STATEMENTS.split(text)
            if part.strip(" .")
        ]
        return [term for terms in found for term in terms] if all(found) else []

    def _year_with_parts(self, text: str) -> list[Term] | None:
        """«2024 год (май, октябрь)» is those two months."""
        parts = _YEAR_WITH_PARTS.fullmatch(text)
        return self._clause(f"{parts[1]}: {parts[2]}") if parts else None

    def _statement(self, text: str) -> list[Term]:
        head, colon, tail = text.partition(":")
        is_head = not head[-1:].isdigit() and not _YEAR_HEAD.fullmatch(head)
        if colon and is_head and ":" not in tail:
            text = f"{head} ({tail})"
        main = self._clause(_BRACKETS.sub(" ", text))
        if main and isinstance(main[0], Continuous | Recurring) and len(main) == 1:
            joined = self._continued(text)
            if joined:
                return joined
        brackets = [self._bracket(bracket, main) for bracket in _BRACKETS.findall(text)]
        inside = [found for found in brackets if found]
        if not inside:
            return _simplified(main or [])
        if main is None:
            is_label = not any(map(_DATED_SIGN.fullmatch, tokens(_BRACKETS.sub(" ", text))))
            return [term for found in inside for term in found] if is_label else []
        signs = tokens(" ".join(_BRACKETS.findall(text)))
        return _refined(main, inside, is_by=not _BY.isdisjoint(signs))

    def _continued(self, text: str) -> list[Term]:
        """«В течение года (по запросу)», «Ежемесячно (до 10 числа)» read on over the bracket."""
        terms = self._clause(text.replace("(", " ").replace(")", " ")) or []
        is_dated = any(isinstance(term, Window | Due) for term in terms)
        return [] if is_dated else _simplified(terms)

    def _bracket(self, text: str, main: list[Term] | None) -> list[Term] | None:
        """A bracket after a month speaks of that month; one that cannot be read is a label."""
        context = self._context
        if _WEEKDAY.fullmatch(" ".join(tokens(text))):
            return None
        if main and len(main) == 1 and isinstance(main[0], Window):
            context = DeadlineContext(context.period, main[0])
        return self._clause(text, context)

    def _clause(self, text: str, context: DeadlineContext | None = None) -> list[Term] | None:
        """All terms of a clause; None where any word of it is not understood."""
        found = arranged(tokens(text))
        context = context or self._context
        if not any(sign.startswith("ежегодн") for sign in found):
            return self._terms(found, context)
        return self._yearly(found, context)

    def _yearly(self, found: list[str], context: DeadlineContext) -> list[Term] | None:
        """«Май, ежегодно»: in each year of the plan; «май, ежегодно с 2025 года»: from that on."""
        rest, first = without_first_year(found)
        years = [
            self._terms(rest, each) for each in context.years() if each.period[1].year >= first
        ]
        read = [term for terms in years if terms is not None for term in terms]
        if first and not any(isinstance(term, Window | Due) for term in read):
            return self._terms(found, context)
        return list(dict.fromkeys(read)) or None

    def _terms(self, found: list[str], context: DeadlineContext) -> list[Term] | None:
        reader = SpanReader(found, context)
        terms: list[Term] = []
        index = 0
        while index < len(found):
            step = self._step(found, index, terms, reader, context)
            if step == index:
                return None
            index = step
        self.remarks.extend(reader.remarks)
        return terms

    def _step(
        self,
        found: list[str],
        index: int,
        terms: list[Term],
        reader: SpanReader,
        context: DeadlineContext,
    ) -> int:
        line = " ".join(found[index:]) + " "
        read = read_phrase(line, terms, context)
        if read:
            return index + len(line[:read].split())
        dated = (
            _this_span(line, index, context)
            or _within_month(found, index, terms, context)
            or reader.read(index)
            or cumulative(found, index, context)
        )
        if dated:
            _add(dated[0], terms)
            return dated[1]
        after_day = bool(terms) and isinstance(terms[-1], Due)
        return index + (weekday_at(found, index, after_day=after_day) or label_at(found, index))


def _this_span(line: str, index: int, context: DeadlineContext) -> tuple[list[Term], int] | None:
    """«в течение месяца» of the section, or of a plan of one month."""
    match = _THIS_SPAN.match(line)
    window = context.named_span(match[1]) if match else None
    return ([window], index + len(match[0].split())) if match and window else None


def _within_month(
    found: list[str], index: int, terms: list[Term], context: DeadlineContext
) -> tuple[list[Term], int] | None:
    """«октябрь, 15-20», «октябрь, 2 декада»: parts of the month just named take its place."""
    last = terms[-1] if terms else None
    if not isinstance(last, Window) or _months(last) > 1:
        return None
    comma = found[index] == ","
    is_range = found[index + 1 : index + 2] == ["-"]
    if not (comma or is_range) or not _NUMBERED.match(" ".join(found[index + comma :])):
        return None
    dated = SpanReader(found, replace(context, span=last)).read(index + comma)
    if dated is None or not all(_is_within(term, last) for term in dated[0]):
        return None
    terms.pop()
    return dated


def _is_within(term: Term, window: Window) -> bool:
    """Whether a term is dated by a part of the window."""
    if isinstance(term, Due):
        return window.start <= term.end <= window.end
    return isinstance(term, Window) and window.start <= term.start <= term.end <= window.end


def _add(dated: list[Term], terms: list[Term]) -> None:
    """«сентябрь, не позднее 20-го» is the month up to that day."""
    last = terms[-1] if terms else None
    if isinstance(last, Window) and len(dated) == 1 and isinstance(dated[0], Due):
        end = dated[0].end
        if last.start <= end <= last.end and last.start.month == last.end.month:
            terms[-1] = Window(last.start, end)
            return
    terms.extend(dated)


def _simplified(terms: list[Term]) -> list[Term]:
    """«ежемесячно, в течение года» says no more than «ежемесячно»."""
    if any(isinstance(term, Recurring) for term in terms):
        return [term for term in terms if term != Continuous()]
    return terms


def _refined(main: list[Term], inside: list[list[Term]], *, is_by: bool) -> list[Term]:
    """What a bracket adds: dates instead of a frequency, a day instead of a month."""
    inner = [term for found in inside for term in found]
    dated = [term for term in inner if isinstance(term, Window | Due)]
    main = [term for term in main if not _is_dated_by(term, dated)]
    if len(main) == 1 and dated and isinstance(main[0], Window):
        narrowed = _narrowed(main[0], dated, is_by=is_by)
        return [*narrowed, *(term for term in inner if term not in dated)]
    return _simplified([*main, *inner])


def _is_dated_by(term: Term, dated: list[Window | Due]) -> bool:
    """«2 раза в год (май, июнь)» is its dates; «ежемесячно (сентябрь-май)» recurs within them."""
    if not isinstance(term, Recurring):
        return False
    return bool(dated) and not any(
        isinstance(entry, Window) and _months(entry) > _SPAN_MONTHS[term.every] for entry in dated
    )


def _months(window: Window) -> int:
    start, end = window.start, window.end
    return 12 * (end.year - start.year) + end.month - start.month + 1


def _narrowed(window: Window, dated: list[Window | Due], *, is_by: bool) -> list[Term]:
    """«октябрь (до 15)» ends then; «октябрь (5, 12)», «сентябрь-май (октябрь)» are these."""
    if not all(_is_within(term, window) for term in dated):
        return [window, *dated]
    if is_by and len(dated) == 1 and isinstance(dated[0], Due):
        return [Window(window.start, dated[0].end)]
    return [*dated]
