"""The filters of the plan's page: which rows are left, and how many of how many."""

import pytest
from django.urls import reverse

from organisations.domain.policy import Permission, Role
from plans.models import Plan, PlanStep
from plans.queries.grid_filter import GridFilter, choose
from plans.queries.plans import plan_page
from tests.factories import (
    AssignmentFactory,
    CentreFactory,
    OrganisationFactory,
    PlanColumnFactory,
    PlanFactory,
    PlanItemFactory,
    PlanSectionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

UNKNOWN = [{"kind": "unknown"}]


@pytest.fixture
def plan():
    plan = PlanFactory(organisation=CentreFactory())
    PlanColumnFactory(plan=plan)
    return plan


@pytest.fixture
def rows(plan):
    """Four rows that differ in everything a filter asks for."""
    first, second = (PlanSectionFactory(plan=plan, title=title) for title in ("Начало", "Конец"))
    school = OrganisationFactory(parent=plan.organisation, short_name="Школа № 5")
    rows = {
        "slet": PlanItemFactory(
            plan=plan,
            section=first,
            number="3. 1",
            title="Слёт ЮНЫХ лётчиков",
            deadline_text="до 25 мая",
            deadline_terms=[{"kind": "due", "end": "2026-05-25"}],
            responsible=["Щурилова Э.В.", "школы"],
        ),
        "unread": PlanItemFactory(
            plan=plan,
            section=first,
            number="2",
            title="Беседа",
            note="в актовом зале",
            deadline_text="по мере сил",
            deadline_terms=UNKNOWN,
            extra={"0": "бюджет 5 тыс."},
        ),
        "undated": PlanItemFactory(
            plan=plan,
            section=second,
            number="4",
            title="Конкурс",
            deadline_text="",
            deadline_terms=[],
            channels=["Сайт"],
        ),
        "stepped": PlanItemFactory(
            plan=plan,
            section=second,
            number="5",
            title="Поход",
            deadline_text="",
            deadline_terms=[],
        ),
    }
    PlanStep.objects.create(
        item=rows["stepped"],
        ordering=0,
        title="Сбор снаряжения",
        deadline_text="когда-нибудь",
        deadline_terms=UNKNOWN,
        responsible=["Директор школы"],
    )
    AssignmentFactory(item=rows["slet"], organisation=school)
    person = UserFactory(last_name="Карелин")
    AssignmentFactory(item=rows["undated"], organisation=school, user=person)
    rows["keys"] = {"school": f"o{school.pk}", "person": f"u{person.pk}"}
    return rows


def read(plan, actor_in):
    return plan_page(actor_in(plan.organisation, Permission.PLAN_VIEW)).get(pk=plan.pk)


def left(plan, rows, actor_in, **wanted):
    chosen = choose(read(plan, actor_in), GridFilter(**wanted))
    names = {row.pk: name for name, row in rows.items() if name != "keys"}
    return {names[pk] for pk in chosen.shown}


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        pytest.param({"text": "слет юных"}, {"slet"}, id="case-and-yo"),
        pytest.param({"text": "ЛЁТЧИКОВ"}, {"slet"}, id="capitals"),
        pytest.param({"text": "3. 1"}, {"slet"}, id="number"),
        pytest.param({"text": "25  мая"}, {"slet"}, id="deadline-and-spaces"),
        pytest.param({"text": "актовом"}, {"unread"}, id="note"),
        pytest.param({"text": "5 тыс"}, {"unread"}, id="column-of-its-own"),
        pytest.param({"text": "сайт"}, {"undated"}, id="channel"),
        pytest.param({"text": "снаряжения"}, {"stepped"}, id="step"),
        pytest.param({"text": "когда-нибудь"}, {"stepped"}, id="step-deadline"),
        pytest.param({"text": "директор"}, {"stepped"}, id="step-responsible"),
        pytest.param({"text": "%"}, set(), id="no-wildcard"),
        pytest.param({"show": "doubtful"}, {"unread", "stepped"}, id="doubtful"),
        pytest.param({"show": "undated"}, {"undated"}, id="undated"),
        pytest.param({"show": "unassigned"}, {"unread", "stepped"}, id="unassigned"),
        pytest.param({"who": "school"}, {"slet", "undated"}, id="organisation"),
        pytest.param({"who": "person"}, {"undated"}, id="person"),
        pytest.param({"who": "w:щурилова э.в."}, {"slet"}, id="words"),
        pytest.param({"who": "w:директор школы"}, {"stepped"}, id="words-of-a-step"),
        pytest.param({"who": "school", "show": "undated"}, {"undated"}, id="together"),
        pytest.param({"text": "конкурс", "who": "w:школы"}, set(), id="none"),
    ],
)
def test_a_filter_leaves(plan, rows, actor_in, wanted, expected):
    who = wanted.get("who", "")
    wanted = {**wanted, "who": rows["keys"].get(who, who)}

    assert left(plan, rows, actor_in, **wanted) == expected


