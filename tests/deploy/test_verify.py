"""`manage.py verify`: the gates, their order, the stop at the first that is shut."""

import io
import sys

import pytest
from django.core.management import CommandError, call_command

from moc_portal.management.commands import verify

OPEN = [sys.executable, "-c", ""]
SHUT = [sys.executable, "-c", "raise SystemExit(1)"]


def test_the_gates_stand_in_the_agreed_order():
    assert list(verify.GATES) == [
        "ruff format --check",
        "ruff check",
        "djlint",
        "lint-imports",
        "mypy",
        "check",
        "makemigrations --check",
        "pytest -n auto",
    ]


def test_the_first_shut_gate_is_named_and_the_last(monkeypatch):
    monkeypatch.setattr(verify, "GATES", {"one": OPEN, "two": SHUT, "three": OPEN})
    said = io.StringIO()

    with pytest.raises(CommandError) as refusal:
        call_command("verify", stdout=said)

    assert str(refusal.value) == "Проверка «two» не пройдена, дальше не проверялось."
    assert said.getvalue() == "── one\n── two\n"


def test_the_tests_can_be_left_out(monkeypatch):
    monkeypatch.setattr(verify, "GATES", {"one": OPEN, verify.TESTS: SHUT})
    said = io.StringIO()

    call_command("verify", "--no-tests", stdout=said)

    assert said.getvalue() == "── one\nВсе проверки пройдены.\n"
