"""What the history of a plan reads: edits, newest first, row by row and cell by cell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from organisations.domain.policy import Actor
from organisations.models import Organisation, User
from organisations.searching import mentions
from plans.domain.editing.values import ASSIGNMENTS
from plans.domain.history_words import (
    COLUMN_ROW,
    ITEM,
    SECTION,
    STEP,
    CellChange,
    Names,
    cell_changes,
    field_headers,
    is_of_step,
    keys_of_cell,
    row_title,
)
from plans.models import Plan, PlanColumn, PlanEdit, PlanItem, PlanSection, RowEdit

MOST_ROWS = 10
MOST_ROWS_OF_ONE = 300
_ROW_NAMES = {STEP: "Промежуточный результат", SECTION: "Раздел", COLUMN_ROW: "Графа"}


@dataclass(frozen=True, slots=True)
class HistoryFilter:
    """Which edits to show; `item`, `step` and `column` are lasting numbers."""

    who: int | None = None
    words: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None
    number: int | None = None
    item: UUID | None = None
    step: UUID | None = None
    column: str = ""

    @property
    def is_of_cell(self) -> bool:
        return bool(self.item and self.column)

    @property
    def is_empty(self) -> bool:
        return self == HistoryFilter()

    @property
    def is_of_rows_alone(self) -> bool:
        """Whether it asks for nothing but a row or a cell: then also for what was before."""
        return self == HistoryFilter(item=self.item, step=self.step, column=self.column)


@dataclass(frozen=True, slots=True)
class RowLine:
    """What an edit did to one row; `state` is «added», «removed» or empty."""

    name: str
    title: str
    item_id: int | None
    in_bin: bool
    excluded: int | None  # the number of the amendment that took the row out
    state: str
    changes: tuple[CellChange, ...]


@dataclass(frozen=True, slots=True)
class EditLine:
    """One edit; `source` names the amendment in whose draft it was made."""

    edit: PlanEdit
    source: str
    rows: tuple[RowLine, ...]
    rest_count: int


def history_plan(actor: Actor) -> QuerySet[Plan]:
    """Plans ready for their history: columns included."""
    plans = Plan.objects.visible_to(actor).select_related("organisation", "amends")
    return plans.prefetch_related("columns")


def edit_list(actor: Actor, plan: Plan, wanted: HistoryFilter) -> QuerySet[PlanEdit]:
    """The edits of the plan and of its amendments, newest first."""
    rows = _rows_wanted(plan, wanted)
    edits = PlanEdit.objects.visible_to(actor).filter(_of_plan(plan))
    if wanted.who:
        edits = edits.filter(user=wanted.who)
    if wanted.kind:
        edits = edits.filter(kind=wanted.kind)
    if wanted.since:
        edits = edits.filter(at__date__gte=wanted.since)
    if wanted.until:
        edits = edits.filter(at__date__lte=wanted.until)
    if wanted.number:
        edits = edits.filter(plan=plan, number=wanted.number)
    if wanted.item or wanted.words:
        edits = edits.filter(Exists(RowEdit.objects.filter(rows, edit=OuterRef("pk"))))
    most = MOST_ROWS_OF_ONE if wanted.number else MOST_ROWS
    shown = RowEdit.objects.filter(rows).order_by("pk")[:most]
    return (
        edits.select_related("user", "plan__amendment", "takes_back")
        .prefetch_related(Prefetch("rows", shown, to_attr="shown_rows"))
        .annotate(row_count=Count("rows", filter=_rows_wanted(plan, wanted, "rows__")))
        .order_by("-at", "-pk")
    )


def edit_lines(
    plan: Plan, edits: Iterable[PlanEdit], wanted: HistoryFilter | None = None
) -> list[EditLine]:
    """The edits in words: five queries, however many there are."""
    found = list(edits)
    rows = [row for edit in found for row in _shown(edit)]
    book = _Book(plan, rows)
    keys = cell_keys(plan, wanted) if wanted else ()
    return [
        EditLine(
            edit,
            _source(plan, edit),
            tuple(book.line(row, keys) for row in _shown(edit)),
            edit.row_count - len(_shown(edit)),  # type: ignore[attr-defined]  # annotated above
        )
        for edit in found
    ]


def editors(actor: Actor, plan: Plan) -> QuerySet[User]:
    """Everybody who has edited the plan."""
    edits = PlanEdit.objects.visible_to(actor).filter(_of_plan(plan), user=OuterRef("pk"))
    return User.objects.filter(Exists(edits)).order_by("last_name", "first_name", "pk")


def kind_choices() -> list[tuple[str, str]]:
    return list(PlanEdit.Kind.choices)


def cell_title(plan: Plan, wanted: HistoryFilter) -> str:
    """The header of the cell whose history is shown."""
    if wanted.column == "assigned":
        return "Кому поручено"
    return next((row.header for row in plan.columns.all() if str(row.uid) == wanted.column), "")


def cell_keys(plan: Plan, wanted: HistoryFilter) -> tuple[str, ...]:
    """The names of the values that the cell shows; none where whole rows are asked for."""
    if not wanted.is_of_cell:
        return ()
    own = _keys(plan, wanted.column, is_step=False)
    row = next((row for row in plan.columns.all() if str(row.uid) == wanted.column), None)
    if wanted.step and row and is_of_step(row.field):
        return (*own, *_keys(plan, wanted.column, is_step=True))
    return own


def item_of(plan: Plan, uid: UUID) -> PlanItem | None:
    """The row whose history is shown, in the bin or not."""
    return PlanItem.every.filter(plan=plan, uid=uid).first()


def _of_plan(plan: Plan, path: str = "") -> Q:
    """An amendment's copy has the rows of its plan, and their history."""
    own = Q(**{f"{path}plan": plan}) | Q(**{f"{path}plan__amends": plan})
    return own | Q(**{f"{path}plan": plan.amends_id}) if plan.amends_id else own


