"""What a column without a plain header means: understood by what its cells hold."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from documents.readers import Row
from plans.domain.content import Field
from plans.domain.deadlines import DeadlineContext, Unknown, understand
from plans.domain.reading.columns import DATED, Guess
from plans.domain.reading.people import words
from plans.domain.reading.people.names import PERSON
from plans.domain.reading.text import fold, is_empty

SAMPLE = 40
WEAK = 2  # how sure a header is that may mean something else: «Этап», «Показатель»
MAX_DEADLINE = 80
_MOSTLY = 0.7
_STRAY = 0.1
_NUMBER = re.compile(r"(?:№\s*)?(?:\d{1,3}(?:\s*\.\s*\d{1,3})*|[IVXІХ]+)\s*[.)]*")
_ANY_YEAR = DeadlineContext((date(2000, 1, 1), date(2000, 12, 31)))


@dataclass(slots=True)
class Contents:
    """The cells of one column: how many rows there are, how many hold something, which texts."""

    rows: int = 0
    count: int = 0
    texts: list[str] = field(default_factory=list)

    @property
    def is_stray(self) -> bool:
        """Whether but a word or two stand here, as beside a table."""
        return self.count <= max(1, self.rows * _STRAY)


def contents_of(rows: Sequence[Row], spans: Mapping[int, tuple[int, int]]) -> dict[int, Contents]:
    """What stands in these columns (`spans`: first grid column, first one after)."""
    found = {index: Contents() for index in spans}
    for row in rows:
        for index, (start, end) in spans.items():
            held = found[index]
            held.rows += 1
            for cell in row:
                if start <= cell.column and cell.end <= end and not cell.is_covered:
                    text = fold(cell.text) or cell.label
                    held.count += bool(text)
                    if text and len(held.texts) < SAMPLE:
                        held.texts.append(text)
    return found


def understand_columns(
    fields: Sequence[Field], guesses: Sequence[Guess], contents: Mapping[int, Contents]
) -> dict[int, Field]:
    """The fields of columns whose headers say nothing; each field that no header names, once."""
    said = set(fields)
    free = [place for place, known in enumerate(guesses) if not known.score]
    named = [place for place in contents if place not in free] if Field.TITLE in said else []
    found: dict[int, Field] = {}
    for wanted, sign in _SIGNS.items():
        if wanted in said or (wanted is Field.DEADLINE and said & DATED):
            continue
        others = [] if wanted is Field.NUMBER else named
        fitting = (place for place in (*free, *others) if sign(contents[place].texts))
        place = next(fitting, None)
        if place is not None:
            found[place] = wanted
            said.add(wanted)
            free, named = [[one for one in some if one != place] for some in (free, named)]
    weak = [place for place in contents if guesses[place].score <= WEAK and place not in found]
    return found | _title(fields, free or weak, contents, said)


def _title(
    fields: Sequence[Field],
    free: Sequence[int],
    contents: Mapping[int, Contents],
    said: set[Field],
) -> dict[int, Field]:
    """A table with deadlines and people but no named title has it under a name of its own."""
    if Field.TITLE in said or not (said & DATED and Field.RESPONSIBLE in said):
        return {}
    if free:
        longest = max(free, key=lambda place: _length(contents[place].texts))
        return {longest: Field.TITLE}
    for substitute in (Field.DESCRIPTION, Field.GOAL, Field.RESULT):
        if substitute in fields:
            return {fields.index(substitute): Field.TITLE}
    return {}


def _length(texts: Sequence[str]) -> float:
    return sum(map(len, texts)) / len(texts) if texts else 0


def _are_numbers(texts: Sequence[str]) -> bool:
    numbers = [text for text in texts if _NUMBER.fullmatch(text)]
    is_long = len(texts) >= 2 and len(numbers) >= _MOSTLY * len(texts)
    return is_long and len(set(numbers)) * 2 > len(numbers)


def _are_deadlines(texts: Sequence[str]) -> bool:
    return _mostly(texts, _is_deadline)


def _are_people(texts: Sequence[str]) -> bool:
    return _mostly(texts, lambda text: bool(PERSON.search(text) or words.ROLES.match(text)))


def _mostly(texts: Sequence[str], sign: Callable[[str], bool]) -> bool:
    told = [text for text in texts if not is_empty(text)]
    return len(told) >= 2 and sum(map(sign, told)) >= _MOSTLY * len(told)


def _is_deadline(text: str) -> bool:
    if len(text) > MAX_DEADLINE or text.isdigit():
        return False
    terms = understand(text, _ANY_YEAR).terms
    return bool(terms) and Unknown() not in terms


_SIGNS = {
    Field.NUMBER: _are_numbers,
    Field.DEADLINE: _are_deadlines,
    Field.RESPONSIBLE: _are_people,
}
