"""Stories of many at once: the rows that playing them would have left, without the journal."""

from collections.abc import Iterable

from moc_portal.demo.stories import Story
from moc_portal.demo.writing.cast import Cast
from plans.domain.states import ProgressState
from plans.models import Evidence, Expectation, ProgressEntry, ReviewAction

BATCH = 500
_MOVES = {
    ProgressState.DRAFT: 1,
    ProgressState.SUBMITTED: 1,
    ProgressState.RETURNED: 2,
    ProgressState.ACCEPTED: 2,
}
_VERDICTS = {
    ProgressState.RETURNED: ReviewAction.Verdict.RETURNED,
    ProgressState.ACCEPTED: ReviewAction.Verdict.ACCEPTED,
}


def write_history(stories: Iterable[tuple[Expectation, Story]], cast: Cast) -> None:
    told = list(stories)
    for expectation, story in told:
        expectation.state = story.state
        expectation.version += _MOVES[story.state]
        expectation.submitted_at = None if story.state is ProgressState.DRAFT else story.sent
    Expectation.objects.bulk_update(
        [expectation for expectation, _story in told], ["state", "version", "submitted_at"], BATCH
    )
    entries = ProgressEntry.objects.bulk_create(
        (_entry(expectation, story, cast) for expectation, story in told), BATCH
    )
    written = [(entry, story) for entry, (_row, story) in zip(entries, told, strict=True)]
    Evidence.objects.bulk_create(
        (
            Evidence(entry=entry, title=link.title, url=link.url)
            for entry, story in written
            for link in story.links
        ),
        BATCH,
    )
    ReviewAction.objects.bulk_create(
        (_review(entry, story, cast) for entry, story in written if story.state in _VERDICTS),
        BATCH,
    )


def _entry(expectation: Expectation, story: Story, cast: Cast) -> ProgressEntry:
    said = story.said
    is_draft = story.state is ProgressState.DRAFT
    return ProgressEntry(
        expectation=expectation,
        execution=said.execution,
        text=said.text,
        figure=said.figure,
        figure_unit=said.figure_unit,
        done_on=said.done_on,
        reason=said.reason,
        author=cast.author_of(expectation.organisation_id),
        created_at=story.begun,
        saved_at=story.begun if is_draft else story.sent,
        submitted_at=None if is_draft else story.sent,
    )


def _review(entry: ProgressEntry, story: Story, cast: Cast) -> ReviewAction:
    is_returned = story.state is ProgressState.RETURNED
    return ReviewAction(
        entry=entry,
        verdict=_VERDICTS[story.state],
        note=story.note if is_returned else "",
        reviewer=cast.reviewer,
        at=story.decided,
    )
