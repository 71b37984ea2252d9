"""What a person should look at in a plan that was read: each doubt in words, with its place."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from plans.domain.content import Approval, Deadline, Doubt, Field, Item, PlanContent
from plans.domain.deadlines import Due, Unknown, Window
from plans.domain.reading.columns import guess

_BANNED = re.compile(r"instagram|инстаграм|facebook|фейсбук", re.IGNORECASE)
_BLANK = re.compile(r"_{2,}")
_RANGE = re.compile(r"[-–—]\s*$")


def plan_doubts(plan: PlanContent, index: int, approvals: Sequence[Approval]) -> Iterator[Doubt]:
    """The doubts about one plan, top to bottom."""
    for column in plan.columns:
        known = guess(column.header)
        if (
            column.field is Field.OTHER
            and column.header
            and not (known.field is Field.OTHER and known.score)
        ):
            reason = f"графа «{column.header}» не узнана: её текст сохранится как «прочее»"
            yield Doubt(reason, index, None, Field.OTHER)
    approved_on = _approved_on(approvals)
    items = [item for section in plan.sections for item in section.items]
    columns = {column.field for column in plan.columns}
    for position, item in enumerate(items):
        for reason, field in _item_doubts(item, plan, approved_on, columns):
            yield Doubt(reason, index, position, field)
    yield from _duplicates(plan, index)


def document_doubts(approvals: Sequence[Approval], texts: Sequence[str]) -> Iterator[Doubt]:
    """The doubts about what stands around the plans."""
    if any(_BLANK.search(text) and re.search(r"20\d\d|20_|г\.", text) for text in texts):
        yield Doubt("в грифе не заполнена дата («____ 20__ г.»)")
    for approval in approvals:
        if approval.position and not approval.name:
            yield Doubt(f"в грифе «{approval.position}» не найдено имя подписавшего")


def _approved_on(approvals: Sequence[Approval]) -> date | None:
    days = [approval.date for approval in approvals if approval.date]
    days += [approval.order.date for approval in approvals if approval.order]
    return max(days, default=None)


def _item_doubts(
    item: Item, plan: PlanContent, approved_on: date | None, columns: set[Field]
) -> Iterator[tuple[str, Field]]:
    if not item.title:
        yield "мероприятие без названия", Field.TITLE
    deadlines = [step.deadline for step in item.steps] or [item.deadline]
    people = [step.responsible for step in item.steps] or [item.responsible]
    for deadline in deadlines:
        for reason in deadline_doubts(deadline, plan, approved_on):
            yield reason, Field.DEADLINE
    if Field.RESPONSIBLE in columns and not all(people):
        yield "ответственный не указан", Field.RESPONSIBLE
    banned = _BANNED.search(" ".join([item.title, *item.channels, item.result or ""]))
    if banned:
        yield f"названа запрещённая в России сеть «{banned[0]}»", Field.TITLE
    if any(_BLANK.search(text) for text in (item.title, item.result or "")):
        yield "в тексте осталось незаполненное место («____»)", Field.TITLE


def deadline_doubts(
    deadline: Deadline, plan: PlanContent, approved_on: date | None
) -> Iterator[str]:
    """Why a person should look at this deadline."""
    if Unknown() in deadline.terms:
        yield f"срок «{deadline.text or ''}» не прочитан"
    elif not deadline.terms:
        yield "срок не указан"
    if deadline.text and _RANGE.search(deadline.text) and deadline.text.strip("-–— "):
        yield f"срок «{deadline.text}» обрывается на тире"
    start, end = plan.period
    dated = [term for term in deadline.terms if isinstance(term, Window | Due)]
    first = [term.start if isinstance(term, Window) else term.end for term in dated]
    if any(day < start for day in first) or any(term.end > end for term in dated):
        yield f"срок «{deadline.text or ''}» выходит за период плана"
    if approved_on and any(term.end < approved_on for term in dated):
        yield f"срок «{deadline.text or ''}» раньше даты утверждения {approved_on:%d.%m.%Y}"


def _duplicates(plan: PlanContent, index: int) -> Iterator[Doubt]:
    position = 0
    for section in plan.sections:
        counts = Counter(item.number for item in section.items if item.number)
        for item in section.items:
            if item.number and counts[item.number] > 1:
                yield Doubt(f"номер «{item.number}» повторяется", index, position, Field.NUMBER)
            position += 1
