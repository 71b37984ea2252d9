"""Revisions of a report in the domain's words, and two of them side by side."""

from dataclasses import dataclass

from plans.domain.revisions import Change, Piece, Said, changes, word_difference
from plans.models import Evidence, ProgressEntry


@dataclass(frozen=True, slots=True)
class ComparedEvidence:
    """A proof, and whether the returned revision had it."""

    evidence: Evidence
    is_new: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed since the revision that was returned."""

    before: ProgressEntry
    after: ProgressEntry
    text_before: list[Piece]
    text_after: list[Piece]
    fields: list[Change]
    evidence: list[ComparedEvidence]
    gone: list[Evidence]


def said_of(entry: ProgressEntry) -> Said:
    """The revision in the domain's words, evidence by content, so that revisions compare."""
    return Said(
        execution=entry.execution,
        text=entry.text,
        figure=entry.figure,
        figure_unit=entry.figure_unit,
        done_on=entry.done_on,
        reason=entry.reason,
        evidence=frozenset(proof_key(proof) for proof in entry.evidence.all()),
    )


def comparison(before: ProgressEntry, after: ProgressEntry) -> Comparison:
    """Both revisions side by side; `expectation_page` has read them with their evidence."""
    left, right = word_difference(before.text, after.text)
    old, new = said_of(before), said_of(after)
    return Comparison(
        before,
        after,
        left,
        right,
        changes(old, new),
        [
            ComparedEvidence(proof, proof_key(proof) not in old.evidence)
            for proof in after.evidence.all()
        ],
        [proof for proof in before.evidence.all() if proof_key(proof) not in new.evidence],
    )


def proof_key(evidence: Evidence) -> str:
    return evidence.file.sha256 if evidence.file else evidence.url
