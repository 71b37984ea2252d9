import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from organisations.domain.policy import Role
from organisations.models import Invitation, User
from tests.factories import CentreFactory, MembershipFactory, RegionFactory, UserFactory

pytestmark = pytest.mark.django_db

LIST = reverse("organisations:invitation_list")
PASSWORD = "сорок-два-попугая"
WHOM = {
    "email": "new@example.org",
    "last_name": "Новикова",
    "first_name": "Анна",
    "patronymic": "Сергеевна",
    "role": "methodist",
}
NEWCOMER = {
    "last_name": "Новикова",
    "first_name": "Анна",
    "password": PASSWORD,
    "repeated": PASSWORD,
}


@pytest.fixture
def centre():
    return CentreFactory(parent=RegionFactory())


@pytest.fixture
def head(sign_in, centre):
    return sign_in(Role.HEAD, centre)


@pytest.fixture
def link(head, centre, client):
    """The path of a fresh link; whoever made it has signed out."""
    page = head.post(reverse("organisations:invitation_create", args=[centre.pk]), WHOM)
    client.logout()
    return page.context["issued"].link.removeprefix("http://127.0.0.1:8000")


def test_invitation_create_shows_the_link_once_and_mails_it(head, centre):
    page = head.post(reverse("organisations:invitation_create", args=[centre.pk]), WHOM)

    link = page.context["issued"].link
    assert page.text.count(link) == 1
    [letter] = mail.outbox
    assert letter.to == ["new@example.org"]
    assert link in letter.body
    assert "Анна Сергеевна" in letter.body
    token = link.rstrip("/").rsplit("/", 1)[1]
    assert token not in head.get(LIST).text
    assert Invitation.objects.get().invited_by == get_user(head)


def test_invitation_create_offers_only_roles_that_the_inviter_may_give(head, centre):
    page = head.get(reverse("organisations:invitation_create", args=[centre.pk]))

    assert [value for value, _name in page.context["form"].fields["role"].choices] == [
        "",
        "head",
        "methodist",
        "navigator_administrator",
        "media_officer",
        "approver",
    ]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"role": "administrator"}, "role"),
        ({"email": "кто"}, "email"),
        ({"last_name": ""}, "last_name"),
    ],
)
def test_invitation_create_shows_what_is_wrong(head, centre, change, field):
    page = reverse("organisations:invitation_create", args=[centre.pk])

    response = head.post(page, WHOM | change)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not Invitation.objects.exists()


def test_invitation_create_takes_nothing_that_the_form_does_not_name(head, centre):
    foreign = {"token_digest": "1" * 64, "accepted_at": "2025-01-01", "organisation": 1}

    head.post(reverse("organisations:invitation_create", args=[centre.pk]), WHOM | foreign)

    invitation = Invitation.objects.get()
    assert (invitation.organisation, invitation.accepted_at) == (centre, None)
    assert invitation.token_digest != "1" * 64


def test_invitation_pages_are_404_for_a_stranger(sign_in, centre, head):
    head.post(reverse("organisations:invitation_create", args=[centre.pk]), WHOM)
    invitation = Invitation.objects.get()
    stranger = sign_in(Role.HEAD)

    made = stranger.post(reverse("organisations:invitation_create", args=[centre.pk]), WHOM)
    revoked = stranger.post(reverse("organisations:invitation_revoke", args=[invitation.pk]))

    assert (made.status_code, revoked.status_code) == (404, 404)
    assert list(stranger.get(LIST).context["page"]) == []


@pytest.mark.parametrize("count", [1, 3])
def test_invitation_list_takes_six_queries_however_long(
    head, centre, count, django_assert_num_queries
):
    for number in range(count):
        whom = WHOM | {"email": f"p{number}@example.org"}
        head.post(reverse("organisations:invitation_create", args=[centre.pk]), whom)

    with django_assert_num_queries(6):  # session, user, memberships, reach, count, page
        response = head.get(LIST)

    assert [row.state for row in response.context["page"]] == ["open"] * count


def test_invitation_list_tells_what_became_of_each(head, centre):
    now = timezone.now()
    for number, change in enumerate(
        [
            {"accepted_at": now},
            {"revoked_at": now},
            {"expires_at": now - timedelta(hours=1)},
            {},
        ]
    ):
        Invitation.objects.create(
            email=f"p{number}@example.org",
            last_name="Я",
            first_name="Я",
            organisation=centre,
            role="methodist",
            token_digest=str(number) * 64,
            created_at=now - timedelta(minutes=number),
            **change,
        )

    page = head.get(LIST)

    assert [row.state for row in page.context["page"]] == [
        "accepted",
        "revoked",
        "expired",
        "open",
    ]
    assert page.text.count("Отозвать приглашение: ") == 1


