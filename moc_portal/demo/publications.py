"""What the first centre has published for its media plan."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from moc_portal.demo.chance import day_between, stream
from moc_portal.demo.wording.media_plan import STORIES

COUNT = 36


@dataclass(frozen=True, slots=True)
class Published:
    """A publication: the item and the channel by their places among those given."""

    item: int
    channel: int
    title: str
    day: date
    number: int
    reach: int


def published(
    seed: int, items: Sequence[Sequence[int]], places: Sequence[str], first: date, last: date
) -> Iterator[Published]:
    """Publications from the first to the last day; each item lists its channels."""
    chance = stream(seed, "publications")
    for number in range(COUNT):
        item = number % len(items)
        yield Published(
            item,
            chance.choice(items[item]),
            STORIES[number % len(STORIES)].format(place=chance.choice(places)),
            day_between(chance, first, last),
            101 + number,
            chance.randint(40, 2400),
        )
