from dataclasses import replace
from datetime import date

import pytest

from organisations.domain.errors import ChangedMeanwhileError, OutOfReachError
from organisations.domain.policy import Actor, Permission, Role
from organisations.models import AuditEvent, User
from plans.actions import agreements as actions
from plans.actions import remarks
from plans.actions.agreement_rules import NotAgreedError
from plans.actions.locks import PlanMoveError
from plans.actions.remarks import RemarkError
from plans.domain.agreements import Approving, Invited, RemarkText, Sending
from plans.domain.versions import thaw
from plans.models import Agreement, Expectation, Plan, PlanVersion, Remark, Signer
from plans.queries import agreements as queries
from plans.queries.agreements import seen_of
from tests.factories import (
    AssignmentFactory,
    CentreFactory,
    MembershipFactory,
    OrganisationFactory,
    PlanItemFactory,
    ReportingPeriodFactory,
)
from tests.plans.agreement_cast import APPROVING, cast, mend

pytestmark = pytest.mark.django_db

NOTE = "Уточните сроки в разделе 2."


@pytest.fixture
def people():
    return cast()


@pytest.fixture
def plan(people):
    return people.plan()


def state_of(plan):
    return Plan.objects.values_list("state", flat=True).get(pk=plan.pk)


def test_a_plan_goes_its_whole_way(people, plan):
    round_ = people.send(plan, [people.colleague], [people.approver, people.observer])

    actions.agree(round_, "Хорошо.", actor=people.agreeing(people.colleague))
    actions.agree(round_, "", actor=people.agreeing(people.observer))
    actions.agree(round_, "", actor=people.agreeing(people.approver))
    version = actions.approve_plan(plan, APPROVING, actor=people.approving)

    round_.refresh_from_db()
    plan.refresh_from_db()
    assert (plan.state, plan.approved_by, round_.outcome) == ("approved", people.head, "approved")
    assert (version.number, version.document_number, version.basis) == (
        1,
        "5",
        "приказ от 30.08.2025 № 5",
    )
    assert [(row.user, row.ordering, row.decision, row.note) for row in round_.signers.all()] == [
        (people.colleague, 1, "agreed", "Хорошо."),
        (people.approver, 2, "agreed", ""),
        (people.observer, 2, "agreed", ""),
    ]
    assert list(
        AuditEvent.objects.filter(target=f"plans.plan:{plan.pk}")
        .order_by("pk")
        .values_list("verb", flat=True)
    ) == ["plan.submit", "plan.agree", "plan.agree", "plan.agree", "plan.approve"]


def test_turns_are_counted_without_gaps_and_positions_are_kept(people, plan):
    User.objects.filter(pk=people.approver.pk).update(position="начальник управления")
    invited = (Invited(people.observer.pk, 5), Invited(people.approver.pk, 2))

    round_ = actions.submit_plan(plan, Sending(invited), actor=people.editing)

    assert [(row.user, row.ordering, row.position) for row in round_.signers.all()] == [
        (people.approver, 1, "начальник управления"),
        (people.observer, 2, ""),
    ]


def test_the_round_keeps_what_was_sent(people, plan):
    titles = [item.title for item in plan.items.in_printed_order()]
    round_ = people.send(plan, [people.approver])

    document, marks = thaw(Agreement.objects.get(pk=round_.pk).snapshot)

    [content] = document.plans
    assert [item.title for section in content.sections for item in section.items] == titles
    assert {mark.uid for mark in marks} == {str(item.uid) for item in plan.items.all()}


def test_nobody_signs_before_their_turn(people, plan):
    round_ = people.send(plan, [people.approver], [people.observer])

    with pytest.raises(actions.NotAskedError, match="очередь ещё не пришла"):
        actions.agree(round_, "", actor=people.agreeing(people.observer))

    assert not Signer.objects.filter(decided_at__isnull=False).exists()


def test_nobody_signs_twice(people, plan):
    round_ = people.send(plan, [people.approver], [people.observer])
    actions.agree(round_, "", actor=people.agreeing(people.approver))

    with pytest.raises(actions.NotAskedError, match="Вы уже ответили"):
        actions.return_by_signer(round_, NOTE, actor=people.agreeing(people.approver))

    assert state_of(plan) == "in_agreement"


