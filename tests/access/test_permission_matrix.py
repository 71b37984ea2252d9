"""Every address × every person × whose object × every method: the answer each must get.

The expectation is computed from `authz.yaml` and the table of people below, by another road than
the portal's own: no policy code is asked. What is refused must change nothing, tell nothing, and
look like what does not exist.
"""

import re
from functools import cache
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import quote

import pytest
import yaml
from django.db import transaction
from django.urls import reverse

from organisations.access import iter_patterns
from organisations.domain.policy import Actor
from tests.access.universe import ABSENT, Universe, build, canary, fingerprint
from tests.conftest import StrictClient

pytestmark = pytest.mark.django_db

POLICY = yaml.safe_load(Path(__file__).with_name("authz.yaml").read_text(encoding="utf-8"))
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
CENTRE_1 = {"centre_1", "school_a", "school_b"}
CENTRE_2 = {"centre_2", "school_c"}
EVERYWHERE = {"region"} | CENTRE_1 | CENTRE_2
# person: role, whose objects the person reaches, whose names may stand on the person's pages
PEOPLE = {
    "head_1": ("head", CENTRE_1),
    "head_2": ("head", CENTRE_2),
    "methodist_1": ("methodist", CENTRE_1),
    "navigator_1": ("navigator_administrator", CENTRE_1),
    "media_1": ("media_officer", CENTRE_1),
    "approver_1": ("approver", CENTRE_1),
    "observer": ("observer", EVERYWHERE),
    "administrator": ("administrator", EVERYWHERE),
    "coordinator_a": ("coordinator", {"school_a"}),
    "coordinator_a2": ("coordinator", {"school_a"}),
    "coordinator_b": ("coordinator", {"school_b"}),
    "coordinator_c": ("coordinator", {"school_c"}),
    "nobody": ("", set()),
}
# A school knows its centre, everybody knows the region.
ABOVE = {"school_a": "centre_1", "school_b": "centre_1", "school_c": "centre_2"}
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
REFUSED = {403, 404, 405}
# As a browser asks for a page, as htmx asks for a part of it, as a form is sent.
FLAVOURS = [("GET", {}), ("GET", {"HX-Request": "true"}), ("POST", {})]
VOLATILE = re.compile(r"[A-Za-z0-9]{64}")  # CSRF tokens


def answers(row: dict, person: str, owner: str | None) -> str:
    """What a person must meet: «open», «forbidden» (403) or «absent» (404)."""
    role, reach = PEOPLE[person]
    by_role = isinstance(row["who"], list)
    if row.get("absent"):
        answer = "absent"
    elif by_role and role not in row["who"]:
        answer = "forbidden"
    elif "allowed" in row:
        answer = "open" if person in row["allowed"].get(owner, []) else "absent"
    else:
        answer = "open" if not by_role or owner is None or owner in reach else "absent"
    return answer


def arguments(universe: Universe, name: str, row: dict, owner: str | None) -> dict | None:
    """What fills the address; None where the owner has no such thing."""
    fixed = row.get("fixed", {})
    filled = dict(fixed)
    for argument in patterns()[name].pattern.converters:
        if argument in fixed:
            continue
        source = row.get("use", {}).get(argument, argument)
        if owner == "nobody_at_all":
            filled[argument] = ABSENT
        elif source in universe.owned[owner].ids:
            filled[argument] = universe.owned[owner].ids[source]
        else:
            return None
    return filled


@cache
def patterns():
    return dict(iter_patterns())


def sign_in(universe: Universe, person: str) -> StrictClient:
    client = StrictClient()
    client.force_login(universe.people[person], backend=BACKEND)
    return client


def ask(client: StrictClient, method: str, address: str, **headers):
    """One request, undone afterwards, also a signing out."""
    cookies = client.cookies.output(header="", sep=";")
    with transaction.atomic():
        response = client.generic(method, address, headers=headers)
        response.content if not response.streaming else b"".join(response.streaming_content)
        changed = fingerprint() if response.status_code in REFUSED and method == "POST" else None
        transaction.set_rollback(True)
    client.cookies = SimpleCookie(cookies)
    return response, changed


def bare(response) -> str:
    """The page without its tokens and without its own address, which links back to it carry."""
    address = response.wsgi_request.path
    text = VOLATILE.sub("", response.content.decode())
    return text.replace(address, "").replace(quote(address, safe=""), "")


def cells(universe: Universe, name: str, row: dict):
    """(owner, arguments) for every relation the address can have."""
    for owner in row.get("owners", [None]):
        filled = arguments(universe, name, row, owner)
        if filled is not None:
            yield owner, filled


@pytest.mark.parametrize("person", PEOPLE)
def test_every_address_answers_as_the_policy_says(person):
    wrong = deviations(person)

    assert not wrong, "\n".join(wrong)


def every_row(rows, _actor):
    return rows.all()


def anybody(user_id, _posts, permission, _name):
    return Actor(user_id, permission, None)


@pytest.mark.parametrize(
    ("person", "target", "sabotage"),
    [
        ("head_1", "organisations.models.ScopedQuerySet.visible_to", every_row),
        ("coordinator_a", "organisations.models.ScopedQuerySet.visible_to", every_row),
        ("methodist_1", "organisations.access.actor_for", anybody),
        ("nobody", "organisations.access.actor_for", anybody),
    ],
    ids=["rows of all, head", "rows of all, coordinator", "rights of all", "rights for nobody"],
)
def test_the_matrix_sees_a_broken_lock(person, target, sabotage, monkeypatch):
    """The positive control: with a defence taken out, the same cells must fail."""
    monkeypatch.setattr(target, sabotage)

    assert deviations(person) != []


