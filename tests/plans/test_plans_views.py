from datetime import date

import pytest
from django.urls import reverse

from moc_portal.web.words import sticky
from organisations.domain.policy import Role
from organisations.models import AuditEvent
from plans.models import Plan
from tests.factories import (
    ApprovedPlanFactory,
    AssignmentFactory,
    CentreFactory,
    OrganisationFactory,
    PlanColumnFactory,
    PlanFactory,
    PlanItemFactory,
    PlanSectionFactory,
)

pytestmark = pytest.mark.django_db

NO_APPROVALS = {
    "approvals-TOTAL_FORMS": "0",
    "approvals-INITIAL_FORMS": "0",
}


def address(name, *args):
    return reverse(f"plans:{name}", args=args)


def heading_of(plan, **changes):
    said = {
        "title": plan.title,
        "kind": plan.kind,
        "starts_on": "2025-09-01",
        "ends_on": "2026-08-31",
        "introduction": "",
        "checkpoint": plan.checkpoint,
        "version": plan.version,
    }
    return said | NO_APPROVALS | changes


def table_plan(item_count=1, **kwargs):
    """A plan with two columns and so many items, each given to a school."""
    plan = PlanFactory(**kwargs)
    PlanColumnFactory(plan=plan, header="№ п/п", field="number")
    PlanColumnFactory(plan=plan, header="Что делаем", field="title")
    PlanColumnFactory(plan=plan, header="Когда", field="deadline")
    section = PlanSectionFactory(plan=plan, number="1", title="Кадры")
    for item in PlanItemFactory.create_batch(item_count, plan=plan, section=section):
        AssignmentFactory(item=item)
    return plan


@pytest.mark.parametrize("plan_count", [1, 3])
def test_plan_list_takes_eight_queries_however_long(
    sign_in, plan_count, django_assert_num_queries
):
    centre = CentreFactory()
    for plan in PlanFactory.create_batch(plan_count, organisation=centre):
        PlanItemFactory.create_batch(2, plan=plan)
    client = sign_in(Role.OBSERVER, centre)

    # session, user, memberships, what lies below, years, count, page, archive
    with django_assert_num_queries(8):
        response = client.get(address("plan_list"))

    assert [plan.item_count for plan in response.context["page"]] == [2] * plan_count


def test_plan_list_hides_plans_of_other_centres(sign_in):
    _theirs, ours = PlanFactory.create_batch(2)

    response = sign_in(Role.OBSERVER, ours.organisation).get(address("plan_list"))

    assert list(response.context["page"]) == [ours]


@pytest.mark.parametrize(
    "wanted",
    [{"text": "навигатор"}, {"kind": "road_map"}, {"state": "approved"}, {"year": "2024"}],
    ids=lambda wanted: next(iter(wanted)),
)
def test_plan_list_finds_by_each_part_of_the_filter(sign_in, wanted):
    other = PlanFactory()
    plan = ApprovedPlanFactory(
        organisation=other.organisation,
        title="Ведём Навигатор",
        kind=Plan.Kind.ROAD_MAP,
        starts_on=date(2024, 1, 1),
        ends_on=date(2024, 12, 31),
    )

    response = sign_in(Role.HEAD, other.organisation).get(address("plan_list"), wanted)

    assert list(response.context["page"]) == [plan]


def test_plan_list_finds_everything_by_nonsense(sign_in):
    plan = PlanFactory()

    response = sign_in(Role.HEAD, plan.organisation).get(
        address("plan_list"), {"kind": "poem", "year": "then"}
    )

    assert list(response.context["page"]) == [plan]


def test_plan_list_answers_htmx_with_the_table_only(sign_in):
    client = sign_in(Role.OBSERVER, PlanFactory().organisation)

    response = client.get(address("plan_list"), headers={"HX-Request": "true"})

    assert response.text.strip().startswith('<section id="plan-table"')
    assert "<html" not in response.text


def test_plan_list_offers_creation_to_editors_only(sign_in):
    centre = CentreFactory()

    seen = [
        address("import_upload") in sign_in(role, centre).get(address("plan_list")).text
        for role in (Role.METHODIST, Role.OBSERVER)
    ]

    assert seen == [True, False]


def test_plan_create_makes_an_empty_plan_with_usual_columns(sign_in):
    centre = CentreFactory()
    said = {
        "title": "План  работы",
        "kind": "work_plan",
        "organisation": centre.pk,
        "starts_on": "2025-09-01",
        "ends_on": "2026-08-31",
    }

    response = sign_in(Role.METHODIST, centre).post(address("plan_create"), said)

    plan = Plan.objects.get()
    assert response.headers["Location"] == address("plan_detail", plan.pk)
    assert (plan.title, plan.state) == ("План работы", "draft")
    assert [column.field for column in plan.columns.all()] == [
        "number",
        "title",
        "result",
        "deadline",
        "responsible",
    ]


