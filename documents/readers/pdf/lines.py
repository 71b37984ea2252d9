"""Signs on a page as lines, and lines as the text that somebody typed.

A PDF does not say which ends of lines were typed: an end is, where the next word would still
have found room on the line.
"""

import itertools
import re
from collections.abc import Iterable, Sequence
from statistics import median
from typing import NamedTuple

from documents.readers.pdf.page import Sign

SAME_LINE = 0.45  # of the size of type
SPACE = 0.22
WIDE_GAP = 1.3
_UNEVEN = 2.2  # a gap this many times wider than the others was made on purpose
_OPEN_SLACK = 0.12  # of the width, where a space at the end says that the line was not typed
_FEWEST_WRAPS = 5
_SPACE_ROOM = 0.45
_LOOSER = 1.25  # than the closest lines around: somebody began a paragraph
_FARTHEST = 2.2
_EDGE_ERROR = 4.0  # points by which both edges of the text together may be guessed wrong
_WORD = re.compile(r"[^\W\d_-]{4,}(?:[-/][^\W\d_]+)*")
_TAIL = re.compile(r"([а-яё]+)(-?)")
# What stands at the end of words and is none itself, and what no word ends with.
_ENDING = re.compile(
    "[ьюеыйябгджзлмнпрстфхцчшщ]|ь[яею]|и[яеийю]|иями?|иях|ием|[аяуою]я|[оыи]й|[ое]е|[ыи]е|ому|[ыи]ми|ых|"
    "[ое]в|[ая]м|[ая]ми|[ая]х|[ое]м|ост[ьи]|н(?:ого|ому|ой|ых|ым|ыми|ый|ая|ое|ые|ую)|"
    "н(?:ия|ие|ию|ием|иям|иями|ий)|ц(?:ия|ии|ию|ий|ией)|ть(?:ся)?|тся|сь|ся|ств[оа]?|тел[ьяюи]"
)
_UNFINISHED = re.compile(r"[бвгджзклмнпрстфхцчшщ]н$|нн$|[лрнтс]ьн$|ств$|[аоуыэяеёюи]ци$")
_WHOLE = re.compile(r"(?:[а-яё]{3}[ое]го|льно|енно|ично)$")
_CAPITAL = re.compile("[А-ЯЁ][а-яё]")
_MARK = re.compile(r"[•▪◦●■–—-]\s|\d{1,2}[.)]\s")


