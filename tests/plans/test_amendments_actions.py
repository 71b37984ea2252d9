import threading
from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from organisations.domain.errors import OutOfReachError, RuleError
from organisations.domain.policy import Permission
from plans.actions import amendments as actions
from plans.actions.agreements import NotReadyError, approve_plan
from plans.actions.checkpoints import set_item_checkpoints, set_plan_checkpoint
from plans.actions.locks import PlanIsFrozenError, PlanMoveError, lock_editable
from plans.actions.plans import freeze_version
from plans.domain.agreements import Approving
from plans.domain.amending import Starting
from plans.domain.versions import lasting_of
from plans.models import (
    Amendment,
    Assignment,
    Evidence,
    Expectation,
    Plan,
    PlanColumn,
    PlanEdit,
    PlanItem,
    PlanSection,
    PlanStep,
)
from plans.queries.content import plan_content, with_content
from plans.queries.plans import PlanFilter, plan_list
from tests.factories import (
    AssignmentFactory,
    OrganisationFactory,
    PlanItemFactory,
    ProgressEntryFactory,
    ReportingPeriodFactory,
)
from tests.plans.amendment_cast import (
    APPROVED_ON,
    DECISION,
    REASON,
    actor_of,
    begun,
    give_to_school,
    item_of,
    plan_in_force,
    section_of,
)

pytestmark = pytest.mark.django_db


def content_of(plan):
    return plan_content(with_content(Plan.objects.filter(pk=plan.pk)).get())


def merge(amendment):
    return actions.merge_amendment(amendment.draft, DECISION, actor=actor_of(amendment.plan))


def test_an_amendment_is_a_copy_with_the_same_lasting_numbers():
    plan = plan_in_force()
    give_to_school(item_of(plan, "1.2"))
    removed = PlanItemFactory(plan=plan, section=section_of(plan, "1"), number="9")
    PlanItem.objects.filter(pk=removed.pk).update(removed_at="2025-01-01T00:00Z")

    amendment = begun(plan)

    draft = amendment.draft
    assert (amendment.number, draft.state, draft.amends) == (1, "draft", plan)
    assert content_of(draft) == content_of(plan)
    for model, path in ((PlanItem, "plan"), (PlanSection, "plan"), (PlanStep, "item__plan")):
        kept, copied = (
            set(model.objects.filter(**{path: one}).values_list("uid", flat=True))
            for one in (plan, draft)
        )
        assert copied == kept
    columns = [set(one.columns.values_list("uid", flat=True)) for one in (plan, draft)]
    assert columns[0] == columns[1]
    [copy] = Assignment.objects.filter(item__plan=draft)
    assert copy.item.uid == item_of(plan, "1.2").uid


def test_a_copy_is_no_plan_of_its_own():
    plan = plan_in_force()
    begun(plan)

    assert list(plan_list(actor_of(plan, Permission.PLAN_VIEW), PlanFilter())) == [plan]


def test_one_amendment_at_a_time():
    plan = plan_in_force()
    first = begun(plan)

    with pytest.raises(actions.AmendmentError, match="начатое изменение № 1"):
        begun(plan)
    with pytest.raises(IntegrityError), transaction.atomic():
        Amendment.objects.create(
            plan=plan, number=2, base_version=first.base_version, reason="Ещё одно"
        )


@pytest.mark.parametrize(
    ("starting", "words"),
    [
        (Starting((), "Ярмарку перенесли"), "Отметьте, что меняется"),
        (Starting(("all",), "Ярмарку перенесли"), "Отметьте, что меняется"),
        (Starting(("error",), "  коротко "), "Напишите причину"),
    ],
)
def test_an_amendment_says_why(starting, words):
    plan = plan_in_force()

    with pytest.raises(actions.AmendmentError, match=words):
        actions.start_amendment(plan, starting, actor=actor_of(plan))


@pytest.mark.parametrize("state", ["draft", "returned", "in_agreement"])
def test_only_a_plan_in_force_is_amended(state):
    plan = plan_in_force()
    Plan.objects.filter(pk=plan.pk).update(state=state, approved_on=None)

    with pytest.raises(actions.AmendmentError, match="только утверждённый"):
        begun(plan)


def test_a_copy_is_not_amended_itself():
    amendment = begun(plan_in_force())

    with pytest.raises(actions.AmendmentError, match="только утверждённый"):
        begun(amendment.draft)


