"""What must hold before a plan is sent, decided or approved; each refusal says what to do."""

from collections.abc import Sequence

from organisations.domain.errors import ChangedMeanwhileError, RuleError
from organisations.domain.policy import Actor
from plans.actions.plans import snapshot_of
from plans.domain.agreements import Invited, SignerDecision
from plans.domain.states import EDITABLE_PLAN, PlanState
from plans.models import Agreement, Plan
from plans.queries.agreements import last_round, possible_signers, says_the_same
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
    last = last_round(plan)
    if last is None or before is PlanState.DRAFT:
        return
    signers = last.signers.select_related("user").order_by("ordering", "pk")
    late = [str(one.user) for one in signers if one.decision == SignerDecision.WAITING]
    if before is PlanState.IN_AGREEMENT and late:
        raise NotAgreedError(f"План ещё не согласован. Ждём решения: {', '.join(late)}.")
    if any(one.decision == SignerDecision.RETURNED for one in signers):
        raise NotAgreedError(
            "План вернул согласующий. Исправьте его и отправьте на согласование снова."
        )


def must_be_as_seen(plan: Plan, before: PlanState, seen: int | None) -> None:
    if before in EDITABLE_PLAN and seen is not None and seen != plan.edit_number:
        raise ChangedMeanwhileError(
            "Пока вы смотрели, план изменили. Откройте его снова, проверьте и утвердите."
        )
