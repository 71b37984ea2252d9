"""Names that hold for a time: projects, standards and networks, and what came after them.

Each entry says where it is from; nothing is here that no source confirms. Acts named by date and
number are found, too: whether they still hold only a person can say.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from plans.domain.year_words import ACT, protected_in


@dataclass(frozen=True, slots=True)
class DatedName:
    """A name with its last day («» where it simply is out of use), its successor, its source."""

    pattern: str
    name: str
    until: date | None
    successor: str
    source: str

    def is_stale_on(self, day: date) -> bool:
        return self.until is None or day > self.until


@dataclass(frozen=True, slots=True)
class StaleName:
    """A stale name, found in a text."""

    name: DatedName
    found: str


_PROJECTS = "https://mroo.68edu.ru/?page_id=8590, https://www.kommersant.ru/doc/8079556"
_END_OF_2024 = date(2024, 12, 31)

DATED_NAMES = (
    DatedName(
        r"Успех\w*\s+каждого\s+реб[её]нка",
        "проект «Успех каждого ребёнка»",
        _END_OF_2024,
        "с 01.01.2025 — федеральный проект «Всё лучшее детям» национального проекта "
        "«Молодёжь и дети» (2025–2030)",
        _PROJECTS,
    ),
    DatedName(
        r"(?:национальн\w+\s+проект\w*|нацпроект\w*)\s+[«\"]Образование[»\"]",
        "национальный проект «Образование»",
        _END_OF_2024,
        "с 01.01.2025 — национальный проект «Молодёжь и дети» (2025–2030)",
        _PROJECTS,
    ),
    DatedName(
        r"ГОСТ\s+Р\s+7\.0\.97\s*[-–—]\s*2016",
        "ГОСТ Р 7.0.97-2016",
        date(2025, 8, 17),
        "с 18.08.2025 — ГОСТ Р 7.0.97-2025",
        "https://www.klerk.ru/user/1971733/658276/",
    ),
    DatedName(
        r"социально-педагогическ\w+\s+направленност\w*",
        "социально-педагогическая направленность",
        None,
        "социально-гуманитарная направленность",
        "справочник направленностей Навигатора",
    ),
    DatedName(
        r"(?:Instagram|Инстаграм\w*|Facebook|Фейсбук\w*)",
        "заблокированная социальная сеть",
        None,
        "ВКонтакте, Одноклассники, сайт или другой доступный канал",
        "сеть заблокирована в России",
    ),
)
_PATTERNS = tuple((re.compile(one.pattern, re.IGNORECASE), one) for one in DATED_NAMES)
_JUBILEE = re.compile(
    r"\d{1,3}(?:\s*[-–]\s*(?:летие|летия|летию|летием|летии|летн[а-яё]+)"
    r"|\s+лет\s+со\s+дня"
    r"|\s*[-–]\s*(?:я|й|ю|ую|ой)\s+годовщин[а-яё]*)(?:\s+[А-ЯЁ«][^,.;\n]{0,40})?"
)


def stale_names(text: str, day: date) -> Iterator[StaleName]:
    """Names in the text that no longer hold on that day."""
    for pattern, name in _PATTERNS:
        match = pattern.search(text)
        if match and name.is_stale_on(day):
            yield StaleName(name, match[0])


def acts_in(text: str) -> list[str]:
    """Acts that the text names by date: «приказ … от 27.07.2022 № 629»."""
    found = sorted(
        {(one.start, one.end) for one in protected_in(text) if one.reason == ACT},
        key=lambda span: (span[0], -span[1]),
    )
    pieces: list[str] = []
    last = -1
    for start, end in found:
        if start >= last:
            pieces.append(" ".join(text[start:end].split()))
            last = end
    return pieces


def jubilees_in(texts: Iterable[str]) -> list[str]:
    """«80-летие Победы»: next year it will be another number."""
    found = (match[0].strip() for text in texts for match in _JUBILEE.finditer(text))
    return list(dict.fromkeys(found))
