"""Signing in: limits before hashing, a fresh session, links under our own address, no sign-up."""

import re
from unittest.mock import patch

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth import get_user
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.urls import reverse

from organisations import account_urls
from organisations.access import declares_access
from organisations.domain.policy import Role
from organisations.models import User
from tests.factories import CentreFactory, MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

LOGIN = reverse("account_login")
PASSWORD = "сорок-два-попугая"
PUBLIC = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",
    "account_set_password",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
}


@pytest.fixture
def person():
    user = MembershipFactory(organisation=CentreFactory(), role=Role.METHODIST.value).user
    user.set_password(PASSWORD)
    user.save()
    return user


def enter(client, person, password=PASSWORD, **more):
    return client.post(LOGIN, {"login": person.email, "password": password} | more)


@pytest.fixture
def hashed():
    """How many times a password was hashed so far."""
    count = []
    encode = MD5PasswordHasher.encode

    def counting(self, password, salt):
        count.append(password)
        return encode(self, password, salt)

    with patch.object(MD5PasswordHasher, "encode", counting):
        yield count


@pytest.mark.parametrize("pattern", account_urls.urlpatterns, ids=lambda one: one.name)
def test_every_account_page_declares_whom_it_admits(pattern, client):
    assert declares_access(pattern.callback)
    assert getattr(pattern.callback, "login_required", True) is (pattern.name not in PUBLIC)


@pytest.mark.parametrize(
    "pattern",
    [one for one in account_urls.urlpatterns if one.name not in PUBLIC],
    ids=lambda one: one.name,
)
def test_account_pages_of_a_person_send_others_to_the_door(pattern, client):
    page = reverse(pattern.name)

    response = client.get(page)

    assert response.status_code == 302
    assert response.headers["Location"] == f"{LOGIN}?next={page}"


def test_login_with_either_name_or_address_and_a_fresh_session(client, person):
    client.get(LOGIN)
    session = client.session
    session["mark"] = "kept by whoever set it"
    session.save()
    client.cookies["sid"] = before = session.session_key

    response = enter(client, person)

    assert response.headers["Location"] == "/"
    assert get_user(client) == person
    assert client.session.session_key != before


def test_login_by_user_name(client, person):
    client.post(LOGIN, {"login": person.username, "password": PASSWORD})

    assert get_user(client) == person


def test_login_attempt_six_is_refused_before_a_password_is_hashed(client, person, hashed):
    attempts = [enter(client, person, "не тот пароль").status_code for _attempt in range(5)]
    spent = len(hashed)

    sixth = enter(client, person)

    assert attempts == [200] * 5
    assert spent >= 5
    assert sixth.status_code == 429
    assert len(hashed) == spent
    assert not get_user(client).is_authenticated


def test_login_limit_does_not_lock_the_person_out_from_elsewhere(client, person):
    for _attempt in range(6):
        enter(client, person, "не тот пароль", REMOTE_ADDR="203.0.113.7")
    blocked = client.post(
        LOGIN, {"login": person.email, "password": PASSWORD}, REMOTE_ADDR="127.0.0.1"
    )
    free = client.post(
        LOGIN, {"login": person.email, "password": PASSWORD}, REMOTE_ADDR="198.51.100.1"
    )

    assert (blocked.status_code, free.status_code) == (429, 302)


def test_login_says_the_same_of_a_wrong_password_and_of_an_unknown_person(client, person):
    known = enter(client, person, "не тот пароль")
    unknown = client.post(LOGIN, {"login": "nobody@example.org", "password": "не тот пароль"})

    assert masked(known.text, person.email) == masked(unknown.text, "nobody@example.org")


def masked(text, typed):
    text = re.sub(r'value="[A-Za-z0-9]{64}"|"X-CSRFToken": "\w+"', "token", text)
    return text.replace(typed, "typed")


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/organisations/", "/organisations/"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_login_leads_only_to_own_pages(client, person, asked, led):
    assert enter(client, person, next=asked).headers["Location"] == led


def test_login_is_closed_to_whoever_has_no_role_left(client, person):
    person.memberships.all().delete()

    response = enter(client, person)

    assert response.headers["Location"] == reverse("account_inactive")
    assert not get_user(client).is_authenticated


def test_login_is_closed_to_members_of_a_switched_off_organisation(client):
    member = MembershipFactory(organisation=OrganisationFactory(is_active=False))
    member.user.set_password(PASSWORD)
    member.user.save()

    response = enter(client, member.user)

    assert response.headers["Location"] == reverse("account_inactive")
    assert not get_user(client).is_authenticated


