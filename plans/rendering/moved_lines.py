"""Texts around the table whose dates moved a year, in the places where the source has them."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from documents.readers import Block, Cell, Paragraph
from plans.domain.content import PlanContent
from plans.domain.frame import Line, Place
from plans.rendering.changed_lines import ChangedLines

_Cells = Mapping[Place, Mapping[int, Cell]]


def moved_lines(plan: PlanContent, blocks: Sequence[Block], cells: _Cells) -> ChangedLines:
    """What the plan's frame says with other numbers than the source."""
    said = {block.place: block for block in blocks if isinstance(block, Paragraph)}
    frame, changed = plan.frame, ChangedLines()
    around = (*frame.above, *frame.below)
    lines = Counter(block.place[0] for block in around if isinstance(block, Line))
    for block in around:
        place, first = block.place
        if isinstance(block, Line):
            # One paragraph of the source may have been read as several lines.
            if place in said and lines[place] == 1 and _has_moved(said[place], block.text):
                changed.lines[place] = block.text
            continue
        for row, line in enumerate(block.rows, first):
            for cell in line:
                was = cells.get((place, row), {}).get(cell.column)
                if was and not cell.is_covered and _numbers(was.text) != _numbers(cell.text):
                    changed.cells[place, row, cell.column] = cell.text
    return changed


def _has_moved(was: Paragraph, now: str) -> bool:
    own = _numbers(was.text), _numbers(f"{was.label} {was.text}")
    return _numbers(now) not in own


def _numbers(text: str) -> list[str]:
    return re.findall(r"\d+", text)
