"""What the page of one expectation reads, and what the reports take from accepted entries."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from documents.uploads.door import InspectedFile
from organisations.domain.policy import Actor, Role
from organisations.models import Membership, User
from plans.domain.expectations import local_day
from plans.domain.progress_rules import Terms, expected_figure
from plans.domain.revisions import Link, Said, Submission
from plans.domain.states import ProgressState
from plans.models import Evidence, Expectation, ProgressEntry, ReportingPeriod, ReviewAction
from plans.queries.periods import Due, due_of
from plans.queries.revisions import Comparison, comparison, proof_key, said_of


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the history of a report."""

    at: datetime
    what: str
    who: User | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ProgressPage:
    """Everything that the screen of one report shows beside what is typed into it."""

    expectation: Expectation
    entry: ProgressEntry | None
    said: Said
    links: tuple[Link, ...]
    terms: Terms
    review: ReviewAction | None
    difference: Comparison | None
    events: list[Event]
    earlier: ProgressEntry | None
    contacts: list[Membership]
    due: Due

    @property
    def files(self) -> list[Evidence]:
        return files_of(self.entry)

    @property
    def is_open(self) -> bool:
        """Whether the form is shown at all."""
        is_asked = self.expectation.item.excluded_by is None
        return is_asked and self.expectation.period.is_open and self.expectation.is_editable

    @property
    def was_returned(self) -> bool:
        return self.terms.returned is not None

    def with_files(self, files: tuple[InspectedFile, ...], version: int) -> Submission:
        """What the report says already, and these files."""
        proofs = self.said.evidence | {file.sha256 for file in files}
        return Submission(replace(self.said, evidence=proofs), version, self.links, files)


def expectation_page(actor: Actor) -> QuerySet[Expectation]:
    """Expectations ready for their own page: item, plan, centre, every revision and verdict."""
    return (
        Expectation.objects.visible_to(actor)
        .select_related(
            "item__plan__public_page",
            "item__section",
            "item__excluded_by",
            "period__organisation",
            "organisation",
        )
        .prefetch_related(
            Prefetch(
                "entries", ProgressEntry.objects.order_by("-revision").select_related("author")
            ),
            Prefetch("entries__evidence", Evidence.objects.order_by("pk").select_related("file")),
            Prefetch(
                "entries__reviews", ReviewAction.objects.order_by("pk").select_related("reviewer")
            ),
        )
    )


def progress_page(expectation: Expectation, now: datetime) -> ProgressPage:
    """The screen of an expectation that `expectation_page` has read: two queries more."""
    entries = list(expectation.entries.all())
    entry = entries[0] if entries else None
    returned = returned_entry(expectation)
    return ProgressPage(
        expectation=expectation,
        entry=entry,
        said=said_of(entry) if entry else Said(),
        links=tuple(Link(proof.url, proof.title) for proof in links_of(entry)),
        terms=Terms(
            expected_figure(expectation.item.result),
            said_of(returned) if returned else None,
            {proof.pk: proof_key(proof) for proof in files_of(entry)},
            local_day(now, expectation.period.organisation.timezone),
        ),
        review=last_review(expectation),
        difference=comparison(returned, entry)
        if returned and entry and entry != returned
        else None,
        events=history(expectation),
        earlier=earlier_entry(expectation),
        contacts=centre_contacts(expectation),
        due=due_of(expectation.period),
    )


def returned_entry(expectation: Expectation) -> ProgressEntry | None:
    """The revision that came back and is being mended; None where nothing has come back."""
    entries = list(expectation.entries.all())
    if expectation.state == ProgressState.RETURNED:
        return entries[0]
    return entries[1] if len(entries) > 1 else None


def last_review(expectation: Expectation) -> ReviewAction | None:
    """The latest verdict on any revision."""
    reviews = [review for entry in expectation.entries.all() for review in entry.reviews.all()]
    return max(reviews, key=lambda review: review.pk, default=None)


def files_of(entry: ProgressEntry | None) -> list[Evidence]:
    return [proof for proof in entry.evidence.all() if proof.file] if entry else []


def links_of(entry: ProgressEntry | None) -> list[Evidence]:
    return [proof for proof in entry.evidence.all() if proof.url] if entry else []


def history(expectation: Expectation) -> list[Event]:
    """Everything that happened to the report, the latest first."""
    events = []
    for entry in expectation.entries.all():
        events.append(Event(entry.created_at, f"Начата редакция {entry.revision}", entry.author))
        if entry.submitted_at:
            events.append(Event(entry.submitted_at, "Отправлено на проверку", entry.author))
        events += [
            Event(
                review.at, review.get_verdict_display().capitalize(), review.reviewer, review.note
            )
            for review in entry.reviews.all()
        ]
    return sorted(events, key=lambda event: event.at, reverse=True)


def earlier_entry(expectation: Expectation) -> ProgressEntry | None:
    """What the organisation last had accepted for the same item, in a period before this one."""
    return (
        ProgressEntry.objects.accepted()
        .filter(
            expectation__item=expectation.item_id,
            expectation__organisation=expectation.organisation_id,
            expectation__period__starts_on__lt=expectation.period.starts_on,
        )
        .select_related("expectation__period")
        .order_by("-expectation__period__starts_on", "-pk")
        .first()
    )


def centre_contacts(expectation: Expectation) -> list[Membership]:
    """Methodists of the centre, whom the coordinator may ask."""
    people = Membership.objects.in_force().filter(
        organisation=expectation.period.organisation_id, role=Role.METHODIST.value
    )
    return list(people.select_related("user").order_by("user__last_name", "pk")[:3])


def accepted_entries(actor: Actor, period: ReportingPeriod) -> QuerySet[ProgressEntry]:
    """The last accepted revision of everything in the period, in the order of the plans.

    Item, section, plan, organisation and evidence come along: three queries for any number.
    """
    return (
        ProgressEntry.objects.accepted()
        .visible_to(actor)
        .filter(expectation__period=period)
        .select_related(
            "expectation__item__plan", "expectation__item__section", "expectation__organisation"
        )
        .prefetch_related(
            Prefetch("evidence", Evidence.objects.order_by("pk").select_related("file"))
        )
        .order_by(
            "expectation__item__plan_id",
            "expectation__item__section__ordering",
            "expectation__item__section_id",
            "expectation__item__ordering",
            "expectation__item_id",
            "expectation__organisation__short_name",
            "pk",
        )
    )
