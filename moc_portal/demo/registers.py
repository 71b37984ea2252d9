"""Programmes of the Navigator and certificates, one after another, never all at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from moc_portal.demo.chance import stream

TITLES = {
    "technical": "Робототехника|Юный программист|3D-моделирование|Авиамоделирование|Радиотехника",
    "science": "Юный эколог|Занимательная химия|Астрономия|Лаборатория физика|Мир растений",
    "sport": "Волейбол|Лёгкая атлетика|Шахматы|Самбо|Общая физическая подготовка",
    "art": "Хоровое пение|Изостудия «Палитра»|Народный танец|Театр «Маска»|Керамика",
    "tourism": "Юный турист|Спортивное ориентирование|Родной край|Экскурсовод музея|Скалолазание",
    "social": "Школа лидера|Юный журналист|Английский играя|Финансовая грамотность|Волонтёры",
}
LEVELS = ("start", "base", "base", "advanced")
STATES = ("published",) * 7 + ("moderation", "draft", "archived")
KINDS = ("funding",) * 5 + ("record",) * 3 + ("social",) * 2
STATUSES = ("active",) * 7 + ("issued",) * 2 + ("frozen", "cancelled")
REGION = "99"
NUMBERS = 1_000_000
STEP = 618_033  # has no divisor in common with NUMBERS: no number comes twice


@dataclass(frozen=True, slots=True)
class ProgrammeFacts:
    """A programme as the Navigator shows it."""

    outside_id: str
    title: str
    focus: str
    level: str
    state: str
    age_from: int
    age_to: int
    hours: int
    place_count: int
    enrolled_count: int
    updated_on: date


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """A certificate, its number still open."""

    number: str
    kind: str
    status: str
    birth_year: int
    issued_on: date


def programmes(seed: int, place: int, today: date, *, little: bool) -> Iterator[ProgrammeFacts]:
    """12 to 20 programmes of an organisation, of all six directions."""
    chance = stream(seed, "programmes", place)
    for number in range(chance.randint(12, 20)):
        focus = list(TITLES)[number % len(TITLES)]
        titles = TITLES[focus].split("|")
        age_from = 5 if little else chance.randint(6, 12)
        places = chance.randint(10, 16) * chance.randint(1, 4)
        state = chance.choice(STATES)
        yield ProgrammeFacts(
            outside_id=f"П-{place:04d}{number:02d}",
            title=titles[(place + number // len(TITLES)) % len(titles)],
            focus=focus,
            level=chance.choice(LEVELS),
            state=state,
            age_from=age_from,
            age_to=7 if little else min(age_from + chance.randint(2, 6), 17),
            hours=36 * chance.randint(1, 6),
            place_count=places,
            enrolled_count=round(places * chance.uniform(0.5, 1)) if state == "published" else 0,
            updated_on=today - timedelta(days=chance.randint(0, 400)),
        )


def certificates(
    seed: int, centre: int, counts: list[int], today: date
) -> Iterator[tuple[int, CertificateFacts]]:
    """The certificates of a centre: the organisation's place in it, and the facts."""
    chance = stream(seed, "certificates", centre)
    number = chance.randrange(NUMBERS)
    days = [today - timedelta(days=back) for back in range(1100)]
    for place, count in enumerate(counts):
        for _ in range(count):
            number = (number + STEP) % NUMBERS
            yield (
                place,
                CertificateFacts(
                    f"{REGION}{centre + 5:02d}{number:06d}",
                    chance.choice(KINDS),
                    chance.choice(STATUSES),
                    today.year - chance.randint(5, 17),
                    chance.choice(days),
                ),
            )


def shares(total: int, parts: int) -> list[int]:
    """The total in parts as equal as can be."""
    bounds = [total * part // parts for part in range(parts + 1)]
    return [end - start for start, end in pairwise(bounds)]
