"""Settings from the environment; what is wrong is said in one sentence."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


def env_str(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def env_bool(name: str, *, default: bool = False) -> bool:
    value = env_str(name, "1" if default else "0").lower()
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise ImproperlyConfigured(f"Переменная {name}: нужно 1 или 0, а задано «{value}».")


def env_int(name: str, default: int) -> int:
    value = env_str(name, str(default))
    if not value.isdigit():
        raise ImproperlyConfigured(f"Переменная {name}: нужно целое число, а задано «{value}».")
    return int(value)


def env_list(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in env_str(name, default).split(",") if part.strip()]


def env_address(name: str, default: str) -> str:
    """A site's address without a path, as a browser says it."""
    value = env_str(name, default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
        raise ImproperlyConfigured(
            f"Переменная {name}: нужен адрес вида https://portal.example.ru, а задано «{value}»."
        )
    return value


def env_secret(name: str, default: str = "") -> str:
    """The value itself, or the content of the file that `NAME_FILE` points to."""
    path = env_str(f"{name}_FILE")
    if not path:
        return env_str(name, default)
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"Переменная {name}_FILE указывает на файл {path}, а прочитать его нельзя: "
            f"{error.strerror}."
        ) from error


def database(url: str, sqlite_path: Path) -> dict[str, Any]:
    """Django's database settings for `postgres://user:password@host:port/name`, else SQLite."""
    if not url:
        return _sqlite(sqlite_path)
    parts = urlsplit(url)
    port = parts.netloc.rpartition("@")[2].rpartition("]")[2].partition(":")[2]
    named = parts.path.strip("/") and (port.isdigit() or not port)
    if parts.scheme not in {"postgres", "postgresql"} or not named:
        raise ImproperlyConfigured(
            "Переменная DATABASE_URL: нужен адрес вида postgres://имя:пароль@сервер:5432/база."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 3,
            "options": "-c lock_timeout=5000 -c idle_in_transaction_session_timeout=60000",
        },
    }


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        # Whoever is the last to close a WAL copies it into the database: not after every request.
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # FULL: what was answered «сохранено» must survive a power cut.
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                # REPLACE must not get past the triggers of append-only tables.
                "PRAGMA recursive_triggers=ON;"
            ),
        },
    }
