"""What the small editors of a plan's table read."""

from dataclasses import dataclass
from uuid import UUID

from django.shortcuts import get_object_or_404

from plans.domain.content import Field
from plans.domain.deadlines import DeadlineContext, Term, terms_from_json
from plans.domain.directory import Directory, Group, Target
from plans.domain.drafts import context_of
from plans.domain.executors import link_text
from plans.domain.pasting import KnownColumn
from plans.models import Plan, PlanItem, PlanSection, PlanStep
from plans.queries.executors import Candidate, PlanExecutors


@dataclass(frozen=True, slots=True)
class DeadlineWords:
    """A deadline as written and as understood; `row` is the item or its step."""

    item: PlanItem
    row: PlanItem | PlanStep
    text: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class NamedWords:
    """An entry of «Ответственный»: whom it means, whom it may mean, who else is called so."""

    text: str
    key: str
    known: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    row_count: int


def known_columns(plan: Plan) -> list[KnownColumn]:
    return [KnownColumn(str(row.uid), row.header, Field(row.field)) for row in plan.columns.all()]


def deadline_context(
    plan: Plan, *, item: UUID | None = None, section: UUID | None = None
) -> DeadlineContext:
    """What surrounds the words: the plan's period, and the month that a section names."""
    rows = PlanSection.objects.filter(plan=plan)
    rows = (
        rows.filter(items__uid=item)
        if item
        else rows.filter(uid=section)
        if section
        else rows.none()
    )
    title = rows.values_list("title", flat=True).first()
    return context_of((plan.starts_on, plan.ends_on), title)


def deadline_words(plan: Plan, item: UUID, step: UUID | None) -> DeadlineWords:
    """Of an item with steps the item's own words are those of its first step."""
    row = get_object_or_404(PlanItem.objects.select_related("section"), plan=plan, uid=item)
    place: PlanItem | PlanStep = row
    if step:
        place = get_object_or_404(PlanStep.objects, item=row, uid=step)
    return DeadlineWords(row, place, place.deadline_text, terms_from_json(place.deadline_terms))


def executor_words(item: PlanItem, named: PlanExecutors) -> list[NamedWords]:
    """Each entry of the item once, with what is known of it."""
    unlinked = {each.text: each for each in named.unlinked()}
    rows: dict[str, set[int]] = {}
    for mention in named.mentions:
        rows.setdefault(link_text(mention.executor.text), set()).add(mention.item_id)
    found: dict[str, NamedWords] = {}
    for mention in named.mentions:
        key = link_text(mention.executor.text)
        if mention.item_id != item.pk or key in found:
            continue
        entries = dict.fromkeys(named.known(key))
        labels = [
            named.directory.label(Target(organisation_id, user_id))
            for item_id, organisation_id, user_id in entries
            if item_id == item.pk
        ]
        candidates = unlinked[key].candidates if key in unlinked else ()
        found[key] = NamedWords(
            mention.executor.text, key, tuple(labels), candidates, len(rows[key])
        )
    return list(found.values())


def rows_called(plan: Plan, named: PlanExecutors, text: str) -> list[PlanItem]:
    """The items in which these words stand."""
    found = {each.item_id for each in named.mentions if link_text(each.executor.text) == text}
    return list(PlanItem.objects.filter(plan=plan, pk__in=found).in_printed_order())


@dataclass(frozen=True, slots=True)
class Tick:
    """Somebody to tick: an organisation or a person; `kind` says which group they belong to."""

    token: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class DirectoryGroups:
    """Everybody to choose from, in the order of the lists."""

    groups: tuple[Tick, ...]
    organisations: tuple[Tick, ...]
    people: tuple[Tick, ...]
    others: tuple[Tick, ...] = ()


def directory_groups(directory: Directory, item: PlanItem | None = None) -> DirectoryGroups:
    """Groups name their members, so that one tick is the same as all of theirs.

    `others` have the item now though the centre cannot choose them any more: they stay ticked.
    """
    kinds: dict[int, list[str]] = {}
    for group in Group:
        for organisation_id in directory.members(group):
            kinds.setdefault(organisation_id, []).append(str(group))
    ticks = [
        (
            target,
            Tick(
                str(target.group) if target.group else target.token,
                directory.label(target),
                " ".join(kinds.get(target.organisation_id or 0, [])),
            ),
        )
        for target in directory.targets()
    ]
    return DirectoryGroups(
        tuple(tick for target, tick in ticks if target.group),
        tuple(tick for target, tick in ticks if not target.group and not target.user_id),
        tuple(tick for target, tick in ticks if target.user_id),
        _others(item, {tick.token for _target, tick in ticks}) if item else (),
    )


def _others(item: PlanItem, offered: set[str]) -> tuple[Tick, ...]:
    rows = item.assignments.select_related("organisation", "user").order_by("pk")
    ticks = (
        Tick(
            Target(row.organisation_id, row.user_id).token,
            f"{row.user}, {row.organisation}" if row.user else str(row.organisation),
            "",
        )
        for row in rows
    )
    return tuple(tick for tick in ticks if tick.token not in offered)


def chosen_tokens(item: PlanItem) -> set[str]:
    """Who has the item now, as the lists name them."""
    rows = item.assignments.all()
    return {Target(row.organisation_id, row.user_id).token for row in rows}
