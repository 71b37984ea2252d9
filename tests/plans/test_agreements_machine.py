"""Any order of deeds by anybody against a model that knows only the rules of the house."""

from datetime import date

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from organisations.domain.errors import RuleError
from organisations.domain.policy import Permission
from plans.actions import agreements as actions
from plans.actions.endings import cancel_plan, complete_plan
from plans.models import Agreement, Plan, PlanVersion
from tests.plans.agreement_cast import APPROVING, cast, mend

NOTE = "Уточните сроки в разделе 2."
SIGNERS = ["colleague", "approver", "observer"]
TURNS = st.lists(
    st.lists(st.sampled_from(SIGNERS), min_size=1, max_size=2, unique=True),
    max_size=2,
).filter(lambda turns: len({one for turn in turns for one in turn}) == sum(map(len, turns)))
AFTER, BEFORE = date(2026, 9, 1), date(2026, 1, 1)


class Way(RuleBasedStateMachine):
    """The plan as the portal keeps it, and as the model says it should be."""

    def __init__(self):
        super().__init__()
        self.people = cast()
        self.plan = self.people.plan(item_count=1)
        self.state = "draft"
        self.turns: list[set[str]] = []  # who is still waited for, turn by turn
        self.sender = ""
        self.is_asked = False  # whether the last round asked anybody
        self.is_mended = True
        self.rounds = self.versions = self.edits = 0

    def tries(self, *, allowed, deed):
        """The deed happens exactly where the model allows it."""
        refusal = ""
        try:
            deed()
        except RuleError as error:
            refusal = str(error)
        assert bool(refusal) is not allowed, refusal or "happened, and should have been refused"
        return allowed

    @property
    def editable(self):
        return self.state in {"draft", "returned"}

    def round(self):
        return Agreement.objects.filter(plan=self.plan).order_by("-number").first()

    @rule(turns=TURNS, sender=st.sampled_from(["methodist", "colleague", "head"]))
    def submit(self, turns, sender):
        asked = [set(turn) for turn in turns]
        is_own = any(sender in turn for turn in asked)
        allowed = self.editable and not is_own and (self.state == "draft" or self.is_mended)
        people = self.people
        people_of = [[getattr(people, name) for name in sorted(turn)] for turn in asked]
        actor = people.acting(getattr(people, sender), Permission.PLAN_EDIT)
        sending = actions.Sending(
            tuple(
                actions.Invited(user.pk, place)
                for place, turn in enumerate(people_of, 1)
                for user in turn
            )
        )
        if self.tries(
            allowed=allowed, deed=lambda: actions.submit_plan(self.plan, sending, actor=actor)
        ):
            self.state, self.turns, self.sender = "in_agreement", asked, sender
            self.is_asked = bool(asked)
            self.rounds += 1

    @rule()
    def edit(self):
        if self.editable:
            self.edits += 1
            mend(self.plan, f"Правка {self.edits}")
            self.is_mended = True

    @rule(name=st.sampled_from([*SIGNERS, "head"]))
    def agree(self, name):
        if self.rounds and self.tries(
            allowed=self.may_decide(name),
            deed=lambda: actions.agree(
                self.round(), "", actor=self.people.agreeing(getattr(self.people, name))
            ),
        ):
            self.turns[0].remove(name)
            self.turns = [turn for turn in self.turns if turn]

    @rule(name=st.sampled_from([*SIGNERS, "head"]))
    def send_back(self, name):
        if self.rounds and self.tries(
            allowed=self.may_decide(name),
            deed=lambda: actions.return_by_signer(
                self.round(), NOTE, actor=self.people.agreeing(getattr(self.people, name))
            ),
        ):
            self.state, self.is_mended = "returned", False

    @rule()
    def head_sends_back(self):
        if self.tries(
            allowed=self.state == "in_agreement",
            deed=lambda: actions.return_plan(self.plan, NOTE, actor=self.people.approving),
        ):
            self.state, self.is_mended = "returned", False

    @rule(name=st.sampled_from(["methodist", "colleague", "head"]))
    def withdraw(self, name):
        actor = self.people.acting(getattr(self.people, name), Permission.PLAN_EDIT)
        if self.rounds and self.tries(
            allowed=self.state == "in_agreement" and self.sender == name,
            deed=lambda: actions.withdraw_plan(self.round(), actor=actor),
        ):
            self.state, self.is_mended = "draft", True

    @rule()
    def approve(self):
        agreed = self.state == "in_agreement" and not self.turns
        past_nobody = self.editable and not self.is_asked
        if self.tries(
            allowed=agreed or past_nobody,
            deed=lambda: actions.approve_plan(self.plan, APPROVING, actor=self.people.approving),
        ):
            self.state = "approved"
            self.versions += 1

    @rule(day=st.sampled_from([BEFORE, AFTER]))
    def complete(self, day):
        if self.tries(
            allowed=self.state == "approved" and day == AFTER,
            deed=lambda: complete_plan(self.plan, today=day, actor=self.people.approving),
        ):
            self.state = "completed"

    @rule()
    def cancel(self):
        if self.tries(
            allowed=self.state == "approved",
            deed=lambda: cancel_plan(
                self.plan, NOTE, "приказ № 6", today=BEFORE, actor=self.people.approving
            ),
        ):
            self.state = "cancelled"

    def may_decide(self, name):
        return self.state == "in_agreement" and bool(self.turns) and name in self.turns[0]

    @invariant()
    def the_portal_says_what_the_model_says(self):
        plan = Plan.objects.get(pk=self.plan.pk)
        open_rounds = plan.agreements.filter(outcome="").count()
        assert plan.state == self.state
        assert open_rounds == (self.state == "in_agreement")
        assert plan.agreements.count() == self.rounds
        assert PlanVersion.objects.filter(plan=plan).count() == self.versions
        assert plan.is_editable == self.editable


class TestWay(TestCase):
    def test_every_order_of_deeds_keeps_the_rules(self):
        run_state_machine_as_test(
            Way,
            settings=settings(
                max_examples=25,
                stateful_step_count=25,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
