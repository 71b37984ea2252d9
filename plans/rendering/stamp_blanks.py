"""The blanks of signature blocks («грифы»), and what an approval writes into them.

Only what can be nothing else is filled in: a stamp that is understood by half stays as it is.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from plans.domain.content import ApprovalKind
from plans.domain.passage import ApprovalOrder, Decision, Passage
from plans.rendering.stamps import MONTHS

_APPROVED = re.compile(r"[«\"„“(\s]*(?:утверждаю|утвержд[её]н[аоы]?)(?![а-яё])", re.IGNORECASE)
_AGREED = re.compile(r"[«\"„“(\s]*согласован[аоы]?(?![а-яё])", re.IGNORECASE)
_APPENDIX = re.compile(r"\s*приложение(?![а-яё])", re.IGNORECASE)
_OTHER = re.compile(
    r"[«\"„“(\s]*(?:рассмотрен|принят|рекомендован|обсужден|одобрен|введен|введён)", re.IGNORECASE
)
_ACTS = {
    "приказ": re.compile(r"(?<![а-яё])приказ(?:а|у|ом|ами)?(?![а-яё])", re.IGNORECASE),
    "распоряжение": re.compile(r"(?<![а-яё])распоряжени[а-яё]+", re.IGNORECASE),
    "постановление": re.compile(r"(?<![а-яё])постановлени[а-яё]+", re.IGNORECASE),
    "решение": re.compile(r"(?<![а-яё])решени[а-яё]+", re.IGNORECASE),
    "протокол": re.compile(r"(?<![а-яё])протокол[а-яё]*", re.IGNORECASE),
}
_GAP = r"[ \u00a0]"
_LINE = r"_+"
_YEAR = rf"(?P<year>20\d\d|20\d_|20_+|20{_GAP}{{1,4}}(?=г))"
_YEARS = rf"{_GAP}*(?:г\.|года|год|г)?"
_MONTH = rf"(?P<month>{_LINE}|{'|'.join(MONTHS)})"
_DAY = rf"[«\"“„](?P<day>{_GAP}*_*{_GAP}*)[»\"”“]"
_QUOTED = rf"{_DAY}(?:{_GAP}*{_MONTH}{_GAP}*|(?P<gap>{_GAP}{{3,}})){_YEAR}{_YEARS}"
_PLAIN = rf"(?P<day>{_LINE}){_GAP}+{_MONTH}{_GAP}+{_YEAR}{_YEARS}"
_SHORT = rf"(?P<whole>{_LINE}){_GAP}*{_YEAR}{_YEARS}"
_DOTTED = rf"(?P<day>{_LINE})(?P<dot>[./])(?P<figure>{_LINE})(?P=dot){_YEAR}{_YEARS}"
_DATES = [re.compile(form, re.IGNORECASE) for form in (_QUOTED, _DOTTED, _PLAIN, _SHORT)]
_BARE = re.compile(rf"(?P<bare>{_LINE})")
_EMPTY = re.compile(rf"(?P<bare>{_GAP}+)(?=№)")
_LABEL = re.compile(rf"{_GAP}*(?:дата{_GAP}*:?{_GAP}*)?", re.IGNORECASE)
_FROM = re.compile(rf"(?<![а-яё])от(?={_GAP}|_)", re.IGNORECASE)
_SIGN = r"(?:№|N)"
_NUMBER = re.compile(
    rf"{_GAP}*,?{_GAP}*{_SIGN}(?P<number>{_GAP}*_+|(?:(?<=№){_GAP}*))(?={_GAP}*(?:$|[).,;]))"
)
_NUMBER_BEFORE = re.compile(rf"{_SIGN}(?P<number>{_GAP}*_+{_GAP}*|(?:(?<=№){_GAP}*))$")
_ANNEX = re.compile(rf"приложение{_GAP}*(?:{_SIGN}{_GAP}*[\d_]*)?", re.IGNORECASE)
_AFTER_WORD = re.compile(rf"(?:^|[а-яё])(?={_GAP}*{_SIGN})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Writing:
    """What is written into a line in place of `start`…`end`."""

    line: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class StampLines:
    """The lines of one stamp, by their index; `kind` is None where it is neither of the two."""

    kind: ApprovalKind | None
    lines: tuple[tuple[int, str], ...]

    @property
    def text(self) -> str:
        return "\n".join(line for _index, line in self.lines)


def stamps_among(lines: Sequence[str]) -> list[StampLines]:
    """The stamps in lines of which nothing but stamps is made."""
    found: list[list[tuple[int, str]]] = []
    for index, line in enumerate(lines):
        starts = any(form.match(line) for form in (_APPROVED, _AGREED, _APPENDIX, _OTHER))
        head = [text for _index, text in found[-1] if text.strip()] if found else []
        goes_on = len(head) == 1 and _APPENDIX.match(head[0]) and not _APPENDIX.match(line)
        if starts and not goes_on:
            found.append([])
        if found:
            found[-1].append((index, line))
    return [StampLines(_kind([text for _index, text in stamp]), tuple(stamp)) for stamp in found]


def writings(stamps: Sequence[StampLines], passage: Passage) -> list[list[Writing]]:
    """What goes into each of a document's stamps; mostly nothing."""
    approved = [stamp for stamp in stamps if stamp.kind is ApprovalKind.APPROVED]
    found: list[list[Writing]] = []
    for stamp in stamps:
        if stamp.kind is ApprovalKind.APPROVED and len(approved) == 1:
            found.append(list(_approved(stamp, passage)))
        elif stamp.kind is ApprovalKind.AGREED:
            found.append(list(_agreed(stamp, passage.decisions)))
        else:
            found.append([])
    return found


