"""A published plan full of names, addresses and numbers that nobody outside may read."""

from datetime import UTC, date, datetime

from plans.actions.plans import snapshot_of
from plans.domain.frame import Frame, Line
from plans.domain.frame_serial import frame_to_json
from plans.domain.versions import sha256_of
from plans.models import Plan, PlanApproval, PlanVersion, PublicPage
from tests.factories import (
    ApprovedPlanFactory,
    CentreFactory,
    ExpectationFactory,
    MembershipFactory,
    OrganisationFactory,
    PlanColumnFactory,
    PlanItemFactory,
    PlanSectionFactory,
    ProgressEntryFactory,
    ReportingPeriodFactory,
    UserFactory,
)

# Nothing of these may be read outside, in whatever case or letters.
CANARIES = (
    "канарейк",
    "валентин",
    "степановн",
    "canary",
    "45-67-89",
    "9123456789",
    "синицын",
    "445 95",
    "8901",
)
HEADERS = (
    ("№", "number"),
    ("Мероприятие", "title"),
    ("Описание", "description"),
    ("Результат", "result"),
    ("Срок", "deadline"),
    ("Ответственный", "responsible"),
    ("Примечание", "note"),
    ("Контакт", "other"),
)
WINDOW = {"kind": "window", "start": "2025-10-01", "end": "2025-10-31"}
DUE = {"kind": "due", "end": "2026-03-01"}


def published_plan(**fields) -> PublicPage:
    """An approved plan of two sections with its page switched on."""
    centre = CentreFactory(code="centr", name="Опорный центр", short_name="Центр")
    person = UserFactory(
        last_name="Канарейкина",
        first_name="Валентина",
        patronymic="Степановна",
        position="Методист центра",
        email="canary@example.ru",
        phone="+7 912 345-67-89",
    )
    MembershipFactory(user=person, organisation=centre, role="methodist")
    plan = ApprovedPlanFactory(organisation=centre, title="План работы на 2025 год")
    plan.introduction = "Составила Канарейкина В.С., тел. 8 (3532) 45-67-89, canary@example.ru"
    above = (Line("УТВЕРЖДАЮ: В. С. Канарейкина, 8 912 345 67 89"),)
    plan.frame = frame_to_json(Frame(above=above))
    plan.approved_by = person
    plan.save()
    PlanApproval.objects.create(
        plan=plan, ordering=0, kind="approved", position="Директор", name="В. С. Канарейкина"
    )
    for place, (header, field) in enumerate(HEADERS):
        PlanColumnFactory(plan=plan, ordering=place, header=header, field=field)
    first = PlanSectionFactory(plan=plan, ordering=0, number="1", title="Методическая работа")
    second = PlanSectionFactory(plan=plan, ordering=1, number="2", title="Каникулы")
    PlanItemFactory(
        plan=plan,
        section=first,
        ordering=0,
        number="1.1",
        title="Встреча с Канарейкиной Валентиной Степановной, СНИЛС 112-233-445 95",
        description="Ведёт Валентина Канарейкина, почта canary@example.ru",
        result="Протокол",
        deadline_text="октябрь",
        deadline_terms=[WINDOW],
        responsible=["Канарейкина В.С.", "методист Канарейкиной В. С.", "Синицын П.П."],
        note="Записаться: +7 (912) 345-67-89, сертификат 12.34567.8901-23",
        extra={"7": "Синицын Пётр Петрович, @canary_bird"},
        printed={"cells": {}},
    )
    PlanItemFactory(
        plan=plan,
        section=second,
        ordering=1,
        number="2.1",
        title="Летний лагерь",
        deadline_text="до 1 марта",
        deadline_terms=[DUE],
        responsible=["Школы"],
    )
    PlanItemFactory(
        plan=plan,
        section=second,
        ordering=2,
        number="2.2",
        title="Внутреннее совещание",
        is_public=False,
        deadline_terms=[WINDOW],
    )
    freeze_again(plan, number=1)
    chosen = {"slug": "plan-2025", "is_on": True, **fields}
    return PublicPage.objects.create(plan=plan, organisation=centre, changed_by=person, **chosen)


def freeze_again(plan: Plan, *, number: int, **fields) -> PlanVersion:
    """A version of what the plan says now."""
    plan = Plan.objects.get(pk=plan.pk)
    snapshot = snapshot_of(plan)
    said = {"basis": "приказ № 5, исполнитель Канарейкина В.С.", "document_number": "5", **fields}
    return PlanVersion.objects.create(
        plan=plan,
        number=number,
        snapshot=snapshot,
        sha256=sha256_of(snapshot),
        approved_on=date(2025, 8, 30),
        **said,
    )


def report(page: PublicPage, item, *, state="accepted", text="", execution="done", **fields):
    """What a school says of an item in the fourth quarter of 2025."""
    centre = page.plan.organisation
    period = centre.periods.first() or ReportingPeriodFactory(organisation=centre)
    school = fields.pop("organisation", None) or OrganisationFactory(parent=centre)
    row = ExpectationFactory(item=item, organisation=school, period=period, state=state, **fields)
    ProgressEntryFactory(
        expectation=row,
        text=text,
        execution=execution,
        submitted_at=datetime(2025, 12, 1, tzinfo=UTC),
    )
    return row
