"""Stacked bars as numbers for an SVG template: the server draws, the table beside it says."""

from collections.abc import Iterable
from dataclasses import dataclass

WIDTH = 340.0
GAP = 1.5


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a bar, in the units of the drawing; `tone` is the class that colours it."""

    tone: str
    x: float
    width: float


def stacked_bar(parts: Iterable[tuple[str, int]]) -> list[Segment]:
    """Segments side by side whose widths are as their counts; empty parts take no room."""
    counted = [(tone, count) for tone, count in parts if count]
    total = sum(count for _tone, count in counted)
    room = WIDTH - GAP * (len(counted) - 1)
    segments: list[Segment] = []
    x = 0.0
    for tone, count in counted:
        width = room * count / total
        segments.append(Segment(tone, round(x, 1), round(width, 1)))
        x += width + GAP
    return segments
