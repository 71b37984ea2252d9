import pytest
from django.urls import reverse

from organisations.domain.policy import Permission, Role
from organisations.navigation import FIRST_WORDS, SECTIONS, WORD_LIMIT
from tests.factories import CentreFactory, MembershipFactory, RegionFactory

pytestmark = pytest.mark.django_db

PROFILE = reverse("organisations:profile")


def words(response):
    return [label for _url, label, _icon, _is_current in response.context["navigation"]]


@pytest.mark.parametrize(
    ("role", "shown"),
    [
        (Role.HEAD, ["Главная", "Планы", "Проверка", "Отчёты", "Ещё"]),
        (Role.METHODIST, ["Главная", "Планы", "Проверка", "Отчёты", "Ещё"]),
        (Role.NAVIGATOR_ADMINISTRATOR, ["Главная", "Навигатор", "Планы", "Отчёты", "Ещё"]),
        (Role.MEDIA_OFFICER, ["Главная", "Медиаплан", "Планы", "Отчёты", "Ещё"]),
        (Role.COORDINATOR, ["Главная", "Сдать отчёт", "Навигатор", "Организации"]),
        (Role.OBSERVER, ["Главная", "Отчёты", "Планы", "Медиаплан", "Ещё"]),
        (Role.APPROVER, ["Главная", "Планы", "Отчёты", "Медиаплан", "Ещё"]),
        (Role.ADMINISTRATOR, ["Главная", "Организации", "Люди", "Журнал"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_navigation_has_the_words_of_the_role(sign_in, role, shown):
    assert words(sign_in(role, RegionFactory()).get(PROFILE)) == shown


def test_navigation_is_led_by_the_first_of_several_roles(client):
    member = MembershipFactory(organisation=RegionFactory(), role=Role.OBSERVER.value)
    MembershipFactory(user=member.user, organisation=CentreFactory(), role=Role.HEAD.value)
    client.force_login(member.user)

    assert words(client.get(PROFILE)) == ["Главная", "Планы", "Проверка", "Отчёты", "Ещё"]


def test_navigation_marks_where_one_is(sign_in):
    client = sign_in(Role.ADMINISTRATOR, RegionFactory())

    page = client.get(reverse("organisations:person_list"))

    marked = [label for _url, label, _icon, is_current in page.context["navigation"] if is_current]
    assert marked == ["Люди"]
    assert page.text.count('aria-current="page"') == 2  # the header and the tab


def test_navigation_marks_more_where_the_section_has_no_word_of_its_own(sign_in):
    client = sign_in(Role.HEAD, CentreFactory())

    page = client.get(reverse("organisations:audit_list"))

    marked = [label for _url, label, _icon, is_current in page.context["navigation"] if is_current]
    assert marked == ["Ещё"]


def test_navigation_is_empty_for_a_visitor_and_costs_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = client.get(reverse("account_login"))

    assert list(page.context["navigation"]) == []


def test_navigation_offers_no_more_words_than_fit():
    assert set(Role) == set(FIRST_WORDS)
    assert max(map(len, FIRST_WORDS.values())) < WORD_LIMIT
    assert {name for names in FIRST_WORDS.values() for name in names} <= set(SECTIONS)


def test_sections_ask_for_permissions_that_exist():
    asked = {section.permission for section in SECTIONS.values()} - {None}

    assert asked <= set(Permission)
