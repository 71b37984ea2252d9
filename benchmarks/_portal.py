"""A portal of its own for a benchmark: a database, one centre with a head, plans of any length."""

import atexit
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from datetime import date
from pathlib import Path
from urllib.error import URLError

import django
from django.conf import settings
from django.core.management import call_command
from django.test import Client

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 300  # tenths of a second until the server answers
HEADERS = (
    ("№ п/п", "number"),
    ("Мероприятие", "title"),
    ("Целевая аудитория", "audience"),
    ("Ожидаемый результат", "result"),
    ("Срок", "deadline"),
    ("Ответственный", "responsible"),
    ("Примечание", "note"),
)


def make_portal() -> None:
    """Settings and tables in a folder that ends with the process; `DATABASE_URL` is heeded."""
    folder = tempfile.mkdtemp(prefix="benchmark-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ |= {
        "MOC_NO_BOOTSTRAP": "1",
        "MOC_VAR": folder,
        "SECRET_KEY": "only-for-a-benchmark-only-for-a-benchmark-only-for-it",
        "DJANGO_SETTINGS_MODULE": "moc_portal.settings",
        "ALLOWED_HOSTS": "testserver,127.0.0.1",
    }
    for name in ("static", "queue"):
        (Path(folder) / name).mkdir()
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)


def make_head() -> tuple[int, int]:
    """A centre and its head; the keys of both."""
    from organisations.actions import place_in_tree  # noqa: PLC0415 -- after django.setup()
    from organisations.models import Membership, Organisation, User  # noqa: PLC0415 -- as above

    name = f"centre{Organisation.objects.count()}"
    centre = Organisation.objects.create(kind="centre", code=name, short_name="МОЦ")
    place_in_tree(centre)
    head = User.objects.create(username=name, last_name="Ветрова", first_name="Ольга")
    Membership.objects.create(user=head, organisation=centre, role="head")
    return centre.pk, head.pk


def make_plan(centre: int, count: int) -> int:
    """A draft of `count` items in seven columns, thirty to a section; its key."""
    from plans.models import (  # noqa: PLC0415 -- after django.setup()
        Assignment,
        Plan,
        PlanColumn,
        PlanItem,
        PlanSection,
    )

    plan = Plan.objects.create(
        kind="work_plan",
        title=f"План на {count} пунктов",
        organisation_id=centre,
        starts_on=date(2025, 9, 1),
        ends_on=date(2026, 8, 31),
    )
    PlanColumn.objects.bulk_create(
        PlanColumn(plan=plan, ordering=place, header=header, field=field)
        for place, (header, field) in enumerate(HEADERS)
    )
    sections = [
        PlanSection.objects.create(
            plan=plan, ordering=number, number=str(number + 1), title="Методическая работа"
        )
        for number in range(max(1, count // 30))
    ]
    items = PlanItem.objects.bulk_create(
        PlanItem(
            plan=plan,
            section=sections[number * len(sections) // count],
            ordering=number,
            number=f"1.{number}",
            title="Организационно-методическая поддержка реализации программ",
            audience="Педагоги дополнительного образования",
            result="Обучено не менее 34 педагогов",
            deadline_text="Сентябрь, в течение года",
            deadline_terms=[{"kind": "continuous"}],
            responsible=["Руководитель МОЦ", "методист"],
        )
        for number in range(count)
    )
    Assignment.objects.bulk_create(Assignment(item=item, organisation_id=centre) for item in items)
    return plan.pk


def sign_in(user_id: int) -> dict[str, str]:
    """The cookies of a session."""
    from organisations.models import User  # noqa: PLC0415 -- after django.setup()

    client = Client()
    client.force_login(
        User.objects.get(pk=user_id), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    cookies = {name: one.value for name, one in client.cookies.items()}
    return cookies | {settings.CSRF_COOKIE_NAME: "c" * 32}


def start_server() -> int:
    """The portal behind gunicorn as `up` starts it; the port. It ends with this process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "gunicorn", "moc_portal.wsgi:application"]
    command += ["--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "4"]
    server = subprocess.Popen(  # noqa: S603 -- our own server
        [*command, "--log-level", "warning"], cwd=ROOT
    )
    atexit.register(server.terminate)
    for _ in range(PATIENCE):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz")
        except URLError:
            time.sleep(0.1)
        else:
            return port
    raise RuntimeError("the server does not answer")
