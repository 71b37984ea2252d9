"""What was loaded, as plain values that a script can read."""

import json
import os
from pathlib import Path
from typing import Any

from moc_portal.demo.loading import Loaded
from moc_portal.demo.people import PASSWORD, Person
from organisations.domain.policy import ROLE_NAMES
from organisations.models import Organisation
from plans.models import Plan, ReportingPeriod

Facts = dict[str, Any]


def summary(loaded: Loaded) -> dict[str, list[Facts]]:
    """Users with their password, organisations, plans, periods."""
    names = {place.code: place.short_name for place in loaded.organisations}
    codes = {place.pk: place.code for place in loaded.organisations}
    return {
        "users": [_user(person, names) for person in loaded.people],
        "organisations": [_organisation(place, codes) for place in loaded.organisations],
        "plans": [_plan(plan, codes) for plan in loaded.plans],
        "periods": [_period(period, codes) for period in loaded.periods],
    }


def leave_users(users: list[Facts], path: Path) -> None:
    """Write the users where only the portal's own account can read them."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(file, "w", encoding="utf-8") as target:
        json.dump(users, target, ensure_ascii=False)


def _user(person: Person, names: dict[str, str]) -> Facts:
    post = person.posts[0]
    return {
        "username": person.username,
        "password": PASSWORD,
        "role": ROLE_NAMES[post.role],
        "role_code": post.role.value,
        "name": f"{person.name.last} {person.name.first} {person.name.patronymic}",
        "email": person.email,
        "organisation": post.place,
        "organisation_name": names[post.place],
    }


def _organisation(place: Organisation, codes: dict[int, str]) -> Facts:
    return {
        "id": place.pk,
        "code": place.code,
        "kind": place.kind,
        "name": place.name,
        "short_name": place.short_name,
        "parent": codes[place.parent_id] if place.parent_id else None,
    }


def _plan(plan: Plan, codes: dict[int, str]) -> Facts:
    return {
        "id": plan.pk,
        "kind": plan.kind,
        "title": plan.title,
        "state": plan.state,
        "organisation": codes[plan.organisation_id],
        "starts_on": plan.starts_on.isoformat(),
        "ends_on": plan.ends_on.isoformat(),
    }


def _period(period: ReportingPeriod, codes: dict[int, str]) -> Facts:
    return {
        "id": period.pk,
        "title": period.title,
        "kind": period.kind,
        "state": period.state,
        "organisation": codes[period.organisation_id],
        "starts_on": period.starts_on.isoformat(),
        "ends_on": period.ends_on.isoformat(),
    }
