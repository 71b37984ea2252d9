"""The library of templates: who sees what, what is in them, plans made of them."""

import pytest
from django.urls import reverse

from organisations.domain.policy import Permission, Role
from organisations.models import AuditEvent
from plans.actions.templates import create_template
from plans.models import Plan, PlanTemplate
from plans.queries.content import plan_content, with_content
from tests.factories import (
    AssignmentFactory,
    CentreFactory,
    MembershipFactory,
    OrganisationFactory,
    PlanColumnFactory,
    PlanFactory,
    PlanItemFactory,
    RegionFactory,
    UserFactory,
)
from tests.plans.test_next_year_views import filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    return RegionFactory()


@pytest.fixture
def centre(region):
    return CentreFactory(parent=region)


@pytest.fixture
def plan(centre):
    made = PlanFactory(organisation=centre, title="План на 2025-2026 учебный год")
    PlanColumnFactory(plan=made)
    PlanColumnFactory(plan=made, header="Ответственный", field="responsible")
    return made


@pytest.fixture
def template_of(actor_in):
    def make(organisation, title="Образец", plan=None):
        source = plan or PlanItemFactory(title="Итоги 2025 года").plan
        content = plan_content(with_content(Plan.objects.filter(pk=source.pk)).get())
        actor = actor_in(organisation, Permission.PLAN_TEMPLATE_EDIT)
        return create_template(content, title, "", organisation_id=organisation.pk, actor=actor)

    return make


def listed(client, **query):
    return client.get(reverse("plans:template_list"), query).content.decode()


def test_a_centre_sees_its_own_templates_and_those_above(sign_in, region, centre, template_of):
    template_of(region, "Образец региона")
    template_of(centre, "Образец центра")
    foreign = template_of(CentreFactory(parent=region), "Образец соседа")
    client = sign_in(Role.METHODIST, centre)

    text = listed(client)

    assert "Образец региона" in text
    assert "Образец центра" in text
    assert "Образец соседа" not in text
    assert client.get(reverse("plans:template_detail", args=[foreign.pk])).status_code == 404
    assert client.get(reverse("plans:template_use", args=[foreign.pk])).status_code == 404


def test_templates_of_the_region_are_not_the_centres_to_change(
    sign_in, region, centre, template_of
):
    above = template_of(region)
    client = sign_in(Role.HEAD, centre)

    assert client.get(reverse("plans:template_edit", args=[above.pk])).status_code == 404
    assert client.post(reverse("plans:template_retire", args=[above.pk])).status_code == 404


def test_the_library_is_searched_by_words_and_kind(sign_in, centre, template_of):
    template_of(centre, "Годовой план")
    template_of(centre, "Летняя кампания")
    client = sign_in(Role.METHODIST, centre)

    assert "Летняя" not in listed(client, text="годовой")
    assert "Летняя" in listed(client, kind="work_plan")
    assert "Летняя" not in listed(client, kind="media_plan")


def test_a_template_has_no_names_dates_of_stamps_or_assignments(sign_in, region, centre, plan):
    user = UserFactory(last_name="Щурилова", position="старший методист")
    MembershipFactory(user=user, organisation=centre, role=Role.METHODIST.value)
    item = PlanItemFactory(
        plan=plan,
        title="Семинар проводит Яркина Я.О.",
        responsible=["Щурилова Э.В.", "Руководитель МОЦ Петров П.П.", "Судакова Е.В.", "школы"],
    )
    AssignmentFactory(item=item)
    plan.approvals.create(ordering=0, kind="approved", name="И. И. Иванова")
    client = sign_in(Role.OBSERVER, region)
    address = reverse("plans:template_create", args=[plan.pk])

    text = client.get(address).content.decode()
    response = client.post(
        address, {"organisation": region.pk, "title": "Образец", "description": "Для всех"}
    )

    template = PlanTemplate.objects.get()
    assert response.headers["Location"] == reverse("plans:template_detail", args=[template.pk])
    assert "«Щурилова Э.В.» → «старший методист»" in text
    assert "«Судакова Е.В.» → уберём" in text
    [said] = template.content["plans"][0]["sections"][0]["items"]
    assert said["responsible"] == ["старший методист", "Руководитель МОЦ", "школы"]
    assert said["title"] == "Семинар проводит …"
    assert template.content["approvals"] == []
    assert (template.organisation, template.description) == (region, "Для всех")
    assert AuditEvent.objects.filter(verb="template.create").count() == 1
    assert Plan.objects.get().title == plan.title


def test_a_template_without_its_name_is_not_added_and_nothing_is_lost(sign_in, region, plan):
    client = sign_in(Role.OBSERVER, region)

    refused = client.post(
        reverse("plans:template_create", args=[plan.pk]),
        {"organisation": region.pk, "title": "", "description": "Длинные слова"},
    )

    assert refused.status_code == 422
    assert "Длинные слова" in refused.content.decode()
    assert not PlanTemplate.objects.exists()


