"""Saving a cell of a plan against `/healthz`: 95th percentiles of one run, requests interleaved.

Measured twice: with nobody else there, and while three other editors save in other plans, each
five times a second at most: far more often than people do.
Run: python -m benchmarks.save_cell. With `DATABASE_URL` it runs on PostgreSQL.
"""

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import quantiles
from uuid import uuid4

from django.conf import settings

from benchmarks._portal import make_head, make_plan, make_portal, sign_in, start_server
from benchmarks._ratios import say, verdict

ROUNDS = 400
OTHERS = 3
PAUSE = 0.2  # seconds between two saves of another editor
ITEM_COUNTS = (30, 300)
GOAL = 3.0


class Editor:
    """A person who goes down the plan, writing into one cell after another."""

    def __init__(self, connection: http.client.HTTPConnection, plan_id: int, user_id: int) -> None:
        from plans.models import PlanColumn, PlanItem  # noqa: PLC0415 -- after django.setup()

        cookies = sign_in(user_id)
        self.connection = connection
        self.address = f"/plans/{plan_id}/changes/"
        self.headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "Content-Type": "application/json",
            "X-Person": str(user_id),
            "X-CSRFToken": cookies[settings.CSRF_COOKIE_NAME],
        }
        columns = PlanColumn.objects.filter(plan_id=plan_id, field="result")
        self.column = str(columns.get().uid)
        self.items = [
            str(uid)
            for uid in PlanItem.objects.filter(plan_id=plan_id).values_list("uid", flat=True)
        ]
        self.versions = dict.fromkeys(self.items, 1)
        self.count = 0

    def save(self) -> None:
        item = self.items[self.count % len(self.items)]
        self.count += 1
        operation = {
            "do": "set",
            "item": item,
            "version": self.versions[item],
            "cells": {self.column: f"Обучено не менее {self.count} педагогов"},
        }
        said = {"key": str(uuid4()), "kind": "cells", "operations": [operation]}
        answer = ask(self.connection, "POST", self.address, json.dumps(said), self.headers)
        self.versions[item] = json.loads(answer)["rows"][0]["version"]


def ask(
    connection: http.client.HTTPConnection,
    method: str,
    address: str,
    body: str | None = None,
    headers: dict[str, str] | None = None,
) -> bytes:
    connection.request(method, address, body, headers or {})
    response = connection.getresponse()
    answer = response.read()
    if response.status != http.client.OK:
        raise RuntimeError(f"{response.status} {answer[:500]!r}")
    return answer


def p95(spent: list[float]) -> float:
    return quantiles(spent, n=20)[-1]


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


@contextmanager
def saving_meanwhile(editors: list[Editor]) -> Iterator[None]:
    """Editors who go on saving, with a short pause, until the block ends; none may fail."""
    is_over = threading.Event()
    failed: list[BaseException] = []

    def go_on(editor: Editor) -> None:
        editor.connection.close()  # the server has let it go meanwhile; the next request opens it
        try:
            while not is_over.wait(PAUSE):
                editor.save()
        except (RuntimeError, OSError, http.client.HTTPException) as error:
            failed.append(error)

    threads = [threading.Thread(target=go_on, args=(editor,)) for editor in editors]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        is_over.set()
        for thread in threads:
            thread.join()
    if failed:
        raise failed[0]


def measure(editor: Editor, words: str) -> None:
    saving: list[float] = []
    health: list[float] = []
    for _ in range(ROUNDS):
        health.append(timed(lambda: ask(editor.connection, "GET", "/healthz")))
        saving.append(timed(editor.save))
    ours, theirs = p95(saving) * 1000, p95(health) * 1000
    say(f"{words}: p95 {ours:.1f} мс, /healthz {theirs:.1f} мс")
    ratio = ours / theirs
    verdict(
        f"save of a cell, {words}, × /healthz at p95", ratio, f"≤ {GOAL}", reached=ratio <= GOAL
    )


def main() -> None:
    make_portal()
    centre, head = make_head()
    plans = {count: make_plan(centre, count) for count in ITEM_COUNTS}
    busy = [(make_head(), ITEM_COUNTS[0]) for _ in range(OTHERS)]
    port = start_server()

    def connection() -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", port)

    others = [
        Editor(connection(), make_plan(centre_id, count), user_id)
        for (centre_id, user_id), count in busy
    ]
    for count, plan_id in plans.items():
        editor = Editor(connection(), plan_id, head)
        for _ in range(20):
            editor.save()
        measure(editor, f"{count} items, alone")
        with saving_meanwhile(others):
            measure(editor, f"{count} items, {OTHERS} others saving")


if __name__ == "__main__":
    main()