def test_login_is_closed_to_a_deactivated_person(client, person):
    User.objects.update(is_active=False)

    enter(client, person)

    assert not get_user(client).is_authenticated


def test_nobody_signs_up(client):
    page = reverse("account_signup")
    said = {"email": "e@example.org", "password1": PASSWORD}

    assert (client.get(page).status_code, client.post(page, said).status_code) == (404, 404)
    assert not User.objects.exists()


def test_a_password_is_set_by_mail_only(client):
    response = client.get(reverse("account_set_password"))

    assert response.headers["Location"] == reverse("account_reset_password")


def test_password_reset_link_bears_our_address_whatever_the_host_says(client, person, settings):
    settings.ALLOWED_HOSTS = ["*"]
    settings.PORTAL_URL = "https://moc.example"

    client.post(
        reverse("account_reset_password"),
        {"email": person.email},
        headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"},
    )

    [letter] = mail.outbox
    links = re.findall(r"https?://\S+", letter.body)
    assert [link for link in links if "evil" in link] == []
    assert any(
        link.startswith("https://moc.example/account/password/reset/key/") for link in links
    )


def test_password_reset_sets_a_new_password_once(client, person):
    client.post(reverse("account_reset_password"), {"email": person.email})
    [link] = re.findall(r"http://127.0.0.1:8000(\S+/key/\S+)", mail.outbox[0].body)
    new = "попугаев-уже-сорок-три"

    form = client.get(link, follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    again = type(client)().get(link, follow=True)

    person.refresh_from_db()
    assert person.check_password(new)
    assert "password1" not in again.text


def test_password_reset_says_the_same_of_known_and_unknown(client, person):
    page = reverse("account_reset_password")

    known = client.post(page, {"email": person.email})
    unknown = client.post(page, {"email": "nobody@example.org"})

    assert known.status_code == unknown.status_code == 302
    assert known.headers["Location"] == unknown.headers["Location"]


def test_password_reset_of_an_unknown_address_offers_no_sign_up(client):
    client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})

    [letter] = mail.outbox
    assert "nobody@example.org" in letter.body
    assert "signup" not in letter.body


def test_password_change_ends_the_other_sessions(client, person):
    elsewhere = type(client)()
    enter(elsewhere, person)
    enter(client, person)
    new = "попугаев-уже-сорок-три"

    changed = client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )

    assert changed.status_code == 302
    assert get_user(client) == person
    assert not get_user(elsewhere).is_authenticated


def test_two_factor_sign_in_asks_for_the_code_and_takes_it_once(client, person):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(person, secret)
    code = code_of(secret)

    half = enter(client, person)
    between = client.get(reverse("organisations:profile"))
    client.post(reverse("mfa_authenticate"), {"code": code})
    entered = get_user(client)
    other = type(client)()
    enter(other, person)
    replayed = other.post(reverse("mfa_authenticate"), {"code": code})

    assert half.headers["Location"] == reverse("mfa_authenticate")
    assert between.headers["Location"].startswith(LOGIN)
    assert entered == person
    assert replayed.status_code == 200
    assert not get_user(other).is_authenticated


def test_two_factor_is_switched_on_and_off_after_the_password_is_asked_again(client, person):
    enter(client, person)
    activate = reverse("mfa_activate_totp")

    asked = client.get(activate)
    client.post(asked.headers["Location"], {"password": PASSWORD})
    form = client.get(activate).context["form"]
    client.post(activate, {"code": code_of(form.secret)})

    assert asked.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert set(kinds_of(person)) == {"totp", "recovery_codes"}
    for name in ["mfa_view_recovery_codes", "mfa_download_recovery_codes", "mfa_index"]:
        assert client.get(reverse(name)).status_code == 200

    client.post(reverse("mfa_generate_recovery_codes"))
    client.post(reverse("mfa_deactivate_totp"))

    assert kinds_of(person) == []


def kinds_of(person):
    return list(Authenticator.objects.filter(user=person).values_list("type", flat=True))


def code_of(secret):
    counter = next(totp.yield_hotp_counters_from_time())
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


@pytest.mark.parametrize(
    "name", ["mfa_index", "account_reauthenticate", "account_change_password"]
)
def test_pages_of_protection_open(client, person, name):
    enter(client, person)

    page = client.get(reverse(name))

    assert page.status_code == 200
    assert "<h1>" in page.text
    assert not EmailAddress.objects.exists()
    assert not Authenticator.objects.exists()
