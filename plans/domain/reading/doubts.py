"""What a person should look at in a plan that was read: each doubt in words, with its place."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from plans.domain.content import Approval, Column, Doubt, Field, Item, PlanContent
from plans.domain.reading.columns import DATED, guess
from plans.domain.reading.item_doubts import Remark, deadline_doubts, item_remarks
from plans.domain.reading.places import Place, places_in
from plans.domain.reading.text import shortened

__all__ = ["deadline_doubts", "document_doubts", "plan_doubts"]

TOGETHER = 5  # more doubts of one kind than these are told in one sentence
_NAMED = 12  # and so many of its rows are named
_BLANK = re.compile(r"_{2,}")
_BLANK_DATE = re.compile(r"20\d\d|20_|г\.")
_COUNTED = re.compile(r"(?P<above>(?:\d+\.)*)(?P<last>\d+)[.)]?")
_MAX_POST = 160
_WHOLLY = frozenset({"результат не указан", "ответственный не указан", "срок не указан"})
_MANY = {"строчная": "название начинается со строчной буквы"}


def plan_doubts(
    plan: PlanContent, index: int, approvals: Sequence[Approval], texts: Sequence[str] = ()
) -> Iterator[Doubt]:
    """The doubts about one plan, top to bottom; `texts` stand around the plans' tables."""
    yield from _column_doubts(plan.columns, index)
    approved_on = _approved_on(approvals)
    home = _home(plan, approvals, texts)
    items = [item for section in plan.sections for item in section.items]
    found = [
        (position, remark)
        for position, item in enumerate(items)
        for remark in (*item_remarks(item, plan, approved_on, home), *_merged(item, plan))
    ]
    found.extend(_numbering(plan))
    found.extend(_empty_sections(plan))
    yield from _told(found, items, index)


def document_doubts(
    approvals: Sequence[Approval], texts: Sequence[str], unread_stamps: int = 0
) -> Iterator[Doubt]:
    """The doubts about what stands around the plans."""
    if any(_BLANK.search(text) and _BLANK_DATE.search(text) for text in texts):
        yield Doubt("в грифе не заполнена дата («____ 20__ г.»)")
    if unread_stamps:
        yield Doubt("не все грифы прочитаны: сверьте их с документом")
    for approval in approvals:
        if approval.position and not approval.name and not approval.order:
            yield Doubt(f"в грифе «{shortened(approval.position)}» не найдено имя подписавшего")
        if approval.position and len(approval.position) > _MAX_POST:
            post = shortened(approval.position)
            yield Doubt(f"в гриф «{post}» могли попасть лишние строки")
        if approval.order and not approval.order.issuer and not approval.name:
            yield Doubt(f"не найдено, кто издал приказ № {approval.order.number}")


def _column_doubts(columns: Sequence[Column], index: int) -> Iterator[Doubt]:
    fields = {column.field for column in columns}
    for column in columns:
        if column.field is Field.OTHER and column.header and not guess(column.header).score:
            reason = f"графа «{column.header}» не узнана: её текст сохранится как «прочее»"
            yield Doubt(reason, index, None, Field.OTHER)
    if not fields & DATED:
        yield Doubt("в таблице не найдена графа со сроками", index, None, Field.DEADLINE)
    if Field.RESPONSIBLE not in fields:
        reason = "в таблице не найдена графа с ответственными"
        yield Doubt(reason, index, None, Field.RESPONSIBLE)


def _approved_on(approvals: Sequence[Approval]) -> date | None:
    days = [approval.date for approval in approvals if approval.date]
    days += [approval.order.date for approval in approvals if approval.order]
    return max(days, default=None)


def _home(
    plan: PlanContent, approvals: Sequence[Approval], texts: Sequence[str]
) -> frozenset[Place]:
    """The places of the title and the stamps: the plan's own."""
    named = [plan.title, plan.introduction, *texts]
    for approval in approvals:
        named.append(approval.position or "")
        named.append((approval.order.issuer or "") if approval.order else "")
    return frozenset(place for text in named for place in places_in(text))