def _kind(lines: Sequence[str]) -> ApprovalKind | None:
    """None where two stamps share their lines, too: set side by side with tabs."""
    text = "\n".join(lines)
    said = [line for line in lines if line.strip()][:2]
    is_approved = any(_APPROVED.match(line) or _APPENDIX.match(line) for line in said)
    is_agreed = bool(said and _AGREED.match(said[0]))
    has_both = "утвержд" in text.lower() and "согласован" in text.lower()
    if has_both or is_approved is is_agreed or "\t" in text:
        return None
    return ApprovalKind.AGREED if is_agreed else ApprovalKind.APPROVED


def _approved(stamp: StampLines, passage: Passage) -> Iterator[Writing]:
    """The day of the approval on a line of its own; the order's day and number where one is."""
    acts = [kind for kind, form in _ACTS.items() if form.search(stamp.text)]
    order = passage.order
    if order and (len(acts) > 1 or (acts and acts[0] != order.kind)):
        order = None  # the stamp means another document
    is_ordered = False
    for index, line in stamp.lines:
        is_ordered = is_ordered or any(form.search(line) for form in _ACTS.values())
        blank = _signed(line)
        if blank:
            yield from () if is_ordered else _date_writings(index, blank, passage.approved_on)
        elif order:
            yield from _ordered(index, line, order, is_ordered=is_ordered)
            is_ordered = is_ordered or bool(_FROM.match(line.strip(" \u00a0")))


def _agreed(stamp: StampLines, decisions: Iterable[Decision]) -> Iterator[Writing]:
    """The day on which the very person whom the stamp names has agreed."""
    if any(form.search(stamp.text) for form in _ACTS.values()):
        return
    signed = [one.day for one in decisions if one.has_agreed and one.day and _names(stamp, one)]
    if len(signed) != 1:
        return
    for index, line in stamp.lines:
        blank = _signed(line)
        if blank:
            yield from _date_writings(index, blank, signed[0])


def _names(stamp: StampLines, decision: Decision) -> bool:
    """Whether the stamp names the person: initials before the surname, or behind it."""
    surname, *initials = decision.short_name.split()
    if not initials:
        return False
    said = re.sub(r"[ \u00a0_]", "", stamp.text).lower().replace("ё", "е")
    name, letters = (text.lower().replace("ё", "е") for text in (surname, "".join(initials)))
    before, after = re.escape(f"{letters}{name}"), re.escape(f"{name}{letters}")
    return bool(re.search(rf"(?<![а-я]\.){before}(?![а-я])|(?<![а-я]){after}(?![а-я]\.)", said))


def _signed(line: str) -> re.Match[str] | None:
    """The blank date of a signature: a line of its own, or in quotes behind the name."""
    rest = line.rstrip(" \u00a0")
    label = _LABEL.match(rest)
    start = label.end() if label else 0
    found = (form.fullmatch(rest, start) for form in _DATES)
    alone = next((match for match in found if match), None)
    if alone or _FROM.search(line) or "№" in line:
        return alone
    return re.search(rf"(?<={_GAP}){_QUOTED}$", rest, re.IGNORECASE)


