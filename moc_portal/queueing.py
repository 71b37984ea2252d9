"""How messages to workers travel, and what the scheduler asks for: plain settings of Celery."""

from pathlib import Path
from typing import Any

from celery.schedules import crontab

REDIS_OPTIONS = {
    "visibility_timeout": 900,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 1,
    "socket_timeout": 5,
    "socket_keepalive": True,
    "health_check_interval": 25,
    "retry_on_timeout": True,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.05,
    "interval_max": 0.1,
}


def folder_options(folder: Path) -> dict[str, Any]:
    """The embedded queue: files in a folder."""
    return {
        "data_folder_in": str(folder),
        "data_folder_out": str(folder),
        "control_folder": str(folder / "control"),
        "polling_interval": 0.1,
    }


def beat_schedule(sweep_seconds: int) -> dict[str, Any]:
    """What is done again and again: lost jobs every few seconds, tidying, the night's work."""
    return {
        "sweep": {
            "task": "documents.tasks.sweep",
            "schedule": sweep_seconds,
            "options": {"expires": sweep_seconds},
        },
        "nightly": {
            "task": "documents.tasks.nightly",
            "schedule": crontab(hour=3, minute=20),
            "options": {"expires": 12 * 3600},
        },
        "tidy": {
            "task": "documents.tasks.tidy",
            "schedule": 3600,
            "options": {"expires": 3600},
        },
    }
