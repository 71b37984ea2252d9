import pytest

from organisations.domain.errors import OutOfReachError
from organisations.domain.policy import Actor, Permission, Role
from organisations.models import AuditEvent
from plans.actions import executors as actions
from plans.domain.directory import Group, Target
from plans.models import Assignment, ExecutorLink, Expectation, PlanStep
from plans.queries.executors import PlanExecutors
from tests.factories import (
    ApprovedPlanFactory,
    AssignmentFactory,
    MembershipFactory,
    OrganisationFactory,
    PlanFactory,
    PlanItemFactory,
    ReportingPeriodFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return PlanFactory(organisation__short_name="МОЦ Коврова")


@pytest.fixture
def school(plan):
    return OrganisationFactory(parent=plan.organisation, short_name="СОШ № 5", name="Школа № 5")


@pytest.fixture
def head(plan):
    user = UserFactory(last_name="Щурилова", first_name="Эльвира", patronymic="Викторовна")
    MembershipFactory(organisation=plan.organisation, user=user, role=Role.HEAD.value)
    return user


def editor(plan, *places):
    """An editor of the plan's centre and of these organisations below it."""
    user = MembershipFactory(organisation=plan.organisation, role=Role.METHODIST.value).user
    ids = {plan.organisation_id, *(place.pk for place in places)}
    return Actor(user.pk, Permission.PLAN_EDIT, frozenset(ids))


def item_of(plan, *responsible, **kwargs):
    return PlanItemFactory(plan=plan, section__plan=plan, responsible=list(responsible), **kwargs)


def assigned(item):
    rows = Assignment.objects.filter(item=item).order_by("pk")
    return [(row.organisation_id, row.user_id) for row in rows]


def test_assign_known_gives_items_to_whom_they_name(plan, school, head):
    own = item_of(plan, "Руководитель МОЦ Щурилова Э.В.", "школа № 5")
    other = item_of(plan, "Щуриловой Э.В.")
    strange = item_of(plan, "Незнакомцев Н.Н.", "Управление образования")

    count = actions.assign_known(plan, actor=editor(plan, school))

    assert count == 3
    assert set(assigned(own)) == {(plan.organisation_id, head.pk), (school.pk, None)}
    assert assigned(other) == [(plan.organisation_id, head.pk)]
    assert assigned(strange) == []


def test_assign_known_reads_steps_and_aliases(plan, school):
    item = item_of(plan, printed={"cells": ["Школа № 5 (далее – Школа)"]})
    PlanStep.objects.create(item=item, ordering=0, title="Отчёт", responsible=["Школа"])

    actions.assign_known(plan, actor=editor(plan, school))

    assert assigned(item) == [(school.pk, None)]


def test_assign_known_keeps_what_people_assigned(plan, school, head):
    item = item_of(plan, "Щурилова Э.В.")
    by_hand = AssignmentFactory(item=item, organisation=school)
    actor = editor(plan, school)

    first, second = (actions.assign_known(plan, actor=actor) for _ in range(2))

    assert (first, second) == (1, 0)
    assert set(assigned(item)) == {
        (by_hand.organisation_id, None),
        (plan.organisation_id, head.pk),
    }


def test_assign_known_is_recorded_once_and_only_when_something_changes(plan, head):
    item = item_of(plan, "Щурилова Э.В.")
    actor = editor(plan)

    for _ in range(2):
        actions.assign_known(plan, actor=actor)

    event = AuditEvent.objects.get(verb="plan.assign")
    assert event.details["items"] == [item.pk]
    assert event.details["executors"] == [[plan.organisation_id, head.pk]]


def test_assign_known_never_reaches_beyond_the_actor(plan, school):
    item = item_of(plan, "школа № 5")

    actions.assign_known(plan, actor=editor(plan))

    assert assigned(item) == []


def test_assign_known_refuses_a_foreign_plan(plan):
    with pytest.raises(OutOfReachError):
        actions.assign_known(plan, actor=editor(PlanFactory()))


def test_assign_known_asks_the_executors_of_a_plan_in_force(school, head):
    plan = ApprovedPlanFactory(organisation=school.parent)
    ReportingPeriodFactory(organisation=plan.organisation)
    item = item_of(plan, "школа № 5")

    actions.assign_known(plan, actor=editor(plan, school))

    assert Expectation.objects.filter(item=item, organisation=school).exists()


def test_assign_known_takes_as_many_queries_for_many_rows(
    plan, school, head, django_assert_max_num_queries
):
    for _ in range(30):
        item_of(plan, "Щурилова Э.В.", "школа № 5")
    actor = editor(plan, school)

    with django_assert_max_num_queries(33):
        count = actions.assign_known(plan, actor=actor)

    assert count == 60


def test_a_remembered_link_gives_every_row_of_the_text(plan, school):
    items = [item_of(plan, "ЦОПП (в части обучения)"), item_of(plan, "МОЦ", "цопп")]
    actor = editor(plan, school)

    count = actions.remember_link(plan, "цопп", Target(school.pk), actor=actor)

    link = ExecutorLink.objects.get()
    assert (link.organisation, link.text, link.written) == (
        plan.organisation,
        "цопп",
        "ЦОПП (в части обучения)",
    )
    assert count == 2
    assert [assigned(item) for item in items] == [[(school.pk, None)]] * 2
    assert AuditEvent.objects.filter(verb="executor.create").count() == 1


def test_a_remembered_link_holds_for_later_plans_of_the_centre_only(plan, school):
    item_of(plan, "ЦОПП")
    actor = editor(plan, school)
    actions.remember_link(plan, "цопп", Target(school.pk), actor=actor)
    later = item_of(PlanFactory(organisation=plan.organisation), "ЦОПП")
    foreign = item_of(PlanFactory(), "ЦОПП")

    actions.assign_known(later.plan, actor=actor)
    actions.assign_known(foreign.plan, actor=editor(foreign.plan))

    assert (assigned(later), assigned(foreign)) == ([(school.pk, None)], [])


def test_a_remembered_link_goes_before_what_is_recognised(plan, school, head):
    item = item_of(plan, "Щурилова Э.В.")
    actor = editor(plan, school)

    actions.remember_link(plan, "щурилова э.в", Target(school.pk), actor=actor)
    actions.assign_known(plan, actor=actor)

    assert assigned(item) == [(school.pk, None)]


def test_a_name_and_its_alias_are_linked_at_once(plan, school):
    items = [
        item_of(plan, "Центр подготовки", printed={"cells": ["Центр подготовки (далее – ЦОПП)"]}),
        item_of(plan, "ЦОПП"),
    ]
    actor = editor(plan, school)
    unlinked = PlanExecutors(plan, actor).unlinked()

    actions.remember_link(plan, unlinked[0].text, Target(school.pk), actor=actor)

    assert [(one.text, one.row_count) for one in unlinked] == [("центр подготовки", 2)]
    assert [assigned(item) for item in items] == [[(school.pk, None)]] * 2
    assert {link.text for link in ExecutorLink.objects.all()} == {"центр подготовки", "цопп"}


def test_words_linked_again_mean_the_last(plan, school, head):
    item_of(plan, "ЦОПП")
    actor = editor(plan, school)

    for target in (Target(school.pk), Target(plan.organisation_id, head.pk)):
        actions.remember_link(plan, "цопп", target, actor=actor)

    assert ExecutorLink.objects.get().target == Target(plan.organisation_id, head.pk)


def test_a_group_means_those_who_are_in_it_when_assigned(plan, school):
    item = item_of(plan, "ОО города")
    actor = editor(plan, school)
    actions.remember_link(plan, "оо города", Target(group=Group.SCHOOL), actor=actor)
    new = OrganisationFactory(parent=plan.organisation, short_name="СОШ № 6")

    actions.assign_known(plan, actor=editor(plan, school, new))

    assert set(assigned(item)) == {(school.pk, None), (new.pk, None)}


def test_words_may_mean_nobody_of_the_portal(plan, school):
    item = item_of(plan, "Управление образования")
    actor = editor(plan, school)

    actions.remember_link(plan, "управление образования", Target(), actor=actor)

    assert assigned(item) == []
    assert PlanExecutors(plan, actor).unlinked() == []


def test_words_that_the_plan_does_not_have_are_not_remembered(plan):
    item_of(plan, "ЦОПП")

    with pytest.raises(actions.UnknownExecutorError):
        actions.remember_link(plan, "выдумка", Target(), actor=editor(plan))

    assert not ExecutorLink.objects.exists()


def test_words_are_not_linked_to_an_organisation_out_of_reach(plan, school):
    item_of(plan, "ЦОПП")

    with pytest.raises(OutOfReachError):
        actions.remember_link(plan, "цопп", Target(school.pk), actor=editor(plan))


def test_a_link_to_one_who_has_left_assigns_nobody(plan, school, head):
    item = item_of(plan, "ЦОПП")
    actor = editor(plan, school)
    ExecutorLink.objects.create(
        organisation=plan.organisation,
        text="цопп",
        written="ЦОПП",
        place=plan.organisation,
        user=head,
    )
    head.is_active = False
    head.save()

    actions.assign_known(plan, actor=actor)

    assert assigned(item) == []


def test_delete_link_keeps_the_assignments(plan, school):
    item = item_of(plan, "ЦОПП")
    actor = editor(plan, school)
    actions.remember_link(plan, "цопп", Target(school.pk), actor=actor)

    actions.delete_link(ExecutorLink.objects.get(), actor=actor)

    assert assigned(item) == [(school.pk, None)]
    assert not ExecutorLink.objects.exists()
    assert AuditEvent.objects.filter(verb="executor.delete").count() == 1


def test_delete_link_refuses_a_foreign_link(plan):
    link = ExecutorLink.objects.create(
        organisation=PlanFactory().organisation, text="цопп", written="ЦОПП"
    )

    with pytest.raises(OutOfReachError):
        actions.delete_link(link, actor=editor(plan))


def test_unlinked_texts_are_distinct_and_the_most_frequent_come_first(plan, school, head):
    item_of(plan, "РМЦ", "Щурилова Э.В.")
    item_of(plan, "ЦОПП")
    item_of(plan, "цопп (в части обучения)", "Щурилова А.А.")

    found = PlanExecutors(plan, editor(plan, school)).unlinked()

    assert [(one.written, one.row_count) for one in found] == [
        ("ЦОПП", 2),
        ("РМЦ", 1),
        ("Щурилова А.А.", 1),
    ]
    assert [each.token for each in found[2].candidates] == [f"p-{plan.organisation_id}-{head.pk}"]
