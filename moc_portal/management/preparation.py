"""The database before the portal opens: its tables, and demo data when it is empty."""

import io
import json
import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

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
    """Load the town and leave its users beside the database, for the next start to name them."""
    said = io.StringIO()
    call_command("load_demo", "--json", stdout=said)
    file = os.open(_users_file(), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(file, "w", encoding="utf-8") as target:
        json.dump(json.loads(said.getvalue())["users"], target, ensure_ascii=False)


def demo_users() -> list[dict[str, Any]]:
    """The users of the demo data that this folder's database was filled with, if it was."""
    try:
        users: list[dict[str, Any]] = json.loads(_users_file().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    return users


def _users_file() -> Path:
    return Path(settings.VAR_DIR) / "demo_users.json"
