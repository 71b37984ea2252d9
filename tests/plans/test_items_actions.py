from datetime import date

import pytest

from organisations.domain.errors import ChangedMeanwhileError, OutOfReachError
from organisations.domain.policy import Actor, Permission, Role
from plans.actions import items as actions
from plans.actions.locks import PlanIsFrozenError
from plans.domain.drafts import ItemDraft, StepDraft
from plans.domain.states import APPROVED_ONCE, ENDED_PLAN, PlanState
from plans.models import Assignment, Expectation, PlanItem, PlanSection
from tests.factories import (
    ApprovedPlanFactory,
    AssignmentFactory,
    MembershipFactory,
    OrganisationFactory,
    PlanFactory,
    PlanItemFactory,
    PlanSectionFactory,
    ReportingPeriodFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(actor_in):
    return lambda plan: actor_in(plan.organisation, Permission.PLAN_EDIT)


def reaching(plan, *places):
    """An editor of the plan's centre and of these organisations below it."""
    user = MembershipFactory(organisation=plan.organisation, role=Role.METHODIST.value).user
    ids = {plan.organisation_id, *(place.pk for place in places)}
    return Actor(user.pk, Permission.PLAN_EDIT, frozenset(ids))


def test_create_item_reads_its_deadline_and_goes_to_the_end_of_its_section(editor):
    section = PlanSectionFactory(plan=PlanFactory())
    PlanItemFactory(plan=section.plan, section=section, ordering=4)
    draft = ItemDraft(section.pk, {"number": "2", "title": "Семинар"}, "до 25 декабря")

    item = actions.create_item(section.plan, draft, actor=editor(section.plan))

    assert (item.section, item.ordering, item.number, item.title) == (section, 5, "2", "Семинар")
    assert item.deadline_terms == [{"kind": "due", "end": "2025-12-25"}]


def test_create_item_makes_a_section_where_there_is_none(editor):
    plan = PlanFactory()

    item = actions.create_item(plan, ItemDraft(0, {"title": "Семинар"}), actor=editor(plan))

    assert (item.section.title, item.ordering) == ("", 0)


def test_update_item_reads_only_deadlines_whose_words_changed(editor):
    known = [{"kind": "due", "end": "2026-01-01"}]
    item = PlanItemFactory(deadline_text="как в приказе", deadline_terms=known)
    draft = ItemDraft(item.section_id, {"title": "Иное"}, "как в приказе")

    actions.update_item(item, draft, version=1, actor=editor(item.plan))

    item.refresh_from_db()
    assert (item.title, item.version, item.deadline_terms) == ("Иное", 2, known)


def test_update_item_marks_what_it_cannot_read(editor):
    item = PlanItemFactory()
    draft = ItemDraft(item.section_id, {"title": "Дело"}, "когда рак свистнет")

    actions.update_item(item, draft, version=1, actor=editor(item.plan))

    item.refresh_from_db()
    assert (item.deadline_text, item.deadline_terms) == (
        "когда рак свистнет",
        [{"kind": "unknown"}],
    )


def test_update_item_reads_bare_days_in_the_month_of_the_section(editor):
    section = PlanSectionFactory(plan=PlanFactory(), title="СЕНТЯБРЬ")
    item = PlanItemFactory(plan=section.plan, section=section)
    draft = ItemDraft(section.pk, {"title": "Дело"}, "10-15")

    actions.update_item(item, draft, version=1, actor=editor(item.plan))

    item.refresh_from_db()
    assert item.deadline_terms == [{"kind": "window", "start": "2025-09-10", "end": "2025-09-15"}]


def test_update_item_with_steps_moves_the_deadline_to_them(editor):
    item = PlanItemFactory(responsible=["методист"])
    steps = (StepDraft("Приказ", "до 1 октября", ("директор",)), StepDraft("Отчёт"))
    draft = ItemDraft(item.section_id, {"title": "Дело"}, "в течение года", steps=steps)

    actions.update_item(item, draft, version=1, actor=editor(item.plan))

    item.refresh_from_db()
    assert (item.deadline_text, item.deadline_terms, item.responsible) == ("", [], [])
    assert [(row.title, row.deadline_terms, row.responsible) for row in item.steps.all()] == [
        ("Приказ", [{"kind": "due", "end": "2025-10-01"}], ["директор"]),
        ("Отчёт", [], []),
    ]


def test_update_item_moves_to_the_end_of_another_section(editor):
    plan = PlanFactory()
    item, resident = PlanItemFactory.create_batch(2, plan=plan)
    draft = ItemDraft(resident.section_id, {"title": "Дело"})

    actions.update_item(item, draft, version=1, actor=editor(plan))

    item.refresh_from_db()
    assert (item.section_id, item.ordering) == (resident.section_id, resident.ordering + 1)


def test_update_item_keeps_what_the_form_did_not_show(editor):
    item = PlanItemFactory(goal="Цель", channels=["сайт"], extra={"5": "+"})

    actions.update_item(
        item, ItemDraft(item.section_id, {"title": "Дело"}), version=1, actor=editor(item.plan)
    )

    item.refresh_from_db()
    assert (item.goal, item.channels, item.extra) == ("Цель", ["сайт"], {"5": "+"})


def test_update_item_refuses_an_old_version(editor):
    item = PlanItemFactory(version=2, title="Их")

    with pytest.raises(ChangedMeanwhileError):
        actions.update_item(
            item, ItemDraft(item.section_id, {"title": "Наше"}), version=1, actor=editor(item.plan)
        )

    item.refresh_from_db()
    assert item.title == "Их"


@pytest.mark.parametrize("state", [PlanState.IN_AGREEMENT, PlanState.APPROVED])
@pytest.mark.parametrize(
    "verb", ["create", "update", "delete", "move", "section", "rename", "drop"]
)
def test_content_of_a_plan_that_stands_still_is_refused(editor, verb, state):
    approved = {"approved_on": date(2025, 8, 30)} if state == PlanState.APPROVED else {}
    plan = PlanFactory(state=state, **approved)
    item, actor = PlanItemFactory(plan=plan), editor(plan)
    draft = ItemDraft(item.section_id, {"title": "Дело"})
    verbs = {
        "create": lambda: actions.create_item(plan, draft, actor=actor),
        "update": lambda: actions.update_item(item, draft, version=1, actor=actor),
        "delete": lambda: actions.delete_item(item, actor=actor),
        "move": lambda: actions.move_item(item, 1, actor=actor),
        "section": lambda: actions.create_section(plan, "", "Раздел", actor=actor),
        "rename": lambda: actions.update_section(
            item.section, "", "Раздел", version=1, actor=actor
        ),
        "drop": lambda: actions.delete_section(item.section, actor=actor),
    }

    with pytest.raises(PlanIsFrozenError):
        verbs[verb]()


def test_move_item_goes_one_place(editor):
    section = PlanSectionFactory(plan=PlanFactory())
    first, second, third = (
        PlanItemFactory(plan=section.plan, section=section, ordering=7) for _ in range(3)
    )

    moved = actions.move_item(third, -1, actor=editor(section.plan))

    assert moved
    assert list(PlanItem.objects.in_printed_order()) == [first, third, second]


def test_move_item_stops_at_the_edge(editor):
    item = PlanItemFactory()

    assert not actions.move_item(item, -1, actor=editor(item.plan))


def test_delete_section_wants_it_empty(editor):
    item = PlanItemFactory()

    with pytest.raises(actions.SectionIsNotEmptyError):
        actions.delete_section(item.section, actor=editor(item.plan))

    actions.delete_item(item, actor=editor(item.plan))
    actions.delete_section(item.section, actor=editor(item.plan))
    assert not PlanSection.objects.exists()


def test_sections_are_added_at_the_end(editor):
    plan = PlanFactory()

    first = actions.create_section(plan, "I", "Кадры", actor=editor(plan))
    second = actions.create_section(plan, "II", "Навигатор", actor=editor(plan))

    assert [str(row) for row in plan.sections.all()] == [str(first), str(second)]


def test_assign_item_replaces_whoever_had_it():
    gone = AssignmentFactory()
    item = gone.item
    stays = AssignmentFactory(item=item).organisation
    person = MembershipFactory(organisation=OrganisationFactory(parent=item.plan.organisation))
    place = person.organisation

    actions.assign_item(
        item,
        {(stays.pk, None), (place.pk, person.user_id)},
        actor=reaching(item.plan, stays, place),
    )

    rows = Assignment.objects.values_list("organisation", "user").order_by("pk")
    assert list(rows) == [(stays.pk, None), (place.pk, person.user_id)]


def test_assign_item_refuses_organisations_out_of_reach(editor):
    item = PlanItemFactory()
    theirs = OrganisationFactory()

    with pytest.raises(OutOfReachError):
        actions.assign_item(item, {(theirs.pk, None)}, actor=editor(item.plan))


def test_assign_item_of_an_approved_plan_asks_for_reports_at_once():
    plan = ApprovedPlanFactory()
    item = PlanItemFactory(plan=plan)
    school = OrganisationFactory(parent=plan.organisation)
    ReportingPeriodFactory(organisation=plan.organisation)

    actions.assign_item(item, {(school.pk, None)}, actor=reaching(plan, school))

    row = Expectation.objects.get()
    assert (row.item, row.organisation) == (item, school)


@pytest.mark.parametrize("state", sorted(ENDED_PLAN))
def test_a_plan_that_is_over_gives_work_to_nobody(state):
    plan = (ApprovedPlanFactory if state in APPROVED_ONCE else PlanFactory)(state=state)
    item = PlanItemFactory(plan=plan)
    actor = reaching(plan)

    with pytest.raises(PlanIsFrozenError, match="больше не меняется"):
        actions.assign_item(item, [(plan.organisation_id, None)], actor=actor)
    with pytest.raises(PlanIsFrozenError, match="больше не меняется"):
        actions.assign_items(plan, [item], [(plan.organisation_id, None)], actor=actor)

    assert not Assignment.objects.exists()


def test_assign_items_adds_only_what_is_new():
    plan = PlanFactory()
    known = AssignmentFactory(item=PlanItemFactory(plan=plan))
    other = PlanItemFactory(plan=plan)
    place = known.organisation

    count = actions.assign_items(
        plan, [known.item, other], {(place.pk, None)}, actor=reaching(plan, place)
    )

    assert (count, Assignment.objects.count()) == (1, 2)
