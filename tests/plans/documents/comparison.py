"""Compares two plan documents value by value, so that one lost row does not shift the rest.

A value is a leaf that at least one side states: a date of an approval, a title, one responsible
entry. A deadline's terms are one value, and so are a plan's columns and its period.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain, zip_longest
from typing import Any

Json = dict[str, Any]
ENTRIES = ("channels", "responsible")
TEXTS = ("number", "title", "description", "goal", "audience", "result")
EMPTY: tuple[Any, ...] = (None, [], "")
ALIKE = 0.6  # below it two rows are two rows, not one row with a wrong title


@dataclass(frozen=True)
class Value:
    """One value; `plan` and `item` say where in the reading a doubt about it would stand."""

    path: str
    field: str
    expected: Any
    got: Any
    plan: int | None = None
    item: int | None = None

    @property
    def right(self) -> bool:
        return bool(self.expected == self.got)


@dataclass(frozen=True)
class Place:
    """A path in words, and the plan and item of the reading that it lies in."""

    path: str = ""
    plan: int | None = None
    item: int | None = None

    def at(self, step: str, **where: int | None) -> "Place":
        known = {"plan": self.plan, "item": self.item} | where
        return Place(f"{self.path}/{step}" if self.path else step, **known)


def compare(expected: Json, got: Json) -> list[Value]:
    approvals = _approvals(expected["approvals"], got["approvals"])
    plans = [
        _plan(Place(f"plan {index}", index), mine or {}, theirs or {})
        for index, (mine, theirs) in enumerate(zip_longest(expected["plans"], got["plans"]))
    ]
    found = chain(approvals, *plans)
    return [value for value in found if not _says_nothing(value)]


def _says_nothing(value: Value) -> bool:
    return value.expected in EMPTY and value.got in EMPTY


def _approvals(expected: list[Json], got: list[Json]) -> Iterator[Value]:
    for index, (mine, theirs) in enumerate(_paired(expected, got, _approval_name)):
        yield from _approval(Place(f"approval {index}"), mine or {}, theirs or {})


def _approval(place: Place, mine: Json, theirs: Json) -> Iterator[Value]:
    for key in ("kind", "position", "name", "date"):
        yield _value(place, key, mine.get(key), theirs.get(key), "approval")
    for key in ("number", "date", "issuer"):
        pair = [(side.get("order") or {}).get(key) for side in (mine, theirs)]
        yield _value(place, f"order.{key}", pair[0], pair[1], "approval")


def _plan(place: Place, mine: Json, theirs: Json) -> Iterator[Value]:
    for key in ("kind", "title", "period", "columns"):
        yield _value(place, key, mine.get(key), theirs.get(key), f"plan {key}")
    pairs = _paired(mine.get("sections", []), _counted(theirs.get("sections", [])), _title)
    for index, (one, other) in enumerate(pairs):
        yield from _section(place.at(f"section {index}"), one or {}, other or {})
    yield from _items(place, *(_flat(side, named=len(pairs) > 1) for side in _sides(pairs)))


def _counted(sections: list[Json]) -> list[Json]:
    """The sections with each item's place among all items of its plan, as doubts name it."""
    count = iter(range(10**6))
    return [
        section | {"items": [item | {"place": next(count)} for item in section["items"]]}
        for section in sections
    ]


def _section(place: Place, mine: Json, theirs: Json) -> Iterator[Value]:
    first = (theirs.get("items") or [{}])[0].get("place")
    for key in ("number", "title"):
        inside = place.at(key, item=first)
        yield _value(inside, "", mine.get(key), theirs.get(key), f"section {key}")


def _items(place: Place, expected: list[Json], got: list[Json]) -> Iterator[Value]:
    """The rows of the whole plan in order; a row in the wrong section is told by its section."""
    last = None
    for index, (one, other) in enumerate(_paired(expected, got, _title)):
        last = (other or {}).get("place", last)
        inside = place.at(f"row {index}", item=last)
        yield from _item(inside, one or {}, other or {})


