"""The hostile surroundings of every test, and the cast."""

import os
import random
import re
import socket
from collections.abc import Callable, Iterator

import hypothesis
import pytest
from django.core.cache import cache
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.test.client import RequestFactory

from organisations.append_only import create_statements, drop_statements
from organisations.domain.policy import Actor, Permission, Role
from organisations.models import AuditEvent, Organisation
from plans.models import PlanVersion, VersionFile
from tests.factories import MembershipFactory

SignIn = Callable[..., Client]

# No test depends on the speed of the machine. In CI the examples are the same in every run, so
# that a landing is judged by its change; on a developer's machine they go on searching.
hypothesis.settings.register_profile("search", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "search")

APPEND_ONLY = [AuditEvent, PlanVersion, VersionFile]
WRITING = re.compile(r"^\s*(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)
# A GET may keep the session alive and count attempts, and allauth keeps its own copy of
# addresses; nothing of the portal's own.
KEPT_ON_GET = re.compile(
    r"django_session|portal_cache|account_emailaddress|mfa_authenticator", re.IGNORECASE
)
FORBIDDEN_MARKUP = [
    (re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE), "an inline script"),
    (re.compile(r"<[^>]+\son[a-z]+\s*=", re.IGNORECASE), "an inline handler"),
    (re.compile(r"<[^>]+\sstyle\s*=", re.IGNORECASE), "an inline style"),
    (re.compile(r"\{\{|\{%"), "template code that leaked"),
]
POST_FORM = re.compile(r"<form[^>]*method=.post.*?</form>", re.IGNORECASE | re.DOTALL)


class StrictClient(Client):
    """A client that looks through every answer for what must never be in it."""

    def force_login(self, user, backend=None):
        super().force_login(user, backend)
        self.defaults["HTTP_X_PERSON"] = str(user.pk)  # as a page says whose it is

    def request(self, **request):
        if request.get("REQUEST_METHOD") in {"GET", "HEAD"}:
            with connection.execute_wrapper(refuse_writing):
                response = super().request(**request)
        else:
            response = super().request(**request)
        check_markup(response)
        return response


def refuse_writing(execute, sql, params, many, context):
    if WRITING.match(sql) and not KEPT_ON_GET.search(sql):
        raise AssertionError(f"a GET writes: {sql[:200]}")
    return execute(sql, params, many, context)


def check_markup(response) -> None:
    if "text/html" not in response.headers.get("Content-Type", "") or response.streaming:
        return
    text = response.content.decode()
    for pattern, name in FORBIDDEN_MARKUP:
        found = pattern.search(text)
        if found:
            start = max(0, found.start() - 80)
            raise AssertionError(f"{name} in the answer: …{text[start : found.end() + 80]}…")
    for form in POST_FORM.findall(text):
        if "csrfmiddlewaretoken" not in form:
            raise AssertionError(f"a form without its CSRF token: {form[:200]}")


@pytest.fixture
def client() -> Client:
    return StrictClient()


@pytest.fixture
def rf() -> RequestFactory:
    return RequestFactory()


@pytest.fixture(autouse=True)
def _shuffled_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows that nobody ordered come in any order, so that a missing `order_by` shows."""
    fetch = QuerySet._fetch_all

    def shuffled(self):
        is_fresh = self._result_cache is None
        fetch(self)
        if is_fresh and not self.ordered:
            random.shuffle(self._result_cache)

    monkeypatch.setattr(QuerySet, "_fetch_all", shuffled)


@pytest.fixture(autouse=True)
def _clean_cache() -> None:
    cache.clear()


@pytest.fixture(autouse=True)
def _no_internet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sockets reach this machine only."""
    connect = socket.socket.connect

    def guarded(self, address):
        if isinstance(address, tuple) and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            raise AssertionError(f"a test reaches out to {address}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def transactional_db(transactional_db) -> Iterator[None]:
    """Tests on real transactions empty the tables at their end, the append-only ones too."""
    with connection.cursor() as cursor:
        for model in APPEND_ONLY:
            for statement in drop_statements(connection.vendor, model._meta.db_table):
                cursor.execute(statement)
            for statement in create_statements(connection.vendor, model):
                cursor.execute(statement)
    yield
    with connection.cursor() as cursor:
        for model in APPEND_ONLY:
            for statement in drop_statements(connection.vendor, model._meta.db_table):
                cursor.execute(statement)


@pytest.fixture
def actor_in() -> Callable[..., Actor]:
    """Make a person who uses a permission in an organisation (and nothing below it)."""

    def make(organisation: Organisation, permission: Permission, role: Role = Role.HEAD) -> Actor:
        user_id = MembershipFactory(organisation=organisation, role=role.value).user_id
        return Actor(user_id, permission, frozenset({organisation.pk}))

    return make


@pytest.fixture
def sign_in(client: Client) -> SignIn:
    """Sign a person in; with no organisation given, in one that owns nothing."""

    def make(role: Role, organisation: Organisation | None = None) -> Client:
        place = {"organisation": organisation} if organisation else {}
        client.force_login(
            MembershipFactory(role=role.value, **place).user,
            backend="allauth.account.auth_backends.AuthenticationBackend",
        )
        return client

    return make
