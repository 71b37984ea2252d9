"""Who is named in a plan, whom the centre's directory knows, and what is left to link."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from organisations.domain.policy import Actor
from plans.domain.directory import (
    Directory,
    DirectoryOrganisation,
    DirectoryPerson,
    Target,
)
from plans.domain.executors import NamedExecutor, aliases_in, link_text, read_executors
from plans.domain.matching import Certainty, Match, match
from plans.models import Assignment, ExecutorLink, Plan, PlanItem
from plans.queries.items import assignable_organisations, assignable_people

Entry = tuple[int, int, int | None]  # item, organisation, person


@dataclass(frozen=True, slots=True)
class Mention:
    """One executor of one item."""

    item_id: int
    executor: NamedExecutor


@dataclass(frozen=True, slots=True)
class Candidate:
    """Whom one click chooses."""

    token: str
    label: str


@dataclass(frozen=True, slots=True)
class UnlinkedText:
    """Words of a plan that nobody has been found for."""

    text: str
    written: str
    row_count: int
    candidates: tuple[Candidate, ...]


class PlanExecutors:
    """The executors that a plan names, and what each is known to be."""

    def __init__(self, plan: Plan, actor: Actor) -> None:
        self.directory = directory_of(plan, actor)
        self._links = {
            link.text: link.target
            for link in ExecutorLink.objects.filter(organisation_id=plan.organisation_id)
        }
        self.mentions = list(_mentions(plan))
        self._matches: dict[NamedExecutor, Match] = {}

    def known(self, text: str | None = None) -> list[Entry]:
        """Every assignment that is sure, or of the rows with this text alone."""
        found: dict[Entry, None] = {}
        for mention in self.mentions:
            if text is not None and text not in _keys(mention.executor):
                continue
            for target in self._targets(mention.executor):
                for organisation_id, user_id in self.directory.expand(target):
                    if self.directory.label(Target(organisation_id, user_id)):
                        found[mention.item_id, organisation_id, user_id] = None
        return list(found)

    def unlinked(self) -> list[UnlinkedText]:
        """Distinct texts that are neither remembered nor sure, the most frequent first."""
        rows: dict[str, set[int]] = defaultdict(set)
        first: dict[str, NamedExecutor] = {}
        for mention in self.mentions:
            text = _keys(mention.executor)[-1]
            if self._linked(mention.executor) or self._match(mention.executor).targets:
                continue
            rows[text].add(mention.item_id)
            first.setdefault(text, mention.executor)
        counted = Counter({text: len(items) for text, items in rows.items()})
        return [
            UnlinkedText(text, first[text].text, count, self._candidates(first[text]))
            for text, count in counted.most_common()
        ]

    def learn(self, text: str, target: Target) -> None:
        """Take a link that has just been made."""
        self._links[text] = target

    def written(self, text: str) -> dict[str, str]:
        """The words as the plan has them, the alias and the name, by what links compare."""
        found: dict[str, str] = {}
        for mention in self.mentions:
            if text in _keys(mention.executor):
                found.setdefault(link_text(mention.executor.text), mention.executor.text)
        return found

    def _targets(self, executor: NamedExecutor) -> Sequence[Target]:
        linked = self._linked(executor)
        return (linked,) if linked else self._match(executor).targets

    def _linked(self, executor: NamedExecutor) -> Target | None:
        return next((self._links[key] for key in _keys(executor) if key in self._links), None)

    def _match(self, executor: NamedExecutor) -> Match:
        if executor not in self._matches:
            self._matches[executor] = match(executor, self.directory)
        return self._matches[executor]

    def _candidates(self, executor: NamedExecutor) -> tuple[Candidate, ...]:
        found = self._match(executor)
        assert found.certainty is not Certainty.SURE  # noqa: S101 -- sure ones are not unlinked
        return tuple(
            Candidate(target.token, self.directory.label(target)) for target in found.candidates
        )


def _keys(executor: NamedExecutor) -> list[str]:
    """What links may call the executor: its own words, then the name that its alias means."""
    keys = [link_text(executor.text)]
    if executor.alias and not executor.role and not executor.person:
        keys.append(link_text(executor.organisation))
    return keys


def directory_of(plan: Plan, actor: Actor) -> Directory:
    """Those whom the actor may give this plan's work to: two queries."""
    organisations = assignable_organisations(plan).visible_to(actor)
    people = assignable_people(plan).visible_to(actor)
    return Directory(
        plan.organisation_id,
        (
            DirectoryOrganisation(row.pk, row.kind, (row.short_name, row.name, *row.aliases))
            for row in organisations
        ),
        (
            DirectoryPerson(
                user_id=row.user_id,
                organisation_id=row.organisation_id,
                last_name=row.user.last_name,
                first_name=row.user.first_name,
                patronymic=row.user.patronymic,
                position=row.user.position,
                role=row.role,
                label=f"{row.user}, {row.organisation}",
            )
            for row in people
        ),
    )


def assigned_now(plan: Plan) -> set[Entry]:
    rows = Assignment.objects.filter(item__plan=plan).order_by("pk")
    return set(rows.values_list("item_id", "organisation_id", "user_id"))


def executor_links(actor: Actor) -> QuerySet[ExecutorLink]:
    """Remembered links of the centres in reach."""
    links = ExecutorLink.objects.visible_to(actor)
    rows = links.select_related("organisation", "place", "user", "created_by")
    return rows.order_by("organisation__short_name", "written", "pk")


def _mentions(plan: Plan) -> Iterator[Mention]:
    """Every entry of every row; abbreviations mean what the plan says they do."""
    items = list(PlanItem.objects.filter(plan=plan).in_printed_order().prefetch_related("steps"))
    texts = [plan.introduction]
    for item in items:
        texts += [*_words(item.printed), *item.responsible]
        for step in item.steps.all():
            texts += [*_words(step.printed), *step.responsible]
    aliases = aliases_in(text for text in texts if "далее" in text.lower())
    for item in items:
        for entries in _cells(item):
            for executor in read_executors(entries, aliases):
                yield Mention(item.pk, executor)


def _cells(item: PlanItem) -> Iterator[list[str]]:
    yield item.responsible
    for step in item.steps.all():
        yield step.responsible


def _words(printed: Any) -> Iterable[str]:
    """Every text in what is kept of a row's print."""
    if isinstance(printed, str):
        yield printed
    elif isinstance(printed, dict):
        for each in printed.values():
            yield from _words(each)
    elif isinstance(printed, list):
        for each in printed:
            yield from _words(each)
