"""The tree of organisations: a region, its centres, and what belongs to each."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, islice

from moc_portal.demo.names import REGION, TOWNS, Town
from moc_portal.demo.sizes import Size

MBOU = "Муниципальное бюджетное общеобразовательное учреждение"
MBUDO = "Муниципальное бюджетное учреждение дополнительного образования"
MBDOU = "Муниципальное бюджетное дошкольное образовательное учреждение"
COLLEGE = "Государственное бюджетное профессиональное образовательное учреждение"


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation; `parent` is the code of the one above."""

    kind: str
    code: str
    name: str
    short_name: str
    parent: str | None
    town: Town
    card: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Centre:
    """A centre with everything below it; `members` are those that report."""

    place: Place
    authority: Place
    members: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """All organisations."""

    region: Place
    centres: tuple[Centre, ...]

    def places(self) -> Iterator[Place]:
        """From the top down: a parent comes before its children."""
        yield self.region
        for centre in self.centres:
            yield from (centre.place, centre.authority, *centre.members)


# Kind, short name, full name; the town's name in the genitive goes into the braces.
_KNOWN = (
    ("school", "Школа № 7", MBOU + " «Средняя школа № 7» города {}"),
    ("school", "Гимназия № 2", MBOU + " «Гимназия № 2» города {}"),
    ("additional", "ДТ «Орбита»", MBUDO + " «Дворец творчества «Орбита» города {}"),
    ("school", "Школа № 4", MBOU + " «Средняя школа № 4» города {}"),
    ("preschool", "Детский сад № 5", MBDOU + " «Детский сад № 5 «Ромашка» города {}"),
    ("sport", "СШ «Старт»", MBUDO + " «Спортивная школа «Старт» города {}"),
    ("culture", "Детская школа искусств", MBUDO + " «Детская школа искусств» города {}"),
    ("school", "Школа № 15", MBOU + " «Средняя школа № 15» города {}"),
    ("school", "Лицей № 3", MBOU + " «Лицей № 3» города {}"),
    ("additional", "Станция юных техников", MBUDO + " «Станция юных техников» города {}"),
    ("school", "Школа № 11", MBOU + " «Средняя школа № 11» города {}"),
    ("college", "Политехнический колледж", COLLEGE + " «Политехнический колледж» города {}"),
    ("school", "Школа № 1", MBOU + " «Средняя школа № 1» города {}"),
    ("additional", "Центр «Тропа»", MBUDO + " «Центр детского туризма «Тропа» города {}"),
    ("preschool", "Детский сад № 12", MBDOU + " «Детский сад № 12 «Теремок» города {}"),
    ("school", "Школа № 9", MBOU + " «Основная школа № 9» города {}"),
    ("additional", "ЭБЦ «Росток»", MBUDO + " «Эколого-биологический центр «Росток» города {}"),
    ("school", "Школа-интернат № 6", MBOU + " «Школа-интернат № 6» города {}"),
)
_MORE = (
    ("school", "Школа № {}", MBOU + " «Средняя школа № {}»"),
    ("preschool", "Детский сад № {}", MBDOU + " «Детский сад № {}»"),
    ("school", "Школа № {}", MBOU + " «Средняя школа № {}»"),
    ("additional", "Дом творчества № {}", MBUDO + " «Дом детского творчества № {}»"),
    ("school", "Школа № {}", MBOU + " «Основная школа № {}»"),
    ("preschool", "Детский сад № {}", MBDOU + " «Детский сад № {}»"),
    ("school", "Школа № {}", MBOU + " «Средняя школа № {}»"),
    ("sport", "Спортивная школа № {}", MBUDO + " «Спортивная школа № {}»"),
    ("school", "Школа № {}", MBOU + " «Средняя школа № {}»"),
    ("culture", "Школа искусств № {}", MBUDO + " «Детская школа искусств № {}»"),
)
_FIRST_NUMBER = 20  # above every number among the known ones


def tree(size: Size) -> Tree:
    """All organisations of a size; no chance is in it."""
    region = Place(
        "region",
        "rmc",
        f"Региональный модельный центр дополнительного образования детей {REGION}",
        f"РМЦ {REGION}",
        None,
        TOWNS[0],
        {"site": "https://rmc.example", "email": "info@rmc.example"},
    )
    centres = (
        _centre(region, town, is_first=place == 0, members=size.organisations)
        for place, town in enumerate(TOWNS[: size.centres])
    )
    return Tree(region, tuple(centres))


def _centre(region: Place, town: Town, *, is_first: bool, members: int) -> Centre:
    domain = f"{town.slug}.example"
    centre = Place(
        "centre",
        f"moc-{town.slug}",
        "Муниципальный опорный центр дополнительного образования детей города " + town.of_it,
        f"МОЦ {town.of_it}",
        region.code,
        town,
        {
            "founding_act": "приказ управления образования от 07.08.2020 № 163-од",
            "address": f"г. {town.name}, ул. Садовая, д. 14",
            "phone": "8 (800) 555-01-47",
            "email": f"moc@{domain}",
            "site": f"https://moc.{domain}",
        },
    )
    authority = Place(
        "authority",
        f"uo-{town.slug}",
        f"Управление образования администрации города {town.of_it}",
        f"Управление образования {town.of_it}",
        centre.code,
        town,
        {"email": f"uo@{domain}", "site": f"https://uo.{domain}"},
    )
    known = [(kind, short, full.format(town.of_it)) for kind, short, full in _KNOWN]
    invented = _invented(town)
    said = islice((*known, *islice(invented, members)) if is_first else invented, members)
    rows = (
        _member(centre, number, kind, short, full)
        for number, (kind, short, full) in enumerate(said, 1)
    )
    return Centre(centre, authority, tuple(rows))


def _invented(town: Town) -> Iterator[tuple[str, str, str]]:
    for number in count(_FIRST_NUMBER):
        kind, short, full = _MORE[number % len(_MORE)]
        yield kind, short.format(number), f"{full.format(number)} города {town.of_it}"


def _member(centre: Place, number: int, kind: str, short: str, full: str) -> Place:
    domain = f"org{number}.{centre.town.slug}.example"
    card = {
        "address": f"г. {centre.town.name}, ул. Школьная, д. {number}",
        "phone": f"8 (800) 555-01-{number % 100:02d}",
        "email": f"office@{domain}",
        "site": f"https://{domain}",
    }
    code = f"{centre.town.slug}-{number:02d}"
    return Place(kind, code, full, short, centre.code, centre.town, card)