@pytest.mark.parametrize("name", ["colleague", "head"])
def test_nobody_signs_for_another(people, plan, name):
    round_ = people.send(plan, [people.approver])

    with pytest.raises(actions.NotAskedError, match="Вас не просили"):
        actions.agree(round_, "", actor=people.agreeing(getattr(people, name)))

    assert round_.signers.get().decision == "waiting"


def test_nobody_decides_in_a_round_that_is_over(people, plan):
    round_ = people.send(plan, [people.approver])
    actions.withdraw_plan(round_, actor=people.editing)

    with pytest.raises(PlanMoveError, match="уже закончено: план отозван"):
        actions.agree(round_, "", actor=people.agreeing(people.approver))


def test_an_old_page_does_not_decide_in_a_new_round(people, plan):
    first = people.send(plan, [people.approver])
    actions.withdraw_plan(first, actor=people.editing)
    people.send(plan, [people.approver])

    with pytest.raises(PlanMoveError, match="уже закончено"):
        actions.return_by_signer(first, NOTE, actor=people.agreeing(people.approver))

    assert state_of(plan) == "in_agreement"


@pytest.mark.parametrize("name", ["agree", "return_by_signer"])
def test_decisions_stop_at_the_signers_reach(people, plan, name):
    round_ = people.send(plan, [people.approver])
    elsewhere = Actor(people.approver.pk, Permission.PLAN_AGREE, frozenset())

    with pytest.raises(OutOfReachError):
        getattr(actions, name)(round_, NOTE, actor=elsewhere)


def test_a_signer_returns_the_plan_for_all(people, plan):
    round_ = people.send(plan, [people.approver, people.observer])

    actions.return_by_signer(round_, NOTE, actor=people.agreeing(people.observer))

    round_.refresh_from_db()
    plan.refresh_from_db()
    assert (plan.state, plan.return_note, round_.outcome) == ("returned", NOTE, "returned")
    assert [(row.author, row.text, row.item_uid) for row in round_.remarks.all()] == [
        (people.observer, NOTE, None)
    ]


def test_a_return_wants_a_note_or_a_remark(people, plan):
    round_ = people.send(plan, [people.approver])
    actor = people.agreeing(people.approver)
    item = plan.items.first()

    with pytest.raises(actions.NoteTooShortError, match="не меньше 10 знаков"):
        actions.return_by_signer(round_, "сроки", actor=actor)
    remarks.add_remark(round_, RemarkText("Поздно", str(item.uid)), actor=actor)
    actions.return_by_signer(round_, "", actor=actor)

    assert state_of(plan) == "returned"
    assert [row.place for row in round_.remarks.all()] == [f"{item.number}. {item.title}"]


def test_the_head_returns_whoever_is_asked(people, plan):
    round_ = people.send(plan, [people.approver])

    actions.return_plan(plan, NOTE, actor=people.approving)

    round_.refresh_from_db()
    assert (round_.outcome, round_.signers.get().decision) == ("returned", "waiting")
    assert round_.remarks.get().author == people.head


def test_a_plan_sent_before_rounds_were_kept_can_be_returned(people):
    plan = people.plan(state="in_agreement")

    actions.return_plan(plan, NOTE, actor=people.approving)

    assert state_of(plan) == "returned"
    assert Agreement.objects.get().remarks.get().text == NOTE


def test_whoever_agrees_has_no_open_remarks(people, plan):
    round_ = people.send(plan, [people.approver])
    actor = people.agreeing(people.approver)
    remark = remarks.add_remark(round_, RemarkText("Поздно"), actor=actor)

    with pytest.raises(actions.NotReadyError, match="У вас есть замечания"):
        actions.agree(round_, "", actor=actor)
    remarks.delete_remark(remark, actor=actor)
    actions.agree(round_, "", actor=actor)

    assert round_.signers.get().decision == "agreed"


def test_only_the_sender_withdraws(people, plan):
    round_ = people.send(plan, [people.approver])

    with pytest.raises(actions.NotAskedError, match="Ветрова"):
        actions.withdraw_plan(round_, actor=people.acting(people.colleague, Permission.PLAN_EDIT))
    actions.withdraw_plan(round_, actor=people.editing)

    round_.refresh_from_db()
    assert (state_of(plan), round_.outcome) == ("draft", "withdrawn")


