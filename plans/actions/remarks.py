"""What approvers remark of a plan, and what its people answer."""

from django.db import transaction
from django.utils import timezone

from organisations import audit
from organisations.domain.errors import ChangedMeanwhileError, RuleError
from organisations.domain.policy import Actor, Permission
from plans.actions.locks import lock_plan, must_be_editable
from plans.domain.agreements import RemarkText, SignerDecision, current_turn
from plans.models import Agreement, Plan, Remark

MAX_REMARKS = 500


class RemarkError(RuleError):
    """The remark cannot be made, taken back or answered now."""


@transaction.atomic
def add_remark(agreement: Agreement, said: RemarkText, *, actor: Actor) -> Remark:
    """Write a remark while the plan is being agreed.

    Those who are asked now may, and the head («PLAN_APPROVE»), who decides in any case.
    """
    plan = lock_plan(agreement.plan_id, actor)
    held = _open_round(agreement)
    if actor.permission is not Permission.PLAN_APPROVE:
        _must_be_asked_now(held, actor)
    if held.remarks.count() >= MAX_REMARKS:
        raise RemarkError(f"Замечаний уже {MAX_REMARKS}. Верните план с ними.")
    remark = held.remarks.create(
        item_uid=said.item_uid,
        column_uid=said.column_uid,
        place=_place(plan, said),
        text=said.text.strip(),
        author_id=actor.user_id,
    )
    _record(plan, remark, "remark.create", actor)
    return remark


@transaction.atomic
def delete_remark(remark: Remark, *, actor: Actor) -> None:
    """Take one's own remark back before the plan is returned."""
    plan = lock_plan(remark.agreement.plan_id, actor)
    _open_round(remark.agreement)
    if remark.author_id != actor.user_id:
        raise RemarkError("Убрать замечание может только тот, кто его написал.")
    _record(plan, remark, "remark.delete", actor)
    remark.delete()


@transaction.atomic
def answer_remark(
    remark: Remark, answer: str, *, settled: bool, seen: str, actor: Actor
) -> Remark:
    """Say what became of a remark; a settled one counts as answered.

    `seen` is the remark's `answer_seen` as the person was shown it.
    """
    plan = lock_plan(remark.agreement.plan_id, actor)
    must_be_editable(plan)
    held = Remark.objects.select_for_update(of=("self",)).get(pk=remark.pk)
    if held.answer_seen != seen:
        raise ChangedMeanwhileError(
            f"Пока вы писали, на это замечание уже ответили: «{held.answer}»."
            if held.answer
            else "Пока вы писали, это замечание сняли."
        )
    held.answer = answer.strip()
    held.settled_at = (held.settled_at or timezone.now()) if settled else None
    held.settled_by_id = actor.user_id if settled else None
    held.save(update_fields=["answer", "settled_at", "settled_by"])
    _record(plan, held, "remark.update", actor, answer=held.answer, settled=settled)
    return held


def _open_round(agreement: Agreement) -> Agreement:
    held = Agreement.objects.get(pk=agreement.pk)
    if held.outcome:
        raise RemarkError(f"Согласование закончено: план {held.get_outcome_display()}.")
    return held


def _must_be_asked_now(held: Agreement, actor: Actor) -> None:
    signers = list(held.signers.order_by("ordering", "pk"))
    turn = current_turn((one.ordering, one.decision) for one in signers)
    is_asked = any(
        one.user_id == actor.user_id
        and one.decision == SignerDecision.WAITING
        and one.ordering == turn
        for one in signers
    )
    if not is_asked:
        raise RemarkError("Замечания пишут те, чьего решения сейчас ждут.")


def _place(plan: Plan, said: RemarkText) -> str:
    """«2.1. Открыть центр, графа «Срок»»: what the remark is of, in words that last."""
    if said.item_uid is None:
        return ""
    item = plan.items.filter(uid=said.item_uid).first()
    if item is None:
        raise RemarkError("Такого пункта в плане нет. Откройте страницу снова.")
    words = f"{item.number.rstrip('.')}. {item.title}" if item.number else item.title
    column = plan.columns.filter(uid=said.column_uid).first() if said.column_uid else None
    if said.column_uid and column is None:
        raise RemarkError("Такой графы в плане нет. Откройте страницу снова.")
    tail = f", графа «{column.header[:60]}»" if column else ""
    return f"{words[: 300 - len(tail)]}{tail}"


def _record(plan: Plan, remark: Remark, verb: str, actor: Actor, **details: object) -> None:
    audit.record(
        actor,
        verb,
        remark,
        organisation_id=plan.organisation_id,
        plan=str(plan),
        place=remark.place,
        **details,
    )
