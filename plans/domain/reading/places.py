"""Places that a plan names: a district of others in a row is often left from another's plan."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_NOT_A_NAME = re.compile(
    r"(?:муниципальн|городск|сельск|детск|опорн|районн|областн|краев|российск|русск|"
    r"федеральн|автономн|народн|советск(?:ая|ий) власт|отдельн|соответствующ|кажд|друг|данн|"
    r"наш|сво)",
    re.IGNORECASE,
)
_ADJECTIVE = r"(?P<name>[А-ЯЁ][а-яё]+(?:-[А-ЯЁ]?[а-яё]+)*?)(?P<end>ий|ого|ому|им|ом|ая|ой|ую|ый)"
_OF_DISTRICT = r"(?:муниципальн\w+\s+|городск\w+\s+)?(?:район|округ)(?!ов)[а-я]{0,2}\b"
_DISTRICT = re.compile(rf"{_ADJECTIVE}\s+{_OF_DISTRICT}")
_REGION = re.compile(rf"{_ADJECTIVE}\s+(?:област|кра[йяюе]\b|краем\b)")
_TOWN = re.compile(
    r"(?:(?<![а-яёА-ЯЁ])г\.\s?|(?<![а-яё])город(?:а|у|ом|е|ской округ)?\s+)«?"
    r"(?P<name>[А-ЯЁ][а-яё]{2,}(?:-[А-ЯЁа-яё]+)*)"
)
_REPUBLIC = re.compile(r"Республик[аиеу]\s+(?P<name>[А-ЯЁ][а-яё]{2,})")
_KINDS = {"district": _DISTRICT, "region": _REGION, "town": _TOWN, "republic": _REPUBLIC}
_ENDING = 2  # letters that a case may change


class Place(NamedTuple):
    """A place as it is written, with its kind and the part of its name that no case changes."""

    kind: str
    stem: str
    text: str


def places_in(text: str) -> Iterator[Place]:
    """Every district, region, town and republic that a text names."""
    for kind, pattern in _KINDS.items():
        for match in pattern.finditer(text):
            name = match["name"]
            if _NOT_A_NAME.match(name):
                continue
            stem = name if kind in {"district", "region"} else name[: max(3, len(name) - _ENDING)]
            yield Place(kind, stem.lower().replace("ё", "е"), match[0].strip(" «"))


def foreign_places(text: str, home: Iterable[Place]) -> list[str]:
    """The places of a text that are not at home, where home has a place of that kind."""
    at_home = list(home)
    kinds = {place.kind for place in at_home}
    return [
        place.text
        for place in places_in(text)
        if place.kind in kinds
        and not any(_same(place.stem, own.stem) for own in at_home if own.kind == place.kind)
    ]


def _same(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)
