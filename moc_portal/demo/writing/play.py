"""Stories played through the portal's own actions, by the people whose part it is."""

from collections.abc import Iterable
from datetime import date, datetime

from documents.actions import store_bytes
from documents.models import StoredFile
from moc_portal.demo.chance import stream
from moc_portal.demo.evidence import chart, note, sheet
from moc_portal.demo.stories import Story
from moc_portal.demo.writing.cast import Cast
from organisations.domain.policy import Permission
from plans.actions.progress import save_draft, submit
from plans.actions.review import accept_entry, return_entry
from plans.domain.revisions import Said, Submission
from plans.domain.states import ProgressState
from plans.models import Evidence, Expectation, ProgressEntry, ReviewAction

BATCH = 200
FILES = 12
FILE_EVERY = 4  # stories


def play(
    stories: Iterable[tuple[Expectation, Story]], cast: Cast, *, today: date, seed: int
) -> None:
    """Every report written, sent and reviewed; at the end each is put at its own hour."""
    stage = _Stage(cast, today)
    for number, (expectation, story) in enumerate(stories):
        entry = stage.perform(expectation, story)
        file_number, rest = divmod(number, FILE_EVERY)
        if not rest and file_number < FILES:
            _add_file(entry, cast, seed, file_number)
    stage.put_in_time()


class _Stage:
    """Who acts, and when each thing is said to have happened."""

    def __init__(self, cast: Cast, today: date) -> None:
        self._cast, self._today = cast, today
        self._reviewing = cast.acting(cast.reviewer, Permission.PROGRESS_REVIEW)
        self._entries: list[ProgressEntry] = []
        self._reviews: list[ReviewAction] = []
        self._expectations: list[Expectation] = []

    def perform(self, expectation: Expectation, story: Story) -> ProgressEntry:
        version = expectation.version
        if story.state is ProgressState.DRAFT:
            actor = self._cast.submitting(expectation.organisation_id)
            said = Submission(story.said, version, story.links)
            entry = save_draft(expectation, said, actor=actor)
            self._place(entry, story.begun, None)
            return entry
        if story.before:
            self._send(expectation, story, story.before, version)
            self._return(expectation, story, version + 1)
            version += 2
        entry = self._send(expectation, story, story.said, version)
        if story.state is ProgressState.RETURNED:
            self._return(expectation, story, version + 1)
        elif story.state is ProgressState.ACCEPTED:
            review = accept_entry(expectation, version=version + 1, actor=self._reviewing)
            self._decide(review, story)
        expectation.submitted_at = story.sent
        self._expectations.append(expectation)
        return entry

    def put_in_time(self) -> None:
        ProgressEntry.objects.bulk_update(
            self._entries, ["created_at", "saved_at", "submitted_at"], BATCH
        )
        ReviewAction.objects.bulk_update(self._reviews, ["at"], BATCH)
        Expectation.objects.bulk_update(self._expectations, ["submitted_at"], BATCH)

    def _send(
        self, expectation: Expectation, story: Story, said: Said, version: int
    ) -> ProgressEntry:
        entry = submit(
            expectation,
            Submission(said, version, story.links),
            today=self._today,
            actor=self._cast.submitting(expectation.organisation_id),
        )
        is_first = said is story.before
        self._place(entry, story.begun, story.begun if is_first else story.sent)
        return entry

    def _return(self, expectation: Expectation, story: Story, version: int) -> None:
        review = return_entry(expectation, story.note, version=version, actor=self._reviewing)
        self._decide(review, story)

    def _place(self, entry: ProgressEntry, begun: datetime, sent: datetime | None) -> None:
        entry.created_at, entry.saved_at, entry.submitted_at = begun, sent or begun, sent
        self._entries.append(entry)

    def _decide(self, review: ReviewAction, story: Story) -> None:
        is_of_first = story.before is not None
        review.at = story.sent if is_of_first else story.decided
        self._reviews.append(review)


def _add_file(entry: ProgressEntry, cast: Cast, seed: int, number: int) -> None:
    """A picture, a scan or a document; not through the door, the portal itself has made it."""
    organisation = entry.expectation.organisation
    chance = stream(seed, "file", number)
    made = (chart(chance), sheet(chance), note(chance, organisation.name))[number % 3]
    name, media_type, content = made
    stored = store_bytes(
        content,
        name,
        media_type,
        purpose=StoredFile.Purpose.EVIDENCE,
        organisation_id=organisation.pk,
        user_id=cast.author_of(organisation.pk).pk,
    )
    Evidence.objects.create(entry=entry, title=name, file=stored)
