import pytest
from django.urls import reverse

from organisations.domain.policy import Permission, Role
from plans.actions.items import update_item
from plans.domain.drafts import ItemDraft
from plans.models import PlanEdit, PlanItem, PlanSection
from tests.factories import (
    AssignmentFactory,
    CentreFactory,
    MembershipFactory,
    OrganisationFactory,
    PlanColumnFactory,
    PlanFactory,
    PlanItemFactory,
)

pytestmark = pytest.mark.django_db

COLUMNS = [
    ("№ п/п", "number"),
    ("Что делаем", "title"),
    ("Начало", "deadline_start"),
    ("Конец", "deadline_end"),
    ("Кто", "responsible"),
    ("Где", "other"),
]


def address(name, *args):
    return reverse(f"plans:{name}", args=args)


def item_with_columns(columns=COLUMNS, **kwargs):
    item = PlanItemFactory(**kwargs)
    for place, (header, field) in enumerate(columns):
        PlanColumnFactory(plan=item.plan, ordering=place, header=header, field=field)
    return item


def said_of(item, **changes):
    return {
        "number": item.number,
        "title": item.title,
        "deadline": item.deadline_text,
        "responsible": "",
        "version": item.version,
    } | changes


def test_item_edit_asks_by_the_documents_own_columns(sign_in):
    item = item_with_columns(extra={"5": "в музее"}, responsible=["методист", "директор"])

    page = sign_in(Role.METHODIST, item.plan.organisation).get(address("item_edit", item.pk))

    form = page.context["form"]
    assert [(field.label, field.value()) for field in form.visible_fields()] == [
        ("№ п/п", item.number),
        ("Что делаем", item.title),
        ("Начало – Конец", "В течение года"),
        ("Кто", "методист\nдиректор"),
        ("Где", "в музее"),
        ("Как часто спрашивать отчёт", ""),
    ]
    assert "весь период" in page.text


def test_item_edit_saves_and_returns_to_the_row(sign_in):
    item = item_with_columns()
    said = said_of(
        item, title="Новое  дело", deadline="ежеквартально", responsible="а\n\n б ", extra_5="зал"
    )

    response = sign_in(Role.METHODIST, item.plan.organisation).post(
        address("item_edit", item.pk), said
    )

    item.refresh_from_db()
    plan_address = address("plan_detail", item.plan_id)
    assert response.headers["Location"] == f"{plan_address}#item-{item.pk}"
    assert (item.title, item.responsible, item.extra) == ("Новое дело", ["а", "б"], {"5": "зал"})
    assert item.deadline_terms == [
        {"kind": "recurring", "every": "quarter", "times": 1, "day": None}
    ]


def test_item_edit_wants_a_title(sign_in):
    item = item_with_columns()

    response = sign_in(Role.METHODIST, item.plan.organisation).post(
        address("item_edit", item.pk), said_of(item, title=" ")
    )

    assert response.status_code == 422
    assert response.context["form"].errors == {"title": ["Обязательное поле."]}


def test_item_edit_without_version_saves_nothing(sign_in):
    item = item_with_columns()

    response = sign_in(Role.METHODIST, item.plan.organisation).post(
        address("item_edit", item.pk), said_of(item, version="")
    )

    assert response.status_code == 422
    assert response.context["form"].errors == {
        "version": ["Страница устарела: откройте её снова и повторите правку."]
    }


def test_item_edit_shows_both_texts_author_and_time(sign_in, actor_in):
    people = ["методист", "директор"]
    item = item_with_columns(title="Прежний текст", responsible=people)
    other = actor_in(item.plan.organisation, Permission.PLAN_EDIT)
    draft = ItemDraft(item.section_id, texts={"title": "Их текст"})
    update_item(item, draft, version=1, actor=other)
    client = sign_in(Role.METHODIST, item.plan.organisation)
    typed = "методист\r\nдиректор"  # as browsers send it: the same as what is stored

    response = client.post(
        address("item_edit", item.pk),
        said_of(item, title="Наш текст", responsible=typed, version=1),
    )

    assert response.status_code == 409
    [difference] = response.context["differences"]
    assert (difference.label, difference.theirs, difference.ours) == (
        "Что делаем",
        "Их текст",
        "Наш текст",
    )
    change = response.context["change"]
    edit = PlanEdit.objects.get(plan=item.plan)
    assert (change.user_name, change.at) == (str(edit.user), edit.at)
    assert "Наш текст" in response.context["form"]["title"].value()


