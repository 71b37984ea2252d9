"""Text in columns that no rule parts: two stamps of approval side by side."""

from collections.abc import Iterator, Sequence

from documents.readers.grid import Cell, Table
from documents.readers.pdf.lines import Line

_NARROWEST = 12.0
_GAP = 2.6  # sizes of type from one line to the next before the columns end
_FAR = 7.0


def part_columns(lines: Sequence[Line], middle: float) -> Iterator[list[Line] | Table]:
    """Runs of ordinary lines, and tables without rules where lines stand side by side.

    A line about the `middle` of the page belongs to neither side: it is a heading.
    """
    rest = list(lines)
    while rest:
        start = _first_pair(rest)
        if start is None:
            yield rest
            return
        gutter = rest[start].x1, rest[start + 1].x0
        first = start
        while (
            first
            and _is_beside(rest[first - 1], rest[first], gutter)
            and not _is_heading(rest[first - 1], middle)
        ):
            first -= 1
        last = start + 2
        while (
            last < len(rest)
            and _is_part(rest, last, gutter)
            and not _is_heading(rest[last], middle)
        ):
            gutter = _narrowed(gutter, rest[last])
            last += 1
        if first:
            yield rest[:first]
        yield _columns(rest[first:last], sum(gutter) / 2)
        rest = rest[last:]


def _first_pair(lines: Sequence[Line]) -> int | None:
    """The first line that has another one to its right, far off."""
    for index in range(len(lines) - 1):
        line, following = lines[index], lines[index + 1]
        if _are_level(line, following) and following.x0 - line.x1 > _NARROWEST:
            return index
    return None


def _are_level(first: Line, second: Line) -> bool:
    return abs(first.y0 - second.y0) < 0.5 * max(first.size, second.size)


def _is_beside(line: Line, neighbour: Line, gutter: tuple[float, float]) -> bool:
    """Wholly on one side of the gutter, and near."""
    left, right = _narrowed(gutter, line)
    if right - left < _NARROWEST:
        return False
    return abs(line.y0 - neighbour.y0) < _GAP * max(line.size, neighbour.size)


def _is_heading(line: Line, middle: float) -> bool:
    return abs(line.middle - middle) < 6


def _is_part(lines: Sequence[Line], index: int, gutter: tuple[float, float]) -> bool:
    """Near below; or further below, where lines stand on both sides again."""
    if _is_beside(lines[index], lines[index - 1], gutter):
        return True
    pair = lines[index : index + 2]
    return (
        len(pair) == 2
        and _are_level(*pair)
        and pair[0].y0 - lines[index - 1].y0 < _FAR * pair[0].size
        and pair[0].x1 < gutter[1]
        and pair[1].x0 > gutter[0]
        and _narrowest(gutter, pair) > _NARROWEST
    )


def _narrowest(gutter: tuple[float, float], lines: Sequence[Line]) -> float:
    for line in lines:
        gutter = _narrowed(gutter, line)
    return gutter[1] - gutter[0]


def _narrowed(gutter: tuple[float, float], line: Line) -> tuple[float, float]:
    left, right = gutter
    if line.middle < (left + right) / 2:
        return max(left, line.x1), right
    return left, min(right, line.x0)


def _columns(lines: Sequence[Line], middle: float) -> Table:
    left = [line for line in lines if line.middle < middle]
    right = [line for line in lines if line.middle >= middle]
    cells = [
        Cell("\n".join(line.text for line in column), index)
        for index, column in enumerate((left, right))
    ]
    return Table([tuple(cells)], is_ruled=False)