def test_an_empty_plan_is_not_sent(people):
    plan = people.plan(item_count=0)

    with pytest.raises(actions.NotReadyError, match="нет ни одного пункта"):
        people.send(plan)


def test_unread_deadlines_are_taken_as_they_are_or_mended(people, plan):
    PlanItemFactory(
        plan=plan,
        section=plan.sections.get(),
        deadline_text="?",
        deadline_terms=[{"kind": "unknown"}],
    )

    with pytest.raises(actions.NotReadyError, match="непонятым сроком: 1"):
        actions.submit_plan(plan, Sending(), actor=people.editing)
    with pytest.raises(actions.NotReadyError, match="непонятым сроком: 1"):
        actions.approve_plan(plan, APPROVING, actor=people.approving)
    actions.approve_plan(plan, replace(APPROVING, accepts_unclear=True), actor=people.approving)

    assert state_of(plan) == "approved"


@pytest.mark.parametrize(
    ("invited", "sentence"),
    [
        (lambda people: [MembershipFactory(role=Role.OBSERVER.value).user], "больше нельзя"),
        (lambda people: [people.methodist], "самому"),
        (lambda people: [people.approver, people.approver], "больше нельзя"),
    ],
    ids=["a stranger", "oneself", "twice"],
)
def test_people_who_cannot_be_asked_are_refused(people, plan, invited, sentence):
    with pytest.raises(actions.NotAskedError, match=sentence):
        people.send(plan, invited(people))

    assert state_of(plan) == "draft"


def test_those_may_be_asked_whose_post_is_at_the_plan_or_above(people):
    school = OrganisationFactory(parent=people.centre)
    MembershipFactory(role=Role.COORDINATOR.value, organisation=people.centre)
    MembershipFactory(role=Role.APPROVER.value, organisation=school)
    MembershipFactory(role=Role.APPROVER.value, organisation=CentreFactory(parent=people.region))
    MembershipFactory(role=Role.APPROVER.value, organisation=people.centre, user__is_active=False)

    found = queries.possible_signers(people.centre)

    assert set(found) == {
        people.head,
        people.methodist,
        people.colleague,
        people.approver,
        people.observer,
    }


def test_a_returned_plan_goes_out_again_changed_or_answered(people, plan):
    round_ = people.send(plan, [people.approver])
    actions.return_by_signer(round_, NOTE, actor=people.agreeing(people.approver))

    with pytest.raises(actions.NotReadyError, match="ничего не изменилось"):
        people.send(plan, [people.approver])
    answered(people, Remark.objects.get(), "Срок назван в приказе.", settled=False)
    second = people.send(plan, [people.approver])

    assert (second.number, state_of(plan)) == (2, "in_agreement")


def test_a_mended_plan_goes_out_again(people, plan):
    round_ = people.send(plan, [people.approver])
    actions.return_by_signer(round_, NOTE, actor=people.agreeing(people.approver))
    mend(plan)

    second = people.send(plan, [people.approver])

    plan.refresh_from_db()
    assert (second.number, plan.return_note) == (2, "")


def test_approvers_see_what_changed_since_the_round_they_decided_in(people, plan):
    first = people.send(plan, [people.observer])
    was = plan.items.in_printed_order().first().title
    actions.return_by_signer(first, NOTE, actor=people.agreeing(people.observer))
    mend(plan, "Иначе")
    second = people.send(plan, [people.approver])
    actions.return_by_signer(second, NOTE, actor=people.agreeing(people.approver))
    answered(people, second.remarks.get(), "Так и надо.", settled=True)
    third = people.send(plan, [people.approver], [people.observer])

    seen = {
        name: queries.changed_since(third, getattr(people, name).pk)
        for name in ("approver", "observer", "head")
    }

    assert not seen["approver"].comparison
    assert not seen["head"].comparison
    [row] = seen["observer"].comparison.rows
    [cell] = row.cells
    assert (cell.before, cell.after) == (was, "Иначе")
    assert queries.changed_since(first, people.observer.pk) is None


