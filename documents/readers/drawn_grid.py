"""Lines of a table drawn with signs, cut into the pieces that they say in each column."""

import re
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

_DASHES = "-‐‑–—─━═╌┄=_"
_BARS = "|¦│┃║"
_CROSSES = "┼╪╫╬╋╂┿"
_JOINTS = "+┌┬┐├┤└┴┘╔╦╗╠╣╚╩╝╒╤╕╞╡╘╧╛╓╥╖╟╢╙╨╜┏┳┓┣┫┗┻┛┠┨┯┷╿┝┥┰┸" + _CROSSES
_EDGES = _BARS + _JOINTS
# Old encodings made letters of the corners: «г---T---¬», «L---+----».
_RULE = re.compile(
    rf"[^\s\w]?[гГLЛ]?"
    rf"(?:[{_DASHES}{_EDGES}: ]|(?<=[{_DASHES}])[TТ](?=[{_DASHES}]))+[^\s\w]?"
)
_DASHED = re.compile(rf"[{_DASHES}]{{3}}")
# A blank to be filled in is no rule between two cells.
_PART_OF_RULE = re.compile(rf"[{_DASHES.replace('_', '')}]{{3,}}")
_BAR = re.compile(rf"[{_BARS}]")
MAX_COLUMNS = 256

Columns = list[tuple[int, int]]


class Piece(NamedTuple):
    """What a line says in the columns from `start` to `end`, the latter not among them."""

    start: int
    end: int
    text: str
    is_rule: bool


def is_drawn(line: str) -> bool:
    """A line that may be one of a drawn table."""
    stripped = line.strip()
    if "\t" in stripped:
        return stripped[0] in _BARS and stripped[-1] in _BARS
    return bool(_BAR.search(stripped)) or is_rule(stripped)


def is_rule(line: str) -> bool:
    """A line of dashes from edge to edge."""
    stripped = line.strip()
    if not _DASHED.search(stripped) or not _RULE.fullmatch(stripped):
        return False
    pieces = re.split(rf"[{_EDGES}]", stripped.strip(_EDGES))
    return " " not in stripped or all(piece.strip() for piece in pieces)


def is_table(run: list[str]) -> bool:
    """These lines have columns: joints in their rules, or a frame and the same bars in each."""
    said = [line for line in run if not is_rule(line)]
    bars = [len(_BAR.findall(line)) for line in said]
    if len(said) < 2 or max(bars) > MAX_COLUMNS:
        return False
    is_framed = all(line.strip()[0] in _EDGES and line.strip()[-1] in _EDGES for line in said)
    if len(said) < len(run):
        has_joints = any(_inner_joints(line) for line in run if is_rule(line))
        return has_joints or (is_framed and max(bars) > 2)
    return is_framed and min(bars) > 2 and len(set(bars)) == 1


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _inner_joints(rule: str) -> tuple[int, ...]:
    """Where the rule has joints between its two edges."""
    first, last = _indent(rule), len(rule.rstrip()) - 1
    plain = _DASHES + ": "
    return tuple(place for place in range(first + 1, last) if rule[place] not in plain)


class DrawnGrid:
    """The columns of a drawn table; their bounds are those of the rule with most joints."""

    def __init__(self, run: list[str]) -> None:
        said = [line for line in run if not is_rule(line)]
        self._has_left = all(line.lstrip()[0] in _EDGES for line in said)
        self._has_right = all(line[-1] in _EDGES for line in said)
        rules = [_inner_joints(line) for line in run if is_rule(line)]
        most = max(rules, key=len, default=())
        cuts = most or Counter(self._cuts(line) for line in said).most_common(1)[0][0]
        self._joints = {place: index for index, place in enumerate(cuts[: MAX_COLUMNS - 1], 1)}
        self._bounds = [min(_indent(line) for line in run), *self._joints, max(map(len, run))]
        self.width = len(self._joints) + 1

    def pieces(self, lines: list[str]) -> list[list[Piece]]:
        """The pieces of lines between two rules, line by line."""
        cuts = [self._cuts(line) for line in lines]
        aligned = [self._aligned(one) for one in cuts]
        columns = [
            own or below
            for own, below in zip(aligned, self._unaligned(lines, cuts, aligned), strict=True)
        ]
        return [
            _said(line, one, where) for line, one, where in zip(lines, cuts, columns, strict=True)
        ]

    def room(self, start: int, end: int) -> int:
        """How many signs a line holds in these columns, without a blank at either side."""
        return self._bounds[end] - self._bounds[start] - 3

    def _cuts(self, line: str) -> tuple[int, ...]:
        """Where this line is cut, its two edges left out."""
        cuts = [place for place in range(len(line)) if _is_cut(line, place)]
        if cuts and self._has_left and not line[: cuts[0]].strip():
            cuts = cuts[1:]
        if cuts and self._has_right and not line[cuts[-1] + 1 :].strip():
            cuts = cuts[:-1]
        return tuple(cuts)

    def _aligned(self, cuts: tuple[int, ...]) -> Columns:
        """The columns of each piece where the line has them all, or is cut as the rules are."""
        if len(cuts) + 1 == self.width:
            return [(column, column + 1) for column in range(self.width)]
        if not all(cut in self._joints for cut in cuts):
            return []
        return list(pairwise([0, *(self._joints[cut] for cut in cuts), self.width]))

    def _unaligned(
        self, lines: list[str], cuts: list[tuple[int, ...]], aligned: list[Columns]
    ) -> list[Columns]:
        """What blanks folded into one leave: from below upwards, a rule part joins its columns."""
        if all(aligned):
            return aligned
        below: Columns = [(column, column + 1) for column in range(self.width)]
        found: list[Columns] = []
        for line, places in zip(reversed(lines), reversed(cuts), strict=True):
            count = len(places) + 1
            if count != len(below):
                found.append(_one_by_one(count, self.width))
                continue
            found.append(below)
            below = _joined_above(line, places, below)
        return found[::-1]


def _is_cut(line: str, place: int) -> bool:
    sign = line[place]
    if sign in _BARS:
        return True
    beside = line[max(0, place - 1) : place] + line[place + 1 : place + 2]
    return sign in _JOINTS and any(one in _DASHES for one in beside)


def _one_by_one(count: int, width: int) -> Columns:
    """As many columns as there are pieces, the last one taking the rest."""
    count = min(count, width)
    return [*((column, column + 1) for column in range(count - 1)), (count - 1, width)]


def _joined_above(line: str, cuts: tuple[int, ...], below: Columns) -> Columns:
    """The columns above a line in which a rule goes under some of them."""
    parts = [piece.is_rule for piece in _said(line, cuts, below)]
    joined: Columns = []
    for index, (start, end) in enumerate(below):
        is_inner = index > 0 and line[cuts[index - 1]] not in _CROSSES
        if is_inner and parts[index] and parts[index - 1]:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _said(line: str, cuts: tuple[int, ...], columns: Columns) -> list[Piece]:
    edges = _EDGES if _DASHED.search(line) else _BARS
    texts = [
        line[start:end].strip().strip(edges).strip()
        for start, end in zip([0, *(cut + 1 for cut in cuts)], [*cuts, len(line)], strict=True)
    ]
    spare = texts[len(columns) - 1 :]
    texts[len(columns) - 1 :] = [" ".join(text for text in spare if text)]
    return [
        Piece(start, end, text, bool(_PART_OF_RULE.fullmatch(text)))
        for (start, end), text in zip(columns, texts, strict=True)
    ]
