"""Rows taken by the batch, between sections, without holding the table."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TypeVar

from documents.writers.text import Section

ROWS = 64
SAMPLE = 256

T = TypeVar("T")


def batches(rows: Iterable[T | Section]) -> Iterator[list[T] | Section]:
    """Each section by itself, the rows between two sections in lists of at most `ROWS`."""
    remaining = iter(rows)
    while piece := list(islice(remaining, ROWS)):
        batch: list[T] = []
        for row in piece:
            if not isinstance(row, Section):
                batch.append(row)
                continue
            if batch:
                yield batch
            yield row
            batch = []
        if batch:
            yield batch


def sampled(
    rows: Iterable[Sequence[T] | Section], width: int
) -> tuple[list[Sequence[T]], Iterator[Sequence[T] | Section]]:
    """The first rows, from which widths are guessed, and all the rows again, each `width` long."""
    remaining = _checked(rows, width)
    first = list(islice(remaining, SAMPLE))
    return [row for row in first if not isinstance(row, Section)], chain(first, remaining)


def _checked(rows: Iterable[Sequence[T] | Section], width: int) -> Iterator[Sequence[T] | Section]:
    for row in rows:
        if not isinstance(row, Section) and len(row) != width:
            raise ValueError(f"a row of {len(row)} cells in a table of {width} columns")
        yield row
