"""Section rows: «Раздел II. …», «1. …», «СЕНТЯБРЬ», «Организационный этап»."""

import re

from plans.domain.reading.text import fold

_WORD = (
    r"(?:раздел|этап|блок|направление|модуль|часть|глава|задача|приоритет|цель|"
    r"подпрограмма|шаг|тема)"
)
_NUMBER = r"(?P<number>\d{1,2}(?:\.\d{1,2})*|[IVXІХ]{1,6})"
_UNITS = (
    r"(?!\s*[-–—.]?\s*(?:-?[йея]\s+)?(?:квартал|полугоди|четверт|триместр|год\b|года\b|"
    r"декад|недел|"
    r"январ|феврал|март|апрел|ма[йя]\b|июн|июл|август|сентябр|октябр|ноябр|декабр))"
)
_WITH_WORD = re.compile(
    rf"{_WORD}\s*(?:№\s*)?{_NUMBER}(?!\w){_UNITS}\s*[.:)]?\s*[-–—]?\s*(?P<title>.*)",
    re.IGNORECASE | re.DOTALL,
)
_BEFORE_WORD = re.compile(
    rf"{_NUMBER}(?:-?[йея])?\s+{_WORD}\s*[.:]?\s*[-–—]?\s*(?P<title>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_PLAIN = re.compile(
    rf"{_NUMBER}(?:\s*[.):]+\s*|\s*[-–—]\s+|\s+(?=[«\"А-ЯЁ])){_UNITS}(?P<title>\S.*)", re.DOTALL
)
_MARKED = re.compile(rf"\s*(?:(?!(?:цель|тема|задача)){_WORD}\b|.*\bэтап\b)", re.IGNORECASE)
_MONTH = re.compile(
    r"\s*(?:январь|февраль|март|апрель|май|июнь|июль|август|сентябрь|октябрь|ноябрь|декабрь)"
    r"(?:\s+20\d\d)?(?:\s*(?:г\.?|года?))?\s*$|\s*(?:[1-4]|I{1,3}|IV)(?:-й)?\s+квартал",
    re.IGNORECASE,
)


def read_section(text: str, label: str = "") -> tuple[str | None, str | None]:
    """The number and the title of a section row."""
    title = fold(text)
    for pattern in (_WITH_WORD, _BEFORE_WORD, _PLAIN):
        match = pattern.fullmatch(title)
        if match and (pattern is not _BEFORE_WORD or match["title"]):
            rest = match["title"].strip()
            return match["number"], rest or None
    return label.strip().rstrip(".)") or None, title or None


def is_numbered(text: str) -> bool:
    """Whether a line begins with a section's number: «1. …», «II. …», «Раздел 1»."""
    return bool(_PLAIN.fullmatch(text) or _WITH_WORD.fullmatch(text))


def is_marked(text: str) -> bool:
    """Whether the words themselves say that this is a section."""
    return bool(_MARKED.match(text) or _MONTH.match(text))