def test_the_head_waits_for_those_who_are_asked(people, plan):
    round_ = people.send(plan, [people.approver], [people.observer])
    actions.agree(round_, "", actor=people.agreeing(people.approver))

    with pytest.raises(NotAgreedError, match="Ждём решения: Лисицын"):
        actions.approve_plan(plan, APPROVING, actor=people.approving)

    assert not PlanVersion.objects.exists()


def test_what_a_signer_returned_is_not_approved_past_them(people, plan):
    round_ = people.send(plan, [people.approver])
    actions.return_by_signer(round_, NOTE, actor=people.agreeing(people.approver))

    with pytest.raises(NotAgreedError, match="вернул согласующий"):
        actions.approve_plan(plan, APPROVING, actor=people.approving)


def test_a_small_centre_approves_at_once(people, plan):
    version = actions.approve_plan(plan, APPROVING, actor=people.approving)

    assert (state_of(plan), version.number) == ("approved", 1)
    assert not Agreement.objects.exists()


def test_an_empty_plan_is_not_approved(people):
    plan = people.plan(item_count=0)

    with pytest.raises(actions.NotReadyError, match="нет ни одного пункта"):
        actions.approve_plan(plan, APPROVING, actor=people.approving)


def test_the_head_approves_what_they_have_seen(people, plan):
    seen = seen_of(Plan.objects.get(pk=plan.pk))
    Plan.objects.filter(pk=plan.pk).update(edit_number=8)

    for change in ({}, {"edit_number": 8, "version": 2}, {"edit_number": 8, "version": 0}):
        stale = replace(APPROVING, seen=replace(seen, **change))
        with pytest.raises(ChangedMeanwhileError, match="план изменили"):
            actions.approve_plan(plan, stale, actor=people.approving)
    fresh = replace(APPROVING, seen=replace(seen, edit_number=8))
    actions.approve_plan(plan, fresh, actor=people.approving)

    assert state_of(plan) == "approved"


def test_who_was_asked_is_not_passed_by_in_a_plan_that_was_taken_back(people, plan):
    round_ = people.send(plan, [people.approver])
    actions.withdraw_plan(round_, actor=people.editing)

    with pytest.raises(NotAgreedError, match="оно не закончено"):
        actions.approve_plan(plan, APPROVING, actor=people.approving)
    people.send(plan)  # to the head alone
    actions.approve_plan(plan, APPROVING, actor=people.approving)

    assert state_of(plan) == "approved"


def test_who_has_agreed_is_asked_again_once_the_head_has_returned_the_plan(people, plan):
    round_ = people.send(plan, [people.approver])
    actions.agree(round_, "", actor=people.agreeing(people.approver))
    actions.return_plan(plan, NOTE, actor=people.approving)
    mend(plan)

    with pytest.raises(NotAgreedError, match="оно не закончено"):
        actions.approve_plan(plan, APPROVING, actor=people.approving)


@pytest.mark.parametrize(
    ("approving", "sentence"),
    [
        (replace(APPROVING, approved_on=date(9999, 12, 31)), "Проверьте год: 31.12.9999"),
        (replace(APPROVING, approved_on=date(2005, 8, 30)), "Проверьте год: 30.08.2005"),
        (Approving(date(2025, 8, 30)), "Не сказано, чем утверждён план"),
        (Approving(date(2025, 8, 30), " ", " "), "Не сказано, чем утверждён план"),
    ],
)
def test_what_cannot_be_mended_later_is_right(people, plan, approving, sentence):
    with pytest.raises(actions.NotReadyError, match=sentence):
        actions.approve_plan(plan, approving, actor=people.approving)

    assert state_of(plan) == "draft"


@pytest.mark.parametrize("kind", ["approved", "agreed"])
def test_only_the_block_of_whoever_approves_is_a_ground(people, plan, kind):
    plan.approvals.create(ordering=0, kind=kind)

    if kind == "approved":
        actions.approve_plan(plan, Approving(date(2025, 8, 30)), actor=people.approving)
    else:
        with pytest.raises(actions.NotReadyError, match="гриф «УТВЕРЖДАЮ»"):
            actions.approve_plan(plan, Approving(date(2025, 8, 30)), actor=people.approving)

    assert state_of(plan) == ("approved" if kind == "approved" else "draft")


