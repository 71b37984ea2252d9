"""What the audit trail knows of a plan's rows from before edits were kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, Min, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from organisations.domain.audit_words import say_verb
from organisations.domain.policy import Actor
from organisations.models import AuditEvent
from plans.domain.history_words import CellChange, Names, cell_changes, field_headers
from plans.models import Plan, PlanEdit, PlanItem, PlanSection

MOST_EVENTS = 50
_VERBS = Q(verb__startswith="item.") | Q(verb__startswith="section.")


@dataclass(frozen=True, slots=True)
class OldEdit:
    """A line of the audit trail as an edit: who, when, what with which row, cell by cell."""

    at: datetime
    user_name: str
    deed: str
    title: str
    changes: tuple[CellChange, ...]


def older_edits(
    actor: Actor, plan: Plan, item: PlanItem | None = None, keys: Iterable[str] = ()
) -> list[OldEdit]:
    """The newest such lines of the plan, or of one item; of some values only, if named."""
    events = AuditEvent.objects.visible_to(actor).filter(_VERBS)
    if item:
        events = events.filter(target=f"{PlanItem._meta.label_lower}:{item.pk}")
    else:
        rows = [
            _targets(PlanItem.every.filter(plan=plan)),
            _targets(PlanSection.every.filter(plan=plan)),
        ]
        events = events.filter(Q(target__in=rows[0]) | Q(target__in=rows[1]))
    first = PlanEdit.objects.filter(plan=plan).aggregate(at=Min("at"))["at"]
    if first:
        events = events.filter(at__lt=first)
    names = Names(field_headers([(row.field, row.header) for row in plan.columns.all()]))
    wanted = tuple(keys)
    found = [_old_edit(event, names, wanted) for event in events.order_by("-pk")[:MOST_EVENTS]]
    return [edit for edit in found if edit.changes or not wanted]


def _targets(rows: QuerySet[PlanItem] | QuerySet[PlanSection]) -> QuerySet[PlanItem]:
    name = Concat(Value(f"{rows.model._meta.label_lower}:"), Cast("pk", CharField()))
    return rows.annotate(target=name).values("target")  # type: ignore[return-value]  # one column


def _old_edit(event: AuditEvent, names: Names, keys: tuple[str, ...]) -> OldEdit:
    pairs = {
        name: value
        for name, value in event.details.items()
        if isinstance(value, list) and len(value) == 2
    }
    said = {name: value for name, value in pairs.items() if name not in {"place", "executors"}}
    before = {name: value[0] for name, value in said.items()}
    after = {name: value[1] for name, value in said.items()}
    row = event.verb.partition(".")[0]
    changes = cell_changes(row, before, after, names, keys)
    return OldEdit(
        event.at, event.user_name, say_verb(event.verb), event.target_name, tuple(changes)
    )
