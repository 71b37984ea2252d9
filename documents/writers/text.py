"""Text as it may enter and leave the portal, and values as a Russian reader writes them."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from html import escape
from math import isfinite
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Link:
    """Text with an address behind it; an address that is not http or https is left out."""

    text: str
    url: str

    def __str__(self) -> str:
        return self.text

    @property
    def address(self) -> str:
        """The address, or nothing when a reader must not be able to click it."""
        try:
            parts = urlsplit(self.url)
        except ValueError:
            return ""
        whole = parts.scheme in {"http", "https"} and parts.netloc
        return self.url if whole and not _NO_ADDRESS.search(self.url) else ""


@dataclass(frozen=True, slots=True)
class Section:
    """A row over the whole width of a table («раздел», «этап»)."""

    title: str


Value = str | int | float | Decimal | date | Link | None  # bool is an int, datetime is a date

# Letters, digits and signs of Russian and western texts, in their composed form: nothing to mend.
_USUAL = r"\xa0-\u02ff\u0400-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u20bd\u2116"
_UNUSUAL = re.compile(rf"[^\t\n\x20-\x7e{_USUAL}]")
_NOT_PLAIN = re.compile(rf"[^\x01\x20-\x25\x27-;=?-\x7e{_USUAL}]")
_LINE_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NO_ADDRESS = re.compile(r'[\x00-\x20<>"{}|\\^`\ud800-\udfff\ufffe\uffff]')
SEPARATOR = "\x01"


def clean_text(value: str) -> str:
    """The text without what XML, PostgreSQL and office programs refuse.

    Every line end (CR, CR LF, vertical tab, form feed, NEL, U+2028, U+2029) becomes LF; NUL and
    the other C0 controls but tab and LF, lone surrogates, U+FFFE and U+FFFF are removed; the rest
    is composed (NFC). Cleaning twice changes nothing more.
    """
    if not _UNUSUAL.search(value):
        return value
    return unicodedata.normalize("NFC", _FORBIDDEN.sub("", _LINE_BREAKS.sub("\n", value)))


def joined_if_plain(texts: Sequence[str]) -> str | None:
    """The texts between separators, if each may stand in XML as it is; else nothing.

    All are checked together, at the speed of C; a caller may look for more in what it gets.
    """
    joined = SEPARATOR + SEPARATOR.join([*texts, ""])
    plain = (
        not _NOT_PLAIN.search(joined)
        and joined.count(SEPARATOR) == len(texts) + 1
        and f" {SEPARATOR}" not in joined
        and f"{SEPARATOR} " not in joined
    )
    return joined if plain else None


def text_of(value: Value) -> str:
    """A value as text: «1 234,5», «01.09.2025», «да»."""
    if value is None:
        return ""
    if isinstance(value, str | Link):
        return str(value)
    return date_text(value) if isinstance(value, date) else _number_text(value)


def date_text(value: date) -> str:
    """ДД.ММ.ГГГГ, with the time where there is one; years before 1000 keep their zeros."""
    day = f"{value.day:02}.{value.month:02}.{value.year:04}"
    return f"{day} {value.hour:02}:{value.minute:02}" if isinstance(value, datetime) else day


def xml_text(text: str) -> str:
    """Cleaned and escaped, for an element or an attribute."""
    return escape(clean_text(text))


def is_finite(value: float | Decimal) -> bool:
    if isinstance(value, Decimal):
        return value.is_finite()
    return isinstance(value, int) or isfinite(value)


def _number_text(value: float | Decimal) -> str:
    if isinstance(value, bool):
        return "да" if value else "нет"
    if not is_finite(value):
        return ""
    return f"{value:,}".replace(",", "\xa0").replace(".", ",")
