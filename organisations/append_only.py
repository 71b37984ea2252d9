"""Tables whose rows, once written, neither change nor go: the database itself refuses."""

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations.base import Operation
from django.db.models import Model, UniqueConstraint


class AppendOnly(Operation):
    """Triggers, on SQLite and PostgreSQL, that refuse whatever changes a row of a model's table.

    UPDATE and DELETE on both, TRUNCATE on PostgreSQL, and REPLACE on SQLite. It can be repeated:
    it must be where SQLite has made the table anew, since the triggers went with the old one.
    """

    reversible = True

    def __init__(self, model_name: str) -> None:
        self.model_name = model_name

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The models do not change."""

    def database_forwards(
        self, app_label: str, schema_editor: Any, _from_state: Any, to_state: Any
    ) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        for statement in create_statements(schema_editor.connection.vendor, model):
            schema_editor.execute(statement)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, _to_state: Any
    ) -> None:
        table = from_state.apps.get_model(app_label, self.model_name)._meta.db_table
        for statement in drop_statements(schema_editor.connection.vendor, table):
            schema_editor.execute(statement)

    def describe(self) -> str:
        return f"Refuse changes of written rows of {self.model_name}"


def create_statements(vendor: str, model: type[Model]) -> list[str]:
    """What makes the table of this model append-only; nothing is lost by saying it twice."""
    table = model._meta.db_table
    if vendor == "sqlite":
        return [
            *(_refusal(table, verb) for verb in ("UPDATE", "DELETE")),
            # Named keys change with the model, so this one is never left as it was.
            f"DROP TRIGGER IF EXISTS {table}_no_replace",
            _no_replace(table, keys_of(model)),
        ]
    return [
        (
            f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger AS $$ "
            f"BEGIN RAISE EXCEPTION '{table} is append-only'; END $$ LANGUAGE plpgsql"
        ),
        f"DROP TRIGGER IF EXISTS {table}_frozen ON {table}",
        (
            f"CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()"
        ),
        f"DROP TRIGGER IF EXISTS {table}_kept ON {table}",
        (
            f"CREATE TRIGGER {table}_kept BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()"
        ),
    ]


def drop_statements(vendor: str, table: str) -> list[str]:
    """What lets the rows of this table be changed again."""
    if vendor == "sqlite":
        return [
            f"DROP TRIGGER IF EXISTS {table}_no_{verb}" for verb in ("update", "delete", "replace")
        ]
    return [
        f"DROP TRIGGER IF EXISTS {table}_frozen ON {table}",
        f"DROP TRIGGER IF EXISTS {table}_kept ON {table}",
        f"DROP FUNCTION IF EXISTS {table}_refuse()",
    ]


def keys_of(model: type[Model]) -> list[tuple[str, ...]]:
    """The columns by which a row of the table may collide with another: key after key."""
    meta = model._meta
    columns = {field.name: str(field.column) for field in meta.concrete_fields}
    keys = [(columns[field.name],) for field in meta.concrete_fields if field.unique]
    together = [tuple(columns[name] for name in names) for names in meta.unique_together]
    for constraint in meta.constraints:
        if isinstance(constraint, UniqueConstraint):
            if constraint.condition is not None or constraint.expressions:
                raise NotImplementedError(
                    f"{constraint.name}: append-only tables have unique keys of whole columns only"
                )
            together.append(tuple(columns[name] for name in constraint.fields))
    return [*keys, *together]


def _refusal(table: str, verb: str) -> str:
    return (
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )


def _no_replace(table: str, keys: Sequence[tuple[str, ...]]) -> str:
    """REPLACE takes the old row away without a word to the trigger on DELETE.

    So a row whose key is taken does not even begin to be inserted. A key that SQLite has yet to
    give out is -1 here, which no row has.
    """
    taken = " OR ".join(
        "(" + " AND ".join(f'old."{column}" = NEW."{column}"' for column in key) + ")"
        for key in keys
    )
    return (
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "  # noqa: S608 -- of a model
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only') FROM {table} AS old WHERE {taken}; "
        "END"
    )
