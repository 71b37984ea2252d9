"""The way of a plan into force: sent, agreed turn by turn, returned or approved."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from documents.uploads.door import InspectedFile
from organisations import audit
from organisations.domain.errors import RuleError
from organisations.domain.policy import Actor
from plans.actions import periods
from plans.actions.agreement_rules import (
    NotAskedError,
    NotReadyError,
    must_be_agreed,
    must_be_as_seen,
    must_be_grounded,
    must_be_mended,
    must_be_possible,
    must_be_ready,
)
from plans.actions.amendments import merge_amendment
from plans.actions.locks import PlanMoveError, lock_for_move, lock_plan
from plans.actions.plans import add_papers, freeze_version, snapshot_of
from plans.domain.agreements import (
    Approving,
    Invited,
    Sending,
    current_turn,
    in_turns,
    note_problem,
)
from plans.domain.states import PlanState
from plans.models import Agreement, Plan, PlanVersion, Signer, VersionFile
from plans.queries.agreements import (
    last_round,
    possible_signers,
    seen_of,
)


class NoteTooShortError(RuleError):
    """Whoever returns a plan must say what to mend."""


@transaction.atomic
def submit_plan(plan: Plan, sending: Sending, *, actor: Actor) -> Agreement:
    """Send the plan to those who agree to it; from now on its content stands still."""
    before = PlanState(lock_plan(plan.pk, actor).state)
    moved = lock_for_move(plan.pk, "submit", actor)
    last = last_round(moved)
    if before is PlanState.RETURNED and last is not None:
        must_be_mended(moved, last)
    must_be_ready(moved, accepts_unclear=sending.accepts_unclear)
    must_be_possible(moved, sending.signers, actor)
    moved.return_note = ""
    moved.save(update_fields=["state", "return_note"])
    agreement = Agreement.objects.create(
        plan=moved,
        number=last.number + 1 if last else 1,
        snapshot=snapshot_of(moved),
        note=sending.note.strip(),
        started_by_id=actor.user_id,
    )
    _ask(agreement, sending.signers, moved)
    _record(moved, "plan.submit", actor, round=agreement.number, signers=_names(agreement))
    return agreement


@transaction.atomic
def withdraw_plan(agreement: Agreement, *, actor: Actor) -> Plan:
    """Take a plan back before it is decided; only who has sent it may."""
    moved = lock_for_move(agreement.plan_id, "withdraw", actor)
    held = _open_round(agreement)
    if held.started_by_id != actor.user_id:
        raise NotAskedError(
            f"Отозвать план может только тот, кто его отправил: {held.started_by}. "
            "Руководитель может вернуть его на доработку."
        )
    moved.save(update_fields=["state"])
    _end(held, Agreement.Outcome.WITHDRAWN)
    _record(moved, "plan.withdraw", actor, round=held.number)
    return moved


@transaction.atomic
def agree(agreement: Agreement, note: str, *, actor: Actor) -> Signer:
    """One person's «согласовано»; others are not signed for."""
    plan = lock_plan(agreement.plan_id, actor)
    held = _open_round(agreement)
    signer = _signer_in_turn(held, actor)
    if held.remarks.filter(author_id=actor.user_id, settled_at=None).exists():
        raise NotReadyError(
            "У вас есть замечания к этому плану. Верните его с ними или уберите их, потом "
            "согласуйте."
        )
    _decide(signer, Signer.Decision.AGREED, note)
    _record(plan, "plan.agree", actor, round=held.number, note=signer.note)
    return signer


@transaction.atomic
def return_by_signer(agreement: Agreement, note: str, *, actor: Actor) -> Signer:
    """One person's «на доработку»: it ends the round for all."""
    moved = lock_for_move(agreement.plan_id, "return", actor)
    held = _open_round(agreement)
    signer = _signer_in_turn(held, actor)
    _return(moved, held, note, actor)
    _decide(signer, Signer.Decision.RETURNED, note)
    return signer


@transaction.atomic
def return_plan(plan: Plan, note: str, *, actor: Actor) -> Plan:
    """The head gives the plan back, whoever was asked."""
    moved = lock_for_move(plan.pk, "return", actor)
    held = moved.agreements.filter(outcome="").first()
    _return(moved, held or _round_without_signers(moved), note, actor)
    return moved


