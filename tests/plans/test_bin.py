"""The bin of a plan: what was removed, by whom, for how long, and the way back."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from organisations.domain.policy import Permission, Role
from plans.actions.editing import change_plan
from plans.models import Plan, PlanEdit, PlanItem, PlanSection, PlanStep
from plans.queries.bin import bin_count, bin_rows
from tests.factories import (
    CentreFactory,
    PlanColumnFactory,
    PlanFactory,
    PlanItemFactory,
    PlanSectionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre():
    return CentreFactory()


@pytest.fixture
def actor(actor_in, centre):
    return actor_in(centre, Permission.PLAN_EDIT)


@pytest.fixture
def plan(centre):
    plan = PlanFactory(organisation=centre)
    headers = {"number": "№", "title": "Дело", "deadline": "Срок", "other": "Бюджет"}
    for place, (field, header) in enumerate(headers.items()):
        PlanColumnFactory(plan=plan, ordering=place, header=header, field=field)
    return plan


@pytest.fixture
def section(plan):
    return PlanSectionFactory(plan=plan, title="Начало")


@pytest.fixture
def items(plan, section):
    return [
        PlanItemFactory(plan=plan, section=section, ordering=place, number=str(place), title=title)
        for place, title in enumerate(["Слёт", "Поход", "Беседа"])
    ]


@pytest.fixture
def methodist(sign_in, centre):
    return sign_in(Role.METHODIST, centre)


def act(plan, actor, *operations, kind="remove"):
    change_plan(plan.pk, operations, kind=kind, key=uuid.uuid4(), actor=actor)


def remove(plan, actor, *rows):
    operations = []
    for row in rows:
        now = PlanItem.objects.get(pk=row.pk)
        operations.append({"do": "remove", "item": str(now.uid), "version": now.version})
    act(plan, actor, *operations)


def titles(plan):
    return [row.title for row in PlanItem.objects.filter(plan=plan).in_printed_order()]


def bin_page(client, plan, **query):
    response = client.get(reverse("plans:plan_bin", args=[plan.pk]), query)
    assert response.status_code == 200
    return response


def restore(client, plan, **data):
    return client.post(reverse("plans:bin_restore", args=[plan.pk]), data)


def test_what_was_removed_says_who_when_and_what_it_said(plan, items, actor, methodist):
    PlanItem.objects.filter(pk=items[0].pk).update(extra={"3": "5 тыс."})
    remove(plan, actor, items[0])

    (row,) = bin_page(methodist, plan).context["page"]

    assert row.key == f"item:{items[0].uid}"
    assert row.title == "0 Слёт"
    assert row.place == "Начало"
    assert row.removed_by.pk == actor.user_id
    assert row.days_left == 30
    assert [(one.header, one.before) for one in row.said] == [
        ("№", "0"),
        ("Дело", "Слёт"),
        ("Срок", "В течение года"),
        ("Бюджет", "5 тыс."),
    ]


def test_a_row_comes_back_to_its_place(plan, items, actor, methodist):
    remove(plan, actor, items[1])
    assert titles(plan) == ["Слёт", "Беседа"]

    answer = restore(methodist, plan, only=f"item:{items[1].uid}")

    assert answer.status_code == 302
    said = methodist.get(answer.headers["Location"]).text.replace("\u00a0", " ")
    assert "Возврат из корзины: " in said
    assert titles(plan) == ["Слёт", "Поход", "Беседа"]
    assert bin_count(plan) == 0
    assert PlanEdit.objects.order_by("-number").first().kind == "restore"


def test_several_rows_come_back_in_one_edit(plan, items, actor, methodist):
    remove(plan, actor, *items[:2])
    before = PlanEdit.objects.count()

    restore(methodist, plan, rows=[f"item:{row.uid}" for row in items[:2]])

    assert titles(plan) == ["Слёт", "Поход", "Беседа"]
    assert PlanEdit.objects.count() == before + 1


def test_a_section_comes_back_with_its_items(plan, section, items, actor, methodist):
    operation = {"do": "remove_section", "section": str(section.uid), "version": 1}
    act(plan, actor, operation, kind="sections")
    assert titles(plan) == []
    rows = {row.row: row for row in bin_rows(plan)}
    assert rows["section"].item_count == 3

    restore(methodist, plan, only=f"section:{section.uid}")

    assert PlanSection.objects.filter(pk=section.pk).exists()
    assert titles(plan) == ["Слёт", "Поход", "Беседа"]


def test_an_item_brings_its_section_along(plan, section, items, actor, methodist):
    operation = {"do": "remove_section", "section": str(section.uid), "version": 1}
    act(plan, actor, operation, kind="sections")

    restore(methodist, plan, only=f"item:{items[0].uid}")

    assert PlanSection.objects.filter(pk=section.pk).exists()
    assert titles(plan) == ["Слёт"]


def test_a_step_comes_back(plan, items, actor, methodist):
    steps = [
        PlanStep.objects.create(item=items[0], ordering=place, title=f"Шаг {place}")
        for place in range(2)
    ]
    operation = {
        "do": "remove_step",
        "item": str(items[0].uid),
        "step": str(steps[0].uid),
        "version": 1,
    }
    act(plan, actor, operation)
    (row,) = bin_rows(plan)
    assert (row.title, row.place) == ("Шаг 0", "0 Слёт")

    restore(methodist, plan, only=row.key)

    assert [step.title for step in items[0].steps.all()] == ["Шаг 0", "Шаг 1"]


def test_a_step_of_a_removed_item_waits_with_it(plan, items, actor):
    PlanStep.objects.create(item=items[0], ordering=0, title="Шаг")
    remove(plan, actor, items[0])

    assert [row.row for row in bin_rows(plan)] == ["item"]


@pytest.mark.parametrize(("days", "count"), [(0, 1), (29, 1), (31, 0)])
def test_rows_wait_thirty_days(plan, items, actor, days, count):
    remove(plan, actor, items[0])
    PlanItem.every.filter(pk=items[0].pk).update(removed_at=timezone.now() - timedelta(days=days))

    assert len(bin_rows(plan)) == bin_count(plan) == count


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["Поход", "Слёт"]),
        ({"words": "слет"}, ["Слёт"]),
        ({"words": "в течение"}, ["Поход", "Слёт"]),
        ({"words": "нет такого"}, []),
        ({"row": "section"}, []),
        ({"row": "item"}, ["Поход", "Слёт"]),
    ],
)
def test_the_filter(plan, items, actor, methodist, query, expected):
    remove(plan, actor, items[0])
    remove(plan, actor, items[1])

    rows = bin_page(methodist, plan, **query).context["page"]

    assert [row.title.split()[-1] for row in rows] == expected


def test_an_empty_bin_says_what_comes_here(plan, methodist):
    assert "Корзина пуста" in bin_page(methodist, plan).content.decode()
    assert "Таких строк" in bin_page(methodist, plan, words="слёт").content.decode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Отметьте строки"),
        ({"rows": [f"item:{uuid.uuid4()}"]}, "в корзине уже нет"),
        ({"rows": ["нечто"]}, "в корзине уже нет"),
    ],
)
def test_nonsense_brings_nothing_back_and_says_why(plan, items, actor, methodist, data, words):
    remove(plan, actor, items[0])

    answer = restore(methodist, plan, **data)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert bin_count(plan) == 1


def test_a_foreign_row_stays_in_its_bin(plan, items, actor, methodist, centre):
    other = PlanFactory(organisation=centre)
    foreign = PlanItemFactory(plan=other)
    remove(other, actor, foreign)

    answer = restore(methodist, plan, only=f"item:{foreign.uid}")

    assert answer.status_code == 422
    assert PlanItem.every.get(pk=foreign.pk).removed_at


def test_nothing_comes_back_into_a_plan_that_does_not_change(plan, items, actor, methodist):
    remove(plan, actor, items[0])
    Plan.objects.filter(pk=plan.pk).update(state="in_agreement")

    page = bin_page(methodist, plan)
    answer = restore(methodist, plan, only=f"item:{items[0].uid}")

    assert "вернуть строки нельзя" in page.content.decode()
    assert "Вернуть отмеченные" not in page.content.decode()
    assert answer.status_code != 302 or titles(plan) == ["Поход", "Беседа"]
    assert titles(plan) == ["Поход", "Беседа"]


def test_the_plan_s_page_counts_its_bin(plan, items, actor, methodist):
    remove(plan, actor, *items[:2])

    page = methodist.get(reverse("plans:plan_detail", args=[plan.pk]))

    assert "В корзине 2 строки" in page.content.decode().replace("\xa0", " ")


def test_a_foreign_bin_is_not_there(plan, items, actor, sign_in):
    remove(plan, actor, items[0])
    client = sign_in(Role.HEAD, CentreFactory())

    assert client.get(reverse("plans:plan_bin", args=[plan.pk])).status_code == 404
    assert restore(client, plan, only=f"item:{items[0].uid}").status_code == 404
    assert PlanItem.every.get(pk=items[0].pk).removed_at


def test_readers_have_no_bin(plan, sign_in, centre):
    client = sign_in(Role.APPROVER, centre)

    assert client.get(reverse("plans:plan_bin", args=[plan.pk])).status_code == 403


def test_as_many_queries_for_many_rows_as_for_few(
    plan, items, section, actor, methodist, django_assert_max_num_queries
):
    more = PlanItemFactory.create_batch(20, plan=plan, section=section)
    remove(plan, actor, items[0])
    bin_page(methodist, plan)
    with django_assert_max_num_queries(30) as few:
        bin_page(methodist, plan)
    remove(plan, actor, *more)

    with django_assert_max_num_queries(len(few)):
        bin_page(methodist, plan)
