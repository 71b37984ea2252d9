"""Which item of one state of a plan is which of another, and which section."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from heapq import nlargest

from plans.domain.content import Item, PlanContent
from plans.domain.table import section_title

Pairs = dict[int, int]  # the place in the later plan: the place in the earlier
Key = Callable[[Item], object]

_LIKE = 0.62  # titles that agree less are two different items
_SAME_NUMBER = 0.15
_MOST_PAIRS = 250_000  # of titles that are weighed against each other
_MOST_WEIGHED = 20_000  # of them that are compared word by word
_WORDS = re.compile(r"\w+")


def match(before: Sequence[Item], after: Sequence[Item], known: Pairs) -> Pairs:
    """Which item of `after` is which of `before`: by name, by number, by likeness."""
    pairs = dict(known)
    for key in (_name_and_number, _name):
        _by_key(before, after, pairs, key)
    _by_likeness(before, after, pairs)
    return pairs


def share(before: Sequence[Item], after: Sequence[Item]) -> float:
    """How much of both plans is the same items, from 0 to 1."""
    if not before or not after:
        return 0.0
    return 2 * len(match(before, after, {})) / (len(before) + len(after))


def pair_by_place(before: Sequence[Item], after: Sequence[Item]) -> Pairs:
    """Items that were read from the same rows of one file."""
    where = {item.printed.rows: place for place, item in enumerate(before) if item.printed.rows}
    pairs, taken = {}, set()
    for place, item in enumerate(after):
        found = where.get(item.printed.rows)
        if found is not None and found not in taken:
            pairs[place] = found
            taken.add(found)
    return pairs


def pair_sections(before: PlanContent, after: PlanContent, items: Pairs) -> Pairs:
    """Sections of one name, then those that most of their items share."""
    names = [" ".join(section_title(section).lower().split()) for section in before.sections]
    free: dict[str, list[int]] = defaultdict(list)
    for place, name in enumerate(names):
        free[name].append(place)
    pairs = {}
    for place, section in enumerate(after.sections):
        name = " ".join(section_title(section).lower().split())
        if free[name]:
            pairs[place] = free[name].pop(0)
    taken = set(pairs.values())
    for (place, was), count in _shared_items(before, after, items).most_common():
        sizes = len(after.sections[place].items), len(before.sections[was].items)
        if place not in pairs and was not in taken and 2 * count >= max(sizes):
            pairs[place] = was
            taken.add(was)
    return pairs


def _shared_items(
    before: PlanContent, after: PlanContent, items: Pairs
) -> Counter[tuple[int, int]]:
    old, new = list(_sections_of(before)), list(_sections_of(after))
    return Counter((new[place], old[was]) for place, was in sorted(items.items()))


def _sections_of(plan: PlanContent) -> Iterator[int]:
    """The section of every item."""
    for place, section in enumerate(plan.sections):
        for _item in section.items:
            yield place


def _by_key(before: Sequence[Item], after: Sequence[Item], pairs: Pairs, key: Key) -> None:
    taken = set(pairs.values())
    waiting: dict[object, list[int]] = defaultdict(list)
    for place, item in enumerate(before):
        if place not in taken:
            waiting[key(item)].append(place)
    for place, item in enumerate(after):
        if place not in pairs and waiting[key(item)]:
            pairs[place] = waiting[key(item)].pop(0)


def _by_likeness(before: Sequence[Item], after: Sequence[Item], pairs: Pairs) -> None:
    """The likest titles first; the same number counts for a little."""
    taken = set(pairs.values())
    old = [place for place in range(len(before)) if place not in taken]
    new = [place for place in range(len(after)) if place not in pairs]
    if len(old) * len(new) > _MOST_PAIRS:
        return
    weighed = sorted(_weighed(before, after, old, new), reverse=True)
    for _likeness, right, left in weighed:
        if -right not in pairs and left not in taken:
            pairs[-right] = left
            taken.add(left)


def _weighed(
    before: Sequence[Item], after: Sequence[Item], old: Iterable[int], new: Iterable[int]
) -> Iterator[tuple[float, int, int]]:
    """Likeness and both places of all pairs that are like enough.

    The words that two titles share are counted first: to compare every two of them word by word
    takes seconds. Where too many are alike, those that share most are compared.
    """
    words = {place: _words(before[place]) for place in old}
    bounded = _bounded(before, after, words, new)
    for _bound, right, left, bonus in nlargest(_MOST_WEIGHED, bounded):
        said = _words(after[-right])
        likeness = SequenceMatcher(None, words[left], said, autojunk=False).ratio() + bonus
        if likeness >= _LIKE:
            yield likeness, right, left


def _bounded(
    before: Sequence[Item],
    after: Sequence[Item],
    words: dict[int, list[str]],
    new: Iterable[int],
) -> Iterator[tuple[float, int, int, float]]:
    """What the likeness of two titles cannot exceed, both places, what their numbers count for."""
    holders: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for place, said in words.items():
        for word, count in Counter(said).items():
            holders[word].append((place, count))
    for right in new:
        said = _words(after[right])
        for left, count in _shared_words(said, holders).items():
            number = before[left].number
            bonus = _SAME_NUMBER if number and number == after[right].number else 0.0
            bound = 2 * count / (len(said) + len(words[left])) + bonus
            if bound >= _LIKE:
                yield bound, -right, left, bonus


def _shared_words(said: list[str], holders: dict[str, list[tuple[int, int]]]) -> Counter[int]:
    """How many words each of the other titles shares."""
    shared: Counter[int] = Counter()
    for word, count in Counter(said).items():
        for place, known in holders[word]:
            shared[place] += min(count, known)
    return shared


def _words(item: Item) -> list[str]:
    return _WORDS.findall(item.title.lower())


def _name_and_number(item: Item) -> object:
    return item.number, _name(item)


def _name(item: Item) -> object:
    return tuple(_words(item))
