"""Pages of signing in, drawn by our templates over allauth's views."""

import pytest
from django.contrib.auth.hashers import make_password
from django.urls import reverse

from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "четыре случайных слова"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def person():
    user = UserFactory(username="vetrova", password=make_password(PASSWORD))
    MembershipFactory(user=user)  # nobody signs in without a role
    return user


@pytest.fixture
def signed_in(client, person):
    client.post(reverse("account_login"), {"login": "vetrova", "password": PASSWORD})
    return client


def heading_of(answer):
    return answer.content.decode().partition("<h1>")[2].partition("</h1>")[0].strip()


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("account_login", "Вход"),
        ("account_reset_password", "Новый пароль"),
        ("account_reset_password_done", "Проверьте почту"),
        ("account_inactive", "Учётная запись отключена"),
    ],
)
def test_stranger_sees_the_page_in_the_portals_layout(client, name, heading):
    answer = client.get(reverse(name))

    assert (answer.status_code, heading_of(answer)) == (200, heading)
    assert 'class="door"' in answer.content.decode()


def test_sign_in_leads_on(client, person):
    address = f"{reverse('account_login')}?next={reverse('web:help_page')}"
    page = " ".join(client.get(address).content.decode().split())
    assert f'name="next" value="{reverse("web:help_page")}"' in page

    answer = client.post(address, {"login": "vetrova", "password": PASSWORD})

    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("web:help_page"))


def test_wrong_password_is_told_once_and_tells_nothing_of_the_person(client, person):
    answers = [
        client.post(reverse("account_login"), {"login": login, "password": "не тот"})
        for login in ("vetrova", "nobody")
    ]

    said = [
        answer.content.decode().partition("data-error-summary")[2].partition("</ul>")[0]
        for answer in answers
    ]
    assert "Войти не получилось" in said[0]
    assert said[0] == said[1]


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("account_change_password", "Сменить пароль"),
        ("account_logout", "Выйти из портала?"),
        ("mfa_index", "Вход и защита"),
    ],
)
def test_person_sees_the_page_in_the_portals_layout(signed_in, name, heading):
    answer = signed_in.get(reverse(name))

    assert (answer.status_code, heading_of(answer)) == (200, heading)
    assert "Петрова" in answer.content.decode()


def test_password_link_that_was_used_says_what_to_do(client):
    answer = client.get(reverse("account_reset_password_from_key", args=["1", "set-password"]))

    assert heading_of(answer) == "Новый пароль"
    assert "Прислать новую ссылку" in answer.content.decode()


def test_code_from_an_application_is_set_up_after_the_password_is_asked_again(signed_in):
    asked = signed_in.get(reverse("mfa_activate_totp"), follow=True)
    assert heading_of(asked) == "Подтвердите, что это вы"

    answer = signed_in.post(
        asked.request["PATH_INFO"] + "?" + asked.request["QUERY_STRING"],
        {"password": PASSWORD},
        follow=True,
    )

    assert heading_of(answer) == "Включить код из приложения"
    assert 'src="data:image/svg+xml' in answer.content.decode()
