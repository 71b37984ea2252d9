"""Refusal to serve with unsafe settings."""

import os
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import WARNING, run_checks
from django.core.exceptions import ImproperlyConfigured

# What only TLS can satisfy: one fault, PORTAL_URL, and none between programs of one machine.
TLS_CHECKS = frozenset(f"security.W0{number}" for number in ("04", "05", "08", "12", "16", "21"))
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
REMEDIES = {
    "security.W009": "SECRET_KEY должен быть случайным и не короче 50 знаков",
    "security.W018": "DEBUG должен быть выключен (DEBUG=0)",
    "security.W020": "ALLOWED_HOSTS не должен быть пустым",
    "security.W025": "SECRET_KEY_FALLBACKS должны быть случайными и не короче 50 знаков",
}


def refuse_unsafe_settings() -> None:
    """Raise with one sentence when `check --deploy` has a warning; `up --dev` is excused."""
    if os.environ.get("MOC_DEV") == "1":
        return
    faults = [*_own_faults(), *_faults_found_by_django()]
    if faults:
        raise ImproperlyConfigured(
            f"Портал не запущен, его настройки небезопасны: {'; '.join(faults)}. Исправьте "
            "переменные окружения (они описаны в deploy/env.example) и запустите снова."
        )


def _own_faults() -> list[str]:
    faults = []
    if "*" in settings.ALLOWED_HOSTS:
        faults.append("в ALLOWED_HOSTS стоит «*», а нужны имена сервера")
    if settings.SILENCED_SYSTEM_CHECKS:
        faults.append("SILENCED_SYSTEM_CHECKS должен быть пустым")
    if _serves_the_world() and not settings.SECURE:
        faults.append("PORTAL_URL должен начинаться с https://")
    if _serves_the_world() and settings.CERTIFICATE_KEY == settings.SECRET_KEY:
        faults.append("не задан CERTIFICATE_KEY, отдельный ключ для номеров сертификатов")
    return faults


def _faults_found_by_django() -> list[str]:
    tolerated = frozenset() if settings.SECURE else TLS_CHECKS
    return [
        REMEDIES.get(message.id or "", f"{message.id} {message.msg}".rstrip("."))
        for message in run_checks(include_deployment_checks=True)
        if message.level >= WARNING and message.id not in tolerated
    ]


def _serves_the_world() -> bool:
    return urlsplit(settings.PORTAL_URL).hostname not in LOOPBACK
