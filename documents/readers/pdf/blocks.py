"""One page as blocks: its tables where they stand, and the text above, between and below."""

from collections.abc import Iterator, Sequence
from statistics import median
from typing import NamedTuple

from documents.readers.grid import Block, Cell, Paragraph, Row, Table
from documents.readers.pdf.beside import part_columns
from documents.readers.pdf.lines import Line, lines_of, shows_wraps, split_wide, typed
from documents.readers.pdf.page import Page, Sign
from documents.readers.pdf.ruling import Box, Grid

POINTS_PER_MM = 72 / 25.4
_BLANK = 2.1  # sizes of type from one line to the next: an empty line stands between
_PADDING = (0.5, 9.0)
_OVERHANG = 5.4  # Word lets a table stand out so that the text in it is flush with that around


def page_blocks(page: Page, grids: Sequence[Grid]) -> Iterator[Block]:
    """Blocks from above to below; text beside a table comes after it."""
    loose: list[Sign] = []
    held: list[list[Sign]] = [[] for _ in grids]
    for sign in page.signs:
        x, y = (sign.x0 + sign.x1) / 2, (sign.y0 + sign.y1) / 2
        owner = next((index for index, grid in enumerate(grids) if grid.holds(x, y)), None)
        (loose if owner is None else held[owner]).append(sign)
    lines = split_wide(loose)
    edges = _text_edges(lines, grids)
    starts_page = True
    for index, grid in enumerate(grids):
        above = [line for line in lines if line.y0 < grid.ys[0]]
        lines = [line for line in lines if line.y0 >= grid.ys[0]]
        yield from _text(above, edges, starts_page=starts_page)
        yield _table(grid, held[index])._replace(is_landscape=page.width > page.height)
        starts_page = False
    yield from _text(lines, edges, starts_page=starts_page)


def _text_edges(lines: Sequence[Line], grids: Sequence[Grid]) -> tuple[float, float]:
    """Left and right of the page's text: the longest line and the widest table tell."""
    left = [line.x0 for line in lines] + [grid.xs[0] + _OVERHANG for grid in grids]
    right = [line.x1 for line in lines] + [grid.xs[-1] - _OVERHANG for grid in grids]
    return (min(left), max(right)) if left else (0.0, 0.0)


def _table(grid: Grid, signs: Sequence[Sign]) -> Table:
    box_at = {
        (row, column): box
        for box in grid.boxes
        for row in range(box.row, box.last_row)
        for column in range(box.column, box.last_column)
    }
    held: dict[Box, list[Sign]] = {}
    for sign in signs:
        place = grid.place((sign.x0 + sign.x1) / 2, (sign.y0 + sign.y1) / 2)
        held.setdefault(box_at[place], []).append(sign)
    lines = {box: lines_of(found) for box, found in held.items()}
    padding = _padding(grid, lines)
    setting = _Setting(padding, shows_wraps(lines.values()))
    cells = {box: _cell(grid, box, lines.get(box, []), setting) for box in grid.boxes}
    rows: list[Row] = []
    for row in range(len(grid.ys) - 1):
        boxes = {box_at[row, column]: None for column in range(len(grid.xs) - 1)}
        shown = (cells[box]._replace(is_covered=box.row < row, row=row) for box in boxes)
        rows.append(tuple(shown))
    widths = zip(grid.xs, grid.xs[1:], strict=False)
    sizes = [line.size for found in lines.values() for line in found]
    return Table(
        rows,
        tuple(round((end - start) / POINTS_PER_MM, 1) for start, end in widths),
        points=_points(median(sizes)) if sizes else None,
    )


def _points(size: float) -> float:
    """A size of type as people choose it, in halves of a point."""
    return round(size * 2) / 2


def _padding(grid: Grid, lines: dict[Box, list[Line]]) -> float:
    """How far from the border text begins: as near as it comes anywhere in the table."""
    gaps = [
        min(line.x0 for line in found) - grid.xs[box.column]
        for box, found in lines.items()
        if found
    ]
    least, most = _PADDING
    return min(max(min(gaps, default=least), least), most)


class _Setting(NamedTuple):
    """How a table is set: the room beside its text, and whether wrapped lines show it."""

    padding: float
    shows_wraps: bool


def _cell(grid: Grid, box: Box, lines: Sequence[Line], setting: _Setting) -> Cell:
    left, top, right, bottom = grid.box_edges(box)
    is_turned = bool(lines) and not left <= lines[0].middle <= right
    start, end = (top, bottom) if is_turned else (left, right)
    paragraphs = typed(
        lines, start + setting.padding, end - setting.padding, shows_wraps=setting.shows_wraps
    )
    return Cell(
        "\n".join(paragraph.text for paragraph in paragraphs),
        box.column,
        box.last_column - box.column,
        is_bold=any(paragraph.is_bold for paragraph in paragraphs),
    )


def _text(
    lines: Sequence[Line], edges: tuple[float, float], *, starts_page: bool
) -> Iterator[Block]:
    for part in part_columns(lines, sum(edges) / 2):
        if isinstance(part, Table):
            yield part
            starts_page = False
            continue
        for block in _paragraphs(part, edges):
            yield block._replace(starts_page=starts_page)
            starts_page = False


def _paragraphs(lines: Sequence[Line], edges: tuple[float, float]) -> Iterator[Paragraph]:
    left, right = edges
    for group in _groups(lines):
        for paragraph in typed(group, left, right):
            off_centre = abs(paragraph.middle - (left + right) / 2)
            is_centred = off_centre < 6 and paragraph.x0 > left + 15
            alignment = "center" if is_centred else ""
            points = _points(paragraph.size)
            yield Paragraph(paragraph.text, alignment, paragraph.is_bold, points=points)
        yield Paragraph("")


def _groups(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines without an empty one between them."""
    pitch = median([line.size for line in lines]) * _BLANK if lines else 0
    group: list[Line] = []
    for line in lines:
        if group and line.y0 - group[-1].y0 > max(pitch, group[-1].size * _BLANK):
            yield group
            group = []
        group.append(line)
    if group:
        yield group