def test_item_edit_keeps_how_often_a_report_is_due(sign_in):
    item = item_with_columns()
    client = sign_in(Role.METHODIST, item.plan.organisation)

    client.post(address("item_edit", item.pk), said_of(item, checkpoint="quarter"))

    item.refresh_from_db()
    assert (item.checkpoint, item.version) == ("quarter", 2)
    form = client.get(address("item_edit", item.pk)).context["form"]
    assert form["checkpoint"].value() == "quarter"


def test_item_edit_saves_once_the_person_has_seen_the_other_text(sign_in):
    item = item_with_columns(title="Их текст", version=2)
    client = sign_in(Role.METHODIST, item.plan.organisation)
    said = said_of(item, title="Наш текст", version=1)
    refused = client.post(address("item_edit", item.pk), said)

    client.post(
        address("item_edit", item.pk),
        said | {"version": refused.context["form"]["version"].value()},
    )

    item.refresh_from_db()
    assert (item.title, item.version) == ("Наш текст", 3)


def test_item_edit_keeps_steps_and_drops_those_struck_out(sign_in):
    item = item_with_columns([*COLUMNS, ("Этапы", "intermediate_result")], deadline_text="")
    for ordering in range(2):
        item.steps.create(ordering=ordering, title=f"Этап {ordering}")
    said = said_of(item) | {
        "steps-TOTAL_FORMS": "3",
        "steps-INITIAL_FORMS": "2",
        "steps-0-title": "Этап 0",
        "steps-0-DELETE": "on",
        "steps-1-title": "Этап 1",
        "steps-1-deadline_text": "до 1 мая",
        "steps-1-responsible": "",
        "steps-2-title": "",
    }

    sign_in(Role.METHODIST, item.plan.organisation).post(address("item_edit", item.pk), said)

    assert [(row.title, row.deadline_terms) for row in item.steps.all()] == [
        ("Этап 1", [{"kind": "due", "end": "2026-05-01"}])
    ]


def test_item_create_adds_to_the_chosen_section(sign_in):
    item = item_with_columns()
    other = PlanItemFactory(plan=item.plan).section
    client = sign_in(Role.METHODIST, item.plan.organisation)

    page = client.get(address("item_create", item.plan_id), {"section": other.pk})
    client.post(
        address("item_create", item.plan_id), {"section": other.pk, "title": "Ещё", "deadline": ""}
    )

    assert str(page.context["form"]["section"].value()) == str(other.pk)
    assert PlanItem.objects.get(title="Ещё").section == other


def test_item_create_refuses_a_section_of_another_plan(sign_in):
    item = item_with_columns()
    PlanItemFactory(plan=item.plan)
    strange = PlanItemFactory().section

    response = sign_in(Role.METHODIST, item.plan.organisation).post(
        address("item_create", item.plan_id), {"section": strange.pk, "title": "Ещё"}
    )

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"section"}


def test_item_delete_asks_first(sign_in):
    item = PlanItemFactory()
    client = sign_in(Role.METHODIST, item.plan.organisation)

    asked = client.get(address("item_delete", item.pk))
    still_there = PlanItem.objects.exists()
    client.post(address("item_delete", item.pk))

    assert (item.title in asked.text, still_there) == (True, True)
    assert not PlanItem.objects.exists()


def test_item_move_needs_a_direction(sign_in):
    first = PlanItemFactory(ordering=0)
    second = PlanItemFactory(plan=first.plan, section=first.section, ordering=1)
    client = sign_in(Role.METHODIST, first.plan.organisation)

    client.post(address("item_move", second.pk), {"step": "sideways"})
    before = list(PlanItem.objects.in_printed_order())
    client.post(address("item_move", second.pk), {"step": "-1"})

    assert before == [first, second]
    assert list(PlanItem.objects.in_printed_order()) == [second, first]


