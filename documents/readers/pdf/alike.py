"""One table on several pages has one set of columns, also where a page shows fewer of them."""

from bisect import bisect_left
from collections.abc import Sequence

from documents.readers.pdf.ruling import NEAR, Box, Grid, clustered


def with_common_columns(pages: Sequence[Sequence[Grid]]) -> list[list[Grid]]:
    """The grids of each page, those as wide as the one before laid on common columns."""
    runs: list[list[Grid]] = []
    for grids in pages:
        for grid in grids:
            if runs and _are_one(runs[-1][-1], grid):
                runs[-1].append(grid)
            else:
                runs.append([grid])
    relaid = {id(grid): new for run in runs for grid, new in zip(run, _common(run), strict=True)}
    return [[relaid[id(grid)] for grid in grids] for grids in pages]


def _are_one(first: Grid, second: Grid) -> bool:
    """As wide, and with most of their columns the same."""
    if abs(first.xs[0] - second.xs[0]) > NEAR or abs(first.xs[-1] - second.xs[-1]) > NEAR:
        return False
    shorter, longer = sorted((first.xs, second.xs), key=len)
    shared = sum(any(abs(x - other) <= NEAR for other in longer) for x in shorter)
    return shared >= len(shorter) - 1 and shared > 2


def _common(run: Sequence[Grid]) -> list[Grid]:
    xs = clustered(x for grid in run for x in grid.xs)
    return [_on(grid, xs) for grid in run]


def _on(grid: Grid, xs: list[float]) -> Grid:
    columns = [_nearest(xs, x) for x in grid.xs]
    boxes = [
        Box(box.row, columns[box.column], box.last_row, columns[box.last_column])
        for box in grid.boxes
    ]
    return Grid(xs, grid.ys, boxes)


def _nearest(xs: list[float], x: float) -> int:
    index = bisect_left(xs, x)
    around = [place for place in (index - 1, index) if 0 <= place < len(xs)]
    return min(around, key=lambda place: abs(xs[place] - x))
