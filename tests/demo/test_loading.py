"""The invented data in the database, and the command that loads it."""

import json
from collections import Counter
from datetime import date
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models, transaction

from moc_portal.demo.loading import NotEmptyError, load
from moc_portal.demo.people import PASSWORD
from moc_portal.demo.sizes import SIZES, Size
from organisations.domain.policy import Role
from organisations.models import Organisation, User
from plans.domain.states import PeriodState, ProgressState
from plans.models import (
    Plan,
    ProgressEntry,
    ReportingPeriod,
)
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)
TINY = Size(centres=2, organisations=11, certificates=37, executors=5)
OWN_APPS = ("organisations", "documents", "plans", "mediaplan", "navigator", "reports")
# Salted, written by the clock, or a key in disguise.
# A job names its period and its person by their keys, which another run counts on from.
UNREPEATABLE = {"id", "password", "path", "seal", "target", "details", "params", "key"}


def load_tiny(seed: int = 1, size: Size = TINY):
    return load(size, seed=seed, today=TODAY)


def dump() -> dict[str, list[dict[str, object]]]:
    """Every row of the portal's own tables; a reference is the place of the row it names."""
    own = [model for app in OWN_APPS for model in apps.get_app_config(app).get_models()]
    ranks = {model: {pk: rank for rank, pk in enumerate(_keys(model))} for model in own}
    return {
        model.__name__: [
            _row(row, ranks) for row in model._default_manager.order_by("pk").iterator()
        ]
        for model in own
    }


def _keys(model):
    return model._default_manager.order_by("pk").values_list("pk", flat=True)


def _row(row, ranks):
    said = {}
    for field in row._meta.concrete_fields:
        if field.name in UNREPEATABLE or isinstance(field, models.DateTimeField):
            continue
        value = getattr(row, field.attname)
        if isinstance(field, models.ForeignKey) and value is not None:
            value = ranks[field.related_model][value]
        elif field.name in {"organisation_id", "user_id"}:
            continue  # the journal's plain numbers
        elif field.name in {"before", "after"} and value and "assignments" in value:
            value = value | {"assignments": _ranked(value["assignments"], ranks)}
        said[field.name] = (
            str(value) if isinstance(value, models.fields.files.FieldFile) else value
        )
    return said


def _ranked(executors, ranks):
    """What an edit remembers: keys of organisations and of people, or None."""
    places, people = ranks[Organisation], ranks[User] | {None: None}
    return [[places[place], people[person]] for place, person in executors]


def loaded_and_undone(seed: int) -> dict[str, list[dict[str, object]]]:
    with transaction.atomic():
        load_tiny(seed)
        said = dump()
        transaction.set_rollback(True)
    return said


def test_same_seed_and_day_give_the_same_rows():
    first = loaded_and_undone(seed=3)

    again = loaded_and_undone(seed=3)

    assert [name for name in first if first[name] != again[name]] == []
    assert sum(map(len, first.values())) > 1000


def test_another_seed_gives_other_rows():
    first = loaded_and_undone(seed=3)

    other = loaded_and_undone(seed=4)

    assert [
        name for name in ("User", "ProgressEntry", "Programme") if first[name] == other[name]
    ] == []


def test_plan_of_a_city_has_as_many_items_as_asked():
    load_tiny(
        size=Size(centres=1, organisations=4, certificates=0, work_plan_items=60, executors=1)
    )

    plan = Plan.objects.get(kind="work_plan", state="approved")

    assert plan.items.count() == 60


@pytest.mark.parametrize(
    "today",
    [
        date(2026, 1, 1),
        date(2026, 4, 10),
        date(2026, 9, 1),
        date(2026, 11, 20),
        date(2026, 12, 31),
    ],
    ids=str,
)
def test_every_state_is_there_on_whatever_day(today):
    load(SIZES["town"], seed=1, today=today)

    [closed, running, planned] = ReportingPeriod.objects.order_by("starts_on")
    states = set(running.expectations.values_list("state", flat=True))
    first_school = Organisation.objects.get(short_name="Школа № 7")
    own = Counter(
        running.expectations.filter(organisation=first_school).values_list("state", flat=True)
    )
    assert [closed.state, running.state, planned.state] == list(
        map(str, (PeriodState.CLOSED, PeriodState.OPEN, PeriodState.PLANNED))
    )
    assert states == set(own) == set(ProgressState)
    assert closed.expectations.filter(state=ProgressState.ACCEPTED).exists()
    assert not closed.expectations.filter(state=ProgressState.SUBMITTED).exists()
    assert not planned.expectations.exists()
    assert ProgressEntry.objects.filter(done_on__gt=today).count() == 0
    assert ProgressEntry.objects.filter(submitted_at__date__gt=today).count() == 0


def test_load_refuses_a_base_that_is_in_use():
    OrganisationFactory()

    with pytest.raises(NotEmptyError):
        load_tiny()

    assert Organisation.objects.count() == 1


def test_command_refuses_a_base_that_is_in_use():
    OrganisationFactory()
    out, err = StringIO(), StringIO()

    with pytest.raises(SystemExit) as caught:
        call_command("load_demo", stdout=out, stderr=err)

    assert (caught.value.code, out.getvalue(), err.getvalue()) == (
        2,
        "",
        "В базе уже есть организации: демо-данные загружаются только в пустую базу.\n",
    )
    assert Organisation.objects.count() == 1


def test_command_prints_json_alone_and_leaves_the_users(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    out = StringIO()

    call_command("load_demo", "--json", stdout=out)

    said = json.loads(out.getvalue())
    file = tmp_path / "demo.json"
    assert {name: len(rows) for name, rows in said.items()} == {
        "users": User.objects.count(),
        "organisations": 21,
        "plans": 8,
        "periods": 3,
    }
    assert {user["role_code"] for user in said["users"]} == set(Role)
    assert {user["password"] for user in said["users"]} == {PASSWORD}
    assert {plan["state"] for plan in said["plans"]} == {
        "draft",
        "in_agreement",
        "returned",
        "approved",
        "completed",
    }
    assert {period["state"] for period in said["periods"]} == set(PeriodState)
    assert json.loads(file.read_text("utf-8")) == said["users"]
    assert oct(file.stat().st_mode & 0o777) == "0o600"


def test_command_tells_a_person_where_to_sign_in(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    out = StringIO()

    call_command("load_demo", "--seed", "2", stdout=out)

    lines = out.getvalue().splitlines()
    assert lines[:2] == [
        "Загружено: организаций 21, пользователей 26, планов 8, отчётных периодов 3.",
        f"Адрес: {settings.PORTAL_URL}. Пароль у всех один: {PASSWORD}",
    ]
    assert lines[-1] == "  Ответственные в других организациях: school2 … school18"
    assert "  head             руководитель МОЦ, МОЦ Лугоборска" in lines
