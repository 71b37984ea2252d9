"""Where the rows that stay stand among the new ones."""

from collections.abc import Iterable, Sequence


def arrange(
    staying: Iterable[int], origins: Sequence[int | None], replaced: frozenset[int]
) -> list[tuple[bool, int]]:
    """The rows of a table from top to bottom: (True, number that stays) or (False, index of new).

    `origins` are the row numbers that the new rows come from, None for those of another table.
    """
    first, last = min(replaced, default=None), max(replaced, default=None)
    before: dict[int, list[int]] = {}
    for number in sorted(staying):
        if first is None or last is None or number < first:
            gap = 0
        elif number > last:
            gap = len(origins)
        else:
            gap = _gap(number, origins)
        before.setdefault(gap, []).append(number)
    # A table of which nothing is replaced gets its new rows at the bottom.
    rows: list[tuple[bool, int]] = []
    for index in range(len(origins) + 1):
        rows.extend((True, number) for number in before.get(index, ()))
        if index < len(origins):
            rows.append((False, index))
    return rows


def _gap(number: int, origins: Sequence[int | None]) -> int:
    """How many new rows come before it, so that the fewest change sides; the most where equal."""
    best, best_cost, cost = 0, 0, 0
    for index, origin in enumerate(origins, start=1):
        if origin is not None and origin != number:
            cost += 1 if origin > number else -1
        if cost <= best_cost:
            best, best_cost = index, cost
    return best
