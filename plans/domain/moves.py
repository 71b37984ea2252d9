"""Which rows of a plan changed their places, as against those that others pushed aside."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from plans.domain.pairing import Pairs


def moved_within(items: Pairs, sections: Sequence[int]) -> set[int]:
    """Places (in the later plan) of items that stand elsewhere among their neighbours.

    `sections` is the section of each item of the later plan; `items` maps those that stayed in
    their section to where they were. As few as possible are called moved: rows that keep their
    order among themselves stand still, however many came and went between them.
    """
    below: dict[int, list[int]] = defaultdict(list)
    for place in sorted(items):
        below[sections[place]].append(place)
    moved: set[int] = set()
    for places in below.values():
        still = longest_rise([items[place] for place in places])
        moved |= {place for index, place in enumerate(places) if index not in still}
    return moved


def longest_rise(numbers: Sequence[int]) -> set[int]:
    """Indexes of a longest rising run of numbers, not necessarily side by side."""
    tails: list[int] = []  # the least number that ends a rise of each length
    ends: list[int] = []  # and its index
    before: list[int | None] = []
    for index, number in enumerate(numbers):
        length = bisect_left(tails, number)
        before.append(ends[length - 1] if length else None)
        tails[length : length + 1] = [number]
        ends[length : length + 1] = [index]
    chosen: set[int] = set()
    step = ends[-1] if ends else None
    while step is not None:
        chosen.add(step)
        step = before[step]
    return chosen
