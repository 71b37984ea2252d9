"""Repeatable choices: the same seed and topic give the same stream."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

T = TypeVar("T")


def stream(seed: int, *topic: str | int) -> Random:
    """A stream of its own for each topic, so that a change in one moves no other."""
    said = ":".join(map(str, (seed, *topic)))
    return Random(said)  # noqa: S311 -- invented data, no secret


def some(chance: Random, among: Sequence[T], count: int) -> list[T]:
    """At most `count` of them, in their own order."""
    if len(among) <= count:
        return list(among)
    return [among[place] for place in sorted(chance.sample(range(len(among)), count))]


def day_between(chance: Random, first: date, last: date) -> date:
    return first + timedelta(days=chance.randint(0, max((last - first).days, 0)))
