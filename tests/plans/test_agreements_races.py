"""Two people at the same moment: exactly one decision counts, the other gets a sentence."""

import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from django.db import connection

from organisations.domain.errors import RuleError
from plans.actions import agreements as actions
from plans.actions.endings import cancel_plan
from plans.models import Agreement, Plan, PlanVersion
from plans.queries.agreements import seen_of
from tests.plans.agreement_cast import APPROVING, cast

NOTE = "Уточните сроки в разделе 2."
ROUNDS = 4


def race(*deeds: Callable[[], object]) -> list[str]:
    """Do all at once; the sentences of those that were refused."""
    gate, refused = threading.Barrier(len(deeds)), []

    def run(deed: Callable[[], object]) -> None:
        try:
            gate.wait()
            deed()
        except RuleError as refusal:
            refused.append(str(refusal))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


@pytest.fixture
def people(transactional_db):
    return cast()


def state_of(plan):
    return Plan.objects.values_list("state", flat=True).get(pk=plan.pk)


def test_two_signers_of_one_turn_both_count(people):
    for _ in range(ROUNDS):
        plan = people.plan()
        round_ = people.send(plan, [people.approver, people.observer])

        refused = race(
            partial(actions.agree, round_, "", actor=people.agreeing(people.approver)),
            partial(actions.agree, round_, "", actor=people.agreeing(people.observer)),
        )

        assert refused == []
        assert {row.decision for row in round_.signers.all()} == {"agreed"}


def test_of_one_persons_two_clicks_one_counts(people):
    for _ in range(ROUNDS):
        round_ = people.send(people.plan(), [people.approver])
        actor = people.agreeing(people.approver)

        refused = race(
            partial(actions.agree, round_, "", actor=actor),
            partial(actions.return_by_signer, round_, NOTE, actor=actor),
        )

        round_.refresh_from_db()
        [sentence] = refused
        assert sentence.startswith(("Вы уже ответили", "План нельзя вернуть", "Это согласование"))
        assert (round_.signers.get().decision == "returned") == (round_.outcome == "returned")


def test_signing_against_withdrawing(people):
    for _ in range(ROUNDS):
        plan = people.plan()
        round_ = people.send(plan, [people.approver])

        refused = race(
            partial(
                actions.return_by_signer, round_, NOTE, actor=people.agreeing(people.approver)
            ),
            partial(actions.withdraw_plan, round_, actor=people.editing),
        )

        [sentence] = refused
        assert sentence.startswith(("План нельзя вернуть", "План нельзя отозвать"))
        outcome = Agreement.objects.get(pk=round_.pk).outcome
        assert (state_of(plan), outcome) in {("returned", "returned"), ("draft", "withdrawn")}


def test_approving_against_returning(people):
    for _ in range(ROUNDS):
        plan = people.plan()
        round_ = people.send(plan)

        refused = race(
            partial(actions.approve_plan, plan, APPROVING, actor=people.approving),
            partial(actions.return_plan, plan, NOTE, actor=people.approving),
        )

        state, versions = state_of(plan), PlanVersion.objects.filter(plan=plan).count()
        outcome = Agreement.objects.get(pk=round_.pk).outcome
        assert (state, outcome, versions, len(refused)) in {
            ("approved", "approved", 1, 1),
            ("approved", "returned", 1, 0),  # returned first, then approved past nobody
            ("returned", "returned", 0, 1),
        }


def test_approving_against_withdrawing(people):
    """The head's page says «agreed by all»; the sender takes the plan back."""
    for asked in ([], [people.approver]) * ROUNDS:
        plan = people.plan()
        round_ = people.send(plan, asked) if asked else people.send(plan)
        if asked:
            actions.agree(round_, "", actor=people.agreeing(people.approver))
        approving = replace(APPROVING, seen=seen_of(Plan.objects.get(pk=plan.pk)))

        refused = race(
            partial(actions.approve_plan, plan, approving, actor=people.approving),
            partial(actions.withdraw_plan, round_, actor=people.editing),
        )

        [_sentence] = refused
        outcome = Agreement.objects.get(pk=round_.pk).outcome
        versions = PlanVersion.objects.filter(plan=plan).count()
        assert (state_of(plan), outcome, versions) in {
            ("approved", "approved", 1),
            ("draft", "withdrawn", 0),
        }


def test_approving_agreeing_and_withdrawing_at_once(people):
    """Whatever comes first, no plan is in force that its signer has not agreed to."""
    for _ in range(ROUNDS):
        plan = people.plan()
        round_ = people.send(plan, [people.approver])

        race(
            partial(actions.approve_plan, plan, APPROVING, actor=people.approving),
            partial(actions.agree, round_, "", actor=people.agreeing(people.approver)),
            partial(actions.withdraw_plan, round_, actor=people.editing),
        )

        outcome = Agreement.objects.get(pk=round_.pk).outcome
        decision = round_.signers.get().decision
        assert (state_of(plan), outcome, decision) in {
            ("approved", "approved", "agreed"),
            ("draft", "withdrawn", "waiting"),
            ("draft", "withdrawn", "agreed"),
        }


def test_two_approvals_freeze_one_version(people):
    for _ in range(ROUNDS):
        plan = people.plan()

        refused = race(
            *[partial(actions.approve_plan, plan, APPROVING, actor=people.approving)] * 2
        )

        assert refused == ["План нельзя утвердить: он уже утверждён."]
        assert PlanVersion.objects.filter(plan=plan).count() == 1


def test_two_cancellations_leave_one_reason(people):
    plan = people.plan()
    actions.approve_plan(plan, APPROVING, actor=people.approving)
    today = APPROVING.approved_on

    refused = race(
        partial(cancel_plan, plan, NOTE, "приказ № 6", today=today, actor=people.approving),
        partial(cancel_plan, plan, NOTE, "приказ № 7", today=today, actor=people.approving),
    )

    assert refused == ["План нельзя отменить: он уже отменён."]
