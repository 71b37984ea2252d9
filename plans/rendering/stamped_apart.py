"""The seal set on a changed copy of the source, in its own process: the file is a stranger's."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from plans.domain.passage import ApprovalOrder, Decision, Passage
from plans.domain.seals import Seal
from plans.rendering.approved_docx import with_passage
from plans.rendering.stamped_docx import stamp_docx
from plans.rendering.stamped_xlsx import stamp_xlsx


def stamped(path: Path, form: str, target: str, said: Mapping[str, Any]) -> bool:
    """`stamped_bytes` between two processes: seal and passage as plain JSON."""
    content = stamped_bytes(path.read_bytes(), form, *_from_words(said))
    Path(target).write_bytes(content)
    return True


def stamped_bytes(content: bytes, form: str, seal: Seal, passage: Passage | None = None) -> bytes:
    """The file with its seal; a Word document says in its stamps, too, that it is approved."""
    if form != "docx":
        return stamp_xlsx(content, seal)
    sealed = stamp_docx(content, seal)
    return with_passage(sealed, passage) if passage else sealed


def in_words(seal: Seal, passage: Passage | None) -> dict[str, Any]:
    """Both as JSON can say them."""
    said = [seal.number, seal.approved_on.isoformat(), seal.sha256, seal.site]
    return {"seal": said, "passage": _passage_in_words(passage) if passage else None}


def _passage_in_words(passage: Passage) -> dict[str, Any]:
    order = passage.order
    return {
        "title": passage.title,
        "basis": passage.basis,
        "order": [order.kind, order.number, order.day.isoformat()] if order else None,
        "decisions": [
            {
                "name": one.name,
                "short_name": one.short_name,
                "position": one.position,
                "words": one.words,
                "day": one.day.isoformat() if one.day else None,
                "note": one.note,
                "has_agreed": one.has_agreed,
            }
            for one in passage.decisions
        ],
    }


def _from_words(said: Mapping[str, Any]) -> tuple[Seal, Passage | None]:
    number, day, sha256, site = said["seal"]
    seal = Seal(number, date.fromisoformat(day), sha256, site)
    return seal, _passage(seal, said["passage"]) if said["passage"] else None


def _passage(seal: Seal, said: Mapping[str, Any]) -> Passage:
    order = None
    if said["order"]:
        kind, number, day = said["order"]
        order = ApprovalOrder(kind, number, date.fromisoformat(day))
    decisions = tuple(_decision(one) for one in said["decisions"])
    return Passage(said["title"], seal.number, seal.approved_on, said["basis"], order, decisions)


def _decision(said: Mapping[str, Any]) -> Decision:
    day = date.fromisoformat(said["day"]) if said["day"] else None
    return Decision(**{**said, "day": day})