def _merged(item: Item, plan: PlanContent) -> Iterator[Remark]:
    """Cells merged with the row above: their text was given to this row too."""
    if item.steps:
        return
    for column in item.printed.merged:
        field = plan.columns[column].field if column < len(plan.columns) else Field.OTHER
        if field in DATED | {Field.RESPONSIBLE, Field.RESULT}:
            header = plan.columns[column].header
            yield Remark(
                f"ячейка графы «{header}» объединена с верхней: её текст отнесён и к этой строке",
                field,
                f"ячейка графы «{header}» объединена с верхней, её текст отнесён к каждой строке",
            )


def _numbering(plan: PlanContent) -> Iterator[tuple[int, Remark]]:
    """Numbers that stand twice in a section, and gaps in them."""
    first = 0
    for section in plan.sections:
        own = [item for item in section.items if item.number and not _is_merged(item, plan)]
        counts = Counter(item.number for item in own)
        for place, item in enumerate(section.items):
            if item.number and counts[item.number] > 1 and not _is_merged(item, plan):
                reason = f"номер «{item.number}» повторяется"
                yield first + place, Remark(reason, Field.NUMBER, "номер повторяется")
        for place, (one, other) in enumerate(pairwise(section.items), 1):
            if _is_gap(one.number or "", other.number or ""):
                reason = f"после номера {one.number} идёт {other.number}: проверьте, все ли строки"
                yield first + place, Remark(reason)
        first += len(section.items)


def _is_merged(item: Item, plan: PlanContent) -> bool:
    """Whether its number is that of the row above, in a cell over both."""
    fields = [column.field for column in plan.columns]
    return Field.NUMBER in fields and fields.index(Field.NUMBER) in item.printed.merged


def _empty_sections(plan: PlanContent) -> Iterator[tuple[int, Remark]]:
    """Lines read as sections that hold no item: told at the item that follows."""
    count = 0
    for section in plan.sections:
        if not section.items and section.title and not section.number:
            title = shortened(section.title)
            yield count, Remark(f"в разделе «{title}» нет пунктов: проверьте, раздел ли это")
        count += len(section.items)


def _is_gap(one: str, other: str) -> bool:
    before, after = _COUNTED.fullmatch(one), _COUNTED.fullmatch(other)
    if not before or not after or before["above"] != after["above"]:
        return False
    return int(after["last"]) > int(before["last"]) + 1


def _told(
    found: Iterable[tuple[int, Remark]], items: Sequence[Item], index: int
) -> Iterator[Doubt]:
    """Each remark as a doubt; many of one kind in one doubt at the first of their rows."""
    doubts: list[Doubt] = []
    kinds: dict[tuple[str, Field | None], list[Doubt]] = defaultdict(list)
    for position, remark in found:
        doubt = Doubt(remark.reason, index, position, remark.field)
        (kinds[remark.kind, remark.field] if remark.kind else doubts).append(doubt)
    for (kind, field), some in kinds.items():
        rows = list(dict.fromkeys(doubt.item or 0 for doubt in some))
        if kind in _WHOLLY and len(rows) == len(items) > 1:
            doubts.append(Doubt(f"{kind} ни в одной строке", index, rows[0], field))
        elif len(rows) > TOGETHER:
            reason = f"{_MANY.get(kind, kind)} в {len(rows)} строках: {_names(rows, items)}"
            doubts.append(Doubt(reason, index, rows[0], field))
        else:
            doubts.extend(some)
    yield from sorted(dict.fromkeys(doubts), key=lambda doubt: doubt.item or 0)


def _names(rows: Sequence[int], items: Sequence[Item]) -> str:
    names = [items[row].number or f"строка {row + 1}" for row in rows[:_NAMED]]
    return ", ".join(names) + ("…" if len(rows) > _NAMED else "")
