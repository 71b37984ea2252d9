"""What is said about organisations and people, however it came in: by a form or by a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

TIMEZONES: Mapping[str, str] = MappingProxyType(
    {
        "Europe/Kaliningrad": "Калининград (МСК−1)",
        "Europe/Moscow": "Москва (МСК)",
        "Europe/Samara": "Самара (МСК+1)",
        "Asia/Yekaterinburg": "Екатеринбург (МСК+2)",
        "Asia/Omsk": "Омск (МСК+3)",
        "Asia/Krasnoyarsk": "Красноярск (МСК+4)",
        "Asia/Irkutsk": "Иркутск (МСК+5)",
        "Asia/Yakutsk": "Якутск (МСК+6)",
        "Asia/Vladivostok": "Владивосток (МСК+7)",
        "Asia/Magadan": "Магадан (МСК+8)",
        "Asia/Kamchatka": "Камчатка (МСК+9)",
    }
)


@dataclass(frozen=True, slots=True)
class OrganisationCard:
    """Everything an organisation's card says («карточка организации»)."""

    kind: str
    code: str
    name: str
    short_name: str
    parent_id: int | None
    aliases: list[str]
    municipality: str = ""
    founding_act: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    site: str = ""
    timezone: str = "Europe/Moscow"


@dataclass(frozen=True, slots=True)
class Invitee:
    """Whom somebody invites, where to, and as whom."""

    email: str
    last_name: str
    first_name: str
    patronymic: str
    organisation_id: int
    role: str


@dataclass(frozen=True, slots=True)
class PersonCard:
    """What a person says about themselves."""

    last_name: str
    first_name: str
    patronymic: str
    position: str
    phone: str


@dataclass(frozen=True, slots=True)
class OrganisationFilter:
    """Which organisations a list shows; empty words mean all."""

    text: str = ""
    kind: str = ""
    state: str = ""
    within: int | None = None


@dataclass(frozen=True, slots=True)
class PersonFilter:
    """Which people a list shows; empty words mean all."""

    text: str = ""
    role: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which lines of the audit trail are shown; days include both ends."""

    who: str = ""
    what: str = ""
    since: date | None = None
    until: date | None = None
