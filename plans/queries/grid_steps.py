"""Which edits of a plan a person can take back, and which they can repeat."""

from plans.models import Plan, PlanEdit

MOST_STEPS_BACK = 100


def steps_after(edit: PlanEdit) -> tuple[list[int], list[int]]:
    """The same for whoever has just made this edit: nothing is left to repeat after a new act."""
    if edit.kind in {PlanEdit.Kind.UNDO, PlanEdit.Kind.REDO}:
        return steps_back(edit.plan, edit.user_id)
    own = PlanEdit.objects.filter(plan=edit.plan_id, user=edit.user_id, is_taken_back=False)
    acts = own.exclude(kind__in=[PlanEdit.Kind.UNDO, PlanEdit.Kind.DOCUMENT])
    numbers = acts.order_by("-number").values_list("number", flat=True)
    return list(numbers[:MOST_STEPS_BACK]), []


def steps_back(plan: Plan, user_id: int | None) -> tuple[list[int], list[int]]:
    """What this person can take back and what they can repeat, newest first: one query."""
    edits = PlanEdit.objects.filter(plan=plan, user=user_id).order_by("-number")
    undo: list[int] = []
    redo: list[int] = []
    is_latest = True  # whoever does something new can repeat nothing that was undone before
    rows = edits.values_list("number", "kind", "is_taken_back")
    for number, kind, is_taken_back in rows[: 3 * MOST_STEPS_BACK]:
        if kind == PlanEdit.Kind.UNDO:
            if is_latest and not is_taken_back:
                redo.append(number)
            continue
        if not is_taken_back and kind != PlanEdit.Kind.DOCUMENT:
            undo.append(number)
        is_latest = is_latest and kind == PlanEdit.Kind.REDO
    return undo[:MOST_STEPS_BACK], redo[:MOST_STEPS_BACK]
