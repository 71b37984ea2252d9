"""The command lines of the embedded portal; production has its own in docker-compose.yml."""

import sys
from pathlib import Path

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 -- gunicorn's heartbeat must not touch a disk


def web(host: str, port: int, *, dev: bool) -> list[str]:
    """Two processes of four threads, forked after loading: half the memory and the start."""
    loading = "--reload" if dev else "--preload"
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    command = [sys.executable, "-m", "gunicorn", "moc_portal.wsgi", "--bind", address]
    command += ["--worker-class", "gthread", "--workers", "2", "--threads", "4", loading]
    command += ["--timeout", "60", "--graceful-timeout", "5", "--log-level", "warning"]
    command += ["--max-requests", "2000", "--max-requests-jitter", "200", "--no-control-socket"]
    if SHARED_MEMORY.is_dir():
        command += ["--worker-tmp-dir", str(SHARED_MEMORY)]
    return command


def worker() -> list[str]:
    queues = ["--queues", "interactive,bulk", "--concurrency", "2"]
    return [*_celery(), "worker", *queues, "--without-gossip", "--without-mingle"]


def scheduler(schedule: Path) -> list[str]:
    # No pidfile: after a power cut it would name a stranger, and the scheduler would not start.
    return [*_celery(), "beat", "--schedule", str(schedule), "--pidfile", ""]


def _celery() -> list[str]:
    return [sys.executable, "-m", "celery", "--quiet", "--app", "moc_portal.celery"]
