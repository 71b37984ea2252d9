"""docker-compose.yml, Dockerfile, nginx.conf: kept honest without Docker."""

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = [name for name, service in SERVICES.items() if "build" in service]
NGINX = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
ENV_EXAMPLE = (ROOT / "deploy" / "env.example").read_text(encoding="utf-8")
# Not «$$», which is a dollar for the shell.
VARIABLE = re.compile(r"(?<!\$)\$\{(\w+)(?::([-?])([^}]*))?\}")
SECRET_NAME = re.compile(r"(PASSWORD|SECRET|KEY|TOKEN|DATABASE_URL|REDIS_URL)$")


def test_every_service_of_the_plan_is_there():
    assert set(SERVICES) == {
        "nginx",
        "web",
        "worker-interactive",
        "worker-bulk",
        "scheduler",
        "postgres",
        "redis",
        "migrate",
        "backup",
    }


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_has_an_image_and_restarts(name):
    service = SERVICES[name]

    assert service["image"]
    assert service["restart"] == ("no" if name == "migrate" else "unless-stopped")


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"migrate"}))  # it ends by itself
def test_every_service_that_stays_has_a_health_check(name):
    check = SERVICES[name]["healthcheck"]

    assert check["test"][0] in {"CMD", "CMD-SHELL"}
    assert {"interval", "timeout", "retries"} <= set(check)


@pytest.mark.parametrize("name", OURS)
def test_our_services_run_what_the_repository_and_the_lock_have(name):
    commands = [SERVICES[name]["command"]]
    if "healthcheck" in SERVICES[name]:
        commands.append(SERVICES[name]["healthcheck"]["test"][1:])

    for program, subject, *_ in commands:
        if program == "python":
            assert (ROOT / subject).is_file()
        else:
            assert program in {"gunicorn", "celery"}
            assert subject in {"moc_portal.wsgi", "--app=moc_portal.celery"}
            assert f"\n{program}==" in (ROOT / "requirements.lock").read_text()


def test_the_backup_runs_the_script_of_the_repository():
    assert SERVICES["backup"]["command"] == ["sh", "/deploy/backup", "nightly"]
    assert "./deploy:/deploy:ro" in SERVICES["backup"]["volumes"]
    assert (ROOT / "deploy" / "backup").is_file()


def test_each_queue_has_one_worker_and_there_is_one_scheduler():
    commands = [" ".join(SERVICES[name]["command"]) for name in OURS]

    assert sorted(re.findall(r"--queues=(\S+)", " ".join(commands))) == ["bulk", "interactive"]
    assert [" beat " in command for command in commands].count(True) == 1


def test_nothing_starts_before_what_it_needs():
    waited_for = {
        name: {need: rule["condition"] for need, rule in service.get("depends_on", {}).items()}
        for name, service in SERVICES.items()
    }

    ready = {
        "postgres": "service_healthy",
        "redis": "service_healthy",
        "migrate": "service_completed_successfully",
    }
    assert waited_for == {
        "nginx": {"web": "service_healthy"},
        "web": ready,
        "worker-interactive": ready,
        "worker-bulk": ready,
        "scheduler": ready,
        "migrate": {"postgres": "service_healthy"},
        "postgres": {},
        "redis": {},
        "backup": {"postgres": "service_healthy"},
    }


@pytest.mark.parametrize("name", SERVICES)
def test_no_secret_is_written_in_the_file(name):
    environment = SERVICES[name].get("environment", {})

    assert [key for key in environment if SECRET_NAME.search(key)] == []
    for key, value in environment.items():
        if key.endswith("_FILE"):
            assert value.startswith("/run/secrets/")
            assert value.removeprefix("/run/secrets/") in SERVICES[name]["secrets"]


def test_every_secret_is_a_file_that_git_and_the_image_do_not_see():
    made = (ROOT / "deploy" / "make-secrets").read_text()

    for name, secret in COMPOSE["secrets"].items():
        assert secret == {"file": f"./deploy/secrets/{name}"}
        assert re.search(rf"\bkeep {name}\b", made)
    for ignoring in (".gitignore", ".dockerignore"):
        assert "deploy/secrets" in (ROOT / ignoring).read_text().replace("secrets/", "secrets")


def test_every_variable_is_explained_and_a_needed_one_says_so_in_words():
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    found = VARIABLE.findall(text)

    assert found
    for name, mark, words in found:
        assert re.search(rf"^{name}=", ENV_EXAMPLE, re.MULTILINE), name
        assert mark in {"-", "?"}, f"{name} would be silently empty"
        assert mark == "-" or re.match(r"Укажите в \.env ", words)


