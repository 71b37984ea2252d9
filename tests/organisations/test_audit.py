"""The chain of the audit trail: what is done to it behind the portal's back is found."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, connections, transaction

from organisations import audit
from organisations.append_only import create_statements, drop_statements
from organisations.domain.policy import Actor, Permission
from organisations.models import AuditEvent, AuditHead
from tests.factories import OrganisationFactory, UserFactory

TABLE = "organisations_auditevent"


def record(organisation, count=1, **details):
    actor = Actor(UserFactory().pk, Permission.ORGANISATION_EDIT, None)
    return [
        audit.record(
            actor, "organisation.update", organisation, organisation_id=organisation.pk, **details
        )
        for _time in range(count)
    ]


@pytest.fixture
def school(db):
    return OrganisationFactory()


@pytest.fixture
def chain(school):
    """Five lines, and beside them five of another organisation."""
    record(OrganisationFactory(), 5)
    return record(school, 5, phone=["1", "2"])


@pytest.fixture
def _unguarded(db):
    """What an intruder with the database's password would do first."""
    with connection.cursor() as cursor:
        for statement in drop_statements(connection.vendor, TABLE):
            cursor.execute(statement)
    yield
    with connection.cursor() as cursor:
        for statement in create_statements(connection.vendor, AuditEvent):
            cursor.execute(statement)


def test_a_whole_chain_has_no_broken_links(school, chain):
    assert list(audit.broken_links(school.pk)) == []


@pytest.mark.usefixtures("_unguarded")
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("user_name", "Кто-то другой"),
        ("user_id", 0),
        ("verb", "organisation.create"),
        ("target", "organisations.organisation:0"),
        ("target_name", "Другая"),
        ("details", {"phone": ["1", "3"]}),
        ("at", "2020-01-01T00:00:00Z"),
        ("seal", "0" * 64),
    ],
)
def test_an_edited_line_is_found(school, chain, field, value):
    AuditEvent.objects.filter(pk=chain[2].pk).update(**{field: value})

    assert list(audit.broken_links(school.pk)) == [
        f"запись {chain[2].pk}: не сходится с предыдущими"
    ]


@pytest.mark.usefixtures("_unguarded")
def test_a_deleted_line_is_found_at_the_next_one(school, chain):
    AuditEvent.objects.filter(pk=chain[1].pk).delete()

    assert list(audit.broken_links(school.pk)) == [
        f"запись {chain[2].pk}: не сходится с предыдущими"
    ]


@pytest.mark.usefixtures("_unguarded")
def test_an_inserted_copy_is_found(school, chain):
    copy = AuditEvent.objects.get(pk=chain[4].pk)
    copy.pk = None
    copy.save(force_insert=True)

    assert list(audit.broken_links(school.pk)) == [f"запись {copy.pk}: не сходится с предыдущими"]


@pytest.mark.usefixtures("_unguarded")
def test_swapped_lines_are_found(school, chain):
    first, second = (AuditEvent.objects.filter(pk=chain[at].pk) for at in (1, 2))
    one, other = first.values("seal", "at").get(), second.values("seal", "at").get()
    first.update(**other)
    second.update(**one)

    assert list(audit.broken_links(school.pk)) == [
        f"запись {chain[1].pk}: не сходится с предыдущими"
    ]


@pytest.mark.usefixtures("_unguarded")
def test_a_cut_off_end_is_found(school, chain):
    AuditEvent.objects.filter(pk=chain[4].pk).delete()

    assert list(audit.broken_links(school.pk)) == ["конец журнала: записей 4, а должно быть 5"]


def test_a_lost_head_is_found(school, chain):
    AuditHead.objects.filter(organisation_id=school.pk).delete()

    assert list(audit.broken_links(school.pk)) == ["конец журнала: записей 5, а должно быть 0"]


@pytest.mark.usefixtures("_unguarded")
def test_a_line_moved_to_another_organisation_is_found_in_both(school, chain):
    other = OrganisationFactory()
    AuditEvent.objects.filter(pk=chain[4].pk).update(organisation_id=other.pk)

    assert list(audit.broken_links(school.pk)) != []
    assert list(audit.broken_links(other.pk)) != []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE organisations_auditevent SET user_name = 'никто'",
        "UPDATE organisations_auditevent SET seal = seal",
        "DELETE FROM organisations_auditevent",
    ],
)
def test_the_database_itself_refuses_to_change_a_line(school, chain, statement):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert AuditEvent.objects.count() == 10


def test_a_change_that_is_undone_leaves_no_line(school):
    with transaction.atomic():
        record(school)
        transaction.set_rollback(True)

    assert not AuditEvent.objects.exists()
    assert list(audit.broken_links(school.pk)) == []


def test_details_are_sealed_as_the_database_gives_them_back(school):
    record(school, 1, number=1.5, nested={"б": [1, None], "а": "ё\u00a0«»"}, day=school.pk)

    assert list(audit.broken_links(school.pk)) == []


def test_verify_audit_says_that_all_is_well(school, chain, capsys):
    call_command("verify_audit")

    assert capsys.readouterr().out == "Журнал цел.\n"


@pytest.mark.usefixtures("_unguarded")
def test_verify_audit_names_the_line_and_leaves_with_2(school, chain, capsys):
    AuditEvent.objects.filter(pk=chain[3].pk).update(user_name="Никто")

    with pytest.raises(SystemExit) as end:
        call_command("verify_audit")

    assert end.value.code == 2
    assert f"организация {school.pk}: запись {chain[3].pk}" in capsys.readouterr().err


@pytest.mark.usefixtures("_unguarded")
def test_verify_audit_finds_lines_whose_whole_chain_is_new_to_it(school, chain):
    AuditEvent.objects.filter(organisation_id=school.pk).update(organisation_id=987654)
    AuditHead.objects.filter(organisation_id=school.pk).delete()

    with pytest.raises(SystemExit):
        call_command("verify_audit")


@pytest.mark.usefixtures("transactional_db")
def test_sixteen_writers_at_once_leave_one_gapless_chain(tmp_path, monkeypatch):
    school = OrganisationFactory()
    actor = Actor(UserFactory().pk, Permission.ORGANISATION_EDIT, None)
    if connection.vendor == "sqlite":
        # The tests' database is in memory, where a table has one lock for all threads.
        path = tmp_path / "chain.sqlite3"
        with sqlite3.connect(path) as target:
            connection.connection.backup(target)
        target.close()
        monkeypatch.setitem(connections.settings["default"], "NAME", str(path))

    def write(number):
        audit.record(
            actor, "organisation.update", school, organisation_id=school.pk, number=number
        )
        connection.close()

    def read(_number):
        events = AuditEvent.objects.order_by("pk")
        found = [event.details["number"] for event in events], list(audit.broken_links(school.pk))
        connection.close()
        return found

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(write, range(64)))
        [(numbers, broken)] = list(pool.map(read, range(1)))

    assert sorted(numbers) == list(range(64))
    assert broken == []
