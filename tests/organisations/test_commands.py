import re

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from organisations.models import Invitation, Organisation, User
from tests.factories import RegionFactory

pytestmark = pytest.mark.django_db

LINK = re.compile(r"http://127\.0\.0\.1:8000/organisations/join/[\w-]{43}/")


def test_create_administrator_prints_a_link_and_makes_no_account(capsys, client):
    call_command("create_administrator", "first@example.org")

    [link] = LINK.findall(capsys.readouterr().out)
    assert not User.objects.exists()
    assert Organisation.objects.get().short_name == "Региональный модельный центр"
    assert client.get(link.removeprefix("http://127.0.0.1:8000")).status_code == 200
    assert mail.outbox == []


def test_create_administrator_joins_the_root_that_is_there(capsys):
    root = RegionFactory()

    call_command("create_administrator", "first@example.org", "--mail")

    assert Invitation.objects.get().organisation == root
    assert mail.outbox[0].to == ["first@example.org"]


@pytest.mark.parametrize("email", ["не почта", "a@b", ""])
def test_create_administrator_refuses_what_is_no_address(email):
    with pytest.raises(CommandError, match="написан неверно"):
        call_command("create_administrator", email)

    assert not Invitation.objects.exists()


def test_create_administrator_tells_when_the_mail_does_not_go(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    with pytest.raises(CommandError, match="письмо не ушло"):
        call_command("create_administrator", "first@example.org", "--mail")
