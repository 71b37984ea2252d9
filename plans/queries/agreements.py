"""Rounds of agreement: who may be asked, who is waited for, what was remarked."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from organisations.domain.policy import GRANTS, Actor, Permission
from organisations.models import Membership, Organisation, User
from plans.domain.agreements import (
    Seen,
    SignerDecision,
    approval_days,
    completion_obstacles,
)
from plans.domain.comparison import Comparison
from plans.domain.editions import compare_editions
from plans.domain.states import PeriodState, PlanState
from plans.domain.versions import sha256_of
from plans.models import Agreement, Amendment, Plan, PlanItem, Remark, ReportingPeriod, Signer
from plans.queries.editions import edition_of_snapshot

_AGREEING = [role.value for role, granted in GRANTS.items() if Permission.PLAN_AGREE in granted]


@dataclass(frozen=True, slots=True)
class RemarkLine:
    """A remark, and the row of today that it is of; None where there is no such row."""

    remark: Remark
    item_id: int | None


@dataclass(frozen=True, slots=True)
class Since:
    """What changed in a plan since a round that somebody saw."""

    comparison: Comparison
    before: str


def rounds(actor: Actor) -> QuerySet[Agreement]:
    """Rounds ready for their page: the plan, who is asked, what was remarked."""
    signers = Signer.objects.select_related("user").order_by("ordering", "pk")
    remarks = Remark.objects.select_related("author", "settled_by").order_by("at", "pk")
    rows = Agreement.objects.visible_to(actor).select_related("plan__organisation", "started_by")
    return rows.prefetch_related(Prefetch("signers", signers), Prefetch("remarks", remarks))


def rounds_of(plan: Plan) -> list[Agreement]:
    """All rounds of a plan, oldest first, without the states that were sent: three queries."""
    signers = Signer.objects.select_related("user").order_by("ordering", "pk")
    rows = plan.agreements.defer("snapshot").select_related("started_by").order_by("number")
    return list(rows.prefetch_related(Prefetch("signers", signers)))


def last_round(plan: Plan) -> Agreement | None:
    return plan.agreements.order_by("-number").first()


def last_signers(plan: Plan) -> list[Signer]:
    """Who was asked in the last round."""
    last = last_round(plan)
    return list(last.signers.order_by("ordering", "pk")) if last else []


def seen_of(plan: Plan) -> Seen:
    """The plan as it stands: what a page shows now, and what an action finds later."""
    last = plan.agreements.aggregate(last=Max("number"))["last"]
    return Seen(plan.state, last or 0, plan.edit_number, plan.version)


def approval_days_of(plan: Plan, today: date) -> tuple[date, date]:
    """On which days the plan may be put in force; an amendment not before what it amends."""
    first, last = approval_days(plan.starts_on, today)
    if plan.amends_id:
        first = max(first, plan.amendment.base_version.approved_on)
    return first, max(first, last)


def going_round(plan: Plan) -> Agreement | None:
    return plan.agreements.filter(outcome="").defer("snapshot").first()


def own_remarks(agreement: Agreement, user_id: int | None) -> int:
    """How many open remarks this person has written in the round."""
    return agreement.remarks.filter(author=user_id, settled_at=None).count()


def possible_signers(organisation: Organisation) -> QuerySet[User]:
    """People who may agree to plans of this organisation: their post is there or above."""
    steps = organisation.path.rstrip("/").split("/")
    above = ["/".join(steps[: place + 1]) + "/" for place in range(len(steps))]
    posts = Membership.objects.in_force().filter(
        user=OuterRef("pk"), role__in=_AGREEING, organisation__path__in=above
    )
    return User.objects.filter(Exists(posts)).order_by("last_name", "first_name", "pk")


def remarks(actor: Actor) -> QuerySet[Remark]:
    rows = Remark.objects.visible_to(actor)
    return rows.select_related("agreement__plan__organisation", "author")


def remarks_at_hand(plan: Plan) -> list[Remark]:
    """What is still to be answered: all of the last round that ended, and older open ones."""
    ended = plan.agreements.exclude(outcome="")
    last = ended.order_by("-number").values("pk")[:1]
    rows = Remark.objects.filter(agreement__in=ended.values("pk"))
    at_hand = rows.filter(Q(agreement=last) | Q(settled_at=None))
    return list(at_hand.select_related("author", "settled_by").order_by("agreement", "at", "pk"))


def earlier_remarks(agreement: Agreement) -> list[Remark]:
    """What was said before this round: all since the last return, and what is open of older."""
    earlier = Agreement.objects.filter(plan=agreement.plan_id, number__lt=agreement.number)
    returned = earlier.filter(outcome=Agreement.Outcome.RETURNED).order_by("-number")
    since = Coalesce(Subquery(returned.values("number")[:1]), 0)
    rows = Remark.objects.filter(agreement__in=earlier.values("pk"))
    told = rows.filter(Q(agreement__number__gte=since) | Q(settled_at=None))
    return list(told.select_related("author", "settled_by").order_by("agreement", "at", "pk"))


def with_rows(plan: Plan, found: Iterable[Remark]) -> list[RemarkLine]:
    """The remarks with the rows that they are of, in one query."""
    listed = list(found)
    uids = [row.item_uid for row in listed if row.item_uid]
    rows = PlanItem.objects.filter(plan=plan, uid__in=uids) if uids else PlanItem.objects.none()
    known: dict[Any, int] = dict(rows.order_by("pk").values_list("uid", "pk"))
    return [RemarkLine(row, known.get(row.item_uid)) for row in listed]


def remark_counts(found: Iterable[Remark]) -> dict[str, int]:
    """How many open remarks each row has, by its lasting number: the marks in the editor."""
    return dict(Counter(str(row.item_uid) for row in found if row.item_uid and not row.settled_at))


def says_the_same(before: dict[str, Any], after: dict[str, Any]) -> bool:
    return sha256_of(before) == sha256_of(after)


def changed_since(agreement: Agreement, user_id: int | None) -> Since | None:
    """What changed since the round that this person decided in, or else since the last one.

    An amendment that is sent for the first time is laid beside the version that it changes.
    """
    earlier = agreement.plan.agreements.filter(number__lt=agreement.number).order_by("-number")
    seen = earlier.filter(signers__user=user_id, signers__decided_at__isnull=False).first()
    before = seen or earlier.first()
    if before is not None:
        words = f"отправлен {timezone.localtime(before.started_at):%d.%m.%Y}"
        return _since(before.snapshot, agreement, words)
    amendment = Amendment.objects.filter(draft=agreement.plan_id).select_related("base_version")
    base = next((one.base_version for one in amendment), None)
    return _since(base.snapshot, agreement, f"версия {base.number}") if base else None


def waiting_for(user_id: int, actor: Actor) -> QuerySet[Any]:
    """Signers whose turn it is and who are this person, longest waiting first; with `since`."""
    earlier = Signer.objects.filter(
        agreement=OuterRef("agreement"),
        ordering__lt=OuterRef("ordering"),
        decision=SignerDecision.WAITING,
    )
    rows = Signer.objects.visible_to(actor).filter(
        ~Exists(earlier), user=user_id, decision=SignerDecision.WAITING, agreement__outcome=""
    )
    before = Signer.objects.filter(
        agreement=OuterRef("agreement"), ordering__lt=OuterRef("ordering")
    )
    plans = rows.select_related("agreement__plan__organisation", "agreement__started_by")
    return (
        plans.defer("agreement__snapshot")
        .annotate(
            since=Coalesce(
                Subquery(before.order_by("-decided_at").values("decided_at")[:1]),
                "agreement__started_at",
            )
        )
        .order_by("since", "pk")
    )


def returned_plans(actor: Actor) -> QuerySet[Plan]:
    """Plans that were returned, with their open remarks counted."""
    is_open = Q(agreements__remarks__isnull=False, agreements__remarks__settled_at=None)
    rows = Plan.objects.visible_to(actor).filter(state=PlanState.RETURNED)
    counted = rows.annotate(remark_count=Count("agreements__remarks", filter=is_open))
    return counted.select_related("organisation").order_by("-starts_on", "pk")


def plans_to_approve(actor: Actor) -> QuerySet[Any]:
    """Rounds in which everybody has agreed, with `since`: the head is waited for."""
    late = Signer.objects.filter(agreement=OuterRef("pk"), decision=SignerDecision.WAITING)
    rows = Agreement.objects.visible_to(actor).filter(
        ~Exists(late), outcome="", plan__state=PlanState.IN_AGREEMENT
    )
    found = rows.select_related("plan__organisation", "started_by").defer("snapshot")
    decided = Max("signers__decided_at")
    return found.annotate(since=Coalesce(decided, "started_at")).order_by("since", "pk")


def unclosed_periods(plan: Plan) -> list[str]:
    """Reporting periods of the plan's time that are not closed, by title."""
    rows = _periods_of(plan.organisation_id, plan.starts_on, plan.ends_on)
    found = rows.exclude(state=PeriodState.CLOSED).order_by("starts_on", "pk")
    return [period.title for period in found]


