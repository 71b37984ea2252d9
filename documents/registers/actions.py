"""Try a table, load a table, write a table."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from import_export.results import RowResult
from tablib import Dataset

from documents.registers.preview import Preview, PreviewRow, Problem, Table, Verdict
from documents.registers.resources import (
    InvitationResource,
    OrganisationResource,
    PersonResource,
    Register,
)
from documents.writers.xlsx import Column, Sheet, workbook_bytes
from organisations import audit
from organisations.actions.invitations import IssuedInvitation
from organisations.domain.errors import OutOfReachError, RuleError
from organisations.domain.policy import Actor

VERDICTS = {
    RowResult.IMPORT_TYPE_NEW: Verdict.NEW,
    RowResult.IMPORT_TYPE_UPDATE: Verdict.CHANGED,
    RowResult.IMPORT_TYPE_SKIP: Verdict.SAME,
}
WHOLE_ROW = "__all__"


def try_table(register: Register, table: Table) -> Preview:
    """What the table would change; everything is done and undone, so every rule has its say."""
    result = register.import_data(_dataset(table), dry_run=True, use_transactions=True)
    return _preview(register, table, result)


@transaction.atomic
def load_table(register: Register, table: Table) -> Preview:
    """Write the whole table, or nothing when even one of its rows cannot be written."""
    result = register.import_data(
        _dataset(table),
        dry_run=False,
        use_transactions=True,
        rollback_on_validation_errors=True,
    )
    preview = _preview(register, table, result)
    if preview.problems:
        first = preview.problems[0]
        raise RuleError(
            f"Таблица не загружена: {first.place} — {first.text} Загрузите файл ещё раз, чтобы "
            "увидеть всё, что изменилось с проверки."
        )
    return preview


def load_invitations(
    register: InvitationResource, table: Table
) -> tuple[Preview, list[IssuedInvitation]]:
    """Make the links of a whole table; they are returned to be mailed, and kept nowhere."""
    preview = load_table(register, table)
    return preview, register.issued


def organisation_workbook(rows: QuerySet[Any], *, actor: Actor) -> bytes:
    return _workbook("Организации", OrganisationResource(actor=actor), rows)


@transaction.atomic
def person_workbook(rows: QuerySet[Any], *, actor: Actor) -> bytes:
    """Everybody in reach with their roles; who took the list away is remembered."""
    workbook = _workbook("Люди", PersonResource(actor=actor), rows)
    person = get_user_model().objects.get(pk=actor.user_id)
    first = person.memberships.order_by("pk").first()
    audit.record(
        actor,
        "person.export",
        person,
        organisation_id=first.organisation_id if first else None,
        rows=rows.count(),
    )
    return workbook


def blank_workbook(name: str, register: Register, rules: Sequence[tuple[str, str]]) -> bytes:
    """An empty table to fill, and beside it what its cells may say."""
    blank = Sheet(name, [Column(heading, width=24) for heading in register.headings()], [])
    columns = [Column("Столбец", width=24), Column("Как заполнять", width=90)]
    return workbook_bytes([blank, Sheet("Как заполнять", columns, rules)], title=name)


def _workbook(name: str, register: Register, rows: QuerySet[Any]) -> bytes:
    exported = register.export(rows)
    columns = [Column(heading, width=24) for heading in exported.headers]
    cells = [[str(cell or "") for cell in row] for row in exported]
    return workbook_bytes([Sheet(name, columns, cells)], title=name)


def _dataset(table: Table) -> Dataset:
    return Dataset(*map(tuple, table.rows), headers=table.headings)


def _preview(register: Register, table: Table, result: Any) -> Preview:
    if result.base_errors:
        raise result.base_errors[0].error
    versions: dict[str, int] = {}
    rows = []
    for cells, number, row in zip(table.rows, table.numbers, result.rows, strict=True):
        problems = _problems(register, table, cells, number, row)
        verdict = Verdict.WRONG if problems else VERDICTS[row.import_type]
        changes = _changes(register, row) if verdict is Verdict.CHANGED else []
        rows.append(PreviewRow(number, cells, verdict, changes, problems))
        if row.original is not None and not problems:
            versions[row.original.code] = row.original.version
    return Preview(table.headings, rows, table.unread, versions)


def _changes(register: Register, row: RowResult) -> list[tuple[str, str, str]]:
    """Heading, what is saved, what the table says."""
    pairs = [
        (field.column_name, str(field.export(row.original)), str(field.export(row.instance)))
        for field in register.get_import_fields()
    ]
    return [(heading, before, after) for heading, before, after in pairs if before != after]


def _problems(
    register: Register, table: Table, cells: Sequence[str], number: int, row: RowResult
) -> list[Problem]:
    found = _sentences(row)
    problems = []
    for attribute, texts in found.items():
        heading = register.heading_of(attribute)
        at = table.headings.index(heading) if heading in table.headings else None
        place = ("", "") if at is None else (table.columns[at], cells[at])
        problems += [Problem(number, place[0], heading, place[1], text) for text in texts]
    return sorted(problems, key=lambda one: (len(one.column), one.column))


def _sentences(row: RowResult) -> Mapping[str, list[str]]:
    """Attribute of the row → what is wrong with it; a fault of our own is not hidden."""
    if isinstance(row.validation_error, ValidationError):
        return row.validation_error.message_dict
    for failure in row.errors:
        if isinstance(failure.error, OutOfReachError):
            return {WHOLE_ROW: ["Эта организация вне вашей ответственности: уберите строку."]}
        if not isinstance(failure.error, RuleError):
            raise failure.error
        return {WHOLE_ROW: [str(failure.error)]}
    return {}
