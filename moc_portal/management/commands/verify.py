"""Every gate in order, stopping at the first that is shut: `manage.py verify`."""

import os
import subprocess
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

PYTHON = sys.executable
LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"
TESTS = "pytest -n auto"
GATES: dict[str, list[str]] = {
    "ruff format --check": [PYTHON, "-m", "ruff", "format", "--check", "."],
    "ruff check": [PYTHON, "-m", "ruff", "check", "."],
    "djlint": [PYTHON, "-m", "djlint", "--quiet", "--check", "--lint", "templates"],
    "lint-imports": [PYTHON, "-c", LINT_IMPORTS],
    "mypy": [PYTHON, "-m", "mypy", "."],
    "check": [PYTHON, "manage.py", "check", "--fail-level", "WARNING"],
    "makemigrations --check": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    TESTS: [PYTHON, "-m", "pytest", "-n", "auto"],
}


class Command(BaseCommand):
    """Format, lint, templates, imports, types, Django's checks, migrations, tests."""

    help = "Проверяет всё по порядку и останавливается на первой ошибке."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-tests", action="store_true", help="всё, кроме тестов")

    def handle(self, *_args: Any, **options: Any) -> None:
        for name, command in GATES.items():
            if name == TESTS and options["no_tests"]:
                continue
            self.stdout.write(f"── {name}")
            self.stdout.flush()
            if not _passes(command):
                raise CommandError(f"Проверка «{name}» не пройдена, дальше не проверялось.")
        self.stdout.write("Все проверки пройдены.")


def _passes(command: list[str]) -> bool:
    # The environment is made already; the gates must not make it again, each for itself.
    environment = os.environ | {"MOC_NO_BOOTSTRAP": "1"}
    done = subprocess.run(  # noqa: S603 -- the list above
        command, cwd=settings.BASE_DIR, env=environment, check=False
    )
    return done.returncode == 0