@transaction.atomic
def approve_plan(plan: Plan, approving: Approving, *, actor: Actor) -> PlanVersion:
    """Put the plan in force: its content is frozen, open periods get their expectations.

    The editable copy of an amendment is merged into its plan instead; either way the version
    that came of it is given back.
    """
    locked = lock_plan(plan.pk, actor)
    moved = lock_for_move(plan.pk, "merge" if locked.amends_id else "approve", actor)
    must_be_as_seen(approving.seen, seen_of(locked))
    must_be_agreed(moved, PlanState(locked.state))
    must_be_ready(moved, accepts_unclear=approving.accepts_unclear)
    must_be_grounded(moved, approving, timezone.localdate())
    held = moved.agreements.filter(outcome="").first()
    if held:
        _end(held, Agreement.Outcome.APPROVED)
    if moved.amends_id:
        return merge_amendment(moved, approving, actor=actor)
    moved.approved_on, moved.approved_by_id = approving.approved_on, actor.user_id
    moved.return_note = ""
    moved.save(update_fields=["state", "approved_on", "approved_by", "return_note"])
    version = freeze_version(moved, approving, actor=actor)
    periods.expect_for_plan(moved, actor=actor)
    _record(
        moved,
        "plan.approve",
        actor,
        approved_on=approving.approved_on,
        basis=approving.basis,
        sha256=version.sha256,
    )
    return version


@transaction.atomic
def attach_papers(
    version: PlanVersion, papers: Sequence[InspectedFile], *, actor: Actor
) -> list[VersionFile]:
    """Add papers that were signed after the approval; those that are there stay as they are."""
    plan = lock_plan(version.plan_id, actor)
    added = add_papers(version, papers, actor=actor)
    audit.record(
        actor,
        "version.attach",
        version,
        organisation_id=plan.organisation_id,
        files="; ".join(f"{row.file.name}: {row.file.sha256}" for row in added),
    )
    return added


def _return(plan: Plan, held: Agreement, note: str, actor: Actor) -> None:
    """End the round; the note becomes a remark on the whole plan, so that it can be answered."""
    own = held.remarks.filter(author_id=actor.user_id).count()
    problem = note_problem(note, own)
    if problem:
        raise NoteTooShortError(problem)
    plan.return_note = note.strip()
    plan.save(update_fields=["state", "return_note"])
    if plan.return_note:
        held.remarks.create(text=plan.return_note, author_id=actor.user_id)
    _end(held, Agreement.Outcome.RETURNED)
    _record(plan, "plan.return", actor, note=plan.return_note, remarks=held.remarks.count())


def _open_round(agreement: Agreement) -> Agreement:
    """The round as it is now that its plan is held; over, where it has been decided."""
    held = Agreement.objects.select_related("started_by").get(pk=agreement.pk)
    if held.outcome:
        raise PlanMoveError(
            f"Это согласование уже закончено: план {held.get_outcome_display()}. Откройте план, "
            "чтобы увидеть, что с ним теперь."
        )
    return held


def _signer_in_turn(held: Agreement, actor: Actor) -> Signer:
    signers = list(held.signers.order_by("ordering", "pk"))
    own = next((one for one in signers if one.user_id == actor.user_id), None)
    if own is None:
        raise NotAskedError(
            "Вас не просили согласовать этот план: решают те, кого назвал отправитель."
        )
    if own.decision != Signer.Decision.WAITING:
        raise NotAskedError("Вы уже ответили: решение записано и второй раз не принимается.")
    if own.ordering != current_turn((one.ordering, one.decision) for one in signers):
        raise NotAskedError("Ваша очередь ещё не пришла: сначала решают те, кто стоит раньше.")
    return own


def _decide(signer: Signer, decision: Signer.Decision, note: str) -> None:
    signer.decision, signer.note = decision, note.strip()
    signer.decided_at, signer.version = timezone.now(), signer.version + 1
    signer.save(update_fields=["decision", "note", "decided_at", "version"])


def _end(held: Agreement, outcome: Agreement.Outcome) -> None:
    held.outcome, held.ended_at = outcome, timezone.now()
    held.save(update_fields=["outcome", "ended_at"])


def _ask(agreement: Agreement, invited: Sequence[Invited], plan: Plan) -> None:
    people = {user.pk: user for user in possible_signers(plan.organisation)}
    Signer.objects.bulk_create(
        Signer(
            agreement=agreement,
            ordering=one.ordering,
            user_id=one.user_id,
            position=people[one.user_id].position,
        )
        for one in in_turns(invited)
    )


def _round_without_signers(plan: Plan) -> Agreement:
    """A round for a plan that was sent before rounds were kept."""
    last = last_round(plan)
    return Agreement.objects.create(
        plan=plan, number=last.number + 1 if last else 1, snapshot=snapshot_of(plan)
    )


def _names(agreement: Agreement) -> str:
    rows = agreement.signers.select_related("user").order_by("ordering", "pk")
    return "; ".join(f"{row.ordering}. {row.user}" for row in rows)


def _record(plan: Plan, verb: str, actor: Actor, **details: Any) -> None:
    audit.record(actor, verb, plan, organisation_id=plan.organisation_id, **details)
