"""What stands in a row now that somebody else has changed it, by whom and when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from plans.domain.content import Field
from plans.domain.editing.board import SECTION, Stale
from plans.domain.editing.cells import GridColumn, GridItem, GridSection, shown_text
from plans.domain.editing.taking_back import Clash
from plans.domain.editing.values import COLUMN, LISTS_OF, PLACE, SILENT
from plans.models import Plan, PlanEdit, PlanItem, RowEdit
from plans.queries.grid import grid_columns, grid_item
from plans.queries.grid_answers import grid_rows, section_rows


@dataclass(slots=True)
class Conflict:
    """A row that is not as it was seen; `cells` maps columns to (text now, was it changed)."""

    row: str
    uid: str
    step: str | None
    version: int = 0
    by: str = ""
    at: datetime | None = None
    is_removed: bool = False
    cells: dict[str, tuple[str, bool]] = field(default_factory=dict)
    item: GridItem | None = None
    section: GridSection | None = None


def stale_conflicts(
    plan: Plan, stale: Sequence[Stale]
) -> tuple[tuple[GridColumn, ...], list[Conflict]]:
    """For each operation that came too late."""
    rows = _Rows(plan, [one.uid for one in stale])
    return rows.columns, [
        rows.conflict(one.row, one.uid, one.step, one.columns, one.seen) for one in stale
    ]


def undo_conflicts(
    plan: Plan, clashes: Sequence[Clash]
) -> tuple[tuple[GridColumn, ...], list[Conflict]]:
    """For each row that an edit cannot be taken back in."""
    rows = _Rows(plan, [clash.item or clash.uid for clash in clashes])
    found = []
    for clash in clashes:
        step = clash.uid if clash.row == "step" else None
        columns = rows.columns_named(clash.names, clash.row)
        found.append(rows.conflict(clash.row, clash.item or clash.uid, step, columns, 0))
    return rows.columns, found


def last_columns_edit(plan: Plan) -> PlanEdit | None:
    """Who has changed the columns last, and when."""
    edits = PlanEdit.objects.filter(plan=plan, rows__row=RowEdit.Row.COLUMN)
    return edits.select_related("user").order_by("-number").first()


class _Rows:
    """The rows in question, read once."""

    def __init__(self, plan: Plan, uids: Sequence[str]) -> None:
        self.columns = grid_columns(plan.columns.all())
        self._items = {str(row.uid): row for row in grid_rows(plan, uids)}
        self._sections = {one.uid: one for one in section_rows(plan, uids, ())}
        self._plan = plan
        self._gone = {
            str(uid): version
            for uid, version in PlanItem.every.filter(plan=plan, uid__in=uids)
            .order_by("pk")
            .values_list("uid", "version")
        }

    def conflict(
        self, row: str, uid: str, step: str | None, columns: Sequence[str], seen: int | None
    ) -> Conflict:
        edits = self._edits(row, uid)
        found = Conflict(row, uid, step)
        if edits:
            found.by, found.at = str(edits[0].edit.user or ""), edits[0].edit.at
        changed, is_certain = self._changed(edits, seen)
        if row == SECTION:
            section = self._sections.get(uid)
            found.is_removed = section is None
            found.section = section
            found.version = section.version if section else 0
            found.cells = {SECTION: (section.text if section else "", True)}
            return found
        item = self._items.get(uid)
        found.is_removed = item is None
        found.version = item.version if item else self._gone.get(uid, 0)
        if item is None:
            return found
        found.item = grid_item(item, self._plan)
        wanted = columns or [key for _row, key in changed if key]
        for column in dict.fromkeys(wanted):
            text = self._text(found.item, step, column)
            is_changed = not is_certain or (step, column) in changed or (None, column) in changed
            found.cells[column] = (text, is_changed)
        return found

    def columns_named(self, names: Iterable[str], row: str) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for name in names:
            for column in self._columns_of(name, row):
                found[column] = None
        return tuple(found)

    def _edits(self, row: str, uid: str) -> list[RowEdit]:
        """What happened to the row in this plan, the latest first: copies have the same uids."""
        edits = RowEdit.objects.filter(edit__plan=self._plan).select_related("edit__user")
        rows = edits.filter(uid=uid, row=SECTION) if row == SECTION else edits.filter(item_uid=uid)
        return list(rows.order_by("-edit__number", "-pk")[:200])

    def _changed(
        self, edits: Iterable[RowEdit], seen: int | None
    ) -> tuple[set[tuple[str | None, str]], bool]:
        """(step, column) of every value since that version; False where not all is known."""
        changed: set[tuple[str | None, str]] = set()
        versions: set[int] = set()
        latest = 0
        for edit in edits:
            after: dict[str, Any] = edit.after or {}
            version = after.get("version")
            if version is None:
                names = set(edit.before or {}) if edit.row == "step" else set()
            elif seen is not None and version > seen:
                versions.add(version)
                latest = max(latest, version)
                names = set(after)
            else:
                continue
            step = str(edit.uid) if edit.row == "step" else None
            for name in names - SILENT - {PLACE}:
                changed |= {(step, column) for column in self._columns_of(name, edit.row)}
        is_whole = seen is not None and len(versions) == latest - seen
        return changed, is_whole and bool(versions)

    def _columns_of(self, name: str, row: str) -> list[str]:
        wanted = LISTS_OF.get(name, name)
        if row == "step" and name == "title":
            wanted = Field.INTERMEDIATE_RESULT.value
        return [
            column.uid
            for column in self.columns
            if name == COLUMN + column.uid
            or column.field.value == wanted
            or (wanted == "deadline" and column.field.value.startswith("deadline"))
        ]

    def _text(self, item: GridItem, step: str | None, uid: str) -> str:
        for place, column in enumerate(self.columns):
            if column.uid == uid:
                number = item.step_uids.index(step) if step in item.step_uids else 0
                return shown_text(item.content, number, column.field, place)
        return ""
