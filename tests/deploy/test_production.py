"""The processes of docker-compose.yml, run as it runs them, on a real PostgreSQL and Redis."""

import http.client
import os
import re
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from tests.bootstrap.processes import free_port, until

ROOT = Path(settings.BASE_DIR)
SERVICES: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))[
    "services"
]
HOST = "portal.example.ru"
GIVEN = {
    "PORTAL_HOST": HOST,
    "EMAIL_HOST": "smtp.example.ru",
    "DEFAULT_FROM_EMAIL": "p@example.ru",
}


class Production:
    """The containers' environment in a folder, their commands as child processes."""

    def __init__(self, data: Path, database_url: str, redis_url: str) -> None:
        self.port = free_port()
        self._data = data
        self._started: list[subprocess.Popen[bytes]] = []
        values = {"database_url": database_url, "redis_url": redis_url, "email_password": ""}
        for name in SERVICES["web"]["secrets"]:
            (data / name).write_text(values.get(name, secrets.token_urlsafe(48)))
        # As in the Dockerfile, then as in docker-compose.yml.
        self.environment = {
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "HOME": str(data),
            "MOC_NO_BOOTSTRAP": "1",
            "MOC_VAR": str(data),
            "MEDIA_ROOT": str(data / "media"),
            "STATIC_ROOT": str(data / "static"),
            "JOB_SWEEP_SECONDS": "1",
        } | {name: self._filled(value) for name, value in SERVICES["web"]["environment"].items()}

    def _filled(self, text: str) -> str:
        text = re.sub(
            r"\$\{(\w+)(?::[-?]([^}]*))?\}",
            lambda found: GIVEN.get(found[1], found[2] or ""),
            text,
        )
        return self._moved(text)

    def _moved(self, text: str) -> str:
        moves = {
            "/run/secrets": str(self._data),
            "/var/lib/portal": str(self._data),
            "0.0.0.0:8000": f"127.0.0.1:{self.port}",
            "127.0.0.1:8000": f"127.0.0.1:{self.port}",
        }
        for place, here in moves.items():
            text = text.replace(place, here)
        return text

    def run(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self._moved(word) for word in command],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def start(self, service: str) -> subprocess.Popen[bytes]:
        with (self._data / f"{service}.log").open("wb") as log:
            process = subprocess.Popen(
                [self._moved(word) for word in SERVICES[service]["command"]],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        self._started.append(process)
        return process

    def is_healthy(self, service: str) -> bool:
        return self.run(SERVICES[service]["healthcheck"]["test"][1:]).returncode == 0

    def get(self, path: str, **headers: str) -> http.client.HTTPResponse:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        with closing(connection):
            connection.request("GET", path, headers={"Host": HOST} | names)
            answer = connection.getresponse()
            answer.read()
            return answer

    def stop(self) -> None:
        for process in self._started:
            process.terminate()
        for process in self._started:
            process.wait(timeout=60)


@pytest.fixture(scope="module")
def production(
    tmp_path_factory: pytest.TempPathFactory, database_url: str, redis_url: str
) -> Iterator[Production]:
    data = tmp_path_factory.mktemp("production")
    (data / "media").mkdir()
    shape = Production(data, database_url, redis_url)
    yield shape
    shape.stop()


def test_the_services_start_in_their_order_and_are_healthy(production):
    collected = production.run(["python", "manage.py", "collectstatic", "--noinput"])
    migrated = production.run(SERVICES["migrate"]["command"])
    production.start("web")
    scheduler = production.start("scheduler")
    workers = [production.start("worker-interactive"), production.start("worker-bulk")]

    assert (collected.returncode, migrated.returncode) == (0, 0), migrated.stderr
    until(lambda: production.is_healthy("web"))
    until(lambda: production.is_healthy("scheduler"))
    until(lambda: production.is_healthy("worker-interactive"))
    until(lambda: production.is_healthy("worker-bulk"))

    until(lambda: production.get("/readyz").status == 200)

    stranger = production.get("/healthz", Host="evil.example")
    assert stranger.status == 400

    plain = production.get("/")
    assert (plain.status, plain.headers["Location"]) == (301, f"https://{HOST}/")

    behind_tls = production.get("/healthz", X_Forwarded_Proto="https")
    assert behind_tls.headers["Strict-Transport-Security"] == (
        "max-age=31536000; includeSubDomains; preload"
    )

    for process in [*workers, scheduler]:
        process.terminate()
    until(lambda: not production.is_healthy("worker-interactive"))
    assert [process.wait(timeout=60) for process in [*workers, scheduler]] == [0, 0, 0]
