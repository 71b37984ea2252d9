"""The database before the portal opens: its tables, and demo data when it is empty."""

import io
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from moc_portal.management.commands.load_demo import USERS_FILE
from organisations.models import Organisation

FOLDERS = ("media", "mail", "static", "queue", "queue/control")


def prepare_folders() -> None:
    for name in ("", *FOLDERS):
        # Plans, evidence and messages: nobody else on this machine reads them.
        (settings.VAR_DIR / name).mkdir(mode=0o700, parents=True, exist_ok=True)


def prepare_database() -> bool:
    """Apply what has not been applied; whether there was anything."""
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    return True


def wants_demo_data() -> bool:
    return not Organisation.objects.exists()


def load_demo_data() -> None:
    call_command("load_demo", stdout=io.StringIO())


def demo_users() -> list[dict[str, Any]]:
    """The users of the demo data that this folder's database was filled with, if it was."""
    try:
        users: list[dict[str, Any]] = json.loads(
            (Path(settings.VAR_DIR) / USERS_FILE).read_text(encoding="utf-8")
        )
    except FileNotFoundError:
        return []
    return users