def test_a_plan_of_another_region_is_no_template(sign_in, plan):
    client = sign_in(Role.OBSERVER, RegionFactory())

    assert client.get(reverse("plans:template_create", args=[plan.pk])).status_code == 404


def test_a_template_becomes_a_draft_of_the_own_centre(sign_in, region, centre, template_of):
    template = template_of(region)
    client = sign_in(Role.METHODIST, centre)
    address = reverse("plans:template_use", args=[template.pk])
    data = filled(client.get(address))

    response = client.post(address, data | {"title": ["Наш план"], "action": "create"})

    made = Plan.objects.get(title="Наш план")
    assert response.headers["Location"] == reverse("plans:plan_detail", args=[made.pk])
    assert (made.organisation, made.state, made.previous) == (centre, "draft", None)
    assert [item.title for item in made.items.all()] == ["Итоги 2026 года"]
    assert made.starts_on.year == 2026


def test_words_that_the_portal_knows_are_assigned_at_once(sign_in, region, centre, template_of):
    school = OrganisationFactory(parent=centre, short_name="Школа № 7")
    item = PlanItemFactory(responsible=["Школа № 7"])
    template = template_of(region, plan=item.plan)
    client = sign_in(Role.METHODIST, centre)
    address = reverse("plans:template_use", args=[template.pk])

    client.post(address, filled(client.get(address)) | {"action": "create"})

    made = Plan.objects.get(organisation=centre)
    assert [row.organisation_id for row in made.items.get().assignments.all()] == [school.pk]


def test_a_template_without_rows_makes_no_plan(sign_in, region, centre, template_of):
    client = sign_in(Role.METHODIST, centre)
    address = reverse("plans:template_use", args=[template_of(region).pk])
    data = filled(client.get(address))

    assert client.post(address, data | {"rows": [], "action": "create"}).status_code == 422
    assert not Plan.objects.filter(organisation=centre).exists()


def test_a_template_changed_meanwhile_is_shown_anew(sign_in, region, centre, template_of):
    template = template_of(region)
    client = sign_in(Role.METHODIST, centre)
    address = reverse("plans:template_use", args=[template.pk])
    data = filled(client.get(address))
    PlanTemplate.objects.update(version=2)

    stale = client.post(address, data | {"title": ["Мой"], "action": "create"})

    assert stale.status_code == 409
    assert filled(stale)["title"] == ["Мой"]
    assert client.post(address, filled(stale) | {"action": "create"}).status_code == 302


def test_a_template_is_renamed_and_no_two_people_overwrite_each_other(
    sign_in, centre, template_of
):
    template = template_of(centre)
    client = sign_in(Role.HEAD, centre)
    address = reverse("plans:template_edit", args=[template.pk])
    said = {"title": "Иначе", "description": "Новое", "version": 1}

    assert client.post(address, said).status_code == 302
    stale = client.post(address, said | {"title": "Третье"})

    assert stale.status_code == 409
    assert "Третье" in stale.content.decode()
    template.refresh_from_db()
    assert (template.title, template.description, template.version) == ("Иначе", "Новое", 2)
    assert AuditEvent.objects.filter(verb="template.update").count() == 1


def test_a_template_is_retired_and_offered_again(sign_in, centre, template_of):
    template = template_of(centre, "Старый образец")
    client = sign_in(Role.HEAD, centre)
    address = reverse("plans:template_retire", args=[template.pk])

    client.post(address, {"offered": "0"})
    client.post(address, {"offered": "0"})
    assert "Старый образец" not in listed(client)
    assert "Старый образец" in listed(client, retired="on")

    client.post(address, {"offered": "1"})
    assert "Старый образец" in listed(client)
    verbs = AuditEvent.objects.filter(verb__startswith="template.re").order_by("pk")
    assert [event.verb for event in verbs] == ["template.retire", "template.restore"]


@pytest.mark.parametrize("count", [2, 20])
def test_the_list_asks_the_same_number_of_questions(
    sign_in, region, centre, template_of, count, django_assert_max_num_queries
):
    for number in range(count):
        template_of(region, f"Образец {number}")
    client = sign_in(Role.METHODIST, centre)

    with django_assert_max_num_queries(12):
        listed(client)


def test_a_template_is_read_as_a_table(sign_in, centre, plan, template_of):
    PlanItemFactory(plan=plan, title="Ярмарка кружков")
    template = template_of(centre, plan=plan)

    text = (
        sign_in(Role.APPROVER, centre)
        .get(reverse("plans:template_detail", args=[template.pk]))
        .content.decode()
    )

    assert "Ярмарка кружков" in text
    assert "Создать план из образца" not in text
