"""Every transition of a plan × every role × every state: who gets through which door."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from organisations.domain.policy import Role
from plans.domain.states import APPROVED_ONCE, PLAN_MOVES, PlanState
from plans.models import Agreement, Plan, Signer
from plans.queries.agreements import seen_of
from tests.plans.agreement_cast import cast

pytestmark = pytest.mark.django_db

NOTE = {"note": "Уточните сроки.", "return-note": "Уточните сроки."}
# door: the move it makes, who may use it, what is sent
DOORS = {
    "plan_submit": ("submit", {Role.HEAD, Role.METHODIST}, {"note": ""}),
    "agreement_withdraw": ("withdraw", {Role.HEAD, Role.METHODIST}, {}),
    "agreement_return": (
        "return",
        {Role.HEAD, Role.METHODIST, Role.APPROVER, Role.OBSERVER},
        NOTE,
    ),
    "plan_return": ("return", {Role.HEAD}, NOTE),
    "plan_approve": (
        "approve",
        {Role.HEAD},
        {"approved_on": "2025-08-30", "basis": "приказ № 5"},
    ),
    "plan_complete": ("complete", {Role.HEAD}, {}),
    "plan_cancel": (
        "cancel",
        {Role.HEAD},
        {"reason": "Центр закрыт решением учредителя.", "basis": "приказ № 6"},
    ),
}
# The copy of an amendment is merged by the approval of it, which has its own tests.
BEHIND_APPROVAL = {"merge"}


def test_every_move_has_a_door():
    assert {move for move, _roles, _said in DOORS.values()} | BEHIND_APPROVAL == set(PLAN_MOVES)


def standing(people, state, user_id, *, is_asked):
    """A plan of a year that is over, in this state, with its last round."""
    plan = people.plan(item_count=1, starts_on="2023-09-01", ends_on="2024-08-31")
    approved_on = date(2023, 8, 30) if state in APPROVED_ONCE else None
    Plan.objects.filter(pk=plan.pk).update(state=state, approved_on=approved_on)
    agreement = Agreement.objects.create(
        plan=plan,
        number=1,
        snapshot={},
        outcome="" if state is PlanState.IN_AGREEMENT else "withdrawn",
        started_by_id=user_id,
    )
    if is_asked:
        Signer.objects.create(agreement=agreement, ordering=1, user_id=user_id)
    plan.refresh_from_db()
    return plan, agreement


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("door", DOORS)
def test_a_plan_moves_by_this_door_for_these_people_from_these_states(sign_in, door, role):
    people = cast()
    move, allowed, said = DOORS[door]
    sources, target = PLAN_MOVES[move]
    client = sign_in(role, people.centre)
    user_id = int(client.session["_auth_user_id"])
    wrong = []

    for state in PlanState:
        plan, agreement = standing(people, state, user_id, is_asked=door == "agreement_return")
        key = agreement.pk if door.startswith("agreement_") else plan.pk
        page = {"seen": str(seen_of(plan))} if door == "plan_approve" else {}
        answer = client.post(reverse(f"plans:{door}", args=[key]), said | page).status_code
        happens = role in allowed and state in sources
        expected = (302, target) if happens else (409 if role in allowed else 403, state)
        plan.refresh_from_db()
        if (answer, plan.state) != expected:
            wrong.append((state, answer, plan.state))

    assert wrong == []


def test_only_actions_write_the_state_of_a_plan():
    writes = re.compile(r"\.state = |state=PlanState\.\w+\)\.save|update\([^)]*state=")
    found = {
        path.as_posix()
        for folder in ("plans", "mediaplan", "reports", "moc_portal")
        for path in Path(folder).rglob("*.py")
        if writes.search(path.read_text(encoding="utf-8")) and "/migrations/" not in str(path)
    }

    outside = {path for path in found if not path.startswith("plans/actions/")}
    assert outside <= {"moc_portal/demo/writing/history.py"}  # of expectations, not of plans