class Line(NamedTuple):
    """A line of text where it stands; `ends_open` where a space follows its last word.

    `first_width` is that of its first word: what would have had to find room on the line above.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    is_bold: bool = False
    ends_open: bool = False
    first_width: float = 0.0

    @property
    def size(self) -> float:
        """The height of its type, in points, near enough."""
        return max(self.y1 - self.y0, 1.0) / 1.15

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def sign_width(self) -> float:
        """How wide a sign of it is, on the average."""
        return (self.x1 - self.x0) / max(len(self.text), 1)


def lines_of(signs: Iterable[Sign]) -> list[Line]:
    """Lines from above to below; text that is turned is read along its own way."""
    by_turn: dict[int, list[Sign]] = {}
    for sign in signs:
        by_turn.setdefault(sign.turn, []).append(sign)
    lines: list[Line] = []
    for turn, group in sorted(by_turn.items()):
        upright = [_turned(sign, turn) for sign in group] if turn else group
        found = [_line(row) for row in _rows(upright)]
        lines.extend(line for line in found if line.text)
    return lines


def split_wide(signs: Iterable[Sign]) -> list[Line]:
    """Lines, each parted where a gap is wide: columns that no rule parts."""
    upright = [sign for sign in signs if not sign.turn]
    pieces = [_line(piece) for row in _rows(upright) for piece in _pieces(row)]
    return [line for line in pieces if line.text]


def shows_wraps(columns: Iterable[Sequence[Line]]) -> bool:
    """Whether the program that made the page left a space where it broke a line by itself."""
    wraps = [
        last.ends_open
        for lines in columns
        for last, line in itertools.pairwise(lines)
        if line.text[:1].islower()
    ]
    return len(wraps) >= _FEWEST_WRAPS and sum(wraps) > len(wraps) * 0.6


def typed(
    lines: Sequence[Line], left: float, right: float, *, shows_wraps: bool = False
) -> list[Line]:
    """Paragraphs of lines set between `left` and `right`, as lines of joined text."""
    paragraphs: list[Line] = []
    nearest = min(map(_pitch, lines, lines[1:]), default=1.0)
    for index, line in enumerate(lines):
        last = lines[index - 1]
        spare = _spare(lines, index - 1, left, right) if index else 0.0
        # A space would have found room here, and there is none: a person ended the line.
        has_room = shows_wraps and not last.ends_open and spare > _SPACE_ROOM * last.size
        was_ended = has_room and bool(_CAPITAL.match(line.text))
        is_near = index > 0 and _pitch(last, line) <= nearest * _LOOSER
        if is_near and not was_ended and _goes_on(last, line, spare):
            paragraphs[-1] = _with(paragraphs[-1], last, line, spare)
        else:
            paragraphs.append(line)
    return paragraphs


def _turned(sign: Sign, turn: int) -> Sign:
    corners = {
        90: (sign.y0, -sign.x1, sign.y1, -sign.x0),
        180: (-sign.x1, -sign.y1, -sign.x0, -sign.y0),
        270: (-sign.y1, sign.x0, -sign.y0, sign.x1),
    }[turn]
    return Sign(sign.text, *corners, sign.is_bold)


def _rows(signs: Sequence[Sign]) -> list[list[Sign]]:
    """Signs that share a line, each row from left to right."""
    rows: list[tuple[float, float, list[Sign]]] = []
    for sign in sorted(signs, key=lambda sign: (sign.y0 + sign.y1) / 2):
        middle, size = (sign.y0 + sign.y1) / 2, sign.height
        if rows and middle - rows[-1][0] < SAME_LINE * max(size, rows[-1][1]):
            rows[-1][2].append(sign)
        elif sign.text != " ":
            rows.append((middle, size, [sign]))
    return [_without_doubles(sorted(row, key=lambda sign: sign.x0)) for _, _, row in rows]


def _without_doubles(row: list[Sign]) -> list[Sign]:
    """Bold type is sometimes made by printing each letter twice, a hair apart."""
    kept: list[Sign] = []
    for sign in row:
        near = 0.12 * sign.height
        if any(other.text == sign.text and sign.x0 - other.x0 < near for other in kept[-2:]):
            continue
        kept.append(sign)
    return kept


def _pieces(row: list[Sign]) -> list[list[Sign]]:
    """A row parted at gaps that are wide, and wider than where a line was merely stretched."""
    seen = [sign for sign in row if sign.text != " "]
    gaps = [after.x0 - before.x1 for before, after in itertools.pairwise(seen)]
    between_words = sorted(gap for gap in gaps if gap > SPACE * seen[0].height)
    pieces = [[seen[0]]] if seen else []
    for sign, gap in zip(seen[1:], gaps, strict=True):
        others = median(between_words[:-1]) if len(between_words) > 1 else 0
        if gap > max(WIDE_GAP * sign.height, _UNEVEN * others):
            pieces.append([])
        pieces[-1].append(sign)
    return [_with_spaces(piece, row) for piece in pieces]


def _with_spaces(piece: list[Sign], row: list[Sign]) -> list[Sign]:
    start, end = piece[0].x0, piece[-1].x1
    spaces = [sign for sign in row if sign.text == " " and start <= sign.x0 <= end]
    return sorted([*piece, *spaces], key=lambda sign: sign.x0)


def _line(row: list[Sign]) -> Line:
    parts: list[str] = []
    seen = [sign for sign in row if sign.text != " "]
    if not seen:
        return Line("", 0, 0, 0, 0)
    size = median(sign.height for sign in seen)
    end: float | None = None
    word_end: float | None = None
    for sign in row:
        parted = sign.text == " " or (end is not None and sign.x0 - end > SPACE * size)
        if parted and word_end is None and end is not None:
            word_end = end
        if parted and sign.text != " ":
            parts.append(" ")
        parts.append(sign.text)
        end = end if sign.text == " " else sign.x1
    raw = "".join(parts)
    return Line(
        " ".join(raw.split()),
        seen[0].x0,
        min(sign.y0 for sign in seen),
        seen[-1].x1,
        max(sign.y1 for sign in seen),
        seen[0].is_bold,
        raw.endswith(" "),
        (seen[-1].x1 if word_end is None else word_end) - seen[0].x0,
    )


def _spare(lines: Sequence[Line], index: int, left: float, right: float) -> float:
    """How much of a line is free, by how it and the next one are set."""
    line, following = lines[index], lines[index + 1]
    width = line.x1 - line.x0
    if abs(line.x0 - following.x0) <= 3.0 or following.x0 <= left + 3.0:
        return right - line.x1
    if abs(line.middle - following.middle) <= 2.5:
        return 2 * min(line.middle - left, right - line.middle) - width - _EDGE_ERROR
    if abs(line.x1 - following.x1) <= 2.5:
        block = [other for other in lines if abs(other.x1 - line.x1) <= 2.5]
        return max(other.x1 - other.x0 for other in block) - width
    return right - line.x1


def _goes_on(last: Line, line: Line, spare: float) -> bool:
    """Whether the end of `last` was not typed: the next word had no room there."""
    if _pitch(last, line) > _FARTHEST or _MARK.match(line.text):
        return False
    slack = _OPEN_SLACK * (last.x1 - last.x0 + spare) if last.ends_open else 1.0
    return line.first_width + SPACE * line.size > spare - slack


def _pitch(last: Line, line: Line) -> float:
    """From one line to the next, in sizes of type; at least that of lines set close."""
    return max((line.y0 - last.y0) / max(last.size, line.size), 1.0)


def _with(paragraph: Line, last: Line, line: Line, spare: float) -> Line:
    """The paragraph with one more line of it; its height stays that of the first."""
    if last.text.endswith(("-", "\u2010", "\u2011")):
        joint = "\n"  # whoever reads the words heals those that the line's end broke
    else:
        joint = "" if _is_cut_in_a_word(last, line, spare) else " "
    return paragraph._replace(
        text=f"{paragraph.text}{joint}{line.text}",
        x0=min(paragraph.x0, line.x0),
        x1=max(paragraph.x1, line.x1),
        ends_open=line.ends_open,
    )


def _is_cut_in_a_word(last: Line, line: Line, spare: float) -> bool:
    """A word wider than its cell goes on in the next line without a hyphen."""
    is_full = spare - 1.0 < line.sign_width and _WORD.fullmatch(last.text)
    tail = _TAIL.match(line.text)
    if not is_full or last.ends_open or tail is None:
        return False
    if tail[2] == "-" or _WHOLE.search(f"{last.text}{tail[1]}"):
        return True
    return bool(_ENDING.fullmatch(tail[1])) or bool(_UNFINISHED.search(last.text))
