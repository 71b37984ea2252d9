"""Settings that are wrong or unsafe: the server does not start and says why in one sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

KEY = "k3y-" + "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP"
GOOD = {
    "PORTAL_URL": "https://portal.example.ru",
    "SECRET_KEY": KEY,
    "CERTIFICATE_KEY": KEY[::-1],
}
UNSAFE = "Портал не запущен, его настройки небезопасны: "
REMEDY = ". Исправьте переменные окружения (они описаны в deploy/env.example) и запустите снова."


def load(data: Path, changes: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Load the site as gunicorn does."""
    (data / "static").mkdir()
    environment = {"PATH": os.environ["PATH"], "MOC_VAR": str(data)} | GOOD | changes
    return subprocess.run(
        [sys.executable, "-c", "import moc_portal.wsgi"],
        cwd=settings.BASE_DIR,
        env={name: value for name, value in environment.items() if value},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"PORTAL_URL": "http://127.0.0.1:8000", "CERTIFICATE_KEY": ""},
        {"MOC_DEV": "1", "DEBUG": "1", "ALLOWED_HOSTS": "*", "PORTAL_URL": "http://192.0.2.1"},
    ],
    ids=["production", "this machine only", "--dev"],
)
def test_good_settings_are_served(tmp_path, changes):
    done = load(tmp_path, changes)

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"SECRET_KEY": "short"}, "SECRET_KEY должен быть случайным и не короче 50 знаков"),
        (
            {"SECRET_KEY": f"django-insecure-{KEY}"},
            "SECRET_KEY должен быть случайным и не короче 50 знаков",
        ),
        (
            {"SECRET_KEY_FALLBACKS": "short"},
            "SECRET_KEY_FALLBACKS должны быть случайными и не короче 50 знаков",
        ),
        ({"PORTAL_URL": "http://portal.example.ru"}, "PORTAL_URL должен начинаться с https://"),
        ({"DEBUG": "1"}, "DEBUG должен быть выключен (DEBUG=0)"),
        ({"ALLOWED_HOSTS": "*"}, "в ALLOWED_HOSTS стоит «*», а нужны имена сервера"),
        (
            {"CERTIFICATE_KEY": ""},
            "не задан CERTIFICATE_KEY, отдельный ключ для номеров сертификатов",
        ),
    ],
    ids=["short", "example", "short old", "no TLS", "debug", "any host", "one key for all"],
)
def test_an_unsafe_setting_is_refused(tmp_path, changes, fault):
    done = load(tmp_path, changes)

    assert (done.returncode, done.stderr) == (3, f"{UNSAFE}{fault}{REMEDY}\n")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"SECRET_KEY": ""},
            (
                "Не задан секретный ключ: запустите «python3 manage.py up», он создаст "
                "var/secret_key, или задайте переменную SECRET_KEY или SECRET_KEY_FILE "
                "(не меньше 50 знаков)."
            ),
        ),
        (
            {"SECRET_KEY_FILE": "/nonexistent/key"},
            (
                "Переменная SECRET_KEY_FILE указывает на файл /nonexistent/key, а прочитать его "
                "нельзя: No such file or directory."
            ),
        ),
        ({"DEBUG": "perhaps"}, "Переменная DEBUG: нужно 1 или 0, а задано «perhaps»."),
        ({"EMAIL_PORT": "smtp"}, "Переменная EMAIL_PORT: нужно целое число, а задано «smtp»."),
        (
            {"PORTAL_URL": "portal.example.ru"},
            (
                "Переменная PORTAL_URL: нужен адрес вида https://portal.example.ru, а задано "
                "«portal.example.ru»."
            ),
        ),
        *(
            (
                {"DATABASE_URL": url},
                (
                    "Переменная DATABASE_URL: нужен адрес вида "
                    "postgres://имя:пароль@сервер:5432/база."
                ),
            )
            for url in (
                "mysql://root@localhost/portal",
                "postgres://localhost",
                "postgres://h:x/d",
            )
        ),
    ],
    ids=[
        "no key",
        "no file",
        "not a bool",
        "not a number",
        "no scheme",
        "mysql",
        "no name",
        "port",
    ],
)
def test_a_wrong_variable_is_named(tmp_path, changes, sentence):
    done = load(tmp_path, changes)

    assert (done.returncode, done.stderr) == (3, f"{sentence}\n")


def test_a_command_says_it_as_briefly(tmp_path):
    done = subprocess.run(
        [sys.executable, "manage.py", "up"],
        cwd=settings.BASE_DIR,
        env={
            "PATH": os.environ["PATH"],
            "MOC_VAR": str(tmp_path),
            "MOC_NO_BOOTSTRAP": "1",
            "DEBUG": "perhaps",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "Переменная DEBUG: нужно 1 или 0, а задано «perhaps».\n"


def test_no_check_is_silenced():
    assert settings.SILENCED_SYSTEM_CHECKS == []