def test_plan_create_refuses_a_period_that_runs_backwards(sign_in):
    centre = CentreFactory()
    said = {
        "title": "План",
        "kind": "work_plan",
        "organisation": centre.pk,
        "starts_on": "2026-09-01",
        "ends_on": "2025-08-31",
    }

    response = sign_in(Role.METHODIST, centre).post(address("plan_create"), said)

    assert response.status_code == 422
    assert response.context["form"].non_field_errors() == [
        "Период кончается раньше, чем начинается."
    ]


def test_plan_create_offers_own_centres_only(sign_in):
    ours, _theirs = CentreFactory.create_batch(2)

    page = sign_in(Role.METHODIST, ours).get(address("plan_create"))

    assert list(page.context["form"].fields["organisation"].queryset) == [ours]


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.METHODIST])
def test_plan_detail_takes_as_many_queries_however_long(
    sign_in, role, django_assert_max_num_queries
):
    centre = CentreFactory()
    client = sign_in(role, centre)
    counts = []

    for item_count in (1, 6):
        plan = table_plan(item_count, organisation=centre)
        with django_assert_max_num_queries(30) as queries:
            client.get(address("plan_detail", plan.pk))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_plan_detail_shows_the_documents_own_headers_and_who_does_it(sign_in):
    plan = table_plan()
    item = plan.items.get()

    response = sign_in(Role.OBSERVER, plan.organisation).get(address("plan_detail", plan.pk))

    table = response.context["table"]
    assert [column.header for column in table.columns] == ["№ п/п", "Что делаем", "Когда"]
    [part] = table.parts
    [line] = part.lines
    assert (part.title, line.assigned) == (
        "1. Кадры",
        sticky(str(item.assignments.get().organisation)),
    )
    assert [cell.text for cell in line.row.first] == [item.number, item.title, "В течение года"]
    assert "весь период" in response.text


def test_plan_detail_narrows_to_what_is_unclear(sign_in):
    plan = table_plan()
    PlanItemFactory(
        plan=plan,
        section=plan.sections.get(),
        title="Неясное",
        deadline_text="см. приложение",
        deadline_terms=[{"kind": "unknown"}],
    )
    client = sign_in(Role.METHODIST, plan.organisation)

    for show in ("doubtful", "unassigned"):
        grid = client.get(address("plan_detail", plan.pk), {"show": show}).context["grid"]
        assert [item.content.title for part in grid.parts for item in part.items] == ["Неясное"]
    assert "уточнить" in client.get(address("plan_detail", plan.pk)).text


def test_plan_detail_of_an_approved_plan_offers_no_editing(sign_in):
    plan = table_plan()
    Plan.objects.update(state="approved", approved_on=date(2025, 8, 30))

    page = sign_in(Role.METHODIST, plan.organisation).get(address("plan_detail", plan.pk)).text

    assert address("item_edit", plan.items.get().pk) not in page
    assert address("item_assign", plan.items.get().pk) in page


def test_plan_edit_saves_heading_and_approvals(sign_in):
    plan = PlanFactory()
    said = heading_of(
        plan,
        **{
            "title": "Новое название",
            "approvals-TOTAL_FORMS": "2",
            "approvals-0-kind": "approved",
            "approvals-0-position": "Директор",
            "approvals-0-name": "К. К. Корнева",
            "approvals-0-date": "2025-08-30",
            "approvals-1-kind": "approved",
        },
    )

    response = sign_in(Role.METHODIST, plan.organisation).post(address("plan_edit", plan.pk), said)

    plan.refresh_from_db()
    assert response.headers["Location"] == address("plan_detail", plan.pk)
    assert (plan.title, plan.version) == ("Новое название", 2)
    assert [(row.position, row.signed_on) for row in plan.approvals.all()] == [
        ("Директор", date(2025, 8, 30))
    ]


def test_plan_edit_wants_the_whole_order(sign_in):
    plan = PlanFactory()
    said = heading_of(
        plan,
        **{
            "approvals-TOTAL_FORMS": "1",
            "approvals-0-kind": "approved",
            "approvals-0-order_number": "175",
        },
    )

    response = sign_in(Role.METHODIST, plan.organisation).post(address("plan_edit", plan.pk), said)

    assert response.status_code == 422
    assert response.context["approvals"].errors == [
        {"order_date": ["У приказа должны быть и номер, и дата."]}
    ]