def obstacles_to_completion(plan: Plan, today: date) -> list[str]:
    """Why the plan cannot be completed today; empty where it can."""
    undecided = plan.amendments.filter(outcome="").count()
    return completion_obstacles(plan.ends_on, today, unclosed_periods(plan), undecided)


def completable_plans(actor: Actor, today: date) -> QuerySet[Plan]:
    """Plans in force that are over, and whose last day lies in a period that is closed.

    A centre that has not opened the last quarter yet still has to ask for its reports.
    """
    periods = ReportingPeriod.objects.filter(organisation=OuterRef("organisation"))
    touching = periods.filter(
        starts_on__lte=OuterRef("ends_on"), ends_on__gte=OuterRef("starts_on")
    )
    last = periods.filter(
        starts_on__lte=OuterRef("ends_on"),
        ends_on__gte=OuterRef("ends_on"),
        state=PeriodState.CLOSED,
    )
    rows = Plan.objects.visible_to(actor).approved().filter(ends_on__lt=today, amends=None)
    return rows.filter(
        Exists(last),
        ~Exists(touching.exclude(state=PeriodState.CLOSED)),
        ~Q(amendments__outcome=""),
    ).order_by("pk")


def _since(snapshot: dict[str, Any], agreement: Agreement, words: str) -> Since:
    after = edition_of_snapshot(agreement.snapshot)
    return Since(compare_editions(edition_of_snapshot(snapshot), after), words)


def _periods_of(centre_id: int, first: date, last: date) -> QuerySet[ReportingPeriod]:
    rows = ReportingPeriod.objects.filter(organisation=centre_id)
    return rows.filter(starts_on__lte=last, ends_on__gte=first)
