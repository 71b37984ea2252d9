"""What the start of the next plan reads: last year's rows, what was left of them, who has gone."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from moc_portal.web.words import counted
from organisations.domain.policy import Actor
from plans.domain.deadlines import Term, terms_from_json
from plans.domain.next_frame import frame_cells
from plans.domain.next_year import Cell, OldRow, is_recurring
from plans.domain.states import EXECUTION_NAMES, Execution, ProgressState
from plans.models import Expectation, Plan, PlanItem, ProgressEntry
from plans.queries.content import items_in_order, plan_content, plan_document, with_content
from plans.queries.next_year_warnings import Warned, warnings_in, who_has_gone

TEXTS = ("title", "description", "goal", "audience", "result", "note")
_HEADERS = {
    "title": "Мероприятие",
    "description": "Описание",
    "goal": "Цель",
    "audience": "Целевая аудитория",
    "result": "Результат",
    "note": "Примечание",
}
_FINISHED = {Execution.DONE, Execution.NOT_APPLICABLE}
_MOST_WORDS, _LONGEST_WORDS = 3, 220


@dataclass(frozen=True, slots=True)
class OldYear:
    """Last year's plan, ready to be carried over; `outside` are texts that belong to no item."""

    title: str
    period: tuple[date, date]
    rows: tuple[OldRow, ...]
    outside: tuple[OldRow, ...]
    gone: tuple[Warned, ...]
    state: str

    @property
    def unfinished(self) -> list[OldRow]:
        return [row for row in self.rows if row.unfinished]

    @property
    def finished(self) -> list[OldRow]:
        return [row for row in self.rows if not row.unfinished]


def next_plans(actor: Actor) -> QuerySet[Plan]:
    """Plans that a next one can be made of, content included."""
    plans = Plan.objects.visible_to(actor).filter(amends=None)
    return with_content(plans.select_related("organisation", "source", "plan_import"))


def plans_to_repeat(actor: Actor) -> QuerySet[Plan]:
    """The same, for a list to choose from: newest first."""
    plans = Plan.objects.visible_to(actor).filter(amends=None).select_related("organisation")
    return plans.order_by("-starts_on", "title", "pk")


def old_year(plan: Plan) -> OldYear:
    """The plan comes from `next_plans`."""
    left = _unfinished_words(plan)
    titles = {section.pk: str(section) for section in plan.sections.all()}
    rows = tuple(
        OldRow(
            key=row_key(item),
            number=item.number,
            title=item.title,
            section=titles[item.section_id],
            cells=tuple(_item_cells(item)),
            is_recurring=is_recurring(_terms(item)),
            unfinished=left.get(item.pk, ()),
        )
        for item in items_in_order(plan)
    )
    period = (plan.starts_on, plan.ends_on)
    gone = tuple(who_has_gone(plan, rows))
    return OldYear(plan.title, period, rows, tuple(_outside(plan)), gone, state_of(plan))


def warnings_for(old: OldYear, chosen: frozenset[str], day: date) -> list[Warned]:
    """Names out of date, acts to check, jubilees and people who have gone, in the chosen rows."""
    rows = [row for row in old.rows if row.key in chosen]
    return [*warnings_in([*rows, *old.outside], day), *old.gone]


def row_key(item: PlanItem) -> str:
    return f"i{item.pk}"


def state_of(plan: Plan) -> str:
    """A mark of all that the plan says: it differs as soon as anybody has changed anything."""
    said = [
        plan.pk,
        plan.version,
        [[row.pk, row.version] for row in items_in_order(plan)],
        repr(plan_document(plan)),
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _terms(item: PlanItem) -> Iterator[Term]:
    yield from terms_from_json(item.deadline_terms)
    for step in item.steps.all():
        yield from terms_from_json(step.deadline_terms)


def _item_cells(item: PlanItem) -> Iterator[Cell]:
    key = row_key(item)
    texts = [(name, _HEADERS[name], getattr(item, name)) for name in TEXTS]
    for name, header in (("responsible", "Ответственный"), ("channels", "Каналы")):
        texts += [(f"{name}.{n}", header, text) for n, text in enumerate(getattr(item, name))]
    texts += [(f"extra.{place}", "Прочая графа", text) for place, text in item.extra.items()]
    yield from (Cell(f"{key}.{name}", header, text) for name, header, text in texts if text)
    yield from _deadline_cell(key, item.deadline_text)
    for step in item.steps.all():
        yield Cell(f"t{step.pk}.title", "Промежуточный результат", step.title)
        yield from _deadline_cell(f"t{step.pk}", step.deadline_text)


def _deadline_cell(key: str, text: str) -> Iterator[Cell]:
    if text:
        yield Cell(f"{key}.deadline_text", "Срок", text, is_deadline=True)


def _outside(plan: Plan) -> Iterator[OldRow]:
    """Texts of the plan that stand outside its rows."""
    if plan.introduction:
        cell = Cell("p.introduction", "Вступительный текст", plan.introduction)
        yield OldRow("", "", "Вступительный текст", cells=(cell,))
    for section in plan.sections.all():
        if section.title:
            cell = Cell(f"s{section.pk}.title", "Раздел", section.title)
            yield OldRow("", section.number, section.title, cells=(cell,))
    for column in plan.columns.all():
        cell = Cell(f"c{column.pk}.header", "Заголовок графы", column.header)
        yield OldRow("", "", f"Графа «{column.header}»", cells=(cell,))
    for cell in frame_cells(plan_content(plan).frame):
        yield OldRow("", "", cell.header, cells=(cell,))


def _unfinished_words(plan: Plan) -> dict[int, tuple[str, ...]]:
    """By item, who has not finished it and in what words; empty for a plan never in force."""
    if plan.approved_on is None:
        return {}
    expected = Expectation.objects.filter(item__plan=plan, item__removed_at=None)
    rows = expected.order_by("period__starts_on", "pk").values_list(
        "item_id", "organisation__short_name", "state", "pk"
    )
    entries = ProgressEntry.objects.filter(expectation__item__plan=plan, is_current=True)
    said = {
        pk: (execution, text, reason)
        for pk, execution, text, reason in entries.order_by("pk").values_list(
            "expectation_id", "execution", "text", "reason"
        )
    }
    last: dict[int, dict[str, tuple[str, str, str] | None]] = defaultdict(dict)
    for item_id, place, state, pk in rows:
        last[item_id].setdefault(place, None)
        if state == ProgressState.ACCEPTED and pk in said:
            last[item_id][place] = said[pk]
    return {
        item.pk: words
        for item in plan.items.all()
        if (words := tuple(_words_of(last.get(item.pk, {}))))
    }


def _words_of(places: dict[str, tuple[str, str, str] | None]) -> Iterator[str]:
    if not places:
        yield "отчётов по строке не было"
        return
    open_places = {
        place: entry
        for place, entry in places.items()
        if entry is None or entry[0] not in _FINISHED
    }
    for place, entry in list(open_places.items())[:_MOST_WORDS]:
        if entry is None:
            yield f"{place}: ничего не принято"
            continue
        execution, text, reason = entry
        words = " ".join((reason or text).split())[:_LONGEST_WORDS]
        name = EXECUTION_NAMES.get(Execution(execution), "") if execution else "без отметки"
        yield f"{place}: {name}{f' — {words}' if words else ''}"
    if len(open_places) > _MOST_WORDS:
        rest = len(open_places) - _MOST_WORDS
        yield f"и ещё {counted(rest, 'организация,организации,организаций')}"
