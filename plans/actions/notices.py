"""Tell executors what has changed in a plan in force."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from organisations import audit
from organisations.domain.policy import Actor
from plans.actions.copying import BATCH
from plans.domain.amending import Items, Recipient, notices
from plans.models import Amendment, Assignment, Plan, PlanItem, PlanNotice
from plans.queries.editions import told_items, whole_plan


@contextmanager
def telling_executors(plan: Plan, *, actor: Actor) -> Iterator[None]:
    """Whoever is given work of a plan in force inside, or freed of it, is told.

    The plan is locked by the caller; of a plan that is not in force nobody is told anything.
    """
    if not plan.is_approved:
        yield
        return
    before = told_items(whole_plan(plan))
    yield
    tell_executors(plan, before, told_items(whole_plan(plan)), actor=actor)


def tell_executors(
    plan: Plan, before: Items, after: Items, *, actor: Actor, amendment: Amendment | None = None
) -> int:
    """A notice for every executor whom the change concerns; returns how many were written.

    `before` and `after` are `told_items` of a plan in force. Without an amendment executors were
    assigned anew: the amendment that is being prepared takes them over.
    """
    cause = f"изменением № {amendment.number}" if amendment else ""
    told = notices(before, after, cause)
    head = f"{amendment} плана «{plan.title}»" if amendment else f"План «{plan.title}»"
    PlanNotice.objects.bulk_create(
        (
            PlanNotice(
                organisation_id=organisation_id,
                user_id=user_id,
                plan=plan,
                text="\n".join([head, *lines]),
            )
            for (organisation_id, user_id), lines in told.items()
        ),
        batch_size=BATCH,
    )
    if told:
        audit.record(
            actor,
            "plan.tell",
            plan,
            organisation_id=plan.organisation_id,
            organisations=sorted({organisation_id for organisation_id, _user in told}),
        )
    if amendment is None:
        carry_over(plan, _executors(before), _executors(after))
    return len(told)


def carry_over(
    plan: Plan,
    before: Mapping[str, frozenset[Recipient]],
    after: Mapping[str, frozenset[Recipient]],
) -> None:
    """Executors assigned anew in a plan in force are assigned anew in its amendment, too."""
    draft = Plan.objects.filter(amends=plan, amendment__outcome="").first()
    changed = [uid for uid in after if before.get(uid, frozenset()) != after[uid]]
    if draft is None or not changed:
        return
    rows = PlanItem.objects.filter(plan=draft, uid__in=changed).order_by("pk")
    items = {str(row.uid): row.pk for row in rows}
    assigned = Assignment.objects.filter(item__in=items.values()).order_by("pk")
    known = {(row.item_id, row.organisation_id, row.user_id): row.pk for row in assigned}
    gone, new = [], []
    for uid, item_id in items.items():
        old = before.get(uid, frozenset())
        gone += [(item_id, *one) for one in old - after[uid]]
        new += [(item_id, *one) for one in after[uid] - old]
    # Whoever has the amendment's table open must not write the old executors back unawares.
    PlanItem.objects.filter(pk__in=items.values()).update(version=F("version") + 1)
    Assignment.objects.filter(pk__in=[known[key] for key in gone if key in known]).delete()
    Assignment.objects.bulk_create(
        (
            Assignment(item_id=item_id, organisation_id=organisation_id, user_id=user_id)
            for item_id, organisation_id, user_id in new
            if (item_id, organisation_id, user_id) not in known
        ),
        batch_size=BATCH,
    )


@transaction.atomic
def mark_seen(notice: PlanNotice, *, actor: Actor) -> PlanNotice:
    """«Понятно»: the notice goes from the home of those whom it was for."""
    actor.must_reach(notice.organisation_id)
    locked = PlanNotice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    if locked.seen_at is None:
        locked.seen_at, locked.seen_by_id = timezone.now(), actor.user_id
        locked.save(update_fields=["seen_at", "seen_by"])
        audit.record(actor, "notice.read", locked, organisation_id=locked.organisation_id)
    return locked


def _executors(items: Items) -> dict[str, frozenset[Recipient]]:
    return {uid: item.executors for uid, item in items.items()}
