"""The frozen form of a report: plain JSON, its hash, and the way back.

The hash is over the canonical text (keys sorted, no spaces), so equal content has an equal hash
whatever database it came from.
"""

import hashlib
import json
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from reports.domain.marks import Mark
from reports.domain.period_report import (
    Account,
    Fact,
    Figure,
    Indicator,
    ItemLine,
    Link,
    PeriodReport,
    PlanBlock,
    PublicationLine,
    SectionBlock,
    Signatory,
)

Json = dict[str, Any]


def freeze(report: PeriodReport) -> Json:
    """The report as JSON values only: dates ISO, decimals as text."""
    frozen: Json = json.loads(json.dumps(asdict(report), default=_plain, ensure_ascii=False))
    return frozen


def digest(frozen: Json) -> str:
    """SHA-256 of the canonical text, in hexadecimal."""
    text = json.dumps(frozen, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def thaw(frozen: Json) -> PeriodReport:
    """The report that was frozen; equal to the one before."""
    return PeriodReport(
        **{
            **frozen,
            "starts_on": date.fromisoformat(frozen["starts_on"]),
            "ends_on": date.fromisoformat(frozen["ends_on"]),
            "passport": tuple(Fact(**fact) for fact in frozen["passport"]),
            "indicators": tuple(_indicator(data) for data in frozen["indicators"]),
            "plans": tuple(_plan(data) for data in frozen["plans"]),
            "publications": tuple(_publication(data) for data in frozen["publications"]),
            "signatory": Signatory(**frozen["signatory"]),
            "silent": tuple(frozen["silent"]),
        }
    )


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    raise TypeError(f"a snapshot cannot hold {type(value)}")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _indicator(data: Json) -> Indicator:
    value = data["value"]
    return Indicator(data["name"], data["unit"], None if value is None else Decimal(value))


def _plan(data: Json) -> PlanBlock:
    sections = tuple(
        SectionBlock(section["title"], tuple(_item(item) for item in section["items"]))
        for section in data["sections"]
    )
    return PlanBlock(data["title"], data["kind"], data["basis"], sections)


def _item(data: Json) -> ItemLine:
    return ItemLine(
        **{
            **data,
            "mark": Mark(data["mark"]),
            "accounts": tuple(
                Account(**{**account, "done_on": _day(account["done_on"])})
                for account in data["accounts"]
            ),
            "figures": tuple(
                Figure(Decimal(figure["value"]), figure["unit"]) for figure in data["figures"]
            ),
            "links": tuple(Link(**link) for link in data["links"]),
        }
    )


def _publication(data: Json) -> PublicationLine:
    return PublicationLine(**{**data, "published_on": date.fromisoformat(data["published_on"])})
