import pytest
from django.urls import reverse

from organisations.domain.policy import Role
from plans.domain.directory import Target
from plans.models import Assignment, ExecutorLink
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    PlanFactory,
    PlanItemFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return PlanFactory()


@pytest.fixture
def school(plan):
    return OrganisationFactory(parent=plan.organisation, short_name="СОШ № 5")


@pytest.fixture
def methodist(plan, school, sign_in):
    return sign_in(Role.METHODIST, plan.organisation)


def address(name, *args):
    return reverse(f"plans:{name}", args=args)


def words_of(page):
    return page.content.decode().replace("\u00a0", " ")


def item_of(plan, *responsible):
    return PlanItemFactory(plan=plan, section__plan=plan, responsible=list(responsible))


def link_of(plan, **kwargs):
    return ExecutorLink.objects.create(
        organisation=plan.organisation, text="цопп", written="ЦОПП", **kwargs
    )


def test_executor_links_offers_candidates_and_the_whole_list(plan, school, methodist):
    user = UserFactory(last_name="Орлов", first_name="Олег", patronymic="Олегович")
    MembershipFactory(organisation=school, user=user)
    item_of(plan, "Орлов А.А.", "СОШ № 5")

    page = methodist.get(address("executor_links", plan.pk))

    html = " ".join(page.content.decode().split())
    assert [one.written for one in page.context["page"]] == ["Орлов А.А."]
    assert f'name="target" value="p-{school.pk}-{user.pk}"' in html
    assert f'<option value="o-{school.pk}">СОШ № 5</option>' in html
    assert page.context["known_count"] == 1
    assert "Назначить узнанных" in html


def test_executor_links_says_when_nobody_is_left(plan, school, methodist):
    item_of(plan, "СОШ № 5")

    assert "Портал узнал всех" in words_of(methodist.get(address("executor_links", plan.pk)))


def test_executor_links_says_when_the_plan_names_nobody(plan, methodist):
    item_of(plan)

    page = methodist.get(address("executor_links", plan.pk))

    assert "никто не назван ответственным" in words_of(page)


def test_executor_links_parts_a_long_list_into_pages(plan, methodist):
    item_of(plan, *(f"Отдел № {number}" for number in range(12)))

    first = methodist.get(address("executor_links", plan.pk))
    second = methodist.get(address("executor_links", plan.pk), {"page": 2})

    assert [len(page.context["page"]) for page in (first, second)] == [10, 2]


def test_executor_links_asks_the_database_as_often_for_many_rows(
    plan, school, methodist, django_assert_max_num_queries
):
    for number in range(40):
        item_of(plan, f"Отдел № {number}", "СОШ № 5")

    with django_assert_max_num_queries(18):
        methodist.get(address("executor_links", plan.pk))


@pytest.mark.parametrize("name", ["target", "chosen"])
def test_executor_link_create_remembers_and_assigns(name, plan, school, methodist):
    item = item_of(plan, "ЦОПП")

    page = methodist.post(
        address("executor_link_create", plan.pk),
        {"text": "цопп", name: f"o-{school.pk}"},
        follow=True,
    )

    assert "Портал запомнил: 1 новое назначение." in words_of(page)
    assert Assignment.objects.get(item=item).organisation == school
    assert ExecutorLink.objects.get().target == Target(school.pk)


def test_executor_link_create_takes_the_button_before_the_list(plan, school, methodist):
    item_of(plan, "ЦОПП")

    methodist.post(
        address("executor_link_create", plan.pk),
        {"text": "цопп", "target": "none", "chosen": f"o-{school.pk}"},
    )

    assert ExecutorLink.objects.get().target == Target()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"text": "цопп"}, "Выберите в списке организацию или сотрудника."),
        ({"text": "цопп", "target": "o-999999"}, "в списке центра уже нет"),
        ({"target": "none"}, "Страница устарела"),
    ],
)
def test_executor_link_create_says_what_is_wrong(said, words, plan, methodist):
    item_of(plan, "ЦОПП")

    page = methodist.post(address("executor_link_create", plan.pk), said, follow=True)

    assert words in words_of(page)
    assert not ExecutorLink.objects.exists()


def test_executor_link_create_does_not_offer_foreign_organisations(plan, methodist):
    item_of(plan, "ЦОПП")
    foreign = OrganisationFactory(parent=PlanFactory().organisation)

    methodist.post(
        address("executor_link_create", plan.pk), {"text": "цопп", "target": f"o-{foreign.pk}"}
    )

    assert not ExecutorLink.objects.exists()


def test_executor_link_create_says_when_the_plan_has_changed(plan, methodist):
    page = methodist.post(
        address("executor_link_create", plan.pk), {"text": "цопп", "target": "none"}
    )

    assert page.status_code == 409


def test_plan_assign_known_assigns(plan, school, methodist):
    item = item_of(plan, "СОШ № 5")

    first = methodist.post(address("plan_assign_known", plan.pk), follow=True)
    second = methodist.post(address("plan_assign_known", plan.pk), follow=True)

    assert "Готово: 1 новое назначение." in words_of(first)
    assert "уже назначены" in words_of(second)
    assert Assignment.objects.get(item=item).organisation == school


def test_executor_link_list_shows_the_centres_own_links(plan, school, methodist):
    link_of(plan, place=school)
    link_of(PlanFactory(), place=school)

    page = methodist.get(address("executor_link_list"))

    assert [str(link) for link in page.context["page"]] == ["ЦОПП — СОШ № 5"]


def test_executor_link_list_says_who_nobody_is(plan, methodist):
    link_of(plan)

    assert "не исполнитель портала" in words_of(methodist.get(address("executor_link_list")))


def test_executor_link_delete_forgets(plan, school, methodist):
    link = link_of(plan, place=school)

    page = methodist.post(address("executor_link_delete", link.pk), follow=True)

    assert "Портал больше не помнит, кто такой «ЦОПП»" in words_of(page)
    assert not ExecutorLink.objects.exists()


def test_executor_link_delete_finds_no_foreign_link(plan, methodist):
    link = link_of(PlanFactory())

    assert methodist.post(address("executor_link_delete", link.pk)).status_code == 404


@pytest.mark.parametrize(("role", "is_led"), [(Role.METHODIST, True), (Role.APPROVER, False)])
def test_plan_detail_leads_to_the_page_for_those_who_may_assign(role, is_led, plan, sign_in):
    item_of(plan, "ЦОПП")

    page = sign_in(role, plan.organisation).get(address("plan_detail", plan.pk))

    assert (address("executor_links", plan.pk) in words_of(page)) is is_led
