"""When reports are due on a public plan's work without a day of its own, for its calendar."""

from collections.abc import Mapping, Sequence

from plans.domain.calendars import ReportDay, undated_terms
from plans.domain.checkpoint_plan import AskedSpan, WorkRow, asked, with_missing
from plans.domain.checkpoints import Checkpoint
from plans.domain.content import Item, PlanContent
from plans.domain.deadlines import Window
from plans.models import Plan, PlanItem
from plans.queries.checkpoints import periods_of


def report_days(
    plan: Plan, content: PlanContent, uids: Sequence[str]
) -> Mapping[str, tuple[ReportDay, ...]]:
    """By the check-points of today: they are no part of what was approved."""
    items = [item for section in content.sections for item in section.items]
    if not any(map(undated_terms, items)):
        return {}
    window = Window(*content.period)
    spans = with_missing(periods_of(plan), window)
    rows = PlanItem.every.filter(plan=plan).exclude(checkpoint="").order_by("pk")
    own = {str(uid): checkpoint for uid, checkpoint in rows.values_list("uid", "checkpoint")}
    return {
        uid: _days(item, Checkpoint(own.get(uid, plan.checkpoint)), window, spans)
        for uid, item in zip(uids, items, strict=True)
    }


def _days(
    item: Item, checkpoint: Checkpoint, window: Window, spans: Sequence[AskedSpan]
) -> tuple[ReportDay, ...]:
    terms = undated_terms(item)
    if not terms:
        return ()
    days = asked(WorkRow(terms, checkpoint, is_assigned=True), window, spans).days
    return tuple(
        ReportDay(spans[place].key.replace(":", "-"), day, spans[place].title)
        for place, day in days.items()
    )
