"""What people do to the items and sections of a draft, and who is to carry an item out."""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import Max

from organisations import audit
from organisations.domain.errors import RuleError
from organisations.domain.policy import Actor
from plans.actions import periods
from plans.actions.locks import lock_editable, lock_item, lock_plan, must_be_seen
from plans.actions.rows import item_values, step_rows
from plans.domain.content import Item
from plans.domain.drafts import Executor, ItemDraft, context_of, item_from_draft
from plans.models import Assignment, Plan, PlanItem, PlanSection, PlanStep
from plans.queries.content import item_content
from plans.queries.items import section_items


class SectionIsNotEmptyError(RuleError):
    """A section goes only when no item is left in it."""


@transaction.atomic
def create_item(plan: Plan, draft: ItemDraft, *, actor: Actor) -> PlanItem:
    """Add an item at the end of its section; a plan without sections gets one without a name."""
    locked = lock_editable(plan.pk, actor)
    section = PlanSection.objects.filter(plan=locked, pk=draft.section).first()
    if section is None:
        section = PlanSection.objects.create(plan=locked, ordering=0)
    content = item_from_draft(
        draft, Item(None, ""), context_of((locked.starts_on, locked.ends_on), section.title)
    )
    item = PlanItem.objects.create(
        plan=locked, section=section, ordering=_next_place(section), **item_values(content)
    )
    PlanStep.objects.bulk_create(step_rows(item, content.steps))
    audit.record(actor, "item.create", item, organisation_id=locked.organisation_id)
    return item


@transaction.atomic
def update_item(item: PlanItem, draft: ItemDraft, *, version: int, actor: Actor) -> PlanItem:
    """Keep what was typed; deadlines whose words changed are read again."""
    row = lock_item(item, actor)
    must_be_seen(row, version)
    section = PlanSection.objects.get(plan=row.plan, pk=draft.section)
    period = (row.plan.starts_on, row.plan.ends_on)
    content = item_from_draft(draft, item_content(row), context_of(period, section.title))
    after = item_values(content)
    before = {name: getattr(row, name) for name in after}
    for name, value in after.items():
        setattr(row, name, value)
    if row.section_id != section.pk:
        row.section, row.ordering = section, _next_place(section)
    row.save(update_fields=[*after, "section", "ordering", "version"])
    row.steps.all().delete()
    PlanStep.objects.bulk_create(step_rows(row, content.steps))
    changes = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    audit.record(actor, "item.update", row, organisation_id=row.plan.organisation_id, **changes)
    return row


@transaction.atomic
def delete_item(item: PlanItem, *, actor: Actor) -> None:
    row = lock_item(item, actor)
    audit.record(actor, "item.delete", row, organisation_id=row.plan.organisation_id)
    row.delete()


@transaction.atomic
def move_item(item: PlanItem, step: int, *, actor: Actor) -> bool:
    """Move the item one place up (−1) or down (1) in its section; False where it ends."""
    row = lock_item(item, actor)
    rows = list(section_items(row.section))
    place = next(index for index, found in enumerate(rows) if found.pk == row.pk)
    target = place + step
    if not 0 <= target < len(rows):
        return False
    rows.insert(target, rows.pop(place))
    for ordering, found in enumerate(rows):
        found.ordering = ordering
    PlanItem.objects.bulk_update(rows, ["ordering"], batch_size=500)
    audit.record(
        actor, "item.move", row, organisation_id=row.plan.organisation_id, place=[place, target]
    )
    return True


@transaction.atomic
def create_section(plan: Plan, number: str, title: str, *, actor: Actor) -> PlanSection:
    """Add a section at the end of the plan."""
    locked = lock_editable(plan.pk, actor)
    last = PlanSection.objects.filter(plan=locked).aggregate(last=Max("ordering"))["last"]
    section = PlanSection.objects.create(
        plan=locked, ordering=0 if last is None else last + 1, number=number, title=title
    )
    audit.record(actor, "section.create", section, organisation_id=locked.organisation_id)
    return section


@transaction.atomic
def update_section(section: PlanSection, number: str, title: str, *, actor: Actor) -> PlanSection:
    plan = lock_editable(section.plan_id, actor)
    row = PlanSection.objects.select_for_update(of=("self",)).get(pk=section.pk)
    before, row.number, row.title = str(row), number, title
    row.save(update_fields=["number", "title"])
    audit.record(
        actor,
        "section.update",
        row,
        organisation_id=plan.organisation_id,
        section=[before, str(row)],
    )
    return row


@transaction.atomic
def delete_section(section: PlanSection, *, actor: Actor) -> None:
    plan = lock_editable(section.plan_id, actor)
    if section_items(section).exists():
        raise SectionIsNotEmptyError(
            "В разделе есть пункты. Перенесите их в другой раздел или удалите, затем удалите "
            "раздел."
        )
    audit.record(actor, "section.delete", section, organisation_id=plan.organisation_id)
    section.delete()


@transaction.atomic
def assign_item(item: PlanItem, executors: Collection[Executor], *, actor: Actor) -> None:
    """Make these organisations and people, and nobody else, responsible for the item."""
    plan = lock_plan(item.plan_id, actor)
    _must_reach_all(executors, actor)
    rows = {(row.organisation_id, row.user_id): row for row in _assignments([item])}
    gone = [row.pk for key, row in rows.items() if key not in executors]
    Assignment.objects.filter(pk__in=gone).delete()
    _add([(item.pk, *executor) for executor in executors if executor not in rows])
    _expect(plan, actor)
    audit.record(
        actor,
        "item.assign",
        item,
        organisation_id=plan.organisation_id,
        executors=[sorted(rows, key=str), sorted(executors, key=str)],
    )


@transaction.atomic
def assign_items(
    plan: Plan, items: Collection[PlanItem], executors: Collection[Executor], *, actor: Actor
) -> int:
    """Add these organisations and people to each of the items; returns how many were new."""
    locked = lock_plan(plan.pk, actor)
    _must_reach_all(executors, actor)
    known = {(row.item_id, row.organisation_id, row.user_id) for row in _assignments(items)}
    wanted = [(item.pk, *executor) for item in items for executor in executors]
    new = [entry for entry in wanted if entry not in known]
    _add(new)
    _expect(locked, actor)
    audit.record(
        actor,
        "plan.assign",
        locked,
        organisation_id=locked.organisation_id,
        items=[item.pk for item in items],
        executors=sorted(executors, key=str),
    )
    return len(new)


def _next_place(section: PlanSection) -> int:
    last = section_items(section).aggregate(last=Max("ordering"))["last"]
    return 0 if last is None else last + 1


def _must_reach_all(executors: Iterable[Executor], actor: Actor) -> None:
    for organisation_id, _user_id in executors:
        actor.must_reach(organisation_id)


def _assignments(items: Collection[PlanItem]) -> list[Assignment]:
    return list(Assignment.objects.filter(item__in=items).order_by("pk"))


def _add(entries: Iterable[tuple[int, int, int | None]]) -> None:
    Assignment.objects.bulk_create(
        Assignment(item_id=item_id, organisation_id=organisation_id, user_id=user_id)
        for item_id, organisation_id, user_id in entries
    )


def _expect(plan: Plan, actor: Actor) -> None:
    """A plan in force asks its new executors at once."""
    if plan.is_approved:
        periods.expect_for_plan(plan, actor=actor)