def test_approval_asks_schools_of_open_periods_for_reports(people, plan):
    given = AssignmentFactory(item=plan.items.first())
    period = ReportingPeriodFactory(organisation=people.centre)

    actions.approve_plan(plan, APPROVING, actor=people.approving)

    row = Expectation.objects.get()
    assert (row.item_id, row.organisation_id, row.period_id) == (
        given.item_id,
        given.organisation_id,
        period.pk,
    )


def test_approval_writes_the_hash_into_the_journal(people, plan):
    version = actions.approve_plan(plan, APPROVING, actor=people.approving)

    event = AuditEvent.objects.get(verb="plan.approve")
    assert event.details == {
        "approved_on": "2025-08-30",
        "basis": "приказ от 30.08.2025 № 5",
        "sha256": version.sha256,
    }


def test_remarks_are_written_by_those_asked_now_and_by_the_head(people, plan):
    round_ = people.send(plan, [people.approver], [people.observer])
    said = RemarkText("Поздно")

    remarks.add_remark(round_, said, actor=people.agreeing(people.approver))
    remarks.add_remark(round_, said, actor=people.approving)
    for user in (people.observer, people.colleague):
        with pytest.raises(RemarkError, match="чьего решения сейчас ждут"):
            remarks.add_remark(round_, said, actor=people.agreeing(user))

    assert [row.author for row in round_.remarks.all()] == [people.approver, people.head]


def test_a_remark_names_its_row_and_column(people, plan):
    round_ = people.send(plan, [people.approver])
    item, column = plan.items.in_printed_order()[0], plan.columns.get(field="deadline")

    remark = remarks.add_remark(
        round_,
        RemarkText("Поздно", str(item.uid), str(column.uid)),
        actor=people.agreeing(people.approver),
    )

    assert remark.place == f"{item.number}. {item.title}, графа «Когда»"


@pytest.mark.parametrize("which", ["item_uid", "column_uid"])
def test_a_remark_on_what_is_not_in_the_plan_is_refused(people, plan, which):
    round_ = people.send(plan, [people.approver])
    said = {"item_uid": str(plan.items.first().uid), which: str(round_.plan.sections.get().uid)}

    with pytest.raises(RemarkError, match="в плане нет"):
        remarks.add_remark(
            round_, RemarkText("Поздно", **said), actor=people.agreeing(people.approver)
        )


def test_only_its_author_takes_a_remark_back_and_only_in_time(people, plan):
    round_ = people.send(plan, [people.approver])
    actor = people.agreeing(people.approver)
    remark = remarks.add_remark(round_, RemarkText("Поздно"), actor=actor)

    with pytest.raises(RemarkError, match="кто его написал"):
        remarks.delete_remark(remark, actor=people.agreeing(people.head))
    actions.return_by_signer(round_, NOTE, actor=actor)
    with pytest.raises(RemarkError, match="закончено"):
        remarks.delete_remark(remark, actor=actor)

    assert round_.remarks.count() == 2


def answered(people, remark, text, *, settled):
    seen = remark.answer_seen
    return remarks.answer_remark(remark, text, settled=settled, seen=seen, actor=people.editing)


def test_a_remark_is_answered_settled_and_opened_again(people, plan):
    round_ = people.send(plan, [people.approver])
    actions.return_by_signer(round_, NOTE, actor=people.agreeing(people.approver))
    remark = round_.remarks.get()

    settled = answered(people, remark, "Готово", settled=True)
    assert (settled.answer, settled.settled_by_id) == ("Готово", people.methodist.pk)
    assert settled.settled_at is not None
    opened = answered(people, settled, "Ещё нет", settled=False)

    assert (opened.answer, opened.settled_at, opened.settled_by_id) == ("Ещё нет", None, None)


def test_marks_in_the_editor_count_open_remarks_by_row(people, plan):
    round_ = people.send(plan, [people.approver])
    actor = people.agreeing(people.approver)
    first, second = plan.items.in_printed_order()
    for item in (first, first, second):
        remarks.add_remark(round_, RemarkText("Поздно", str(item.uid)), actor=actor)
    actions.return_by_signer(round_, NOTE, actor=actor)
    answered(people, round_.remarks.get(item_uid=second.uid), "", settled=True)

    assert queries.remark_counts(queries.remarks_at_hand(plan)) == {str(first.uid): 2}
