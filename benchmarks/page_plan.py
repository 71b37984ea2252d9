"""The plan's page with 300 items against `/healthz` and a page of one list, in one process.

Run: python -m benchmarks.page_plan. A database of its own is made and thrown away.
"""

import atexit
import os
import shutil
import tempfile
from datetime import date
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks._ratios import paired, say

ITEM_COUNTS = (30, 300)
REPEATS = 20


def make_portal() -> None:
    """Settings, tables and one centre with a head, in a folder that ends with the process."""
    folder = tempfile.mkdtemp(prefix="page-plan-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ |= {
        "MOC_VAR": folder,
        "SECRET_KEY": "only-for-a-benchmark-only-for-a-benchmark-only-for-it",
        "DJANGO_SETTINGS_MODULE": "moc_portal.settings",
        "ALLOWED_HOSTS": "testserver",
    }
    (Path(folder) / "static").mkdir()
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)


def make_plans() -> tuple[Client, dict[int, str]]:
    """A signed-in head, and the address of a plan of each size."""
    from organisations.actions import place_in_tree  # noqa: PLC0415 -- after django.setup()
    from organisations.models import Membership, Organisation, User  # noqa: PLC0415 -- as above
    from plans.models import (  # noqa: PLC0415 -- as above
        Assignment,
        Plan,
        PlanColumn,
        PlanItem,
        PlanSection,
    )

    centre = Organisation.objects.create(kind="centre", code="centre", short_name="МОЦ")
    place_in_tree(centre)
    head = User.objects.create(username="head")
    Membership.objects.create(user=head, organisation=centre, role="head")
    addresses = {}
    for count in ITEM_COUNTS:
        plan = Plan.objects.create(
            kind="work_plan",
            title=f"План на {count} пунктов",
            organisation=centre,
            starts_on=date(2025, 9, 1),
            ends_on=date(2026, 8, 31),
        )
        for ordering, field in enumerate(("number", "title", "result", "deadline", "responsible")):
            PlanColumn.objects.create(plan=plan, ordering=ordering, header=field, field=field)
        section = PlanSection.objects.create(plan=plan, ordering=0, title="Раздел")
        items = PlanItem.objects.bulk_create(
            PlanItem(
                plan=plan,
                section=section,
                ordering=number,
                number=f"1.{number}",
                title="Организационно-методическая поддержка реализации программ",
                result="Обучено не менее 34 педагогов",
                deadline_text="Сентябрь, в течение года",
                deadline_terms=[{"kind": "continuous"}],
                responsible=["Руководитель МОЦ", "методист"],
            )
            for number in range(count)
        )
        Assignment.objects.bulk_create(
            Assignment(item=item, organisation=centre) for item in items
        )
        addresses[count] = f"/plans/{plan.pk}/"
    client = Client()
    client.force_login(head, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client, addresses


def main() -> None:
    make_portal()
    client, addresses = make_plans()

    def ask(address: str, times: int = 1) -> None:
        for _ in range(times):
            if client.get(address).status_code != 200:
                raise RuntimeError(address)

    for count, address in addresses.items():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            ask(address)
        say(f"Запросов к базе на странице плана, {count} пунктов: {len(queries)}")
    large = addresses[ITEM_COUNTS[-1]]
    health = paired(lambda: ask("/healthz", 10 * REPEATS), lambda: ask(large, REPEATS)) * 10
    listing = paired(lambda: ask("/reports/", REPEATS), lambda: ask(large, REPEATS))
    say(f"Страница плана на 300 пунктов: {health:.0f} × /healthz")
    say(f"Страница плана на 300 пунктов: {listing:.1f} × страница списка (цель ≤ 25)")


if __name__ == "__main__":
    main()
