"""Take the last corrections of a reading back.

Each correction leaves what differs in the reading before it, not that reading itself: of a plan
of two thousand rows that is a few lines.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Any

from organisations.domain.errors import RuleError
from plans.domain.corrections import Json, Reading, reading_from_dict, reading_to_dict

MAX_STEPS = 20
MAX_CHARACTERS = 1_000_000  # of all differences together; the latest one is kept at any size


class NothingToUndoError(RuleError):
    """No correction is remembered."""


def remembered(before: Reading, after: Reading, words: str) -> Reading:
    """`after`, from which one can go back to `before`; `words` say what was done."""
    now, then = _plain(after), _plain(before)
    if now == then:
        return replace(after, earlier=before.earlier)
    steps = [*before.earlier, {"words": words, "back": _difference(now, then)}]
    return replace(after, earlier=_bounded(steps))


def undone(reading: Reading) -> Reading:
    """The reading before its last correction."""
    if not reading.earlier:
        raise NothingToUndoError("Отменять нечего: исправлений в этом документе больше нет.")
    *steps, last = reading.earlier
    before = reading_from_dict(_applied(_plain(reading), last["back"]))
    return replace(before, earlier=tuple(steps))


def last_words(reading: Reading) -> str:
    """What the last correction did; empty where none is remembered."""
    return reading.earlier[-1]["words"] if reading.earlier else ""


def _bounded(steps: list[Json]) -> tuple[Json, ...]:
    kept = steps[-MAX_STEPS:]
    sizes = [len(json.dumps(step)) for step in kept]
    while len(kept) > 1 and sum(sizes) > MAX_CHARACTERS:
        kept, sizes = kept[1:], sizes[1:]
    return tuple(kept)


def _plain(reading: Reading) -> Json:
    """As the database gives it back: lists and texts only."""
    said: Json = json.loads(json.dumps(reading_to_dict(replace(reading, earlier=()))))
    return said


def _difference(now: Any, then: Any) -> Json:
    """What makes `then` of `now`: a value, changed keys, or a changed stretch of a list."""
    if isinstance(now, dict) and isinstance(then, dict):
        return _of_keys(now, then)
    if isinstance(now, list) and isinstance(then, list):
        return _of_lists(now, then)
    return {"is": then}


def _of_keys(now: Mapping[str, Any], then: Mapping[str, Any]) -> Json:
    changed = {
        key: _difference(now[key], value) if key in now else {"is": value}
        for key, value in then.items()
        if key not in now or now[key] != value
    }
    return {"keys": changed, "gone": [key for key in now if key not in then]}


def _of_lists(now: Sequence[Any], then: Sequence[Any]) -> Json:
    if len(now) == len(then):
        pairs = enumerate(zip(now, then, strict=True))
        return {"at": [[n, _difference(new, old)] for n, (new, old) in pairs if new != old]}
    start = _alike(now, then)
    end = _alike(now[start:][::-1], then[start:][::-1])
    return {"from": start, "end": end, "items": then[start : len(then) - end]}


def _alike(one: Sequence[Any], other: Sequence[Any]) -> int:
    """How many values both begin with."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _applied(now: Any, step: Json) -> Any:
    if "is" in step:
        return step["is"]
    if "keys" in step:
        kept = {key: value for key, value in now.items() if key not in step["gone"]}
        return kept | {key: _applied(now.get(key), one) for key, one in step["keys"].items()}
    if "at" in step:
        changed = {n: _applied(now[n], one) for n, one in step["at"]}
        return [changed.get(n, value) for n, value in enumerate(now)]
    return [*now[: step["from"]], *step["items"], *now[len(now) - step["end"] :]]