def deviations(person: str) -> list[str]:
    """Every cell of one person that does not answer as the policy says."""
    universe = build()
    client = sign_in(universe, person)
    before = fingerprint()
    wrong = []
    for name, row in POLICY.items():
        for owner, filled in cells(universe, name, row):
            address = reverse(name, kwargs=filled)
            expected = answers(row, person, owner)
            for method, flavour in FLAVOURS:
                response, after = ask(client, method, address, **flavour)
                status = response.status_code
                if not fits(status, expected, method, row):
                    wrong.append(f"{method} {name} of {owner}: {status}, must be {expected}")
                if after is not None and after != before:
                    wrong.append(f"{method} {name} of {owner}: refused, and yet it wrote")
                wrong.extend(
                    f"{method} {name} of {owner} tells of {one}" for one in leaks(response, person)
                )
    return wrong


def fits(status: int, expected: str, method: str, row: dict) -> bool:
    right = {"forbidden": {403}, "absent": {404}}
    opened = {200, 302} if method == "GET" else {200, 302, 400, 409, 422}
    fitting = right.get(expected, opened)
    if method not in row["methods"] and (row["methods"] or not row.get("absent")):
        fitting = {405}
    return status in fitting | ({404, 503} if row.get("unset") else set())


def leaks(response, person: str) -> list[str]:
    """Owners out of the person's reach whose canary stands in the answer."""
    _role, reach = PEOPLE[person]
    known = reach | {ABOVE[one] for one in reach if one in ABOVE} | {"region"}
    if response.streaming:
        return []
    text = response.content.decode(errors="replace") + str(response.headers)
    return [owner for owner in EVERYWHERE - known if canary(owner) in text]


@pytest.mark.parametrize("person", ["head_1", "coordinator_a", "observer"])
def test_what_is_foreign_looks_like_what_does_not_exist(person):
    universe = build()
    client = sign_in(universe, person)
    different = []
    for name, row in POLICY.items():
        for owner, filled in cells(universe, name, row):
            if owner is None or answers(row, person, owner) != "absent":
                continue
            foreign, _ = ask(client, row["methods"][0], reverse(name, kwargs=filled))
            nothing = arguments(universe, name, row, "nobody_at_all")
            absent, _ = ask(client, row["methods"][0], reverse(name, kwargs=nothing))
            if (foreign.status_code, bare(foreign)) != (absent.status_code, bare(absent)):
                different.append(f"{name} of {owner}")
    assert not different, "\n".join(different)


def test_a_stranger_is_sent_to_the_door():
    universe = build()
    client = StrictClient()
    wrong = []
    for name, row in POLICY.items():
        for _owner, filled in cells(universe, name, row):
            for method in ("GET", "POST"):
                response, _ = ask(client, method, reverse(name, kwargs=filled))
                door = reverse("account_login")
                at_the_door = door in response.headers.get("Location", "")
                if row["who"] != "everyone" and not at_the_door:
                    wrong.append(f"{method} {name}: {response.status_code}")
                wrong.extend(f"{name} tells of {one}" for one in leaks(response, "nobody"))
    assert not wrong, "\n".join(wrong)


def test_every_view_answers_its_own_methods_only():
    universe = build()
    client = sign_in(universe, "head_1")
    wrong = []
    for name, row in POLICY.items():
        owner, filled = next(cells(universe, name, row))
        for method in METHODS:
            if method in row["methods"] or name.startswith(("account_", "mfa_")):
                continue  # the pages of allauth take what they are sent
            if method in {"HEAD", "OPTIONS"}:  # read-only by definition; views differ
                continue
            response, _ = ask(client, method, reverse(name, kwargs=filled))
            if response.status_code != 405:
                wrong.append(f"{method} {name} of {owner}: {response.status_code}")
    assert not wrong, "\n".join(wrong)


def test_nothing_is_posted_without_a_csrf_token():
    universe = build()
    client = StrictClient(enforce_csrf_checks=True)
    client.force_login(universe.people["head_1"], backend=BACKEND)
    taken = []
    for name, row in POLICY.items():
        _owner, filled = next(cells(universe, name, row))
        response, _ = ask(client, "POST", reverse(name, kwargs=filled))
        if response.status_code != 403:
            taken.append(f"{name}: {response.status_code}")
    assert not taken, "\n".join(taken)


def test_a_right_that_is_taken_away_is_gone_with_the_next_request():
    universe = build()
    client = sign_in(universe, "methodist_1")
    address = reverse("plans:plan_list")
    first = client.get(address)
    universe.people["methodist_1"].memberships.all().delete()

    second = client.get(address)

    assert (first.status_code, second.status_code) == (200, 403)


def test_every_address_has_its_row_and_every_row_its_address():
    assert sorted(POLICY) == sorted(patterns())


def test_rows_stand_in_the_order_of_their_names():
    assert list(POLICY) == sorted(POLICY)


def test_every_row_says_why_and_lets_somebody_in():
    empty = [
        name
        for name, row in POLICY.items()
        if not row["why"]
        or not (
            row.get("absent")
            or any(
                answers(row, person, owner) == "open"
                for person in PEOPLE
                for owner in row.get("owners", [None])
            )
        )
    ]
    assert empty == []


def test_every_role_opens_some_address():
    roles = {role for role, _reach in PEOPLE.values() if role}
    opened = {
        role for row in POLICY.values() if isinstance(row["who"], list) for role in row["who"]
    }
    assert roles - opened == set()