def test_merging_changes_adds_moves_and_excludes():
    plan = plan_in_force()
    before = {row.number: row.pk for row in PlanItem.objects.filter(plan=plan)}
    amendment = begun(plan)
    draft = amendment.draft
    PlanItem.objects.filter(plan=draft, number="1.2").update(title="Весенняя ярмарка")
    PlanItem.objects.filter(plan=draft, number="1.3").update(
        section=section_of(draft, "2"), ordering=0
    )
    PlanItem.objects.filter(plan=draft, number="2.3").update(removed_at="2025-11-01T00:00Z")
    added = PlanItemFactory(plan=draft, section=section_of(draft, "1"), number="1.9", ordering=9)
    PlanStep.objects.filter(item__plan=draft, item__number="1.1", ordering=1).update(
        removed_at="2025-11-01T00:00Z"
    )
    PlanStep.objects.create(item=item_of(draft, "2.1"), ordering=7, title="Итоги")
    expected = content_of(draft)

    version = merge(amendment)

    plan.refresh_from_db()
    assert content_of(plan) == expected
    assert (plan.state, plan.approved_on, plan.version) == ("approved", date(2025, 8, 30), 2)
    kept = {row.number: row for row in PlanItem.objects.filter(plan=plan)}
    assert {number: kept[number].pk for number in before if number != "2.3"} == {
        number: pk for number, pk in before.items() if number != "2.3"
    }
    assert kept["1.9"].uid == added.uid
    assert (kept["1.2"].version, kept["1.3"].version, kept["2.2"].version) == (2, 2, 1)
    excluded = PlanItem.every.get(pk=before["2.3"])
    assert excluded.excluded_by == amendment
    assert excluded.removed_at is not None
    assert (version.number, version.amendment, version.document_number) == (2, amendment, "9")


def test_merging_ends_the_amendment_and_keeps_its_edits():
    plan = plan_in_force()
    amendment = begun(plan)
    edit = PlanEdit.objects.create(plan=amendment.draft, number=1, kind="cells")
    PlanItem.objects.filter(plan=amendment.draft, number="1.2").update(title="Ярмарка весной")

    version = merge(amendment)

    amendment.refresh_from_db()
    assert (amendment.outcome, amendment.version) == ("approved", version)
    [row] = amendment.difference["rows"]
    assert (row["change"], row["cells"][0]["before"], row["cells"][0]["after"]) == (
        "changed",
        "Мероприятие 1.2",
        "Ярмарка весной",
    )
    assert Plan.objects.get(pk=edit.plan_id).state == "merged"
    with pytest.raises(PlanIsFrozenError, match="внесено"):
        lock_editable(edit.plan_id, actor_of(plan))
    with pytest.raises(PlanMoveError):
        merge(amendment)


def test_columns_are_renamed_reordered_added_and_removed():
    plan = plan_in_force()
    amendment = begun(plan)
    draft = amendment.draft
    PlanColumn.objects.filter(plan=draft, ordering=6).update(header="Где")
    PlanColumn.objects.filter(plan=draft, ordering=2).delete()
    PlanColumn.objects.create(plan=draft, ordering=7, header="Примечание", field="note")
    uid = plan.columns.get(header="Место").uid

    merge(amendment)

    assert list(plan.columns.values_list("header", flat=True)) == [
        "№ п/п",
        "Мероприятие",
        "Промежуточный результат",
        "Срок",
        "Ответственный",
        "Где",
        "Примечание",
    ]
    assert plan.columns.get(header="Где").uid == uid


def test_a_section_that_is_gone_goes_with_its_items():
    plan = plan_in_force()
    amendment = begun(plan)
    PlanSection.objects.filter(plan=amendment.draft, number="2").update(
        removed_at="2025-11-01T00:00Z"
    )
    PlanItem.objects.filter(plan=amendment.draft, section__number="2").update(
        removed_at="2025-11-01T00:00Z"
    )

    merge(amendment)

    assert [section.number for section in content_of(plan).sections] == ["1"]
    assert PlanItem.every.filter(plan=plan, excluded_by=amendment).count() == 3


def test_what_was_excluded_may_come_back_by_the_next_amendment():
    plan = plan_in_force()
    first = begun(plan)
    gone = item_of(first.draft, "2.3")
    PlanItem.objects.filter(pk=gone.pk).update(removed_at="2025-11-01T00:00Z")
    merge(first)
    second = begun(plan)
    section = section_of(second.draft, "2")
    PlanItemFactory(plan=second.draft, section=section, uid=gone.uid, title="Снова")

    merge(second)

    back = PlanItem.objects.get(plan=plan, uid=gone.uid)
    assert (back.title, back.excluded_by, back.removed_at) == ("Снова", None, None)
    assert plan.versions.count() == 3


