"""What the tests of progress and review share: a filled report, a file, a sent report."""

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime

from documents import vault
from documents.uploads.door import InspectedFile
from documents.uploads.kinds import Kind
from plans.domain.revisions import Said, Submission
from plans.models import Expectation
from plans.queries.revisions import said_of
from tests.factories import ExpectationFactory, ProgressEntryFactory

TODAY = date(2025, 12, 15)
SENT_AT = datetime(2025, 12, 10, 9, 0, tzinfo=UTC)
DONE = Said(execution="done", text="Проведено собрание для родителей.")


def pdf(content: bytes = b"%PDF-1.4 one") -> InspectedFile:
    """A file that has passed the door."""
    received = vault.write(content)
    digest = hashlib.sha256(content).hexdigest()
    return InspectedFile(received.path, "Лист регистрации.pdf", Kind.PDF, len(content), digest)


def over(expectation: Expectation, said: Said = DONE, **rest) -> Submission:
    """What a form sends over the version that the row has now."""
    expectation.refresh_from_db()
    files = rest.get("files", ())
    links = rest.get("links", ())
    proofs = said.evidence | {file.sha256 for file in files} | {link.url for link in links}
    return Submission(replace(said, evidence=proofs), expectation.version, **rest)


def sent(author_id: int | None = None, **fields) -> Expectation:
    """An expectation whose first revision waits for review."""
    row = ExpectationFactory(state="submitted", submitted_at=SENT_AT, **fields)
    ProgressEntryFactory(
        expectation=row, submitted_at=SENT_AT, author_id=author_id, text=DONE.text
    )
    return row


def last_said(expectation: Expectation) -> Said:
    return said_of(expectation.entries.get(is_current=True))
