"""The invented plans as plan documents: what the reader of a real file would have found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from moc_portal.demo.names import Town
from moc_portal.demo.sizes import Size
from moc_portal.demo.wording import media_plan, pending, work_plan, year_plans
from moc_portal.demo.wording.rows import Row, Sections
from moc_portal.demo.years import Years
from plans.domain.content import (
    Approval,
    ApprovalKind,
    Column,
    Field,
    Item,
    Order,
    PlanContent,
    PlanDocument,
    PlanKind,
    Section,
    Step,
)
from plans.domain.deadlines import read_deadline
from plans.domain.drafts import Period, context_of
from plans.domain.states import APPROVED_ONCE, PlanState

AHEAD = timedelta(days=4)  # a plan is approved so many days before its year begins
NUMBER = Column("№ п/п", Field.NUMBER, 12)
DEADLINE = Column("Сроки исполнения", Field.DEADLINE, 32)
RESPONSIBLE = Column("Ответственный исполнитель", Field.RESPONSIBLE, 42)
RESULT = Column("Ожидаемый результат", Field.RESULT, 60)
TITLE = Column("Наименование мероприятия", Field.TITLE, 90)
TABLE = (NUMBER, TITLE, RESULT, DEADLINE, RESPONSIBLE)
ROAD_MAP_TABLE = (NUMBER, TITLE, DEADLINE, RESPONSIBLE, RESULT)
STEPS_TABLE = (
    NUMBER,
    TITLE,
    RESULT,
    Column("Промежуточный результат", Field.INTERMEDIATE_RESULT, 60),
    DEADLINE,
    RESPONSIBLE,
)
MEDIA_TABLE = (
    NUMBER,
    Column("Цель", Field.GOAL, 40),
    Column("Целевая аудитория", Field.AUDIENCE, 36),
    Column("Мероприятия", Field.TITLE, 60),
    Column("Каналы информирования", Field.CHANNELS, 40),
    Column("Сроки", Field.DEADLINE, 26),
    RESPONSIBLE,
)
_WORK_INTRODUCTION = (
    "Цель: доступность и качество дополнительного образования детей города. Задачи: развивать "
    "муниципальный сегмент Навигатора, сопровождать педагогов, распространять лучшие практики."
)


@dataclass(frozen=True, slots=True)
class DemoPlan:
    """A document with one plan, how far it has come, and its rows in printed order."""

    document: PlanDocument
    state: PlanState
    rows: tuple[Row, ...]
    approved_on: date
    today: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Draft:
    """What is said of a plan before it becomes a document."""

    kind: PlanKind
    title: str
    period: Period
    columns: tuple[Column, ...]
    sections: Sections
    state: PlanState = PlanState.APPROVED
    note: str = ""
    introduction: str = ""


def first_centre_plans(town: Town, years: Years, size: Size) -> list[DemoPlan]:
    """All four kinds in force, one plan in each state before that, and one that is over."""
    drafts = [*_in_force(town, years, size), *_pending(town, years), _last_year(town, years)]
    return [_demo_plan(draft, years.today) for draft in drafts]


def neighbour_plan(town: Town, years: Years) -> DemoPlan:
    """The short work plan of a centre that is not shown in full."""
    return _demo_plan(_work_plan(town, years.school_year, work_plan.SHORT), years.today)


def stretched(sections: Sections, count: int) -> Sections:
    """The same sections with `count` rows in all: as in a city, a row for each district."""
    worded = sum(len(rows) for _title, rows in sections)
    whole, rest = divmod(count, worded)
    longer = []
    before = 0
    for title, rows in sections:
        extra = min(max(rest - before, 0), len(rows))
        again = [*range(whole), whole] if extra else range(whole)
        taken = [
            _in_district(row, district)
            for district in again
            for row in (rows if district < whole else rows[:extra])
        ]
        longer.append((title, tuple(taken)))
        before += len(rows)
    return tuple((title, rows) for title, rows in longer if rows)


def _in_district(row: Row, district: int) -> Row:
    return replace(row, title=f"{row.title}, округ № {district}") if district else row


def _in_force(town: Town, years: Years, size: Size) -> list[_Draft]:
    sections = work_plan.SECTIONS
    if size.work_plan_items is not None:
        sections = stretched(sections, size.work_plan_items)
    year = years.calendar_year[0].year
    return [
        _work_plan(town, years.school_year, sections),
        _Draft(
            PlanKind.MEDIA_PLAN,
            f"Медиаплан МОЦ города {town.of_it} на {_school_year(years.school_year)}",
            years.school_year,
            MEDIA_TABLE,
            media_plan.SECTIONS,
        ),
        _Draft(
            PlanKind.ROAD_MAP,
            "План мероприятий («дорожная карта») по внедрению целевой модели дополнительного "
            f"образования детей в городе {town.in_it} на {year} год",
            years.calendar_year,
            ROAD_MAP_TABLE,
            year_plans.ROAD_MAP,
        ),
        _Draft(
            PlanKind.ACTION_PLAN,
            f"План мероприятий по повышению доступности дополнительного образования на {year} год",
            years.calendar_year,
            STEPS_TABLE,
            year_plans.ACTION_PLAN,
        ),
    ]


def _pending(town: Town, years: Years) -> list[_Draft]:
    summer, following = years.next_summer, years.next_calendar_year
    return [
        _Draft(
            PlanKind.ACTION_PLAN,
            f"План мероприятий летней кампании {summer[0].year} года",
            summer,
            (NUMBER, TITLE, DEADLINE, RESPONSIBLE),
            pending.SUMMER,
            PlanState.DRAFT,
        ),
        _Draft(
            PlanKind.ROAD_MAP,
            f"Дорожная карта внедрения социального заказа в городе {town.in_it} на "
            f"{following[0].year} год",
            following,
            (NUMBER, TITLE, DEADLINE, RESPONSIBLE),
            pending.SOCIAL_ORDER,
            PlanState.IN_AGREEMENT,
        ),
        _Draft(
            PlanKind.MEDIA_PLAN,
            f"Медиаплан Недели дополнительного образования, {_school_year(years.school_year)}",
            years.school_year,
            MEDIA_TABLE,
            pending.WEEK,
            PlanState.RETURNED,
            pending.RETURN_NOTE,
        ),
    ]


def _work_plan(
    town: Town, period: Period, sections: Sections, state: PlanState = PlanState.APPROVED
) -> _Draft:
    return _Draft(
        PlanKind.WORK_PLAN,
        f"План работы муниципального опорного центра города {town.of_it} на "
        f"{_school_year(period)}",
        period,
        TABLE,
        sections,
        state,
        introduction=_WORK_INTRODUCTION,
    )


def _last_year(town: Town, years: Years) -> _Draft:
    return _work_plan(town, years.last_school_year, work_plan.SHORT, PlanState.COMPLETED)


def _school_year(period: Period) -> str:
    return f"{period[0].year}–{period[1].year} учебный год"


def _demo_plan(draft: _Draft, today: date) -> DemoPlan:
    approved_on = min(draft.period[0] - AHEAD, today)
    content = PlanContent(
        draft.kind,
        draft.title,
        draft.period,
        draft.columns,
        tuple(_sections(draft)),
        draft.introduction,
    )
    in_force = draft.state in APPROVED_ONCE
    approvals = _approvals(approved_on if in_force else None)
    rows = tuple(row for _title, rows in draft.sections for row in rows)
    document = PlanDocument(approvals, (content,))
    return DemoPlan(document, draft.state, rows, approved_on, today, draft.note)


def _approvals(signed_on: date | None) -> tuple[Approval, ...]:
    order = Order("118-од", signed_on, "управление образования") if signed_on else None
    return (
        Approval(
            ApprovalKind.AGREED, "Начальник управления образования", "С. Ю. Дорогина", signed_on
        ),
        Approval(ApprovalKind.APPROVED, "Руководитель МОЦ", "М. П. Северьянова", signed_on, order),
    )


def _sections(draft: _Draft) -> Iterable[Section]:
    for place, (title, rows) in enumerate(draft.sections, 1):
        yield Section(str(place) if title else None, title or None, _items(draft, place, rows))


def _items(draft: _Draft, place: int, rows: Sequence[Row]) -> tuple[Item, ...]:
    title = draft.sections[place - 1][0]
    context = context_of(draft.period, title)
    return tuple(
        Item(
            f"{place}.{number}" if title else f"{number}.",
            row.title,
            goal=row.goal or None,
            audience=row.audience or None,
            channels=row.channels,
            result=row.result or None,
            deadline=read_deadline(row.deadline, context),
            responsible=_names(row.responsible),
            steps=tuple(
                Step(step.title, read_deadline(step.deadline, context), _names(step.responsible))
                for step in row.steps
            ),
        )
        for number, row in enumerate(rows, 1)
    )


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for name in text.split("; ") if name)
