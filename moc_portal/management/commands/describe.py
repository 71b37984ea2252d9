"""`describe`: the registries from which tests and people learn what the portal has."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.core.management.base import BaseCommand, CommandParser

from documents import registry
from documents.forms import GuardedFileField
from organisations.access import iter_patterns
from organisations.domain.policy import GRANTS, ROLE_NAMES, Permission

Row = dict[str, Any]


def addresses() -> list[Row]:
    """Every address: its name, its path, and whom it admits."""
    return [
        {"name": name, "path": str(pattern.pattern), "admits": _admits(pattern.callback)}
        for name, pattern in iter_patterns()
    ]


def _admits(view: Callable[..., Any]) -> str:
    if not hasattr(view, "permission"):
        return "everyone"
    return str(view.permission) if view.permission else "signed in"


def permissions() -> list[Row]:
    """Every role and what it grants."""
    return [
        {
            "role": str(role),
            "name": ROLE_NAMES[role],
            "grants": [str(one) for one in Permission if one in grants],
        }
        for role, grants in GRANTS.items()
    ]


def uploads() -> list[Row]:
    """Every form with a guarded file field, and what the door lets through."""
    return [
        {
            "form": f"{form.__module__}.{form.__qualname__}",
            "field": name,
            "accepts": str(field.accepts.suffixes),
        }
        for form in sorted(_forms(forms.BaseForm), key=lambda one: one.__qualname__)
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, GuardedFileField)
    ]


def _forms(parent: type[forms.BaseForm]) -> Iterator[type[forms.BaseForm]]:
    for form in parent.__subclasses__():
        yield form
        yield from _forms(form)


REGISTRIES: dict[str, Callable[[], list[Row]]] = {
    "addresses": addresses,
    "exports": registry.describe_exports,
    "uploads": uploads,
    "jobs": registry.describe,
    "permissions": permissions,
}


class Command(BaseCommand):
    """Print one registry, a line a row; with --json as JSON."""

    help = "Показать реестр: адреса, выгрузки, загрузки, задания или права."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("registry", choices=sorted(REGISTRIES))
        parser.add_argument("--json", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        rows = REGISTRIES[options["registry"]]()
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
            return
        for row in rows:
            self.stdout.write("  ".join(_words(value) for value in row.values()))


def _words(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)
