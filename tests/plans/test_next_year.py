"""«Создать на основе прошлого»: the draft that comes of it."""

from datetime import date

import pytest

from organisations.domain.errors import ChangedMeanwhileError, OutOfReachError
from organisations.domain.policy import Actor, Permission, Role
from organisations.models import AuditEvent
from plans.actions.next_year import NothingToCarryError, create_next_year
from plans.domain.next_year import NextYear
from plans.models import Assignment, Plan, PlanApproval, PlanItem, PlanStep
from plans.queries.next_year import next_plans, old_year, warnings_for
from tests.factories import (
    ApprovedPlanFactory,
    AssignmentFactory,
    CentreFactory,
    ExpectationFactory,
    MembershipFactory,
    OrganisationFactory,
    PlanColumnFactory,
    PlanFactory,
    PlanItemFactory,
    PlanSectionFactory,
    ProgressEntryFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

NEXT = (date(2026, 9, 1), date(2027, 8, 31))


@pytest.fixture
def centre():
    return CentreFactory()


@pytest.fixture
def actor(centre, actor_in):
    return actor_in(centre, Permission.PLAN_EDIT)


@pytest.fixture
def plan(centre):
    return ApprovedPlanFactory(organisation=centre, title="План на 2025-2026 учебный год")


def seen(plan, actor):
    return old_year(next_plans(actor).get(pk=plan.pk))


def carry(plan, actor, rows=None, texts=None, **more):
    old = seen(plan, actor)
    keys = frozenset(row.key for row in old.rows) if rows is None else frozenset(rows)
    wanted = NextYear("План на 2026-2027 учебный год", *NEXT, keys, texts or {}, **more)
    return create_next_year(plan, wanted, state=old.state, actor=actor)


def test_the_draft_is_a_plan_of_its_own(plan, actor):
    section = PlanSectionFactory(plan=plan, title="Раздел")
    item = PlanItemFactory(plan=plan, section=section, number="1.1")
    PlanStep.objects.create(item=item, ordering=0, title="Шаг", deadline_text="май")
    PlanColumnFactory(plan=plan)
    PlanApproval.objects.create(
        plan=plan,
        ordering=0,
        kind="approved",
        position="Директор",
        name="И. И. Иванова",
        signed_on=date(2025, 8, 30),
        order_number="175",
        order_date=date(2025, 8, 30),
    )

    made = carry(plan, actor)

    copy = made.items.get()
    assert (made.state, made.previous_id, made.approved_on) == ("draft", plan.pk, None)
    assert (made.starts_on, made.ends_on) == NEXT
    assert (copy.title, copy.number, str(copy.section)) == (item.title, "1.1", "Раздел")
    assert copy.uid != item.uid
    assert copy.steps.get().deadline_terms == [
        {"kind": "window", "start": "2027-05-01", "end": "2027-05-31"}
    ]
    approval = made.approvals.get()
    assert (approval.position, approval.name) == ("Директор", "И. И. Иванова")
    assert (approval.signed_on, approval.order_number, approval.order_date) == (None, "", None)
    event = AuditEvent.objects.get(verb="plan.create")
    assert event.details == {"previous": plan.pk, "rows": 1}
    plan.refresh_from_db()
    assert plan.state == "approved"


def test_texts_and_deadlines_are_those_of_the_next_year(plan, actor):
    item = PlanItemFactory(
        plan=plan,
        title="Отчёт за 2025 год",
        deadline_text="до 25 августа 2026 г.",
        deadline_terms=[{"kind": "due", "end": "2026-08-25"}],
        extra={"3": "2025 год"},
        responsible=["Методист (до 01.09.2025)"],
    )
    key = f"i{item.pk}"

    made = carry(
        plan,
        actor,
        texts={
            f"{key}.title": "Отчёт за 2026 год",
            f"{key}.deadline_text": "до 25 августа 2027 г.",
            f"{key}.extra.3": "2026 год",
            f"{key}.responsible.0": "Методист (до 01.09.2026)",
            f"s{item.section_id}.title": "Раздел 2026 года",
        },
    )

    copy = made.items.get()
    assert copy.title == "Отчёт за 2026 год"
    assert copy.deadline_terms == [{"kind": "due", "end": "2027-08-25"}]
    assert copy.extra == {"3": "2026 год"}
    assert copy.responsible == ["Методист (до 01.09.2026)"]
    assert copy.section.title == "Раздел 2026 года"


def test_a_deadline_set_by_hand_moves_by_the_years(plan, actor):
    by_hand = [{"kind": "due", "end": "2026-02-10"}]
    PlanItemFactory(plan=plan, deadline_text="как договоримся", deadline_terms=by_hand)

    made = carry(plan, actor)

    assert made.items.get().deadline_terms == [{"kind": "due", "end": "2027-02-10"}]


def test_only_chosen_rows_go_and_emptied_sections_with_them(plan, actor):
    kept = PlanItemFactory(plan=plan)
    PlanItemFactory(plan=plan)
    empty = PlanSectionFactory(plan=plan, title="Был пуст")

    made = carry(plan, actor, rows=[f"i{kept.pk}"])

    assert [item.title for item in made.items.all()] == [kept.title]
    assert {section.title for section in made.sections.all()} == {
        kept.section.title,
        empty.title,
    }


def test_rows_in_the_bin_are_not_offered(plan, actor, django_user_model):
    PlanItemFactory(plan=plan)
    PlanItemFactory(plan=plan, removed_at="2026-01-01T00:00Z")

    assert len(seen(plan, actor).rows) == 1


def test_nothing_is_not_carried(plan, actor):
    PlanItemFactory(plan=plan)

    with pytest.raises(NothingToCarryError):
        carry(plan, actor, rows=["i999999"])
    assert Plan.objects.count() == 1


def test_a_plan_changed_meanwhile_is_not_carried(plan, actor):
    item = PlanItemFactory(plan=plan)
    old = seen(plan, actor)
    PlanItem.objects.filter(pk=item.pk).update(title="Иначе", version=2)

    with pytest.raises(ChangedMeanwhileError):
        create_next_year(
            plan, NextYear("План", *NEXT, frozenset({f"i{item.pk}"})), state=old.state, actor=actor
        )


def test_a_plan_of_another_centre_is_not_carried(plan, actor):
    item = PlanItemFactory(plan=plan)
    old = seen(plan, actor)
    stranger = Actor(actor.user_id, Permission.PLAN_EDIT, frozenset({CentreFactory().pk}))

    with pytest.raises(OutOfReachError):
        create_next_year(
            plan,
            NextYear("План", *NEXT, frozenset({f"i{item.pk}"})),
            state=old.state,
            actor=stranger,
        )


def test_executors_who_are_there_go_along_and_others_are_told(plan, actor, centre):
    item = PlanItemFactory(plan=plan, number="2.1", title="Семинар")
    here = AssignmentFactory(item=item).organisation
    closed = OrganisationFactory(parent=centre, is_active=False, short_name="Школа № 99")
    AssignmentFactory(item=item, organisation=closed)
    left = UserFactory(last_name="Ушедшая", is_active=False)
    MembershipFactory(user=left, organisation=here)
    AssignmentFactory(item=item, organisation=here, user=left)
    moved = UserFactory(last_name="Перешедшая")
    AssignmentFactory(item=item, organisation=here, user=moved)

    made = carry(plan, actor)

    rows = Assignment.objects.filter(item__plan=made)
    assert [(row.organisation_id, row.user_id) for row in rows] == [(here.pk, None)]
    said = [warning.text for warning in seen(plan, actor).gone]
    assert "Школа № 99: организация отключена" in said
    assert any("Ушедшая" in text and "вход сотрудника отключён" in text for text in said)
    assert any("Перешедшая" in text and "больше не работает" in text for text in said)
    assert all(warning.rows == ("2.1 Семинар",) for warning in seen(plan, actor).gone)


def test_executors_stay_behind_when_nobody_wants_them(plan, actor):
    AssignmentFactory(item=PlanItemFactory(plan=plan))

    made = carry(plan, actor, with_executors=False)

    assert not Assignment.objects.filter(item__plan=made).exists()


@pytest.mark.parametrize(
    ("execution", "state", "words"),
    [
        ("done", "accepted", ()),
        ("not_applicable", "accepted", ()),
        ("partly", "accepted", ("Школа: выполнено частично — Не хватило мест",)),
        ("not_done", "accepted", ("Школа: не выполнено — Не хватило мест",)),
        ("in_progress", "accepted", ("Школа: в работе — Не хватило мест",)),
        ("done", "submitted", ("Школа: ничего не принято",)),
    ],
)
def test_what_was_left_undone_is_told_in_its_words(plan, actor, execution, state, words):
    item = PlanItemFactory(plan=plan)
    expectation = ExpectationFactory(
        item=item,
        period__organisation=plan.organisation,
        organisation__short_name="Школа",
        state=state,
    )
    ProgressEntryFactory(expectation=expectation, execution=execution, reason="Не хватило мест")

    assert seen(plan, actor).rows[0].unfinished == words


def test_the_last_accepted_report_counts(plan, actor):
    item = PlanItemFactory(plan=plan)
    early = ExpectationFactory(
        item=item,
        period__organisation=plan.organisation,
        organisation__short_name="Школа",
        state="accepted",
    )
    ProgressEntryFactory(expectation=early, execution="partly", reason="Не всё")
    late = ExpectationFactory(
        item=item,
        period__organisation=plan.organisation,
        period__starts_on=date(2026, 1, 1),
        period__ends_on=date(2026, 3, 31),
        organisation=early.organisation,
        state="accepted",
    )
    ProgressEntryFactory(expectation=late, execution="done")

    assert seen(plan, actor).rows[0].unfinished == ()


def test_a_row_nobody_reported_on_is_unfinished_only_in_a_plan_once_in_force(plan, actor, centre):
    PlanItemFactory(plan=plan)
    draft = PlanFactory(organisation=centre)
    PlanItemFactory(plan=draft)

    assert seen(plan, actor).rows[0].unfinished == ("отчётов по строке не было",)
    assert seen(draft, actor).rows[0].unfinished == ()


def test_what_was_left_undone_may_go_into_the_note(plan, actor):
    PlanItemFactory(plan=plan, note="Важно")

    made = carry(plan, actor, with_notes=True)

    assert made.items.get().note == (
        "Важно\nПеренесено из плана на 2025/2026: отчётов по строке не было"
    )


def test_stale_names_acts_and_jubilees_are_told(plan, actor):
    item = PlanItemFactory(
        plan=plan,
        number="3",
        title="Проект «Успех каждого ребёнка»",
        result="По приказу от 27.07.2022 № 629",
        note="К 80-летию Победы",
    )
    old = seen(plan, actor)

    said = [warning.text for warning in warnings_for(old, frozenset({f"i{item.pk}"}), NEXT[0])]

    assert said == [
        "проект «Успех каждого ребёнка»: действовал до 31.12.2024",
        "Назван документ: приказу от 27.07.2022 № 629",
        "Юбилей: 80-летию Победы",
    ]
    assert not warnings_for(old, frozenset(), NEXT[0])


def test_a_renamed_organisation_is_told(plan, actor, centre):
    school = OrganisationFactory(parent=centre, short_name="Школа № 5")
    item = PlanItemFactory(plan=plan, number="4", title="Слёт", responsible=["Школа № 5"])
    AssignmentFactory(item=item, organisation=school)
    AuditEvent.objects.create(
        organisation_id=school.pk,
        verb="organisation.update",
        target=f"organisations.organisation:{school.pk}",
        details={"short_name": ["Школа № 5", "Лицей № 5"]},
        seal="x",
    )

    [warning] = seen(plan, actor).gone

    assert warning.text == "«Школа № 5» теперь называется «Лицей № 5»"
    assert warning.rows == ("4 Слёт",)


@pytest.mark.parametrize("count", [3, 40])
def test_the_number_of_queries_does_not_grow(plan, actor, count, django_assert_max_num_queries):
    section = PlanSectionFactory(plan=plan)
    for _ in range(count):
        AssignmentFactory(item=PlanItemFactory(plan=plan, section=section, title="2025 год"))

    with django_assert_max_num_queries(20):
        old = seen(plan, actor)
    assert len(old.rows) == count
    texts = {f"{row.key}.title": "2026 год" for row in old.rows}
    with django_assert_max_num_queries(75):
        carry(plan, actor, texts=texts)


def test_roles_that_may(sign_in, plan):
    PlanItemFactory(plan=plan)

    response = sign_in(Role.OBSERVER, plan.organisation).get(f"/plans/{plan.pk}/next/")

    assert response.status_code == 403
