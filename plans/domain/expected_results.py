"""The numbers that an expected result promises: «не менее 34 заявок», «25 %», «три семинара»."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Bound(StrEnum):
    """What the number is to the fact."""

    LEAST = "least"  # «не менее», «от», «свыше»
    MOST = "most"  # «не более», «до»
    EXACT = "exact"  # a number alone


@dataclass(frozen=True, slots=True)
class ExpectedResult:
    """A promised number of things: its bound, value and unit as written («заявок», «%»)."""

    value: Decimal
    unit: str
    bound: Bound = Bound.EXACT

    def __str__(self) -> str:
        said = f"{self.value:f}".replace(".", ",")
        return f"{_SIGNS[self.bound]}{said}\u00a0{self.unit}"


_SIGNS = {Bound.LEAST: "не менее ", Bound.MOST: "не более ", Bound.EXACT: ""}
_WORDS = {
    "од(?:ин|на|но|ного|ной|ну)": 1,
    "дв(?:а|е|ух)": 2,
    "тр(?:и|[её]х)": 3,
    "четыр(?:е|[её]х)": 4,
    "пят(?:ь|и)": 5,
    "шест(?:ь|и)": 6,
    "сем(?:ь|и)": 7,
    "вос(?:емь|ьми)": 8,
    "девят(?:ь|и)": 9,
    "десят(?:ь|и)": 10,
}
_BOUNDS = (
    (
        r"не\s+менее(?:\s+чем)?|не\s+меньше|минимум|как\s+минимум|свыше|более(?:\s+чем)?|от",
        Bound.LEAST,
    ),
    (r"не\s+более(?:\s+чем)?|не\s+больше|максимум|до", Bound.MOST),
)
_BOUND = "|".join(f"(?P<{bound.value}>{words})" for words, bound in _BOUNDS)
_NUMBER = r"\d{1,3}(?:[ \u00a0]\d{3})+(?!\d)|\d+(?:[.,]\d+)?|" + "|".join(_WORDS)
_PROMISE = re.compile(
    rf"(?:(?<!\w)(?:{_BOUND}|≥)\s*)?"
    rf"(?<![\w№.,/–-])(?<!№ )(?<!п\. )(?P<number>{_NUMBER})(?![\w])[ \u00a0]*"
    r"(?:-?[хмя]{1,2}\s+)?"
    r"(?P<unit>%|процент\w*|шт\.|чел\.|ед\.|[^\W\d_]{3,})",
    re.IGNORECASE,
)
# «к 25 декабря», «2025 год», «5 класс», «1 раз», «18 лет» count nothing that a school reports.
_NOT_UNITS = re.compile(
    r"(?:январ|феврал|март|апрел|ма[яй]$|июн|июл|август|сентябр|октябр|ноябр|декабр|год|квартал|"
    r"полугоди|класс|лет$|раз|числ|час|минут|дн[яе]|день|этап|уров|пункт|кабинет)",
    re.IGNORECASE,
)
_NOT_COUNTED = re.compile(r"(?:из|или|как|это|для|при|раз|все|сторон|голос|слов)", re.IGNORECASE)


def expected_results(text: str) -> list[ExpectedResult]:
    """Every number of things that the text promises, in order."""
    return list(_promises(text))


def _promises(text: str) -> Iterator[ExpectedResult]:
    for found in _PROMISE.finditer(text):
        number, unit = found["number"], found["unit"]
        is_word = not number[0].isdigit()
        if _NOT_UNITS.match(unit) or (is_word and _NOT_COUNTED.match(unit)):
            continue
        yield ExpectedResult(_value(number), _unit(unit), _bound(found))


def _value(number: str) -> Decimal:
    if number[0].isdigit():
        return Decimal(re.sub(r"[ \u00a0]", "", number).replace(",", "."))
    for pattern, value in _WORDS.items():
        if re.fullmatch(pattern, number, re.IGNORECASE):
            return Decimal(value)
    raise ValueError(f"{number!r} is no number")


def _unit(unit: str) -> str:
    return "%" if unit.lower().startswith("процент") else unit


def _bound(found: re.Match[str]) -> Bound:
    if found[0].lstrip().startswith("≥"):
        return Bound.LEAST
    for bound in (Bound.LEAST, Bound.MOST):
        if found[bound.value]:
            return bound
    return Bound.EXACT