def test_a_version_names_what_was_excluded():
    plan = plan_in_force()
    amendment = begun(plan)
    PlanItem.objects.filter(plan=amendment.draft, number="2.3").update(
        removed_at="2025-11-01T00:00Z"
    )

    version = merge(amendment)

    [excluded] = lasting_of(version.snapshot).excluded
    assert (excluded.number, excluded.title, excluded.amendment) == ("2.3", "Мероприятие 2.3", 1)


def test_reports_and_evidence_stay_with_an_excluded_item():
    plan = plan_in_force()
    item = item_of(plan, "1.2")
    school = give_to_school(item)
    entry = ProgressEntryFactory(
        expectation__item=item,
        expectation__organisation=school,
        expectation__period__organisation=plan.organisation,
        expectation__state="accepted",
    )
    proof = Evidence.objects.create(entry=entry, url="https://school.example/news")
    amendment = begun(plan)
    PlanItem.objects.filter(plan=amendment.draft, number="1.2").update(
        removed_at="2025-11-01T00:00Z"
    )

    merge(amendment)

    kept = Expectation.objects.get(pk=entry.expectation_id)
    assert (kept.item_id, kept.state) == (item.pk, "accepted")
    assert Evidence.objects.get(pk=proof.pk).entry_id == entry.pk


MOVED = {
    "deadline_text": "до 1 декабря 2025",
    "deadline_terms": [{"kind": "due", "end": "2025-12-01"}],
}
GONE = {"removed_at": "2025-11-01T00:00Z"}


@pytest.mark.parametrize(
    ("state", "change", "left"),
    [
        ("expected", MOVED, date(2025, 12, 1)),
        ("draft", MOVED, date(2025, 12, 25)),
        ("submitted", MOVED, date(2025, 12, 25)),
        ("accepted", MOVED, date(2025, 12, 25)),
        ("returned", MOVED, date(2025, 12, 25)),
        ("expected", GONE, None),
        ("draft", GONE, date(2025, 12, 25)),
        ("submitted", GONE, date(2025, 12, 25)),
        ("accepted", GONE, date(2025, 12, 25)),
    ],
)
def test_untouched_expectations_follow_and_reported_ones_stay(state, change, left):
    plan = plan_in_force()
    item = item_of(plan, "1.2")
    school = give_to_school(item)
    period = ReportingPeriodFactory(organisation=plan.organisation)
    Expectation.objects.create(
        item=item, organisation=school, period=period, due_on="2025-12-25", state=state
    )
    amendment = begun(plan)
    PlanItem.objects.filter(plan=amendment.draft, number="1.2").update(**change)

    merge(amendment)

    found = Expectation.objects.filter(item=item).values_list("due_on", flat=True)
    assert list(found) == ([left] if left else [])


@pytest.mark.parametrize("state", ["planned", "closed"])
def test_periods_that_are_not_open_are_left_alone(state):
    plan = plan_in_force()
    item = item_of(plan, "1.2")
    school = give_to_school(item)
    period = ReportingPeriodFactory(organisation=plan.organisation, state=state)
    row = Expectation.objects.create(
        item=item, organisation=school, period=period, due_on="2025-12-25"
    )
    amendment = begun(plan)
    PlanItem.objects.filter(plan=amendment.draft, number="1.2").update(**GONE)

    merge(amendment)

    assert Expectation.objects.get(pk=row.pk).due_on == date(2025, 12, 25)


def test_expectations_follow_new_executors():
    plan = plan_in_force()
    item = item_of(plan, "1.2")
    old = give_to_school(item, "Школа № 1")
    period = ReportingPeriodFactory(organisation=plan.organisation)
    Expectation.objects.create(item=item, organisation=old, period=period, due_on="2025-12-25")
    amendment = begun(plan)
    new = OrganisationFactory(parent=plan.organisation, short_name="Школа № 2")
    copy = item_of(amendment.draft, "1.2")
    copy.assignments.all().delete()
    AssignmentFactory(item=copy, organisation=new)

    merge(amendment)

    assert [row.organisation for row in Expectation.objects.filter(item=item)] == [new]
    assert [row.organisation for row in item.assignments.all()] == [new]