def test_invitation_list_answers_htmx_with_the_table_only(head):
    response = head.get(LIST, headers={"HX-Request": "true"})

    assert response.text.strip().startswith('<section id="invitation-table"')


def test_invitation_accept_makes_an_account_and_lets_it_in(link, client):
    page = client.get(link)
    before = client.session.session_key

    response = client.post(link, NEWCOMER)

    person = User.objects.get(email="new@example.org")
    assert page.context["form"].initial["last_name"] == "Новикова"
    assert response.headers["Location"] == reverse("organisations:profile")
    assert get_user(client) == person
    assert client.session.session_key != before
    assert client.get("/organisations/").status_code == 200


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"repeated": "другой-пароль-12"}, "repeated", "Пароли не совпали: наберите их ещё раз."),
        ({"password": "короткий", "repeated": "короткий"}, "password", None),
        ({"password": "password1234", "repeated": "password1234"}, "password", None),
        ({"password": "new@example.org", "repeated": "new@example.org"}, "password", None),
        ({"first_name": ""}, "first_name", "Обязательное поле."),
        ({"password": ""}, "password", "Обязательное поле."),
    ],
    ids=["differ", "short", "common", "own address", "no name", "no password"],
)
def test_invitation_accept_shows_what_is_wrong(link, client, change, field, sentence):
    response = client.post(link, NEWCOMER | change)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert sentence in (None, response.context["form"].errors[field][0])
    assert PASSWORD not in response.text
    assert not User.objects.filter(email="new@example.org").exists()


def test_invitation_accept_takes_nothing_that_the_form_does_not_name(link, client):
    foreign = {"email": "evil@example.org", "is_superuser": "on", "is_staff": "on", "role": "head"}

    client.post(link, NEWCOMER | foreign)

    person = User.objects.get(email="new@example.org")
    assert (person.is_superuser, person.is_staff) == (False, False)
    assert [row.role for row in person.memberships.all()] == ["methodist"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"accepted_at": timezone.now()}, "Это приглашение уже принято."),
        ({"revoked_at": timezone.now()}, "Приглашение отозвано."),
        ({"expires_at": timezone.now() - timedelta(seconds=1)}, "Срок приглашения истёк"),
    ],
    ids=["accepted", "revoked", "expired"],
)
def test_invitation_accept_says_why_a_link_is_dead(link, client, change, sentence):
    Invitation.objects.update(**change)

    seen, sent = client.get(link), client.post(link, NEWCOMER)

    assert (seen.status_code, sent.status_code) == (410, 410)
    assert sentence in re.sub("\u00a0", " ", seen.text)
    assert not User.objects.filter(email="new@example.org").exists()


def test_invitation_accept_of_a_guessed_link_is_404_with_a_sentence(client):
    page = client.get(reverse("organisations:invitation_accept", args=["guess"]))

    assert page.status_code == 404
    assert "Такой ссылки нет" in page.text


def test_invitation_accept_asks_whoever_has_an_account_to_sign_in(link, client):
    UserFactory(email="new@example.org")

    page, sent = client.get(link), client.post(link, NEWCOMER)

    assert "У вас уже есть учётная запись" in page.text
    assert f"/account/login/?next={link}" in page.text
    assert User.objects.filter(email__iexact="new@example.org").count() == 1
    assert sent.context["account"].email == "new@example.org"


def test_invitation_accept_of_a_closed_account_says_so(link, client):
    UserFactory(email="new@example.org", is_active=False)

    assert "Ваша учётная запись отключена" in client.get(link).text


def test_invitation_accept_by_its_own_account_adds_the_role(link, client):
    person = UserFactory(email="new@example.org")
    client.force_login(person)

    page = client.get(link)
    client.post(link)

    assert "Роль добавится к вашей учётной записи." in page.text
    assert [row.role for row in person.memberships.all()] == ["methodist"]


def test_invitation_accept_by_another_account_is_refused(link, client):
    other = MembershipFactory().user
    client.force_login(other)

    seen, sent = client.get(link), client.post(link)

    assert (seen.status_code, sent.status_code) == (403, 403)
    assert "Приглашение выписано на другую почту" in seen.text
    assert "new@example.org" not in seen.text
    assert other.memberships.filter(role="methodist").count() == 0


def test_invitation_accept_is_limited_by_address(client, settings):
    page = reverse("organisations:invitation_accept", args=["guess"])

    answers = [client.post(page).status_code for _attempt in range(21)]

    assert answers == [404] * 20 + [429]


def test_invitation_revoke_kills_the_link(link, client, sign_in, centre):
    head = sign_in(Role.HEAD, centre)

    head.post(reverse("organisations:invitation_revoke", args=[Invitation.objects.get().pk]))
    head.logout()

    assert client.get(link).status_code == 410


def test_invitation_revoke_answers_only_to_post(head, centre):
    page = reverse("organisations:invitation_revoke", args=[1])

    assert head.get(page).status_code == 405
