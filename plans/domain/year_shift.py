"""Move the dates of a text by whole years: what of it, how sure, and why not the rest.

A mark is a piece of the text with a year, and what it would say. Sure ones are proposed; of
doubtful ones a person decides; kept ones are told and cannot be moved. Nothing here writes.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from plans.domain.year_days import leap_day, weekday_marks
from plans.domain.year_words import (
    DASH,
    MONTH,
    OF_YEAR,
    SLASHED_PAIR,
    Protected,
    is_bare,
    is_numbered,
    protected_in,
)


class Verdict(StrEnum):
    """What is proposed for a year."""

    MOVE = auto()
    ASK = auto()
    KEEP = auto()


@dataclass(frozen=True, slots=True)
class YearShift:
    """From one period to another: by how many years, and what the old one was."""

    by: int
    starts_on: date
    ends_on: date

    @property
    def back(self) -> "YearShift":
        """The way back."""
        return YearShift(-self.by, _moved(self.starts_on, self.by), _moved(self.ends_on, self.by))


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of a text, and what would stand there."""

    start: int
    end: int
    before: str
    after: str
    verdict: Verdict
    reason: str = ""


def shift_between(old: tuple[date, date], new: tuple[date, date]) -> YearShift:
    """How far apart two periods are; school year and calendar year are counted by the start."""
    return YearShift(new[0].year - old[0].year, *old)


def marks_in(text: str, shift: YearShift, *, is_deadline: bool = False) -> tuple[Mark, ...]:
    """Every year of the text, left to right."""
    if not shift.by or not text:
        return ()
    found = _Marker(text, shift, is_deadline=is_deadline).marks()
    return tuple(sorted(found, key=lambda mark: mark.start))


def with_marks(text: str, replaced: Iterable[tuple[Mark, str]]) -> str:
    """The text with these pieces replaced."""
    for mark, after in sorted(replaced, key=lambda pair: -pair[0].start):
        text = text[: mark.start] + after + text[mark.end :]
    return text


def shifted(text: str, shift: YearShift, *, is_deadline: bool = False, ask: bool = False) -> str:
    """The text with all sure marks moved; with the doubtful ones, too, if `ask`."""
    wanted = {Verdict.MOVE, Verdict.ASK} if ask else {Verdict.MOVE}
    marks = marks_in(text, shift, is_deadline=is_deadline)
    return with_marks(text, [(mark, mark.after) for mark in marks if mark.verdict in wanted])


def shifted_period(period: tuple[date, date], by: int) -> tuple[date, date]:
    return _moved(period[0], by), _moved(period[1], by)


def _moved(day: date, by: int) -> date:
    """The same day of another year; the last of February where there is no 29th, and back."""
    if (day.month, day.day) == (2, 28) and _is_last(day) and _is_leap(day.year + by):
        return date(day.year + by, 2, 29)
    if (day.month, day.day) == (2, 29) and not _is_leap(day.year + by):
        return date(day.year + by, 2, 28)
    return day.replace(year=day.year + by)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _is_last(day: date) -> bool:
    return not _is_leap(day.year)


