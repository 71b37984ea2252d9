"""How far each invented plan has come: sent, agreed, returned, approved, completed."""

from datetime import date, datetime, timedelta

from moc_portal.demo.plans import DemoPlan
from moc_portal.demo.wording import pending
from moc_portal.demo.writing.cast import Cast
from moc_portal.demo.years import moment
from organisations.domain.policy import Permission
from organisations.models import User
from plans.actions.agreements import agree, approve_plan, return_by_signer, submit_plan
from plans.actions.endings import complete_plan
from plans.actions.remarks import add_remark
from plans.domain.agreements import Approving, Invited, RemarkText, Sending
from plans.domain.states import APPROVED_ONCE, PlanState
from plans.models import Agreement, Plan

ORDER = "118-од"
SENT_AGO, DECIDED_AGO = timedelta(days=3), timedelta(days=1)


def go_its_way(plan: Plan, demo: DemoPlan, cast: Cast) -> None:
    """Take a draft as far as it has come, by the people whose part it is."""
    if demo.state is PlanState.IN_AGREEMENT:
        _agree_by_half(plan, demo, cast)
    elif demo.state is PlanState.RETURNED:
        _return(plan, demo, cast)
    elif demo.state in APPROVED_ONCE:
        _approve(plan, demo, cast)


def _agree_by_half(plan: Plan, demo: DemoPlan, cast: Cast) -> None:
    """The authority has agreed, the region is asked now."""
    agreement = _send(plan, cast, [cast.approver, cast.observer], pending.SENDING_NOTE)
    agree(agreement, "", actor=cast.acting(cast.approver, Permission.PLAN_AGREE))
    _put_in_time(agreement, demo.today)


def _return(plan: Plan, demo: DemoPlan, cast: Cast) -> None:
    agreement = _send(plan, cast, [cast.approver], "")
    actor = cast.acting(cast.approver, Permission.PLAN_AGREE)
    for item, text in zip(plan.items.in_printed_order(), pending.REMARKS, strict=False):
        add_remark(agreement, RemarkText(text, str(item.uid)), actor=actor)
    return_by_signer(agreement, demo.note, actor=actor)
    _put_in_time(agreement, demo.today)


def _approve(plan: Plan, demo: DemoPlan, cast: Cast) -> None:
    head = cast.acting(cast.head, Permission.PLAN_APPROVE)
    agreement = _send(plan, cast, [], "")
    basis = f"приказ от {demo.approved_on:%d.%m.%Y} № {ORDER}"
    approving = Approving(demo.approved_on, basis, ORDER, accepts_unclear=True)
    approve_plan(plan, approving, actor=head)
    sent = moment(demo.approved_on - SENT_AGO, 11, 20)
    _tell_time(agreement, sent, moment(demo.approved_on, 15, 5))
    if demo.state is PlanState.COMPLETED:
        complete_plan(plan, today=demo.today, actor=head)


def _send(plan: Plan, cast: Cast, signers: list[User], note: str) -> Agreement:
    invited = tuple(Invited(user.pk, turn) for turn, user in enumerate(signers, 1))
    sending = Sending(invited, note, accepts_unclear=True)
    return submit_plan(plan, sending, actor=cast.acting(cast.reviewer, Permission.PLAN_EDIT))


def _put_in_time(agreement: Agreement, today: date) -> None:
    """Sent three days ago, decided two days later."""
    _tell_time(agreement, moment(today - SENT_AGO, 11, 20), moment(today - DECIDED_AGO, 15, 5))


def _tell_time(agreement: Agreement, sent: datetime, decided: datetime) -> None:
    agreement.refresh_from_db()
    agreement.started_at = sent
    agreement.ended_at = decided if agreement.outcome else None
    agreement.save(update_fields=["started_at", "ended_at"])
    agreement.signers.exclude(decided_at=None).update(decided_at=decided)
    agreement.remarks.update(at=decided)