def test_a_moved_base_refuses_the_merge_and_names_the_cells():
    plan = plan_in_force()
    amendment = begun(plan)
    PlanItem.objects.filter(plan=amendment.draft, number="1.2").update(title="Наше")
    # By force: no action makes a version beside an open amendment.
    PlanItem.objects.filter(plan=plan, number="1.2").update(title="Их")
    PlanItem.objects.filter(plan=plan, number="1.3").update(result="3 человека")
    freeze_version(plan, Approving(date(2025, 10, 1)), actor=actor_of(plan))

    with pytest.raises(actions.BaseMovedError, match="действует уже версия 2") as refused:
        merge(amendment)

    assert refused.value.cells == (
        "пункт 1.2, «Мероприятие»: было «Мероприятие 1.2», стало «Их»",
        "пункт 1.3, «Результат»: было «», стало «3 человека»",
    )
    assert item_of(plan, "1.2").title == "Их"
    assert Amendment.objects.get().outcome == ""


def test_an_amendment_is_not_dated_before_its_base():
    plan = plan_in_force()
    amendment = begun(plan)

    with pytest.raises(actions.AmendmentError, match=r"раньше, чем у версии 1 \(30.08.2025\)"):
        actions.merge_amendment(
            amendment.draft, Approving(date(2025, 8, 29)), actor=actor_of(plan)
        )
    actions.merge_amendment(amendment.draft, Approving(date(2025, 8, 30)), actor=actor_of(plan))


@pytest.mark.parametrize("day", [date(2025, 8, 29), date(9999, 12, 31)])
def test_an_amendment_is_dated_between_its_base_and_the_near_future(day):
    plan = plan_in_force()
    amendment = begun(plan)
    approving = replace(DECISION, approved_on=day)

    with pytest.raises(NotReadyError, match=r"не раньше 30\.08\.2025"):
        approve_plan(amendment.draft, approving, actor=actor_of(plan))
    version = approve_plan(
        amendment.draft, replace(DECISION, approved_on=APPROVED_ON), actor=actor_of(plan)
    )

    assert (version.number, version.approved_on) == (2, APPROVED_ON)


def test_check_points_set_meanwhile_outlive_the_merge():
    plan = plan_in_force()
    amendment = begun(plan)
    actor = actor_of(plan, Permission.PLAN_EDIT)
    item = item_of(plan, "1.2")
    set_plan_checkpoint(plan, "half_year", actor=actor)
    set_item_checkpoints(plan, [item.pk], "quarter", actor=actor)
    PlanItem.objects.filter(plan=amendment.draft, number="1.2").update(title="Наше")

    merge(amendment)

    plan.refresh_from_db()
    item.refresh_from_db()
    assert (plan.checkpoint, item.checkpoint, item.title) == ("half_year", "quarter", "Наше")


def test_check_points_set_in_the_amendment_come_with_it():
    plan = plan_in_force()
    actor = actor_of(plan, Permission.PLAN_EDIT)
    kept, mine, both = (item_of(plan, number) for number in ("1.1", "1.2", "1.3"))
    set_item_checkpoints(plan, [kept.pk], "end", actor=actor)
    amendment = begun(plan)
    drafted = amendment.draft
    set_plan_checkpoint(drafted, "quarter", actor=actor)
    copies = [item_of(drafted, number).pk for number in ("1.2", "1.3")]
    set_item_checkpoints(drafted, copies, "half_year", actor=actor)
    set_plan_checkpoint(plan, "end", actor=actor)
    set_item_checkpoints(plan, [both.pk], "quarter", actor=actor)
    set_item_checkpoints(plan, [kept.pk], "", actor=actor)

    merge(amendment)

    plan.refresh_from_db()
    assert plan.checkpoint == "quarter"
    for item, said in ((kept, ""), (mine, "half_year"), (both, "half_year")):
        item.refresh_from_db()
        assert item.checkpoint == said


def test_an_amendment_begun_before_they_were_remembered_leaves_check_points_alone():
    plan = plan_in_force()
    amendment = begun(plan)
    Amendment.objects.update(checkpoints=None)
    item = item_of(plan, "1.2")
    actor = actor_of(plan, Permission.PLAN_EDIT)
    set_item_checkpoints(plan, [item.pk], "quarter", actor=actor)

    merge(amendment)

    item.refresh_from_db()
    assert item.checkpoint == "quarter"


@pytest.mark.parametrize("state", ["completed", "cancelled"])
def test_a_plan_that_has_ended_takes_nothing_over(state):
    plan = plan_in_force()
    amendment = begun(plan)
    Plan.objects.filter(pk=plan.pk).update(state=state)

    with pytest.raises(actions.AmendmentError, match="больше не действует"):
        merge(amendment)


