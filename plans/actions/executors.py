"""Give items to executors whom the portal recognises, and remember whom words mean."""

from collections.abc import Iterable

from django.db import transaction

from organisations import audit
from organisations.domain.errors import ChangedMeanwhileError, RuleError
from organisations.domain.policy import Actor
from plans.actions.items import add_executors
from plans.actions.locks import lock_plan
from plans.domain.directory import Target
from plans.domain.drafts import Executor
from plans.domain.executors import LONGEST_LINK
from plans.models import ExecutorLink, Plan, PlanEdit, PlanItem
from plans.queries.executors import Entry, PlanExecutors, assigned_now


class UnknownExecutorError(RuleError):
    """The plan does not name such an executor (any more)."""


@transaction.atomic
def assign_known(plan: Plan, *, actor: Actor, kind: str = PlanEdit.Kind.ASSIGN) -> int:
    """Assign every executor who is sure or remembered; what is assigned stays.

    Returns how many assignments are new. What comes with a document is no edit to take back.
    """
    locked = lock_plan(plan.pk, actor)
    return _assign(locked, PlanExecutors(locked, actor).known(), actor, kind)


@transaction.atomic
def remember_link(
    plan: Plan, text: str, target: Target, *, actor: Actor, is_first: bool = False
) -> int:
    """Remember whom the words mean in this centre's plans, and give this plan's rows to them.

    An empty target says that it is nobody of the portal. Returns how many assignments are new.
    `is_first` is said by a page that showed the words as not remembered yet.
    """
    locked = lock_plan(plan.pk, actor)
    named = PlanExecutors(locked, actor)
    written = named.written(text)
    if is_first:
        _must_be_first(locked, written, target)
    _remember_all(locked, written, target, actor)
    for key in written:
        named.learn(key, target)
    return _assign(locked, named.known(text), actor)


@transaction.atomic
def remember_words(plan: Plan, text: str, target: Target, *, actor: Actor) -> None:
    """Remember whom the words mean, and assign nobody: the plan's table does that as an edit."""
    locked = lock_plan(plan.pk, actor)
    _remember_all(locked, PlanExecutors(locked, actor).written(text), target, actor)


@transaction.atomic
def delete_link(link: ExecutorLink, *, actor: Actor) -> None:
    """Forget whom the words mean; assignments made by the link stay."""
    actor.must_reach(link.organisation_id)
    audit.record(actor, "executor.delete", link, organisation_id=link.organisation_id)
    link.delete()


def _must_be_first(plan: Plan, written: Iterable[str], target: Target) -> None:
    links = ExecutorLink.objects.filter(organisation=plan.organisation_id, text__in=written)
    for link in links.order_by("text"):
        if link.target != target:
            raise ChangedMeanwhileError(
                f"Пока вы выбирали, другой человек уже сказал, кто такой «{link.written}»: "
                f"{link.target_name}. Если это не так, сначала забудьте эту связь."
            )


def _remember_all(plan: Plan, written: dict[str, str], target: Target, actor: Actor) -> None:
    if not written:
        raise UnknownExecutorError(
            "Такого ответственного в плане уже нет: план изменили. Откройте страницу снова."
        )
    if target.organisation_id is not None:
        actor.must_reach(target.organisation_id)
    for key, words in written.items():
        _remember(plan, key, words, target, actor)


def _remember(plan: Plan, text: str, written: str, target: Target, actor: Actor) -> None:
    link, _is_new = ExecutorLink.objects.update_or_create(
        organisation_id=plan.organisation_id,
        text=text,
        defaults={
            "written": written[:LONGEST_LINK],
            "place_id": target.organisation_id,
            "user_id": target.user_id,
            "group": target.group or "",
            "created_by_id": actor.user_id,
        },
    )
    audit.record(
        actor,
        "executor.create",
        link,
        organisation_id=plan.organisation_id,
        means=link.target_name,
    )


def _assign(
    plan: Plan, wanted: Iterable[Entry], actor: Actor, kind: str = PlanEdit.Kind.ASSIGN
) -> int:
    now = assigned_now(plan)
    new = [entry for entry in wanted if entry not in now]
    rows = PlanItem.objects.filter(pk__in={entry[0] for entry in new}).order_by("pk")
    uids = {row.pk: str(row.uid) for row in rows}
    executors: dict[str, list[Executor]] = {uid: [] for uid in uids.values()}
    for item_id, organisation_id, user_id in new:
        actor.must_reach(organisation_id)
        executors[uids[item_id]].append((organisation_id, user_id))
    return add_executors(plan, executors, actor, kind=kind) if new else 0