def _rows_wanted(plan: Plan, wanted: HistoryFilter, path: str = "") -> Q:
    """Which rows of an edit to show; `path` leads to them."""
    uid, item_uid = f"{path}uid", f"{path}item_uid"
    chosen = Q()
    if wanted.words:
        words = Q(number=wanted.words) | mentions(wanted.words, "title")
        rows = PlanItem.every.filter(words, plan=plan).values("uid")
        chosen &= Q(**{f"{item_uid}__in": rows}) | Q(**{f"{uid}__in": rows})
    if not wanted.item:
        return chosen
    if not wanted.column:
        return chosen & (Q(**{item_uid: wanted.item}) | Q(**{uid: wanted.item}))
    own, of_step = (
        _has_any(_keys(plan, wanted.column, is_step=step), path) for step in (False, True)
    )
    cell = Q(**{uid: wanted.item}) & own
    if wanted.step:
        cell |= Q(**{uid: wanted.step}) & of_step
    return chosen & cell


def _has_any(keys: Sequence[str], path: str) -> Q:
    names = (f"{path}before__has_any_keys", f"{path}after__has_any_keys")
    before, after = (Q(**{name: list(keys)}) for name in names)
    return before | after


def _keys(plan: Plan, column: str, *, is_step: bool) -> tuple[str, ...]:
    if column == "assigned":
        return (ASSIGNMENTS,)
    row = next((row for row in plan.columns.all() if str(row.uid) == column), None)
    return keys_of_cell(row.field if row else "other", column, is_step=is_step)


def _shown(edit: PlanEdit) -> list[RowEdit]:
    rows: list[RowEdit] = edit.shown_rows  # type: ignore[attr-defined]  # prefetched above
    return rows


def _source(plan: Plan, edit: PlanEdit) -> str:
    if edit.plan_id == plan.pk:
        return ""
    return str(getattr(edit.plan, "amendment", "")) or "План, который изменяется"


class _Book:
    """The names of everything that some rows of edits mention."""

    def __init__(self, plan: Plan, rows: Sequence[RowEdit]) -> None:
        items = {row.item_uid or row.uid for row in rows if row.row in {ITEM, STEP}}
        known = PlanItem.every.filter(plan=plan, uid__in=items).select_related("excluded_by")
        self._items = {row.uid: row for row in known}
        columns = list(plan.columns.all())
        sections = PlanSection.every.filter(plan=plan)
        organisations, people = _executors(rows)
        self._names = Names(
            field_headers([(row.field, row.header) for row in columns]),
            self._headers(plan, columns),
            {str(row.uid): str(row) or "без раздела" for row in sections},
            partial(_executor, organisations, people),
        )

    @staticmethod
    def _headers(plan: Plan, columns: Sequence[PlanColumn]) -> dict[str, str]:
        """Columns that are there no more are known from the edit that took them away."""
        gone = RowEdit.objects.filter(_of_plan(plan, "edit__"), row=COLUMN_ROW)
        said = {
            str(row.uid): (row.before or {}).get("header", "")
            for row in gone.filter(after__isnull=True).order_by("pk")
        }
        return {**said, **{str(row.uid): row.header for row in columns}}

    def line(self, row: RowEdit, keys: Sequence[str]) -> RowLine:
        item = self._items.get(row.item_uid or row.uid) if row.row in {ITEM, STEP} else None
        title = row_title(row.row, row.before, row.after)
        if row.row == ITEM and item:
            title = str(item)
        elif not title:
            title = self._names.sections.get(str(row.uid)) or self._names.columns.get(
                str(row.uid), str(item or "")
            )
        is_added, is_removed = row.before is None, row.after is None
        return RowLine(
            _ROW_NAMES.get(row.row, ""),
            title or "строка, которой в плане больше нет",
            item.pk if item else None,
            in_bin=bool(item and item.removed_at and not item.excluded_by),
            excluded=item.excluded_by.number if item and item.excluded_by else None,
            state="added" if is_added else "removed" if is_removed else "",
            changes=tuple(cell_changes(row.row, row.before, row.after, self._names, keys)),
        )


def _executors(
    rows: Iterable[RowEdit],
) -> tuple[dict[int, Organisation], dict[int, User]]:
    pairs = [
        pair
        for row in rows
        for values in (row.before, row.after)
        for pair in (values or {}).get(ASSIGNMENTS, ())
    ]
    organisations = Organisation.objects.in_bulk({organisation for organisation, _user in pairs})
    return organisations, User.objects.in_bulk({user for _organisation, user in pairs if user})


def _executor(
    organisations: dict[int, Organisation],
    people: dict[int, User],
    organisation_id: int,
    user_id: int | None,
) -> str:
    place = str(organisations.get(organisation_id, "организация"))
    return f"{people.get(user_id, 'сотрудник')} ({place})" if user_id else place