def _sides(pairs: list[tuple[Any, Any]]) -> tuple[list[Any], list[Any]]:
    return [mine for mine, _ in pairs], [theirs for _, theirs in pairs]


def _flat(sections: Iterable[Json | None], *, named: bool) -> list[Json]:
    """All rows of a plan; `named`: each with its section's place among the paired sections."""
    return [
        item | {"section": index if named else None}
        for index, section in enumerate(sections)
        for item in (section or {}).get("items", [])
    ]


def _item(place: Place, mine: Json, theirs: Json) -> Iterator[Value]:
    for key in (*TEXTS, "section"):
        yield _value(place, key, mine.get(key), theirs.get(key), key)
    yield from _duty(place, mine, theirs)
    yield from _entries(place, "channels", mine, theirs)
    pairs = _paired(mine.get("steps", []), theirs.get("steps", []), _title)
    for index, (one, other) in enumerate(pairs):
        inside = place.at(f"step {index}")
        mine_step, their_step = one or {}, other or {}
        yield _value(inside, "title", mine_step.get("title"), their_step.get("title"), "step")
        yield from _duty(inside, mine_step, their_step)


def _duty(place: Place, mine: Json, theirs: Json) -> Iterator[Value]:
    deadlines = [side.get("deadline", {}) for side in (mine, theirs)]
    for key in ("text", "terms"):
        pair = [deadline.get(key) for deadline in deadlines]
        yield _value(place, f"deadline.{key}", pair[0], pair[1], f"deadline {key}")
    yield from _entries(place, "responsible", mine, theirs)


def _entries(place: Place, key: str, mine: Json, theirs: Json) -> Iterator[Value]:
    pairs = _matched(mine.get(key, []), theirs.get(key, []))
    for index, (one, other) in enumerate(pairs):
        yield _value(place, f"{key}[{index}]", one, other, key)


def _value(place: Place, step: str, expected: Any, got: Any, field: str) -> Value:
    path = f"{place.path}/{step}" if step else place.path
    return Value(path, field, expected, got, place.plan, place.item)


def _title(row: Json) -> str:
    return str(row.get("title") or "")


def _approval_name(row: Json) -> str:
    return f"{row['kind']} {row['name']}"


def _matched(mine: list[Any], theirs: list[Any]) -> Iterator[tuple[Any, Any]]:
    """Equal entries side by side, the others paired in order."""
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    for _, start, end, their_start, their_end in matcher.get_opcodes():
        yield from zip_longest(mine[start:end], theirs[their_start:their_end])


def _paired(mine: list[Json], theirs: list[Json], name: Any) -> list[tuple[Any, Any]]:
    """Rows side by side: equal names first, then what is left between them by likeness."""
    names = [[name(row) for row in rows] for rows in (mine, theirs)]
    matcher = SequenceMatcher(None, names[0], names[1], autojunk=False)
    pairs: list[tuple[Any, Any]] = []
    for tag, start, end, their_start, their_end in matcher.get_opcodes():
        ours, others = mine[start:end], theirs[their_start:their_end]
        if tag == "equal" or len(ours) == len(others):
            pairs += zip(ours, others, strict=True)
        else:
            pairs += _by_likeness(ours, others, name)
    return pairs


def _by_likeness(mine: list[Json], theirs: list[Json], name: Any) -> list[tuple[Any, Any]]:
    left = list(theirs)
    pairs: list[tuple[Any, Any]] = []
    for row in mine:
        ahead = [i for i, other in enumerate(left) if _alike(name(row), name(other))]
        if not ahead:
            pairs.append((row, None))
            continue
        pairs += [(None, skipped) for skipped in left[: ahead[0]]]
        pairs.append((row, left[ahead[0]]))
        left = left[ahead[0] + 1 :]
    return pairs + [(None, other) for other in left]


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE
