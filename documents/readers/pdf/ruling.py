"""From rules on a page to grids: where columns and rows end, and which cells are merged."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from documents.readers.pdf.strokes import Rule

NEAR = 2.5  # points within which two rules are one, and a rule meets another
MAX_CELLS = 40_000
MAX_RULES = 6_000
SHORTEST = 4.0


class Box(NamedTuple):
    """A cell of a grid: rows and columns from the first up to, but not with, the last."""

    row: int
    column: int
    last_row: int
    last_column: int


class Grid(NamedTuple):
    """The lines of a table, and the cells between them in reading order."""

    xs: list[float]
    ys: list[float]
    boxes: list[Box]

    def box_edges(self, box: Box) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of a cell."""
        return (
            self.xs[box.column],
            self.ys[box.row],
            self.xs[box.last_column],
            self.ys[box.last_row],
        )

    def holds(self, x: float, y: float) -> bool:
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    def place(self, x: float, y: float) -> tuple[int, int]:
        """Row and column of a point inside."""
        row = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        column = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        return row, column


def find_grids(rules: Sequence[Rule]) -> list[Grid]:
    """Every grid of more than one cell, from the top of the page downwards."""
    merged = [rule for rule in merge_rules(rules) if rule.end - rule.start >= SHORTEST]
    if len(merged) > MAX_RULES:
        return []
    grids = []
    for group in _connected(merged):
        grid = _grid(group)
        if grid is not None:
            grids.append(grid)
    return sorted(_outermost(grids), key=lambda grid: (grid.ys[0], grid.xs[0]))


def merge_rules(rules: Iterable[Rule]) -> list[Rule]:
    """Pieces of one line, drawn cell by cell or in dashes, as one rule."""
    merged: list[Rule] = []
    for is_level in (True, False):
        for line in _lines([rule for rule in rules if rule.is_level is is_level]):
            at = sum(rule.at for rule in line) / len(line)
            start, end = line[0].start, line[0].end
            for rule in line[1:]:
                if rule.start > end + NEAR:
                    merged.append(Rule(is_level, at, start, end))
                    start, end = rule.start, rule.end
                end = max(end, rule.end)
            merged.append(Rule(is_level, at, start, end))
    return merged


def clustered(values: Iterable[float], near: float = NEAR) -> list[float]:
    """Values that lie together as one, in order."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= near:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def _lines(rules: list[Rule]) -> list[list[Rule]]:
    """Rules at one height, each line sorted along its run."""
    lines: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if lines and rule.at - lines[-1][0].at <= NEAR:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    return [sorted(line, key=lambda rule: rule.start) for line in lines]


def _connected(rules: list[Rule]) -> list[list[Rule]]:
    """Rules that meet each other, group by group."""
    level = [rule for rule in rules if rule.is_level]
    upright = sorted((rule for rule in rules if not rule.is_level), key=lambda rule: rule.at)
    positions = [rule.at for rule in upright]
    group_of = list(range(len(rules)))

    def root(index: int) -> int:
        while group_of[index] != index:
            group_of[index] = group_of[group_of[index]]
            index = group_of[index]
        return index

    for index, rule in enumerate(level):
        first = bisect_right(positions, rule.start - NEAR)
        last = bisect_right(positions, rule.end + NEAR)
        for other in range(first, last):
            if upright[other].start - NEAR <= rule.at <= upright[other].end + NEAR:
                group_of[root(len(level) + other)] = root(index)
    groups: dict[int, list[Rule]] = {}
    for index, rule in enumerate([*level, *upright]):
        groups.setdefault(root(index), []).append(rule)
    return list(groups.values())


def _grid(rules: list[Rule]) -> Grid | None:
    upright = [rule for rule in rules if not rule.is_level]
    level = [rule for rule in rules if rule.is_level]
    if not upright or not level:
        return None
    left = min(rule.start for rule in level)
    right = max(rule.end for rule in level)
    stops = [*(rule.at for rule in upright), left, right]
    level = [rule for rule in level if _meets(rule.start, stops) and _meets(rule.end, stops)]
    top = min(rule.start for rule in upright)
    bottom = max(rule.end for rule in upright)
    xs, ys = clustered(stops), clustered([*(rule.at for rule in level), top, bottom])
    cells = (len(xs) - 1) * (len(ys) - 1)
    if not 2 <= cells <= MAX_CELLS:
        return None
    boxes = _boxes(_Walls(xs, ys, level, upright))
    return Grid(xs, ys, boxes) if len(boxes) > 1 else None


def _meets(value: float, stops: Iterable[float]) -> bool:
    """An underlined word ends in the middle of a cell; the border of a cell does not."""
    return any(abs(value - stop) <= NEAR * 1.5 for stop in stops)


class _Walls:
    """Which sides of the smallest cells are drawn."""

    def __init__(
        self, xs: list[float], ys: list[float], level: list[Rule], upright: list[Rule]
    ) -> None:
        self.rows, self.columns = len(ys) - 1, len(xs) - 1
        self.above = [[False] * self.columns for _ in range(self.rows)]
        self.before = [[False] * self.columns for _ in range(self.rows)]
        for rule in level:
            row = _nearest(ys, rule.at)
            for column in range(self.columns if row < self.rows else 0):
                middle = (xs[column] + xs[column + 1]) / 2
                if rule.start <= middle <= rule.end:
                    self.above[row][column] = True
        for rule in upright:
            column = _nearest(xs, rule.at)
            for row in range(self.rows if column < self.columns else 0):
                middle = (ys[row] + ys[row + 1]) / 2
                if rule.start <= middle <= rule.end:
                    self.before[row][column] = True


def _nearest(stops: Sequence[float], value: float) -> int:
    return min(range(len(stops)), key=lambda index: abs(stops[index] - value))


def _boxes(walls: _Walls) -> list[Box]:
    """Cells that no wall parts, as rectangles: rightwards first, then down."""
    taken = [[False] * walls.columns for _ in range(walls.rows)]
    boxes = []
    for row in range(walls.rows):
        for column in range(walls.columns):
            if taken[row][column]:
                continue
            last_column = column + 1
            while last_column < walls.columns and not (
                walls.before[row][last_column] or taken[row][last_column]
            ):
                last_column += 1
            last_row = row + 1
            while last_row < walls.rows and _goes_down(walls, last_row, column, last_column):
                last_row += 1
            for below in range(row, last_row):
                taken[below][column:last_column] = [True] * (last_column - column)
            boxes.append(Box(row, column, last_row, last_column))
    return boxes


def _goes_down(walls: _Walls, row: int, column: int, last_column: int) -> bool:
    """Whether the row below belongs to the same merged cell, no wider and no narrower."""
    if any(walls.above[row][column:last_column]):
        return False
    if any(walls.before[row][column + 1 : last_column]):
        return False
    left_open = column > 0 and not walls.before[row][column]
    right_open = last_column < walls.columns and not walls.before[row][last_column]
    return not (left_open or right_open)


def _outermost(grids: list[Grid]) -> list[Grid]:
    """Without the grids that lie inside another one: their text stays with its cell."""
    return [
        grid
        for grid in grids
        if not any(
            other is not grid
            and other.xs[0] - NEAR <= grid.xs[0]
            and grid.xs[-1] <= other.xs[-1] + NEAR
            and other.ys[0] - NEAR <= grid.ys[0]
            and grid.ys[-1] <= other.ys[-1] + NEAR
            for other in grids
        )
    ]
