"""The frozen version of a plan: everything it says as plain JSON, and the hash over it."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from plans.domain.content import PlanDocument
from plans.domain.serial import document_from_dict, to_dict

FORMAT = 1


@dataclass(frozen=True, slots=True)
class ItemMark:
    """What the portal knows of an item beside its words: its lasting number, who does it."""

    uid: str
    assignments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Excluded:
    """An item that an amendment took out of the plan («исключён изменением № 1»)."""

    uid: str
    number: str
    title: str
    amendment: int


@dataclass(frozen=True, slots=True)
class Lasting:
    """The lasting numbers of columns and sections, in their order, and what was excluded.

    Versions frozen before amendments came know none of it.
    """

    columns: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    excluded: tuple[Excluded, ...] = ()


def freeze(
    document: PlanDocument,
    organisation: str,
    marks: Sequence[ItemMark],
    lasting: Lasting | None = None,
) -> dict[str, Any]:
    """The snapshot of a document that holds one plan; a mark for each item, in its order."""
    return {
        "format": FORMAT,
        "organisation": organisation,
        "document": to_dict(document),
        "items": [{"uid": mark.uid, "assignments": list(mark.assignments)} for mark in marks],
        **_lasting_to_json(lasting),
    }


def thaw(snapshot: dict[str, Any]) -> tuple[PlanDocument, tuple[ItemMark, ...]]:
    """What a snapshot says, as the domain's words."""
    marks = (ItemMark(said["uid"], tuple(said["assignments"])) for said in snapshot["items"])
    return document_from_dict(snapshot["document"]), tuple(marks)


def lasting_of(snapshot: dict[str, Any]) -> Lasting:
    return Lasting(
        tuple(snapshot.get("columns", ())),
        tuple(snapshot.get("sections", ())),
        tuple(Excluded(**said) for said in snapshot.get("excluded", ())),
    )


def _lasting_to_json(lasting: Lasting | None) -> dict[str, Any]:
    if lasting is None:
        return {}
    return {
        "columns": list(lasting.columns),
        "sections": list(lasting.sections),
        "excluded": [asdict(one) for one in lasting.excluded],
    }


def sha256_of(snapshot: dict[str, Any]) -> str:
    """The hash over canonical JSON: keys sorted, no spaces, UTF-8."""
    text = json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
