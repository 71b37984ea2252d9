"""The cached public page of 300 items against `/healthz`: whole, and to who has it already.

Run: python -m benchmarks.public_page. A database of its own is made and thrown away.
"""

from collections.abc import Mapping
from datetime import date

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks._portal import make_head, make_plan, make_portal
from benchmarks._ratios import paired, processor_time, say

ITEM_COUNT = 300
REPEATS = 50
ADDRESS = "/o/{code}/plans/plan/"


def publish() -> str:
    """An approved plan whose page is switched on; its address."""
    from plans.actions.plans import snapshot_of  # noqa: PLC0415 -- after django.setup()
    from plans.domain.versions import sha256_of  # noqa: PLC0415 -- as above
    from plans.models import Plan, PlanVersion, PublicPage  # noqa: PLC0415 -- as above

    centre, _head = make_head()
    plan = Plan.objects.get(pk=make_plan(centre, ITEM_COUNT))
    plan.state, plan.approved_on = "approved", date(2025, 8, 30)
    plan.save()
    snapshot = snapshot_of(plan)
    PlanVersion.objects.create(
        plan=plan,
        number=1,
        snapshot=snapshot,
        sha256=sha256_of(snapshot),
        approved_on=plan.approved_on,
    )
    page = PublicPage.objects.create(
        plan=plan, organisation_id=centre, slug="plan", is_on=True, is_indexed=True
    )
    return ADDRESS.format(code=page.organisation.code)


def main() -> None:
    make_portal()
    address, client = publish(), Client()

    def ask(path: str, times: int, status: int = 200, headers: Mapping[str, str] = {}) -> None:
        for _ in range(times):
            if client.get(path, headers=dict(headers)).status_code != status:
                raise RuntimeError(path)

    first = client.get(address)
    known = {"If-None-Match": first.headers["ETag"]}
    say(f"Страница на {ITEM_COUNT} пунктов: {len(first.content) / 1024:.0f} КБ")
    for name, status, headers in (("целиком", 200, {}), ("304", 304, known)):
        with CaptureQueriesContext(connection) as queries:
            ask(address, 1, status, headers)
        count = len(queries)

        def work(status: int = status, headers: Mapping[str, str] = headers) -> None:
            ask(address, REPEATS, status, headers)

        ratio = paired(lambda: ask("/healthz", REPEATS), work)
        speed = REPEATS / processor_time(work)
        say(
            f"Из кэша, {name}: {ratio:.1f} × /healthz, запросов к базе {count}, "
            f"{speed:.0f} в секунду на одном ядре (цель ≥ 200)"
        )


if __name__ == "__main__":
    main()
