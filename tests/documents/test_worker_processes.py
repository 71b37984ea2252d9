"""Real workers, real brokers, `kill -9`: nothing lost, nothing done twice.

Each test holds its positive control: the same failure with the defence off does lose the work.
"""

import hashlib
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.documents.processes.portal import (
    Portal,
    PostgresDatabase,
    RedisServer,
    wait_for,
)

CLAIMERS, JOBS, LEASE = 3, 40, 3
Start = Callable[..., Portal]


@pytest.fixture
def redis(tmp_path) -> Iterator[RedisServer]:
    binary = shutil.which("redis-server")
    if binary is None:
        pytest.skip("redis-server is not installed")
    server = RedisServer(binary, tmp_path)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def start_portal(tmp_path: Path) -> Iterator[Start]:
    """Start a portal on an empty database: PostgreSQL where the suite has it, else SQLite."""
    ends: list[Callable[[], None]] = []

    def start(**environment: str) -> Portal:
        if url := os.environ.get("DATABASE_URL"):
            database = PostgresDatabase(url, f"portal_processes_{os.getpid()}")
            database.drop()
            database.create()
            ends.append(database.drop)
            environment["DATABASE_URL"] = database.url
        portal = Portal(tmp_path / "var", **environment)
        ends.append(portal.close)
        portal.client.ask("prepare")
        return portal

    yield start
    for end in reversed(ends):
        end()


@pytest.fixture
def portal(request: pytest.FixtureRequest, start_portal: Start) -> Portal:
    """A portal on the broker that the test is asked to use."""
    if request.param == "redis":
        return start_portal(REDIS_URL=request.getfixturevalue("redis").url)
    return start_portal()


def assert_done_once(portal: Portal, job: int, name: str, *, attempts: int) -> None:
    state = portal.client.ask("state", job_id=job)
    assert (state["status"], state["attempts"]) == ("done", attempts)
    assert len(portal.runs(name)) == attempts
    [[file_name, path]] = state["files"]
    expected = f"Отчёт {name}\n".encode() * 10_000
    assert (file_name, Path(path).read_bytes()) == (f"{name}.txt", expected)
    assert Path(path).name == hashlib.sha256(expected).hexdigest()
    assert list((portal.folder / "media" / "incoming").iterdir()) == []


def status(portal: Portal, job: int) -> str:
    return portal.client.ask("state", job_id=job)["status"]


@pytest.mark.parametrize("victim", ["worker", "child"])
@pytest.mark.parametrize("portal", ["filesystem", "redis"], indirect=True)
def test_a_job_whose_worker_is_killed_is_done_once(portal: Portal, victim: str):
    worker = portal.start_worker()
    job = portal.client.ask("enqueue", name="first")
    [child] = wait_for(lambda: portal.runs("first"))
    wait_for(lambda: status(portal, job) == "running")

    if victim == "worker":
        worker.kill()
        portal.start_worker()
    else:
        os.kill(child, signal.SIGKILL)
    portal.let_go("first")

    # The control: without the sweep the job stays lost, though a living worker does others.
    wait_for(lambda: portal.client.ask("state", job_id=job)["lease_left"] < 0)
    portal.let_go("second")
    second = portal.client.ask("enqueue", name="second")
    wait_for(lambda: status(portal, second) == "done")
    assert (status(portal, job), portal.runs("first")) == ("running", [child])

    portal.start_scheduler()
    wait_for(lambda: status(portal, job) == "done")
    assert_done_once(portal, job, "first", attempts=2)
    assert_done_once(portal, second, "second", attempts=1)


def test_a_job_longer_than_its_lease_stays_with_its_worker(start_portal: Start):
    portal = start_portal()
    portal.start_worker()
    portal.start_scheduler()
    job = portal.client.ask("enqueue", name="long")
    wait_for(lambda: portal.runs("long"))
    taken_until = portal.client.ask("state", job_id=job)["lease_until"]

    # Once it holds for a whole lease more, it would have run out by now, were it not renewed.
    wait_for(lambda: portal.client.ask("state", job_id=job)["lease_until"] > taken_until + LEASE)

    portal.let_go("long")
    wait_for(lambda: status(portal, job) == "done")
    assert_done_once(portal, job, "long", attempts=1)


def test_a_worker_that_slept_through_its_lease_leaves_no_second_result(start_portal: Start):
    portal = start_portal()
    sleeper_log = portal.start_worker().log
    job = portal.client.ask("enqueue", name="dreamy")
    [sleeper] = wait_for(lambda: portal.runs("dreamy"))
    os.kill(sleeper, signal.SIGSTOP)
    portal.start_worker()
    portal.start_scheduler()
    wait_for(lambda: len(portal.runs("dreamy")) == 2)
    portal.let_go("dreamy")
    wait_for(lambda: status(portal, job) == "done")

    os.kill(sleeper, signal.SIGCONT)

    wait_for(lambda: f"job {job}: another worker has it now" in sleeper_log.read_text("utf-8"))
    assert_done_once(portal, job, "dreamy", attempts=2)


def test_a_request_without_redis_is_answered_and_its_job_is_done_later(
    redis: RedisServer, start_portal: Start
):
    portal = start_portal(REDIS_URL=redis.url)
    job = portal.client.ask("enqueue", name="late")
    portal.client.ask("give_up", job_id=job)
    portal.let_go("late")
    portal.start_worker()
    portal.start_scheduler()
    assert portal.client.ask("send_stock", name="before")
    wait_for((portal.folder / "before.stock").exists)

    redis.stop()
    answer, seconds = portal.client.ask("retry_over_http", job_id=job)
    is_accepted = portal.client.ask("send_stock", name="meanwhile")

    assert (answer, is_accepted) == (302, False)
    assert seconds < 3
    state = portal.client.ask("state", job_id=job)
    assert (state["status"], state["is_sent"]) == ("queued", False)

    redis.start()
    wait_for(lambda: status(portal, job) == "done")
    assert_done_once(portal, job, "late", attempts=1)
    # The control: what was nothing but a message is gone, though such messages arrive again.
    assert portal.client.ask("send_stock", name="after")
    wait_for((portal.folder / "after.stock").exists)
    assert not (portal.folder / "meanwhile.stock").exists()


def test_a_request_does_not_wait_for_a_redis_that_hangs(redis: RedisServer, start_portal: Start):
    portal = start_portal(REDIS_URL=redis.url)
    job = portal.client.ask("enqueue", name="late")
    portal.client.ask("give_up", job_id=job)

    with redis.hanging():
        answer, seconds = portal.client.ask("retry_over_http", job_id=job)

    assert answer == 302
    assert seconds < 4
    assert status(portal, job) == "queued"


def test_a_job_is_claimed_by_one_of_many(start_portal: Start):
    portal = start_portal()
    jobs = [portal.client.ask("enqueue", name=f"job-{number}") for number in range(JOBS)]
    claimers = [portal.new_client() for _number in range(CLAIMERS)]
    start = portal.folder / "start"
    for claimer in claimers:
        assert claimer.ask("state", job_id=jobs[0])["status"] == "queued"  # it is awake
        claimer.send("claim_each", job_ids=jobs, start=str(start))

    start.touch()
    claimed = [claimer.answer() for claimer in claimers]

    assert sorted(job for found in claimed for job in found) == jobs
    assert {portal.client.ask("state", job_id=job)["attempts"] for job in jobs} == {1}