_FAR_BEFORE = "год раньше периода плана"
_FAR_AFTER = "год позже периода плана"
_LONG = "несколько лет подряд: может быть срок программы"
_PAST = "похоже на то, что уже было"
_BARE = "может быть числом, а не годом"
_PERHAPS_PAIR = "похоже на учебный год, но слова «учебный год» рядом нет"
_END = r"(?!\d|[.,]\d|-\d)"
_PAIR = re.compile(
    rf"(?<![\d.№])(?P<first>20\d\d)(?P<mid>{OF_YEAR}\s*{DASH}\s*)(?P<second>20\d\d|\d\d){_END}"
    rf"{OF_YEAR}",
    re.IGNORECASE,
)
_SHORT_PAIR = re.compile(
    rf"(?<![\d.])(?P<first>\d\d)(?P<mid>\s*{DASH}\s*)(?P<second>\d\d)"
    r"(?=\s*(?:-?(?:го|ый|ом|м|й)\s+)?уч)",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"(?<![\d.])(?P<day>\d{1,2})(?P<mid>\s?[./-])(?P<month>\d{1,2})(?:\s?[./-])"
    rf"(?P<year>20\d\d|19\d\d|(?<=[./])\d\d)(?!\d|\.\d){OF_YEAR}",
    re.IGNORECASE,
)
_ISO = re.compile(r"(?<![\d.-])(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])")
_MONTH_NUMBER = re.compile(
    rf"(?<![\d.])(?P<month>0?[1-9]|1[0-2])[./](?P<year>20\d\d)(?!\d|\.\d){OF_YEAR}", re.IGNORECASE
)
_WORDED = re.compile(
    rf"(?:[«\"]?(?P<day>\d{{1,2}})[»\"]?(?:-?(?:го|е|ое))?\s+)?(?<![а-яё])(?P<word>{MONTH})\.?"
    rf"(?:\s+месяц[а-яё]*)?\s+(?P<year>20\d\d|19\d\d){_END}{OF_YEAR}",
    re.IGNORECASE,
)
_ONE = re.compile(
    rf"(?<![\d№])(?<!\d[.,/–—-])(?P<year>20\d\d){_END}(?P<of>(?:-?(?:го|ый|ом|м|й))?"
    rf"{OF_YEAR})",
    re.IGNORECASE,
)
_LEAP_WORD = re.compile(
    r"(?<![\d.])(?P<day>29)(?P<rest>(?:-го)?\s+февраля)(?!\s+20\d\d)", re.IGNORECASE
)
_LEAP_NUMBER = re.compile(r"(?<![\d.])(?P<day>29)(?P<rest>\.02)(?!\d|\.\s?\d)")
_LEADS = re.compile(
    r"(?:(?<![а-яё])(?:в|во|на|за|до|с|со|по|к|ко|от|из|и|нового|квартал[а-яё]*|кв\.?"
    r"|полугоди[а-яё]*|лет[оау]м?|осен[ьи]ю?|весн[аыу]|весной|зим[аыу]|зимой|сезон[а-яё]*"
    r"|каникул[а-яё]*|период[а-яё]*)\s*|[(,–—-]\s*)$",
    re.IGNORECASE,
)
_FOLLOWED_BY_WORD = re.compile(
    r"\s+(?!и\b|в\b|на\b|по\b|с\b|до\b|для\b|уч|год|г\.)[а-яё]", re.IGNORECASE
)
_PAST_WORDS = re.compile(
    r"(?:утвержд[её]н|создан|принят|введ[её]н|открыт|основан|учрежд[её]н|подписан|заключ[её]н"
    r"|действу|работает|существу)[а-яё]*[^.;]{0,25}$",
    re.IGNORECASE,
)


