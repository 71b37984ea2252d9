"""What has happened in a plan since somebody last looked."""

from dataclasses import dataclass, field

from organisations.domain.policy import Actor
from plans.models import Plan, PlanEdit, RowEdit

MOST_ROWS = 200
MOST_WORDS = 5


@dataclass(slots=True)
class Since:
    """Rows that were touched after an edit; `is_much` where all had better be read anew."""

    items: list[str] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    has_places: bool = False
    is_much: bool = False

    @property
    def is_any(self) -> bool:
        return bool(self.items or self.sections)


def plan_by_key(plan_id: int) -> Plan:
    """A plan that an action has found to be in reach."""
    return Plan.objects.get(pk=plan_id)


def changes_since(plan: Plan, number: int, actor: Actor) -> Since:
    """Two queries; none where nothing has happened."""
    since = Since()
    if number >= plan.edit_number:
        return since
    edits = PlanEdit.objects.filter(plan=plan, number__gt=number).select_related("user")
    for edit in edits.exclude(user=actor.user_id).order_by("-number")[:MOST_WORDS]:
        since.words.append(f"{edit.user}: {edit}" if edit.user else str(edit))
    rows = RowEdit.objects.filter(edit__plan=plan, edit__number__gt=number).order_by("pk")
    named = rows.values_list("row", "uid", "item_uid", "before", "after")[: 10 * MOST_ROWS + 1]
    items: dict[str, None] = {}
    sections: dict[str, None] = {}
    for row, uid, item, before, after in named:
        since.is_much |= row == RowEdit.Row.COLUMN
        if row == RowEdit.Row.SECTION:
            sections[str(uid)] = None
        elif item is not None:
            items[str(item)] = None
        if row != RowEdit.Row.STEP:
            is_there = before is not None and after is not None
            since.has_places |= not is_there or "place" in (after or {})
    since.items, since.sections = [*items], [*sections]
    since.is_much |= len(items) > MOST_ROWS or len(named) > 10 * MOST_ROWS
    return since