def test_withdrawing_removes_the_rows_and_keeps_the_difference():
    plan = plan_in_force()
    amendment = begun(plan)
    draft_id = amendment.draft_id
    PlanItem.objects.filter(plan=draft_id, number="1.2").update(title="Весенняя ярмарка")

    actions.withdraw_amendment(amendment, actor=actor_of(plan))

    amendment.refresh_from_db()
    assert (amendment.outcome, amendment.draft) == ("withdrawn", None)
    assert [row["number"] for row in amendment.difference["rows"]] == ["1.2"]
    assert not Plan.objects.filter(pk=draft_id).exists()
    assert item_of(plan, "1.2").title == "Мероприятие 1.2"
    assert begun(plan).number == 2


def test_an_amendment_in_agreement_is_not_withdrawn():
    plan = plan_in_force()
    amendment = begun(plan)
    Plan.objects.filter(pk=amendment.draft_id).update(state="in_agreement")

    with pytest.raises(actions.AmendmentError, match="на согласовании"):
        actions.withdraw_amendment(amendment, actor=actor_of(plan))


def test_a_rejected_amendment_is_kept_and_frozen():
    plan = plan_in_force()
    amendment = begun(plan)
    Plan.objects.filter(pk=amendment.draft_id).update(state="in_agreement")

    with pytest.raises(actions.AmendmentError, match="Напишите, почему"):
        actions.reject_amendment(amendment, " нет ", actor=actor_of(plan))
    actions.reject_amendment(amendment, "Сроки региона не изменились", actor=actor_of(plan))

    amendment.refresh_from_db()
    assert (amendment.outcome, amendment.note) == ("rejected", "Сроки региона не изменились")
    assert amendment.draft.state == "rejected"
    with pytest.raises(PlanMoveError):
        actions.withdraw_amendment(amendment, actor=actor_of(plan))
    assert begun(plan).number == 2


def test_nobody_out_of_reach_touches_an_amendment():
    plan, other = plan_in_force(), plan_in_force()
    stranger = actor_of(other)
    with pytest.raises(OutOfReachError):
        actions.start_amendment(plan, REASON, actor=stranger)
    amendment = begun(plan)
    for deed in (
        lambda: actions.withdraw_amendment(amendment, actor=stranger),
        lambda: actions.reject_amendment(amendment, "Сроки региона прежние", actor=stranger),
        lambda: actions.merge_amendment(amendment.draft, DECISION, actor=stranger),
    ):
        with pytest.raises(OutOfReachError):
            deed()


@pytest.mark.parametrize("deed", ["start", "merge"])
def test_the_number_of_queries_does_not_grow_with_rows(deed):
    counts = []
    for items in (2, 12):
        plan = plan_in_force(items=items)
        amendment = begun(plan) if deed == "merge" else None
        actor = actor_of(plan)
        if amendment:
            PlanItem.objects.filter(plan=amendment.draft).update(title="Иначе")
        with CaptureQueriesContext(connection) as caught:
            if amendment:
                actions.merge_amendment(amendment.draft, DECISION, actor=actor)
            else:
                actions.start_amendment(plan, REASON, actor=actor)
        counts.append(len(caught))
    assert counts[0] == counts[1]


def at_once(*deeds):
    """What became of deeds that were done at the same moment, each by its own connection."""
    gate = threading.Barrier(len(deeds))
    outcomes = []

    def run(deed):
        gate.wait()
        try:
            deed()
            outcomes.append("done")
        except RuleError:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def test_of_two_amendments_begun_at_once_one_is_there(transactional_db):
    plan = plan_in_force()
    actors = [actor_of(plan), actor_of(plan)]

    outcomes = at_once(
        *(partial(actions.start_amendment, plan, REASON, actor=actor) for actor in actors)
    )

    assert outcomes == ["done", "refused"]
    assert (Amendment.objects.count(), Plan.objects.filter(amends=plan).count()) == (1, 1)


def test_an_amendment_is_either_merged_or_withdrawn(transactional_db):
    plan = plan_in_force()
    amendment = begun(plan)
    PlanItem.objects.filter(plan=amendment.draft, number="1.2").update(title="Весенняя ярмарка")
    actors = [actor_of(plan), actor_of(plan)]

    outcomes = at_once(
        partial(actions.merge_amendment, amendment.draft, DECISION, actor=actors[0]),
        partial(actions.withdraw_amendment, amendment, actor=actors[1]),
    )

    amendment.refresh_from_db()
    assert outcomes == ["done", "refused"]
    is_merged = amendment.outcome == "approved"
    assert (plan.versions.count() == 2) is is_merged
    assert (item_of(plan, "1.2").title == "Весенняя ярмарка") is is_merged
