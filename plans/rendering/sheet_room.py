"""Where on the first page of an Excel sheet a picture hides nothing.

An empty corner above the table, or below a short one; else to the right of all that is printed.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plans.rendering.sheet_sizes import POINT_MM, Area, Cell, Drawn, Page, Sizes

_SIDES_MM = (20.0, 16.0, 13.0)  # on paper; the smallest is what a telephone still reads well
_BESIDE_MM = 20.0
_AIR_MM = 2.0
_LETTER_MM = 0.62 * POINT_MM  # of a point of its type; a broad letter
_HEADER = 3  # cells in a row with which a table begins
_TOP = 0.5  # of the page: nobody knows how high rows grow elsewhere
_MOST_ROWS = 200
_FAR = 1e6


@dataclass(frozen=True, slots=True)
class Spot:
    """A square: the cell in which it begins, how far within it, its side; all in millimetres.

    `is_beside` where it lies to the right of what the sheet prints by itself.
    """

    column: int
    row: int
    right: float
    down: float
    side: float
    end: float = 0.0  # how far the sheet reaches with it
    last_column: int = 0
    is_beside: bool = False


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def find_spot(
    sizes: Sizes, page: Page, cells: Sequence[Cell], merged: Sequence[Area], drawn: Sequence[Drawn]
) -> Spot:
    """Cells are those that show something; `drawn` is where pictures lie."""
    used = _used(cells, merged)
    width = max(sizes.left(used.right + 1), _AIR_MM)
    scale = min(page.scale, page.width / width) if page.fits else page.scale
    boxes = [*_boxes(sizes, cells, merged), *(_drawn_box(sizes, one) for one in drawn)]
    limit = page.height / scale * _TOP
    for side in (one / scale for one in _SIDES_MM):
        for column, row, down in _corners(sizes, cells, used, limit):
            left, top = sizes.left(column) + _AIR_MM, sizes.top(row) + down
            square = _Box(left - _AIR_MM, top, left + side + _AIR_MM, top + side + 2 * _AIR_MM)
            if square.right <= width and not any(square.meets(box) for box in boxes):
                return Spot(column, row, _AIR_MM, down + _AIR_MM, side)
    # With the picture the sheet will be fitted to its page.
    scale = min(scale, (page.width - _BESIDE_MM - 2 * _AIR_MM) / width)
    return _beside(sizes, used, boxes, _BESIDE_MM / scale)


def _beside(sizes: Sizes, used: Area, boxes: Sequence[_Box], side: float) -> Spot:
    row = next(row for row in range(_MOST_ROWS) if sizes.heights.get(row, 1.0))
    top = sizes.top(row)
    strip = _Box(0.0, top, _FAR, top + side + 2 * _AIR_MM)
    edge = sizes.left(used.right + 1)
    far = max((box.right for box in boxes if box.meets(strip)), default=edge)
    start = max(far, edge) + 2 * _AIR_MM
    column = used.right + 1
    while sizes.left(column + 1) <= start:
        column += 1
    right, last = start - sizes.left(column), column
    while sizes.left(last + 1) < start + side:
        last += 1
    return Spot(column, row, right, _AIR_MM, side, start + side, last, is_beside=True)


def _used(cells: Sequence[Cell], merged: Sequence[Area]) -> Area:
    shown = {(cell.column, cell.row) for cell in cells}
    joined = [area for area in merged if (area.left, area.top) in shown]
    right = max((*(cell.column for cell in cells), *(area.right for area in joined)), default=0)
    bottom = max((*(cell.row for cell in cells), *(area.bottom for area in joined)), default=0)
    return Area(0, 0, right, bottom)


def _corners(
    sizes: Sizes, cells: Sequence[Cell], used: Area, limit: float
) -> Iterator[tuple[int, int, float]]:
    """Where a square may begin, topmost first: above the table's header, and below all."""
    filled = Counter(cell.row for cell in cells if cell.letters)
    header = next((row for row in sorted(filled) if filled[row] >= _HEADER), used.bottom + 1)
    rows = [(row, 0.0) for row in range(min(header, _MOST_ROWS))]
    rows.append((used.bottom + 1, 2 * _AIR_MM))
    for row, down in rows:
        if sizes.top(row) < limit and sizes.heights.get(row, 1.0):
            yield from (
                (column, row, down)
                for column in range(used.right + 1)
                if sizes.widths.get(column, 1.0)
            )


def _boxes(sizes: Sizes, cells: Sequence[Cell], merged: Sequence[Area]) -> Iterator[_Box]:
    """What each cell covers, with the text that runs over its edges."""
    joined = {(area.left, area.top): area for area in merged}
    for cell in cells:
        own = Area(cell.column, cell.row, cell.column, cell.row)
        area = joined.get((cell.column, cell.row), own)
        box = _box(sizes, area)
        over = cell.letters * cell.points * _LETTER_MM - (box.right - box.left)
        if cell.wraps or over <= 0 or area is not own:
            yield box
        else:
            to_left = over if cell.alignment in {"right", "center"} else 0.0
            to_right = 0.0 if cell.alignment == "right" else over
            yield _Box(box.left - to_left, box.top, box.right + to_right, box.bottom)


def _box(sizes: Sizes, area: Area) -> _Box:
    return _Box(
        sizes.left(area.left),
        sizes.top(area.top),
        sizes.left(area.right + 1),
        sizes.top(area.bottom + 1),
    )


def _drawn_box(sizes: Sizes, drawn: Drawn) -> _Box:
    box = _box(sizes, drawn.area)
    right, bottom = box.left + drawn.wide, box.top + drawn.high
    return _Box(box.left, box.top, max(box.right, right), max(box.bottom, bottom))
