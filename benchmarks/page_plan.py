"""The plan's page with 300 items against `/healthz` and a page of one list, in one process.

Run: python -m benchmarks.page_plan. A database of its own is made and thrown away.
"""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks._portal import make_head, make_plan, make_portal
from benchmarks._ratios import paired, say

ITEM_COUNTS = (30, 300)
REPEATS = 20


def make_plans() -> tuple[Client, dict[int, str]]:
    """A signed-in head, and the address of a plan of each size."""
    from organisations.models import User  # noqa: PLC0415 -- after django.setup()

    centre, head = make_head()
    addresses = {count: f"/plans/{make_plan(centre, count)}/" for count in ITEM_COUNTS}
    client = Client()
    client.force_login(
        User.objects.get(pk=head), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client, addresses


def main() -> None:
    make_portal()
    client, addresses = make_plans()

    def ask(address: str, times: int = 1) -> None:
        for _ in range(times):
            if client.get(address).status_code != 200:
                raise RuntimeError(address)

    for count, address in addresses.items():
        with CaptureQueriesContext(connection) as queries:
            ask(address)
        say(f"Запросов к базе на странице плана, {count} пунктов: {len(queries)}")
    large = addresses[ITEM_COUNTS[-1]]
    health = paired(lambda: ask("/healthz", 10 * REPEATS), lambda: ask(large, REPEATS)) * 10
    listing = paired(lambda: ask("/reports/", REPEATS), lambda: ask(large, REPEATS))
    say(f"Страница плана на 300 пунктов: {health:.0f} × /healthz")
    say(f"Страница плана на 300 пунктов: {listing:.1f} × страница списка (цель ≤ 25)")


if __name__ == "__main__":
    main()
