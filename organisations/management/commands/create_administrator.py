"""`create_administrator`: a one-time link for the administrator; no password is ever typed."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from organisations.actions.invitations import invite_administrator, mail_invitations
from organisations.domain.errors import RuleError


class Command(BaseCommand):
    """Make the link, in the root of the portal, which is made too when there is none."""

    help = "Даёт одноразовую ссылку, по которой администратор портала придумает себе пароль."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="почта администратора")
        parser.add_argument("--mail", action="store_true", help="отправить ссылку письмом")
        parser.add_argument(
            "--root",
            default="Региональный модельный центр",
            help="название корневой организации, если её ещё нет",
        )

    def handle(self, *, email: str, mail: bool, root: str, **_options: Any) -> None:
        try:
            validate_email(email)
            issued = invite_administrator(email, root_name=root)
        except ValidationError as error:
            raise CommandError(f"Адрес почты «{email}» написан неверно.") from error
        except RuleError as error:
            raise CommandError(str(error)) from error
        if mail and not mail_invitations([issued]):
            raise CommandError("Почтовый сервер не ответил, письмо не ушло.")
        self.stdout.write(f"Ссылка для {email} (72 часа, один раз):\n{issued.link}")