def test_item_assign_offers_own_organisations_and_ticks_those_assigned(sign_in):
    given = AssignmentFactory()
    centre = given.item.plan.organisation
    OrganisationFactory()
    region_mate = CentreFactory()
    person = MembershipFactory(organisation=given.organisation)
    AssignmentFactory(item=given.item, organisation=given.organisation, user=person.user)

    page = sign_in(Role.METHODIST, centre).get(address("item_assign", given.item_id))

    form = page.context["form"]
    assert set(form.fields["organisations"].queryset) == {centre, given.organisation}
    assert form["organisations"].value() == [given.organisation_id]
    assert form["people"].value() == [person.pk]
    assert region_mate.short_name not in page.text


def test_item_assign_takes_all_schools_at_once(sign_in):
    item = PlanItemFactory()
    schools = OrganisationFactory.create_batch(2, parent=item.plan.organisation)
    OrganisationFactory(parent=item.plan.organisation, is_active=False)
    OrganisationFactory(parent=item.plan.organisation, kind="preschool")

    sign_in(Role.METHODIST, item.plan.organisation).post(
        address("item_assign", item.pk), {"all_schools": "on", "seen": "="}
    )

    assert {row.organisation for row in item.assignments.all()} == set(schools)


def test_item_assign_refuses_an_organisation_of_others(sign_in):
    item = PlanItemFactory()
    strange = OrganisationFactory()

    response = sign_in(Role.METHODIST, item.plan.organisation).post(
        address("item_assign", item.pk), {"organisations": [strange.pk], "seen": "="}
    )

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"organisations"}


@pytest.mark.parametrize("count", [1, 3])
def test_item_assign_takes_fourteen_queries_however_many_organisations(
    sign_in, count, django_assert_num_queries
):
    item = PlanItemFactory()
    for school in OrganisationFactory.create_batch(count, parent=item.plan.organisation):
        MembershipFactory(organisation=school)
        AssignmentFactory(item=item, organisation=school)
    client = sign_in(Role.METHODIST, item.plan.organisation)

    # session, user, memberships, what lies below; item, columns, sections, steps, assignments,
    # their organisations; who is ticked, who is not offered, organisations, people
    with django_assert_num_queries(14):
        response = client.get(address("item_assign", item.pk))

    assert response.status_code == 200


def test_sections_are_made_renamed_and_dropped(sign_in):
    plan = PlanFactory()
    client = sign_in(Role.METHODIST, plan.organisation)

    client.post(address("section_create", plan.pk), {"number": "I", "title": "Кадры"})
    section = PlanSection.objects.get()
    client.post(
        address("section_edit", section.pk), {"number": "II", "title": "Учёба", "version": 1}
    )
    section.refresh_from_db()
    client.post(address("section_delete", section.pk))

    assert str(section) == "II. Учёба"
    assert not PlanSection.objects.exists()


def test_section_create_wants_a_name(sign_in):
    plan = PlanFactory()

    response = sign_in(Role.METHODIST, plan.organisation).post(
        address("section_create", plan.pk), {"title": ""}
    )

    assert response.status_code == 422
    assert response.context["form"].errors == {"title": ["Обязательное поле."]}


def test_section_delete_of_a_full_section_is_refused(sign_in):
    item = PlanItemFactory()

    response = sign_in(Role.METHODIST, item.plan.organisation).post(
        address("section_delete", item.section_id)
    )

    assert response.status_code == 409
    assert "В разделе есть пункты." in response.text


ITEM_PAGES = ["item_edit", "item_delete", "item_assign"]
SECTION_PAGES = ["section_edit", "section_delete"]


@pytest.mark.parametrize("name", [*ITEM_PAGES, *SECTION_PAGES, "item_move"])
@pytest.mark.parametrize(
    ("role", "at_home", "status"), [(Role.METHODIST, False, 404), (Role.OBSERVER, True, 403)]
)
def test_strangers_and_readers_are_kept_out(sign_in, name, role, at_home, status):
    item = PlanItemFactory()
    place = item.plan.organisation if at_home else CentreFactory()
    key = item.section_id if name in SECTION_PAGES else item.pk

    response = sign_in(role, place).post(address(name, key), {"step": "1"})

    assert response.status_code == status


@pytest.mark.parametrize("name", [*ITEM_PAGES, *SECTION_PAGES])
def test_wrong_method_is_405(sign_in, name):
    item = PlanItemFactory()
    key = item.section_id if name in SECTION_PAGES else item.pk

    response = sign_in(Role.METHODIST, item.plan.organisation).delete(address(name, key))

    assert response.status_code == 405