def test_plan_edit_without_version_saves_nothing(sign_in):
    plan = PlanFactory()

    response = sign_in(Role.METHODIST, plan.organisation).post(
        address("plan_edit", plan.pk), heading_of(plan, version="")
    )

    assert response.status_code == 422
    assert response.context["form"].errors["version"] == [
        "Страница устарела: откройте её снова и повторите правку."
    ]


def test_plan_edit_shows_both_texts_when_another_was_quicker(sign_in):
    plan = PlanFactory(title="Их название", version=2)

    response = sign_in(Role.METHODIST, plan.organisation).post(
        address("plan_edit", plan.pk), heading_of(plan, title="Наше название", version=1)
    )

    plan.refresh_from_db()
    assert response.status_code == 409
    [difference] = response.context["differences"]
    assert (difference.theirs, difference.ours) == ("Их название", "Наше название")
    assert response.context["form"]["version"].value() == "2"
    assert plan.title == "Их название"


@pytest.mark.parametrize("name", ["plan_edit", "item_create", "section_create"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_content_pages_of_an_approved_plan_are_refused_with_the_reason(sign_in, name, method):
    plan = ApprovedPlanFactory()
    client = sign_in(Role.HEAD, plan.organisation)

    response = getattr(client, method)(address(name, plan.pk), heading_of(plan))

    assert response.status_code == 409
    assert "План утверждён и больше не меняется." in response.text


def test_plan_assign_gives_items_to_schools(sign_in):
    plan = PlanFactory()
    first, second, third = PlanItemFactory.create_batch(3, plan=plan)
    school = OrganisationFactory(parent=plan.organisation)
    garden = OrganisationFactory(parent=plan.organisation, kind="preschool")

    sign_in(Role.METHODIST, plan.organisation).post(
        address("plan_assign", plan.pk),
        {"items": [first.pk, second.pk], "all_schools": "on", "organisations": [garden.pk]},
    )

    assert {
        (item.pk, place)
        for item in plan.items.all()
        for place in item.assignments.values_list("organisation", flat=True)
    } == {(item.pk, place.pk) for item in (first, second) for place in (school, garden)}
    assert not third.assignments.exists()


def test_plan_assign_wants_items_and_executors(sign_in):
    plan = PlanFactory()
    PlanItemFactory(plan=plan)

    response = sign_in(Role.METHODIST, plan.organisation).post(address("plan_assign", plan.pk), {})

    assert response.status_code == 422
    assert response.context["form"].errors == {
        "items": ["Отметьте хотя бы один пункт."],
        "organisations": ["Отметьте хотя бы одну организацию или сотрудника."],
    }


@pytest.mark.parametrize("item_count", [1, 3])
def test_plan_assign_takes_ten_queries_however_long(
    sign_in, item_count, django_assert_num_queries
):
    plan = table_plan(item_count)
    client = sign_in(Role.METHODIST, plan.organisation)

    # session, user, memberships, what lies below; plan, approvals; items, organisations, whether
    # there are people, people
    with django_assert_num_queries(10):
        response = client.get(address("plan_assign", plan.pk))

    assert response.status_code == 200


PAGES_OF_A_PLAN = [
    "plan_detail",
    "plan_edit",
    "plan_submit",
    "plan_return",
    "plan_approve",
    "plan_complete",
    "plan_cancel",
    "plan_assign",
    "item_create",
    "section_create",
]


@pytest.mark.parametrize("name", PAGES_OF_A_PLAN)
def test_pages_of_a_plan_are_404_for_a_stranger(sign_in, name):
    plan = PlanFactory()

    response = sign_in(Role.HEAD, CentreFactory()).get(address(name, plan.pk))

    assert response.status_code == 404


@pytest.mark.parametrize("name", [name for name in PAGES_OF_A_PLAN if name != "plan_detail"])
def test_pages_of_a_plan_are_403_without_the_right(sign_in, name):
    plan = PlanFactory()

    response = sign_in(Role.OBSERVER, plan.organisation).get(address(name, plan.pk))

    assert response.status_code == 403


@pytest.mark.parametrize(("name", "method"), [("plan_detail", "post"), ("plan_edit", "put")])
def test_wrong_method_is_405(sign_in, name, method):
    plan = PlanFactory()

    response = getattr(sign_in(Role.HEAD, plan.organisation), method)(address(name, plan.pk))

    assert response.status_code == 405


def test_changes_are_in_the_journal(sign_in):
    plan = PlanFactory(title="Было")

    sign_in(Role.METHODIST, plan.organisation).post(
        address("plan_edit", plan.pk), heading_of(plan, title="Стало")
    )

    event = AuditEvent.objects.get(verb="plan.update")
    assert (event.target, event.details) == (f"plans.plan:{plan.pk}", {"title": ["Было", "Стало"]})
