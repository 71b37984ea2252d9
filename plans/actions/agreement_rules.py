"""What must hold before a plan is sent, decided or approved; each refusal says what to do."""

from collections.abc import Sequence
from datetime import date

from organisations.domain.errors import ChangedMeanwhileError, RuleError
from organisations.domain.policy import Actor
from plans.actions.plans import snapshot_of
from plans.domain.agreements import (
    Approving,
    Invited,
    Seen,
    SignerDecision,
    approval_day_problem,
)
from plans.domain.states import EDITABLE_PLAN, PlanState
from plans.models import Agreement, Plan, PlanApproval
from plans.queries.agreements import (
    approval_days_of,
    last_round,
    possible_signers,
    says_the_same,
)
from plans.queries.content import with_content
from plans.queries.plans import unclear_places


class NotReadyError(RuleError):
    """The plan does not say yet what it must, or nobody has confirmed what is unclear."""


class NotAskedError(RuleError):
    """The person is not asked in this round, not yet, or not any more."""


class NotAgreedError(RuleError):
    """Somebody who was asked has not agreed."""


def must_be_possible(plan: Plan, invited: Sequence[Invited], actor: Actor) -> None:
    known = {user.pk for user in possible_signers(plan.organisation)}
    asked = [one.user_id for one in invited]
    if not set(asked) <= known or len(set(asked)) < len(asked):
        raise NotAskedError("Кого-то из отмеченных больше нельзя спросить. Выберите заново.")
    if actor.user_id in asked:
        raise NotAskedError("Свой план нельзя согласовать самому. Выберите других.")


def must_be_mended(plan: Plan, last: Agreement) -> None:
    is_answered = not last.remarks.filter(settled_at=None, answer="").exists()
    if says_the_same(last.snapshot, snapshot_of(plan)) and not is_answered:
        raise NotReadyError(
            "После возврата в плане ничего не изменилось, и на замечания нет ответа. Исправьте "
            "план или ответьте на каждое замечание, потом отправьте снова."
        )


def must_be_ready(plan: Plan, *, accepts_unclear: bool) -> None:
    unclear = unclear_places(with_content(Plan.objects.filter(pk=plan.pk)).get())
    if unclear.has_no_items:
        raise NotReadyError("В плане нет ни одного пункта. Добавьте пункты, потом продолжайте.")
    if unclear.unread and not accepts_unclear:
        raise NotReadyError(
            f"Пунктов с непонятым сроком: {len(unclear.unread)}. Уточните сроки или отметьте, что "
            "согласны оставить их так."
        )


def must_be_agreed(plan: Plan, before: PlanState) -> None:
    """Whoever was asked has agreed, in the round that still goes on.

    A small centre asks nobody: its head approves the draft itself. But a plan that was sent to
    somebody and taken back, or returned, comes into force by the next round alone.
    """
    last = last_round(plan)
    signers = list(last.signers.select_related("user").order_by("ordering", "pk")) if last else []
    late = [str(one.user) for one in signers if one.decision == SignerDecision.WAITING]
    if before is PlanState.IN_AGREEMENT and late:
        raise NotAgreedError(f"План ещё не согласован. Ждём решения: {', '.join(late)}.")
    if any(one.decision == SignerDecision.RETURNED for one in signers):
        raise NotAgreedError(
            "План вернул согласующий. Исправьте его и отправьте на согласование снова."
        )
    if before in EDITABLE_PLAN and signers:
        raise NotAgreedError(
            "План отправляли на согласование, и оно не закончено. Отправьте его снова: "
            "согласующим или, если они не нужны, сразу руководителю."
        )


def must_be_as_seen(seen: Seen | None, now: Seen) -> None:
    """The head decides on the plan on their page: neither edited since, nor gone elsewhere."""
    if seen is None:
        return
    if seen.is_followed_by(now):
        raise ChangedMeanwhileError(
            "Пока вы смотрели, план отозвали, вернули или отправили заново. Откройте его снова, "
            "проверьте и утвердите."
        )
    edits = (seen.edit_number, seen.version), (now.edit_number, now.version)
    if PlanState(now.state) in EDITABLE_PLAN and edits[0] != edits[1]:
        raise ChangedMeanwhileError(
            "Пока вы смотрели, план изменили. Откройте его снова, проверьте и утвердите."
        )


def must_be_grounded(plan: Plan, approving: Approving, today: date) -> None:
    """What cannot be mended later is right: the day, and by what the plan is in force."""
    problem = approval_day_problem(approving.approved_on, approval_days_of(plan, today))
    if problem:
        raise NotReadyError(problem)
    said = approving.basis.strip() or approving.document_number.strip()
    if not said and not plan.approvals.filter(kind=PlanApproval.Kind.APPROVED).exists():
        raise NotReadyError(
            "Не сказано, чем утверждён план. Укажите документ или основание, или добавьте над "
            "планом гриф «УТВЕРЖДАЮ»."
        )
