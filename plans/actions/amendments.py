"""What people do to amendments of a plan in force: begin, withdraw, turn down, merge."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from organisations import audit
from organisations.domain.errors import ChangedMeanwhileError, RuleError
from organisations.domain.policy import Actor
from plans.actions import periods
from plans.actions.checkpoints import checkpoints_of
from plans.actions.copying import copy_plan
from plans.actions.locks import PlanMoveError, lock_for_move, lock_plan
from plans.actions.merging_rows import merge_rows
from plans.actions.notices import tell_executors
from plans.actions.plans import freeze_version
from plans.domain.agreements import Approving
from plans.domain.amending import REASON_LENGTH, Starting, conflicts, difference_to_json
from plans.domain.comparison import Comparison
from plans.domain.editions import compare_editions
from plans.domain.states import EDITABLE_PLAN, PlanState
from plans.models import Amendment, Plan, PlanVersion
from plans.queries.editions import (
    edition_of_plan,
    edition_of_snapshot,
    told_items,
    whole_plan,
)

MOST_CONFLICTS = 20


class AmendmentError(RuleError):
    """The plan cannot be amended this way now."""


class BaseMovedError(RuleError):
    """Another version came into force since the amendment began; `cells` names what changed."""

    def __init__(self, message: str, cells: Sequence[str]) -> None:
        super().__init__(message)
        self.cells = tuple(cells)


@transaction.atomic
def start_amendment(plan: Plan, starting: Starting, *, actor: Actor) -> Amendment:
    """An editable copy of the plan in force; there is one at a time."""
    locked = lock_plan(plan.pk, actor)
    if locked.state != PlanState.APPROVED:
        raise AmendmentError(
            "Изменить можно только утверждённый план, который действует. Черновик правьте прямо в "
            "таблице."
        )
    begun = locked.amendments.filter(outcome="").first()
    if begun:
        raise AmendmentError(
            f"У плана уже есть начатое изменение № {begun.number}. Внесите правки в него или "
            "отзовите его, потом начните новое."
        )
    _must_say_why(starting)
    version = locked.versions.defer("snapshot").order_by("-number").first()
    if version is None:
        raise AmendmentError("У плана нет замороженной версии. Сообщите администратору портала.")
    copied = copy_plan(locked, {"amends": locked, "created_by_id": actor.user_id}, keep_uids=True)
    last = locked.amendments.aggregate(last=Max("number"))["last"] or 0
    amendment = Amendment.objects.create(
        plan=locked,
        number=last + 1,
        draft=copied.plan,
        base_version=version,
        grounds=list(starting.grounds),
        reason=starting.reason.strip(),
        basis=starting.basis.strip(),
        checkpoints=checkpoints_of(locked),
        created_by_id=actor.user_id,
    )
    audit.record(
        actor,
        "amendment.create",
        amendment,
        organisation_id=locked.organisation_id,
        plan=locked.title,
        reason=amendment.reason,
        basis=amendment.basis,
    )
    return amendment


@transaction.atomic
def update_amendment(
    amendment: Amendment, starting: Starting, *, seen: str, actor: Actor
) -> Amendment:
    """Say anew what is amended, why and on what basis; while the copy may be edited.

    `seen` is the digest of what the person was shown.
    """
    locked, draft = _lock_open(amendment, actor)
    if draft.state not in EDITABLE_PLAN:
        raise AmendmentError(
            "Изменение на согласовании: причину и основание сейчас не меняют. Сначала отзовите "
            "его с согласования или попросите вернуть."
        )
    _must_say_why(starting)
    if starting_of(locked).digest != seen:
        raise ChangedMeanwhileError("Пока вы правили, причину и основание изменил другой человек.")
    said = {
        "grounds": list(starting.grounds),
        "reason": starting.reason.strip(),
        "basis": starting.basis.strip(),
    }
    changed = {
        name: [getattr(locked, name), value]
        for name, value in said.items()
        if getattr(locked, name) != value
    }
    if not changed:
        return locked
    for name, value in said.items():
        setattr(locked, name, value)
    locked.save(update_fields=list(said))
    audit.record(
        actor,
        "amendment.update",
        locked,
        organisation_id=locked.plan.organisation_id,
        plan=locked.plan.title,
        **changed,
    )
    return locked


def starting_of(amendment: Amendment) -> Starting:
    """What the amendment says of itself now."""
    return Starting(tuple(amendment.grounds), amendment.reason, amendment.basis)


@transaction.atomic
def withdraw_amendment(amendment: Amendment, *, actor: Actor) -> Amendment:
    """Give the amendment up: its rows go, what it would have changed is kept to be read."""
    locked, draft = _lock_open(amendment, actor)
    if draft.state not in EDITABLE_PLAN:
        raise AmendmentError(
            "Изменение на согласовании. Сначала отзовите его с согласования или попросите вернуть."
        )
    _end(locked, draft, Amendment.Outcome.WITHDRAWN)
    draft.delete()
    audit.record(
        actor,
        "amendment.withdraw",
        locked,
        organisation_id=locked.plan.organisation_id,
        plan=locked.plan.title,
    )
    return locked


@transaction.atomic
def reject_amendment(amendment: Amendment, note: str, *, actor: Actor) -> Amendment:
    """The head turns the amendment down; its copy of the plan stays to be read, not edited."""
    locked, draft = _lock_open(amendment, actor)
    if len(note.strip()) < REASON_LENGTH:
        raise AmendmentError(f"Напишите, почему: не меньше {REASON_LENGTH} знаков.")
    locked.note = note.strip()
    _end(locked, draft, Amendment.Outcome.REJECTED)
    draft.agreements.filter(outcome="").update(outcome="returned", ended_at=timezone.now())
    draft.state = PlanState.REJECTED
    draft.save(update_fields=["state"])
    audit.record(
        actor,
        "amendment.reject",
        locked,
        organisation_id=locked.plan.organisation_id,
        plan=locked.plan.title,
        note=locked.note,
    )
    return locked


@transaction.atomic
def merge_amendment(draft: Plan, approving: Approving, *, actor: Actor) -> PlanVersion:
    """Put the amendment in force: the plan takes its rows over, a new version is frozen.

    Rows keep their keys, so that reports and evidence stay attached; what is asked in open
    periods follows, and everybody whom it concerns is told.
    """
    moved = lock_for_move(draft.pk, "merge", actor)
    amendment = _open_of(moved)
    plan = lock_plan(amendment.plan_id, actor)
    if plan.state != PlanState.APPROVED:
        raise AmendmentError("План больше не действует, изменить его нельзя. Отзовите изменение.")
    before, after = whole_plan(plan), whole_plan(moved)
    _must_be_on_top(amendment, before, after, approving)
    told = told_items(before)
    compared = compare_editions(edition_of_plan(before), edition_of_plan(after))
    merge_rows(plan, moved, amendment, user_id=actor.user_id)
    version = freeze_version(plan, approving, actor=actor, amendment=amendment)
    amendment.version = version
    _close(amendment, compared, Amendment.Outcome.APPROVED)
    moved.return_note = ""
    moved.save(update_fields=["state", "return_note"])
    periods.expect_for_plan(plan, actor=actor)
    tell_executors(plan, told, told_items(whole_plan(plan)), actor=actor, amendment=amendment)
    audit.record(
        actor,
        "amendment.approve",
        amendment,
        organisation_id=plan.organisation_id,
        plan=plan.title,
        version=version.number,
        approved_on=approving.approved_on,
        basis=approving.basis,
        sha256=version.sha256,
    )
    return version


def _must_say_why(starting: Starting) -> None:
    known = set(Amendment.Ground.values)
    if not starting.grounds or not set(starting.grounds) <= known:
        raise AmendmentError("Отметьте, что меняется: хотя бы одно.")
    if len(starting.reason.strip()) < REASON_LENGTH:
        raise AmendmentError(f"Напишите причину: не меньше {REASON_LENGTH} знаков.")


def _must_be_on_top(amendment: Amendment, plan: Plan, draft: Plan, approving: Approving) -> None:
    """The amendment must change the very version that is in force."""
    newest = plan.versions.order_by("-number").first()
    base = amendment.base_version
    if newest is not None and newest.pk != base.pk:
        cells = conflicts(
            edition_of_snapshot(base.snapshot), edition_of_plan(plan), edition_of_plan(draft)
        )
        shown = "; ".join(cells[:MOST_CONFLICTS]) or "содержание не изменилось"
        raise BaseMovedError(
            f"Изменение начато от версии {base.number}, а действует уже версия {newest.number}. "
            f"С тех пор в плане: {shown}. Отзовите изменение и начните новое.",
            cells,
        )
    if approving.approved_on < base.approved_on:
        raise AmendmentError(
            f"Дата утверждения раньше, чем у версии {base.number} "
            f"({base.approved_on:%d.%m.%Y}). Укажите этот день или более поздний."
        )


def _lock_open(amendment: Amendment, actor: Actor) -> tuple[Amendment, Plan]:
    """The amendment and its copy, while it is open; the copy is always locked first."""
    if amendment.draft_id is None:
        raise PlanMoveError("Это изменение уже закончено.")
    draft = lock_plan(amendment.draft_id, actor)
    return _open_of(draft), draft


def _open_of(draft: Plan) -> Amendment:
    rows = Amendment.objects.select_for_update(of=("self",))
    found = rows.select_related("base_version", "plan").filter(draft=draft, outcome="").first()
    if found is None:
        raise PlanMoveError("Это изменение уже закончено.")
    return found


def _end(amendment: Amendment, draft: Plan, outcome: Amendment.Outcome) -> None:
    base = edition_of_snapshot(amendment.base_version.snapshot)
    _close(amendment, compare_editions(base, edition_of_plan(whole_plan(draft))), outcome)


def _close(amendment: Amendment, compared: Comparison, outcome: Amendment.Outcome) -> None:
    amendment.difference = difference_to_json(compared)
    amendment.outcome, amendment.ended_at = outcome, timezone.now()
    amendment.save(update_fields=["difference", "outcome", "ended_at", "version", "note"])