class _Marker:
    """Finds the marks of one text; a place belongs to the first rule that takes it."""

    def __init__(self, text: str, shift: YearShift, *, is_deadline: bool) -> None:
        self._text = text
        self._shift = shift
        self._is_deadline = is_deadline
        self._low = shift.starts_on.year - 1
        self._high = shift.ends_on.year + 1
        self._guards = protected_in(text)
        self._taken: list[tuple[int, int]] = []
        self._marks: list[Mark] = []

    def marks(self) -> list[Mark]:
        for pattern, place in (
            (_DAY, self._date),
            (_ISO, self._date),
            (_WORDED, self._date),
            (_PAIR, self._pair),
            (_SHORT_PAIR, self._pair),
            (_MONTH_NUMBER, self._date),
            (_ONE, self._one),
            (SLASHED_PAIR, self._slashed),
            (_LEAP_WORD, self._leap),
            (_LEAP_NUMBER, self._leap),
        ):
            for match in pattern.finditer(self._text):
                if not self._is_taken(match.start(), match.end()):
                    place(match)
        for start, end, before, after, reason in weekday_marks(self._text, self._shift):
            verdict = Verdict.ASK if after != before else Verdict.KEEP
            self._marks.append(Mark(start, end, before, after, verdict, reason))
        return self._marks

    def _is_taken(self, start: int, end: int) -> bool:
        return any(start < last and first < end for first, last in self._taken)

    def _guard(self, start: int, end: int) -> Protected | None:
        touching = (one for one in self._guards if start < one.end and one.start < end)
        return next(touching, None)

    def _put(
        self,
        match: re.Match[str],
        years: Mapping[str, int],
        verdict: Verdict,
        reason: str,
        day: str = "",
    ) -> None:
        """One mark: the named groups hold years that grow, all else stays."""
        start, end = match.start(), match.end()
        self._taken.append((start, end))
        guard = self._guard(start, end)
        if guard:
            if not guard.reason:
                return
            verdict = Verdict.ASK if guard.is_doubtful else Verdict.KEEP
            reason = guard.reason
        after = self._text[start:end]
        places = {name: (match.start(name) - start, match.end(name) - start) for name in years}
        for name, (first, last) in sorted(places.items(), key=lambda item: -item[1][0]):
            width = last - first
            said = str(years[name] + self._shift.by)
            after = after[:first] + said[-width:] + after[last:]
        if day:
            first = match.start("day") - start
            after = after[:first] + day + after[first + 2 :]
        self._marks.append(Mark(start, end, self._text[start:end], after, verdict, reason))

    def _date(self, match: re.Match[str]) -> None:
        said = match.groupdict()
        year = int(said["year"])
        year += 2000 if year < 100 else 0
        month, day = int(said.get("month") or 0), int(said.get("day") or 0)
        if month > 12 or day > 31 or (said.get("month") is not None and not month):
            return
        verdict, reason = self._window(year)
        is_leap = day == 29 and (month == 2 or str(said.get("word", "")).lower().startswith("фев"))
        instead, why = leap_day(year + self._shift.by) if is_leap else ("", "")
        self._put(match, {"year": year}, verdict, why or reason, instead)

    def _pair(self, match: re.Match[str]) -> None:
        first, second = int(match["first"]), int(match["second"])
        first += 2000 if first < 100 else 0
        if second < 100:
            second += first // 100 * 100
        if not 0 < second - first <= 20:
            return
        verdict, reason = self._window(first)
        own = (self._shift.starts_on.year, self._shift.ends_on.year)
        if second - first > 1 and (first, second) != own and verdict is Verdict.MOVE:
            verdict, reason = Verdict.ASK, _LONG
        self._put(match, {"first": first, "second": second}, verdict, reason)

    def _one(self, match: re.Match[str]) -> None:
        verdict, reason = self._window(int(match["year"]))
        before, after = self._text[: match.start()], self._text[match.end() :]
        is_named = bool(match["of"].strip())
        if verdict is Verdict.MOVE and not self._is_deadline:
            is_led = bool(_LEADS.search(before)) and not _FOLLOWED_BY_WORD.match(after)
            if _PAST_WORDS.search(before):
                verdict, reason = Verdict.ASK, _PAST
            elif not is_named and not is_led and is_bare(before, after):
                verdict, reason = Verdict.ASK, _BARE
        self._put(match, {"year": int(match["year"])}, verdict, reason)

    def _slashed(self, match: re.Match[str]) -> None:
        """«27/28»: sure where the plan itself is of these years, or names them in full."""
        first, second = 2000 + int(match["first"]), 2000 + int(match["second"])
        verdict, reason = self._window(first)
        is_year = second - first == 1 and not is_numbered(self._text[: match.start()])
        if not is_year or verdict is not Verdict.MOVE:
            return
        own = (self._shift.starts_on.year, self._shift.ends_on.year)
        is_said = re.search(rf"{first}\s*{DASH}\s*(?:{second}|{second % 100:02})", self._text)
        if (first, second) != own and not is_said:
            verdict, reason = Verdict.ASK, _PERHAPS_PAIR
        self._put(match, {"first": first, "second": second}, verdict, reason)

    def _leap(self, match: re.Match[str]) -> None:
        """«до 29 февраля» without its year: the one in the period."""
        start, end = self._shift.starts_on, self._shift.ends_on
        years = [year for year in range(start.year, end.year + 1) if _is_leap(year)]
        inside = [year for year in years if start <= date(year, 2, 29) <= end]
        if not inside:
            return
        instead, why = leap_day(inside[0] + self._shift.by)
        if instead:
            self._put(match, {}, Verdict.MOVE, why, instead)

    def _window(self, year: int) -> tuple[Verdict, str]:
        if year < self._low:
            return (Verdict.ASK if self._is_deadline else Verdict.KEEP), _FAR_BEFORE
        if year > self._high:
            return Verdict.ASK, _FAR_AFTER
        return Verdict.MOVE, ""
