"""From the words of a deadline to its terms; whatever is not sure is unknown."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from plans.domain.deadlines.calendar import DeadlineContext
from plans.domain.deadlines.phrases import read_phrase
from plans.domain.deadlines.spans import SpanReader, cumulative
from plans.domain.deadlines.terms import (
    Continuous,
    Deadline,
    Due,
    Recurring,
    Term,
    Unknown,
    Window,
    arrange,
)
from plans.domain.deadlines.words import tokens

MAX_LENGTH = 400
_SEPARATORS = frozenset({",", ";", ":", "и", "далее", "затем", "/", "срок", "сроки", "дата", "а"})
_LABELS = frozenset({"отчет", "отчеты", "итоги", "ориентировочно"})
_BRACKETS = re.compile(r"\(([^()]*)\)?")
_STATEMENTS = re.compile(r";(?![^()]*\))")
_MONTH_SPAN = re.compile(r"(?:в |на )?(?:течение )?(?:всего |данного |текущего )?(месяц|квартал) ")


class Remark(StrEnum):
    """What a person should look at though the deadline could be read."""

    OPEN_END = "срок открыт, концом взят конец периода плана"
    AUGUST = "«август» может значить и месяц перед учебным годом, и последний месяц года"


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
    remarks = [Remark.OPEN_END] if reader.is_open else []
    bare_august = re.fullmatch(r"(?:в\s)?август[е]?\.?", text.strip().lower())
    if bare_august and context.is_school_year and not context.span:
        remarks.append(Remark.AUGUST)
    return Reading(arrange(terms), tuple(remarks))


class _DeadlineReader:
    """Reads one deadline; remembers whether it had to close an open end."""

    def __init__(self, context: DeadlineContext) -> None:
        self._context = context
        self.is_open = False

    def read(self, text: str) -> list[Term]:
        """Statements parted by semicolons stand side by side; each must be understood."""
        found = [self._statement(part) for part in _STATEMENTS.split(text) if part.strip()]
        return [term for terms in found for term in terms] if all(found) else []

    def _statement(self, text: str) -> list[Term]:
        head, colon, tail = text.partition(":")
        if colon and not head[-1:].isdigit():
            text = f"{head} ({tail})"
        outside = _BRACKETS.sub(" ", text)
        main = self._clause(outside)
        inside = [
            found
            for found in (self._bracket(bracket, main) for bracket in _BRACKETS.findall(text))
            if found
        ]
        if not inside:
            return _simplified(main or [])
        if main is None:
            return [term for found in inside for term in found]
        return _refined(main, inside)

    def _bracket(self, text: str, main: list[Term] | None) -> list[Term] | None:
        """A bracket after a month speaks of that month; one that cannot be read is a label."""
        context = self._context
        if main and len(main) == 1 and isinstance(main[0], Window):
            context = DeadlineContext(context.period, main[0])
        return self._clause(text, context)

    def _clause(self, text: str, context: DeadlineContext | None = None) -> list[Term] | None:
        """All terms of a clause; None where any word of it is not understood."""
        context = context or self._context
        found = tokens(text)
        reader = SpanReader(found, context)
        terms: list[Term] = []
        index = 0
        while index < len(found):
            step = self._step(found, index, terms, reader, context)
            if step == index:
                return None
            index = step
        self.is_open = self.is_open or reader.is_open
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
        span = _MONTH_SPAN.match(line)
        if span and context.span:
            terms.append(context.span)
            return index + len(span[0].split())
        dated = reader.read(index) or _offset(cumulative(found[index:], context), index)
        if dated:
            self._add(dated[0], terms)
            return dated[1]
        joints = _SEPARATORS | _LABELS
        after_joint = found[index] == "-" and index > 0 and found[index - 1] in joints
        return index + 1 if after_joint or found[index] in joints else index

    @staticmethod
    def _add(dated: list[Term], terms: list[Term]) -> None:
        """«сентябрь, не позднее 20-го» is the month up to that day."""
        last = terms[-1] if terms else None
        if isinstance(last, Window) and len(dated) == 1 and isinstance(dated[0], Due):
            end = dated[0].end
            if last.start <= end <= last.end and last.start.month == last.end.month:
                terms[-1] = Window(last.start, end)
                return
        terms.extend(dated)


def _offset(found: tuple[list[Term], int] | None, index: int) -> tuple[list[Term], int] | None:
    return (found[0], found[1] + index) if found else None


def _simplified(terms: list[Term]) -> list[Term]:
    """«ежемесячно, в течение года» says no more than «ежемесячно»."""
    if any(isinstance(term, Recurring) for term in terms):
        return [term for term in terms if term != Continuous()]
    return terms


def _refined(main: list[Term], inside: list[list[Term]]) -> list[Term]:
    """What a bracket adds: dates instead of a frequency, a day instead of a month."""
    inner = [term for found in inside for term in found]
    dated = [term for term in inner if isinstance(term, Window | Due)]
    if dated:
        main = [term for term in main if not isinstance(term, Recurring)]
    if len(main) == 1 and len(dated) == 1 and isinstance(main[0], Window):
        return [*_narrowed(main[0], dated[0]), *(term for term in inner if term not in dated)]
    return _simplified([*main, *inner])


def _narrowed(window: Window, inner: Window | Due) -> list[Term]:
    start = inner.start if isinstance(inner, Window) else window.start
    if window.start <= start <= inner.end <= window.end:
        return [Window(start, inner.end)]
    return [window, inner]