def test_a_section_is_known_by_its_lasting_number(plan, rows, actor_in):
    section = str(rows["undated"].section.uid)

    assert left(plan, rows, actor_in, section=section) == {"undated", "stepped"}
    assert left(plan, rows, actor_in, section=section, show="doubtful") == {"stepped"}


def test_tabs_count_what_the_other_filters_leave(plan, rows, actor_in):
    chosen = choose(read(plan, actor_in), GridFilter(section=str(rows["slet"].section.uid)))

    assert [(tab.label, tab.count) for tab in chosen.tabs] == [
        ("Все пункты", 2),
        ("Уточнить срок", 1),
        ("Без срока", 0),
        ("Не назначены", 1),
    ]
    assert all(f"section={rows['slet'].section.uid}" in tab.url for tab in chosen.tabs)
    assert (chosen.count, chosen.total) == (2, 4)


def test_nothing_asked_shows_everything(plan, rows, actor_in):
    chosen = choose(read(plan, actor_in), GridFilter())

    assert chosen.shown is None
    assert chosen.count == chosen.total == 4


@pytest.mark.parametrize("state", [Plan.State.DRAFT, Plan.State.IN_AGREEMENT])
def test_the_page_shows_only_what_is_left_and_says_how_many(plan, rows, sign_in, state):
    Plan.objects.filter(pk=plan.pk).update(state=state)
    client = sign_in(Role.METHODIST, plan.organisation)

    page = client.get(reverse("plans:plan_detail", args=[plan.pk]), {"q": "слет", "show": ""})

    text = page.content.decode()
    assert "Слёт ЮНЫХ лётчиков" in text
    assert f'id="item-{rows["slet"].pk}"' in text
    assert f'id="item-{rows["undated"].pk}"' not in text
    assert "Показано 1 из 4" in text.replace("\xa0", " ")
    assert "Сбросить отбор" in text


def test_what_is_asked_stays_in_the_form(plan, rows, sign_in):
    client = sign_in(Role.METHODIST, plan.organisation)

    page = client.get(
        reverse("plans:plan_detail", args=[plan.pk]),
        {"q": "слет", "who": rows["keys"]["school"], "show": "undated"},
    )

    form = page.context["filter"]
    assert form["q"].value() == "слет"
    assert form["who"].value() == rows["keys"]["school"]
    assert "Таких пунктов нет" in page.content.decode()


@pytest.mark.parametrize(
    "query", [{"who": "o999999"}, {"section": "нет"}, {"show": "x"}, {"q": "я" * 201}]
)
def test_nonsense_narrows_nothing(plan, rows, sign_in, query):
    client = sign_in(Role.METHODIST, plan.organisation)

    page = client.get(reverse("plans:plan_detail", args=[plan.pk]), query)

    assert page.status_code == 200
    assert page.context["chosen"].shown is None


def test_a_filter_asks_the_database_nothing_more(
    plan, rows, sign_in, django_assert_max_num_queries
):
    client = sign_in(Role.METHODIST, plan.organisation)
    url = reverse("plans:plan_detail", args=[plan.pk])
    client.get(url)
    with django_assert_max_num_queries(60) as whole:
        client.get(url)

    with django_assert_max_num_queries(len(whole)):
        client.get(url, {"q": "слет", "who": rows["keys"]["school"], "show": "unassigned"})
