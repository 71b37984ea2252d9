"""Fill an empty portal with invented data: `manage.py load_demo`."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from moc_portal.demo.loading import NotEmptyError, load
from moc_portal.demo.people import PASSWORD
from moc_portal.demo.sizes import SIZES
from moc_portal.demo.summary import leave_users, summary
from organisations.domain.policy import Role

USERS_FILE = "demo.json"


class Command(BaseCommand):
    """An invented town, city or region; repeatable by its seed."""

    help = "Загружает в пустую базу вымышленный город, большой город или регион."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--size", choices=list(SIZES), default="town", help="сколько данных")
        parser.add_argument("--seed", type=int, default=1, help="число: те же данные при том же")
        parser.add_argument("--json", action="store_true", help="вывести только JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            loaded = load(SIZES[options["size"]], seed=options["seed"], today=timezone.localdate())
        except NotEmptyError:
            self.stderr.write(
                "В базе уже есть организации: демо-данные загружаются только в пустую базу."
            )
            sys.exit(2)
        said = summary(loaded)
        leave_users(said["users"], Path(settings.VAR_DIR) / USERS_FILE)
        if options["json"]:
            self.stdout.write(json.dumps(said, ensure_ascii=False))
        else:
            self._tell(said)

    def _tell(self, said: dict[str, list[dict[str, Any]]]) -> None:
        self.stdout.write(
            f"Загружено: организаций {len(said['organisations'])}, пользователей "
            f"{len(said['users'])}, планов {len(said['plans'])}, отчётных периодов "
            f"{len(said['periods'])}."
        )
        self.stdout.write(f"Адрес: {settings.PORTAL_URL}. Пароль у всех один: {PASSWORD}")
        coordinators = [user for user in said["users"] if user["role_code"] == Role.COORDINATOR]
        others = [user for user in said["users"] if user["role_code"] != Role.COORDINATOR]
        for user in (*others, *coordinators[:1]):
            self.stdout.write(
                f"  {user['username']:<16} {user['role']}, {user['organisation_name']}"
            )
        self.stdout.write(
            f"  Ответственные в других организациях: school2 … school{len(coordinators)}"
        )