def test_every_variable_that_the_settings_read_is_explained():
    source = (ROOT / "moc_portal" / "settings.py").read_text(encoding="utf-8")
    names = set(re.findall(r'env_(?:str|bool|int|list|secret|address)\(\s*"(\w+)"', source))

    missing = {name for name in names if not re.search(rf"\b{name}(_FILE)?\b", ENV_EXAMPLE)}

    assert names
    assert missing == set()


def test_every_variable_that_we_give_is_read():
    given = {key.removesuffix("_FILE") for key in SERVICES["web"]["environment"]}
    source = (ROOT / "moc_portal" / "settings.py").read_text(encoding="utf-8")

    unread = {name for name in given if f'"{name}"' not in source}

    assert unread == {"REMAP_SIGTERM"}  # Celery reads it


def test_redis_neither_forgets_nor_drops():
    command = SERVICES["redis"]["command"][-1]

    assert "--appendonly yes" in command
    assert "--maxmemory-policy noeviction" in command


def test_our_containers_cannot_change_themselves():
    for name in OURS:
        service = SERVICES[name]
        assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
        assert service["security_opt"] == ["no-new-privileges:true"]


def test_the_image_is_pinned_and_does_not_run_as_root():
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    orders = [line.split(maxsplit=1) for line in text.splitlines() if re.match(r"[A-Z]+ ", line)]

    assert [rest for order, rest in orders if order == "USER"] == ["portal"]
    assert {"--require-hashes", "--only-binary", "--no-deps"} <= set(text.split())
    assert "MOC_NO_BOOTSTRAP=1" in text
    assert "collectstatic" in text
    copied = [rest.split()[0] for order, rest in orders if order == "COPY"]
    assert [
        name for name in copied if not name.startswith("-") and not (ROOT / name).exists()
    ] == []


def test_nginx_reads_the_files_as_a_member_of_the_portals_group():
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")

    [group] = re.findall(r"groupadd --gid (\d+) portal", text)

    assert SERVICES["nginx"]["user"].split(":")[1] == group


def test_nginx_is_whole():
    stripped = re.sub(r'#.*|"[^"]*"', "", NGINX)

    assert stripped.count("{") == stripped.count("}")
    statements = [line.strip() for line in stripped.splitlines() if line.strip()]
    assert [line for line in statements if line[-1] not in "{};"] == []


@pytest.mark.parametrize(
    "directive",
    [
        "client_max_body_size 25m;",
        "client_header_timeout 10s;",
        "client_body_timeout 15s;",
        "ssl_protocols TLSv1.2 TLSv1.3;",
        "server_tokens off;",
        "limit_conn people 40;",
    ],
)
def test_nginx_keeps_its_limits(directive):
    assert directive in NGINX


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Forwarded-For", "$remote_addr"),
        ("X-Forwarded-Proto", "https"),
        ("X-Forwarded-Host", '""'),
        ("X-Forwarded-Port", '""'),
        ("X-Real-IP", '""'),
        ("Forwarded", '""'),
        ("Host", "${PORTAL_HOST}"),
    ],
)
def test_nobody_tells_nginx_who_he_is(header, value):
    assert re.findall(rf"proxy_set_header {header} (.+);", NGINX) == [value]


def test_stored_files_are_sent_only_after_the_portal_has_said_so():
    prefix = SERVICES["web"]["environment"]["MEDIA_ACCEL_PREFIX"]
    [block] = re.findall(rf"location {prefix} {{(.*?)}}", NGINX, re.DOTALL)
    folder = re.findall(r"alias (\S+);", block)[0].rstrip("/")

    assert "internal;" in block
    assert "X-Content-Type-Options nosniff" in block
    assert f"media:{folder}:ro" in SERVICES["nginx"]["volumes"]
    assert "media:/var/lib/portal/media" in SERVICES["web"]["volumes"]


def test_nginx_and_the_services_meet_at_the_same_ports():
    bound = [option for option in SERVICES["web"]["command"] if option.startswith("--bind=")]
    asked = set(re.findall(r"proxy_pass http://(\S+);", NGINX))
    published = {line.split(":")[1] for line in SERVICES["nginx"]["ports"]}

    assert (bound, asked) == (["--bind=0.0.0.0:8000"], {"web:8000"})
    assert published <= set(re.findall(r"listen (\d+)", NGINX))


def test_the_timeouts_grow_outwards():
    options = dict(
        option.removeprefix("--").split("=")
        for option in SERVICES["web"]["command"]
        if "=" in option
    )
    [nginx] = re.findall(r"proxy_read_timeout (\d+)s;", NGINX)
    grace = int(SERVICES["web"]["stop_grace_period"].rstrip("s"))
    soft = settings.CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT

    order = [soft, int(options["graceful-timeout"]), grace, int(options["timeout"]), int(nginx)]

    assert [pair for pair in pairwise(order) if pair[0] >= pair[1]] == []