def _ordered(
    index: int, line: str, order: ApprovalOrder, *, is_ordered: bool
) -> Iterator[Writing]:
    """«от «__» ____ 20__ г. № ___», backwards, too; both halves or neither."""
    masked = _ANNEX.sub(lambda match: " " * len(match[0]), line)
    starts = [match.end() for match in _FROM.finditer(masked)]
    found = next((place for at in starts if (place := _order_date(masked, at, order))), None)
    if found is None and not starts:
        found = _order_date(masked, 0, order, is_first=True)
        if found is None:
            yield from _number_alone(index, masked, order) if is_ordered else ()
    if found is None:
        return
    blank, end = found
    written = _date_writings(index, blank, order.day) if blank else []
    before = _NUMBER_BEFORE.search(masked[: starts[0] - 2]) if starts else None
    number = _NUMBER.match(masked, end) or before
    is_half = number is None and bool("№" in masked or masked[end:].strip(" \u00a0.,)"))
    if is_half or (blank and not written) or not (number or is_ordered or starts):
        return
    yield from written
    if number:
        yield _number_writing(index, number, order)


def _order_date(
    line: str, at: int, order: ApprovalOrder, *, is_first: bool = False
) -> tuple[re.Match[str] | None, int] | None:
    """The blank date at this place and where it ends; no blank where the very day is printed."""
    start = at + len(line[at:]) - len(line[at:].lstrip(" \u00a0"))
    for form in _DATES:
        match = form.match(line, start)
        if match:
            return match, match.end()
    for text in (f"{order.day:%d.%m.%Y}", *_in_words(order.day)):
        if line.startswith(text, start):
            rest = re.compile(_YEARS).match(line, start + len(text))
            return None, rest.end() if rest else start + len(text)
    bare = None if is_first else _BARE.match(line, start) or _EMPTY.match(line, at)
    return (bare, bare.end()) if bare else None


def _in_words(day: date) -> tuple[str, str]:
    month = f"{MONTHS[day.month - 1]} {day.year}"
    return f"«{day.day:02}» {month}", f"{day.day} {month}"


def _number_writing(index: int, match: re.Match[str], order: ApprovalOrder) -> Writing:
    """Over the underscores; where there are none, between the spaces that are missing."""
    start, end = match.span("number")
    blank = match["number"]
    if "_" in blank:
        start += len(blank) - len(blank.lstrip(" \u00a0"))
        return Writing(index, start, start + blank.count("_"), order.number)
    tail = " " if match.re is _NUMBER_BEFORE else ""
    return Writing(index, start, end, f" {order.number}{tail}")


def _number_alone(index: int, line: str, order: ApprovalOrder) -> Iterator[Writing]:
    """«приказом № ___», or the half of a pair that stands on a line of its own."""
    place = _AFTER_WORD.search(line)
    number = _NUMBER.match(line, place.end()) if place else None
    if number:
        yield _number_writing(index, number, order)


def _date_writings(index: int, match: re.Match[str], day: date) -> list[Writing]:
    """The pieces of a blank date; none where what is printed says another day."""
    said = match.groupdict()
    month = MONTHS[day.month - 1]
    if said.get("bare") is not None:
        text = f"{day:%d.%m.%Y}"
        is_gap = not match["bare"].strip(" \u00a0")
        return [Writing(index, *match.span("bare"), f" {text} " if is_gap else text)]
    printed = (said.get("month") or "_").lower()
    if not _fits(match["year"], day) or not (printed.startswith("_") or printed == month):
        return []
    words = {
        "day": f"{day.day:02}",
        "month": month,
        "gap": f" {month} ",
        "figure": f"{day.month:02}",
        "whole": f"{day.day} {month}",
        "year": str(day.year),
    }
    return [
        Writing(index, *match.span(name), _apart(match, name, text))
        for name, text in words.items()
        if said.get(name) is not None and said[name].lower() != text
    ]


def _apart(match: re.Match[str], name: str, text: str) -> str:
    """A month with the spaces for which its underscores stood: «__»____20__ г."""
    if name not in {"month", "whole"}:
        return text
    start, end = match.span(name)
    is_near = name == "month" and match.string[start - 1] not in " \u00a0"
    is_far = match.string[end] in " \u00a0"
    return f"{' ' if is_near else ''}{text}{'' if is_far else ' '}"


def _fits(year: str, day: date) -> bool:
    """Whether the printed figures begin this year."""
    return str(day.year).startswith(year.rstrip("_ \u00a0"))
