"""The frozen version of a plan: everything it says as plain JSON, and the hash over it."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from plans.domain.content import PlanDocument
from plans.domain.serial import document_from_dict, to_dict

FORMAT = 1


@dataclass(frozen=True, slots=True)
class ItemMark:
    """What the portal knows of an item beside its words: its lasting number, who does it."""

    uid: str
    assignments: tuple[str, ...] = ()


def freeze(document: PlanDocument, organisation: str, marks: Sequence[ItemMark]) -> dict[str, Any]:
    """The snapshot of a document that holds one plan; a mark for each item, in its order."""
    return {
        "format": FORMAT,
        "organisation": organisation,
        "document": to_dict(document),
        "items": [{"uid": mark.uid, "assignments": list(mark.assignments)} for mark in marks],
    }


def thaw(snapshot: dict[str, Any]) -> tuple[PlanDocument, tuple[ItemMark, ...]]:
    """What a snapshot says, as the domain's words."""
    marks = (ItemMark(said["uid"], tuple(said["assignments"])) for said in snapshot["items"])
    return document_from_dict(snapshot["document"]), tuple(marks)


def sha256_of(snapshot: dict[str, Any]) -> str:
    """The hash over canonical JSON: keys sorted, no spaces, UTF-8."""
    text = json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
