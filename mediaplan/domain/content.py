"""What is said of one publication, and which networks are closed in Russia."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

# Advertising there is an offence since 01.09.2025 (72-ФЗ of 07.04.2025); old plans name them.
BANNED_HOSTS = ("instagram.com", "facebook.com", "fb.com", "threads.net")
BANNED_ADVICE = (
    "Эта социальная сеть запрещена в России, публиковаться в ней нельзя. "
    "Выберите другую площадку: сайт, ВКонтакте, Одноклассники, MAX."
)


@dataclass(frozen=True, slots=True)
class PublicationFacts:
    """A publication as a person reports it."""

    channel_id: int
    title: str
    published_on: date
    url: str
    reach: int | None


def is_banned(url: str) -> bool:
    """Whether the address leads to a network that is banned in Russia."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return any(host == banned or host.endswith(f".{banned}") for banned in BANNED_HOSTS)
